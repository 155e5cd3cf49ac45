"""The versions of a graph file: what others have made of it, and what it was before it was saved here."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from explorer.model.errors import ExplorerError
from explorer.session.files import LARGE_BYTES
from explorer.session.tasks import Task
from explorer.stores.json_file import JsonStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from explorer.model.compare import Comparison
    from explorer.model.merge3 import Clash, Merged
    from explorer.model.project import Project
    from explorer.session.document import Document
    from explorer.session.files import Files
    from explorer.session.prompt import Prompt
    from explorer.session.tasks import Tasks
    from explorer.stores.backups import Backup
    from explorer.stores.base import Opened, Store

log = logging.getLogger(__name__)
WAIT_MS = 300  # another program may not have written all of it yet
RELOAD, COMPARE, KEEP_MINE = "Reload", "See the difference…", "Keep mine"
SAVE_ANYWAY, SAVE_AS = "Save anyway", "Save as…"

KEY = "version"

_Stat = tuple[int, int, int]


class Theirs(NamedTuple):
    """What another program has made of the file: how it is now, what differs, and what both have changed."""

    project: Project
    comparison: Comparison
    clashes: tuple[Clash, ...]


class Versions(QObject):
    """Watches the open file, and keeps what saving writes over. A large version is read by a worker; the newest wish wins.

    Signals
    -------
    noticed : str
        Something a person should know and need not answer.
    difference_wanted
        A person wants to see what another program has made of the file.
    """

    noticed = Signal(str)
    difference_wanted = Signal()

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
        self._document, self._files, self._prompt, self._folder = document, files, prompt, folder
        self._tasks = tasks
        self._watcher: QFileSystemWatcher | None = None
        self._seen: _Stat | None = None
        self._mine_over: _Stat | None = None  # what is on disk, and is to be written over
        self._is_asking = False
        self._is_closed = False
        self._soon = QTimer(self, interval=WAIT_MS, singleShot=True)
        self._soon.timeout.connect(self.check)
        self._begin = QTimer(self, interval=0, singleShot=True)
        self._begin.timeout.connect(self._watch)
        self._begin.start()
        files.settle = self.settle
        document.replaced.connect(self._begin.start)
        document.saved.connect(self._on_saved)
        document.keep = self._keep
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_application_state)

    def close(self) -> None:
        """Watch no more; whatever happens to the file, nobody is asked."""
        self._is_closed = True
        self._begin.stop()
        self._soon.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None

    # -- what was ----------------------------------------------------------------------------------

    def backups(self) -> list[Backup]:
        """Return the versions of the open file that are kept, newest first; those of a store are worked out from its log."""
        from explorer.stores.backups import backups
        from explorer.stores.connection import is_database
        from explorer.stores.former import former

        path = self._document.path
        if path is None:
            return []
        try:
            return former(path) if is_database(path) else backups(self._folder, path)
        except ExplorerError as error:
            self._prompt.tell(str(error))
            return []

    def compare(self, version: Backup, then: Callable[[Comparison], None]) -> None:
        """Compare a version with what is open, and hand that over. A version that cannot be read is told."""
        from explorer.model.compare import comparing

        now = self._document.project.snapshot()

        def steps() -> Iterator[object]:
            opened: Any = None  # progress, and at last what was opened
            for opened in _opening(version):
                yield opened
            yield from comparing(opened.project, now)

        self._carry_out(version.path, f"Comparing with {self._document.name}", steps, then)

    def open_backup(self, backup: Backup) -> None:
        """Open a version to read; it can be saved under another name only."""
        name, left = self._document.name, self._document.project.revision

        def show(opened: Opened[Store]) -> None:
            if self._document.project.revision != left and not self._files.may_leave():
                return
            self._files.show(opened)
            day = f"{backup.at.astimezone():%Y-%m-%d %H:%M}"
            self._document.held_by = f"This is {name} as it was until {day}, to read. Save it under another name (Ctrl+Shift+S) to work with it."
            self.noticed.emit(self._document.held_by)

        if self._files.may_leave():
            self._carry_out(backup.path, f"Opening a backup of {name}", lambda: _making_ready(backup), show)

    def stop(self) -> None:
        """Stop reading and comparing; nobody waits for it any more."""
        self._tasks.cancel(KEY)

    def _carry_out(
        self, path: Path, title: str, steps: Callable[[], Iterator[Any]], then: Callable[[Any], None]
    ) -> None:
        """Work through steps that begin with reading a file, and hand the last one over, whatever its kind is."""
        if _size(path) > LARGE_BYTES:
            task = Task(KEY, title, steps)
            task.on_done, task.on_failed = then, lambda error: self._prompt.tell(str(error))
            self._tasks.start(task)
            return
        try:
            *_, last = steps()
        except ExplorerError as error:
            self._prompt.tell(str(error))
        else:
            then(last)

    def _keep(self, store: Store) -> str:
        """Keep what is about to be written over; returns why that could not be, as a sentence."""
        from explorer.stores.backups import keep

        try:
            keep(self._folder, store.path)
        except ExplorerError as error:
            return f"No backup could be kept of what is saved over. {error}"
        return ""

    # -- what others make of it --------------------------------------------------------------------

    def _watch(self) -> None:
        path = self._document.path
        if self._watcher is None:
            self._watcher = QFileSystemWatcher(self)
            self._watcher.fileChanged.connect(self._soon.start)
        if self._watcher.files():
            self._watcher.removePaths(self._watcher.files())
        self._mine_over = None
        if path is not None:
            self._seen = _stat(path)
            self._watcher.addPath(str(path))

    def _on_saved(self) -> None:
        self._soon.stop()
        self._begin.start()

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive and not self._is_closed:
            self._soon.start()

    def check(self) -> None:
        """Look whether another program has written the file, and ask what to do."""
        path, store = self._document.path, self._document.store
        if path is None or store is None or self._is_asking or self._begin.isActive() or self._files.is_saving:
            return
        now = _stat(path)
        if self._watcher is not None and now is not None and str(path) not in self._watcher.files():
            self._watcher.addPath(str(path))  # who replaces a file takes the watched one away
        if now is None or now == self._seen:
            return
        self._seen = now
        if store.is_changed_elsewhere():
            self._ask(store)

    def _ask(self, store: Store) -> None:
        is_dirty = self._document.is_dirty
        choices = [KEEP_MINE, RELOAD] if is_dirty else [RELOAD, KEEP_MINE]
        if _base_of(store) is not None:
            choices.insert(0 if is_dirty else 1, COMPARE)
        detail = (
            "There are unsaved changes here. Reloading loses them; keeping yours writes over the other version when "
            "you save."
            if is_dirty
            else "Nothing is unsaved here."
        )
        self._is_asking = True
        try:
            chosen = self._prompt.choose(f"Another program has changed {store.path.name}.", detail, choices)
        finally:
            self._is_asking = False
        if chosen == RELOAD:
            self.reload()
        elif chosen == COMPARE:
            self.difference_wanted.emit()
        elif chosen == KEEP_MINE:
            self.keep_mine()

    def settle(self, sentence: str) -> bool | None:
        """Let a person choose when saving would write over somebody else's work.

        Returns
        -------
        bool or None
            True: write over it. False: not now. None: save under another name.
        """
        path, store = self._document.path, self._document.store
        if path is not None and self._mine_over is not None and _stat(path) == self._mine_over:
            return True
        choices = [COMPARE] if _base_of(store) is not None else []
        chosen = self._prompt.choose("The file has changed on disk.", sentence, (*choices, SAVE_AS, SAVE_ANYWAY))
        if chosen == COMPARE:
            self.difference_wanted.emit()
        return {SAVE_ANYWAY: True, SAVE_AS: None}.get(chosen or "", False)

    def keep_mine(self) -> None:
        """Write over what is on the disk at the next save, without another question. A backup is kept of it."""
        path = self._document.path
        if path is not None:
            self._mine_over = _stat(path)

    def reload(self) -> None:
        """Open the file anew; what is unsaved here is lost."""
        path = self._document.path

        def show(opened: Opened[Store]) -> None:
            self._files.show(opened)
            log.info("reloaded")

        if path is not None:
            self._carry_out(path, f"Opening {path.name}", lambda: _making_ready(path), show)

    def look_at_theirs(self, then: Callable[[Theirs], None]) -> None:
        """Find out what is on the disk now, and hand that over. A file that cannot be read is told."""
        from explorer.model.compare import comparing

        path = self._document.path
        if path is None:
            return
        mine, merged = self._document.project.snapshot(), self._merging()

        def steps() -> Iterator[object]:
            opened: Any = None  # progress, and at last what was opened
            for opened in _opening(path):
                yield opened
            found: Comparison | None = None
            for found in comparing(mine, opened.project):
                yield found
            assert found is not None
            yield Theirs(opened.project, found, merged(opened.project).clashes)

        self._carry_out(path, f"Comparing with {path.name}", steps, then)

    def _merging(self, theirs_for: Iterable[str] = ()) -> Callable[[Project], Merged]:
        """Return what brings another program's version into what is open, both taken from the file as it was opened."""
        from explorer.model.merge3 import merge

        base, mine, chosen = _base_of(self._document.store), self._document.project.snapshot(), frozenset(theirs_for)
        if base is None:
            raise TypeError("what only a part is loaded of cannot be merged with itself")
        return lambda theirs: merge(base(), mine, theirs, chosen)

    def merge(self, theirs_for: Iterable[str] = ()) -> None:
        """Bring in what another program has written, as one step; saving is no conflict any more."""
        path, merged, left = self._document.path, self._merging(theirs_for), self._document.project.revision
        if path is None:
            return

        def steps() -> Iterator[object]:
            opened: Any = None  # progress, and at last what was opened
            for opened in _opening(path):
                yield opened
            yield opened.store, merged(opened.project)

        def bring(found: tuple[Store, Merged]) -> None:
            if self._document.project.revision != left:  # what both want is another thing by now
                self.merge(theirs_for)
            else:
                self._bring(path, *found)

        self._carry_out(path, f"Merging with {path.name}", steps, bring)

    def _bring(self, path: Path, store: Store, merged: Merged) -> None:
        from explorer.model.decisions import decided

        details = {"clashes": len(merged.clashes)} if merged.clashes else {}
        self._document.do(merged.change, f"Merge with {path.name} on disk", decided("merge_file", details))
        if self._document.store is not None:
            self._document.store.close()
        self._document.store = store
        self._seen, self._mine_over = _stat(path), None
        self.noticed.emit(
            f"Merged with what another program wrote. Save to put it into {path.name}; undo takes it back."
        )


