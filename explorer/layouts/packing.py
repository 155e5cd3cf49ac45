"""Puts the separate parts of a picture beside each other: the largest in the middle, the others in its gaps."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from explorer.layouts.lines import line_gaps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.layouts.base import Bools, Floats
    from explorer.layouts.network import Network

APART_PX = 36.0
"""Parts are left at least this far apart, so that nobody takes them for one."""

LOOKED_AT_CLOSELY = 400
GRID = 128
"""Gaps in larger parts are found on a grid of so many cells a side."""

GRID_MARGIN = 0.04
"""Beyond this share of a larger part no cell of the grid takes anything for taken that is free."""

SEARCHED_PARTS = 40
"""So many parts look for the best gap; the rest, small as they are, line up in rows."""


class Part:
    """A part of the picture that keeps its shape.

    Parameters
    ----------
    net : Network
    xy : Floats, shape (n, 2)
        Places within the part.
    is_fixed : bool
        Whether it stays where it is.
    """

    def __init__(self, net: Network, xy: Floats, *, is_fixed: bool = False) -> None:
        self.net, self.xy, self.is_fixed = net, xy, is_fixed

    @property
    def box(self) -> Floats:
        """Left, top, right and bottom."""
        centre = self.xy + self.net.offset
        return np.concatenate([(centre - self.net.half).min(axis=0), (centre + self.net.half).max(axis=0)])

    def move_to(self, middle: Floats) -> None:
        """Move the middle of the box here."""
        box = self.box
        self.xy = self.xy + (middle - (box[:2] + box[2:]) / 2)


def pack(parts: Sequence[Part], aspect: float) -> None:
    """Move parts that are not fixed so that none meets another and the whole has about this aspect.

    Parameters
    ----------
    parts : sequence of Part
        The most important first.
    aspect : float
        Width by height of the whole.
    """
    placed = [part for part in parts if part.is_fixed]
    waiting = [part for part in parts if not part.is_fixed]
    if waiting and not placed:
        waiting[0].move_to(np.zeros(2))
        placed.append(waiting.pop(0))
    for part in waiting[:SEARCHED_PARTS]:
        _place(part, placed, aspect)
        placed.append(part)
    _line_up(waiting[SEARCHED_PARTS:], placed, aspect)


def rows(half: Floats, aspect: float, gap_px: float = 16.0) -> Floats:
    """Return middles for boxes in rows, as a page sets words, about as wide as asked.

    Parameters
    ----------
    half : Floats, shape (k, 2)
        Half sizes of the boxes.
    aspect : float
        Width by height of the whole.
    gap_px : float
        Space between boxes.

    Examples
    --------
    >>> rows(np.array([(10.0, 5.0)] * 4), 2.0, gap_px=0.0).tolist()
    [[10.0, 5.0], [30.0, 5.0], [10.0, 15.0], [30.0, 15.0]]
    """
    size = 2 * half + gap_px
    limit = max(float(np.sqrt((size[:, 0] * size[:, 1]).sum() * aspect)), float(size[:, 0].max(initial=0.0)))
    middles = np.zeros_like(half)
    x = y = tallest = 0.0
    for index, (width, height) in enumerate(size):
        if x > 0 and x + width > limit + 1e-6:
            x, y, tallest = 0.0, y + tallest, 0.0
        middles[index] = (x + width / 2, y + height / 2)
        x, tallest = x + width, max(tallest, height)
    return middles


def _whole(placed: Sequence[Part]) -> Floats:
    boxes = np.array([part.box for part in placed])
    return np.concatenate([boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)])


def _place(part: Part, placed: Sequence[Part], aspect: float) -> None:
    """Move a part to the free spot where the whole grows least, near its middle, rather below than above it."""
    whole, box = _whole(placed), part.box
    half = (box[2:] - box[:2]) / 2 + APART_PX
    large = [other for other in placed if len(other.net) > LOOKED_AT_CLOSELY]
    around = half + (GRID_MARGIN * (whole[2:] - whole[:2]) if large else 0.0)
    low, high = whole[:2] - around, whole[2:] + around
    steps = [np.linspace(low[axis], high[axis], int(np.clip((high[axis] - low[axis]) / 20, 8, 48))) for axis in (0, 1)]
    spots = np.stack(np.meshgrid(*steps, indexing="ij"), axis=2).reshape(-1, 2)
    free = np.ones(len(spots), dtype=bool)
    if large:
        free &= _over_nothing(large, spots, half, low - half, high + half)
    for other in placed:
        if other in large:
            continue
        net = other.net
        away = np.abs(spots[:, None] - other.xy - net.offset) - net.half - half
        free &= (away.max(axis=2) >= -1e-6).all(axis=1)
        if len(net.edges):
            a, b = other.xy[net.edges[:, 0]], other.xy[net.edges[:, 1]]
            free &= (line_gaps(a, b, spots[:, None], half) >= -1e-6).all(axis=1)
    spots = spots[free]
    bare = half - APART_PX
    width = np.maximum(whole[2], spots[:, 0] + bare[0]) - np.minimum(whole[0], spots[:, 0] - bare[0])
    height = np.maximum(whole[3], spots[:, 1] + bare[1]) - np.minimum(whole[1], spots[:, 1] - bare[1])
    middle = (whole[:2] + whole[2:]) / 2
    distance = np.hypot(*((spots - middle) / (np.sqrt(aspect), 1 / np.sqrt(aspect))).T)
    grown = np.maximum(width / aspect, height) + 0.1 * distance - 0.02 * spots[:, 1]
    part.move_to(spots[int(np.argmin(grown))])


def _over_nothing(placed: Sequence[Part], spots: Floats, half: Floats, low: Floats, high: Floats) -> Bools:
    """Return at which spots a box of this half size lies over no node, told by a coarse grid."""
    cell = (high - low) / GRID
    taken = np.zeros((GRID + 1, GRID + 1))
    for part in placed:
        reach = int((part.net.half / cell).max()) + 1
        places = ((part.xy + part.net.offset - low) / cell).astype(np.intp)
        for way in product(range(-reach, reach + 1), repeat=2):
            at = np.clip(places + way, 0, GRID - 1)
            taken[at[:, 0] + 1, at[:, 1] + 1] = 1.0
    until = taken.cumsum(axis=0).cumsum(axis=1)
    first = np.clip(((spots - half - low) / cell).astype(np.intp), 0, GRID)
    last = np.clip(np.ceil((spots + half - low) / cell).astype(np.intp), 0, GRID)
    covered = (
        until[last[:, 0], last[:, 1]]
        - until[first[:, 0], last[:, 1]]
        - until[last[:, 0], first[:, 1]]
        + until[first[:, 0], first[:, 1]]
    )
    free: Bools = covered == 0
    return free


def _line_up(parts: Sequence[Part], placed: Sequence[Part], aspect: float) -> None:
    if not parts:
        return
    boxes = np.array([part.box for part in parts])
    whole = _whole(placed)
    middles = rows((boxes[:, 2:] - boxes[:, :2]) / 2, 3 * aspect, APART_PX)
    start = np.array([(whole[0] + whole[2]) / 2 - middles[:, 0].max() / 2, whole[3] + APART_PX])
    for part, middle in zip(parts, middles, strict=True):
        part.move_to(start + middle)
