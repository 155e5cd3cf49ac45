"""What is under a point or inside an outline of a Frame, in frame pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from explorer.drawing.curves import polylines
from explorer.drawing.style import mark_radius
from explorer.drawing.theme import load_theme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.drawing.frame import Bools, Floats, Frame

NODE_HIT_PX = 4.0
SHAPE_REACH = 1.5  # no outline is farther from its centre, in radii


@dataclass(frozen=True)
class Hit:
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
    corners = np.asarray(polygon, dtype=float)
    within = _within(frame.nodes.xy, corners)
    return tuple(key for key, yes in zip(frame.nodes.ids, within.tolist(), strict=True) if yes)


def _node_at(frame: Frame, point: Floats) -> int | None:
    nodes = frame.nodes
    away = np.hypot(*(nodes.xy - point).T)
    near = np.flatnonzero(away <= nodes.radius * SHAPE_REACH + NODE_HIT_PX).tolist()
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
    for index in np.argsort(away)[:1].tolist():
        row = int(marks.edge[index])
        reach = mark_radius(theme, edges.stroke[row], int(marks.number[index])) or theme.edge.disc / 2.0
        if away[index] <= reach + 1.0:
            return Hit(relation=edges.ids[row])
    return Hit()


_kept: WeakKeyDictionary[Frame, Floats] = WeakKeyDictionary()


def _edge_at(frame: Frame, point: Floats) -> int | None:
    if not frame.edges.ids:
        return None
    path = _kept.get(frame)
    if path is None:
        path = _kept[frame] = polylines(frame.edges.curve)
    reach = load_theme("light").edge.hit
    low, high = path.min(axis=1) - reach, path.max(axis=1) + reach
    near = np.flatnonzero(((point >= low) & (point <= high)).all(axis=1))
    if not len(near):
        return None
    distance = _distance(point, path[near, :-1], path[near, 1:]).min(axis=1)
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
