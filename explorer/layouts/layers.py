"""The layers of one connected part: who stands in which, in what order, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.layouts.spacing import spaced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from explorer.layouts.base import Floats, Ints
    from explorer.layouts.network import Network

GAPS_PX = {"right": 96.0, "down": 56.0}
"""Between layers; words on lines lie flat, so they need more from left to right."""

ROW_GAP_PX = 14.0
PASSING_PX = 22.0
"""The room in a layer for a line that passes it."""

ROUNDS = 16
LEAST_IN_LAYER = 6


class Layers:
    """Owns the layers while they are put in order.

    Parameters
    ----------
    net : Network
        Connected.
    ways : Ints, shape (m, 2)
        The edges, each from source to target.
    direction : {"right", "down"}
    aspect : float
        Width by height to aim for.
    spacing : float
    """

    def __init__(self, net: Network, ways: Ints, direction: str, aspect: float, spacing: float) -> None:
        self._net = net
        self._gap = GAPS_PX[direction] * spacing
        self._along = 0 if direction == "right" else 1
        shape = aspect if direction == "right" else 1 / aspect
        most = max(LEAST_IN_LAYER, int(np.sqrt(2.0 * len(net) / shape)))
        layer = layer_of(len(net), without_cycles(len(net), ways), most)
        layers, ties = with_passers(layer, net.edges)
        count = int(layers.max()) + 1
        self._orders = [np.flatnonzero(layers == index) for index in range(count)]
        self._ties = [ties[layers[ties[:, 0]] == index] for index in range(count - 1)]
        self._room = np.full(len(layers), PASSING_PX * spacing)
        self._room[: len(net)] = 2 * net.half[:, 1 - self._along] + ROW_GAP_PX * spacing

    def improve(self) -> Iterator[tuple[Floats, float]]:
        """Yield places and the share of work done; the last are the best."""
        across = self._first()
        best, fewest = self._orders, np.inf
        for turn in range(ROUNDS):
            crossed = self._crossings(across)
            if crossed < fewest:
                best, fewest = list(self._orders), crossed
            across = self._swept(across, forward=turn % 2 == 0)
            yield self._drawn(across), (turn + 1) / (ROUNDS + 1)
        self._orders = best
        across = self._first()
        for turn in range(ROUNDS):
            across = self._levelled(across, forward=turn % 2 == 0)
        yield self._drawn(across), 1.0

    def _first(self) -> Floats:
        across = np.zeros(len(self._room))
        for order in self._orders:
            room = self._room[order]
            across[order] = np.cumsum(room) - room / 2 - room.sum() / 2
        return across

    def _swept(self, across: Floats, *, forward: bool) -> Floats:
        """Order every layer by the middle of its neighbours in the layer before."""
        for index in self._sequence(forward=forward):
            order = self._orders[index]
            wanted = self._middles(index, across, (index - 1,) if forward else (index,))
            self._orders[index] = order[np.argsort(wanted, kind="stable")]
            across = self._levelled_layer(across, index, np.sort(wanted))
        return across

    def _levelled(self, across: Floats, *, forward: bool) -> Floats:
        """Move every layer towards its neighbours on both sides, in the order it has."""
        for index in self._sequence(forward=forward):
            across = self._levelled_layer(across, index, self._middles(index, across, (index - 1, index)))
        return across

    def _sequence(self, *, forward: bool) -> range:
        count = len(self._orders)
        return range(count) if forward else range(count - 1, -1, -1)

    def _levelled_layer(self, across: Floats, index: int, wanted: Floats) -> Floats:
        order = self._orders[index]
        moved = across.copy()
        moved[order] = spaced(wanted, self._room[order])
        return moved

    def _middles(self, index: int, across: Floats, gaps: Sequence[int]) -> Floats:
        """Return the mean place of what each in a layer is tied to through these gaps between layers."""
        total, count = np.zeros_like(across), np.zeros_like(across)
        for gap in gaps:
            if 0 <= gap < len(self._ties):
                own, other = self._ties[gap].T if gap == index else self._ties[gap].T[::-1]
                total += np.bincount(own, across[other], minlength=len(across))
                count += np.bincount(own, minlength=len(across))
        order = self._orders[index]
        return np.where(count[order] > 0, total[order] / np.maximum(count[order], 1.0), across[order])

    def _crossings(self, across: Floats) -> int:
        """Count the lines between neighbouring layers that cross."""
        total = 0
        for ties in self._ties:
            first, second = across[ties].T
            total += int((((first[:, None] - first) * (second[:, None] - second)) < 0).sum()) // 2
        return total

    def _drawn(self, across: Floats) -> Floats:
        net, count = self._net, len(self._net)
        xy = np.zeros((count, 2))
        xy[:, 1 - self._along] = across[:count] - net.offset[:, 1 - self._along]
        start = 0.0
        for order in self._orders:
            own = order[order < count]
            half = float(net.half[own, self._along].max(initial=0.0))
            xy[own, self._along] = start + half - net.offset[own, self._along]
            start += 2 * half + self._gap
        return xy


def without_cycles(count: int, ways: Ints) -> Ints:
    """Return the ways with some turned round so that none leads back, few as can easily be.

    Entities that only act go first and those only acted upon last; of the rest, whoever acts most goes
    next (Eades, Lin and Smyth, 1993).

    Examples
    --------
    >>> without_cycles(3, np.array([(0, 1), (1, 2), (2, 0)])).tolist()
    [[0, 1], [1, 2], [0, 2]]
    """
    left = np.ones(len(ways), dtype=bool)
    waiting = np.ones(count, dtype=bool)
    first: list[int] = []
    last: list[int] = []
    while waiting.any():
        acts = np.bincount(ways[left, 0], minlength=count)
        suffers = np.bincount(ways[left, 1], minlength=count)
        sinks = np.flatnonzero(waiting & (acts == 0))
        sources = np.flatnonzero(waiting & (suffers == 0) & (acts > 0))
        if len(sinks):
            chosen = sinks
            last[:0] = sinks.tolist()
        else:
            chosen = sources if len(sources) else np.array([int(np.argmax(np.where(waiting, acts - suffers, -count)))])
            first += chosen.tolist()
        waiting[chosen] = False
        left &= waiting[ways].all(axis=1)
    place = np.empty(count, dtype=np.intp)
    place[first + last] = np.arange(count)
    back = place[ways[:, 0]] > place[ways[:, 1]]
    return np.where(back[:, None], ways[:, ::-1], ways)


def layer_of(count: int, ways: Ints, most: int) -> Ints:
    """Return the layer of each row: behind all that lead to it, at most so many in one, sources close to their targets.

    Examples
    --------
    >>> layer_of(4, np.array([(0, 1), (1, 2), (3, 2)]), most=9).tolist()
    [0, 1, 2, 1]
    """
    before = [ways[ways[:, 1] == row, 0] for row in range(count)]
    after = [ways[ways[:, 0] == row, 1] for row in range(count)]
    layer = np.zeros(count, dtype=np.intp)
    taken: dict[int, int] = {}
    order = _by_depth(count, before, after)
    for row in order:
        if len(before[row]):
            layer[row] = _nearest_with_room(int(layer[before[row]].max()) + 1, 1, taken, most)
    for row in order:
        if not len(before[row]) and len(after[row]):
            layer[row] = _nearest_with_room(int(layer[after[row]].min()) - 1, -1, taken, most)
    used = np.unique(layer)
    return np.searchsorted(used, layer)


def _nearest_with_room(index: int, step: int, taken: dict[int, int], most: int) -> int:
    while taken.get(index, 0) >= most:
        index += step
    taken[index] = taken.get(index, 0) + 1
    return index


def _by_depth(count: int, before: list[Ints], after: list[Ints]) -> list[int]:
    """Return the rows so that each comes after all that lead to it."""
    missing = np.array([len(rows) for rows in before])
    ready = [row for row in range(count) if not missing[row]]
    for row in ready:
        for other in after[row]:
            missing[other] -= 1
            if not missing[other]:
                ready.append(int(other))
    return ready


def with_passers(layer: Ints, edges: Ints) -> tuple[Ints, Ints]:
    """Return layers with one more row for every layer that an edge passes, and ties from each layer to the next.

    Examples
    --------
    >>> layers, ties = with_passers(np.array([0, 2]), np.array([(1, 0)]))
    >>> layers.tolist(), ties.tolist()
    ([0, 2, 1], [[0, 2], [2, 1]])
    """
    layers = layer.tolist()
    ties: list[tuple[int, int]] = []
    for edge in edges.tolist():
        start, end = sorted(edge, key=lambda row: layers[row])
        for between in range(layers[start] + 1, layers[end]):
            layers.append(between)
            ties.append((start, len(layers) - 1))
            start = len(layers) - 1
        ties.append((start, end))
    return np.array(layers, dtype=np.intp), np.array(ties, dtype=np.intp).reshape(-1, 2)
