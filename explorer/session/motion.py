"""Transitions: a number from 0 to 1 over some milliseconds, or at once where motion is not wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.session.settings import Settings


class Motion(QObject):
    """Runs one transition at a time; a new one finishes the one before."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._animation: QVariantAnimation | None = None
        self._last: Callable[[float], None] | None = None

    @property
    def is_running(self) -> bool:
        """Whether a transition is under way."""
        return self._animation is not None

    def run(self, duration_ms: int, apply: Callable[[float], None]) -> None:
        """Call ``apply`` with shares of the way from 0 to 1, ending with exactly 1."""
        self.finish()
        if self._settings.reduced_motion or duration_ms <= 0:
            apply(1.0)
            return
        animation = QVariantAnimation(self)
        animation.setStartValue(0.0)
        animation.setEndValue(1.0)
        animation.setDuration(duration_ms)
        animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        animation.valueChanged.connect(lambda value: apply(float(value)))
        animation.finished.connect(self._on_finished)
        self._animation, self._last = animation, apply
        animation.start()

    def finish(self) -> None:
        """Jump to the end of a transition that is under way."""
        if self._animation is not None and self._last is not None:
            last = self._last
            self._drop()
            last(1.0)

    def _on_finished(self) -> None:
        self._drop()

    def _drop(self) -> None:
        if self._animation is not None:
            self._animation.blockSignals(True)  # Qt's signature
            self._animation.stop()
            self._animation.deleteLater()
        self._animation = self._last = None
