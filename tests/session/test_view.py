"""What is shown, and Frames of it that other threads build while it changes."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from explorer.drawing.qt_text import QtMeasure
from explorer.model.changes import Move, Put, Remove
from explorer.model.facts import Relation
from explorer.model.filters import Lens, Scope
from explorer.model.standing import Standing
from explorer.session.document import Document
from explorer.session.motion import Motion
from explorer.session.settings import Settings
from explorer.session.view import View
from tests.builders import company, tiny

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.drawing.frame import Frame


@pytest.fixture
def document(qtbot) -> Document:
    made = Document()
    made.replace(tiny("a -uses-> b", "a -owns-> c", positions={"a": (0, 0), "b": (200, 0), "c": (0, 200)}), None)
    return made


@pytest.fixture
def view(document) -> View:
    made = View(document, QtMeasure(), Motion(Settings(parent=document), document), document)
    made.fit(at_once=True)
    return made


def elsewhere(make: Callable[[], Frame]) -> list[Frame]:
    """Build a Frame in another thread."""
    made: list[Frame] = []
    worker = threading.Thread(target=lambda: made.append(make()))
    worker.start()
    worker.join()
    return made


def test_a_frame_built_later_shows_what_was_shown_when_it_was_asked_for(document, view):
    make = view.frame_maker(1.0)
    view.set_scope(Scope(hidden=frozenset({"b"})))
    document.do(Move({"a": (999, 999)}), "Move a")
    document.do(Remove(Relation, "r2"), "Remove r2")
    document.do(Put(company("d")), "Add d")
    (frame,) = elsewhere(make)
    assert set(frame.nodes.ids) == {"a", "b", "c"}
    assert set(frame.edges.ids) == {"r1", "r2"}
    assert frame.nodes.xy[frame.nodes.row["a"]].tolist() == [0.0, 0.0]
    assert set(view.frame_at(1.0).nodes.ids) == {"a", "c", "d"}


def test_a_frame_built_in_another_thread_leaves_the_view_alone(document, view):
    view.set_scope(Scope(hidden=frozenset({"b"})))
    make = view.frame_maker(view.camera.zoom)
    view.set_scope(Scope())
    (frame,) = elsewhere(make)
    view.adopt(frame, view.content - 1)
    assert view.latest is not frame
    assert view.visible.entity_set == {"a", "b", "c"}


def test_a_frame_of_what_is_shown_now_is_taken(view):
    (frame,) = elsewhere(view.frame_maker(view.camera.zoom))
    view.adopt(frame, view.content)
    assert view.frame is frame


def test_a_frame_draws_relations_as_their_teller_tells_them(document, view):
    document.replace(tiny("a -uses-> b | claims a, denies c", "a -owns-> c | asserts"), None)
    assert set(view.frame.edges.stroke) == {"contested", "asserted"}
    view.set_filters(view.scope.filters.through(Lens(tellers=("a",))))
    assert (list(view.frame.edges.ids), list(view.frame.edges.stroke)) == (["r1"], ["claimed"])
    assert document.project.standing("r1") is Standing.CONTESTED
