"""The words and marks on lines: slid along until they touch nothing else; failing that the mark alone, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.crossings import LineIndex
from explorer.drawing.curves import point_at
from explorer.drawing.frame import Label, Marks
from explorer.drawing.occupied import Taker
from explorer.drawing.style import mark_radius

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.drawing.frame import Bools, Box, Edges, Floats
    from explorer.drawing.ink import Ink
    from explorer.drawing.measure import Lettering
    from explorer.drawing.occupied import Occupied
    from explorer.drawing.theme import Theme

SLIDES = (0.5, 0.46, 0.54, 0.42, 0.58, 0.38, 0.62, 0.34, 0.66, 0.3, 0.7, 0.26, 0.74)
SHORT_PX = 90.0
MARK_SLIDES = 5  # a mark alone stays near the middle
LINE_PX = 14.0
WORDS_LIMIT_PX = 180.0
MARK_GAP_PX = 5.0
MARK_ALONE_PX = 56.0
LEAST_TAIL_PX = 6.0
LEAST_HEAD_PX = 14.0
CLEAR_X_PX, CLEAR_Y_PX = 4.0, 1.5
LINE_CLEAR_PX = 1.5


@dataclass(frozen=True, eq=False)
class Words:
    """What would be written on each line; m rows. An empty text is only a mark."""

    lettering: Sequence[Lettering]
    text: Sequence[str]
    first: Sequence[int]  # smaller goes first
    number: Sequence[int]  # of the footnote, 0 for none
    size_px: float


class RelationLabels:
    """Finds places for words and marks, once the names of entities have theirs.

    Parameters
    ----------
    edges : Edges
        The lines.
    words : Words
        What belongs to each.
    theme : Theme
        Sizes of marks.
    ink : Ink
        The lines as points.
    taken : Occupied
        What must stay free; the places found are added.
    """

    def __init__(self, edges: Edges, words: Words, theme: Theme, ink: Ink, taken: Occupied) -> None:
        self._edges, self._words, self._ink = edges, words, ink
        count = len(edges.ids)
        self._radius = np.array(
            [
                mark_radius(theme, stroke, number) or (theme.edge.disc / 2.0 if flagged else 0.0)
                for stroke, number, flagged in zip(edges.stroke, words.number, edges.flagged.tolist(), strict=True)
            ]
        ).reshape(count)
        self._centres = point_at(edges.curve, np.broadcast_to(np.array(SLIDES), (count, len(SLIDES))))
        self._placing = _Placing(edges, words, self._radius, ink.length, self._centres, taken)

    def wishes(self) -> Floats:
        """Return boxes that names had better leave to numbers: short lines have nowhere else for theirs."""
        numbered = np.array(self._words.number, dtype=np.intp).reshape(len(self._edges.ids)) > 0
        (rows,) = np.nonzero(numbered & (self._ink.length < SHORT_PX))
        radius = self._radius[rows, None]
        return np.concatenate((self._centres[rows, 0] - radius, np.repeat(2 * radius, 2, axis=1)), axis=1)

    def place(self, *, with_marks: bool, with_words: bool) -> tuple[list[Label], Marks]:
        """Find places for marks and words, only for marks, or for nothing.

        Returns
        -------
        labels : list of Label
            In the order of the lines; words without room are left out.
        marks : Marks
        """
        edges, words, placing = self._edges, self._words, self._placing
        if not with_marks:
            return [], placing.marks()
        count = len(edges.ids)
        if with_words:
            width = np.array([written.width for written in words.lettering]).reshape(count)
            units = np.where(self._radius > 0, 2 * self._radius + MARK_GAP_PX, 0.0) + width
            free = _free_of_lines(edges, self._centres, units, self._ink)
        else:
            free = np.zeros((count, len(SLIDES)), dtype=bool)
        choices: list[int] = free.sum(axis=1).tolist()
        options: list[list[bool]] = free.tolist()
        order = sorted(range(count), key=lambda row: (words.first[row], choices[row], -row))
        for row in order:
            if not (choices[row] and placing.label(row, options[row])):
                placing.mark(row)
        return [placing.labels[row] for row in sorted(placing.labels)], placing.marks()


def _free_of_lines(edges: Edges, centres: Floats, units: Floats, ink: Ink) -> Bools:
    """Return at which slides the words of each line would touch no other line and leave enough of their own."""
    count, slides = centres.shape[:2]
    room = _room_on_own_line(edges, units, ink.length)
    size = np.column_stack((units + 2 * LINE_CLEAR_PX, np.full(count, LINE_PX)))
    boxes = np.concatenate((centres - size[:, None, :] / 2, np.broadcast_to(size[:, None, :], centres.shape)), axis=2)
    flat, own = boxes.reshape(-1, 4), np.repeat(np.arange(count), slides)
    share = np.tile(np.array(SLIDES), count)
    (roomy,) = np.nonzero(room.ravel())
    roomy = roomy[~ink.crowded(flat[roomy], own[roomy])]
    free = np.zeros(count * slides, dtype=bool)
    free[roomy] = ink.surely_free(flat[roomy], own[roomy], share[roomy])
    # Where that leaves a line without a single place, its places deserve a closer look.
    stuck = np.logical_not(free.reshape(count, slides).any(axis=1))
    close = roomy[stuck[own[roomy]]]
    close = close[~ink.surely_blocked(flat[close], own[close], share[close])]
    box, line = LineIndex(edges.curve, edges.straight, ink.length).touching(flat[close])
    free[close] = True
    free[close[box[line != own[close[box]]]]] = False
    return free.reshape(count, slides)


def _room_on_own_line(edges: Edges, units: Floats, length: Floats) -> Bools:
    """Return at which slides enough of the line stays visible at both ends."""
    way = edges.curve[:, 3] - edges.curve[:, 0]
    along = np.abs(way) / np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)[:, None]
    across = np.minimum(units / np.maximum(along[:, 0], 1e-3), LINE_PX / np.maximum(along[:, 1], 1e-3))
    hidden = np.where(edges.straight, across, np.minimum(across, units))[:, None] / 2.0
    share = np.array(SLIDES)[None, :]
    tail, head = share * length[:, None], (1.0 - share) * length[:, None]
    room: Bools = (tail - hidden >= LEAST_TAIL_PX) & (head - hidden >= LEAST_HEAD_PX)
    return room


class _Placing:
    """The places found so far."""

    def __init__(
        self, edges: Edges, words: Words, radius: Floats, length: Floats, centres: Floats, taken: Occupied
    ) -> None:
        self._ids = edges.ids
        self._words = words
        self._radius: list[float] = radius.tolist()
        self._length: list[float] = length.tolist()
        self._centres: list[list[list[float]]] = centres.tolist()
        self._taken = taken
        self.labels: dict[int, Label] = {}
        self._marked: dict[int, tuple[float, float]] = {}

    def label(self, row: int, options: list[bool]) -> bool:
        """Put the words of a line, mark first, at the first slide that is an option and free."""
        radius, written = self._radius[row], self._words.lettering[row]
        before = 2 * radius + MARK_GAP_PX if radius else 0.0
        width, height = before + written.width, max(LINE_PX, 2 * radius)
        for x, y in compress(self._centres[row], options):
            left = x - width / 2
            box = (left - CLEAR_X_PX, y - height / 2 - CLEAR_Y_PX, width + 2 * CLEAR_X_PX, height + 2 * CLEAR_Y_PX)
            if self._taken.is_free(box):
                self._taken.add(box, Taker("line", row))
                if radius:
                    self._marked[row] = (left + radius, y)
                self.labels[row] = self._label(row, (left + before, y - LINE_PX / 2, written.width, LINE_PX))
                return True
        return False

    def mark(self, row: int) -> None:
        """Put the mark alone where it is free; one with a number is never left out."""
        radius, numbered = self._radius[row], self._words.number[row] > 0
        if not radius or (self._length[row] <= MARK_ALONE_PX and not numbered):
            return
        for x, y in self._centres[row][:MARK_SLIDES]:
            if self._taken.is_free(_around(x, y, radius)):
                self._take_mark(row, x, y)
                return
        if numbered:
            spots = self._centres[row]
            x, y = min(spots, key=lambda at: len(self._taken.overlapping(_around(at[0], at[1], radius))))
            self._take_mark(row, x, y)

    def marks(self) -> Marks:
        """Return all marks, in the order of their lines."""
        rows = sorted(self._marked)
        return Marks(
            edge=np.array(rows, dtype=np.intp),
            xy=np.array([self._marked[row] for row in rows], dtype=float).reshape(len(rows), 2),
            number=np.array([self._words.number[row] for row in rows], dtype=np.intp),
        )

    def _take_mark(self, row: int, x: float, y: float) -> None:
        self._taken.add(_around(x, y, self._radius[row]), Taker("line", row))
        self._marked[row] = (x, y)

    def _label(self, row: int, box: Box) -> Label:
        return Label(
            owner=self._ids[row],
            of_relation=True,
            text=self._words.text[row],
            lines=self._words.lettering[row].lines,
            box=box,
            size_px=self._words.size_px,
            line_px=LINE_PX,
            semibold=False,
            align="left",
            ink="ink_2",
            plate=True,
        )


def _around(x: float, y: float, radius: float) -> Box:
    return x - radius - 1.0, y - radius - 1.0, 2 * radius + 2.0, 2 * radius + 2.0
