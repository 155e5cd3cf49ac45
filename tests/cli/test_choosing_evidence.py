"""Which evidence counts, from the command line: as whom, as of which day."""

from __future__ import annotations

import json

import pytest
from pypdf import PdfReader

from explorer.model.facts import Article, Date, Stance
from explorer.opening import open_graph
from explorer.stores.writing import to_bytes
from tests.builders import company, evidence, graph, relation
from tests.cli.commands import is_one_sentence, run


@pytest.fixture
def told(tmp_path):
    """A graph of three relations: one that two disagree about, one that is published later, one that begins later."""
    project = graph(
        Article(id="a1", title="First", published="2025-01-27"),
        Article(id="a2", title="Second", published="2025-02"),
        company("wang", name="Alexandr Wang"),
        company("luckey", name="Palmer Luckey"),
        relation("a", "uses", "b", evidence("e1", Stance.CLAIMS, speaker="wang"),
                 evidence("e2", Stance.DENIES, speaker="luckey"), key="r1"),
        relation("a", "uses", "c", evidence("e3", article="a2"), key="r2"),
        relation("a", "uses", "d", evidence("e4"), key="r3", date=Date(date="2025-03")),
    )  # fmt: skip
    path = tmp_path / "told.json"
    path.write_bytes(to_bytes(project.to_file()))
    return path


@pytest.mark.parametrize(
    ("words", "relations", "said"),
    [
        (["--according-to", "alexandr wang"], 1, "According to Alexandr Wang."),
        (["--according-to", "wang", "--according-to", "luckey"], 1, "According to Alexandr Wang and Palmer Luckey."),
        (["--according-to", "article"], 2, "According to the article itself."),
        (["--as-of", "2025-01"], 2, "Known by 31 January 2025."),
        (
            ["--as-of", "2025-02-28", "--event-as-of", "2024"],
            2,
            "Known by 28 February 2025, begun by 31 December 2024.",
        ),
        ([], 3, None),
    ],
)
def test_info_counts_what_is_asked_for_and_says_what_that_is(words, relations, said, told, capsys):
    found = json.loads(run(capsys, "info", told, "--json", *words).out)
    assert found["relations"]["total"] == relations
    assert found.get("told") == said
    assert run(capsys, "info", told, *words).out.startswith(said or "From")


def test_a_picture_shows_and_carries_only_what_is_asked_for_and_says_so(told, capsys, tmp_path):
    target = tmp_path / "out.pdf"
    ran = run(capsys, "export", told, "-o", target, "--according-to", "Palmer Luckey")
    assert ran.out == "out.pdf: 2 entities, 1 relation.\n"
    assert "According to Palmer Luckey." in PdfReader(target).pages[0].extract_text()
    inside = open_graph(target).project
    assert [item.id for item in inside.relations["r1"].evidence] == ["e2"]


def test_a_graph_that_was_saved_with_a_lens_is_exported_through_it_unless_another_is_asked_for(told, capsys, tmp_path):
    whole = json.loads(told.read_text(encoding="utf-8"))
    whole["views"] = [{"filters": {"lens": {"tellers": ["wang"], "known_by": "2025-01-31"}}}]
    told.write_text(json.dumps(whole), encoding="utf-8")
    for words, said in (([], "According to Alexandr Wang, known by"), (["--according-to", "luckey"], "Palmer Luckey")):
        target = tmp_path / "out.svg"
        assert run(capsys, "export", told, "-o", target, *words).code == 0
        assert said in open_graph(target).project.description


def test_a_screenshot_is_of_the_window_with_that_lens(told, capsys, tmp_path):
    plain, through = tmp_path / "plain.png", tmp_path / "through.png"
    run(capsys, "screenshot", told, "-o", plain, "--size", "900x600")
    assert run(capsys, "screenshot", told, "-o", through, "--size", "900x600", "--according-to", "wang").code == 0
    assert plain.read_bytes() != through.read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["info", "--according-to", "nobody"], "Available: Alexandr Wang, Palmer Luckey, article."),
        (["info", "--as-of", "soon"], "'soon' is no day. Write 2025-01-27"),
        (["info", "--event-as-of", "2025-02-31"], "'2025-02-31' is no day"),
        (["export", "-o", "x.png", "--as-of", "1999"], "Nothing would be shown. Leave out --as-of."),
        (["export", "-o", "x.png", "--as-of", "1999", "--focus", "a"], "Leave out one of --focus, --as-of."),
        (["screenshot", "-o", "x.png", "--according-to", "b"], "No speaker called 'b'"),
    ],
)
def test_what_cannot_be_chosen_gets_one_sentence(words, said, told, capsys):
    ran = run(capsys, words[0], told, *words[1:])
    assert ran.code == 2
    assert said in ran.err
    assert is_one_sentence(ran.err)
