"""The open graph: its project, its file, its undo stack. The only door through which facts change."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from explorer.model.changes import Batch, Delta, Note
from explorer.model.errors import BadChange
from explorer.model.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from explorer.model.changes import Change
    from explorer.model.facts import Decision
    from explorer.session.saving import Saving
    from explorer.stores.base import Store


class Document(QObject):
    """Owns the project and its undo stack.

    Attributes
    ----------
    author : callable
        Says who decides, for the journal.
    keep : callable
        Keeps what is about to be written over, in whichever thread that is; returns a sentence if it fails.
    turn : Lock
        Held by who saves.
    held_by : str
        Who else has the file open, as a sentence; while it is not empty, nobody saves there.

    Signals
    -------
    changed : Delta
        Facts or places changed; the Delta says which.
    replaced
        Another project is open now. Whatever was kept of the old one is stale.
    saved
        The file on disk is as the project was when that was asked for.
    dirty_changed : bool
        There are unsaved changes, or no longer.
    saving
        The document as it is now is about to be saved.
    stepped : str, str, Change
        A step was taken ("do", "undo", "redo"); what it is called, and what it did.
    """

    changed = Signal(object)
    replaced = Signal()
    saved = Signal()
    dirty_changed = Signal(bool)
    saving = Signal()
    stepped = Signal(str, str, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = Project()
        self.store: Store | None = None
        self.author: Callable[[], str] = str
        self.keep: Callable[[Store], str] = lambda _: ""
        self.turn = Lock()
        self.held_by = ""
        self.undo_stack = QUndoStack(self)
        self._saved_at: int | None = 0  # where in the undo stack the file is; None: no undoing leads back to it
        self._was_dirty = False
        self.undo_stack.indexChanged.connect(self._tell_if_dirty)

    @property
    def path(self) -> Path | None:
        """The file that this was opened from or saved to; None while it has none."""
        return None if self.store is None else self.store.path

    @property
    def name(self) -> str:
        """What the title bar calls this document."""
        return "Untitled" if self.path is None else self.path.name

    @property
    def is_dirty(self) -> bool:
        """Whether there are changes that the file does not have."""
        return self.undo_stack.index() != self._saved_at

    def replace(self, project: Project, store: Store | None) -> None:
        """Open another project in place of this one."""
        self._saved_at = 0
        self.undo_stack.clear()
        if self.store is not None and self.store is not store:
            self.store.close()
        self.project, self.store = project, store
        self.held_by = ""
        self.replaced.emit()

    def do(self, change: Change, text: str, decision: Decision | None = None) -> None:
        """Carry out a change and put it on the undo stack. A step that changes facts is noted in the journal.

        Parameters
        ----------
        change : Change
            What to do. It is applied first and pushed second: one that raises leaves the stack as it was.
        text : str
            The step's name, shown in the Edit menu ("Move DeepSeek").
        decision : Decision, optional
            What the journal should say of it, where that is more than an edit; see ``decisions.decided``.

        Raises
        ------
        BadChange
            The change does not fit; nothing happened.
        """
        inverse, delta = change.apply(self.project)
        if delta.facts or decision is not None:
            from explorer.model.decisions import completed, decided

            note = Note(completed(decision or decided("edit"), by=self.author(), what=text, delta=delta))
            strike, _ = note.apply(self.project)
            change, inverse = Batch((change, note)), Batch((strike, inverse))
        self._take(change, inverse, text)
        self.changed.emit(delta)

    def _take(self, change: Change, inverse: Change, text: str) -> None:
        self._push(_Step(self, change, inverse, text))
        self.stepped.emit("do", text, change)

    def _push(self, step: _Step) -> None:
        if self._saved_at is not None and self._saved_at > self.undo_stack.index():
            self._saved_at = None
        self.undo_stack.push(step)

    def retrace(self, steps: Iterable[tuple[str, str, Change]]) -> int:
        """Take steps again that were taken in another life of this document; nothing is noted anew.

        Parameters
        ----------
        steps : iterable of (str, str, Change)
            As ``stepped`` told them, from where the document was saved.

        Returns
        -------
        int
            How many did not fit, and were left out with all that depends on them.
        """
        left_out, delta = 0, Delta()
        taken: list[tuple[_Step, bool]] = []  # False: it undoes or repeats what was saved
        undone: list[_Step] = []
        for how, text, change in steps:
            try:
                inverse, touched = change.apply(self.project)
            except BadChange:
                left_out += 1
                continue
            delta |= touched
            if how == "undo" and taken and taken[-1][1]:
                undone.append(taken.pop()[0])
                undone[-1].note_undone(inverse)
            elif how == "redo" and undone:
                undone[-1].note_redone(inverse)
                taken.append((undone.pop(), True))
            else:
                is_own = how == "do"
                name = text if is_own else f"{how.capitalize()} {text}"
                taken.append((_Step(self, change, inverse, name), is_own))
                undone.clear()
        for step in (*(step for step, _ in taken), *reversed(undone)):
            self._push(step)
        self.undo_stack.setIndex(self.undo_stack.index() - len(undone))
        self.changed.emit(delta)
        return left_out

    def settle(self, change: Change) -> None:
        """Carry out a change that nobody asked for (first places of entities): no undo step, nothing unsaved."""
        _, delta = change.apply(self.project)
        self.changed.emit(delta)

    def save(self, *, overwrite: bool = False) -> None:
        """Save to the file it came from.

        Raises
        ------
        Conflict
            Another program has written the file, and ``overwrite`` is false.
        UnwritableFile
            It could not be written; the file is as it was.
        """
        if self.store is None:
            raise RuntimeError("save() needs a store; ask for a path first and use save_as()")
        self._save(self.saving_to(self.store, overwrite=overwrite))

    def save_as(self, path: Path) -> None:
        """Save to another file, which is this document's file from then on.

        Raises
        ------
        UnwritableFile
            It could not be written.
        """
        from explorer.opening import home_at

        self._save(self.saving_to(home_at(path, self.store), overwrite=True))

    def _save(self, saving: Saving) -> None:
        for _ in saving.steps():
            pass
        self.finish(saving)

    def saving_to(self, store: Store, *, overwrite: bool = False) -> Saving:
        """Begin to save the document as it is now; who carries that out, in any thread, calls ``finish`` afterwards."""
        from explorer.session.saving import Saving

        self.saving.emit()
        return Saving(self, store, overwrite=overwrite)

    def finish(self, saving: Saving) -> None:
        """Note that the document is saved as it was when that began, and at home where it was saved."""
        if self.store is not None and self.store is not saving.store:
            self.store.close()
            self.held_by = ""
        self.store = saving.store
        self._saved_at = saving.place_in(self.undo_stack)
        self.saved.emit()
        self._tell_if_dirty()

    def _tell_if_dirty(self) -> None:
        if self.is_dirty != self._was_dirty:
            self._was_dirty = self.is_dirty
            self.dirty_changed.emit(self._was_dirty)


class _Step(QUndoCommand):
    """One step of the undo stack. It never raises: what it applies has been applied before."""

    def __init__(self, document: Document, change: Change, inverse: Change, text: str) -> None:
        super().__init__(text)
        self._document = document
        self._change, self._inverse = change, inverse
        self._done = True
        self._is_back = False  # taken back already when the stack gets it

    def note_undone(self, change: Change) -> None:
        """Note, before the stack has it, that it was taken back; ``change`` would do it again."""
        self._change, self._is_back = change, True

    def note_redone(self, inverse: Change) -> None:
        """Note, before the stack has it, that it was done again; ``inverse`` would take it back."""
        self._inverse, self._is_back = inverse, False

    def redo(self) -> None:
        """Apply the change again. The first time it has been applied already."""
        if self._done:
            return
        self._inverse, delta = self._change.apply(self._document.project)
        self._done = True
        self._document.changed.emit(delta)
        self._document.stepped.emit("redo", self.text(), self._change)

    def undo(self) -> None:
        """Apply the inverse, unless that has been done already."""
        self._done = False
        if self._is_back:
            self._is_back = False
            return
        inverse = self._inverse
        self._change, delta = inverse.apply(self._document.project)
        self._document.changed.emit(delta)
        self._document.stepped.emit("undo", self.text(), inverse)
