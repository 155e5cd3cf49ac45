"""Spreads a picture with piles over its sheet: crowded regions grow, empty ones shrink, neighbours stay neighbours.

A map that gives every region as much room as it needs is what cartographers call a cartogram; this is Gastner, Seguy
and More's ("Fast flow-based algorithm for creating density-equalizing map projections", 2018): crowds flow apart until
the sheet is evenly filled, everybody carried along. A ground that is filled as well keeps the gaps between groups.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from explorer.layouts.base import Floats, Ints

GROUND = 6.0
"""How much of the sheet is ground, for each part of it that nodes need."""

PASSES = 4
"""Each sees finer piles than the one before, which have grown meanwhile."""

MOMENTS = 16
BLUR_CELLS = 1.0
LEAST_SIDE, MOST_SIDE = 64, 512
MARGIN = 0.03
SHAPE_KEPT = 0.4
"""How far a long or a high picture stays so, instead of getting the shape of the sheet."""


def spread(xy: Floats, room: Floats, aspect: float, filled: float) -> Floats:
    """Return places over a sheet on which nobody is crowded, though some may still overlap.

    Parameters
    ----------
    xy : Floats, shape (n, 2)
    room : Floats, shape (n,)
        The area that each needs.
    aspect : float
        Width by height to aim for.
    filled : float
        The share of crowded regions that the rooms may take.
    """
    xy = lying(xy)
    low, high = xy.min(axis=0), xy.max(axis=0)
    width, height = np.maximum(high - low, max(1e-9, 1e-3 * float((high - low).max())))
    shape = aspect * float(np.clip(width / height / aspect, 1e-3, 1e3)) ** SHAPE_KEPT
    side = int(np.clip(2 ** np.ceil(np.log2(2 * np.sqrt(len(xy)) + 1)), LEAST_SIDE, MOST_SIDE))
    at = xy.T
    for _ in range(PASSES):
        at = _flowed(at, room, side)
    across = np.sqrt(float(room.sum()) * (1 + GROUND) / filled)
    middle = np.array([[np.sqrt(shape)], [1 / np.sqrt(shape)]]) * (at / (side - 1) - 0.5) * across
    placed: Floats = middle.T
    return placed


def lying(xy: Floats) -> Floats:
    """Return the picture turned so that it is wider than high, and always the same way up."""
    middle = xy - xy.mean(axis=0)
    axes = np.linalg.svd(middle, full_matrices=False)[2] if len(xy) > 1 else np.eye(2)
    axes = axes * np.where(axes[:, :1] + 1e-3 * axes[:, 1:] < 0, -1.0, 1.0)
    turned: Floats = middle @ axes.T
    return turned


def _flowed(at: Floats, room: Floats, side: int) -> Floats:
    """Return places on a grid of so many cells a side, after one flow; shape (2, n)."""
    from scipy import fft

    low, high = at.min(axis=1, keepdims=True), at.max(axis=1, keepdims=True)
    margin = MARGIN * (high - low) + 1e-9
    at = (at - low + margin) / (high - low + 2 * margin) * (side - 1)
    waves = fft.dctn(_deposited(at, room, side), type=2, norm="ortho")
    turns = np.pi * np.arange(side) / side
    blur = np.exp(-0.5 * (BLUR_CELLS * turns) ** 2)
    waves *= blur[:, None] * blur
    crowd = np.maximum(fft.idctn(waves, type=2, norm="ortho"), 0.0) + GROUND
    bend = 2 * np.cos(turns) - 2
    bends = bend[:, None] + bend
    waves[0, 0], bends[0, 0] = 0.0, 1.0
    down, right = np.gradient(fft.idctn(waves / bends, type=2, norm="ortho"))
    even = float(crowd.mean())
    moments = np.linspace(0.0, 1.0, MOMENTS + 1) ** 2  # the crowds are thickest, and move fastest, at first

    def velocity(places: Floats, moment: float) -> Floats:
        corners, shares = _corners(places, side)
        there = [_read(field, corners, shares) for field in (right, down, crowd)]
        moving: Floats = np.stack(there[:2]) / ((1 - moment) * there[2] + moment * even)
        return moving

    for moment, later in pairwise(moments.tolist()):
        half = (later - moment) / 2
        halfway = at + half * velocity(at, moment)
        at = np.clip(at + 2 * half * velocity(halfway, moment + half), 0.0, side - 1.0)
    return at


def _corners(at: Floats, side: int) -> tuple[list[Ints], list[Floats]]:
    """Return the cells around each place, and how near each of them is."""
    inside = np.clip(at, 0.0, side - 1.001)
    corner = inside.astype(np.intp)
    right, down = inside - corner
    first = corner[1] * side + corner[0]
    shares = [(1 - right) * (1 - down), right * (1 - down), (1 - right) * down, right * down]
    return [first, first + 1, first + side, first + side + 1], shares


def _deposited(at: Floats, room: Floats, side: int) -> Floats:
    """Return how much room is needed in each cell, 1 on average."""
    needed = np.zeros(side * side)
    for corner, share in zip(*_corners(at, side), strict=True):
        needed += np.bincount(corner, share * room, minlength=side * side)
    found: Floats = (needed / needed.mean()).reshape(side, side)
    return found


def _read(field: Floats, corners: list[Ints], shares: list[Floats]) -> Floats:
    values = field.ravel()
    found: Floats = sum((share * values[corner] for corner, share in zip(corners, shares, strict=True)), np.zeros(1))
    return found
