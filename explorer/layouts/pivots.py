"""A first picture of a large connected part: distances to some entities that are far from each other, flattened.

Pivot MDS, after Brandes and Pich, "Eigensolver methods for progressive multidimensional scaling of large data" (2006).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from explorer.layouts.base import Floats

PIVOTS = 50


def by_pivots(ties: csr_array) -> Floats:
    """Return places of a connected graph, the longer side along x, with a standard deviation of 1.

    Parameters
    ----------
    ties : csr_array, shape (n, n)
        Symmetric.
    """
    count = ties.shape[0]
    pivot, nearest, columns = int(np.argmax(np.diff(ties.indptr))), np.full(count, np.inf), []
    for _ in range(min(PIVOTS, count)):
        far = steps_from(ties, pivot)
        columns.append(far * far)
        nearest = np.minimum(nearest, far)
        pivot = int(np.argmax(nearest))
    squares = np.stack(columns, axis=1)
    centred = -0.5 * (squares - squares.mean(axis=0) - squares.mean(axis=1, keepdims=True) + squares.mean())
    axes = np.linalg.eigh(centred.T @ centred)[1][:, ::-1][:, :2]
    flat = np.zeros((count, 2))
    flat[:, : axes.shape[1]] = centred @ axes
    flat /= float(flat.std()) or 1.0
    return flat


def steps_from(ties: csr_array, root: int) -> Floats:
    """Return how many steps everybody is from one entity; everybody can be reached.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> steps_from(csr_array(np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]])), 0).tolist()
    [0.0, 1.0, 2.0]
    """
    from scipy.sparse.csgraph import breadth_first_order

    order, before = breadth_first_order(ties, root, directed=True, return_predecessors=True)
    turn = np.empty(ties.shape[0], dtype=np.intp)
    turn[order] = np.arange(len(order))
    parents = turn[before[order[1:]]]  # never falls, since nearer ones are met first
    steps = np.zeros(len(order))
    first, end, level = 0, 1, 0.0
    while end < len(order):
        first, end = end, 1 + int(np.searchsorted(parents, end))
        level += 1.0
        steps[first:end] = level
    far = np.empty(ties.shape[0])
    far[order] = steps
    return far
