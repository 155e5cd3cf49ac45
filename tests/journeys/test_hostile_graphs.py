"""Graphs that nobody would draw, in the window: one looks around in them, selects, and drags the hub, and it goes on."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt

from explorer.model.facts import Entity, GraphFile, Relation
from explorer.model.positions import Positions
from explorer.model.project import Project

MANY, SOME = 1_500, 300


def disc(count: int) -> np.ndarray:
    angle, away = np.arange(count) * 2.4, 60.0 * np.sqrt(np.arange(count))
    return np.column_stack((np.cos(angle) * away, np.sin(angle) * away))


def partly(value: float, count: int) -> np.ndarray:
    places = disc(count)
    places[3::7] = value
    return places


HOSTILE = {
    "a star": ([(0, row) for row in range(1, MANY)], disc(MANY)),
    "parallels": ([(row % 2, 1 - row % 2) for row in range(SOME)], disc(2)),
    "loops": ([(0, 0)] * SOME, disc(1)),
    "one point": ([(row, row * 7 % MANY) for row in range(MANY)], np.zeros((MANY, 2))),
    "partly nowhere": ([(row, row * 7 % MANY) for row in range(MANY)], partly(np.nan, MANY)),
    "partly far beyond": ([(row, row * 7 % MANY) for row in range(MANY)], partly(1e30, MANY)),
}


def graph(ties: list[tuple[int, int]], places: np.ndarray) -> Project:
    entities = tuple(Entity(id=f"e{row}", kind="person", name=f"Name {row}") for row in range(len(places)))
    relations = tuple(
        Relation(id=f"r{row}", source=f"e{one}", target=f"e{other}", kind="uses")
        for row, (one, other) in enumerate(ties)
    )
    project = Project(GraphFile(entities=entities, relations=relations))
    project.positions = Positions(tuple(project.entities), places)
    return project


@pytest.mark.parametrize("name", HOSTILE)
def test_one_looks_around_in_a_hostile_graph_and_drags_its_hub(desk, name, qtbot):
    project = graph(*HOSTILE[name])
    desk.document.replace(project, None)
    desk.view.fit(at_once=True)
    canvas = desk.canvas
    canvas.settle()
    canvas.zoom_about(QPointF(200, 200), 40.0)
    canvas.settle()
    desk.view.set_camera(desk.view.camera.panned(5_000, 0))
    canvas.settle()
    desk.view.fit(at_once=True)
    desk.selection.set(["e0"])
    canvas.settle()
    start = canvas.screen_point("e0")
    before = desk.view.whereabouts.spot("e0")
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(canvas, start + QPoint(20, 0))
    qtbot.mouseMove(canvas, start + QPoint(60, 30))
    canvas.grab()
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 30))
    canvas.settle()

    assert not canvas.grab().isNull()
    after = desk.view.whereabouts.spot("e0")
    assert np.isfinite(after).all()
    assert after != before or name == "one point"  # where all lie on each other, the pointer takes another


@pytest.mark.parametrize("size", [(900, 1), (1, 500)])
def test_a_canvas_a_pixel_wide_or_high_lives(desk, size):
    desk.document.replace(graph(*HOSTILE["a star"]), None)
    desk.canvas.setMinimumSize(1, 1)
    desk.canvas.resize(*size)
    desk.view.fit(at_once=True)
    desk.canvas.settle()
    assert (desk.canvas.grab().width(), desk.canvas.grab().height()) == size
    assert np.isfinite(tuple(desk.view.camera)).all()
