"""Smaller and smaller likenesses of a large graph: entities that belong together are drawn as one.

What a few strokes settle in the small is then worked out in the large, as in Walshaw, "A multilevel algorithm for
force-directed graph drawing" (2003). Entities are matched with the neighbour they are tied to most closely.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from explorer.layouts.base import Floats, Ints
    from explorer.layouts.network import Network

SMALL_ENOUGH = 600
MATCHING_ROUNDS = 3
SIBLINGS = 3
LEAST_PROGRESS = 0.85
"""A likeness that is not smaller than this share of the one before is not worth drawing."""


@dataclass(frozen=True, eq=False)
class Likeness:
    """A graph of groups; n groups, m ties.

    Attributes
    ----------
    first, second : Ints, shape (m,)
        Which groups are tied, each pair once.
    weight : Floats, shape (m,)
        How many edges run between them.
    mass : Floats, shape (n,)
        How hard each pushes: one, and one for each end of an edge, of all its members.
    count : Floats, shape (n,)
        How many entities each stands for.
    """

    first: Ints
    second: Ints
    weight: Floats
    mass: Floats
    count: Floats

    def __len__(self) -> int:
        return len(self.mass)


def itself(net: Network) -> Likeness:
    """Return the likeness in which everybody is a group of one."""
    first, second = np.ascontiguousarray(net.edges.T)
    return Likeness(first, second, np.ones(len(first)), (1.0 + net.degree).astype(np.float64), np.ones(len(net)))


def likenesses(net: Network, seed: int, small: int = SMALL_ENOUGH) -> tuple[list[Likeness], list[Ints]]:
    """Return ever smaller likenesses, the graph itself first, and for each but the last the groups of its members.

    Parameters
    ----------
    net : Network
    seed : int
    small : int
        The first that is as small as this is the last.
    """
    rng = np.random.default_rng(seed)
    found, groups = [itself(net)], []
    while len(found[-1]) > small:
        group = _matched(found[-1], rng)
        if int(group.max()) + 1 > LEAST_PROGRESS * len(found[-1]):
            break
        groups.append(group)
        found.append(_drawn_together(found[-1], group))
    return found, groups


def _matched(it: Likeness, rng: np.random.Generator) -> Ints:
    """Return a group for everybody: pairs of closest neighbours, and who is left with one of its neighbours."""
    ends, others = np.concatenate([it.first, it.second]), np.concatenate([it.second, it.first])
    order = np.argsort(ends, kind="stable")
    ends, others, weight = ends[order], others[order], np.tile(it.weight, 2)[order]
    group = np.full(len(it), -1, dtype=np.intp)
    closeness = weight / (it.count[ends] * it.count[others]) + 1e-9 * rng.random(len(ends))
    a, b, close = ends, others, closeness
    for _ in range(MATCHING_ROUNDS):
        choice = _closest(a, b, close, len(it))
        asking = np.flatnonzero(choice >= 0)
        pairs = asking[(choice[choice[asking]] == asking) & (asking < choice[asking])]
        group[pairs] = group[choice[pairs]] = pairs
        open_ = (group[a] < 0) & (group[b] < 0)
        a, b, close = a[open_], b[open_], close[open_]
    joining = (group[ends] < 0) & (group[others] >= 0)
    choice = _closest(ends[joining], others[joining], closeness[joining], len(it))
    left = np.flatnonzero(choice >= 0)
    left = left[np.argsort(choice[left], kind="stable")]
    turn = np.arange(len(left)) - np.searchsorted(choice[left], choice[left])
    # A hub takes a few of those that hang on it; the others stay together without it, or it would swallow them all.
    group[left] = np.where(turn < SIBLINGS, group[choice[left]], left[np.arange(len(left)) - turn % SIBLINGS])
    alone = np.flatnonzero(group < 0)
    group[alone] = alone
    return np.unique(group, return_inverse=True)[1].astype(np.intp)


def _closest(ends: Ints, others: Ints, closeness: Floats, count: int) -> Ints:
    """Return the closest of its others for everybody, or -1; the ends are sorted."""
    choice = np.full(count, -1, dtype=np.intp)
    if len(ends):
        starts = np.flatnonzero(np.concatenate([[True], ends[1:] != ends[:-1]]))
        most = np.repeat(np.maximum.reduceat(closeness, starts), np.diff(np.append(starts, len(ends))))
        best = np.flatnonzero(closeness == most)
        choice[ends[best]] = others[best]
    return choice


def _drawn_together(it: Likeness, group: Ints) -> Likeness:
    count = int(group.max()) + 1
    a, b = group[it.first], group[it.second]
    between = a != b
    pair = np.minimum(a, b)[between] * count + np.maximum(a, b)[between]
    kept, place = np.unique(pair, return_inverse=True)
    return Likeness(
        first=kept // count,
        second=kept % count,
        weight=_summed(place, it.weight[between], len(kept)),
        mass=_summed(group, it.mass, count),
        count=_summed(group, it.count, count),
    )


def _summed(place: Ints, values: Floats, count: int) -> Floats:
    return np.bincount(place, values, minlength=count).astype(np.float64)
