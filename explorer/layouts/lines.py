"""What layouts ask of straight lines: which cross, and how far they stay from boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from explorer.layouts.base import Bools, Floats, Ints


def crossings(xy: Floats, edges: Ints) -> int:
    """Count the pairs of edges without a common end that cross as straight lines.

    Examples
    --------
    >>> square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)])
    >>> crossings(square, np.array([(0, 2), (1, 3), (0, 1)]))
    1
    """
    return int(np.triu(crossing_pairs(xy, edges)).sum())


def crossing_pairs(xy: Floats, edges: Ints) -> Bools:
    """Return which edges cross which, shape (m, m)."""
    a = xy[edges[:, 0], :, None]
    along = xy[edges[:, 1], :, None] - a
    side = along[:, 0] * (xy[:, 1] - a[:, 1]) - along[:, 1] * (xy[:, 0] - a[:, 0])
    parted = side[:, edges[:, 0]] * side[:, edges[:, 1]] < 0
    crossed: Bools = parted & parted.T & ~sharing(edges, edges)
    return crossed


def sharing(these: Ints, those: Ints) -> Bools:
    """Return which edges have an end in common, shape (len(these), len(those))."""
    one, other = these.T[:, :, None], those.T[:, None]
    shared: Bools = (one[0] == other[0]) | (one[0] == other[1]) | (one[1] == other[0]) | (one[1] == other[1])
    return shared


def line_gaps(a: Floats, b: Floats, centre: Floats, half: Floats) -> Floats:
    """Return how far lines from ``a`` to ``b`` stay from boxes; negative where they run through. Broadcasts.

    Examples
    --------
    >>> box = np.array((5.0, 5.0)), np.array((2.0, 1.0))
    >>> float(line_gaps(np.array((0.0, 0.0)), np.array((10.0, 0.0)), *box))
    4.0
    >>> round(float(line_gaps(np.array((0.0, 5.0)), np.array((10.0, 5.0)), *box)), 3)
    -1.0
    """
    mx, my = (a[..., 0] + b[..., 0]) / 2, (a[..., 1] + b[..., 1]) / 2
    rx, ry = b[..., 0] - mx, b[..., 1] - my
    wide, high = half[..., 0], half[..., 1]
    length = np.sqrt(rx * rx + ry * ry) + 1e-9
    ux, uy = rx / length, ry / length
    x, y = mx - centre[..., 0], my - centre[..., 1]
    across = np.abs(ux * y - uy * x) - (wide * np.abs(uy) + high * np.abs(ux))
    beside = np.abs(x) - (wide + np.abs(rx))
    over = np.abs(y) - (high + np.abs(ry))
    gaps: Floats = np.maximum(np.maximum(beside, over), across)
    return gaps
