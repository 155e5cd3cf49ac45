"""The window itself: sizes, themes, layouts, panels, crashes."""

from __future__ import annotations

import json
import sys

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextTable
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QTextBrowser, QWidget

from explorer.model.changes import Move
from explorer.resources import bundled_graph
from explorer.session.actions import ACTIONS
from explorer.session.arranging import KEY
from explorer.widgets.last_look import cache_folder, keep_look, kept_look, picture_of


def test_every_action_has_a_verb_and_an_action(desk):
    assert set(desk.actions) == {row.id for row in ACTIONS}


@pytest.mark.parametrize("size", [(900, 600), (1440, 900), (3840, 2160)])
def test_the_window_fits_from_small_to_large_and_shows_the_whole_graph(open_desk, size):
    desk = open_desk(size=size)
    assert (desk.window.width(), desk.window.height()) == size
    desk.view.fit(at_once=True)
    camera, (width, height) = desk.view.camera, desk.view.viewport
    x, y, w, h = desk.view.frame.bounds
    left, top = x - camera.x * camera.zoom + width / 2, y - camera.y * camera.zoom + height / 2
    assert left >= -1
    assert top >= -1
    assert left + w <= width + 1
    assert top + h <= height + 1


def test_light_and_dark_change_everything_at_once(desk):
    light = desk.window.grab().toImage()
    desk.actions["theme_dark"].trigger()
    dark = desk.window.grab().toImage()
    for x, y in ((20, 20), (280, 110), (1420, 880), (20, 880)):
        assert light.pixelColor(x, y).lightness() > 200
        assert dark.pixelColor(x, y).lightness() < 90


@pytest.mark.parametrize("name", ["force", "concentric", "communities", "kinds", "columns", "circular", "layered"])
def test_every_layout_runs_and_is_one_undo_step(desk, qtbot, name):
    desk.selection.set(["deepseek"])
    before = desk.document.project.to_file()
    with qtbot.waitSignal(desk.tasks.idle, timeout=20000):
        desk.actions[f"layout_{name}"].trigger()
    assert desk.document.undo_stack.count() == 1
    assert set(desk.document.project.positions.ids) >= set(desk.document.project.entities)
    desk.actions["undo"].trigger()
    assert desk.document.project.to_file() == before


def test_cancelling_a_layout_leaves_everything_where_it_was(desk):
    before = desk.document.project.positions
    desk.actions["layout_force"].trigger()
    assert desk.tasks.running(KEY) is not None
    desk.actions["escape"].trigger()
    assert desk.tasks.running(KEY) is None
    assert desk.document.project.positions == before
    assert desk.document.undo_stack.count() == 0


def test_pinned_entities_stay(desk, qtbot):
    desk.selection.set(["nvidia"])
    desk.actions["pin"].trigger()
    at = desk.document.project.positions.get("nvidia")
    with qtbot.waitSignal(desk.tasks.idle, timeout=20000):
        desk.actions["layout_force"].trigger()
    assert desk.document.project.positions.get("nvidia") == pytest.approx(at)


def test_pinning_an_entity_without_a_place_pins_it_where_it_is_drawn(desk, qtbot):
    desk.document.do(Move({"nvidia": None}), "Lose Nvidia")
    desk.selection.set(["nvidia"])
    drawn = desk.view.positions_shown().get("nvidia")
    qtbot.mouseClick(desk.answers.header.pin, Qt.MouseButton.LeftButton)
    assert desk.document.project.pinned == {"nvidia"}
    assert desk.document.project.positions.get("nvidia") == pytest.approx(drawn)
    assert desk.actions["undo"].text() == "Undo Pin Nvidia"
    assert desk.answers.header.pin.isChecked()
    qtbot.mouseClick(desk.answers.header.pin, Qt.MouseButton.LeftButton)
    assert desk.document.project.pinned == frozenset()
    assert not desk.answers.header.pin.isChecked()
    assert desk.document.undo_stack.count() == 3  # losing the place, pinning, freeing


