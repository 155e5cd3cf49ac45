"""Opening and saving: what a person may do with files, with every question that has to be asked."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.model.errors import ExplorerError
from explorer.model.facets import warm
from explorer.model.verification import verification
from explorer.model.words import counted
from explorer.opening import copying, home_at, is_browsed, open_browsed, open_graph, open_in_steps, open_whole
from explorer.session.prompt import Answer
from explorer.session.tasks import Task
from explorer.stores.base import Conflict
from explorer.stores.connection import SUFFIX
from explorer.stores.in_parts import Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from explorer.model.changes import Change
    from explorer.session.document import Document
    from explorer.session.prompt import Prompt
    from explorer.session.saving import Saving
    from explorer.session.settings import Settings
    from explorer.session.tasks import Tasks
    from explorer.stores.base import Opened, Store

log = logging.getLogger(__name__)
KEY, SAVE = "open", "save"
LARGE_BYTES = 1_000_000  # about 100 ms of reading
SAVED_AT_ONCE = 10_000  # entities and relations: about as long
MANY_RELATIONS = 100_000
"""With more, a JSON file is slow to open and to save."""
BYTES_EACH, READ_A_SECOND = 1_300, 20_000
"""Roughly, for each relation of a store that is loaded as a whole: memory, and how many are read."""


class Files(QObject):
    """Opens and saves the document.

    Attributes
    ----------
    settle : callable
        Asks what to do when somebody else has written the file, given a sentence: True to write over it, None to save
        under another name, which is what happens where nobody is asked, False for neither.

    Signals
    -------
    noticed : str
        Something about a file that a person should know and need not answer.
    rested
        Nothing is being saved any more.
    """

    noticed = Signal(str)
    rested = Signal()

    def __init__(
        self,
        document: Document,
        settings: Settings,
        prompt: Prompt,
        tasks: Tasks,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._settings, self._prompt, self._tasks = document, settings, prompt, tasks
        self.settle: Callable[[str], bool | None] = lambda _: None
        self._saving: Saving | None = None
        self._failed: Saving | None = None
        self._is_to_save_again = False

    def open(self, path: Path) -> bool:
        """Open a graph, or a picture that carries one. Asks about unsaved changes first.

        A large file is read off the main thread and shown when it is there.

        Returns whether it is open now; a failure has been told.
        """
        if not self.may_leave():
            return False
        if _size(path) > LARGE_BYTES:
            self._open_large(path)
            return False
        try:
            opened = open_graph(path)
        except ExplorerError as error:
            self._prompt.tell(str(error))
            return False
        self._show_and_note(path, opened)
        return True

    def _open_large(self, path: Path) -> None:
        def steps(path: Path) -> Iterator[Progress | Opened[Store]]:
            browsed = open_browsed(path)
            if browsed is not None:
                yield browsed
            else:
                yield from open_in_steps(path)

        self._load(path, steps)

    def _load(self, path: Path, read: Callable[[Path], Iterator[Progress | Opened[Store]]]) -> None:
        def steps() -> Iterator[Progress | Opened[Store]]:
            for step in read(path):
                if not isinstance(step, Progress):
                    warm(step.project)
                    verification(step.project)
                yield step

        left = self._document.project.revision
        task = Task(KEY, f"Opening {path.name}", steps)
        task.on_done = lambda opened: self._on_read(path, opened, left)
        task.on_failed = lambda error: self._prompt.tell(str(error))
        self._tasks.start(task)

    def _on_read(self, path: Path, opened: Progress | Opened[Store], left: int) -> None:
        """Show a large file, unless the document was changed while it was read and a person wants to keep that."""
        if isinstance(opened, Progress):
            return
        if self._document.project.revision == left or self.may_leave():
            self._show_and_note(path, opened)

    def _show_and_note(self, path: Path, opened: Opened[Store]) -> None:
        self.show(opened)
        self._settings.note_recent(path)
        log.info("opened %s", path.name)

    def show(self, opened: Opened[Store]) -> None:
        """Make what a store opened the document."""
        self._document.replace(opened.project, opened.store)
        notices = [*opened.notices, *self._proposals(opened)]
        if notices:
            self.noticed.emit(" ".join(notices))  # together, or each would take the place of the one before

    def _proposals(self, opened: Opened[Store]) -> Iterator[str]:
        number = len(opened.project.relations)
        if number > MANY_RELATIONS and opened.store.path.suffix.lower() != SUFFIX:
            yield (
                f"{opened.store.path.name} holds {counted(number, 'relation')}. Saved as a {SUFFIX} file (Ctrl+Shift+S) "
                "it opens sooner, and each change is written by itself."
            )

    def browse(self, path: Path) -> bool:
        """Open a store to look at parts of it, whatever its size. Returns whether it is open now; a failure has been told."""
        from explorer.stores.browsed import browse

        if not self.may_leave():
            return False
        try:
            opened = browse(path)
        except ExplorerError as error:
            self._prompt.tell(str(error))
            return False
        self._show_and_note(path, opened)
        return True

    def ask_and_browse(self) -> bool:
        """Ask which store, then browse it."""
        path = self._prompt.open_path()
        return path is not None and self.browse(path)

    def load_all(self) -> None:
        """Load all of the store that is browsed, once a person has agreed to what that takes."""
        from explorer.stores.browsed import BrowsedStore

        home = self._document.store
        if not isinstance(home, BrowsedStore):
            self.noticed.emit("All of this graph is loaded.")
            return
        relations = home.summary.relations
        detail = (
            f"{counted(relations, 'relation')} take about {relations * BYTES_EACH / 1e9:.1f} GB of memory and "
            f"{counted(max(round(relations / READ_A_SECOND / 60), 1), 'minute')}. It can be stopped meanwhile."
        )
        if self.may_leave() and self._prompt.confirm("Load all of it?", detail, "Load all"):
            self._load(home.path, open_whole)

    def ask_and_open(self) -> bool:
        """Ask which file, then open it."""
        path = self._prompt.open_path()
        return path is not None and self.open(path)

    @property
    def is_saving(self) -> bool:
        """Whether a worker writes the document."""
        return self._saving is not None

    def save(self) -> bool:
        """Save; asks where if the document has no file of its own.

        A large document is saved off the main thread. Returns whether it is saved now; a failure has been told.
        """
        store = self._document.store
        if self._saving is not None:
            self._is_to_save_again = True
            return False
        if store is None or not store.writable or self._document.held_by:
            return self.ask_and_save_as()
        return self._save_to(store)

    def _save_to(self, store: Store, *, overwrite: bool = False) -> bool:
        saving = self._document.saving_to(store, overwrite=overwrite)
        if self._is_slow(store):
            self._save_large(saving)
            return False
        try:
            for _ in saving.steps():
                pass
        except ExplorerError as error:
            return self._on_not_saved(error)
        self._on_saved(saving)
        return True

    def _is_slow(self, store: Store) -> bool:
        project = self._document.project
        return len(project.entities) + len(project.relations) > SAVED_AT_ONCE and not is_browsed(store)

    def _save_large(self, saving: Saving) -> None:
        self._saving, self._is_to_save_again = saving, False
        task = Task(SAVE, f"Saving {saving.store.path.name}", saving.steps)
        task.on_done = lambda _: self._on_large_saved(saving)
        task.on_stopped = self._on_stopped
        task.on_failed = self._on_large_not_saved
        self._tasks.start(task)

    def _on_large_saved(self, saving: Saving) -> None:
        self._saving = None
        self._on_saved(saving)
        self.rested.emit()
        if self._is_to_save_again and self._document.is_dirty:
            self.save()

    def _on_large_not_saved(self, error: ExplorerError) -> None:
        self._on_not_saved(error)

    def _on_stopped(self) -> None:
        """It was cancelled, or failed, which is told next."""
        self._failed, self._saving = self._saving, None
        self.rested.emit()

    def _on_saved(self, saving: Saving) -> None:
        self._document.finish(saving)
        log.info("saved %s", self._document.name)
        self._settings.note_recent(saving.store.path)
        if saving.told:
            self.noticed.emit(saving.told)

    def _on_not_saved(self, error: ExplorerError) -> bool:
        if isinstance(error, Conflict):
            return self._settle(error)
        self._prompt.tell(str(error))
        return False

    def _settle(self, conflict: Conflict) -> bool:
        """Somebody else wrote the file: let a person choose to overwrite it or to save elsewhere."""
        is_to_be = self.settle(str(conflict))
        store = self._document.store
        if not is_to_be or store is None:
            return self.ask_and_save_as() if is_to_be is None else False
        return self._save_to(store, overwrite=True)

    def ask_and_save_as(self) -> bool:
        """Ask where, then save there. Returns whether it is saved now, as ``save`` does."""
        now = self._document.path or Path("graph.json")
        is_large = len(self._document.project.relations) > MANY_RELATIONS
        path = self._prompt.save_path(now.with_suffix(SUFFIX if is_large or now.suffix.lower() == SUFFIX else ".json"))
        if path is None or not self._has_rested():
            return False
        if self._document.held_by and path.resolve() == now.resolve():
            self._prompt.tell(self._document.held_by)
            return False
        if self._copies_whole(path):
            return False
        try:
            home = home_at(path, self._document.store)
        except ExplorerError as error:
            self._prompt.tell(str(error))
            return False
        return self._save_to(home, overwrite=True)

    def _copies_whole(self, path: Path) -> bool:
        """Let a worker copy a browsed store, and move to the copy when it is there. Returns whether that has begun."""
        home = self._document.store
        if home is None or path.suffix.lower() != SUFFIX or not is_browsed(home):
            return False
        if path.exists() and path.samefile(home.path):
            return False
        task = Task(KEY, f"Copying {home.path.name}", lambda: copying(home, path))
        task.on_done = lambda copy: self._on_copied(path, copy)
        task.on_failed = lambda error: self._prompt.tell(str(error))
        self._tasks.start(task)
        return True

    def _on_copied(self, path: Path, copy: Progress | Store | None) -> None:
        if copy is None or isinstance(copy, Progress):
            return
        if self._save_to(copy, overwrite=True):
            self.noticed.emit(f"All of it was saved as {path.name}.")

    def save_copy(self, steps: Iterable[tuple[str, str, Change]]) -> bool:
        """Ask where to save the document as it is after these steps, and leave the open one as it is."""
        from explorer.session.document import Document

        other = Document()
        other.replace(self._document.project.snapshot(), None)
        other.retrace(steps)
        now = self._document.path or Path("graph.json")
        path = self._prompt.save_path(now.with_name(f"{now.stem}-restored.json"))
        if path is None:
            return False
        try:
            other.save_as(path)
        except ExplorerError as error:
            self._prompt.tell(str(error))
            return False
        self._settings.note_recent(path)
        self.noticed.emit(f"Saved the unsaved work as {path.name}.")
        return True

    def may_leave(self) -> bool:
        """Ask about unsaved changes, if there are any, and wait for what is being saved. Returns whether the document may go."""
        if not self._has_rested():
            return False
        if not self._document.is_dirty:
            return True
        answer = self._prompt.unsaved(self._document.name)
        if answer is Answer.SAVE:
            return self.save() or (self.is_saving and self._has_rested() and not self._document.is_dirty)
        return answer is Answer.DISCARD

    def _has_rested(self) -> bool:
        """Wait until nothing is being saved. Returns whether that came to a good end, or nothing was."""
        while self._saving is not None:
            saving = self._saving
            sentence = f"{saving.store.path.name} is being saved."
            self._prompt.wait(sentence, self.rested, lambda: self._tasks.cancel(SAVE))
            if self._failed is saving:
                return False
        return True


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0  # what is wrong with it is said by whoever opens it
