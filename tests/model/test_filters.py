"""What is shown: chips, hidden, folded and focused entities, and the counts beside every value."""

from __future__ import annotations

import json
from collections import Counter
from itertools import permutations
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from explorer.model.changes import Put
from explorer.model.facets import ENTITY_FACETS, columns
from explorer.model.facts import Article, Status
from explorer.model.filters import (
    ARTICLE_VOICE,
    LINKED,
    MENTIONED,
    UNDATED,
    Facet,
    Filters,
    Focus,
    Scope,
    Term,
    at_least,
    counts,
    describe,
    exactly,
    facet_label,
    in_focus,
    value_label,
    visible,
)
from explorer.model.standing import accepted
from tests.builders import big, evidence, graph, relation, tiny, with_relations

if TYPE_CHECKING:
    from explorer.model.project import Project

GRAPH = (
    "deepseek:company -uses-> h800:chip | claims deepseek, denies luckey",
    "deepseek -possesses-> h100:chip | speculates wang@a2",
    "nvidia:company -designed-> h800 | asserts, asserts @a2",
    "luckey:person -dismisses-> deepseek | asserts",
    "sweden:country",
)


def shown(project: Project, filters: Filters | None = None, **scope: object) -> tuple[list[str], list[str]]:
    result = visible(project, Scope(filters=filters or Filters(), **scope))
    return sorted(result.entities), sorted(result.relations)


def only(facet: Facet, *values: str) -> Filters:
    return Filters().only(facet, *values)


def test_without_filters_everything_is_shown_in_file_order() -> None:
    project = tiny(*GRAPH)
    everything = visible(project, Scope())
    assert everything.entities == tuple(project.entities)
    assert everything.relations == tuple(project.relations)
    assert (everything.total_entities, everything.total_relations) == (7, 4)
    assert "sweden" in everything.entity_set
    assert "r1" in everything.relation_set


def test_an_entity_kind_takes_relations_with_another_end_along() -> None:
    assert shown(tiny(*GRAPH), only(Facet.ENTITY_KIND, "company", "chip")) == (
        ["deepseek", "h100", "h800", "nvidia"],
        ["r1", "r2", "r3"],
    )


def test_a_relation_facet_drops_entities_that_lose_all_relations() -> None:
    assert shown(tiny(*GRAPH), only(Facet.STANDING, "contested")) == (["deepseek", "h800"], ["r1"])


def test_leaving_relations_out_keeps_entities_that_never_had_any() -> None:
    without = Filters().with_value(Facet.STANDING, "speculated", exclude=True)
    entities, relations = shown(tiny(*GRAPH), without)
    assert relations == ["r1", "r3", "r4"]
    assert "sweden" in entities
    assert "h100" not in entities


def test_what_one_person_says_includes_their_acts_of_speech() -> None:
    assert shown(tiny(*GRAPH), only(Facet.SPEAKER, "luckey"))[1] == ["r1", "r4"]
    assert shown(tiny(*GRAPH), only(Facet.SPEAKER, ARTICLE_VOICE))[1] == ["r3", "r4"]


def test_facets_narrow_each_other_and_values_widen() -> None:
    both = only(Facet.STANDING, "contested", "asserted").only(Facet.RELATION_KIND, "uses")
    assert shown(tiny(*GRAPH), both)[1] == ["r1"]


@pytest.mark.parametrize(
    ("filters", "relations"),
    [
        (only(Facet.SOURCES, at_least(2)), ["r3"]),
        (only(Facet.SOURCES, exactly(1)), ["r1", "r2", "r4"]),
        (only(Facet.PASSAGES, exactly(1)), ["r2", "r4"]),
        (only(Facet.PASSAGES, exactly(1), at_least(2)), ["r1", "r2", "r3", "r4"]),
        (only(Facet.PASSAGES, "many"), []),
        (only(Facet.ARTICLE, "a2"), ["r2", "r3"]),
        (only(Facet.ARTICLE, "nowhere"), []),
    ],
)
def test_sources_passages_and_articles(filters: Filters, relations: list[str]) -> None:
    assert shown(tiny(*GRAPH), filters)[1] == relations


