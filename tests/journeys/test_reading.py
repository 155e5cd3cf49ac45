"""Reading in the window: words looked for in all articles, and the way back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from explorer.model.attaching import attach, compared

ARTICLE = "deepseek-shakes-markets"


@pytest.fixture
def places(desk, qtbot):
    """Look for words in all articles; return the panel when it knows."""

    def do(words: str):
        desk.actions["find_words"].trigger()
        panel = desk.reading.panel
        panel.input.setText(words)
        qtbot.waitUntil(lambda: panel.count.text() not in {"", "Looking…"})
        return panel

    return do


def test_places_in_all_articles_are_listed_and_lead_there(desk, places, qtbot):
    panel = places("stockpiled")
    assert panel.count.text() == "1 in 1 article"
    qtbot.keyClick(panel.input, Qt.Key.Key_Return)
    assert desk.navigator.article == ARTICLE
    assert desk.articles.text.textCursor().selectedText() == "stockpiled"
    assert panel.isVisible()


def test_what_is_nowhere_is_said_to_be_nowhere(places):
    assert places("no such words").count.text() == "In no article"


def test_ctrl_f_looks_into_the_article_that_is_in_front(desk):
    desk.navigator.turn_to(ARTICLE)
    desk.actions["find"].trigger()
    assert desk.articles.finding.bar.isVisible()
    assert not desk.palette.isVisible()


def test_what_is_looked_for_in_one_article_is_looked_for_in_all(desk, qtbot):
    desk.navigator.turn_to(ARTICLE)
    desk.actions["find"].trigger()
    qtbot.keyClicks(desk.articles.finding.bar.input, "stockpiled")
    qtbot.mouseClick(desk.articles.finding.bar.all, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.reading.panel.count.text() == "1 in 1 article")


def test_escape_leaves_search_words_and_article_one_after_the_other(desk, places, qtbot):
    panel = places("stockpiled")
    qtbot.keyClick(panel.input, Qt.Key.Key_Return)
    desk.actions["escape"].trigger()
    assert desk.articles.text.chosen_words() is None
    desk.actions["escape"].trigger()
    assert not panel.isVisible()
    assert desk.navigator.article == ARTICLE
    desk.actions["escape"].trigger()
    assert desk.navigator.article is None
    assert desk.canvas.hasFocus()


def test_the_whole_text_is_read_and_clicked_both_ways(desk, article_text, qtbot):
    project = desk.document.project
    comparison = compared(project, ARTICLE, article_text)
    desk.document.do(attach(project, comparison, frozenset(), {}, ()), "Attach")
    desk.navigator.turn_to(ARTICLE)
    reader = desk.articles
    assert "full text" in reader.header.line.text()
    assert "not where" not in reader.header.line.text()
    desk.selection.set([], ["deepseek-uses-h800"])
    cursor = reader.text.document().find("R1 using just")
    assert reader.text.viewport().rect().contains(reader.text.cursorRect(cursor).center())
    cursor = reader.text.document().find("Hangzhou-based")
    cursor.setPosition(cursor.selectionStart() + 4)
    reader.text.setTextCursor(cursor)
    qtbot.keyClick(reader.text, Qt.Key.Key_Return)
    chosen = desk.document.project.relations[desk.selection.now.only_relation]
    assert any("Hangzhou-based" in item.quote.exact for item in chosen.evidence)
