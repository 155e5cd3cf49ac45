"""What stands around the graph of a published picture: headline, legend strip, and the line with sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.drawing.plain_text import drawable
from explorer.drawing.style import stroke_of
from explorer.formats.page import RuleItem, SampleItem, Type
from explorer.formats.typesetting import Run, cut_short, place_lines, set_lines, text_width
from explorer.model.citations import date_published
from explorer.model.values import date_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.drawing.measure import Measure
    from explorer.drawing.theme import Theme
    from explorer.formats.options import PictureOptions
    from explorer.formats.page import Item
    from explorer.formats.picture import Subject
    from explorer.formats.typesetting import Line
    from explorer.model.facts import Article
    from explorer.model.filters import Visible
    from explorer.model.project import Project

RULE_PX = 3.0
RULE_GAP_PX = 10.0
HEADLINE_PX, HEADLINE_LINE_PX = 28, 36.0
SENTENCE_PX, SENTENCE_LINE_PX = 13, 20.0
SMALL_PX, SMALL_LINE_PX = 11, 16.0
SENTENCE_GAP_PX = 2.0
MOST_HEADLINES, MOST_SENTENCES = 3, 6
SAMPLE_PX, SAMPLE_GAP_PX, ENTRY_GAP_PX, STRIP_PX = 44.0, 8.0, 24.0, 27.0
LAST_GAP_PX = 6.0
NAMED_ARTICLES = 2
LONGEST_NAME = 200  # letters of an article's title, and of its outlet

WORDS: dict[str, str] = {
    "asserted": "asserted",
    "claimed": "claimed by an interested party",
    "reported": "reported, hearsay",
    "estimated": "estimated",
    "speculated": "speculated",
    "contested": "contested: some support, some dispute",
    "denied": "doubted or denied",
    "unsupported": "no passage yet",
    "suggested": "suggested, decided by nobody yet",
    "voice_doubts": "somebody doubts",
    "voice_dismisses": "somebody dismisses",
    "voice_vouches": "somebody vouches for it",
    "voice_comments": "somebody comments",
}
"""What strokes mean, in the order of the legend."""


class Header:
    """Rule, headline and sentence; nothing of it where the title is off."""

    def __init__(self, project: Project, options: PictureOptions, theme: Theme, measure: Measure, width: float) -> None:
        self._theme, self._measure, self._width = theme, measure, width
        self.title = drawable(options.headline or project.title).strip() if options.title else ""
        self.sentence = drawable(options.sentence or project.description).strip() if options.title else ""
        headline = Type(HEADLINE_PX, theme.color("ink"), semibold=True, serif=True)
        body = Type(SENTENCE_PX, theme.color("ink_2"))
        self._title = set_lines([Run(self.title, headline)], width, measure, MOST_HEADLINES)
        self._sentence = set_lines([Run(self.sentence, body)], width, measure, MOST_SENTENCES)

    @property
    def height(self) -> float:
        """How tall it is."""
        if not self._title and not self._sentence:
            return 0.0
        return (
            RULE_PX
            + RULE_GAP_PX
            + len(self._title) * HEADLINE_LINE_PX
            + (SENTENCE_GAP_PX if self._sentence else 0.0)
            + len(self._sentence) * SENTENCE_LINE_PX
        )

    def items(self, x: float, y: float) -> Iterator[Item]:
        """Lay it out from its top left corner."""
        if not self.height:
            return
        yield RuleItem((x, y, self._width, RULE_PX), self._theme.color("ink"))
        top = y + RULE_PX + RULE_GAP_PX
        yield from place_lines(self._title, x, top, HEADLINE_LINE_PX)
        top += len(self._title) * HEADLINE_LINE_PX + SENTENCE_GAP_PX
        yield from place_lines(self._sentence, x, top, SENTENCE_LINE_PX)

    def running(self, x: float, y: float) -> Iterator[Item]:
        """Lay out the head of a further page: a thin rule and the title, small."""
        if not self.title:
            return
        yield RuleItem((x, y, self._width, 1.0), self._theme.color("ink"))
        small = Type(SMALL_PX, self._theme.color("ink_3"))
        lines = set_lines([Run(self.title, small)], self._width, self._measure, 1)
        yield from place_lines(lines, x, y + 2.0, SMALL_LINE_PX)


class Legend:
    """One strip, or more, with the strokes in use between two hairlines."""

    def __init__(
        self,
        project: Project,
        visible: Visible,
        options: PictureOptions,
        theme: Theme,
        measure: Measure,
        width: float,
    ) -> None:
        self._theme, self._measure, self._width = theme, measure, width
        self._mark = not options.footnotes
        self._type = Type(SMALL_PX, theme.color("ink_2"))
        used = {stroke_of(project, project.relations[key]) for key in visible.relations} if options.legend else set()
        self._rows = self._arranged([key for key in WORDS if key in used])

    @property
    def height(self) -> float:
        """How tall it is."""
        return len(self._rows) * STRIP_PX + 1.0 if self._rows else 0.0

    def items(self, x: float, y: float) -> Iterator[Item]:
        """Lay it out from its top left corner."""
        if not self._rows:
            return
        line = self._theme.color("line")
        yield RuleItem((x, y, self._width, 1.0), line)
        for index, row in enumerate(self._rows):
            top = y + 1.0 + index * STRIP_PX
            for left, key, lines in row:
                yield SampleItem((x + left, top, SAMPLE_PX, STRIP_PX - 1.0), key, self._mark)
                yield from place_lines(lines, x + left + SAMPLE_PX + SAMPLE_GAP_PX, top, STRIP_PX - 1.0)
        yield RuleItem((x, y + len(self._rows) * STRIP_PX, self._width, 1.0), line)

    def _arranged(self, keys: list[str]) -> list[list[tuple[float, str, tuple[Line, ...]]]]:
        rows: list[list[tuple[float, str, tuple[Line, ...]]]] = []
        at = self._width + 1.0
        for key in keys:
            lines = self._words(key)
            wide = SAMPLE_PX + SAMPLE_GAP_PX + lines[0].width
            if at + wide > self._width:
                rows.append([])
                at = 0.0
            rows[-1].append((at, key, lines))
            at += wide + ENTRY_GAP_PX
        return rows

    def _words(self, key: str) -> tuple[Line, ...]:
        """Set what a stroke means on one line, in fewer words where the page is narrow."""
        room = self._width - SAMPLE_PX - SAMPLE_GAP_PX
        words = WORDS[key]
        if text_width(words, self._type, self._measure) > room:
            words = words.split(":")[0].split(" by ")[0]
        return set_lines([Run(words, self._type)], room, self._measure, 1)


class LastLine:
    """As of when, how much of the graph, and from which articles."""

    def __init__(self, what: Subject, options: PictureOptions, theme: Theme, measure: Measure, width: float) -> None:
        self._theme, self._measure, self._width = theme, measure, width
        self._type = Type(SMALL_PX, theme.color("ink_3"))
        articles = _cited(what)
        self._left = _state(what, articles, options) if options.as_of else ""
        self._right = _sources(articles) if options.as_of else ""

    @property
    def height(self) -> float:
        """How tall it is, page numbers included."""
        if not self._left:
            return 0.0
        return 1.0 + LAST_GAP_PX + self._lines(self._numbered(9, 9)) * SMALL_LINE_PX + LAST_GAP_PX

    def items(self, x: float, y: float, *, page: int = 1, pages: int = 1) -> Iterator[Item]:
        """Lay it out from its top left corner."""
        if not self._left:
            return
        yield RuleItem((x, y, self._width, 1.0), self._theme.color("line"))
        top = y + 1.0 + LAST_GAP_PX
        right = self._numbered(page, pages)
        if self._lines(right) == 1:
            yield from self._set(self._left, x, top)
            yield from self._set(right, x + self._width - self._wide(right), top)
            return
        for text in (self._left, right):
            lines = set_lines([Run(text, self._type)], self._width, self._measure)
            yield from place_lines(lines, x, top, SMALL_LINE_PX)
            top += len(lines) * SMALL_LINE_PX

    def _numbered(self, page: int, pages: int) -> str:
        return f"{self._right}. Page {page} of {pages}" if pages > 1 else self._right

    def _lines(self, right: str) -> int:
        if self._wide(self._left) + ENTRY_GAP_PX + self._wide(right) <= self._width:
            return 1
        return sum(len(set_lines([Run(text, self._type)], self._width, self._measure)) for text in (self._left, right))

    def _wide(self, text: str) -> float:
        return text_width(text, self._type, self._measure)

    def _set(self, text: str, x: float, y: float) -> Iterator[Item]:
        lines = set_lines([Run(text, self._type)], self._width + 1.0, self._measure)
        yield from place_lines(lines, x, y, SMALL_LINE_PX)


def _cited(what: Subject) -> list[Article]:
    keys = dict.fromkeys(
        item.article for key in what.visible.relations for item in what.project.relations[key].evidence
    )
    return [what.project.articles[key] for key in keys if key in what.project.articles]


def _state(what: Subject, articles: list[Article], options: PictureOptions) -> str:
    latest = max((article.retrieved or article.published or "" for article in articles), default="")
    as_of = drawable(options.as_of_date).strip() or (date_text(latest[:10]) if latest else "")
    shown = what.visible
    parts = [f"As of {as_of}."] if as_of else []
    parts.append(
        f"{len(shown.entities):,} of {shown.total_entities:,} entities, "
        f"{len(shown.relations):,} of {shown.total_relations:,} relations."
    )
    if what.checked and not what.lost:
        parts.append("Every quotation was checked against its article.")
    return " ".join(parts)


def _sources(articles: list[Article]) -> str:
    if not articles:
        return "Drawn with Edgewise"
    if len(articles) > NAMED_ARTICLES:
        outlets = list(dict.fromkeys(drawable(article.publisher) for article in articles if article.publisher))
        named = ", ".join(outlets[:NAMED_ARTICLES]) + (" and others" if len(outlets) > NAMED_ARTICLES else "")
        return f"Source: {len(articles)} articles{f' ({named})' if named else ''}. Drawn with Edgewise"
    return f"Source: {'; '.join(map(_source, articles))}. Drawn with Edgewise"


def _source(article: Article) -> str:
    title = cut_short(drawable(article.title), LONGEST_NAME)
    outlet = cut_short(drawable(article.publisher or ""), LONGEST_NAME)
    return ", ".join(part for part in (f"“{title}”", outlet, date_published(article)) if part)
