"""Whole pictures: what is in them, that labels never overlap, and that the same facts give the same picture."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.drawing.curves import lengths
from explorer.drawing.framing import build_frame, placed, rooms
from explorer.model.changes import Put
from explorer.model.filters import Scope, visible
from explorer.model.positions import Positions
from tests.builders import amount, company, evidence, graph, relation, tiny
from tests.drawing.pictures import (
    MEASURE,
    THEME,
    distance_to,
    frame_of,
    labels_over_nodes,
    labels_that_overlap,
    outline,
    overlap,
    scattered,
)

if TYPE_CHECKING:
    from explorer.drawing.frame import Frame

STAR = {"hub": (0.0, 0.0), "a": (-220.0, 0.0), "b": (220.0, 0.0), "c": (0.0, -200.0), "d": (0.0, 200.0)}


def star() -> Frame:
    project = tiny(
        "a:person -comments_on-> hub:company | asserts",
        "hub -uses-> b:chip | claims, denies",
        "hub -caused-> c:event | asserts",
        "hub -located_in-> d:country | reports",
    )
    return frame_of(project, STAR)


def random_frame(size: tuple[int, int], seed: int, zoom: float, **options: object) -> Frame:
    project, positions = scattered(*size, seed)
    return build_frame(project, visible(project, Scope()), positions, THEME, zoom, MEASURE, **options)  # type: ignore[arg-type]  # passed on


SIZES = st.sampled_from([(1, 0), (2, 6), (12, 20), (40, 80), (70, 200)])
ZOOMS = st.sampled_from([0.1, 0.35, 0.6, 0.75, 0.95, 1.0, 1.4, 2.0, 4.0])


@settings(max_examples=80)
@given(size=SIZES, seed=st.integers(0, 1000), zoom=ZOOMS)
def test_labels_never_overlap_each_other_or_an_entity(size: tuple[int, int], seed: int, zoom: float) -> None:
    frame = random_frame(size, seed, zoom)
    assert labels_that_overlap(frame) == []
    assert labels_over_nodes(frame) == []


@given(size=SIZES, seed=st.integers(0, 1000), zoom=ZOOMS)
def test_marks_overlap_no_label_and_no_other_mark(size: tuple[int, int], seed: int, zoom: float) -> None:
    frame = random_frame(size, seed, zoom)
    marks = [(x - 7, y - 7, 14.0, 14.0) for x, y in frame.marks.xy.tolist()]
    assert not [label.text for label in frame.labels for mark in marks if overlap(label.box, mark)]
    assert not [1 for at, one in enumerate(marks) for other in marks[:at] if overlap(one, other)]


@given(size=SIZES, seed=st.integers(0, 1000), zoom=ZOOMS)
def test_everything_lies_within_the_bounds(size: tuple[int, int], seed: int, zoom: float) -> None:
    frame = random_frame(size, seed, zoom)
    x, y, width, height = frame.bounds
    low, high = np.array((x, y)) - 1e-6, np.array((x + width, y + height)) + 1e-6
    for label in frame.labels:
        left, top, wide, tall = label.box
        assert (np.array((left, top)) >= low).all()
        assert (np.array((left + wide, top + tall)) <= high).all()
    for row in range(len(frame.nodes.ids)):
        points = outline(frame, row)
        assert (points >= low).all()
        assert (points <= high).all()
    assert (frame.edges.tip >= low).all()
    assert (frame.edges.tip <= high).all()


@given(seed=st.integers(0, 1000), zoom=ZOOMS)
def test_every_tip_is_within_2_5_px_of_its_entity(seed: int, zoom: float) -> None:
    frame = random_frame((20, 40), seed, zoom)
    visible_lines = np.flatnonzero(lengths(frame.edges.curve, frame.edges.straight) > 1)
    for row in visible_lines.tolist():
        assert distance_to(frame.edges.tip[row], outline(frame, int(frame.edges.target[row]))) <= 2.5


@given(seed=st.integers(0, 1000))
def test_the_same_facts_give_the_same_picture(seed: int) -> None:
    one, other = random_frame((25, 50), seed, 1.0), random_frame((25, 50), seed, 1.0)
    assert one.labels == other.labels
    for part in ("nodes", "edges", "marks"):
        for field in fields(getattr(one, part)):
            before, after = getattr(getattr(one, part), field.name), getattr(getattr(other, part), field.name)
            assert np.array_equal(np.asarray(before), np.asarray(after)), field.name


@given(seed=st.integers(0, 1000))
def test_zooming_in_shows_more(seed: int) -> None:
    shown = [len(random_frame((40, 80), seed, zoom).labels) for zoom in (0.3, 1.0, 3.0)]
    assert shown == sorted(shown)


@given(seed=st.integers(0, 1000), zoom=ZOOMS, data=st.data())
def test_selected_names_are_shown_and_move_nothing(seed: int, zoom: float, data: st.DataObject) -> None:
    calm = random_frame((30, 60), seed, zoom)
    chosen = data.draw(st.lists(st.sampled_from(calm.nodes.ids), max_size=3, unique=True))
    frame = random_frame((30, 60), seed, zoom, selected=chosen)
    kept = [label for label in frame.labels if label in calm.labels]
    assert {label.owner for label in frame.labels if label not in kept} <= set(chosen)
    assert labels_that_overlap(frame) == []
    assert labels_over_nodes(frame) == []


def test_a_selected_name_takes_the_place_of_a_lesser_one() -> None:
    project = tiny(*(f"e{n}:company" for n in range(30)))
    crowd = {f"e{n}": (n % 6 * 44.0, n // 6 * 52.0) for n in range(30)}
    calm = frame_of(project, crowd)
    unnamed = next(key for key in calm.nodes.ids if key not in {label.owner for label in calm.labels})
    frame = frame_of(project, crowd, selected=[unnamed])
    assert unnamed in {label.owner for label in frame.labels}
    assert labels_that_overlap(frame) == []


def test_the_hub_is_the_largest_with_its_name_on_a_plate_below() -> None:
    frame = star()
    label = next(label for label in frame.labels if label.owner == "hub")
    assert frame.nodes.radius[frame.nodes.row["hub"]] == 28
    assert (label.size_px, label.semibold, label.plate) == (15, True, True)
    assert label.box[1] > 28


def test_the_name_of_the_hub_may_stand_close_to_others_since_it_looks_like_no_other() -> None:
    ring = {f"e{n}": (66.0 * np.cos(n * np.pi / 4), 66.0 * np.sin(n * np.pi / 4)) for n in range(8)}
    frame = frame_of(tiny(*(f"hub:company -uses-> {key}:chip" for key in ring)), {"hub": (0.0, 0.0), **ring})
    assert "hub" in {label.owner for label in frame.labels}
    assert labels_over_nodes(frame) == []


def test_names_stand_below_where_nothing_is_in_the_way() -> None:
    label = next(label for label in star().labels if label.owner == "b")
    assert label.align == "center"
    assert label.box[1] > 0


def test_a_name_moves_aside_for_a_line() -> None:
    below = frame_of(tiny("a -uses-> b"), {"a": (0, 0), "b": (0, 200)})
    label = next(label for label in below.labels if label.owner == "a")
    assert label.box[1] + label.box[3] < 0


def test_a_name_keeps_away_from_entities_that_it_could_seem_to_name() -> None:
    frame = frame_of(tiny("a:chip", "b:chip"), {"a": (0, 0), "b": (0, 44)})
    for label in frame.labels:
        x, y, width, height = label.box
        middle = np.array((x + width / 2, y + height / 2))
        nearest = min(frame.nodes.ids, key=lambda key: distance_to(middle, outline(frame, frame.nodes.row[key])))
        assert nearest == label.owner


def test_a_mark_comes_before_its_words_and_both_are_centred_on_the_line() -> None:
    frame = star()
    label = next(label for label in frame.labels if label.of_relation and "located" in label.text)
    (mark,) = [xy for row, xy in zip(frame.marks.edge, frame.marks.xy, strict=True) if frame.edges.ids[row] == "r4"]
    left = mark[0] - 7
    right = label.box[0] + label.box[2]
    assert (left + right) / 2 == pytest.approx(0, abs=0.5)
    assert label.box[0] - (mark[0] + 7) == pytest.approx(5)
    assert label.box[1] + label.box[3] / 2 == pytest.approx(mark[1])


def test_a_line_too_short_for_words_keeps_its_mark_and_a_shorter_one_nothing() -> None:
    project = tiny("a -competes_with-> b | claims")
    short = frame_of(project, {"a": (0, 0), "b": (100, 0)})
    assert not [label for label in short.labels if label.of_relation]
    assert len(short.marks.edge) == 1
    shortest = frame_of(project, {"a": (0, 0), "b": (70, 0)})
    assert len(shortest.marks.edge) == 0


def test_words_touch_no_other_line() -> None:
    project = tiny("a -uses-> b | claims", "c -uses-> d | asserts")
    frame = frame_of(project, {"a": (-200, 0), "b": (200, 0), "c": (0, -150), "d": (1, 150)})
    label = next(label for label in frame.labels if label.owner == "r1")
    assert label.box[0] > 3 or label.box[0] + label.box[2] < -3


def test_a_quantity_is_named_where_there_is_room_for_one() -> None:
    counted = relation("a", "uses", "b", evidence(), key="r9", count=amount(2000))
    project = graph(relation("c", "uses", "d", evidence(), key="r1"), counted)
    frame = frame_of(project, {"a": (0, 0), "b": (130, 0), "c": (0, 12), "d": (130, 12)})
    assert [label.text for label in frame.labels if label.of_relation] == ["uses 2,000 ×"]


def test_labels_keep_clear_of_what_lies_over_the_canvas() -> None:
    legend = (-400.0, 30.0, 800.0, 300.0)
    frame = frame_of(tiny("a:company", "b:company"), {"a": (0, 0), "b": (150, 0)}, avoid=[legend])
    assert len(frame.labels) == 2
    assert not [label for label in frame.labels if overlap(label.box, legend)]


def test_every_relation_of_a_numbered_picture_has_its_number() -> None:
    project, positions = scattered(20, 60, seed=4)
    shown = visible(project, Scope())
    numbers = {key: at for at, key in enumerate(shown.relations, 1)}
    frame = build_frame(project, shown, positions, THEME, 0.5, MEASURE, numbers=numbers)
    assert sorted(frame.marks.number.tolist()) == list(range(1, len(shown.relations) + 1))


def test_a_lost_quotation_flags_its_line_and_marks_it_even_if_asserted() -> None:
    project = tiny("a -uses-> b | asserts")
    frame = frame_of(project, {"a": (0, 0), "b": (300, 0)}, lost={"r1"})
    assert frame.edges.flagged.tolist() == [True]
    assert len(frame.marks.edge) == 1


def test_what_is_disputed_lies_on_top() -> None:
    frame = star()
    assert frame.edges.stroke[-1] == "contested"
    assert frame.nodes.ids[-1] == "hub"


def test_details_go_as_one_zooms_out() -> None:
    project = tiny("a:company -competes_with-> b:company | claims")
    far = frame_of(project, {"a": (0, 0), "b": (900, 0)}, zoom=0.3)
    assert set(far.nodes.icon) == {""}
    assert len(far.marks.edge) == 0
    assert not [label for label in far.labels if label.of_relation]


def test_lines_keep_their_sides_whatever_else_is_shown() -> None:
    lines = ["a -uses-> b | asserts", "b -competes_with-> a | claims", *(f"b -uses-> c{n} | asserts" for n in range(4))]
    project = tiny(*lines)
    places = {"a": (0.0, 0.0), "b": (300.0, 0.0), **{f"c{n}": (600.0, 90.0 * n) for n in range(4)}}
    positions = Positions.from_mapping(places)
    few = Scope(hidden=frozenset({"c0", "c1", "c2", "c3"}))
    frames = [build_frame(project, visible(project, scope), positions, THEME, 1.0, MEASURE) for scope in (Scope(), few)]
    tops = [frame.edges.curve[frame.edges.row["r1"], 1, 1] for frame in frames]
    assert tops[0] < 0
    assert tops[1] < 0


def test_hidden_entities_take_their_relations_along() -> None:
    project = tiny("a -uses-> b", "b -uses-> c")
    shown = visible(project, Scope(hidden=frozenset({"c"})))
    frame = build_frame(project, shown, Positions(), THEME, 1.0, MEASURE)
    assert set(frame.nodes.ids) == {"a", "b"}
    assert frame.edges.ids == ("r1",)


def test_who_has_no_place_stands_in_a_grid_beside_the_others() -> None:
    places = Positions(["a", "b", "lost"], [(0, 0), (100, 300), (float("nan"), 3)])
    xy = placed(["a", "b", "lost", "x", "y"], places)
    assert np.isfinite(xy).all()
    assert (xy[2:, 0] > 100).all()
    assert len(np.unique(xy, axis=0)) == 5


def test_nothing_to_show_is_an_empty_picture() -> None:
    frame = frame_of(tiny(), {})
    assert frame.bounds == (0.0, 0.0, 0.0, 0.0)
    assert frame.labels == ()


def test_hostile_names_stay_harmless_and_whole_in_the_tooltip() -> None:
    name = "<b>Deep\nSeek</b>\x00 " + "x" * 10_000
    frame = frame_of(graph(company("a", name=name)), {"a": (0, 0)})
    (label,) = frame.labels
    assert label.text == name
    assert all("\n" not in line and "\x00" not in line for line in label.lines)
    assert label.box[2] <= 128


def test_layouts_learn_how_much_room_everyone_needs() -> None:
    project = tiny("a:person -uses-> b:chip", "a -uses-> c:chip")
    radius, label = rooms(project, visible(project, Scope()), THEME, MEASURE)
    assert set(radius) == set(label) == {"a", "b", "c"}
    assert min(radius.values()) > 0
    assert all(width > 0 and height >= 14 for width, height in label.values())


def test_a_change_of_facts_changes_the_picture() -> None:
    project = tiny("a -uses-> b | claims")
    places = {"a": (0.0, 0.0), "b": (300.0, 0.0)}
    shown, positions = visible(project, Scope()), Positions.from_mapping(places)
    before = build_frame(project, shown, positions, THEME, 1.0, MEASURE)
    Put(relation("a", "uses", "b", evidence(), key="r1")).apply(project)
    after = build_frame(project, shown, positions, THEME, 1.0, MEASURE)
    assert [*before.edges.stroke, *after.edges.stroke] == ["claimed", "asserted"]
