"""The graph in SVG: the same lines, heads, entities, marks and labels as ``qt_painter`` draws, in the same order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.frame import Level
from explorer.drawing.heads import HOLLOW_PEN_PX, INSIDE_HEAD, arrow_head, shortened
from explorer.drawing.plates import mark_boxes, plate
from explorer.drawing.style import FAR_ALPHA
from explorer.formats.svg_crowd import draw_discs, draw_hairlines
from explorer.formats.svg_marks import draw_mark
from explorer.formats.svg_nodes import draw_node
from explorer.formats.svg_text import number, path_data, text_element, title_element, xml_id
from explorer.formats.typesetting import ASCENT, DESCENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.drawing.frame import Frame, Label
    from explorer.drawing.heads import Point
    from explorer.drawing.theme import Stroke, Theme
    from explorer.formats.page import GraphItem, Picture, SampleItem

DOT = 0.01
MARK_AT = 0.46  # of a legend sample's width
_ANCHORS = {"left": ("start", 0.0), "center": ("middle", 0.5), "right": ("end", 1.0)}


def draw_graph(item: GraphItem, picture: Picture) -> Iterator[str]:
    """Draw a Frame: relations below, then entities, then marks and labels."""
    frame, theme = item.frame, picture.theme
    smaller = f" scale({item.scale:.4f})" if item.scale != 1.0 else ""
    yield f'<g id="graph" transform="translate({number(item.x)} {number(item.y)}){smaller}">'
    is_crowd = frame.detail.level >= Level.HAIRLINES or not frame.detail.shapes
    yield '<g id="relations" fill="none">'
    yield from draw_hairlines(frame, theme) if is_crowd else _lines(frame, picture)
    yield "</g>"
    if frame.detail.heads and not is_crowd:
        yield '<g id="heads">'
        for row in range(len(frame.edges.ids)):
            x, y = frame.edges.tip[row].tolist()
            dx, dy = frame.edges.direction[row].tolist()
            yield _head(theme.stroke(frame.edges.stroke[row]), (x, y), (dx, dy), theme)
        yield "</g>"
    yield '<g id="entities">'
    if frame.detail.shapes:
        for row, key in enumerate(frame.nodes.ids):
            yield from draw_node(frame, row, theme, xml_id("entity", key), picture.names.get(key, key))
    else:
        yield from draw_discs(frame, theme, picture.names)
    yield '</g><g id="labels">'
    yield from _labels(frame, theme)
    yield "</g></g>"


def draw_sample(item: SampleItem, theme: Theme) -> Iterator[str]:
    """Draw a short line of a stroke, for the legend."""
    x, top, width, height = item.box
    y = top + height / 2.0
    stroke = theme.stroke(item.stroke)
    end = x + width - theme.edge.arrow[0] * INSIDE_HEAD
    path = f"M{number(x)} {number(y)}L{number(end)} {number(y)}"
    yield '<g fill="none">' + "".join(_strokes(path, stroke, stroke.width, theme, clear=False)) + "</g>"
    yield _head(stroke, (x + width, y), (1.0, 0.0), theme)
    if item.mark:
        yield from draw_mark(theme, item.stroke, x + width * MARK_AT, y, 0, theme.color("canvas"))


def _lines(frame: Frame, picture: Picture) -> Iterator[str]:
    edges, theme = frame.edges, picture.theme
    inside = theme.edge.arrow[0] * INSIDE_HEAD if frame.detail.heads else 0.0
    stems = shortened(edges.curve, np.full(len(edges.ids), inside)).tolist()
    for row, key in enumerate(edges.ids):
        start, one, other, end = (f"{number(x)} {number(y)}" for x, y in stems[row])
        path = f"M{start}L{end}" if edges.straight[row] else f"M{start}C{one} {other} {end}"
        stroke = theme.stroke(edges.stroke[row])
        yield f'<g id="{xml_id("relation", key)}" class="{stroke.key}">{title_element(picture.sentences.get(key, key))}'
        if frame.detail.dashes:
            yield from _strokes(path, stroke, float(edges.width[row]), theme, clear=True)
        else:
            pale = theme.blend(stroke.color, FAR_ALPHA)
            yield f'<path d="{path}" stroke="{pale}" stroke-width="{number(float(edges.width[row]))}"/>'
        yield "</g>"


def _strokes(path: str, stroke: Stroke, width: float, theme: Theme, *, clear: bool) -> Iterator[str]:
    """Draw one line: the clearance below it, then the line, then what a double line leaves out."""
    canvas = theme.color("canvas")
    outer = max(width, stroke.rail[0]) if stroke.rail else width
    if clear:
        yield f'<path d="{path}" stroke="{canvas}" stroke-width="{number(outer + theme.edge.halo)}"/>'
    pattern = ""
    if stroke.dash and stroke.cap == "round":
        pattern = f' stroke-linecap="round" stroke-dasharray="{DOT} {number(sum(stroke.dash) - DOT)}"'
    elif stroke.dash:
        pattern = f' stroke-dasharray="{" ".join(map(number, stroke.dash))}"'
    yield f'<path d="{path}" stroke="{stroke.color}" stroke-width="{number(outer)}"{pattern}/>'
    if stroke.rail:
        yield f'<path d="{path}" stroke="{canvas}" stroke-width="{number(stroke.rail[1])}"/>'


def _head(stroke: Stroke, tip: Point, direction: Point, theme: Theme) -> str:
    hollow = stroke.head == "hollow"
    data = path_data(arrow_head(tip, direction, theme.edge.arrow, hollow=hollow))
    if not hollow:
        return f'<path d="{data}" fill="{stroke.color}"/>'
    pen = f'stroke="{stroke.color}" stroke-width="{HOLLOW_PEN_PX}"'
    return f'<path d="{data}" fill="{theme.color("canvas")}" {pen}/>'


def _labels(frame: Frame, theme: Theme) -> Iterator[str]:
    """Draw all plates, then marks, then letters, as the painter does."""
    edges, marks = frame.edges, frame.marks
    canvas = theme.color("canvas")
    rows = range(len(marks.edge))
    beside = mark_boxes(frame, theme, rows)
    for label in frame.labels:
        if label.plate:
            x, y, width, height = map(number, plate(label, beside.get(label.owner)))
            yield f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{canvas}"/>'
    for row in rows:
        edge = int(marks.edge[row])
        x, y = marks.xy[row].tolist()
        flagged = bool(edges.flagged[edge])
        yield from draw_mark(theme, edges.stroke[edge], x, y, int(marks.number[row]), canvas, flagged=flagged)
    for label in frame.labels:
        yield from _letters(label, theme, None if label.plate else canvas)


def _letters(label: Label, theme: Theme, halo: str | None) -> Iterator[str]:
    x, y, width, height = label.box
    anchor, share = _ANCHORS[label.align]
    top = y + (height - len(label.lines) * label.line_px) / 2.0
    for index, line in enumerate(label.lines):
        baseline = top + (index + 0.5) * label.line_px + label.size_px * (ASCENT - DESCENT) / 2.0
        yield text_element(
            line,
            x + share * width,
            baseline,
            label.size_px,
            theme.color(label.ink),
            semibold=label.semibold,
            anchor=anchor,
            halo=halo,
        )
