"""A rastered Frame: two images, one without text so that dimming can leave labels out, larger than the viewport."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from explorer.drawing.qt_painter import paint_base, paint_emphasis, paint_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.drawing.frame import Emphasis, Frame
    from explorer.drawing.moving import Moving
    from explorer.drawing.theme import Theme

MARGIN_PX = 256


@dataclass(frozen=True, eq=False)
class Layer:
    """What the canvas shows until something changes.

    ``content`` is the view's number for what it shows; ``area`` is what the images cover, in frame pixels at ``frame.zoom``.
    Where something is left out because it moves, ``base`` is all there is else, and ``text`` has the entities too: what
    lies above lines that move.
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
        return place_of(self.area, zoom / self.frame.zoom, origin)


def place_of(area: QRectF, scale: float, origin: QPointF) -> QRectF:
    """Return where an area goes that is stretched about the frame origin, which is at ``origin``."""
    return QRectF(area.topLeft() * scale + origin, area.size() * scale)


class Lit:
    """A layer with text and states on it, kept as one image: states cost a pan nothing, and a stretch costs half."""

    def __init__(self) -> None:
        self._of: tuple[Layer, Emphasis] | None = None
        self._image = QImage()

    def image(self, layer: Layer, emphasis: Emphasis) -> QImage:
        """Return that image, painted again if layer or states are others than the last time."""
        if self._of is None or self._of[0] is not layer or self._of[1] is not emphasis:
            self._of = (layer, emphasis)
            self._image = lit_image(layer, emphasis, self._image)
        return self._image


def lit_image(layer: Layer, emphasis: Emphasis, onto: QImage | None = None) -> QImage:
    """Return a layer with its text and with states as one image; ``onto`` is painted over if it has the size."""
    image = onto if onto is not None and onto.size() == layer.base.size() else _opaque(layer.base.size())
    image.setDevicePixelRatio(layer.dpr)
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.drawImage(0, 0, layer.base)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    if emphasis.lit_nodes is None:
        painter.drawImage(0, 0, layer.text)
    painter.translate(-layer.area.x(), -layer.area.y())
    paint_emphasis(painter, layer.frame, emphasis, layer.theme)
    painter.end()
    return image


def _opaque(size: QSize) -> QImage:
    return QImage(size, QImage.Format.Format_RGB32)


def raster(
    frame: Frame,
    theme: Theme,
    content: int,
    area: QRectF,
    dpr: float,
    without: Moving | None = None,
    *,
    wordless: bool = False,
    stop: Callable[[], bool] | None = None,
) -> Layer:
    """Paint a Frame into two images. Safe in any thread.

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
    without : Moving, optional
        What to leave out, because it is drawn on top while it moves.
    wordless : bool
        Whether names are left out as well then, because most of it is dimmed.
    stop : callable, optional
        Once it is true nobody waits for the layer any more, and it is left half done.
    """
    exact = QRectF(round(area.x()), round(area.y()), max(round(area.width()), 1), max(round(area.height()), 1))
    base, text = _image(exact, dpr, QColor(theme.color("canvas"))), _image(exact, dpr, Qt.GlobalColor.transparent)
    if without is None:
        with _painter(base, exact) as painter:
            paint_base(painter, frame, theme, stop=stop)
        with _painter(text, exact) as painter:
            paint_text(painter, frame, theme, stop=stop)
        return Layer(frame, theme, content, exact, dpr, base, text)
    with _painter(text, exact) as painter:
        paint_base(painter, frame, theme, edges=(), nodes=without.still_nodes, stop=stop)
        if not wordless:
            paint_text(painter, frame, theme, without=without.owners, stop=stop)
    with _painter(base, exact) as painter:
        paint_base(painter, frame, theme, edges=without.still_edges, nodes=(), stop=stop)
        painter.drawImage(exact.topLeft(), text)
    return Layer(frame, theme, content, exact, dpr, base, text)


@contextmanager
def _painter(image: QImage, area: QRectF) -> Iterator[QPainter]:
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.translate(-area.topLeft())
    yield painter
    painter.end()


def _image(area: QRectF, dpr: float, fill: QColor | Qt.GlobalColor) -> QImage:
    width, height = max(round(area.width() * dpr), 1), max(round(area.height() * dpr), 1)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(dpr)
    image.fill(fill)
    return image
