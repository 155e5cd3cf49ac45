"""Text whose matching parts are bold and underlined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def draw_matches(
    painter: QPainter,
    room: QRect,
    text: str,
    spans: Sequence[tuple[int, int]],
    fonts: tuple[QFont, QFont],
    ink: QColor,
) -> int:
    """Draw one line of text, elided where the room ends.

    Parameters
    ----------
    painter : QPainter
    room : QRect
        Where; centred vertically.
    text : str
        What.
    spans : sequence of (int, int)
        The parts that match.
    fonts : (QFont, QFont)
        For the text, and for the parts that match.
    ink : QColor
        For both.

    Returns
    -------
    int
        Where the text ends, in pixels.
    """
    x = room.x()
    painter.setPen(ink)
    for piece, matches in _pieces(text, spans):
        font = fonts[1] if matches else fonts[0]
        metrics = QFontMetrics(font)
        left = room.right() - x
        width = metrics.horizontalAdvance(piece)
        shown = piece if width <= left else metrics.elidedText(piece, Qt.TextElideMode.ElideRight, left)
        width = metrics.horizontalAdvance(shown)
        painter.setFont(font)
        painter.drawText(QRect(x, room.y(), width + 2, room.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        if matches:
            line = room.center().y() + metrics.ascent() // 2 + 1
            painter.setPen(QPen(ink, 1.5))
            painter.drawLine(x, line, x + width, line)
            painter.setPen(ink)
        x += width
        if shown != piece:
            break
    return x


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    at = 0
    for start, end in sorted(spans):
        if start > at:
            yield text[at:start], False
        if end > max(start, at):
            yield text[max(start, at) : end], True
        at = max(at, end)
    if at < len(text):
        yield text[at:], False