def test_panels_come_back_after_reset(desk):
    desk.window.left.close()
    desk.window.right.setFloating(True)
    desk.actions["reset_layout"].trigger()
    assert desk.window.left.isVisible()
    assert not desk.window.right.isFloating()


def test_the_line_between_filters_and_list_stays_where_it_was_put_until_the_layout_is_reset(open_desk):
    def share(desk) -> float:
        upper, lower = desk.left.splitter.sizes()
        return upper / (upper + lower)

    desk = open_desk()
    first = share(desk)
    desk.left.splitter.setSizes([200, 600])
    moved = share(desk)
    assert moved < first - 0.1
    desk.window.close()
    again = open_desk()
    again.window.restore()
    assert share(again) == pytest.approx(moved, abs=0.01)
    again.actions["reset_layout"].trigger()
    QApplication.processEvents()
    assert share(again) == pytest.approx(first, abs=0.01)


def test_space_lets_a_layout_wait_and_says_so(desk, qtbot):
    desk.actions["layout_force"].trigger()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Space)
    assert desk.tasks.running(KEY).is_paused
    assert "waits" in desk.window.findChild(QWidget, "status_shown").text()
    with qtbot.waitSignal(desk.tasks.idle, timeout=20000):
        qtbot.keyClick(desk.canvas, Qt.Key.Key_Space)
    assert desk.document.undo_stack.count() == 1


def test_a_closed_panel_comes_back_from_the_menu(desk):
    for name, dock in (("show_left", desk.window.left), ("show_right", desk.window.right)):
        assert desk.actions[name].isChecked()
        dock.close()
        assert not desk.actions[name].isChecked()
        desk.actions[name].trigger()
        assert dock.isVisible()
        assert desk.actions[name].isChecked()


def test_undoing_a_layout_brings_everything_back_into_sight(desk, qtbot):
    with qtbot.waitSignal(desk.tasks.idle, timeout=20000):
        desk.actions["layout_circular"].trigger()
    desk.actions["undo"].trigger()
    camera, (width, height) = desk.view.camera, desk.view.viewport
    x, y, w, h = desk.view.frame.bounds
    left, top = x - camera.x * camera.zoom + width / 2, y - camera.y * camera.zoom + height / 2
    assert left >= -1
    assert top >= -1
    assert left + w <= width + 1
    assert top + h <= height + 1


def test_actions_that_need_a_selection_are_grey_without_one(desk):
    entity = {"copy_name", "hide", "hide_others", "focus", "pin", "collapse", "expand", "fit_selection", "select_none"}
    relation = {"copy_citation", "open_evidence", "parallel"}
    assert not any(desk.actions[name].isEnabled() for name in entity | relation)
    desk.navigator.select_entity("nvidia")
    assert all(desk.actions[name].isEnabled() for name in entity)
    assert not any(desk.actions[name].isEnabled() for name in relation)
    desk.navigator.select_relation("deepseek-uses-h800")
    assert all(desk.actions[name].isEnabled() for name in relation)


def test_the_menu_says_which_theme_was_chosen(desk):
    assert [name for name in ("system", "light", "dark") if desk.actions[f"theme_{name}"].isChecked()] == ["system"]
    desk.actions["toggle_theme"].trigger()
    assert [name for name in ("system", "light", "dark") if desk.actions[f"theme_{name}"].isChecked()] == ["dark"]


def test_recent_files_stand_in_the_menu_and_can_be_forgotten(desk, tmp_path):
    path = tmp_path / "a & b.json"
    path.write_bytes(bundled_graph().read_bytes())
    desk.files.open(path)
    rows = [action.text() for action in desk.controls.recent.actions() if not action.isSeparator()]
    assert rows[0] == str(path.resolve()).replace("&", "&&")
    keep_look(cache_folder(), b"n" * 32, picture_of(desk.window))
    desk.controls.recent.actions()[-1].trigger()
    assert not desk.controls.recent.isEnabled()
    assert kept_look(cache_folder(), b"n" * 32) is None


