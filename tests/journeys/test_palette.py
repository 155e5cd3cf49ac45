"""One box for entities, relations, articles and actions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QWidget


@pytest.fixture
def palette(desk, qtbot):
    desk.actions["palette"].trigger()
    found = desk.window.findChild(QWidget, "palette")
    qtbot.waitUntil(found.isVisible)
    return found


def type_in(qtbot, palette, text: str) -> None:
    field = palette.findChild(QLineEdit, "palette_input")
    field.clear()
    qtbot.keyClicks(field, text)


def press(qtbot, palette, key: Qt.Key) -> None:
    qtbot.keyClick(palette.findChild(QLineEdit, "palette_input"), key)


def test_enter_goes_to_the_best_entity(desk, palette, qtbot):
    type_in(qtbot, palette, "h800")
    press(qtbot, palette, Qt.Key.Key_Return)
    assert desk.selection.entities == {"h800"}
    assert not palette.isVisible()


def test_a_typo_still_finds(desk, palette, qtbot):
    type_in(qtbot, palette, "nvdia")
    press(qtbot, palette, Qt.Key.Key_Return)
    assert desk.selection.entities == {"nvidia"}


def test_tab_narrows_and_a_relation_can_be_chosen(desk, palette, qtbot):
    type_in(qtbot, palette, "h800")
    press(qtbot, palette, Qt.Key.Key_Tab)
    press(qtbot, palette, Qt.Key.Key_Tab)
    press(qtbot, palette, Qt.Key.Key_Return)
    chosen = desk.selection.now.only_relation
    relation = desk.document.project.relations[chosen]
    assert "h800" in {relation.source, relation.target}


def test_words_of_an_article_lead_to_their_passage(desk, palette, qtbot):
    type_in(qtbot, palette, "talk is cheap")
    press(qtbot, palette, Qt.Key.Key_Return)
    assert desk.centre.pages.currentIndex() == 1


def test_ctrl_f_finds_entities_over_the_graph(desk, qtbot):
    qtbot.keyClick(desk.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    palette = desk.window.findChild(QWidget, "palette")
    type_in(qtbot, palette, "deepseek")
    rows = [row for row in desk.palette.list.model().rows if not isinstance(row, str)]
    assert rows
    assert {row.group for row in rows} == {"entities"}


def test_an_action_runs(desk, palette, qtbot):
    before = desk.view.theme.mode
    type_in(qtbot, palette, "dark theme")
    press(qtbot, palette, Qt.Key.Key_Return)
    assert (before, desk.view.theme.mode) == ("light", "dark")


def test_escape_closes_only_the_palette(desk, palette, qtbot):
    desk.selection.set(["nvidia"])
    press(qtbot, palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert desk.selection.entities == {"nvidia"}


def test_a_click_beside_it_closes_it(desk, palette, qtbot):
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(4, palette.height() - 4))
    assert not palette.isVisible()


def test_nothing_found_says_so_and_enter_does_nothing(desk, palette, qtbot):
    type_in(qtbot, palette, "zzzqqqxxx")
    press(qtbot, palette, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert not desk.selection.now


def test_only_actions_that_do_something_are_offered(desk, palette, qtbot):
    def offered() -> set[str]:
        return {row.id for row in desk.palette.list.model().rows if not isinstance(row, str) and row.verb == "action"}

    type_in(qtbot, palette, "hide")
    assert "hide" not in offered()
    desk.selection.set(["nvidia"])
    type_in(qtbot, palette, "hide")
    assert "hide" in offered()


def test_a_path_is_asked_for_and_shown_with_its_quotations(desk, qtbot):
    desk.actions["path"].trigger()
    dialog = desk.window.findChild(QWidget, "path_dialog")
    dialog.findChild(QLineEdit, "path_from").setText("OpenAI")
    dialog.findChild(QLineEdit, "path_to").setText("H800")
    dialog.accept()
    shown = {
        label.accessibleName() or label.text()
        for label in desk.answers.findChildren(QWidget)
        if hasattr(label, "text") and label.isVisible()
    }
    assert any("OpenAI" in text for text in shown)


def test_two_names_that_are_one_get_a_sentence(desk, qtbot):
    desk.actions["path"].trigger()
    dialog = desk.window.findChild(QWidget, "path_dialog")
    dialog.findChild(QLineEdit, "path_from").setText("Nvidia")
    dialog.findChild(QLineEdit, "path_to").setText("nvidia")
    dialog.accept()
    assert dialog.isVisible()
    dialog.reject()
