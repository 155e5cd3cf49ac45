"""A store too large to be loaded: searched and counted where it lies, and brought into view part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListView, QWidget

from explorer.drawing.picking import Hit
from explorer.model.changes import Put
from explorer.model.facts import Relation
from explorer.model.filters import Facet, Filters
from explorer.model.telling import Lens
from explorer.stores.browsed import browse
from explorer.stores.sqlite import SqliteStore, load
from explorer.widgets.rows import EntityRow
from tests.builders import tiny

if TYPE_CHECKING:
    from pathlib import Path

    from explorer.desk import Desk

LINES = (
    *(f"hub:company -owns-> leaf{number}:company | claims kim" for number in range(40)),
    "leaf0 -makes-> chip:chip | asserts",
    "chip -uses-> far:topic",
    "lonely:country",
)
RELATIONS = 42


@pytest.fixture
def path(tmp_path) -> Path:
    store = SqliteStore.create(tmp_path / "g.edgewise")
    store.save(tiny(*LINES))
    store.close()
    return store.path


@pytest.fixture
def desk(open_desk, path, qtbot) -> Desk:
    """Open a window on a part of a store."""
    made: Desk = open_desk()
    made.files.show(browse(path))
    return made


def settled(desk: Desk, qtbot) -> None:
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)
    qtbot.wait(1)
    qtbot.waitUntil(lambda: not desk.tasks.is_busy, timeout=20_000)


def relations(desk: Desk) -> set[str]:
    return set(desk.document.project.relations)


def go(desk: Desk, qtbot, entity: str) -> None:
    desk.navigator.select_entity(entity)
    qtbot.waitUntil(lambda: entity in desk.selection.entities, timeout=20_000)
    settled(desk, qtbot)


def test_the_window_begins_with_the_whole_store_in_words_and_nothing_on_the_canvas(desk, qtbot):
    page = desk.window.findChild(QWidget, "browsing_page")
    rows = [row for row in page.findChildren(EntityRow) if not row.isHidden()]
    assert "hub, 40" in [row.accessibleName() for row in rows]
    assert not desk.view.visible.entities
    said = desk.window.findChild(QWidget, "nothing_shown").findChild(QLabel).text()
    assert "Search for an entity" in said


def test_an_entity_brings_what_is_near_it_and_says_what_is_not_loaded(desk, qtbot):
    go(desk, qtbot, "hub")
    assert len(relations(desk)) == 25
    assert desk.browser.hidden("hub") == 15
    assert desk.view.visible.folded["hub"] == 15
    assert f"25 of {RELATIONS} relations loaded" in desk.browser.loaded
    assert set(desk.view.visible.entities) <= set(desk.document.project.positions.ids)
    assert not desk.document.is_dirty


def test_expanding_brings_the_rest_and_leaves_everybody_where_they_were(desk, qtbot):
    go(desk, qtbot, "hub")
    before = desk.document.project.positions.as_dict()
    desk.navigator.go_to("hub")
    settled(desk, qtbot)
    assert len(relations(desk)) == 40
    assert desk.browser.hidden("hub") == 0
    after = desk.document.project.positions.as_dict()
    assert {key: after[key] for key in before} == before


def test_who_speaks_is_known_by_name_and_not_drawn(desk, qtbot):
    go(desk, qtbot, "hub")
    assert desk.document.project.entities["kim"].name == "kim"
    assert "kim" not in desk.view.visible.entities


def test_collapsing_and_removing_let_go_and_the_store_keeps_everything(desk, qtbot, path):
    go(desk, qtbot, "hub")
    desk.navigator.collapse(["hub"])
    assert relations(desk) == set()
    assert desk.view.visible.entities == ("hub",)
    assert desk.browser.hidden("hub") == 40
    desk.navigator.drop(["hub"])
    assert not desk.view.visible.entities
    assert not desk.document.is_dirty
    assert len(load(path).project.relations) == RELATIONS


def test_the_palette_searches_the_whole_store_typos_and_all(desk, qtbot):
    desk.actions["palette"].trigger()
    qtbot.keyClicks(desk.palette.input, "lonly")
    qtbot.keyClick(desk.palette.input, Qt.Key.Key_Return)  # perhaps before the store has answered
    qtbot.waitUntil(lambda: desk.selection.entities == {"lonely"}, timeout=20_000)
    assert desk.view.visible.entities == ("lonely",)


def test_a_quotation_in_the_store_leads_to_its_relation(desk, qtbot):
    words = desk.browser.reader.facts(["r41"]).relations[0].evidence[0].quote.exact
    desk.palette.open(desk.window.top_bar.search, "articles")
    qtbot.keyClicks(desk.palette.input, words)
    settled(desk, qtbot)
    offers = [row for row in desk.palette.list.model().rows if not isinstance(row, str)]
    assert "r41" in {offer.owner for offer in offers}


def test_the_list_is_of_the_whole_store_until_somebody_asks_for_what_is_loaded(desk, qtbot):
    lists = desk.left.lists
    whole = desk.window.findChild(QListView, "whole_list")
    qtbot.waitUntil(lambda: whole.model().rowCount() > 0, timeout=20_000)
    assert whole.model().rowCount() == len(load(desk.document.path).project.entities)
    assert whole.model().index(0, 0).data() == "hub"
    qtbot.mouseClick(
        whole.viewport(), Qt.MouseButton.LeftButton, pos=whole.visualRect(whole.model().index(0, 0)).center()
    )
    qtbot.waitUntil(lambda: desk.selection.entities == {"hub"}, timeout=20_000)
    settled(desk, qtbot)
    lists.show_list(1)
    assert lists.lists[1].model().rowCount() == 25
    assert "25 of 40 relations are loaded" in text_in(desk.answers.entity_page)


def text_in(page: QWidget) -> str:
    return " ".join(
        label.text() for label in page.findChildren(QWidget) if hasattr(label, "text") and not label.isHidden()
    )


def test_filters_count_the_whole_store_and_narrow_what_is_brought(desk, qtbot):
    settled(desk, qtbot)
    desk.view.set_filters(Filters().only(Facet.RELATION_KIND, "makes"))
    qtbot.waitUntil(lambda: desk.browser.census.totals == (2, 1), timeout=20_000)
    settled(desk, qtbot)
    assert desk.browser.census.numbers[Facet.RELATION_KIND]["owns"] == 40
    assert desk.window.findChild(QLabel, "showing").text().startswith("2 of 4")
    go(desk, qtbot, "leaf0")
    assert relations(desk) == {"r41"}


def test_the_menu_offers_what_is_not_loaded_by_kind_and_direction(desk, qtbot):
    go(desk, qtbot, "chip")
    desk.navigator.drop(["far"])
    go(desk, qtbot, "hub")
    menu = desk.context_menu.build(Hit(entity="hub"), desk.canvas)
    inner = next(action.menu() for action in menu.actions() if action.text().startswith("Expand (15 more)"))
    qtbot.waitUntil(lambda: any("owns" in row.text() for row in inner.actions()), timeout=20_000)
    row = next(row for row in inner.actions() if "owns" in row.text())
    assert row.text() == "owns → (15 more)"
    row.trigger()
    qtbot.waitUntil(lambda: desk.browser.hidden("hub") == 0, timeout=20_000)
    settled(desk, qtbot)
    menu.deleteLater()


def test_a_depth_is_brought_before_it_is_shown(desk, qtbot):
    go(desk, qtbot, "far")
    desk.navigator.set_depth(3)
    qtbot.waitUntil(lambda: desk.view.scope.focus is not None, timeout=20_000)
    settled(desk, qtbot)
    assert {"far", "chip", "leaf0", "hub"} <= set(desk.view.visible.entities)


def test_edits_of_a_part_are_saved_and_undone_like_any(desk, qtbot, path):
    go(desk, qtbot, "hub")
    hub = desk.document.project.entities["hub"]
    desk.document.do(Put(hub.model_copy(update={"name": "Renamed"})), "Rename hub")
    desk.navigator.drop(["hub"])
    assert "hub" in desk.document.project.entities  # undo has to find it
    desk.actions["save"].trigger()
    assert not desk.document.is_dirty
    assert load(path).project.entities["hub"].name == "Renamed"
    assert len(load(path).project.relations) == RELATIONS
    desk.document.undo_stack.undo()
    assert desk.document.project.entities["hub"].name == "hub"


def test_what_others_save_is_taken_in_where_it_is_loaded(desk, qtbot, path):
    go(desk, qtbot, "chip")
    other = load(path)
    Put(other.project.entities["chip"].model_copy(update={"name": "Theirs"})).apply(other.project)
    Put(Relation(id="new", source="chip", target="lonely", kind="uses")).apply(other.project)
    other.store.save(other.project)
    other.store.close()
    desk.browser.watch.look()
    qtbot.waitUntil(lambda: desk.document.project.entities["chip"].name == "Theirs", timeout=20_000)
    assert desk.browser.hidden("chip") == 1
    settled(desk, qtbot)
    assert desk.browser.census.summary.relations == RELATIONS + 1
    assert not desk.document.is_dirty


def test_a_store_that_vanishes_or_breaks_is_told_and_the_window_lives_on(desk, qtbot, path):
    go(desk, qtbot, "chip")
    said: list[str] = []
    desk.browser.noticed.connect(said.append)
    path.rename(path.with_name("elsewhere.edgewise"))
    desk.browser.watch.look()
    desk.browser.watch.look()
    assert len(said) == 1
    assert "no longer where it was" in said[0]
    path.write_bytes(b"SQLite format 3\0 and nothing more")
    desk.browser.watch._is_told = False
    desk.browser.watch.look()
    assert "was replaced" in said[-1]
    assert "chip" in desk.document.project.entities


def test_loading_all_is_asked_for_and_makes_it_a_document_like_any(desk, qtbot, answers):
    answers.confirmations = [False]
    desk.files.load_all()
    assert desk.browser.is_on
    answers.confirmations = [True]
    desk.files.load_all()
    qtbot.waitUntil(lambda: not desk.browser.is_on, timeout=20_000)
    settled(desk, qtbot)
    assert len(relations(desk)) == RELATIONS
    assert "take about" in answers.asked[0]


def test_saving_under_another_name_copies_the_whole_store_and_goes_on_there(desk, qtbot, answers, path, tmp_path):
    go(desk, qtbot, "chip")
    chip = desk.document.project.entities["chip"]
    desk.document.do(Put(chip.model_copy(update={"name": "Renamed"})), "Rename chip")
    answers.paths = [tmp_path / "copy.edgewise"]
    desk.actions["save_as"].trigger()
    qtbot.waitUntil(lambda: desk.document.path == tmp_path / "copy.edgewise", timeout=20_000)
    assert not desk.document.is_dirty
    whole = load(tmp_path / "copy.edgewise").project
    assert len(whole.relations) == RELATIONS
    assert whole.entities["chip"].name == "Renamed"
    assert load(path).project.entities["chip"].name == "chip"
    go(desk, qtbot, "hub")
    assert desk.browser.home is desk.document.store


def test_a_part_is_not_saved_as_a_graph_file(desk, qtbot, answers, tmp_path):
    answers.paths = [tmp_path / "part.json"]
    assert not desk.files.ask_and_save_as()
    assert "Only a part of g.edgewise is loaded" in answers.told[0]
    assert not (tmp_path / "part.json").exists()


def test_any_store_can_be_browsed_on_request_and_what_is_none_is_told(desk, qtbot, answers, path, tmp_path):
    desk.files.open(path)
    assert not desk.browser.is_on
    answers.paths = [path]
    desk.actions["browse"].trigger()
    assert desk.browser.is_on
    (tmp_path / "cut.edgewise").write_bytes(path.read_bytes()[:5000])
    answers.paths = [tmp_path / "cut.edgewise"]
    desk.actions["browse"].trigger()
    assert "cut off" in answers.told[0]
    assert desk.browser.is_on


def test_going_elsewhere_leaves_a_focus_that_would_dim_it(desk, qtbot):
    go(desk, qtbot, "far")
    desk.navigator.focus(["far"], 1)
    go(desk, qtbot, "lonely")
    assert desk.view.scope.focus is None


def test_a_store_cut_off_while_it_is_open_is_told_and_the_palette_still_has_its_actions(desk, qtbot, path):
    go(desk, qtbot, "chip")
    said: list[str] = []
    desk.browser.noticed.connect(said.append)
    path.write_bytes(path.read_bytes()[:150])
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    desk.browser.home.whole.connections.close()
    desk.palette.open(desk.window.top_bar.search)
    qtbot.keyClicks(desk.palette.input, "fit")
    qtbot.waitUntil(lambda: bool(said), timeout=20_000)
    settled(desk, qtbot)
    assert "cut off" in said[0]
    assert "Fit everything" in [row.text for row in desk.palette.list.model().rows if not isinstance(row, str)]
    assert "chip" in desk.document.project.entities


def test_what_a_store_cannot_count_through_a_lens_is_said(desk, qtbot):
    go(desk, qtbot, "chip")
    assert not desk.browser.loaded.endswith("as everybody tells it")
    desk.view.set_filters(Filters().through(Lens(tellers=("kim",))))
    assert desk.browser.loaded.endswith("counts are of the whole graph, as everybody tells it")
    settled(desk, qtbot)
