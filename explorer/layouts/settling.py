"""Finds places for the new among many that stay: near their neighbours, and beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from explorer.layouts.base import Bools, Floats
    from explorer.layouts.network import Network

FARTHEST_STEPS = 200
SMOOTHING_ROUNDS = 5
GOLDEN_ANGLE = 2.399963


def near_neighbours(net: Network, xy: Floats, fixed: Bools) -> Floats:
    """Return places near their neighbours for all that are not fixed; who is tied to nobody that is stays put.

    Parameters
    ----------
    net : Network
    xy : Floats, shape (n, 2)
        Places of those that are fixed; of the others they do not matter.
    fixed : Bools, shape (n,)
        Which entities stay.
    """
    xy, known = xy.copy(), fixed.copy()
    for _ in range(FARTHEST_STEPS):
        reached = net.ties @ known.astype(float)
        new = np.flatnonzero((reached > 0) & ~known)
        if not len(new):
            break
        xy[new] = (net.ties @ np.where(known[:, None], xy, 0.0))[new] / reached[new, None]
        known[new] = True
    moving = np.flatnonzero(known & ~fixed)
    reached = (net.ties @ known.astype(float))[moving, None]
    for _ in range(SMOOTHING_ROUNDS):
        xy[moving] = (net.ties @ np.where(known[:, None], xy, 0.0))[moving] / reached
    xy[moving] += _aside(xy[moving], net.radius[moving])
    return xy


def _aside(xy: Floats, radius: Floats) -> Floats:
    """Return steps aside, so that those in the same spot surround it instead of covering each other and the spot."""
    _, spot = np.unique(np.round(xy), axis=0, return_inverse=True)
    order = np.argsort(spot, kind="stable")
    turn = np.empty(len(xy))
    turn[order] = np.arange(len(xy)) - np.searchsorted(spot[order], spot[order])
    angle = turn * GOLDEN_ANGLE + spot
    reach = 2.2 * radius * np.sqrt(turn + 1.0)
    step: Floats = np.stack([np.cos(angle), np.sin(angle)], axis=1) * reach[:, None]
    return step
