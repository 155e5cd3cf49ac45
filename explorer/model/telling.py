"""The graph as some of the evidence tells it: what certain speakers say, what was known by a day, what had happened by then.

A lens says which evidence counts; standings, counts and lines follow from that, and no fact is changed. The clock of
publication and the clock of events are two questions, and an answer to one is never taken for the other.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
from pydantic import AfterValidator, BaseModel, ConfigDict

from explorer.model.chips import lens_sentence
from explorer.model.clocks import iso, published_by
from explorer.model.evidence_table import evidence_table
from explorer.model.facets import ARTICLE_VOICE, columns
from explorer.model.gathering import NONE, REJECTED
from explorer.model.memo import per_facts

if TYPE_CHECKING:
    from explorer.model.facets import Mask
    from explorer.model.facts import Evidence, Fact, Relation
    from explorer.model.gathering import Gathered, Rows
    from explorer.model.project import Project


def _as_day(text: str) -> str:
    return date.fromisoformat(text).isoformat()


Day = Annotated[str, AfterValidator(_as_day)]

_NEVER = 10**7  # after every one: what nobody knows to have been published


class Lens(BaseModel):
    """Which evidence counts. Nothing chosen: all that is accepted.

    ``tellers`` are ids of speakers, "" for the article in its own voice; ``known_by`` is the last day of publication,
    ``happened_by`` the last day of events.
    """

    model_config = ConfigDict(frozen=True)

    tellers: tuple[str, ...] = ()
    known_by: Day | None = None
    happened_by: Day | None = None

    @property
    def chooses_evidence(self) -> bool:
        """Whether some of the evidence does not count."""
        return bool(self.tellers) or self.known_by is not None


def told(project: Project, lens: Lens) -> Project:
    """Return the project as a lens shows it: the same facts, places and pins, of which other evidence counts."""
    if not lens.chooses_evidence:
        return project
    chosen = lens.model_copy(update={"happened_by": None})
    kept: tuple[Lens, Gathered, dict[object, Any]] | None = project.worked_out.get(told)
    if kept is None or kept[0] != chosen:
        kept = project.worked_out[told] = (chosen, _counting(project, counts_in(project, chosen)), {})
    return project.telling(kept[1], kept[2], chosen)


def as_told(project: Project, relation: Relation) -> Relation:
    """Return a relation with no other evidence than what counts in a project that is told."""
    lens = project.lens
    if lens is None:
        return relation
    evidence = tuple(item for item in relation.evidence if counts(project, lens, relation.id, item))
    return relation.model_copy(update={"evidence": evidence})


def counts_in(project: Project, lens: Lens) -> Mask:
    """Return which pieces of all evidence, those of facts after those of relations, a lens lets count."""
    table = evidence_table(project)
    passes = table.is_accepted.copy()
    if lens.tellers:
        wanted = [table.code(key) for key in lens.tellers if key != ARTICLE_VOICE]
        said = np.isin(table.speaker, wanted)
        passes &= said | (table.speaker == NONE) if ARTICLE_VOICE in lens.tellers else said
    if lens.known_by is not None:
        passes &= _published(project)[table.pieces.article] <= _ordinal(lens.known_by)
    return passes


def only_told(project: Project, lens: Lens) -> Project:
    """Return a project that holds no other evidence than what a lens lets count, and says so: to give away, or to draw."""
    if lens == Lens():
        return project
    file = project.to_file()
    said = " ".join([file.description.strip(), lens_sentence(project, lens)]).strip()
    return type(project)(file.model_copy(update={"description": said, **_told_facts(project, lens)}))


def _told_facts(project: Project, lens: Lens) -> dict[str, object]:
    if not lens.chooses_evidence:
        return {}
    relations = tuple(
        own.model_copy(update={"evidence": tuple(item for item in own.evidence if counts(project, lens, key, item))})
        for key, own in project.relations.items()
    )
    entities = tuple(
        own.model_copy(update={"facts": tuple(_told_fact(project, lens, fact) for fact in own.facts)})
        if own.facts
        else own
        for own in project.entities.values()
    )
    return {"relations": relations, "entities": entities}


def counts(project: Project, lens: Lens, relation: str | None, item: Evidence) -> bool:
    """Whether a lens lets one piece of evidence count; ``relation`` is what it supports, None for a fact."""
    if lens.tellers:
        speaker = item.speaker
        tie = project.relations.get(relation) if relation is not None else None
        if tie is not None and project.vocabulary.relation_kind(tie.kind).voice and speaker is None:
            speaker = tie.source
        if (speaker or ARTICLE_VOICE) not in lens.tellers:
            return False
    if lens.known_by is None:
        return True
    article = project.articles.get(item.article)
    day = published_by(article.published) if article is not None else None
    return day is not None and day <= _ordinal(lens.known_by)


def _told_fact(project: Project, lens: Lens, fact: Fact) -> Fact:
    kept = tuple(item for item in fact.evidence if counts(project, lens, None, item))
    return fact.model_copy(update={"evidence": kept})


def begun_by(project: Project, day: str) -> Mask:
    """Return which relations, as rows of ``facets.columns``, had begun by a day; what nothing dates always had."""
    return np.less_equal(columns(project).begins, _ordinal(day))


@per_facts
def publication_days(project: Project) -> tuple[str, ...]:
    """Return the days by which articles were surely published, each once, the earliest first."""
    found = {published_by(article.published) for article in project.articles.values()}
    return tuple(iso(day) for day in sorted(day for day in found if day is not None))


def undated_articles(project: Project) -> int:
    """Return how many articles do not say when they were published: they count on no day."""
    return sum(published_by(article.published) is None for article in project.articles.values())


@per_facts
def event_days(project: Project) -> tuple[str, ...]:
    """Return the days on which relations begin, as far as anything dates them, the earliest first."""
    days = np.unique(columns(project).begins)
    return tuple(iso(day) for day in days[days != NONE].tolist())


def dated_relations(project: Project) -> int:
    """Return how many relations say when they began or happened."""
    return int(np.count_nonzero(columns(project).begins != NONE))


@per_facts
def _published(project: Project) -> Rows:
    """Return the day by which each article was surely published, by the code of its id."""
    table = evidence_table(project)
    days = np.full(len(table.gathered.codes) + 1, _NEVER, dtype=np.intp)
    for key, article in project.articles.items():
        day = published_by(article.published)
        if day is not None:
            days[table.code(key)] = day
    return days


def _counting(project: Project, passes: Mask) -> Gathered:
    """Return what was gathered with the evidence that does not count put aside, as if it had been rejected."""
    table, before = evidence_table(project), project.gathered
    status = np.where(passes, table.pieces.status, np.int8(REJECTED))
    pieces = (before.relations.evidence, before.entities.evidence)
    of_relations, of_facts = (
        replace(own, status=part) for own, part in zip(pieces, np.split(status, [table.split]), strict=True)
    )
    result = replace(
        before,
        relations=replace(before.relations, evidence=of_relations),
        entities=replace(before.entities, evidence=of_facts),
    )
    for fresh, old in ((result.relations, before.relations), (result.entities, before.entities)):
        fresh.__dict__["row"] = old.row  # the same ids in the same places
    result.__dict__["entity_of_code"] = before.entity_of_code
    return result


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()
