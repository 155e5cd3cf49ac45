"""A large part at rest: worked out in the small first, then in full, then spread so that no pile is left."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from explorer.layouts.coarsening import likenesses
from explorer.layouts.discs import discs_apart
from explorer.layouts.pivots import by_pivots
from explorer.layouts.spreading import GROUND, lying, spread
from explorer.layouts.springs import Springs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from scipy.sparse import csr_array

    from explorer.layouts.base import Bools, Floats, Ints
    from explorer.layouts.coarsening import Likeness
    from explorer.layouts.network import Network

DRAWN_APART_ABOVE = 2000
"""Larger parts are drawn with their communities apart; in smaller ones even lengths are worth more."""

GAP_PX = 6.0
FILLED = 0.5
SHAKEN = 0.2
GOLDEN_ANGLE = 2.399963
FIRST_STEPS = 160


def unfold(
    net: Network, start: Floats, fixed: Bools, aspect: float, spacing: float, seed: int
) -> Iterator[tuple[Callable[[], Floats], float]]:
    """Yield what returns ever better places, and the share of work done.

    In the last places nothing overlaps.

    Parameters
    ----------
    net : Network
    start : Floats, shape (n, 2)
        Places of those that are fixed.
    fixed : Bools, shape (n,)
        Which entities stay.
    aspect : float
        Width by height to aim for.
    spacing : float
        How far apart entities are.
    seed : int
    """
    room = Room(net, aspect, spacing)
    at: Callable[[], Floats] = partial(np.zeros, (len(net), 2))
    for at, share in at_rest(net, seed):
        yield partial(_drawn, room, at, start, fixed), 0.95 * share
    xy = _moved_to(room.spread(at()), start, fixed)
    yield lambda: xy, 0.96
    xy = room.apart(xy, ~fixed)
    yield lambda: xy, 1.0


def _drawn(room: Room, at: Callable[[], Floats], start: Floats, fixed: Bools) -> Floats:
    return _moved_to(room.scaled(at()), start, fixed)


class Room:
    """How much room the entities of a part need for their nodes; all their names find none in a large graph.

    Parameters
    ----------
    net : Network
    aspect, spacing : float
        See ``unfold``.
    """

    def __init__(self, net: Network, aspect: float, spacing: float) -> None:
        self._net, self._aspect = net, aspect
        self._area = np.pi * ((net.radius + GAP_PX / 2) * spacing) ** 2

    def scaled(self, xy: Floats) -> Floats:
        """Return a picture in pixels, as large as it will be once it is spread."""
        xy = lying(xy)
        low, high = np.percentile(xy, [1, 99], axis=0)
        extent = np.maximum(high - low, 1e-9)
        wanted = np.sqrt(self._area.sum() * (1 + GROUND) / FILLED) * np.array([self._aspect**0.5, self._aspect**-0.5])
        scaled: Floats = (xy - (low + high) / 2) * (wanted / extent).min()
        return scaled

    def spread(self, xy: Floats) -> Floats:
        """Return a picture in pixels without piles."""
        return spread(xy, self._area, self._aspect, FILLED)

    def apart(self, xy: Floats, free: Bools) -> Floats:
        """Return a picture in which nothing overlaps."""
        return discs_apart(xy, self._net.radius, free)


def _moved_to(xy: Floats, start: Floats, fixed: Bools) -> Floats:
    """Return a picture with the fixed entities in their places, moved as a whole to suit them."""
    if not fixed.any():
        return xy
    moved: Floats = np.where(fixed[:, None], start, xy + start[fixed].mean(axis=0) - xy[fixed].mean(axis=0))
    return moved


def at_rest(net: Network, seed: int) -> Iterator[tuple[Callable[[], Floats], float]]:
    """Yield what returns the places of everybody, in units of the forces, and the share of work done."""
    levels, groups = likenesses(net, seed)
    rng = np.random.default_rng(seed)
    counts = steps_for([_work(level) for level in levels])
    costs = [count * _work(level) for level, count in zip(levels, counts, strict=True)]
    whole, done = sum(costs), 0.0
    coarsest = levels[-1]
    at = _first_picture(coarsest) + rng.normal(size=(len(coarsest), 2)) * 0.5
    for depth in range(len(levels) - 1, -1, -1):
        springs = Springs(levels[depth], at, draws_apart=len(net) > DRAWN_APART_ABOVE)
        for _ in range(counts[depth]):
            springs.step()
            done += costs[depth] / counts[depth]
            yield partial(_in_full, springs.xy, groups[:depth]), done / whole
        at = springs.xy
        if depth:
            at = at[groups[depth - 1]]
            mass = levels[depth - 1].mass
            at += rng.normal(size=at.shape) * SHAKEN * np.sqrt(mass + mass.mean())[:, None]


def _in_full(xy: Floats, groups: list[Ints]) -> Floats:
    for group in reversed(groups):
        xy = xy[group]
    return xy


def _first_picture(it: Likeness) -> Floats:
    """Return a picture to start from: of a connected graph its distances, of others their parts around a middle."""
    from scipy.sparse.csgraph import connected_components

    ties = _ties(it)
    parts, found = connected_components(ties, directed=False)
    if parts == 1:
        return by_pivots(ties) * np.float64(4 * len(it) ** 0.5)
    angle, far = np.arange(parts) * GOLDEN_ANGLE, np.sqrt(np.arange(parts) / parts)
    spiral: Floats = np.stack([np.cos(angle), np.sin(angle)], axis=1) * (far * np.sqrt(len(it)) * 8)[:, None]
    return spiral[np.asarray(found, dtype=np.intp)]


def _ties(it: Likeness) -> csr_array:
    from scipy.sparse import coo_array

    ends = np.concatenate([it.first, it.second]), np.concatenate([it.second, it.first])
    ties: csr_array = coo_array((np.ones(len(ends[0])), ends), shape=(len(it), len(it))).tocsr()
    return ties


def _work(it: Likeness) -> float:
    return len(it) + len(it.first) / 4 + 500.0


def steps_for(works: list[float]) -> list[int]:
    """Return how many steps each likeness gets, by what one costs: the graph itself first, the smallest last.

    Examples
    --------
    >>> steps_for([18_000.0, 7_000.0, 2_000.0])
    [138, 87, 160]
    """
    counts = [int(np.clip(60 * (works[0] / work) ** 0.4, 50, 150)) for work in works]
    counts[-1] = FIRST_STEPS
    counts[0] = int(np.clip(480 * (1500 / works[0]) ** 0.5, 30, 260))
    return counts
