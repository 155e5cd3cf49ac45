"""Ties extraction and review to the window: light, so that the window starts as fast; everything comes when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.extractors.extracting import Extraction
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.prompt import Prompt
    from explorer.session.reviewing import Reviewer
    from explorer.session.settings import Settings
    from explorer.session.tasks import Tasks
    from explorer.session.view import View
    from explorer.widgets.article_tab import ArticleTab
    from explorer.widgets.centre import Centre
    from explorer.widgets.curating import Curating
    from explorer.widgets.review_panel import ReviewPanel


class Suggesting(QObject):
    """Owns the panel for review, and what searches articles.

    Signals
    -------
    noticed : str
        Something that a person should know and need not answer.
    """

    noticed = Signal(str)

    def __init__(
        self,
        document: Document,
        view: View,
        navigator: Navigator,
        tasks: Tasks,
        settings: Settings,
        centre: Centre,
        prompt: Callable[[], Prompt],
        articles: Callable[[], ArticleTab],
        curating: Curating,
    ) -> None:
        super().__init__(centre)
        self._document, self._view, self._navigator, self._tasks = document, view, navigator, tasks
        self._settings, self._centre, self._prompt, self._articles = settings, centre, prompt, articles
        self._curating = curating

    def verbs(self) -> dict[str, Callable[[], object]]:
        """Return what the actions that propose and review do, by id."""
        return {
            "suggest": self.search_by_rules,
            "ask_model": self.ask_model,
            "review": self.review,
            "endpoint": self.set_up,
        }

    @cached_property
    def reviewer(self) -> Reviewer:
        """What searches, and keeps the place among the suggestions."""
        from explorer.session.reviewing import Reviewer

        made = Reviewer(self._document, self._tasks, self)
        made.found.connect(self._on_found)
        made.failed.connect(lambda sentence: self._prompt().tell(sentence))
        return made

    @cached_property
    def panel(self) -> ReviewPanel:
        """Where suggestions are decided on."""
        from explorer.widgets.review_panel import ReviewPanel

        made = ReviewPanel(self._document, self._view, self.reviewer)
        made.hide()
        made.passage_wanted.connect(self._show_passage)
        made.change_wanted.connect(self._change)
        self._centre.set_panel_below(made)
        return made

    def leave(self) -> bool:
        """Close the panel for review. Returns whether it was there."""
        return "panel" in vars(self) and self.panel.leave()

    def search_by_rules(self) -> None:
        """Search the article in the tab by rules."""
        article = self._article()
        if article is not None:
            from explorer.extractors.patterns import Patterns

            self.reviewer.search(article, lambda _: Patterns())

    def ask_model(self) -> None:
        """Ask the language model about the article in the tab, once a person has agreed to where it goes."""
        article = self._article()
        if article is None:
            return
        from explorer.extractors.base import CannotExtract
        from explorer.extractors.keys import key_for
        from explorer.extractors.language_model import LanguageModel
        from explorer.widgets.endpoint_sheet import endpoint_of, source_of

        kept = self._settings.endpoint
        endpoint = endpoint_of(kept)
        if endpoint is None:
            self.set_up()
            return
        try:
            where = endpoint.where_it_goes
            key = key_for(endpoint.host, source_of(kept))
        except CannotExtract as error:
            self._prompt().tell(str(error))
            return
        if endpoint.is_this_machine or self._prompt().confirm("Ask the language model?", where, "Send"):
            self.noticed.emit(where)
            self.reviewer.search(article, lambda stopped: LanguageModel(endpoint, key, stopped))

    def review(self) -> None:
        """Go through the suggestions, with their words in view."""
        self.panel.open()

    def set_up(self) -> None:
        """Ask where the language model is."""
        from explorer.widgets.endpoint_sheet import EndpointSheet

        EndpointSheet(self._settings, self._centre.window()).open()

    def _article(self) -> str | None:
        article = self._articles().article
        known = self._document.project.articles.get(article or "")
        if known is None:
            self.noticed.emit("There is no article yet. File ▸ Add articles… brings one in.")
        elif not known.text:
            self.noticed.emit("Only the full text of an article can be searched. File ▸ Attach text… brings it in.")
        return article if known is not None and known.text else None

    def _on_found(self, extraction: Extraction) -> None:
        refused = len(extraction.refusals) + len(extraction.broken)
        self.noticed.emit(f"{extraction.words}{f', {refused:,} refused' if refused else ''}.")
        if extraction.suggestions:
            self.review()

    def _change(self) -> None:
        own = self.reviewer.current
        if own is not None:
            words = self._articles().text.chosen_rect()
            self._curating.curation.reconsider(own, words, self.reviewer.accept_as)

    def _show_passage(self, article: str, start: int, end: int) -> None:
        if article in self._document.project.articles:
            self._navigator.turn_to(article)
            self._articles().show_words(article, start, end)
