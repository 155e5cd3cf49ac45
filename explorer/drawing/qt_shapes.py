"""Entities on a painter: outline, fill, icon, badges, and the rings around them."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from explorer.drawing.qt_icons import NODE_PEN, draw_icon
from explorer.drawing.qt_marks import draw_glyph
from explorer.drawing.qt_sprites import Stamper, circle_rect, until
from explorer.drawing.qt_text import metrics, text_font
from explorer.drawing.style import highlight

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from explorer.drawing.frame import Box, Frame
    from explorer.drawing.theme import Theme

FOLD_OFFSET_PX = 4.0
FOLD_ALPHA = 0.45
PIN_RADIUS_PX = 6.5
VOICE_RADIUS_PX = 7.5
COUNT_HEIGHT_PX = 15.0
LEAST_COUNTED_PX = 6.0
BADGE_AT = 0.79  # of the radius, to the right and up
BADGE_MARGIN_PX = 10.0
MITER = 4.0

VOICES = {"for": ("claimed", "claimed"), "doubts": ("contested", "speculated"), "against": ("denied", "denied")}
"""Colour and glyph of the badge of somebody who speaks for or against the selected relation."""


@lru_cache(maxsize=512)
def outline(theme: Theme, shape: str, radius: float) -> QPainterPath:
    """Return the outline of a shape around the origin."""
    look = theme.shape(shape)
    path = QPainterPath()
    if look.is_circle:
        path.addEllipse(circle_rect(radius))
    else:
        path.addPolygon(QPolygonF([QPointF(x * radius, y * radius) for x, y in look.points.tolist()]))
        path.closeSubpath()
    path.boundingRect()  # computed now: a shared path must not be written to later
    path.controlPointRect()
    return path


class NodeLook(NamedTuple):
    """One entity: kind, icon ("" for none), radius, what lies below, how many are folded into it, pinned or not."""

    theme: Theme
    kind: str
    icon: str
    radius: float
    below: str
    folded: int = 0
    pinned: bool = False


def draw_node(painter: QPainter, node: NodeLook) -> None:
    """Draw an entity around the origin, separated from lines by a rim of what lies below."""
    theme, kind, icon, radius, below, folded, pinned = node
    folded = folded if radius >= LEAST_COUNTED_PX else 0  # numbers of smaller ones would cover each other
    look = theme.kind(kind)
    shape = theme.shape(look.shape)
    path = outline(theme, look.shape, radius)
    if folded:
        painter.translate(FOLD_OFFSET_PX, -FOLD_OFFSET_PX)
        _rim(painter, path, below, theme.node.outline)
        painter.fillPath(path, QColor(theme.blend(look.color, FOLD_ALPHA, below)))
        painter.translate(-FOLD_OFFSET_PX, FOLD_OFFSET_PX)
    _rim(painter, path, below, theme.node.outline)
    if shape.hollow:
        inner = outline(theme, look.shape, radius - shape.pen / 2)
        painter.fillPath(inner, QColor(theme.color("canvas")))
        painter.strokePath(inner, QPen(QColor(look.color), shape.pen))
    else:
        painter.fillPath(path, QColor(look.color))
    if icon:
        half = radius * theme.node.icon_share
        draw_icon(painter, icon, QRectF(-half, -half, 2 * half, 2 * half), look.icon_color, NODE_PEN)
    if folded:
        _draw_count(painter, theme, radius, folded, below)
    if pinned:
        _draw_pin(painter, theme, radius, below)


def stamp_nodes(
    painter: QPainter, frame: Frame, theme: Theme, rows: Iterable[int], stop: Callable[[], bool] | None = None
) -> None:
    """Draw these entities of a Frame, in this order; no more of them once ``stop`` is true."""
    nodes, canvas = frame.nodes, theme.color("canvas")
    stamper = Stamper(painter)
    chosen = np.asarray(rows if isinstance(rows, range | np.ndarray) else list(rows), dtype=np.intp)
    columns = (nodes.xy, nodes.radius, nodes.folded, nodes.pinned)
    looks = zip(chosen.tolist(), *(column[chosen].tolist() for column in columns), strict=True)
    for row, (x, y), radius, inside, pinned in until(stop, looks):
        look = NodeLook(theme, nodes.kind[row], nodes.icon[row], radius, canvas, inside, pinned)
        stamper.stamp(draw_node, look, (x, y), node_box(radius, inside), phases=2)


def node_box(radius: float, folded: int) -> Box:
    """Return what ``draw_node`` may cover, around the origin."""
    half = radius * 1.25 + BADGE_MARGIN_PX
    right = radius + 24.0 + 8.0 * len(str(folded)) if folded else half
    return (-half, -half, half + max(half, right), 2 * half)


def draw_ring(painter: QPainter, theme: Theme, kind: str, radius: float, distance: float, color: str) -> None:
    """Draw a 2 px ring in the node's own shape, that far out."""
    path = outline(theme, theme.kind(kind).shape, radius + distance)
    painter.strokePath(path, _miter(color, theme.state.hover_ring))


