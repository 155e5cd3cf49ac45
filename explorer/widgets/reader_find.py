"""Finding words in the article that is shown: the strip, the places, and the one that one is at."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from explorer.model.finding import hits_in
from explorer.widgets.find_bar import FindBar

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from explorer.model.finding import Hit
    from explorer.session.document import Document
    from explorer.session.view import View
    from explorer.widgets.excerpt_view import ExcerptView

MOST = 2000


class ReaderFind(QObject):
    """Owns the strip, and what was found.

    Signals
    -------
    opened
        The strip is there, or no longer.
    """

    opened = Signal()

    def __init__(self, document: Document, view: View, text: ExcerptView, parent: QWidget) -> None:
        super().__init__(parent)
        self._document, self._text = document, text
        self._article = ""
        self._hits: list[Hit] = []
        self._here = -1
        self._is_all = True
        self.bar = FindBar(view, parent)
        self.bar.hide()
        self.bar.looked_for.connect(self._look)
        self.bar.stepped.connect(self.step)
        self.bar.left.connect(self.leave)

    @property
    def words(self) -> str:
        """What is looked for; empty while the strip is hidden."""
        return "" if self.bar.isHidden() else self.bar.input.text()

    def show_article(self, article: str) -> None:
        """Look in another article, or in the same one once more."""
        self._article = article
        if not self.bar.isHidden():
            self._look(self.words)

    def open(self) -> None:
        """Show the strip; words that are selected are what is looked for."""
        chosen = self._text.textCursor().selectedText()
        self.bar.show()
        self.opened.emit()
        if chosen and "\N{PARAGRAPH SEPARATOR}" not in chosen:
            self.bar.input.setText(chosen)
        self.bar.input.selectAll()
        self.bar.input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._look(self.bar.input.text())

    def leave(self) -> bool:
        """Hide the strip; the words that one was at stay selected. Returns whether it was there."""
        if self.bar.isHidden():
            return False
        if self._hits:
            hit = self._hits[self._here]
            self._text.choose_words(hit.start, hit.end)
        self._hits = []
        self._text.mark_found((), -1)
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.bar.hide()
        self.opened.emit()
        return True

    def step(self, by: int) -> None:
        """Go to the next (+1) or previous (-1) place."""
        if self._hits:
            self._here = (self._here + by) % len(self._hits)
            self._show()

    def _look(self, words: str) -> None:
        found = list(islice(hits_in(self._document.project, self._article, words), MOST + 1))
        self._hits, self._is_all = found[:MOST], len(found) <= MOST
        caret = self._text.caret
        self._here = next((n for n, hit in enumerate(self._hits) if hit.start >= caret), 0)
        self._show()

    def _show(self) -> None:
        self.bar.show_count(self._here, len(self._hits), is_all=self._is_all)
        self._text.mark_found([(hit.start, hit.end) for hit in self._hits], self._here if self._hits else -1)
