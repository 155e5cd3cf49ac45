"""Texts beside the graph whose articles are gone: told after saving, and deleted when a person agrees."""

from __future__ import annotations

import pytest

from explorer.model.changes import Put, Remove
from explorer.model.facts import Article
from explorer.model.kept_texts import BESIDE, adding
from explorer.model.project import Project
from explorer.opening import home_at
from explorer.stores.article_texts import file_of, stray_texts
from tests.builders import graph


@pytest.fixture
def path(tmp_path):
    """A graph of two articles whose texts lie beside it."""
    made, project = tmp_path / "news.json", Project()
    texts = [Article(id="a1", title="One", text="First."), Article(id="a2", title="Two", text="2")]
    adding(project, texts, BESIDE).apply(project)
    home_at(made, None).save(project)
    return made


@pytest.fixture
def desk(open_desk, path):
    return open_desk(path)


def test_the_text_of_a_deleted_article_is_told_after_saving_once_and_deleted_when_agreed(desk, path, answers):
    said: list[str] = []
    desk.safety.leftovers.noticed.connect(said.append)
    desk.document.do(Remove(Article, "a2"), "Delete it")
    desk.document.save()
    assert said == ["Saved. 1 text in news.articles belongs to no article any more: File ▸ Delete leftover texts…"]
    desk.document.do(Put(Article(id="a3", title="Three")), "Add one")
    desk.document.save()
    assert len(said) == 1
    answers.confirmations = [False, True]
    desk.actions["leftovers"].trigger()
    assert file_of(path, "a2").exists()
    desk.actions["leftovers"].trigger()
    assert "Delete 1 text that no article of this graph has?" in answers.asked[-1]
    assert (file_of(path, "a1").exists(), file_of(path, "a2").exists()) == (True, False)
    assert said[-1] == "Deleted 1 text from news.articles."
    desk.actions["leftovers"].trigger()
    assert said[-1] == "Every text beside the graph belongs to one of its articles."


def test_undo_brings_a_deleted_text_back_at_the_next_save(desk, path, answers):
    desk.document.do(Remove(Article, "a2"), "Delete it")
    desk.document.save()
    answers.confirmations = [True]
    desk.actions["leftovers"].trigger()
    desk.document.undo_stack.undo()
    desk.document.save()
    assert file_of(path, "a2").read_text(encoding="utf-8") == "2"


def test_former_versions_go_with_their_article_and_other_files_stay(path):
    folder = file_of(path, "a1").parent
    for name in ("a1.0123abcd.txt", "gone.0123abcd.txt", "gone.txt", "notes.md"):
        (folder / name).write_text("x", encoding="utf-8")
    project = graph(Article(id="a1", title="One"), Article(id="a2", title="Two"))
    assert [found.name for found in stray_texts(project, path)] == ["gone.0123abcd.txt", "gone.txt"]


def test_where_another_graph_shares_the_folder_nothing_is_called_stray(path):
    path.with_suffix(".edgewise").write_bytes(b"")
    assert stray_texts(graph(), path) == ()
