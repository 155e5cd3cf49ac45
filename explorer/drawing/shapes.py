"""Outlines of entities and strokes of marks: descriptions in ``tokens`` turned into points.

The same points are painted, clipped against, clicked on and written to SVG.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from explorer.drawing.frame import Floats, Ints

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

    @cached_property
    def corners(self) -> tuple[float, float, float, float]:
        """How far a box must be along each diagonal, in x as in y, to miss the outline.

        Below right, below left, above right, above left.
        """
        ends = np.roll(self.points, -1, axis=0)
        dense = (self.points + (ends - self.points) * np.linspace(0, 1, 17)[:, None, None]).reshape(-1, 2)
        diagonals = ((1, 1), (-1, 1), (1, -1), (-1, -1))
        one, two, three, four = (float((dense * way).min(axis=1).max()) for way in diagonals)
        return one, two, three, four

    @cached_property
    def extent(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the outline."""
        (left, top), (right, bottom) = self.points.min(axis=0), self.points.max(axis=0)
        return float(left), float(top), float(right), float(bottom)


class Outlines:
    """Several shapes side by side, so that one question can be asked of many entities at once.

    Parameters
    ----------
    shapes : sequence of Shape
        Asked about by their place in this sequence.
    """

    def __init__(self, shapes: Sequence[Shape]) -> None:
        most = max((len(shape.points) for shape in shapes if not shape.is_circle), default=1)
        corners = np.zeros((len(shapes), most, 2))
        for index, shape in enumerate(shapes):
            if not shape.is_circle:
                corners[index, : len(shape.points)] = shape.points
                corners[index, len(shape.points) :] = shape.points[0]  # sides without length are never hit
        side = np.roll(corners, -1, axis=1) - corners
        self._length = np.hypot(side[..., 0], side[..., 1])
        tangent = side / np.maximum(self._length, 1e-12)[..., None]
        self._x, self._y = corners[..., 0], corners[..., 1]
        self._tx, self._ty = tangent[..., 0], tangent[..., 1]
        self._offset = self._x * self._ty - self._y * self._tx
        self._start = self._x * self._tx + self._y * self._ty
        self._is_circle = np.array([shape.is_circle for shape in shapes], dtype=bool)
        self._radius = np.array([shape.extent[2] for shape in shapes])

    def reach(self, which: Ints, directions: Floats, gap: Floats) -> Floats:
        """Return how far out along each direction the outline, grown by a gap, ends.

        Parameters
        ----------
        which : ndarray of int, shape (n,)
            Shape of each row.
        directions : ndarray, shape (n, 2)
            Unit vectors from the centre.
        gap : ndarray, shape (n,)
            Distance kept from the outline, in units of the radius.

        Returns
        -------
        ndarray, shape (n,)
            Distance from the centre to the outermost point that is no further than ``gap`` from the shape.
        """
        result = self._radius[which] + gap
        angular = np.flatnonzero(~self._is_circle[which])
        if len(angular):
            kind = which[angular]
            dx, dy, grown = directions[angular, 0:1], directions[angular, 1:2], gap[angular, None]
            ends = np.maximum(self._past_corners(kind, dx, dy, grown), self._past_sides(kind, dx, dy, grown))
            result[angular] = ends.max(axis=1)
        return result

    def _past_corners(self, kind: Ints, dx: Floats, dy: Floats, gap: Floats) -> Floats:
        x, y = self._x[kind], self._y[kind]
        room = gap**2 - (dx * y - dy * x) ** 2
        return np.where(room >= 0, dx * x + dy * y + np.sqrt(np.maximum(room, 0)), 0.0)

    def _past_sides(self, kind: Ints, dx: Floats, dy: Floats, gap: Floats) -> Floats:
        tx, ty = self._tx[kind], self._ty[kind]
        leaving = dx * ty - dy * tx
        outward = leaving > 1e-9
        distance = (self._offset[kind] + gap) / np.where(outward, leaving, 1.0)
        place = distance * (dx * tx + dy * ty) - self._start[kind]
        hit = outward & (place >= -1e-9) & (place <= self._length[kind] + 1e-9)
        return np.where(hit, distance, 0.0)


@dataclass(frozen=True, eq=False)
class Glyph:
    """A mark as strokes (pen 1.5, round) and filled discs ``(x, y, r)``, in px around (0, 0)."""

    lines: tuple[Floats, ...] = ()
    dots: tuple[tuple[float, float, float], ...] = ()


def shape_of(name: str, token: Mapping[str, Any]) -> Shape:  # Any: a shape of the tokens
    """Build the shape that a row of the tokens describes."""
    is_circle = False
    if "points" in token:
        points = np.array(token["points"], dtype=float)
    elif "path" in token:
        points = flatten(token["path"])[0]
    elif "pins_at" in token:
        points = _pinned(token["half"][0], token["pins_at"], token["pin_half_width"], token["pin_length"])
    elif "corner" in token:
        points = _rounded(token["half"][0], token["half"][1], token["corner"])
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
