"""GraphML of all sorts arrives whole; bad files get a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest

from explorer.model.errors import UnreadableFile
from explorer.model.facts import Date, Quantity
from tests.formats.written import Arrived

if TYPE_CHECKING:
    from pathlib import Path

HEAD = '<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
EDGES = '<node id="a"/><node id="b"/>'


def graphml(inside: str, keys: str = "", default: str = "directed") -> str:
    return f'{HEAD}{keys}<graph edgedefault="{default}">{inside}</graph></graphml>'


def test_what_networkx_writes_is_read(tmp_path: Path) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("n1", label="Alpha", type="Company", founded=1998, listed=True, share=0.5)
    graph.add_edge("n1", "n2", relation="owns", since="2020-01-02")
    graph.add_edge("n1", "n2", relation="owns")
    graph.add_edge("n2", "n2")
    nx.write_graphml_xml(graph, tmp_path / "x.graphml")
    found = Arrived(tmp_path, x_graphml=(tmp_path / "x.graphml").read_bytes())
    assert found.ends() == [("n1", "n2"), ("n1", "n2"), ("n2", "n2")]
    assert found.facts("n1") == {"founded": Quantity(amount=1998), "listed": "yes", "share": Quantity(amount=0.5)}
    alpha, owns = found.project.entities["n1"], found.file.relations[0]
    assert (alpha.name, alpha.kind, owns.kind) == ("Alpha", "company", "owns")
    assert owns.qualifiers == {"since": Date(date="2020-01-02")}
    assert found.said == ""


@pytest.mark.parametrize("root", ["<graphml>", '<graphml xmlns="http://example.org/wrong">', '<g:graphml xmlns:g="x">'])
def test_namespaces_may_be_wrong_or_missing(root: str, tmp_path: Path) -> None:
    prefix = "g:" if root.startswith("<g:") else ""
    text = f'{root}<{prefix}graph><{prefix}node id="a"/></{prefix}graph></{prefix}graphml>'
    assert list(Arrived(tmp_path, x_graphml=text).project.entities) == ["a"]


def test_labels_and_places_of_yed_are_found(tmp_path: Path) -> None:
    keys = '<key for="node" id="d1" yfiles.type="nodegraphics"/><key for="edge" id="d2" yfiles.type="edgegraphics"/>'
    node = (
        '<node id="{0}"><data key="d1"><y:ShapeNode xmlns:y="http://www.yworks.com/xml/graphml">'
        '<y:Geometry x="{1}" y="20" width="30" height="40"/><y:Fill color="#FF"/><y:NodeLabel>The {0}<y:LabelModel/>'
        "</y:NodeLabel></y:ShapeNode></data></node>"
    )
    edge = (
        '<edge source="a" target="b"><data key="d2"><y:PolyLineEdge xmlns:y="y"><y:EdgeLabel> owns </y:EdgeLabel>'
        "</y:PolyLineEdge></data></edge>"
    )
    found = Arrived(tmp_path, x_graphml=graphml(node.format("a", 100) + node.format("b", 500) + edge, keys))
    assert [entity.name for entity in found.file.entities] == ["The a", "The b"]
    assert found.project.positions.as_dict() == {"a": (115, 40), "b": (515, 40)}
    assert found.file.relations[0].kind == "owns"
    assert "2 colours, shapes and lines of the drawing, left out." in found.said


def test_defaults_count_where_nothing_else_is_said(tmp_path: Path) -> None:
    keys = '<key id="k" for="node" attr.name="kind" attr.type="string"><default>person</default></key>'
    found = Arrived(tmp_path, x_graphml=graphml('<node id="a"/><node id="b"><data key="k">chip</data></node>', keys))
    assert [entity.kind for entity in found.file.entities] == ["person", "chip"]


def test_nested_graphs_ports_and_hyperedges_leave_a_trace(tmp_path: Path) -> None:
    inside = (
        '<node id="a"><port name="North"/><graph edgedefault="directed"><node id="b"/></graph></node><node id="c"/>'
        '<edge source="a" target="c" sourceport="North"/>'
        '<hyperedge id="h"><endpoint node="a" type="in"/><endpoint node="b"/><endpoint node="c" type="out"/></hyperedge>'
    )
    found = Arrived(tmp_path, x_graphml=graphml(inside))
    assert found.facts("b") == {"part of": "a"}
    assert found.project.entities["a"].model_extra == {"imported": {"ports": ["North"]}}
    assert found.file.relations[0].qualifiers == {"sourceport": "North"}
    assert found.ends()[1:] == [("a", "h"), ("b", "h"), ("h", "c")]
    assert "1 hyperedge among more than two became an entity" in found.said
    assert "1 entity inside another" in found.said


def test_directed_and_undirected_edges_may_be_mixed(tmp_path: Path) -> None:
    edges = '<edge source="a" target="b" directed="false"/><edge source="a" target="b"/>'
    found = Arrived(tmp_path, x_graphml=graphml(EDGES + edges))
    assert not found.project.vocabulary.relation_kind("related_to").symmetric
    assert found.file.relations[0].model_extra == {"imported": {"directed": False}}
    assert "1 relation without direction in the file" in found.said
    found = Arrived(tmp_path, x_graphml=graphml(EDGES + '<edge source="a" target="b"/>', default="undirected"))
    assert found.project.vocabulary.relation_kind("related_to").symmetric


def test_edges_may_stand_before_their_nodes_and_name_some_that_never_come(tmp_path: Path) -> None:
    found = Arrived(tmp_path, x_graphml=graphml('<edge source="a" target="z"/>' + EDGES))
    assert list(found.project.entities) == ["a", "b", "z"]
    assert "1 entity named only as an end of relations, with nothing but an id (z)." in found.said


def test_odd_values_and_ids_are_told(tmp_path: Path) -> None:
    keys = '<key id="n" for="node" attr.name="size" attr.type="int"/>'
    long = "x" * 300
    inside = (
        '<node id="a"><data key="n">many</data><data key="ghost">boo</data></node><node id="a"/>'
        f'<node id="{long}"/><edge source="{long}" target="a"/>'
    )
    found = Arrived(tmp_path, x_graphml=graphml(inside, keys))
    assert found.facts("a") == {"size": "many", "ghost": "boo"}
    assert found.ends() == [("x" * 200, "a")]
    for told in (
        "1 value of 'size' that should be a number",
        "1 attribute not declared",
        "the id of another",
        "cut short",
    ):
        assert told in found.said


def test_places_that_are_none_are_left_out(tmp_path: Path) -> None:
    keys = "".join(f'<key id="{axis}" for="node" attr.name="{axis}" attr.type="double"/>' for axis in "xy")
    node = '<node id="a"><data key="x">NaN</data><data key="y">1e999</data></node>'
    found = Arrived(tmp_path, x_graphml=graphml(node, keys))
    assert found.file.views == ()
    assert found.facts("a") == {"x": "nan", "y": "inf"}


def test_a_file_in_another_encoding_than_it_says_is_read(tmp_path: Path) -> None:
    text = graphml('<node id="Müller"/>')
    found = Arrived(tmp_path, x_graphml=text.encode("latin-1"))
    assert list(found.project.entities) == ["Müller"]
    assert "not in the encoding it says" in found.said
    assert list(Arrived(tmp_path, x_graphml=text.encode("utf-16")).project.entities) == ["Müller"]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
HOSTILE = {
    f'<!DOCTYPE graphml [<!ENTITY l0 "lol">{LAUGHS}]><graphml><graph><node id="&l8;"/></graph></graphml>': "declares entities",
    '<!DOCTYPE graphml [<!ENTITY x SYSTEM "file:///etc/passwd">]><graphml>&x;</graphml>': "declares entities",
    '<!DOCTYPE graphml SYSTEM "http://example.org/x.dtd"><graphml>&x;</graphml>': "uses the entity &x;",
    '<!DOCTYPE graphml [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]><graphml/>': "declares entities",
    graphml("")[:-12]: "stops in the middle",
    graphml('<node id="a'): "not sound XML",
    graphml('<node id="a&#x0;"/>'): "not sound XML",
    graphml("<node id='\x01'/>"): "not sound XML",
    "<html><body/></html>": "outermost element is <html>",
    "<a>" * 20_000: "outermost element is <a>",
    "<graphml>" * 20_000: "nested too deeply",
    "": "is empty",
    "not at all": "not sound XML",
    '<?xml version="1.0" encoding="klingon"?><graphml/>': "encoding",
}


@pytest.mark.parametrize("text", HOSTILE, ids=list(HOSTILE.values()))
def test_hostile_files_get_a_sentence(text: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as caught:
        Arrived(tmp_path, x_graphml=text)
    assert HOSTILE[text] in str(caught.value)
    assert str(caught.value).startswith("x.graphml")
    assert "\n" not in str(caught.value)


def test_a_doctype_that_declares_nothing_does_no_harm(tmp_path: Path) -> None:
    text = '<!DOCTYPE graphml SYSTEM "http://example.org/graphml.dtd"><graphml><graph><node id="a"/></graph></graphml>'
    assert list(Arrived(tmp_path, x_graphml=text).project.entities) == ["a"]


def test_many_parallel_edges_and_twins_take_no_longer_than_others(tmp_path: Path) -> None:
    inside = '<node id="a"/>' * 3000 + '<edge id="e" source="a" target="a"/>' * 20_000
    found = Arrived(tmp_path, x_graphml=graphml(inside))
    assert len(found.project.entities) == 3000
    assert len(found.project.relations) == 20_000
