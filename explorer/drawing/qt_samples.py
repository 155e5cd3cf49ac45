"""Samples of the look for legends, lists, chips and cards: the same strokes and shapes as on the canvas, small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from explorer.drawing.qt_edges import draw_sample_line
from explorer.drawing.qt_marks import MarkLook, draw_mark
from explorer.drawing.qt_shapes import NodeLook, draw_node, outline
from explorer.drawing.qt_sprites import prepare

if TYPE_CHECKING:
    from explorer.drawing.theme import Theme

MARK_AT = 0.46  # of the sample's width


def stroke_sample(
    painter: QPainter, rect: QRectF, theme: Theme, key: str, *, mark: bool = False, below: str | None = None
) -> None:
    """Draw a short line of a stroke, centred vertically in a rectangle.

    Parameters
    ----------
    painter : QPainter
        Of a widget or a page.
    rect : QRectF
        Its width is the sample's.
    theme : Theme
        The look.
    key : str
        Key of a stroke.
    mark : bool
        With the mark on it, as in the legend.
    below : str, optional
        Colour of the surface; the canvas unless given.
    """
    painter.save()
    prepare(painter)
    surface = theme.color(below or "canvas")
    y = rect.center().y()
    draw_sample_line(painter, theme, key, (rect.left(), y), rect.right(), surface)
    if mark:
        painter.translate(rect.left() + rect.width() * MARK_AT, y)
        draw_mark(painter, MarkLook(theme, key, surface))
    painter.restore()


def dash_sample(painter: QPainter, rect: QRectF, color: str, dash: tuple[float, ...], width: float = 2.0) -> None:
    """Draw a short line without a head: the stance of one passage."""
    painter.save()
    prepare(painter)
    pen = QPen(QColor(color), width)
    if dash:
        pen.setDashPattern([length / width for length in dash])
    painter.setPen(pen)
    y = rect.center().y()
    painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
    painter.restore()


def kind_sample(
    painter: QPainter, rect: QRectF, theme: Theme, kind: str, *, icon: str = "", below: str | None = None
) -> None:
    """Draw the shape of a kind into a rectangle, with an icon where one is named.

    A plain sample is as in lists: 14 px say how wide a circle would be, and wider shapes reach further.
    """
    painter.save()
    prepare(painter)
    center = rect.center()
    painter.translate(center)
    radius = min(rect.width(), rect.height()) / 2.0
    look = theme.kind(kind)
    shape = theme.shape(look.shape)
    if icon:
        draw_node(painter, NodeLook(theme, kind, icon, radius, theme.color(below or "canvas")))
    elif shape.hollow:
        path = outline(theme, look.shape, radius - 0.75)
        painter.strokePath(path, QPen(QColor(look.color), 1.5))
    else:
        painter.fillPath(outline(theme, look.shape, radius), QColor(look.color))
    painter.restore()
