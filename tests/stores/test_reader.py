"""What a store answers without being loaded is what the model answers of the same graph when it is."""

from __future__ import annotations

import threading
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.model.errors import Cancelled
from explorer.model.facts import Article, Entity, Evidence, GraphFile, Quote, Relation, Stance
from explorer.model.filters import Facet, Filters, Scope, Term, counts, visible
from explorer.model.project import Project
from explorer.model.queries import most_connected, neighbours
from explorer.model.search import HitGroup
from explorer.stores.json_file import load
from explorer.stores.neighbourhoods import Direction, Limits
from explorer.stores.sqlite import SqliteStore
from tests.builders import tiny
from tests.stores.documents import files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.stores.reader import Reader

BUNDLED = Path(__file__).parents[2] / "graph.json"
ENTITY, ARTICLE, QUOTATION = HitGroup.ENTITY, HitGroup.ARTICLE, HitGroup.QUOTATION
PROJECT = load(BUNDLED).project
ON_DISK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """The bundled graph in a store."""
    store = SqliteStore.create(tmp_path_factory.mktemp("reader") / "g.edgewise")
    store.save(PROJECT)
    yield store.reader()
    store.close()


def reading(folder: Path, project: Project) -> Reader:
    store = SqliteStore.create(folder / "g.edgewise")
    store.path.unlink(missing_ok=True)
    store.save(project)
    return store.reader()


def some_values(facet: Facet) -> st.SearchStrategy[tuple[str, ...]]:
    known = [value for value, number in counts(PROJECT, Scope())[facet].items() if number] or ["?"]
    return st.lists(st.sampled_from([*known, "unknown", "3"]), min_size=1, max_size=3, unique=True).map(tuple)


terms = st.sampled_from(list(Facet)).flatmap(
    lambda facet: st.builds(Term, facet=st.just(facet), values=some_values(facet), exclude=st.booleans())
)
chosen = st.lists(terms, max_size=3).map(lambda own: Filters(terms=tuple(own)))


@ON_DISK
@given(filters=chosen)
def test_filters_let_pass_what_the_model_lets_pass(bundled: Reader, filters: Filters) -> None:
    shown = visible(PROJECT, Scope(filters=filters))
    assert bundled.totals(filters) == (len(shown.entities), len(shown.relations))
    assert {own.id for own in bundled.entities(filters, 10_000)} == set(shown.entities)


@ON_DISK
@given(filters=chosen)
def test_every_facet_is_counted_as_the_model_counts_it(bundled: Reader, filters: Filters) -> None:
    expected = counts(PROJECT, Scope(filters=filters))
    for facet in Facet:
        assert +bundled.tally(facet, filters) == +expected[facet]


@ON_DISK
@given(file=files)
def test_any_document_is_counted_as_the_model_counts_it(tmp_path: Path, file: GraphFile) -> None:
    project, read = Project(file), reading(tmp_path, Project(file))
    shown = visible(project, Scope())
    assert read.totals() == (len(shown.entities), len(shown.relations))
    for facet, expected in counts(project, Scope()).items():
        assert +read.tally(facet) == +expected
    assert {own.id: own.degree for own in read.entities()} == {
        key: len(project.relations_of(key)) for key in project.entities
    }


def test_a_value_that_nothing_passes_is_counted_as_none(bundled: Reader) -> None:
    found = bundled.tally(Facet.ENTITY_KIND, Filters().with_value(Facet.STANDING, "contested"))
    assert 0 in found.values()


def test_the_start_page_has_its_figures(bundled: Reader) -> None:
    summary = bundled.summary()
    assert (summary.title, summary.head, summary.loose) == (PROJECT.title, 1, 0)
    sizes = (len(PROJECT.articles), len(PROJECT.entities), len(PROJECT.relations))
    assert (summary.articles, summary.entities, summary.relations) == sizes
    top = [(own.id, own.degree) for own in bundled.entities(limit=5)]
    assert [degree for _, degree in top] == [degree for _, degree in most_connected(PROJECT, 5)]
    assert top[0] == most_connected(PROJECT, 1)[0]


def test_lists_go_on_where_they_stopped(bundled: Reader) -> None:
    assert bundled.entities(limit=4)[2:] == bundled.entities(limit=2, skip=2)


# -- neighbourhoods -----------------------------------------------------------------------------


@pytest.mark.parametrize("hops", [1, 2])
def test_a_neighbourhood_is_the_focus_of_the_model(bundled: Reader, hops: int) -> None:
    part = bundled.neighbourhood(["nvidia"], hops, limits=Limits(each=1_000))
    near = {"nvidia", *neighbours(PROJECT, ["nvidia"], hops)}
    assert {entity.id for entity in part.entities} == near
    tied = {key for key, own in PROJECT.relations.items() if {own.source, own.target} <= near}
    assert {relation.id for relation in part.relations} == tied
    assert not part.is_cut
    assert all(PROJECT.relations[relation.id] == relation for relation in part.relations)
    assert {article.id for article in part.articles} == set(PROJECT.articles)
    assert part.places == {key: PROJECT.positions.get(key) for key in near}


