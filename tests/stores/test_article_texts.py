"""Texts of articles: in the graph file or beside it, never lost, never written over, and never in what is shared."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.cli import main
from explorer.model.changes import Put
from explorer.model.errors import UnwritableFile
from explorer.model.facts import Article, GraphFile
from explorer.model.kept_texts import BESIDE, INSIDE, KeepTexts, adding, are_inside
from explorer.model.project import Project
from explorer.model.quote_checks import sha256
from explorer.resources import bundled_graph
from explorer.stores.article_texts import file_of, folder_of
from explorer.stores.checking import check
from explorer.stores.json_file import JsonStore, load
from tests.builders import tiny

TEXT = "Größe\n\n漢字 and 👩\u200d🚀.\ttab"


def article(key="a1", text=TEXT, **more):
    return Article(id=key, title=f"Article {key}", text=text, text_sha256=sha256(text), **more)


def saved(path, *articles, where=BESIDE):
    project = Project(GraphFile())
    adding(project, articles, where).apply(project)
    store = JsonStore.create(path)
    store.save(project)
    return project, store


def test_a_text_beside_the_graph_comes_back_and_is_not_in_the_file(tmp_path):
    graph = tmp_path / "graph.json"
    saved(graph, article())
    assert "Größe" not in graph.read_text(encoding="utf-8")
    assert (tmp_path / "graph.articles" / "a1.txt").read_bytes() == TEXT.encode()
    opened = load(graph)
    assert (opened.project.articles["a1"].text, opened.notices) == (TEXT, ())


def test_a_text_in_the_graph_file_needs_no_folder(tmp_path):
    graph = tmp_path / "graph.json"
    saved(graph, article(), where=INSIDE)
    assert json.loads(graph.read_text(encoding="utf-8"))["articles"][0]["text"] == TEXT
    assert not folder_of(graph).exists()
    assert load(graph).project.articles["a1"].text == TEXT


@pytest.mark.parametrize("where", [BESIDE, INSIDE])
def test_saving_what_was_opened_changes_no_byte(tmp_path, where):
    graph = tmp_path / "graph.json"
    saved(graph, article(), where=where)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    opened = load(graph)
    opened.store.save(opened.project)
    opened.store.at(tmp_path / "copy.json").save(opened.project)
    assert {path: path.read_bytes() for path in before} == before
    assert (tmp_path / "copy.json").read_bytes() == graph.read_bytes()


def test_saving_elsewhere_takes_the_texts_along(tmp_path):
    project, store = saved(tmp_path / "graph.json", article())
    store.at(tmp_path / "other.json").save(project)
    assert load(tmp_path / "other.json").project.articles["a1"].text == TEXT


def test_a_graph_with_texts_inside_keeps_them_there(tmp_path):
    graph = tmp_path / "graph.json"
    value = {"format": "edgewise-graph", "version": 1, "articles": [{"id": "a1", "title": "One", "text": "Words."}]}
    graph.write_text(json.dumps(value), encoding="utf-8")
    opened = load(graph)
    assert are_inside(opened.project)
    Put(article("a2")).apply(opened.project)
    opened.store.save(opened.project)
    assert [own["text"] for own in json.loads(graph.read_text(encoding="utf-8"))["articles"]] == ["Words.", TEXT]


def test_a_person_can_move_the_texts_out_of_the_file_and_take_that_back(tmp_path):
    graph = tmp_path / "graph.json"
    project, store = saved(graph, article(), where=INSIDE)
    inside = graph.read_bytes()
    inverse, _ = KeepTexts(BESIDE).apply(project)
    store.save(project)
    assert file_of(graph, "a1").read_text(encoding="utf-8") == TEXT
    assert b'"text":' not in graph.read_bytes()
    inverse.apply(project)
    store.save(project)
    assert graph.read_bytes() == inside


def test_taking_back_an_added_article_leaves_the_document_as_it_was():
    project = Project(GraphFile(title="T"))
    before = project.to_file()
    inverse, _ = adding(project, [article()], BESIDE).apply(project)
    inverse.apply(project)
    assert project.to_file() == before
    assert project.to_file().model_fields_set == before.model_fields_set


def test_a_text_that_was_changed_beside_the_graph_is_left_aside_and_said(tmp_path):
    graph = tmp_path / "graph.json"
    saved(graph, article())
    file_of(graph, "a1").write_text("Other words.", encoding="utf-8")
    opened = load(graph)
    assert opened.project.articles["a1"].text is None
    assert "was changed (Article a1) and left aside" in opened.notices[0]
    opened.store.save(opened.project)
    assert file_of(graph, "a1").read_text(encoding="utf-8") == "Other words."


def test_a_text_is_never_written_over_another_one(tmp_path):
    graph = tmp_path / "graph.json"
    project, store = saved(graph, article())
    Put(article(text="A new version.")).apply(project)
    store.save(project)
    kept = {path.read_text(encoding="utf-8") for path in folder_of(graph).iterdir()}
    assert kept == {TEXT, "A new version."}
    assert load(graph).project.articles["a1"].text == "A new version."


@pytest.mark.parametrize("whole", [True, False])
def test_texts_that_are_missing_are_said(tmp_path, whole):
    graph = tmp_path / "graph.json"
    saved(graph, article(), article("a2"))
    for path in folder_of(graph).iterdir():
        path.unlink()
    if whole:
        folder_of(graph).rmdir()
    assert "2 article texts are not in graph.articles (Article a1, Article a2)" in load(graph).notices[0]


def test_a_graph_that_never_had_texts_says_nothing_of_them():
    assert load(bundled_graph()).notices == ()


def test_a_folder_that_cannot_be_made_is_said_and_the_graph_stays(tmp_path):
    graph = tmp_path / "graph.json"
    folder_of(graph).write_text("in the way", encoding="utf-8")
    with pytest.raises(UnwritableFile, match=r"graph\.articles for article texts could not be made"):
        saved(graph, article())
    assert not graph.exists()


@given(st.text(min_size=1, max_size=200), st.text(min_size=1, max_size=200))
def test_every_id_has_a_file_of_its_own_inside_the_folder(tmp_path_factory, one, two):
    graph = tmp_path_factory.getbasetemp() / "graph.json"
    paths = [file_of(graph, key) for key in (one, two)]
    assert all(path.parent == folder_of(graph) and path.resolve().parent == path.parent.resolve() for path in paths)
    assert (paths[0].name.lower() == paths[1].name.lower()) == (one == two)
    assert all(len(path.name) < 120 and path.name.isascii() for path in paths)


@pytest.mark.parametrize("key", ["../../evil", "con", "A", "a/b", ".", "é", "x" * 200])
def test_articles_with_odd_ids_keep_their_texts(tmp_path, key):
    graph = tmp_path / "graph.json"
    saved(graph, article(key), article("a"))
    assert {own.text for own in load(graph).project.articles.values()} == {TEXT}
    assert [path.name for path in tmp_path.iterdir()] == ["graph.articles", "graph.json"] or len(
        list(tmp_path.iterdir())
    ) == 2


def test_a_check_looks_quotations_up_in_the_texts_beside_a_graph(tmp_path):
    graph = tmp_path / "graph.json"
    project = tiny("a -uses-> b | asserts")
    adding(project, [article()], BESIDE).apply(project)
    JsonStore.create(graph).save(project)
    report = check(graph)
    assert (report.checked, report.unchecked) == (1, 0)
    assert "quote-missing" in {problem.code for problem in report.problems}
    file_of(graph, "a1").write_text("Other words.", encoding="utf-8")
    assert (check(graph).checked, check(graph).unchecked) == (0, 1)


@pytest.mark.parametrize("raw", [b"{", b"[]", b'{"articles": 3}', b'{"articles": [3, {"id": 4}]}', b"[" * 100_000])
def test_a_check_of_a_broken_graph_beside_texts_says_what_is_wrong(tmp_path, raw):
    graph = tmp_path / "graph.json"
    graph.write_bytes(raw)
    folder_of(graph).mkdir()
    assert check(graph).exit_code in {1, 2}


def test_taking_up_another_graph_elsewhere_takes_the_texts_along(tmp_path, capsys):
    saved(tmp_path / "graph.json", article())
    (tmp_path / "more.csv").write_text("id,name,kind\nx,X,company\n", encoding="utf-8")
    main(
        [
            "import",
            str(tmp_path / "more.csv"),
            "--into",
            str(tmp_path / "graph.json"),
            "-o",
            str(tmp_path / "both.json"),
        ]
    )
    assert load(tmp_path / "both.json").project.articles["a1"].text == TEXT
    assert "both.json" in capsys.readouterr().out
