"""Ties what a person does to facts to the window: light, so that the window starts as fast; forms come when they are asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.prompt import Prompt
    from explorer.session.selection import Selection
    from explorer.session.view import View
    from explorer.widgets.canvas import Canvas
    from explorer.widgets.curation import Curation
    from explorer.widgets.edits import Edits
    from explorer.widgets.main_window import MainWindow
    from explorer.widgets.panels import Panels


class Curating(QObject):
    """Owns the curation of one window, which is made when it is first asked for.

    Signals
    -------
    noticed : str
        Something that a person should know and need not answer.
    """

    noticed = Signal(str)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        view: View,
        navigator: Navigator,
        prompt: Callable[[], Prompt],
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._document, self._selection, self._view = document, selection, view
        self._navigator, self._prompt, self._window = navigator, prompt, window
        self._panels: Panels | None = None

    @cached_property
    def curation(self) -> Curation:
        """What asks and changes facts."""
        from explorer.widgets.curation import Curation

        made = Curation(self._document, self._selection, self._view, self._navigator, self._prompt(), self._window)
        made.noticed.connect(self.noticed)
        return made

    @cached_property
    def edits(self) -> Edits:
        """What edits, deletes and merges."""
        from explorer.widgets.edits import Edits

        made = Edits(self._document, self._selection, self._view, self._navigator, self._prompt(), self._window)
        made.noticed.connect(self.noticed)
        return made

    def verbs(self) -> dict[str, Callable[[], object]]:
        """Return what the actions that change facts do, by id."""
        return {
            "edit": lambda: self.edits.edit_selected(),
            "edit_passage": self._edit_passage,
            "edit_article": self._edit_article,
            "delete": lambda: self.edits.delete_selected(),
            "new_entity": lambda: self.edits.add_entity(),
            "new_fact": lambda: self.edits.add_fact(),
            "merge": lambda: self.edits.merge_selected(),
            "split": lambda: self.edits.split_selected(),
            "kinds": lambda: self.edits.show_kinds(),
        }

    def follow(self, canvas: Canvas) -> None:
        """Follow what is drawn on the canvas."""
        canvas.tie_requested.connect(lambda *tied: self.curation.tie(*tied))

    def furnish(self, panels: Panels) -> None:
        """Follow what is asked for in the panels."""
        self._panels = panels
        panels.answers.attach_requested.connect(self.attach)
        panels.answers.edit_requested.connect(lambda target: self.edits.edit(target))
        panels.answers.header.edit_requested.connect(lambda: self.edits.edit_selected())
        panels.answers.header.delete_requested.connect(lambda: self.edits.delete_selected())
        panels.articles.mark_requested.connect(lambda *words: self.curation.mark(*words))

    def attach(self, relation: str) -> None:
        """Let the words that are marked next support a relation, and turn to the article for them."""
        self.curation.attach(relation)
        if self._panels is not None:
            self._navigator.turn_to(self._panels.articles.article)

    def _edit_passage(self) -> None:
        current = None if self._panels is None else self._panels.answers.current_evidence()
        if current is not None:
            self.edits.edit_passage(current.id)

    def _edit_article(self) -> None:
        article = None if self._panels is None else self._panels.articles.article
        self.edits.edit_article(article or "")
