"""How often a running layout is drawn: no oftener than it can be, and with a guess of how long it will take."""

from __future__ import annotations

import time
from dataclasses import dataclass
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.layouts.base import Step
    from explorer.model.positions import Positions
    from explorer.session.tasks import Task

LIVE_AFTER_S = 0.4  # what ends sooner is shown by one transition, calmer than a flurry of steps
LIVE_EVERY_S = 0.1
DRAWN_IN_A_SECOND = 1e5
TOLD_AFTER = 0.05
"""Before this share of the work is done, a guess would jump about."""


@dataclass(frozen=True, eq=False)
class Shown:
    """What the window gets to know of a running layout.

    Attributes
    ----------
    positions : Positions or None
        Where entities are; None where only the progress is news.
    progress : float
        From 0 to 1.
    left_s : float or None
        How many seconds it may still take.
    """

    positions: Positions | None
    progress: float
    left_s: float | None


class Pace:
    """Owns the rhythm of one run; the layout runs in a worker, what it shows is drawn on the main thread.

    Parameters
    ----------
    count : int
        How many entities are drawn.
    """

    def __init__(self, count: int) -> None:
        self._every_s = max(LIVE_EVERY_S, count / DRAWN_IN_A_SECOND)
        self._is_drawn = Event()
        self._is_drawn.set()

    def note_drawn(self) -> None:
        """Note that the last positions have been drawn, so that there may be others."""
        self._is_drawn.set()

    def keep(self, steps: Iterator[Step], task: Task[Shown]) -> Iterator[Shown]:
        """Yield the steps that are worth drawing, and the last one; for the worker thread."""
        worked = told = 0.0
        began = time.monotonic()
        for step in steps:
            worked += time.monotonic() - began
            if step.progress >= 1.0:
                yield Shown(step.positions, 1.0, None)
            elif worked - told >= self._every_s:
                told = worked
                yield self._shown(step, worked)
            task.wait_while_paused()
            if task.is_cancelled:
                return
            began = time.monotonic()

    def _shown(self, step: Step, worked: float) -> Shown:
        left = worked * (1 - step.progress) / step.progress if step.progress > TOLD_AFTER else None
        if worked < LIVE_AFTER_S or not self._is_drawn.is_set() or _is_pile(step.positions):
            return Shown(None, step.progress, left)
        self._is_drawn.clear()
        return Shown(step.positions, step.progress, left)


def _is_pile(positions: Positions) -> bool:
    """Whether most entities are on one spot: a layout that has no places yet, which nobody wants to see."""
    if not len(positions):
        return False
    away = np.abs(positions.xy - np.median(positions.xy, axis=0)).max(axis=1)
    return bool(np.median(away) < 1.0)


def remaining(seconds: float) -> str:
    """Return how long something will take, roughly.

    Examples
    --------
    >>> remaining(3.7), remaining(0.4), remaining(130)
    ('about 4 s left', 'about 1 s left', 'about 2 min left')
    """
    if seconds < 90:
        return f"about {max(1, round(seconds))} s left"
    return f"about {round(seconds / 60)} min left"
