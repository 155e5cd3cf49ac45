"""Words found in texts as a person types them, never anything that is not there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.facts import Article
from explorer.model.finding import hits_in, occurrences, pattern_of
from tests.builders import evidence, graph, relation


def test_case_line_breaks_quotes_and_dashes_do_not_matter():
    assert list(occurrences("It’s DEEPSEEK –\nR1", "it's deepseek - r1")) == [(0, 18)]


def test_composed_letters_are_found_in_either_form():
    assert list(occurrences("Cafe\N{COMBINING ACUTE ACCENT}", "café")) == [(0, 5)]
    assert list(occurrences("café", "cafe\N{COMBINING ACUTE ACCENT}")) == [(0, 4)]


@pytest.mark.parametrize("words", ["", "  ", "\n"])
def test_nothing_finds_nothing(words: str):
    assert pattern_of(words) is None
    assert list(occurrences("some text", words)) == []


@pytest.mark.parametrize("words", ["a+", "(", "[x]", "\\", "$5.6", "*", "<b>"])
def test_signs_are_only_signs(words: str):
    assert list(occurrences(f"x {words} y", words)) == [(2, 2 + len(words))]
    assert list(occurrences("aaaa 5x6 xx", words)) == []


def test_a_hit_has_its_place_and_what_stands_around_it():
    text = f"{'word ' * 30}the needle\nis here.{' tail' * 40}"
    project = graph(Article(id="a1", title="T", text=text))
    (hit,) = hits_in(project, "a1", "NEEDLE IS")
    assert text[hit.start : hit.end] == "needle\nis"
    assert hit.exact == "needle is"
    assert hit.before.startswith("word ")
    assert hit.before.endswith("the ")
    assert hit.after.startswith(" here. tail")


def test_articles_without_a_text_are_searched_as_far_as_they_are_known():
    project = graph(relation("a", "uses", "b", evidence("e1", exact="just these words", start=40)))
    (hit,) = hits_in(project, "a1", "these")
    assert (hit.start, hit.end) == (45, 50)


@given(st.text(max_size=60), st.text(max_size=6))
def test_what_is_found_is_never_empty_and_inside_of_the_text(text: str, words: str):
    for start, end in occurrences(text, words):
        assert 0 <= start < end <= len(text)


@given(st.text(st.characters(blacklist_categories=("Cs", "Zs", "Zl", "Zp", "Cc")), min_size=1, max_size=12))
def test_words_of_a_text_are_found_in_it(words: str):
    assert (5, 5 + len(words)) in list(occurrences(f"one, {words}.", words))
