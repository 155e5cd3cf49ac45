"""Other figures for the same thing: 2,000 H800 says one, 50,000 H100 says another.

What competes with a count is a count of the same sort of thing for the same source (or who made it, or what
it made), when it cannot be true of the same target at once, or when a voice stands behind it that does not
stand behind the first. The source, its makers and the people who lead it are one voice. Nothing is resolved.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from explorer.model.facets import columns
from explorer.model.facts import COUNTS, Quantity, Stance
from explorer.model.passages import OwnerKind
from explorer.model.sentences import MEASURES, Part, figure_parts
from explorer.model.standing import AGAINST, SUPPORTING, accepted
from explorer.model.stories import story_of
from explorer.model.values import conflict, value_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from explorer.model.facts import Entity, Evidence, Fact, FactValue, Relation
    from explorer.model.project import Project

MOST_COMPARED = 400
"""Of the relations of one source; who gives more figures than that is not understood by comparing them."""
_HAVING = frozenset({"uses", "possesses", "trained_on", "runs_on"})
MADE = frozenset({"developed", "unveiled", "designed", "manufactures"})
_BELONGS = frozenset({"leads", "founded", "works_for", "owns", "controls", "parent_of"})
_INSIDE = ("inside", "")

_Side = tuple[str, str]


class Rival(NamedTuple):
    """A figure that competes with another.

    Attributes
    ----------
    owner, owner_kind
        The relation or fact that holds it.
    figure : str
        The figure in words: "50,000 × H100".
    parts : tuple of Part
        The same with its entity as a link.
    speaker : Entity or None
        Who stands behind it most firmly; None for an article in its own voice.
    stance : Stance
        How firmly.
    excludes : bool
        Whether both cannot be true at once.
    """

    owner: str
    owner_kind: OwnerKind
    parts: tuple[Part, ...]
    speaker: Entity | None
    stance: Stance
    excludes: bool

    @property
    def figure(self) -> str:
        """The figure in words."""
        return "".join(part.text for part in self.parts)


def rivals(project: Project, relation: Relation) -> tuple[Rival, ...]:
    """Return the relations whose figures compete with a relation's: those that exclude it first, then the firmest.

    A figure that several relations give is there once.
    """
    inside = _insiders(project, relation.source)
    own_sides = _sides(project, relation.evidence, inside)
    found = []
    for other in _candidates(project, relation):
        excludes = _excludes(relation, other)
        if not excludes and not _another_count(project, relation, other):
            continue
        for_it = _supporting(other.evidence)
        if not excludes:
            for_it = [item for item in for_it if _side(project, item, inside) not in own_sides]
        if for_it:
            strongest = min(for_it, key=lambda item: SUPPORTING.index(item.stance))
            parts = figure_parts(project, other)
            found.append(_rival(project, other.id, OwnerKind.RELATION, parts, strongest, excludes=excludes))
    found.sort(key=lambda rival: (not rival.excludes, SUPPORTING.index(rival.stance)))
    once: dict[str, Rival] = {}
    for rival in found:
        once.setdefault(rival.figure, rival)
    return tuple(once.values())


def rival_facts(project: Project, entity_id: str, fact: Fact) -> tuple[Rival, ...]:
    """Return the entity's other facts of the same property whose values cannot be true at once with this one."""
    entity = project.entities[entity_id]
    found = []
    for other in entity.facts:
        for_it = _supporting(other.evidence)
        if other.id != fact.id and other.property == fact.property and for_it and conflict(fact.value, other.value):
            strongest = min(for_it, key=lambda item: SUPPORTING.index(item.stance))
            parts = (Part(value_text(other.value)),)
            found.append(_rival(project, other.id, OwnerKind.FACT, parts, strongest, excludes=True))
    return tuple(found)


def _candidates(project: Project, relation: Relation) -> Iterator[Relation]:
    """Yield the other relations of the source, of who made it, and of what it made, as far as they say how much."""
    table = columns(project)
    for source in dict.fromkeys(
        [relation.source, *_makers(project, relation.source), *_made(project, relation.source)]
    ):
        row = table.entity_row.get(source)
        if row is None:
            continue
        rows = table.relations_at(row)
        rows = rows[(table.source[rows] == row) & table.qualified[rows]]
        for key in table.relations[rows[:MOST_COMPARED]].tolist():
            if key != relation.id:
                yield project.relations[key]


def _another_count(project: Project, relation: Relation, other: Relation) -> bool:
    if _count(relation) is None or _count(other) is None or relation.target == other.target:
        return False
    same_sort = relation.kind == other.kind or {relation.kind, other.kind} <= _HAVING
    return same_sort and _kind(project, relation.target) == _kind(project, other.target)


def _excludes(relation: Relation, other: Relation) -> bool:
    if (relation.source, relation.target, relation.kind) != (other.source, other.target, other.kind):
        return False
    pairs = [(_count(relation), _count(other))]
    pairs += [(relation.qualifiers.get(name), other.qualifiers.get(name)) for name in MEASURES]
    return any(one is not None and two is not None and conflict(one, two) for one, two in pairs)


def _insiders(project: Project, source: str) -> frozenset[str]:
    core = {source, *_makers(project, source)}
    return frozenset(core.union(*(_others(project, entity, _BELONGS, into=True) for entity in core)))


def _makers(project: Project, entity: str) -> list[str]:
    return _others(project, entity, MADE, into=True)


def _made(project: Project, entity: str) -> list[str]:
    return _others(project, entity, MADE, into=False)


def _others(project: Project, entity: str, kinds: frozenset[str], *, into: bool) -> list[str]:
    """Return who stands at the other end of the relations of some kinds that point to an entity, or away from it."""
    table = columns(project)
    row = table.entity_row.get(entity)
    if row is None:
        return []
    here, there = (table.target, table.source) if into else (table.source, table.target)
    rows = table.relations_at(row)
    codes = [code for code, kind in enumerate(table.relation_kinds) if kind in kinds]
    rows = rows[(here[rows] == row) & np.isin(table.relation_kind[rows], codes)]
    return list(table.entities[there[rows]].tolist())


def _supporting(evidence: Iterable[Evidence]) -> list[Evidence]:
    return [item for item in accepted(evidence) if item.stance not in AGAINST]


def _sides(project: Project, evidence: Iterable[Evidence], inside: frozenset[str]) -> set[_Side]:
    return {_side(project, item, inside) for item in _supporting(evidence)}


def _side(project: Project, item: Evidence, inside: frozenset[str]) -> _Side:
    if item.speaker is None:
        return "article", story_of(project, item.article)
    return _INSIDE if item.speaker in inside else ("speaker", item.speaker)


def _count(relation: Relation) -> FactValue | None:
    values = (relation.qualifiers.get(name) for name in COUNTS)
    return next((value for value in values if isinstance(value, Quantity)), None)


def _kind(project: Project, entity: str) -> str | None:
    found = project.entities.get(entity)
    return found.kind if found is not None else None


def _rival(
    project: Project, owner: str, owner_kind: OwnerKind, parts: tuple[Part, ...], item: Evidence, *, excludes: bool
) -> Rival:
    speaker = project.entities.get(item.speaker) if item.speaker is not None else None
    return Rival(owner, owner_kind, parts, speaker, item.stance, excludes)
