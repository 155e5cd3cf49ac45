"""What a person does to facts in the window: marks words, ties entities, edits, deletes, merges. Forms are made when needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Signal

from explorer.model.errors import BadChange
from explorer.model.marking import marked
from explorer.widgets.mark_form import MarkForm

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from explorer.model.marking import Mark
    from explorer.model.suggesting import Waiting
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.prompt import Prompt
    from explorer.session.selection import Selection
    from explorer.session.view import View

MOST_RECENT = 8


class Curation(QObject):
    """Owns the form that is open, and what was used last.

    Signals
    -------
    noticed : str
        Something that a person should know and need not answer.
    passage_added : str, str
        Words are under a relation now: ids of relation and evidence.
    words_wanted : str
        Words are to be selected for a relation, by id.
    """

    noticed = Signal(str)
    passage_added = Signal(str, str)
    words_wanted = Signal(str)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        view: View,
        navigator: Navigator,
        prompt: Prompt,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document, self._selection, self._view = document, selection, view
        self._navigator, self._prompt, self._window = navigator, prompt, window
        self._recent: list[str] = []
        self._waiting: str | None = None  # the relation that the next words are for
        self.form: MarkForm | None = None
        document.replaced.connect(self._on_replaced)

    # -- marking words --------------------------------------------------------------------------

    def mark(self, article: str, start: int, end: int, anchor: QRect) -> None:
        """Ask what some words of an article say; the form opens where they are seen on the screen."""
        known = self._document.project.articles.get(article)
        if known is None or not known.text:
            self.noticed.emit(
                "Words can be marked in the full text of an article only. File ▸ Attach text… brings it in."
            )
            return
        if not known.text[start:end].strip():
            self.noticed.emit("Select the words first that say something, then press Enter.")
            return
        into, self._waiting = self._waiting, None
        if into not in self._document.project.relations:
            into = None
        self._make_form(self._add).ask_about(article, start, end, anchor, into)

    def tie(self, source: str, target: str, anchor: QRect) -> None:
        """Ask how two entities are tied, without words."""
        self._make_form(self._add).ask_between(source, target, anchor)

    def reconsider(self, own: Waiting, anchor: QRect, accept: Callable[[Mark], None]) -> None:
        """Ask what a suggestion is to say instead, and hand the answer over."""
        self._make_form(accept).ask_again(own, anchor)

    def attach(self, relation: str) -> None:
        """Let the words that are marked next support this relation."""
        self._waiting = relation
        self.words_wanted.emit(relation)
        self.noticed.emit("Select the words in an article that support it, then press Enter.")

    def close_form(self) -> None:
        """Close the form that is open, if there is one; nothing has happened."""
        if self.form is not None:
            self.form.leave()

    def _make_form(self, carry_out: Callable[[Mark], None]) -> MarkForm:
        self.close_form()
        form = self.form = MarkForm(self._view, self._document.project, self._recent, self._window)
        form.confirmed.connect(lambda mark: self._carry_out(form, mark, carry_out))
        form.closed.connect(self._on_closed)
        return form

    def _carry_out(self, form: MarkForm, mark: Mark, carry_out: Callable[[Mark], None]) -> None:
        try:
            carry_out(mark)
        except BadChange as error:
            form.say(str(error))
            form.place()
            return
        if self.form is form:
            form.leave()

    def _add(self, mark: Mark) -> None:
        made = marked(self._document.project, mark)
        self._document.do(made.change, made.name)
        kind = self._document.project.relations[made.relation].kind
        self._recent = [kind, *(own for own in self._recent if own != kind)][:MOST_RECENT]
        self.close_form()  # it gives the keyboard back before anything else takes it
        self._navigator.select_relation(made.relation)
        if made.evidence:
            self.passage_added.emit(made.relation, made.evidence)

    def _on_closed(self) -> None:
        self.form = None

    def _on_replaced(self) -> None:
        self._recent, self._waiting = [], None
        self.close_form()
