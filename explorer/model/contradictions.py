"""Where the evidence contradicts itself: each with its two sides. Listed, never resolved.

Support and denial of one thing; a relation that only one entity can have at a time, claimed for two; two figures or
dates for one property that are too far apart to be the same; and, last, figures that compete though both may be right.
Rejected and suggested evidence is not asked.
"""

from __future__ import annotations

from collections import defaultdict
from enum import StrEnum
from itertools import combinations, islice
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from explorer.model.clocks import MOMENTS, Span, happened
from explorer.model.columns import STANDINGS
from explorer.model.facets import columns
from explorer.model.facts import COUNTS, Date, Quantity
from explorer.model.memo import per_facts
from explorer.model.passages import OwnerKind
from explorer.model.rivals import MADE, rivals
from explorer.model.sentences import MEASURES, figure_parts, relation_sentence
from explorer.model.standing import AGAINST, Standing, accepted
from explorer.model.values import conflict, one_line, value_text
from explorer.model.words import counted, entity_part

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Iterator

    from explorer.model.facets import Columns
    from explorer.model.facts import Entity, Evidence, Fact, FactValue, Relation
    from explorer.model.gathering import Rows
    from explorer.model.project import Project

ONE_SOURCE = frozenset({"developed", "designed", "parent_of", "leads", "issued"})
"""Functional kinds of the built-in vocabulary of which a target has one source at a time."""
SEVERAL_SOURCES = frozenset({"founded"})
"""A functional kind that several share without contradicting each other."""

MOST_PER_GROUP = 20
MOST_RIVALS = 100
_FEW = 40  # of a group; who gives a hundred figures for one thing is not understood by pairs
_EVERYWHERE = Span(None, None)


class Sort(StrEnum):
    """What two sides disagree about."""

    STANCE = "stance"
    EXCLUSIVE = "exclusive"
    FIGURE = "figure"
    DATE = "date"
    RIVAL = "rival"


class Side(NamedTuple):
    """One of two sides.

    Attributes
    ----------
    owner, owner_kind
        The relation or fact that the evidence is for.
    entity : str or None
        The entity that a fact belongs to; None for a relation.
    says : str
        What this side says, in a few words.
    evidence : tuple of Evidence
        What it rests on, in the order of the file; at least one piece.
    """

    owner: str
    owner_kind: OwnerKind
    entity: str | None
    says: str
    evidence: tuple[Evidence, ...]


class Contradiction(NamedTuple):
    """Two sides that cannot both be right, in a title, and why they cannot."""

    sort: Sort
    title: str
    why: str
    one: Side
    other: Side

    @property
    def relations(self) -> tuple[str, ...]:
        """The relations that it is about, each once."""
        own = (side.owner for side in (self.one, self.other) if side.owner_kind is OwnerKind.RELATION)
        return tuple(dict.fromkeys(own))


@per_facts
def contradictions(project: Project) -> tuple[Contradiction, ...]:
    """Return everything that contradicts itself: what is denied first, then who, how much and when, then rivals."""
    return (
        *_contested_relations(project),
        *_exclusive(project),
        *_figures(project),
        *_facts(project),
        *islice(_rivals(project), MOST_RIVALS),
    )


def _contested_relations(project: Project) -> Iterator[Contradiction]:
    table = columns(project)
    for key in table.relations[table.standing == STANDINGS.index(Standing.CONTESTED)].tolist():
        relation = project.relations[key]
        yield from _taken_apart(relation_sentence(project, relation), key, None, relation.evidence)


def _taken_apart(title: str, owner: str, entity: str | None, evidence: Iterable[Evidence]) -> Iterator[Contradiction]:
    counting = accepted(evidence)
    for_it = tuple(item for item in counting if item.stance not in AGAINST)
    against = tuple(item for item in counting if item.stance in AGAINST)
    if for_it and against:
        kind = OwnerKind.RELATION if entity is None else OwnerKind.FACT
        one, other = (
            Side(owner, kind, entity, says, own) for says, own in (("For it", for_it), ("Against it", against))
        )
        why = f"{counted(len(for_it), 'passage')} for it, {len(against):,} against."
        yield Contradiction(Sort.STANCE, title, why, one, other)


# -- who ------------------------------------------------------------------------------------------


