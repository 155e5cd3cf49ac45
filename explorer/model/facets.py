"""The questions one can filter by, and one column of answers for each: arrays, so that big graphs stay fast."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from explorer.model.memo import per_facts
from explorer.model.standing import accepted
from explorer.model.stories import stories

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from explorer.model.facts import Evidence, Relation
    from explorer.model.project import Project

    Mask = NDArray[np.bool_]
    Rows = NDArray[np.intp]

ARTICLE_VOICE = ""
"""The speaker value of what an article says in its own voice; no entity id can be empty."""
UNDATED = ""
"""The date value of an article without one."""
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
    """Words, any number of them per row."""

    def __init__(self, words: Sequence[Iterable[str]]) -> None:
        code: dict[str, int] = {}
        pairs = [(row, code.setdefault(word, len(code))) for row, own in enumerate(words) for word in own]
        table = np.array(pairs, dtype=np.intp).reshape(len(pairs), 2)
        self._size = len(words)
        self._code = code
        self._rows, self._codes = np.ascontiguousarray(table[:, 0]), np.ascontiguousarray(table[:, 1])

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

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = np.array(numbers, dtype=np.intp)

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


@dataclass(frozen=True)
class Columns:
    """A project's entities and (not dangling) relations as rows, with a column per facet."""

    entities: NDArray[np.object_]
    relations: NDArray[np.object_]
    entity_row: Mapping[str, int]
    relation_row: Mapping[str, int]
    source: Rows
    target: Rows
    linked: Mask
    facet: Mapping[Facet, Column]


class _Support(NamedTuple):
    """What one relation rests on."""

    speakers: frozenset[str]
    articles: frozenset[str]
    passages: int


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


def speakers_of(project: Project, relation: Relation, evidence: Iterable[Evidence]) -> frozenset[str]:
    """Return who speaks in the evidence of a relation, articles in their own voice as ``ARTICLE_VOICE``.

    An act of speech (doubts, dismisses, …) is also something that its source says.
    """
    speakers = {item.speaker or ARTICLE_VOICE for item in evidence}
    if project.vocabulary.relation_kind(relation.kind).voice is not None:
        speakers.add(relation.source)
    return frozenset(speakers)


@per_facts
def columns(project: Project) -> Columns:
    """Return the project's columns, worked out once per state of its facts."""
    entities = list(project.entities.values())
    relations = [relation for relation in project.relations.values() if not project.is_dangling(relation)]
    entity_row = {entity.id: row for row, entity in enumerate(entities)}
    source = np.array([entity_row[relation.source] for relation in relations], dtype=np.intp)
    target = np.array([entity_row[relation.target] for relation in relations], dtype=np.intp)
    linked = np.zeros(len(entities), dtype=bool)
    linked[source] = True
    linked[target] = True
    support = [_support(project, relation) for relation in relations]
    month = {article.id: (article.published or UNDATED)[: len("2025-01")] for article in project.articles.values()}
    facet: dict[Facet, Column] = {
        Facet.ENTITY_KIND: WordColumn([(entity.kind,) for entity in entities]),
        Facet.LINKED: WordColumn([(LINKED if own else MENTIONED,) for own in linked.tolist()]),
        Facet.RELATION_KIND: WordColumn([(relation.kind,) for relation in relations]),
        Facet.STANDING: WordColumn([(project.standing(relation.id).value,) for relation in relations]),
        Facet.SPEAKER: WordColumn([own.speakers for own in support]),
        Facet.ARTICLE: WordColumn([own.articles for own in support]),
        Facet.DATE: WordColumn([{month.get(key, UNDATED) for key in own.articles} for own in support]),
        Facet.SOURCES: NumberColumn([_sources(project, own.articles) for own in support]),
        Facet.PASSAGES: NumberColumn([own.passages for own in support]),
    }
    return Columns(
        entities=_objects([entity.id for entity in entities]),
        relations=_objects([relation.id for relation in relations]),
        entity_row=entity_row,
        relation_row={relation.id: row for row, relation in enumerate(relations)},
        source=source,
        target=target,
        linked=linked,
        facet=facet,
    )


def _support(project: Project, relation: Relation) -> _Support:
    evidence = accepted(relation.evidence)
    if not evidence:
        return _Support(frozenset(), frozenset(), 0)
    articles = frozenset(item.article for item in evidence)
    return _Support(speakers_of(project, relation, evidence), articles, len(evidence))


def _sources(project: Project, articles: frozenset[str]) -> int:
    return len(articles) if len(articles) < 2 else len(stories(project, articles))


def _objects(ids: list[str]) -> NDArray[np.object_]:
    result = np.empty(len(ids), dtype=object)
    result[:] = ids
    return result
