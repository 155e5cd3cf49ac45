"""From a relation or fact to the words it rests on, and from a place in an article back to what rests there.

Rejected evidence is never among the passages; suggested evidence is, after what is accepted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from enum import StrEnum
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from explorer.model.errors import UnknownName
from explorer.model.evidence_table import evidence_table
from explorer.model.facts import Evidence, Stance, Status
from explorer.model.memo import per_facts
from explorer.model.standing import LEADS_TO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.facts import Article, Entity
    from explorer.model.gathering import Rows
    from explorer.model.project import Project


class OwnerKind(StrEnum):
    """What a piece of evidence belongs to."""

    RELATION = "relation"
    FACT = "fact"


class Passage(NamedTuple):
    """One piece of evidence together with what it supports and where it stands.

    Attributes
    ----------
    owner : str
        Id of the relation or fact that it is evidence for.
    entity : str or None
        The entity that a fact belongs to; None under a relation.
    article : Article or None
        None when the file names an article that it does not hold.
    section : str or None
        Heading of the part of the article that it stands in.
    speaker : Entity or None
        Who says it; None when the article speaks in its own voice.
    """

    evidence: Evidence
    owner: str
    owner_kind: OwnerKind
    entity: str | None = None
    article: Article | None = None
    section: str | None = None
    speaker: Entity | None = None

    @property
    def exact(self) -> str:
        """The words themselves."""
        return self.evidence.quote.exact

    @property
    def prefix(self) -> str:
        """The words just before."""
        return self.evidence.quote.prefix

    @property
    def suffix(self) -> str:
        """The words just after."""
        return self.evidence.quote.suffix

    @property
    def stance(self) -> Stance:
        """How far it commits itself."""
        return self.evidence.stance

    @property
    def is_accepted(self) -> bool:
        """Whether it counts."""
        return self.evidence.status is Status.ACCEPTED


class Excerpt(NamedTuple):
    """Words of an article, once, with every passage that consists of just these words."""

    passages: tuple[Passage, ...]

    @property
    def exact(self) -> str:
        """The words themselves."""
        return self.passages[0].exact

    @property
    def section(self) -> str | None:
        """Heading of the part of the article that they stand in."""
        return self.passages[0].section


class _Anchored(NamedTuple):
    """The passages of one article that have offsets, by start, with the furthest end so far beside each."""

    passages: tuple[Passage, ...]
    starts: tuple[int, ...]
    furthest: tuple[int, ...]


def evidence_for(project: Project, relation_id: str) -> tuple[Passage, ...]:
    """Return the passages that a relation rests on: accepted ones first, in the file's order."""
    relation = project.relations.get(relation_id)
    if relation is None:
        raise UnknownName(f"There is no relation '{relation_id}' in this graph.")
    return _ordered(_passage(project, item, relation_id, OwnerKind.RELATION) for item in relation.evidence)


def facts_evidence(project: Project, entity_id: str) -> dict[str, tuple[Passage, ...]]:
    """Return the passages that each fact of an entity rests on, by fact id."""
    entity = project.entities.get(entity_id)
    if entity is None:
        raise UnknownName(f"There is no entity '{entity_id}' in this graph.")
    return {
        fact.id: _ordered(_passage(project, item, fact.id, OwnerKind.FACT, entity_id) for item in fact.evidence)
        for fact in entity.facts
    }


def best_passage(project: Project, relation_id: str) -> Passage | None:
    """Return the accepted passage that speaks most firmly for a relation, else the first against it."""
    firmness = list(LEADS_TO)
    own = [passage for passage in evidence_for(project, relation_id) if passage.is_accepted]
    return min(own, key=lambda passage: firmness.index(passage.stance), default=None)


def passages_of(project: Project, article_id: str) -> tuple[Passage, ...]:
    """Return everything that rests on an article, in the article's order; unanchored passages come last."""
    kept = _of_articles(project)
    if article_id not in kept:
        kept[article_id] = tuple(sorted(_resting_on(project, article_id), key=_place))
    return kept[article_id]


def passages_in(project: Project, article_id: str) -> int:
    """Return how many passages rest on an article, without reading them."""
    table = evidence_table(project)
    return int(np.count_nonzero(table.is_kept & (table.pieces.article == table.code(article_id))))