def _base_of(store: Store | None) -> Callable[[], Project] | None:
    """Return what returns the graph as a store has last seen it; None where only a part of it is loaded."""
    from explorer.stores.sqlite import SqliteStore

    return store.seen if isinstance(store, JsonStore | SqliteStore) else None


def _opening(version: Path | Backup) -> Iterator[Any]:
    """Open a version step by step: progress, and at last what was opened."""
    from explorer.opening import open_in_steps
    from explorer.stores.backups import Backup
    from explorer.stores.former import opening_former

    if not isinstance(version, Backup):
        yield from open_in_steps(version)
    elif version.before:
        yield from opening_former(version)
    else:
        yield from open_in_steps(version.path)


def _making_ready(version: Path | Backup) -> Iterator[Any]:
    """Open a version step by step, ready to be shown."""
    from explorer.model.facets import warm
    from explorer.model.verification import verification
    from explorer.stores.base import Opened

    for step in _opening(version):
        if isinstance(step, Opened):
            warm(step.project)
            verification(step.project)
        yield step


def _size(path: Path) -> int:
    found = _stat(path)
    return 0 if found is None else found[1]


def _stat(path: Path) -> _Stat | None:
    try:
        found = os.stat(path)  # noqa: PTH116  # follows links, as saving does
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
