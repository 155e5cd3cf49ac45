"""What panels say of everything: at once where that is little, by a worker where it is much."""

from __future__ import annotations

import gc
from threading import Event
from typing import TYPE_CHECKING
from weakref import ref

import pytest

from explorer.drawing.framing import build_frame
from explorer.drawing.qt_text import QtMeasure
from explorer.drawing.theme import load_theme
from explorer.model import search
from explorer.model.changes import Put
from explorer.model.facets import columns
from explorer.model.filters import Scope, visible
from explorer.model.standing import Standing
from explorer.session.document import Document
from explorer.session.motion import Motion
from explorer.session.settings import Settings
from explorer.session.survey import is_surveyed, survey, survey_steps
from explorer.session.surveyor import Surveyor
from explorer.session.tasks import Tasks
from explorer.session.view import View
from tests.builders import tiny

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.filters import Visible
    from explorer.model.project import Project


@pytest.fixture
def at_work(qtbot):
    document, tasks = Document(), Tasks()
    document.replace(tiny("a -uses-> b", "a -owns-> c"), None)
    view = View(document, QtMeasure(), Motion(Settings(parent=document), document), document)
    yield document, view, tasks, Surveyor(document, view, tasks, document)
    tasks.shut_down()


def test_what_is_small_is_known_at_once(at_work):
    _, _, _, surveyor = at_work
    told: list[str] = []
    surveyor.whenever(lambda: told.append("now"))
    assert told == ["now"]


def test_of_a_large_graph_a_worker_counts_even_where_little_is_shown(at_work, qtbot, monkeypatch):
    document, view, _, surveyor = at_work
    monkeypatch.setattr("explorer.session.surveyor.LARGE", 1)
    view.set_scope(Scope(hidden=frozenset({"r1"})))
    told: list[bool] = []
    surveyor.whenever(lambda: told.append(is_surveyed(view.told, view.visible)))
    assert told == []
    qtbot.waitUntil(lambda: told == [True])
    assert survey(document.project, view.visible).standings[Standing.UNSUPPORTED] == 1


def test_what_is_large_is_known_once_a_worker_has_counted_it(at_work, qtbot, monkeypatch):
    document, view, _, surveyor = at_work
    monkeypatch.setattr("explorer.session.view.LARGE", 1)
    told: list[bool] = []
    may_count = Event()

    def counting_when_allowed(project: Project, shown: Visible) -> Iterator[None]:
        may_count.wait()
        yield from survey_steps(project, shown)

    monkeypatch.setattr("explorer.session.survey.survey_steps", counting_when_allowed)

    def refresh() -> None:
        told.append(is_surveyed(document.project, view.visible))

    surveyor.whenever(refresh)
    surveyor.whenever(refresh)
    assert told == []
    may_count.set()
    qtbot.waitUntil(lambda: bool(told))
    assert told == [True]


def test_what_is_asked_of_a_scope_that_has_gone_is_answered_for_the_present_one(at_work, qtbot, monkeypatch):
    document, view, _, surveyor = at_work
    monkeypatch.setattr("explorer.session.view.LARGE", 1)
    told: list[int] = []
    surveyor.whenever(lambda: told.append(len(view.visible.entities)))
    view.set_scope(Scope(hidden=frozenset({"c"})))
    qtbot.waitUntil(lambda: bool(told))
    assert told == [2]
    assert is_surveyed(document.project, view.visible)


def test_a_survey_counts_what_is_shown_and_is_kept_for_it(at_work):
    document, view, _, _ = at_work
    found = survey(document.project, view.visible)
    assert found.connected[0] == ("a", 2)
    assert survey(document.project, view.visible) is found
    view.set_scope(Scope(hidden=frozenset({"c"})))
    assert survey(document.project, view.visible).connected[0] == ("a", 1)


def test_what_was_known_of_other_facts_is_freed_with_them_and_needs_no_collector():
    project = tiny("a -uses-> b | asserts, denies", "a -owns-> c")
    shown = visible(project, Scope())
    for _ in survey_steps(project, shown):
        pass
    search.warm(project)
    build_frame(project, shown, project.positions, load_theme("light"), 1.0, QtMeasure())
    last = ref(columns(project))
    gc.disable()
    try:
        Put(project.entities["a"].model_copy(update={"name": "Another"})).apply(project)
        del shown
        columns(project)
        assert last() is None
    finally:
        gc.enable()
