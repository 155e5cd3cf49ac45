"""Checking a file on disk: the report, and the exit code that goes with it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from explorer.formats import IMPORTERS
from explorer.model.errors import UnreadableFile
from explorer.stores.checking import check
from explorer.stores.json_file import load

HOSTILE = Path(__file__).parents[1] / "hostile"


def test_a_clean_file_is_clean(tmp_path: Path) -> None:
    path = tmp_path / "g.json"
    path.write_text('{"format": "edgewise-graph", "version": 1}')
    outcome = check(path)
    assert (outcome.exit_code, outcome.lines()) == (0, ["g.json: 0 problems. It has no quotations."])


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    outcome = check(tmp_path / "gone.json")
    assert outcome.exit_code == 2
    assert "There is no file" in outcome.summary
    assert json.loads(outcome.as_json())["unreadable"] == outcome.unreadable


def test_wrong_types_do_not_hide_what_else_is_wrong() -> None:
    outcome = check(HOSTILE / "wrong-types.json")
    assert outcome.exit_code == 1
    assert len(outcome.problems) == 7


def test_keys_that_stand_twice_are_placed() -> None:
    outcome = check(HOSTILE / "repeated-keys.json")
    assert [(problem.code, problem.pointer) for problem in outcome.problems] == [
        ("repeated-key", "/entities/0/name"),
        ("repeated-key", "/relations"),
    ]


@pytest.mark.parametrize("name", ["newer.json", "format-0.json", "byte-order-mark.json", "utf-16.json"])
def test_what_is_only_worth_knowing_is_a_note(name: str) -> None:
    outcome = check(HOSTILE / name)
    assert outcome.exit_code == 0
    assert [problem.code for problem in outcome.problems] == ["notice"]


def test_texts_that_are_given_are_searched() -> None:
    outcome = check(HOSTILE / "dangling.json", {"a1": "A uses B, said A."})
    assert (outcome.checked, outcome.unchecked) == (2, 1)


def test_an_imported_graph_can_be_checked() -> None:
    codes = {problem.code for problem in check(HOSTILE / "node-link.json", importers=IMPORTERS).problems}
    assert codes == {"notice", "no-evidence", "range"}


def test_what_is_nested_too_deeply_to_be_opened_is_not_called_clean(tmp_path: Path) -> None:
    path = tmp_path / "deep.json"
    path.write_text('{"format": "edgewise-graph", "version": 1, "later": ' + "[" * 500 + "]" * 500 + "}")
    with pytest.raises(UnreadableFile, match="nested too deeply"):
        load(path)
    outcome = check(path)
    assert outcome.exit_code == 2
    assert "nested too deeply" in outcome.unreadable


def test_a_name_that_would_break_a_line_is_shown_on_one(tmp_path: Path) -> None:
    path = tmp_path / "two\nlines.json"
    path.write_text("{}")
    assert "\n" not in check(path).summary
