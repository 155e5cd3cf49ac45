"""What a person may mean by a few letters."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.changes import Put
from explorer.model.facts import Article, Entity
from explorer.model.folding import folded, folded_with_places, joined, spans_of
from explorer.model.project import Project
from explorer.model.search import Hit, HitGroup, search, warm
from tests.builders import big, company, evidence, graph, relation

LONG = "The startup’s success, experts say, " * 4 + "rests on 2,000 Nvidia H800 GPUs and " + "much else besides " * 5

ENTITIES = (
    company("deepseek", name="DeepSeek"),
    company("v3", name="DeepSeek V3"),
    Entity(id="h800", kind="chip", name="H800", aliases=("Hopper export part",)),
    Entity(id="socgen", kind="company", name="Société Générale"),
    Entity(id="strasse", kind="topic", name="Große Straße"),
    company("sub", name="Seedeeps"),
)
ARTICLE = Article(id="a1", title="DeepSeek shakes markets", publisher="Legal Wires")
RELATIONS = (
    relation("deepseek", "uses", "h800", evidence("e1", exact="used 2,000 Nvidia H800 GPUs", start=4), key="r1"),
    relation("nvidia", "designed", "h800", evidence("e2", exact=LONG), key="r2"),
    relation("deepseek", "developed", "v3", evidence("e3", exact="used 2,000 Nvidia H800 GPUs", start=4), key="r3"),
)


@pytest.fixture
def project() -> Project:
    return graph(ARTICLE, *ENTITIES, *RELATIONS)


def ids(project: Project, query: str, group: HitGroup = HitGroup.ENTITY) -> list[str]:
    return [hit.id for hit in search(project, query).get(group, ())]


def marked(hit: Hit) -> list[str]:
    return [hit.text[start:end] for start, end in hit.spans]


def test_the_whole_name_comes_before_a_beginning_before_the_middle(project: Project) -> None:
    assert ids(project, "deepseek") == ["deepseek", "v3"]
    assert ids(project, "deep") == ["deepseek", "v3", "sub"]
    (hit, *_) = search(project, "DEEP")[HitGroup.ENTITY]
    assert (hit.text, marked(hit), hit.detail) == ("DeepSeek", ["Deep"], "Company, 2 relations")


@pytest.mark.parametrize("query", ["societe generale", "SOCIÉTÉ", "société gén", "générale  société"])
def test_case_accents_white_space_and_order_do_not_matter(project: Project, query: str) -> None:
    assert ids(project, query)[0] == "socgen"


def test_letters_that_fold_into_two_are_marked_whole(project: Project) -> None:
    (hit, *_) = search(project, "strasse")[HitGroup.ENTITY]
    assert marked(hit) == ["Straße"]


@pytest.mark.parametrize(("query", "found"), [("depseek", "deepseek"), ("deepsek", "deepseek"), ("generle", "socgen")])
def test_a_misspelt_name_is_found(project: Project, query: str, found: str) -> None:
    (hit, *_) = search(project, query)[HitGroup.ENTITY]
    assert hit.id == found
    assert hit.spans


def test_a_short_alias_is_not_found_inside_of_another_word() -> None:
    states = graph(Entity(id="us", kind="country", name="United States", aliases=("US",)))
    assert [hit.id for hit in search(states, "us")[HitGroup.ENTITY]] == ["us"]
    assert search(states, "bogus") == {}


def test_the_relations_of_a_misspelt_name_are_offered(project: Project) -> None:
    assert set(ids(project, "depseek", HitGroup.RELATION)) >= {"r1", "r3"}


def test_another_name_is_found_and_shown_as_such(project: Project) -> None:
    (hit,) = search(project, "hopper")[HitGroup.ENTITY]
    assert (hit.id, hit.text, hit.alias, hit.spans) == ("h800", "H800", "Hopper export part", ())


def test_relations_are_found_by_any_words_of_their_sentence(project: Project) -> None:
    (hit,) = search(project, "h800 deepseek")[HitGroup.RELATION]
    assert (hit.id, hit.text, hit.detail) == ("r1", "DeepSeek uses H800", "asserted")
    assert marked(hit) == ["DeepSeek", "H800"]


def test_articles_are_found_by_title(project: Project) -> None:
    (hit,) = search(project, "shakes")[HitGroup.ARTICLE]
    assert (hit.id, hit.text, marked(hit), hit.detail) == ("a1", ARTICLE.title, ["shakes"], "Legal Wires")


def test_a_quotation_is_found_once_with_its_source(project: Project) -> None:
    hits = search(project, "2,000 nvidia")[HitGroup.QUOTATION]
    assert [hit.id for hit in hits] == ["e1", "e2"]
    assert (hits[0].owner, hits[0].detail, marked(hits[0])) == ("r1", "Legal Wires", ["2,000", "Nvidia"])


def test_a_long_quotation_is_shown_around_what_matches(project: Project) -> None:
    (hit,) = [hit for hit in search(project, "nvidia h800")[HitGroup.QUOTATION] if hit.id == "e2"]
    assert hit.text.startswith("… ")
    assert hit.text.endswith(" …")
    assert len(hit.text) < 100
    assert marked(hit) == ["Nvidia", "H800"]


def test_quotation_marks_and_dashes_may_be_typed_plainly(project: Project) -> None:
    assert ids(project, "startup's success", HitGroup.QUOTATION) == ["e2"]


def test_an_empty_query_suggests_the_best_connected(project: Project) -> None:
    found = search(project, "  ", limit=2)
    assert list(found) == [HitGroup.ENTITY]
    assert {hit.id for hit in found[HitGroup.ENTITY]} == {"deepseek", "h800"}
    assert search(Project(), "") == {}


def test_nonsense_finds_nothing(project: Project) -> None:
    assert search(project, "zzqqxx") == {}
    assert search(Project(), "anything") == {}


def test_the_better_connected_of_equal_matches_comes_first() -> None:
    project = graph(company("x", name="Atlas One"), company("y", name="Atlas Two"), relation("y", "uses", "z"))
    assert ids(project, "atlas") == ["y", "x"]


def test_what_was_just_added_is_found() -> None:
    project = graph(*ENTITIES)
    warm(project)
    Put(company("new", name="Brand New")).apply(project)
    assert ids(project, "brand") == ["new"]


def test_of_thousands_that_match_the_best_are_still_found() -> None:
    project = big(3000, 10)
    assert next(hit.text for hit in search(project, "deep", 3)[HitGroup.ENTITY]).startswith("Deep ")
    name = project.entities["e2999"].name
    assert ids(project, name)[0] == "e2999"


@given(st.text())
def test_folding_letter_by_letter_agrees_with_folding_whole(text: str) -> None:
    plain, places = folded_with_places(text)
    assert plain == folded(text)
    assert len(places) == len(plain)
    assert places == sorted(places)
    assert folded(plain) == plain


@given(st.text(), st.text())
def test_marks_lie_within_the_text_and_apart(text: str, query: str) -> None:
    tokens = folded(query).split()
    spans = spans_of(text, tokens)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(spans))
    if tokens and tokens[0] in folded(text):
        assert spans


def test_overlapping_marks_become_one() -> None:
    assert joined([(4, 6), (0, 3), (2, 4)]) == ((0, 6),)


@given(st.text(max_size=30))
def test_any_query_gives_hits_whose_marks_fit(query: str) -> None:
    project = graph(ARTICLE, *ENTITIES, *RELATIONS)
    for group, hits in search(project, query, 3).items():
        assert 0 < len(hits) <= 3
        assert [hit.group for hit in hits] == [group] * len(hits)
        assert all(0 <= start < end <= len(hit.text) for hit in hits for start, end in hit.spans)
