"""From places in an article, in code points, to places in a text document, in UTF-16 units, and back."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from explorer.drawing.plain_text import drawable
from explorer.widgets.words import units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from explorer.model.excerpt_sheet import Block
    from explorer.model.mentions import Mention

ZERO_WIDTH_SPACE = "\u200b"
LAST_OF_THE_FIRST_PLANE = "\uffff"


class Row(NamedTuple):
    """A block of a sheet as it stands in a text document."""

    start: int
    units: Sequence[int]  # for each letter of the block, and its end, where it is after ``start``
    block: Block


class Places:
    """Where every letter of a sheet is in a text document. Rows are numbered as the document's blocks are."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._starts: list[int] = []
        self._known: list[tuple[int, int]] = []  # by place in the article: where a row begins, and its number

    def add(self, start: int, unit: Sequence[int], block: Block) -> None:
        """Note a block that begins at a place of the document."""
        self._rows.append(Row(start, unit, block))
        self._starts.append(start)

    def holds(self, blocks: Sequence[Block]) -> bool:
        """Whether these blocks look as those that were added."""
        return len(blocks) == len(self._rows) and all(
            _looks(row.block) == _looks(block) for row, block in zip(self._rows, blocks, strict=True)
        )

    def lead_to(self, blocks: Sequence[Block]) -> None:
        """Lead to the places in the article that these blocks name; they look as those that were added."""
        self._rows = [row._replace(block=block) for row, block in zip(self._rows, blocks, strict=True)]
        self._known = sorted((block.pieces[0].start, number) for number, block in enumerate(blocks) if block.pieces)

    def stretch(self, number: int, start: int, end: int) -> tuple[int, int]:
        """Return where letters of a block are in the document."""
        row = self._rows[number]
        return row.start + row.units[start], row.start + row.units[end]

    def names(self, number: int, names_in: Callable[[str], Iterable[Mention]]) -> list[tuple[int, int, str]]:
        """Return where a block names entities: from, to, and whom."""
        block = self._rows[number].block if number < len(self._rows) else None
        if block is None or block.is_ours:
            return []
        return [(*self.stretch(number, name.start, name.end), name.entity) for name in names_in(block.text)]

    def offset_at(self, position: int) -> int | None:
        """Return which place of the article is at a position of the document; None where none is."""
        number = bisect_right(self._starts, position) - 1
        if number < 0:
            return None
        start, unit, block = self._rows[number]
        return block.to_article(bisect_left(unit, min(position - start, unit[-1])))

    def stretches(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Go through where words of the article are in the document, block by block."""
        at = max(bisect_right(self._known, (start, len(self._rows))) - 1, 0)
        for begins, number in self._known[at:]:
            if begins >= end:
                return
            row = self._rows[number]
            low, high = _clamped(row.block, start, end)
            if low < high:
                yield row.start + row.units[low], row.start + row.units[high]


def _looks(block: Block) -> tuple[str, bool, int, bool]:
    return block.text, block.is_heading, block.level, block.is_ours


def _clamped(block: Block, start: int, end: int) -> tuple[int, int]:
    """Return the letters of a block that stand between two places of the article."""
    low, high = len(block.text), 0
    for piece in block.pieces:
        first, last = max(start, piece.start), min(end, piece.start + piece.length)
        if first < last:
            low, high = min(low, first - piece.start + piece.at), max(high, last - piece.start + piece.at)
    return low, high


def drawable_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return a text that can be shown, and for each character (and the end) where it is, in Qt's units.

    Examples
    --------
    >>> drawable_with_places("R1")
    ('R1', range(0, 3))
    """
    if text.isprintable() and max(text, default="") <= LAST_OF_THE_FIRST_PLANE:
        shown = drawable(text)
        if len(shown) == len(text):
            return shown, range(len(text) + 1)
    pieces = [drawable(letter) or ZERO_WIDTH_SPACE for letter in text]
    places = [0]
    for piece in pieces:
        places.append(places[-1] + units(piece))
    return "".join(pieces), places
