"""A few entities and relations of a crowd as a picture of their own, in all detail: what states are drawn with."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.connecting import lines_between
from explorer.drawing.detail import detail_at, level_for
from explorer.drawing.frame import Frame, Level, Marks
from explorer.drawing.sight import sight

if TYPE_CHECKING:
    from explorer.drawing.frame import Ints, Label
    from explorer.drawing.sketch import Sketch
    from explorer.drawing.theme import Theme

CROWD_ENTITIES, CROWD_RELATIONS = 2_500, 6_000
"""States of a larger picture are drawn as a close-up."""

MOST_RELATIONS = 5_000
"""Of what is lit, so many of the most important are drawn in all the detail there is room for."""

INK_COUNTS, EACH_COUNTS = 4.0, 4
"""States are drawn while a person waits, so they have less room for detail than what lies below."""

MOST_HEADS = 300
LEAST_RADIUS_PX = 3.5


def is_crowd(frame: Frame) -> bool:
    """Whether states of a picture are drawn as a close-up."""
    return frame.plan is not None and (
        len(frame.nodes.ids) > CROWD_ENTITIES
        or len(frame.edges.ids) > CROWD_RELATIONS
        or frame.detail.level >= Level.HAIRLINES
    )


def close_up(frame: Frame, plan: Sketch, nodes: Ints, edges: Ints, theme: Theme) -> Frame:
    """Return a picture of some entities and relations at their places in another, with the names they have there.

    Parameters
    ----------
    frame : Frame
        The crowd.
    plan : Sketch
        What it was made from.
    nodes : ndarray of int
        Rows of entities; the ends of ``edges`` are among them.
    edges : ndarray of int
        Rows of relations.
    theme : Theme
        The look.
    """
    part = plan.take(nodes, edges)
    taken = frame.nodes.take(nodes)
    seen = sight(taken.xy, part.source, part.target, frame.area)
    level = level_for((seen.ink_px + part.lanes.detour_px(seen.edges)) * INK_COUNTS, len(seen.edges) * EACH_COUNTS)
    detail = detail_at(frame.zoom, theme.zoom, level, len(seen.nodes))
    few = level <= Level.PLAIN
    detail = detail._replace(
        relation_labels=False,
        marks=False,
        dashes=few,
        heads=few and len(seen.edges) <= MOST_HEADS,
        icons=detail.icons and frame.detail.icons,
    )
    entities = replace(taken, radius=np.maximum(taken.radius, LEAST_RADIUS_PX))
    lines = lines_between(entities, part, seen, theme, frame.zoom, detail, frame.edges.flagged[edges])
    return Frame(
        zoom=frame.zoom,
        nodes=entities,
        edges=lines,
        marks=Marks(np.zeros(0, dtype=np.intp), np.zeros((0, 2)), np.zeros(0, dtype=np.intp)),
        labels=_labels_of(frame, part),
        bounds=frame.bounds,
        detail=detail,
        area=frame.area,
        plan=part,
        crowd=frame.crowd,
    )


def _labels_of(frame: Frame, part: Sketch) -> tuple[Label, ...]:
    return tuple(
        label
        for label in frame.labels
        if label.owner in (part.relations.row if label.of_relation else part.entities.row)
    )
