"""``import`` on the command line: files in, a graph out, and everything that was odd is said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from explorer.opening import open_graph
from tests.cli.commands import is_one_sentence, run

if TYPE_CHECKING:
    from pathlib import Path

GRAPHML = "<graphml><graph><node id='a'/><node id='b'/><edge source='a' target='b'/></graph></graphml>"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "nodes.csv").write_text("id,name,kind\na,Alpha,company\nb,Beta,chip\n")
    (tmp_path / "edges.csv").write_text("source,target,kind\nAlpha,Beta,designed\nAlpha,Gamma,uses\n")
    (tmp_path / "x.graphml").write_text(GRAPHML)
    return tmp_path


@pytest.mark.parametrize("name", ["out.json", "out.edgewise"])
def test_tables_become_a_graph(name: str, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = run(capsys, "import", files / "nodes.csv", files / "edges.csv", "-o", files / name)
    assert (ran.code, ran.out) == (0, f"{name}: 3 entities, 2 relations.\n")
    assert ran.err == "Note: 1 entity named only as an end of relations, with nothing but an id (Gamma).\n"
    assert set(open_graph(files / name).project.entities) == {"a", "b", "Gamma"}


def test_a_graph_takes_up_another_once(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    graph = files / "graph.json"
    run(capsys, "import", files / "nodes.csv", "-o", graph)
    ran = run(capsys, "import", files / "edges.csv", "--into", graph)
    assert (ran.code, ran.out) == (0, "graph.json: 1 entity, 2 relations more.\n")
    before = graph.read_bytes()
    ran = run(capsys, "import", files / "edges.csv", "--into", graph)
    assert ran.out == "graph.json: 0 entities, 0 relations more.\n"
    assert graph.read_bytes() == before
    ran = run(capsys, "import", files / "x.graphml", "--into", graph, "-o", files / "both.json")
    assert ran.code == 0
    assert graph.read_bytes() == before
    assert json.loads((files / "both.json").read_text())["format"] == "edgewise-graph"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["x.graphml"], "-o OUT.json, or --into"),
        (["x.graphml", "-o", "nodes.csv"], "exists already"),
        (["x.graphml", "--title", "T", "-o", "out.json"], "--title would say something of an article"),
        (["missing.csv", "-o", "out.json"], "does not exist"),
        (["strange.xyz", "-o", "out.json"], "says no kind of file"),
        (["x.graphml", "page.html", "-o", "out.json"], "Import them one after the other"),
        (["bad.graphml", "-o", "out.json"], "stops in the middle"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    words: list[str], told: str, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (files / "bad.graphml").write_text("<graphml>")
    ran = run(capsys, "import", *(word if word.startswith("-") or word == "T" else files / word for word in words))
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert is_one_sentence(ran.err)
    assert not (files / "out.json").exists()
