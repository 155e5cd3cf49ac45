"""A store too large to be loaded: searched and counted where it lies, and brought into view part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QWidget

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
