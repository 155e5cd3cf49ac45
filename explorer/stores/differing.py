"""What a document has become since it was last saved, as one edit. Facts are compared by identity first: they are frozen."""

from __future__ import annotations

import uuid
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from pydantic_core import from_json, to_json

from explorer.model.bodies import Bodies
from explorer.model.facts import Article, Entity, GraphFile, Relation
from explorer.stores.building import seats, skeleton, view_body
from explorer.stores.edits import Edit, Seat, Step
from explorer.stores.rows import to_body
from explorer.stores.schema import Table
from explorer.stores.writing import dated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from explorer.model.facts import SavedView
    from explorer.model.project import Project
    from explorer.stores.edits import Key

    Places = Callable[[Table | int], Mapping[str, float]]

_Fact = TypeVar("_Fact", Entity, Relation)
_Table = dict[str, _Fact] | Bodies[_Fact]
_Known = Article | Entity | Relation
_Part = _Known | bytes | str


class State(NamedTuple):
    """A document as it was at one moment: what it says of itself with its articles and views, and its other facts by id."""

    file: GraphFile
    entities: _Table[Entity]
    relations: _Table[Relation]

    def table(self, table: Table) -> Mapping[str, Article | Entity | Relation]:
        """Return the facts of a sort by id."""
        if table is Table.ARTICLE:
            return {article.id: article for article in self.file.articles}
        return self.entities if table is Table.ENTITY else self.relations


def state_of(project: Project) -> State:
    """Return a project as it is now. Costs little: facts are shared."""
    return State(project.without_ties(), _copied(project.entities), _copied(project.relations))


def _copied(facts: Mapping[str, _Fact]) -> _Table[_Fact]:
    return facts.copy() if isinstance(facts, Bodies) else dict(facts)


def difference(
    old: State, new: State, *, versions: Mapping[Key, int], places: Places, at: str, modified: str
) -> Edit | None:
    """Return the edit that makes the old document the new one; None when nothing is different.

    Parameters
    ----------
    old, new : State
        The document as the store has it, and as it should be.
    versions : mapping
        Of the facts whose version is not 1.
    places : callable
        Returns the places of a table, or of a saved view, as the store has them. Asked only when an order has changed.
    at, modified : str
        When: for the log, and as the document says it, if it does.
    """
    steps: list[Step] = []
    base: dict[Key, int] = {}
    for table in Table:
        before, now = old.table(table), new.table(table)
        for step in _steps(table, before, now, places):
            steps.append(step)
            base[table, step.id] = versions.get((table, step.id), int(step.id in before))
    views, moved = _views(old.file.views, new.file.views, places)
    told = skeleton(new.file) != skeleton(old.file)
    if not (steps or views or moved or told):
        return None
    return Edit(
        id=uuid.uuid4().hex,
        at=at,
        steps=tuple(steps),
        base=base,
        document=skeleton(dated(new.file, modified)) if told or new.file.modified is not None else None,
        views=views,
        seats=tuple(moved),
    )


def _steps(table: Table, before: Mapping[str, _Known], now: Mapping[str, _Known], places: Places) -> Iterator[Step]:
    ids, old = list(now), list(before)
    seat = _seated(old, ids, lambda: places(table))
    for key in _touched(before, now, seat):
        part = _part(now, key)
        if key in seat or key not in before or not _is_same(_part(before, key), part):
            yield Step(table, key, _body(part), seat.get(key))
    if ids != old:
        for key in before.keys() - now.keys():
            yield Step(table, key, None)


def _touched(before: Mapping[str, _Known], now: Mapping[str, _Known], seat: Mapping[str, float]) -> Iterable[str]:
    """Return the ids, in order, of facts that may be different; of many that cost nothing to rule out."""
    if isinstance(now, Bodies) and isinstance(before, Bodies) and now.is_copy_of(before):
        put = now.put_since(before)
        return [*dict.fromkeys([*put, *seat])]
    if isinstance(now, Bodies) or isinstance(before, Bodies):
        return now
    return [key for key, value in now.items() if before.get(key) is not value or key in seat]


def _part(facts: Mapping[str, _Known], key: str) -> _Part:
    return facts.part(key) if isinstance(facts, Bodies) else facts[key]


def _is_same(known: _Part, part: _Part) -> bool:
    if isinstance(known, bytes | str) == isinstance(part, bytes | str):
        return known == part
    return _body(known) == _body(part)


def _body(part: _Part) -> str:
    if isinstance(part, bytes | str):
        return to_json(from_json(part)).decode()
    return to_body(part)


def _views(
    before: Sequence[SavedView], now: Sequence[SavedView], places: Places
) -> tuple[dict[int, str | None], list[Seat]]:
    bodies: dict[int, str | None] = dict.fromkeys(range(len(now), len(before)))
    moved: list[Seat] = []
    for number, view in enumerate(now):
        old = before[number] if number < len(before) else None
        if old is view:
            continue
        if old is None or view_body(old) != view_body(view):
            bodies[number] = view_body(view)
        if old is None or old.positions != view.positions or list(old.positions) != list(view.positions):
            moved += _seats(number, seats(old) if old is not None else {}, seats(view), places)
    return bodies, moved


def _seats(number: int, old: dict[str, str], now: dict[str, str], places: Places) -> Iterator[Seat]:
    seat = _seated(list(old), list(now), lambda: places(number))
    for key, xy in now.items():
        if key in seat or old.get(key) != xy:
            yield Seat(number, key, xy, seat.get(key))
    for key in old.keys() - now.keys():
        yield Seat(number, key, None)


def _seated(old: list[str], now: list[str], places: Callable[[], Mapping[str, float]]) -> dict[str, float]:
    """Return new places for the ids that need one, so that all of them stand in the order of ``now``.

    Ids that come last get none: a store puts what is new at the end.
    """
    if now[: len(old)] == old:
        return {}
    there, ids = set(old), set(now)
    stayed = [key for key in old if key in ids]
    if now[: len(stayed)] == stayed and not there.intersection(now[len(stayed) :]):
        return {}
    place = {key: at for key, at in places().items() if key in there}
    result: dict[str, float] = {}
    at, waiting = 0.0, list[str]()
    for key in now:
        if place.get(key, at) <= at:
            waiting.append(key)
            continue
        if not _fill(result, waiting, at, place[key]):
            return {key: float(number) for number, key in enumerate(now, 1)}
        at, waiting = place[key], []
    _fill(result, waiting, at, at + len(waiting) + 1)
    return result


def _fill(result: dict[str, float], waiting: list[str], low: float, high: float) -> bool:
    """Spread the waiting ids between two places. Returns whether there is room for them."""
    step = (high - low) / (len(waiting) + 1)
    for number, key in enumerate(waiting, 1):
        result[key] = low + step * number
    spread = [low, *(result[key] for key in waiting), high]
    return all(one < other for one, other in pairwise(spread))
