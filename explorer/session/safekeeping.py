"""Keeps unsaved work on the disk, offers it back after a crash, and says when somebody else has the file.

What is kept is a line for each step, written off the main thread within a second of it. The file itself is written only
when a person saves.
"""

from __future__ import annotations

import contextlib
import logging
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.model.errors import ExplorerError
from explorer.model.words import counted
from explorer.session.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from explorer.model.changes import Change
    from explorer.session.document import Document
    from explorer.session.files import Files
    from explorer.session.prompt import Prompt
    from explorer.session.tasks import Tasks
    from explorer.stores.journal import Journal, Left, Taken
    from explorer.stores.locks import Lock

log = logging.getLogger(__name__)
KEY = "keeping"
WAIT_MS = 250
LOOK_MS = 100
WRITTEN_WITHIN_S = 2.0
AGAIN_MS = 5000
READ, WRITE = "Open to read", "Open for writing all the same"
RESTORE, COPY, DISCARD = "Restore", "Save as copy…", "Discard"


class Safekeeping(QObject):
    """Owns the journal and the lock of the open document.

    Parameters
    ----------
    document, files, prompt, tasks
        The session.
    folder : Path
        Where journals go that cannot be beside their graph.

    Attributes
    ----------
    is_resting : bool
        The window is only a picture: nothing is locked, and nothing is offered.

    Signals
    -------
    noticed : str
        Something a person should know and need not answer.
    kept
        All steps so far are on the disk.
    """

    noticed = Signal(str)
    kept = Signal()

    def __init__(
        self,
        document: Document,
        files: Files,
        prompt: Prompt,
        tasks: Tasks,
        folder: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self.files, self._prompt, self._tasks, self._folder = document, files, prompt, tasks, folder
        self._journal: Journal | None = None
        self._lock: Lock | None = None
        self._waiting: list[Taken] = []
        self._writing: list[Taken] = []
        self._written: Future[bool] = Future()  # whether that is on the disk
        self._since: list[Taken] = []  # steps that what is being saved does not have
        self._has_told = False
        self._is_outdated = False  # the journal has steps that are saved by now
        self.is_resting = False
        self._soon = QTimer(self, interval=WAIT_MS, singleShot=True)
        self._soon.timeout.connect(self._write)
        self._look = QTimer(self, interval=LOOK_MS, singleShot=True)  # once the graph has been painted
        self._look.timeout.connect(self._look_around)
        document.stepped.connect(self._on_stepped)
        document.replaced.connect(self._on_replaced)
        document.saving.connect(self._on_saving)
        document.saved.connect(self._on_saved)
        self._look.start()

    @property
    def is_kept(self) -> bool:
        """Whether every step so far is on the disk."""
        return not self._waiting and not self._writing

    @property
    def is_looking(self) -> bool:
        """Whether a document has just been opened, and what belongs to it has not been looked for yet."""
        return self._look.isActive()

    @property
    def journal_path(self) -> Path | None:
        """Where the unsaved steps are, if there are any."""
        return None if self._journal is None else self._journal.path

    def close(self) -> None:
        """Let go of everything: the document is closed, and what was not saved is not wanted."""
        self._look.stop()
        self._forget()
        self._unlock()

    # -- keeping ----------------------------------------------------------------------------------

    def _on_stepped(self, how: str, name: str, change: Change) -> None:
        from explorer.stores.journal import Taken

        step = Taken(how, name, change)
        self._waiting.append(step)
        self._since.append(step)
        if not 0 <= self._soon.remainingTime() <= WAIT_MS:
            self._soon.start(WAIT_MS)

    def _write(self) -> None:
        """Write what waits, one after the other: a journal has its order."""
        if self._writing or not self._waiting:
            return
        journal, store, name = self._journal_now(), self._document.store, self._document.name
        steps, self._waiting = self._waiting, []
        self._writing = steps
        written = self._written = Future()

        def work() -> Iterator[None]:
            try:
                journal.add(steps, name, store.mark() if store is not None else "")
            except BaseException:
                written.set_result(False)
                raise
            written.set_result(True)
            yield

        task = Task(KEY, "Keeping unsaved changes", work)
        task.on_done = lambda _: self._on_written(steps)
        task.on_failed = lambda error: self._on_not_written(steps, error)
        self._tasks.start(task)

    def _journal_now(self) -> Journal:
        from explorer.stores.journal import Journal

        if self._journal is None or self._is_outdated:
            before = None if self._journal is None else self._journal.retired()
            self._journal, self._is_outdated = Journal(self._own_path(), before), False
        return self._journal

    def _on_written(self, steps: list[Taken]) -> None:
        if self._writing is not steps:
            return
        self._writing, self._has_told = [], False
        if self._waiting:
            self._write()
        else:
            self.kept.emit()

    def _on_not_written(self, steps: list[Taken], error: ExplorerError) -> None:
        if self._writing is not steps:
            return
        self._waiting, self._writing = [*steps, *self._waiting], []
        self._soon.start(AGAIN_MS)
        if not self._has_told:
            self._has_told = True
            self.noticed.emit(f"{error} Your work is in this window; save it somewhere soon.")

    def _own_path(self) -> Path:
        from explorer.stores.journal import apart, beside

        path, store = self._document.path, self._document.store
        if path is None or store is None or not store.writable or self._document.held_by:
            return apart(self._folder, path)
        return beside(path)

    def _on_saving(self) -> None:
        """Have everything on the disk first: after a crash, a file that is ahead of its journal is hard to tell from another."""
        self._since = []
        with contextlib.suppress(ExplorerError, TimeoutError):  # what cannot be written now stays to be written later
            if self._writing and not self._written.result(WRITTEN_WITHIN_S):
                return
            if self._waiting:
                store = self._document.store
                mark = store.mark() if store is not None else ""
                self._journal_now().add(self._waiting, self._document.name, mark)
                self._waiting = []

    def _on_saved(self) -> None:
        later, journal = self._since, self._journal
        self._forget_writing()
        if later:  # they are in the journal so far, with others that are saved; until they are in one of their own
            self._waiting, self._is_outdated = list(later), journal is not None
            self._soon.start(0)
        else:
            self._forget()
        store = self._document.store
        if store is not None and (self._lock is None or not self._lock.is_on(store.path)):
            self._take_lock()

    def _forget(self) -> None:
        """Take the journal away; what waits to be written is in the file, or not wanted."""
        self._forget_writing()
        if self._journal is not None:
            self._journal.remove()
        self._journal, self._is_outdated, self._has_told = None, False, False

    def _forget_writing(self) -> None:
        self._since = []
        self._soon.stop()
        self._waiting = []
        if self._writing:
            self._writing = []
            self._tasks.cancel(KEY)

    # -- whose file it is -------------------------------------------------------------------------

    def _on_replaced(self) -> None:
        self._forget()
        self._unlock()
        self._look.start()

    def _look_around(self) -> None:
        if self.is_resting:
            return
        self._take_lock()
        self._offer()

    def _take_lock(self) -> None:
        from explorer.stores.locks import Lock

        self._unlock()
        store = self._document.store
        if store is None or not store.writable or self._document.held_by:
            return
        lock = Lock(store.path)
        if lock.take() or (lock.is_far and self._takes_it_all_the_same(lock)):
            self._lock = lock
        else:
            self._document.held_by = lock.sentence()
            self.noticed.emit(self._document.held_by)

    def _takes_it_all_the_same(self, lock: Lock) -> bool:
        """Ask whether a lock from another computer, which a crash there may have left, is to count."""
        detail = (
            "From here nobody can tell whether that is still so: a program that came to an unexpected end leaves such a sign "
            "behind. If somebody does work on it, whoever saves last is asked what to keep."
        )
        return self._prompt.choose(lock.whereabouts(), detail, (READ, WRITE)) == WRITE and lock.take_from_far()

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.release()
        self._lock = None

    # -- offering back ----------------------------------------------------------------------------

    def _offer(self) -> None:
        """Offer what a crash has left of work on this document, the newest last."""
        from explorer.stores.journal import left_behind, read

        for path in left_behind(self._folder, self._document.path):
            left = read(path)
            if left is None:
                continue
            rest = self._rest_of(left)
            if not rest.steps:
                path.unlink(missing_ok=True)
            elif not self._answer(rest):
                return

    def _rest_of(self, left: Left) -> Left:
        """Return what was not saved: if the crash came right after saving, all is in the file, or what it began with is."""
        if not self._is_changed(left):
            return left
        journal = self._document.project.journal
        saved = {decision.id for decision in journal}
        noted = {key for step in left.steps if step.how != "undo" for key in _noted(step)}
        if noted and noted <= saved and journal[-1].id not in noted:  # the file is ahead of what was kept
            return replace(left, steps=())
        done = [
            place for place, step in enumerate(left.steps, 1) if step.how == "do" and not _noted(step).isdisjoint(saved)
        ]
        return replace(left, steps=left.steps[done[-1] :]) if done else left

    def _is_changed(self, left: Left) -> bool:
        store = self._document.store
        return store is not None and bool(left.mark) and left.mark != store.mark()

    def _answer(self, left: Left) -> bool:
        """Ask what to do with it. Returns whether that is settled."""
        detail = f"Edgewise came to an end without saving. {counted(left.count or len(left.steps), 'step')} not saved"
        detail += f", the first from {left.at[:16].replace('T', ' ')}" if left.at else ""
        detail += ": restored, they can be looked at, undone step by step, and saved."
        if self._is_changed(left):
            detail += (
                f" {self._document.name} has changed since; steps that do not fit any more are left out and counted."
            )
        if left.lost:
            detail += f" {counted(left.lost, 'line')} at the end cannot be read."
        chosen = self._prompt.choose(
            f"There is unsaved work on {self._document.name}.", detail, (RESTORE, COPY, DISCARD)
        )
        done: dict[str, Callable[[Left], bool]] = {RESTORE: self._restore, COPY: self._copy, DISCARD: _discard}
        return chosen in done and done[chosen](left)

    def _restore(self, left: Left) -> bool:
        from explorer.stores.journal import Journal

        try:
            if self._journal is None and self.is_kept:
                self._journal = Journal.going_on(left)
            else:  # somebody was quicker than the question
                self._waiting.extend(left.steps)
                self._soon.start(0)
        except OSError as error:
            self.noticed.emit(f"The unsaved work cannot be kept where it is: {error.strerror or error}. Save it soon.")
        left_out = self._document.retrace(left.steps)
        log.info("restored %s steps", len(left.steps))
        told = f"Restored {counted(left.count or len(left.steps), 'step')}."
        self.noticed.emit(f"{told} {counted(left_out, 'step')} did not fit any more." if left_out else told)
        return True

    def _copy(self, left: Left) -> bool:
        if not self.files.save_copy(left.steps):
            return False
        return _discard(left)


def _noted(step: Taken) -> set[str]:
    """Return the ids of the decisions that a step notes."""
    from explorer.model.changes import Batch, Note

    parts = step.change.changes if isinstance(step.change, Batch) else ()
    return {part.decision.id for part in parts if isinstance(part, Note)}


def _discard(left: Left) -> bool:
    left.path.unlink(missing_ok=True)
    return True
