"""Frame -> QPainter: what the canvas shows and what every exported picture is made of.

The painter must be in frame pixels: translate and scale it first. Works on any thread when it paints on a
QImage. Decides nothing: places and texts come from the Frame, colours from the Theme.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.frame import Level
from explorer.drawing.qt_crowd import paint_bundle, paint_crowd, paint_passing, paint_throng
from explorer.drawing.qt_edges import EdgePainter
from explorer.drawing.qt_emphasis import draw_veil, is_calm
from explorer.drawing.qt_emphasis import paint_emphasis as _paint_emphasis
from explorer.drawing.qt_icons import icon_image
from explorer.drawing.qt_labels import draw_labels
from explorer.drawing.qt_marks import MARK_BOX_PX
from explorer.drawing.qt_samples import dash_sample, kind_sample, stroke_sample
from explorer.drawing.qt_shapes import stamp_nodes
from explorer.drawing.qt_sprites import prepare, until, visible_box
from explorer.drawing.qt_text import QtMeasure, ensure_fonts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QPainter

    from explorer.drawing.frame import Bools, Box, Emphasis, Floats, Frame, Ints
    from explorer.drawing.theme import Theme

NODE_REACH_PX = 80.0  # the largest entity with its badges

__all__ = [
    "QtMeasure",
    "dash_sample",
    "ensure_fonts",
    "icon_image",
    "is_calm",
    "kind_sample",
    "paint",
    "paint_base",
    "paint_bundle",
    "paint_emphasis",
    "paint_text",
    "stroke_sample",
]


def paint(painter: QPainter, frame: Frame, theme: Theme, emphasis: Emphasis | None = None) -> None:
    """Paint all of a Frame, and states on top. The surface is left as it is where nothing is drawn."""
    paint_base(painter, frame, theme)
    if emphasis is None or emphasis.lit_nodes is None:
        paint_text(painter, frame, theme)
    if emphasis is not None:
        paint_emphasis(painter, frame, emphasis, theme)


def paint_base(
    painter: QPainter,
    frame: Frame,
    theme: Theme,
    *,
    edges: Iterable[int] | None = None,
    nodes: Iterable[int] | None = None,
    area: Box | None = None,
    stop: Callable[[], bool] | None = None,
) -> None:
    """Paint lines, heads and entities; all of them, or the given rows in painting order.

    Parameters
    ----------
    painter : QPainter
        In frame pixels.
    frame : Frame
        What to paint.
    theme : Theme
        The look.
    edges, nodes : iterable of int, optional
        Rows to paint; a layer without what is being dragged leaves some out.
    area : Box, optional
        Frame pixels; what does not meet it is left out.
    stop : callable, optional
        Asked now and then; once it is true, the rest is left out.
    """
    prepare(painter)
    shown = _meeting(visible_box(painter, NODE_REACH_PX), area, NODE_REACH_PX)
    curve, xy = frame.edges.curve, frame.nodes.xy
    nodes_in_view = _rows(nodes, _inside(shown, xy, xy))
    if frame.detail.level >= Level.HAIRLINES or not frame.detail.shapes:
        start, end = curve[:, 0], curve[:, 3]
        edges_in_view = _rows(edges, _inside(shown, np.minimum(start, end), np.maximum(start, end)))
        seen = _meeting(visible_box(painter, 0.0), area, 0.0)
        paint_crowd(painter, frame, theme, edges_in_view, nodes_in_view, seen, stop)
    else:
        edges_in_view = _rows(edges, _inside(shown, _over_points(np.minimum, curve), _over_points(np.maximum, curve)))
        if frame.passing is not None:
            crossing = np.intersect1d(edges_in_view, frame.passing, assume_unique=True)
            paint_passing(painter, frame, theme, crossing, _meeting(visible_box(painter, 0.0), area, 0.0), stop)
            edges_in_view = np.setdiff1d(edges_in_view, crossing, assume_unique=True)
        EdgePainter(painter, frame, theme).draw(edges_in_view.tolist(), stop)
    if frame.detail.shapes:
        stamp_nodes(painter, frame, theme, nodes_in_view, stop)


def paint_text(
    painter: QPainter,
    frame: Frame,
    theme: Theme,
    *,
    without: frozenset[str] = frozenset(),
    area: Box | None = None,
    stop: Callable[[], bool] | None = None,
) -> None:
    """Paint marks and labels, leaving out those of some entities and relations; ``area`` and ``stop`` as above."""
    prepare(painter)
    shown = _meeting(visible_box(painter, MARK_BOX_PX), area, MARK_BOX_PX)
    edge_ids, edge_of, at = frame.edges.ids, frame.marks.edge.tolist(), frame.marks.xy
    rows = np.flatnonzero(_inside(shown, at, at)).tolist()
    marks = [row for row in rows if edge_ids[edge_of[row]] not in without]
    boxes = np.array([label.box for label in frame.labels]).reshape(-1, 4)
    labels = zip(frame.labels, _inside(shown, boxes[:, :2], boxes[:, :2] + boxes[:, 2:]).tolist(), strict=True)
    wanted = [label for label, seen in labels if seen and label.owner not in without]
    draw_labels(painter, frame, theme, until(stop, wanted), until(stop, marks))


def paint_emphasis(painter: QPainter, frame: Frame, emphasis: Emphasis, theme: Theme) -> None:
    """Paint hover, selection, voices and focus over a painted Frame.

    Where ``emphasis.lit_nodes`` is given, everything else is veiled: paint it over ``paint_base`` alone, so
    that dimmed labels are gone, not pale.
    """
    prepare(painter)
    if emphasis.close is None and emphasis.throng is None:
        _paint_emphasis(painter, frame, emphasis, theme)
        return
    if emphasis.lit_nodes is not None:
        draw_veil(painter, theme)
    if emphasis.throng is not None:
        _paint_throng(painter, frame, theme, *emphasis.throng)
    if emphasis.close is None:
        if emphasis.lit_nodes is None:
            paint_text(painter, frame, theme)
        return
    close, states = emphasis.close
    paint_base(painter, close, theme)
    paint_text(painter, close, theme)
    _paint_emphasis(painter, close, states, theme)
    if emphasis.lit_nodes is None:  # last: what is raised must not cut names of others
        paint_text(painter, frame, theme, without=frozenset((*close.nodes.ids, *close.edges.ids)))


def _paint_throng(painter: QPainter, frame: Frame, theme: Theme, nodes: Ints, edges: Ints) -> None:
    shown, seen = visible_box(painter, NODE_REACH_PX), visible_box(painter, 0.0)
    start, end, xy = frame.edges.curve[edges, 0], frame.edges.curve[edges, 3], frame.nodes.xy[nodes]
    chosen = nodes[_inside(shown, xy, xy)]
    lines = edges[_inside(shown, np.minimum(start, end), np.maximum(start, end))]
    paint_throng(painter, frame, theme, chosen, lines, seen)
    if frame.detail.shapes:
        stamp_nodes(painter, frame, theme, chosen)


def _inside(shown: Box | None, low: Floats, high: Floats) -> Bools:
    """Return which boxes touch what is shown; on vector devices all do."""
    if shown is None:
        return np.ones(len(low), dtype=bool)
    inside = np.ones(len(low), dtype=bool)
    for axis, (begin, size) in enumerate(((shown[0], shown[2]), (shown[1], shown[3]))):  # by column: numpy likes that
        inside &= (high[:, axis] >= begin) & (low[:, axis] <= begin + size)
    return inside


def _over_points(which: np.ufunc, curve: Floats) -> Floats:
    """Return the least or the greatest of the points of each curve; several times as fast as along the axis."""
    found: Floats = which(which(curve[:, 0], curve[:, 1]), which(curve[:, 2], curve[:, 3]))
    return found


def _meeting(shown: Box | None, area: Box | None, margin: float) -> Box | None:
    """Return what lies in both boxes, the second grown by a margin; None where neither says anything."""
    if area is None:
        return shown
    x, y, width, height = area
    grown = (x - margin, y - margin, width + 2 * margin, height + 2 * margin)
    if shown is None:
        return grown
    left, top = max(shown[0], grown[0]), max(shown[1], grown[1])
    right = min(shown[0] + shown[2], grown[0] + grown[2])
    bottom = min(shown[1] + shown[3], grown[1] + grown[3])
    return (left, top, right - left, bottom - top)


def _rows(rows: Iterable[int] | None, in_view: Bools) -> Ints:
    if rows is None:
        return np.flatnonzero(in_view)
    chosen = np.asarray(rows if isinstance(rows, np.ndarray) else list(rows), dtype=np.intp)
    return chosen[in_view[chosen]]