def test_the_date_facet_goes_by_month_of_publication() -> None:
    articles = [Article(id="old", title="T", published="2025-01-28"), Article(id="vague", title="T")]
    ties = [
        relation("a", "uses", "b", evidence("e1", article="old"), key="r1"),
        relation("a", "uses", "b", evidence("e2", article="vague"), key="r2"),
    ]
    project = graph(*articles, *ties)
    assert shown(project, only(Facet.DATE, "2025-01"))[1] == ["r1"]
    assert shown(project, only(Facet.DATE, UNDATED))[1] == ["r2"]


def test_only_accepted_evidence_counts_as_a_source() -> None:
    project = graph(relation("a", "uses", "b", evidence(speaker="s", status=Status.SUGGESTED)))
    assert shown(project, only(Facet.ARTICLE, "a1"))[1] == []
    assert shown(project, only(Facet.PASSAGES, exactly(0)))[1] == ["r1"]


def test_only_mentioned_entities_can_be_hidden_or_shown_alone() -> None:
    assert "sweden" not in shown(tiny(*GRAPH), only(Facet.LINKED, LINKED))[0]
    assert shown(tiny(*GRAPH), only(Facet.LINKED, MENTIONED)) == (["sweden", "wang"], [])


def test_hiding_an_entity_hides_its_relations_and_a_relation_can_be_hidden_alone() -> None:
    assert shown(tiny(*GRAPH), hidden=frozenset({"h800", "gone"}))[1] == ["r2", "r4"]
    entities, relations = shown(tiny(*GRAPH), hidden=frozenset({"r2"}))
    assert relations == ["r1", "r3", "r4"]
    assert "h100" in entities


def test_dangling_relations_are_never_shown() -> None:
    project = with_relations(tiny("a -uses-> b"), relation("a", "uses", "ghost", key="r9"))
    assert shown(project)[1] == ["r1"]


def test_focus_reaches_over_visible_relations_only() -> None:
    project = tiny("a -uses-> b", "b -owns-> c", "c -uses-> d")
    assert shown(project, focus=Focus(centre=("a",), depth=2)) == (["a", "b", "c"], ["r1", "r2"])
    no_owning = Filters().with_value(Facet.RELATION_KIND, "owns", exclude=True)
    assert shown(project, no_owning, focus=Focus(centre=("a",), depth=9)) == (["a", "b"], ["r1"])


def test_a_focus_can_be_asked_for_without_hiding_the_rest() -> None:
    project = tiny("a -uses-> b", "c -uses-> d")
    assert in_focus(project, Scope(focus=Focus(centre=("a",)))) == frozenset({"a", "b"})
    assert in_focus(project, Scope()) is None


def test_a_focus_on_what_is_out_of_sight_is_left_aside() -> None:
    project = tiny("a -uses-> b", "c -uses-> d")
    scope = Scope(hidden=frozenset({"a"}), focus=Focus(centre=("a", "nobody")))
    assert visible(project, scope).entities == ("b", "c", "d")
    assert in_focus(project, scope) is None


def test_a_focus_has_one_to_nine_steps() -> None:
    for depth in (0, 10):
        with pytest.raises(ValidationError):
            Focus(centre=("a",), depth=depth)


def test_collapsing_folds_neighbours_that_nothing_else_is_tied_to() -> None:
    #  leaf - hub - leaf2,  hub - other - far
    project = tiny(
        "hub -uses-> leaf",
        "leaf2 -uses-> hub",
        "hub -uses-> hub",
        "leaf -uses-> leaf",
        "hub -uses-> other",
        "other -uses-> far",
    )
    result = visible(project, Scope(collapsed=frozenset({"hub", "gone"})))
    assert result.entities == ("hub", "other", "far")
    assert set(result.relations) == {"r3", "r5", "r6"}
    assert result.folded == {"hub": 2}


def test_two_collapsed_entities_never_fold_each_other() -> None:
    result = visible(tiny("a -uses-> b"), Scope(collapsed=frozenset({"a", "b"})))
    assert result.entities == ("a", "b")
    assert result.folded == {"a": 0, "b": 0}


def test_a_neighbour_counts_as_folded_once_other_ties_are_filtered_away() -> None:
    project = tiny("hub -uses-> x", "x -owns-> y")
    owning = Filters().with_value(Facet.RELATION_KIND, "owns", exclude=True)
    assert visible(project, Scope(collapsed=frozenset({"hub"}))).folded == {"hub": 0}
    assert visible(project, Scope(filters=owning, collapsed=frozenset({"hub"}))).folded == {"hub": 1}


