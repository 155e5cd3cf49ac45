"""The overview map: the whole graph small, with a frame around what the canvas shows. Click or drag to go there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from explorer.drawing.camera import Camera

if TYPE_CHECKING:
    from explorer.drawing.frame import Frame
    from explorer.drawing.theme import Theme
    from explorer.session.view import View

SIZE = QSize(128, 124)
PADDING_PX = 14.0
MAX_SCALE = 0.5  # two entities are not drawn to the corners
FAINTEST, MAX_ALPHA = 0.25, 210
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
        self._drawn_for: tuple[int, Theme, float] | None = None
        for signal in (view.camera_changed, view.frame_changed, view.theme_changed):
            signal.connect(self.update)

    def placing(self) -> tuple[float, QPointF]:
        """Scale and offset from graph units to this widget: the same at every zoom, whatever labels need."""
        (left, top), (right, bottom) = self._view.whereabouts.extent
        room = QRectF(self.rect()).adjusted(PADDING_PX, PADDING_PX, -PADDING_PX, -PADDING_PX)
        scale = min(room.width() / max(right - left, 1.0), room.height() / max(bottom - top, 1.0), MAX_SCALE)
        return scale, room.center() - QPointF((left + right) / 2, (top + bottom) / 2) * scale

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the map and the camera's frame."""
        theme, camera = self._view.theme, self._view.camera
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._map(theme))
        if self._view.visible.entities:
            scale, offset = self.placing()
            width, height = self._view.viewport
            seen = QRectF(0, 0, width * scale / camera.zoom, height * scale / camera.zoom)
            seen.moveCenter(QPointF(camera.x, camera.y) * scale + offset)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.color("accent")), 1.5))
            painter.drawRect(seen.intersected(QRectF(self.rect()).adjusted(4, 4, -4, -4)))
        painter.end()

    def _map(self, theme: Theme) -> QPixmap:
        """Return lines and dots; they are drawn once for each picture, not for each place of the camera."""
        key = (self._view.content, theme, self.devicePixelRatioF())
        if self._drawn_for != key:
            self._drawn_for = key
            self._drawn = QPixmap((QSizeF(self.size()) * self.devicePixelRatioF()).toSize())
            self._drawn.setDevicePixelRatio(self.devicePixelRatioF())
            self._drawn.fill(Qt.GlobalColor.transparent)
            painter = QPainter(self._drawn)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.color("line")), 1.0))
            painter.setBrush(QColor(theme.color("canvas")))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
            if self._view.is_large:
                self._draw_haze(painter, theme)
            elif self._view.visible.entities:
                self._draw_map(painter, self._view.latest, theme)
            painter.end()
        return self._drawn

    def _draw_haze(self, painter: QPainter, theme: Theme) -> None:
        """Draw where entities are as a haze, the denser the more of them there are: at once, however many."""
        scale, offset = self.placing()
        ratio = self.devicePixelRatioF()
        width, height = self._drawn.width(), self._drawn.height()
        spots = (self._view.whereabouts.positions.xy * scale + offset.toTuple()) * ratio
        places = np.clip(spots, 0, (width - 1, height - 1)).astype(np.intp)
        many = np.bincount(places[:, 1] * width + places[:, 0], minlength=width * height)
        strength = np.log1p(many) / max(float(np.log1p(many.max())), 1.0)
        alpha = np.where(many > 0, FAINTEST + (1.0 - FAINTEST) * strength, 0.0) * MAX_ALPHA
        color = QColor(theme.color("ink_2"))
        pixels = np.zeros((height, width, 4), dtype=np.uint8)
        pixels[..., :3] = color.blue(), color.green(), color.red()
        pixels[..., 3] = alpha.reshape(height, width).astype(np.uint8)
        haze = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32)
        haze.setDevicePixelRatio(ratio)
        painter.drawImage(0, 0, haze)

    def _draw_map(self, painter: QPainter, frame: Frame, theme: Theme) -> None:
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
        if not self._view.visible.entities:
            return
        scale, offset = self.placing()
        centre = (point - offset) / scale
        self._view.set_camera(Camera(centre.x(), centre.y(), self._view.camera.zoom))
