"""The marks that say how a relation stands: strokes in a ring, disc or diamond, or a footnote's number."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from explorer.drawing.qt_icons import draw_icon
from explorer.drawing.qt_sprites import circle_rect
from explorer.drawing.qt_text import metrics, text_font
from explorer.drawing.style import DIAMOND, NUMBER_GROWTH_PX

if TYPE_CHECKING:
    from explorer.drawing.theme import Stroke, Theme

RING_PEN_PX = 1.25
GLYPH_PEN_PX = 1.5
CLEAR_PX = 1.5  # what lies below shows this far around a mark
MARK_BOX_PX = 14.0
DOTTED_PEN_PX = 1.5
DOTTED = (0.01, 1.9)  # in pens, round caps


class MarkLook(NamedTuple):
    """One mark: key of its stroke, what lies below, footnote number (0 for none), whether a quotation is lost."""

    theme: Theme
    key: str
    below: str
    number: int = 0
    flagged: bool = False


def draw_mark(painter: QPainter, look: MarkLook) -> None:
    """Draw a mark around the origin: a number where it has one, else a warning where it is flagged, else its glyph."""
    theme, key, below, number, flagged = look
    stroke = theme.stroke(key)
    radius = theme.edge.disc / 2.0
    if number:
        _draw_number(painter, theme, stroke, number, radius + NUMBER_GROWTH_PX, below)
    elif flagged:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(below))
        painter.drawEllipse(circle_rect(radius + 2.0))
        draw_icon(painter, "triangle-alert", circle_rect(radius, 0.0, -0.5), theme.stroke("denied").color)
    elif stroke.mark != "none":
        _draw_plate(painter, stroke, radius, below, filled=stroke.mark in {"disc", "diamond"})
        if stroke.glyph:
            filled = stroke.mark in {"disc", "diamond"}
            draw_glyph(painter, theme, stroke.glyph, theme.color("canvas") if filled else stroke.color)


def draw_glyph(painter: QPainter, theme: Theme, glyph: str, color: str) -> None:
    """Draw the strokes and dots of a mark around the origin."""
    lines, dots = _glyph_paths(theme, glyph)
    pen = QPen(QColor(color), GLYPH_PEN_PX)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(lines, pen)
    painter.fillPath(dots, QColor(color))


@lru_cache(maxsize=64)
def _glyph_paths(theme: Theme, glyph: str) -> tuple[QPainterPath, QPainterPath]:
    look = theme.glyph(glyph)
    lines, dots = QPainterPath(), QPainterPath()
    for line in look.lines:
        lines.addPolygon(QPolygonF([QPointF(x, y) for x, y in line.tolist()]))
    for x, y, radius in look.dots:
        dots.addEllipse(circle_rect(radius, x, y))
    return lines, dots


def _draw_plate(painter: QPainter, stroke: Stroke, radius: float, below: str, *, filled: bool) -> None:
    """Draw what surrounds the glyph, on a piece of what lies below."""
    if stroke.mark == "diamond":
        reach = (radius + 1.0) * DIAMOND
        diamond = QPolygonF([QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0)])
        painter.setPen(QPen(QColor(below), 2 * CLEAR_PX))
        painter.setBrush(QColor(stroke.color))
        painter.drawPolygon(diamond)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(diamond)
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(below))
    painter.drawEllipse(circle_rect(radius + CLEAR_PX))
    if filled:
        painter.setBrush(QColor(stroke.color))
        painter.drawEllipse(circle_rect(radius))
        return
    dotted = stroke.mark == "dotted"
    pen = QPen(QColor(stroke.color), DOTTED_PEN_PX if dotted else RING_PEN_PX)
    if dotted:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setDashPattern(DOTTED)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle_rect(radius - RING_PEN_PX / 2))


def _draw_number(painter: QPainter, theme: Theme, stroke: Stroke, number: int, radius: float, below: str) -> None:
    empty = stroke.mark == "dotted"
    _draw_plate(painter, stroke, radius, below, filled=not empty)
    text = str(number)
    size = 11 if len(text) < 3 else 9
    measured = metrics(size, semibold=True)
    painter.setFont(text_font(size, semibold=True))
    painter.setPen(QColor(theme.color("ink" if empty else "canvas")))
    painter.drawText(QPointF(-measured.horizontalAdvance(text) / 2, measured.capHeight() / 2), text)
