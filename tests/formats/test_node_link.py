"""Graphs from networkx arrive whole, or say what stayed behind."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.formats import IMPORTERS
from explorer.formats.node_link import NodeLink
from explorer.model.facts import Quantity
from explorer.model.problems import Severity, problems
from explorer.model.project import Project
from explorer.stores.json_file import load
from explorer.stores.writing import to_bytes
from tests.formats.written import Arrived

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = NodeLink()


def through_json(graph: Any) -> Any:
    return json.loads(json.dumps(nx.node_link_data(graph, edges="links")))


def read(*nodes: dict[str, Any], links: tuple[dict[str, Any], ...] = (), **rest: Any) -> Project:
    value = {"directed": True, "multigraph": True, "graph": {}, "nodes": list(nodes), "links": list(links), **rest}
    assert FORMAT.recognises(value)
    return Project(FORMAT.read(value).file)


@pytest.mark.parametrize("make", [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph])
@pytest.mark.parametrize("key", ["links", "edges"])
def test_a_graph_of_networkx_arrives_with_all_nodes_and_edges(make: Any, key: str) -> None:
    graph = make()
    graph.add_edges_from([("a", "b"), ("b", "c"), ("a", "b"), ("c", "c")])
    graph.add_node("alone")
    value = json.loads(json.dumps(nx.node_link_data(graph, edges=key)))
    assert FORMAT.recognises(value)
    project = Project(FORMAT.read(value).file)
    assert set(project.entities) == {"a", "b", "c", "alone"}
    assert len(project.relations) == graph.number_of_edges()
    assert project.graph.number_of_edges() == graph.number_of_edges()


def test_names_kinds_and_attributes_find_their_places() -> None:
    project = read(
        {
            "id": "n1",
            "label": "Alpha",
            "type": "Company",
            "founded": 1998,
            "listed": True,
            "city": "Oslo",
            "aliases": ["A"],
        },
        {"id": "n2"},
        links=({"source": "n1", "target": "n2", "key": 0, "relation": "owns", "share": 0.5, "since": "2020"},),
    )
    alpha = project.entities["n1"]
    assert (alpha.name, alpha.kind, alpha.aliases) == ("Alpha", "company", ("A",))
    assert {fact.property: fact.value for fact in alpha.facts} == {
        "founded": Quantity(amount=1998),
        "listed": "yes",
        "city": "Oslo",
    }
    [owns] = project.relations.values()
    assert (owns.kind, owns.qualifiers) == ("owns", {"share": Quantity(amount=0.5), "since": "2020"})
    assert project.entities["n2"].name == "n2"


def test_words_that_are_not_used_as_name_or_kind_are_kept_as_facts() -> None:
    project = read({"id": 1, "name": "A", "label": "Long A", "kind": "person", "group": 3, "type": "x"})
    assert {fact.property: fact.value for fact in project.entities["1"].facts} == {
        "label": "Long A",
        "group": Quantity(amount=3),
        "type": "x",
    }


def test_kinds_of_its_own_are_described_so_that_nothing_is_unknown() -> None:
    project = read(
        {"id": "a", "type": "Space ship"},
        {"id": "b"},
        links=({"source": "a", "target": "b", "relation": "flies to"}, {"source": "b", "target": "b"}),
    )
    assert project.entities["a"].kind == "space_ship"
    assert project.vocabulary.entity_kind("space_ship").label == "Space ship"
    assert [relation.kind for relation in project.relations.values()] == ["flies_to", "related_to"]
    assert {problem.code for problem in problems(project.to_file())} == {"no-evidence"}


def test_edges_of_an_undirected_graph_read_the_same_from_both_ends() -> None:
    project = read({"id": "a"}, {"id": "b"}, links=({"source": "a", "target": "b"},), directed=False)
    assert project.vocabulary.relation_kind("related_to").symmetric


def test_ids_of_any_sort_stay_apart() -> None:
    nodes: list[dict[str, Any]] = [
        {"id": 1},
        {"id": "1"},
        {"id": None},
        {"id": [0, 1]},
        {"id": "x" * 500},
        {"id": "x" * 501},
        {"id": 1.5},
    ]
    links = tuple({"source": node["id"], "target": 1} for node in nodes)
    project = read(*nodes, links=links)
    assert len(project.entities) == len(nodes)
    assert [relation.source for relation in project.relations.values()] == list(project.entities)


def test_an_end_that_is_no_node_becomes_one_and_is_told() -> None:
    value = {"nodes": [{"id": "a"}], "links": [{"source": "a", "target": "b"}]}
    reading = FORMAT.read(value)
    assert [entity.id for entity in reading.file.entities] == ["a", "b"]
    assert str(reading.losses[-1]) == "1 entity named only as an end of relations, with nothing but an id (b)."


def test_ends_may_be_numbers_of_nodes_or_the_nodes_themselves_as_d3_has_them() -> None:
    project = read({"name": "A"}, {"name": "B"}, links=({"source": 1, "target": 0},))
    assert [(one.source, one.target) for one in project.relations.values()] == [("1", "0")]
    simulated = ({"id": "a", "x": 1, "y": 2, "vx": 0, "vy": 0, "index": 0}, {"id": "b", "x": 90, "y": 2, "vx": 0})
    project = read(*simulated, links=({"source": simulated[0], "target": simulated[1]},))
    assert [(one.source, one.target) for one in project.relations.values()] == [("a", "b")]
    assert not any(entity.facts for entity in project.entities.values())


def test_places_in_a_unit_square_are_given_room() -> None:
    nodes = ({"id": "a", "x": -1, "y": 0}, {"id": "b", "pos": [1, 0.5]})
    places = read(*nodes).positions.as_dict()
    assert places["b"][0] - places["a"][0] > 150
    far = ({"id": "a", "x": 0, "y": 0}, {"id": "b", "x": 300, "y": 40})
    assert read(*far).positions.as_dict() == {"a": (0, 0), "b": (300, 40)}


def test_places_are_only_taken_when_every_node_has_one() -> None:
    assert len(read({"id": "a", "x": 1, "y": 2}, {"id": "b"}).positions) == 0


def test_places_that_some_lack_are_told() -> None:
    [loss] = FORMAT.read({"nodes": [{"id": "a", "x": 1, "y": 2}, {"id": "b"}], "links": []}).losses
    assert str(loss) == "1 place left out, because 1 entity has none."


def test_what_no_fact_can_hold_is_kept_and_told() -> None:
    value = {"nodes": [{"id": "a", "tags": ["x"]}, {"id": "b", "tags": ["y"]}], "links": []}
    reading = FORMAT.read(value)
    [loss] = reading.losses
    assert loss.number == 2
    assert str(loss).startswith("2 lists or groups of values in 'tags' that no fact can hold, kept in the file only")
    assert reading.file.entities[0].model_extra == {"imported": {"tags": ["x"]}}


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {},
        {"nodes": [], "links": []},
        {"nodes": [{"name": "no id"}], "links": []},
        {"nodes": [{"id": 1}], "links": [{"from": 1, "to": 1}]},
        {"nodes": {"a": {}}, "edges": []},
        {"nodes": [{"id": 1}]},
        {"nodes": ["a"], "links": []},
    ],
)
def test_other_things_are_not_taken_for_it(value: object) -> None:
    assert not FORMAT.recognises(value)


def test_an_empty_graph_of_networkx_is_one() -> None:
    assert FORMAT.recognises(through_json(nx.DiGraph()))


def test_it_opens_from_disk_but_is_not_saved_over(tmp_path: Path) -> None:
    path = tmp_path / "karate.json"
    path.write_text(json.dumps(through_json(nx.karate_club_graph())))
    before = path.read_bytes()
    opened = load(path, IMPORTERS)
    assert not opened.store.writable
    assert "imported" in opened.notices[0]
    assert not opened.store.at(path).writable
    opened.store.at(tmp_path / "ours.json").save(opened.project)
    assert load(tmp_path / "ours.json").project.to_file() == opened.project.to_file()
    assert path.read_bytes() == before


scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.lists(st.integers(), max_size=2)
)
attributes = st.dictionaries(
    st.sampled_from(
        ["name", "label", "kind", "type", "x", "y", "pos", "weight", "", "id2", "description", "aliases", "facts"]
    ),
    scalars,
    max_size=5,
)
node_ids = st.none() | st.integers(0, 3) | st.text(max_size=3) | st.lists(st.integers(0, 1), max_size=2)


@settings(deadline=None)
@given(
    st.lists(st.tuples(node_ids, attributes), max_size=4),
    st.lists(st.tuples(node_ids, node_ids, attributes), max_size=4),
)
def test_any_node_link_graph_becomes_a_document_without_errors(nodes: list[Any], links: list[Any]) -> None:
    value = {
        "directed": True,
        "nodes": [{**more, "id": key} for key, more in nodes],
        "links": [{**more, "source": source, "target": target} for source, target, more in links],
    }
    file = FORMAT.read(value).file
    assert len(file.entities) >= len(nodes)
    assert len(file.relations) == len(links)
    assert to_bytes(file)
    assert not [problem for problem in problems(file) if problem.severity is Severity.ERROR]


def test_keys_that_stand_twice_are_told(tmp_path: Path) -> None:
    found = Arrived(tmp_path, x_json='{"nodes": [{"id": "a", "name": "A", "name": "B"}], "links": []}')
    assert found.file.entities[0].name == "B"
    assert "x.json has keys that stand twice in one object (/nodes/0/name); the last of them counts." in found.said
