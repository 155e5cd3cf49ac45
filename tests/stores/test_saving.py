"""Saving: whole or not at all, nothing lost, nothing touched that was not changed."""

from __future__ import annotations

import errno
import json
import os
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from explorer.model.changes import Move, Put
from explorer.model.errors import UnwritableFile
from explorer.model.facts import Entity, GraphFile
from explorer.model.project import Project
from explorer.stores.base import Conflict
from explorer.stores.json_file import JsonStore, load
from explorer.stores.writing import to_bytes
from tests.builders import tiny
from tests.stores.disks import disk_that_holds

if TYPE_CHECKING:
    from explorer.stores.base import Opened

BUNDLED = Path(__file__).parents[2] / "graph.json"
HOSTILE = Path(__file__).parents[1] / "hostile"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A small graph, written by hand: nothing about its form is ours."""
    target = tmp_path / "g.json"
    target.write_text(
        '{"version":1,\n\t"format":"edgewise-graph", "later": {"x": [1, 2.50]},\n'
        ' "entities":[{"name":"Zürich \\u0041","kind":"country","id":"z","mood":null}]}',
        encoding="utf-8",
    )
    return target


def add(project: Project, key: str = "new") -> None:
    Put(Entity(id=key, kind="company", name=key.title())).apply(project)


def only_file_in(folder: Path) -> Path:
    [found] = folder.iterdir()
    return found


def state(path: Path) -> tuple[int, int, bytes]:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, path.read_bytes()


def test_an_untouched_graph_is_not_written(path: Path) -> None:
    before = state(path)
    opened = load(path)
    opened.store.save(opened.project)
    assert state(path) == before


def test_a_change_that_was_taken_back_is_not_written(path: Path) -> None:
    before = state(path)
    opened = load(path)
    inverse, _ = Put(Entity(id="new", kind="company", name="N")).apply(opened.project)
    inverse.apply(opened.project)
    back, _ = Move({"z": (1.0, 2.0)}).apply(opened.project)
    back.apply(opened.project)
    opened.store.save(opened.project)
    assert state(path) == before


def test_the_bundled_graph_is_in_our_own_form() -> None:
    assert to_bytes(load(BUNDLED).project.to_file()) == BUNDLED.read_bytes()


def test_a_change_is_there_after_opening_again(path: Path) -> None:
    opened = load(path)
    add(opened.project)
    opened.store.save(opened.project)
    again = load(path)
    assert again.project.to_file() == opened.project.to_file()
    assert "new" in again.project.entities


def test_unknown_keys_survive_a_change_at_every_level(tmp_path: Path) -> None:
    def odd(**known: Any) -> dict[str, Any]:
        return {**known, "later": {"kept": [1, None, "é"]}}

    quote = odd(exact="words")
    evidence = [odd(id="e1", article="a1", quote=quote, stance="asserts")]
    fact = odd(id="f1", property="size", value=odd(amount=1.5), evidence=evidence)
    document = odd(
        format="edgewise-graph",
        version=1,
        kinds=odd(entity=[odd(id="odd", label="Odd")], relation=[odd(id="tie", label="ties")]),
        articles=[odd(id="a1", title="T", sections=[odd(heading="H", start=0)])],
        entities=[odd(id="a", kind="odd", name="A", facts=[fact]), odd(id="b", kind="odd", name="B")],
        relations=[
            odd(id="r1", source="a", target="b", kind="tie", qualifiers={"when": odd(date="2023")}, evidence=evidence)
        ],
        views=[odd(name="main", positions={"a": [1, 2]}, layout=odd(name="force"), camera=odd(x=0, y=0, zoom=1))],
    )
    path = tmp_path / "g.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    opened = load(path)
    add(opened.project)
    opened.store.save(opened.project)
    saved = json.loads(path.read_text(encoding="utf-8"))
    assert saved.pop("entities")[:2] == document["entities"]
    assert saved == {key: value for key, value in document.items() if key != "entities"}


def test_the_written_form_is_indented_readable_and_in_model_order(path: Path) -> None:
    opened = load(path)
    add(opened.project)
    opened.store.save(opened.project)
    assert path.read_text(encoding="utf-8") == (
        '{\n  "format": "edgewise-graph",\n  "version": 1,\n  "entities": [\n    {\n      "id": "z",\n'
        '      "kind": "country",\n      "name": "Zürich A",\n      "mood": null\n    },\n    {\n      "id": "new",\n'
        '      "kind": "company",\n      "name": "New"\n    }\n  ],\n  "later": {\n    "x": [\n      1,\n      2.5\n    ]\n'
        "  }\n}\n"
    )


def test_a_new_graph_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "new.json"
    JsonStore.create(path).save(Project())
    assert json.loads(path.read_text()) == {"format": "edgewise-graph", "version": 1}
    assert load(path).notices == ()


def test_saving_twice_sees_its_own_writing(path: Path) -> None:
    opened = load(path)
    for key in ("one", "two"):
        add(opened.project, key)
        opened.store.save(opened.project)
    before = state(path)
    opened.store.save(opened.project)
    assert state(path) == before


def test_save_as_leaves_the_first_file_and_goes_on_with_the_second(path: Path, tmp_path: Path) -> None:
    before = state(path)
    opened = load(path)
    store = opened.store.at(tmp_path / "second.json")
    add(opened.project)
    store.save(opened.project)
    add(opened.project, "later")
    store.save(opened.project)
    assert state(path) == before
    assert {"new", "later"} <= set(load(tmp_path / "second.json").project.entities)


def test_the_time_of_a_change_is_noted_where_the_document_notes_it(tmp_path: Path) -> None:
    path = tmp_path / "g.json"
    path.write_bytes(to_bytes(GraphFile(modified="2025-01-30T00:00:00Z")))
    opened = load(path)
    opened.store.clock = lambda: datetime(2025, 3, 1, 12, 30, tzinfo=UTC)
    add(opened.project)
    opened.store.save(opened.project)
    assert load(path).project.to_file().modified == "2025-03-01T12:30:00Z"


# -- somebody else writes -----------------------------------------------------------------------


def changed_by_somebody(path: Path) -> Opened[JsonStore]:
    opened = load(path)
    path.write_text(path.read_text(encoding="utf-8").replace("mood", "mode"), encoding="utf-8")
    add(opened.project)
    return opened


def test_a_file_that_somebody_else_changed_is_not_overwritten(path: Path) -> None:
    opened = changed_by_somebody(path)
    theirs = state(path)
    assert opened.store.is_changed_elsewhere()
    with pytest.raises(Conflict, match="changed by another program"):
        opened.store.save(opened.project)
    assert state(path) == theirs


def test_it_is_overwritten_when_a_person_says_so(path: Path) -> None:
    opened = changed_by_somebody(path)
    opened.store.save(opened.project, overwrite=True)
    assert "new" in load(path).project.entities
    assert not opened.store.is_changed_elsewhere()


def test_a_touched_file_with_the_same_bytes_is_no_conflict(path: Path) -> None:
    opened = load(path)
    path.write_bytes(path.read_bytes())
    os.utime(path, (1, 1))
    add(opened.project)
    opened.store.save(opened.project)
    assert "new" in load(path).project.entities


def test_a_file_that_has_gone_is_written_again(path: Path) -> None:
    opened = load(path)
    before = path.read_bytes()
    path.unlink()
    opened.store.save(opened.project)
    assert path.read_bytes() == before


# -- the disk says no ---------------------------------------------------------------------------


def refused(path: Path, match: str) -> None:
    """Try to save a change; it must fail with a sentence and leave no trace."""
    opened = load(path)
    add(opened.project)
    before = state(path)
    with pytest.raises(UnwritableFile, match=match):
        opened.store.save(opened.project)
    assert state(path) == before
    assert only_file_in(path.parent) == path


def test_a_file_that_outgrows_the_disk_leaves_the_old_one(path: Path) -> None:
    with disk_that_holds(100):
        refused(path, "larger than this disk allows")


@pytest.mark.parametrize("call", ["fsync", "open", "chown"])
def test_a_full_disk_leaves_the_old_file(path: Path, call: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, call, full)
    if call == "chown":  # who owns it matters less than that it is saved
        opened = load(path)
        add(opened.project)
        opened.store.save(opened.project)
        assert only_file_in(path.parent) == path
    else:
        refused(path, "The disk is full")


def test_stopping_halfway_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    opened = load(path)
    add(opened.project)
    before = state(path)
    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        opened.store.save(opened.project)
    assert state(path) == before
    assert only_file_in(path.parent) == path


def test_a_file_marked_read_only_is_left_alone(path: Path) -> None:
    path.chmod(0o444)
    refused(path, "is read-only")


def test_a_folder_that_has_gone_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    store = JsonStore.create(folder / "g.json")
    folder.rmdir()
    with pytest.raises(UnwritableFile, match="Its folder is not there"):
        store.save(tiny("a:company"))


@pytest.mark.parametrize(
    ("name", "match"),
    [
        ("", "is a folder"),
        ("x" * 300, "too long"),
        ("nul\0", "no file name"),
        ("g.json/inside", "Its folder is a file"),
    ],
)
def test_a_place_where_nothing_can_be_written_is_told(path: Path, name: str, match: str) -> None:
    with pytest.raises(UnwritableFile, match=match):
        JsonStore.create(path.parent / name).save(tiny("a:company"))
    assert only_file_in(path.parent) == path


def test_a_device_is_not_replaced_by_a_file() -> None:
    with pytest.raises(UnwritableFile, match="not an ordinary file"):
        JsonStore.create(Path("/dev/null")).save(Project())
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_name_as_long_as_the_disk_allows_is_saved(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250 + ".json")
    JsonStore.create(path).save(Project())
    assert path.exists()


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_permissions_are_kept(path: Path, mode: int) -> None:
    path.chmod(mode)
    opened = load(path)
    add(opened.project)
    opened.store.save(opened.project)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_new_file_gets_the_permissions_that_others_get(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        JsonStore.create(tmp_path / "g.json").save(Project())
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "g.json").stat().st_mode) == 0o640


def test_a_link_stays_a_link(path: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.json"
    link.symlink_to(path)
    opened = load(link)
    add(opened.project)
    opened.store.save(opened.project)
    assert link.is_symlink()
    assert "new" in load(path).project.entities
    assert only_file_in(link.parent) == link


# -- what must not be written -------------------------------------------------------------------


def test_a_read_only_store_says_why_it_does_not_save() -> None:
    opened = load(HOSTILE / "newer.json")
    add(opened.project)
    with pytest.raises(UnwritableFile, match="newer version"):
        opened.store.save(opened.project)
    with pytest.raises(UnwritableFile, match="newer version"):
        opened.store.at(HOSTILE / "newer.json").save(opened.project)


def test_a_copy_of_a_newer_file_keeps_its_version_and_all_its_keys(tmp_path: Path) -> None:
    opened = load(HOSTILE / "newer.json")
    add(opened.project)
    opened.store.at(tmp_path / "copy.json").save(opened.project)
    saved = json.loads((tmp_path / "copy.json").read_text())
    assert (saved["version"], saved["layers"], saved["entities"][0]["mood"]) == (7, [{"id": "l1"}], "calm")


def test_half_a_character_is_refused_before_the_disk_is_touched(path: Path) -> None:
    opened = load(path)
    Put(Entity(id="new", kind="company", name="N").model_copy(update={"name": "\ud83d"})).apply(opened.project)
    before = state(path)
    with pytest.raises(UnwritableFile, match="half of a character"):
        opened.store.save(opened.project)
    assert state(path) == before
