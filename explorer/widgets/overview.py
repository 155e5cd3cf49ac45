"""The overview map: the whole graph small, with a frame around what the canvas shows. Click or drag to go there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from explorer.drawing.camera import Camera

if TYPE_CHECKING:
    from explorer.drawing.frame import Frame
    from explorer.drawing.theme import Theme
    from explorer.session.view import View

SIZE = QSize(128, 124)
PADDING_PX = 14.0
MAX_SCALE = 0.5  # two entities are not drawn to the corners
DOT_PX, SMALLEST_DOT_PX = 4.0, 1.5


class Overview(QWidget):
    """Shows where the camera is."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("overview")
        self.setAccessibleName("Overview map")
        self.setFixedSize(SIZE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._view = view
        self._drawn = QPixmap()
        self._drawn_for: tuple[Frame, Theme, float] | None = None
        for signal in (view.camera_changed, view.frame_changed, view.theme_changed):
            signal.connect(self.update)

    def placing(self) -> tuple[float, QPointF]:
        """Scale and offset from graph units to this widget: the same at every zoom, whatever labels need."""
        frame = self._view.latest
        places = frame.nodes.xy / frame.zoom
        (left, top), (right, bottom) = places.min(axis=0).tolist(), places.max(axis=0).tolist()
        room = QRectF(self.rect()).adjusted(PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)
        scale = min(room.width() / max(right - left, 1.0), room.height() / max(bottom - top, 1.0), MAX_SCALE)
        return scale, room.center() - QPointF((left + right) / 2, (top + bottom) / 2) * scale

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the map and the camera's frame."""
        theme, frame, camera = self._view.theme, self._view.latest, self._view.camera
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._map(frame, theme))
        if frame.nodes.ids:
            scale, offset = self.placing()
            width, height = self._view.viewport
            seen = QRectF(0, 0, width * scale / camera.zoom, height * scale / camera.zoom)
            seen.moveCenter(QPointF(camera.x, camera.y) * scale + offset)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.color("accent")), 1.5))
            painter.drawRect(seen.intersected(QRectF(self.rect()).adjusted(4, 4, -4, -4)))
        painter.end()

    def _map(self, frame: Frame, theme: Theme) -> QPixmap:
        """Return lines and dots; they are drawn once for each Frame, not for each place of the camera."""
        if self._drawn_for != (frame, theme, self.devicePixelRatioF()):
            self._drawn_for = (frame, theme, self.devicePixelRatioF())
            self._drawn = QPixmap((QSizeF(self.size()) * self.devicePixelRatioF()).toSize())
            self._drawn.setDevicePixelRatio(self.devicePixelRatioF())
            self._drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._drawn)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_map(painter, frame, theme)
            painter.end()
        return self._drawn

    def _draw_map(self, painter: QPainter, frame: Frame, theme: Theme) -> None:
        painter.setPen(QPen(QColor(theme.color("line")), 1.0))
        painter.setBrush(QColor(theme.color("canvas")))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if not frame.nodes.ids:
            return
        scale, offset = self.placing()
        painter.setPen(QPen(QColor(theme.blend("ink_3", 0.45)), 0.75))
        spots = (frame.nodes.xy * (scale / frame.zoom)).tolist()
        for source, target in zip(frame.edges.source.tolist(), frame.edges.target.tolist(), strict=True):
            painter.drawLine(QPointF(*spots[source]) + offset, QPointF(*spots[target]) + offset)
        painter.setPen(Qt.PenStyle.NoPen)
        shares = (frame.nodes.radius / frame.nodes.radius.max()).tolist()
        for kind, share, spot in zip(frame.nodes.kind, shares, spots, strict=True):
            painter.setBrush(QColor(theme.kind(kind).color))
            size = max(DOT_PX * share, SMALLEST_DOT_PX)
            painter.drawEllipse(QPointF(*spot) + offset, size, size)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the pointer is."""
        self._look_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._look_at(event.position())

    def _look_at(self, point: QPointF) -> None:
        frame = self._view.latest
        if not frame.nodes.ids:
            return
        scale, offset = self.placing()
        centre = (point - offset) / scale
        self._view.set_camera(Camera(centre.x(), centre.y(), self._view.camera.zoom))
