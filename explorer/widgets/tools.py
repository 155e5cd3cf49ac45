"""A gesture is an object: it starts with a press, follows the pointer, and ends or is cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from explorer.drawing.picking import inside

if TYPE_CHECKING:
    from explorer.drawing.camera import Camera
    from explorer.drawing.frame import Frame
    from explorer.session.arranging import Arranger
    from explorer.session.selection import Selected, Selection
    from explorer.session.view import View


class Tool(Protocol):
    """One running gesture. Points are in widget pixels."""

    cursor: Qt.CursorShape

    def move(self, point: QPointF) -> None:
        """Follow the pointer."""

    def finish(self) -> None:
        """End as intended."""

    def cancel(self) -> None:
        """End as if it had never begun."""

    def paint(self, painter: QPainter) -> None:
        """Draw what the gesture itself shows."""


class Pan:
    """Drags the camera."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: View, point: QPointF) -> None:
        self._view = view
        self._start: Camera = view.camera
        self._from = point

    def move(self, point: QPointF) -> None:
        """Follow the pointer."""
        way = point - self._from
        self._view.set_camera(self._start.panned(way.x(), way.y()))

    def finish(self) -> None:
        """Stay here."""

    def cancel(self) -> None:
        """Go back."""
        self._view.set_camera(self._start)

    def paint(self, painter: QPainter) -> None:
        """Nothing of its own to show."""


class Drag:
    """Moves entities: the one under the pointer, and all selected ones with it. The document learns it at the end."""

    cursor = Qt.CursorShape.SizeAllCursor

    def __init__(self, view: View, arranger: Arranger, entities: frozenset[str], point: QPointF) -> None:
        self._view, self._arranger = view, arranger
        self.entities = entities
        self._last = point
        self._way = QPointF()
        arranger.cancel()

    @property
    def offset(self) -> tuple[float, float]:
        """How far they are from where they were, in graph coordinates."""
        return self._way.x(), self._way.y()

    def move(self, point: QPointF) -> None:
        """Follow the pointer."""
        self._way += (point - self._last) / self._view.camera.zoom
        self._last = point

    def finish(self) -> None:
        """Stay where dropped; to be carried about and back is to stay."""
        if self._way.manhattanLength() * self._view.camera.zoom >= 1.0:
            self._arranger.drag(sorted(self.entities), *self.offset)

    def cancel(self) -> None:
        """Go back; nothing has happened to the document."""
        self._way = QPointF()

    def paint(self, painter: QPainter) -> None:
        """Nothing of its own to show: the canvas carries them."""


class _Area:
    """Selects what lies within an outline; ``base`` stays selected where keys ask for more."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: View, selection: Selection, frame: Frame | None, point: QPointF, *, add: bool) -> None:
        self._view, self._selection, self._frame = view, selection, frame
        self._before: Selected = selection.now
        self._base = selection.entities if add else frozenset()
        self._points = [point]

    def outline(self) -> QPolygonF:
        """The outline in widget pixels."""
        raise RuntimeError("an area needs an outline")

    def finish(self) -> None:
        """Select what is inside."""
        frame = self._frame
        if frame is None:
            return
        points = np.array([(point.x(), point.y()) for point in self.outline().toList()])
        polygon = self._view.camera.to_graph(points, self._view.viewport) * frame.zoom
        there = self._view.visible.entity_set
        self._selection.set(self._base.union(there.intersection(inside(frame, polygon.tolist()))))

    def cancel(self) -> None:
        """Select what was selected before."""
        self._selection.restore(self._before)

    def paint(self, painter: QPainter) -> None:
        """Show the outline."""
        accent = QColor(self._view.theme.color("accent"))
        painter.setPen(QPen(accent, 1.0))
        wash = QColor(accent)
        wash.setAlphaF(0.10)
        painter.setBrush(wash)
        painter.drawPolygon(self.outline())


class Box(_Area):
    """Selects with a rectangle."""

    def move(self, point: QPointF) -> None:
        """Follow the pointer."""
        self._points[1:] = [point]

    def outline(self) -> QPolygonF:
        """The rectangle between where it began and the pointer."""
        return QPolygonF(QRectF(self._points[0], self._points[-1]).normalized())


class Lasso(_Area):
    """Selects with a free outline."""

    def move(self, point: QPointF) -> None:
        """Follow the pointer."""
        self._points.append(point)

    def outline(self) -> QPolygonF:
        """The way of the pointer, closed."""
        return QPolygonF(self._points)
