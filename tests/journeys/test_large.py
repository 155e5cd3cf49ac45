"""What is large is drawn by workers: the same picture a little later, and something to look at meanwhile."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage

from explorer.drawing.camera import Camera
from explorer.model.changes import Move
from explorer.model.filters import Facet, Filters
from explorer.session.surveyor import KEY
from explorer.widgets.workshop import BACKDROP, RASTER, STATES, Pace


@pytest.fixture
def large(open_desk, monkeypatch, qtbot):
    """A window that takes the bundled graph for a large one."""
    monkeypatch.setattr("explorer.session.view.LARGE", 5)
    desk = open_desk()
    ready(qtbot, desk)
    return desk


def ready(qtbot, desk) -> None:
    """Wait until nothing better is on its way."""

    def calm() -> bool:
        desk.canvas.repaint()
        return all(desk.tasks.running(key) is None for key in (RASTER, STATES, BACKDROP, KEY))

    qtbot.waitUntil(calm, timeout=10_000)


def pixels(desk) -> np.ndarray:
    image = desk.canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.width(), 4)[..., :3].copy()


def different(one: np.ndarray, other: np.ndarray) -> float:
    """The share of pixels that differ by more than rounding."""
    return float((np.abs(one.astype(int) - other.astype(int)).max(axis=2) > 8).mean())


def test_a_worker_draws_what_is_drawn_at_once_otherwise(large, monkeypatch, qtbot):
    large.selection.set(["nvidia"])
    ready(qtbot, large)
    large.canvas.settle()
    by_worker = pixels(large)
    monkeypatch.undo()
    large.canvas.settle()
    assert different(by_worker, pixels(large)) < 0.005


def test_what_is_filtered_is_shown_until_the_next_picture_is_there(large, qtbot):
    before = pixels(large)
    large.view.set_filters(Filters().only(Facet.ENTITY_KIND, "person"))
    at_once = pixels(large)
    ready(qtbot, large)
    after = pixels(large)
    assert different(before, at_once) < 0.02
    assert different(before, after) > 0.02


def test_hovering_dims_the_rest_as_soon_as_a_worker_has_painted_it(large, qtbot):
    before = pixels(large)
    qtbot.mouseMove(large.canvas, large.canvas.screen_point("nvidia"))
    assert large.view.hovered.entity == "nvidia"
    ready(qtbot, large)
    assert different(before, pixels(large)) > 0.05
    qtbot.mouseMove(large.canvas, QPoint(3, 3))
    ready(qtbot, large)
    assert different(before, pixels(large)) < 0.001


def test_zooming_in_stretches_first_and_is_sharp_later(large, qtbot):
    large.canvas.zoom_about(QPointF(300, 300), 1.7)
    stretched = pixels(large)
    qtbot.waitUntil(lambda: large.canvas.workshop.picture.layer.frame.zoom == large.view.camera.zoom, timeout=10_000)
    ready(qtbot, large)
    sharp = pixels(large)
    large.canvas.settle()
    assert different(sharp, pixels(large)) < 0.001
    assert different(stretched, sharp) > 0.001


def test_a_pan_beyond_all_that_was_drawn_is_never_bare_and_then_sharp(large, qtbot):
    workshop = large.canvas.workshop
    large.canvas.zoom_by(4.0)
    qtbot.waitUntil(lambda: large.canvas.workshop.picture.layer.frame.zoom == large.view.camera.zoom, timeout=10_000)
    qtbot.waitUntil(lambda: workshop.has_backdrop, timeout=10_000)
    camera = large.view.camera
    large.view.set_camera(camera.panned(1000, 0))
    assert workshop.bare_share(coarse_too=False) > 0.5
    assert workshop.bare_share(coarse_too=True) == 0.0
    ready(qtbot, large)
    assert workshop.bare_share(coarse_too=False) == 0.0


def test_where_one_came_from_is_still_sharp_until_it_is_drawn_again(large, qtbot):
    workshop = large.canvas.workshop
    large.canvas.zoom_by(4.0)
    qtbot.waitUntil(lambda: workshop.picture.layer.frame.zoom == large.view.camera.zoom, timeout=10_000)
    ready(qtbot, large)
    here, before = large.view.camera, pixels(large)
    large.view.set_camera(here.panned(1000, 0))
    ready(qtbot, large)
    large.view.set_camera(here)
    assert workshop.bare_share(coarse_too=False) == 0.0
    assert different(before, pixels(large)) < 0.001


def test_another_graph_is_never_shown_with_the_picture_of_the_one_before(large, qtbot):
    large.document.replace(large.document.project.snapshot(), None)
    canvas = large.view.theme.color("canvas")
    drawn = pixels(large)[200, 200:400]
    blank = np.array([int(canvas[at : at + 2], 16) for at in (5, 3, 1)])
    assert (drawn == blank).all()
    ready(qtbot, large)
    assert large.canvas.workshop.picture is not None


def test_a_click_on_what_has_gone_meanwhile_selects_nothing(large, qtbot):
    from explorer.model.changes import Remove
    from explorer.model.facts import Entity

    spot = large.canvas.screen_point("nvidia")
    for key in list(large.document.project.relations_of("nvidia")):
        large.document.do(Remove(type(large.document.project.relations[key]), key), "Remove")
    large.document.do(Remove(Entity, "nvidia"), "Remove Nvidia")
    assert large.canvas.hit_at(QPointF(spot)).entity is None


def test_a_box_selects_by_what_is_on_the_screen(large, qtbot):
    corner = QPoint(large.canvas.width() - 1, large.canvas.height() - 1)
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mousePress(large.canvas, Qt.MouseButton.LeftButton, shift, QPoint(1, 1))
    qtbot.mouseMove(large.canvas, corner / 2)
    qtbot.mouseMove(large.canvas, corner)
    qtbot.mouseRelease(large.canvas, Qt.MouseButton.LeftButton, shift, corner)
    assert large.selection.entities == large.view.visible.entity_set


def test_places_of_nowhere_leave_all_else_in_sight(large, qtbot):
    large.document.do(Move({"nvidia": (1e30, 0.0), "deepseek": (0.0, -1e30)}), "Lose two")
    large.view.fit(at_once=True)
    ready(qtbot, large)
    assert not large.view.sees_nothing
    assert large.view.camera.zoom > 0.1


@pytest.mark.parametrize("size", [(1, 1), (1, 900), (900, 1)])
def test_a_window_of_next_to_no_size_is_drawn(large, qtbot, size):
    large.canvas.setMinimumSize(1, 1)
    large.canvas.resize(*size)
    ready(qtbot, large)
    large.canvas.zoom_by(2.0)
    ready(qtbot, large)
    assert large.canvas.workshop.picture is not None


def test_everything_at_one_point_is_drawn(large, qtbot):
    large.document.do(Move(dict.fromkeys(large.document.project.entities, (5.0, 5.0))), "Pile up")
    large.view.fit(at_once=True)
    ready(qtbot, large)
    places = large.canvas.workshop.picture.layer.frame.nodes.xy
    assert places.min() == places.max()


def test_the_speed_of_a_camera_is_forgotten_once_it_rests():
    pace = Pace()
    for step in range(4):
        pace.note(Camera(step * 10.0, 0.0, 2.0), step * 0.02)
    assert pace.at(0.06).x() == pytest.approx(1000.0)
    assert pace.at(0.5).isNull()
    pace.note(Camera(0.0, 0.0, 3.0), 0.08)
    assert pace.at(0.08).isNull()
