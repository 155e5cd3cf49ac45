"""One open graph: indexes, the networkx view, and what would be saved."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.changes import Move, Pin, Put, Remove, UseLayout
from explorer.model.facts import Entity, EntityKind, GraphFile, Kinds, LayoutUsed, Relation, SavedView
from explorer.model.memo import per_facts
from explorer.model.project import Project
from explorer.model.standing import Standing
from tests.builders import big, company, evidence, relation, tiny


def test_relations_of_an_entity_come_in_file_order_whichever_way_they_point() -> None:
    project = tiny("a -uses-> b", "c -uses-> a", "a -owns-> a")
    assert project.relations_of("a") == ("r1", "r2", "r3")
    assert project.relations_of("c") == ("r2",)
    assert project.relations_of("nobody") == ()


def test_a_dangling_relation_is_kept_but_in_no_index() -> None:
    tie = relation("a", "uses", "ghost")
    project = Project(GraphFile(entities=(company("a"),), relations=(tie,)))
    assert project.is_dangling(tie)
    assert project.relations_of("a") == ()
    assert project.graph.number_of_edges() == 0
    assert project.to_file().relations == (tie,)


def test_the_networkx_view_has_entities_as_nodes_and_relation_ids_as_keys() -> None:
    project = tiny("a -uses-> b", "a -owns-> b", "lonely")
    assert sorted(project.graph.edges(keys=True)) == [("a", "b", "r1"), ("a", "b", "r2")]
    assert project.graph.nodes["lonely"]["entity"] is project.entities["lonely"]
    assert project.graph.edges["a", "b", "r2"]["relation"] is project.relations["r2"]
    with pytest.raises(nx.NetworkXError, match=r"[Ff]rozen"):
        project.graph.add_node("z")


def test_the_networkx_view_and_standings_follow_changes() -> None:
    project = tiny("a -uses-> b | asserts")
    assert project.standing("r1") is Standing.ASSERTED
    assert project.graph.number_of_edges() == 1
    Put(relation("a", "uses", "b")).apply(project)
    Put(relation("b", "uses", "a", key="r2")).apply(project)
    assert project.standing("r1") is Standing.UNSUPPORTED
    assert project.graph.number_of_edges() == 2


def test_every_change_raises_the_revision_and_only_facts_begin_another_memory() -> None:
    project = tiny("a -uses-> b")
    memory = project.worked_out
    for change in (Move({"a": (1, 2)}), Pin(frozenset({"a"})), UseLayout(LayoutUsed(name="force"))):
        change.apply(project)
    assert (project.revision, project.worked_out is memory) == (3, True)
    Put(company("c")).apply(project)
    assert (project.revision, project.worked_out is memory) == (4, False)


def test_a_snapshot_stays_as_it_was_whatever_changes() -> None:
    project = tiny("a -uses-> b | asserts", positions={"a": (0, 0)})
    before = project.snapshot()
    file, entities, standing = before.to_file(), before.entities, before.standing("r1")
    for change in (
        Move({"a": (1, 2)}),
        Pin(frozenset({"a"})),
        Put(company("c")),
        Put(relation("a", "uses", "b")),
        Remove(Relation, "r1"),
    ):
        change.apply(project)
    assert before.to_file() == file
    assert before.entities is entities
    assert before.standing("r1") is standing is Standing.ASSERTED
    assert before.relations_of("a") == ("r1",)
    assert (project.relations_of("a"), set(project.entities)) == ((), {"a", "b", "c"})


def test_a_snapshot_and_its_project_share_what_was_worked_out_until_facts_change() -> None:
    calls = []

    @per_facts
    def number_of_entities(project: Project) -> int:
        calls.append(len(project.entities))
        return calls[-1]

    project = tiny("a", "b")
    before = project.snapshot()
    assert [number_of_entities(before), number_of_entities(project)] == [2, 2]
    Put(company("c")).apply(project)
    assert [number_of_entities(before), number_of_entities(project)] == [2, 3]
    assert calls == [2, 3]


def test_an_answer_from_before_a_change_is_not_taken_for_one_from_after() -> None:
    @per_facts
    def slow(project: Project) -> int:
        found = len(project.entities)
        Put(company(f"new{found}")).apply(project)  # as another thread might
        return found

    project = tiny("a")
    assert [slow(project), slow(project)] == [1, 2]


def test_an_answer_is_worked_out_once_per_state_of_the_facts_and_forgotten_with_the_project() -> None:
    calls = []

    @per_facts
    def number_of_entities(project: Project) -> int:
        calls.append(project.revision)
        return len(project.entities)

    project = tiny("a")
    assert [number_of_entities(project), number_of_entities(project)] == [1, 1]
    Move({"a": (1, 2)}).apply(project)
    assert number_of_entities(project) == 1
    Put(company("b")).apply(project)
    assert number_of_entities(project) == 2
    assert len(calls) == 2
    assert number_of_entities(tiny("x", "y", "z")) == 3


def test_an_untouched_project_saves_the_very_values_it_was_loaded_with() -> None:
    project = big(10, 20)
    file = GraphFile(
        title="T",
        entities=tuple(project.entities.values()),
        relations=tuple(project.relations.values()),
        views=(SavedView(positions={"e1": (1.23456, 2), "gone": (0, 0)}, pinned=("e2", "e1")),),
    )
    assert Project(file).to_file() == file
    assert Project(file).to_file().views[0] is file.views[0]


def test_places_are_saved_in_entity_order_rounded_to_a_tenth() -> None:
    project = tiny("a", "b", positions={"b": (5, 5), "zz": (1, 1), "gone": (0, 0)})
    Move({"a": (1.26, 2.04)}).apply(project)
    saved = project.to_file().views[0].positions
    assert list(saved.items()) == [("a", (1.3, 2.0)), ("b", (5, 5)), ("gone", (0, 0)), ("zz", (1, 1))]


def test_a_document_may_rename_kinds() -> None:
    kinds = Kinds(entity=(EntityKind(id="company", label="Firm"),))
    assert Project(GraphFile(kinds=kinds)).vocabulary.entity_kind("company").label == "Firm"


def test_removing_and_putting_keep_everything_else_in_order() -> None:
    project = tiny("a", "b", "c")
    inverse, _ = Remove(Entity, "b").apply(project)
    assert list(project.entities) == ["a", "c"]
    inverse.apply(project)
    assert list(project.entities) == ["a", "b", "c"]


@given(st.integers(0, 30))
def test_indexes_agree_with_looking_at_every_relation(seed: int) -> None:
    project = big(8, 15, seed=seed)
    Put(Relation(id="extra", source="e1", target="e1", kind="uses", evidence=(evidence(),))).apply(project)
    Remove(Relation, "r3").apply(project)
    for entity in project.entities:
        expected = [key for key, tie in project.relations.items() if entity in {tie.source, tie.target}]
        assert list(project.relations_of(entity)) == expected
    assert project.graph.number_of_edges() == len(project.relations)
