"""What is under the pointer, and what a box or lasso holds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.curves import point_at
from explorer.drawing.picking import Hit, hit, inside
from explorer.drawing.shapes import Outlines
from tests.builders import tiny
from tests.drawing.pictures import THEME, distance_to, frame_of, outline

BARE = 0.3  # a zoom without words and marks
PAIR = {"a": (0.0, 0.0), "b": (900.0, 0.0)}


@pytest.mark.parametrize("kind", THEME.kinds)
def test_an_entity_is_hit_on_its_outline_and_4_px_beyond(kind: str) -> None:
    frame = frame_of(tiny(f"a:{kind}"), {"a": (50.0, 20.0)}, zoom=BARE)
    frame = replace(frame, labels=())
    points = outline(frame, 0)
    centre = frame.nodes.xy[0]
    shape = Outlines([THEME.shape(THEME.kind(kind).shape)])
    for angle in np.linspace(0, 2 * np.pi, 40):
        way = np.array((np.cos(angle), np.sin(angle)))
        border = float(shape.reach(np.array([0]), way[None], np.zeros(1))[0] * frame.nodes.radius[0])
        for away in (0.0, 2.0, 6.0, 8.0, 11.0, 14.0, 17.0, 30.0):
            near = away <= border or distance_to(centre + away * way, points) <= 4.0
            assert hit(frame, *(centre + away * way)) == (Hit(entity="a") if near else Hit())


def test_the_uppermost_of_overlapping_entities_is_hit() -> None:
    frame = frame_of(tiny("a:company", "b:company"), {"a": (0.0, 0.0), "b": (8.0, 0.0)})
    assert hit(frame, 4.0, 0.0).entity == frame.nodes.ids[-1]


def test_a_line_is_hit_within_8_px() -> None:
    frame = frame_of(tiny("a -uses-> b | asserts"), PAIR, zoom=BARE)
    assert hit(frame, 135.0, 7.5) == Hit(relation="r1")
    assert hit(frame, 135.0, 8.5) == Hit()


def test_an_entity_comes_before_the_lines_at_it() -> None:
    frame = frame_of(tiny("a -uses-> b | asserts"), PAIR, zoom=BARE)
    edge_of_a = float(frame.nodes.radius[frame.nodes.row["a"]])
    assert hit(frame, edge_of_a, 0.0) == Hit(entity="a")


@pytest.mark.parametrize("count", [2, 3, 5])
def test_each_of_several_parallel_lines_has_a_strip_of_its_own(count: int) -> None:
    frame = frame_of(tiny(*["a -uses-> b | asserts"] * count), {"a": (0.0, 0.0), "b": (1500.0, 0.0)}, zoom=BARE)
    middle = point_at(frame.edges.curve, np.full(count, 0.5))
    assert [hit(frame, x, y).relation for x, y in middle] == list(frame.edges.ids)


@given(share=st.floats(0.1, 0.9), off=st.floats(-8, 8), down=st.floats(-300, 300))
def test_the_nearest_line_wins(share: float, off: float, down: float) -> None:
    frame = frame_of(
        tiny("a -uses-> b | asserts", "c -uses-> d | asserts"),
        {"a": (0, 0), "b": (2000, 0), "c": (0, 40), "d": (2000, 40 + down)},
        zoom=BARE,
    )
    line = frame.edges.curve[frame.edges.row["r1"]]
    x, y = point_at(line[None], np.array([share]))[0] + (0, off)
    found = hit(frame, x, y)
    if found.relation is not None:
        other = frame.edges.curve[frame.edges.row["r2"]]
        ends = other[3] - other[0]
        to = np.array((x, y)) - other[0]
        to_other = abs(ends[0] * to[1] - ends[1] * to[0]) / np.hypot(*ends)
        assert found.relation == ("r1" if abs(off) <= to_other + 0.2 else "r2")


def test_words_and_marks_belong_to_their_line_and_names_to_their_entity() -> None:
    frame = frame_of(tiny("a -competes_with-> b | claims"), {"a": (0.0, 0.0), "b": (40.0, 300.0)})
    for label in frame.labels:
        x, y, width, height = label.box
        found = hit(frame, x + width - 1, y + height / 2)
        assert (found.relation if label.of_relation else found.entity) == label.owner
    (x, y) = frame.marks.xy[0]
    assert hit(frame, x - 6, y) == Hit(relation="r1")


def test_loops_are_hit_at_their_top() -> None:
    frame = frame_of(tiny("a -uses-> a | asserts"), {"a": (0.0, 0.0)}, zoom=BARE)
    x, y = point_at(frame.edges.curve, np.array([0.5]))[0]
    assert hit(frame, x, y) == Hit(relation="r1")


def test_nothing_is_hit_in_an_empty_picture() -> None:
    assert not hit(frame_of(tiny(), {}), 0.0, 0.0)


def test_a_box_and_a_lasso_hold_the_entities_whose_centre_is_inside() -> None:
    frame = frame_of(tiny("a:chip", "b:chip", "c:chip"), {"a": (0, 0), "b": (100, 0), "c": (0, 100)})
    assert set(inside(frame, [(-10, -10), (120, -10), (120, 10), (-10, 10)])) == {"a", "b"}
    assert set(inside(frame, [(-10, 10), (120, 10), (120, -10), (-10, -10)])) == {"a", "b"}
    hollow = [(-10, -10), (10, -10), (10, 90), (-20, 90), (-20, 120), (20, 120), (30, -20), (-10, -20)]
    assert inside(frame, hollow) == ("c",)


def test_an_outline_that_encloses_nothing_holds_nothing() -> None:
    frame = frame_of(tiny("a:chip"), {"a": (0, 0)})
    assert inside(frame, []) == ()
    assert inside(frame, [(0, 0), (10, 10)]) == ()
    assert inside(frame_of(tiny(), {}), [(0, 0), (1, 0), (0, 1)]) == ()
