"""What the README shows is true: its graph is clean, its script runs, its pictures are there."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from explorer.model.problems import problems

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MANUAL = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")


def block(language: str) -> str:
    found = re.search(rf"```{language}\n(.*?)```", README, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_graph_in_the_readme_has_no_problems():
    assert problems(json.loads(block("json"))) == []


def test_the_script_in_the_readme_runs(monkeypatch):
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    exec(block("python"), names)
    assert names["project"].graph.number_of_nodes() > 40


@pytest.mark.parametrize(
    "path",
    [*(ROOT / own for own in PICTURE.findall(README)), *(ROOT / "docs" / own for own in PICTURE.findall(MANUAL))],
)
def test_every_picture_of_readme_and_manual_is_there(path):
    assert path.is_file()
    assert path.stat().st_size < 300_000


def test_every_picture_is_shown_somewhere():
    shown = {Path(own).name for own in (*PICTURE.findall(README), *PICTURE.findall(MANUAL))}
    assert {path.name for path in (ROOT / "docs" / "shots").iterdir()} == shown
