"""A picture in which some entities are on the move: their lines follow, their labels go along, all else stays.

Nothing looks for another place meanwhile; that is for the picture after they have been dropped. Of a crowd, only what
moves, and what it is tied to, is in the picture. Where very many lines move they are but a bundle of straight ones.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.closeup import close_up, is_crowd
from explorer.drawing.curves import FEW_ROUNDS, Ends, connect, connect_plainly, point_at, polylines
from explorer.drawing.frame import Level
from explorer.drawing.rows import take
from explorer.drawing.style import node_scale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from explorer.drawing.curves import Lines
    from explorer.drawing.frame import Bools, Box, Edges, Emphasis, Floats, Frame, Ints, Label, Marks
    from explorer.drawing.sketch import Sketch
    from explorer.drawing.theme import Theme

SAMPLES = 32
MANY_LINES, MOST_LINES = 120, 1_500
"""So many lines, each cut at outlines, with head and dashes, can follow a pointer; more go as a bundle of so many."""


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
    bundle : Edges or None
        Relations that move and are not in what ``at`` returns: the most important of very many, to be drawn straight
        and all alike.
    still_nodes, still_edges : ndarray of int
        Rows of the picture before that stay as they are.
    owners : frozenset of str
        Ids of what moves.
    """

    def __init__(self, frame: Frame, plan: Sketch, theme: Theme, entities: Iterable[str]) -> None:
        moved = np.zeros(len(frame.nodes.ids), dtype=bool)
        moved[[frame.nodes.row[key] for key in entities if key in frame.nodes.row]] = True
        along = moved[frame.edges.source] | moved[frame.edges.target]
        self.still_nodes, self.still_edges = np.flatnonzero(~moved), np.flatnonzero(~along)
        rows = np.flatnonzero(along)
        self.owners = frozenset(chain(take(frame.nodes.ids, np.flatnonzero(moved)), take(frame.edges.ids, rows)))
        self.bundle: Edges | None = None
        if len(rows) > MANY_LINES:
            rows = rows[-MOST_LINES:]
            self.bundle = frame.edges.take(rows)
        if is_crowd(frame):
            nodes = _touched(frame, moved, rows)
            if self.bundle is not None:
                self.bundle, rows = _renumbered(self.bundle, nodes), rows[:0]
            frame, plan = close_up(frame, plan, nodes, rows, theme), plan.take(nodes, rows)
            moved, along = moved[nodes], np.ones(len(rows), dtype=bool)
        elif self.bundle is not None:
            frame, along = _without(frame, along), np.zeros(len(self.still_edges), dtype=bool)
            plan = plan.take(np.arange(len(moved)), self.still_edges)
        self._frame, self._theme = frame, theme
        self.nodes: list[int] = np.flatnonzero(moved).tolist()
        self.edges: list[int] = np.flatnonzero(along).tolist()
        self._shapes = [theme.shape(theme.kind(kind).shape) for kind in frame.nodes.look.table]
        self._lanes = plan.lanes.take(np.array(self.edges, dtype=np.intp))
        self._texts = _Texts(self, frame, frame.labels)
        self._marks = np.flatnonzero(along[frame.marks.edge])
        self._beside = _Beside(frame.edges.curve, frame.marks.edge[self._marks], frame.marks.xy[self._marks])

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
            marks=self._marks_on(edges),
            labels=self._texts.at(offset, edges.curve),
        )

    def text_of(self, frame: Frame) -> Frame:
        """Return a picture that ``at`` made with only those labels and marks that move."""
        chosen, marks = self._marks, frame.marks
        marks = replace(marks, edge=marks.edge[chosen], xy=marks.xy[chosen], number=marks.number[chosen])
        return replace(frame, marks=marks, labels=tuple(frame.labels[index] for index in self._texts.moving))

    def reach(self, frame: Frame) -> Box:
        """Return the box around the lines that move, heads included, on a picture that ``at`` made."""
        parts = [frame.edges.curve[self.edges].reshape(-1, 2)]
        if self.bundle is not None:
            parts += [frame.nodes.xy[self.bundle.source], frame.nodes.xy[self.bundle.target]]
        points, head = np.concatenate(parts), max(self._theme.edge.arrow)
        if not len(points):
            return (0.0, 0.0, 0.0, 0.0)
        (left, top), (right, bottom) = (points.min(axis=0) - head).tolist(), (points.max(axis=0) + head).tolist()
        return (left, top, right - left, bottom - top)

    def follow(self, emphasis: Emphasis) -> Callable[[Frame], Emphasis]:
        """Return how states on the picture at rest look on what ``at`` makes of it: their labels go along, too."""
        texts = _Texts(self, self._frame, emphasis.extra_labels)
        if not texts.moving:
            return lambda _: emphasis
        before, row = self._frame.nodes.xy, self.nodes[0]
        return lambda frame: replace(
            emphasis, extra_labels=texts.at(frame.nodes.xy[row] - before[row], frame.edges.curve)
        )

    def _edges(self, xy: Floats) -> Edges:
        edges, rows = self._frame.edges, self.edges
        if not rows:
            return edges
        source, target = edges.source[rows], edges.target[rows]
        plainly = self._frame.detail.level >= Level.HAIRLINES
        lines = connect_plainly(xy, source, target) if plainly else self._cut(xy, source, target)
        changed = {}
        for name in ("curve", "straight", "tip", "direction"):
            column = getattr(edges, name).copy()
            column[rows] = getattr(lines, name)
            changed[name] = column
        return replace(edges, **changed)

    def _cut(self, xy: Floats, source: Ints, target: Ints) -> Lines:
        nodes, theme = self._frame.nodes, self._theme
        ends = Ends(xy, nodes.radius, nodes.look.codes, self._shapes)
        lane_px, gap_px = theme.edge.parallel_gap * node_scale(self._frame.zoom), theme.edge.gap_to_node
        return connect(ends, source, target, self._lanes, lane_px=lane_px, gap_px=gap_px, rounds=FEW_ROUNDS)

    def _marks_on(self, edges: Edges) -> Marks:
        marks = self._frame.marks
        xy = marks.xy.copy()
        xy[self._marks] = self._beside.on(edges.curve)
        return replace(marks, xy=xy)


