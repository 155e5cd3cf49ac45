"""Moves round nodes apart until none overlaps another, many thousands of them, and otherwise as little as it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.layouts.spreading import spread

if TYPE_CHECKING:
    from explorer.layouts.base import Bools, Floats, Ints

GAP_PX = 4.0
"""Discs are pushed until they are this far apart, and are left alone once they no longer touch."""

SKIN_PX = 8.0
"""Pairs that are farther apart than this are not watched until somebody has moved half as far."""

ROUNDS = 300
GROW_AFTER_ROUNDS = 60
GROWTH = 1.01
SOFTNESS = 0.5
GAP_SPOTS = 16
NEAR_FREE_PX = 300.0
MOST_IN_A_SPOT = 40
FILLED = 0.45
NUDGE_PX = 0.01
GOLDEN_ANGLE = 2.399963


def discs_apart(xy: Floats, radius: Floats, free: Bools) -> Floats:
    """Return places where no two discs overlap, those of two fixed ones excepted.

    Parameters
    ----------
    xy : Floats, shape (n, 2)
    radius : Floats, shape (n,)
    free : Bools, shape (n,)
        Which ones may move.
    """
    at = _without_piles(xy, radius, free)
    watched = _Pairs(at, radius, free)
    for turn in range(ROUNDS if free.all() else GROW_AFTER_ROUNDS):
        watched.look(at)
        away = at[watched.second] - at[watched.first]
        far = np.sqrt((away * away).sum(axis=1)) + 1e-9
        lacking = watched.needed - far
        if lacking.max(initial=-np.inf) < GAP_PX * 0.9:
            return at
        hit = np.flatnonzero(lacking > 0)
        first, second = watched.first[hit], watched.second[hit]
        push = away[hit] * ((SOFTNESS * lacking[hit] + 0.05) / far[hit])[:, None]
        share = 2 * free[second] / (free[first].astype(float) + free[second])
        for axis in (0, 1):
            at[:, axis] += np.bincount(second, share * push[:, axis], minlength=len(at))
            at[:, axis] -= np.bincount(first, (2 - share) * push[:, axis], minlength=len(at))
        if turn >= GROW_AFTER_ROUNDS and free.all():
            at *= GROWTH
    return _in_gaps(at, radius, free)


def _without_piles(xy: Floats, radius: Floats, free: Bools) -> Floats:
    """Return places with those that may move spread out, if thousands of pairs would have to be looked at in one spot."""
    at = xy.copy()
    rows = np.flatnonzero(free)
    if len(rows) <= MOST_IN_A_SPOT:
        return at
    spots = np.floor(at[rows] / (2 * float(radius.max())))
    if np.unique(spots, axis=0, return_counts=True)[1].max() <= MOST_IN_A_SPOT:
        return at
    turn = np.arange(len(rows))
    nudge = np.stack([np.cos(turn * GOLDEN_ANGLE), np.sin(turn * GOLDEN_ANGLE)], axis=1)
    piled = at[rows] + nudge * np.sqrt(turn + 1.0)[:, None] * NUDGE_PX
    extent = np.maximum(np.ptp(piled, axis=0), 1e-9)
    room = np.pi * (radius[rows] + GAP_PX / 2) ** 2
    at[rows] = spread(piled, room, float(np.clip(extent[0] / extent[1], 0.5, 2.0)), FILLED) + piled.mean(axis=0)
    return at


class _Pairs:
    """Owns the pairs of discs that are near each other, and finds them anew when discs have moved.

    Attributes
    ----------
    first, second : Ints
        At least one of each pair may move.
    needed : Floats
        How far apart their middles should be.
    """

    def __init__(self, at: Floats, radius: Floats, free: Bools) -> None:
        self._radius, self._free = radius, free
        self._rows = np.flatnonzero(free | _seen(at, free))
        if not free.all():
            self._rows = self._rows[_near_free(at[self._rows], at[free])]
        self._looked_at: Floats | None = None
        self.first = self.second = np.zeros(0, dtype=np.intp)
        self.needed = np.zeros(0)

    def look(self, at: Floats) -> None:
        """Look for pairs, if somebody has moved so far that others may be near."""
        from scipy.spatial import cKDTree

        if self._looked_at is not None and (np.abs(at - self._looked_at).max(initial=0.0) < SKIN_PX / 3):
            return
        self._looked_at = at.copy()
        radius, rows = self._radius, self._rows
        reach = 2 * float(radius.max(initial=0.0)) + GAP_PX + SKIN_PX
        pairs = (
            rows[cKDTree(at[rows]).query_pairs(reach, output_type="ndarray")] if len(rows) else np.zeros((0, 2), int)
        )
        pairs = pairs[self._free[pairs].any(axis=1)]
        first, second = pairs.T
        needed = radius[first] + radius[second] + GAP_PX
        away = at[second] - at[first]
        near = (away * away).sum(axis=1) < (needed + SKIN_PX) ** 2
        self.first, self.second, self.needed = first[near], second[near], needed[near]


def _seen(at: Floats, free: Bools) -> Bools:
    """Return which fixed ones are worth looking at: one of those that are in the same spot."""
    fixed = np.flatnonzero(~free)
    seen = np.zeros(len(at), dtype=bool)
    seen[fixed[np.unique(np.round(at[fixed] / GAP_PX), axis=0, return_index=True)[1]]] = True
    return seen


def _near_free(at: Floats, moving: Floats) -> Bools:
    """Return which are so near to one that may move that the two may meet."""
    from scipy.spatial import cKDTree

    if not len(moving):
        return np.zeros(len(at), dtype=bool)
    return np.asarray(np.isfinite(cKDTree(moving).query(at, distance_upper_bound=NEAR_FREE_PX)[0]), dtype=bool)


def _in_gaps(at: Floats, radius: Floats, free: Bools) -> Floats:
    """Return places where those that still overlap have gone to the nearest gap, one after the other."""
    watched = _Pairs(at, radius, free)
    watched.look(at)
    far = np.hypot(*(at[watched.second] - at[watched.first]).T)
    hit = far < watched.needed - GAP_PX * 0.9
    first, second = watched.first[hit], watched.second[hit]
    return into_gaps(at, radius, np.unique(np.where(free[second], second, first)))


def into_gaps(at: Floats, radius: Floats, rows: Ints) -> Floats:
    """Return places where these have gone, one after the other, to the nearest gap between all others."""
    from scipy.spatial import cKDTree

    if not len(rows):
        return at
    at = at.copy()
    others = np.setdiff1d(np.arange(len(at)), rows)
    tree = cKDTree(at[others])
    widest = float(radius.max())
    angles = np.arange(GAP_SPOTS) * (2 * np.pi / GAP_SPOTS)
    ring = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    for turn, row in enumerate(rows.tolist()):
        ready = rows[:turn]
        reach = 0.0
        while True:
            spots = at[row] + ring * reach
            near = others[tree.query_ball_point(at[row], reach + radius[row] + widest + GAP_PX)]
            there = np.concatenate([near, ready])
            gaps = np.hypot(*np.moveaxis(spots[:, None] - at[there], 2, 0)) - radius[row] - radius[there]
            clear = gaps.min(axis=1, initial=np.inf) > GAP_PX * 0.1
            if clear.any():
                at[row] = spots[int(np.argmax(clear))]
                break
            reach += radius[row] / 2 + reach / 8
    return at
