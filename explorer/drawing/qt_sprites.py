"""Small things drawn often: kept as images for the screen, drawn as vectors anywhere else.

Safe on any thread: images are only read once they are in the cache, and a dict entry is set in one step.
"""

from __future__ import annotations

import math
from itertools import takewhile
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPaintEngine, QPainter, QTransform

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from explorer.drawing.frame import Box

CACHE_BYTES = 48_000_000
MAX_SPRITE_SCALE = 3.0
"""Pictures at a larger scale are painted once: keeping their sprites would only cost memory."""

Thing = TypeVar("Thing")
Look = TypeVar("Look", bound=tuple[object, ...])
"""Everything a drawing depends on, as a hashable tuple: the name of its sprite."""


class _Cache:
    def __init__(self) -> None:
        self.images: dict[tuple[Hashable, ...], QImage] = {}
        self.bytes = 0

    def keep(self, key: tuple[Hashable, ...], image: QImage) -> None:
        if self.bytes > CACHE_BYTES:
            self.images, self.bytes = {}, 0
        self.images[key] = image
        self.bytes += image.sizeInBytes()


_cache = _Cache()


def prepare(painter: QPainter) -> None:
    """Set the hints that everything here is drawn with."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)


def raster_scale(painter: QPainter) -> float:
    """Return how many pixels of an image or window one unit gets; infinite on vector devices."""
    if painter.paintEngine().type() != QPaintEngine.Type.Raster:
        return math.inf
    return painter.deviceTransform().m11()


def visible_box(painter: QPainter, margin: float) -> Box | None:
    """Return what the painter's image or window shows, in its own units; None on vector devices."""
    if raster_scale(painter) == math.inf:
        return None
    whole = QRectF(0, 0, painter.device().width(), painter.device().height())
    shown = painter.combinedTransform().inverted()[0].mapRect(whole)  # a widget need not be in its window's corner
    return (
        shown.x() - margin,
        shown.y() - margin,
        shown.width() + 2 * margin,
        shown.height() + 2 * margin,
    )


def until(stop: Callable[[], bool] | None, things: Iterable[Thing]) -> Iterable[Thing]:
    """Return these things, and no more of them once ``stop`` is true."""
    return things if stop is None else takewhile(lambda _: not stop(), things)


class Stamper:
    """Puts small drawings around a point onto one painter, whose transform stays the same meanwhile."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        to_device: QTransform = painter.deviceTransform()
        self._scale = to_device.m11()
        self._dx, self._dy = to_device.dx(), to_device.dy()
        raster = painter.paintEngine().type() == QPaintEngine.Type.Raster
        upright = not to_device.isRotating() and to_device.m11() == to_device.m22()
        self._sprites = raster and upright and 0 < self._scale <= MAX_SPRITE_SCALE

    def stamp(
        self, draw: Callable[[QPainter, Look], None], look: Look, at: tuple[float, float], box: Box, *, phases: int
    ) -> None:
        """Draw something around (x, y).

        Parameters
        ----------
        draw : callable
            Draws around (0, 0).
        look : tuple
            What to draw, handed to ``draw``.
        at : tuple of float
            Where.
        box : Box
            What it may cover, around (0, 0).
        phases : int
            Into how many places a pixel is divided; 1 snaps to whole pixels, as text wants it.
        """
        x, y = at
        painter = self._painter
        if not self._sprites:
            painter.translate(x, y)
            draw(painter, look)
            painter.translate(-x, -y)
            return
        scale = self._scale
        left, top = round((x * scale + self._dx) * phases), round((y * scale + self._dy) * phases)
        px, rest_x = divmod(left, phases)
        py, rest_y = divmod(top, phases)
        key = (draw, look, scale, rest_x, rest_y, phases)
        image = _cache.images.get(key)
        if image is None:
            image = _rendered(draw, box, scale, (rest_x / phases, rest_y / phases), look)
            _cache.keep(key, image)
        corner_x, corner_y = int(box[0] * scale) - 1, int(box[1] * scale) - 1
        painter.drawImage(
            QPointF((px + corner_x - self._dx) / scale, (py + corner_y - self._dy) / scale),
            image,
        )


def _rendered(
    draw: Callable[[QPainter, Look], None], box: Box, scale: float, phase: tuple[float, float], look: Look
) -> QImage:
    left, top = int(box[0] * scale) - 1, int(box[1] * scale) - 1
    width, height = int(box[2] * scale) + 4, int(box[3] * scale) + 4
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    prepare(painter)
    painter.setTransform(QTransform(scale, 0, 0, scale, phase[0] - left, phase[1] - top))
    draw(painter, look)
    painter.end()
    image.setDevicePixelRatio(scale)
    return image


def square(half: float) -> Box:
    """Return the box that reaches equally far on all sides."""
    return (-half, -half, 2 * half, 2 * half)


def circle_rect(radius: float, x: float = 0.0, y: float = 0.0) -> QRectF:
    """Return the square around a circle."""
    return QRectF(x - radius, y - radius, 2 * radius, 2 * radius)
