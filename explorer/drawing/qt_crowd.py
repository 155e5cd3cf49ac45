"""A crowd on a painter: lines as hairlines or density, entities as discs; thousands with each call, none of them alone.

On an image or window everything is drawn on a sheet of device pixels first; on paper as lines and points.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QTransform

from explorer.drawing import raster
from explorer.drawing.frame import Crowd, Level
from explorer.drawing.qt_segments import CHUNK, draw_segments, first
from explorer.drawing.qt_sprites import circle_rect, raster_scale
from explorer.drawing.style import FAR_ALPHA, highlight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.drawing.frame import Box, Edges, Floats, Frame, Ints, Nodes
    from explorer.drawing.raster import Cover, Pixels
    from explorer.drawing.theme import Theme

RIM_PX = 1.0  # of canvas around a disc, so that neighbours stay apart
RIM_FROM_PX = 2.2  # smaller discs have none
MARK_PX = 1.5  # of highlighter around one that is selected among many
STEPS = 4.0  # sizes of discs to a pixel
PASSING_ALPHA = 0.5
HAIR_PX = 0.6  # on paper, and where a pixel is smaller than that


def paint_crowd(
    painter: QPainter,
    frame: Frame,
    theme: Theme,
    edges: Ints,
    nodes: Ints,
    area: Box | None,
    stop: Callable[[], bool] | None = None,
) -> None:
    """Paint lines and, where entities have no shapes, discs.

    Parameters
    ----------
    painter : QPainter
        In frame pixels.
    frame, theme
        What to paint, and its look.
    edges, nodes : ndarray of int
        Rows, in painting order.
    area : Box or None
        What is seen; None on paper, where it is everything.
    stop : callable, optional
        Asked now and then; once it is true, the rest is left out.
    """
    never = stop or _never
    if area is None:
        _hairlines(painter, frame.edges, theme, edges, HAIR_PX, never)
        if not frame.detail.shapes:
            _points(painter, frame.nodes, theme, nodes)
        return
    sheet = _Sheet(painter, area)
    if sheet.is_empty:
        return
    image = _lines(sheet, frame, theme, edges, stop, dense=frame.detail.level is Level.DENSITY and len(edges) > 0)
    if not frame.detail.shapes:
        with_discs = sheet.begin(image)
        _discs(with_discs, sheet, frame.nodes, theme, nodes, never)
        with_discs.end()
    if not never():
        sheet.put(painter, image)


def paint_passing(
    painter: QPainter, frame: Frame, theme: Theme, edges: Ints, area: Box | None, stop: Callable[[], bool] | None = None
) -> None:
    """Paint lines that lead elsewhere, faintly, below what is drawn in full; as above."""
    if area is None or not len(edges):
        return
    sheet = _Sheet(painter, area)
    if not sheet.is_empty:
        painter.setOpacity(PASSING_ALPHA)
        sheet.put(painter, _lines(sheet, frame, theme, edges, stop, dense=True))
        painter.setOpacity(1.0)


def _lines(
    sheet: _Sheet, frame: Frame, theme: Theme, edges: Ints, stop: Callable[[], bool] | None, *, dense: bool
) -> QImage:
    """Return lines as density, or as hairlines if that is wanted or all that can be had."""
    if dense and raster.is_ready():
        look = frame.edges.look
        codes = look.codes if len(edges) == len(look.codes) else look.codes[edges]
        image = _density(sheet, frame, edges, raster.palette_of(theme, look.table), codes, stop)
        if image is not None:
            return image
    elif dense:
        raster.prepare_soon()
    image = sheet.blank()
    with_lines = sheet.begin(image)
    with_lines.setRenderHint(QPainter.RenderHint.Antialiasing)
    with_lines.setTransform(sheet.transform)
    _hairlines(with_lines, frame.edges, theme, edges, max(HAIR_PX, 1.0 / sheet.scale), stop or _never)
    with_lines.end()
    return image


def paint_throng(painter: QPainter, frame: Frame, theme: Theme, nodes: Ints, edges: Ints, area: Box | None) -> None:
    """Mark many selected entities and relations at once: lines in the colour of the highlighter, discs on a rim of it.

    Parameters
    ----------
    painter, frame, theme, area
        As above.
    nodes, edges : ndarray of int
        Rows that are selected.
    """
    marked = QColor(theme.color("mark_line"))
    if area is None:
        _alike(painter, frame.edges, edges, QPen(marked, HAIR_PX), _never)
        return
    sheet = _Sheet(painter, area)
    if sheet.is_empty:
        return
    image = sheet.blank()
    if raster.is_ready() and len(edges) > CHUNK:
        shade = raster.shade_of(theme.color("mark_line"))
        image = _density(sheet, frame, edges, shade, np.zeros(len(edges), dtype=np.intp), None) or image
    else:
        with_lines = sheet.begin(image)
        with_lines.setTransform(sheet.transform)
        _alike(with_lines, frame.edges, edges, QPen(marked, max(HAIR_PX, 1.0 / sheet.scale)), _never)
        with_lines.end()
    with_discs = sheet.begin(image)
    _discs(with_discs, sheet, frame.nodes, theme, nodes, _never, rim=highlight(theme))
    with_discs.end()
    sheet.put(painter, image)


def paint_bundle(painter: QPainter, edges: Edges, xy: Floats, theme: Theme) -> None:
    """Paint lines straight from centre to centre, at once, for they follow a pointer.

    Parameters
    ----------
    painter : QPainter
        In frame pixels.
    edges : Edges
        What to paint; where it ran before does not count.
    xy : ndarray, shape (n, 2)
        Where the entities are.
    theme : Theme
        The look.
    """
    width = max(HAIR_PX, 1.0 / raster_scale(painter))
    for code in _in_order(edges.look.codes):
        alike = edges.look.codes == code
        painter.setPen(QPen(QColor(theme.blend(theme.stroke(edges.look.table[code]).color, FAR_ALPHA)), width))
        draw_segments(painter, xy[edges.source[alike]], xy[edges.target[alike]])


def _never() -> bool:
    return False


class _Sheet:
    """Where an area lies on a device, in its pixels."""

    def __init__(self, painter: QPainter, area: Box) -> None:
        to_device = painter.deviceTransform()
        self.scale = raster_scale(painter)
        self.dpr = painter.device().devicePixelRatioF()
        x, y, width, height = area
        self.left, self.top = (
            int(np.floor(x * self.scale + to_device.dx())),
            int(np.floor(y * self.scale + to_device.dy())),
        )
        self.width, self.height = int(np.ceil(width * self.scale)) + 1, int(np.ceil(height * self.scale)) + 1
        self.dx, self.dy = to_device.dx() - self.left, to_device.dy() - self.top
        self.shown: Pixels | None = None  # what an image that does not own its pixels shows
        self.transform = QTransform(self.scale, 0.0, 0.0, self.scale, self.dx, self.dy)

    @property
    def is_empty(self) -> bool:
        return self.width <= 1 or self.height <= 1

    def pixels(self, points: Floats) -> Floats:
        """Return where points are on the sheet."""
        return points * self.scale + (self.dx, self.dy)

    def blank(self) -> QImage:
        image = QImage(self.width, self.height, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        return image

    @staticmethod
    def begin(image: QImage) -> QPainter:
        return QPainter(image)

    def put(self, painter: QPainter, image: QImage) -> None:
        image.setDevicePixelRatio(self.dpr)
        painter.save()
        painter.resetTransform()
        painter.drawImage(QPointF(self.left / self.dpr, self.top / self.dpr), image)
        painter.restore()


def _density(
    sheet: _Sheet,
    frame: Frame,
    rows: Ints,
    palette: Cover,
    look: Ints,
    stop: Callable[[], bool] | None,
) -> QImage | None:
    edges = frame.edges
    whole = len(rows) == len(edges.ids)
    source, target = (column if whole else column[rows] for column in (edges.source, edges.target))
    pixels = raster.density(
        sheet.pixels(frame.nodes.xy),
        source,
        target,
        look,
        palette,
        (sheet.width, sheet.height),
        Crowd(frame.crowd.cover * sheet.scale, frame.crowd.local_px * sheet.scale),
        stop,
    )
    if pixels is None:
        return None
    sheet.shown = pixels
    return QImage(pixels.data, sheet.width, sheet.height, 4 * sheet.width, QImage.Format.Format_ARGB32_Premultiplied)


def _hairlines(
    painter: QPainter, edges: Edges, theme: Theme, rows: Ints, width: float, stop: Callable[[], bool]
) -> None:
    """Draw straight opaque lines, one colour after the other, the least important first."""
    codes = edges.look.codes[rows]
    for code in _in_order(codes):
        pen = QPen(QColor(raster.far_color(theme, edges.look.table[code])), width)
        _alike(painter, edges, rows[codes == code], pen, stop)


def _alike(painter: QPainter, edges: Edges, rows: Ints, pen: QPen, stop: Callable[[], bool]) -> None:
    """Draw straight lines with one pen."""
    painter.setPen(pen)
    curve = edges.curve[rows]
    draw_segments(painter, curve[:, 0], curve[:, 3], stop)


def _discs(
    painter: QPainter,
    sheet: _Sheet,
    nodes: Nodes,
    theme: Theme,
    rows: Ints,
    stop: Callable[[], bool],
    rim: str | None = None,
) -> None:
    """Stamp a disc for every entity, small ones first; with a rim of a colour if they are to stand out."""
    size = np.maximum(np.round(nodes.radius[rows] * sheet.scale * STEPS), 1).astype(np.intp)
    codes = nodes.look.codes[rows]
    for step in np.unique(size).tolist():
        for code in np.unique(codes[size == step]).tolist():
            chosen = rows[(size == step) & (codes == code)]
            color, radius = theme.kind(nodes.look.table[code]).color, step / STEPS
            if rim is None:
                reach = RIM_PX if radius >= RIM_FROM_PX else 0.0
                sprite = _disc(color, theme.color("canvas"), radius, reach)
            else:
                sprite = _disc(color, rim, radius, MARK_PX)
            side = sprite.width()
            for part in _chunks(chosen):
                if stop():
                    return
                pieces = np.zeros((len(part), 10))  # x, y, source x, y, width, height, scales, rotation, opacity
                pieces[:, :2] = np.floor(sheet.pixels(nodes.xy[part])) + (side % 2) / 2.0
                pieces[:, 4:6] = side
                pieces[:, (6, 7, 9)] = 1.0
                painter.drawPixmapFragments(first(QPainter.PixmapFragment, pieces), len(part), sprite)


@lru_cache(maxsize=1024)
def _disc(color: str, around: str, radius: float, rim: float) -> QPixmap:
    side = int(np.ceil(2.0 * (radius + rim))) + 2
    sprite = QPixmap(side, side)
    sprite.fill(Qt.GlobalColor.transparent)
    painter = QPainter(sprite)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for reach, fill in ((radius + rim, around), (radius, color)):
        painter.setBrush(QColor(fill))
        painter.drawEllipse(circle_rect(reach, side / 2.0, side / 2.0))
    painter.end()
    return sprite


def _points(painter: QPainter, nodes: Nodes, theme: Theme, rows: Ints) -> None:
    """Draw discs on paper, as points of a round pen."""
    for code in np.unique(nodes.look.codes[rows]).tolist():
        pen = QPen(QColor(theme.kind(nodes.look.table[code]).color))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        alike = rows[nodes.look.codes[rows] == code]
        for radius in np.unique(nodes.radius[alike]).tolist():
            chosen = alike[nodes.radius[alike] == radius]
            pen.setWidthF(2.0 * radius)
            painter.setPen(pen)
            points = np.ascontiguousarray(nodes.xy[chosen], dtype=float)
            painter.drawPoints(first(QPointF, points), len(chosen))


def _in_order(codes: Ints) -> list[int]:
    """Return the codes that occur, as they first appear."""
    found, first = np.unique(codes, return_index=True)
    ordered: list[int] = found[np.argsort(first)].tolist()
    return ordered


def _chunks(rows: Ints) -> Iterator[Ints]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
