"""How much line lies under a box, for thousands of boxes at once: lines as points, counted in a grid of small cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.crossings import steps
from explorer.drawing.curves import lengths, point_at

if TYPE_CHECKING:
    from explorer.drawing.frame import Bools, Floats, Ints

FINEST_PX = 4.0
MOST_POINTS = 60_000
MOST_CELLS = 400_000


class Ink:
    """The lines of a picture as points no further apart than a cell is wide.

    Parameters
    ----------
    curve : ndarray, shape (m, 4, 2)
        In frame pixels.
    straight : ndarray of bool, shape (m,)

    Attributes
    ----------
    length : ndarray, shape (m,)
        Of each line in px.
    """

    def __init__(self, curve: Floats, straight: Bools) -> None:
        self.length = lengths(curve, straight)
        corners = curve.reshape(-1, 2)
        self._origin = corners.min(axis=0) if len(corners) else np.zeros(2)
        span = corners.max(axis=0) - self._origin if len(corners) else np.zeros(2)
        crowd = float(self.length.sum()) / MOST_POINTS
        self._cell = max(FINEST_PX, crowd, float(np.sqrt(span[0] * span[1] / MOST_CELLS)))
        self._count = np.maximum(np.ceil(self.length / self._cell), 1).astype(np.intp)
        self._first = np.cumsum(self._count) - self._count
        points = self._points(curve, straight)
        cells = np.maximum(np.floor((points - self._origin) / self._cell), 0).astype(np.intp)
        self._x, self._y = np.ascontiguousarray(cells[:, 0]), np.ascontiguousarray(cells[:, 1])
        columns, rows = int(self._x.max(initial=0)) + 1, int(self._y.max(initial=0)) + 1
        flat = np.bincount(self._y * columns + self._x, minlength=rows * columns)
        self._sum = np.zeros((rows + 1, columns + 1), dtype=np.intp)
        self._sum[1:, 1:] = flat.reshape(rows, columns).cumsum(axis=0).cumsum(axis=1)
        way = np.abs(curve[:, 3] - curve[:, 0]) / np.maximum(self.length, 1e-9)[:, None]
        # A bent line may come back to where it was: all of it counts as near.
        self._slope = np.where(straight[:, None], way, 0.0)

    def under(self, boxes: Floats) -> Floats:
        """Return about how many px of line lie under each box, shape (k, 4) of x, y, width, height."""
        return np.asarray(self._total(*self._range(boxes, 0.5)) * self._cell, dtype=float)

    def crowded(self, boxes: Floats, own: Ints) -> Bools:
        """Return which boxes have more points inside than their own line can have: quick, and misses some."""
        inside = self._total(*self._range(boxes, -1.0))
        most = (boxes[:, 2:] / np.maximum(self._slope[own], 1e-6)).min(axis=1) / self._cell + 1.0
        return np.asarray(inside > most)

    def surely_free(self, boxes: Floats, own: Ints, share: Floats) -> Bools:
        """Return which boxes have no line but their own in them: no point of one even close by.

        Parameters
        ----------
        boxes : ndarray, shape (k, 4)
        own : ndarray of int, shape (k,)
            The line that each box belongs to.
        share : ndarray, shape (k,)
            Where on that line, from 0 to 1, the box is centred.
        """
        # Half a cell more on every side: no line slips through between two points.
        return ~self._foreign(boxes, own, share, 0.5)

    def surely_blocked(self, boxes: Floats, own: Ints, share: Floats) -> Bools:
        """Return which boxes have a point of another line inside; parameters as for ``surely_free``."""
        return self._foreign(boxes, own, share, -1.0)

    def _foreign(self, boxes: Floats, own: Ints, share: Floats, grown: float) -> Bools:
        left, top, right, bottom = self._range(boxes, grown)
        total = self._total(left, top, right, bottom)
        size = boxes[:, 2:] / 2.0 + 2.0 * self._cell
        half = (size / np.maximum(self._slope[own], 1e-6)).min(axis=1) / self._cell + 1.0
        half = np.where(total > 0, half, 0.0)
        count = self._count[own]
        middle = share * count
        first = np.clip(np.floor(middle - half), 0, count).astype(np.intp)
        last = np.clip(np.ceil(middle + half), 0, count).astype(np.intp)
        box = np.repeat(np.arange(len(boxes)), last - first)
        at = steps(last - first) + (first + self._first[own])[box]
        x, y = self._x[at], self._y[at]
        within = (x >= left[box]) & (x < right[box]) & (y >= top[box]) & (y < bottom[box])
        mine = np.bincount(box[within], minlength=len(boxes))
        return np.asarray(total > mine)

    def _points(self, curve: Floats, straight: Bools) -> Floats:
        """Return points along every line, one line after the other."""
        count = self._count
        step = (curve[:, 3] - curve[:, 0]) / count[:, None]
        points = np.repeat(step, count, axis=0) * (steps(count) + 0.5)[:, None]
        points += np.repeat(curve[:, 0], count, axis=0)
        (bent,) = np.nonzero(np.repeat(~straight, count))
        if len(bent):
            owner = np.repeat(np.arange(len(curve)), count)[bent]
            share = (bent - self._first[owner] + 0.5) / count[owner]
            points[bent] = point_at(curve[owner], share)
        return np.asarray(points, dtype=float)

    def _range(self, boxes: Floats, grown: float) -> tuple[Ints, Ints, Ints, Ints]:
        """Return the first cell of each box, grown by so many cells, and the one after its last, both ways."""
        rows, columns = self._sum.shape
        low = (boxes[:, :2] - self._origin) / self._cell - grown
        high = np.floor((boxes[:, :2] + boxes[:, 2:] - self._origin) / self._cell + grown) + 1
        left, top = np.clip(np.floor(low), 0, (columns - 1, rows - 1)).astype(np.intp).T
        right, bottom = np.clip(high, 0, (columns - 1, rows - 1)).astype(np.intp).T
        return left, top, np.maximum(right, left), np.maximum(bottom, top)

    def _total(self, left: Ints, top: Ints, right: Ints, bottom: Ints) -> Ints:
        sums = self._sum
        total: Ints = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
        return total
