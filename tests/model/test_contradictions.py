"""Where the evidence contradicts itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.contradictions import Contradiction, Sort, contradictions
from explorer.model.facts import Date, Entity, FactValue, Relation, Stance, Status
from explorer.model.passages import OwnerKind
from tests.builders import amount, big, company, evidence, fact, graph, relation, tiny

if TYPE_CHECKING:
    from explorer.model.project import Project


def found(project: Project, sort: Sort) -> list[Contradiction]:
    return [one for one in contradictions(project) if one.sort is sort]


def says(project: Project, sort: Sort) -> list[tuple[str, str]]:
    return [(one.one.says, one.other.says) for one in found(project, sort)]


def developed(source: str, key: str, exact: str, *, kind: str = "developed", **qualifiers: FactValue) -> Relation:
    return relation(source, kind, "v3", evidence(f"{key}e", exact=exact, start=len(exact)), key=key, **qualifiers)


def costing(key: str, value: FactValue) -> Relation:
    return relation("fund", "invested_in", "lab", evidence(f"{key}e", exact=f"words {key}"), key=key, cost=value)


def test_support_and_denial_of_one_relation_are_two_sides() -> None:
    (one,) = contradictions(tiny("a:company -uses-> b:chip | claims a, denies luckey, doubts wang"))
    assert (one.sort, one.title, one.why) == (Sort.STANCE, "a uses b", "1 passage for it, 2 against.")
    assert [item.id for item in one.one.evidence] == ["r1e1"]
    assert [item.id for item in one.other.evidence] == ["r1e2", "r1e3"]
    assert one.relations == ("r1",)


def test_what_is_suggested_or_rejected_contradicts_nothing() -> None:
    denied = [evidence(f"e{n}", Stance.DENIES, status=status) for n, status in enumerate(list(Status)[1:], 2)]
    assert not contradictions(graph(relation("a", "uses", "b", evidence("e1"), *denied)))


def test_two_makers_of_one_model_exclude_each_other() -> None:
    project = graph(developed("a", "r1", "A made it"), developed("b", "r2", "B made it"))
    (one,) = found(project, Sort.EXCLUSIVE)
    assert (one.title, one.one.says, one.other.says) == ("v3: developed by", "a", "b")
    assert one.relations == ("r1", "r2")


def test_one_sentence_that_names_both_says_that_they_share_it() -> None:
    assert not contradictions(graph(developed("a", "r1", "A and B"), developed("b", "r2", "A and B")))


def test_several_may_found_a_company_and_one_company_makes_many_models() -> None:
    assert not contradictions(
        graph(developed("a", "r1", "A", kind="founded"), developed("b", "r2", "B", kind="founded"))
    )
    assert not contradictions(
        tiny("a:company -developed-> b:ai_model | asserts", "a -developed-> c:ai_model | asserts")
    )


@pytest.mark.parametrize(
    ("one", "other", "excluding"),
    [
        ({"end": Date(date="2020")}, {"start": Date(date="2021")}, False),
        ({"start": Date(date="2020"), "end": Date(date="2022")}, {"start": Date(date="2021")}, True),
        ({"end": Date(date="2020")}, {}, True),
        ({"role": "chair"}, {"role": "chief executive"}, False),
        ({"role": "CEO"}, {"role": "ceo"}, True),
    ],
)
def test_two_lead_one_company_only_in_different_roles_or_at_different_times(
    one: dict[str, FactValue], other: dict[str, FactValue], excluding: bool
) -> None:
    project = graph(
        developed("a", "r1", "A leads", kind="leads", **one), developed("b", "r2", "B leads", kind="leads", **other)
    )
    assert bool(found(project, Sort.EXCLUSIVE)) is excluding


def test_a_city_and_its_country_are_no_contradiction_and_two_countries_are() -> None:
    places = [
        Entity(id="china", kind="country", name="China"),
        Entity(id="japan", kind="country", name="Japan"),
        Entity(id="hangzhou", kind="country", subtype="city", name="Hangzhou"),
    ]
    ties = {
        place.id: relation("a", "located_in", place.id, evidence(f"e{place.id}", exact=place.name), key=place.id)
        for place in places
    }
    assert not contradictions(graph(*places, ties["china"], ties["hangzhou"]))
    assert says(graph(*places, *ties.values()), Sort.EXCLUSIVE) == [("China", "Japan")]


def test_figures_conflict_as_exactly_as_they_are_given() -> None:
    given_figures = (
        costing("r1", amount(589e9, "USD", text="$589 billion")),
        costing("r2", amount(593e9, "USD", text="$593 billion")),
        costing("r3", amount(600e9, "USD", "nearly", "nearly $600 billion")),
    )
    assert says(graph(*given_figures), Sort.FIGURE) == [("$589 billion", "$593 billion")]


def test_facts_of_one_property_conflict_and_say_whose_they_are() -> None:
    founded = [fact(f"f{n}", "founded", Date(date=date), evidence(f"e{n}")) for n, date in enumerate(("2023", "2019"))]
    (one,) = contradictions(graph(company("a", *founded)))
    assert (one.sort, one.title, one.one.says, one.other.says) == (Sort.DATE, "a: founded", "2023", "2019")
    assert (one.one.owner_kind, one.one.entity, one.relations) == (OwnerKind.FACT, "a", ())


def test_a_fact_that_is_denied_is_a_contradiction() -> None:
    cost = fact("f1", "cost", "low", evidence("e1"), evidence("e2", Stance.DENIES))
    (one,) = contradictions(graph(company("a", cost)))
    assert (one.sort, one.title) == (Sort.STANCE, "a: cost low")


def test_counts_of_different_voices_compete_once_for_each_pair() -> None:
    chips = [Entity(id=key, kind="chip", name=key.upper()) for key in ("h800", "h100")]
    ties = [
        relation("a", "uses", "h800", evidence("e1", speaker="a"), key="r1", count=amount(2000)),
        relation("a", "uses", "h100", evidence("e2", Stance.CLAIMS, speaker="wang"), key="r2", count=amount(50_000)),
    ]
    assert says(graph(company("wang"), *chips, *ties), Sort.RIVAL) == [("2,000 × H800", "50,000 × H100")]


@given(st.lists(st.tuples(st.integers(1, 10**6), st.sampled_from([None, "about", "over"])), min_size=2, max_size=5))
def test_every_pair_of_figures_that_conflicts_is_there_once(figures: list[tuple[int, str | None]]) -> None:
    from explorer.model.values import conflict

    values = [amount(number, "USD", word) for number, word in figures]
    expected = sum(conflict(one, other) for n, one in enumerate(values) for other in values[n + 1 :])
    project = graph(*(costing(f"r{n}", value) for n, value in enumerate(values)))
    assert len(found(project, Sort.FIGURE)) == expected


def test_whatever_is_in_a_graph_both_sides_rest_on_accepted_words() -> None:
    for one in contradictions(big(60, 400)):
        for side in (one.one, one.other):
            assert side.evidence
            assert all(item.status is Status.ACCEPTED for item in side.evidence)
