"""How well a graph is supported."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.coverage import _untouched, coverage
from explorer.model.facts import Article, Entity, Stance, Status
from tests.builders import big, evidence, graph, relation, tiny

TEXT = "Acme uses chips. Nobody knows why. Corp uses chips too."


def test_relations_are_told_apart_by_what_they_rest_on() -> None:
    project = graph(
        Article(id="a1", title="A", text=TEXT),
        Article(id="a2", title="B"),
        relation("a", "uses", "b", evidence("e1", exact="Acme uses chips", start=0, speaker="a"), key="r1"),
        relation("c", "uses", "b", evidence("e2", exact="Corp used chips", start=35), key="r2"),
        relation("c", "owns", "b", evidence("e3", article="a2"), evidence("e4", exact="Corp uses", start=35), key="r3"),
        relation("a", "owns", "c", evidence("e5", article="a2"), key="r4"),
        relation("b", "owns", "c", key="r5"),
        relation("b", "owns", "a", evidence("e6", status=Status.SUGGESTED), key="r6"),
        Entity(id="d", kind="person", name="D"),
    )
    found = coverage(project)
    assert found.relations == 5
    assert (found.exact, found.lost, found.unchecked) == (("r1", "r3"), ("r2",), ("r4",))
    assert (found.several, found.single, found.unsupported) == (("r3",), ("r1", "r2", "r4"), ("r5",))
    assert (found.named, found.unnamed) == (("r1",), ("r2", "r3", "r4"))
    assert found.only_mentioned == ("d",)


def test_sentences_that_nothing_rests_on_are_named_where_there_is_a_text() -> None:
    project = graph(
        Article(id="a1", title="A", text=TEXT),
        Article(id="a2", title="B"),
        relation("a", "uses", "b", evidence("e1", exact="Acme uses chips", start=0), evidence("e2", article="a2")),
    )
    first, second = coverage(project).articles
    assert (first.sentences, first.passages) == (3, 1)
    assert [TEXT[start:end] for start, end in first.bare] == ["Nobody knows why.", "Corp uses chips too."]
    assert (second.sentences, second.passages, second.bare) == (None, 1, ())


def test_a_suggested_passage_covers_nothing() -> None:
    item = evidence("e1", Stance.CLAIMS, exact="Acme uses chips", start=0, status=Status.SUGGESTED)
    (article,) = coverage(graph(Article(id="a1", title="A", text=TEXT), relation("a", "uses", "b", item))).articles
    assert (article.passages, len(article.bare)) == (0, 3)


def test_every_relation_is_counted_once_in_each_question() -> None:
    for project in (big(40, 120), tiny("a -uses-> b"), graph()):
        found = coverage(project)
        assert len(found.several) + len(found.single) + len(found.unsupported) == found.relations
        assert len(found.named) + len(found.unnamed) + len(found.unsupported) == found.relations


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda one: (one[0], sum(one))), max_size=8)


@given(SPANS, SPANS)
def test_a_sentence_is_bare_when_it_shares_no_letter_with_a_passage(
    sentences: list[tuple[int, int]], passages: list[tuple[int, int]]
) -> None:
    covered = np.zeros(100, dtype=bool)
    for start, end in passages:
        covered[start:end] = True
    expected = tuple(span for span in sentences if not covered[slice(*span)].any())
    assert _untouched(tuple(sentences), passages) == expected
