"""The selection speaks only when it is really different."""

from __future__ import annotations

from explorer.model.changes import Delta
from explorer.session.selection import Selected, Selection


def test_the_same_set_again_says_nothing(qtbot):
    selection = Selection()
    selection.set(["a"], ["r"])
    with qtbot.assertNotEmitted(selection.changed):
        selection.set(["a"], ["r"])


def test_toggling_twice_gives_back_what_was(qtbot):
    selection = Selection()
    selection.set(["a", "b"])
    selection.toggle(["b", "c"])
    assert selection.entities == {"a", "c"}
    selection.toggle(["b", "c"])
    assert selection.entities == {"a", "b"}


def test_facts_that_disappear_are_forgotten_and_others_stay(qtbot):
    selection = Selection()
    selection.set(["a", "b"], ["r"])
    with qtbot.waitSignal(selection.changed):
        selection.forget(Delta(entities=frozenset({"b"}), removed=frozenset({"b"})))
    assert selection.now == Selected(frozenset({"a"}), frozenset({"r"}))


def test_one_thing_is_only_one_when_nothing_else_is_selected():
    assert Selected(frozenset({"a"})).only_entity == "a"
    assert Selected(frozenset({"a"}), frozenset({"r"})).only_entity is None
    assert Selected(frozenset(), frozenset({"r"})).only_relation == "r"
