"""A rastered Frame: two images, one without text so that dimming can leave labels out, larger than the viewport."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from explorer.drawing.qt_painter import paint_base, paint_text

if TYPE_CHECKING:
    from explorer.drawing.frame import Frame
    from explorer.drawing.theme import Theme

MARGIN_PX = 256


@dataclass(frozen=True, eq=False)
class Layer:
    """What the canvas shows until something changes.

    ``content`` is the view's number for what it shows; ``area`` is what the images cover, in frame pixels at ``frame.zoom``.
    """

    frame: Frame
    theme: Theme
    content: int
    area: QRectF
    dpr: float
    base: QImage
    text: QImage

    def covers(self, area: QRectF) -> bool:
        """Whether the images reach over all of ``area``, or all of the graph."""
        wanted = area.intersected(QRectF(*self.frame.bounds))
        return wanted.isEmpty() or self.area.contains(wanted)

    def place(self, zoom: float, origin: QPointF) -> QRectF:
        """Where the images go on the screen, for a camera whose frame origin is at ``origin``."""
        scale = zoom / self.frame.zoom
        return QRectF(
            origin.x() + self.area.x() * scale,
            origin.y() + self.area.y() * scale,
            self.area.width() * scale,
            self.area.height() * scale,
        )


def raster(frame: Frame, theme: Theme, content: int, area: QRectF, dpr: float) -> Layer:
    """Paint a Frame into images. Safe in any thread.

    Parameters
    ----------
    frame : Frame
    theme : Theme
    content : int
        The view's number for what the Frame shows.
    area : QRectF
        What to cover, in frame pixels.
    dpr : float
        Device pixels for each frame pixel.
    """
    left, top = round(area.x()), round(area.y())
    width, height = max(round(area.width()), 1), max(round(area.height()), 1)
    exact = QRectF(left, top, width, height)
    base = _image(width, height, dpr)
    base.fill(QColor(theme.color("canvas")))
    text = _image(width, height, dpr)
    text.fill(0)
    for image, paint in ((base, paint_base), (text, paint_text)):
        painter = QPainter(image)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.translate(-left, -top)
        paint(painter, frame, theme)
        painter.end()
    return Layer(frame, theme, content, exact, dpr, base, text)


def _image(width: int, height: int, dpr: float) -> QImage:
    image = QImage(max(round(width * dpr), 1), max(round(height * dpr), 1), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(dpr)
    return image
