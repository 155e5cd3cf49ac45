"""What a save writes over is kept, five versions of it, and nothing else is touched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from explorer.stores.backups import KEPT, backups, folder_for, keep
from explorer.stores.json_file import JsonStore
from explorer.stores.sqlite import SqliteStore
from tests.builders import tiny

if TYPE_CHECKING:
    from pathlib import Path

BEGIN = datetime(2025, 1, 27, 12, tzinfo=UTC)


def test_the_last_five_versions_are_kept_newest_first(tmp_path: Path):
    graph, folder = tmp_path / "my graph.json", tmp_path / "data"
    for number in range(KEPT + 2):
        graph.write_text(str(number), "utf-8")
        keep(folder, graph, partial(datetime.__add__, BEGIN, timedelta(microseconds=number)))
    kept = backups(folder, graph)
    assert [backup.path.read_text("utf-8") for backup in kept] == ["6", "5", "4", "3", "2"]
    assert kept[0].at == BEGIN + timedelta(microseconds=6)
    assert not backups(folder, tmp_path / "other.json")


def test_the_same_version_is_kept_once_and_nothing_is_kept_of_what_is_not_there(tmp_path: Path):
    graph, folder = tmp_path / "graph.json", tmp_path / "data"
    assert keep(folder, graph) is None
    graph.write_text("one", "utf-8")
    assert keep(folder, graph) is not None
    assert keep(folder, graph) is None
    assert len(backups(folder, graph)) == 1


def test_a_store_in_many_parts_is_not_copied(tmp_path: Path):
    path = tmp_path / "big.edgewise"
    store = SqliteStore.create(path)
    store.save(tiny("a"))
    store.close()
    assert keep(tmp_path / "data", path) is None


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path):
    graph, folder = tmp_path / "graph.json", tmp_path / "data"
    JsonStore.create(graph).save(tiny("a"))
    own = folder_for(folder, graph)
    own.mkdir(parents=True)
    (own / "notes.txt").write_text("mine", "utf-8")
    keep(folder, graph)
    assert len(backups(folder, graph)) == 1
    assert (own / "notes.txt").exists()
