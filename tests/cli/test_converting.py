"""``convert``: there and back without losing a byte, piece by piece where it is large, and never half a file."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer import cli_convert
from explorer.model.facts import GraphFile
from explorer.opening import open_graph
from explorer.resources import bundled_graph
from explorer.stores.converting import to_json_file, to_store
from explorer.stores.writing import to_bytes
from tests.cli.commands import is_one_sentence, run
from tests.stores.documents import documents

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

ON_DISK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
EMPTY = {"format": "edgewise-graph", "version": 1}


def silent(_: float) -> None:
    """Say nothing of how far it is."""


@pytest.fixture(params=[0, 20_000_000], ids=["piece by piece", "at once"])
def large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(cli_convert, "STREAMED_BYTES", request.param)
    return int(request.param)


@pytest.mark.usefixtures("large")
def test_the_bundled_graph_comes_back_byte_for_byte(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store, back = tmp_path / "g.edgewise", tmp_path / "back.json"
    there = run(capsys, "convert", bundled_graph(), store)
    assert (there.code, there.out.split(":")[0]) == (0, "g.edgewise")
    again = run(capsys, "convert", store, back)
    assert again.code == 0
    assert "relations." in again.out
    assert back.read_bytes() == bundled_graph().read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"g.edgewise", "back.json"}


@ON_DISK
@given(document=documents, indent=st.sampled_from([None, 1, 2]))
def test_any_document_comes_back_however_it_is_laid_out(
    tmp_path: Path, document: dict[str, Any], indent: int | None
) -> None:
    source, store, back = tmp_path / "g.json", tmp_path / "g.edgewise", tmp_path / "back.json"
    source.write_text(json.dumps(document, indent=indent, ensure_ascii=False), encoding="utf-8")
    in_order = {"entities", "relations"} - document.keys() or list(document).index("entities") < list(document).index(
        "relations"
    )
    if to_store(source, store, silent):
        to_json_file(store, back, silent)
        assert back.read_bytes() == to_bytes(GraphFile.model_validate(document))
    else:
        assert not in_order or "articles" in document


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        '{"format": "edgewise-graph"}',
        '{"format": "other", "version": 1}',
        '{"format": "edgewise-graph", "version": 2}',
        '{"format": "edgewise-graph", "version": 1,}',
        '{"format": "edgewise-graph", "version": 1, "version": 1}',
        '{"format": "edgewise-graph", "version": 1} x',
        '{"format": "edgewise-graph", "version": 1, "entities": {}}',
        '{"format": "edgewise-graph", "version": 1, "entities": [1]}',
        '{"format": "edgewise-graph", "version": 1, "entities": [,]}',
        '{"format": "edgewise-graph", "version": 1, "entities": [{"id": "a", "kind": "chip", "name": "A"},]}',
        '{"format": "edgewise-graph", "version": 1, "entities": [{"id": "a", "kind": "chip", "name": "A"} 2]}',
        '{"format": "edgewise-graph", "version": 1, "later": NaN}',
        '{"format": "edgewise-graph", "version": 1, "later": 1e999}',
        '{"format": "edgewise-graph", "version": 1, "later": ' + "[" * 100_000,
        '{"format": "edgewise-graph", "version": 1, "entities": [' + '{"id": "a", "kind": "chip", "name": "A"}, ' * 2,
        '\ufeff{"format": "edgewise-graph", "version": 1}',
    ],
)
def test_what_needs_care_is_left_to_the_careful_reader(text: str, tmp_path: Path) -> None:
    source = tmp_path / "g.json"
    source.write_text(text, encoding="utf-8")
    assert not to_store(source, tmp_path / "g.edgewise", silent)
    assert [path.name for path in tmp_path.iterdir()] == ["g.json"]


def test_a_file_of_many_pieces_is_read_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    entities = [{"id": f"e{row}", "kind": "chip", "name": f"Nämé {row} " + "x" * 200} for row in range(12_000)]
    source, store = tmp_path / "g.json", tmp_path / "g.edgewise"
    source.write_text(
        json.dumps({**EMPTY, "later": "y" * 3_000_000, "entities": entities}, ensure_ascii=False), encoding="utf-8"
    )
    shares: list[float] = []
    assert to_store(source, store, shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(open_graph(store).project.entities) == 12_000


@pytest.mark.usefixtures("large")
def test_two_facts_with_one_id_become_two(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    twin = {"id": "a", "kind": "chip", "name": "A"}
    source = tmp_path / "g.json"
    source.write_text(json.dumps({**EMPTY, "entities": [twin, twin]}), encoding="utf-8")
    ran = run(capsys, "convert", source, tmp_path / "g.edgewise")
    assert (ran.code, ran.out) == (0, "g.edgewise: 2 entities, 0 relations.\n")
    assert "had the id of another" in ran.err


def test_how_far_it_is_stands_on_the_error_stream(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli_convert, "STREAMED_BYTES", 0)
    ran = run(capsys, "convert", bundled_graph(), tmp_path / "g.edgewise")
    assert ran.err.splitlines()[-1] == "Reading graph.json: 100%"


@pytest.mark.parametrize(
    ("source", "target", "said"),
    [
        ("g.json", "h.json", "no name of a store"),
        ("g.edgewise", "h.edgewise", "a store already"),
        ("g.edgewise", "h.png", "a name in .json"),
        ("g.json", "g.edgewise", "exists already"),
        ("missing.json", "h.edgewise", "There is no file"),
        ("broken.json", "h.edgewise", "stops in the middle"),
        ("g.json", "missing/h.edgewise", "folder is not there"),
        ("g.edgewise", "missing/h.json", "folder is not there"),
    ],
)
def test_what_cannot_be_converted_gets_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str, target: str, said: str
) -> None:
    (tmp_path / "g.json").write_text(json.dumps(EMPTY), encoding="utf-8")
    (tmp_path / "broken.json").write_text('{"format":', encoding="utf-8")
    run(capsys, "convert", tmp_path / "g.json", tmp_path / "g.edgewise")
    ran = run(capsys, "convert", tmp_path / source, tmp_path / target)
    assert ran.code != 0
    assert said in ran.err
    assert is_one_sentence(ran.err.strip())
    assert {path.name for path in tmp_path.iterdir()} == {"g.json", "broken.json", "g.edgewise"}


def test_what_is_there_is_replaced_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "g.edgewise"
    run(capsys, "convert", bundled_graph(), target)
    (tmp_path / "g.json").write_text(json.dumps(EMPTY), encoding="utf-8")
    assert (
        run(capsys, "convert", "--overwrite", tmp_path / "g.json", target).out
        == "g.edgewise: 0 entities, 0 relations.\n"
    )


@pytest.mark.usefixtures("large")
def test_texts_that_lie_beside_a_graph_come_along(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "Every word of it."
    digest = hashlib.sha256(text.encode()).hexdigest()
    article = {"id": "a1", "title": "T", "text_sha256": digest}
    source = tmp_path / "g.json"
    source.write_text(json.dumps({**EMPTY, "article_texts": "beside", "articles": [article]}), encoding="utf-8")
    (tmp_path / "g.articles").mkdir()
    (tmp_path / "g.articles" / "a1.txt").write_text(text)
    run(capsys, "convert", source, tmp_path / "big.edgewise")
    run(capsys, "convert", tmp_path / "big.edgewise", tmp_path / "back.json")
    for name in ("big.edgewise", "back.json"):
        assert open_graph(tmp_path / name).project.articles["a1"].text == text
    (tmp_path / "big.articles" / "a1.txt").write_text("Other words.")
    ran = run(capsys, "convert", "--overwrite", tmp_path / "back.json", tmp_path / "big.edgewise")
    assert ran.code == 0
    assert "Other words." in {path.read_text() for path in (tmp_path / "big.articles").iterdir()}
