"""What a store goes through: killed processes, several at once, full disks, damaged files, places where it cannot be kept."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import apsw
import pytest

from explorer.model.changes import Put, Remove
from explorer.model.errors import ExplorerError, UnreadableFile, UnwritableFile
from explorer.model.facts import Entity, Relation
from explorer.opening import open_graph
from explorer.stores import connection as connections
from explorer.stores.base import Conflict, TooLarge
from explorer.stores.edits import Already, Applied, Edit, Step
from explorer.stores.schema import Table
from explorer.stores.sqlite import SqliteStore, load
from tests.builders import tiny
from tests.stores.disks import disk_that_holds
from tests.stores.savers import SAVERS, is_sound, make

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.project import Project
    from explorer.stores.base import Opened

ROOT = Path(__file__).parents[2]
KILLED, EDITS = 20, 25
NOBODY = 65_534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "g.edgewise"
    make(target)
    return target


@pytest.fixture
def opened(path: Path) -> Iterator[Opened[SqliteStore]]:
    found = load(path)
    yield found
    found.store.close()


def savers(what: str, path: Path, number: int) -> Any:
    command = [sys.executable, "-m", "tests.stores.savers", what, str(path), str(number)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def add(project: Project, key: str = "new", size: int = 1) -> None:
    Put(Entity(id=key, kind="company", name="New", description="x" * size)).apply(project)


# -- several processes --------------------------------------------------------------------------


def test_nothing_that_was_said_to_be_saved_is_lost_when_the_process_is_killed(tmp_path: Path) -> None:
    found = savers("killed", tmp_path / "g.edgewise", KILLED)
    assert found["saved"] >= KILLED
    assert found["missing"] == []
    assert found["sound"]


def test_processes_that_change_the_same_facts_lose_none_of_their_changes(tmp_path: Path) -> None:
    found = savers("together", tmp_path / "g.edgewise", EDITS)
    assert found["codes"] == [0] * SAVERS
    assert found["versions"] == SAVERS * EDITS
    assert found["seen"] == list(range(2, SAVERS * EDITS + 2))
    assert found["ids"] == SAVERS * EDITS
    assert found["sound"]


def test_a_change_is_on_the_disk_before_it_is_said_to_be(path: Path) -> None:
    own = SqliteStore.open(path).connections_here().here()
    assert (own.pragma("synchronous"), own.pragma("journal_mode")) == (2, "wal")


# -- somebody else changes it -------------------------------------------------------------------


def test_others_changes_to_other_facts_stay(opened: Opened[SqliteStore], path: Path) -> None:
    other = load(path)
    add(other.project, "theirs")
    other.store.save(other.project)
    add(opened.project, "ours")
    opened.store.save(opened.project)
    assert {"theirs", "ours"} <= set(load(path).project.entities)
    other.store.close()


@pytest.mark.parametrize(
    "theirs", [Put(Relation(id="r1", source="e1", target="e0", kind="owns")), Remove(Relation, "r1")]
)
def test_the_same_fact_changed_twice_is_a_conflict_until_a_person_decides(
    opened: Opened[SqliteStore], path: Path, theirs: Put | Remove
) -> None:
    other = load(path)
    theirs.apply(other.project)
    other.store.save(other.project)
    Put(Relation(id="r1", source="e2", target="e0", kind="owns")).apply(opened.project)
    add(opened.project)
    with pytest.raises(Conflict, match="relation r1"):
        opened.store.save(opened.project)
    assert "new" not in load(path).project.entities
    opened.store.save(opened.project, overwrite=True)
    assert load(path).project.relations["r1"].source == "e2"
    other.store.close()


def test_two_who_add_the_same_id_do_not_overwrite_each_other(opened: Opened[SqliteStore], path: Path) -> None:
    other = load(path)
    add(other.project, size=2)
    other.store.save(other.project)
    add(opened.project, size=3)
    with pytest.raises(Conflict, match="entity new"):
        opened.store.save(opened.project)
    other.store.close()


def test_an_edit_that_is_sent_again_is_known(path: Path) -> None:
    store = SqliteStore.open(path)
    edit = Edit("once", "ann", "2026-01-01T00:00:00Z", (Step(Table.ENTITY, "e0", None),), {(Table.ENTITY, "e0"): 1})
    done = store.apply(edit)
    assert done == Applied(2, {(Table.ENTITY, "e0"): 2})
    assert store.apply(edit) == Already(2)
    [change] = store.changes_since(1)
    assert (change.seq, change.id, change.author, change.steps) == (2, "once", "ann", edit.steps)
    store.apply(Edit("back", steps=change.inverse))
    assert "e0" in load(path).project.entities
    assert store.head() == 3
    store.close()


def test_saving_as_keeps_the_log(opened: Opened[SqliteStore], path: Path) -> None:
    add(opened.project)
    opened.store.save(opened.project)
    copy = opened.store.at(path.with_name("copy.edgewise"))
    add(opened.project, "later")
    copy.save(opened.project)
    assert [change.seq for change in copy.changes_since(0)] == [1, 2, 3]
    assert opened.store.head() == 2
    copy.close()


# -- files that are not what they should be -----------------------------------------------------


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5000])


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def scribbled(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[4096:] = b"\x5a" * (len(raw) - 4096)
    path.write_bytes(raw)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def text(path: Path) -> None:
    path.write_text("no database at all " * 10)


def foreign(path: Path) -> None:
    path.unlink()
    other = sqlite3.connect(path)
    other.execute("create table bookmarks (url text)")
    other.close()


def newer(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[60:64] = (99).to_bytes(4, "big")
    path.write_bytes(raw)


def without_tables(path: Path) -> None:
    other = apsw.Connection(str(path))
    other.execute("drop table graph")
    other.close()


def gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (cut, "was cut off"),
        (cut_short, "was cut off"),
        (scribbled, "is damaged"),
        (emptied, "is empty"),
        (text, "not an Edgewise store"),
        (foreign, "another program"),
        (newer, "newer version of Edgewise \\(store 99"),
        (without_tables, "is damaged"),
        (gone, "There is no file"),
    ],
)
def test_a_file_that_is_no_sound_store_gets_a_sentence_and_stays_as_it_is(path: Path, spoil: Any, said: str) -> None:
    spoil(path)
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(UnreadableFile, match=said) as refused:
        load(path)
    assert str(refused.value).endswith(".")
    assert (path.read_bytes() if path.exists() else None) == before
    with pytest.raises(ExplorerError):
        open_graph(path)


@pytest.mark.parametrize("page", range(2, 40, 3))
def test_damage_anywhere_is_told_or_harmless(path: Path, page: int) -> None:
    raw = bytearray(path.read_bytes())
    raw[page * 4096 : page * 4096 + 400] = os.urandom(400)
    path.write_bytes(raw)
    with contextlib.suppress(ExplorerError):  # whose texts are sentences; anything else fails
        found = load(path)
        add(found.project)
        found.store.save(found.project)
        found.store.close()


def test_more_than_fits_into_memory_is_refused_as_a_whole(path: Path) -> None:
    store = SqliteStore.open(path)
    with pytest.raises(TooLarge, match="holds 5 relations; up to 4"):
        store.load(most=4)
    store.close()


# -- places where it cannot be kept -------------------------------------------------------------


def test_a_change_that_outgrows_the_disk_is_not_saved_and_spoils_nothing(
    opened: Opened[SqliteStore], path: Path
) -> None:
    add(opened.project, size=3_000_000)
    with disk_that_holds(1_000_000), pytest.raises(UnwritableFile, match="disk"):
        opened.store.save(opened.project)
    assert "new" not in load(path).project.entities
    opened.store.save(opened.project)
    assert "new" in load(path).project.entities
    assert is_sound(path)


def test_a_full_disk_gets_a_sentence_and_the_change_can_be_saved_later(opened: Opened[SqliteStore], path: Path) -> None:
    own = opened.store.connections_here().here()
    own.pragma("max_page_count", own.pragma("page_count"))
    add(opened.project, size=100_000)
    with pytest.raises(UnwritableFile, match="is full"):
        opened.store.save(opened.project)
    assert "new" not in load(path).project.entities
    own.pragma("max_page_count", 1_000_000)
    opened.store.save(opened.project)
    assert "new" in load(path).project.entities


def test_a_new_store_that_outgrows_the_disk_leaves_nothing(tmp_path: Path) -> None:
    project = tiny("a -uses-> b")
    add(project, size=3_000_000)
    with disk_that_holds(500_000), pytest.raises(UnwritableFile, match="disk"):
        SqliteStore.create(tmp_path / "g.edgewise").save(project)
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_somebody_is_writing_is_read_all_the_same_and_says_so_when_saved_to(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "WAIT_MS", 20)
    other = apsw.Connection(str(path))
    other.execute("begin immediate; update graph set seq = seq + 1")
    found = load(path)
    add(found.project)
    with pytest.raises(UnwritableFile, match="being written by another program"):
        found.store.save(found.project)
    other.execute("rollback")
    other.close()
    found.store.save(found.project)
    found.store.close()


def test_a_store_that_is_open_elsewhere_is_not_replaced(opened: Opened[SqliteStore], path: Path) -> None:
    add(opened.project)
    opened.store.save(opened.project)
    with pytest.raises(UnwritableFile, match="open in another window or program"):
        SqliteStore.create(path).save(tiny("a"))
    assert "new" in load(path).project.entities


def test_a_drive_that_cannot_keep_a_log_gets_a_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = apsw.vfs_names()[0]
    apsw.set_default_vfs("unix-dotfile")  # as little as many network drives can do
    try:
        with pytest.raises(UnreadableFile, match="network drive"):
            load(path)
        with pytest.raises(UnwritableFile, match="network drive"):
            SqliteStore.create(path.with_name("new.edgewise")).save(tiny("a"))
    finally:
        apsw.set_default_vfs(before)
    assert not path.with_name("new.edgewise").exists()
    assert is_sound(path)


@pytest.fixture
def shared(path: Path) -> Iterator[Path]:
    """A store that everybody may read, in a folder of its own."""
    if os.geteuid() != 0:
        pytest.skip("Only a superuser can become somebody who may not write.")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    target = folder / "g.edgewise"
    shutil.copy(path, target)
    target.chmod(0o644)
    yield target
    shutil.rmtree(folder)


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("spoiled", ["file", "folder"])
def test_where_one_may_not_write_it_opens_says_why_and_can_be_saved_elsewhere(
    shared: Path, spoiled: str, tmp_path: Path
) -> None:
    if spoiled == "file":
        shared.parent.chmod(0o777)
    else:
        shared.chmod(0o666)
    before = shared.read_bytes()
    with as_nobody():
        found = load(shared)
        add(found.project)
        with pytest.raises(UnwritableFile, match="read-only"):
            found.store.save(found.project)
        assert found.store.reader().summary().relations == 5
        with pytest.raises(UnwritableFile, match="may not write"):
            found.store.at(tmp_path / "copy.edgewise").save(found.project)
    assert shared.read_bytes() == before
    copy = found.store.at(tmp_path / "copy.edgewise")
    copy.save(found.project)
    assert "new" in load(tmp_path / "copy.edgewise").project.entities
    copy.close()
    found.store.close()


def test_a_store_that_one_may_not_read_is_told(shared: Path) -> None:
    shared.chmod(0o600)
    with as_nobody(), pytest.raises(UnreadableFile, match="may not read"):
        load(shared)
