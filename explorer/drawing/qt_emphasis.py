"""Hover, selection and focus on top of a painted Frame: rings, highlighter, voices, and the veil over all else."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen

from explorer.drawing.plates import mark_boxes, plate
from explorer.drawing.qt_edges import EdgePainter
from explorer.drawing.qt_labels import draw_labels
from explorer.drawing.qt_shapes import draw_focus, draw_rim, draw_ring, draw_selected_ring, draw_voice, stamp_nodes
from explorer.drawing.qt_text import text_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.drawing.frame import Box, Emphasis, Floats, Frame, Label
    from explorer.drawing.theme import Theme

HOVER_DISTANCE_PX = 4.0
SELECTED_DISTANCE_PX = 6.0
RIM_PX = 6.0
LINE_BACK_PX = {"rim": 6.0, "ring": 7.5}
LABEL_PUSH_PX = 6.0
FLAT_ENOUGH = 0.3  # rise over run below which a label fits onto its relation's highlighter


def paint_emphasis(painter: QPainter, frame: Frame, emphasis: Emphasis, theme: Theme) -> None:
    """Paint states over what ``paint_base`` (and, unless something is dimmed, ``paint_text``) have painted.

    The order is veil, lines, highlighter, rings, raised lines, nodes, texts, badges.
    """
    if is_calm(emphasis):
        return
    dimmed = emphasis.lit_nodes is not None
    lit_nodes = range(len(frame.nodes.ids)) if emphasis.lit_nodes is None else emphasis.lit_nodes
    lit_edges = emphasis.lit_edges if dimmed else range(len(frame.edges.ids))
    raised = _raised(emphasis)
    ringed = bool(emphasis.selected_nodes or emphasis.ends)
    back = _back(frame, emphasis)
    edges = EdgePainter(painter, frame, theme, back)
    held_back = set(np.flatnonzero(back.any(axis=1)).tolist()) - raised
    moved = sorted(held_back.intersection(lit_edges))
    pushed = _pushed_labels(frame, emphasis)

    if dimmed:
        draw_veil(painter, theme)
        edges.draw(row for row in lit_edges if row not in raised)
    else:
        gone = set(emphasis.hidden_labels)
        given_way = [label for label in frame.labels if label.owner in gone]
        _erase(painter, theme, [*given_way, *(label for label, _ in pushed)])
        edges.erase_heads(moved)
        edges.draw(moved)
    _draw_bands(painter, frame, emphasis, theme, edges)
    _draw_rings(painter, frame, emphasis, theme)
    _draw_raised(emphasis, theme, edges)
    if dimmed or moved or raised or ringed or emphasis.extra_labels or emphasis.hidden_labels:
        stamp_nodes(painter, frame, theme, lit_nodes if dimmed or frame.detail.shapes else _in_some_state(emphasis))
        _draw_texts(painter, frame, emphasis, theme, pushed)
    elif emphasis.hovered_node is not None:
        stamp_nodes(painter, frame, theme, (emphasis.hovered_node,))
    _draw_badges(painter, frame, emphasis, theme)


def is_calm(emphasis: Emphasis) -> bool:
    """Whether nothing has to be painted."""
    rows = (emphasis.hovered_node, emphasis.hovered_edge, emphasis.focused_node, emphasis.focused_edge)
    if any(row is not None for row in (*rows, emphasis.lit_nodes)):
        return False
    chosen = (emphasis.selected_nodes, emphasis.selected_edges, emphasis.ends, emphasis.voices)
    return not any((*chosen, emphasis.extra_labels, emphasis.hidden_labels))


def _raised(emphasis: Emphasis) -> frozenset[int]:
    hovered = () if emphasis.hovered_edge is None else (emphasis.hovered_edge,)
    focused = () if emphasis.focused_edge is None else (emphasis.focused_edge,)
    return frozenset((*emphasis.selected_edges, *hovered, *focused))


def _in_some_state(emphasis: Emphasis) -> list[int]:
    """Return the entities that stand out among discs, which are too many to be drawn again."""
    pointed_at = (row for row in (emphasis.hovered_node, emphasis.focused_node) if row is not None)
    return sorted({*emphasis.selected_nodes, *emphasis.ends, *pointed_at})


def _back(frame: Frame, emphasis: Emphasis) -> Floats:
    """Return how far each line keeps back from a ring or rim, at its start and at its end."""
    room = np.zeros(len(frame.nodes.ids))
    room[list(emphasis.ends)] = LINE_BACK_PX["rim"]
    room[list(emphasis.selected_nodes)] = LINE_BACK_PX["ring"]
    return np.column_stack((room[frame.edges.source], room[frame.edges.target]))


def draw_veil(painter: QPainter, theme: Theme) -> None:
    """Dim all that is painted so far."""
    color = QColor(theme.color("canvas"))
    color.setAlphaF(1.0 - theme.state.dimmed_alpha)
    painter.save()
    painter.resetTransform()
    device = painter.device()
    painter.fillRect(QRectF(0, 0, device.width(), device.height()), color)
    painter.restore()


def _erase(painter: QPainter, theme: Theme, labels: list[Label]) -> None:
    """Cover labels at their usual places, before they are drawn a little further out."""
    for label in labels:
        x, y, width, height = label.box
        painter.fillRect(QRectF(x - 2, y, width + 4, height), QColor(theme.color("canvas")))


def _draw_bands(painter: QPainter, frame: Frame, emphasis: Emphasis, theme: Theme, edges: EdgePainter) -> None:
    banded = list(emphasis.selected_edges)
    if emphasis.focused_edge is not None and emphasis.focused_edge not in banded:
        banded.append(emphasis.focused_edge)
    stickers = _stickers(frame, emphasis, theme)
    for row in banded:
        outline = edges.band(row, stickers.get(row))
        focused = row == emphasis.focused_edge
        pen = QPen(QColor(theme.color("accent" if focused else "mark_line")), 4.0 if focused else 2.0)
        painter.strokePath(outline, pen)
        painter.fillPath(outline, QColor(theme.color("mark_strong" if row in emphasis.selected_edges else "canvas")))


def _stickers(frame: Frame, emphasis: Emphasis, theme: Theme) -> dict[int, Box]:
    """Return what the highlighter of each selected relation covers around its label."""
    boxes: dict[int, Box] = {}
    chosen = {frame.edges.ids[row]: row for row in emphasis.selected_edges}
    if not chosen:
        return boxes
    marked = np.flatnonzero(np.isin(frame.marks.edge, emphasis.selected_edges)).tolist()
    marks = mark_boxes(frame, theme, marked)
    for label in _latest_labels(frame, emphasis):
        row = chosen.get(label.owner)
        if row is None:
            continue
        mark = marks.get(label.owner)
        left, _, width, _ = plate(_bold(label, theme, marked=mark is not None), mark)
        y, height = label.box[1], label.box[3]
        dx, dy = frame.edges.curve[row, 3] - frame.edges.curve[row, 0]
        if abs(dy) <= FLAT_ENOUGH * abs(dx):
            band = theme.state.selected_band
            y, height = y + (height - band) / 2, band
        boxes[row] = (left, y, width, height)
    return boxes


def _draw_rings(painter: QPainter, frame: Frame, emphasis: Emphasis, theme: Theme) -> None:
    nodes = frame.nodes

    def around(row: int) -> tuple[str, float]:
        return nodes.kind[row], float(nodes.radius[row])

    for row in emphasis.ends:
        if row not in emphasis.selected_nodes:
            with _at(painter, frame, row):
                draw_rim(painter, theme, *around(row), RIM_PX)
    for row in emphasis.selected_nodes:
        with _at(painter, frame, row):
            draw_selected_ring(painter, theme, *around(row), SELECTED_DISTANCE_PX)
    row_or_none = emphasis.hovered_node
    if row_or_none is not None and row_or_none not in emphasis.selected_nodes:
        with _at(painter, frame, row_or_none):
            draw_ring(painter, theme, *around(row_or_none), HOVER_DISTANCE_PX, theme.color("ink"))


def _draw_raised(emphasis: Emphasis, theme: Theme, edges: EdgePainter) -> None:
    for row in sorted(_raised(emphasis)):
        on_band = row in emphasis.selected_edges
        below = theme.color("mark_strong" if on_band else "canvas")
        edges.draw_raised(row, below, clear=not on_band and row != emphasis.focused_edge)


def _draw_texts(
    painter: QPainter, frame: Frame, emphasis: Emphasis, theme: Theme, pushed: list[tuple[Label, Label]]
) -> None:
    """Draw all lit texts again, those of raised relations in their own way."""
    moved = {before.owner: after for before, after in pushed}
    raised = _raised(emphasis)
    raised_ids = {frame.edges.ids[row] for row in raised}
    lit = _lit_ids(frame, emphasis)
    labels = [moved.get(label.owner, label) for label in _latest_labels(frame, emphasis)]
    calm = [label for label in labels if label.owner not in raised_ids and label.owner in lit]
    owners = frame.marks.edge.tolist()
    lit_edges = set(emphasis.lit_edges) if emphasis.lit_nodes is not None else None
    marks = [index for index, row in enumerate(owners) if row not in raised and (lit_edges is None or row in lit_edges)]
    draw_labels(painter, frame, theme, calm, marks)
    for row in sorted(raised):
        own = [label for label in labels if label.owner == frame.edges.ids[row]]
        own_marks = [index for index, edge in enumerate(owners) if edge == row]
        if row in emphasis.selected_edges:
            below = theme.color("mark_strong")
            on_band = [_bold(label, theme, marked=bool(own_marks)) for label in own]
            draw_labels(painter, frame, theme, on_band, own_marks, below=below, ink="ink")
        else:
            draw_labels(painter, frame, theme, own, own_marks, ink="ink")


def _bold(label: Label, theme: Theme, *, marked: bool) -> Label:
    """Return the label of a selected relation: semibold, growing away from its mark, on a plate inside the band."""
    x, y, width, height = label.box
    wider = max(text_width(line, label.size_px, semibold=True) for line in label.lines)
    left = x if marked else x + (width - wider) / 2
    inside = min(height, theme.state.selected_band - 1.0)
    box = (left, y + (height - inside) / 2, wider, inside)
    return label._replace(box=box, semibold=True, plate=True, align="left" if marked else "center")


def _latest_labels(frame: Frame, emphasis: Emphasis) -> list[Label]:
    gone = {*(label.owner for label in emphasis.extra_labels), *emphasis.hidden_labels}
    return [*(label for label in frame.labels if label.owner not in gone), *emphasis.extra_labels]


def _lit_ids(frame: Frame, emphasis: Emphasis) -> set[str]:
    if emphasis.lit_nodes is None:
        return {*frame.nodes.ids, *frame.edges.ids}
    return {frame.nodes.ids[row] for row in emphasis.lit_nodes} | {frame.edges.ids[row] for row in emphasis.lit_edges}


def _pushed_labels(frame: Frame, emphasis: Emphasis) -> list[tuple[Label, Label]]:
    """Return the labels that a ring or rim pushes outwards, before and after."""
    ringed = {frame.nodes.ids[row]: row for row in (*emphasis.selected_nodes, *emphasis.ends)}
    gone = {*(label.owner for label in emphasis.extra_labels), *emphasis.hidden_labels}
    pushed = []
    for label in frame.labels:
        row = ringed.get(label.owner)
        if row is not None and label.owner not in gone:
            x, y, width, height = label.box
            cx, cy = frame.nodes.xy[row].tolist()
            dx, dy = _outwards(cx - x, x + width - cx), _outwards(cy - y, y + height - cy)
            pushed.append((label, label._replace(box=(x + dx, y + dy, width, height))))
    return pushed


def _outwards(before: float, after: float) -> float:
    """Return the push along one axis: none where the label spans the node's centre."""
    if before <= 0:
        return LABEL_PUSH_PX
    return -LABEL_PUSH_PX if after <= 0 else 0.0


def _draw_badges(painter: QPainter, frame: Frame, emphasis: Emphasis, theme: Theme) -> None:
    for row, voice in emphasis.voices:
        with _at(painter, frame, row):
            draw_voice(painter, theme, voice, float(frame.nodes.radius[row]))
    if emphasis.focused_node is not None:
        with _at(painter, frame, emphasis.focused_node):
            draw_focus(painter, theme, float(frame.nodes.radius[emphasis.focused_node]))


@contextmanager
def _at(painter: QPainter, frame: Frame, row: int) -> Iterator[None]:
    """Put the origin at a node's centre for a while."""
    x, y = frame.nodes.xy[row].tolist()
    painter.translate(x, y)
    yield
    painter.translate(-x, -y)
