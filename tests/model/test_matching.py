"""A few letters against very many texts."""

from __future__ import annotations

import random
from itertools import chain, islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model import matching, search
from explorer.model.folding import folded
from explorer.model.matching import Entry, corpus_of, literal, similar
from explorer.model.search import HitGroup
from explorer.model.tie_search import likely_ties
from tests.builders import big, company, evidence, graph, relation

WORDS = st.lists(st.text("abé ", min_size=1, max_size=6), min_size=1, max_size=30)


@given(WORDS, st.text("abe", min_size=1, max_size=2), st.text("ab", max_size=2), st.integers(1, 6))
def test_looking_through_all_texts_at_once_finds_the_rows_that_looking_at_each_finds(
    texts: list[str], one: str, other: str, compared: int
) -> None:
    corpus = corpus_of(Entry(str(n), text) for n, text in enumerate(texts))
    plain = folded(f"{one} {other}")
    tokens = sorted(set(plain.split()), key=len, reverse=True)
    start = f" {plain}"
    rows = [row for row, text in enumerate(corpus.plain) if all(token in text for token in tokens)]
    if len(rows) > compared:
        first = (row for row in rows if corpus.plain[row].startswith(start))
        words = (row for row in rows if start in corpus.plain[row])
        rows = list(dict.fromkeys(chain.from_iterable(islice(some, compared) for some in (first, words, rows))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matching, "_COMPARED", compared)
        assert sorted(found.row for found in literal(corpus, plain, tokens)) == sorted(rows)


@pytest.fixture(scope="module")
def crowd() -> matching.Corpus:
    chance = random.Random(3)
    syllables = ("ka", "lu", "men", "tro", "sil", "qua", "ber", "gon", "ri", "fo")
    names = ["".join(chance.choices(syllables, k=3)).capitalize() + f" {n}" for n in range(8000)]
    names[5000:5000] = ["Nvidia", "DeepSeek", "Société Générale"]
    return corpus_of(Entry(name, name) for name in names)


@pytest.mark.parametrize(
    ("query", "name"),
    [("nvd", "Nvidia"), ("nvdia", "Nvidia"), ("nvidai", "Nvidia"), ("depseek", "DeepSeek"), ("deapseek", "DeepSeek"), ("societe generle", "Société Générale")],
)  # fmt: skip
def test_a_misspelt_or_abridged_name_is_found_among_thousands(crowd: matching.Corpus, query: str, name: str) -> None:
    best = similar(crowd, query, set())[0]
    assert crowd.entries[best.row].id == name
    assert best.score < 72


def test_letters_left_out_are_found_in_a_small_graph_too() -> None:
    project = graph(company("nvidia", name="Nvidia"), company("vienna", name="Invade"), relation("nvidia", "uses", "b"))
    (hit, *_) = search.search(project, "nvd")[HitGroup.ENTITY]
    assert hit.id == "nvidia"
    assert hit.text[slice(*hit.spans[0])] == "Nvid"
    assert HitGroup.ENTITY not in search.search(project, "nvx")


@pytest.mark.parametrize("query", ["deep", "uses", "atlas doubts", "designed open", "silicon 7", "harbour"])
def test_relations_of_a_large_graph_are_found_without_a_sentence_for_each(
    monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    small, large = big(40, 120), big(40, 120)
    expected = {hit.id for hit in search.search(small, query, 500).get(HitGroup.RELATION, ())}
    monkeypatch.setattr(search, "MANY_RELATIONS", 10)
    found = search.search(large, query, 500)
    assert {hit.id for hit in found.get(HitGroup.RELATION, ())} == expected
    assert HitGroup.QUOTATION not in search.search(large, "passage 3")
    search.warm(large)
    assert search.is_warm(large)
    assert HitGroup.QUOTATION in search.search(large, "passage 3")


def test_what_ties_most_passages_comes_first_of_very_many() -> None:
    ties = [relation("a", "uses", f"b{n}", *[evidence(f"e{n}{k}") for k in range(n)], key=f"r{n}") for n in range(6)]
    project = graph(*ties)
    names, owners = search._names(project), search._owners(project)
    assert likely_ties(project, names, owners, ["uses"], 2) == ["r5", "r4"]
