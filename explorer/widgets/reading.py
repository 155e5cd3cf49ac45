"""Reading articles in the window: looking for words in one or all of them, and going back from them to the graph."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.tasks import Tasks
    from explorer.session.view import View
    from explorer.widgets.article_tab import ArticleTab
    from explorer.widgets.centre import Centre
    from explorer.widgets.find_panel import FindPanel


class Reading(QObject):
    """Owns the panel that finds words in all articles; it is made when it is first asked for."""

    def __init__(
        self,
        document: Document,
        view: View,
        navigator: Navigator,
        tasks: Tasks,
        centre: Centre,
        articles: Callable[[], ArticleTab],
    ) -> None:
        super().__init__(centre)
        self._document, self._view, self._navigator, self._tasks = document, view, navigator, tasks
        self._centre, self._articles = centre, articles

    @cached_property
    def panel(self) -> FindPanel:
        """What finds words in all articles."""
        from explorer.session.finding import Finder
        from explorer.widgets.find_panel import FindPanel

        made = FindPanel(self._document, self._view, Finder(self._document, self._tasks, self))
        made.hide()
        made.chosen.connect(self.show_words)
        self._centre.set_panel_below(made)
        return made

    def find(self) -> bool:
        """Look for words in the article that is in front. Returns whether one is."""
        if self._navigator.article is None:
            return False
        self._articles().finding.open()
        return True

    def find_everywhere(self, words: str = "") -> None:
        """Look for words in all articles: for those that are selected or looked for in this one, if none are given."""
        if not words and self._navigator.article is not None:
            articles = self._articles()
            chosen = articles.text.textCursor().selectedText() or articles.finding.words
            words = " ".join(chosen.split())
        self.panel.open(words)

    def leave(self) -> bool:
        """Leave a search, selected words or the article, whichever comes first. Returns whether there was one."""
        if self._navigator.article is not None and self._articles().leave():
            return True
        if "panel" in vars(self) and self.panel.leave():
            return True
        if self._navigator.article is None:
            return False
        self._navigator.turn_to(None)
        canvas = self._centre.findChild(QWidget, "canvas")
        if canvas is not None:
            canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def show_words(self, article: str, start: int, end: int) -> None:
        """Bring an article to the front and show some of its words."""
        if article in self._document.project.articles:
            self._navigator.turn_to(article)
            self._articles().show_words(article, start, end)
