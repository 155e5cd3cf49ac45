"""The main job: from DeepSeek to the H800 relation, to who said it and in which words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from tests.journeys.conftest import spot

RELATION = "deepseek-uses-h800"


def test_clicking_an_entity_selects_it_and_moves_nothing(desk, click):
    before = desk.document.project.positions
    click(desk, "deepseek")
    assert desk.selection.entities == {"deepseek"}
    assert desk.document.project.positions == before
    assert not desk.document.is_dirty


def test_clicking_a_relation_shows_its_quotation_in_the_panel(desk, click):
    click(desk, RELATION)
    assert desk.selection.relations == {RELATION}
    current = desk.answers.current_evidence()
    assert current in desk.document.project.relations[RELATION].evidence


def test_the_evidence_is_walked_through_with_keys(desk, click, qtbot):
    click(desk, RELATION)
    first = desk.answers.current_evidence()
    desk.actions["next_evidence"].trigger()
    assert desk.answers.current_evidence() != first
    desk.actions["previous_evidence"].trigger()
    assert desk.answers.current_evidence() == first


def test_enter_on_the_canvas_opens_the_first_evidence(desk, click, qtbot):
    click(desk, RELATION)
    desk.actions["next_evidence"].trigger()
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Return)
    assert desk.answers.current_evidence() == desk.document.project.relations[RELATION].evidence[0]


def test_open_in_article_brings_the_article_to_the_front(desk, click):
    click(desk, RELATION)
    desk.actions["open_evidence"].trigger()
    assert desk.centre.pages.currentIndex() == 1


def test_a_citation_is_copied(desk, click):
    click(desk, RELATION)
    desk.actions["copy_citation"].trigger()
    assert desk.answers.current_evidence().quote.exact in QGuiApplication.clipboard().text()


def test_ctrl_click_adds_and_takes_out(desk, click):
    click(desk, "deepseek")
    click(desk, "nvidia", Qt.KeyboardModifier.ControlModifier)
    assert desk.selection.entities == {"deepseek", "nvidia"}
    click(desk, "deepseek", Qt.KeyboardModifier.ControlModifier)
    assert desk.selection.entities == {"nvidia"}


def test_clicking_the_background_clears_and_back_returns(desk, click, qtbot):
    click(desk, "deepseek")
    qtbot.mouseClick(desk.canvas, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert not desk.selection.now
    desk.actions["back"].trigger()
    assert desk.selection.entities == {"deepseek"}
    desk.actions["forward"].trigger()
    assert not desk.selection.now


def test_double_click_goes_there_and_escape_leaves_in_order(desk, click, qtbot):
    qtbot.mouseDClick(desk.canvas, Qt.MouseButton.LeftButton, pos=spot(desk, "nvidia"))
    assert desk.view.scope.focus.centre == ("nvidia",)
    assert set(desk.view.visible.entities) == set(desk.document.project.entities)
    lit = desk.view.emphasis(desk.view.frame, desk.selection.now).lit_nodes
    assert lit is not None
    assert 1 < len(lit) < len(desk.document.project.entities)
    qtbot.keyClick(desk.canvas, Qt.Key.Key_2)
    assert desk.view.scope.focus.depth == 2
    desk.actions["escape"].trigger()
    assert desk.view.scope.focus is None
    assert desk.selection.entities == {"nvidia"}
    desk.actions["escape"].trigger()
    assert not desk.selection.now


def test_double_click_on_the_background_creates_nothing(desk, qtbot):
    before = desk.document.project.to_file()
    qtbot.mouseDClick(desk.canvas, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert desk.document.project.to_file() == before
    assert not desk.document.is_dirty


def test_dragging_an_entity_moves_it_once_and_undo_brings_it_back(desk, qtbot):
    start, before = spot(desk, "nvidia"), desk.document.project.positions.get("nvidia")
    qtbot.mousePress(desk.canvas, Qt.MouseButton.LeftButton, pos=start)
    for step in (4, 20, 40, 60):
        qtbot.mouseMove(desk.canvas, start + QPoint(step, step // 2))
    qtbot.mouseRelease(desk.canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 30))
    assert desk.document.project.positions.get("nvidia") != before
    assert desk.document.undo_stack.count() == 1
    desk.actions["undo"].trigger()
    assert desk.document.project.positions.get("nvidia") == before


def test_shift_drag_selects_with_a_box(desk, qtbot):
    shift = Qt.KeyboardModifier.ShiftModifier
    far = QPoint(desk.canvas.width() - 2, desk.canvas.height() - 2)
    qtbot.mousePress(desk.canvas, Qt.MouseButton.LeftButton, shift, QPoint(2, 2))
    qtbot.mouseMove(desk.canvas, QPoint(200, 200))
    qtbot.mouseMove(desk.canvas, far)
    qtbot.mouseRelease(desk.canvas, Qt.MouseButton.LeftButton, shift, far)
    assert desk.selection.entities == set(desk.view.visible.entities)


def test_arrows_walk_between_neighbours_and_shift_arrows_between_relations(desk, click, qtbot):
    click(desk, "deepseek")
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Left)
    reached = desk.selection.now.only_entity
    assert reached not in {None, "deepseek"}
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    relation = desk.document.project.relations[desk.selection.now.only_relation]
    assert reached in {relation.source, relation.target}
