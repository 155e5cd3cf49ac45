"""One saving of a document as it was when it began: a worker may carry it out while a person goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtGui import QUndoStack

    from explorer.session.document import Document
    from explorer.stores.base import Store
    from explorer.stores.in_parts import Progress


class Saving:
    """What is saved, where, and at which step of the undo stack.

    Parameters
    ----------
    document : Document
        What to save, as it is now; what is changed from now on is not in it.
    store : Store
        Where to.
    overwrite : bool
        Save even if somebody else has written there.

    Attributes
    ----------
    told : str
        What a person should know about it afterwards, as a sentence; empty if there is nothing.
    """

    def __init__(self, document: Document, store: Store, *, overwrite: bool) -> None:
        self.store, self.told = store, ""
        self._project, self._overwrite = document.project.snapshot(), overwrite
        self._keep, self._turn = document.keep, document.turn
        stack = document.undo_stack
        self._index = stack.index()
        self._newest = stack.command(self._index - 1) if self._index else None

    def steps(self) -> Iterator[Progress]:
        """Carry it out step by step. Who stops in between leaves what was there.

        Raises
        ------
        Conflict
            Another program has written there, and it is not to be overwritten.
        UnwritableFile
            It could not be written; what was there is untouched.
        """
        with self._turn:  # one that was stopped goes on to the end of its step
            self.told = self._keep(self.store)
            yield from self.store.saving(self._project, overwrite=self._overwrite)

    def place_in(self, undo_stack: QUndoStack) -> int | None:
        """Return where the saved state is in the undo stack now; None if it is there no more."""
        if not self._index:
            return 0
        is_there = undo_stack.count() >= self._index and undo_stack.command(self._index - 1) is self._newest
        return self._index if is_there else None
