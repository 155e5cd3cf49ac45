"""The versions of a graph file: what others have made of it, and what it was before it was saved here."""

from __future__ import annotations

import logging
import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from explorer.model.errors import ExplorerError
from explorer.stores.json_file import JsonStore

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from explorer.model.merge3 import Merged
    from explorer.model.project import Project
    from explorer.session.document import Document
    from explorer.session.files import Files
    from explorer.session.prompt import Prompt
    from explorer.stores.backups import Backup
    from explorer.stores.base import Opened, Store

log = logging.getLogger(__name__)
WAIT_MS = 300  # another program may not have written all of it yet
RELOAD, COMPARE, KEEP_MINE = "Reload", "See the difference…", "Keep mine"
SAVE_ANYWAY, SAVE_AS = "Save anyway", "Save as…"

_Stat = tuple[int, int, int]


class Versions(QObject):
    """Watches the open file, and keeps what saving writes over.

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
        self, document: Document, files: Files, prompt: Prompt, folder: Path, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._files, self._prompt, self._folder = document, files, prompt, folder
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
        """Return the versions of the open file that are kept, newest first."""
        from explorer.stores.backups import backups

        return [] if self._document.path is None else backups(self._folder, self._document.path)

    def read(self, path: Path) -> Project | None:
        """Read a version to compare with; None if it cannot be read, which has been told."""
        opened = self._opened(path)
        return None if opened is None else opened.project

    def open_backup(self, backup: Backup) -> bool:
        """Open a version to read; it can be saved under another name only. Returns whether it is open now."""
        name = self._document.name
        if not self._files.may_leave():
            return False
        opened = self._opened(backup.path)
        if opened is None:
            return False
        self._files.show(opened)
        day = f"{backup.at.astimezone():%Y-%m-%d %H:%M}"
        self._document.held_by = (
            f"This is {name} as it was until {day}, to read. Save it under another name (Ctrl+Shift+S) to work with it."
        )
        self.noticed.emit(self._document.held_by)
        return True

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
        if isinstance(store, JsonStore):
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
        choices = [COMPARE] if isinstance(store, JsonStore) else []
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
        opened = None if path is None else self._opened(path)
        if opened is not None:
            self._files.show(opened)
            log.info("reloaded")

    def theirs(self) -> Project | None:
        """Return what is on the disk now; None if it cannot be read, which has been told."""
        return None if self._document.path is None else self.read(self._document.path)

    def merging(self, theirs: Project, theirs_for: Iterable[str] = ()) -> Merged:
        """Return how to bring in what another program has made of the file as it was opened here."""
        from explorer.model.merge3 import merge

        store = self._document.store
        if not isinstance(store, JsonStore):
            raise TypeError("only a JSON file can be merged with itself")
        return merge(store.seen(), self._document.project, theirs, theirs_for)

    def merge(self, theirs_for: Iterable[str] = ()) -> bool:
        """Bring in what another program has written, as one step; saving is no conflict any more. Returns whether it is done."""
        from explorer.model.decisions import decided

        path = self._document.path
        opened = None if path is None else self._opened(path)
        if path is None or opened is None:
            return False
        merged = self.merging(opened.project, theirs_for)
        details = {"clashes": len(merged.clashes)} if merged.clashes else {}
        self._document.do(merged.change, f"Merge with {path.name} on disk", decided("merge_file", details))
        self._document.store = opened.store
        self._seen, self._mine_over = _stat(path), None
        self.noticed.emit(
            f"Merged with what another program wrote. Save to put it into {path.name}; undo takes it back."
        )
        return True

    def _opened(self, path: Path) -> Opened[Store] | None:
        from explorer.opening import open_graph

        try:
            return open_graph(path)
        except ExplorerError as error:
            self._prompt.tell(str(error))
            return None


def _stat(path: Path) -> _Stat | None:
    try:
        found = os.stat(path)  # noqa: PTH116  # follows links, as saving does
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
