"""Every edit as a value: ``apply`` carries it out and returns its inverse and what it touched.

A change that does not fit raises ``BadChange`` and leaves the project as it was.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np

from explorer.model.errors import BadChange
from explorer.model.facets import columns
from explorer.model.facts import Article, Entity, LayoutUsed, Relation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from explorer.model.facts import Decision, EntityKind, Kinds, RelationKind
    from explorer.model.positions import Point, Positions
    from explorer.model.project import Project, Stored


class Delta(NamedTuple):
    """What a change touched, by id. ``removed`` holds ids of any sort that no longer exist."""

    articles: frozenset[str] = frozenset()
    entities: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()
    placed: frozenset[str] = frozenset()
    removed: frozenset[str] = frozenset()

    def __or__(self, other: Delta) -> Delta:
        """Return what both touched."""
        return Delta(
            self.articles | other.articles,
            self.entities | other.entities,
            self.relations | other.relations,
            self.placed | other.placed,
            self.removed | other.removed,
        )

    @property
    def facts(self) -> bool:
        """Whether anything but places changed."""
        return bool(self.articles or self.entities or self.relations)


class Change(Protocol):
    """An edit."""

    def apply(self, project: Project) -> tuple[Change, Delta]:
        """Carry the edit out; return its inverse and what it touched."""


class Put(NamedTuple):
    """Add a fact, or replace the one with the same id. ``at`` is its place in the file's list."""

    value: Stored
    at: int | None = None

    def apply(self, project: Project) -> tuple[Change, Delta]:
        """See ``Change``."""
        table = project._table(type(self.value))
        before: Stored | None = table.get(self.value.id)
        project._put(self.value, self.at)
        # Relations may have waited for this entity; they must not keep it from being taken back.
        added: Change = Remove(type(self.value), self.value.id, even_if_tied=True)
        inverse = Put(before) if before is not None else added
        return inverse, _touched(type(self.value), self.value.id)


class Remove(NamedTuple):
    """Take a fact away.

    An entity must have no relations left: put both in a ``Batch``. ``even_if_tied`` leaves relations
    dangling, as they were before the entity was added.
    """

    kind: type[Stored]
    key: str
    even_if_tied: bool = False

    def apply(self, project: Project) -> tuple[Change, Delta]:
        """See ``Change``."""
        table = project._table(self.kind)
        if self.key not in table:
            raise BadChange(f"There is no {self.kind.__name__.lower()} '{self.key}' to remove.")
        if self.kind is Entity and not self.even_if_tied and project.relations_of(self.key):
            raise BadChange(f"Entity '{self.key}' still has relations. Remove those first.")
        at = list(table).index(self.key)
        value: Stored = table[self.key]
        project._remove(self.kind, self.key)
        return Put(value, at), _touched(self.kind, self.key, removed=True)


class Move(NamedTuple):
    """Put entities at places; None takes a place away."""

    places: Mapping[str, Point | None]

    def apply(self, project: Project) -> tuple[Change, Delta]:
        """See ``Change``."""
        for key, place in self.places.items():
            if place is not None and not (math.isfinite(place[0]) and math.isfinite(place[1])):
                raise BadChange(f"Entity '{key}' cannot be put at {place}: a place needs two finite numbers.")
        before = {key: project.positions.get(key) for key in self.places}
        project._place(project.positions.moved(self.places), project.pinned, project.layout_used)
        return Move(before), Delta(placed=frozenset(self.places))


class Rearrange(NamedTuple):
    """Put everybody where these positions have them; who is not among them has no place."""

    positions: Positions

    def apply(self, project: Project) -> tuple[Change, Delta]:
        """See ``Change``."""
        if not np.isfinite(self.positions.xy).all():
            raise BadChange("Entities cannot be put at places that are not finite numbers.")
        before = project.positions
        project._place(self.positions, project.pinned, project.layout_used)
        return Rearrange(before), Delta(placed=frozenset(before.ids) | frozenset(self.positions.ids))


