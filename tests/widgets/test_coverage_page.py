"""Coverage below the canvas."""

from __future__ import annotations

import pytest

from explorer.model.facts import Article
from explorer.widgets.coverage_page import CoveragePage
from explorer.widgets.rows import LinkRow
from tests.builders import evidence, graph, relation

TEXT = "Acme uses chips. Nobody knows why. Corp uses chips too."


@pytest.fixture
def page(room, show, qtbot):
    made = CoveragePage(room.document, room.selection, room.view, room.questions, room.window)
    made.resize(760, 700)
    show(
        graph(
            Article(id="a1", title="Chips", text=TEXT),
            Article(id="a2", title="No text"),
            relation("a", "uses", "b", evidence("e1", exact="Acme uses chips", start=0, speaker="a"), key="r1"),
            relation("c", "uses", "b", evidence("e2", article="a2"), evidence("e3", exact="gone"), key="r2"),
        )
    )
    made.show()
    return made


def row(page: CoveragePage, words: str) -> LinkRow:
    return next(own for own in page.page.findChildren(LinkRow) if own.isVisible() and words in own.text())


@pytest.mark.parametrize(
    ("words", "relations"),
    [("word for word", {"r1"}), ("not in its article", {"r2"}), ("with a name", {"r1"}), ("own voice", {"r2"})],
)
def test_a_number_selects_what_it_counts(page, room, words, relations):
    row(page, words).click()
    assert room.selection.relations == relations


@pytest.mark.parametrize(("words", "relations"), [("stories or more", ("r2",)), ("A single one", ("r1",))])
def test_a_number_of_sources_is_a_filter(page, room, words, relations):
    row(page, words).click()
    assert room.view.visible.relations == relations


def test_what_counts_nothing_leads_nowhere(page):
    assert not row(page, "None").isEnabled()


def test_an_article_unfolds_the_sentences_that_nothing_rests_on(page, qtbot):
    row(page, "Chips").click()
    shown = [words for words in page._sentences._made if words.isVisible()]
    assert [words.text() for words in shown] == ["Nobody knows why.", "Corp uses chips too."]
    with qtbot.waitSignal(page.words_requested) as wanted:
        shown[0].links[0].click()
    assert TEXT[wanted.args[1] : wanted.args[2]] == "Nobody knows why."


def test_an_article_without_a_text_is_opened(page, qtbot):
    with qtbot.waitSignal(page.article_requested) as wanted:
        row(page, "No text").click()
    assert wanted.args == ["a2", ""]
