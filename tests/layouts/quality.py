"""How good a picture is, in numbers, so that tests can compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.layouts.lines import line_gaps

if TYPE_CHECKING:
    from explorer.layouts.base import Floats, Ints
    from explorer.layouts.network import Network


def box_overlaps(xy: Floats, net: Network, margin_px: float = 0.0) -> int:
    """Count pairs of boxes (node, label, loops) that overlap by more than rounding."""
    gaps = box_gaps(xy + net.offset, net.half)
    return int((np.triu(gaps, 1) < margin_px - 1e-6).sum())


def node_overlaps(xy: Floats, radius: Floats) -> int:
    """Count pairs of round nodes that overlap by more than rounding.

    Examples
    --------
    >>> node_overlaps(np.array([(0, 0), (10, 0), (40, 0)]), np.array([8, 8, 8]))
    1
    """
    apart = np.hypot(*np.moveaxis(xy[:, None] - xy[None], -1, 0))
    return int(np.triu(apart < radius[:, None] + radius[None] - 1e-6, 1).sum())


def box_gaps(centre: Floats, half: Floats) -> Floats:
    """Return how far apart boxes are, shape (n, n); negative where they overlap, infinite on the diagonal."""
    gaps: Floats = (np.abs(centre[:, None] - centre[None]) - half[:, None] - half[None]).max(axis=2)
    np.fill_diagonal(gaps, np.inf)
    return gaps


def lines_through_boxes(xy: Floats, net: Network) -> int:
    """Count the pairs of an edge and a foreign box that it runs through."""
    a, b = xy[net.edges[:, 0]], xy[net.edges[:, 1]]
    gaps = line_gaps(a[:, None], b[:, None], (xy + net.offset)[None], net.half[None])
    own = (net.edges[:, :, None] == np.arange(len(net))).any(axis=1)
    return int(((gaps < 0) & ~own).sum())


def bounds(xy: Floats, net: Network) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of everything, labels included."""
    low = (xy + net.offset - net.half).min(axis=0)
    high = (xy + net.offset + net.half).max(axis=0)
    return float(low[0]), float(low[1]), float(high[0]), float(high[1])


def aspect(xy: Floats, net: Network) -> float:
    """Return width by height of everything, labels included."""
    left, top, right, bottom = bounds(xy, net)
    return (right - left) / (bottom - top)


def edge_lengths(xy: Floats, edges: Ints) -> Floats:
    """Return the straight length of every edge."""
    lengths: Floats = np.hypot(*(xy[edges[:, 0]] - xy[edges[:, 1]]).T)
    return lengths


def unevenness(xy: Floats, edges: Ints) -> float:
    """Return the spread of edge lengths: standard deviation by mean.

    Examples
    --------
    >>> unevenness(np.array([(0, 0), (3, 0), (3, 3)]), np.array([(0, 1), (1, 2)]))
    0.0
    """
    lengths = edge_lengths(xy, edges)
    return float(lengths.std() / lengths.mean()) if len(lengths) else 0.0


def neighbourhood(xy: Floats, net: Network) -> float:
    """Return how many of the nearest entities are neighbours: the mean Jaccard index, 0 to 1.

    Each entity is compared with as many nearest others as it has neighbours.
    """
    apart = ((xy[:, None] - xy[None]) ** 2).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    nearest = np.argsort(apart, axis=1, kind="stable")
    scores = []
    for row, tied in enumerate(net.neighbours):
        if len(tied):
            common = len(np.intersect1d(nearest[row, : len(tied)], tied))
            scores.append(common / (2 * len(tied) - common))
    return float(np.mean(scores)) if scores else 1.0


def words_with_room(xy: Floats, net: Network, words_px: tuple[float, float] = (84.0, 16.0)) -> float:
    """Return the share of lines on which words fit, touching no box and no other line."""
    if not len(net.edges):
        return 1.0
    a, b = xy[net.edges[:, 0]], xy[net.edges[:, 1]]
    half = np.array(words_px) / 2
    fits = np.zeros(len(net.edges), dtype=bool)
    for along in np.linspace(0.26, 0.74, 9):
        middle = a + (b - a) * along
        lines = line_gaps(a, b, middle[:, None], half)
        np.fill_diagonal(lines, np.inf)
        boxes = (np.abs(middle[:, None] - xy - net.offset) - half - net.half).max(axis=2)
        fits |= (lines.min(axis=1) > 0) & (boxes.min(axis=1) > 0)
    return float(fits.mean())


def circle_crossings(net: Network, order: Ints) -> int:
    """Count the pairs of lines that cross when entities sit around a circle in this order."""
    place = np.empty(len(order), dtype=np.intp)
    place[order] = np.arange(len(order))
    low, high = np.sort(place[net.edges], axis=1).T
    starts_inside = (low[:, None] < low) & (low < high[:, None])
    return int((starts_inside & (high > high[:, None])).sum())
