"""A large store counts itself as the report of the same graph does when it is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer import cli
from explorer.model.report import report, worded
from explorer.stores import browsed, sqlite
from explorer.stores.json_file import load
from explorer.stores.sqlite import SqliteStore
from explorer.stores.summing import report_of

BUNDLED = Path(__file__).parents[2] / "graph.json"


@pytest.fixture
def store(tmp_path) -> SqliteStore:
    made = SqliteStore.create(tmp_path / "g.edgewise")
    made.save(load(BUNDLED).project)
    return made


def test_what_a_store_counts_is_what_the_report_says(store):
    project = load(BUNDLED).project
    whole, found = report(project), report_of(store.reader())
    assert found.pop("articles_total") == len(whole["articles"])
    for part in ("title", "relations"):
        assert found[part] == whole[part]
    assert found["entities"] == whole["entities"]
    assert found["coverage"].items() <= whole["coverage"].items()
    assert [one["relations"] for one in found["most_connected"]] == [
        one["relations"] for one in whole["most_connected"]
    ]
    assert worded(report_of(store.reader()), project).startswith(project.title)


def test_info_and_check_of_a_store_too_large_to_be_loaded(store, monkeypatch, capsys):
    store.close()
    monkeypatch.setattr(sqlite, "MOST_LOADED", 3)
    monkeypatch.setattr(browsed.browse_if_large, "__defaults__", (3,))
    monkeypatch.setattr(SqliteStore.loading, "__defaults__", (3,))
    monkeypatch.setattr(sqlite.opening, "__defaults__", (3,))
    assert cli.main(["info", str(store.path)]) == 0
    assert "Relations:" in capsys.readouterr().out
    assert cli.main(["check", str(store.path)]) == 2
    assert "too many to be checked at once" in capsys.readouterr().err
