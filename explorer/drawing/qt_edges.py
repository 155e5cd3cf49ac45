"""Relations on a painter: lines that stay clear of each other, dashes, double lines and heads. Opaque pens only."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF

from explorer.drawing.curves import polylines
from explorer.drawing.heads import HOLLOW_PEN_PX, INSIDE_HEAD, arrow_head, shortened
from explorer.drawing.qt_segments import draw_segments
from explorer.drawing.qt_sprites import raster_scale, until
from explorer.drawing.style import FAR_ALPHA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from explorer.drawing.frame import Box, Floats, Frame, Ints
    from explorer.drawing.heads import Point
    from explorer.drawing.theme import Stroke, Theme

HEAD_GROWTH_PX = 2.0
DOT = 0.01  # Qt draws a round cap on both ends of a dash: a dot is a dash of no length
SQUARE_DOT = 0.8  # of the width
COARSE_SCALE, FINE_SCALE = 1.5, 3.0
"""Dots are squares up to the first scale, crosses (which look round) up to the second, then truly round."""

MANY = 200  # lines beyond which nobody sees that the clearance around them has hard edges; it takes a fifth of the time
AT_ONCE = 500  # lines that are measured at once: a window wants to go on
CHORDS = 12  # that a small curve is drawn as
_SMOOTH = QPainter.RenderHint.Antialiasing


class EdgePainter:
    """Draws relations of one Frame onto one painter.

    Parameters
    ----------
    painter : QPainter
        In frame pixels.
    frame : Frame
        Holds the geometry.
    theme : Theme
        Holds strokes and colours.
    back : ndarray of float, shape (m, 2), optional
        How far each line keeps back from its start and its tip; room for rings.
    """

    def __init__(self, painter: QPainter, frame: Frame, theme: Theme, back: Floats | None = None) -> None:
        self._painter, self._frame, self._theme = painter, frame, theme
        self._canvas = theme.color("canvas")
        self._back = back
        self._stems: dict[int, list[list[float]]] = {}
        self._tips: dict[int, Point] = {}
        self._straight, self._directions = frame.edges.straight, frame.edges.direction
        self._scale = raster_scale(painter)
        self._smooth_clearance = True

    def draw(self, rows: Iterable[int], stop: Callable[[], bool] | None = None) -> None:
        """Draw these relations at rest, in this order; all heads above all lines."""
        edges, detail = self._frame.edges, self._frame.detail
        chosen = list(rows)
        if not detail.dashes:
            self._draw_pale(np.array(chosen, dtype=np.intp), stop)
            return
        self._smooth_clearance = len(chosen) <= MANY
        for begin in range(0, len(chosen), AT_ONCE):
            part = chosen[begin : begin + AT_ONCE]
            self._measure(part)
            for row in until(stop, part):
                self._line(row, self._theme.stroke(edges.stroke[row]), edges.width[row], self._canvas)
        if detail.heads:
            for row in until(stop, chosen):
                self._head(row, self._theme.stroke(edges.stroke[row]), self._canvas)

    def _draw_pale(self, rows: Ints, stop: Callable[[], bool] | None) -> None:
        """Draw lines too small for heads and dashes: all that look alike at once, curves as chords nobody tells from them."""
        edges, theme, straight = self._frame.edges, self._theme, self._straight[rows]
        codes, widths = edges.look.codes[rows], edges.width[rows]
        for code, width in dict.fromkeys(zip(codes.tolist(), widths.tolist(), strict=True)):
            alike = (codes == code) & (widths == width)
            lines, curves = self._kept_back(rows[alike & straight]), self._kept_back(rows[alike & ~straight])
            chords = polylines(curves, CHORDS)
            color = theme.blend(theme.stroke(edges.look.table[code]).color, FAR_ALPHA)
            self._painter.setPen(_pen(color, width, (), "flat"))
            draw_segments(self._painter, lines[:, 0], lines[:, 3], stop)
            draw_segments(self._painter, chords[:, :-1].reshape(-1, 2), chords[:, 1:].reshape(-1, 2), stop)

    def _kept_back(self, rows: Ints | list[int]) -> Floats:
        """Return the curves that are stroked: they keep back from rings and end inside heads."""
        curve, head = self._frame.edges.curve[rows], self._theme.edge.arrow[0] * INSIDE_HEAD
        head = head if self._frame.detail.heads else 0.0
        if self._back is None:
            return shortened(curve, head)
        begun = shortened(curve[:, ::-1], self._back[rows, 0])[:, ::-1]
        return shortened(begun, self._back[rows, 1] + head)

    def _measure(self, rows: list[int]) -> None:
        """Work out where these lines end, all at once."""
        tips = self._frame.edges.tip[rows]
        if self._back is not None:
            tips = tips - self._frame.edges.direction[rows] * self._back[rows, 1:]
        self._stems.update(zip(rows, self._kept_back(rows).tolist(), strict=True))
        self._tips.update(zip(rows, map(tuple, tips.tolist()), strict=True))

    def draw_raised(self, row: int, below: str, *, clear: bool) -> None:
        """Draw one hovered or selected relation: a stronger line, a bigger head.

        ``clear`` keeps what lies below away from the line, as at rest; a line on a band needs none.
        """
        stroke = self._theme.stroke(self._frame.edges.stroke[row])
        self._measure([row])
        width = self._frame.edges.width[row] + self._theme.state.selected_extra_width
        self._line(row, stroke, width, below, clear=clear)
        if self._frame.detail.heads:
            self._head(row, stroke, below, HEAD_GROWTH_PX)

    def erase_heads(self, rows: Iterable[int]) -> None:
        """Cover the heads at their usual places with canvas, before they are drawn further back."""
        edges = self._frame.edges
        painter = self._painter
        pen = QPen(QColor(self._canvas), 2 * HOLLOW_PEN_PX)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        painter.setPen(pen)
        painter.setBrush(QColor(self._canvas))
        for row in rows:
            painter.drawPolygon(
                _polygon(edges.tip[row].tolist(), self._directions[row].tolist(), self._theme.edge.arrow)
            )

    def band(self, row: int, sticker: Box | None) -> QPainterPath:
        """Return the outline of the highlighter along a relation, and around its label."""
        curve = self._frame.edges.curve[row]
        stroker = QPainterPathStroker()
        stroker.setWidth(self._theme.state.selected_band)
        stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
        outline = stroker.createStroke(_path(curve.tolist(), straight=bool(self._straight[row])))
        if sticker is not None:
            label = QPainterPath()
            label.addRect(*sticker)
            outline = outline.united(label)
        return outline.simplified()

    def _line(self, row: int, stroke: Stroke, width: float, below: str, *, clear: bool = True) -> None:
        theme = self._theme
        if not self._frame.detail.dashes:
            self._along(row, _pen(theme.blend(stroke.color, FAR_ALPHA), width, (), "flat"))
            return
        outer = max(width, stroke.rail[0]) if stroke.rail else width
        if clear:
            self._painter.setRenderHint(_SMOOTH, self._smooth_clearance)
            self._along(row, _pen(below, outer + theme.edge.halo, (), "flat"))
            self._painter.setRenderHint(_SMOOTH)
        if stroke.rail:
            self._along(row, _pen(stroke.color, outer, (), "flat"))
            self._along(row, _pen(below, stroke.rail[1], (), "flat"))
        else:
            self._dashed(row, stroke, width)

    def _dashed(self, row: int, stroke: Stroke, width: float) -> None:
        """Stroke a line with its dashes. Round dots cost Qt twenty times as much as square ones of a few pixels."""
        if stroke.cap == "flat" or self._scale > FINE_SCALE:
            self._along(row, _pen(stroke.color, width, stroke.dash, stroke.cap))
            return
        period = sum(stroke.dash)
        self._along(row, _dots(stroke.color, width, width * SQUARE_DOT, period, 0.0))
        if self._scale > COARSE_SCALE:
            overlap = width * (1.0 - SQUARE_DOT) / 2.0
            self._along(row, _dots(stroke.color, width * SQUARE_DOT**2, width, period, overlap))

    def _along(self, row: int, pen: QPen) -> None:
        """Stroke a line; a straight one as a line, which Qt does twice as fast as a path."""
        stem = self._stems[row]
        if self._straight[row]:
            self._painter.setPen(pen)
            self._painter.drawLine(QPointF(*stem[0]), QPointF(*stem[3]))
        else:
            self._painter.strokePath(_path(stem, straight=False), pen)

    def _head(self, row: int, stroke: Stroke, below: str, growth: float = 0.0) -> None:
        length, breadth = self._theme.edge.arrow
        x, y = self._tips[row]
        dx, dy = self._directions[row].tolist()
        _draw_head(self._painter, stroke, below, (x, y), (dx, dy), (length + growth, breadth + growth))


def draw_sample_line(
    painter: QPainter, theme: Theme, key: str, start: tuple[float, float], end_x: float, below: str
) -> None:
    """Draw a short horizontal relation, for legends and lists."""
    stroke = theme.stroke(key)
    x, y = start
    path = QPainterPath(QPointF(x, y))
    path.lineTo(end_x - theme.edge.arrow[0] * INSIDE_HEAD, y)
    if stroke.rail:
        painter.strokePath(path, _pen(stroke.color, stroke.rail[0], (), "flat"))
        painter.strokePath(path, _pen(below, stroke.rail[1], (), "flat"))
    else:
        painter.strokePath(path, _pen(stroke.color, stroke.width, stroke.dash, stroke.cap))
    _draw_head(painter, stroke, below, (end_x, y), (1.0, 0.0), theme.edge.arrow)


def _draw_head(
    painter: QPainter, stroke: Stroke, below: str, tip: Point, direction: Point, size: tuple[float, float]
) -> None:
    """Draw a head that touches ``tip``; one by one, as convex polygons, is the fastest."""
    if stroke.head == "solid":
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(stroke.color))
        painter.drawConvexPolygon(_polygon(tip, direction, size))
    else:
        painter.setPen(_hollow_pen(stroke.color))
        painter.setBrush(QColor(below))
        painter.drawConvexPolygon(_polygon(tip, direction, size, hollow=True))


@lru_cache(maxsize=64)
def _hollow_pen(color: str) -> QPen:
    pen = QPen(QColor(color), HOLLOW_PEN_PX)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


@lru_cache(maxsize=512)
def _pen(color: str, width: float, dash: tuple[float, ...], cap: str) -> QPen:
    pen = QPen(QColor(color), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if cap == "round" else Qt.PenCapStyle.FlatCap)
    if dash and cap == "round":
        pen.setDashPattern([DOT, sum(dash) / width - DOT])
    elif dash:
        pen.setDashPattern([length / width for length in dash])
    return pen


@lru_cache(maxsize=64)
def _dots(color: str, width: float, length: float, period: float, shift: float) -> QPen:
    pen = QPen(QColor(color), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setDashPattern([length / width, (period - length) / width])
    pen.setDashOffset(shift / width)
    return pen


def _path(curve: list[list[float]], *, straight: bool) -> QPainterPath:
    (x, y), (ax, ay), (bx, by), (ex, ey) = curve
    path = QPainterPath(QPointF(x, y))
    if straight:
        path.lineTo(ex, ey)
    else:
        path.cubicTo(ax, ay, bx, by, ex, ey)
    return path


def _polygon(tip: Point, direction: Point, size: tuple[float, float], *, hollow: bool = False) -> QPolygonF:
    return QPolygonF([QPointF(x, y) for x, y in arrow_head(tip, direction, size, hollow=hollow)])
