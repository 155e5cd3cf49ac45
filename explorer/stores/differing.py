"""What a document has become since it was last saved, as one edit. Facts are compared by identity first: they are frozen."""

from __future__ import annotations

import uuid
from itertools import pairwise
from typing import TYPE_CHECKING

from explorer.stores.building import seats, skeleton, view_body
from explorer.stores.edits import Edit, Seat, Step
from explorer.stores.loading import NAMES
from explorer.stores.rows import to_body

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from explorer.model.facts import GraphFile, SavedView
    from explorer.model.project import Stored
    from explorer.stores.edits import Key
    from explorer.stores.schema import Table

    Places = Callable[[Table | int], Mapping[str, float]]


def difference(
    old: GraphFile, new: GraphFile, *, versions: Mapping[Key, int], places: Places, at: str, dated: GraphFile
) -> Edit | None:
    """Return the edit that makes the old document the new one; None when nothing is different.

    Parameters
    ----------
    old, new : GraphFile
        The document as the store has it, and as it should be.
    versions : mapping
        Of the facts whose version is not 1.
    places : callable
        Returns the places of a table, or of a saved view, as the store has them. Asked only when an order has changed.
    at : str
        When.
    dated : GraphFile
        The new document with the time of this change in it.
    """
    steps: list[Step] = []
    base: dict[Key, int] = {}
    for table, name in NAMES.items():
        before, now = getattr(old, name), getattr(new, name)
        if before is not now:
            steps += _steps(table, before, now, places)
            there = {fact.id for fact in before}
            base |= {
                (table, step.id): versions.get((table, step.id), int(step.id in there))
                for step in steps
                if step.table is table
            }
    views, moved = _views(old.views, new.views, places)
    told = skeleton(new) != skeleton(old)
    if not (steps or views or moved or told):
        return None
    return Edit(
        id=uuid.uuid4().hex,
        at=at,
        steps=tuple(steps),
        base=base,
        document=skeleton(dated) if told or dated is not new else None,
        views=views,
        seats=tuple(moved),
    )


def _steps(table: Table, before: Sequence[Stored], now: Sequence[Stored], places: Places) -> Iterator[Step]:
    old = {fact.id: fact for fact in before}
    seat = _seated(list(old), [fact.id for fact in now], lambda: places(table))
    for fact in now:
        known = old.pop(fact.id, None)
        if fact.id in seat or (known is not fact and known != fact):
            yield Step(table, fact.id, to_body(fact), seat.get(fact.id))
    for key in old:
        yield Step(table, key, None)


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
