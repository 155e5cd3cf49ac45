"""Taken boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.occupied import Occupied, Taker
from tests.drawing.pictures import overlap

if TYPE_CHECKING:
    from explorer.drawing.frame import Box

SIDE = st.integers(-200, 200).map(float)
OWN = Taker("node", 7)
BOXES = st.tuples(SIDE, SIDE, st.integers(1, 150).map(float), st.integers(1, 150).map(float))


@given(boxes=st.lists(BOXES, max_size=20), box=BOXES)
def test_a_box_is_free_exactly_when_it_overlaps_none(boxes: list[Box], box: Box) -> None:
    taken = Occupied()
    for index, other in enumerate(boxes):
        taken.add(other, Taker("label", index))
    over = {Taker("label", index) for index, other in enumerate(boxes) if overlap(box, other)}
    assert taken.overlapping(box) == over
    assert taken.is_free(box) is (not over)


def test_a_box_that_was_given_back_is_free_again() -> None:
    taken = Occupied()
    taken.add((0, 0, 100, 100), OWN)
    taken.remove((0, 0, 100, 100), OWN)
    assert taken.is_free((10, 10, 10, 10))


def test_nobody_is_in_their_own_way() -> None:
    taken = Occupied()
    taken.add((0, 0, 100, 100), OWN)
    assert taken.is_free((10, 10, 10, 10), but=OWN)
    assert taken.overlapping((10, 10, 10, 10), but=OWN) == set()
