"""A part of a store is a document of its own: what was not read stays, what was read and changed is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from explorer.model.bringing import Bring, Elsewhere
from explorer.model.changes import Batch, Delta, Move, Note, Pin, Put, Remove
from explorer.model.decisions import completed, decided
from explorer.model.facts import Entity, Relation
from explorer.model.filters import Scope, visible
from explorer.stores.base import Conflict
from explorer.stores.browsed import BrowsedStore, browse, browse_if_large
from explorer.stores.sqlite import SqliteStore, load
from tests.builders import tiny

if TYPE_CHECKING:
    from pathlib import Path

    from explorer.model.project import Project, Stored
    from explorer.stores.reader import Slice

LINES = ("a:company -owns-> b:company | claims a", "b -makes-> c:chip", "c -uses-> d:chip", "d -rivals-> e:company")


@pytest.fixture
def path(tmp_path) -> Path:
    store = SqliteStore.create(tmp_path / "g.edgewise")
    store.save(tiny(*LINES, positions={"a": (1.0, 2.0), "e": (9.0, 9.0)}))
    store.close()
    return store.path


def facts_in(found: Slice) -> tuple[Stored, ...]:
    return (*found.articles, *found.entities, *found.relations)


def part(path: Path, entity: str = "a") -> tuple[BrowsedStore, Project]:
    """Browse a store, with what is next to an entity in memory."""
    opened = browse(path)
    home, project = opened.store, opened.project
    found = home.reader.neighbourhood([entity])
    facts = facts_in(found)
    home.know(facts, found.places)
    Bring(facts, (), found.places, Elsewhere(found.hidden)).apply(project)
    return home, project


def decide(project: Project, who: str) -> None:
    Note(completed(decided("edit"), by=who, what="Decide", delta=Delta())).apply(project)


def test_only_a_large_store_is_browsed(path):
    assert browse_if_large(path) is None
    opened = browse_if_large(path, most=3)
    assert opened is not None
    assert not opened.project.entities
    assert opened.store.summary.relations == 4


def test_nothing_is_written_of_a_part_in_which_nothing_changed(path):
    home, project = part(path)
    head = home.whole.head()
    home.save(project)
    assert home.whole.head() == head


def test_what_was_not_read_survives_a_save_of_the_part(path):
    home, project = part(path)
    Put(Entity(id="f", kind="chip", name="F")).apply(project)
    Put(Relation(id="r9", source="a", target="f", kind="makes")).apply(project)
    Remove(Relation, "r1").apply(project)
    Move({"b": (5.04, 6.0)}).apply(project)
    Pin(frozenset({"a"})).apply(project)
    home.save(project)
    home.close()
    whole = load(path).project
    assert list(whole.relations) == ["r2", "r3", "r4", "r9"]
    assert set(whole.entities) == set("abcdef")
    assert whole.positions.as_dict() == {"a": (1.0, 2.0), "b": (5.0, 6.0), "e": (9.0, 9.0)}
    assert whole.pinned == {"a"}


def test_a_fact_that_somebody_else_changed_is_not_written_over_unasked(path):
    home, project = part(path)
    other = load(path)
    Put(other.project.entities["a"].model_copy(update={"name": "Theirs"})).apply(other.project)
    other.store.save(other.project)
    Put(project.entities["a"].model_copy(update={"name": "Mine"})).apply(project)
    with pytest.raises(Conflict, match="entity a"):
        home.save(project)
    home.save(project, overwrite=True)
    assert home.reader.facts(["a"]).entities[0].name == "Mine"


def test_a_fact_that_somebody_else_took_away_is_not_put_back_unasked(path):
    home, project = part(path)
    other = load(path)
    Remove(Relation, "r1").apply(other.project)
    other.store.save(other.project)
    Put(project.relations["r1"].model_copy(update={"kind": "funds"})).apply(project)
    with pytest.raises(Conflict, match="relation r1"):
        home.save(project)


def test_what_was_let_go_is_not_taken_away(path):
    home, project = part(path)
    gone = (project.relations["r1"], project.entities["b"])
    home.forget(gone)
    Bring((), gone).apply(project)
    home.save(project)
    assert home.reader.summary().relations == 4


def test_decisions_of_others_stay_in_the_journal(path):
    home, project = part(path)
    other = load(path)
    decide(other.project, "Kim")
    other.store.save(other.project)
    decide(project, "Lee")
    home.save(project)
    assert [item.by for item in home.reader.document().journal] == ["Kim", "Lee"]


def test_a_copy_is_of_the_whole_store_with_what_was_changed(path, tmp_path):
    home, project = part(path)
    Put(project.entities["a"].model_copy(update={"name": "New"})).apply(project)
    copy = home.at(tmp_path / "copy.edgewise")
    copy.save(project)
    copy.close()
    assert home.reader.facts(["a"]).entities[0].name != "New"
    whole = load(tmp_path / "copy.edgewise").project
    assert len(whole.relations) == 4
    assert whole.entities["a"].name == "New"


def test_bringing_is_taken_back_whole(path):
    home, project = part(path)
    before = (dict(project.entities), dict(project.relations), project.positions.as_dict(), project.elsewhere)
    found = home.reader.neighbourhood(["c"])
    facts = facts_in(found)
    gone = (project.relations["r1"], project.entities["a"])
    inverse, _ = Batch((Bring(facts, gone, {"c": (0.0, 0.0)}, Elsewhere(found.hidden, frozenset({"d"}))),)).apply(
        project
    )
    assert set(project.entities) == set("bcd")
    inverse.apply(project)
    after = (dict(project.entities), dict(project.relations), project.positions.as_dict(), project.elsewhere)
    assert after == before


def test_who_is_there_for_the_name_only_is_not_shown_and_relations_elsewhere_are_counted(path):
    _, project = part(path)
    assert visible(project, Scope()).folded == {"b": 1}
    Bring((Entity(id="z", kind="person", name="Z"),), (), {}, Elsewhere({"a": 3, "z": 2}, frozenset({"z"}))).apply(
        project
    )
    shown = visible(project, Scope())
    assert "z" not in shown.entities
    assert shown.folded == {"a": 3}
