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
PADDING_PX = 8.0
DOT_PX = 2.5


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

    def _placing(self) -> tuple[float, QPointF]:
        """Scale and offset from frame pixels to this widget."""
        left, top, width, height = self._view.latest.bounds
        room = QRectF(self.rect()).adjusted(PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)
        scale = min(room.width() / max(width, 1.0), room.height() / max(height, 1.0))
        centre = QPointF(left + width / 2, top + height / 2)
        return scale, room.center() - centre * scale

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the map and the camera's frame."""
        theme, frame, camera = self._view.theme, self._view.latest, self._view.camera
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._map(frame, theme))
        if frame.nodes.ids:
            scale, offset = self._placing()
            width, height = self._view.viewport
            stretch = scale * frame.zoom / camera.zoom
            seen = QRectF(0, 0, width * stretch, height * stretch)
            seen.moveCenter(QPointF(camera.x, camera.y) * (frame.zoom * scale) + offset)
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
        scale, offset = self._placing()
        painter.setPen(QPen(QColor(theme.blend("ink_3", 0.45)), 0.75))
        spots = (frame.nodes.xy * scale).tolist()
        for source, target in zip(frame.edges.source.tolist(), frame.edges.target.tolist(), strict=True):
            painter.drawLine(QPointF(*spots[source]) + offset, QPointF(*spots[target]) + offset)
        painter.setPen(Qt.PenStyle.NoPen)
        for kind, radius, spot in zip(frame.nodes.kind, frame.nodes.radius.tolist(), spots, strict=True):
            painter.setBrush(QColor(theme.kind(kind).color))
            size = max(DOT_PX * radius / 16.0, 1.5)
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
        scale, offset = self._placing()
        centre = (point - offset) / (scale * frame.zoom)
        self._view.set_camera(Camera(centre.x(), centre.y(), self._view.camera.zoom))
