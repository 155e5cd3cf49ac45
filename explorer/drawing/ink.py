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
        self._curve, self._straight = curve, straight
        self.length = lengths(curve, straight)
        points = curve.reshape(-1, 2)
        self._origin = points.min(axis=0, initial=np.inf) if len(points) else np.zeros(2)
        span = (points.max(axis=0) if len(points) else np.zeros(2)) - self._origin
        crowd = float(self.length.sum()) / MOST_POINTS
        self._cell = max(FINEST_PX, crowd, float(np.sqrt(span[0] * span[1] / MOST_CELLS)))
        self._count = np.maximum(np.ceil(self.length / self._cell), 1).astype(np.intp)
        owner = np.repeat(np.arange(len(curve)), self._count)
        cells = self._cells_of(owner, steps(self._count))
        shape = (cells.max(axis=0, initial=0) + 1)[::-1]
        flat = np.bincount(cells[:, 1] * shape[1] + cells[:, 0], minlength=int(shape[0] * shape[1]))
        self._sum = np.zeros((shape[0] + 1, shape[1] + 1), dtype=np.intp)
        self._sum[1:, 1:] = flat.reshape(shape).cumsum(axis=0).cumsum(axis=1)

    def under(self, boxes: Floats) -> Floats:
        """Return about how many px of line lie under each box, shape (k, 4) of x, y, width, height."""
        return np.asarray(self._total(*self._range(boxes, 0.5)) * self._cell, dtype=float)

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
        low, high = self._range(boxes, grown)
        total = self._total(low, high)
        # A straight line is under its box for no more than the diagonal; a bent one may come back.
        half = np.hypot(boxes[:, 2], boxes[:, 3]) / 2.0 / self._cell + 2.0
        half = np.where(total > 0, np.where(self._straight[own], half, np.inf), 0.0)
        middle, count = share * self._count[own], self._count[own]
        first = np.clip(np.floor(middle - half), 0, count).astype(np.intp)
        last = np.clip(np.ceil(middle + half), 0, count).astype(np.intp)
        box = np.repeat(np.arange(len(boxes)), last - first)
        step = steps(last - first) + first[box]
        cells = self._cells_of(own[box], step)
        within = ((cells >= low[box]) & (cells < high[box])).all(axis=1)
        mine = np.bincount(box[within], minlength=len(boxes))
        return np.asarray(total > mine)

    def _cells_of(self, owner: Ints, step: Ints) -> Ints:
        """Return the cells of these points of these lines."""
        share = (step + 0.5) / self._count[owner]
        start = self._curve[:, 0]
        way = self._curve[:, 3] - start
        points = start[owner] + way[owner] * share[:, None]
        bent = np.flatnonzero(~self._straight[owner])
        points[bent] = point_at(self._curve[owner[bent]], share[bent])
        cells = np.floor((points - self._origin) / self._cell).astype(np.intp)
        return np.maximum(cells, 0)

    def _range(self, boxes: Floats, grown: float) -> tuple[Ints, Ints]:
        """Return the first cell of each box, grown by so many cells, and the one after its last, both ways."""
        low = np.floor((boxes[:, :2] - self._origin) / self._cell - grown)
        high = np.floor((boxes[:, :2] + boxes[:, 2:] - self._origin) / self._cell + grown) + 1
        high = np.maximum(high, low)
        most = np.array(self._sum.shape)[::-1] - 1
        return np.clip(low, 0, most).astype(np.intp), np.clip(high, 0, most).astype(np.intp)

    def _total(self, low: Ints, high: Ints) -> Ints:
        sums = self._sum
        x, y, right, bottom = low[:, 0], low[:, 1], high[:, 0], high[:, 1]
        total: Ints = sums[bottom, right] - sums[y, right] - sums[bottom, x] + sums[y, x]
        return total
