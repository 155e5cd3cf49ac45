"""From relations to the words they rest on, and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.changes import Move, Put
from explorer.model.errors import UnknownName
from explorer.model.facts import Article, Section, Stance, Status
from explorer.model.passages import (
    OwnerKind,
    best_passage,
    evidence_for,
    excerpts_of,
    facts_at,
    facts_evidence,
    passages_at,
    passages_of,
    section_of,
)
from tests.builders import company, evidence, fact, graph, relation, tiny

ARTICLE = Article(
    id="a1", title="T", sections=(Section(heading="Later", start=50), Section(heading="Claims", start=10))
)


def test_evidence_comes_with_its_article_section_and_speaker() -> None:
    project = graph(ARTICLE, company("s", name="S"), relation("a", "uses", "b", evidence(start=12, speaker="s")))
    (passage,) = evidence_for(project, "r1")
    assert (passage.owner, passage.owner_kind, passage.entity) == ("r1", OwnerKind.RELATION, None)
    assert (passage.article, passage.section, passage.exact) == (ARTICLE, "Claims", "words")
    assert passage.speaker is not None
    assert passage.speaker.name == "S"


def test_suggested_evidence_comes_last_and_rejected_evidence_not_at_all() -> None:
    pieces = [
        evidence("waits", status=Status.SUGGESTED),
        evidence("no", status=Status.REJECTED),
        evidence("yes"),
    ]
    project = graph(relation("a", "uses", "b", *pieces))
    assert [passage.evidence.id for passage in evidence_for(project, "r1")] == ["yes", "waits"]
    assert {passage.evidence.id for passage in passages_of(project, "a1")} == {"yes", "waits"}


def test_asking_for_the_evidence_of_nothing_is_refused_by_name() -> None:
    with pytest.raises(UnknownName, match="no relation 'r9'"):
        evidence_for(tiny("a"), "r9")
    with pytest.raises(UnknownName, match="no entity 'z'"):
        facts_evidence(tiny("a"), "z")


def test_facts_rest_on_passages_too() -> None:
    project = graph(company("a", fact("f1", "founded", "2023", evidence(start=3)), fact("f2", "staff", "200")))
    found = facts_evidence(project, "a")
    assert [passage.evidence.id for passage in found["f1"]] == ["e1"]
    assert found["f2"] == ()
    assert facts_at(project, "a1", 4) == ("f1",)
    assert passages_of(project, "a1")[0].entity == "a"


def test_the_best_passage_is_the_firmest_accepted_one() -> None:
    project = tiny("a -uses-> b | denies ann, speculates, claims bob", "a -owns-> b | doubts", "a -leads-> b")
    assert [best_passage(project, key) and best_passage(project, key).stance for key in ("r1", "r2", "r3")] == [  # type: ignore[union-attr]
        Stance.CLAIMS,
        Stance.DOUBTS,
        None,
    ]


def test_passages_follow_the_article_and_unanchored_ones_come_last() -> None:
    project = graph(
        relation("a", "uses", "b", evidence("third", start=30), evidence("loose"), key="r1"),
        relation(
            "a", "owns", "b", evidence("second", start=5, exact="longer words"), evidence("first", start=5), key="r2"
        ),
        relation("a", "leads", "b", evidence("elsewhere", article="a2"), key="r3"),
    )
    assert [passage.evidence.id for passage in passages_of(project, "a1")] == ["first", "second", "third", "loose"]
    assert passages_of(project, "nowhere") == ()


def test_an_excerpt_gathers_the_relations_that_quote_the_same_words() -> None:
    project = graph(
        ARTICLE,
        relation("a", "uses", "b", evidence("e1", start=12), key="r1"),
        relation("a", "owns", "b", evidence("e2", start=12), evidence("e3", start=60), key="r2"),
    )
    excerpts = excerpts_of(project, "a1")
    assert [[passage.owner for passage in excerpt.passages] for excerpt in excerpts] == [["r1", "r2"], ["r2"]]
    assert [(excerpt.exact, excerpt.section) for excerpt in excerpts] == [("words", "Claims"), ("words", "Later")]


@pytest.mark.parametrize(("start", "heading"), [(None, None), (9, None), (10, "Claims"), (49, "Claims"), (50, "Later")])
def test_a_section_starts_at_its_heading(start: int | None, heading: str | None) -> None:
    assert section_of(ARTICLE, start) == heading


def test_evidence_of_a_missing_article_or_speaker_is_still_shown() -> None:
    project = graph(relation("a", "uses", "b", evidence(article="gone", speaker="nobody")))
    (passage,) = evidence_for(project, "r1")
    assert (passage.article, passage.section, passage.speaker) == (None, None, None)


def test_the_end_of_a_passage_is_outside_it() -> None:
    project = graph(relation("a", "uses", "b", evidence(start=10, exact="four")))
    assert [bool(facts_at(project, "a1", offset)) for offset in (9, 10, 13, 14)] == [False, True, True, False]


def test_an_answer_is_fresh_after_a_change_and_kept_after_a_move() -> None:
    project = graph(relation("a", "uses", "b", evidence(start=10)))
    assert facts_at(project, "a1", 10) == ("r1",)
    kept = passages_of(project, "a1")
    Move({"a": (1, 2)}).apply(project)
    assert passages_of(project, "a1") is kept
    Put(relation("a", "owns", "b", evidence("e2", start=10), key="r2")).apply(project)
    assert facts_at(project, "a1", 10) == ("r1", "r2")


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=25)


@given(spans, st.integers(-1, 90))
def test_facts_at_agrees_with_looking_at_every_passage(places: list[tuple[int, int]], offset: int) -> None:
    ties = [
        relation("a", "uses", "b", evidence(f"e{n}", start=start, exact="x" * length), key=f"r{n}")
        for n, (start, length) in enumerate(places)
    ]
    project = graph(*ties)
    expected = {f"r{n}" for n, (start, length) in enumerate(places) if start <= offset < start + length}
    assert set(facts_at(project, "a1", offset)) == expected
    lengths = [len(passage.exact) for passage in passages_at(project, "a1", offset)]
    assert lengths == sorted(lengths)
