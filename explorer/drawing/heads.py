"""Heads of relations as points, and lines cut short so that they end inside them. Shared by painter and SVG."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from explorer.drawing.frame import Floats

INSIDE_HEAD = 0.6  # of the head's length: where the line ends
HOLLOW_PEN_PX = 1.3
HOLLOW_INSET = 0.3  # of the pen; by half of it, as geometry asks, hollow heads look smaller than solid ones

Point = tuple[float, float]


def arrow_head(
    tip: Point, direction: Point, size: tuple[float, float], *, hollow: bool = False
) -> tuple[Point, Point, Point]:
    """Return a head: its tip and the two other corners.

    Parameters
    ----------
    tip : tuple of float
        What it touches.
    direction : tuple of float
        Unit vector, the way it points.
    size : tuple of float
        Length and breadth.
    hollow : bool
        Smaller by the pen that goes around it, so that both kinds cover the same.

    Examples
    --------
    >>> arrow_head((10.0, 0.0), (1.0, 0.0), (8.0, 6.0))
    ((10.0, 0.0), (2.0, 3.0), (2.0, -3.0))
    """
    (x, y), (dx, dy), (length, breadth) = tip, direction, size
    half = breadth / 2.0
    if hollow:
        inset = HOLLOW_PEN_PX * HOLLOW_INSET
        behind_tip = inset * math.hypot(length, half) / half
        x, y = x - dx * behind_tip, y - dy * behind_tip
        half *= 1.0 - (behind_tip + inset) / length
        length -= behind_tip + inset
    bx, by = x - dx * length, y - dy * length
    return (x, y), (bx - dy * half, by + dx * half), (bx + dy * half, by - dx * half)


def shortened(curve: Floats, by: Floats | float) -> Floats:
    """Cut that many pixels off the end of each curve, shape (m, 4, 2)."""
    speed = 3.0 * np.hypot(*(curve[:, 3] - curve[:, 2]).T)
    t = (1.0 - np.clip(by / np.maximum(speed, 1e-9), 0.0, 0.95))[:, None]
    a, b, c, d = (curve[:, index] for index in range(4))
    ab, bc, cd = a + (b - a) * t, b + (c - b) * t, c + (d - c) * t
    abc, bcd = ab + (bc - ab) * t, bc + (cd - bc) * t
    cut: Floats = np.stack([a, ab, abc, abc + (bcd - abc) * t], axis=1)
    return cut
