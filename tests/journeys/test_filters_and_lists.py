"""Filtering by what stands beside the graph, and the lists that are its accessible twin."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractButton, QListView, QPushButton, QWidget

from explorer.drawing.style import stroke_of
from explorer.model.filters import Facet, Filters
from explorer.model.standing import Standing
from explorer.resources import bundled_graph
from explorer.session.item_models import ROW_ROLE
from explorer.widgets.filter_value import FilterValue, Fold


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


def test_a_click_on_a_voice_in_the_legend_shows_only_what_is_drawn_so(desk, qtbot):
    row = button(desk, "legend_voice_dismisses")
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    project = desk.document.project
    voices = {
        project.vocabulary.relation_kind(project.relations[key].kind).voice for key in desk.view.visible.relations
    }
    assert voices == {"dismisses"}
    assert button(desk, "filter_voice_dismisses").isChecked()
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert desk.view.scope.filters == Filters()


def test_every_stroke_on_the_canvas_is_in_the_legend(desk):
    project = desk.document.project
    drawn = {stroke_of(project, relation) for relation in project.relations.values()}
    rows = {row.objectName().removeprefix("legend_") for row in desk.canvas.findChildren(QAbstractButton)}
    assert drawn <= rows


@pytest.mark.parametrize("size", [(900, 600), (1440, 900)])
def test_no_word_of_the_legend_runs_into_the_next_sample(open_desk, size):
    desk = open_desk(size=size)
    for row in desk.canvas.findChildren(QAbstractButton):
        if row.objectName().startswith("legend_"):
            words = row.fontMetrics().horizontalAdvance(row.text())
            assert row.width() >= 40 + 8 + words


def test_values_keep_their_order_while_counts_change(desk):
    def order() -> list[str]:
        chips = desk.left.filters.findChildren(FilterValue)
        kinds = [chip for chip in chips if chip.objectName().startswith("filter_entity_kind_")]
        return [chip.objectName() for chip in sorted(kinds, key=lambda chip: (chip.y(), chip.x()))]

    before = order()
    desk.view.set_filters(Filters().with_value(Facet.STANDING, "contested"))
    assert order() == before


def test_clear_all_takes_off_filters_and_brings_back_what_was_hidden(desk, qtbot):
    desk.navigator.hide("nvidia")
    desk.view.set_filters(Filters().with_value(Facet.STANDING, "claimed"))
    qtbot.mouseClick(button(desk, "clear_filters_button"), Qt.MouseButton.LeftButton)
    assert len(desk.view.visible.entities) == len(desk.document.project.entities)


def test_what_a_filter_leaves_comes_into_sight(desk):
    desk.navigator.go_to("nvidia")
    desk.view.set_camera(desk.view.camera.panned(9000, 9000))
    assert desk.view.sees_nothing
    desk.view.set_filters(Filters().with_value(Facet.STANDING, "contested"))
    assert not desk.view.sees_nothing


def test_chips_come_off_in_any_order(desk, qtbot):
    desk.view.set_filters(Filters().with_value(Facet.STANDING, "claimed").with_value(Facet.ENTITY_KIND, "company"))
    chips = [chip for chip in desk.window.findChildren(QAbstractButton, "filter_chip") if chip.isVisible()]
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


def test_an_empty_graph_says_so_and_offers_to_open_another(open_desk, answers, tmp_path, qtbot):
    path = tmp_path / "empty.json"
    path.write_text('{"format": "edgewise-graph", "version": 1, "title": "Empty"}', encoding="utf-8")
    desk = open_desk(path)
    empty = desk.window.findChild(QWidget, "nothing_shown")
    assert empty.isVisible()
    assert not desk.canvas.findChild(QWidget, "overview").isVisible()
    assert not any(fold.isVisible() for fold in desk.left.filters.findChildren(Fold))
    answers.paths = [bundled_graph()]
    (button,) = [each for each in empty.findChildren(QPushButton) if each.isVisible()]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert desk.document.project.entities
    assert not empty.isVisible()


def test_a_row_of_the_list_selects_on_the_canvas_and_back(desk, click, qtbot):
    twin = desk.window.findChild(QListView, "entity_list")
    model = desk.left.lists.models[0]
    row = model.row_of("nvidia")
    twin.scrollTo(model.index(row, 0))
    qtbot.mouseClick(twin.viewport(), Qt.MouseButton.LeftButton, pos=twin.visualRect(model.index(row, 0)).center())
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
    twin.selectionModel().select(model.index(other, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect)
    assert desk.selection.entities == {model.id_at(other)}


def test_the_relation_list_selects_relations(desk, qtbot):
    qtbot.mouseClick(button(desk, "show_relations"), Qt.MouseButton.LeftButton)
    twin = desk.window.findChild(QListView, "relation_list")
    model = desk.left.lists.models[1]
    qtbot.mouseClick(twin.viewport(), Qt.MouseButton.LeftButton, pos=twin.visualRect(model.index(0, 0)).center())
    assert desk.selection.relations == {model.id_at(0)}
    assert model.rowCount() == len(desk.view.visible.relations)


def test_relations_of_speech_look_in_the_list_as_they_do_on_the_canvas(desk):
    model, project = desk.left.lists.models[1], desk.document.project
    rows = [model.index(number, 0).data(ROW_ROLE) for number in range(model.rowCount())]
    assert {row.id: row.kind for row in rows} == {
        key: stroke_of(project, relation) for key, relation in project.relations.items()
    }
    disputed = [project.standing(row.id) in {Standing.CONTESTED, Standing.DENIED} for row in rows]
    assert disputed == sorted(disputed, reverse=True)


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
