"""The pieces of canvas behind labels: how far they reach, together with the mark beside the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.drawing.style import mark_radius

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.drawing.frame import Box, Frame, Label
    from explorer.drawing.theme import Theme

PLATE_PAD_PX = 2.0
ALONGSIDE_PX = 10.0
"""A mark no further than this from its label shares the label's plate."""


def mark_boxes(frame: Frame, theme: Theme, rows: Iterable[int]) -> dict[str, Box]:
    """Return the boxes of these marks by relation id."""
    boxes = {}
    edges, marks = frame.edges, frame.marks
    for row in rows:
        edge = int(marks.edge[row])
        reach = mark_radius(theme, edges.stroke[edge], int(marks.number[row]))
        x, y = marks.xy[row].tolist()
        boxes[edges.ids[edge]] = (x - reach, y - reach, 2 * reach, 2 * reach)
    return boxes


def plate(label: Label, mark: Box | None) -> Box:
    """Return the piece behind a label, which reaches to the middle of a mark beside it."""
    x, y, width, height = label.box
    left, right = x - PLATE_PAD_PX, x + width + PLATE_PAD_PX
    if mark is not None:
        middle = mark[0] + mark[2] / 2
        if 0 < left - middle < mark[2] / 2 + ALONGSIDE_PX:
            left = middle
        elif 0 < middle - right < mark[2] / 2 + ALONGSIDE_PX:
            right = middle
    return (left, y, right - left, height)
