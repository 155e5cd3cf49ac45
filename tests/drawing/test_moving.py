"""What is dragged takes its lines and labels along, and lands where a new picture would draw it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.drawing.framing import build_frame
from explorer.drawing.moving import Moving
from explorer.drawing.sketch import sketch
from explorer.model.filters import Scope, visible
from explorer.model.positions import Positions
from tests.drawing.pictures import MEASURE, THEME, scattered

FAR = st.floats(-300, 300)


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 50), zoom=st.sampled_from([0.5, 1.0, 1.3]), dx=FAR, dy=FAR, count=st.integers(1, 5))
def test_dragged_lines_are_drawn_as_a_new_picture_draws_them(seed, zoom, dx, dy, count):
    project, positions = scattered(12, 30, seed)
    shown = visible(project, Scope())
    frame = build_frame(project, shown, positions, THEME, zoom, MEASURE)
    moved = frame.nodes.ids[:count]
    places = {key: (x + dx, y + dy) if key in moved else (x, y) for key, (x, y) in positions.as_dict().items()}

    dragged = Moving(frame, sketch(project, shown, THEME, MEASURE), THEME, moved).at(dx * zoom, dy * zoom)
    anew = build_frame(project, shown, Positions.from_mapping(places), THEME, zoom, MEASURE)

    assert np.allclose(dragged.nodes.xy, anew.nodes.xy)
    assert np.allclose(dragged.edges.curve, anew.edges.curve, atol=1e-6)
    assert np.allclose(dragged.edges.tip, anew.edges.tip, atol=1e-6)
    assert np.allclose(dragged.edges.direction, anew.edges.direction, atol=1e-6)


@pytest.fixture
def moving():
    project, positions = scattered(8, 12, 3)
    shown = visible(project, Scope())
    frame = build_frame(project, shown, positions, THEME, 1.0, MEASURE)
    return frame, Moving(frame, sketch(project, shown, THEME, MEASURE), THEME, [frame.nodes.ids[-1]])


def test_who_does_not_move_comes_back_exactly_as_it_was(moving):
    frame, carried = moving
    back = carried.at(0.0, 0.0)

    assert np.allclose([label.box for label in back.labels], [label.box for label in frame.labels])
    assert np.allclose(back.marks.xy, frame.marks.xy)
    assert np.allclose(back.edges.curve, frame.edges.curve)


def test_names_go_along_and_words_stay_beside_their_line(moving):
    frame, carried = moving
    after = carried.at(40.0, -25.0)
    before = {(label.of_relation, label.owner): label.box for label in frame.labels}

    for label in after.labels:
        x, y, _, _ = before[label.of_relation, label.owner]
        way = (label.box[0] - x, label.box[1] - y)
        if label.owner not in carried.owners:
            assert way == (0.0, 0.0)
        elif not label.of_relation:
            assert way == pytest.approx((40.0, -25.0))
        else:
            assert 0.0 < np.hypot(*way) <= np.hypot(40.0, 25.0) * 1.5


def test_every_row_either_moves_or_stays(moving):
    frame, carried = moving

    assert sorted([*carried.nodes, *carried.still_nodes]) == list(range(len(frame.nodes.ids)))
    assert sorted([*carried.edges, *carried.still_edges]) == list(range(len(frame.edges.ids)))
    assert carried.nodes == [len(frame.nodes.ids) - 1]
    assert carried.edges


def test_the_text_of_what_moves_is_only_that(moving):
    frame, carried = moving
    text = carried.text_of(carried.at(10.0, 10.0))

    assert {label.owner for label in text.labels} == {label.owner for label in frame.labels} & carried.owners
    assert {frame.edges.ids[row] for row in text.marks.edge} <= carried.owners
