"""Properties that hold of every document, every sequence of bytes, every damaged file."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from explorer.formats import IMPORTERS
from explorer.model.changes import Put
from explorer.model.errors import ExplorerError
from explorer.model.facts import Entity, GraphFile
from explorer.model.problems import problems
from explorer.model.project import Project
from explorer.stores.json_file import JsonStore, load, parse
from explorer.stores.raw import raw_document
from explorer.stores.writing import to_bytes
from tests.stores.documents import documents, files, json_values

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path("any.json")
ON_DISK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


@given(files)
def test_a_document_is_equal_after_writing_and_reading(file: GraphFile) -> None:
    raw = to_bytes(file)
    opened = parse(raw, HERE)
    assert opened.project.to_file() == file
    assert to_bytes(opened.project.to_file()) == raw


@given(documents)
def test_no_key_and_no_value_is_lost_in_writing(document: dict[str, Any]) -> None:
    written = json.loads(to_bytes(GraphFile.model_validate(document)))
    assert written == json.loads(json.dumps(document))


@ON_DISK
@given(document=documents, indent=st.sampled_from([None, 1, 2, 4]))
def test_any_file_survives_a_change_to_one_entity(tmp_path: Path, document: dict[str, Any], indent: int | None) -> None:
    path = tmp_path / "g.json"
    path.write_text(json.dumps(document, indent=indent), encoding="utf-8")
    opened = load(path)
    opened.store.save(opened.project)
    assert path.read_text(encoding="utf-8") == json.dumps(document, indent=indent)
    Put(Entity(id="fresh", kind="company", name="F")).apply(opened.project)
    opened.store.save(opened.project)
    again = load(path).project.to_file()
    assert again == opened.project.to_file()
    assert again.entities[:-1] == GraphFile.model_validate(document).entities


@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"\xff\xfe")
@example(b"\x00\x00\xfe\xff")
@example(b'{"format":"edgewise-graph","entities":[],"entities":[]}')
def test_any_bytes_open_or_are_refused_with_a_sentence(raw: bytes) -> None:
    with contextlib.suppress(ExplorerError):
        parse(raw, HERE, IMPORTERS)


@given(json_values)
@example({"nodes": [{"id": {}}], "links": [{"source": [], "target": None}]})
@example({"type": [], "features": 1, "$schema": 3, "format": []})
def test_any_json_opens_or_is_refused_with_a_sentence(value: Any) -> None:
    with contextlib.suppress(ExplorerError):
        parse(json.dumps(value), HERE, IMPORTERS)


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every (container, key) in a JSON value."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from places(value[key])


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """A valid document in which some values were replaced, removed or repeated."""
    document: Any = json.loads(json.dumps(draw(documents)))
    for _ in range(draw(st.integers(1, 3))):
        found = list(places(document))
        if not found:
            return draw(json_values)
        container, key = draw(st.sampled_from(found))
        match draw(st.sampled_from(["replace", "remove", "repeat"])):
            case "replace":
                container[key] = draw(json_values | st.sampled_from([10**400, -1, "x" * 300, [[]], {"": {}}]))
            case "remove":
                del container[key]
            case _ if isinstance(container, list):
                container.append(container[key])
    return document


def refusal(document: Any) -> str:
    """The sentence with which a document is refused; empty if it opens."""
    try:
        parse(json.dumps(document), HERE)
    except ExplorerError as error:
        return str(error)
    return ""


def as_of_today(document: Any) -> Any:
    """The document as it is checked: raised to today's format, where it has one."""
    try:
        return raw_document(json.dumps(document).encode("utf-8", "surrogatepass"), HERE.name).value
    except ExplorerError:
        return document


@settings(max_examples=300, deadline=None)
@given(damaged())
def test_a_damaged_document_opens_or_is_refused_for_a_problem_that_is_told(document: Any) -> None:
    found = problems(document)
    for problem in found:
        assert problem.what.endswith(".")
        assert "\n" not in problem.line
    told = any(problem.code in {"wrong-type", "missing-key"} for problem in problems(as_of_today(document)))
    is_ours = isinstance(document, dict) and document.get("format") == "edgewise-graph"
    assert not is_ours or bool(refusal(document)) == told


@settings(max_examples=200, deadline=None)
@given(damaged())
def test_every_pointer_leads_to_a_place_in_the_document(document: Any) -> None:
    for problem in problems(document):
        value = document
        *steps, last = [part.replace("~1", "/").replace("~0", "~") for part in problem.pointer.split("/")] or [""]
        for step in steps[1:]:
            value = value[int(step)] if isinstance(value, list) else value[step]
        if steps and problem.code not in {"missing-key", "no-evidence"}:
            assert last in value if isinstance(value, dict) else int(last) < len(value)


@ON_DISK
@given(files)
def test_saving_as_a_new_file_keeps_everything(tmp_path: Path, file: GraphFile) -> None:
    path = tmp_path / "new.json"
    path.unlink(missing_ok=True)
    JsonStore.create(path).save(Project(file))
    assert load(path).project.to_file() == file