def test_counts_say_what_each_value_would_show_with_all_other_facets_applied() -> None:
    project = tiny(*GRAPH)
    found = counts(project, Scope(filters=only(Facet.STANDING, "contested")))
    assert found[Facet.STANDING] == Counter(asserted=2, contested=1, speculated=1)
    assert found[Facet.ENTITY_KIND] == Counter(company=1, chip=1, person=0, country=0)
    assert found[Facet.RELATION_KIND]["designed"] == 0
    assert found[Facet.SPEAKER] == Counter({"deepseek": 1, "luckey": 1, "wang": 0, ARTICLE_VOICE: 0})
    assert found[Facet.LINKED] == Counter({LINKED: 2, MENTIONED: 0})
    assert found[Facet.PASSAGES] == Counter({"0": 0, "1": 0, "2+": 1})


def test_counts_leave_hidden_entities_out_and_follow_changes() -> None:
    project = tiny(*GRAPH)
    assert counts(project, Scope(hidden=frozenset({"h800"})))[Facet.ENTITY_KIND]["chip"] == 1
    Put(relation("nvidia", "designed", "h100", key="r9")).apply(project)
    assert counts(project, Scope())[Facet.RELATION_KIND]["designed"] == 2


def test_an_empty_graph_can_be_filtered() -> None:
    project = tiny()
    full = only(Facet.STANDING, "contested").only(Facet.ENTITY_KIND, "chip").only(Facet.SOURCES, "2+")
    result = visible(project, Scope(filters=full, collapsed=frozenset({"a"}), focus=Focus(centre=("a",))))
    assert (result.entities, result.relations) == ((), ())
    assert set(counts(project, Scope(filters=full))) == set(Facet)


def test_a_click_shows_only_a_value_and_a_second_click_everything_again() -> None:
    once = only(Facet.STANDING, "denied", "claimed").picked(Facet.STANDING, "contested")
    assert once.values(Facet.STANDING) == ("contested",)
    assert once.picked(Facet.STANDING, "contested") == Filters()


def test_a_ctrl_click_adds_a_value_and_takes_it_off_again() -> None:
    chosen = Filters().toggled(Facet.STANDING, "denied").toggled(Facet.STANDING, "claimed")
    assert chosen.values(Facet.STANDING) == ("denied", "claimed")
    assert chosen.toggled(Facet.STANDING, "denied").toggled(Facet.STANDING, "claimed") == Filters()


def test_several_values_are_toggled_and_picked_as_one() -> None:
    voices = ("doubts", "dismisses")
    chosen = only(Facet.RELATION_KIND, "uses", "doubts")
    assert chosen.toggled(Facet.RELATION_KIND, *voices).values(Facet.RELATION_KIND) == ("uses", "doubts", "dismisses")
    assert chosen.toggled(Facet.RELATION_KIND, *voices).toggled(Facet.RELATION_KIND, *voices) == only(
        Facet.RELATION_KIND, "uses"
    )
    assert chosen.picked(Facet.RELATION_KIND, *voices).values(Facet.RELATION_KIND) == voices
    assert chosen.picked(Facet.RELATION_KIND, *voices).picked(Facet.RELATION_KIND, *reversed(voices)) == Filters()


def test_a_value_is_never_shown_and_left_out_at_once() -> None:
    chosen = Filters().with_value(Facet.STANDING, "denied").with_value(Facet.STANDING, "denied", exclude=True)
    assert chosen.terms == (Term(facet=Facet.STANDING, values=("denied",), exclude=True),)


def test_showing_only_a_value_keeps_the_place_among_the_chips_and_drops_what_was_left_out() -> None:
    chosen = only(Facet.STANDING, "denied").only(Facet.ENTITY_KIND, "chip")
    chosen = chosen.with_value(Facet.STANDING, "claimed", exclude=True).only(Facet.STANDING, "contested")
    assert [(term.facet, term.values) for term in chosen.terms] == [
        (Facet.STANDING, ("contested",)),
        (Facet.ENTITY_KIND, ("chip",)),
    ]
    assert only(Facet.STANDING) == Filters()


def test_filters_survive_a_file_and_unreadable_terms_are_left_out() -> None:
    chosen = only(Facet.SPEAKER, ARTICLE_VOICE).with_value(Facet.STANDING, "denied", exclude=True)
    saved = json.loads(chosen.model_dump_json())
    assert Filters.from_saved(saved) == chosen
    saved["terms"] += [{"facet": "colour", "values": ["red"]}, 7, {"facet": "standing", "values": 7}]
    assert Filters.from_saved(saved) == chosen
    for nothing in (None, {}, {"terms": None}, {"terms": "standing"}):
        assert Filters.from_saved(nothing) == Filters()


