"""From facts and places to a Frame: the one way in which anything gets drawn, on screen, in PNG, SVG and PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.connecting import ALWAYS_EXACT, lines_between
from explorer.drawing.curves import polylines
from explorer.drawing.detail import MOST_SHAPES, detail_at, level_for, told
from explorer.drawing.emphasis import build_emphasis
from explorer.drawing.frame import Crowd, Frame, Level, Nodes
from explorer.drawing.looks import rows_of
from explorer.drawing.places import grounds
from explorer.drawing.rows import Coded
from explorer.drawing.sight import at_home, sight
from explorer.drawing.sketch import sketch
from explorer.drawing.spots import is_sane, placed, spots
from explorer.drawing.style import crowded_scale, mark_radius, radii
from explorer.drawing.writing import write

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from explorer.drawing.frame import Bools, Box, Detail, Edges, Floats, Ints, Label, Marks
    from explorer.drawing.measure import Measure
    from explorer.drawing.rows import Ids
    from explorer.drawing.sight import Sight
    from explorer.drawing.sketch import Shown, Sketch
    from explorer.drawing.spots import Spots
    from explorer.drawing.theme import Theme
    from explorer.model.positions import Positions
    from explorer.model.project import Project

__all__ = ["build_emphasis", "build_frame", "is_sane", "placed", "rooms"]

MOST_NAMES_WITH_ROOM = 2_000


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
        Relations that lost a quotation.
    """
    plan = sketch(project, visible, theme, measure)
    where = spots(plan, positions)
    seen = sight(where.xy * zoom, plan.source, plan.target, area)
    seen, detail, passing = _shown_of(seen, plan, where, theme, zoom, area)
    nodes = _nodes(project, plan, where, theme, zoom, detail)
    edges = lines_between(nodes, plan, seen, theme, zoom, detail, _flags(plan.relations, lost), where)
    ground = grounds(nodes, theme)
    labels, marks = write(
        nodes, edges, ground, plan, seen, detail, theme, avoid=avoid, selected=selected, numbers=numbers
    )
    bounds = _bounds(ground.extent, edges, marks, labels if area is None else (), theme)
    crowd = Crowd(where.crowd.cover / zoom, where.crowd.local_px * zoom)
    left_out = told(detail.level, len(seen.edges), 0 if passing is None else len(passing))
    return Frame(zoom, nodes, edges, marks, labels, bounds, detail, area, left_out, plan, crowd, passing)


def rooms(
    project: Project, visible: Shown, theme: Theme, measure: Measure
) -> tuple[dict[str, float], dict[str, tuple[float, float]]]:
    """Return each entity's radius, and width and height of its label, at actual size: the room that a layout leaves.

    In large graphs names go where there happens to be room: their sizes are 0.
    """
    plan = sketch(project, visible, theme, measure)
    radius = dict(zip(plan.entities, radii(theme, plan.steps, 1.0).tolist(), strict=True))
    if len(radius) > MOST_NAMES_WITH_ROOM:
        return radius, dict.fromkeys(radius, (0.0, 0.0))
    sizes = plan.names.sizes().tolist()
    return radius, {key: (width, height) for key, (width, height) in zip(radius, sizes, strict=True)}


def _shown_of(
    seen: Sight, plan: Sketch, where: Spots, theme: Theme, zoom: float, area: Box | None
) -> tuple[Sight, Detail, Ints | None]:
    """Return what is drawn in which detail, and the relations that stay density so that there is room for others."""
    detail = _detail(plan, seen, theme, zoom)
    if area is None or detail.level <= Level.PLAIN or len(seen.nodes) > MOST_SHAPES:
        return seen, detail, None
    xy = where.xy * zoom
    for both_ends in (False, True):
        near, passing = at_home(seen, xy, plan.source, plan.target, area, both_ends=both_ends)
        closer = _detail(plan, near, theme, zoom)
        if closer.level <= Level.PLAIN:
            return near, closer, passing
    return seen, detail, None


def _detail(plan: Sketch, seen: Sight, theme: Theme, zoom: float) -> Detail:
    ink_px = seen.ink_px + plan.lanes.detour_px(seen.edges)
    level = level_for(ink_px, len(seen.edges), len(plan.source))
    return detail_at(zoom, theme.zoom, level, len(seen.nodes))


def _nodes(project: Project, plan: Sketch, where: Spots, theme: Theme, zoom: float, detail: Detail) -> Nodes:
    xy, radius = where.xy * zoom, radii(theme, plan.steps, zoom)
    return Nodes(
        ids=plan.entities,
        xy=xy,
        radius=radius * crowded_scale(radius, where.room * zoom**2),
        kind=plan.kind,
        icon=plan.icon if detail.icons else Coded(np.zeros(len(xy), dtype=np.intp), ("",)),
        folded=plan.folded,
        pinned=_flags(plan.entities, project.pinned),
    )


def _flags(ids: Ids, chosen: Collection[str]) -> Bools:
    flags = np.zeros(len(ids), dtype=bool)
    flags[rows_of(ids.row, chosen)] = True
    return flags


def _bounds(extents: Floats, edges: Edges, marks: Marks, labels: Iterable[Label], theme: Theme) -> Box:
    """Return the box around outlines, lines with their heads, marks and labels."""
    parts = [extents.reshape(-1, 2)]
    head = max(theme.edge.arrow)
    bent = np.flatnonzero(~edges.straight)
    if len(edges.ids) <= ALWAYS_EXACT:  # in larger graphs a head more or less beyond all entities is nothing
        ends = edges.curve[edges.straight][:, (0, 3)].reshape(-1, 2)
        parts += [ends - head / 2, ends + head / 2]
    if len(bent):
        ends = polylines(edges.curve[bent]).reshape(-1, 2)
        parts += [ends - head / 2, ends + head / 2]
    if len(marks.edge):
        reach = max(mark_radius(theme, edges.stroke[row], 1) for row in marks.edge.tolist())
        parts += [marks.xy - reach, marks.xy + reach]
    boxes = np.array([label.box for label in labels]).reshape(-1, 4)
    parts += [boxes[:, :2], boxes[:, :2] + boxes[:, 2:]]
    x, y = np.concatenate(parts).T
    if not len(x):
        return (0.0, 0.0, 0.0, 0.0)
    left, top = float(x.min()), float(y.min())
    return (left, top, float(x.max()) - left, float(y.max()) - top)
