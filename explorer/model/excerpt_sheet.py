"""An article as far as it is known, in blocks to be read: headings, paragraphs, and where its passages are in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.fragments import Fragment, fragments, is_placed
from explorer.model.queries import excerpts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.facts import Article
    from explorer.model.passages import Excerpt
    from explorer.model.project import Project

BEFORE, BETWEEN, AFTER = "…\N{NO-BREAK SPACE}", " … ", "\N{NO-BREAK SPACE}…"
SAME_PARAGRAPH = 16
"""Gaps of fewer characters are taken to be inside a paragraph."""


class Span(NamedTuple):
    """Where an excerpt stands in the text of its block, in code points."""

    start: int
    end: int
    excerpt: int


@dataclass(frozen=True)
class Block:
    """A heading or a paragraph. Gaps in what is known show as an ellipsis."""

    text: str
    is_heading: bool = False
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """All blocks of an article, and its excerpts in the order in which they stand there."""

    blocks: tuple[Block, ...]
    excerpts: tuple[Excerpt, ...]


def sheet_of(project: Project, article_id: str) -> Sheet:
    """Return an article in blocks. Quotations without a place come last, a paragraph each."""
    excerpts = excerpts_of(project, article_id)
    article = project.articles.get(article_id)
    placed, loose = [], []
    for index, excerpt in enumerate(excerpts):
        quote = excerpt.passages[0].evidence.quote
        if is_placed(quote) and quote.start is not None:
            placed.append((quote.start, quote.start + len(quote.exact), index))
        else:
            loose.append((index, quote))
    blocks = list(_placed_blocks(article, fragments(project, article_id), placed))
    for index, quote in loose:
        before = f"{BEFORE}{quote.prefix}"
        span = Span(len(before), len(before) + len(quote.exact), index)
        blocks.append(Block(f"{before}{quote.exact}{quote.suffix}{AFTER}", spans=(span,)))
    return Sheet(tuple(blocks), excerpts)


def _placed_blocks(
    article: Article | None, known: tuple[Fragment, ...], placed: list[tuple[int, int, int]]
) -> Iterator[Block]:
    headings = {section.start: section.heading for section in article.sections} if article is not None else {}
    waiting = sorted(headings)
    lines = [line for fragment in known for line in _lines(fragment, headings)]
    paragraph: list[_Line] = []
    for line in lines:
        due = [start for start in waiting if start <= line.start]
        far = paragraph and (line.starts_clean or line.start - paragraph[-1].end > SAME_PARAGRAPH)
        if paragraph and (due or far):
            yield _paragraph(paragraph, placed)
            paragraph = []
        for start in due:
            yield Block(headings[start], is_heading=True)
        waiting = waiting[len(due) :]
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

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def _lines(fragment: Fragment, headings: dict[int, str]) -> Iterator[_Line]:
    """Split a fragment at line breaks and before headings, which stand for themselves."""
    at = fragment.start
    pieces = fragment.text.split("\n")
    for number, piece in enumerate(pieces):
        text = piece.strip()
        start = at + len(piece) - len(piece.lstrip())
        at += len(piece) + 1
        if not text or headings.get(start) == text:
            continue
        first, last = number == 0, number == len(pieces) - 1
        starts = not first or fragment.start == 0
        ends = not last or text.endswith((".", "!", "?", ".”", "!”", "?”"))
        yield _Line(start, text, starts, ends)


def _paragraph(lines: list[_Line], placed: list[tuple[int, int, int]]) -> Block:
    first = lines[0]
    text = "" if first.starts_clean else BEFORE
    spans: list[Span] = []
    for number, line in enumerate(lines):
        if number:
            text += BETWEEN
        shift = len(text) - line.start
        for start, end, index in placed:
            low, high = max(start, line.start), min(end, line.end)
            if low < high:
                spans.append(Span(low + shift, high + shift, index))
        text += line.text
    if not lines[-1].ends_clean:
        text += AFTER
    return Block(text, spans=tuple(spans))