def _exclusive(project: Project) -> Iterator[Contradiction]:
    table = columns(project)
    for code, kind in enumerate(table.relation_kinds):
        known = project.vocabulary.relation_kind(kind)
        if not known.functional or kind in SEVERAL_SOURCES:
            continue
        by_target = kind in ONE_SOURCE
        shared, apart = (table.target, table.source) if by_target else (table.source, table.target)
        rows = _supported(table, np.flatnonzero(table.relation_kind == code))
        for group in _groups(rows, [shared]):
            if len(set(apart[group].tolist())) < 2:
                continue
            relations = [project.relations[key] for key in table.relations[group[:_FEW]].tolist()]
            pairs = (pair for pair in combinations(relations, 2) if _exclude(project, *pair, by_target=by_target))
            for one, other in islice(pairs, MOST_PER_GROUP):
                yield _two_at_once(project, one, other, by_target=by_target)


def _exclude(project: Project, one: Relation, other: Relation, *, by_target: bool) -> bool:
    ends = (one.source, other.source) if by_target else (one.target, other.target)
    if ends[0] == ends[1] or (one.kind == "located_in" and not _beside(project, *ends)):
        return False
    if _plain(one.qualifiers.get("role")) != _plain(other.qualifiers.get("role")):
        return False
    if {_words(item) for item in _for(one.evidence)} & {_words(item) for item in _for(other.evidence)}:
        return False  # one sentence that names both says that they share it
    return (happened(one.qualifiers) or _EVERYWHERE).overlaps(happened(other.qualifiers) or _EVERYWHERE)


def _beside(project: Project, one: str, other: str) -> bool:
    """Whether two places are of one sort, and neither is known to lie in the other: a city is in a country."""
    here, there = (project.entities[key] for key in (one, other))
    inside = {
        (tie.source, tie.target) for tie in map(project.relations.get, project.relations_of(one)) if tie is not None
    }
    return (here.kind, here.subtype) == (there.kind, there.subtype) and not {(one, other), (other, one)} & inside


def _two_at_once(project: Project, one: Relation, other: Relation, *, by_target: bool) -> Contradiction:
    kind = project.vocabulary.relation_kind(one.kind)
    shared = one.target if by_target else one.source
    words = (kind.inverse or kind.label) if by_target else kind.label
    why = "Only one of the two can be right"
    if kind.temporal:
        undated = happened(one.qualifiers) is None or happened(other.qualifiers) is None
        why += " at a time; no dates tell them apart" if undated else " at a time"
    sides = [_side(tie, entity_part(project, tie.source if by_target else tie.target).text) for tie in (one, other)]
    title = f"{entity_part(project, shared).text}: {one_line(words)}"
    return Contradiction(Sort.EXCLUSIVE, title, f"{why}.", *sides)


# -- how much and when ----------------------------------------------------------------------------


def _figures(project: Project) -> Iterator[Contradiction]:
    table = columns(project)
    rows = _supported(table, np.flatnonzero(table.qualified))
    for group in _groups(rows, [table.source, table.target, table.relation_kind]):
        relations = [project.relations[key] for key in table.relations[group[:_FEW]].tolist()]
        found = (
            _apart(project, *pair, name) for pair in combinations(relations, 2) for name in _compared(project, pair[0])
        )
        yield from islice((one for one in found if one is not None), MOST_PER_GROUP)


def _compared(project: Project, relation: Relation) -> tuple[str, ...]:
    kind = project.vocabulary.relation_kind(relation.kind)
    dates = MOMENTS if kind.functional and not kind.temporal else ()  # what happens once has one date
    return (*COUNTS, *MEASURES, *dates)


def _apart(project: Project, one: Relation, other: Relation, name: str) -> Contradiction | None:
    here, there = one.qualifiers.get(name), other.qualifiers.get(name)
    if here is None or there is None or not conflict(here, there):
        return None
    label = one_line(project.vocabulary.relation_kind(one.kind).label)
    ends = (entity_part(project, end).text for end in (one.source, one.target))
    title = f" {label} ".join(ends)
    return _disagreement(title, _side(one, value_text(here)), _side(other, value_text(there)), here)


