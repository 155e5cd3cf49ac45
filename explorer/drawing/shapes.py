"""Outlines of entities and strokes of marks: descriptions in the theme file turned into points.

The same points are painted, clipped against, clicked on and written to SVG.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from explorer.drawing.frame import Floats

CIRCLE_POINTS = 72
CORNER_POINTS = 7
CURVE_POINTS = 8
_TOKEN = re.compile(r"[MLHVCSZ]|-?(?:\d+\.?\d*|\.\d+)")


@dataclass(frozen=True, eq=False)
class Shape:
    """The outline of a kind of entity in units of the radius, centre at (0, 0), y down.

    ``hollow`` shapes are filled with the canvas and drawn with a pen of ``pen`` px.
    """

    name: str
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

    lines: tuple[Floats, ...] = ()
    dots: tuple[tuple[float, float, float], ...] = ()


def shape_of(name: str, token: Mapping[str, Any]) -> Shape:  # Any: a table of the theme file
    """Build the shape that a table of the theme file describes."""
    is_circle = False
    if "points" in token:
        points = np.array(token["points"], dtype=float)
    elif "path" in token:
        points = flatten(token["path"])[0]
    elif "pins_at" in token:
        points = _pinned(token["half"][0], token["pins_at"], token["pin_half_width"], token["pin_length"])
    elif "corner" in token:
        points = _rounded(*token["half"], token["corner"])
    else:
        is_circle = "sides" not in token
        points = _arc((0, 0), token["radius"], token.get("rotate", 0), 360, token.get("sides", CIRCLE_POINTS) + 1)
    return Shape(
        name=name,
        points=_clockwise(_without_repeats(points)),
        is_circle=is_circle,
        hollow=token.get("fill") == "canvas",
        pen=float(token.get("pen", 0)),
    )


def flatten(path: str) -> list[Floats]:
    """Turn an SVG path of absolute M, L, H, V, C, S and Z commands into polylines.

    Examples
    --------
    >>> flatten("M0 0H2")[0].tolist()
    [[0.0, 0.0], [2.0, 0.0]]
    """
    lines: list[list[_Point]] = []
    at = handle = (0.0, 0.0)
    for letter, numbers in _commands(path):
        if letter == "M":
            lines.append([])
        if letter == "Z":
            lines[-1].append(lines[-1][0])
            continue
        if letter in "CS":
            first = (numbers[0], numbers[1]) if letter == "C" else (2 * at[0] - handle[0], 2 * at[1] - handle[1])
            handle, end = (numbers[-4], numbers[-3]), (numbers[-2], numbers[-1])
            lines[-1].extend(_bezier(at, first, handle, end))
            at = end
            continue
        x = numbers[0] if letter != "V" else at[0]
        at = handle = (x, numbers[-1] if letter != "H" else at[1])
        lines[-1].append(at)
    return [np.array(line) for line in lines]


_Point = tuple[float, float]
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Z": 0}


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    tokens = _TOKEN.findall(path)
    letter, at = "", 0
    while at < len(tokens):
        if tokens[at].isalpha():
            letter, at = tokens[at], at + 1
        count = _COUNTS[letter]
        yield letter, [float(token) for token in tokens[at : at + count]]
        at += count


def _bezier(a: _Point, b: _Point, c: _Point, d: _Point) -> list[_Point]:
    t = np.linspace(0, 1, CURVE_POINTS + 1)[1:, None]
    points = (1 - t) ** 3 * a + 3 * t * (1 - t) ** 2 * b + 3 * t**2 * (1 - t) * c + t**3 * np.array(d)
    return [(float(x), float(y)) for x, y in points]


def _arc(centre: _Point, radius: float, start: float, sweep: float, count: int) -> Floats:
    angle = np.radians(start + np.linspace(0, sweep, count))
    return np.column_stack((centre[0] + radius * np.cos(angle), centre[1] + radius * np.sin(angle)))


def _rounded(half_x: float, half_y: float, corner: float) -> Floats:
    x, y = half_x - corner, half_y - corner
    corners = (((x, -y), -90), ((x, y), 0), ((-x, y), 90), ((-x, -y), 180))
    return np.vstack([_arc(at, corner, turn, 90, CORNER_POINTS) for at, turn in corners])


def _pinned(half: float, pins: list[float], half_width: float, length: float) -> Floats:
    side: list[_Point] = [(-half, -half)]
    for pin in pins:
        left, right, tip = pin - half_width, pin + half_width, -half - length
        side += [(left, -half), (left, tip), (right, tip), (right, -half)]
    sides = [np.array(side)]
    quarter = np.array([[0.0, 1.0], [-1.0, 0.0]])
    for _ in range(3):
        sides.append(sides[-1] @ quarter)
    return np.vstack(sides)


def _without_repeats(points: Floats) -> Floats:
    keep = np.hypot(*(points - np.roll(points, 1, axis=0)).T) > 1e-6
    kept: Floats = points[keep]
    return kept


def _clockwise(points: Floats) -> Floats:
    """Order points so that, with y down, the inside lies to the right of every side."""
    x, y = points[:, 0], points[:, 1]
    area = float((x * np.roll(y, -1) - np.roll(x, -1) * y).sum())
    return points if area > 0 else points[::-1].copy()
