"""What is shown: filter values, what is hidden by hand, folded or out of focus, and the ids that remain.

Within a facet any value will do, between facets all must. A value here never knows a project; only
``visible``, ``in_focus`` and ``counts`` do. The words on a chip are in ``chips``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import Field, ValidationError, field_serializer, model_validator

from explorer.model.chips import Frozen, Term, describe, facet_label, value_label
from explorer.model.facets import (
    ARTICLE_VOICE,
    ENTITY_FACETS,
    LINKED,
    MENTIONED,
    UNDATED,
    Columns,
    Facet,
    at_least,
    columns,
    exactly,
)
from explorer.model.gathering import NONE
from explorer.model.memo import per_facts
from explorer.model.telling import Lens, begun_by, told

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from explorer.model.facets import Mask
    from explorer.model.gathering import Rows
    from explorer.model.project import Project

__all__ = [
    "ARTICLE_VOICE",
    "LINKED",
    "MENTIONED",
    "UNDATED",
    "Facet",
    "Filters",
    "Focus",
    "Lens",
    "Scope",
    "Term",
    "Visible",
    "at_least",
    "counts",
    "describe",
    "exactly",
    "facet_label",
    "in_focus",
    "totals",
    "value_label",
    "visible",
]

MAX_DEPTH = 9


class Filters(Frozen):
    """Terms in the order in which they were chosen, at most one per facet and direction; and which evidence counts.

    Every method returns new filters; asking for what is already so returns equal ones.

    Examples
    --------
    >>> chosen = Filters().with_value(Facet.STANDING, "contested").with_value(Facet.STANDING, "denied")
    >>> chosen.values(Facet.STANDING)
    ('contested', 'denied')
    >>> chosen.without_value(Facet.STANDING, "contested").only(Facet.STANDING, "claimed").without(Facet.STANDING)
    Filters(terms=())
    """

    terms: tuple[Term, ...] = ()
    lens: Lens = Field(default=Lens(), repr=False)

    @model_validator(mode="after")
    def _one_term_each(self) -> Filters:
        merged: dict[tuple[Facet, bool], dict[str, None]] = {}
        for term in self.terms:
            merged.setdefault((term.facet, term.exclude), {}).update(dict.fromkeys(term.values))
        terms = tuple(
            Term(facet=facet, values=tuple(values), exclude=exclude)
            for (facet, exclude), values in merged.items()
            if values
        )
        if terms != self.terms:
            object.__setattr__(self, "terms", terms)
        return self

    @classmethod
    def from_saved(cls, raw: Mapping[str, Any] | None) -> Filters:
        """Read filters from a file; terms that this version cannot read are left out."""
        terms = []
        given = (raw or {}).get("terms")
        for item in given if isinstance(given, list | tuple) else ():
            try:
                terms.append(Term.model_validate(item))
            except ValidationError:
                continue
        try:
            lens = Lens.model_validate((raw or {}).get("lens") or {})
        except ValidationError:
            lens = Lens()
        return cls(terms=tuple(terms), lens=lens)

    def through(self, lens: Lens) -> Filters:
        """Let other evidence count; the terms stay."""
        return Filters(terms=self.terms, lens=lens)

    def term(self, facet: Facet, *, exclude: bool = False) -> Term | None:
        """Return the term of a facet, if any."""
        return next((term for term in self.terms if (term.facet, term.exclude) == (facet, exclude)), None)

    def values(self, facet: Facet, *, exclude: bool = False) -> tuple[str, ...]:
        """Return the chosen values of a facet; none means that everything passes."""
        term = self.term(facet, exclude=exclude)
        return term.values if term is not None else ()

    def with_value(self, facet: Facet, value: str, *, exclude: bool = False) -> Filters:
        """Choose one more value; one that is left out and shown at once makes no sense, so the last wish wins."""
        rest = self.without_value(facet, value, exclude=not exclude)
        return rest._with((*rest.terms, Term(facet=facet, values=(value,), exclude=exclude)))

    def without_value(self, facet: Facet, value: str, *, exclude: bool = False) -> Filters:
        """Take one value off."""
        return self._with(
            tuple(
                term.model_copy(update={"values": tuple(v for v in term.values if v != value)})
                if (term.facet, term.exclude) == (facet, exclude)
                else term
                for term in self.terms
            )
        )

    def toggled(self, facet: Facet, *values: str, exclude: bool = False) -> Filters:
        """Add these values, or take them off if all are there: what Ctrl+click does."""
        filters, there = self, set(values) <= set(self.values(facet, exclude=exclude))
        for value in values:
            change = filters.without_value if there else filters.with_value
            filters = change(facet, value, exclude=exclude)
        return filters

    def only(self, facet: Facet, *values: str) -> Filters:
        """Show these values of the facet and no others, keeping the facet's place among the chips."""
        fresh = Term(facet=facet, values=values)
        if self.term(facet) is None:
            return self._with((*self.without(facet).terms, fresh))
        kept = (term for term in self.terms if not (term.facet is facet and term.exclude))
        return self._with(tuple(fresh if term.facet is facet else term for term in kept))

    def picked(self, facet: Facet, *values: str) -> Filters:
        """Show only these values, or everything again if they were the only ones: what a click does."""
        return self.without(facet) if set(self.values(facet)) == set(values) else self.only(facet, *values)

    def without(self, facet: Facet) -> Filters:
        """Take a facet off altogether."""
        return self._with(tuple(term for term in self.terms if term.facet is not facet))

    def without_term(self, term: Term) -> Filters:
        """Take one chip off."""
        return self._with(tuple(own for own in self.terms if (own.facet, own.exclude) != (term.facet, term.exclude)))

    def _with(self, terms: tuple[Term, ...]) -> Filters:
        return Filters(terms=terms, lens=self.lens)


