"""Where entities sit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.positions import Point, Positions

numbers = st.floats(-1e6, 1e6)
places = st.dictionaries(st.sampled_from("abcdef"), st.tuples(numbers, numbers))
moves = st.dictionaries(st.sampled_from("abcdefgh"), st.none() | st.tuples(numbers, numbers))


@given(places, moves)
def test_moving_agrees_with_a_dictionary(start: dict[str, Point], steps: dict[str, Point | None]) -> None:
    expected = {key: place for key, place in (start | steps).items() if place is not None}
    before = Positions.from_mapping(start)
    after = before.moved(steps)
    assert after.as_dict() == expected
    assert list(after.as_dict()) == list(expected)
    assert before.as_dict() == start
    assert all(after.get(key) == expected.get(key) for key in "abcdefgh")
    assert after == Positions.from_mapping(expected)


def test_positions_are_read_only_and_copied() -> None:
    positions = Positions.from_mapping({"a": (1, 2)})
    with pytest.raises(ValueError, match="read-only"):
        positions.xy[0, 0] = 5
    with pytest.raises(ValueError, match="read-only"):
        positions.moved({"a": (3, 4)}).xy[0, 0] = 5


def test_rows_follow_the_order_asked_for() -> None:
    positions = Positions(["a", "b"], [(1, 2), (3, 4)])
    assert positions.rows(["b", "a"]).tolist() == [[3, 4], [1, 2]]
    assert positions.rows([]).shape == (0, 2)
    assert (len(positions), "a" in positions, "z" in positions) == (2, True, False)


def test_positions_are_equal_only_with_the_same_ids_and_places() -> None:
    assert Positions(["a"], [(1, 2)]) == Positions.from_mapping({"a": (1, 2)})
    assert Positions(["a"], [(1, 2)]) != Positions(["b"], [(1, 2)])
    assert Positions() != {}
