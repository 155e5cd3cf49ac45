"""Suggestions in a graph: put there as evidence that does not count yet, accepted or rejected by a person, never offered twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from explorer.model.changes import Batch, Put
from explorer.model.errors import BadChange
from explorer.model.evidence_table import evidence_table
from explorer.model.facts import Relation, Status
from explorer.model.gathering import SUGGESTED
from explorer.model.memo import per_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from explorer.model.changes import Change
    from explorer.model.facts import Evidence, FactValue
    from explorer.model.project import Project


@dataclass(frozen=True)
class Suggestion:
    """A relation that an article seems to speak of, with the words that it would rest on."""

    source: str
    kind: str
    target: str
    evidence: Evidence
    qualifiers: Mapping[str, FactValue] = field(default_factory=dict)


class Waiting(NamedTuple):
    """A piece of evidence that nobody has decided on."""

    relation: Relation
    evidence: Evidence


@per_facts
def waiting(project: Project) -> tuple[Waiting, ...]:
    """Return what is to be reviewed: article by article in the order of the file, each from its top to its end."""
    order = {key: at for at, key in enumerate(project.articles)}
    table = evidence_table(project)
    rows = np.flatnonzero(table.pieces.status == SUGGESTED).tolist()
    found = [
        Waiting(relation, item)
        for owner, entity, item in table.read(project, rows)
        if entity is None and not project.is_dangling(relation := project.relations[owner])
    ]
    found.sort(key=lambda own: (order.get(own.evidence.article, len(order)), own.evidence.quote.start or 0))
    return tuple(found)


def decided_on(project: Project, suggestion: Suggestion) -> Status | None:
    """Return what became of the same relation by overlapping words of the same article; None if it is new."""
    quote = suggestion.evidence.quote
    for relation in _like(project, suggestion):
        for item in relation.evidence:
            if item.article != suggestion.evidence.article:
                continue
            there = item.quote
            apart = there.start is None or there.end is None or quote.start is None or quote.end is None
            if apart and there.exact == quote.exact:
                return item.status
            if not apart and (there.start or 0) < (quote.end or 0) and (quote.start or 0) < (there.end or 0):
                return item.status
    return None


def suggested(project: Project, suggestions: Iterable[Suggestion]) -> Change:
    """Return the change that puts suggestions into the graph: under a relation that fits, or as a new one."""
    now: dict[str, Relation] = {}
    by_ends: dict[tuple[str, str, str], str] = {}
    for own in suggestions:
        ends = (own.source, own.kind, own.target)
        if ends not in by_ends:
            fitting = _like(project, own)
            by_ends[ends] = fitting[0].id if fitting else _free_id(project, now, "-".join(ends))
        key = by_ends[ends]
        relation = now.get(key) or project.relations.get(key) or _made(key, own)
        taken = {item.id for item in relation.evidence}
        number = len(taken) + 1
        while f"{key}-{number}" in taken:
            number += 1
        item = own.evidence.model_copy(update={"id": f"{key}-{number}"})
        now[key] = relation.model_copy(update={"evidence": (*relation.evidence, item)})
    return Batch(tuple(Put(relation) for relation in now.values()))


def accept(project: Project, own: Waiting) -> Change:
    """Return the change that makes a suggestion count."""
    relation, item = undecided(project, own)
    return Put(_with(relation, item.model_copy(update={"status": Status.ACCEPTED})))


def reject(project: Project, own: Waiting, reason: str) -> Change:
    """Return the change that keeps a suggestion as rejected, with the reason: it is not offered again."""
    relation, item = undecided(project, own)
    rejected = item.model_copy(update={"status": Status.REJECTED, "note": reason.strip() or None})
    return Put(_with(relation, rejected))


def undecided(project: Project, own: Waiting) -> tuple[Relation, Evidence]:
    """Return a suggestion as it is in the graph now.

    Raises
    ------
    BadChange
        Somebody has decided on it, or it is gone.
    """
    relation = project.relations.get(own.relation.id)
    item = next((item for item in relation.evidence if item.id == own.evidence.id), None) if relation else None
    if relation is None or item is None or item.status is not Status.SUGGESTED:
        raise BadChange("This suggestion has been decided on, or is gone.")
    return relation, item


def _with(relation: Relation, item: Evidence) -> Relation:
    evidence = tuple(item if other.id == item.id else other for other in relation.evidence)
    return relation.model_copy(update={"evidence": evidence})


def _like(project: Project, own: Suggestion) -> list[Relation]:
    kind = project.vocabulary.relation_kind(own.kind)
    ends = {(own.source, own.target)} | ({(own.target, own.source)} if kind.symmetric else set())
    relations = (project.relations[key] for key in project.relations_of(own.source))
    return [other for other in relations if other.kind == own.kind and (other.source, other.target) in ends]


def _made(key: str, own: Suggestion) -> Relation:
    told = {"qualifiers": dict(own.qualifiers)} if own.qualifiers else {}
    return Relation(id=key, source=own.source, target=own.target, kind=own.kind, **told)


def _free_id(project: Project, now: Mapping[str, Relation], wanted: str) -> str:
    wanted = wanted[:180]
    key, number = wanted, 1
    while key in project.relations or key in now or key in project.entities:
        number += 1
        key = f"{wanted}-{number}"
    return key