def _facts(project: Project) -> Iterator[Contradiction]:
    people = project.gathered.entities
    for key in people.ids[people.evidence.count >= 2].tolist():
        entity = project.entities[key]
        groups: dict[str, list[Fact]] = defaultdict(list)
        for fact in entity.facts:
            title = f"{one_line(entity.name)}: {_label(fact.property)} {value_text(fact.value)}"
            yield from _taken_apart(title, fact.id, key, fact.evidence)
            if _for(fact.evidence):
                groups[fact.property].append(fact)
        for name, own in groups.items():
            pairs = (pair for pair in combinations(own[:_FEW], 2) if conflict(pair[0].value, pair[1].value))
            for one, other in islice(pairs, MOST_PER_GROUP):
                title = f"{one_line(entity.name)}: {_label(name)}"
                yield _disagreement(title, _fact_side(entity, one), _fact_side(entity, other), one.value)


def _rivals(project: Project) -> Iterator[Contradiction]:
    """Yield counts of the same sort of thing that different voices stand behind, each pair once."""
    table = columns(project)
    known: set[frozenset[str]] = set()
    for key in table.relations[_comparable(table, _supported(table, np.flatnonzero(table.counted)))].tolist():
        relation = project.relations[key]
        for rival in rivals(project, relation):
            pair = frozenset({key, rival.owner})
            if not rival.excludes and pair not in known:
                known.add(pair)
                other = project.relations[rival.owner]
                says = "".join(part.text for part in figure_parts(project, relation))
                title = relation_sentence(project, relation)
                why = "Another figure for the same sort of thing, from another voice; both may be right."
                yield Contradiction(Sort.RIVAL, title, why, _side(relation, says), _side(other, rival.figure))


def _comparable(table: Columns, rows: Rows) -> Rows:
    """Return the relations with a count whose source gives several, or has made something, or was made; a few of each."""
    made = np.isin(table.relation_kind, [code for code, kind in enumerate(table.relation_kinds) if kind in MADE])
    akin = np.zeros(len(table.entities), dtype=bool)
    akin[table.source[made]] = akin[table.target[made]] = True
    order = np.argsort(table.source[rows], kind="stable")
    source, first, number = np.unique(table.source[rows][order], return_index=True, return_counts=True)
    place = np.arange(len(rows)) - np.repeat(first, number)
    chosen = order[(place < _FEW) & np.repeat((number > 1) | akin[source], number)]
    return rows[np.sort(chosen)]


def _disagreement(title: str, one: Side, other: Side, value: FactValue) -> Contradiction:
    if isinstance(value, Date):
        return Contradiction(Sort.DATE, title, "The two dates exclude each other.", one, other)
    why = "The two figures are too far apart to be the same, as exactly as they are given."
    return Contradiction(Sort.FIGURE, title, why, one, other)


# -- parts ----------------------------------------------------------------------------------------


def _supported(table: Columns, rows: Rows) -> Rows:
    """Return the rows of relations that some accepted passage supports."""
    unsupported = [
        STANDINGS.index(standing) for standing in (Standing.DENIED, Standing.UNSUPPORTED, Standing.SUGGESTED)
    ]
    return rows[~np.isin(table.standing[rows], unsupported)]


def _groups(rows: Rows, keys: list[Rows]) -> Iterator[Rows]:
    """Yield the rows that agree in all keys, two of them at least, in the order of the file."""
    if len(rows) < 2:
        return
    number = np.zeros(len(rows), dtype=np.intp)
    for key in keys:
        number = np.unique(number * (int(key.max()) + 1) + key[rows], return_inverse=True)[1]
    order = np.argsort(number, kind="stable")
    ends = np.flatnonzero(np.diff(number[order])) + 1
    several = (group for group in np.split(rows[order], ends) if len(group) > 1)
    yield from sorted(several, key=lambda group: int(group[0]))


def _label(name: str) -> str:
    return one_line(name.replace("_", " "))


def _side(relation: Relation, says: str) -> Side:
    return Side(relation.id, OwnerKind.RELATION, None, says, tuple(_for(relation.evidence)))


def _fact_side(entity: Entity, fact: Fact) -> Side:
    return Side(fact.id, OwnerKind.FACT, entity.id, value_text(fact.value), tuple(_for(fact.evidence)))


def _for(evidence: Iterable[Evidence]) -> list[Evidence]:
    return [item for item in accepted(evidence) if item.stance not in AGAINST]


def _words(item: Evidence) -> Hashable:
    return item.article, item.quote.start, item.quote.exact


def _plain(role: FactValue | None) -> str:
    return "" if role is None or isinstance(role, Quantity) else value_text(role).casefold()
