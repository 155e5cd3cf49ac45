"""Focus, arrows, expanding, back and forward: moving about without changing a fact."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu

from explorer.drawing.picking import Hit
from explorer.model.filters import Facet, Filters
from explorer.widgets.overview import Overview
from tests.journeys.conftest import spot


def context_menu(desk, **hit) -> QMenu:
    return desk.context_menu.build(Hit(**hit), desk.canvas)


def choose(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text().startswith(text)).trigger()


def test_focus_dims_the_rest_and_brings_the_entity_to_the_middle(desk, qtbot):
    showing = desk.furnish() and desk.window.findChild(QLabel, "showing")
    counts = showing.text()
    frame = desk.view.frame
    qtbot.mouseDClick(desk.canvas, Qt.MouseButton.LeftButton, pos=spot(desk, "nvidia"))
    assert showing.text() == counts
    middle, at = desk.canvas.rect().center(), spot(desk, "nvidia")
    left, top, right, bottom = desk.view.reserved
    assert abs(at.x() - middle.x() - (left - right) / 2) <= 2
    assert abs(at.y() - middle.y() - (top - bottom) / 2) <= 2
    assert desk.view.frame.nodes.ids == frame.nodes.ids
    assert "h800" in desk.view.spotlight
    assert "elon-musk" not in desk.view.spotlight


def test_number_keys_and_plus_and_minus_set_the_depth(desk, click, qtbot):
    click(desk, "nvidia")
    seen = []
    for key in (Qt.Key.Key_1, Qt.Key.Key_3):
        qtbot.keyClick(desk.canvas, key)
        seen.append(len(desk.view.spotlight))
    assert seen[0] < seen[1]
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Plus)
    assert desk.view.scope.focus.depth == 4
    qtbot.keyClick(desk.canvas, Qt.Key.Key_Minus)
    assert desk.view.scope.focus.depth == 3


def test_the_focus_chip_leaves_the_focus(desk, qtbot):
    desk.navigator.go_to("nvidia")
    chip = desk.window.findChild(QAbstractButton, "focus_chip")
    assert chip.isVisible()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert desk.view.spotlight is None
    assert not chip.isVisible()


@pytest.mark.parametrize(
    ("key", "way"),
    [(Qt.Key.Key_Left, (-1, 0)), (Qt.Key.Key_Right, (1, 0)), (Qt.Key.Key_Up, (0, -1)), (Qt.Key.Key_Down, (0, 1))],
)
def test_an_arrow_goes_to_a_neighbour_in_its_own_quarter_if_there_is_one(desk, qtbot, key, way):
    project = desk.document.project
    for entity in desk.view.visible.entities:
        desk.navigator.select_entity(entity)
        here = project.positions.get(entity)
        ends = {
            end
            for each in project.relations_of(entity)
            for end in (project.relations[each].source, project.relations[each].target)
        } - {entity}
        offsets = {
            end: (project.positions.get(end)[0] - here[0], project.positions.get(end)[1] - here[1]) for end in ends
        }
        quarter = {
            end
            for end, (x, y) in offsets.items()
            if (along := x * way[0] + y * way[1]) > 0 and abs(x * way[1]) + abs(y * way[0]) < along
        }
        qtbot.keyClick(desk.canvas, key)
        if quarter:
            assert desk.selection.now.only_entity in quarter


def test_expanding_by_kind_brings_back_what_was_hidden_and_says_how_much(desk):
    relation = desk.document.project.relations["deepseek-uses-h800"]
    desk.navigator.hide_relation(relation.id)
    menu = context_menu(desk, entity="h800")
    expand = next(action.menu() for action in menu.actions() if action.text() == "Expand")
    assert isinstance(expand, QMenu)
    assert "Everything (1 more)" in [action.text() for action in expand.actions()]
    choose(expand, "used")
    assert relation.id in desk.view.visible.relation_set
    menu.deleteLater()


def test_expand_promises_nothing_that_a_filter_keeps_away(desk):
    desk.view.set_filters(Filters().with_value(Facet.STANDING, "contested"))
    menu = context_menu(desk, entity="deepseek")
    expand = next(action for action in menu.actions() if action.text() == "Expand")
    assert not expand.isEnabled()
    menu.deleteLater()


def test_collapsing_from_the_menu_shows_a_count_at_the_entity(desk):
    menu = context_menu(desk, entity="deepseek")
    choose(menu, "Collapse")
    menu.deleteLater()
    frame = desk.view.frame
    assert frame.nodes.folded[frame.nodes.row["deepseek"]] == desk.view.visible.folded["deepseek"] > 0
    menu = context_menu(desk, entity="deepseek")
    choose(menu, "Unfold")
    menu.deleteLater()
    assert not desk.view.visible.folded


def test_the_mouse_buttons_go_back_and_forward_wherever_the_pointer_is(desk, click):
    click(desk, "deepseek")
    click(desk, "nvidia")
    for place in (desk.canvas, desk.answers, desk.left.lists.lists[0].viewport()):
        point = place.mapTo(desk.window, place.rect().center())
        QTest.mousePress(desk.window.windowHandle(), Qt.MouseButton.BackButton, Qt.KeyboardModifier.NoModifier, point)
        assert desk.selection.entities == {"deepseek"}
        QTest.mousePress(
            desk.window.windowHandle(), Qt.MouseButton.ForwardButton, Qt.KeyboardModifier.NoModifier, point
        )
        assert desk.selection.entities == {"nvidia"}


def test_back_returns_from_the_article_to_the_graph_and_forward_to_the_article(desk, click, qtbot):
    click(desk, "deepseek-uses-h800")
    desk.actions["open_evidence"].trigger()
    assert desk.centre.pages.currentIndex() == 1
    qtbot.keyClick(desk.window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert desk.centre.pages.currentIndex() == 0
    assert desk.selection.relations == {"deepseek-uses-h800"}
    qtbot.keyClick(desk.window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert desk.centre.pages.currentIndex() == 1


def test_turning_to_the_article_shows_the_passage_that_one_is_at(desk, click, qtbot):
    click(desk, "deepseek-uses-h800")
    qtbot.mouseClick(desk.window.findChild(QAbstractButton, "article_tab"), Qt.MouseButton.LeftButton)
    assert desk.articles._current == desk.articles._excerpt_of(desk.answers.current_evidence().id)
    assert desk.articles.text.verticalScrollBar().value() > 0


def test_turning_to_a_tab_is_a_place_too(desk, qtbot):
    qtbot.mouseClick(desk.window.findChild(QAbstractButton, "article_tab"), Qt.MouseButton.LeftButton)
    assert desk.navigator.article == desk.articles.article
    desk.actions["back"].trigger()
    assert desk.window.findChild(QAbstractButton, "graph_tab").isChecked()


def test_a_click_in_the_overview_goes_there_and_its_map_is_the_same_at_every_zoom(desk, qtbot):
    overview = desk.canvas.findChild(Overview)
    scale, offset = overview.placing()
    for _ in range(3):
        desk.actions["zoom_in"].trigger()
    desk.canvas.settle()
    qtbot.mouseClick(overview, Qt.MouseButton.LeftButton, pos=QPoint(20, 20))
    again, there = overview.placing()
    assert again == pytest.approx(scale)
    assert (there.x(), there.y()) == pytest.approx((offset.x(), offset.y()))
    left, top = desk.document.project.positions.xy.min(axis=0).tolist()
    right, bottom = desk.document.project.positions.xy.max(axis=0).tolist()
    assert left <= desk.view.camera.x < (left + right) / 2
    assert top <= desk.view.camera.y < (top + bottom) / 2
