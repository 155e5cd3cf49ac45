"""How two entities are connected: every shortest way, with the relations of each step and the weakest of them."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from explorer.model.columns import distinct
from explorer.model.errors import UnknownName
from explorer.model.facets import columns
from explorer.model.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from explorer.model.facets import Columns, Mask
    from explorer.model.gathering import Rows
    from explorer.model.project import Project

_STRENGTH = {standing: rank for rank, standing in enumerate(Standing)}
_CONSIDERED = 1000


class Path(NamedTuple):
    """One way from the first entity to the last.

    Attributes
    ----------
    entities : tuple of str
        The entities passed, both ends included.
    relations : tuple of tuple of str
        For each step the relations that make it, in either direction, best standing first.
    weakest : int
        The step whose best relation stands least firmly, of equal ones the first of those on the fewest passages;
        the path is worth no more than that one.
    """

    entities: tuple[str, ...]
    relations: tuple[tuple[str, ...], ...]
    weakest: int


def shortest_paths(
    project: Project, a: str, b: str, limit: int = 10, *, among: Iterable[str] | None = None
) -> tuple[Path, ...]:
    """Return the shortest ways between two entities, the firmest first, whichever way relations point.

    Parameters
    ----------
    project : Project
        The graph.
    a, b : str
        Entity ids.
    limit : int
        How many to return at most. Of very many equally short ones the first thousand are compared.
    among : iterable of str, optional
        Relations that may be used; all when left out.

    Returns
    -------
    tuple of Path
        Empty when the two are not connected, or are the same.
    """
    for end in (a, b):
        if end not in project.entities:
            raise UnknownName(f"There is no entity '{end}' in this graph.")
    if a == b:
        return ()
    table = columns(project)
    usable = np.ones(len(table.relations), dtype=bool)
    if among is not None:
        usable[:] = False
        usable[[table.relation_row[key] for key in frozenset(among) if key in table.relation_row]] = True
    ways = islice(_ways(table, usable, table.entity_row[a], table.entity_row[b]), _CONSIDERED)
    found = [_path(table, way, usable) for way in ways]
    return tuple(path for _, path in sorted(found, key=lambda item: (item[0], item[1].entities))[:limit])


def _ways(table: Columns, usable: Mask, start: int, end: int) -> Iterator[list[int]]:
    """Yield the shortest ways as rows of entities."""
    distance = table.distances(start, usable=usable, until=end)
    if distance[end] < 0:
        return
    before: dict[int, list[int]] = {}
    waiting = [[end]]
    while waiting:
        way = waiting.pop()
        here = way[-1]
        if here == start:
            yield way[::-1]
            continue
        if here not in before:
            rows = table.relations_at(here)
            ties = rows[usable[rows]]
            others = table.source[ties] + table.target[ties] - here
            before[here] = distinct(others[distance[others] == distance[here] - 1])[::-1].tolist()
        waiting += [[*way, row] for row in before[here]]


def by_standing(project: Project, relations: Iterable[str]) -> tuple[str, ...]:
    """Return relations with the firmest first; equal ones keep their order."""
    return tuple(sorted(relations, key=lambda key: _STRENGTH[project.standing(key)]))


def _path(table: Columns, way: list[int], usable: Mask) -> tuple[tuple[int, int], Path]:
    """Return a path, and before it how weak its weakest step is and all of them together."""
    steps = [_step(table, one, other, usable) for one, other in pairwise(way)]
    ranks = [int(table.standing[rows[0]]) for rows in steps]
    path = Path(
        entities=tuple(table.entities[way].tolist()),
        relations=tuple(tuple(table.relations[rows].tolist()) for rows in steps),
        weakest=_weakest(ranks, [int(table.passages[rows[0]]) for rows in steps]),
    )
    return (max(ranks), sum(ranks)), path


def _weakest(ranks: list[int], passages: list[int]) -> int:
    return max(range(len(ranks)), key=lambda step: (ranks[step], -passages[step]))


def path_only(project: Project, path: Path) -> frozenset[str]:
    """Return everything that has to be hidden so that a path is left, with the firmest relation of each step."""
    table = columns(project)
    on_path = {relations[0] for relations in path.relations}
    beside = {
        key
        for entity in path.entities
        for key in table.relations[table.relations_at(table.entity_row[entity])].tolist()
    }
    return frozenset(table.entities.tolist()) - frozenset(path.entities) | (beside - on_path)


def _step(table: Columns, one: int, other: int, usable: Mask) -> Rows:
    """Return the relations between two entities, the firmest first: standings are in that order."""
    rows = table.between(one, other)
    rows = rows[usable[rows]]
    return rows[np.argsort(table.standing[rows], kind="stable")]