@ON_DISK
@given(filters=chosen, hops=st.integers(0, 3), each=st.integers(1, 4), most=st.integers(0, 30))
def test_what_is_hidden_and_what_is_here_is_all_there_is(
    bundled: Reader, filters: Filters, hops: int, each: int, most: int
) -> None:
    part = bundled.neighbourhood(["deepseek"], hops, filters, Limits(most, 5, each))
    ends = Counter(end for relation in part.relations for end in {relation.source, relation.target})
    passing = set(visible(PROJECT, Scope(filters=filters)).relations)
    assert len(part.relations) <= most
    assert {relation.id for relation in part.relations} <= passing
    assert set(ends) <= {entity.id for entity in part.entities}
    for key, hidden in part.hidden.items():
        assert hidden + ends[key] == len(PROJECT.relations_of(key))


def test_asking_for_more_gives_the_next_ones_until_there_are_none(tmp_path: Path) -> None:
    read = reading(tmp_path, tiny(*(f"hub -uses-> leaf{number}" for number in range(7))))
    known: list[str] = []
    for left in (4, 1, 0, 0):
        part = read.neighbourhood(["hub"], limits=Limits(each=3), known=known)
        assert not set(known) & {relation.id for relation in part.relations}
        known += [relation.id for relation in part.relations]
        assert part.hidden["hub"] == left
        assert part.is_cut == (left > 0)


def test_what_has_most_evidence_comes_first(tmp_path: Path) -> None:
    read = reading(tmp_path, tiny("a -uses-> b", "a -uses-> c | claims, claims", "a -uses-> d | claims"))
    assert [own.id for own in read.neighbourhood(["a"], limits=Limits(each=1)).relations] == ["r2"]


def test_expanding_by_kind_and_direction_gives_what_was_counted(tmp_path: Path) -> None:
    read = reading(tmp_path, tiny("a -uses-> b", "c -uses-> a", "a -rivals-> d", "a -uses-> e", "a -uses-> a"))
    assert read.counts(["a"])["a"] == {
        ("uses", Direction.OUT): 3,
        ("uses", Direction.IN): 1,
        ("rivals", Direction.OUT): 1,
    }
    uses = Filters().with_value(Facet.RELATION_KIND, "uses")
    part = read.neighbourhood(["a"], 1, uses, directions=(Direction.OUT,))
    assert {relation.id for relation in part.relations} == {"r1", "r4", "r5"}


def test_hubs_are_tied_to_each_other_and_to_what_is_in_sight(tmp_path: Path) -> None:
    hubs = ("one", "two")
    leaves = [Entity(id=f"leaf{number}", kind="chip", name=f"L{number}") for number in range(2_100)]
    ties = [Relation(id=f"{hub}-{own.id}", source=hub, target=own.id, kind="uses") for hub in hubs for own in leaves]
    ties.append(Relation(id="between", source="one", target="two", kind="uses"))
    entities = (*(Entity(id=hub, kind="company", name=hub) for hub in hubs), *leaves)
    read = reading(tmp_path, Project(GraphFile(entities=entities, relations=tuple(ties))))
    part = read.neighbourhood(["leaf7"])
    assert {relation.id for relation in part.relations} == {"one-leaf7", "two-leaf7", "between"}
    assert part.hidden == {"leaf7": 0, "one": 2_099, "two": 2_099}


def test_a_hub_that_comes_late_is_tied_to_what_was_there_before(tmp_path: Path) -> None:
    people = [Entity(id=f"p{number}", kind="person", name=f"P{number}") for number in range(2_100)]
    ties = [Relation(id=f"t{own.id}", source=own.id, target="hub", kind="uses") for own in people]
    ties.append(Relation(id="old", source="p2098", target="p2099", kind="uses"))
    file = GraphFile(entities=(Entity(id="hub", kind="company", name="Hub"), *people), relations=tuple(ties))
    part = reading(tmp_path, Project(file)).neighbourhood(["hub"], limits=Limits(each=1), known=["old"])
    assert {relation.id for relation in part.relations} == {"tp0", "tp2098", "tp2099"}
    assert part.hidden["hub"] == 2_097


def test_start_points_that_do_not_exist_are_left_out(bundled: Reader) -> None:
    part = bundled.neighbourhood(["nobody"], 2)
    assert (part.entities, part.relations, part.is_cut) == ((), (), False)


