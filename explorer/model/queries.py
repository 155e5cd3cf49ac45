"""Questions that the window asks of a graph, in the words of the screen. Nothing here changes anything.

Four rooms of their own stand behind it: ``passages``, ``speech``, ``paths`` and ``rivals``.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from explorer.model.columns import STANDINGS, degrees, distinct
from explorer.model.evidence_table import evidence_table
from explorer.model.facets import columns
from explorer.model.memo import per_facts
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
    passages_in,
    passages_of,
    section_of,
)
from explorer.model.paths import Path, by_standing, shortest_paths
from explorer.model.rivals import Rival, rival_facts, rivals
from explorer.model.sentences import counted, read_from, relation_sentence, standing_line
from explorer.model.speech import Utterance, Voice, doubts_about, doubts_by_entity, said_about, said_by, speakers
from explorer.model.standing import AGAINST, Standing, accepted
from explorer.model.telling import as_told
from explorer.model.values import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from explorer.model.facts import Evidence, Relation
    from explorer.model.filters import Visible
    from explorer.model.gathering import Rows
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
    "passages_in",
    "passages_of",
    "relation_groups",
    "resting_on",
    "rival_facts",
    "rivals",
    "said_about",
    "said_by",
    "section_of",
    "shortest_paths",
    "shown_at",
    "sides",
    "speakers",
    "tally",
    "what_ties",
    "within",
    "worth_a_path",
]


class Group(NamedTuple):
    """Relations of an entity that read the same from there: "founded by", and who.

    ``speech`` marks acts of speech, which a panel may prefer to show with what is said.
    """

    heading: str
    relations: tuple[str, ...]
    outgoing: bool
    speech: bool


class Shared(NamedTuple):
    """An entity that several of the selected ones are tied to."""

    entity: str
    touches: tuple[str, ...]


class Ties(NamedTuple):
    """What ties some entities: relations among them, and neighbours that at least two of them share."""

    relations: tuple[str, ...]
    shared: tuple[Shared, ...]


class Sides(NamedTuple):
    """How many accepted passages speak for something, and how many against it."""

    supporting: int
    against: int


class Dispute(NamedTuple):
    """Something that people disagree on, in a title and a line; ``relations`` are what to show."""

    relations: tuple[str, ...]
    standing: Standing
    title: str
    line: str


def within(project: Project, ids: Iterable[str], depth: int) -> dict[str, int]:
    """Return the entities within so many steps of some entities, with how far away each is (0 for themselves)."""
    table = columns(project)
    starts = [table.entity_row[key] for key in dict.fromkeys(ids) if key in table.entity_row]
    distance = table.distances(starts, depth)
    reached = np.flatnonzero(distance >= 0)
    reached = reached[np.argsort(distance[reached], kind="stable")]
    return dict(zip(table.entities[reached].tolist(), distance[reached].tolist(), strict=True))


def neighbours(project: Project, ids: Iterable[str], depth: int = 1) -> frozenset[str]:
    """Return the entities within so many steps of some entities, those themselves left out."""
    return frozenset(key for key, step in within(project, ids, depth).items() if step)


def ends_of(project: Project, relations: Iterable[str]) -> frozenset[str]:
    """Return the entities at the ends of relations; dangling ones, and those that there are not, have none."""
    table = columns(project)
    rows = [table.relation_row[key] for key in relations if key in table.relation_row]
    ends = distinct(np.concatenate([table.source[rows], table.target[rows]]))
    return frozenset(table.entities[ends].tolist())


def parallels(project: Project, relation: Relation) -> tuple[str, ...]:
    """Return the relations between the same two entities in either direction, this one included, in file order."""
    table = columns(project)
    one, other = table.entity_row.get(relation.source), table.entity_row.get(relation.target)
    if one is None or other is None:
        return ()
    return tuple(table.relations[table.between(one, other)].tolist())


def relation_groups(project: Project, entity_id: str) -> tuple[Group, ...]:
    """Return the relations of an entity grouped by how they read from it: outgoing, incoming, then speech."""
    table = columns(project)
    row = table.entity_row.get(entity_id)
    if row is None:
        return ()
    rows = table.relations_at(row)
    outward = table.source[rows] == row
    way = 2 * table.relation_kind[rows] + outward
    headings = {code: _heading(project, str(table.relations[rows[way == code][0]]), entity_id) for code in _used(way)}
    groups: dict[tuple[bool, bool, str], list[str]] = defaultdict(list)
    for code, key in zip(way.tolist(), table.relations[rows].tolist(), strict=True):
        groups[headings[code]].append(key)
    return tuple(
        Group(heading, tuple(own), not incoming, speech)
        for (speech, incoming, heading), own in sorted(groups.items(), key=lambda item: item[0][:2])
    )


def _used(codes: Rows) -> list[int]:
    return [int(code) for code in distinct(codes)]


def _heading(project: Project, key: str, entity_id: str) -> tuple[bool, bool, str]:
    """Return whether a relation is speech, whether it comes in, and how it reads from one end."""
    relation = project.relations[key]
    kind = project.vocabulary.relation_kind(relation.kind)
    outgoing = relation.source == entity_id or kind.symmetric
    return kind.voice is not None, not outgoing, read_from(project, relation, entity_id).heading


def what_ties(project: Project, ids: Iterable[str]) -> Ties:
    """Return the relations among some entities, and the neighbours that two or more of them share."""
    table = columns(project)
    chosen = dict.fromkeys(table.entity_row[key] for key in ids if key in table.entity_row)
    among: set[int] = set()
    touched: dict[int, dict[int, None]] = defaultdict(dict)
    for entity in chosen:
        rows = table.relations_at(entity)
        others = table.source[rows] + table.target[rows] - entity
        for row, other in zip(rows.tolist(), others.tolist(), strict=True):
            if other not in chosen:
                touched[other][entity] = None
            elif other != entity:
                among.add(row)
    names = table.entities
    shared = [
        Shared(str(names[other]), tuple(str(names[one]) for one in own))
        for other, own in touched.items()
        if len(own) > 1
    ]
    return Ties(
        tuple(table.relations[sorted(among)].tolist()), tuple(sorted(shared, key=lambda item: -len(item.touches)))
    )


def sides(evidence: Iterable[Evidence]) -> Sides:
    """Count the accepted passages for and against the relation or fact that they belong to."""
    counting = accepted(evidence)
    against = sum(1 for item in counting if item.stance in AGAINST)
    return Sides(len(counting) - against, against)


def tally(project: Project, rows: Rows | None = None) -> dict[Standing, int]:
    """Count relations by how they stand, every standing included.

    Parameters
    ----------
    project : Project
        The graph.
    rows : ndarray, optional
        Rows of relations in ``facets.columns``; all when left out.
    """
    standing = columns(project).standing
    found = np.bincount(standing if rows is None else standing[rows], minlength=len(STANDINGS)).tolist()
    return dict(zip(STANDINGS, found, strict=True))


def shown_at(project: Project, shown: Visible, entity: str) -> tuple[str, ...]:
    """Return the ids of the shown relations at an entity, both directions, in file order."""
    table = columns(project)
    row = table.entity_row.get(entity)
    if row is None:
        return ()
    rows = table.relations_at(row)
    return tuple(table.relations[rows[shown.has_relation[rows]]].tolist())


def resting_on(project: Project, shown: Visible) -> tuple[int, int]:
    """Return how many different passages, of how many articles, what is shown rests on; facts of entities included."""
    kept = project.worked_out
    last: tuple[Visible, tuple[int, int]] | None = kept.get(resting_on)
    if last is None or last[0] is not shown:
        last = kept[resting_on] = (shown, _resting_on(project, shown))
    return last[1]


def _resting_on(project: Project, shown: Visible) -> tuple[int, int]:
    table, evidence = columns(project), evidence_table(project)
    ties = np.zeros(len(table.gathered.relations.ids), dtype=bool)
    ties[table.gathered_row[shown.relation_rows]] = True
    people = np.zeros(len(table.entities), dtype=bool)
    people[shown.entity_rows] = True
    owner, split = evidence.owner, evidence.split
    counting = evidence.is_accepted & np.concatenate([ties[owner[:split]], people[owner[split:]]])
    articles = np.bincount(evidence.pieces.article[counting])
    return len(distinct(evidence.quotation[counting])), int(np.count_nonzero(articles))


def most_connected(project: Project, n: int, rows: Rows | None = None) -> tuple[tuple[str, int], ...]:
    """Return the entities with the most relations and how many each has; unlinked ones are left out.

    ``rows`` are those of the relations that count, in ``facets.columns``; all when left out.
    """
    table = columns(project)
    degree = table.degree if rows is None else degrees(len(table.entities), table.source[rows], table.target[rows])
    top = _largest(degree, n)
    return tuple((str(table.entities[row]), int(degree[row])) for row in top if degree[row])


def only_mentioned(project: Project) -> tuple[str, ...]:
    """Return the entities without any relation, in file order."""
    table = columns(project)
    return tuple(table.entities[~table.linked].tolist())


def contested(project: Project) -> tuple[str, ...]:
    """Return the relations that some support and others doubt or deny, most passages first."""
    table = columns(project)
    rows = np.flatnonzero(table.standing == STANDINGS.index(Standing.CONTESTED))
    return tuple(table.relations[rows[np.argsort(-table.passages[rows], kind="stable")]].tolist())


def in_dispute(project: Project, limit: int = 50) -> tuple[Dispute, ...]:
    """Return what people disagree on: contested relations, doubted entities, then what is denied or speculated."""
    kept = project.worked_out
    if (in_dispute, limit) not in kept:
        kept[in_dispute, limit] = tuple(islice(_disputes(project), limit))
    found: tuple[Dispute, ...] = kept[in_dispute, limit]
    return found


@per_facts
def worth_a_path(project: Project) -> tuple[str, str] | None:
    """Return two well-connected entities that are not directly tied, as a path to try; None if there is none."""
    table = columns(project)
    top = _largest(table.degree, 1)
    if not top or not table.degree[top[0]]:
        return None
    distance = table.distances(top[0])
    far = np.flatnonzero(distance > 1)
    if not len(far):
        return None
    best = far[np.lexsort((-distance[far], -table.degree[far]))[0]]
    return str(table.entities[top[0]]), str(table.entities[best])


def _largest(numbers: Rows, n: int) -> list[int]:
    """Return the places of the largest numbers, the first of equal ones first."""
    if 0 < n < len(numbers):
        least = np.partition(numbers, len(numbers) - n)[len(numbers) - n]
        rows = np.flatnonzero(numbers >= least)
    else:
        rows = np.arange(len(numbers))
    return [int(row) for row in rows[np.argsort(-numbers[rows], kind="stable")][:n]]


def _disputes(project: Project) -> Iterator[Dispute]:
    for key in contested(project):
        count = sides(as_told(project, project.relations[key]).evidence)
        line = f"{counted(count.supporting, 'passage')} for, {count.against:,} against"
        yield _dispute(project, key, line)
    for doubted, doubts in doubts_by_entity(project).items():
        people = dict.fromkeys(project.relations[key].source for key in doubts)
        if len(people) > 1:
            names = [one_line(project.entities[person].name) for person in people]
            title = f"{counted(len(people), 'voice')} doubt {one_line(project.entities[doubted].name)}"
            yield Dispute(doubts, Standing.DENIED, title, ", ".join(names))
    table = columns(project)
    for standing in (Standing.DENIED, Standing.SPECULATED):
        for row in np.flatnonzero(table.standing == STANDINGS.index(standing)).tolist():
            key = str(table.relations[row])
            yield _dispute(project, key, standing_line(project, project.relations[key]))


def _dispute(project: Project, key: str, line: str) -> Dispute:
    return Dispute((key,), project.standing(key), relation_sentence(project, project.relations[key]), line)
