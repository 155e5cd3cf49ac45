"""A picture in which some entities are on the move: their lines follow, their labels go along, all else stays.

Nothing looks for another place meanwhile; that is for the picture after they have been dropped. Of a crowd, only what
moves, and what it is tied to, is in the picture.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.closeup import close_up, is_crowd
from explorer.drawing.curves import Ends, connect, connect_plainly, point_at, polylines
from explorer.drawing.frame import Level
from explorer.drawing.style import node_scale

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from explorer.drawing.curves import Lines
    from explorer.drawing.frame import Bools, Edges, Floats, Frame, Ints, Label, Marks
    from explorer.drawing.sketch import Sketch
    from explorer.drawing.theme import Theme

SAMPLES = 32


class Moving:
    """Some entities of a picture, and what goes with them.

    Parameters
    ----------
    frame : Frame
        The picture before.
    plan : Sketch
        What it was built from.
    theme : Theme
        What it was built with.
    entities : iterable of str
        Who moves; those that are not shown are ignored.

    Attributes
    ----------
    nodes, edges : list of int
        Rows of what ``at`` returns that look different from one moment to the next, in painting order.
    still_nodes, still_edges : ndarray of int
        Rows of the picture before that stay as they are.
    owners : frozenset of str
        Their ids.
    """

    def __init__(self, frame: Frame, plan: Sketch, theme: Theme, entities: Iterable[str]) -> None:
        moved = np.zeros(len(frame.nodes.ids), dtype=bool)
        moved[[frame.nodes.row[key] for key in entities if key in frame.nodes.row]] = True
        along = moved[frame.edges.source] | moved[frame.edges.target]
        self.still_nodes, self.still_edges = np.flatnonzero(~moved), np.flatnonzero(~along)
        if is_crowd(frame):
            frame, plan, moved, along = _part(frame, plan, theme, moved, along)
        self._frame, self._theme = frame, theme
        nodes, edges = frame.nodes, frame.edges
        self.nodes: list[int] = np.flatnonzero(moved).tolist()
        self.edges: list[int] = np.flatnonzero(along).tolist()
        self.owners = frozenset((*(nodes.ids[row] for row in self.nodes), *(edges.ids[row] for row in self.edges)))
        self._is_plain = frame.detail.level >= Level.HAIRLINES
        self._shapes = [theme.shape(theme.kind(kind).shape) for kind in nodes.look.table]
        self._lanes = plan.lanes.take(np.array(self.edges, dtype=np.intp))
        self._place = {row: index for index, row in enumerate(self.edges)}

    def at(self, dx: float, dy: float) -> Frame:
        """Return the whole picture with the moving entities this far, in frame pixels, from where they were."""
        frame, offset = self._frame, np.array((dx, dy))
        xy = frame.nodes.xy.copy()
        xy[self.nodes] += offset
        edges = self._edges(xy)
        return replace(
            frame,
            nodes=replace(frame.nodes, xy=xy),
            edges=edges,
            marks=self._marks(edges),
            labels=tuple(self._label(label, edges, offset) for label in frame.labels),
        )

    def text_of(self, frame: Frame) -> Frame:
        """Return a picture that ``at`` made with only those labels and marks that move."""
        owner = [self._frame.edges.ids[row] in self.owners for row in frame.marks.edge.tolist()]
        chosen = np.flatnonzero(owner)
        marks = replace(
            frame.marks, edge=frame.marks.edge[chosen], xy=frame.marks.xy[chosen], number=frame.marks.number[chosen]
        )
        return replace(frame, marks=marks, labels=tuple(label for label in frame.labels if label.owner in self.owners))

    def _edges(self, xy: Floats) -> Edges:
        edges, rows = self._frame.edges, self.edges
        source, target = edges.source[rows], edges.target[rows]
        lines = connect_plainly(xy, source, target) if self._is_plain else self._exact(xy, source, target)
        changed = {}
        for name in ("curve", "straight", "tip", "direction"):
            column = getattr(edges, name).copy()
            column[rows] = getattr(lines, name)
            changed[name] = column
        return replace(edges, **changed)

    def _exact(self, xy: Floats, source: Ints, target: Ints) -> Lines:
        nodes, theme = self._frame.nodes, self._theme
        ends = Ends(xy, nodes.radius, nodes.look.codes, self._shapes)
        lane_px = theme.edge.parallel_gap * node_scale(self._frame.zoom)
        return connect(ends, source, target, self._lanes, lane_px=lane_px, gap_px=theme.edge.gap_to_node)

    def _marks(self, edges: Edges) -> Marks:
        marks = self._frame.marks
        xy = marks.xy.copy()
        for index, row in enumerate(marks.edge.tolist()):
            if row in self._place:
                xy[index] = self._follow(row, xy[index], edges)
        return replace(marks, xy=xy)

    def _label(self, label: Label, edges: Edges, offset: Floats) -> Label:
        row = edges.row.get(label.owner) if label.of_relation else self._frame.nodes.row.get(label.owner)
        x, y, width, height = label.box
        if row is None or row not in (self._place if label.of_relation else self.nodes):
            return label
        if label.of_relation:
            middle = np.array((x + width / 2, y + height / 2))
            x, y = (self._follow(row, middle, edges) - (width / 2, height / 2)).tolist()
        else:
            x, y = x + float(offset[0]), y + float(offset[1])
        return replace(label, box=(x, y, width, height))

    @cached_property
    def _along(self) -> Floats:
        """Points along the lines that move, as they were."""
        return polylines(self._frame.edges.curve[self.edges], SAMPLES)

    def _follow(self, row: int, spot: Sequence[float] | Floats, edges: Edges) -> Floats:
        """Return where a spot beside a line goes with it: as far along the line, and as far from it, as before."""
        before = self._along[self._place[row]]
        nearest = int(np.hypot(*(before - spot).T).argmin())
        after = point_at(edges.curve[row : row + 1], np.array([nearest / SAMPLES]))[0]
        return np.asarray(after + (spot - before[nearest]), dtype=float)


def _part(frame: Frame, plan: Sketch, theme: Theme, moved: Bools, along: Bools) -> tuple[Frame, Sketch, Bools, Bools]:
    """Return what moves of a crowd, and what it is tied to, as a close-up."""
    edges = np.flatnonzero(along)
    there = moved.copy()
    there[frame.edges.source[edges]] = there[frame.edges.target[edges]] = True
    nodes = np.flatnonzero(there)
    part = close_up(frame, plan, nodes, edges, theme)
    return part, plan.take(nodes, edges), moved[nodes], np.ones(len(edges), dtype=bool)
