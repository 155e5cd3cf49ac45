"""Labels that must be shown whatever the room: of what is selected and what is around it. Lesser labels give way."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.curves import point_at
from explorer.drawing.frame import Label
from explorer.drawing.labels import OTHERS_PX
from explorer.drawing.measure import lettering
from explorer.drawing.occupied import Taker
from explorer.drawing.places import PLACES, grounds, places, taken_by_nodes
from explorer.drawing.relation_labels import LINE_PX, MARK_GAP_PX, SLIDES, WORDS_LIMIT_PX
from explorer.drawing.style import mark_radius

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from explorer.drawing.frame import Box, Floats, Frame, Nodes
    from explorer.drawing.labels import Names
    from explorer.drawing.measure import Measure
    from explorer.drawing.occupied import Occupied
    from explorer.drawing.places import Grounds
    from explorer.drawing.theme import Theme


FAR_RINGS_PX = (0.0, 9.0, 18.0, 27.0)
"""How far out a name may move when nothing nearer is free."""

SEEMS_ANOTHERS = 3.0
"""What a place close to another entity costs, in labels that have to give way."""

COVERED = 5.0
"""What it costs to cover another entity."""

AWAY_PX = 18.0
KEPT = Taker("kept")
"""Who took the boxes of names that must stay."""

_GIVE_WAY = ("label", "mark")


def squeeze_in(
    rows: Sequence[int],
    nodes: Nodes,
    written: Names,
    ground: Grounds,
    labels: Sequence[Label],
    theme: Theme,
    *,
    avoid: Iterable[Box] = (),
    marks: Iterable[Sequence[float]] = (),
    solid: Collection[int] | None = None,
    sure: int = 0,
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
    marks : iterable of (x, y)
        Marks of lines; names cover them only if they must.
    solid : collection of int, optional
        The only entities that must not be covered: all others are dimmed.
    sure : int
        How many of the first names may lie over entities where there is no room at all.

    Returns
    -------
    extra : list of Label
        The names, over no entity (but for those that are sure) and over none of each other.
    gone : set of int
        Places in ``labels`` of what has to give way to them.
    """
    named = {label.owner for label in labels if not label.of_relation}
    missing = [row for row in rows if nodes.ids[row] not in named]
    if not missing:
        return [], set()
    taken = taken_by_nodes(nodes, ground, avoid, only=solid)
    others = taken_by_nodes(nodes, ground, grown=OTHERS_PX, only=solid)
    _take_labels(taken, labels, {nodes.ids[row] for row in rows})
    _take_marks(taken, marks, theme.edge.disc / 2.0)
    sizes = written.take(np.array(missing, dtype=np.intp)).sizes()
    extra, gone = list[Label](), set[int]()
    for row, boxes in zip(missing, _candidates(ground.rows(missing), sizes, theme.node.label_gap), strict=True):
        found = _place_for(row, boxes, taken, gone, others, is_sure=row in rows[:sure])
        if found is not None:
            place, victims = found
            gone |= victims
            x, y, width, height = boxes[place]
            taken.add((x, y, width, height), KEPT)
            extra.append(written.label(row, nodes.ids[row], place % PLACES, (x, y, width, height)))
    return extra, gone


def _place_for(
    row: int, boxes: Sequence[Sequence[float]], taken: Occupied, gone: set[int], others: Occupied, *, is_sure: bool
) -> tuple[int, set[int]] | None:
    """Return the best place as ``_least_bad`` does; a name that is sure to stand may cover an entity if all else fails."""
    own = Taker("node", row)
    found = _least_bad(boxes, taken, gone, own, others)
    if found is None and is_sure:
        return _least_bad(boxes, taken, gone, own, others, yielding=(*_GIVE_WAY, "node"))
    return found


def _candidates(ground: Grounds, sizes: Floats, gap: float) -> list[list[list[float]]]:
    """Return the boxes of each name: its eight places, ring by ring."""
    boxes: list[list[list[float]]]
    boxes = np.concatenate([places(ground, sizes, gap, far) for far in FAR_RINGS_PX], axis=1).tolist()
    return boxes


def _take_labels(taken: Occupied, labels: Iterable[Label], kept: Collection[str] = ()) -> None:
    """Take the boxes of labels; the names of the entities in ``kept`` have to stay."""
    for index, label in enumerate(labels):
        stays = not label.of_relation and label.owner in kept
        taken.add(label.box, KEPT if stays else Taker("label", index))


def _take_marks(taken: Occupied, marks: Iterable[Sequence[float]], half: float) -> None:
    for index, (x, y) in enumerate(marks):
        taken.add((x - half, y - half, 2 * half, 2 * half), Taker("mark", index))


def _least_bad(
    boxes: Sequence[Sequence[float]],
    taken: Occupied,
    gone: set[int],
    own: Taker | None = None,
    others: Occupied | None = None,
    yielding: Collection[str] = _GIVE_WAY,
) -> tuple[int, set[int]] | None:
    """Return the best place and the labels that have to leave it; None where what does not yield is in every way.

    A label or mark in the way costs one, so does every step away from the entity; seeming to belong to another
    entity, or covering one, costs more.
    """
    best: tuple[int, set[int]] | None = None
    least = math.inf
    for place, (x, y, width, height) in enumerate(boxes):
        box = (x, y, width, height)
        if taken.is_solid(box, yielding, but=own):
            continue
        in_the_way = taken.overlapping(box, but=own)
        victims = {taker.row for taker in in_the_way if taker.sort == "label"} - gone
        cost: float = len(victims) + sum(taker.sort == "mark" for taker in in_the_way) + place // PLACES
        cost += COVERED * sum(taker.sort == "node" for taker in in_the_way)
        if others is not None and not others.is_free(box, but=own):
            cost += SEEMS_ANOTHERS
        if cost < least:
            best, least = (place, victims), cost
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
    _take_labels(taken, labels)
    marks = dict(zip(frame.marks.edge.tolist(), frame.marks.xy.tolist(), strict=True))
    size = theme.type("caption").size
    words: list[Label] = []
    gone: set[int] = set()
    for row, text in missing.items():
        written = lettering(measure, text, size, semibold=True, split_px=None, limit_px=WORDS_LIMIT_PX)
        boxes = _word_boxes(frame, row, written.width, marks.get(row), theme)
        found = _least_bad(boxes, taken, gone)
        if found is None:
            continue
        place, victims = found
        gone |= victims
        taken.add(boxes[place], KEPT)
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
