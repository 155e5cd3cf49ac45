"""GEXF of every version arrives whole, whatever its namespaces say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx
import pytest

from explorer.model.errors import UnreadableFile
from explorer.model.facts import Date, Quantity
from tests.formats.written import Arrived

if TYPE_CHECKING:
    from pathlib import Path

BODY = (
    '<graph defaultedgetype="directed"><attributes class="node"><attribute id="0" title="sector" type="string">'
    "<default>chips</default></attribute><attribute id='1' title='staff' type='integer'/></attributes>"
    '<nodes><node id="a" label="Alpha"><attvalues><attvalue {key}="1" value="12"/></attvalues>'
    '<viz:position x="10" y="20" z="0"/></node><node id="b" label="Beta"><viz:position x="400" y="-5"/></node></nodes>'
    '<edges><edge id="7" source="a" target="b" label="owns" weight="0.5"/></edges></graph></gexf>'
)
ROOTS = [
    '<gexf xmlns="http://www.gexf.net/1.1draft" xmlns:viz="http://www.gexf.net/1.1draft/viz" version="1.1">',
    '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.1draft/viz" version="1.2">',
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
    '<gexf xmlns="http://gexf.net/1.3draft" xmlns:viz="http:///wrong" version="1.2">',
    '<gexf version="9">',
    "<gexf>",
]


@pytest.mark.parametrize("root", ROOTS)
@pytest.mark.parametrize("key", ["for", "id"])
def test_every_version_and_namespace_is_read(root: str, key: str, tmp_path: Path) -> None:
    found = Arrived(tmp_path, x_gexf=root + BODY.format(key=key))
    assert found.facts("a") == {"staff": Quantity(amount=12), "sector": "chips"}
    assert found.project.positions.as_dict() == {"a": (10, -20), "b": (400, 5)}
    [owns] = found.file.relations
    assert (owns.id, owns.source, owns.target, owns.kind) == ("7", "a", "b", "owns")
    assert owns.qualifiers == {"weight": Quantity(amount=0.5)}
    assert found.said == ""


def test_what_networkx_writes_is_read(tmp_path: Path) -> None:
    graph = nx.karate_club_graph()
    nx.write_gexf(graph, tmp_path / "x.gexf")
    found = Arrived(tmp_path, x_gexf=(tmp_path / "x.gexf").read_bytes())
    assert (len(found.file.entities), len(found.file.relations)) == (34, 78)
    assert found.project.vocabulary.relation_kind("related_to").symmetric
    assert found.facts("0") == {"club": "Mr. Hi"}


def test_times_hierarchies_and_looks_are_kept(tmp_path: Path) -> None:
    text = (
        '<gexf><meta lastmodifieddate="2020-01-01"><creator>Somebody</creator><description>All of it</description></meta>'
        '<graph mode="dynamic"><attributes class="node"><attribute id="p" title="price" type="float"/></attributes><nodes>'
        '<node id="a" start="2001-01-01" end="2002-01-01"><attvalues><attvalue for="p" value="1" start="1"/>'
        '<attvalue for="p" value="2" start="2"/></attvalues><viz:color r="1" g="2" b="3"/></node>'
        '<node id="b" pid="a"><spells><spell start="2001"/><spell start="2005" end="2006"/></spells></node>'
        '<node id="c"><nodes><node id="d"/></nodes></node><node id="e"><parents><parent for="a"/><parent for="c"/></parents>'
        '</node></nodes><edges><edge source="a" target="b" type="mutual"/><edge source="a" target="a" kind="knows"/></edges>'
        "</graph></gexf>"
    )
    found = Arrived(tmp_path, x_gexf=text)
    assert found.file.description == "All of it"
    assert found.file.model_extra == {"imported": {"lastmodifieddate": "2020-01-01", "creator": "Somebody"}}
    assert found.facts("a") == {
        "price": Quantity(amount=2.0),
        "start": Date(date="2001-01-01"),
        "end": Date(date="2002-01-01"),
    }
    kept = (found.project.entities["a"].model_extra or {})["imported"]
    assert kept["price over time"] == [{"value": 1.0, "start": "1"}, {"value": 2.0, "start": "2"}]
    assert kept["look"] == {"color": {"r": "1", "g": "2", "b": "3"}}
    assert found.facts("b") == {"part of": "a", "start": "2001"}
    assert [found.facts(key) for key in "de"] == [{"part of": "c"}, {"part of": "a, c"}]
    assert "3 entities inside another" in found.said
    assert "1 relation going both ways" in found.said


@pytest.mark.parametrize("value", ["NaN", "1e999", "", "left"])
def test_places_that_are_none_are_told(value: str, tmp_path: Path) -> None:
    found = Arrived(
        tmp_path, x_gexf=f'<gexf><graph><nodes><node id="a"><position x="{value}" y="1"/></node></nodes></graph></gexf>'
    )
    assert found.file.views == ()
    assert "1 place that is no pair of numbers, left out." in found.said


@pytest.mark.parametrize(
    "text",
    ["<gexf><graph><nodes>", '<!DOCTYPE gexf [<!ENTITY a "b">]><gexf/>', "<graph/>", "<gexf></graph></gexf>", "\x00"],
)
def test_bad_files_get_a_sentence(text: str, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"^x\.gexf .*\."):
        Arrived(tmp_path, x_gexf=text)
