"""Names in one pass, sentences with true offsets, patterns that rather say nothing; and none of it before it is asked for."""

from __future__ import annotations

import itertools
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.extractors import base
from explorer.extractors.base import CannotExtract
from explorer.extractors.extracting import extract
from explorer.extractors.gazetteer import named
from explorer.extractors.keys import VARIABLE, KeySource, key_for
from explorer.extractors.patterns import Patterns
from explorer.extractors.splitting import split
from explorer.model.errors import UnknownName
from explorer.model.facts import Stance
from explorer.model.mentions import SHORT_LETTERS, key_of, lowered, mentions
from explorer.model.quotes import fold
from tests.extractors.articles import TEXT, graph

WORDS = st.sampled_from(
    [
        "DeepSeek",
        "V3",
        "v3",
        "Nvidia",
        "H800",
        "deepseek v3",
        "it",
        "AI",
        "Scale",
        "x",
        " ",
        "’s",
        ",",
        "é",
        "İ",
        "\n",
        "-",
    ]
)


@settings(max_examples=200)
@given(st.lists(WORDS, max_size=25).map("".join) | st.lists(WORDS, max_size=25).map(" ".join))
def test_names_are_the_same_in_one_pass_as_word_by_word(text: str) -> None:
    project = graph()
    assert named(project, text) == mentions(project, text)


@settings(max_examples=60)
@given(st.text(alphabet="Ab. ?!\n“”•é🙂 ", max_size=120))
def test_sentences_stand_where_they_say(text: str) -> None:
    spans = split(text)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


def test_abbreviations_end_no_sentence_and_long_lines_are_split_all_the_same() -> None:
    text = "Dr. Wang spoke to the U.S. press. He left."
    assert [text[start:end] for start, end in split(text)] == ["Dr. Wang spoke to the U.S. press.", "He left."]
    assert len(split("It fell again. " * 3_000)) == 3_000


@pytest.mark.parametrize(
    ("text", "tie"),
    [
        ("Liang Wenfeng founded DeepSeek.", ("liang", "founded", "deepseek")),
        ("DeepSeek was founded in 2023 by Liang Wenfeng.", ("liang", "founded", "deepseek")),
        ("Alexandr Wang, CEO of Scale AI, left.", ("wang", "leads", "scale")),
        ("The H100 outperforms the H800 by far.", ("h100", "outperforms", "h800")),
        ("V3 was trained on H800 chips.", ("v3", "trained_on", "h800")),
        ("Nvidia designed the H100 in a year.", ("nvidia", "designed", "h100")),
        ("Nvidia, which bought DeepSeek in May, also owns Scale AI.", ("nvidia", "owns", "scale")),
    ],
)
def test_what_ties_two_names_is_found(text: str, tie: tuple[str, str, str]) -> None:
    found = extract(graph(text), "a", Patterns()).suggestions
    assert tie in {(own.source, own.kind, own.target) for own in found}


@pytest.mark.parametrize(
    "text",
    [
        "DeepSeek rose; Nvidia designed nothing, but H100 sold.",
        "Nvidia and DeepSeek and Scale AI met.",
        "Liang Wenfeng founded DeepSeek’s charity.",
    ],
)
def test_what_cannot_be_told_is_left_out(text: str) -> None:
    assert extract(graph(text), "a", Patterns()).suggestions == ()


def test_which_is_said_of_the_nearest() -> None:
    text = "V3, of late, runs on H800 cards, which were made by Scale AI."
    found = {(own.source, own.kind, own.target) for own in extract(graph(text), "a", Patterns()).suggestions}
    assert ("scale", "manufactures", "h800") in found
    assert ("scale", "developed", "v3") not in found


def test_questions_and_hedges_are_seen() -> None:
    found = extract(
        graph("Did Liang Wenfeng found DeepSeek? Nvidia may have designed the H800."), "a", Patterns()
    ).suggestions
    assert {own.kind: own.evidence.stance for own in found} == {"founded": Stance.DOUBTS, "designed": Stance.SPECULATES}


def test_candidates_are_sentences_that_name_two() -> None:
    found = extract(graph(), "a", Patterns())
    assert all(len(mentions(graph(), TEXT[start:end])) > 1 for start, end in found.candidates)
    assert found.words == f"{len(found.candidates)} candidate sentences, {len(found.suggestions)} ready suggestions"


def test_an_article_without_text_and_one_that_is_not_there_are_said() -> None:
    with pytest.raises(CannotExtract, match="Attach its text"):
        extract(graph(""), "a", Patterns())
    with pytest.raises(UnknownName):
        extract(graph(), "b", Patterns())


def test_a_missing_library_is_named_with_what_to_do() -> None:
    with pytest.raises(CannotExtract, match="pip install nosuchlibrary"):
        base.needed("nosuchlibrary", "nosuchlibrary")


def test_a_key_that_is_not_where_it_should_be_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert key_for("localhost", KeySource.NONE) is None
    with pytest.raises(CannotExtract, match=VARIABLE):
        key_for("localhost", KeySource.ENVIRONMENT)
    monkeypatch.setenv(VARIABLE, "k\nHost: elsewhere")
    with pytest.raises(CannotExtract, match="no key has"):
        key_for("localhost", KeySource.ENVIRONMENT)


def test_nothing_of_this_is_imported_with_the_window() -> None:
    code = (
        "import sys, explorer.desk\n"
        "late = ('explorer.extractors', 'ahocorasick', 'pysbd', 'keyring', 'http.client', 'explorer.session.reviewing')\n"
        "print([name for name in late if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=40))
def test_plain_names_are_looked_up_as_folded_ones(name: str) -> None:
    plain = fold(name).text.strip()
    assert key_of(name) == (plain if len(plain) <= SHORT_LETTERS else lowered(plain))
