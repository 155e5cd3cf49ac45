"""Lines touch outlines, fan out, and keep their sides."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.curves import Ends, Lines, connect, fan, lengths, point_at
from tests.drawing.pictures import THEME, distance_to

if TYPE_CHECKING:
    from explorer.drawing.frame import Floats

KINDS = THEME.kinds
GAP_PX = THEME.edge.gap_to_node
LANE_PX = THEME.edge.parallel_gap


def ends(places: list[tuple[float, float]], kinds: list[str], radius: float = 16.0) -> Ends:
    shapes = [THEME.shape(THEME.kind(kind).shape) for kind in kinds]
    return Ends(np.array(places, dtype=float), np.full(len(places), radius), np.arange(len(kinds)), shapes)


def lines(where: Ends, pairs: list[tuple[int, int]], order: list[int] | None = None) -> Lines:
    rows = np.array(pairs, dtype=np.intp).reshape(-1, 2)
    ranks = np.array(order or range(len(pairs)), dtype=np.intp)
    lanes = fan(rows[:, 0], rows[:, 1], ranks, rows[:, 0] <= rows[:, 1])
    return connect(where, rows[:, 0], rows[:, 1], lanes, lane_px=LANE_PX, gap_px=GAP_PX)


def corners(where: Ends, row: int, kind: str) -> Floats:
    return np.asarray(where.xy[row] + THEME.shape(THEME.kind(kind).shape).points * where.radius[row], dtype=float)


@given(
    kind=st.sampled_from(KINDS),
    angle=st.floats(0, 2 * math.pi),
    away=st.floats(80, 600),
    radius=st.sampled_from([5.0, 10.0, 13.0, 16.0, 20.0, 28.0]),
    parallel=st.integers(1, 5),
)
def test_arrowheads_touch_the_outline_of_their_entity(
    kind: str, angle: float, away: float, radius: float, parallel: int
) -> None:
    where = ends([(0, 0), (away * math.cos(angle), away * math.sin(angle))], ["person", kind], radius)
    drawn = lines(where, [(0, 1)] * parallel)
    for tip, curve in zip(drawn.tip, drawn.curve, strict=True):
        assert GAP_PX - 0.1 <= distance_to(tip, corners(where, 1, kind)) <= 2.5
        assert distance_to(curve[0], corners(where, 0, "person")) < 0.2


@pytest.mark.parametrize("kind", KINDS)
def test_heads_point_into_their_entity(kind: str) -> None:
    where = ends([(0, 0), (120, 70)], [kind, kind])
    drawn = lines(where, [(0, 1), (1, 0), (0, 1), (0, 0)])
    ahead = drawn.tip + drawn.direction * (where.radius[0] + GAP_PX)
    target = where.xy[[1, 0, 1, 0]]
    assert (np.hypot(*(ahead - target).T) < where.radius[0]).all()
    assert np.allclose(np.hypot(*drawn.direction.T), 1.0)


def test_a_single_relation_is_straight() -> None:
    drawn = lines(ends([(0, 0), (200, 0)], ["chip", "chip"]), [(0, 1)])
    assert drawn.straight.tolist() == [True]
    assert np.allclose(drawn.curve[0, :, 1], 0.0)


@pytest.mark.parametrize("count", [2, 3, 5])
def test_parallel_lines_lie_22_px_apart_in_the_middle_and_symmetrically(count: int) -> None:
    drawn = lines(ends([(0, 0), (400, 0)], ["person", "person"]), [(0, 1)] * count)
    heights = point_at(drawn.curve, np.full(count, 0.5))[:, 1]
    assert np.allclose(np.diff(heights), LANE_PX, atol=0.6)
    assert np.allclose(heights, -heights[::-1], atol=1e-6)


def test_lanes_follow_the_given_order_with_the_first_on_top() -> None:
    drawn = lines(ends([(0, 0), (400, 0)], ["person", "person"]), [(0, 1)] * 3, order=[2, 0, 1])
    heights = point_at(drawn.curve, np.full(3, 0.5))[:, 1]
    assert heights.argsort().tolist() == [1, 2, 0]


def test_opposite_directions_keep_their_own_sides() -> None:
    drawn = lines(ends([(0, 0), (300, 40)], ["company", "chip"]), [(0, 1), (1, 0)])
    middle = point_at(drawn.curve, np.full(2, 0.5))
    assert np.hypot(*(middle[0] - middle[1])) == pytest.approx(LANE_PX, abs=0.8)
    assert not drawn.straight.any()


def test_loops_rise_60_px_above_and_nest() -> None:
    where = ends([(0, 0)], ["company"], 16.0)
    drawn = lines(where, [(0, 0), (0, 0)])
    tops = point_at(drawn.curve, np.full(2, 0.5))[:, 1]
    assert tops[0] == pytest.approx(-(16 + 60), abs=1.5)
    assert tops[0] - tops[1] == pytest.approx(LANE_PX, abs=1.5)
    assert (drawn.curve[:, 0, 0] < 0).all()
    assert (drawn.tip[:, 0] > 0).all()


def test_entities_on_one_spot_give_finite_lines_of_no_length() -> None:
    drawn = lines(ends([(5, 5), (5, 5)], ["event", "chip"]), [(0, 1), (0, 1)])
    assert np.isfinite(drawn.curve).all()
    assert np.isfinite(drawn.direction).all()
    assert (lengths(drawn.curve, drawn.straight) < 1.0).all()


def test_overlapping_entities_hide_the_line_between_them() -> None:
    drawn = lines(ends([(0, 0), (20, 0)], ["company", "company"]), [(0, 1)])
    assert lengths(drawn.curve, drawn.straight)[0] == pytest.approx(0.0, abs=1e-6)


@given(
    places=st.lists(st.tuples(st.floats(-300, 300), st.floats(-300, 300)), min_size=2, max_size=6),
    data=st.data(),
)
def test_any_arrangement_gives_finite_unit_directions(places: list[tuple[float, float]], data: st.DataObject) -> None:
    row = st.integers(0, len(places) - 1)
    pairs = data.draw(st.lists(st.tuples(row, row), max_size=12))
    kinds = [KINDS[index % len(KINDS)] for index in range(len(places))]
    drawn = lines(ends(places, kinds), pairs)
    assert np.isfinite(drawn.curve).all()
    assert np.allclose(np.hypot(drawn.direction[:, 0], drawn.direction[:, 1]), 1.0)
    assert np.allclose(drawn.tip, drawn.curve[:, 3])


@pytest.mark.parametrize("apart", [0.0, 1.0, 15.0])
def test_a_fan_between_two_that_nearly_touch_is_no_spike(apart: float) -> None:
    where = ends([(0, 0), (apart, 0)], ["person", "company"], 4.0)
    drawn = lines(where, [(0, 1)] * 15)
    assert np.abs(drawn.curve).max() < 4 * 16.0
