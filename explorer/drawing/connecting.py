"""The lines of a picture: cut at outlines and fanned out where they can be told apart, else straight."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from explorer.drawing.curves import Ends, connect, connect_plainly
from explorer.drawing.frame import Edges, Level
from explorer.drawing.style import node_scale

if TYPE_CHECKING:
    from explorer.drawing.curves import Lines
    from explorer.drawing.frame import Bools, Detail, Ints, Nodes
    from explorer.drawing.sight import Sight
    from explorer.drawing.sketch import Sketch
    from explorer.drawing.spots import Spots
    from explorer.drawing.theme import Theme

ALWAYS_EXACT = 6_000  # relations whose lines are cut and bent even out of sight


_kept: WeakKeyDictionary[Spots, tuple[float, Lines]] = WeakKeyDictionary()


def lines_between(
    nodes: Nodes,
    plan: Sketch,
    seen: Sight,
    theme: Theme,
    zoom: float,
    detail: Detail,
    flagged: Bools,
    where: Spots | None = None,
) -> Edges:
    """Return the relations of a sketch as they run between its entities.

    Parameters
    ----------
    nodes : Nodes
        Where the entities are.
    plan : Sketch
        Who is tied to whom.
    seen : Sight
        What of it is in sight; in large graphs only that is exact.
    theme, zoom, detail
        Sizes, and how much is drawn.
    flagged : ndarray of bool
        Relations with a quotation that is lost.
    where : Spots, optional
        What the places of the entities come from: as long as they and the zoom stay, so do plain lines.
    """
    count = len(plan.source)
    if detail.level <= Level.PLAIN and (count <= ALWAYS_EXACT or len(seen.edges) == count):
        lines = _exact(nodes, plan, np.arange(count), theme, zoom)
    else:
        lines = _plain(nodes, plan, zoom, where)
        if detail.level <= Level.PLAIN:
            lines = lines.but(seen.edges, _exact(nodes, plan, seen.edges, theme, zoom))
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
        flagged=flagged,
    )


def _plain(nodes: Nodes, plan: Sketch, zoom: float, where: Spots | None) -> Lines:
    kept = None if where is None else _kept.get(where)
    if kept is not None and kept[0] == zoom:
        return kept[1]
    lines = connect_plainly(nodes.xy, plan.source, plan.target)
    if where is not None:
        _kept[where] = (zoom, lines)
    return lines


def _exact(nodes: Nodes, plan: Sketch, rows: Ints, theme: Theme, zoom: float) -> Lines:
    shapes = [theme.shape(theme.kind(kind).shape) for kind in nodes.look.table]
    return connect(
        Ends(nodes.xy, nodes.radius, nodes.look.codes, shapes),
        plan.source[rows],
        plan.target[rows],
        plan.lanes.take(rows),
        lane_px=theme.edge.parallel_gap * node_scale(zoom),
        gap_px=theme.edge.gap_to_node,
    )
