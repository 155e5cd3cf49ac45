"""Lines between entities: straight, fanned out where several run between the same two, looped, and cut at outlines.

Everything is an array over all relations at once; a curve is a cubic Bézier, shape (m, 4, 2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.shapes import Outlines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.drawing.frame import Bools, Floats, Ints
    from explorer.drawing.shapes import Shape

LOOP_HEIGHT_PX = 60.0
LOOP_SPREAD = 0.62  # of the height of its control points, to either side
LOOP_GROWTH = 1.4  # of a lane, by which the control points of each further loop lie farther out
TIGHTEST_GAP_PX = 7.0
WIDEST_FAN_PX = 2_000.0  # however many relations there are between two
CLOSE, CLOSE_FAN = 2.0, 3.0
"""Between two that are nearer than so many of their radii a fan is no wider than so many: it would be but a spike."""

MOST_LOOPS = 60  # around each other; more lie on top of the last
SAMPLES = 16
ROUNDS, FEW_ROUNDS = 8, 3
"""In how many steps the place is found where a bent line leaves an outline: exactly, or within half a pixel."""

_THIRDS = np.array([0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0])


@dataclass(frozen=True, eq=False)
class Lines:
    """Geometry of relations; the columns of ``frame.Edges``."""

    curve: Floats
    straight: Bools
    tip: Floats
    direction: Floats

    def but(self, rows: Ints, lines: Lines) -> Lines:
        """Return them with some drawn otherwise."""
        other = Lines(self.curve.copy(), self.straight.copy(), self.tip.copy(), self.direction.copy())
        other.curve[rows], other.straight[rows] = lines.curve, lines.straight
        other.tip[rows], other.direction[rows] = lines.tip, lines.direction
        return other


class Ends:
    """What lines are cut at: centres, radii and outlines of entities.

    Parameters
    ----------
    xy : ndarray, shape (n, 2)
    radius : ndarray, shape (n,)
    which : ndarray of int, shape (n,)
        Place of each entity's outline in ``shapes``.
    shapes : sequence of Shape
    """

    def __init__(self, xy: Floats, radius: Floats, which: Ints, shapes: Sequence[Shape]) -> None:
        self.xy, self.radius = xy, radius
        self._which = which
        self._outlines = Outlines(shapes)

    def reach(self, rows: Ints, directions: Floats, gap: float) -> Floats:
        """Return how far from the centre of these entities their outline ends, grown by a gap, in px."""
        radius = self.radius[rows]
        return self._outlines.reach(self._which[rows], directions, gap / radius) * radius


def point_at(curve: Floats, t: Floats | float) -> Floats:
    """Return the point of each curve at its own ``t``; ``t`` may have more axes behind the first."""
    t = np.asarray(t, dtype=float)[..., None]
    a, b, c, d = (_spread(curve[:, index], t.ndim) for index in range(4))
    s = 1.0 - t
    points: Floats = s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d
    return points


def polylines(curve: Floats, samples: int = SAMPLES) -> Floats:
    """Return points along each curve, shape (m, samples + 1, 2)."""
    t = np.broadcast_to(np.linspace(0.0, 1.0, samples + 1), (len(curve), samples + 1))
    return point_at(curve, t)


def lengths(curve: Floats, straight: Bools) -> Floats:
    """Return the length of each curve in px."""
    result = np.hypot(*(curve[:, 3] - curve[:, 0]).T)
    bent = ~straight
    if bent.any():
        steps = np.diff(polylines(curve[bent]), axis=1)
        result[bent] = np.hypot(steps[..., 0], steps[..., 1]).sum(axis=1)
    return np.asarray(result, dtype=float)


@dataclass(frozen=True, eq=False)
class Lanes:
    """Which way each relation takes among those between the same two entities; columns of m rows.

    Attributes
    ----------
    lane : ndarray of float
        Distance from the middle in lanes, symmetric about 0.
    lanes : ndarray of int
        How many lanes there are.
    loop : ndarray of int
        For loops their number from the innermost, else -1.
    forward : ndarray of bool
        Whether its source is the end that tells left from right; the same entity for all relations between two,
        whatever else is shown, or lines would change sides.
    """

    lane: Floats
    lanes: Ints
    loop: Ints
    forward: Bools

    def detour_px(self, rows: Ints) -> float:
        """Return about how much longer than straight some lines are because of those beside them."""
        aside = np.minimum(np.abs(self.lane[rows]) * 2.0 * TIGHTEST_GAP_PX, WIDEST_FAN_PX)
        loops = np.minimum(self.loop[rows] + 1, MOST_LOOPS) * LOOP_HEIGHT_PX
        return float(aside.sum() + loops.sum())

    def take(self, rows: Ints) -> Lanes:
        """Return the lanes of some relations, as they were among all."""
        return Lanes(self.lane[rows], self.lanes[rows], self.loop[rows], self.forward[rows])


def fan(source: Ints, target: Ints, order: Ints, forward: Bools) -> Lanes:
    """Give each relation a lane among those between the same two entities.

    Parameters
    ----------
    source, target : ndarray of int
        Rows of the ends.
    order : ndarray of int
        What sorts the lanes, smallest first.
    forward : ndarray of bool
        See ``Lanes``.

    Examples
    --------
    >>> one, other = np.array([0, 1, 0]), np.array([1, 0, 2])
    >>> fan(one, other, np.array([5, 4, 3]), one < other).lane.tolist()
    [0.5, -0.5, 0.0]
    """
    count = len(source)
    low, high = np.minimum(source, target), np.maximum(source, target)
    pair = low * (int(high.max(initial=0)) + 1) + high
    sorted_rows = np.lexsort((order, pair))
    begins = np.flatnonzero(np.diff(pair[sorted_rows], prepend=-1))
    size = np.diff(np.append(begins, count))
    place, lanes = np.empty(count, dtype=np.intp), np.empty(count, dtype=np.intp)
    place[sorted_rows] = np.arange(count) - np.repeat(begins, size)
    lanes[sorted_rows] = np.repeat(size, size)
    same = source == target
    lane = np.where(same, 0.0, place - (lanes - 1) / 2.0)
    return Lanes(lane, np.where(same, 1, lanes), np.where(same, place, -1), forward)


def connect(
    ends: Ends, source: Ints, target: Ints, lanes: Lanes, *, lane_px: float, gap_px: float, rounds: int = ROUNDS
) -> Lines:
    """Draw the line of every relation.

    Parameters
    ----------
    ends : Ends
        The entities.
    source, target : ndarray of int, shape (m,)
        Rows of the entities at the ends; the same twice for a loop.
    lanes : Lanes
        Which way each takes.
    lane_px : float
        Distance of neighbours among them, at the middle.
    gap_px : float
        What the tip keeps from the outline of the target.
    rounds : int
        How closely bent lines end at outlines.
    """
    whole, straight = _whole(ends, source, target, lanes, lane_px)
    first, last = _cuts(ends, source, target, whole, straight, gap_px, rounds)
    curve = _cut(whole, first, last)
    chord = curve[:, 3] - curve[:, 2]
    chord[straight] = (whole[:, 3] - whole[:, 0])[straight]
    size = np.hypot(chord[:, 0], chord[:, 1])
    flat = size < 1e-9
    direction = np.where(flat[:, None], (1.0, 0.0), chord / np.where(flat, 1.0, size)[:, None])
    return Lines(curve, straight, curve[:, 3].copy(), direction)


def connect_plainly(xy: Floats, source: Ints, target: Ints) -> Lines:
    """Draw a straight line from centre to centre for every relation: what is seen of so many that nobody sees more."""
    start, end = xy[source], xy[target]
    curve = np.empty((len(source), 4, 2))
    curve[:, 0], curve[:, 3] = start, end
    way = end - start
    np.multiply(way, 1.0 / 3.0, out=curve[:, 1])
    np.multiply(way, 2.0 / 3.0, out=curve[:, 2])
    curve[:, 1:3] += start[:, None, :]
    size = np.hypot(way[:, 0], way[:, 1])
    flat = size < 1e-9
    way[flat] = (1.0, 0.0)
    way /= np.where(flat, 1.0, size)[:, None]
    return Lines(curve, np.ones(len(source), dtype=bool), end, way)


def _whole(ends: Ends, source: Ints, target: Ints, lanes: Lanes, lane_px: float) -> tuple[Floats, Bools]:
    """Return curves from centre to centre and which of them are straight."""
    start, end = ends.xy[source], ends.xy[target]
    way = end - start
    distance = np.hypot(way[:, 0], way[:, 1])
    same_place = distance < 1e-6
    # Two entities on the same spot still need a direction: to the right.
    way = np.where(same_place[:, None], (1e-3, 0.0), way)
    curve = start[:, None, :] + way[:, None, :] * _THIRDS[None, :, None]
    across = np.column_stack((way[:, 1], -way[:, 0])) / np.maximum(distance, 1e-3)[:, None]
    across[~lanes.forward] *= -1.0  # both directions see the same left and right
    others = np.maximum(lanes.lanes - 1, 1)
    spacing = np.minimum(lane_px, np.maximum(0.55 * distance / others, TIGHTEST_GAP_PX))
    spacing = np.minimum(spacing, WIDEST_FAN_PX / others)
    room = ends.radius[source] + ends.radius[target]
    spacing = np.where(distance < CLOSE * room, np.minimum(spacing, CLOSE_FAN * room / others), spacing)
    bulge = (across * (-lanes.lane * spacing)[:, None]) * (4.0 / 3.0)
    curve[:, 1:3] += bulge[:, None, :]
    loops = lanes.loop >= 0
    if loops.any():
        number = np.minimum(lanes.loop[loops], MOST_LOOPS)
        curve[loops] = _loops(start[loops], ends.radius[source[loops]], number, lane_px)
    return curve, (lanes.lane == 0) & ~loops


def _loops(centre: Floats, radius: Floats, number: Ints, lane_px: float) -> Floats:
    """Return loops that rise above their entity, each around the one before."""
    height = (radius + LOOP_HEIGHT_PX + number * lane_px) / 0.75
    side = height * LOOP_SPREAD + number * lane_px * LOOP_GROWTH
    curve = np.repeat(centre[:, None, :], 4, axis=1)
    curve[:, 1] += np.column_stack((-side, -height))
    curve[:, 2] += np.column_stack((side, -height))
    return curve


def _cuts(
    ends: Ends, source: Ints, target: Ints, whole: Floats, straight: Bools, gap_px: float, rounds: int
) -> tuple[Floats, Floats]:
    """Return the stretch of each curve between the two outlines; the middle alone where they overlap."""
    backwards = whole[:, ::-1]
    first = _leaving(ends, source, whole, straight, 0.0, rounds)
    last = 1.0 - _leaving(ends, target, backwards, straight, gap_px, rounds)
    hidden = first >= last
    first[hidden] = last[hidden]
    return first, last


def _leaving(ends: Ends, rows: Ints, curve: Floats, straight: Bools, gap: float, rounds: int) -> Floats:
    """Return where each curve, which begins at the centre of an entity, leaves its outline grown by a gap."""
    centre = curve[:, 0]
    way = curve[:, 3] - centre
    distance = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-9)
    t = np.empty(len(curve))
    rows_straight = np.flatnonzero(straight)
    if len(rows_straight):
        unit = way[rows_straight] / distance[rows_straight, None]
        t[rows_straight] = ends.reach(rows[rows_straight], unit, gap) / distance[rows_straight]
    bent = np.flatnonzero(~straight)
    if len(bent):
        t[bent] = _leaving_bent(ends, rows[bent], curve[bent], gap, rounds)
    return np.clip(t, 0.0, 1.0)


def _leaving_bent(ends: Ends, rows: Ints, curve: Floats, gap: float, rounds: int) -> Floats:
    centre = curve[:, 0]

    def beyond(t: Floats) -> Floats:
        out = point_at(curve, t) - centre
        far = np.maximum(np.hypot(out[:, 0], out[:, 1]), 1e-9)
        return far - ends.reach(rows, out / far[:, None], gap)

    low, high = np.full(len(curve), 1e-3), np.full(len(curve), 0.5)
    below, above = beyond(low), beyond(high)
    deep = above <= 0  # the entities overlap: look beyond the middle
    if deep.any():
        high[deep] = 1.0
        above = np.where(deep, beyond(high), above)
    inside = above <= 0
    for _ in range(rounds):
        # False position with a pull to the middle: steady even where an outline has notches.
        share = np.clip(-below / np.where(above - below > 1e-9, above - below, 1.0), 0.08, 0.92)
        middle = low + (high - low) * share
        value = beyond(middle)
        under = value <= 0
        low, below = np.where(under, middle, low), np.where(under, value, below)
        high, above = np.where(under, high, middle), np.where(under, above, value)
    return np.where(inside, 1.0, np.where(np.abs(below) < np.abs(above), low, high))


def _cut(curve: Floats, first: Floats, last: Floats) -> Floats:
    """Return the stretch of each curve between two parameters, as a curve of its own (de Casteljau)."""
    kept = _split(curve, last, head=True)
    share = np.where(last > 1e-9, first / np.maximum(last, 1e-9), 0.0)
    return _split(kept, share, head=False)


def _split(curve: Floats, t: Floats, *, head: bool) -> Floats:
    t = t[:, None]
    a, b, c, d = (curve[:, index] for index in range(4))
    ab, bc, cd = a + (b - a) * t, b + (c - b) * t, c + (d - c) * t
    abc, bcd = ab + (bc - ab) * t, bc + (cd - bc) * t
    middle = abc + (bcd - abc) * t
    parts = [a, ab, abc, middle] if head else [middle, bcd, cd, d]
    return np.stack(parts, axis=1)


def _spread(points: Floats, axes: int) -> Floats:
    return points.reshape(points.shape[0], *([1] * (axes - 2)), 2)
