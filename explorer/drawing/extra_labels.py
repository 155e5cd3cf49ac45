"""Labels that must be shown whatever the room: of what is selected and what is around it. Lesser labels give way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.curves import point_at
from explorer.drawing.frame import Label
from explorer.drawing.labels import FAR_RINGS_PX, grounds, places, taken_by_nodes
from explorer.drawing.measure import lettering
from explorer.drawing.relation_labels import LINE_PX, MARK_GAP_PX, SLIDES, WORDS_LIMIT_PX
from explorer.drawing.style import mark_radius

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from explorer.drawing.frame import Box, Frame, Nodes
    from explorer.drawing.labels import Grounds, Names
    from explorer.drawing.measure import Measure
    from explorer.drawing.occupied import Occupied
    from explorer.drawing.theme import Theme


AWAY_PX = 18.0


def squeeze_in(
    rows: Sequence[int],
    nodes: Nodes,
    written: Names,
    ground: Grounds,
    labels: Sequence[Label],
    theme: Theme,
    avoid: Iterable[Box] = (),
) -> tuple[list[Label], set[int]]:
    """Find places for names that are not among the labels yet.

    Parameters
    ----------
    rows : sequence of int
        Entities whose names must be shown; the first goes first.
    nodes, written, ground
        All entities, their names and what they cover.
    labels : sequence of Label
        What has a place already; nothing of it moves.
    theme : Theme
        Sizes.
    avoid : iterable of Box
        Kept clear.

    Returns
    -------
    extra : list of Label
        The names, over no entity and over none of each other.
    gone : set of int
        Places in ``labels`` of what has to give way to them.
    """
    has_label = {label.owner for label in labels if not label.of_relation}
    missing = [row for row in rows if nodes.ids[row] not in has_label]
    if not missing:
        return [], set()
    taken = taken_by_nodes(nodes, ground, avoid)
    kept = {nodes.ids[row] for row in rows}
    for index, label in enumerate(labels):
        taken.add(label.box, "kept" if not label.of_relation and label.owner in kept else f"label {index}")
    sizes = written.sizes()[missing]
    rings = [places(ground.rows(missing), sizes, theme.node.label_gap, far) for far in FAR_RINGS_PX]
    candidates: list[list[list[float]]] = np.concatenate(rings, axis=1).tolist()
    extra: list[Label] = []
    gone: set[int] = set()
    for row, boxes in zip(missing, candidates, strict=True):
        found = _least_bad(boxes, f"node {nodes.ids[row]}", taken, gone)
        if found is None:
            continue
        place, victims = found
        gone |= victims
        x, y, width, height = boxes[place]
        taken.add((x, y, width, height), "kept")
        extra.append(written.label(row, nodes.ids[row], place % 8, (x, y, width, height)))
    return extra, gone


def _least_bad(
    boxes: Iterable[Sequence[float]], own: str, taken: Occupied, gone: set[int]
) -> tuple[int, set[int]] | None:
    """Return the place that the fewest labels have to leave, and those; None where entities are in every way."""
    best: tuple[int, set[int]] | None = None
    for place, (x, y, width, height) in enumerate(boxes):
        others = taken.overlapping((x, y, width, height), but=own)
        if any(not name.startswith("label ") for name in others):
            continue
        victims = {int(name.removeprefix("label ")) for name in others} - gone
        if not victims:
            return place, victims
        if best is None or len(victims) < len(best[1]):
            best = (place, victims)
    return best


def squeeze_words_in(
    missing: Mapping[int, str], frame: Frame, labels: Sequence[Label], theme: Theme, measure: Measure
) -> tuple[list[Label], list[str]]:
    """Find places for the words of relations that must be read: beside their mark, or anywhere on their line.

    Parameters
    ----------
    missing : mapping of int to str
        Words by row of ``frame.edges``.
    frame : Frame
        The picture at rest.
    labels : sequence of Label
        What is shown already.
    theme, measure
        Sizes and fonts.

    Returns
    -------
    words : list of Label
    hidden : list of str
        Owners of labels that have to give way.
    """
    taken = taken_by_nodes(frame.nodes, grounds(frame.nodes, theme))
    for index, label in enumerate(labels):
        taken.add(label.box, f"label {index}")
    marks = dict(zip(frame.marks.edge.tolist(), frame.marks.xy.tolist(), strict=True))
    size = theme.type("caption").size
    words: list[Label] = []
    gone: set[int] = set()
    for row, text in missing.items():
        written = lettering(measure, text, size, semibold=True, split_px=None, limit_px=WORDS_LIMIT_PX)
        boxes = _word_boxes(frame, row, written.width, marks.get(row), theme)
        found = _least_bad(boxes, "", taken, gone)
        if found is None:
            continue
        place, victims = found
        gone |= victims
        taken.add(boxes[place], "kept")
        words.append(
            Label(
                owner=frame.edges.ids[row],
                of_relation=True,
                text=text,
                lines=written.lines,
                box=boxes[place],
                size_px=size,
                line_px=LINE_PX,
                semibold=False,
                align="left" if row in marks else "center",
                ink="ink_2",
                plate=True,
            )
        )
    return words, [labels[index].owner for index in sorted(gone)]


def _word_boxes(frame: Frame, row: int, width: float, mark: Sequence[float] | None, theme: Theme) -> list[Box]:
    """Return where the words of a line may go: after its mark, or on the line; else around it, close by."""
    half = LINE_PX / 2
    if mark is not None:
        x, y = mark
        aside = mark_radius(theme, frame.edges.stroke[row]) + MARK_GAP_PX
        beside = [(x + aside, y), (x - aside - width, y)]
    else:
        spots: list[list[float]] = point_at(frame.edges.curve[row : row + 1], np.array([SLIDES]))[0].tolist()
        x, y = spots[0]
        beside = [(at - width / 2, height) for at, height in spots]
    around = [(x - width / 2, y + step) for step in (AWAY_PX, -AWAY_PX, 2 * AWAY_PX, -2 * AWAY_PX)]
    return [(left, middle - half, width, LINE_PX) for left, middle in (*beside, *around)]
