"""A graph as arrays, in an order of its own, so that neither dictionaries nor hashes shape a picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from explorer.model.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scipy.sparse import csr_array

    from explorer.layouts.base import Bools, Floats, Ints, Sizes
    from explorer.layouts.graph import Graph

LABEL_GAP_PX = 4.0
WALKED_UP_TO = 400
"""Parts of larger networks are found by scipy, which takes a while to import."""

FARTHEST_PX = 1e9
"""What is farther off has no place that a picture could contain."""

LOOP_PX = 60.0
"""A self-loop stands this high above the middle of its node."""


@dataclass(frozen=True, eq=False)
class Network:
    """Entities and the ties between them; n nodes, m edges.

    Attributes
    ----------
    ids : tuple of str
        Sorted.
    origin : Ints, shape (n,)
        The row of each in the graph it comes from.
    edges : Ints, shape (m, 2)
        Rows of tied entities, each pair once, smaller row first, no loops.
    strands : Ints, shape (m,)
        How many relations run along each edge.
    offset, half : Floats, shape (n, 2)
        The box around a node, its label below and its loops above: where the middle of the box is, seen
        from the node, and half of its width and height.
    radius : Floats, shape (n,)
    label : Floats, shape (n, 2)
        Width and height of the label; zeros for none.
    """

    ids: tuple[str, ...]
    origin: Ints
    edges: Ints
    strands: Ints
    offset: Floats
    half: Floats
    radius: Floats
    label: Floats

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def degree(self) -> Ints:
        """How many other entities each one is tied to."""
        return np.bincount(self.edges.ravel(), minlength=len(self.ids))

    @cached_property
    def neighbours(self) -> tuple[Ints, ...]:
        """The rows tied to each row, sorted."""
        ends = np.concatenate([self.edges, self.edges[:, ::-1]])
        order = np.lexsort((ends[:, 1], ends[:, 0]))
        starts = np.searchsorted(ends[order, 0], np.arange(1, len(self.ids)))
        return tuple(np.split(ends[order, 1], starts)) if self.ids else ()

    def components(self) -> list[Ints]:
        """Return the rows of each connected part, the largest part first."""
        part = self.part_numbers()
        order = np.argsort(part, kind="stable")
        starts = np.searchsorted(part[order], np.arange(1, int(part.max(initial=-1)) + 1))
        parts = np.split(order, starts) if len(part) else []
        return sorted(parts, key=lambda rows: (-len(rows), int(rows[0])))

    def part_numbers(self) -> Ints:
        """Return which connected part each row is in, counted from 0 in the order of their first rows."""
        if len(self.ids) > WALKED_UP_TO:
            from scipy.sparse.csgraph import connected_components

            _, number = connected_components(self.ties, directed=False)
            return np.asarray(number, dtype=np.intp)
        number = np.full(len(self.ids), -1, dtype=np.intp)
        seen = np.zeros(len(self.ids), dtype=bool)
        for root in range(len(self.ids)):
            if not seen[root]:
                number[self.reach(root, seen)] = number.max(initial=-1) + 1
        return number

    @cached_property
    def ties(self) -> csr_array:
        """The edges as a sparse matrix, both ways."""
        from scipy.sparse import coo_array

        first, second = np.concatenate([self.edges, self.edges[:, ::-1]]).T
        shape = (len(self.ids), len(self.ids))
        return coo_array((np.ones(len(first)), (first, second)), shape=shape).tocsr()

    def reach(self, root: int, seen: Bools) -> Ints:
        """Return the rows that can be reached from one without passing those seen, and mark them seen."""
        seen[root] = True
        found = [root]
        for row in found:
            fresh = [int(other) for other in self.neighbours[row] if not seen[other]]
            seen[fresh] = True
            found.extend(fresh)
        return np.sort(np.array(found, dtype=np.intp))

    def part(self, rows: Ints) -> Network:
        """Return the network of these rows (sorted) and the edges among them."""
        new = np.full(len(self.ids), -1, dtype=np.intp)
        new[rows] = np.arange(len(rows))
        inside = (new[self.edges] >= 0).all(axis=1)
        return Network(
            ids=tuple(self.ids[row] for row in rows.tolist()),
            origin=self.origin[rows],
            edges=new[self.edges[inside]],
            strands=self.strands[inside],
            offset=self.offset[rows],
            half=self.half[rows],
            radius=self.radius[rows],
            label=self.label[rows],
        )

    def within(self, member: Ints) -> Network:
        """Return the network with only those edges that tie members of one group."""
        inside = member[self.edges[:, 0]] == member[self.edges[:, 1]]
        return replace(self, edges=self.edges[inside], strands=self.strands[inside])

    @cached_property
    def row(self) -> dict[str, int]:
        """The row of each id."""
        return {entity: index for index, entity in enumerate(self.ids)}

    def positions(self, xy: Floats) -> Positions:
        """Return the rows' places as positions."""
        found = Positions(self.ids, xy)
        found.__dict__["row"] = self.row  # a layout makes hundreds of these
        return found

    def places(self, start: Positions) -> Floats:
        """Return where the entities start, shape (n, 2); NaN where there is no place."""
        rows = np.array([start.row.get(entity, -1) for entity in self.ids], dtype=np.intp)
        places = np.concatenate([start.xy, np.full((1, 2), np.nan)])[rows]
        return np.where((np.abs(places) < FARTHEST_PX).all(axis=1)[:, None], places, np.nan)

    def placed(self, start: Positions) -> Bools:
        """Return which rows have a place to start from."""
        return np.asarray(np.isfinite(self.places(start)).all(axis=1), dtype=bool)

    def fixed(self, start: Positions, pinned: Iterable[str]) -> Bools:
        """Return which rows are pinned to a place."""
        return np.asarray(self.placed(start) & self.mask(pinned), dtype=bool)

    def mask(self, entities: Iterable[str]) -> Bools:
        """Return which rows are among these entities."""
        wanted = frozenset(entities)
        return np.array([entity in wanted for entity in self.ids], dtype=bool)


