"""Every step that changes facts is noted: who, when, what; and taken back with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.formats.excerpt import excerpt
from explorer.formats.merging import merged
from explorer.model.changes import Batch, Move, Note, Put, Strike
from explorer.model.decisions import MOST_TOUCHED, decided
from explorer.model.facts import Decision, Entity
from explorer.model.filters import Scope, visible
from explorer.model.project import Project
from explorer.session.document import Document
from explorer.session.settings import Settings
from explorer.stores.json_file import load
from tests.builders import tiny

if TYPE_CHECKING:
    from pathlib import Path


def opened() -> Document:
    document = Document()
    document.author = lambda: "Ada"
    document.replace(tiny("a -uses-> b:chip", positions={"a": (0, 0), "b": (10, 0)}), None)
    return document


def test_a_step_on_facts_is_noted_with_who_when_and_what_and_undone_with_it(qtbot):
    document = opened()
    entity = document.project.entities["a"]
    document.do(Put(entity.model_copy(update={"name": "Alpha"})), "Rename a")
    (noted,) = document.project.journal
    assert (noted.by, noted.what, noted.kind, noted.touched) == ("Ada", "Rename a", "edit", ("a",))
    assert noted.at.endswith("Z")
    document.undo_stack.undo()
    assert not document.project.journal
    assert document.project.entities["a"] == entity
    document.undo_stack.redo()
    assert list(document.project.journal) == [noted]


def test_moves_are_no_decisions(qtbot):
    document = opened()
    document.do(Move({"a": (5, 5)}), "Move a")
    assert document.project.journal == ()


def test_a_decision_of_another_sort_is_noted_even_where_no_fact_changes(qtbot):
    document = opened()
    document.do(Batch(()), "a and b are not the same", decided("not_same", {"pair": ["a", "b"]}, ["a", "b"]))
    (noted,) = document.project.journal
    assert (noted.kind, noted.details, noted.touched) == ("not_same", {"pair": ["a", "b"]}, ("a", "b"))


def test_a_step_that_touches_thousands_names_the_first_and_says_how_many(qtbot):
    document = opened()
    many = tuple(Put(Entity(id=f"n{row}", kind="company", name=f"N{row}")) for row in range(MOST_TOUCHED + 5))
    document.do(Batch(many), "Add them")
    (noted,) = document.project.journal
    assert len(noted.touched) == MOST_TOUCHED
    assert noted.details == {"touched": MOST_TOUCHED + 5}


def test_the_journal_is_saved_and_an_empty_one_leaves_no_trace(qtbot, tmp_path: Path):
    document = opened()
    entity = document.project.entities["a"]
    document.do(Put(entity.model_copy(update={"name": "Alpha"})), "Rename a")
    target = tmp_path / "graph.json"
    document.save_as(target)
    assert load(target).project.journal == document.project.journal
    document.undo_stack.undo()
    document.save()
    assert b"journal" not in target.read_bytes()


def test_striking_from_the_middle_is_taken_back_to_the_same_place():
    project = Project()
    for name in "abc":
        Note(Decision(id=name, at="", by="", what=name)).apply(project)
    before = project.journal
    inverse, _ = Strike("b").apply(project)
    assert [noted.id for noted in project.journal] == ["a", "c"]
    inverse.apply(project)
    assert project.journal == before


def test_the_author_is_the_login_until_a_name_is_chosen(qtbot, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("LOGNAME", "ada")
    settings = Settings(tmp_path / "settings.ini")
    assert settings.author == "ada"
    settings.author = " Ada Lovelace "
    assert settings.author == "Ada Lovelace"


def test_what_is_given_away_does_not_say_who_decided_and_merging_keeps_what_both_say(qtbot):
    document = opened()
    project = document.project
    document.do(Put(project.entities["a"].model_copy(update={"description": "First"})), "Describe a")
    shown = visible(project, Scope())
    assert "journal" not in excerpt(project, shown, project.positions).model_fields_set
    other = project.to_file()
    document.undo_stack.undo()
    assert merged(project.to_file(), other).file.journal == other.journal
    assert merged(other, other).file.journal == other.journal