def test_a_scope_is_written_in_one_order() -> None:
    scope = Scope(hidden=frozenset("zyx"), collapsed=frozenset("cab"), focus=Focus(centre=("a",), depth=2))
    assert scope.model_dump(mode="json")["hidden"] == ["x", "y", "z"]
    assert Scope.model_validate_json(scope.model_dump_json()) == scope


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        (only(Facet.STANDING, "contested"), "Standing: contested"),
        (only(Facet.STANDING, "contested", "denied"), "Standing: contested or denied"),
        (Filters().with_value(Facet.STANDING, "denied", exclude=True), "Standing: not denied"),
        (only(Facet.ENTITY_KIND, "ai_model", "chip"), "Kind: AI model or Chip"),
        (only(Facet.RELATION_KIND, "a", "b", "c", "d"), "Relation: 4 chosen"),
        (only(Facet.LINKED, LINKED), "Only mentioned: hidden"),
        (only(Facet.LINKED, MENTIONED), "Only mentioned: shown alone"),
        (Filters().with_value(Facet.LINKED, MENTIONED, exclude=True), "Only mentioned: hidden"),
        (only(Facet.SPEAKER, "luckey", ARTICLE_VOICE), "Speaker: luckey or the article itself"),
        (only(Facet.SOURCES, at_least(2)), "Sources behind it: 2 sources or more"),
        (only(Facet.PASSAGES, exactly(1)), "Passages behind it: 1 passage"),
        (only(Facet.ARTICLE, "a1"), "Article: Article a1"),
        (only(Facet.DATE, "2025-01", UNDATED), "Date: January 2025 or undated"),
        (only(Facet.SPEAKER, "gone"), "Speaker: gone"),
    ],
)
def test_a_chip_says_what_it_does(filters: Filters, words: str) -> None:
    assert describe(tiny(*GRAPH), filters.terms[0]) == words


def test_leaving_many_values_out_is_said_in_short() -> None:
    chosen = Filters(terms=(Term(facet=Facet.RELATION_KIND, values=tuple("abcd"), exclude=True),))
    assert describe(tiny(), chosen.terms[0]) == "Relation: all but 4"


def test_every_facet_and_every_value_in_use_has_a_name() -> None:
    project = tiny(*GRAPH)
    for facet, found in counts(project, Scope()).items():
        assert facet_label(facet)
        assert all(value_label(project, facet, value) for value in found)
    assert value_label(project, Facet.STANDING, "nonsense") == "nonsense"


facets = st.sampled_from([facet for facet in Facet if facet is not Facet.DATE])


@st.composite
def scopes(draw: st.DrawFn, project: Project) -> Scope:
    terms = []
    for facet in draw(st.lists(facets, max_size=4, unique=True)):
        known = list(counts(project, Scope())[facet]) or ["none"]
        values = draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True))
        terms.append(Term(facet=facet, values=tuple(values), exclude=draw(st.booleans())))
    some = st.frozensets(st.sampled_from([*project.entities, *project.relations]), max_size=3)
    centre = draw(st.lists(st.sampled_from(list(project.entities)), min_size=1, max_size=2))
    focus = Focus(centre=tuple(centre), depth=draw(st.integers(1, 3))) if draw(st.booleans()) else None
    return Scope(filters=Filters(terms=tuple(terms)), hidden=draw(some), collapsed=draw(some), focus=focus)


SAMPLE = big(18, 30, seed=3)


@given(scopes(SAMPLE))
def test_every_visible_relation_has_both_ends_visible(scope: Scope) -> None:
    result = visible(SAMPLE, scope)
    ends = {end for key in result.relations for end in (SAMPLE.relations[key].source, SAMPLE.relations[key].target)}
    assert ends <= result.entity_set
    assert not result.entity_set & scope.hidden
    assert not result.relation_set & scope.hidden
    assert all(keeper in result.entity_set for keeper in result.folded)


@given(scopes(SAMPLE))
def test_filters_agree_with_looking_at_every_entity_and_relation(scope: Scope) -> None:
    scope = Scope(filters=scope.filters)
    entities, relations = by_looking(SAMPLE, scope.filters)
    result = visible(SAMPLE, scope)
    assert set(result.entities) == entities
    assert set(result.relations) == relations


