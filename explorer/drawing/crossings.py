"""Which lines run through which boxes, exactly: lines cut into pieces, pieces sorted into cells, pairs tested at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.curves import point_at

if TYPE_CHECKING:
    from explorer.drawing.frame import Bools, Floats, Ints

CELL_PX = 96.0
PIECE_PX = 90.0
BENT_PIECE_PX = 20.0
MOST_PAIRS = 2_000_000  # a moment; with more, words would lie on lines anyway
_ROW = 1 << 20  # cells in a row, more than any picture has


class LineIndex:
    """The lines of a picture, ready to be asked about boxes.

    Parameters
    ----------
    curve : ndarray, shape (m, 4, 2)
        In frame pixels.
    straight : ndarray of bool, shape (m,)
    length : ndarray, shape (m,)
        Of each line in px.
    """

    def __init__(self, curve: Floats, straight: Bools, length: Floats) -> None:
        count = np.maximum(np.ceil(length / np.where(straight, PIECE_PX, BENT_PIECE_PX)), 1).astype(np.intp)
        self._owner = np.repeat(np.arange(len(curve)), count)
        step, part, own = steps(count), count[self._owner], curve[self._owner]
        start, end = point_at(own, step / part), point_at(own, (step + 1) / part)
        self._middle, self._half = (start + end) / 2.0, (end - start) / 2.0
        reach = np.abs(self._half)
        cells, rows = _register(self._middle - reach, self._middle + reach)
        order = np.argsort(cells, kind="stable")
        self._cells, self._rows = cells[order], rows[order]

    def touching(self, boxes: Floats) -> tuple[Ints, Ints]:
        """Return which lines touch which boxes, shape (k, 4) of x, y, width, height.

        Returns
        -------
        box, line : ndarray of int
            A pair for every piece of line that touches; pairs may repeat. Where there are too many to look at, every
            box counts as touched, by no line in particular (-1).
        """
        half = boxes[:, 2:] / 2.0
        middle = boxes[:, :2] + half
        cells, which = _register(boxes[:, :2], boxes[:, :2] + boxes[:, 2:])
        start = np.searchsorted(self._cells, cells)
        count = np.searchsorted(self._cells, cells, side="right") - start
        if int(count.sum()) > MOST_PAIRS:
            return np.arange(len(boxes)), np.full(len(boxes), -1)
        box = np.repeat(which, count)
        piece = self._rows[steps(count) + np.repeat(start, count)]
        away = np.abs(middle[box] - self._middle[piece])
        near = (away <= half[box] + np.abs(self._half[piece])).all(axis=1)
        box, piece = box[near], piece[near]
        offset, line, room = middle[box] - self._middle[piece], self._half[piece], half[box]
        across = np.abs(line[:, 0] * offset[:, 1] - line[:, 1] * offset[:, 0])
        hit = across <= room[:, 0] * np.abs(line[:, 1]) + room[:, 1] * np.abs(line[:, 0])
        return box[hit], self._owner[piece[hit]]


def steps(count: Ints) -> Ints:
    """Return 0 to n - 1 for each count n, one after the other.

    Examples
    --------
    >>> steps(np.array([2, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    return np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)


def _register(low: Floats, high: Floats) -> tuple[Ints, Ints]:
    """Return the cells that each box covers, and beside every cell the box's row."""
    first = np.floor(low / CELL_PX).astype(np.intp)
    span = np.floor(high / CELL_PX).astype(np.intp) - first + 1
    count = span[:, 0] * span[:, 1]
    row = np.repeat(np.arange(len(low)), count)
    step, wide = steps(count), span[row, 0]
    return (first[row, 1] + step // wide) * _ROW + first[row, 0] + step % wide, row
