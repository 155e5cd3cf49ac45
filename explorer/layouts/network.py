"""A graph as arrays, in an order of its own, so that neither dictionaries nor hashes shape a picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from explorer.model.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

    from explorer.layouts.base import Bools, Floats, Ints, Sizes

LABEL_GAP_PX = 4.0
LOOP_PX = 60.0
"""A self-loop stands this high above the middle of its node."""


@dataclass(frozen=True, eq=False)
class Network:
    """Entities and the ties between them; n nodes, m edges.

    Attributes
    ----------
    ids : tuple of str
        Sorted.
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

    @cached_property
    def incident(self) -> tuple[Ints, ...]:
        """The edges at each row, sorted."""
        ends = self.edges.T.ravel()
        edge = np.tile(np.arange(len(self.edges)), 2)
        order = np.lexsort((edge, ends))
        starts = np.searchsorted(ends[order], np.arange(1, len(self.ids)))
        return tuple(np.split(edge[order], starts)) if self.ids else ()

    def components(self) -> list[Ints]:
        """Return the rows of each connected part, the largest part first."""
        seen = np.zeros(len(self.ids), dtype=bool)
        parts = [self.reach(root, seen) for root in range(len(self.ids)) if not seen[root]]
        return sorted(parts, key=lambda part: (-len(part), int(part[0])))

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
            ids=tuple(self.ids[row] for row in rows),
            edges=new[self.edges[inside]],
            strands=self.strands[inside],
            offset=self.offset[rows],
            half=self.half[rows],
            radius=self.radius[rows],
            label=self.label[rows],
        )

    def positions(self, xy: Floats) -> Positions:
        """Return the rows' places as positions."""
        return Positions(self.ids, xy)

    def places(self, start: Positions) -> Floats:
        """Return where the entities start, shape (n, 2); NaN where there is no place."""
        found = [start.get(entity) or (np.nan, np.nan) for entity in self.ids]
        return np.array(found, dtype=float).reshape(len(self.ids), 2)

    def placed(self, start: Positions) -> Bools:
        """Return which rows have a place to start from."""
        return np.array([entity in start for entity in self.ids], dtype=bool)

    def fixed(self, start: Positions, pinned: Iterable[str]) -> Bools:
        """Return which rows are pinned to a place."""
        return np.asarray(self.placed(start) & self.mask(pinned), dtype=bool)

    def mask(self, entities: Iterable[str]) -> Bools:
        """Return which rows are among these entities."""
        wanted = frozenset(entities)
        return np.array([entity in wanted for entity in self.ids], dtype=bool)


def network(graph: nx.MultiDiGraph[str], sizes: Sizes) -> Network:
    """Return the graph as arrays.

    Examples
    --------
    >>> import networkx as nx
    >>> from explorer.layouts.base import Sizes
    >>> net = network(nx.MultiDiGraph([("b", "a"), ("a", "b"), ("c", "c")]), Sizes())
    >>> net.ids, net.edges.tolist(), net.strands.tolist()
    (('a', 'b', 'c'), [[0, 1]], [2])
    """
    ids = tuple(sorted(graph.nodes))
    row = {entity: index for index, entity in enumerate(ids)}
    counts: dict[tuple[int, int], int] = {}
    loops = np.zeros(len(ids), dtype=bool)
    for source, target in graph.edges():
        a, b = row[source], row[target]
        if a == b:
            loops[a] = True
        else:
            pair = (min(a, b), max(a, b))
            counts[pair] = counts.get(pair, 0) + 1
    pairs = sorted(counts)
    offset, half = boxes_of(ids, sizes, loops)
    rooms = _rooms(ids, sizes)
    return Network(
        ids=ids,
        edges=np.array(pairs, dtype=np.intp).reshape(len(pairs), 2),
        strands=np.array([counts[pair] for pair in pairs], dtype=np.intp),
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
