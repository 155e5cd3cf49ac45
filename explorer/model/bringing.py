"""A project that holds only a part of its store: what of the rest it knows, and facts taken in from there or let go again.

Nothing here is an edit. What is brought was true before, so there is nothing to save and nothing to take back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from explorer.model.changes import Delta
from explorer.model.facts import Article, Entity, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from explorer.model.positions import Point
    from explorer.model.project import Project, Stored


@dataclass(frozen=True)
class Elsewhere:
    """What a project knows of facts that it does not hold.

    Attributes
    ----------
    hidden : mapping of str to int
        How many relations of an entity are in the store and not here.
    aside : frozenset of str
        Entities that are here for their names only (who speaks in some evidence): they are not shown.
    """

    hidden: Mapping[str, int] = field(default_factory=dict)
    aside: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Bring:
    """Take facts in, and let others go.

    Attributes
    ----------
    values : tuple of values
        Facts that come, or come in place of those with their ids.
    gone : tuple of values
        Facts that go.
    places : mapping
        Where the store has entities that come.
    elsewhere : Elsewhere
        What is known of the rest from then on.
    """

    values: tuple[Stored, ...] = ()
    gone: tuple[Stored, ...] = ()
    places: Mapping[str, Point | None] = field(default_factory=dict)
    elsewhere: Elsewhere = Elsewhere()

    def apply(self, project: Project) -> tuple[Bring, Delta]:
        """See ``Change``."""
        before, was = project.elsewhere, dict.fromkeys(self.places)
        replaced = [own for value in self.values if (own := _own(project, value)) is not None]
        known = {(type(own), own.id) for own in replaced}
        added = tuple(value for value in self.values if (type(value), value.id) not in known)
        left = tuple(value for value in self.gone if _own(project, value) is not None)
        moved = {**self.places, **{value.id: None for value in left if isinstance(value, Entity)}}
        was = {key: project.positions.get(key) for key in moved}
        project._bring(self.values, left)
        project.elsewhere = self.elsewhere
        if moved:
            project._place(project.positions.moved(moved), project.pinned, project.layout_used)
        recounted = frozenset(
            key for key, number in self.elsewhere.hidden.items() if before.hidden.get(key) != number
        ) | (before.aside ^ self.elsewhere.aside)
        return Bring((*replaced, *left), added, was, before), _delta(self.values, left, recounted, moved)


def _own(project: Project, value: Stored) -> Stored | None:
    own: Stored | None = project._table(type(value)).get(value.id)
    return own


def _delta(values: Iterable[Stored], gone: Iterable[Stored], recounted: Iterable[str], moved: Iterable[str]) -> Delta:
    touched: dict[type[Stored], set[str]] = {Article: set(), Entity: set(recounted), Relation: set()}
    left = set()
    for value in gone:
        touched[type(value)].add(value.id)
        left.add(value.id)
    for value in values:
        touched[type(value)].add(value.id)
    return Delta(
        articles=frozenset(touched[Article]),
        entities=frozenset(touched[Entity]),
        relations=frozenset(touched[Relation]),
        placed=frozenset(moved),
        removed=frozenset(left),
    )
