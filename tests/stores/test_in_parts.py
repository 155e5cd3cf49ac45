"""Large files, kept as text: the same as if every fact had been read at once."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.bodies import Bodies
from explorer.model.changes import Put, Remove
from explorer.model.errors import UnwritableFile
from explorer.model.facets import columns
from explorer.model.facts import Entity, GraphFile, Relation
from explorer.model.filters import Scope, counts
from explorer.stores import json_file
from explorer.stores.base import Conflict
from explorer.stores.fact_by_fact import read_fact_by_fact
from explorer.stores.in_parts import Large, Progress, read_in_parts
from explorer.stores.json_file import load
from explorer.stores.tidying import tidied
from explorer.stores.writing import document_bytes, to_bytes
from tests.builders import big, company, relation
from tests.stores.documents import files

if TYPE_CHECKING:
    from pathlib import Path

    from explorer.model.project import Project


def in_parts(raw: bytes) -> Large | None:
    return next((step for step in read_in_parts(raw, many=0) if isinstance(step, Large)), None)


def lazily(project: Project) -> Project:
    found = in_parts(to_bytes(project.to_file()))
    assert found is not None
    return found.project


@given(files)
def test_a_document_in_parts_is_the_document_in_one(file: GraphFile) -> None:
    found = in_parts(to_bytes(file))
    if found is None:
        twice = any(
            len({own.id for own in facts}) < len(facts) for facts in (file.entities, file.relations, file.articles)
        )
        assert twice or not file.entities or not file.relations
        return
    tidy, notices = tidied(file)
    assert found.project.to_file() == tidy
    assert found.notices == notices
    assert document_bytes(found.project) == to_bytes(file)


@given(files, st.sampled_from([None, 4]))
def test_a_document_of_any_other_layout_is_read_fact_by_fact_as_if_at_once(file: GraphFile, indent: int | None) -> None:
    raw = json.dumps(json.loads(to_bytes(file)), indent=indent, ensure_ascii=False).encode()
    found = next((step for step in read_fact_by_fact(raw, many=0) if isinstance(step, Large)), None)
    tidy, notices = tidied(file)
    if found is None:
        assert any(
            len({own.id for own in facts}) < len(facts) for facts in (file.entities, file.relations, file.articles)
        )
        return
    assert found.project.to_file() == tidy
    assert found.notices == notices
    assert json.loads(document_bytes(found.project)) == json.loads(raw)


def test_what_needs_care_is_not_read_fact_by_fact() -> None:
    raw = to_bytes(big(9, 14).to_file())
    for odd in (raw.replace(b'"e1"', b'"\xff"'), raw.replace(b'"id"', b'"id": "twice", "id"'), raw[:-10], b"[" + raw):
        assert not [step for step in read_fact_by_fact(odd, many=0) if isinstance(step, Large)]
    assert not list(read_fact_by_fact(raw))


@given(files, st.binary(max_size=3), st.integers(0, 10**6))
def test_a_damaged_document_is_left_to_others_or_read(file: GraphFile, junk: bytes, at: int) -> None:
    raw = to_bytes(file)
    at %= len(raw)
    list(read_in_parts(raw[:at] + junk + raw[at + len(junk) :], many=0))


CHANGES = st.lists(
    st.one_of(
        st.builds(lambda n, at: Put(company(f"e{n}", name="Another name"), at), st.integers(0, 12), st.integers(0, 12)),
        st.builds(
            lambda n, at: Put(relation("e1", "uses", "e2", key=f"r{n}"), at), st.integers(0, 20), st.integers(0, 20)
        ),
        st.builds(lambda n: Remove(Relation, f"r{n}"), st.integers(0, 14)),
        st.builds(lambda n: Remove(Entity, f"e{n}", even_if_tied=True), st.integers(0, 9)),
    ),
    max_size=6,
)


@given(CHANGES)
def test_changes_to_text_and_to_values_are_saved_alike(changes: list[Put | Remove]) -> None:
    values = big(10, 15, seed=5)
    texts = lazily(values)
    start = document_bytes(texts)
    undo = []
    for change in changes:
        if isinstance(change, Put) or change.key in values._table(change.kind):
            change.apply(values)
            undo.append(change.apply(texts)[0])
    assert document_bytes(texts) == to_bytes(values.to_file())
    assert counts(texts, Scope()) == counts(values, Scope())
    for inverse in reversed(undo):
        inverse.apply(texts)
    assert document_bytes(texts) == start


def test_a_snapshot_of_texts_keeps_what_was_changed_since() -> None:
    project = lazily(big(6, 8))
    before = project.snapshot()
    Remove(Relation, "r3").apply(project)
    Put(company("e1", name="Renamed")).apply(project)
    assert "r3" in before.relations
    assert before.entities["e1"].name != "Renamed"
    assert "r3" not in project.relations
    assert project.entities["e1"].name == "Renamed"


def test_progress_grows_to_the_whole() -> None:
    steps = list(read_in_parts(to_bytes(big(1200, 1300).to_file()), many=0))
    told = [step.progress for step in steps if isinstance(step, Progress)]
    assert told == sorted(told)
    assert len(told) > 4
    assert told[-1] == 1


def test_few_relations_are_left_to_be_read_at_once() -> None:
    assert list(read_in_parts(to_bytes(big(5, 9).to_file()), many=10)) == []


@pytest.fixture
def large_from_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_file, "SMALL_BYTES", 0)
    monkeypatch.setattr(json_file, "MANY_RELATIONS", 1)
    monkeypatch.setattr(read_in_parts, "__kwdefaults__", {"many": 1})
    monkeypatch.setattr(read_fact_by_fact, "__kwdefaults__", {"many": 1})


@pytest.mark.usefixtures("large_from_one")
@pytest.mark.parametrize("indent", [2, None, 4])
def test_a_large_file_of_any_form_is_saved_as_it_was_until_it_changes(tmp_path: Path, indent: int | None) -> None:
    path = tmp_path / "large.json"
    document = json.loads(to_bytes(big(9, 14).to_file())) | {"modified": "2020-01-01", "x-later": [1, {"a": 2}]}
    path.write_text(json.dumps(document, indent=indent, ensure_ascii=False) + "\n" * (indent == 2), encoding="utf-8")
    raw = path.read_bytes()
    opened = load(path)
    assert isinstance(opened.project.relations, Bodies)
    inverse, _ = Put(relation("e1", "uses", "e2", key="fresh")).apply(opened.project)
    opened.store.save(opened.project)
    assert json.loads(path.read_bytes())["relations"][-1]["id"] == "fresh"
    assert json.loads(path.read_bytes())["modified"] > "2020-01-01"
    inverse.apply(opened.project)
    opened.store.save(opened.project)
    assert json.loads(path.read_bytes())["relations"] == document["relations"]
    elsewhere = load(path)
    elsewhere.store.save(elsewhere.project)
    other = tmp_path / "other.json"
    path.write_bytes(raw)
    again = load(path)
    store = again.store.at(other)
    store.save(again.project)
    assert other.read_bytes() == raw


@pytest.mark.usefixtures("large_from_one")
def test_what_a_large_file_held_when_it_was_saved_is_known_without_keeping_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "large.json"
    path.write_bytes(to_bytes(big(9, 14).to_file()))
    opened = load(path)
    Put(company("e1", name="Mine")).apply(opened.project)
    opened.store.save(opened.project)
    assert opened.store.mark() == hashlib.sha256(path.read_bytes()).hexdigest()
    assert not opened.store.is_changed_elsewhere()
    Put(company("e1", name="Later")).apply(opened.project)
    assert opened.store.seen().entities["e1"].name == "Mine"
    path.write_bytes(path.read_bytes().replace(b"Mine", b"Them"))
    assert opened.store.is_changed_elsewhere()
    with pytest.raises(Conflict):
        opened.store.save(opened.project)


@pytest.mark.usefixtures("large_from_one")
def test_keys_that_stand_twice_are_not_lost_by_a_change(tmp_path: Path) -> None:
    path = tmp_path / "twice.json"
    raw = to_bytes(big(4, 5).to_file())
    path.write_bytes(raw.replace(b'      "id": "r2",\n', b'      "id": "r2",\n      "mood": 1,\n      "mood": 2,\n'))
    opened = load(path)
    Put(relation("e1", "uses", "e2", key="r3")).apply(opened.project)
    opened.store.save(opened.project)
    assert b'"mood": 1,\n      "mood": 2,\n' in path.read_bytes()
    Put(opened.project.relations["r2"].model_copy(update={"kind": "uses"})).apply(opened.project)
    with pytest.raises(UnwritableFile, match="'r2' has keys that stand twice in the file"):
        opened.store.save(opened.project)
    assert b'"mood": 1,\n      "mood": 2,\n' in path.read_bytes()


def test_texts_are_validated_when_they_are_asked_for_and_only_then() -> None:
    asked = []

    def text(row: int) -> str:
        asked.append(row)
        return json.dumps({"id": f"e{row}", "kind": "topic", "name": f"Name {row}"})

    facts = Bodies(Entity, ["e0", "e1", "e2"], text)
    assert list(facts) == ["e0", "e1", "e2"]
    assert "e1" in facts
    assert "e7" not in facts
    assert asked == []
    assert facts["e1"].name == facts["e1"].name == "Name 1"
    assert asked == [1]
    assert [own.id for own in facts.values()] == ["e0", "e1", "e2"]


def test_columns_of_texts_are_those_of_values() -> None:
    values = big(10, 25)
    texts = lazily(values)
    assert columns(texts).standing.tolist() == columns(values).standing.tolist()
    assert columns(texts).evidence.words.tolist() == columns(values).evidence.words.tolist()
    assert texts.relations_of("e3") == values.relations_of("e3")
