"""An article to read: its quotations in order, marked by stance, and beside them what rests on each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from explorer.drawing.style import stroke_of
from explorer.model.citations import cite
from explorer.model.excerpt_sheet import Sheet, sheet_of
from explorer.model.passages import OwnerKind
from explorer.model.queries import ends_of
from explorer.model.sentences import relation_sentence
from explorer.widgets.article_header import HEIGHT_PX, ArticleHeader
from explorer.widgets.excerpt_view import BAR_PX, ExcerptView
from explorer.widgets.mentions import names_behind
from explorer.widgets.passage_margin import PassageMargin, Remark
from explorer.widgets.popup_menu import PopupMenu
from explorer.widgets.words import Words, flat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.changes import Delta
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.selection import Selection
    from explorer.session.view import View

MENU_SENTENCES = 8


class ArticleTab(QWidget):
    """Shows one article; remembers which of its passages one is at.

    Signals
    -------
    passage_chosen : str
        A person turned to a passage: id of its evidence under the relation that is now selected.
    url_requested : str
        The original is to be opened; a person has not been asked yet.
    attach_requested : str
        A person has the text of this article, by id.
    """

    passage_chosen = Signal(str)
    url_requested = Signal(str)
    attach_requested = Signal(str)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        view: View,
        navigator: Navigator,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("article")
        self._document, self._selection, self._view, self._navigator = document, selection, view, navigator
        self._article: str | None = next(iter(document.project.articles), None)
        self._current: int | None = None
        self._sheet = Sheet((), ())
        self._stale = True
        self.text = ExcerptView(view, self)  # first, so that the keyboard comes here when the tab is turned to
        self.header = ArticleHeader(view, self)
        self.margin = PassageMargin(view, self)
        self.nothing = Words(view, "body", self, ink="ink_2")
        self.nothing.say("No passage of this article is in the graph.")
        self.header.stepped.connect(self._step)
        self.header.url_requested.connect(self.url_requested)
        self.header.attach_requested.connect(lambda: self.attach_requested.emit(self._article or ""))
        self.text.excerpt_chosen.connect(self._choose)
        self.text.entity_chosen.connect(navigator.select_entity)
        self.text.menu_requested.connect(self._show_menu)
        self.text.laid_out.connect(self._arrange_margin)
        self.text.verticalScrollBar().valueChanged.connect(self.margin.scroll_to)
        self.margin.chosen.connect(self._on_remark_chosen)
        self.margin.excerpt_chosen.connect(self._choose)
        selection.changed.connect(self._on_selection_changed)
        document.changed.connect(self._on_document_changed)
        document.replaced.connect(self._on_replaced)
        view.theme_changed.connect(self._on_theme_changed)

    # -- going to things ------------------------------------------------------------------------

    @property
    def article(self) -> str | None:
        """The article that is shown."""
        return self._article

    def show_article(self, article: str) -> None:
        """Show an article from its beginning."""
        self._article, self._current = article, None
        self._fill()

    def show_evidence(self, article: str, evidence: str) -> None:
        """Show an article at the passage of a piece of evidence; at its beginning when that is empty."""
        if article != self._article or self._stale:
            self.show_article(article)
        self.follow(evidence)

    def follow(self, evidence: str) -> None:
        """Go to the passage of a piece of evidence, if this article has it."""
        if self._stale:
            return
        found = self._excerpt_of(evidence)
        if found is not None:
            self._turn_to(found)

    def _excerpt_of(self, evidence: str) -> int | None:
        for index, excerpt in enumerate(self._sheet.excerpts):
            if any(passage.evidence.id == evidence for passage in excerpt.passages):
                return index
        return None

    def _turn_to(self, excerpt: int) -> None:
        self._current = excerpt
        self.header.show_place(excerpt, len(self._sheet.excerpts))
        self._mark()
        self.text.reveal(excerpt)

    def _step(self, by: int) -> None:
        count = len(self._sheet.excerpts)
        if count:
            start = self._current if self._current is not None else (-1 if by > 0 else 0)
            self._choose((start + by) % count)

    # -- a person chooses -----------------------------------------------------------------------

    def _choose(self, excerpt: int) -> None:
        """Select whatever rests on an excerpt."""
        self._turn_to(excerpt)
        passages = self._sheet.excerpts[excerpt].passages
        relations = {own.owner: own for own in passages if own.owner_kind is OwnerKind.RELATION}
        if len(relations) == 1:
            ((relation, passage),) = relations.items()
            self._select(relation, passage.evidence.id)
        elif relations:
            self._selection.set([], relations)
            self._navigator.reveal(ends_of(self._document.project, relations))
        elif passages[0].entity is not None:
            self._navigator.select_entity(passages[0].entity)

    def _on_remark_chosen(self, remark: Remark) -> None:
        self._turn_to(remark.excerpt)
        self._select(remark.relation, remark.evidence)

    def _select(self, relation: str, evidence: str) -> None:
        self._navigator.select_relation(relation)
        self.passage_chosen.emit(evidence)

    def menu_for(self, excerpt: int, entity: str) -> PopupMenu:
        """Return what can be done with a passage (-1 for none) and a name ("" for none)."""
        menu = PopupMenu(self)
        project = self._document.project
        if entity in project.entities:
            menu.add(f"Go to {project.entities[entity].name}", partial(self._navigator.select_entity, entity))
            menu.addSeparator()
        if excerpt >= 0:
            for remark in list(self._remarks(excerpt))[:MENU_SENTENCES]:
                menu.add(remark.words, partial(self._on_remark_chosen, remark))
            menu.addSeparator()
            evidence = self._sheet.excerpts[excerpt].passages[0].evidence
            menu.add("Copy quotation", partial(_copy, evidence.quote.exact))
            menu.add("Copy citation", partial(_copy, cite(project, evidence)))
        menu.add("Copy selected text", self.text.copy).setEnabled(self.text.textCursor().hasSelection())
        return menu

    def _show_menu(self, excerpt: int, entity: str, point: QPoint) -> None:
        self.menu_for(excerpt, entity).pop_up(point)

    # -- filling --------------------------------------------------------------------------------

    def _fill(self) -> None:
        self._stale = False
        project = self._document.project
        article = project.articles.get(self._article or "")
        if article is None:
            self._sheet = Sheet((), ())
            return
        self._sheet = sheet_of(project, article.id)
        excerpts = self._sheet.excerpts
        self.header.show_article(article, len(excerpts))
        self.text.setAccessibleName(f"Excerpts of {flat(article.title)}")
        self.margin.show_remarks(remark for index in range(len(excerpts)) for remark in self._remarks(index))
        passages = (passage for excerpt in excerpts for passage in excerpt.passages)
        self.text.show_sheet(self._sheet, names_behind(project, passages))
        self.nothing.setVisible(not self._sheet.blocks)
        if self._current is not None and self._current < len(excerpts):
            self._turn_to(self._current)
        else:
            self._current = None
            self._mark()

    def _remarks(self, excerpt: int) -> Iterator[Remark]:
        """Go through the relations that rest on an excerpt, each once."""
        project = self._document.project
        seen = set()
        for passage in self._sheet.excerpts[excerpt].passages:
            if passage.owner_kind is OwnerKind.RELATION and passage.owner not in seen:
                seen.add(passage.owner)
                relation = project.relations[passage.owner]
                words, stroke = relation_sentence(project, relation), stroke_of(project, relation)
                yield Remark(excerpt, passage.evidence.id, relation.id, stroke, words)

    def _mark(self) -> None:
        now = self._selection.now
        owners = set(now.relations)
        entity = now.only_entity
        chosen = {
            index
            for index, excerpt in enumerate(self._sheet.excerpts)
            for own in excerpt.passages
            if own.owner in owners or (entity is not None and own.entity == entity)
        }
        self.text.mark(frozenset(chosen), self._current)
        self.margin.mark(frozenset(owners))

    # -- answering signals ----------------------------------------------------------------------

    def _on_selection_changed(self) -> None:
        if not self._stale:
            self._mark()

    def _on_document_changed(self, delta: Delta) -> None:
        if delta.facts:
            self._refresh()

    def _on_replaced(self) -> None:
        self._article = next(iter(self._document.project.articles), None)
        self._current = None
        self._refresh()

    def _on_theme_changed(self) -> None:
        self._arrange()
        self.update()

    def _refresh(self) -> None:
        self._stale = True
        if self.isVisible():
            at = self.text.verticalScrollBar().value()
            self._fill()
            self.text.verticalScrollBar().setValue(at)

    # -- room -----------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Fill what nobody could see until now."""
        super().showEvent(event)
        if self._stale:
            self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit everything to the new size."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        self.header.setGeometry(0, 0, self.width(), HEIGHT_PX)
        self.text.setGeometry(0, HEIGHT_PX, self.width(), max(self.height() - HEIGHT_PX, 0))
        self.nothing.setGeometry(QRect(32, HEIGHT_PX + 24, max(self.width() - 64, 0), 20))
        self.nothing.raise_()
        self._arrange_margin()

    def _arrange_margin(self) -> None:
        wide = self.text.margin_px
        self.margin.setVisible(wide > 0)
        viewport = self.text.viewport().geometry().translated(self.text.pos())
        left = viewport.right() + 1 + 24
        right = self.width() - BAR_PX
        self.margin.setGeometry(left, HEIGHT_PX, max(min(wide, right - left), 0), max(self.height() - HEIGHT_PX, 0))
        self.margin.raise_()
        self.margin.lay_out(self.text.tops(), self.text.verticalScrollBar().value())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._view.theme.color("canvas")))
        painter.end()


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
