"""When garbage is collected: between two events of the main thread, and nowhere else."""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000
OLDEST = 2
REST = 1000  # times as long as it took, until all is looked through again


class Collecting(QObject):
    """Collects in place of Python's own collector, which must be off.

    That one begins wherever something is allocated. In a worker it would destroy widgets, which only the main thread
    may; and when Qt disconnects something it holds a lock that whatever object is destroyed meanwhile waits for, without
    end.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._resting_until = 0.0
        timer = QTimer(self, interval=EVERY_MS)
        timer.timeout.connect(self.collect)
        timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due by Python's own thresholds, and the younger ones with it.

        Where there is much to look through, that is seldom: the window stands still meanwhile.
        """
        counts = zip(gc.get_count(), gc.get_threshold(), strict=True)
        due = [age for age, (count, most) in enumerate(counts) if count > most]
        start = time.monotonic()
        if due and due[-1] == OLDEST and start >= self._resting_until:
            gc.collect()
            self._resting_until = start + REST * (time.monotonic() - start)
        elif due:
            gc.collect(min(due[-1], OLDEST - 1))
