"""Nothing that was acknowledged is ever lost, and work that a crash has left is offered back whole."""

from __future__ import annotations

import json
import os
import random
import socket
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from explorer.model.changes import Move, Put
from explorer.opening import open_graph
from explorer.session.document import Document
from explorer.session.safekeeping import COPY, DISCARD, RESTORE, WRITE, Safekeeping
from explorer.stores.journal import beside
from explorer.stores.json_file import JsonStore
from explorer.stores.locks import Owner
from tests.builders import tiny
from tests.journeys.conftest import Answers
from tests.session.killed import keeper, step
from tests.stores.test_journal import abandoned

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from explorer.model.facts import GraphFile

KILLS = int(os.environ.get("EDGEWISE_KILLS", "4"))


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.json"
    project = tiny("a -uses-> b:chip | claims a", "b -uses-> c", positions={"a": (0, 0), "b": (10, 0), "c": (5, 5)})
    JsonStore.create(path).save(project)
    return path


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def begin(qtbot, tmp_path: Path, answers: Answers) -> Iterator[Callable[..., tuple[Document, Safekeeping]]]:
    made: list[Safekeeping] = []

    def do(path: Path | None) -> tuple[Document, Safekeeping]:
        document = Document()
        keeping = keeper(document, tmp_path, answers)
        made.append(keeping)
        if path is None:
            document.replace(tiny("a", positions={"a": (0, 0)}), None)
        else:
            opened = open_graph(path)
            document.replace(opened.project, opened.store)
        qtbot.waitUntil(lambda: not keeping.is_looking)
        return document, keeping

    yield do
    for keeping in made:
        keeping.close()


def renamed(document: Document, name: str) -> None:
    document.do(Put(document.project.entities["a"].model_copy(update={"name": name})), f"Rename to {name}")


def crashed(keeping: Safekeeping) -> Path:
    """Let go of everything as a crash does: the journal stays."""
    journal = keeping.journal_path
    assert journal is not None
    kept = journal.read_bytes()
    keeping.close()
    journal.write_bytes(kept)
    abandoned(journal)
    return journal


def without_journal(file: GraphFile) -> GraphFile:
    return file.model_copy(update={"journal": ()})


def test_a_step_is_on_the_disk_within_two_seconds_and_gone_when_saved(begin, qtbot, graph: Path):
    document, keeping = begin(graph)
    with qtbot.waitSignal(keeping.kept, timeout=2000):
        renamed(document, "Alpha")
    lines = beside(graph).read_text("utf-8").splitlines()
    assert [json.loads(line).get("name") for line in lines] == [None, "Rename to Alpha"]
    document.save()
    assert not beside(graph).exists()


def test_only_what_was_added_is_written(begin, qtbot, graph: Path):
    document, keeping = begin(graph)
    sizes = []
    for name in ("A", "B", "C"):
        with qtbot.waitSignal(keeping.kept):
            renamed(document, name)
        sizes.append(beside(graph).read_bytes())
    assert all(later.startswith(earlier) for earlier, later in pairwise(sizes))


def test_what_a_crash_has_left_is_restored_whole_with_its_steps(begin, qtbot, graph: Path, answers: Answers):
    document, keeping = begin(graph)
    renamed(document, "Alpha")
    renamed(document, "Beta")
    document.do(Move({"a": (7, 7)}), "Move a")
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: keeping.is_kept)
    before = document.project.to_file()
    crashed(keeping)
    answers.choices = [RESTORE]
    again, kept = begin(graph)
    assert again.project.to_file() == before
    assert "2 steps not saved" in answers.asked[0]
    assert again.is_dirty
    assert again.undo_stack.undoText() == "Rename to Beta"
    renamed(again, "Gamma")  # goes on in the same journal
    qtbot.waitUntil(lambda: kept.is_kept)
    last = again.project.to_file()
    crashed(kept)
    answers.choices = [RESTORE]
    third, _ = begin(graph)
    assert third.project.to_file() == last
    while third.undo_stack.canUndo():
        third.undo_stack.undo()
    assert third.project.to_file() == open_graph(graph).project.to_file()


def test_what_was_undone_before_a_crash_can_be_redone_after_it(begin, qtbot, graph: Path, answers: Answers):
    document, keeping = begin(graph)
    for name in ("One", "Two", "Three"):
        renamed(document, name)
    document.undo_stack.undo()
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: keeping.is_kept)
    crashed(keeping)
    answers.choices.append(RESTORE)
    other, _ = begin(graph)
    assert other.project.entities["a"].name == "One"
    names = []
    while other.undo_stack.canRedo():
        other.undo_stack.redo()
        names.append(other.project.entities["a"].name)
    assert names == ["Two", "Three"]
    while other.undo_stack.canUndo():
        other.undo_stack.undo()
    assert without_journal(other.project.to_file()) == without_journal(open_graph(graph).project.to_file())


def test_undoing_what_was_saved_before_is_restored_too(begin, qtbot, graph: Path, answers: Answers):
    document, keeping = begin(graph)
    renamed(document, "Alpha")
    document.save()
    document.undo_stack.undo()
    renamed(document, "Beta")
    document.undo_stack.undo()
    qtbot.waitUntil(lambda: keeping.is_kept)
    crashed(keeping)
    answers.choices = [RESTORE]
    again, _ = begin(graph)
    assert again.project.entities["a"].name == document.project.entities["a"].name == "a"
    assert again.undo_stack.undoText() == "Undo Rename to Alpha"


