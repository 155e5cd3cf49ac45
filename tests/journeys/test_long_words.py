"""Names of ten thousand letters, markup and reversed writing: nothing is cut off, blown up or believed."""

from __future__ import annotations

import json

import pytest
from PySide6.QtWidgets import QLabel

from explorer.model.filters import Facet, Filters
from explorer.resources import bundled_graph
from explorer.widgets.filter_value import FilterValue
from explorer.widgets.hints import entity_hint

NOVEL = "<b>bold</b><script>alert(1)</script> \u202eevil " + "long " * 2000


@pytest.fixture
def desk(open_desk, tmp_path):
    path = tmp_path / f"{'a very long name ' * 8}.json"
    graph = {
        "format": "edgewise-graph", "version": 1, "title": NOVEL,
        "articles": [{"id": "a", "title": NOVEL}],
        "entities": [{"id": "x", "kind": "company", "name": NOVEL}, {"id": "y", "kind": NOVEL[:90], "name": "Y"}],
        "relations": [{"id": "r", "source": "x", "target": "y", "kind": "uses",
                       "evidence": [{"id": "e", "article": "a", "quote": {"exact": NOVEL}, "stance": "claims", "speaker": "x"}]}],
    }  # fmt: skip
    path.write_text(json.dumps(graph), encoding="utf-8")
    return open_desk(path, (900, 600))


def test_a_long_file_name_leaves_room_for_the_search_box(desk):
    bar = desk.window.top_bar
    label = bar.findChild(QLabel, "file_name")
    assert bar.search.geometry().left() >= label.geometry().left() + label.fontMetrics().horizontalAdvance(label.text())
    assert bar.search.width() >= 200
    assert bar.menu_button.mapTo(bar, bar.menu_button.rect().topRight()).x() <= bar.width()


def test_long_values_stay_within_the_panel(desk):
    desk.view.set_filters(Filters().with_value(Facet.SPEAKER, "x"))
    panel = desk.left.filters
    for value in panel.findChildren(FilterValue):
        if value.isVisible():
            assert value.mapTo(panel, value.rect().topRight()).x() <= panel.width()


def test_a_tooltip_of_a_novel_is_short_and_literal(desk):
    hint = entity_hint(desk.document.project, "x")
    assert len(hint) < 1500
    assert "<script>" not in hint
    assert "\u202e" not in hint


def test_the_focus_says_its_name_in_a_few_words_and_in_order(desk):
    desk.navigator.go_to("x")
    said = desk.window.findChild(QLabel, "status_shown").text()
    assert "\u202e" not in said
    assert said.endswith("Esc leaves the focus")
    assert len(said) < 200


def test_the_bundled_file_is_named_in_full(open_desk):
    desk = open_desk(bundled_graph())
    assert desk.window.top_bar.findChild(QLabel, "file_name").text() == "graph.json"
