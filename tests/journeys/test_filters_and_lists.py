"""Filtering by what stands beside the graph, and the lists that are its accessible twin."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractButton, QListView, QPushButton

from explorer.model.filters import Facet, Filters
from explorer.model.standing import Standing


def button(desk, name: str) -> QAbstractButton:
    return desk.window.findChild(QAbstractButton, name)


def test_a_click_on_a_legend_row_shows_only_that_standing_and_again_everything(desk, qtbot):
    row = button(desk, "legend_contested")
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    shown = desk.view.visible.relations
    assert shown
    assert all(desk.document.project.standing(key) is Standing.CONTESTED for key in shown)
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert desk.view.scope.filters == Filters()


def test_chips_come_off_in_any_order(desk, qtbot):
    desk.view.set_filters(Filters().with_value(Facet.STANDING, "claimed").with_value(Facet.ENTITY_KIND, "company"))
    chips = [chip for chip in desk.window.findChildren(QPushButton, "filter_chip") if chip.isVisible()]
    assert len(chips) == 2
    qtbot.mouseClick(chips[0], Qt.MouseButton.LeftButton)
    assert [term.facet for term in desk.view.scope.filters.terms] == [Facet.ENTITY_KIND]


def test_counts_follow_the_other_filters(desk):
    before = button(desk, "filter_kind_company") or button(desk, f"filter_{Facet.ENTITY_KIND.value}_company")
    number = before.accessibleName()
    desk.view.set_filters(Filters().with_value(Facet.STANDING, "contested"))
    assert before.accessibleName() != number


def test_a_filter_that_leaves_nothing_says_so_and_offers_a_way_out(desk, qtbot):
    desk.view.set_filters(Filters().with_value(Facet.STANDING, "contested").with_value(Facet.ENTITY_KIND, "country"))
    if desk.view.visible.entities:
        desk.view.set_filters(Filters().with_value(Facet.STANDING, "unsupported"))
    assert not desk.view.visible.entities
    empty = desk.window.findChild(object, "nothing_shown")
    assert empty.isVisible()
    qtbot.mouseClick(empty.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert desk.view.visible.entities
    assert not empty.isVisible()


def test_a_row_of_the_list_selects_on_the_canvas_and_back(desk, click, qtbot):
    twin = desk.window.findChild(QListView, "entity_list")
    model = desk.left.lists.models[0]
    row = model.row_of("nvidia")
    twin.scrollTo(model.index(row))
    qtbot.mouseClick(twin.viewport(), Qt.MouseButton.LeftButton, pos=twin.visualRect(model.index(row)).center())
    assert desk.selection.entities == {"nvidia"}
    click(desk, "deepseek")
    assert [model.id_at(index.row()) for index in twin.selectionModel().selectedIndexes()] == ["deepseek"]


def test_what_is_filtered_out_stays_selected(desk):
    desk.selection.set(["deepseek", "sweden"])
    desk.view.set_filters(Filters().with_value(Facet.STANDING, "contested"))
    model = desk.left.lists.models[0]
    assert model.row_of("sweden") is None
    assert desk.selection.entities == {"deepseek", "sweden"}
    twin = desk.left.lists.lists[0]
    other = next(row for row in range(model.rowCount()) if model.id_at(row) != "deepseek")
    twin.selectionModel().select(model.index(other), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert desk.selection.entities == {model.id_at(other)}


def test_the_relation_list_selects_relations(desk, qtbot):
    qtbot.mouseClick(button(desk, "show_relations"), Qt.MouseButton.LeftButton)
    twin = desk.window.findChild(QListView, "relation_list")
    model = desk.left.lists.models[1]
    qtbot.mouseClick(twin.viewport(), Qt.MouseButton.LeftButton, pos=twin.visualRect(model.index(0)).center())
    assert desk.selection.relations == {model.id_at(0)}
    assert model.rowCount() == len(desk.view.visible.relations)


def test_hide_collapse_and_show_again(desk, click):
    click(desk, "nvidia")
    desk.actions["hide"].trigger()
    assert "nvidia" not in desk.view.visible.entities
    desk.actions["show_hidden"].trigger()
    assert "nvidia" in desk.view.visible.entities
    desk.selection.set(["deepseek"])
    desk.actions["collapse"].trigger()
    folded = desk.view.visible.folded["deepseek"]
    assert folded > 0
    assert len(desk.view.visible.entities) == len(desk.document.project.entities) - folded
    desk.actions["expand"].trigger()
    assert len(desk.view.visible.entities) == len(desk.document.project.entities)


def test_nothing_of_this_is_undoable_or_dirty(desk, click):
    click(desk, "nvidia")
    desk.actions["hide"].trigger()
    desk.view.set_filters(Filters().with_value(Facet.STANDING, "contested"))
    desk.actions["zoom_in"].trigger()
    assert desk.document.undo_stack.count() == 0
    assert not desk.document.is_dirty
