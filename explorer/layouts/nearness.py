"""Whether those that are near each other in a picture belong together.

Everybody's neighbourhood reaches as far as its nearest others, as many as it is tied to. Whoever is tied to it should
be within that reach, and nobody else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from explorer.layouts.base import Bools, Floats, Ints
    from explorer.layouts.network import Network

BLURRED = 0.15
"""A reach is blurred by this share of itself, so that coming nearer counts before it is near enough."""

LEAST_REACH_PX = 1e-6


class Nearness:
    """Owns how far everybody reaches in the picture that was looked at last.

    Parameters
    ----------
    net : Network
        Everybody is tied to somebody.
    """

    def __init__(self, net: Network) -> None:
        self._degree = net.degree
        self._tied = np.zeros((len(net), len(net)), dtype=bool)
        first, second = net.edges.T
        self._tied[first, second] = self._tied[second, first] = True
        self._reach = np.ones(len(net))

    def look(self, apart: Floats) -> None:
        """Note how far everybody reaches in a picture with these distances, shape (n, n)."""
        ordered = np.sort(apart, axis=1)  # everybody is nearest to itself
        rows, more = np.arange(len(apart)), np.minimum(self._degree + 1, len(apart) - 1)
        self._reach = np.maximum((ordered[rows, self._degree] + ordered[rows, more]) / 2, LEAST_REACH_PX)

    def wishes(self, rows: Ints, rest: Ints) -> Floats:
        """Return how much each of the rest wants each row near, or away (below 0): all whom it is tied to are worth 1."""
        wishes: Floats = np.where(self._tied[rows][:, rest], 1.0, -1.0) / self._degree[rest]
        return wishes

    def missed(self, wishes: Floats, rest: Ints, apart: Floats) -> Floats:
        """Weigh distances of rows from the rest by the wishes they miss; (s, r), (r,) and (K, s, r) -> (K,)."""
        missed: Floats = (wishes * _beyond(apart, self._reach[rest])).sum(axis=(1, 2))
        if len(wishes) == 1:
            missed += _own_missed(apart[:, 0], wishes[0] > 0)
        return missed


def _own_missed(apart: Floats, tied: Bools) -> Floats:
    """Weigh distances of one from the rest, shape (K, r), by those it is tied to and does not reach."""
    count = int(np.count_nonzero(tied))
    if count == len(tied):
        return np.zeros(len(apart))
    reach = np.partition(apart, (count - 1, count), axis=1)[:, count - 1 : count + 1].mean(axis=1, keepdims=True)
    missed: Floats = _beyond(apart[:, tied], np.maximum(reach, LEAST_REACH_PX)).mean(axis=1)
    return missed


def _beyond(apart: Floats, reach: Floats) -> Floats:
    """Return how clearly distances are beyond a reach: 0.5 if they are, -0.5 if they are within it."""
    beyond: Floats = np.minimum(np.maximum((apart / reach - 1.0) / (2 * BLURRED), -0.5), 0.5)
    return beyond
