"""Everything without a mouse: Tab as one reads, lists as the canvas's twin, menus where the keyboard is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QWidget


def focus(desk):
    return QApplication.focusWidget() or desk.window.focusWidget()


@pytest.fixture
def active(desk, qtbot):
    desk.window.activateWindow()
    desk.canvas.setFocus()
    qtbot.waitUntil(desk.canvas.hasFocus)
    return desk


def walk(desk, qtbot, limit: int = 400) -> list[QWidget]:
    seen: list[QWidget] = []
    while (at := focus(desk)) not in seen and len(seen) < limit:
        seen.append(at)
        qtbot.keyClick(at, Qt.Key.Key_Tab)
    return seen


def test_tab_reaches_every_stop_of_the_window_and_comes_back(active, qtbot):
    seen = walk(active, qtbot)
    places = [active.window.top_bar, active.window.left, active.centre, active.window.right]
    stops = {
        widget
        for place in places
        for widget in place.findChildren(QAbstractButton)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible() and widget.isEnabled()
    }
    assert stops <= set(seen)
    assert focus(active) is active.canvas


def test_tab_goes_through_the_filters_from_top_to_bottom(active, qtbot):
    seen = [each for each in walk(active, qtbot) if active.left.filters.isAncestorOf(each)]
    tops = [each.mapTo(active.left.filters, QPoint(0, 0)).y() for each in seen]
    assert len(seen) > 20
    assert tops == sorted(tops)


def test_the_canvas_shows_that_it_has_the_keyboard_even_with_nothing_selected(active, qtbot):
    def edge() -> str:
        return active.canvas.grab().toImage().pixelColor(active.canvas.width() // 2, 2).name().upper()

    accent = active.view.theme.color("accent")
    assert edge() != accent
    active.canvas.clearFocus()
    active.canvas.setFocus(Qt.FocusReason.TabFocusReason)
    assert edge() == accent
    active.navigator.select_entity("nvidia")
    assert edge() != accent
    assert active.view.focused.entity == "nvidia"


def test_a_list_shows_where_the_keyboard_is_even_with_nothing_selected(active):
    twin = active.left.lists.lists[0]
    active.navigator.hide("openai")
    twin.setFocus(Qt.FocusReason.TabFocusReason)
    assert twin.currentIndex().isValid()
    assert not active.selection.now


def test_the_keyboard_stays_in_the_panel_while_its_pages_change(active, click, qtbot):
    click(active, "deepseek-uses-h800")
    qtbot.keyClick(active.canvas, Qt.Key.Key_Return)
    assert active.answers.isAncestorOf(focus(active))
    active.actions["back"].trigger()
    qtbot.waitUntil(lambda: active.answers.isAncestorOf(focus(active)))


def test_enter_on_a_row_goes_to_the_entity_or_to_the_first_evidence(active, qtbot):
    lists = active.left.lists
    lists.lists[0].setFocus()
    lists.lists[0].setCurrentIndex(lists.models[0].index(lists.models[0].row_of("nvidia"), 0))
    qtbot.keyClick(lists.lists[0], Qt.Key.Key_Return)
    assert active.view.scope.focus.centre == ("nvidia",)
    lists.show_list(1)
    lists.lists[1].setFocus()
    lists.lists[1].setCurrentIndex(lists.models[1].index(lists.models[1].row_of("deepseek-uses-h800"), 0))
    qtbot.keyClick(lists.lists[1], Qt.Key.Key_Return)
    assert active.selection.relations == {"deepseek-uses-h800"}
    assert active.answers.isAncestorOf(focus(active))


@pytest.mark.parametrize("target", ["nvidia", "deepseek-uses-h800"])
def test_the_menu_key_opens_the_menu_of_what_is_selected(active, target):
    if target == "nvidia":
        active.navigator.select_entity(target)
    else:
        active.navigator.select_relation(target)
    for widget in (active.canvas, active.left.lists.lists[0 if target == "nvidia" else 1]):
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(1, 1), widget.mapToGlobal(QPoint(1, 1)))
        QApplication.sendEvent(widget, event)
        menu = active.canvas.findChild(QMenu, "context_menu")
        assert menu.actions()[0].text() == "Show evidence"
        menu.close()
        menu.deleteLater()
        QApplication.sendPostedEvents(menu, 52)


def test_the_path_dialog_is_filled_and_sent_with_the_keyboard(active, qtbot):
    qtbot.keyClick(active.canvas, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    dialog = active.window.findChild(QLineEdit, "path_from").window()
    qtbot.keyClicks(dialog.findChild(QLineEdit, "path_from"), "OpenAI")
    qtbot.keyClicks(dialog.findChild(QLineEdit, "path_to"), "H800")
    qtbot.keyClick(dialog.findChild(QLineEdit, "path_to"), Qt.Key.Key_Return)
    assert {"openai", "h800"} <= active.selection.entities