def test_a_large_graph_without_places_is_arranged_when_it_opens(desk, qtbot, tmp_path):
    path = tmp_path / "large.json"
    entities = [{"id": f"e{number}", "kind": "company", "name": f"Company {number}"} for number in range(2001)]
    path.write_text(json.dumps({"format": "edgewise-graph", "version": 1, "title": "Large", "entities": entities}))
    desk.files.open(path)
    qtbot.waitUntil(lambda: not desk.arranger.is_running, timeout=10_000)
    assert len(desk.document.project.positions) == 2001
    assert not desk.document.is_dirty


def test_f6_moves_the_keyboard_between_panels(desk):
    desk.canvas.setFocus()
    seen = set()
    for _ in range(4):
        desk.actions["next_panel"].trigger()
        focus = desk.window.focusWidget()
        seen.add(
            next(
                (
                    place
                    for place in (desk.centre, desk.window.right, desk.window.left, desk.window.top_bar)
                    if place.isAncestorOf(focus)
                ),
                None,
            )
        )
    assert len(seen - {None}) >= 3


def test_an_unexpected_exception_writes_a_crash_file_and_the_window_lives_on(desk, tmp_path):
    desk.crashes.install()
    try:
        raise_quietly(RuntimeError("unexpected"))
    finally:
        desk.crashes.uninstall()
    files = list((tmp_path / "crashes").glob("crash-*.txt"))
    assert len(files) == 1
    text = files[0].read_text(encoding="utf-8")
    assert "RuntimeError: unexpected" in text
    assert desk.window.isVisible()
    assert "Something went wrong" in desk.window.findChild(QWidget, "status_shown").text()


def raise_quietly(error: Exception) -> None:
    try:
        raise error
    except RuntimeError:
        sys.excepthook(*sys.exc_info())


def test_help_that_is_open_comes_to_the_front_instead_of_opening_twice(desk):
    for _ in range(2):
        desk.actions["shortcuts"].trigger()
    windows = desk.window.findChildren(QDialog, "shortcuts_window")
    assert len(windows) == 1
    windows[0].close()


def test_a_floating_panel_wears_a_frame_and_a_docked_one_none(desk, qtbot):
    dock = desk.window.right
    dock.setFloating(True)
    qtbot.waitUntil(lambda: dock.contentsMargins().left() == 1)
    assert dock.grab().toImage().pixelColor(0, 200).name().upper() == desk.view.theme.color("line_strong")
    dock.setFloating(False)
    qtbot.waitUntil(lambda: dock.contentsMargins().left() == 0)


def test_every_button_has_a_name_that_can_be_spoken(desk):
    for select in (
        lambda: desk.selection.clear(),
        lambda: desk.navigator.select_entity("deepseek"),
        lambda: desk.navigator.select_relation("deepseek-uses-h800"),
        lambda: desk.selection.set(["deepseek", "nvidia"]),
        lambda: desk.actions["open_evidence"].trigger(),
    ):
        select()
        QApplication.processEvents()
        nameless = [
            f"{type(button).__name__} {button.objectName()}"
            for button in desk.window.findChildren(QAbstractButton)
            if button.isVisible() and not (button.accessibleName() or button.text()).strip()
        ]
        assert nameless == []


def test_help_opens(desk):
    desk.actions["shortcuts"].trigger()
    desk.actions["manual"].trigger()
    windows = [desk.window.findChild(QWidget, name) for name in ("shortcuts_window", "manual_window")]
    assert all(window.isVisible() for window in windows)
    page = windows[1].findChild(QTextBrowser)
    words = page.toPlainText()
    assert words.startswith("Edgewise: the manual")
    assert page.document().idealWidth() <= page.viewport().width(), "it scrolls in one direction only"
    tables = [frame for frame in page.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]
    assert all(table.cellAt(table.rows() - 1, 0).firstCursorPosition().block().text() for table in tables)
    assert "\N{OBJECT REPLACEMENT CHARACTER}" not in words  # pictures stay in the repository
    for window in windows:
        window.close()
