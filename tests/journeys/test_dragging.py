"""Dragging entities: they are seen where they are carried, and the document learns of it when they are dropped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor

from explorer.widgets.scenery import CARRY, RASTER
from tests.journeys.conftest import spot

WAY = QPoint(-90, 70)


@pytest.fixture
def carry(desk, qtbot):
    """Take an entity by the middle and carry it some way, without letting go."""

    def do(entity: str) -> QPoint:
        start = spot(desk, entity)
        qtbot.mousePress(desk.canvas, Qt.MouseButton.LeftButton, pos=start)
        for share in (0.2, 0.6, 1.0):
            qtbot.mouseMove(desk.canvas, start + WAY * share)
        return start

    return do


def is_settled(desk) -> bool:
    """Whether no worker is at a layer."""
    return desk.tasks.running(RASTER) is None and desk.tasks.running(CARRY) is None


def fill_at(desk, point: QPoint) -> str:
    """The colour a little beside a point, where a node has no icon."""
    image = desk.canvas.grab().toImage()
    return QColor(image.pixel(point + QPoint(0, -10))).name().upper()


def test_what_is_carried_is_seen_where_it_is_carried_to(desk, carry, qtbot):
    color = desk.view.theme.kind(desk.document.project.entities["nvidia"].kind).color
    start = carry("nvidia")

    qtbot.waitUntil(lambda: is_settled(desk))
    assert fill_at(desk, start + WAY) == color
    assert fill_at(desk, start) != color
    assert not desk.document.is_dirty


def test_what_was_dropped_is_found_and_seen_where_it_was_dropped(desk, carry, qtbot):
    color = desk.view.theme.kind(desk.document.project.entities["nvidia"].kind).color
    start = carry("nvidia")
    qtbot.mouseRelease(desk.canvas, Qt.MouseButton.LeftButton, pos=start + WAY)

    assert desk.canvas.hit_at((start + WAY).toPointF()).entity == "nvidia"
    assert fill_at(desk, start + WAY) == color
    qtbot.waitUntil(lambda: is_settled(desk))
    assert desk.canvas.hit_at((start + WAY).toPointF()).entity == "nvidia"
    assert fill_at(desk, start + WAY) == color
    assert desk.document.undo_stack.count() == 1


def test_escape_puts_back_what_is_carried_and_leaves_no_step(desk, carry, qtbot):
    before = desk.document.project.positions.get("nvidia")
    picture = desk.canvas.grab().toImage()
    carry("nvidia")
    assert desk.canvas.cancel_gesture()
    desk.view.hover()

    qtbot.waitUntil(lambda: is_settled(desk))
    assert desk.document.project.positions.get("nvidia") == before
    assert desk.document.undo_stack.count() == 0
    assert not desk.document.undo_stack.canRedo()
    assert desk.canvas.grab().toImage() == picture


def test_coming_back_to_where_it_began_is_no_step(desk, carry, qtbot):
    start = carry("nvidia")
    qtbot.mouseMove(desk.canvas, start)
    qtbot.mouseRelease(desk.canvas, Qt.MouseButton.LeftButton, pos=start)

    assert desk.document.undo_stack.count() == 0


def test_all_selected_entities_go_along(desk, carry, qtbot):
    positions = desk.document.project.positions
    before = {key: positions.get(key) for key in ("nvidia", "deepseek", "openai")}
    desk.selection.set(["nvidia", "deepseek"])
    start = carry("nvidia")
    qtbot.mouseRelease(desk.canvas, Qt.MouseButton.LeftButton, pos=start + WAY)

    after = desk.document.project.positions
    dx, dy = WAY.x() / desk.view.camera.zoom, WAY.y() / desk.view.camera.zoom
    for key in ("nvidia", "deepseek"):
        assert after.get(key) == pytest.approx((before[key][0] + dx, before[key][1] + dy))
    assert after.get("openai") == before["openai"]
    assert desk.document.undo_stack.count() == 1
