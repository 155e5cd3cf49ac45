"""The finishing pass: moves boxes apart until none overlaps another, and otherwise as little as it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.layouts.discs import discs_apart
from explorer.layouts.network import boxes_of
from explorer.model.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from explorer.layouts.base import Bools, Floats, Ints, Sizes
    from explorer.layouts.network import Network

NAMED_UP_TO = 300
"""Larger graphs leave room for their nodes only: their names cannot all be read at once."""

GAP_PX = 6.0
"""Boxes are left at least this far apart."""

PUSH_ROUNDS = 600
GROW_AFTER_ROUNDS = 100
GROWTH = 1.001
SOFTNESS = 0.65
SEARCH_STEP_PX = 12.0
NUDGE_PX = 0.01
GOLDEN_ANGLE = 2.399963


def separate(positions: Positions, sizes: Sizes, pinned: AbstractSet[str] = frozenset()) -> Positions:
    """Return positions where no node and no label, each below its node, overlaps another; in large graphs no node.

    Parameters
    ----------
    positions : Positions
    sizes : Sizes
        The room each entity needs.
    pinned : set of str
        Entities that stay. Where two of them overlap, they go on overlapping.

    Examples
    --------
    >>> from explorer.layouts.base import Sizes
    >>> free = separate(Positions(["a", "b"], [(0, 0), (0, 30)]), Sizes())
    >>> round(free.get("b")[1] - free.get("a")[1])
    52
    """
    ids = tuple(sorted(positions.ids))
    xy = positions.rows(ids)
    free = np.array([entity not in pinned for entity in ids], dtype=bool)
    if len(ids) > NAMED_UP_TO:
        return Positions(ids, discs_apart(xy, np.array([sizes.room(entity)[0] for entity in ids]), free))
    offset, half = boxes_of(ids, sizes)
    return Positions(ids, apart(xy, offset, half, free))


def finished(net: Network, xy: Floats, start: Positions, pinned: AbstractSet[str]) -> Floats:
    """Return a picture with the pinned entities where they were, moved as a whole to suit them, nothing overlapping."""
    return separated(net, settled(net, xy, start, pinned), ~net.fixed(start, pinned))


def separated(net: Network, xy: Floats, free: Bools) -> Floats:
    """Return a picture in which nothing overlaps: no name in small ones, no node in large ones."""
    return apart(xy, net.offset, net.half, free) if len(net) <= NAMED_UP_TO else discs_apart(xy, net.radius, free)


def settled(net: Network, xy: Floats, start: Positions, pinned: AbstractSet[str]) -> Floats:
    """Return a picture with the pinned entities where they were, moved as a whole to suit them."""
    fixed = net.fixed(start, pinned)
    if not fixed.any():
        return xy
    places = net.places(start)
    moved: Floats = np.where(fixed[:, None], places, xy + (places[fixed].mean(axis=0) - xy[fixed].mean(axis=0)))
    return moved


def apart(xy: Floats, offset: Floats, half: Floats, free: Bools) -> Floats:
    """Return places where no two boxes overlap, those of two fixed ones excepted.

    Parameters
    ----------
    xy, offset, half : Floats, shape (n, 2)
        Places of nodes; the middle of each box seen from its node; half of its size.
    free : Bools, shape (n,)
        Which ones may move.
    """
    half = half + GAP_PX / 2
    centre = _unstacked(xy, free) + offset
    for done in range(PUSH_ROUNDS):
        first, second = overlapping(centre, half, free)
        if not len(first):
            break
        if done >= GROW_AFTER_ROUNDS and free.all():
            middle = centre.mean(axis=0)
            centre = middle + (centre - middle) * GROWTH
        centre = centre + _pushes(centre, half, free, first, second)
    first, second = overlapping(centre, half, free)
    for row in np.unique(np.where(free[second], second, first)):
        centre[row] = _nearest_gap(int(row), centre, half)
    placed: Floats = centre - offset
    placed[~free] = xy[~free]
    return placed


def overlapping(centre: Floats, half: Floats, free: Bools) -> tuple[Ints, Ints]:
    """Return the pairs of boxes that overlap, except pairs that cannot move."""
    left, right = centre[:, 0] - half[:, 0], centre[:, 0] + half[:, 0]
    order = np.argsort(left, kind="stable")
    left, right = left[order], right[order]
    top, bottom = (centre[:, 1] - half[:, 1])[order], (centre[:, 1] + half[:, 1])[order]
    can = free[order]
    firsts, seconds = [np.zeros(0, dtype=np.intp)], [np.zeros(0, dtype=np.intp)]
    reach = np.searchsorted(left, right - 1e-6) - np.arange(len(left)) - 1
    for ahead in range(1, int(reach.max(initial=0)) + 1):
        one = np.flatnonzero(reach >= ahead)
        other = one + ahead
        meet = (top[one] < bottom[other] - 1e-6) & (top[other] < bottom[one] - 1e-6) & (can[one] | can[other])
        firsts.append(order[one[meet]])
        seconds.append(order[other[meet]])
    return np.concatenate(firsts), np.concatenate(seconds)


def _pushes(centre: Floats, half: Floats, free: Bools, first: Ints, second: Ints) -> Floats:
    """Return how far each box gives way: along the shorter way out, half each unless one is fixed."""
    away = centre[second] - centre[first]
    out = half[first] + half[second] - np.abs(away)
    along = (out[:, 1] < out[:, 0]).astype(np.intp)
    pair = np.arange(len(first))
    push = np.zeros((len(first), 2))
    push[pair, along] = np.where(away[pair, along] < 0, -1.0, 1.0) * (SOFTNESS * out[pair, along] + 1e-3)
    share = free[second] / (free[first].astype(float) + free[second])
    moves = np.zeros_like(centre)
    for axis in (0, 1):
        moves[:, axis] += np.bincount(second, share * push[:, axis], minlength=len(centre))
        moves[:, axis] -= np.bincount(first, (1 - share) * push[:, axis], minlength=len(centre))
    return moves


def _unstacked(xy: Floats, free: Bools) -> Floats:
    """Return places of which no two are the same: those taken already are left along a spiral."""
    first = np.unique(xy, axis=0, return_index=True)[1]
    again = free.copy()
    again[first] = False
    turn = np.arange(len(xy)) * GOLDEN_ANGLE
    nudge = np.stack([np.cos(turn), np.sin(turn)], axis=1) * np.sqrt(np.arange(len(xy)) + 1.0)[:, None] * NUDGE_PX
    nudged: Floats = np.where(again[:, None], xy + nudge, xy)
    return nudged


def _nearest_gap(row: int, centre: Floats, half: Floats) -> Floats:
    """Return the nearest spot, on circles around where it is, at which a box meets no other."""
    others = np.arange(len(centre)) != row
    angle = np.arange(24) * (2 * np.pi / 24)
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    radius = 0.0
    while True:
        spots = centre[row] + ring * radius
        gaps = (
            (np.abs(spots[:, None] - centre[others]) - half[row] - half[others]).max(axis=2).min(axis=1, initial=np.inf)
        )
        if (gaps >= 0).any():
            spot: Floats = spots[int(np.argmax(gaps >= 0))]
            return spot
        radius += SEARCH_STEP_PX
