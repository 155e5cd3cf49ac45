"""Words looked for in all articles, beside the window's own work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from explorer.model.facts import Article
from explorer.session.document import Document
from explorer.session.finding import MOST_IN_ONE, Finder, Found
from explorer.session.tasks import Tasks
from tests.builders import evidence, graph, relation

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def tasks(qtbot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.shut_down()
    made.deleteLater()


@pytest.fixture
def look(qtbot, tasks):
    """Look for words in a project; return what is told last."""

    def do(project, words: str) -> Found:
        document = Document(tasks)
        document.replace(project, None)
        finder = Finder(document, tasks, tasks)
        told: list[Found] = []
        finder.found.connect(told.append)
        with qtbot.waitSignal(tasks.idle):
            finder.look_for(words)
        return told[-1]

    return do


def test_places_in_all_articles_are_found_in_their_order(look):
    one = Article(id="one", title="One", text="Nvidia fell. Then nvidia rose.")
    two = Article(id="two", title="Two", text="All eyes on NVIDIA.")
    found = look(graph(one, Article(id="none", title="None", text="Quiet."), two), "nvidia")
    assert [(hit.article, hit.start) for hit in found.hits] == [("one", 0), ("one", 18), ("two", 12)]
    assert (found.articles, found.is_all, found.progress) == (2, True, 1.0)


def test_articles_of_which_only_quotations_are_known_are_searched_too(look):
    found = look(graph(relation("a", "uses", "b", evidence("e1", exact="known words", start=70))), "known")
    assert [hit.start for hit in found.hits] == [70]


def test_of_very_many_places_some_are_told_and_that_there_are_more(look):
    found = look(graph(Article(id="one", title="One", text="word " * (MOST_IN_ONE + 50))), "word")
    assert len(found.hits) == MOST_IN_ONE
    assert not found.is_all


def test_a_search_can_be_broken_off(qtbot, tasks):
    document = Document(tasks)
    document.replace(graph(Article(id="one", title="One", text="word")), None)
    finder = Finder(document, tasks, tasks)
    finder.look_for("word")
    with qtbot.waitSignal(finder.stopped):
        assert finder.cancel()
    assert not finder.is_busy


def test_looking_for_nothing_tells_so_at_once(qtbot, tasks):
    finder = Finder(Document(tasks), tasks, tasks)
    with qtbot.waitSignal(finder.found) as told:
        finder.look_for("  ")
    assert told.args[0].hits == ()
    assert not finder.is_busy
