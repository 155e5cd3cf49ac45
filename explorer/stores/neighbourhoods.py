"""What is near some entities in a store, level by level, most evidence first, and never more than was asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from explorer.stores.connection import rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import apsw

    from explorer.stores.asking import Condition

_HUB = 2_000  # relations; from so many on an entity is looked at from the other side


class Direction(StrEnum):
    """Which way relations lead, seen from an entity."""

    OUT = "out"
    IN = "in"


_ENDS = {Direction.OUT: ("source", "target"), Direction.IN: ("target", "source")}


@dataclass(frozen=True)
class Limits:
    """How much is read at most.

    Attributes
    ----------
    relations : int
        In all.
    entities : int
        That a level goes on from.
    each : int
        Relations that one entity is gone on by, in each direction.
    """

    relations: int = 2_000
    entities: int = 200
    each: int = 25


@dataclass
class Reach:
    """Owns what has been reached so far: entities by id, relations by key with their ends."""

    entities: dict[str, None] = field(default_factory=dict)
    relations: dict[int, tuple[str, str]] = field(default_factory=dict)
    known: dict[int, tuple[str, str]] = field(default_factory=dict)
    is_cut: bool = False

    def add(self, key: int, source: str, target: str, limit: int) -> bool:
        """Add a relation, unless there is no more room. Returns whether there was."""
        if key in self.relations or key in self.known:
            return True
        if len(self.relations) >= limit:
            self.is_cut = True
            return False
        self.relations[key] = (source, target)
        return True


def reach(
    connection: apsw.Connection,
    start: Iterable[str],
    hops: int,
    condition: Condition,
    limits: Limits,
    directions: Collection[Direction] = tuple(Direction),
    known: Iterable[str] = (),
) -> Reach:
    """Go so many steps from some entities, and add what ties those that were reached to each other.

    ``known`` are ids of relations that the caller has: they are gone along no more, and what comes after them is.
    """
    found = Reach()
    for relation in known:
        for key, source, target in rows(
            connection, "select key, source, target from relation where id = ?", (relation,)
        ):
            found.known[key] = (source, target)
    front = [key for key in dict.fromkeys(start) if _exists(connection, key)]
    found.entities.update(dict.fromkeys(front))
    for _ in range(hops):
        beyond: dict[str, None] = {}
        if len(front) > limits.entities:
            found.is_cut = True
        for entity in front[: limits.entities]:
            for direction in directions:
                for key, other in _first(connection, entity, direction, condition, limits.each, found):
                    ends = (entity, other) if direction is Direction.OUT else (other, entity)
                    if not found.add(key, *ends, limits.relations):
                        break
                    if other not in found.entities:
                        beyond[other] = None
        found.entities.update(beyond)
        front = list(beyond)
    _tie(connection, found, condition, limits)
    return found


def _exists(connection: apsw.Connection, entity: str) -> bool:
    return connection.execute("select 1 from entity where id = ? and removed = 0", (entity,)).get is not None


def _first(
    connection: apsw.Connection, entity: str, direction: Direction, condition: Condition, limit: int, found: Reach
) -> list[tuple[int, str]]:
    """Return the next relations of an entity that are not known, and their other ends."""
    own, other = _ENDS[direction]
    query = f"select r.key, r.{other} from relation as r indexed by relation_{own} where r.{own} = ? and {condition.sql} order by r.passages desc, r.place"
    result: list[tuple[int, str]] = []
    for key, end in rows(connection, query, (entity, *condition.bound)):
        if key in found.known:
            continue
        if len(result) == limit:
            found.is_cut = True
            break
        result.append((key, end))
    return result


def _tie(connection: apsw.Connection, found: Reach, condition: Condition, limits: Limits) -> None:
    """Add the relations between entities that are in sight, as far as there is room."""
    connection.execute(
        "create temp table if not exists sight (id text primary key, fresh integer, hub integer) without rowid"
    )
    connection.execute("delete from temp.sight")
    known = {end for ends in found.known.values() for end in ends} - found.entities.keys()
    connection.executemany(
        "insert into temp.sight select id, ?, degree > ? from entity where id = ?",
        [(fresh, _HUB, key) for fresh, ids in ((1, found.entities), (0, known)) for key in ids],
    )
    for end, other, own, rest in _TIES:
        query = (
            f"select r.key, r.source, r.target from temp.sight as s cross join relation as r indexed by relation_{end}"
            f" on r.{end} = s.id where s.fresh = 1 and s.hub = {own} and {condition.sql}"
            f" and r.{other} in (select id from temp.sight where {rest})"
        )
        for key, source, target in rows(connection, query, condition.bound):
            if not found.add(key, source, target, limits.relations):
                return


_TIES = (
    ("source", "target", 0, "1"),
    ("target", "source", 0, "hub = 1 or fresh = 0"),
    ("source", "target", 1, "hub = 1 or fresh = 0"),
    ("target", "source", 1, "fresh = 0"),
)
"""From which end of which entities to look, and at which others: of a hub's many relations only those to the few in question."""
