"""Stress majorisation: distances in a picture as near as can be to distances in the graph.

After Gansner, Koren and North, "Graph drawing by stress majorization" (2004), with fixed entities.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from explorer.layouts.base import Bools, Floats
    from explorer.layouts.network import Network


def distances(net: Network, lengths: Floats) -> Floats:
    """Return the lengths of the shortest ways between all entities, shape (n, n); inf where there is none.

    Parameters
    ----------
    net : Network
    lengths : Floats, shape (m,)
        Of the edges.
    """
    far = np.full((len(net), len(net)), np.inf)
    np.fill_diagonal(far, 0.0)
    first, second = net.edges.T
    far[first, second] = far[second, first] = lengths
    for via in range(len(net)):
        np.minimum(far, far[:, via, None] + far[None, via], out=far)
    return far


class Majoriser:
    """Owns what several starts of one graph have in common.

    Parameters
    ----------
    wanted : Floats, shape (n, n)
        Distances in the graph; all finite.
    free : Bools, shape (n,)
        Which entities may move.
    """

    def __init__(self, wanted: Floats, free: Bools) -> None:
        self._wanted, self._free = wanted, free
        self._weight = np.where(wanted > 0, wanted, np.inf) ** -2.0
        laplacian = np.diag(self._weight.sum(axis=1)) - self._weight
        inner = laplacian[np.ix_(free, free)]
        # Without anything fixed the picture may drift, and the matrix has no inverse; this holds its middle.
        anchored = inner + self._weight.max(initial=1.0) / len(wanted) if free.all() else inner
        self._inverse = np.linalg.inv(anchored)
        self._pull = laplacian[np.ix_(free, ~free)]

    def improve(self, start: Floats, rounds: int) -> Floats:
        """Return better places for the free entities."""
        xy = start - start.mean(axis=0) if self._free.all() else start.copy()
        fixed = self._pull @ xy[~self._free]
        for _ in range(rounds):
            apart = _apart(xy)
            pull = -self._weight * self._wanted / np.where(apart > 1e-9, apart, np.inf)
            np.fill_diagonal(pull, -pull.sum(axis=1))
            xy[self._free] = self._inverse @ ((pull @ xy)[self._free] - fixed)
        return xy

    def stress(self, xy: Floats) -> float:
        """Return how far the picture is from the wanted distances."""
        return float((self._weight * (_apart(xy) - self._wanted) ** 2).sum()) / 2


def _apart(xy: Floats) -> Floats:
    x, y = xy[:, 0], xy[:, 1]
    apart: Floats = np.hypot(x[:, None] - x, y[:, None] - y)
    return apart
