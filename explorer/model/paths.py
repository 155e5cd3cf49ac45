"""How two entities are connected: every shortest way, with the relations of each step and the weakest of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from explorer.model.errors import UnknownName
from explorer.model.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.model.project import Project

_STRENGTH = {standing: rank for rank, standing in enumerate(Standing)}
_CONSIDERED = 1000


@dataclass(frozen=True)
class Path:
    """One way from the first entity to the last.

    Attributes
    ----------
    entities : tuple of str
        The entities passed, both ends included.
    relations : tuple of tuple of str
        For each step the relations that make it, in either direction, best standing first.
    weakest : int
        The step whose best relation stands least firmly; the path is worth no more than that one.
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
    import networkx as nx

    for end in (a, b):
        if end not in project.entities:
            raise UnknownName(f"There is no entity '{end}' in this graph.")
    if a == b:
        return ()
    allowed = None if among is None else frozenset(among)
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from((a, b))
    for relation in project.relations.values():
        if not project.is_dangling(relation) and (allowed is None or relation.id in allowed):
            simple.add_edge(relation.source, relation.target)
    try:
        ways = list(islice(nx.all_shortest_paths(simple, a, b), _CONSIDERED))
    except nx.NetworkXNoPath:
        return ()
    found = [_path(project, way, allowed) for way in ways]
    return tuple(sorted(found, key=lambda path: (_weakness(project, path), path.entities))[:limit])


def by_standing(project: Project, relations: Iterable[str]) -> tuple[str, ...]:
    """Return relations with the firmest first; equal ones keep their order."""
    return tuple(sorted(relations, key=lambda key: _STRENGTH[project.standing(key)]))


def _path(project: Project, way: list[str], allowed: frozenset[str] | None) -> Path:
    relations = tuple(_step(project, one, other, allowed) for one, other in pairwise(way))
    weakest = max(range(len(relations)), key=lambda step: _STRENGTH[project.standing(relations[step][0])])
    return Path(tuple(way), relations, weakest)


def _step(project: Project, one: str, other: str, allowed: frozenset[str] | None) -> tuple[str, ...]:
    fewer = min(one, other, key=lambda entity: len(project.relations_of(entity)))
    ties = [
        key
        for key in project.relations_of(fewer)
        if {project.relations[key].source, project.relations[key].target} == {one, other}
        and (allowed is None or key in allowed)
    ]
    return by_standing(project, ties)


def _weakness(project: Project, path: Path) -> tuple[int, int]:
    ranks = [_STRENGTH[project.standing(step[0])] for step in path.relations]
    return max(ranks), sum(ranks)
