"""Lucide icons in any colour and size, as pictures for the screen or as vectors on a painter."""

from __future__ import annotations

import logging
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from explorer.resources import icon_file

log = logging.getLogger(__name__)

UI_PEN = 1.75
NODE_PEN = 2.0
"""Pens in the icons' own 24 px grid: controls are drawn a little lighter than nodes."""


@lru_cache(maxsize=256)
def icon_source(name: str) -> str:
    """Return the SVG of an icon, or an empty one when it is not bundled."""
    path = icon_file(name)
    if path is None:
        log.warning("icon %s is not bundled", name)
        return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"/>'
    return path.read_text(encoding="utf-8")


def draw_icon(painter: QPainter, name: str, rect: QRectF, color: str, pen: float = UI_PEN) -> None:
    """Draw an icon as vectors into a square."""
    text = icon_source(name).replace("currentColor", color).replace('stroke-width="2"', f'stroke-width="{pen}"')
    QSvgRenderer(QByteArray(text.encode())).render(painter, rect)


@lru_cache(maxsize=512)
def icon_image(name: str, size: float, color: str, dpr: float = 1.0, pen: float = UI_PEN) -> QImage:
    """Return an icon as an image; safe on any thread. ``size`` is in device-independent pixels."""
    side = max(1, round(size * dpr))
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_icon(painter, name, QRectF(0, 0, side, side), color, pen)
    painter.end()
    image.setDevicePixelRatio(dpr)
    return image
