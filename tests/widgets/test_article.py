"""The article beside the panel: the order of the words, what rests on them, and clicks both ways."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QAbstractButton

from explorer.model.facts import Article
from explorer.widgets.reader_places import drawable_with_places
from tests.builders import company, evidence, fact, graph, relation

if TYPE_CHECKING:
    from tests.widgets.conftest import Room

ARTICLE = "deepseek-shakes-markets"
RELATION = "deepseek-uses-h800"


def spot(room: Room, words: str) -> QPoint:
    """Return the middle of the first letters of some words on the screen, scrolled to."""
    text = room.article.text
    cursor = text.document().find(words)
    assert not cursor.isNull(), words
    at = QTextCursor(text.document())
    at.setPosition(cursor.selectionStart() + 1)
    text.setTextCursor(at)
    text.ensureCursorVisible()
    return text.cursorRect(at).center()


def remarks(room: Room) -> list[QAbstractButton]:
    rows = [row for row in room.article.margin.findChildren(QAbstractButton) if row.isVisible()]
    return sorted(rows, key=lambda row: row.y())


@pytest.fixture
def click_words(qtbot):
    def do(room, words: str) -> None:
        qtbot.mouseClick(room.article.text.viewport(), Qt.MouseButton.LeftButton, pos=spot(room, words))

    return do


@pytest.fixture
def three(show):
    """Three quotations of one article: one for two relations, one for one, one for a fact."""
    founded = fact("f1", "founded", "2023", evidence("e4", exact="founded then", start=60))
    return show(
        graph(
            Article(id="a1", title="A title", publisher="Outlet", cites=("Al Jazeera",)),
            company("a", founded, name="Alpha"),
            relation("a", "uses", "b", evidence("e1", exact="both of these", start=0), key="r1"),
            relation("a", "owns", "b", evidence("e2", exact="both of these", start=0), key="r2"),
            relation("b", "uses", "c", evidence("e3", exact="just this one", start=30), key="r3"),
        )
    )


def test_quotations_stand_in_the_order_of_the_article(bundled):
    text = bundled.article.text.toPlainText()
    order = ["it used 2,000", "expressed doubt", "outright dismissed", "stockpiled 10,000"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_the_header_says_what_this_is(three):
    header = three.article.header
    assert header.title.text() == "A title"
    assert header.line.text() == "Outlet, undated · excerpts · 3 passages · names as its sources: Al Jazeera"
    assert header.place.text() == "3 passages"


def test_headings_are_there(bundled):
    for section in bundled.project.articles[ARTICLE].sections:
        assert section.heading in bundled.article.text.toPlainText()


def test_showing_evidence_goes_to_its_words(bundled):
    bundled.article.show_evidence(ARTICLE, "deepseek-possesses-a100-1")
    text = bundled.article.text
    cursor = text.document().find("stockpiled 10,000")
    assert text.viewport().rect().contains(text.cursorRect(cursor).center())
    assert " of " in bundled.article.header.place.text()


def test_a_click_on_a_passage_selects_its_relation_and_its_card(three, click_words):
    click_words(three, "just this one")
    assert three.selection.now.only_relation == "r3"
    assert three.panel.current_evidence().id == "e3"
    assert three.article.header.place.text() == "2 of 3"


def test_a_click_on_a_passage_of_several_relations_lights_them_all(three, click_words):
    click_words(three, "both of these")
    assert three.selection.relations == {"r1", "r2"}


def test_a_click_on_a_passage_of_a_fact_selects_its_entity(three, click_words):
    click_words(three, "founded then")
    assert three.selection.now.only_entity == "a"


def test_dragging_over_words_selects_text_and_nothing_else(three, qtbot):
    viewport = three.article.text.viewport()
    start = spot(three, "just this one")
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=start)
    qtbot.mouseMove(viewport, start + QPoint(60, 0))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=start + QPoint(60, 0))
    assert not three.selection.now


def test_enter_works_as_a_click_where_the_text_cursor_is(three, qtbot):
    spot(three, "just this one")
    qtbot.keyClick(three.article.text, Qt.Key.Key_Return)
    assert three.selection.now.only_relation == "r3"


def test_the_margin_leads_to_the_relation_and_marks_the_selected_one(three, press):
    assert [row.text() for row in remarks(three)] == ["Alpha uses b", "Alpha owns b", "b uses c"]
    press(remarks(three)[1])
    assert three.selection.now.only_relation == "r2"
    assert three.panel.current_evidence().id == "e2"
    assert [row.accessibleName() for row in remarks(three)] == ["Alpha uses b", "Alpha owns b, selected", "b uses c"]


def test_remarks_stand_at_or_below_their_passages_and_never_on_each_other(bundled):
    rows = remarks(bundled)
    assert all(two.y() - one.y() >= one.height() for one, two in pairwise(rows))


def test_a_passage_without_room_for_all_its_relations_says_how_many_more(show, press):
    ties = [
        relation("a", "uses", f"b{n}", evidence(f"e{n}", exact="one of the", start=0), key=f"r{n}") for n in range(5)
    ]
    following = relation("a", "owns", "c", evidence("e9", exact="next words", start=11), key="r9")
    room = show(graph(*ties, following))
    assert [row.accessibleName() for row in remarks(room)] == ["a uses b0, and 4 more", "a owns c"]
    press(remarks(room)[0])
    assert len(room.selection.relations) == 5


def test_selecting_elsewhere_writes_nothing_back(three):
    three.selection.set(["a", "b"], ["r3"])
    assert three.selection.entities == {"a", "b"}
    assert three.selection.relations == {"r3"}


def test_stepping_through_the_article_takes_the_panel_along(three, press):
    press(three.article.header.next)
    assert three.selection.relations == {"r1", "r2"}
    press(three.article.header.next)
    assert three.selection.now.only_relation == "r3"
    press(three.article.header.previous)
    assert three.selection.relations == {"r1", "r2"}


def test_walking_through_cards_takes_the_article_along(bundled):
    bundled.selection.set([], [RELATION])
    bundled.panel.next_evidence()
    second = bundled.article.header.place.text()
    bundled.panel.next_evidence()
    assert bundled.article.header.place.text() != second


def test_the_menu_of_a_passage_lists_what_rests_on_it(three):
    menu = three.article.menu_for(0, "b")
    labels = [action.text() for action in menu.actions() if action.text()]
    assert labels == [
        "Go to b",
        "Alpha uses b",
        "Alpha owns b",
        "Copy quotation",
        "Copy citation",
        "Make a relation of the selected words",
        "Copy selected text",
    ]
    menu.actions()[labels.index("Copy quotation") + 2].trigger()
    assert QGuiApplication.clipboard().text() == "both of these"


def test_a_name_outside_of_any_passage_leads_to_its_entity(show, click_words):
    article = Article(id="a1", title="T", text="These words count. Alpha is only named here.")
    room = show(graph(article, company("a", name="Alpha"), relation("a", "uses", "b", evidence(start=6))))
    click_words(room, "Alpha is")
    assert room.selection.now.only_entity == "a"


def test_quotations_without_a_place_come_last(show):
    room = show(graph(relation("a", "uses", "b", evidence("e1", exact="adrift"), evidence("e2", start=4))))
    lines = room.article.text.toPlainText().splitlines()
    assert [line.strip("…\N{NO-BREAK SPACE} ") for line in lines] == ["words", "adrift"]


def test_an_article_that_gave_nothing_says_so(show):
    room = show(graph())
    assert room.article.nothing.isVisible()
    assert room.article.header.line.text() == "undated · title only · 0 passages"


def test_places_in_a_text_survive_letters_outside_the_first_plane():
    text, places = drawable_with_places("a\N{GRINNING FACE}b\u202ec")
    assert list(places) == [0, 1, 3, 4, 5, 6]
    assert len(text.encode("utf-16-le")) // 2 == places[-1]


def test_narrow_windows_lose_the_margin_before_the_text(bundled):
    bundled.article.resize(500, 700)
    assert not bundled.article.margin.isVisible()
    bundled.article.resize(900, 700)
    assert bundled.article.margin.isVisible()
