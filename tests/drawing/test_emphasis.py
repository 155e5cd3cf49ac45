"""What hover, selection and focus change about a picture."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.framing import build_emphasis, build_frame
from explorer.model.filters import Scope, visible
from tests.builders import tiny
from tests.drawing.pictures import MEASURE, THEME, frame_of, labels_over_nodes, overlap, scattered

if TYPE_CHECKING:
    from explorer.drawing.frame import Emphasis, Frame
    from explorer.model.project import Project

PLACES = {"a": (0.0, 0.0), "b": (200.0, 0.0), "c": (200.0, 150.0), "luckey": (0.0, 150.0), "wang": (-150.0, 0.0)}


def small() -> tuple[Project, Frame]:
    project = tiny(
        "a:company -uses-> b:chip | claims a, denies luckey, doubts wang, asserts",
        "b -uses-> c | asserts",
        "luckey:person -doubts-> c | asserts",
        "wang:person",
    )
    return project, frame_of(project, PLACES)


def emphasis(project: Project, frame: Frame, **states: object) -> Emphasis:
    return build_emphasis(frame, project, theme=THEME, measure=MEASURE, **states)  # type: ignore[arg-type]  # passed on


def test_at_rest_nothing_is_emphasised() -> None:
    found = emphasis(*small())
    assert found.lit_nodes is None
    assert (found.selected_nodes, found.voices, found.extra_labels) == ((), (), ())


def test_hovering_an_entity_dims_all_but_it_and_what_is_tied_to_it() -> None:
    project, frame = small()
    found = emphasis(project, frame, hovered_entity="b")
    assert {frame.nodes.ids[row] for row in found.lit_nodes or ()} == {"a", "b", "c"}
    assert {frame.edges.ids[row] for row in found.lit_edges} == {"r1", "r2"}
    assert found.hovered_node == frame.nodes.row["b"]


def test_hovering_a_relation_dims_nothing() -> None:
    project, frame = small()
    found = emphasis(project, frame, hovered_relation="r1")
    assert found.lit_nodes is None
    assert found.hovered_edge == frame.edges.row["r1"]


def test_a_selected_relation_lights_its_ends_and_shows_who_speaks_of_it() -> None:
    project, frame = small()
    found = emphasis(project, frame, selected_relations=["r1"])
    assert {frame.nodes.ids[row] for row in found.ends} == {"a", "b"}
    voices = {frame.nodes.ids[row]: voice for row, voice in found.voices}
    assert voices == {"luckey": "against", "wang": "doubts"}


def test_an_end_that_speaks_against_its_own_relation_is_shown() -> None:
    project = tiny("a:company -uses-> b:chip | asserts, denies a")
    found = emphasis(project, frame := frame_of(project, PLACES), selected_relations=["r1"])
    assert found.voices == ((frame.nodes.row["a"], "against"),)


def test_who_speaks_for_a_relation_of_others_is_shown() -> None:
    project = tiny("a -uses-> b | claims wang", "wang:person")
    found = emphasis(project, frame := frame_of(project, PLACES), selected_relations=["r1"])
    assert found.voices == ((frame.nodes.row["wang"], "for"),)


def test_what_is_selected_stays_lit_while_the_pointer_is_elsewhere() -> None:
    project, frame = small()
    found = emphasis(project, frame, hovered_entity="wang", selected_relations=["r2"], selected_entities=["luckey"])
    assert {frame.nodes.ids[row] for row in found.lit_nodes or ()} == {"wang", "b", "c", "luckey"}


def test_a_spotlight_dims_what_is_outside_it() -> None:
    project, frame = small()
    found = emphasis(project, frame, spotlight={"a", "b", "r1"})
    assert {frame.nodes.ids[row] for row in found.lit_nodes or ()} == {"a", "b"}
    assert {frame.edges.ids[row] for row in found.lit_edges} == {"r1"}


def test_ids_that_are_not_shown_are_ignored() -> None:
    found = emphasis(
        *small(), selected_entities=["gone"], selected_relations=["gone"], hovered_entity="gone", focused_entity="gone"
    )
    assert found == found.__class__() or (found.selected_nodes, found.hovered_node, found.focused_node) == (
        (),
        None,
        None,
    )


def test_keyboard_focus_is_passed_on() -> None:
    project, frame = small()
    found = emphasis(project, frame, focused_entity="a", focused_relation="r2")
    assert (found.focused_node, found.focused_edge) == (frame.nodes.row["a"], frame.edges.row["r2"])


@given(seed=st.integers(0, 500), zoom=st.sampled_from([0.2, 0.5, 0.8, 1.0, 2.0]), data=st.data())
def test_a_selected_entity_and_its_neighbours_are_named_without_overlap(
    seed: int, zoom: float, data: st.DataObject
) -> None:
    project, positions = scattered(30, 45, seed, spread=160)
    frame = build_frame(project, visible(project, Scope()), positions, THEME, zoom, MEASURE)
    chosen = data.draw(st.sampled_from(frame.nodes.ids))
    found = emphasis(project, frame, selected_entities=[chosen])
    rest = [label for label in frame.labels if label.owner not in found.hidden_labels]
    shown = [*rest, *found.extra_labels]
    assert not [
        1
        for at, one in enumerate(found.extra_labels)
        for other in found.extra_labels[:at]
        if overlap(one.box, other.box)
    ]
    assert not [1 for one in found.extra_labels for other in rest if overlap(one.box, other.box)]
    assert {label for label, _ in labels_over_nodes(replace(frame, labels=found.extra_labels))} <= {chosen}
    assert chosen in {label.owner for label in shown if not label.of_relation}


def test_a_selected_relation_without_words_gets_them() -> None:
    project = tiny("a:company -uses-> b:chip | claims")
    frame = frame_of(project, {"a": (0, 0), "b": (150, 0)}, zoom=0.65)
    assert not [label for label in frame.labels if label.of_relation]
    found = emphasis(project, frame, selected_relations=["r1"])
    assert [label.text for label in found.extra_labels] == ["uses"]


def test_an_entity_and_a_relation_of_one_id_are_not_confused() -> None:
    project = tiny("r1:company -uses-> b | asserts", "c -uses-> d | asserts")
    frame = frame_of(project, {"r1": (0, 0), "b": (200, 0), "c": (0, 200), "d": (200, 200)})
    found = emphasis(project, frame, selected_entities=["r1"])
    assert found.selected_edges == ()
