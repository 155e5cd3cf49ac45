"""The table of actions is sound, and the manual says the same as the table."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence

from explorer.resources import manual
from explorer.session.actions import ACTIONS, shortcut_table


def test_ids_are_unique_and_every_action_says_what_it_does():
    assert len({row.id for row in ACTIONS}) == len(ACTIONS)
    assert all(row.text and row.help.endswith(".") for row in ACTIONS)


def test_no_two_actions_share_a_key():
    keys = [QKeySequence(key).toString() for row in ACTIONS for key in row.keys]
    assert all(keys)
    assert len(set(keys)) == len(keys)


def test_the_manual_has_the_table_as_it_is():
    assert shortcut_table() in manual().read_text(encoding="utf-8")
