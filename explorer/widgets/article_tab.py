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
from explorer.model.finding import hits_in
from explorer.model.mentions import mentions
from explorer.model.passages import OwnerKind
from explorer.model.queries import ends_of
from explorer.model.sentences import relation_sentence
from explorer.widgets.article_header import HEIGHT_PX, ArticleHeader
from explorer.widgets.excerpt_view import BAR_PX, SIDE_PX, ExcerptView
from explorer.widgets.passage_margin import PassageMargin, Remark
from explorer.widgets.popup_menu import PopupMenu
from explorer.widgets.reader_find import ReaderFind
from explorer.widgets.reader_writing import TOP_PX
from explorer.widgets.words import Words, flat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.changes import Delta
    from explorer.model.facts import Article
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
    mark_requested : str, int, int, QRect
        Words are to become evidence: the article, their place in its text in code points, and where they are on the
        screen.
    everywhere_requested : str
        Words are to be looked for in all articles.
    """

    passage_chosen = Signal(str)
    url_requested = Signal(str)
    attach_requested = Signal(str)
    mark_requested = Signal(str, int, int, QRect)
    everywhere_requested = Signal(str)

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
        self._is_choosing = False  # what is selected just now, was selected here
        self.text = ExcerptView(view, self)  # first, so that the keyboard comes here when the tab is turned to
        self.header = ArticleHeader(view, self)
        self.text.hint = self._hint
        self.finding = ReaderFind(document, view, self.text, self)
        self.margin = PassageMargin(view, self._say, self)
        self.nothing = Words(view, "body", self, ink="ink_2")
        self.header.stepped.connect(self._step)
        self.header.url_requested.connect(self.url_requested)
        self.header.attach_requested.connect(lambda: self.attach_requested.emit(self._article or ""))
        self.header.mark_requested.connect(self._mark_words)
        self.text.excerpt_chosen.connect(self._choose)
        self.text.entity_chosen.connect(self._choose_entity)
        self.text.words_chosen.connect(self._mark_words)
        self.text.stepped.connect(self._step)
        self.text.selectionChanged.connect(self._on_words_changed)
        self.finding.opened.connect(self._arrange)
        self.finding.bar.everywhere.connect(self.everywhere_requested)
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
        self.text.to_start()

    def show_evidence(self, article: str, evidence: str) -> None:
        """Show an article at the passage of a piece of evidence; at its beginning when that is empty."""
        if article != self._article or self._stale:
            self.show_article(article)
        self.follow(evidence)

    def show_words(self, article: str, start: int, end: int) -> None:
        """Show an article at some of its words, and select them."""
        if article != self._article or self._stale:
            self.show_article(article)
        self.text.choose_words(start, end)

    def leave(self) -> bool:
        """Leave what is open in here: the strip for finding, then selected words. Returns whether there was any."""
        return self.finding.leave() or self.text.choose_nothing()

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
        self._is_choosing = True
        try:
            self._turn_to(excerpt)
            self._select_owners(excerpt)
        finally:
            self._is_choosing = False

    def _select_owners(self, excerpt: int) -> None:
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

    def _choose_entity(self, entity: str) -> None:
        self._is_choosing = True
        try:
            self._navigator.select_entity(entity)
        finally:
            self._is_choosing = False

    def _on_remark_chosen(self, remark: Remark) -> None:
        self._is_choosing = True
        try:
            self._turn_to(remark.excerpt)
            self._select(remark.relation, remark.evidence)
        finally:
            self._is_choosing = False

    def _mark_words(self) -> None:
        words = self.text.chosen_words()
        if words is not None and self._article is not None:
            self.mark_requested.emit(self._article, *words, self.text.chosen_rect())

    def _on_words_changed(self) -> None:
        self.header.mark.setEnabled(self.text.textCursor().hasSelection())

    def _hint(self, excerpt: int, entity: str) -> str:
        """Say what a click on a passage or a name does, and what is wrong with the passage."""
        known = self._document.project.entities.get(entity)
        doubt = self._sheet.doubts.get(excerpt, "")
        return doubt or (f"Go to {known.name}" if known is not None else "")

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
                menu.add(self._say(remark.relation)[0], partial(self._on_remark_chosen, remark))
            menu.addSeparator()
            evidence = self._sheet.excerpts[excerpt].passages[0].evidence
            menu.add("Copy quotation", partial(_copy, evidence.quote.exact))
            menu.add("Copy citation", partial(_copy, cite(project, evidence)))
        has_words = self.text.textCursor().hasSelection()
        menu.add("Make a relation of the selected words", self._mark_words).setEnabled(has_words)
        menu.add("Copy selected text", self.text.copy).setEnabled(has_words)
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
        self.header.show_article(article, len(excerpts), len(self._sheet.doubts))
        state = "Text" if article.text else "Excerpts"
        self.text.setAccessibleName(f"{state} of {flat(article.title)}")
        self.margin.show_remarks(remark for index in range(len(excerpts)) for remark in self._remarks(index))
        self.text.show_sheet(self._sheet, partial(mentions, project))
        self.nothing.say("" if self._sheet.blocks else _nothing_of(article))
        self.nothing.setVisible(not self._sheet.blocks)
        self._arrange_nothing()
        self.finding.show_article(article.id)
        if self._current is not None and self._current < len(excerpts):
            self._turn_to(self._current)
        else:
            self._current = None
            self._mark()

    def _remarks(self, excerpt: int) -> Iterator[Remark]:
        """Go through the relations that rest on an excerpt, each once."""
        seen = set()
        for passage in self._sheet.excerpts[excerpt].passages:
            if passage.owner_kind is OwnerKind.RELATION and passage.owner not in seen:
                seen.add(passage.owner)
                yield Remark(excerpt, passage.evidence.id, passage.owner, self._sheet.doubts.get(excerpt, ""))

    def _say(self, relation: str) -> tuple[str, str]:
        """Return a relation in words, and its stroke."""
        project = self._document.project
        known = project.relations.get(relation)
        return ("", "asserted") if known is None else (relation_sentence(project, known), stroke_of(project, known))

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
        self.text.mark(frozenset(chosen), self._current, entity)
        self.margin.mark(frozenset(owners))

    # -- answering signals ----------------------------------------------------------------------

    def _on_selection_changed(self) -> None:
        if self._stale:
            return
        self._mark()
        if not self._is_choosing:
            self._reveal_selection()

    def _reveal_selection(self) -> None:
        """Scroll to the first words of what is selected: a passage, or where an entity is first named."""
        now = self._selection.now
        entity = now.only_entity
        ties = set(now.relations)
        if entity is not None:
            ties.update(self._document.project.relations_of(entity))
        owned = [
            index
            for index, excerpt in enumerate(self._sheet.excerpts)
            if any(own.owner in ties or (entity is not None and own.entity == entity) for own in excerpt.passages)
        ]
        if self._current in owned:
            self.text.reveal(self._current)
        elif owned and (entity is not None or self.text.in_sight.isdisjoint(owned)):
            self.text.reveal(owned[0])
        elif entity is not None and entity in self._document.project.entities:
            self._reveal_name(entity)

    def _reveal_name(self, entity: str) -> None:
        project = self._document.project
        known = project.entities[entity]
        names = [name for name in (known.name, *known.aliases) if len(name) > 1]
        hits = (next(hits_in(project, self._article or "", name), None) for name in names)
        first = min((hit for hit in hits if hit is not None), key=lambda hit: hit.start, default=None)
        if first is not None:
            self.text.reveal_words(first.start, first.end)

    def _on_document_changed(self, delta: Delta) -> None:
        if delta.facts:
            self._refresh()

    def _on_replaced(self) -> None:
        self._article = next(iter(self._document.project.articles), None)
        self._current = None
        self._refresh()
        self.text.to_start()

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
        bar = self.finding.bar
        bar.setGeometry(0, HEIGHT_PX, self.width(), bar.height())
        top = self._top
        self.text.setGeometry(0, top, self.width(), max(self.height() - top, 0))
        self._arrange_nothing()
        self._arrange_margin()

    def _arrange_nothing(self) -> None:
        wide = max(self.width() - 2 * SIDE_PX, 0)
        self.nothing.setGeometry(QRect(SIDE_PX, self._top + TOP_PX, wide, self.nothing.fit(wide)))
        self.nothing.raise_()

    @property
    def _top(self) -> int:
        """Where the text begins."""
        return HEIGHT_PX + (0 if self.finding.bar.isHidden() else self.finding.bar.height())

    def _arrange_margin(self) -> None:
        wide = self.text.margin_px
        self.margin.setVisible(wide > 0)
        viewport = self.text.viewport().geometry().translated(self.text.pos())
        left = viewport.right() + 1 + 24
        right = self.width() - BAR_PX
        self.margin.setGeometry(left, self._top, max(min(wide, right - left), 0), max(self.height() - self._top, 0))
        self.margin.raise_()
        self.margin.lay_out(self.text.tops(), self.text.verticalScrollBar().value())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the ground."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._view.theme.color("canvas")))
        painter.end()


def _nothing_of(article: Article) -> str:
    if article.text is not None:
        return "The text of this article is empty."
    return "No passage of this article is in the graph. Attach its text to read it here."


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
