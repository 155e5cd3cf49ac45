"""Where things are, from positions alone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.camera import Camera
from explorer.model.positions import Positions
from explorer.session.whereabouts import Whereabouts, transition

VIEWPORT = (800.0, 600.0)
MARGINS = (24.0, 24.0, 24.0, 120.0)
coordinate = st.floats(-1e6, 1e6, allow_nan=False)


@given(st.lists(st.tuples(coordinate, coordinate), min_size=1, max_size=12))
def test_everything_is_within_the_margins_once_fitted(places):
    ids = tuple(f"e{number}" for number in range(len(places)))
    there = Whereabouts(ids, Positions(ids, places))
    camera = there.fitting_camera(VIEWPORT, MARGINS, max_zoom=2.0)
    assert camera is not None
    if camera.zoom > 0.02:  # as far away as one can be
        points = camera.to_screen(there.positions.xy, VIEWPORT)
        assert (points >= np.array(MARGINS[:2]) - 1.0).all()
        assert (points <= np.array(VIEWPORT) - np.array(MARGINS[2:]) + 1.0).all()


def test_a_centre_is_in_the_middle_of_the_room():
    ids = ("a", "b")
    there = Whereabouts(ids, Positions(ids, [(0, 0), (100, 0)]))
    camera = there.fitting_camera(VIEWPORT, (0, 0, 0, 0), max_zoom=2.0, entities=ids, centre=("b",))
    assert camera is not None
    assert (camera.x, camera.y) == pytest.approx((100.0, 0.0))


@pytest.mark.parametrize("bad", [(np.nan, 0.0), (np.inf, 0.0), (1e30, 0.0)])
def test_a_place_that_cannot_be_drawn_is_replaced_by_one_beside_the_others(bad):
    ids = ("a", "b")
    there = Whereabouts(ids, Positions(ids, [(0, 0), bad]))
    assert np.abs(there.positions.xy).max() < 1000
    camera = there.fitting_camera(VIEWPORT, MARGINS, max_zoom=2.0)
    assert camera is not None
    assert there.any_in_sight(camera, VIEWPORT, None)


def test_entities_without_places_stand_where_they_stood_when_asked_for_in_another_order():
    positions = Positions(["a"], [(0, 0)])
    one, other = Whereabouts(("a", "b", "c"), positions), Whereabouts(("c", "a", "b"), positions)
    assert one.positions.as_dict() == other.positions.as_dict()


def test_what_has_been_looked_up_serves_while_only_places_change():
    ids = ("a", "b")
    first = Whereabouts(ids, Positions(ids, [(0, 0), (1, 1)]))
    after = Whereabouts(ids, Positions(ids, [(5, 5), (6, 6)]), first)
    assert after.positions.get("b") == (6.0, 6.0)
    hidden = Whereabouts(("b",), Positions(ids, [(7, 7), (8, 8)]), after)
    assert hidden.positions.as_dict() == {"b": (8.0, 8.0)}


def test_nothing_shown_is_nowhere():
    there = Whereabouts((), Positions())
    assert there.fitting_camera(VIEWPORT, MARGINS, max_zoom=2.0) is None
    assert not there.any_in_sight(Camera(0, 0, 1), VIEWPORT, None)


def test_a_transition_begins_and_ends_where_it_should():
    start, end = Positions(["b", "a"], [(2, 2), (0, 0)]), Positions(["a", "b", "c"], [(10, 0), (2, 4), (7, 7)])
    at = transition(start, end)
    assert at(0.0).as_dict() == {"a": (0, 0), "b": (2, 2), "c": (7, 7)}
    assert at(1.0) == end