def draw_selected_ring(painter: QPainter, theme: Theme, kind: str, radius: float, distance: float) -> None:
    """Draw the ring of a selected node: ink, a yellow rim outside it, canvas inside it."""
    path = outline(theme, theme.kind(kind).shape, radius + distance)
    painter.strokePath(path, _miter(highlight(theme), 4.0))
    painter.fillPath(path, QColor(theme.color("canvas")))
    painter.strokePath(path, _miter(theme.color("ink"), theme.state.selected_ring))


def draw_rim(painter: QPainter, theme: Theme, kind: str, radius: float, width: float) -> None:
    """Draw the yellow rim of a node at the end of a selected relation."""
    path = outline(theme, theme.kind(kind).shape, radius + width)
    painter.fillPath(path, QColor(theme.color("mark_strong")))
    painter.strokePath(path, _miter(theme.color("mark_line"), 1.0))


def draw_voice(painter: QPainter, theme: Theme, voice: str, radius: float) -> None:
    """Draw the badge of somebody who speaks for or against the selected relation."""
    color, glyph = VOICES[voice]
    x, y = radius * BADGE_AT, -radius * BADGE_AT
    _disc(painter, x, y, VOICE_RADIUS_PX, theme.stroke(color).color, theme.color("canvas"))
    painter.translate(x, y)
    draw_glyph(painter, theme, glyph, theme.color("canvas"))
    painter.translate(-x, -y)


def draw_focus(painter: QPainter, theme: Theme, radius: float) -> None:
    """Draw the square of keyboard focus."""
    painter.setPen(QPen(QColor(theme.color("accent")), theme.state.focus_ring))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    corner = theme.radius["control"]
    painter.drawRoundedRect(circle_rect(radius + 11.0), corner, corner)


_JOIN = Qt.PenJoinStyle.MiterJoin


def _miter(color: str, width: float) -> QPen:
    pen = QPen(QColor(color), width)
    pen.setJoinStyle(_JOIN)
    pen.setMiterLimit(MITER)
    return pen


def _rim(painter: QPainter, path: QPainterPath, color: str, width: float) -> None:
    painter.strokePath(path, _miter(color, width))


def _disc(painter: QPainter, x: float, y: float, radius: float, color: str, rim: str) -> None:
    painter.setPen(QPen(QColor(rim), 3.0))
    painter.setBrush(QBrush(QColor(color)))
    painter.drawEllipse(circle_rect(radius, x, y))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(circle_rect(radius, x, y))


def _draw_pin(painter: QPainter, theme: Theme, radius: float, below: str) -> None:
    x, y = radius * BADGE_AT, -radius * BADGE_AT
    _disc(painter, x, y, PIN_RADIUS_PX, theme.color("ink"), below)
    draw_icon(painter, "pin", circle_rect(5.0, x, y), theme.color("canvas"), NODE_PEN)


def _draw_count(painter: QPainter, theme: Theme, radius: float, folded: int, below: str) -> None:
    text = f"+{folded}"
    font = text_font(11, semibold=True)
    measured = metrics(11, semibold=True)
    width = math.ceil(measured.horizontalAdvance(text)) + 8.0
    pill = QRectF(radius * 0.65, -radius * 0.95 - COUNT_HEIGHT_PX / 2, width, COUNT_HEIGHT_PX)
    half = COUNT_HEIGHT_PX / 2
    painter.setPen(QPen(QColor(below), 3.0))
    painter.setBrush(QBrush(QColor(theme.color("ink"))))
    painter.drawRoundedRect(pill, half, half)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(pill, half, half)
    painter.setFont(font)
    painter.setPen(QColor(theme.color("canvas")))
    middle = pill.center().y() + measured.capHeight() / 2
    painter.drawText(QPointF(pill.left() + 4.0, middle), text)
