"""Names and marks on a painter: letters with a halo, or on a plate together with the mark before them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from explorer.drawing.plain_text import drawable
from explorer.drawing.plates import mark_boxes, plate
from explorer.drawing.qt_marks import MARK_BOX_PX, MarkLook, draw_mark
from explorer.drawing.qt_sprites import Stamper, square
from explorer.drawing.qt_text import baseline, draw_halo, draw_lines, text_font, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.drawing.frame import Frame, Label
    from explorer.drawing.theme import Theme

TEXT_MARGIN_PX = 5.0
_SHARE = {"left": 0.0, "center": 0.5, "right": 1.0}


def draw_labels(
    painter: QPainter,
    frame: Frame,
    theme: Theme,
    labels: Iterable[Label],
    marks: Iterable[int],
    *,
    below: str | None = None,
    ink: str | None = None,
) -> None:
    """Draw labels and marks: first all plates, then marks, then letters.

    Parameters
    ----------
    painter : QPainter
        In frame pixels.
    frame : Frame
        Where marks and the edges they belong to are looked up.
    theme : Theme
        The look.
    labels : iterable of Label
        Texts to draw.
    marks : iterable of int
        Rows of ``frame.marks``.
    below : str, optional
        Colour of what lies below, where it is not canvas.
    ink : str, optional
        Colour token of the letters, instead of each label's own.
    """
    canvas = theme.color("canvas") if below is None else below
    chosen, rows = list(labels), list(marks)
    places = mark_boxes(frame, theme, rows)
    for label in chosen:
        if label.plate:
            painter.fillRect(QRectF(*plate(label, places.get(label.owner))), QColor(canvas))
    stamper = Stamper(painter)
    edges, all_marks = frame.edges, frame.marks
    for row in rows:
        edge = int(all_marks.edge[row])
        x, y = all_marks.xy[row]
        look = MarkLook(theme, edges.stroke[edge], canvas, int(all_marks.number[row]), bool(edges.flagged[edge]))
        stamper.stamp(draw_mark, look, (float(x), float(y)), square(MARK_BOX_PX), phases=2)
    for label in chosen:
        x, y, width, height = label.box
        look_of_text = TextLook(
            tuple(map(drawable, label.lines)),
            label.size_px,
            label.line_px,
            label.semibold,
            label.align,
            (width, height),
            theme.color(ink or label.ink),
            None if label.plate else canvas,
        )
        margin = TEXT_MARGIN_PX
        box = (-margin, -margin, width + 2 * margin, height + 2 * margin)
        stamper.stamp(draw_texts, look_of_text, (x, y), box, phases=1)


class TextLook(NamedTuple):
    """Lines of text in a box: their letters, colour, and the colour of the halo around them, if any."""

    texts: tuple[str, ...]
    size_px: float
    line_px: float
    semibold: bool
    align: str
    size: tuple[float, float]
    ink: str
    halo: str | None


def draw_texts(painter: QPainter, look: TextLook) -> None:
    """Draw lines of text into a box whose corner is the origin."""
    texts, size_px, line_px, semibold, align, (width, height), ink, halo = look
    top = (height - len(texts) * line_px) / 2.0 + baseline(line_px, size_px, semibold=semibold)
    lines = [
        (_SHARE[align] * (width - text_width(text, size_px, semibold)), top + index * line_px, text)
        for index, text in enumerate(texts)
    ]
    font = text_font(size_px, semibold=semibold)
    if halo is not None:
        draw_halo(painter, lines, font, halo)
    draw_lines(painter, lines, font, ink)