@given(scopes(SAMPLE), st.sampled_from(list(Facet)))
def test_a_count_is_what_choosing_just_that_value_shows(scope: Scope, facet: Facet) -> None:
    scope = Scope(filters=scope.filters, hidden=scope.hidden)
    for value, number in counts(SAMPLE, scope)[facet].items():
        alone = Scope(filters=scope.filters.without(facet).only(facet, value), hidden=scope.hidden)
        result = visible(SAMPLE, alone)
        if facet in ENTITY_FACETS:
            kind = columns(SAMPLE).facet[facet].mask([value])
            before = visible(SAMPLE, Scope(filters=scope.filters.without(facet), hidden=scope.hidden))
            own = {str(key) for key in columns(SAMPLE).entities[kind]}
            assert number == len(before.entity_set & own)
        else:
            assert number == len(result.relations)


@given(scopes(SAMPLE))
def test_chips_come_off_in_any_order_with_the_same_result(scope: Scope) -> None:
    for order in permutations(scope.filters.terms):
        left = scope.filters
        for term in order:
            left = left.without_term(term)
        assert left == Filters()
    for taken in scope.filters.terms:
        rest = tuple(term for term in scope.filters.terms if term != taken)
        for order in permutations(rest):
            again = Scope(filters=Filters(terms=order))
            one, other = visible(SAMPLE, again), visible(SAMPLE, Scope(filters=scope.filters.without_term(taken)))
            assert (one.entities, one.relations) == (other.entities, other.relations)


@given(st.lists(st.tuples(facets, st.sampled_from("abc"), st.booleans()), max_size=12))
def test_toggling_twice_changes_nothing_but_the_order(steps: list[tuple[Facet, str, bool]]) -> None:
    chosen = Filters()
    for facet, value, exclude in steps:
        chosen = chosen.toggled(facet, value, exclude=exclude)
        keys = [(term.facet, term.exclude) for term in chosen.terms]
        assert len(keys) == len(set(keys))
        assert all(term.values for term in chosen.terms)
    for facet, value, exclude in steps:
        if value in chosen.values(facet, exclude=not exclude):
            continue
        back = chosen.toggled(facet, value, exclude=exclude).toggled(facet, value, exclude=exclude)
        assert {(t.facet, t.exclude, frozenset(t.values)) for t in back.terms} == {
            (t.facet, t.exclude, frozenset(t.values)) for t in chosen.terms
        }


def by_looking(project: Project, filters: Filters) -> tuple[set[str], set[str]]:
    entities = {
        key
        for key, entity in project.entities.items()
        if all(
            (answer in term.values) is not term.exclude
            for term in filters.terms
            if term.facet in ENTITY_FACETS
            for answer in [
                entity.kind if term.facet is Facet.ENTITY_KIND else LINKED if project.relations_of(key) else MENTIONED
            ]
        )
    }
    relations = {
        key
        for key, tie in project.relations.items()
        if {tie.source, tie.target} <= entities
        and all(
            bool(answers(project, key, term) & set(term.values)) is not term.exclude
            for term in filters.terms
            if term.facet not in ENTITY_FACETS
        )
    }
    terms = [term for term in filters.terms if term.facet not in ENTITY_FACETS]
    if terms:
        tied = {end for key in relations for end in (project.relations[key].source, project.relations[key].target)}
        if all(term.exclude for term in terms):
            tied |= {key for key in entities if not project.relations_of(key)}
        entities &= tied
    return entities, relations


def answers(project: Project, key: str, term: Term) -> set[str]:
    tie = project.relations[key]
    given_evidence = accepted(tie.evidence)
    articles = {item.article for item in given_evidence}
    if term.facet is Facet.RELATION_KIND:
        return {tie.kind}
    if term.facet is Facet.STANDING:
        return {project.standing(key).value}
    if term.facet is Facet.SPEAKER:
        acts = {tie.source} if tie.kind == "doubts" and given_evidence else set()
        return {item.speaker or ARTICLE_VOICE for item in given_evidence} | acts
    if term.facet is Facet.ARTICLE:
        return articles
    number = len(articles) if term.facet is Facet.SOURCES else len(given_evidence)
    return {str(number)} | {f"{n}+" for n in range(number + 1)}