class UseLayout(NamedTuple):
    """Note which layout made the positions."""

    layout: LayoutUsed | None

    def apply(self, project: Project) -> tuple[Change, Delta]:
        """See ``Change``."""
        before = project.layout_used
        project._place(project.positions, project.pinned, self.layout)
        return UseLayout(before), Delta()


class Pin(NamedTuple):
    """Set which entities are pinned: these become so, those no longer are."""

    pinned: frozenset[str] = frozenset()
    unpinned: frozenset[str] = frozenset()

    def apply(self, project: Project) -> tuple[Change, Delta]:
        """See ``Change``."""
        now = (project.pinned | self.pinned) - self.unpinned
        inverse = Pin(project.pinned - now, now - project.pinned)
        project._place(project.positions, now, project.layout_used)
        return inverse, Delta(placed=self.pinned | self.unpinned)


class UseKinds(NamedTuple):
    """Set the kinds that the document adds to the built-in ones. Touches whatever is of a kind that is now another."""

    kinds: Kinds

    def apply(self, project: Project) -> tuple[Change, Delta]:
        """See ``Change``."""
        before = project.kinds
        project._use_kinds(self.kinds)
        table = columns(project)
        others = _different(before.entity, self.kinds.entity)
        entities = frozenset(table.entities[np.isin(table.entity_kind, _codes(table.entity_kinds, others))].tolist())
        others = _different(before.relation, self.kinds.relation)
        relations = frozenset(
            table.relations[np.isin(table.relation_kind, _codes(table.relation_kinds, others))].tolist()
        )
        return UseKinds(before), Delta(entities=entities, relations=relations)


class Note(NamedTuple):
    """Add a decision to the journal. ``at`` is its place there; last if not given."""

    decision: Decision
    at: int | None = None

    def apply(self, project: Project) -> tuple[Change, Delta]:
        """See ``Change``."""
        journal = project.journal
        at = len(journal) if self.at is None else self.at
        project._note((*journal[:at], self.decision, *journal[at:]))
        return Strike(self.decision.id), Delta()


class Strike(NamedTuple):
    """Take a decision out of the journal: what it was about has been taken back."""

    key: str

    def apply(self, project: Project) -> tuple[Change, Delta]:
        """See ``Change``."""
        journal = project.journal
        at = next((at for at in reversed(range(len(journal))) if journal[at].id == self.key), None)
        if at is None:
            raise BadChange(f"There is no decision '{self.key}' in the journal.")
        project._note((*journal[:at], *journal[at + 1 :]))
        return Note(journal[at], at if at < len(journal) - 1 else None), Delta()


class Batch(NamedTuple):
    """Several changes as one: all of them, or none."""

    changes: tuple[Change, ...] = ()

    def apply(self, project: Project) -> tuple[Change, Delta]:
        """See ``Change``."""
        inverses: list[Change] = []
        delta = Delta()
        try:
            for change in self.changes:
                inverse, touched = change.apply(project)
                inverses.append(inverse)
                delta |= touched
        except BaseException:  # whatever went wrong, half a batch must not stay
            for inverse in reversed(inverses):
                inverse.apply(project)
            raise
        return Batch(tuple(reversed(inverses))), delta


def _touched(kind: type[Stored], key: str, *, removed: bool = False) -> Delta:
    ids = frozenset({key})
    gone = ids if removed else frozenset()
    if kind is Article:
        return Delta(articles=ids, removed=gone)
    if kind is Entity:
        return Delta(entities=ids, removed=gone)
    if kind is Relation:
        return Delta(relations=ids, removed=gone)
    raise BadChange(f"Nothing stores a {kind.__name__}.")


def _different(ones: Sequence[EntityKind | RelationKind], others: Sequence[EntityKind | RelationKind]) -> set[str]:
    """Return the ids of kinds that only one side has, or has otherwise."""
    before, now = ({kind.id: kind for kind in kinds} for kinds in (ones, others))
    return {key for key in before | now if before.get(key) != now.get(key)}


def _codes(names: tuple[str, ...], wanted: set[str]) -> list[int]:
    return [code for code, name in enumerate(names) if name in wanted]
