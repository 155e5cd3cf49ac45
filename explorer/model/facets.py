"""The questions one can filter by, and one column of answers for each: arrays, so that big graphs stay fast."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np

from explorer.model.columns import STANDINGS, Table, distinct, in_order_of_appearance
from explorer.model.gathering import NONE
from explorer.model.memo import per_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from explorer.model.facts import Article
    from explorer.model.gathering import Rows
    from explorer.model.project import Project

    Mask = NDArray[np.bool_]

ARTICLE_VOICE = ""
"""The speaker value of what an article says in its own voice; no entity id can be empty."""
UNDATED = ""
"""The date value of an article without one."""
_MONTH = re.compile(r"\d{4}(?:-\d\d)?")
LINKED = "linked"
MENTIONED = "mentioned"


class Facet(StrEnum):
    """What entities or relations can be filtered by."""

    ENTITY_KIND = "entity_kind"
    RELATION_KIND = "relation_kind"
    STANDING = "standing"
    SPEAKER = "speaker"
    ARTICLE = "article"
    DATE = "date"
    SOURCES = "sources"
    PASSAGES = "passages"
    LINKED = "linked"


ENTITY_FACETS = frozenset({Facet.ENTITY_KIND, Facet.LINKED})


class Column(Protocol):
    """The answers of all entities, or of all relations, to one question."""

    def mask(self, values: Iterable[str]) -> Mask:
        """Return which rows have any of these values."""

    def tally(self, among: Mask) -> Counter[str]:
        """Count the rows of each value; zero counts stay, so that a filter row never vanishes."""


class WordColumn:
    """Words, any number of them per row.

    Parameters
    ----------
    size : int
        How many rows there are.
    rows, codes : ndarray
        A row and a word that it has; no pair stands twice.
    words : sequence of str
        The word of each code. Those that no row has are no values.
    """

    def __init__(self, size: int, rows: Rows, codes: Rows, words: Sequence[str]) -> None:
        used = in_order_of_appearance(codes, len(words))
        number = np.zeros(len(words), dtype=np.intp)
        number[used] = np.arange(len(used))
        self._size = size
        self._code = {words[code]: row for row, code in enumerate(used.tolist())}
        self._rows, self._codes = rows, number[codes]

    def mask(self, values: Iterable[str]) -> Mask:
        """See ``Column``."""
        wanted = np.zeros(len(self._code), dtype=bool)
        wanted[[self._code[value] for value in values if value in self._code]] = True
        result = np.zeros(self._size, dtype=bool)
        if len(self._codes):
            result[self._rows[wanted[self._codes]]] = True
        return result

    def tally(self, among: Mask) -> Counter[str]:
        """See ``Column``."""
        found = np.bincount(self._codes[among[self._rows]], minlength=len(self._code)).tolist()
        return Counter(dict(zip(self._code, found, strict=True)))


class NumberColumn:
    """A number per row. Values are written "2" (exactly) or "2+" (at least)."""

    _BUCKETS = ("0", "1", "2+")

    def __init__(self, numbers: Rows) -> None:
        self._numbers = numbers

    def mask(self, values: Iterable[str]) -> Mask:
        """See ``Column``."""
        result = np.zeros(len(self._numbers), dtype=bool)
        for value in values:
            parsed = parse_number(value)
            if parsed is not None:
                number, and_more = parsed
                result |= self._numbers >= number if and_more else self._numbers == number
        return result

    def tally(self, among: Mask) -> Counter[str]:
        """See ``Column``."""
        return Counter({value: int(np.count_nonzero(self.mask([value]) & among)) for value in self._BUCKETS})


class Columns(Table):
    """A project's table with a column of answers per facet."""

    @property
    def facet(self) -> Mapping[Facet, Column]:
        """The answers; each column is made when it is first asked for."""
        return _Facets(self, self._answers)

    @cached_property
    def _answers(self) -> dict[Facet, Column]:
        return {}


class _Facets(Mapping[Facet, Column]):
    """Made anew each time: one that the table kept would keep the table, long after the facts have changed."""

    def __init__(self, table: Table, answers: dict[Facet, Column]) -> None:
        self._table, self._answers = table, answers

    def __getitem__(self, facet: Facet) -> Column:
        if facet not in self._answers:
            self._answers[facet] = _MADE[facet](self._table)
        return self._answers[facet]

    def __iter__(self) -> Iterator[Facet]:
        return iter(Facet)

    def __len__(self) -> int:
        return len(Facet)


def at_least(number: int) -> str:
    """Return the value of SOURCES and PASSAGES that means so many or more."""
    return f"{number}+"


