"""Layouts that run while the window lives: shown, paused, cancelled, taken back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pytest

from explorer.drawing.camera import Camera
from explorer.drawing.qt_text import QtMeasure
from explorer.layouts.base import Step
from explorer.model.changes import Batch, Put
from explorer.model.positions import Positions
from explorer.session import pacing
from explorer.session.arranging import Arranger
from explorer.session.document import Document
from explorer.session.motion import Motion
from explorer.session.pacing import Pace, Shown
from explorer.session.selection import Selection
from explorer.session.settings import Settings
from explorer.session.tasks import Task, Tasks
from explorer.session.view import View
from tests.builders import company, relation, tiny

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES = {"a": (0.0, 0.0), "b": (200.0, 0.0), "c": (0.0, 200.0)}


@pytest.fixture
def document(qtbot) -> Document:
    made = Document()
    made.replace(tiny("a -uses-> b", "a -owns-> c", positions=PLACES), None)
    return made


@pytest.fixture
def arranger(document) -> Iterator[Arranger]:
    settings = Settings(parent=document)
    settings.reduced_motion = True
    motion = Motion(settings, document)
    tasks = Tasks(document)
    view = View(document, QtMeasure(), motion, document)
    yield Arranger(document, Selection(document), view, tasks, motion, document)
    tasks.shut_down()


def rest(qtbot, arranger) -> None:
    qtbot.waitUntil(lambda: not arranger.is_running, timeout=10_000)


def test_a_layout_is_one_step_to_undo(document, arranger, qtbot):
    arranger.run("force")
    rest(qtbot, arranger)
    assert document.project.positions.as_dict() != PLACES
    document.undo_stack.undo()
    assert document.project.positions.as_dict() == PLACES


def test_cancelling_leaves_everybody_where_they_were(document, arranger, qtbot):
    arranger.run("force")
    assert arranger.cancel()
    rest(qtbot, arranger)
    assert document.project.positions.as_dict() == PLACES
    assert not document.is_dirty


def test_a_new_entity_settles_near_its_neighbour_and_nobody_else_moves(document, arranger, qtbot):
    document.do(Batch((Put(company("d")), Put(relation("c", "uses", "d", key="r9")))), "Add d")
    rest(qtbot, arranger)
    positions = document.project.positions
    assert {key: positions.get(key) for key in PLACES} == PLACES
    assert np.hypot(*np.subtract(positions.get("d"), positions.get("c"))) < 350


def in_sight(view: View) -> bool:
    left, top, width, height = view.camera.sight(view.viewport)
    (x, y), (right, bottom) = view.whereabouts.extent
    return left <= x and top <= y and right <= left + width and bottom <= top + height


@pytest.mark.parametrize("is_fitted", [True, False])
def test_a_picture_that_grows_stays_in_sight_unless_somebody_looks_elsewhere(arranger, qtbot, monkeypatch, is_fitted):
    monkeypatch.setattr(pacing, "LIVE_AFTER_S", 0.0)
    monkeypatch.setattr(pacing, "LIVE_EVERY_S", 0.0)
    view = arranger._view
    view.fit(at_once=True) if is_fitted else view.set_camera(Camera(0.0, 0.0, 4.0))
    arranger.run("force", {"spacing": 4.0})
    task, seen = arranger._tasks.running("layout"), []
    shown = task.on_step

    def look(step: Shown) -> None:
        shown(step)
        seen.append((in_sight(view), view.camera.zoom))

    task.on_step = look
    rest(qtbot, arranger)
    if is_fitted:
        assert {inside for inside, _ in seen} == {True}
    else:
        assert {zoom for _, zoom in seen} == {4.0}


def test_entities_that_are_not_shown_keep_their_places(document, arranger, qtbot):
    arranger._view.set_scope(arranger._view.scope.model_copy(update={"hidden": frozenset({"b"})}))
    arranger.run("circular")
    rest(qtbot, arranger)
    assert document.project.positions.get("b") == PLACES["b"]


def many_steps(count: int, asked: list[int]) -> Iterator[Step]:
    def places(turn: int) -> Positions:
        asked.append(turn)
        return Positions(["a"], [(turn, 0)])

    for turn in range(1, count + 1):
        yield Step(partial(places, turn), turn / count)


def test_positions_of_steps_that_nobody_draws_are_never_worked_out():
    asked: list[int] = []
    task: Task[Shown] = Task("layout", "Arranging", lambda: iter(()))
    *_, last = Pace(100_000).keep(many_steps(500, asked), task)
    assert asked == [500]
    assert last.positions is not None
    assert last.positions.get("a") == (500.0, 0.0)


def test_a_step_that_has_no_places_yet_is_not_drawn(monkeypatch):
    monkeypatch.setattr(pacing, "LIVE_AFTER_S", 0.0)
    monkeypatch.setattr(pacing, "LIVE_EVERY_S", 0.0)
    ids, pile, apart = "abcd", [(0, 0)] * 3 + [(90, 0)], [(0, 0), (50, 0), (0, 50), (90, 0)]
    steps = [Step(Positions(ids, xy), progress) for xy, progress in ((pile, 0.1), (apart, 0.5), (apart, 1.0))]
    task: Task[Shown] = Task("layout", "Arranging", lambda: iter(()))
    drawn = [step.positions is not None for step in Pace(0).keep(iter(steps), task)]
    assert drawn == [False, True, True]


def test_a_cancelled_run_ends_between_two_steps():
    asked: list[int] = []
    task: Task[Shown] = Task("layout", "Arranging", lambda: iter(()))
    task.cancel()
    assert list(Pace(1).keep(many_steps(500, asked), task)) == []
