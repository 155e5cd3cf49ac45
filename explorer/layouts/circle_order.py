"""An order around a circle in which few lines cross: by the way the graph is tied, then one entity at a time.

The moves are Baur and Brandes' circular sifting ("Crossing reduction in circular layouts", 2004), with all
places of an entity weighed at once by sums over a table.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.layouts.base import Floats, Ints
    from explorer.layouts.network import Network

SIFTED_UP_TO = 400
ROUNDS = 4


def circle_orders(net: Network) -> Iterator[Ints]:
    """Yield ever better orders of all rows; separate parts stay together."""
    found: list[Ints] = []
    for members in net.components():
        part = net.part(members)
        order = _walk(part)
        if 4 <= len(part) <= SIFTED_UP_TO:
            for better in _sifted(part, order):
                order = better
                yield np.concatenate([*found, members[order], _missing(len(net), [*found, members])])
        found.append(members[order])
    yield np.concatenate(found) if found else np.zeros(0, dtype=np.intp)


def _missing(count: int, found: list[Ints]) -> Ints:
    return np.setdiff1d(np.arange(count), np.concatenate(found))


def _walk(net: Network) -> Ints:
    """Return the rows as a walk meets them that goes on to the least tied neighbour first."""
    seen = np.zeros(len(net), dtype=bool)
    order: list[int] = []
    waiting = [int(np.argmin(net.degree))]
    while waiting:
        row = waiting.pop()
        if not seen[row]:
            seen[row] = True
            order.append(row)
            near = net.neighbours[row]
            waiting.extend(int(other) for other in near[np.argsort(-net.degree[near], kind="stable")])
    return np.array(order, dtype=np.intp)


def _sifted(net: Network, order: Ints) -> Iterator[Ints]:
    ties = np.zeros((len(net), len(net)))
    first, second = net.edges.T
    ties[first, second] = ties[second, first] = 1.0
    turns = np.argsort(-net.degree, kind="stable")
    for _ in range(ROUNDS):
        before = order
        for row in turns:
            order = _sift(ties, order, int(row))
            yield order
        if np.array_equal(before, order):
            return


def _sift(ties: Floats, order: Ints, row: int) -> Ints:
    """Return the order with one row moved to the gap where its lines cross fewest others."""
    at = int(np.flatnonzero(order == row)[0])
    rest = np.roll(order, -at)[1:]
    near = np.flatnonzero(ties[row, rest])
    table = ties[np.ix_(rest, rest)]
    ends = np.concatenate([[0.0], np.cumsum(table.sum(axis=1))])
    inside = np.zeros((len(rest) + 1, len(rest) + 1))
    inside[1:, 1:] = table.cumsum(axis=0).cumsum(axis=1)
    own = np.concatenate([np.zeros((len(near), 1)), table[near].cumsum(axis=1)], axis=1)
    gap = np.arange(len(rest))[:, None]
    low = np.where(gap <= near, gap, near + 1)
    high = np.where(gap <= near, near, gap)
    between = ends[high] - ends[low] - (inside[high, high] - 2 * inside[low, high] + inside[low, low])
    line = np.arange(len(near))
    crossed = (between - (own[line, high] - own[line, low])).sum(axis=1)
    best = int(np.argmin(crossed))
    if crossed[best] >= crossed[0]:
        return order
    return np.concatenate([rest[:best], [row], rest[best:]])
