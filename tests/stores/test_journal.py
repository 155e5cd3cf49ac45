"""What was acknowledged is on the disk, whatever happens next; and who has a file open is known."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.changes import Move, Pin
from explorer.model.errors import UnwritableFile
from explorer.stores.journal import Journal, Taken, beside, left_behind, read
from explorer.stores.locks import Lock, Owner

if TYPE_CHECKING:
    from pathlib import Path

MOVE = Taken("do", "Move a", Move({"a": (1.0, 2.0)}))
PIN = Taken("undo", "Pin a", Pin(frozenset({"a"})))


def a_dead_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def abandoned(path: Path) -> None:
    head, *rest = path.read_bytes().split(b"\n")
    told = json.loads(head)
    told["by"]["pid"] = a_dead_process()
    path.write_bytes(b"\n".join([json.dumps(told).encode(), *rest]))


def test_steps_come_back_in_order_with_the_state_they_began_from(tmp_path: Path):
    journal = Journal(tmp_path / "deep" / "j")
    journal.add([MOVE], "graph.json", "m1")
    journal.add([PIN, MOVE], "graph.json", "never written")
    left = read(journal.path)
    assert left is not None
    assert (left.steps, left.mark, left.lost) == ((MOVE, PIN, MOVE), "m1", 0)
    assert left.good == journal.path.stat().st_size


@given(st.data())
def test_a_journal_cut_off_anywhere_keeps_every_whole_line_and_goes_on(tmp_path_factory, data):
    journal = Journal(tmp_path_factory.mktemp("cut") / "j")
    journal.add([MOVE, PIN], "graph.json", "m")
    raw = journal.path.read_bytes()
    cut = data.draw(st.integers(0, len(raw)))
    journal.path.write_bytes(raw[:cut])
    left = read(journal.path)
    whole = raw[:cut].count(b"\n")
    if whole == 0:
        assert left is None
        return
    assert left is not None
    assert left.steps == (MOVE, PIN)[: whole - 1]
    Journal.going_on(left).add([PIN], "graph.json", "m")
    again = read(journal.path)
    assert again is not None
    assert again.steps == (*left.steps, PIN)


@given(st.binary(max_size=80))
def test_no_bytes_in_a_journal_are_taken_for_more_than_they_are(tmp_path_factory, noise):
    journal = Journal(tmp_path_factory.mktemp("noise") / "j")
    journal.add([MOVE], "graph.json", "m")
    with journal.path.open("ab") as file:
        file.write(noise + b"\n")
    left = read(journal.path)
    assert left is not None
    assert left.steps == (MOVE,)
    assert left.lost >= 1


def test_only_journals_of_processes_that_are_gone_are_found(tmp_path: Path):
    graph, folder = tmp_path / "graph.json", tmp_path / "data"
    journal = Journal(beside(graph))
    journal.add([MOVE], "graph.json", "m")
    assert list(left_behind(folder, graph)) == []
    abandoned(journal.path)
    assert list(left_behind(folder, graph)) == [journal.path]
    assert list(left_behind(folder, tmp_path / "other.json")) == []
    assert list(left_behind(folder, None)) == []


def test_a_journal_that_is_over_does_not_come_back(tmp_path: Path):
    journal = Journal(tmp_path / "j")
    journal.add([MOVE], "graph.json", "m")
    journal.remove()
    journal.add([MOVE], "graph.json", "m")
    assert not journal.path.exists()


def test_a_full_disk_leaves_no_half_line_and_the_steps_can_be_given_again(tmp_path: Path, monkeypatch):
    journal = Journal(tmp_path / "j")
    journal.add([MOVE], "graph.json", "m")
    before = journal.path.read_bytes()
    write, calls = os.write, []

    def full(handle: int, raw: memoryview) -> int:
        calls.append(1)
        if len(calls) > 1:
            raise OSError(28, "No space left on device")
        return write(handle, raw[:7])

    monkeypatch.setattr(os, "write", full)
    with pytest.raises(UnwritableFile, match="disk is full"):
        journal.add([PIN], "graph.json", "m")
    assert journal.path.read_bytes() == before
    monkeypatch.undo()
    journal.add([PIN], "graph.json", "m")
    left = read(journal.path)
    assert left is not None
    assert left.steps == (MOVE, PIN)


def test_the_second_window_learns_who_has_the_file(tmp_path: Path):
    graph = tmp_path / "graph.json"
    first, second = Lock(graph), Lock(graph)
    assert first.take()
    assert not second.take()
    assert "another window" in second.sentence()
    second.release()  # it has nothing to release
    assert not second.take()
    first.release()
    assert second.take()
    second.release()
    assert not list(tmp_path.iterdir())


def test_a_lock_that_a_crash_has_left_is_nobodys(tmp_path: Path):
    graph = tmp_path / "graph.json"
    file = tmp_path / ".graph.json.lock"
    file.write_text(json.dumps(vars(Owner(a_dead_process(), socket.gethostname(), "ada"))), "utf-8")
    lock = Lock(graph)
    assert lock.take()
    lock.release()
    file.write_text("{nonsense", "utf-8")
    assert lock.take()
    lock.release()


def test_a_number_that_was_given_to_another_process_does_not_hold_a_lock(tmp_path: Path):
    if not Owner.here().born:
        pytest.skip("this system does not tell when a process began")
    owner = Owner(os.getppid(), socket.gethostname(), "ada", born="1")
    assert owner.is_gone


def test_a_lock_from_another_computer_counts_and_names_it(tmp_path: Path):
    owner = Owner(1, "desk-7", "ada", since="2025-01-27T12:04:00+00:00")
    (tmp_path / ".graph.json.lock").write_text(json.dumps(vars(owner)), "utf-8")
    lock = Lock(tmp_path / "graph.json")
    assert not lock.take()
    assert "by ada on desk-7, since 2025-01-27 12:04" in lock.sentence()
