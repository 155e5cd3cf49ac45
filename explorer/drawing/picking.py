"""What is under a point or inside an outline of a Frame, in frame pixels.

Lines that are only seen as density cannot be hit: there is no telling which of them one means.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from explorer.drawing.curves import polylines
from explorer.drawing.frame import Level
from explorer.drawing.sight import sight
from explorer.drawing.style import mark_radius
from explorer.drawing.theme import load_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.drawing.frame import Bools, Floats, Frame, Ints

NODE_HIT_PX = 4.0
MOST_ON_TOP = 100  # entities on one spot that are asked about
FEW = 2_000  # relations, of which those out of sight may be asked about as well
SHAPE_REACH = 1.5  # no outline is farther from its centre, in radii


class Hit(NamedTuple):
    """What was found: an entity, a relation, or (false) nothing.

    Examples
    --------
    >>> bool(Hit()), bool(Hit(entity="deepseek"))
    (False, True)
    """

    entity: str | None = None
    relation: str | None = None

    def __bool__(self) -> bool:
        return self.entity is not None or self.relation is not None


def hit(frame: Frame, x: float, y: float) -> Hit:
    """Return what is at a point: an entity, else what a label or mark belongs to, else the nearest line.

    An entity is hit within 4 px beyond its outline, a line within 8 px.
    """
    point = np.array((x, y), dtype=float)
    row = _node_at(frame, point)
    if row is not None:
        return Hit(entity=frame.nodes.ids[row])
    found = _written_at(frame, x, y)
    if found:
        return found
    row = _edge_at(frame, point)
    return Hit() if row is None else Hit(relation=frame.edges.ids[row])


def inside(frame: Frame, polygon: Sequence[tuple[float, float]]) -> tuple[str, ...]:
    """Return the entities whose centre lies inside a closed outline, whichever way it was drawn.

    Parameters
    ----------
    frame : Frame
        What is shown.
    polygon : sequence of (x, y)
        At least three corners; fewer enclose nothing.
    """
    if len(polygon) < 3 or not frame.nodes.ids:
        return ()
    rows = _index(frame).within(np.asarray(polygon, dtype=float))
    return tuple(map(frame.nodes.ids.__getitem__, rows.tolist()))


class _Index:
    """What is asked of one Frame again and again, made when it is first asked for."""

    def __init__(self, frame: Frame) -> None:
        self._xy, self._radius, self._frame_area = frame.nodes.xy, frame.nodes.radius, frame.area
        self._edges, self._level = frame.edges, frame.detail.level
        self._passing = frame.passing

    @cached_property
    def _cell(self) -> float:
        return float(self._radius.max(initial=0.0)) * SHAPE_REACH + NODE_HIT_PX

    @cached_property
    def _cells(self) -> tuple[Ints, Ints, Floats, int]:
        """Rows of entities by cell, those cells, where the first cell begins, and how many there are in a line."""
        low = self._xy.min(axis=0) if len(self._xy) else np.zeros(2)
        cell = np.floor((self._xy - low) / self._cell).astype(np.intp)
        wide = int(cell[:, 0].max(initial=0)) + 3
        key = (cell[:, 1] + 1) * wide + cell[:, 0] + 1
        order = np.argsort(key, kind="stable")
        return order, key[order], low, wide

    def near(self, point: Floats) -> Ints:
        """Return the entities that may reach to a point, in painting order."""
        order, keys, low, wide = self._cells
        column, line = np.floor((point - low) / self._cell).tolist()
        if not -1 <= column < wide - 1:
            return order[:0]
        middle = (np.arange(line - 1, line + 2) + 1) * wide + column + 1
        first, last = np.searchsorted(keys, middle - 1), np.searchsorted(keys, middle + 1, side="right")
        return np.sort(np.concatenate([order[one:other] for one, other in zip(first, last, strict=True)]))

    @cached_property
    def lines(self) -> tuple[Ints, Floats]:
        """Rows of the lines in sight; left, top, right and bottom of each, shape (4, k)."""
        edges = self._edges
        if self._level is Level.DENSITY:
            rows = np.zeros(0, dtype=np.intp)
        elif self._frame_area is None or len(edges.ids) < FEW:
            rows = np.arange(len(edges.ids))
        else:
            rows = sight(self._xy, edges.source, edges.target, self._frame_area).edges
        if self._passing is not None:
            rows = np.setdiff1d(rows, self._passing, assume_unique=True)
        curve = edges.curve[rows]
        low, high = curve.min(axis=1), curve.max(axis=1)
        return rows, np.ascontiguousarray(np.column_stack((low, high)).T)

    @cached_property
    def _by_height(self) -> tuple[Ints, Floats, Floats]:
        order = np.argsort(self._xy[:, 1])
        return order, self._xy[order, 0], self._xy[order, 1]

    def within(self, corners: Floats) -> Ints:
        """Return the rows of entities in a closed polygon: each side is only asked about those at its height."""
        order, x, y = self._by_height
        odd = np.zeros(len(order), dtype=bool)
        for (ax, ay), (bx, by) in zip(corners.tolist(), np.roll(corners, -1, axis=0).tolist(), strict=True):
            if ay == by:
                continue
            first, last = np.searchsorted(y, (min(ay, by), max(ay, by))).tolist()
            beside = slice(first, last)
            odd[beside] ^= x[beside] < ax + (y[beside] - ay) * ((bx - ax) / (by - ay))
        return np.sort(order[odd])


_kept: WeakKeyDictionary[Frame, _Index] = WeakKeyDictionary()


def _index(frame: Frame) -> _Index:
    found = _kept.get(frame)
    if found is None:
        found = _kept[frame] = _Index(frame)
    return found


def _node_at(frame: Frame, point: Floats) -> int | None:
    nodes = frame.nodes
    rows = _index(frame).near(point)
    away = np.hypot(*(nodes.xy[rows] - point).T)
    near = rows[away <= nodes.radius[rows] * SHAPE_REACH + NODE_HIT_PX][-MOST_ON_TOP:].tolist()
    theme = load_theme("light")  # outlines are the same in every mode
    best: tuple[float, int] | None = None
    for row in reversed(near):
        outline = nodes.xy[row] + theme.shape(theme.kind(nodes.kind[row]).shape).points * nodes.radius[row]
        if _within(point[None], outline)[0]:
            return int(row)
        distance = float(_distance(point, outline, np.roll(outline, -1, axis=0)).min())
        if distance <= NODE_HIT_PX and (best is None or distance < best[0]):
            best = (distance, row)
    return None if best is None else best[1]


def _written_at(frame: Frame, x: float, y: float) -> Hit:
    for label in frame.labels:
        left, top, width, height = label.box
        if left <= x <= left + width and top <= y <= top + height:
            return Hit(relation=label.owner) if label.of_relation else Hit(entity=label.owner)
    theme = load_theme("light")
    marks, edges = frame.marks, frame.edges
    away = np.hypot(*(marks.xy - (x, y)).T)
    for index in [int(away.argmin())] if len(away) else []:
        row = int(marks.edge[index])
        reach = mark_radius(theme, edges.stroke[row], int(marks.number[index])) or theme.edge.disc / 2.0
        if away[index] <= reach + 1.0:
            return Hit(relation=edges.ids[row])
    return Hit()


def _edge_at(frame: Frame, point: Floats) -> int | None:
    rows, (left, top, right, bottom) = _index(frame).lines
    reach = load_theme("light").edge.hit
    x, y = point.tolist()
    near = rows[(left <= x + reach) & (right >= x - reach) & (top <= y + reach) & (bottom >= y - reach)]
    if not len(near):
        return None
    path = polylines(frame.edges.curve[near])
    distance = _distance(point, path[:, :-1], path[:, 1:]).min(axis=1)
    best = int(np.argmin(distance))
    return int(near[best]) if distance[best] <= reach else None


def _distance(point: Floats, start: Floats, end: Floats) -> Floats:
    """Return the distance from a point to each piece of line."""
    way, to = end - start, point - start
    size = np.maximum((way**2).sum(axis=-1), 1e-12)
    share = np.clip((way * to).sum(axis=-1) / size, 0.0, 1.0)
    off = to - way * share[..., None]
    return np.asarray(np.hypot(off[..., 0], off[..., 1]), dtype=float)


def _within(points: Floats, corners: Floats) -> Bools:
    """Return which points a closed polygon contains (even-odd)."""
    x, y = points[:, 0:1], points[:, 1:2]
    ax, ay = corners[:, 0], corners[:, 1]
    bx, by = np.roll(ax, -1), np.roll(ay, -1)
    crosses = (ay > y) != (by > y)
    rise = np.where(by == ay, 1.0, by - ay)
    left = x < ax + (y - ay) * (bx - ax) / rise
    odd: Bools = (crosses & left).sum(axis=1) % 2 == 1
    return odd