class Focus(Frozen):
    """What lies within so many steps of these entities."""

    centre: tuple[str, ...]
    depth: int = Field(default=1, ge=1, le=MAX_DEPTH)


class Scope(Frozen):
    """Everything that decides what is shown. ``hidden`` may hold ids of entities and of relations."""

    filters: Filters = Filters()
    hidden: frozenset[str] = frozenset()
    collapsed: frozenset[str] = frozenset()
    focus: Focus | None = None

    @field_serializer("hidden", "collapsed")
    def _sorted(self, ids: frozenset[str]) -> list[str]:
        return sorted(ids)


@dataclass(frozen=True, kw_only=True, eq=False)
class Visible:
    """What passes, in file order; both ends of every relation are among the entities.

    Attributes
    ----------
    entity_ids, relation_ids : ndarray of str
        The ids of all, as they stand in ``facets.columns``.
    entity_rows, relation_rows : ndarray
        Where those that pass stand among all.
    folded : mapping of str to int
        How many neighbours each collapsed entity keeps out of sight.
    """

    entity_ids: NDArray[np.object_]
    relation_ids: NDArray[np.object_]
    entity_rows: Rows
    relation_rows: Rows
    folded: Mapping[str, int]

    @property
    def total_entities(self) -> int:
        """How many there are, shown or not."""
        return len(self.entity_ids)

    @property
    def total_relations(self) -> int:
        """How many there are, shown or not."""
        return len(self.relation_ids)

    @cached_property
    def entities(self) -> tuple[str, ...]:
        """The ids of the entities."""
        return tuple(self.entity_ids[self.entity_rows].tolist())

    @cached_property
    def relations(self) -> tuple[str, ...]:
        """The ids of the relations; where they are many, ask for their number or their rows instead."""
        return tuple(self.relation_ids[self.relation_rows].tolist())

    @cached_property
    def has_relation(self) -> Mask:
        """Which relations are shown, by row."""
        mask = np.zeros(len(self.relation_ids), dtype=bool)
        mask[self.relation_rows] = True
        return mask

    @cached_property
    def entity_set(self) -> frozenset[str]:
        """The entities, for asking whether one is shown."""
        return frozenset(self.entities)

    @cached_property
    def relation_set(self) -> frozenset[str]:
        """The relations, for asking whether one is shown."""
        return frozenset(self.relations)


def visible(project: Project, scope: Scope) -> Visible:
    """Return what a scope shows of a project.

    Filters come first, then what is hidden by hand, then the focus, then collapsed entities, which fold
    away every neighbour that nothing else in sight is tied to. Of a part of a store, an entity also folds away
    those of its relations that are not here. A focus whose centres are all out of sight
    is left aside.
    """
    table = columns(told(project, scope.filters.lens))
    entities, relations = _passing(project, table, scope)
    entities[_rows(table.entity_row, project.elsewhere.aside)] = False
    near = _near(table, entities, relations, scope.focus)
    if near is not None:
        entities = entities & near
        relations = relations & near[table.source] & near[table.target]
    entities, relations, folded = _fold(table, entities, relations, scope.collapsed)
    entity_rows, relation_rows = np.flatnonzero(entities), np.flatnonzero(relations)
    return Visible(
        entity_ids=table.entities,
        relation_ids=table.relations,
        entity_rows=entity_rows,
        relation_rows=relation_rows,
        folded={**folded, **_hidden(project, entities, table)},
    )


def in_focus(project: Project, scope: Scope) -> frozenset[str] | None:
    """Return the entities within the scope's focus, for a view that dims the rest; None without a focus."""
    table = columns(told(project, scope.filters.lens))
    near = _near(table, *_passing(project, table, scope), scope.focus)
    return None if near is None else frozenset(table.entities[near].tolist())


