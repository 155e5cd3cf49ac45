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


@pytest.mark.parametrize("picture", re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README))
def test_every_picture_of_the_readme_is_there(picture):
    assert (ROOT / picture).is_file()
    assert (ROOT / picture).stat().st_size < 300_000