def exactly(number: int) -> str:
    """Return the value of SOURCES and PASSAGES that means just so many."""
    return str(number)


def parse_number(value: str) -> tuple[int, bool] | None:
    """Read "2" or "2+" as the number and whether more is fine too; None for anything else."""
    match = re.fullmatch(r"(\d{1,9})(\+?)", value, re.ASCII)
    return (int(match[1]), bool(match[2])) if match else None


@per_facts
def columns(project: Project) -> Columns:
    """Return the project's columns, worked out once per state of its facts."""
    return Columns.of(project.gathered, dict(project.articles), project.vocabulary)


def warm(project: Project) -> None:
    """Make all columns of a big graph, so that nobody has to wait for one."""
    table = columns(project)
    table.warm()
    for facet in Facet:
        _ = table.facet[facet]


def _one_word(codes: Rows, words: Sequence[str]) -> WordColumn:
    return WordColumn(len(codes), np.arange(len(codes)), codes, words)


def _linked(table: Table) -> Column:
    return _one_word(np.where(table.linked, 0, 1), (LINKED, MENTIONED))


def _standings(table: Table) -> Column:
    return _one_word(table.standing.astype(np.intp), STANDINGS)


def _speakers(table: Table) -> Column:
    """Who speaks in the accepted evidence. An act of speech (doubts, …) is also something that its source says."""
    words = list(table.gathered.codes)
    said = table.evidence.speaker[table.accepted]
    rows, codes = table.owner[table.accepted], np.where(said == NONE, len(words), said)
    told = np.array(
        [table.vocabulary.relation_kind(kind).voice is not None for kind in table.relation_kinds], dtype=bool
    )
    if told.any():
        acts = np.flatnonzero(told[table.relation_kind] & (table.passages > 0))
        code_of = table.gathered.codes
        sources = np.array([code_of[key] for key in table.entities[table.source[acts]].tolist()], dtype=np.intp)
        rows, codes = np.concatenate([rows, acts]), np.concatenate([codes, sources])
    return WordColumn(len(table.relations), *_once(rows, codes), [*words, ARTICLE_VOICE])


def _articles(table: Table) -> Column:
    pairs = _once(table.owner[table.accepted], table.evidence.article[table.accepted])
    return WordColumn(len(table.relations), *pairs, list(table.gathered.codes))


def _dates(table: Table) -> Column:
    return _grouped(table, lambda word: month_of(table.articles.get(word)))[0]


def month_of(article: Article | None) -> str:
    """Return the month that an article is filed under, or the year where nothing is more precise ("late 2023")."""
    found = _MONTH.search(article.published or "") if article is not None else None
    return found[0] if found is not None else UNDATED


def _sources(table: Table) -> Column:
    """How many stories tell of a relation: near-copies of an article are one source."""
    articles = table.articles

    def story(word: str) -> str:
        return articles[word].story or word if word in articles else word

    return NumberColumn(np.bincount(_grouped(table, story)[1], minlength=len(table.relations)))


def _grouped(table: Table, word_for: Callable[[str], str]) -> tuple[WordColumn, Rows]:
    """Return a column in which each article stands as a word, and the row of each pair."""
    words, articles = list(table.gathered.codes), table.evidence.article[table.accepted]
    number: dict[str, int] = {}
    group = np.zeros(len(words), dtype=np.intp)
    for code in in_order_of_appearance(articles, len(words)).tolist():
        group[code] = number.setdefault(word_for(words[code]), len(number))
    rows, codes = _once(table.owner[table.accepted], group[articles])
    return WordColumn(len(table.relations), rows, codes, list(number)), rows


def _once(rows: Rows, codes: Rows) -> tuple[Rows, Rows]:
    """Return pairs of row and code without those that stand twice, by row."""
    width = int(codes.max()) + 1 if len(codes) else 1
    key = distinct(rows * width + codes)
    return key // width, key % width


_MADE: dict[Facet, Callable[[Table], Column]] = {
    Facet.ENTITY_KIND: lambda table: _one_word(table.entity_kind, table.entity_kinds),
    Facet.LINKED: _linked,
    Facet.RELATION_KIND: lambda table: _one_word(table.relation_kind, table.relation_kinds),
    Facet.STANDING: _standings,
    Facet.SPEAKER: _speakers,
    Facet.ARTICLE: _articles,
    Facet.DATE: _dates,
    Facet.SOURCES: _sources,
    Facet.PASSAGES: lambda table: NumberColumn(table.passages),
}
