"""What leaves as data comes back equal, or the loss is said."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ET
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.formats.data import save_data
from explorer.formats.outgoing import outgoing
from explorer.importing import import_graphs
from explorer.model.errors import UnknownName
from explorer.model.facts import (
    Article,
    Date,
    Entity,
    EntityKind,
    Evidence,
    Fact,
    GraphFile,
    Kinds,
    Quantity,
    Quote,
    Relation,
    RelationKind,
    SavedView,
    Stance,
)
from explorer.model.project import Project
from explorer.model.values import value_text
from explorer.resources import bundled_graph
from explorer.stores.json_file import load
from tests.builders import big

if TYPE_CHECKING:
    from explorer.model.facts import FactValue

FORMATS = (".graphml", ".gexf", ".csv", ".json", ".cyjs")
WHOLE = (".json", ".cyjs")

words = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=6)
properties = words.filter(lambda word: not word.endswith(")"))
numbers = st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6).map(lambda number: round(number, 3))
values = (
    words
    | st.builds(Quantity, amount=numbers)
    | st.just(Quantity(amount=5, unit="USD", approx="over"))
    | st.sampled_from([Date(date="2025-01-27"), Date(date="2023"), Date(date="2023", text="late 2023")])
    | st.sampled_from(["=1+1", "007", "12", "'quoted'", 'a "b"\n<c>&amp;\r\n\t]]>', " x "])
)


@st.composite
def documents(draw: st.DrawFn) -> GraphFile:
    keys = draw(st.lists(words, min_size=1, max_size=4, unique=True))
    passages = st.builds(
        Evidence,
        id=words,
        article=st.just("a1"),
        quote=st.builds(Quote, exact=words, prefix=words),
        speaker=st.sampled_from([keys[0], None]),
        stance=st.sampled_from(Stance),
    )
    entities = [
        Entity(
            id=key,
            kind=draw(st.sampled_from(["company", "own_kind"])),
            name=draw(words),
            aliases=tuple(draw(st.lists(words, max_size=2))),
            facts=tuple(
                Fact(
                    id=f"{key}.{number}",
                    property=word,
                    value=draw(values),
                    evidence=tuple(draw(st.lists(passages, max_size=1))),
                )
                for number, word in enumerate(draw(st.lists(properties, max_size=2, unique=True)))
            ),
        )
        for key in keys
    ]
    relations = [
        Relation(
            id=key,
            source=draw(st.sampled_from(keys)),
            target=draw(st.sampled_from(keys)),
            kind=draw(st.sampled_from(["owns", "partner_of", "own_tie"])),
            qualifiers=draw(st.dictionaries(properties, values, max_size=2)),
            evidence=tuple(draw(st.lists(passages, max_size=2))),
        )
        for key in draw(st.lists(words, max_size=3, unique=True))
    ]
    places = {key: (100.5 * number, -31.25 * number) for number, key in enumerate(keys)}
    return GraphFile(
        format="edgewise-graph",
        version=1,
        title=draw(words),
        kinds=Kinds(
            entity=(EntityKind(id="own_kind", label="Own kind"),),
            relation=(RelationKind(id="own_tie", label="is tied to"),),
        ),
        articles=(Article(id="a1", title="News", url="https://example.org"),),
        entities=tuple(entities),
        relations=tuple(relations),
        views=(SavedView(name="main", positions=places),),
    )


def there_and_back(file: GraphFile, suffix: str, folder: Path) -> tuple[GraphFile, str]:
    saved = save_data(outgoing(Project(file)), folder / f"x{suffix}")
    return import_graphs(saved.paths).project.to_file(), " ".join(str(loss) for loss in saved.losses)


def plainly(value: FactValue) -> str:
    """Return a value as a format that knows only text and numbers would have it."""
    if isinstance(value, Quantity) and not (value.unit or value.approx or value.text):
        return str(float(value.amount))
    text = (
        value
        if isinstance(value, str)
        else value.date
        if isinstance(value, Date) and not value.text
        else value_text(value)
    )
    try:
        return str(float(text))
    except ValueError:
        return text


@settings(deadline=None, max_examples=60)
@given(documents(), st.sampled_from(WHOLE))
def test_json_brings_everything_back(file: GraphFile, suffix: str) -> None:
    with TemporaryDirectory() as folder:
        back, said = there_and_back(file, suffix, Path(folder))
    for table in ("title", "kinds", "articles", "entities", "relations"):
        assert getattr(back, table) == getattr(file, table)
    assert len(file.entities) == 1 or back.views == file.views
    assert said == ""


@settings(deadline=None, max_examples=80)
@given(documents(), st.sampled_from((".graphml", ".gexf", ".csv")))
def test_the_others_bring_names_kinds_facts_and_details_back(file: GraphFile, suffix: str) -> None:
    with TemporaryDirectory() as folder:
        back, said = there_and_back(file, suffix, Path(folder))
    pieces = [item for relation in file.relations for item in relation.evidence]
    pieces += [item for entity in file.entities for fact in entity.facts for item in fact.evidence]
    for one, other in zip(file.entities, back.entities, strict=True):
        assert (one.id, one.kind, one.name, one.aliases) == (other.id, other.kind, other.name, other.aliases)
        assert {fact.property: plainly(fact.value) for fact in one.facts} == {
            fact.property: plainly(fact.value) for fact in other.facts
        }
    for tie, same in zip(file.relations, back.relations, strict=True):
        assert (tie.id, tie.source, tie.target, tie.kind) == (same.id, same.source, same.target, same.kind)
        assert {word: plainly(value) for word, value in tie.qualifiers.items()} == {
            word: plainly(value) for word, value in same.qualifiers.items()
        }
        if suffix == ".csv":
            assert [item.quote for item in tie.evidence] == [item.quote for item in same.evidence]
            assert [(item.speaker, item.stance) for item in tie.evidence] == [
                (i.speaker, i.stance) for i in same.evidence
            ]
    assert len(file.entities) == 1 or back.views[0].positions == file.views[0].positions
    assert (("left out, since" in said) == bool(pieces)) or suffix == ".csv"
    assert "of the graph's own, of which only the name was kept" in said


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_bundled_graph_travels_and_says_what_it_lost(suffix: str, tmp_path: Path) -> None:
    file = load(bundled_graph()).project.to_file()
    back, said = there_and_back(file, suffix, tmp_path)
    assert [(one.id, one.name, one.kind) for one in back.entities] == [
        (one.id, one.name, one.kind) for one in file.entities
    ]
    assert [(one.id, one.source, one.target, one.kind) for one in back.relations] == [
        (one.id, one.source, one.target, one.kind) for one in file.relations
    ]
    if suffix in (*WHOLE, ".csv"):
        assert [one.evidence for one in back.relations] == [one.evidence for one in file.relations]
    if suffix not in WHOLE:
        assert "as text" in said


@pytest.fixture
def small() -> Project:
    return Project(
        GraphFile(
            entities=(
                Entity(
                    id="a",
                    kind="company",
                    name='A "&" <B>',
                    facts=(Fact(id="f", property="founded", value=Quantity(amount=1998)),),
                ),
                Entity(id="b", kind="chip", name="Beta"),
            ),
            relations=(
                Relation(id="r1", source="a", target="b", kind="designed", qualifiers={"weight": Quantity(amount=2.5)}),
                Relation(id="r2", source="a", target="b", kind="designed"),
            ),
            views=(SavedView(positions={"a": (10.0, 20.0), "b": (300.0, -40.0)}),),
        )
    )


def test_networkx_reads_our_graphml(small: Project, tmp_path: Path) -> None:
    save_data(outgoing(small), tmp_path / "x.graphml")
    graph: Any = nx.read_graphml(tmp_path / "x.graphml")
    assert graph.nodes["a"] == {"name": 'A "&" <B>', "x": 10.0, "y": 20.0, "kind": "company", "founded": 1998}
    assert graph.number_of_edges() == 2
    assert graph.edges["a", "b", "r1"]["weight"] == 2.5
    assert ET.parse(tmp_path / "x.graphml").getroot().tag == "{http://graphml.graphdrawing.org/xmlns}graphml"


def test_networkx_reads_our_gexf(small: Project, tmp_path: Path) -> None:
    save_data(outgoing(small), tmp_path / "x.gexf")
    graph = nx.read_gexf(tmp_path / "x.gexf", version="1.2draft")
    assert graph.nodes["a"]["label"] == 'A "&" <B>'
    assert graph.nodes["a"]["founded"] == 1998
    assert graph.nodes["b"]["viz"]["position"] == {"x": 300.0, "y": 40.0, "z": 0.0}
    assert sorted(data.get("weight", 0) for _, _, data in graph.edges(data=True)) == [0, 2.5]


def test_our_gexf_has_the_shape_of_its_schema(small: Project, tmp_path: Path) -> None:
    save_data(outgoing(small), tmp_path / "x.gexf")
    space = "{http://www.gexf.net/1.2draft}"
    root = ET.parse(tmp_path / "x.gexf").getroot()
    assert (root.tag, root.get("version")) == (f"{space}gexf", "1.2")
    assert [child.tag for child in root] == [f"{space}meta", f"{space}graph"]
    graph = root[1]
    assert [child.tag.removeprefix(space) for child in graph] == ["attributes", "attributes", "nodes", "edges"]
    node = graph.find(f"{space}nodes/{space}node")
    assert node is not None
    assert [child.tag for child in node] == [f"{space}attvalues", "{http://www.gexf.net/1.2draft/viz}position"]


def test_networkx_reads_our_node_link_json(small: Project, tmp_path: Path) -> None:
    save_data(outgoing(small), tmp_path / "x.json")
    graph: Any = nx.node_link_graph(json.loads((tmp_path / "x.json").read_text()), edges="edges")
    assert set(graph.edges(keys=True)) == {("a", "b", "r1"), ("a", "b", "r2")}
    assert nx.cytoscape_graph(_cytoscape(small, tmp_path)).number_of_nodes() == 2


def _cytoscape(small: Project, folder: Path) -> dict[str, object]:
    save_data(outgoing(small), folder / "x.cyjs")
    value = json.loads((folder / "x.cyjs").read_text())
    assert value["elements"]["nodes"][0]["position"] == {"x": 10.0, "y": 20.0}
    return {"data": [], "directed": True, "multigraph": True, "elements": {
        "nodes": [{"data": {**node["data"], "value": node["data"]["id"]}} for node in value["elements"]["nodes"]],
        "edges": value["elements"]["edges"],
    }}  # fmt: skip


def test_no_cell_of_a_table_is_a_formula(tmp_path: Path) -> None:
    evil = Project(GraphFile(entities=(Entity(id="=cmd", kind="company", name="=HYPERLINK(1)", aliases=("@x",)),)))
    [path] = save_data(outgoing(evil), tmp_path / "x.csv").paths
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    [entity] = import_graphs([path]).project.entities.values()
    assert (entity.id, entity.name, entity.aliases) == ("=cmd", "=HYPERLINK(1)", ("@x",))


def test_what_xml_cannot_hold_is_told(tmp_path: Path) -> None:
    odd = GraphFile(entities=(Entity(id="a", kind="company", name="Bell\x07"),))
    back, said = there_and_back(odd, ".graphml", tmp_path)
    assert back.entities[0].name == "Bell"
    assert "1 text with control characters, which XML cannot hold" in said


@pytest.mark.parametrize("suffix", FORMATS)
def test_it_is_told_how_far_writing_and_reading_are(suffix: str, tmp_path: Path) -> None:
    project = big(900, 2_500, seed=3)
    written: list[float] = []
    saved = save_data(outgoing(project), tmp_path / f"x{suffix}", written.append)
    read: list[float] = []
    import_graphs(saved.paths, read.append)
    for shares in (written, read):
        assert shares == sorted(shares)
        assert shares[-1] == 1.0


@pytest.mark.parametrize("suffix", FORMATS)
def test_who_stops_the_writing_leaves_the_files_as_they_were(suffix: str, tmp_path: Path) -> None:
    class Enough(Exception):
        pass

    def stop(_: float) -> None:
        raise Enough

    for name in (f"x{suffix}", f"x-entities{suffix}"):
        (tmp_path / name).write_text("as it was")
    with pytest.raises(Enough):
        save_data(outgoing(big(900, 2_500, seed=3)), tmp_path / f"x{suffix}", stop)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted((f"x{suffix}", f"x-entities{suffix}"))
    assert {path.read_text() for path in tmp_path.iterdir()} == {"as it was"}


def test_an_unknown_ending_is_told(small: Project, tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"Available: \.graphml"):
        save_data(outgoing(small), tmp_path / "x.xlsx")
