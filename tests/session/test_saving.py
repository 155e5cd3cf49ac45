"""A large document is saved while a person goes on: what is saved is what was there when that was asked for."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from explorer.model.changes import Put
from explorer.session import files as files_of
from explorer.session.document import Document
from explorer.session.files import SAVE, Files
from explorer.session.prompt import Answer
from explorer.session.safekeeping import RESTORE, Safekeeping
from explorer.session.settings import Settings
from explorer.session.tasks import Tasks
from explorer.stores.json_file import JsonStore, load
from tests.builders import tiny
from tests.journeys.conftest import Answers
from tests.session.test_safekeeping import crashed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from explorer.model.project import Project
    from explorer.stores.in_parts import Progress


@dataclass
class Slow(JsonStore):
    """A file on a disk that waits until it is told to go on."""

    go_on: threading.Event = field(default_factory=threading.Event)

    def saving(self, project: Project, *, overwrite: bool = False) -> Iterator[Progress]:
        self.go_on.wait()
        yield from super().saving(project, overwrite=overwrite)


class Office:
    """A document at home in a slow file, with what saves it and keeps its steps."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "graph.json"
        self.answers = Answers()
        self.document = Document()
        self.tasks = Tasks(self.document)
        settings = Settings(folder / "settings.ini", self.document)
        self.files = Files(self.document, settings, self.answers, self.tasks, self.document)
        self.keeping = Safekeeping(self.document, self.files, self.answers, self.tasks, folder / "data", self.document)
        self.store = Slow(self.path)
        self.store.go_on.set()
        self.document.replace(tiny("a -uses-> b:chip", positions={"a": (0, 0), "b": (10, 0)}), self.store)
        self.document.save()
        self.store.go_on.clear()

    def rename(self, name: str) -> None:
        entity = self.document.project.entities["a"]
        self.document.do(Put(entity.model_copy(update={"name": name})), f"Rename to {name}")

    def on_disk(self) -> str:
        return load(self.path).project.entities["a"].name

    def go_on(self) -> None:
        self.store.go_on.set()


@pytest.fixture
def office(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(files_of, "SAVED_AT_ONCE", 0)
    office = Office(tmp_path)
    yield office
    office.go_on()
    office.tasks.shut_down()
    office.keeping.close()


def undone(office: Office, steps: int) -> Iterator[bool]:
    """Take steps back; yield after each whether the document is unsaved."""
    for _ in range(steps):
        office.document.undo_stack.undo()
        yield office.document.is_dirty


def test_what_is_done_while_a_document_is_saved_stays_unsaved(office: Office, qtbot) -> None:
    office.rename("Saved")
    assert not office.files.save()
    office.rename("Later")
    with qtbot.waitSignal(office.document.saved):
        office.go_on()
    assert office.on_disk() == "Saved"
    assert [office.document.is_dirty, *undone(office, 2)] == [True, False, True]


def test_no_undoing_leads_back_to_what_was_saved_once_another_step_took_its_place(office: Office, qtbot) -> None:
    office.rename("Saved")
    office.files.save()
    office.document.undo_stack.undo()
    office.rename("Another")
    with qtbot.waitSignal(office.document.saved):
        office.go_on()
    assert [office.document.is_dirty, *undone(office, 1)] == [True, True]


def test_saving_again_meanwhile_saves_what_came_since(office: Office, qtbot) -> None:
    office.rename("First")
    office.files.save()
    office.rename("Second")
    office.files.save()
    office.go_on()
    qtbot.waitUntil(lambda: not office.document.is_dirty and not office.files.is_saving)
    assert office.on_disk() == "Second"


def test_who_leaves_while_a_document_is_saved_waits_and_is_told(office: Office) -> None:
    office.rename("Saved")
    office.files.save()
    threading.Timer(0.05, office.go_on).start()
    assert office.files.may_leave()
    assert office.answers.asked == ["graph.json is being saved."]
    assert office.on_disk() == "Saved"


def test_who_saves_on_leaving_waits_too(office: Office) -> None:
    office.rename("Saved")
    office.answers.unsaved_answers.append(Answer.SAVE)
    threading.Timer(0.05, office.go_on).start()
    assert office.files.may_leave()
    assert office.on_disk() == "Saved"


def test_who_stops_the_saving_on_leaving_stays_with_the_work(office: Office) -> None:
    before = office.on_disk()
    office.rename("Not saved")
    office.files.save()
    office.answers.stops = True
    assert not office.files.may_leave()
    assert office.document.is_dirty
    office.go_on()
    office.tasks.shut_down()
    assert office.on_disk() == before


def test_a_cancelled_save_can_be_had_again(office: Office, qtbot) -> None:
    office.rename("Saved")
    office.files.save()
    office.tasks.cancel(SAVE)
    assert not office.files.is_saving
    office.go_on()
    office.files.save()
    qtbot.waitUntil(lambda: not office.document.is_dirty)
    assert office.on_disk() == "Saved"


def test_a_failure_is_told_and_keeps_the_work(office: Office, qtbot) -> None:
    office.rename("Kept")
    office.path.chmod(0o400)
    office.files.save()
    office.go_on()
    qtbot.waitUntil(lambda: bool(office.answers.told))
    assert "read-only" in office.answers.told[0]
    assert office.document.is_dirty
    assert not office.files.is_saving


def test_what_another_program_wrote_meanwhile_is_asked_about(office: Office, qtbot) -> None:
    office.rename("Mine")
    office.files.save()
    JsonStore.create(office.path).save(tiny("c"))
    asked: list[str] = []

    def win(sentence: str) -> bool:
        asked.append(sentence)
        return True

    office.files.settle = win
    office.go_on()
    qtbot.waitUntil(lambda: not office.document.is_dirty)
    assert "was changed by another program" in asked[0]
    assert office.on_disk() == "Mine"


def restored(office: Office, folder: Path, qtbot) -> Document:
    """Open the file again as after a crash, and restore what is offered."""
    other, tasks = Document(), office.tasks
    settings = Settings(folder / "settings.ini", other)
    office.answers.choices.append(RESTORE)
    files = Files(other, settings, office.answers, tasks, other)
    keeping = Safekeeping(other, files, office.answers, tasks, folder / "data", other)
    opened = load(office.path)
    other.replace(opened.project, opened.store)
    qtbot.waitUntil(lambda: not office.answers.choices)
    keeping.close()
    return other


@pytest.mark.parametrize("is_renewed", [True, False], ids=["when the journal is renewed", "right after saving"])
def test_after_a_crash_only_what_was_not_saved_comes_back(
    is_renewed: bool, office: Office, qtbot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(office.keeping.kept):
        office.rename("Saved")
    office.files.save()
    with qtbot.waitSignal(office.keeping.kept):
        office.rename("Later")
    journal = office.keeping.journal_path
    assert journal is not None
    before = journal.read_bytes()
    with qtbot.waitSignal(office.keeping.kept):
        office.go_on()
    qtbot.waitUntil(lambda: not office.files.is_saving)
    assert len(before.splitlines()) == 3
    assert len(journal.read_bytes().splitlines()) == 2
    if not is_renewed:
        journal.write_bytes(before)
    crashed(office.keeping)
    other = restored(office, tmp_path, qtbot)
    assert other.project.entities["a"].name == "Later"
    assert other.undo_stack.count() == 1
