"""How the blocks of an article are set: serif words for theirs, sans for ours, and its sentences, to be selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTextBoundaryFinder
from PySide6.QtGui import QFontMetricsF, QTextBlockFormat, QTextCharFormat, QTextCursor

from explorer.drawing.qt_text import text_font
from explorer.widgets.words import cut, units

if TYPE_CHECKING:
    from explorer.drawing.theme import Theme
    from explorer.model.excerpt_sheet import Block

TOP_PX, PARAGRAPH_GAP_PX, HEADING_GAP_PX, ITEM_GAP_PX = 24, 14, 24, 4
INDENT_PX = 20
BULLET_LETTERS = 2  # and the space behind it


def formats_of(theme: Theme, block: Block, after: Block | None) -> tuple[QTextBlockFormat, QTextCharFormat]:
    """Return how a block is set, and its words, below the one before it."""
    look = theme.type("article")
    words, lines = QTextCharFormat(), QTextBlockFormat()
    if block.is_ours:
        words.setFont(text_font(theme.type("label").size, semibold=True))
    else:
        words.setFont(text_font(look.size, semibold=block.is_heading, serif=True))
    lines.setLineHeight(look.line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    if after is None:
        lines.setTopMargin(TOP_PX)
    elif block.level and after.level:
        lines.setTopMargin(ITEM_GAP_PX)
    else:
        lines.setTopMargin(HEADING_GAP_PX if block.is_heading else PARAGRAPH_GAP_PX)
    if block.level:
        lines.setLeftMargin(INDENT_PX * block.level)
        lines.setTextIndent(-QFontMetricsF(words.font()).horizontalAdvance(block.text[:BULLET_LETTERS]))
    return lines, words


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Return where the sentence at a place begins and ends, without white space; places are Qt's.

    Examples
    --------
    >>> sentence_around("It is so. He said it. Yes.", 12)
    (10, 21)
    """
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Sentence, text)
    finder.setPosition(min(at + 1, units(text)))
    start = max(finder.toPreviousBoundary(), 0)
    end = max(finder.toNextBoundary(), start)
    words = cut(text, end)
    return start, max(units(words.rstrip()), start)


def sentence_at(cursor: QTextCursor) -> QTextCursor:
    """Return the sentence that a text cursor is in, selected."""
    block = cursor.block()
    start, end = sentence_around(block.text(), cursor.positionInBlock())
    cursor.setPosition(block.position() + start)
    cursor.setPosition(block.position() + end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def sentence_beside(cursor: QTextCursor, by: int) -> QTextCursor:
    """Return the next sentence (+1) or the one before (-1), selected; without a selection, the one that it is in."""
    document, found = cursor.document(), QTextCursor(cursor)
    if cursor.hasSelection():
        place = cursor.selectionEnd() if by > 0 else cursor.selectionStart() - 1
        while 0 <= place < document.characterCount() and document.characterAt(place).isspace():
            place += by
        if not 0 <= place < document.characterCount():
            return cursor  # there is none beyond
        found.setPosition(place)
    return sentence_at(found)