def counts(project: Project, scope: Scope) -> dict[Facet, Counter[str]]:
    """Return how many entities or relations each value would show, all *other* facets and hidden ids applied.

    A value that nothing passes is there with 0. Focus and collapsing do not change the counts. The last answer is kept
    while the facts stay the same.
    """
    asked, kept = (scope.filters, scope.hidden), project.worked_out
    last: tuple[object, dict[Facet, Counter[str]]] | None = kept.get(counts)
    if last is None or last[0] != asked:
        last = kept[counts] = (asked, _counts(project, scope))
    return last[1]


def _counts(project: Project, scope: Scope) -> dict[Facet, Counter[str]]:
    table = columns(told(project, scope.filters.lens))
    shown = _passing(project, table, scope)
    result: dict[Facet, Counter[str]] = {}
    for facet in Facet:
        chosen = any(term.facet is facet for term in scope.filters.terms)
        entities, relations = _passing(project, table, scope, leaving_out=facet) if chosen else shown
        result[facet] = table.facet[facet].tally(entities if facet in ENTITY_FACETS else relations)
    return result


@per_facts
def totals(project: Project) -> dict[Facet, Counter[str]]:
    """Return the counts of a project of which everything is shown."""
    return _counts(project, Scope())


def _passing(project: Project, table: Columns, scope: Scope, *, leaving_out: Facet | None = None) -> tuple[Mask, Mask]:
    """Return masks of the entities and relations that filters and hidden ids let through."""
    entities, relations = np.ones(len(table.entities), dtype=bool), _lit(project, table, scope.filters.lens)
    narrowing, excluding = scope.filters.lens != Lens(), False
    for term in scope.filters.terms:
        if term.facet is leaving_out:
            continue
        passes = table.facet[term.facet].mask(term.values) ^ term.exclude
        if term.facet in ENTITY_FACETS:
            entities &= passes
        else:
            relations &= passes
            narrowing |= not term.exclude
            excluding |= term.exclude
    entities[_rows(table.entity_row, scope.hidden)] = False
    relations[_rows(table.relation_row, scope.hidden)] = False
    relations &= entities[table.source] & entities[table.target]
    if narrowing or excluding:
        kept = np.zeros(len(table.entities), dtype=bool) if narrowing else ~table.linked
        kept[table.source[relations]] = True
        kept[table.target[relations]] = True
        entities &= kept
    return entities, relations


def _lit(project: Project, table: Columns, lens: Lens) -> Mask:
    """Return which relations a lens leaves anything of; rejected suggestions are in nobody's."""
    lit = table.passages > 0 if lens.chooses_evidence else ~table.is_rejected
    return lit if lens.happened_by is None else lit & begun_by(project, lens.happened_by)


def _near(table: Columns, entities: Mask, relations: Mask, focus: Focus | None) -> Mask | None:
    if focus is None:
        return None
    near = np.zeros(len(table.entities), dtype=bool)
    near[_rows(table.entity_row, focus.centre)] = True
    near &= entities
    if not near.any():
        return None
    source, target = table.source[relations], table.target[relations]
    for _ in range(focus.depth):
        reached = near.copy()
        reached[target[near[source]]] = True
        reached[source[near[target]]] = True
        if np.array_equal(reached, near):
            break
        near = reached
    return near


def _fold(
    table: Columns, entities: Mask, relations: Mask, collapsed: Collection[str]
) -> tuple[Mask, Mask, dict[str, int]]:
    keepers = np.zeros(len(table.entities), dtype=bool)
    keepers[_rows(table.entity_row, collapsed)] = True
    keepers &= entities
    if not keepers.any():
        return entities, relations, {}
    source, target = table.source[relations], table.target[relations]
    one, other = np.concatenate([source, target]), np.concatenate([target, source])
    apart = one != other
    one, other = one[apart], other[apart]
    lowest = np.full(len(entities), len(entities))
    highest = np.full(len(entities), -1)
    np.minimum.at(lowest, one, other)
    np.maximum.at(highest, one, other)
    leaf = entities & ~keepers & (lowest == highest)
    owners = highest[leaf]
    leaf[leaf] = keepers[owners]
    number = np.bincount(owners[keepers[owners]], minlength=len(entities))
    folded = {str(table.entities[row]): int(number[row]) for row in np.flatnonzero(keepers)}
    stays = entities & ~leaf
    return stays, relations & stays[table.source] & stays[table.target], folded


def _hidden(project: Project, shown: Mask, table: Columns) -> dict[str, int]:
    hidden, row = project.elsewhere.hidden, table.entity_row
    return {key: number for key, number in hidden.items() if number > 0 and key in row and shown[row[key]]}


def _rows(row: Mapping[str, int], ids: Collection[str]) -> Rows:
    found = np.fromiter(map(row.get, ids, repeat(NONE)), dtype=np.intp, count=len(ids))
    rows: Rows = found[found != NONE]
    return rows