def network(graph: Graph, sizes: Sizes) -> Network:
    """Return a graph as a network.

    Examples
    --------
    >>> from explorer.layouts.base import Sizes
    >>> from explorer.layouts.graph import Graph
    >>> rows = np.array([0, 1, 2]), np.array([1, 0, 2])
    >>> net = network(Graph(("b", "a", "c"), *rows, np.zeros(3, dtype=int), ("company",)), Sizes())
    >>> net.ids, net.edges.tolist(), net.strands.tolist()
    (('a', 'b', 'c'), [[0, 1]], [2])
    """
    count = len(graph)
    origin = np.array(sorted(range(count), key=graph.ids.__getitem__), dtype=np.intp)
    ids = tuple(graph.ids[row] for row in origin.tolist())
    row = np.empty(count, dtype=np.intp)
    row[origin] = np.arange(count)
    ends = np.sort(np.stack([row[graph.source], row[graph.target]], axis=1), axis=1)
    is_loop = ends[:, 0] == ends[:, 1]
    loops = np.zeros(count, dtype=bool)
    loops[ends[is_loop, 0]] = True
    pairs, strands = np.unique(ends[~is_loop, 0] * count + ends[~is_loop, 1], return_counts=True)
    offset, half = boxes_of(ids, sizes, loops)
    rooms = _rooms(ids, sizes)
    return Network(
        ids=ids,
        origin=origin,
        edges=np.stack(np.divmod(pairs, max(count, 1)), axis=1),
        strands=strands,
        offset=offset,
        half=half,
        radius=rooms[:, 0],
        label=np.where(rooms[:, 2:] > 0, rooms[:, 1:], 0.0),
    )


def _rooms(ids: Sequence[str], sizes: Sizes) -> Floats:
    return np.array([sizes.room(entity) for entity in ids], dtype=float).reshape(len(ids), 3)


def boxes_of(ids: Sequence[str], sizes: Sizes, loops: Bools | None = None) -> tuple[Floats, Floats]:
    """Return offset and half of the box of each entity; see ``Network``."""
    radius, width, height = _rooms(ids, sizes).T
    above = radius if loops is None else np.where(loops, np.maximum(radius, LOOP_PX), radius)
    below = radius + np.where(height > 0, height + LABEL_GAP_PX, 0.0)
    sides = np.maximum(radius, np.where(height > 0, width / 2, 0.0))
    offset = np.stack([np.zeros(len(ids)), (below - above) / 2], axis=1)
    return offset, np.stack([sides, (above + below) / 2], axis=1)
