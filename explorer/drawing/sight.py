"""What of a graph lies in an area: which entities, which lines, and how much of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from explorer.drawing.frame import Bools, Box, Floats, Ints

REACH_PX = 90.0
"""So far from their place entities, heads, and lines that bend around others are drawn."""


@dataclass(frozen=True, eq=False)
class Sight:
    """Rows of entities and of relations in or near an area, and the px of line inside it."""

    nodes: Ints
    edges: Ints
    ink_px: float


def sight(xy: Floats, source: Ints, target: Ints, area: Box | None) -> Sight:
    """Return what is in sight, taking every line for a straight one; all there is without an area.

    Examples
    --------
    >>> xy, one, other = np.array([(0.0, 0.0), (100.0, 0.0), (500.0, 0.0)]), np.array([0, 1]), np.array([1, 2])
    >>> seen = sight(xy, one, other, (-10.0, -10.0, 160.0, 20.0))
    >>> seen.nodes.tolist(), seen.edges.tolist(), seen.ink_px
    ([0, 1], [0, 1], 150.0)
    """
    start, end = xy[source], xy[target]
    if area is None:
        way = end - start
        ink = float(np.hypot(way[:, 0], way[:, 1]).sum())
        return Sight(np.arange(len(xy)), np.arange(len(source)), ink)
    x, y, width, height = area
    low, high = ((x - REACH_PX, y - REACH_PX), (x + width + REACH_PX, y + height + REACH_PX))
    nodes = np.flatnonzero(_touching(xy, xy, low, high))
    near = np.flatnonzero(_touching(start, end, low, high))
    return Sight(nodes, near, inside_px(start[near], end[near], area))


def at_home(
    seen: Sight, xy: Floats, source: Ints, target: Ints, area: Box, *, both_ends: bool = False
) -> tuple[Sight, Ints]:
    """Return what is in sight with only those relations that have an end (or both) there; and the others.

    Examples
    --------
    >>> xy, one, other = np.array([(0.0, 0.0), (-500.0, 5.0), (500.0, 5.0)]), np.array([0, 1]), np.array([1, 2])
    >>> area = (-10.0, -10.0, 20.0, 20.0)
    >>> seen, passing = at_home(sight(xy, one, other, area), xy, one, other, area)
    >>> seen.edges.tolist(), round(seen.ink_px), passing.tolist()
    ([0], 10, [1])
    """
    here = np.zeros(len(xy), dtype=bool)
    here[seen.nodes] = True
    begins, ends = here[source[seen.edges]], here[target[seen.edges]]
    own = begins & ends if both_ends else begins | ends
    edges = seen.edges[own]
    ink_px = inside_px(xy[source[edges]], xy[target[edges]], area)
    return Sight(seen.nodes, edges, ink_px), seen.edges[~own]


def inside_px(start: Floats, end: Floats, area: Box) -> float:
    """Return how much of these lines lies inside an area."""
    x, y, width, height = area
    first, last = np.zeros(len(start)), np.ones(len(start))
    for axis, low, high in ((0, x, x + width), (1, y, y + height)):
        begin = start[:, axis]
        way = end[:, axis] - begin
        flat = np.abs(way) < 1e-9
        step = np.where(flat, 1.0, way)
        one, other = (low - begin) / step, (high - begin) / step
        within = (begin >= low) & (begin <= high)
        first = np.maximum(first, np.where(flat, np.where(within, 0.0, 2.0), np.minimum(one, other)))
        last = np.minimum(last, np.where(flat, 1.0, np.maximum(one, other)))
    way = end - start
    return float((np.maximum(last - first, 0.0) * np.hypot(way[:, 0], way[:, 1])).sum())


def _touching(start: Floats, end: Floats, low: tuple[float, float], high: tuple[float, float]) -> Bools:
    """Return which lines have a box that meets another."""
    result = np.ones(len(start), dtype=bool)
    for axis in (0, 1):
        one, other = start[:, axis], end[:, axis]
        result &= (np.maximum(one, other) >= low[axis]) & (np.minimum(one, other) <= high[axis])
    return result
