"""A graph that is taken up loses nothing, and nothing is told twice."""

from __future__ import annotations

from hypothesis import given, settings

from explorer.formats.merging import merged
from explorer.model.facts import (
    Article,
    Entity,
    Evidence,
    Fact,
    GraphFile,
    Quantity,
    Quote,
    Relation,
    SavedView,
    Stance,
)
from explorer.model.problems import Severity, problems
from explorer.resources import bundled_graph
from explorer.stores.json_file import load
from tests.formats.test_data import documents


def graph(*entities: Entity, relations: tuple[Relation, ...] = (), articles: tuple[Article, ...] = ()) -> GraphFile:
    return GraphFile(format="edgewise-graph", version=1, articles=articles, entities=entities, relations=relations)


def quoted(key: str, article: str, words: str, speaker: str | None = None) -> Evidence:
    return Evidence(id=key, article=article, quote=Quote(exact=words), stance=Stance.CLAIMS, speaker=speaker)


def test_a_graph_taken_up_by_itself_is_itself() -> None:
    file = load(bundled_graph()).project.to_file()
    found = merged(file, file)
    assert found.file == file
    assert found.losses == ()


@settings(deadline=None, max_examples=60)
@given(documents(), documents())
def test_nothing_of_either_graph_is_lost(base: GraphFile, other: GraphFile) -> None:
    both = merged(base, other).file
    names = {name for entity in both.entities for name in (entity.name, *entity.aliases)}
    assert names == {name for file in (base, other) for one in file.entities for name in (one.name, *one.aliases)}
    quotations = {item.quote.exact for relation in both.relations for item in relation.evidence}
    assert quotations == {
        item.quote.exact for file in (base, other) for relation in file.relations for item in relation.evidence
    }
    for table in ("articles", "entities", "relations"):
        ids = [one.id for one in getattr(both, table)]
        assert len(set(ids)) == len(ids)
        assert [one.id for one in getattr(base, table)] == ids[: len(getattr(base, table))]
    known = {entity.id for entity in both.entities}
    assert all({relation.source, relation.target} <= known for relation in both.relations)
    assert not {problem.code for problem in problems(both) if problem.severity is Severity.ERROR} & {
        "unknown-source", "unknown-target", "unknown-article", "unknown-speaker",
    }  # fmt: skip


def test_entities_are_the_same_by_name_unless_their_kinds_differ() -> None:
    base = graph(
        Entity(id="nv", kind="company", name="Nvidia", aliases=("NVDA",)), Entity(id="ap", kind="company", name="Apple")
    )
    other = graph(
        Entity(id="1", kind="thing", name="nvda", facts=(Fact(id="f", property="staff", value=Quantity(amount=3)),)),
        Entity(id="2", kind="topic", name="Apple"),
        Entity(id="ap", kind="company", name="Apricot"),
        relations=(Relation(id="r", source="1", target="2", kind="uses"),),
    )
    found = merged(base, other)
    assert [(one.id, one.name, one.kind) for one in found.file.entities] == [
        ("nv", "Nvidia", "company"),
        ("ap", "Apple", "company"),
        ("2", "Apple", "topic"),
        ("ap-2", "Apricot", "company"),
    ]
    assert found.file.entities[0].facts[0].property == "staff"
    assert found.file.relations[0].source == "nv"
    assert "with the id of another in the graph, which got a new one (Apricot)" in str(found.losses[0])


def test_passages_come_together_under_one_relation_and_point_at_the_right_article_and_speaker() -> None:
    tie = Relation(id="r", source="a", target="b", kind="uses")
    people = (Entity(id="a", kind="person", name="Ann"), Entity(id="b", kind="person", name="Bob"))
    one = Article(id="a1", title="One", url="https://example.org/1")
    base = graph(
        *people, relations=(tie.model_copy(update={"evidence": (quoted("e1", "a1", "first"),)}),), articles=(one,)
    )
    evidence = (quoted("e1", "x", "first"), quoted("e1", "a1", "second", "s"))
    other = graph(
        *people,
        Entity(id="s", kind="person", name="Sue"),
        relations=(tie.model_copy(update={"evidence": evidence, "note": "A note"}),),
        articles=(one.model_copy(update={"id": "x"}), Article(id="a1", title="Two")),
    )
    [relation] = merged(base, other).file.relations
    assert [(item.id, item.article, item.quote.exact, item.speaker) for item in relation.evidence] == [
        ("e1", "a1", "first", None),
        ("e1-2", "a1-2", "second", "s"),
    ]
    assert relation.note == "A note"


def test_what_differs_is_kept_beside_what_was_there() -> None:
    ann = Entity(id="a", kind="person", name="Ann", description="Old")
    tie = Relation(id="r", source="a", target="a", kind="uses", qualifiers={"weight": Quantity(amount=1)})
    base = graph(ann, relations=(tie,))
    other = graph(
        ann.model_copy(update={"description": "New", "kind": "company"}),
        relations=(tie.model_copy(update={"qualifiers": {"weight": Quantity(amount=2)}}),),
    )
    found = merged(base, other).file
    assert found.entities[0].description == "Old"
    assert {fact.property: fact.value for fact in found.entities[0].facts} == {
        "description (imported)": "New",
        "kind (imported)": "company",
    }
    assert found.relations[0].qualifiers["weight (imported)"] == Quantity(amount=2)


def test_an_arrangement_that_is_there_stays() -> None:
    base, other = graph(Entity(id="a", kind="person", name="Ann")), graph(Entity(id="b", kind="person", name="Bob"))
    placed = base.model_copy(update={"views": (SavedView(positions={"a": (1.0, 2.0)}),)})
    more = other.model_copy(update={"views": (SavedView(positions={"b": (3.0, 4.0)}),)})
    found = merged(placed, more)
    assert found.file.views == placed.views
    assert str(found.losses[0]) == "1 place left out, since the graph has an arrangement of its own."
    assert merged(base, more).file.views[0].positions == {"b": (3.0, 4.0)}
