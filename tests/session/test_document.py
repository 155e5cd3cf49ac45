"""Every edit goes through do(), can be taken back, and leaves nothing half done."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.changes import Batch, Move, Pin, Remove
from explorer.model.errors import BadChange
from explorer.model.facts import Entity
from explorer.opening import open_graph
from explorer.session.document import Document
from explorer.stores.json_file import load
from tests.builders import tiny


def opened(*lines: str) -> Document:
    document = Document()
    document.replace(tiny(*lines, positions={"a": (0, 0), "b": (10, 0)}), None)
    return document


def test_a_move_is_undone_and_redone_exactly(qtbot):
    document = opened("a -uses-> b:chip")
    document.do(Move({"a": (5.25, 7.5)}), "Move a")
    assert document.project.positions.get("a") == (5.25, 7.5)
    document.undo_stack.undo()
    assert document.project.positions.get("a") == (0, 0)
    document.undo_stack.redo()
    assert document.project.positions.get("a") == (5.25, 7.5)


def test_steps_live_as_long_as_the_stack_whatever_is_collected(qtbot):
    document = opened("a -uses-> b:chip")
    for step in range(500):
        document.do(Move({"a": (step, step)}), "Move a")
        if step % 100 == 0:
            gc.collect()
    assert document.undo_stack.count() == 500
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.project.positions.get("a") == (0, 0)
    gc.collect()
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    assert document.project.positions.get("a") == (499, 499)


def test_a_change_that_does_not_fit_leaves_stack_and_facts_alone(qtbot):
    document = opened("a -uses-> b:chip")
    before = document.project.to_file()
    with qtbot.assertNotEmitted(document.changed), pytest.raises(BadChange):
        document.do(Batch((Pin(pinned=frozenset({"a"})), Remove(Entity, "a"))), "Remove a")
    assert document.undo_stack.count() == 0
    assert document.project.to_file() == before


def test_dirty_follows_save_and_undo(qtbot, tmp_path):
    document = opened("a -uses-> b:chip")
    document.do(Move({"a": (1, 1)}), "Move a")
    assert document.is_dirty
    document.save_as(tmp_path / "graph.json")
    seen = [document.is_dirty]
    document.undo_stack.undo()
    seen.append(document.is_dirty)
    document.undo_stack.redo()
    seen.append(document.is_dirty)
    assert seen == [False, True, False]


def test_what_was_saved_is_what_opens(qtbot, tmp_path):
    document = opened("a -uses-> b:chip | claims a")
    document.do(Move({"a": (12.5, -3)}), "Move a")
    document.save_as(tmp_path / "graph.json")
    again = load(tmp_path / "graph.json").project
    assert again.positions.get("a") == (12.5, -3)
    assert again.relations == document.project.relations


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(-99, 99), st.integers(-99, 99)), max_size=12))
def test_undoing_everything_gives_back_the_first_state(moves):
    document = opened("a -uses-> b:chip")
    before = document.project.to_file()
    for entity, x, y in moves:
        document.do(Move({entity: (x, y)}), "Move")
    states = [document.project.to_file()]
    while document.undo_stack.canUndo():
        document.undo_stack.undo()
    assert document.project.to_file() == before
    while document.undo_stack.canRedo():
        document.undo_stack.redo()
    assert document.project.to_file() == states[0]


def test_a_store_is_a_home_like_a_file(qtbot, tmp_path):
    document = opened("a -uses-> b:chip")
    document.save_as(tmp_path / "g.edgewise")
    document.do(Move({"a": (1, 2)}), "Move a")
    document.save()
    assert not document.is_dirty
    document.undo_stack.undo()
    document.save()
    document.do(Move({"b": (5, 5)}), "Move b")
    document.save_as(tmp_path / "g.json")
    before, after = (open_graph(tmp_path / name) for name in ("g.edgewise", "g.json"))
    assert before.project.positions.as_dict() == {"a": (0, 0), "b": (10, 0)}
    assert after.project.positions.as_dict() == {"a": (0, 0), "b": (5, 5)}
    document.replace(before.project, before.store)
    document.replace(tiny("x"), None)
    assert [path.name for path in sorted(tmp_path.iterdir())] == ["g.edgewise", "g.json"]
