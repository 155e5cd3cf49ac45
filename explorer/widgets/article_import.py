"""Brings articles into the window: asks for files, text or an address, and shows what was read before it is added."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from explorer.opening import holds_article
from explorer.session.articles import Intake

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

    from explorer.session.articles import Arrivals, Copy
    from explorer.session.document import Document
    from explorer.session.prompt import Prompt
    from explorer.session.tasks import Tasks
    from explorer.session.view import View

FILTER = "Articles (*.txt *.md *.html *.htm *.pdf *.docx);;All files (*)"


class ArticleImport(QObject):
    """Leads from a file to an article of the document, one question at a time.

    Signals
    -------
    added : str
        Articles are in the document; the id of the first.
    noticed : str
        Something that a person should know and need not answer.
    graph_dropped : Path
        What was dropped is no article, and is to be opened.
    """

    added = Signal(str)
    noticed = Signal(str)
    graph_dropped = Signal(object)

    def __init__(self, document: Document, view: View, tasks: Tasks, prompt: Prompt, window: QWidget) -> None:
        super().__init__(window)
        self._document, self._view, self._prompt, self._window = document, view, prompt, window
        self.intake = Intake(document, tasks, self)
        self.intake.arrived.connect(self._on_arrived)
        self.intake.compared.connect(self._on_compared)
        self.intake.failed.connect(prompt.tell)
        self.intake.private_address.connect(self._on_private_address)
        self.intake.added.connect(self.added)
        self.intake.noticed.connect(self.noticed)

    # -- asking ---------------------------------------------------------------------------------

    def ask_files(self) -> None:
        """Ask for the files of articles, then read them."""
        names, _ = QFileDialog.getOpenFileNames(self._window, "Add articles", "", FILTER)
        self.read(Path(name) for name in names)

    def ask_folder(self) -> None:
        """Ask for a folder of articles, then read all in it."""
        name = QFileDialog.getExistingDirectory(self._window, "Add a folder of articles")
        self.read([Path(name)] if name else [])

    def ask_address(self) -> None:
        """Ask for the address of an article; it is fetched when the button is pressed."""
        from explorer.widgets.article_import_address import AddressDialog

        dialog = AddressDialog(self._window)
        dialog.chosen.connect(self.intake.fetch)
        dialog.open()

    def ask_copy(self, article: str | None) -> None:
        """Ask for a person's own copy of an article, then compare it."""
        if article is None or article not in self._document.project.articles:
            self.noticed.emit("There is no article yet. File ▸ Add articles… brings one in.")
            return
        title = self._document.project.articles[article].title
        name, _ = QFileDialog.getOpenFileName(self._window, f"The text of “{' '.join(title.split())[:60]}”", "", FILTER)
        if name:
            self.intake.compare(article, Path(name))

    def paste(self) -> None:
        """Read the text that is on the clipboard."""
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.intake.read_pasted(text)
        else:
            self.noticed.emit("There is no text on the clipboard. Copy the words of an article first.")

    def drop(self, paths: list[Path]) -> None:
        """Read what was dropped on the window; a single graph, or a picture that carries one, is opened instead."""
        if len(paths) == 1 and not holds_article(paths[0]):
            self.graph_dropped.emit(paths[0])
        else:
            self.read(paths)

    def read(self, paths: Iterable[Path]) -> None:
        """Read files, and the articles in folders."""
        given = list(paths)
        if given:
            self.intake.read_paths(given)

    # -- showing what was read ------------------------------------------------------------------

    def _on_arrived(self, arrivals: Arrivals) -> None:
        from explorer.widgets.article_import_sheet import ArticleSheet

        sheet = ArticleSheet(
            self._view, arrivals, self._document.name, is_inside=self.intake.keeps_inside, parent=self._window
        )
        sheet.confirmed.connect(self.intake.add)
        sheet.open()

    def _on_compared(self, copy: Copy) -> None:
        from explorer.widgets.article_import_copy import CopySheet

        sheet = CopySheet(
            self._view, copy, self._document.name, is_inside=self.intake.keeps_inside, parent=self._window
        )
        sheet.confirmed.connect(lambda agreed, where: self.intake.attach(copy, agreed, where))
        sheet.open()

    def _on_private_address(self, address: str, host: str, sentence: str) -> None:
        if self._prompt.confirm(f"Fetch from {host}?", sentence, "Fetch"):
            self.intake.fetch(address, [host])
