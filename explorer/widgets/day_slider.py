"""A line of time with a mark for each day on which something is new, and a handle that stands on one of them."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.session.view import View

HEIGHT_PX, SIDE_PX = 28, 10
HANDLE_PX, TICK_PX = 6.0, 4.0


class DaySlider(QAbstractSlider):
    """Chooses a day out of a list. Arrow keys go from day to day; days lie as far apart as they are.

    Signals
    -------
    day_chosen : str
        A person chose a day: "2025-01-27".
    """

    day_chosen = Signal(str)

    def __init__(self, view: View, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._days: tuple[str, ...] = ()
        self._ordinals: list[int] = []
        self._is_on = False
        self.setObjectName(name)
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT_PX)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.actionTriggered.connect(lambda _: self._choose(self.sliderPosition()))

    def show_days(self, days: Sequence[str], chosen: str | None) -> None:
        """Show these days, and which of them is chosen; None for all of them."""
        self._days = tuple(days)
        self._ordinals = [date.fromisoformat(day).toordinal() for day in days]
        self._is_on = chosen is not None
        last = max(len(days) - 1, 0)
        place = last
        if chosen is not None:
            place = max(bisect_right(self._ordinals, date.fromisoformat(chosen).toordinal()) - 1, 0)
        self.blockSignals(True)  # Qt's
        self.setRange(0, last)
        self.setPageStep(max(last // 10, 1))
        self.setValue(min(place, last))
        self.blockSignals(False)  # Qt's
        self.setEnabled(bool(days))
        self.update()

    def sizeHint(self) -> QSize:
        """Return enough room to hit a day."""
        return QSize(160, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        """Return the least room."""
        return QSize(64, HEIGHT_PX)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the day that was pressed."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._choose(self._nearest(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go along."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose(self._nearest(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Escape go on to the window; the other keys are a slider's."""
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _choose(self, place: int) -> None:
        if self._days and (not self._is_on or place != self.value()):
            self._is_on = True
            self.setValue(place)
            self.update()
            self.day_chosen.emit(self._days[place])

    def _x(self, ordinal: int) -> float:
        first, last = self._ordinals[0], self._ordinals[-1]
        share = (ordinal - first) / (last - first) if last > first else 1.0
        return SIDE_PX + share * (self.width() - 2 * SIDE_PX)

    def _nearest(self, x: float) -> int:
        return min(range(len(self._days)), key=lambda place: abs(self._x(self._ordinals[place]) - x), default=0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw line, days and handle; the line is dark as far as things count."""
        theme, middle = self._view.theme, self.height() / 2
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        right = self.width() - SIDE_PX
        quiet, ink = QColor(theme.color("line_strong")), QColor(theme.color("accent"))
        painter.setPen(QPen(quiet, 2.0))
        painter.drawLine(QPointF(SIDE_PX, middle), QPointF(right, middle))
        if self._days:
            at = self._x(self._ordinals[self.value()])
            self._draw_days(painter, at, quiet, ink)
            painter.setPen(QPen(ink if self._is_on else quiet, 2.0))
            painter.setBrush(QColor(theme.color("hover" if self.underMouse() else "card")))
            painter.drawEllipse(QPointF(at, middle), HANDLE_PX, HANDLE_PX)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(ink, 1.5))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _draw_days(self, painter: QPainter, at: float, quiet: QColor, ink: QColor) -> None:
        middle = self.height() / 2
        if self._is_on:
            painter.setPen(QPen(ink, 2.0))
            painter.drawLine(QPointF(SIDE_PX, middle), QPointF(at, middle))
        marks: dict[bool, list[QLineF]] = {False: [], True: []}  # drawn at once: each call may wait for a worker
        before = -10.0
        for ordinal in self._ordinals:
            x = self._x(ordinal)
            if x - before < 2.0:  # as close as that, one mark says it
                continue
            before = x
            marks[self._is_on and x <= at].append(QLineF(x, middle - TICK_PX, x, middle + TICK_PX))
        for is_lit, lines in marks.items():
            painter.setPen(QPen(ink if is_lit else quiet, 1.0))
            painter.drawLines(lines)
