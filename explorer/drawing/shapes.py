"""Outlines of entities as polygons: what lines are clipped against and clicks are tested with; strokes of marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from explorer.drawing.outlines import outline

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.drawing.frame import Floats
    from explorer.drawing.outlines import Outline

CURVE_POINTS = 8


@dataclass(frozen=True, eq=False)
class Shape:
    """The outline of a kind of entity in units of the radius, centre at (0, 0), y down.

    ``hollow`` shapes are filled with the canvas and drawn with a pen of ``pen`` px.
    """

    name: str
    path: Outline  # for painters that know curves
    points: Floats  # (k, 2) corners of a closed polygon, not repeated at the end
    is_circle: bool = False
    hollow: bool = False
    pen: float = 0.0

    def reach(self, directions: Floats, gap: Floats | float = 0.0) -> Floats:
        """Return how far out along each direction the outline, grown by a gap, ends.

        Parameters
        ----------
        directions : ndarray, shape (n, 2)
            Unit vectors from the centre.
        gap : float or ndarray, shape (n,)
            Distance kept from the outline, in units of the radius.

        Returns
        -------
        ndarray, shape (n,)
            Distance from the centre to the outermost point that is no further than ``gap`` from the shape.
        """
        gap = np.broadcast_to(np.asarray(gap, dtype=float), (len(directions),))
        if self.is_circle:
            return 1.0 + gap
        dx, dy = directions[:, 0:1], directions[:, 1:2]
        corner = self.points
        along = dx * corner[:, 0] + dy * corner[:, 1]
        across = dx * corner[:, 1] - dy * corner[:, 0]
        room = gap[:, None] ** 2 - across**2
        from_corners = np.where(room >= 0, along + np.sqrt(np.maximum(room, 0)), 0.0).max(axis=1)

        side = np.roll(corner, -1, axis=0) - corner
        length = np.hypot(side[:, 0], side[:, 1])
        tangent = side / length[:, None]
        leaving = dx * tangent[:, 1] - dy * tangent[:, 0]
        offset = corner[:, 0] * tangent[:, 1] - corner[:, 1] * tangent[:, 0]
        safe = np.where(np.abs(leaving) > 1e-9, leaving, 1.0)
        distance = (offset + gap[:, None]) / safe
        place = distance * (dx * tangent[:, 0] + dy * tangent[:, 1]) - (corner * tangent).sum(axis=1)
        hits = (leaving > 1e-9) & (place >= -1e-9) & (place <= length + 1e-9)
        from_sides = np.where(hits, distance, 0.0).max(axis=1)
        result: Floats = np.maximum(from_corners, from_sides)
        return result

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the outline."""
        (left, top), (right, bottom) = self.points.min(axis=0), self.points.max(axis=0)
        return float(left), float(top), float(right), float(bottom)


@dataclass(frozen=True, eq=False)
class Glyph:
    """A mark as strokes (pen 1.5, round) and filled discs ``(x, y, r)``, in px around (0, 0)."""

    paths: tuple[Outline, ...] = ()
    dots: tuple[tuple[float, float, float], ...] = ()


def shape_of(name: str, token: Mapping[str, Any]) -> Shape:  # Any: a table of the theme file
    """Build the shape that a table of the theme file describes."""
    path = outline(token)
    return Shape(
        name=name,
        path=path,
        points=_clockwise(_without_repeats(flatten(path)[0])),
        is_circle="radius" in token and "sides" not in token,
        hollow=token.get("fill") == "canvas",
        pen=float(token.get("pen", 0)),
    )


def flatten(path: Outline) -> list[Floats]:
    """Turn path commands into polylines, one for each M.

    Examples
    --------
    >>> flatten((("M", (0.0, 0.0)), ("L", (2.0, 0.0))))[0].tolist()
    [[0.0, 0.0], [2.0, 0.0]]
    """
    lines: list[list[tuple[float, float]]] = []
    for letter, numbers in path:
        if letter == "M":
            lines.append([])
        if letter == "Z":
            lines[-1].append(lines[-1][0])
        elif letter == "C":
            lines[-1].extend(_curve(lines[-1][-1], numbers))
        else:
            lines[-1].append((numbers[0], numbers[1]))
    return [np.array(line) for line in lines]


def _curve(start: tuple[float, float], numbers: tuple[float, ...]) -> list[tuple[float, float]]:
    t = np.linspace(0, 1, CURVE_POINTS + 1)[1:, None]
    b, c, end = np.array(numbers).reshape(3, 2)
    points = (1 - t) ** 3 * start + 3 * t * (1 - t) ** 2 * b + 3 * t**2 * (1 - t) * c + t**3 * end
    return [(float(x), float(y)) for x, y in points]


def _without_repeats(points: Floats) -> Floats:
    keep = np.hypot(*(points - np.roll(points, 1, axis=0)).T) > 1e-6
    kept: Floats = points[keep]
    return kept


def _clockwise(points: Floats) -> Floats:
    """Order points so that, with y down, the inside lies to the right of every side."""
    x, y = points[:, 0], points[:, 1]
    area = float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum())
    return points if area > 0 else points[::-1].copy()
