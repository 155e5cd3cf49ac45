"""The graph as some of the evidence tells it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from explorer.model.changes import Put
from explorer.model.chips import heard_from
from explorer.model.evidence_table import evidence_table
from explorer.model.facets import ARTICLE_VOICE, Facet
from explorer.model.facts import Article, Date, FactValue, Relation, Stance
from explorer.model.filters import Filters, Scope, counts, visible
from explorer.model.standing import Standing
from explorer.model.telling import (
    Lens,
    counts_in,
    dated_relations,
    event_days,
    only_told,
    publication_days,
    told,
    undated_articles,
)
from tests.builders import big, company, evidence, fact, graph, relation, tiny

CONTESTED = "a:company -uses-> b:chip | claims a, denies luckey, asserts"


def through(lens: Lens) -> Scope:
    return Scope(filters=Filters(lens=lens))


def dated(key: str, **qualifiers: FactValue) -> Relation:
    return relation("a", "uses", key, evidence(f"e{key}"), key=key, **qualifiers)


@pytest.mark.parametrize(
    ("tellers", "standing"),
    [
        (("a",), Standing.CLAIMED),
        (("luckey",), Standing.DENIED),
        (("a", "luckey"), Standing.CONTESTED),
        ((ARTICLE_VOICE,), Standing.ASSERTED),
        (("nobody",), Standing.UNSUPPORTED),
        ((), Standing.CONTESTED),
    ],
)
def test_a_relation_stands_as_its_teller_tells_it(tellers: tuple[str, ...], standing: Standing) -> None:
    assert told(tiny(CONTESTED), Lens(tellers=tellers)).standing("r1") is standing


def test_what_a_teller_says_nothing_of_is_not_shown_and_the_facts_stay() -> None:
    project = tiny(CONTESTED, "c:company -uses-> b | asserts")
    shown = visible(project, through(Lens(tellers=("luckey",))))
    assert (shown.relations, set(shown.entities)) == (("r1",), {"a", "b"})
    assert project.standing("r1") is Standing.CONTESTED
    assert visible(project, Scope()).relations == ("r1", "r2")


def test_an_act_of_speech_is_told_by_who_speaks() -> None:
    project = tiny("luckey:person -doubts-> a:company | asserts", "a -uses-> b:chip | asserts")
    assert visible(project, through(Lens(tellers=("luckey",)))).relations == ("r1",)


def test_only_what_was_published_by_a_day_counts_and_what_has_no_date_never_does() -> None:
    articles = [Article(id=key, title=key, published=day) for key, day in (("a1", "2025-01"), ("a2", "2025-02-03"))]
    tie = relation(
        "a",
        "uses",
        "b",
        evidence("e1", Stance.CLAIMS),
        evidence("e2", Stance.DENIES, article="a2"),
        evidence("e3", article="a3"),
    )
    project = graph(*articles, Article(id="a3", title="a3"), tie)
    assert publication_days(project) == ("2025-01-31", "2025-02-03")
    assert undated_articles(project) == 1
    standings = [told(project, Lens(known_by=day)).standing("r1") for day in ("2025-01-30", *publication_days(project))]
    assert standings == [Standing.UNSUPPORTED, Standing.CLAIMED, Standing.CONTESTED]


def test_the_clock_of_events_hides_what_began_later_and_leaves_what_nothing_dates() -> None:
    project = graph(dated("r1", date=Date(date="2025-01-27")), dated("r2"), dated("r3", start=Date(date="2023")))
    assert (event_days(project), dated_relations(project)) == (("2023-01-01", "2025-01-27"), 2)
    assert visible(project, through(Lens(happened_by="2024-01-01"))).relations == ("r2", "r3")
    assert visible(project, through(Lens(happened_by="2025-01-27"))).relations == ("r1", "r2", "r3")


def test_neither_clock_moves_the_other() -> None:
    article = Article(id="a1", title="a1", published="2025-02-01")
    project = graph(article, dated("r1", date=Date(date="2020")))
    assert visible(project, through(Lens(known_by="2024-01-01"))).relations == ()
    assert visible(project, through(Lens(happened_by="2020-01-01"))).relations == ("r1",)


def test_other_filters_count_what_the_lens_tells() -> None:
    project, scope = tiny(CONTESTED), through(Lens(tellers=("luckey",)))
    assert counts(project, scope)[Facet.STANDING]["denied"] == 1
    narrowed = scope.filters.only(Facet.STANDING, "contested")
    assert narrowed.lens == scope.filters.lens
    assert visible(project, Scope(filters=narrowed)).relations == ()


def test_filters_come_back_with_their_lens_and_without_one_that_cannot_be_read() -> None:
    chosen = Filters(lens=Lens(tellers=("a",), known_by="2025-01-31")).with_value(Facet.STANDING, "denied")
    assert Filters.from_saved(chosen.model_dump(mode="json")) == chosen
    assert Filters.from_saved({"lens": {"known_by": "2025-02-31"}}) == Filters()
    assert Filters.from_saved({"lens": [1]}) == Filters()
    with pytest.raises(ValidationError):
        Lens(happened_by="soon")


def test_what_is_told_follows_the_facts_and_where_things_are() -> None:
    project, lens = tiny(CONTESTED), Lens(tellers=("luckey",))
    assert told(project, lens).standing("r1") is Standing.DENIED
    tie = project.relations["r1"]
    Put(tie.model_copy(update={"evidence": (*tie.evidence, evidence("e9", speaker="luckey"))})).apply(project)
    assert told(project, lens).standing("r1") is Standing.CONTESTED
    assert told(project, lens).positions is project.positions


def test_nothing_is_worked_out_again_while_lens_and_facts_stay() -> None:
    project, lens = tiny(CONTESTED), Lens(tellers=("luckey",))
    assert told(project, lens).worked_out is told(project, lens).worked_out
    assert told(project, Lens(happened_by="2025-01-01")) is project


@pytest.mark.parametrize(
    ("tellers", "said"),
    [
        (("a",), "As a tells it, known by 31 January 2025"),
        (("a", "luckey"), "As a and luckey tell it, known by 31 January 2025"),
        (("a", "luckey", ARTICLE_VOICE), "As a, luckey and the article itself tell it, known by 31 January 2025"),
        (("a", "b", "c", "d"), "As 4 speakers tell it, known by 31 January 2025"),
        ((), "Known by 31 January 2025"),
    ],
)
def test_who_is_heard_and_as_of_when_is_said(tellers: tuple[str, ...], said: str) -> None:
    lens = Lens(tellers=tellers, known_by="2025-01-31", happened_by="2025-01-31")
    assert heard_from(tiny(CONTESTED), lens) == said


def test_facts_are_told_too() -> None:
    cost = fact("f1", "cost", "low", evidence("e1", speaker="a"), evidence("e2", speaker="luckey"))
    project = only_told(graph(company("a", cost), company("luckey")), Lens(tellers=("luckey",)))
    assert [item.id for item in project.entities["a"].facts[0].evidence] == ["e2"]


@settings(max_examples=30, deadline=None)
@given(
    st.sets(st.sampled_from([ARTICLE_VOICE, "e2", "e7", "e12"])), st.sampled_from([None, "2025-01-31", "2025-02-28"])
)
def test_arrays_and_evidence_agree_on_what_counts(tellers: set[str], day: str | None) -> None:
    project, lens = big(30, 80), Lens(tellers=tuple(sorted(tellers)), known_by=day)
    alone = only_told(project, lens)
    lit = told(project, lens)
    assert {key: lit.standing(key) for key in lit.relations} == {key: alone.standing(key) for key in alone.relations}
    if lens.chooses_evidence:
        assert np.count_nonzero(counts_in(project, lens)) == np.count_nonzero(evidence_table(alone).is_accepted)
