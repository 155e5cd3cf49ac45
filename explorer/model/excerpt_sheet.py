"""An article as far as it is known, in blocks to be read: headings, paragraphs, and where its passages are in them."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.anchoring import Anchored, anchor
from explorer.model.fragments import Fragment, fragments, is_placed
from explorer.model.passages import excerpts_of
from explorer.model.quotes import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from explorer.model.facts import Article
    from explorer.model.passages import Excerpt
    from explorer.model.project import Project
    from explorer.model.quotes import Folded

BEFORE, BETWEEN, AFTER = "…\N{NO-BREAK SPACE}", " … ", "\N{NO-BREAK SPACE}…"
SAME_PARAGRAPH = 16
"""Gaps of fewer characters are taken to be inside a paragraph."""
BULLETS = ("• ", "◦ ", "▪ ", "– ", "- ", "* ")
DEEPEST = 4
MOST_DRIFTED = 50
"""Lost quotations for which something nearly the same is looked for; that takes time."""
MOVED = "This quotation stands elsewhere in the text than the graph says; it is shown where it was found."
SEVERAL = "This quotation stands {} times in the text, and nothing says which is meant."
DRIFTED = "The text has changed here: nearly these words were quoted. Attach the text once more to confirm them."
NOT_HERE = "Quoted, but not to be found in this text"
LOST = "This quotation is not in the text of the article: nothing that rests on it is verified."


class Span(NamedTuple):
    """Where an excerpt stands in the text of its block, in code points."""

    start: int
    end: int
    excerpt: int


class Piece(NamedTuple):
    """Words of a block that stand in the article: where in the block, where in the article, and how many letters."""

    at: int
    start: int
    length: int


class Block(NamedTuple):
    """A heading, a paragraph or (from ``level`` 1) an item of a list; ``is_ours`` where they are not the article's words.

    Gaps in what is known show as an ellipsis.
    """

    text: str
    is_heading: bool = False
    spans: tuple[Span, ...] = ()
    pieces: tuple[Piece, ...] = ()
    level: int = 0
    is_ours: bool = False

    def to_article(self, at: int) -> int | None:
        """Return where in the article a place of this block is; None before, between and after known words.

        Examples
        --------
        >>> Block("… said so.", pieces=(Piece(2, 40, 8),)).to_article(7)
        45
        """
        for piece in self.pieces:
            if piece.at <= at <= piece.at + piece.length:
                return piece.start + at - piece.at
        return None

    def to_block(self, offset: int) -> int | None:
        """Return where in this block a place of the article is; None where it is not in it."""
        for piece in self.pieces:
            if piece.start <= offset <= piece.start + piece.length:
                return piece.at + offset - piece.start
        return None


@dataclass(frozen=True)
class Sheet:
    """All blocks of an article, and its excerpts in the order in which they stand there.

    ``doubts`` are excerpts that do not stand word for word where they should, each with a sentence about it.
    """

    blocks: tuple[Block, ...]
    excerpts: tuple[Excerpt, ...]
    doubts: Mapping[int, str] = field(default_factory=dict)


class _Placed(NamedTuple):
    """Excerpts by start, with the furthest end so far beside each."""

    spans: tuple[Span, ...]
    starts: tuple[int, ...]
    furthest: tuple[int, ...]

    def over(self, low: int, high: int) -> Iterator[Span]:
        """Go through what overlaps a stretch of the article, first things first."""
        last = bisect_left(self.starts, high)
        first = last
        while first > 0 and self.furthest[first - 1] > low:
            first -= 1
        return (span for span in self.spans[first:last] if span.end > low)


def sheet_of(project: Project, article_id: str) -> Sheet:
    """Return an article in blocks. Quotations without a place come last, a paragraph each."""
    excerpts = excerpts_of(project, article_id)
    article = project.articles.get(article_id)
    text = article.text if article is not None else None
    placed, loose, doubts = [], [], {}
    for index, (place, doubt) in enumerate(_places(text, excerpts)):
        if doubt:
            doubts[index] = doubt
        if place is None:
            loose.append((index, excerpts[index].passages[0].evidence.quote))
        else:
            placed.append(Span(*place, index))
    placed.sort()
    ends = tuple(accumulate((span.end for span in placed), max))
    blocks = list(
        _blocks(
            article, fragments(project, article_id), _Placed(tuple(placed), tuple(span.start for span in placed), ends)
        )
    )
    if loose and text is not None:
        blocks.append(Block(NOT_HERE, is_heading=True, is_ours=True))
    for index, quote in loose:
        before = f"{BEFORE}{quote.prefix}"
        span = Span(len(before), len(before) + len(quote.exact), index)
        blocks.append(Block(f"{before}{quote.exact}{quote.suffix}{AFTER}", spans=(span,)))
    return Sheet(tuple(blocks), excerpts, doubts)


def _places(text: str | None, excerpts: Iterable[Excerpt]) -> Iterator[tuple[tuple[int, int] | None, str]]:
    """Go through the places of excerpts; each with a sentence, if it is not where it should be."""
    folded: Folded | None = None
    looked_for = 0
    for excerpt in excerpts:
        quote = excerpt.passages[0].evidence.quote
        place = (quote.start, quote.start + len(quote.exact)) if is_placed(quote) and quote.start is not None else None
        if text is None or (place is not None and text[place[0] : place[1]] == quote.exact):
            yield place, ""
            continue
        folded = folded or fold(text)
        found = anchor(quote, folded, was_exact=place is not None and looked_for < MOST_DRIFTED)
        if found.start is None or found.end is None:
            looked_for += 1
            yield None, SEVERAL.format(len(found.places)) if found.places else LOST
        elif place is None or found.state is Anchored.EXACT:
            yield (found.start, found.end), ""
        else:
            yield (found.start, found.end), MOVED if found.state is Anchored.MOVED else DRIFTED


def _blocks(article: Article | None, known: tuple[Fragment, ...], placed: _Placed) -> Iterator[Block]:
    headings = {section.start: section.heading for section in article.sections} if article is not None else {}
    waiting = deque(sorted(headings))
    paragraph: list[_Line] = []
    end = len(article.text) if article is not None and article.text is not None else None
    for line in (line for fragment in known for line in _lines(fragment, headings, end)):
        is_due = bool(waiting) and waiting[0] <= line.start
        far = paragraph and (line.starts_clean or line.start - paragraph[-1].end > SAME_PARAGRAPH)
        if paragraph and (is_due or far or line.is_heading):
            yield _paragraph(paragraph, placed)
            paragraph = []
        while waiting and waiting[0] <= line.start:
            start = waiting.popleft()
            if not (line.is_heading and start == line.start):
                yield Block(headings[start], is_heading=True)
        if line.is_heading:
            yield _paragraph([line], placed)
        else:
            paragraph.append(line)
    if paragraph:
        yield _paragraph(paragraph, placed)
    for start in waiting:
        yield Block(headings[start], is_heading=True)


class _Line(NamedTuple):
    """A piece of one line of the article; clean where nothing is missing at that side."""

    start: int
    text: str
    starts_clean: bool
    ends_clean: bool
    is_heading: bool
    level: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def _lines(fragment: Fragment, headings: dict[int, str], end: int | None) -> Iterator[_Line]:
    """Split a fragment at line breaks; nothing is missing where the article ends."""
    at = fragment.start
    pieces = fragment.text.split("\n")
    for number, piece in enumerate(pieces):
        text = piece.strip()
        indent = len(piece) - len(piece.lstrip())
        start = at + indent
        at += len(piece) + 1
        if not text:
            continue
        first, last = number == 0, number == len(pieces) - 1
        starts = not first or fragment.start == 0
        ends = not last or fragment.end == end or text.endswith((".", "!", "?", ".”", "!”", "?”"))
        is_heading = headings.get(start) == text
        level = min(1 + max(indent - 1, 0) // 2, DEEPEST) if starts and text.startswith(BULLETS) else 0
        yield _Line(start, text, starts or is_heading, ends or is_heading, is_heading, level)


def _paragraph(lines: list[_Line], placed: _Placed) -> Block:
    first = lines[0]
    text = "" if first.starts_clean else BEFORE
    spans: list[Span] = []
    pieces: list[Piece] = []
    for number, line in enumerate(lines):
        if number:
            text += BETWEEN
        pieces.append(Piece(len(text), line.start, len(line.text)))
        shift = len(text) - line.start
        for start, end, index in placed.over(line.start, line.end):
            spans.append(Span(max(start, line.start) + shift, min(end, line.end) + shift, index))
        text += line.text
    if not lines[-1].ends_clean:
        text += AFTER
    return Block(text, first.is_heading, tuple(spans), tuple(pieces), first.level)
