"""What is dragged takes its lines and labels along, and lands where a new picture would draw it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.drawing.framing import build_emphasis, build_frame
from explorer.drawing.moving import MANY_LINES, Moving
from explorer.drawing.sketch import sketch
from explorer.model.filters import Scope, visible
from explorer.model.positions import Positions
from tests.builders import tiny
from tests.drawing.pictures import MEASURE, THEME, frame_of, scattered

FAR = st.floats(-300, 300)
HALF_A_PIXEL = 0.5


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
    assert np.allclose(dragged.edges.curve, anew.edges.curve, atol=HALF_A_PIXEL)
    assert np.allclose(dragged.edges.tip, anew.edges.tip, atol=HALF_A_PIXEL)
    straight = anew.edges.straight
    assert np.allclose(dragged.edges.tip[straight], anew.edges.tip[straight])
    assert np.allclose(dragged.edges.direction[straight], anew.edges.direction[straight])


@pytest.fixture
def moving():
    project, positions = scattered(8, 12, 3)
    shown = visible(project, Scope())
    frame = build_frame(project, shown, positions, THEME, 1.0, MEASURE)
    return frame, Moving(frame, sketch(project, shown, THEME, MEASURE), THEME, [frame.nodes.ids[-1]])


def test_who_does_not_move_comes_back_as_it_was(moving):
    frame, carried = moving
    back = carried.at(0.0, 0.0)

    ours, theirs = ([label.box for label in picture.labels] for picture in (back, frame))
    assert np.allclose(ours, theirs, atol=HALF_A_PIXEL)
    assert np.allclose(back.marks.xy, frame.marks.xy, atol=HALF_A_PIXEL)
    assert np.allclose(back.edges.curve, frame.edges.curve, atol=HALF_A_PIXEL)


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


def test_names_that_a_state_adds_go_along(moving):
    frame, carried = moving
    project, _ = scattered(8, 12, 3)
    bare = replace(frame, labels=())
    found = build_emphasis(bare, project, theme=THEME, measure=MEASURE, selected_entities=[frame.nodes.ids[-1]])
    before = {label.owner: label.box[:2] for label in found.extra_labels}
    after = {label.owner: label.box[:2] for label in carried.follow(found)(carried.at(40.0, 9.0)).extra_labels}

    assert len(before) > 1
    for owner, (x, y) in before.items():
        dx, dy = (40.0, 9.0) if owner == frame.nodes.ids[-1] else (0.0, 0.0)
        assert after[owner] == pytest.approx((x + dx, y + dy))


@pytest.fixture
def star():
    leaves = [f"leaf{number}" for number in range(MANY_LINES + 1)]
    project = tiny(*(f"hub -uses-> {leaf}" for leaf in leaves), f"{leaves[0]} -uses-> {leaves[1]}")
    places = {leaf: (300.0 * np.cos(at), 300.0 * np.sin(at)) for at, leaf in enumerate(leaves)}
    frame = frame_of(project, places | {"hub": (0.0, 0.0)})
    return frame, Moving(frame, sketch(project, visible(project, Scope()), THEME, MEASURE), THEME, ["hub"])


def test_very_many_lines_that_move_are_a_bundle_apart_from_the_others(star):
    frame, carried = star
    moved = carried.at(50.0, 20.0)

    assert carried.bundle is not None
    assert [*moved.edges.ids] == [frame.edges.ids[row] for row in carried.still_edges]
    assert set(carried.bundle.ids).isdisjoint(moved.edges.ids)
    assert len(carried.bundle.ids) == MANY_LINES + 1
    hub = moved.nodes.row["hub"]
    assert set(carried.bundle.source.tolist()) == {hub}
    assert moved.nodes.xy[hub].tolist() == pytest.approx([50.0, 20.0])
    assert {label.owner for label in moved.labels if label.of_relation} <= set(moved.edges.ids)
    assert {moved.edges.ids[row] for row in moved.marks.edge} <= set(moved.edges.ids)


def test_the_box_around_what_moves_has_all_its_lines_in_it(star, moving):
    for _, carried in (star, moving):
        moved = carried.at(50.0, 20.0)
        x, y, width, height = carried.reach(moved)
        edges, xy = carried.bundle or moved.edges.take(np.array(carried.edges)), moved.nodes.xy
        ends = np.concatenate((xy[edges.source], xy[edges.target]))
        room = 40.0 if carried.bundle is None else 0.0  # lines end at the outlines of entities
        assert ((ends >= (x - room, y - room)) & (ends <= (x + width + room, y + height + room))).all()