def excerpts_of(project: Project, article_id: str) -> tuple[Excerpt, ...]:
    """Return the quotations of an article in its order, each once, with all the passages that quote it."""
    groups: dict[tuple[int | None, int | None, str], list[Passage]] = defaultdict(list)
    for passage in passages_of(project, article_id):
        quote = passage.evidence.quote
        groups[quote.start, quote.end, quote.exact].append(passage)
    return tuple(Excerpt(tuple(own)) for own in groups.values())


def passages_at(project: Project, article_id: str, offset: int) -> tuple[Passage, ...]:
    """Return the passages around an offset (in code points) of an article, the shortest first."""
    known = _anchored(project)
    if article_id not in known:
        known[article_id] = _with_places(passages_of(project, article_id))
    anchored = known[article_id]
    found = []
    index = bisect_right(anchored.starts, offset) - 1
    while index >= 0 and anchored.furthest[index] > offset:
        passage = anchored.passages[index]
        if _end(passage) > offset:
            found.append(passage)
        index -= 1
    found.reverse()
    return tuple(sorted(found, key=lambda passage: _end(passage) - _start(passage)))


def facts_at(project: Project, article_id: str, offset: int) -> tuple[str, ...]:
    """Return the ids of the relations and facts that rest on the words at an offset, shortest passage first."""
    return tuple(dict.fromkeys(passage.owner for passage in passages_at(project, article_id, offset)))


def section_of(article: Article, start: int | None) -> str | None:
    """Return the heading of the section that an offset stands in; None before the first, or without offset."""
    if start is None or not article.sections:
        return None
    before = [section for section in article.sections if section.start <= start]
    return max(before, key=lambda section: section.start).heading if before else None


@per_facts
def all_passages(project: Project) -> tuple[Passage, ...]:
    """Return all passages: those of relations in file order, then those of facts."""
    return tuple(_everything(project))


@per_facts
def _of_articles(project: Project) -> dict[str, tuple[Passage, ...]]:  # noqa: ARG001  # filled article by article
    return {}


def _resting_on(project: Project, article_id: str) -> Iterator[Passage]:
    table = evidence_table(project)
    own = np.flatnonzero(table.is_kept & (table.pieces.article == table.code(article_id)))
    return passages_at_rows(project, own)


def passages_at_rows(project: Project, rows: Rows) -> Iterator[Passage]:
    """Read the passages in some rows of the table of evidence."""
    for owner, entity, item in evidence_table(project).read(project, rows.tolist()):
        yield _passage(project, item, owner, OwnerKind.RELATION if entity is None else OwnerKind.FACT, entity)


def _everything(project: Project) -> Iterator[Passage]:
    for relation in project.relations.values():
        for item in relation.evidence:
            if item.status is not Status.REJECTED:
                yield _passage(project, item, relation.id, OwnerKind.RELATION)
    for entity in project.entities.values():
        for fact in entity.facts:
            for item in fact.evidence:
                if item.status is not Status.REJECTED:
                    yield _passage(project, item, fact.id, OwnerKind.FACT, entity.id)


@per_facts
def _anchored(project: Project) -> dict[str, _Anchored]:  # noqa: ARG001  # filled article by article
    return {}


def _with_places(passages: tuple[Passage, ...]) -> _Anchored:
    own = tuple(passage for passage in passages if passage.evidence.quote.start is not None)
    furthest = tuple(accumulate((_end(passage) for passage in own), max))
    return _Anchored(own, tuple(_start(passage) for passage in own), furthest)


def _passage(
    project: Project, evidence: Evidence, owner: str, owner_kind: OwnerKind, entity: str | None = None
) -> Passage:
    article = project.articles.get(evidence.article)
    return Passage(
        evidence=evidence,
        owner=owner,
        owner_kind=owner_kind,
        entity=entity,
        article=article,
        section=section_of(article, evidence.quote.start) if article is not None else None,
        speaker=project.entities.get(evidence.speaker) if evidence.speaker is not None else None,
    )


def _ordered(passages: Iterator[Passage]) -> tuple[Passage, ...]:
    kept = (passage for passage in passages if passage.evidence.status is not Status.REJECTED)
    return tuple(sorted(kept, key=lambda passage: not passage.is_accepted))


def _place(passage: Passage) -> tuple[bool, int, int]:
    return passage.evidence.quote.start is None, _start(passage), _end(passage)


def _start(passage: Passage) -> int:
    return passage.evidence.quote.start or 0


def _end(passage: Passage) -> int:
    quote = passage.evidence.quote
    return quote.end if quote.end is not None else _start(passage) + len(quote.exact)