def test_facts_come_by_id_with_what_they_need(bundled: Reader) -> None:
    key, relation = next(iter(PROJECT.relations.items()))
    part = bundled.facts([key, "nobody", "nvidia"])
    assert part.relations == (relation,)
    assert {entity.id for entity in part.entities} == {relation.source, relation.target, "nvidia"}
    assert {item.article for item in relation.evidence} <= {article.id for article in part.articles}


# -- search -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nvidia", "nvidia"),
        ("NVIDIA ", "nvidia"),
        ("nvdia", "nvidia"),
        ("nividia", "nvidia"),
        ("deepsek", "deepseek"),
        ("liang wenfeng", "liang-wenfeng"),
        ("wenfeng", "liang-wenfeng"),
        ("lian wenfng", "liang-wenfeng"),
        ("h8", "h800"),
        ("n", "nvidia"),
    ],
)
def test_names_are_found_misspelt_or_half_typed(bundled: Reader, text: str, found: str) -> None:
    assert found in [hit.id for hit in bundled.search(text, ENTITY)]


def test_a_hit_says_what_it_is_and_where_it_matches(bundled: Reader) -> None:
    hit = bundled.search("nvid", ENTITY)[0]
    assert (hit.id, hit.text, hit.spans, hit.alias) == ("nvidia", "Nvidia", ((0, 4),), None)
    assert hit.detail == f"Company, {len(PROJECT.relations_of('nvidia'))} relations"


def test_an_alias_leads_to_the_name(tmp_path: Path) -> None:
    entity = Entity(id="p", kind="company", name="Public name", aliases=("Société Générale",))
    [hit] = reading(tmp_path, Project(GraphFile(entities=(entity,)))).search("societe", ENTITY)
    assert (hit.id, hit.text, hit.alias) == ("p", "Public name", "Société Générale")


def test_an_empty_text_suggests_the_best_connected(bundled: Reader) -> None:
    assert bundled.search("", ENTITY, 1)[0].id == most_connected(PROJECT, 1)[0][0]
    assert bundled.search(" ", QUOTATION) == []


def test_quotations_are_found_by_their_words_in_any_order(bundled: Reader) -> None:
    item = next(
        item for own in PROJECT.relations.values() for item in own.evidence if len(item.quote.exact.split()) > 5
    )
    words = item.quote.exact.split()
    found = bundled.search(f"{words[3]} {words[1]} {words[2][:3]}", QUOTATION, 50)
    assert item.id in {hit.id for hit in found}
    assert all(hit.owner for hit in found)


def test_articles_are_found_by_their_titles(bundled: Reader) -> None:
    article = next(iter(PROJECT.articles.values()))
    assert bundled.search(article.title.split()[0].lower(), ARTICLE)[0].id == article.id


@ON_DISK
@given(text=st.text(max_size=12), what=st.sampled_from(list(HitGroup)))
def test_anything_may_be_typed(bundled: Reader, text: str, what: HitGroup) -> None:
    assert len(bundled.search(text, what, 3)) <= 3


@ON_DISK
@given(name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))
def test_whatever_is_called_so_is_found_by_it(tmp_path: Path, name: str) -> None:
    read = reading(tmp_path, Project(GraphFile(entities=(Entity(id="a", kind="chip", name=name),))))
    assert [hit.id for hit in read.search(name, ENTITY)] == ["a"]


def test_a_question_stops_when_nobody_wants_the_answer(tmp_path: Path) -> None:
    quote = Quote(exact="words of the article")
    passages = tuple(Evidence(id=f"v{row}", article="a", quote=quote, stance=Stance.CLAIMS) for row in range(9_000))
    relation = Relation(id="r", source="x", target="x", kind="uses", evidence=passages)
    file = GraphFile(
        articles=(Article(id="a", title="T"),), entities=(Entity(id="x", kind="chip", name="X"),), relations=(relation,)
    )
    with pytest.raises(Cancelled):
        reading(tmp_path, Project(file)).tally(Facet.ARTICLE, cancel=lambda: True)


def test_closing_a_store_stops_who_is_still_asking_it(tmp_path: Path) -> None:
    store = SqliteStore.create(tmp_path / "g.edgewise")
    store.save(PROJECT)
    begun, ended = threading.Event(), threading.Event()
    failed: list[str] = []

    def is_asking() -> bool:
        begun.set()
        return False

    def ask() -> None:
        connections = store.connections_here()
        try:
            with connections.reading(is_asking) as connection:
                endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n"
                connection.execute(endless).fetchall()
        except Cancelled as stopped:
            failed.append(str(stopped))
        ended.set()

    asking = threading.Thread(target=ask)
    asking.start()
    begun.wait()
    store.close()
    asking.join()
    assert ended.is_set()
    assert failed == ["Stopped."]
    assert SqliteStore.open(store.path).reader().summary().entities == len(PROJECT.entities)