class _Texts:
    """Labels of which some go with what moves; ``moving`` says which are seen."""

    def __init__(self, moving: Moving, frame: Frame, labels: Sequence[Label]) -> None:
        nodes, edges = frozenset(moving.nodes), frozenset(moving.edges)
        self._labels = labels
        self._names = [index for index, label in enumerate(labels) if _row(frame, label, of_relation=False) in nodes]
        self._words = [index for index, label in enumerate(labels) if _row(frame, label, of_relation=True) in edges]
        self.moving = sorted((*self._names, *self._words))
        boxes = np.array([labels[index].box for index in self._words]).reshape(-1, 4)
        rows = np.array([frame.edges.row[labels[index].owner] for index in self._words], dtype=np.intp)
        self._half = boxes[:, 2:] / 2.0
        self._beside = _Beside(frame.edges.curve, rows, boxes[:, :2] + self._half)

    def at(self, offset: Floats, curve: Floats) -> tuple[Label, ...]:
        """Return all of them, where they are once what moves has moved."""
        labels = list(self._labels)
        dx, dy = offset.tolist()
        for index in self._names:
            x, y, width, height = labels[index].box
            labels[index] = labels[index]._replace(box=(x + dx, y + dy, width, height))
        corners = (self._beside.on(curve) - self._half).tolist()
        for index, (x, y) in zip(self._words, corners, strict=True):
            labels[index] = labels[index]._replace(box=(x, y, *labels[index].box[2:]))
        return tuple(labels)


def _row(frame: Frame, label: Label, *, of_relation: bool) -> int | None:
    if label.of_relation is not of_relation:
        return None
    return (frame.edges if of_relation else frame.nodes).row.get(label.owner)


class _Beside:
    """Spots beside lines that go with them: as far along the line, and as far from it, as before."""

    def __init__(self, curve: Floats, rows: Ints, spots: Floats) -> None:
        along = polylines(curve[rows], SAMPLES)
        away = along - spots[:, None, :]
        nearest = np.hypot(away[..., 0], away[..., 1]).argmin(axis=1)
        self._rows, self._share = rows, nearest / SAMPLES
        self._away = spots - along[np.arange(len(rows)), nearest]

    def on(self, curve: Floats) -> Floats:
        """Return where they are now that the lines run like this."""
        return np.asarray(point_at(curve[self._rows], self._share) + self._away, dtype=float)


def _touched(frame: Frame, moved: Bools, edges: Ints) -> Ints:
    """Return who moves, and who is tied to them."""
    there = moved.copy()
    there[frame.edges.source[edges]] = there[frame.edges.target[edges]] = True
    return np.flatnonzero(there)


def _renumbered(edges: Edges, nodes: Ints) -> Edges:
    """Return relations between some entities as relations between those alone."""
    return replace(edges, source=np.searchsorted(nodes, edges.source), target=np.searchsorted(nodes, edges.target))


def _without(frame: Frame, gone: Bools) -> Frame:
    """Return a picture without some relations, their marks and their words."""
    kept = np.flatnonzero(~gone)
    edges, marks = frame.edges.take(kept), frame.marks
    chosen = np.flatnonzero(~gone[marks.edge])
    return replace(
        frame,
        edges=edges,
        marks=replace(
            marks,
            edge=np.searchsorted(kept, marks.edge[chosen]),
            xy=marks.xy[chosen],
            number=marks.number[chosen],
        ),
        labels=tuple(label for label in frame.labels if not label.of_relation or label.owner in edges.row),
    )
