"""What all facts have in common, gathered into arrays: who is tied to whom, and what each piece of evidence says.

Words are kept once, as codes. Gathering reads every fact; after a change only what changed is read again.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from explorer.model.clocks import happened
from explorer.model.facts import COUNTS, Quantity, Stance, Status
from explorer.model.sorting import alphabetical, numbered

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from explorer.model.facts import Entity, Evidence, Relation

    Rows = NDArray[np.intp]
    Small = NDArray[np.int8]
    Wide = NDArray[np.int64]

NONE = -1
FEW = 100  # are sorted in one by one
STANCES = tuple(Stance)
STATUSES = tuple(Status)
ACCEPTED = STATUSES.index(Status.ACCEPTED)
SUGGESTED = STATUSES.index(Status.SUGGESTED)
REJECTED = STATUSES.index(Status.REJECTED)
_STANCE = {stance: code for code, stance in enumerate(STANCES)}
_STATUS = {status: code for code, status in enumerate(STATUSES)}


class Codes(dict[str, int]):
    """A number for each word; a new word gets the next one."""

    def __missing__(self, word: str) -> int:
        code = self[word] = len(self)
        return code


@dataclass(frozen=True, eq=False)
class Pieces:
    """The evidence of a list of owners, owner after owner.

    Attributes
    ----------
    count : ndarray
        How many pieces each owner has.
    article, speaker : ndarray
        Codes of ids; ``NONE`` where no speaker is named.
    stance, status : ndarray
        Places in ``STANCES`` and ``STATUSES``.
    start, words : ndarray
        Where a quotation starts (``NONE``: unknown), and a checksum of its words: the same within one run of Python.
    """

    count: Rows
    article: Rows
    speaker: Rows
    stance: Small
    status: Small
    start: Wide
    words: Wide

    @property
    def owner(self) -> Rows:
        """The row of the owner of each piece."""
        return np.repeat(np.arange(len(self.count)), self.count)

    def taken(self, rows: Rows) -> Pieces:
        """Return the evidence of some of the owners."""
        count = self.count[rows]
        first = np.cumsum(self.count) - self.count
        shift = np.repeat(first[rows] - (np.cumsum(count) - count), count)
        inner = shift + np.arange(len(shift))
        return replace(self, count=count, **{name: getattr(self, name)[inner] for name in _PIECE})

    def with_at(self, rows: Rows, new: Pieces) -> Pieces:
        """Return the evidence with that of other owners in the place of some."""
        if not np.array_equal(self.count[rows], new.count):
            order = np.arange(len(self.count))
            order[rows] = len(order) + np.arange(len(rows))
            return joined([self, new]).taken(order)
        first = (np.cumsum(self.count) - self.count)[rows]
        inner = np.repeat(first - (np.cumsum(new.count) - new.count), new.count) + np.arange(int(new.count.sum()))
        return replace(self, **{name: _put(getattr(self, name), inner, getattr(new, name)) for name in _PIECE})


_PIECE = ("article", "speaker", "stance", "status", "start", "words")


@dataclass(frozen=True, eq=False)
class Entities:
    """The entities in file order. ``aliases`` are tuples; ``evidence`` is that of their facts."""

    ids: NDArray[np.object_]
    name: NDArray[np.object_]
    aliases: NDArray[np.object_]
    kind: Rows
    evidence: Pieces

    @cached_property
    def row(self) -> dict[str, int]:
        """The row of each entity."""
        return numbered(self.ids.tolist())

    @cached_property
    def rank(self) -> Rows:
        """The place of each id in the alphabet."""
        return _alphabet(self.ids)

    @cached_property
    def by_name(self) -> Rows:
        """The rows in the order of the alphabet."""
        names, ids = [name.casefold() for name in self.name.tolist()], self.ids.tolist()
        return alphabetical(names, lambda row: (names[row], ids[row]))

    def taken(self, rows: Rows) -> Entities:
        """Return some of them."""
        picked = {name: getattr(self, name)[rows] for name in _PERSON}
        return Entities(**picked, evidence=self.evidence.taken(rows))

    def with_at(self, rows: Rows, new: Entities) -> Entities:
        """Return the same entities, some of which are other than they were."""
        picked = {name: _put(getattr(self, name), rows, getattr(new, name)) for name in _PERSON[1:]}
        result = Entities(ids=self.ids, **picked, evidence=self.evidence.with_at(rows, new.evidence))
        if "by_name" in self.__dict__ and len(rows) <= FEW:
            result.__dict__["by_name"] = result._sorted_in(self.by_name, rows)
        return result

    def _sorted_in(self, order: Rows, rows: Rows) -> Rows:
        """Return an order of the alphabet in which only some rows need another place."""

        def key(row: int) -> tuple[str, str]:
            return self.name[row].casefold(), self.ids[row]

        order = order[~np.isin(order, rows)]
        for row in rows.tolist():
            order = np.insert(order, bisect_left(order, key(row), key=key), row)
        return order


_PERSON = ("ids", "name", "aliases", "kind")


@dataclass(frozen=True, eq=False)
class Relations:
    """The relations in file order, dangling ones included.

    Attributes
    ----------
    source, target, kind
        Codes of ids.
    qualified, counted
        Whether there are qualifiers, and one that says how many.
    begins
        The first day on which it is said to hold or to have happened, as an ordinal; ``NONE`` where nothing dates it.
    """

    ids: NDArray[np.object_]
    source: Rows
    target: Rows
    kind: Rows
    qualified: NDArray[np.bool_]
    counted: NDArray[np.bool_]
    begins: Rows
    evidence: Pieces

    @cached_property
    def row(self) -> dict[str, int]:
        """The row of each relation."""
        return numbered(self.ids.tolist())

    @cached_property
    def rank(self) -> Rows:
        """The place of each id in the alphabet."""
        return _alphabet(self.ids)

    def taken(self, rows: Rows) -> Relations:
        """Return some of them."""
        picked = {name: getattr(self, name)[rows] for name in _TIE}
        return Relations(**picked, evidence=self.evidence.taken(rows))

    def with_at(self, rows: Rows, new: Relations) -> Relations:
        """Return the same relations, some of which are other than they were."""
        picked = {name: _put(getattr(self, name), rows, getattr(new, name)) for name in _TIE[1:]}
        return Relations(ids=self.ids, **picked, evidence=self.evidence.with_at(rows, new.evidence))


_TIE = ("ids", "source", "target", "kind", "qualified", "counted", "begins")
_Table = TypeVar("_Table", Entities, Relations)
_Sort = TypeVar("_Sort", Entities, Relations, Pieces)


@dataclass(frozen=True, eq=False)
class Gathered:
    """All facts of a project as arrays; ``codes`` are those of every id and kind."""

    entities: Entities
    relations: Relations
    codes: Codes

    @cached_property
    def entity_of_code(self) -> Rows:
        """The row of the entity that each code is the id of; ``NONE`` for other words."""
        return self._entities_of(self.codes)

    def _entities_of(self, words: Iterable[str]) -> Rows:
        row = self.entities.row
        return np.array([row.get(word, NONE) for word in words], dtype=np.intp)

    def changed(
        self,
        entities: Mapping[str, Entity],
        relations: Mapping[str, Relation],
        touched: Collection[str],
        *,
        in_place: bool,
    ) -> Gathered:
        """Return what would be gathered now.

        Parameters
        ----------
        entities, relations
            All facts as they are now.
        touched : collection of str
            Ids of the entities and relations that are not as they were.
        in_place : bool
            Whether all of them were there before, in the same order.
        """
        fresh = Gathering(Codes(self.codes))
        new_people = [key for key in touched if key in entities]
        new_ties = [key for key in touched if key in relations]
        fresh.add_entities([entities[key] for key in new_people])
        fresh.add_relations([relations[key] for key in new_ties])
        new = fresh.gathered()
        people, ties = (None, None) if in_place else (list(entities), list(relations))
        result = Gathered(
            _brought_up(self.entities, new.entities, people, new_people),
            _brought_up(self.relations, new.relations, ties, new_ties),
            new.codes,
        )
        if result.entities.row is self.entities.row:  # the same entities in the same places
            more = result._entities_of(islice(result.codes, len(self.codes), None))
            result.__dict__["entity_of_code"] = np.concatenate([self.entity_of_code, more])
        return result


def _brought_up(table: _Table, new: _Table, now: list[str] | None, fresh: list[str]) -> _Table:
    """Return a table as it is today: the facts of before, and in their places or between them the new ones.

    ``now`` are all ids in order; None where these are the same.
    """
    if now is not None and (before := table.ids.tolist()) != now:
        at = {key: row for row, key in enumerate(before)}
        at.update((key, len(before) + place) for place, key in enumerate(fresh))
        return joined([table, new]).taken(np.array([at[key] for key in now], dtype=np.intp))
    if not fresh:
        return table
    result = table.with_at(np.array([table.row[key] for key in fresh], dtype=np.intp), new)
    result.__dict__.update({name: table.__dict__[name] for name in ("row", "rank") if name in table.__dict__})
    return result


class Gathering:
    """Takes facts in, chunk by chunk, so that nobody has to hold all of them at once."""

    def __init__(self, codes: Codes | None = None) -> None:
        self.codes = Codes() if codes is None else codes
        self._entities: list[Entities] = []
        self._relations: list[Relations] = []

    def add_entities(self, entities: Sequence[Entity]) -> None:
        """Read some entities."""
        codes = self.codes
        evidence = [[item for fact in entity.facts for item in fact.evidence] for entity in entities]
        self._entities.append(
            Entities(
                ids=_objects([entity.id for entity in entities]),
                name=_objects([entity.name for entity in entities]),
                aliases=_objects([entity.aliases for entity in entities]),
                kind=_rows([codes[entity.kind] for entity in entities]),
                evidence=self._pieces(evidence),
            )
        )

    def add_relations(self, relations: Sequence[Relation]) -> None:
        """Read some relations."""
        codes = self.codes
        self._relations.append(
            Relations(
                ids=_objects([relation.id for relation in relations]),
                source=_rows([codes[relation.source] for relation in relations]),
                target=_rows([codes[relation.target] for relation in relations]),
                kind=_rows([codes[relation.kind] for relation in relations]),
                qualified=np.array([bool(relation.qualifiers) for relation in relations], dtype=bool),
                counted=np.array([_is_counted(relation) for relation in relations], dtype=bool),
                begins=_rows([_first_day(relation) for relation in relations]),
                evidence=self._pieces([relation.evidence for relation in relations]),
            )
        )

    def gathered(self) -> Gathered:
        """Return everything that was taken in."""
        if not self._entities:
            self.add_entities(())
        if not self._relations:
            self.add_relations(())
        return Gathered(joined(self._entities), joined(self._relations), self.codes)

    def _pieces(self, evidence: Sequence[Collection[Evidence]]) -> Pieces:
        codes = self.codes
        items = list(chain.from_iterable(evidence))
        quotes = [item.quote for item in items]
        return Pieces(
            count=_rows([len(own) for own in evidence]),
            article=_rows([codes[item.article] for item in items]),
            speaker=_rows([NONE if item.speaker is None else codes[item.speaker] for item in items]),
            stance=np.array([_STANCE[item.stance] for item in items], dtype=np.int8),
            status=np.array([_STATUS[item.status] for item in items], dtype=np.int8),
            start=np.array([NONE if quote.start is None else quote.start for quote in quotes], dtype=np.int64),
            words=np.array([hash(quote.exact) for quote in quotes], dtype=np.int64),
        )


def gather(entities: Iterable[Entity], relations: Iterable[Relation]) -> Gathered:
    """Gather facts that are all at hand."""
    gathering = Gathering()
    gathering.add_entities(list(entities))
    gathering.add_relations(list(relations))
    return gathering.gathered()


def _alphabet(ids: NDArray[np.object_]) -> Rows:
    words = ids.tolist()
    place = np.empty(len(words), dtype=np.intp)
    place[alphabetical(words, words.__getitem__)] = np.arange(len(words))
    return place


def _put(column: NDArray[Any], rows: Rows, values: NDArray[Any]) -> NDArray[Any]:
    """Return a column with other values in some rows."""
    result = column.copy()
    result[rows] = values
    return result


def joined(tables: Sequence[_Sort]) -> _Sort:
    """Return tables of one sort as one."""
    if len(tables) == 1:
        return tables[0]
    columns: dict[str, Any] = {}
    for name in tables[0].__dataclass_fields__:
        own = [getattr(table, name) for table in tables]
        columns[name] = joined(own) if isinstance(own[0], Pieces) else np.concatenate(own)
    return type(tables[0])(**columns)


def _is_counted(relation: Relation) -> bool:
    given = relation.qualifiers
    return bool(given) and any(isinstance(given.get(name), Quantity) for name in COUNTS)


def _first_day(relation: Relation) -> int:
    when = happened(relation.qualifiers) if relation.qualifiers else None
    return NONE if when is None or when.first is None else when.first


def _rows(numbers: list[int]) -> Rows:
    return np.array(numbers, dtype=np.intp)


def _objects(values: Sequence[object]) -> NDArray[np.object_]:
    return np.fromiter(values, dtype=object, count=len(values))
