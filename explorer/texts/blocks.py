"""Headings and paragraphs put together to one text, with where each heading stands in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from explorer.model.facts import Section
from explorer.texts.normalising import normalised

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_HEADING = 200


class Block(NamedTuple):
    """A piece of an article that stands on lines of its own; ``is_close`` to the one before, as items of a list are."""

    text: str
    is_heading: bool = False
    is_close: bool = False


def assembled(blocks: Iterable[Block]) -> tuple[str, tuple[Section, ...]]:
    r"""Return the text of all blocks, and its sections.

    Examples
    --------
    >>> assembled([Block("Claims", is_heading=True), Block("It said so.")])
    ('Claims\n\nIt said so.', (Section(heading='Claims', start=0),))
    """
    pieces: list[str] = []
    sections: list[Section] = []
    length = 0
    for block in blocks:
        text = normalised(block.text)
        if not text:
            continue
        gap = ("\n" if block.is_close else "\n\n") if pieces else ""
        length += len(gap)
        if block.is_heading and len(text) <= _LONGEST_HEADING and "\n" not in text:
            sections.append(Section(heading=text, start=length))
        length += len(text)
        pieces += [gap, text]
    return "".join(pieces), tuple(sections)
