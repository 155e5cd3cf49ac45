"""The table of actions is sound, and the manual says the same as the table."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence

from explorer.resources import manual
from explorer.session.actions import ACTIONS, shortcut_table
from tests.words import kinds_table


def test_ids_are_unique_and_every_action_says_what_it_does():
    assert len({row.id for row in ACTIONS}) == len(ACTIONS)
    assert all(row.text and row.help.endswith(".") for row in ACTIONS)


def test_no_two_actions_share_a_key():
    keys = [QKeySequence(key).toString() for row in ACTIONS for key in row.keys]
    assert all(keys)
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("table", [shortcut_table, kinds_table])
def test_the_manual_has_its_tables_as_they_are(table):
    assert table() in manual().read_text(encoding="utf-8")
