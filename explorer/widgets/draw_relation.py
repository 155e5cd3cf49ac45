"""The gesture that draws a relation: from the entity where it began to the one under the pointer."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.session.view import View
    from explorer.widgets.canvas import Canvas

RING_PX, HEAD_PX, HEAD_HALF_PX = 26, 10, 5
ANCHOR_PX = 24


class Tie:
    """Stretches a line from one entity to another; ``done`` learns both and where it ended on the screen."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: Canvas, view: View, source: str, done: Callable[[str, str, QRect], None]) -> None:
        self._canvas, self._view, self.source, self._done = canvas, view, source, done
        self._at = QPointF(canvas.screen_point(source))
        self.target: str | None = None

    def move(self, point: QPointF) -> None:
        """Follow the pointer, and see whom it is over."""
        self._at = point
        found = self._canvas.hit_at(point).entity
        self.target = found if found != self.source else None

    def finish(self) -> None:
        """Ask how the two are tied, if it ends at another entity."""
        if self.target is None:
            return
        corner = self._canvas.mapToGlobal(self._at.toPoint()) - QPoint(ANCHOR_PX // 2, ANCHOR_PX // 2)
        self._done(self.source, self.target, QRect(corner.x(), corner.y(), ANCHOR_PX, ANCHOR_PX))

    def cancel(self) -> None:
        """Nothing has happened."""
        self.target = None

    def paint(self, painter: QPainter) -> None:
        """Draw the line with its head, and a ring around both ends."""
        accent = QColor(self._view.theme.color("accent"))
        start = QPointF(self._canvas.screen_point(self.source))
        end = self._at if self.target is None else QPointF(self._canvas.screen_point(self.target))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 2.0))
        painter.drawEllipse(start, RING_PX, RING_PX)
        if self.target is not None:
            painter.drawEllipse(end, RING_PX, RING_PX)
        way = end - start
        length = math.hypot(way.x(), way.y())
        short = RING_PX * (2 if self.target is not None else 1)
        if length <= short + HEAD_PX:
            return
        along = way / length
        first = start + along * RING_PX
        last = end - along * RING_PX if self.target is not None else end
        painter.setPen(QPen(QColor(self._view.theme.color("canvas")), 8.0))
        painter.drawLine(first, last)
        painter.setPen(QPen(accent, 2.0))
        painter.drawLine(first, last - along * HEAD_PX)
        across = QPointF(-along.y(), along.x()) * HEAD_HALF_PX
        painter.setBrush(accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(QPolygonF([last, last - along * HEAD_PX + across, last - along * HEAD_PX - across]))