def test_a_copy_is_saved_elsewhere_and_the_graph_stays_as_it_is(begin, qtbot, graph: Path, answers: Answers):
    document, keeping = begin(graph)
    renamed(document, "Alpha")
    qtbot.waitUntil(lambda: keeping.is_kept)
    left = crashed(keeping)
    copy = graph.with_name("copy.json")
    answers.choices, answers.paths = [COPY], [copy]
    again, _ = begin(graph)
    assert again.project.entities["a"].name == "a"
    assert open_graph(copy).project.entities["a"].name == "Alpha"
    assert not left.exists()


def test_discarding_takes_it_away_and_later_keeps_it(begin, qtbot, graph: Path, answers: Answers):
    document, keeping = begin(graph)
    renamed(document, "Alpha")
    qtbot.waitUntil(lambda: keeping.is_kept)
    left = crashed(keeping)
    answers.choices = [None]
    _, second = begin(graph)
    second.close()
    assert left.exists()
    answers.choices = [DISCARD]
    begin(graph)
    assert not left.exists()


def test_work_without_a_file_is_kept_and_offered(begin, qtbot, tmp_path: Path, answers: Answers):
    document, keeping = begin(None)
    renamed(document, "Alpha")
    qtbot.waitUntil(lambda: keeping.is_kept)
    assert crashed(keeping).parent == tmp_path / "data" / "unsaved"
    answers.choices = [RESTORE]
    again, _ = begin(None)
    assert again.project.entities["a"].name == "Alpha"


def test_a_crash_right_after_saving_is_no_question(begin, qtbot, graph: Path):
    document, keeping = begin(graph)
    renamed(document, "Alpha")
    qtbot.waitUntil(lambda: keeping.is_kept)
    journal = beside(graph)
    kept = journal.read_bytes()
    document.save()
    keeping.close()
    journal.write_bytes(kept)
    abandoned(journal)
    begin(graph)
    assert not journal.exists()


def test_a_full_disk_is_told_once_and_the_work_is_written_when_there_is_room(begin, qtbot, graph: Path, monkeypatch):
    document, keeping = begin(graph)
    told: list[str] = []
    keeping.noticed.connect(told.append)

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    renamed(document, "Alpha")
    qtbot.waitUntil(lambda: bool(told))
    assert "disk is full" in told[0]
    assert "Your work is in this window" in told[0]
    monkeypatch.undo()
    with qtbot.waitSignal(keeping.kept, timeout=10_000):
        renamed(document, "Beta")
    assert len(told) == 1
    assert len(beside(graph).read_bytes().splitlines()) == 3


def test_a_sign_left_by_another_computer_counts_unless_a_person_says_otherwise(begin, graph: Path, answers: Answers):
    sign = graph.with_name(f".{graph.name}.lock")
    far = Owner(pid=1, host="elsewhere", user="ann", since="2025-01-27T10:00:00+01:00")
    sign.write_text(json.dumps(vars(far)), "utf-8")
    answers.choices = [None]
    document, keeping = begin(graph)
    assert "graph.json is open in another window by ann on elsewhere, since 2025-01-27 10:00." in answers.asked[0]
    assert "can be read only" in document.held_by
    keeping.close()
    answers.choices = [WRITE]
    document, _ = begin(graph)
    assert not document.held_by
    assert json.loads(sign.read_text("utf-8"))["host"] == socket.gethostname()
    renamed(document, "Alpha")
    document.save()
    assert open_graph(graph).project.entities["a"].name == "Alpha"


def test_the_second_window_reads_only_says_so_and_saves_elsewhere(begin, graph: Path, answers: Answers):
    first, keeping = begin(graph)
    second, other = begin(graph)
    assert not first.held_by
    assert "is open in another window" in second.held_by
    renamed(second, "Alpha")
    answers.paths = [graph]
    assert not other.files.save()
    assert answers.told == [second.held_by]
    answers.paths = [graph.with_name("mine.json")]
    assert other.files.save()
    assert not second.held_by
    keeping.close()
    third, _ = begin(graph)
    assert not third.held_by


@pytest.mark.parametrize("seed", range(KILLS))
def test_after_a_kill_every_acknowledged_step_is_there(seed: int, begin, graph: Path, answers: Answers):
    original = graph.read_bytes()
    dice = random.Random(1000 + seed)
    command = [sys.executable, "-m", "tests.session.killed", str(graph), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        safe = done = 0
        for line, _ in zip(process.stdout, range(dice.randrange(1, 120)), strict=False):
            word, number = line.split()
            safe, done = (int(number), done) if word == "safe" else (safe, int(number))
        process.kill()
        for line in process.stdout:  # what it had said before it was gone
            if line.endswith("\n") and line.startswith("safe"):
                safe = int(line.split()[1])
    answers.choices = [RESTORE]
    found, _ = begin(graph)
    now = without_journal(found.project.to_file())
    model = Document()
    (graph.parent / "model").mkdir()
    copy = graph.parent / "model" / "graph.json"
    copy.write_bytes(original)
    opened = open_graph(copy)
    model.replace(opened.project, opened.store)
    steps = random.Random(seed)
    for _ in range(safe):
        step(model, steps)
    for _ in range(400):  # whatever was done after the last acknowledgement may be there, too
        if without_journal(model.project.to_file()) == now:
            assert len(model.project.journal) == len(found.project.journal)
            return
        step(model, steps)
    pytest.fail(f"{safe} of {done} steps were acknowledged, and the file is as after none of those that followed")
