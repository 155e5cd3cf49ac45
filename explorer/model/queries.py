"""Questions that the window asks of a graph, in the words of the screen. Nothing here changes anything.

Four rooms of their own stand behind it: ``passages``, ``speech``, ``paths`` and ``rivals``.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from explorer.model.passages import (
    Excerpt,
    OwnerKind,
    Passage,
    best_passage,
    evidence_for,
    excerpts_of,
    facts_at,
    facts_evidence,
    passages_at,
    passages_of,
    section_of,
)
from explorer.model.paths import Path, by_standing, shortest_paths
from explorer.model.rivals import Rival, rival_facts, rivals
from explorer.model.sentences import counted, read_from, relation_sentence, standing_line
from explorer.model.speech import Utterance, Voice, doubts_about, said_about, said_by, speakers
from explorer.model.standing import AGAINST, Standing, accepted
from explorer.model.values import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from explorer.model.facts import Evidence, Relation
    from explorer.model.project import Project

__all__ = [
    "Dispute",
    "Excerpt",
    "Group",
    "OwnerKind",
    "Passage",
    "Path",
    "Rival",
    "Shared",
    "Sides",
    "Ties",
    "Utterance",
    "Voice",
    "best_passage",
    "by_standing",
    "contested",
    "doubts_about",
    "evidence_for",
    "excerpts_of",
    "facts_at",
    "facts_evidence",
    "in_dispute",
    "most_connected",
    "neighbours",
    "only_mentioned",
    "parallels",
    "passages_at",
    "passages_of",
    "relation_groups",
    "rival_facts",
    "rivals",
    "said_about",
    "said_by",
    "section_of",
    "shortest_paths",
    "sides",
    "speakers",
    "tally",
    "what_ties",
    "within",
    "worth_a_path",
]


@dataclass(frozen=True)
class Group:
    """Relations of an entity that read the same from there: "founded by", and who.

    ``speech`` marks acts of speech, which a panel may prefer to show with what is said.
    """

    heading: str
    relations: tuple[str, ...]
    outgoing: bool
    speech: bool


@dataclass(frozen=True)
class Shared:
    """An entity that several of the selected ones are tied to."""

    entity: str
    touches: tuple[str, ...]


@dataclass(frozen=True)
class Ties:
    """What ties some entities: relations among them, and neighbours that at least two of them share."""

    relations: tuple[str, ...]
    shared: tuple[Shared, ...]


@dataclass(frozen=True)
class Sides:
    """How many accepted passages speak for something, and how many against it."""

    supporting: int
    against: int


@dataclass(frozen=True)
class Dispute:
    """Something that people disagree on, in a title and a line; ``relations`` are what to show."""

    relations: tuple[str, ...]
    standing: Standing
    title: str
    line: str


def within(project: Project, ids: Iterable[str], depth: int) -> dict[str, int]:
    """Return the entities within so many steps of some entities, with how far away each is (0 for themselves)."""
    reached = {key: 0 for key in ids if key in project.entities}
    front = list(reached)
    for step in range(1, depth + 1):
        beyond = []
        for entity in front:
            for key in project.relations_of(entity):
                relation = project.relations[key]
                other = relation.target if relation.source == entity else relation.source
                if other not in reached:
                    reached[other] = step
                    beyond.append(other)
        front = beyond
    return reached


def neighbours(project: Project, ids: Iterable[str], depth: int = 1) -> frozenset[str]:
    """Return the entities within so many steps of some entities, those themselves left out."""
    return frozenset(key for key, step in within(project, ids, depth).items() if step)


def ends_of(project: Project, relations: Iterable[str]) -> frozenset[str]:
    """Return the entities at the ends of relations; relations that there are not have none."""
    known = (project.relations[key] for key in relations if key in project.relations)
    return frozenset(end for relation in known for end in (relation.source, relation.target))


def parallels(project: Project, relation: Relation) -> tuple[str, ...]:
    """Return the relations between the same two entities in either direction, this one included, in file order."""
    ends = {relation.source, relation.target}
    return tuple(
        key
        for key in project.relations_of(relation.source)
        if {project.relations[key].source, project.relations[key].target} == ends
    )


def relation_groups(project: Project, entity_id: str) -> tuple[Group, ...]:
    """Return the relations of an entity grouped by how they read from it: outgoing, incoming, then speech."""
    groups: dict[tuple[bool, bool, str], list[str]] = defaultdict(list)
    for key in project.relations_of(entity_id):
        relation = project.relations[key]
        kind = project.vocabulary.relation_kind(relation.kind)
        outgoing = relation.source == entity_id or kind.symmetric
        heading = read_from(project, relation, entity_id).heading
        groups[kind.voice is not None, not outgoing, heading].append(key)
    return tuple(
        Group(heading, tuple(own), not incoming, speech)
        for (speech, incoming, heading), own in sorted(groups.items(), key=lambda item: item[0][:2])
    )


def what_ties(project: Project, ids: Iterable[str]) -> Ties:
    """Return the relations among some entities, and the neighbours that two or more of them share."""
    chosen = dict.fromkeys(key for key in ids if key in project.entities)
    among: dict[str, None] = {}
    touched: dict[str, dict[str, None]] = defaultdict(dict)
    for entity in chosen:
        for key in project.relations_of(entity):
            relation = project.relations[key]
            other = relation.target if relation.source == entity else relation.source
            if other not in chosen:
                touched[other][entity] = None
            elif other != entity:
                among[key] = None
    shared = [Shared(other, tuple(own)) for other, own in touched.items() if len(own) > 1]
    order = [key for key in project.relations if key in among] if among else []
    return Ties(tuple(order), tuple(sorted(shared, key=lambda item: -len(item.touches))))


def sides(evidence: Iterable[Evidence]) -> Sides:
    """Count the accepted passages for and against the relation or fact that they belong to."""
    counting = accepted(evidence)
    against = sum(1 for item in counting if item.stance in AGAINST)
    return Sides(len(counting) - against, against)


def tally(project: Project, relations: Iterable[str] | None = None) -> dict[Standing, int]:
    """Count relations by how they stand, every standing included; all relations when none are given."""
    chosen = _tied(project) if relations is None else relations
    found = Counter(project.standing(key) for key in chosen)
    return {standing: found[standing] for standing in Standing}


def most_connected(project: Project, n: int) -> tuple[tuple[str, int], ...]:
    """Return the entities with the most relations and how many each has; unlinked ones are left out."""
    degrees = [(entity, len(project.relations_of(entity))) for entity in project.entities]
    ranked = sorted((pair for pair in degrees if pair[1]), key=lambda pair: -pair[1])
    return tuple(ranked[:n])


def only_mentioned(project: Project) -> tuple[str, ...]:
    """Return the entities without any relation, in file order."""
    return tuple(entity for entity in project.entities if not project.relations_of(entity))


def contested(project: Project) -> tuple[str, ...]:
    """Return the relations that some support and others doubt or deny, most passages first."""
    found = [key for key in _tied(project) if project.standing(key) is Standing.CONTESTED]
    return tuple(sorted(found, key=lambda key: -len(accepted(project.relations[key].evidence))))


def in_dispute(project: Project, limit: int = 50) -> tuple[Dispute, ...]:
    """Return what people disagree on: contested relations, doubted entities, then what is denied or speculated."""
    return tuple(islice(_disputes(project), limit))


def worth_a_path(project: Project) -> tuple[str, str] | None:
    """Return two well-connected entities that are not directly tied, as a path to try; None if there is none."""
    top = most_connected(project, 1)
    if not top:
        return None
    start = top[0][0]
    distance = within(project, [start], len(project.entities))
    far = [entity for entity, steps in distance.items() if steps > 1]
    if not far:
        return None
    return start, max(far, key=lambda entity: (len(project.relations_of(entity)), distance[entity]))


def _disputes(project: Project) -> Iterator[Dispute]:
    for key in contested(project):
        count = sides(project.relations[key].evidence)
        line = f"{counted(count.supporting, 'passage')} for, {count.against:,} against"
        yield _dispute(project, key, line)
    for entity in project.entities.values():
        doubts = doubts_about(project, entity.id)
        people = dict.fromkeys(project.relations[key].source for key in doubts)
        if len(people) > 1:
            names = [one_line(project.entities[person].name) for person in people]
            title = f"{counted(len(people), 'voice')} doubt {one_line(entity.name)}"
            yield Dispute(doubts, Standing.DENIED, title, ", ".join(names))
    for standing in (Standing.DENIED, Standing.SPECULATED):
        for key in _tied(project):
            if project.standing(key) is standing:
                yield _dispute(project, key, standing_line(project, project.relations[key]))


def _dispute(project: Project, key: str, line: str) -> Dispute:
    return Dispute((key,), project.standing(key), relation_sentence(project, project.relations[key]), line)


def _tied(project: Project) -> list[str]:
    return [relation.id for relation in project.relations.values() if not project.is_dangling(relation)]
