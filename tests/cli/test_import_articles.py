"""``import`` puts articles into a graph: what it found is said, near-copies are named, and failures keep nothing out."""

from __future__ import annotations

import pytest

from explorer.stores.json_file import load
from tests.cli.commands import run
from tests.texts.files import PAGE, locked_pdf, word

STORY = " ".join(f"This is sentence number {number} of a story that many papers print." for number in range(9))


@pytest.fixture
def graph(tmp_path, capsys):
    """A graph with one article in it."""
    (tmp_path / "first.txt").write_text(f"Chips fall\n\n{STORY}", encoding="utf-8")
    target = tmp_path / "g.json"
    assert run(capsys, "import", tmp_path / "first.txt", "-o", target).code == 0
    return target


def test_an_article_is_added_with_what_was_found_about_it(tmp_path, graph, capsys):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    ran = run(
        capsys, "import", tmp_path / "page.html", "--into", graph, "--publisher", "The Other", "--rights", "quote only"
    )
    assert (ran.code, ran.err) == (0, "")
    assert "Added “Chips fall” (The Other, Jane Doe, 27 January 2025; " in ran.out
    assert "found in the page: title, authors, url, published, language" in ran.out
    assert ran.out.endswith("g.json: 1 article more. Its text is beside it, in g.articles.\n")
    article = load(graph).project.articles["chips-fall-2"]
    assert (article.publisher, article.rights, article.published) == ("The Other", "quote only", "2025-01-27")
    assert "2,000 Nvidia H800" in str(article.text)


def test_near_copies_are_named_and_share_a_story(tmp_path, graph, capsys):
    (tmp_path / "copy.txt").write_text(f"A fall of chips\n\n{STORY} Additional reporting by us.", encoding="utf-8")
    ran = run(capsys, "import", tmp_path / "copy.txt", "--into", graph)
    assert "copy.txt says mostly the same as “Chips fall”" in ran.err
    assert load(graph).project.articles["a-fall-of-chips"].story == "chips-fall"


def test_near_copies_within_one_import_are_found_too(tmp_path, graph, capsys):
    for number in range(3):
        (tmp_path / f"wire{number}.txt").write_text(f"Wire {number}\n\nBy someone. {STORY}", encoding="utf-8")
    run(capsys, "import", *(tmp_path / f"wire{number}.txt" for number in range(3)), "--into", graph)
    assert {own.story or own.id for own in load(graph).project.articles.values()} == {"chips-fall"}


def test_the_same_text_twice_is_left_out(tmp_path, graph, capsys):
    before = graph.read_bytes()
    ran = run(capsys, "import", tmp_path / "first.txt", "--into", graph)
    assert (ran.code, ran.out) == (0, "g.json: nothing to add.\n")
    assert "is in the graph already" in ran.err
    assert graph.read_bytes() == before


def test_a_date_that_is_none_is_kept_and_said(tmp_path, graph, capsys):
    (tmp_path / "odd.txt").write_text("Odd\n\nWords of another article.", encoding="utf-8")
    ran = run(capsys, "import", tmp_path / "odd.txt", "--into", graph, "--published", "2025-13-45")
    assert ran.code == 0
    assert "'2025-13-45' is kept, but is no day" in ran.err
    assert load(graph).project.articles["odd"].published == "2025-13-45"


def test_a_file_that_cannot_be_read_keeps_the_others_in_and_fails(tmp_path, graph, capsys):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "locked.pdf").write_bytes(locked_pdf())
    (folder / "sound.docx").write_bytes(word("A sound article.", title="Sound"))
    ran = run(capsys, "import", folder, "--into", graph)
    assert ran.code == 1
    assert "locked.pdf is protected by a password" in ran.err
    assert "sound" in load(graph).project.articles


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["nowhere.txt", "--into", "g.json"], 2, "There is no file"),
        (["first.txt"], 2, "not said where the articles go"),
        (["first.txt", "first.txt", "--into", "g.json", "--title", "T"], 2, "2 articles"),
        (["first.txt", "-o", "g.json"], 2, "exists already"),
        (["first.txt", "--into", "first.txt"], 2, "first.txt"),
    ],
)
def test_what_cannot_be_meant_is_one_sentence(tmp_path, graph, capsys, monkeypatch, words, code, says):
    monkeypatch.chdir(tmp_path)
    ran = run(capsys, "import", *words)
    assert (ran.code, ran.out) == (code, "")
    assert says in ran.err
    assert ran.err.count("\n") == 1
