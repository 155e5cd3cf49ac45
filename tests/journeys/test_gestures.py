"""What a hand does on the canvas beyond a click: thresholds, wheel, panning, leaving a gesture half-way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.widgets.legend import Legend
from tests.journeys.conftest import spot

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


def drag(desk, qtbot, start: QPoint, way: QPoint, button=LEFT, keys=NO_KEYS, *, release: bool = True) -> None:
    qtbot.mousePress(desk.canvas, button, keys, start)
    for share in (0.2, 0.6, 1.0):
        qtbot.mouseMove(desk.canvas, start + way * share)
    if release:
        qtbot.mouseRelease(desk.canvas, button, keys, start + way)


def turn(desk, at: QPoint, steps: int) -> None:
    event = QWheelEvent(
        QPointF(at), QPointF(desk.canvas.mapToGlobal(at)), QPoint(), QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton, NO_KEYS, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(desk.canvas, event)


def test_the_wheel_zooms_about_the_pointer_in_even_steps(desk):
    before, at = desk.view.camera.zoom, spot(desk, "nvidia")
    turn(desk, at, 1)
    once = desk.view.camera.zoom
    turn(desk, at, 1)
    assert once / before == pytest.approx(desk.view.camera.zoom / once)
    assert (spot(desk, "nvidia") - at).manhattanLength() <= 2
    turn(desk, at, -2)
    assert desk.view.camera.zoom == pytest.approx(before)


def test_a_hand_that_trembles_by_three_pixels_clicks_and_moves_nothing(desk, qtbot):
    drag(desk, qtbot, spot(desk, "nvidia"), QPoint(2, 1))
    assert desk.selection.entities == {"nvidia"}
    assert desk.document.undo_stack.count() == 0


@pytest.mark.parametrize("target", ["nvidia", None])
def test_the_middle_button_pans_wherever_it_is_pressed(desk, qtbot, target):
    start = spot(desk, target) if target else QPoint(5, 5)
    before = spot(desk, "deepseek")
    drag(desk, qtbot, start, QPoint(40, 25), MIDDLE)
    assert (spot(desk, "deepseek") - before - QPoint(40, 25)).manhattanLength() <= 2
    assert desk.document.undo_stack.count() == 0
    assert not desk.selection.now


def lasso(desk, qtbot, at, corners, keys=NO_KEYS) -> None:
    first, *others = (at + QPoint(*corner) for corner in corners)
    qtbot.mousePress(desk.canvas, LEFT, keys, first)
    for corner in others:
        qtbot.mouseMove(desk.canvas, corner)
    qtbot.mouseRelease(desk.canvas, LEFT, keys, others[-1])


def test_alt_drag_selects_with_a_lasso(desk, qtbot):
    around = ((-40, -40), (40, -40), (40, 40), (-40, 40))
    lasso(desk, qtbot, spot(desk, "nvidia"), around, Qt.KeyboardModifier.AltModifier)
    assert "nvidia" in desk.selection.entities
    assert "deepseek" not in desk.selection.entities


def test_s_drag_selects_with_a_lasso_even_from_an_entity_on(desk, qtbot):
    at, before = spot(desk, "nvidia"), desk.document.project.positions.get("nvidia")
    QTest.keyPress(desk.canvas, Qt.Key.Key_S)
    lasso(desk, qtbot, at, ((8, 8), (-40, 20), (-40, -40), (40, -40)))
    QTest.keyRelease(desk.canvas, Qt.Key.Key_S)
    assert "nvidia" in desk.selection.entities
    assert desk.document.project.positions.get("nvidia") == before
    lasso(desk, qtbot, QPoint(5, 5), ((0, 0), (30, 10)))
    assert desk.selection.entities, "a drag is a drag again"


def test_escape_ends_a_running_gesture_before_anything_else(desk, qtbot):
    desk.navigator.go_to("nvidia")
    camera, position = desk.view.camera, desk.document.project.positions.get("nvidia")
    for start, keys in (
        (QPoint(5, 5), NO_KEYS),
        (QPoint(5, 5), Qt.KeyboardModifier.ShiftModifier),
        (spot(desk, "nvidia"), NO_KEYS),
    ):
        drag(desk, qtbot, start, QPoint(60, 30), keys=keys, release=False)
        qtbot.keyClick(desk.canvas, Qt.Key.Key_Escape)
        qtbot.mouseRelease(desk.canvas, LEFT, keys, start + QPoint(60, 30))
        assert desk.view.camera == camera
        assert desk.document.project.positions.get("nvidia") == position
        assert desk.selection.entities == {"nvidia"}
        assert desk.view.scope.focus is not None
    assert not desk.document.is_dirty


def test_what_is_selected_moves_together(desk, qtbot):
    desk.selection.set(["nvidia", "h800"])
    before = {key: desk.document.project.positions.get(key) for key in ("nvidia", "h800", "deepseek")}
    drag(desk, qtbot, spot(desk, "nvidia"), QPoint(30, -20))
    after = {key: desk.document.project.positions.get(key) for key in before}
    ways = {key: (after[key][0] - before[key][0], after[key][1] - before[key][1]) for key in before}
    assert ways["nvidia"] == pytest.approx(ways["h800"])
    assert ways["deepseek"] == (0, 0)
    assert desk.document.undo_stack.count() == 1


def test_hovering_dims_the_rest_and_then_tells_about_it_literally(desk, qtbot):
    qtbot.mouseMove(desk.canvas, spot(desk, "nvidia"))
    emphasis = desk.view.emphasis(desk.view.frame, desk.selection.now)
    assert emphasis.lit_nodes is not None
    with qtbot.waitSignal(desk.canvas.tooltip_requested, timeout=2000) as told:
        pass
    assert told.args[0].entity == "nvidia"
    qtbot.mouseMove(desk.canvas, QPoint(3, 3))
    assert desk.view.emphasis(desk.view.frame, desk.selection.now).lit_nodes is None


def test_a_click_on_the_legend_reaches_nothing_that_lies_below_it(desk, click, qtbot):
    click(desk, "nvidia")
    legend = desk.canvas.findChild(Legend)
    below = desk.view.camera.panned(
        legend.geometry().center().x() - spot(desk, "h800").x(), legend.y() + 4 - spot(desk, "h800").y()
    )
    desk.view.set_camera(below)
    desk.canvas.settle()
    qtbot.mouseClick(legend, LEFT, pos=legend.mapFrom(desk.canvas, spot(desk, "h800")))
    assert desk.selection.entities == {"nvidia"}


def test_nothing_stays_hovered_while_the_pointer_is_on_the_legend(desk, qtbot):
    desk.view.hover(entity="nvidia")
    legend = desk.canvas.findChild(Legend)
    point = QPointF(3, 3)
    QApplication.sendEvent(legend, QEnterEvent(point, point, legend.mapToGlobal(point)))
    assert not desk.view.hovered
