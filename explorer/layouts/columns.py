"""A column for each kind of entity, kinds that are much tied beside each other, tied entities level with each other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from explorer.layouts.base import LayoutParams, Step
from explorer.layouts.graph import MOST_ENTITIES, refuse_above
from explorer.layouts.lines import crossings
from explorer.layouts.network import Network, network
from explorer.layouts.overlap import finished

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.layouts.base import Floats, Ints, Sizes
    from explorer.layouts.graph import Graph
    from explorer.model.positions import Positions

COLUMN_GAP_PX = 84.0
ROW_GAP_PX = 14.0
KIND_GAP_PX = 60.0
ROUNDS = 12
LEAST_ROWS = 8

MOST_WEIGHED = 1500
"""With more lines than this, crossings are not counted and the last order is taken."""


class ColumnParams(LayoutParams):
    """What a person may set for columns."""

    aspect: float = Field(
        default=1.25,
        ge=0.3,
        le=4,
        title="Width to height",
        description="The shape of the picture: kinds with few entities share a column where that suits it.",
    )


class Columns:
    """By kind, in columns."""

    name = "columns"
    title = "Columns by kind"
    Params = ColumnParams

    def steps(
        self,
        graph: Graph,
        start: Positions,
        sizes: Sizes,
        params: ColumnParams,
        seed: int = 0,  # noqa: ARG002  # nothing is left to chance
        pinned: frozenset[str] = frozenset(),
    ) -> Iterator[Step]:
        """Yield ever better positions; see ``Layout``."""
        refuse_above(graph, MOST_ENTITIES, self.title)
        net = network(graph, sizes)
        columns = _in_columns(net, _kinds(graph, net), params)
        xy, best = _drawn(net, columns, params.spacing), None
        fewest = np.inf
        for turn in range(ROUNDS if len(net) else 0):
            for column in columns if turn % 2 else reversed(columns):
                column[:] = [_by_height(net, block, xy) for block in column]
                xy = _drawn(net, columns, params.spacing)
            crossed = crossings(xy, net.edges) if len(net.edges) < MOST_WEIGHED else -turn
            if crossed < fewest:
                fewest, best = crossed, xy
            yield Step(net.positions(xy), 0.9 * (turn + 1) / ROUNDS)
        yield Step(net.positions(finished(net, xy if best is None else best, start, pinned)), 1.0)


def _kinds(graph: Graph, net: Network) -> dict[str, Ints]:
    """Return the rows of each kind, in the order of their ids."""
    kind = graph.kind[net.origin]
    found = {name: np.flatnonzero(kind == code) for code, name in enumerate(graph.kinds)}
    return {name: found[name] for name in sorted(found) if len(found[name])}


def _in_columns(net: Network, kinds: dict[str, Ints], params: ColumnParams) -> list[list[Ints]]:
    """Return blocks of rows in columns: as many columns as make the picture largest on its sheet."""
    if not kinds:
        return []
    blocks = _cut(_neighbourly(net, list(kinds.values())), max(LEAST_ROWS, int(np.sqrt(2.5 * len(net)))))
    best, largest = [blocks], 0.0
    for count in range(1, len(blocks) + 1):
        columns = _shared_out(net, blocks, count)
        low, high = _corners(net, _drawn(net, columns, params.spacing))
        width, height = high - low
        scale = min(params.aspect / width, 1.0 / height)
        if scale > largest * 1.02:
            best, largest = columns, scale
    return best


def _corners(net: Network, xy: Floats) -> tuple[Floats, Floats]:
    centre = xy + net.offset
    return (centre - net.half).min(axis=0), (centre + net.half).max(axis=0)


def _neighbourly(net: Network, blocks: list[Ints]) -> list[Ints]:
    """Return kinds in an order that keeps their ties short, by moving one kind at a time."""
    kind = np.zeros(len(net), dtype=np.intp)
    for index, rows in enumerate(blocks):
        kind[rows] = index
    ties = np.zeros((len(blocks), len(blocks)))
    np.add.at(ties, tuple(kind[net.edges].T), 1.0)
    ties = ties + ties.T
    order = list(np.argsort(-ties.sum(axis=1), kind="stable"))
    improved = True
    while improved:
        improved = False
        for index in sorted(order):
            rest = [other for other in order if other != index]
            tried = [[*rest[:at], index, *rest[at:]] for at in range(len(order))]
            best = min(tried, key=lambda one: _reach(ties, one))
            if _reach(ties, best) < _reach(ties, order) - 1e-9:
                order, improved = best, True
    return [blocks[index] for index in order]


def _reach(ties: Floats, order: list[int]) -> float:
    place = np.empty(len(order))
    place[order] = np.arange(len(order))
    return float((ties * np.abs(place[:, None] - place)).sum())


def _cut(blocks: list[Ints], most: int) -> list[Ints]:
    """Return blocks of at most so many rows: a kind with many entities takes several columns."""
    return [part for rows in blocks for part in np.array_split(rows, -(-len(rows) // most))]


def _shared_out(net: Network, blocks: list[Ints], count: int) -> list[list[Ints]]:
    """Return the blocks in so many columns, in order, the highest column as low as can be."""
    heights = [float((2 * net.half[rows, 1] + ROW_GAP_PX).sum()) + KIND_GAP_PX for rows in blocks]
    ends = np.concatenate([[0.0], np.cumsum(heights)])
    lowest = np.full((count + 1, len(blocks) + 1), np.inf)
    lowest[0, 0] = 0.0
    cuts = np.zeros((count + 1, len(blocks) + 1), dtype=np.intp)
    for column in range(1, count + 1):
        for end in range(column, len(blocks) + 1):
            tried = np.maximum(lowest[column - 1, :end], ends[end] - ends[:end])
            cuts[column, end] = int(np.argmin(tried))
            lowest[column, end] = tried[cuts[column, end]]
    bounds = [len(blocks)]
    for column in range(count, 0, -1):
        bounds.append(int(cuts[column, bounds[-1]]))
    return [blocks[first:last] for first, last in pairwise(reversed(bounds))]


def _by_height(net: Network, rows: Ints, xy: Floats) -> Ints:
    """Return the rows of a block in the order of how high their neighbours are."""
    level = np.array([xy[net.neighbours[row], 1].mean() if len(net.neighbours[row]) else xy[row, 1] for row in rows])
    return rows[np.argsort(level, kind="stable")]


def _drawn(net: Network, columns: list[list[Ints]], spacing: float) -> Floats:
    xy = np.zeros((len(net), 2))
    left = 0.0
    for column in columns:
        rows = np.concatenate(column)
        gaps = np.concatenate([np.full(len(block), ROW_GAP_PX) for block in column])
        gaps[np.cumsum([len(block) for block in column])[:-1]] = KIND_GAP_PX
        room = 2 * net.half[rows, 1] + gaps * spacing
        top = np.cumsum(room) - room.sum() / 2
        half = float(net.half[rows, 0].max())
        xy[rows, 1] = top - net.half[rows, 1] - net.offset[rows, 1]
        xy[rows, 0] = left + half + _staggered(net, rows)
        left += 2 * half + COLUMN_GAP_PX * spacing
    return xy


def _staggered(net: Network, rows: Ints) -> Floats:
    """Return steps to the side for columns with ties of their own, whose lines would run through names."""
    inside = np.isin(net.edges, rows).all(axis=1)
    if not inside.any():
        return np.zeros(len(rows))
    return np.where(np.arange(len(rows)) % 2, 1.0, -1.0) * 0.25 * COLUMN_GAP_PX
