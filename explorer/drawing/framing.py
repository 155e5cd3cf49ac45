"""From facts and places to a Frame: the one way in which anything gets drawn, on screen, in PNG, SVG and PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.curves import Ends, connect, polylines
from explorer.drawing.detail import detail_at, level_for
from explorer.drawing.emphasis import build_emphasis
from explorer.drawing.extra_labels import squeeze_in
from explorer.drawing.frame import Edges, Frame, Nodes
from explorer.drawing.ink import Ink
from explorer.drawing.labels import place_names
from explorer.drawing.places import grounds, taken_by_nodes
from explorer.drawing.relation_labels import RelationLabels, Words
from explorer.drawing.sketch import sketch
from explorer.drawing.style import are_minor, mark_radius, node_scale, radii

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from explorer.drawing.frame import Bools, Box, Detail, Floats, Label, Marks
    from explorer.drawing.measure import Measure
    from explorer.drawing.sketch import Shown, Sketch
    from explorer.drawing.theme import Theme
    from explorer.model.positions import Positions
    from explorer.model.project import Project

__all__ = ["build_emphasis", "build_frame", "placed", "rooms"]

GRID_PX = 96.0
FARTHEST = 1e7  # graph units; farther away no two things can be told apart on any screen


def build_frame(
    project: Project,
    visible: Shown,
    positions: Positions,
    theme: Theme,
    zoom: float,
    measure: Measure,
    *,
    area: Box | None = None,
    avoid: Iterable[Box] = (),
    selected: Collection[str] = (),
    numbers: Mapping[str, int] | None = None,
    lost: Collection[str] = (),
) -> Frame:
    """Build the picture of what is shown at one zoom.

    Parameters
    ----------
    project : Project
        The facts.
    visible : Visible
        Ids that are shown.
    positions : Positions
        Where entities sit; those without a place are set in a grid beside the others.
    theme : Theme
        Sizes and strokes.
    zoom : float
        Pixels per graph unit.
    measure : Measure
        Knows the fonts.
    area : Box, optional
        Frame pixels that will be looked at: level, labels and marks are chosen for what lies there. Without it
        they are chosen for the whole graph.
    avoid : iterable of Box
        Frame pixels that labels keep clear of.
    selected : collection of str
        Entities whose name is always shown, whatever lesser label has to go; no other label moves.
    numbers : mapping of str to int, optional
        Footnote of each relation, shown in its mark.
    lost : collection of str
        Relations with a quotation that is no longer in its article.
    """
    plan = sketch(project, visible, theme, measure)
    detail = detail_at(zoom, theme.zoom, level_for(np.inf, len(plan.relations)))
    nodes = _nodes(project, plan, positions, theme, zoom, detail)
    edges = _edges(plan, nodes, theme, zoom, lost)
    ground = grounds(nodes, theme)
    ink = Ink(edges.curve, edges.straight)
    taken = taken_by_nodes(nodes, ground, avoid)
    words = Words(plan.written, plan.words, plan.first, _numbers(plan, numbers), theme.type("caption").size)
    relations = RelationLabels(edges, words, theme, ink, taken)
    shown = [detail.minor_labels or not minor for minor in are_minor(plan.steps).tolist()]
    gap = theme.node.label_gap
    names = place_names(nodes, plan.names, shown, ground, ink, taken, gap=gap, spare=relations.wishes())
    on_lines, marks = relations.place(with_marks=detail.marks or bool(numbers), with_words=detail.relation_labels)
    labels = (*names.values(), *on_lines)
    if selected:
        wanted = [nodes.row[key] for key in nodes.ids if key in selected]
        extra, gone = squeeze_in(wanted, nodes, plan.names, ground, labels, theme, avoid=avoid, marks=marks.xy.tolist())
        labels = (*(label for row, label in enumerate(labels) if row not in gone), *extra)
    bounds = _bounds(ground.extent, edges, marks, labels, theme)
    return Frame(zoom, nodes, edges, marks, labels, bounds, detail, area)


def rooms(project: Project, visible: Shown, theme: Theme, measure: Measure) -> dict[str, tuple[float, float, float]]:
    """Return radius, label width and label height of each entity at actual size: the room that a layout leaves."""
    plan = sketch(project, visible, theme, measure)
    sizes, radius = plan.names.sizes().tolist(), radii(theme, plan.steps, 1.0).tolist()
    return {key: (radius[row], sizes[row][0], sizes[row][1]) for row, key in enumerate(plan.entities)}


def placed(entities: Iterable[str], positions: Positions) -> Floats:
    """Return a place for every entity; those that have none, or no sane one, stand in a grid to the right.

    In the grid they are in the order of their ids, in whatever order they are asked for.

    Examples
    --------
    >>> from explorer.model.positions import Positions
    >>> placed(["a", "b"], Positions(["a"], [(10.0, 0.0)])).tolist()
    [[10.0, 0.0], [106.0, 0.0]]
    """
    keys = list(entities)
    known = [positions.row.get(key, -1) for key in keys]
    rows = np.array(known, dtype=np.intp)
    xy = np.full((len(rows), 2), np.nan)
    xy[rows >= 0] = positions.xy[rows[rows >= 0]]
    sane = is_sane(xy)
    homeless = np.array(sorted(np.flatnonzero(~sane).tolist(), key=keys.__getitem__), dtype=np.intp)
    if len(homeless):
        settled = xy[sane]
        low = settled.min(axis=0) if len(settled) else np.zeros(2)
        right = settled[:, 0].max() + GRID_PX if len(settled) else 0.0
        height = np.ptp(settled[:, 1]) if len(settled) else 0.0
        tall = max(1, int(height // GRID_PX) + 1, int(np.ceil(np.sqrt(len(homeless)))))
        place = np.arange(len(homeless))
        xy[homeless] = np.column_stack((right + place // tall * GRID_PX, low[1] + place % tall * GRID_PX))
    return xy


def is_sane(xy: Floats) -> Bools:
    """Return which places can be drawn: finite, and not as far away as a damaged file may have them."""
    return np.asarray((np.abs(xy) <= FARTHEST).all(axis=1))


def _nodes(project: Project, plan: Sketch, positions: Positions, theme: Theme, zoom: float, detail: Detail) -> Nodes:
    return Nodes(
        ids=plan.entities,
        xy=placed(plan.entities, positions) * zoom,
        radius=radii(theme, plan.steps, zoom),
        kind=plan.kind,
        icon=plan.icon if detail.icons else ("",) * len(plan.icon),
        folded=plan.folded,
        pinned=np.array([key in project.pinned for key in plan.entities], dtype=bool),
    )


def _edges(plan: Sketch, nodes: Nodes, theme: Theme, zoom: float, lost: Collection[str]) -> Edges:
    shapes = [theme.shape(theme.kind(kind).shape) for kind in nodes.kind]
    lines = connect(
        Ends(nodes.xy, nodes.radius, shapes),
        plan.source,
        plan.target,
        plan.fan,
        plan.forward,
        lane_px=theme.edge.parallel_gap * node_scale(zoom),
        gap_px=theme.edge.gap_to_node,
    )
    return Edges(
        ids=plan.relations,
        source=plan.source,
        target=plan.target,
        curve=lines.curve,
        straight=lines.straight,
        tip=lines.tip,
        direction=lines.direction,
        stroke=plan.stroke,
        width=plan.width,
        flagged=np.array([key in lost for key in plan.relations], dtype=bool),
    )


def _numbers(plan: Sketch, numbers: Mapping[str, int] | None) -> list[int]:
    return [numbers.get(key, 0) for key in plan.relations] if numbers else [0] * len(plan.relations)


def _bounds(extents: Floats, edges: Edges, marks: Marks, labels: Iterable[Label], theme: Theme) -> Box:
    """Return the box around outlines, lines with their heads, marks and labels."""
    parts = [extents.reshape(-1, 2)]
    head = max(theme.edge.arrow)
    if len(edges.ids):
        bent = polylines(edges.curve[~edges.straight]).reshape(-1, 2)
        ends = np.concatenate((edges.curve[edges.straight][:, (0, 3)].reshape(-1, 2), bent))
        parts += [ends - head / 2, ends + head / 2]
    if len(marks.edge):
        reach = max(mark_radius(theme, edges.stroke[row], 1) for row in marks.edge.tolist())
        parts += [marks.xy - reach, marks.xy + reach]
    boxes = np.array([label.box for label in labels]).reshape(-1, 4)
    parts += [boxes[:, :2], boxes[:, :2] + boxes[:, 2:]]
    points = np.concatenate(parts)
    if not len(points):
        return (0.0, 0.0, 0.0, 0.0)
    (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    return (left, top, right - left, bottom - top)
