"""``extract`` searches an article for relations: suggestions go into the graph, refusals are counted with their reasons."""

from __future__ import annotations

import json

import pytest

from explorer.model.facts import Status
from explorer.model.standing import Standing
from explorer.opening import home_at, open_graph
from tests.cli.commands import run
from tests.extractors.articles import graph
from tests.extractors.stub_server import said, serving


@pytest.fixture
def path(tmp_path):
    """A graph file with one article and no relations."""
    target = tmp_path / "g.json"
    home_at(target, None).save(graph())
    return target


def test_suggestions_go_into_the_graph_and_do_not_count(path, capsys):
    ran = run(capsys, "extract", "a", "--into", path)
    assert ran.code == 0
    assert "Liang Wenfeng founded DeepSeek (asserts): “Liang Wenfeng founded DeepSeek”" in ran.out
    assert "candidate sentence" in ran.out
    assert "ready suggestion" in ran.out
    project = open_graph(path).project
    assert project.relations
    assert all(project.standing(key) is Standing.SUGGESTED for key in project.relations)


def test_what_is_there_is_not_suggested_again(path, capsys):
    run(capsys, "extract", "a", "--into", path)
    before = path.read_bytes()
    ran = run(capsys, "extract", "a", "--into", path, "--json")
    told = json.loads(ran.out)
    assert told["suggestions"] == []
    assert {own["reason"] for own in told["refusals"]} == {"known already"}
    assert path.read_bytes() == before


def test_a_file_is_brought_in_first(path, tmp_path, capsys):
    (tmp_path / "new.txt").write_text(
        "Chips again\n\nNvidia designed the H800, and DeepSeek bought it all.", encoding="utf-8"
    )
    ran = run(capsys, "extract", tmp_path / "new.txt", "--into", path)
    assert ran.code == 0
    assert "Nvidia designed H800" in ran.out
    assert len(open_graph(path).project.articles) == 2


def test_a_model_is_asked_when_one_is_named(path, capsys, monkeypatch):
    monkeypatch.setenv("EDGEWISE_MODEL_KEY", "k-12345")
    item = {
        "subject": "DeepSeek V3",
        "kind": "trained_on",
        "object": "H800",
        "quote": "DeepSeek V3 on 2,000 Nvidia H800 GPUs",
    }
    with serving(said({"relations": [item, item | {"kind": "founded"}]})) as stub:
        ran = run(capsys, "extract", "a", "--into", path, "--with", "model", "--endpoint", stub.url, "--model", "small")
    assert "The article stays on this machine." in ran.err
    assert "Refused 1 proposal: 1 kind does not fit." in ran.out
    assert stub.keys == ["Bearer k-12345"]
    (own,) = open_graph(path).project.relations.values()
    assert own.evidence[0].status is Status.SUGGESTED
    assert "k-12345" not in ran.out + ran.err + path.read_text(encoding="utf-8")


def test_a_file_is_brought_in_once_and_searched_however_often(path, capsys, tmp_path):
    article = tmp_path / "news.txt"
    article.write_text("News of the day\n\nLiang Wenfeng founded DeepSeek in Hangzhou.\n", encoding="utf-8")
    first = run(capsys, "extract", article, "--into", path)
    again = run(capsys, "extract", article, "--into", path)
    assert (first.code, again.code) == (0, 0)
    assert "Liang Wenfeng founded DeepSeek" in first.out
    assert "known already" in again.out
    assert sum(own.title == "News of the day" for own in open_graph(path).project.articles.values()) == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nobody",), "No article or file called 'nobody'. Available: a"),
        (("a", "--with", "model"), "It is not said which model"),
    ],
)
def test_what_is_not_understood_is_said(path, capsys, monkeypatch, words, sentence):
    monkeypatch.delenv("EDGEWISE_MODEL_URL", raising=False)
    ran = run(capsys, "extract", *words, "--into", path)
    assert ran.code == 2
    assert sentence in ran.err
