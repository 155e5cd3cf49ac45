"""Texts beside the graph that belong to no article any more: told after saving, deleted when a person says so."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.model.words import counted

if TYPE_CHECKING:
    from pathlib import Path

    from explorer.session.document import Document
    from explorer.session.prompt import Prompt

log = logging.getLogger(__name__)
NAMED = 8


class Leftovers(QObject):
    """Looks after each save whether an article has left its text behind.

    Signals
    -------
    noticed : str
        Something a person should know and need not answer.
    """

    noticed = Signal(str)

    def __init__(self, document: Document, prompt: Prompt, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._prompt = document, prompt
        self._told: frozenset[Path] = frozenset()
        document.saved.connect(self._on_saved)
        document.replaced.connect(self._on_replaced)

    def ask(self) -> None:
        """Name the texts that are left, and delete them if a person agrees."""
        left = self._left()
        if not left:
            self.noticed.emit("Every text beside the graph belongs to one of its articles.")
            return
        what, names = counted(len(left), "text"), [path.name for path in left[:NAMED]]
        more = f" and {len(left) - NAMED:,} more" if len(left) > NAMED else ""
        detail = f"{', '.join(names)}{more} in {left[0].parent.name}. This cannot be undone; a backup that still has the article loses its text."
        if not self._prompt.confirm(f"Delete {what} that no article of this graph has?", detail, "Delete"):
            return
        gone = sum(_delete(path) for path in left)
        kept = f"; {counted(len(left) - gone, 'text')} could not be deleted" if gone < len(left) else ""
        self.noticed.emit(f"Deleted {counted(gone, 'text')} from {left[0].parent.name}{kept}.")
        log.info("deleted %d leftover texts", gone)

    def _left(self) -> tuple[Path, ...]:
        from explorer.opening import is_browsed
        from explorer.stores.article_texts import stray_texts

        store = self._document.store
        return () if store is None or is_browsed(store) else stray_texts(self._document.project, store.path)

    def _on_saved(self) -> None:
        left = frozenset(self._left())
        if left - self._told:
            verb = "belongs" if len(left) == 1 else "belong"
            self.noticed.emit(
                f"Saved. {counted(len(left), 'text')} in {next(iter(left)).parent.name} {verb} to no article any more: "
                "File ▸ Delete leftover texts…"
            )
        self._told = left

    def _on_replaced(self) -> None:
        self._told = frozenset(self._left())


def _delete(path: Path) -> bool:
    try:
        path.unlink()
    except OSError as error:
        log.warning("%s could not be deleted: %s", path.name, error)
        return False
    return True
