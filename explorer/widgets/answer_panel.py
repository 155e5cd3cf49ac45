"""The panel on the right: answers for whatever is selected. It remembers no selection of its own."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QMetaMethod, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QVBoxLayout, QWidget

from explorer.model.citations import cite_all
from explorer.model.facets import columns
from explorer.model.queries import parallels, shortest_paths
from explorer.model.sentences import counted
from explorer.model.standing import accepted
from explorer.session.selection import Selected
from explorer.widgets.entity_page import EntityPage
from explorer.widgets.panel_header import PanelHeader
from explorer.widgets.path_page import PathPage
from explorer.widgets.relation_page import RelationPage
from explorer.widgets.several_page import SeveralPage, summary
from explorer.widgets.start_page import StartPage

if TYPE_CHECKING:
    from explorer.model.changes import Delta
    from explorer.model.facts import Evidence
    from explorer.model.project import Project
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.selection import Selection
    from explorer.session.view import View
    from explorer.widgets.browsing_page import BrowsingPage
    from explorer.widgets.column import Column

MOST_PATHS = 10
SIGHT_PX = 12
WARM_UP_MS = 250


class AnswerPanel(QWidget):
    """Holds the pages and shows the one that answers.

    Signals
    -------
    article_requested : str, str
        An article is to be shown, at a passage: ids of article and evidence; the second may be empty.
    url_requested : str
        A web address is to be opened; a person has not been asked yet.
    attach_requested : str
        A quotation is to be attached to a relation.
    pin_requested : str
        An entity is to be pinned where it is, or freed.
    edit_requested : Target
        A passage or a fact is to be edited.
    current_changed : str
        One is at another passage: id of the evidence.
    noticed : str
        Something was done that is not to be seen otherwise.
    load_requested
        All of a browsed store is to be loaded.
    """

    article_requested = Signal(str, str)
    url_requested = Signal(str)
    attach_requested = Signal(str)
    pin_requested = Signal(str)
    edit_requested = Signal(object)
    current_changed = Signal(str)
    noticed = Signal(str)
    load_requested = Signal()

    def __init__(
        self,
        document: Document,
        selection: Selection,
        view: View,
        navigator: Navigator,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("answers")
        self.setAccessibleName("Answers for the selection")
        self._document, self._selection, self._view, self._navigator = document, selection, view, navigator
        self._paths: tuple[str, str, Selected] | None = None
        self._stale = True
        self._lens = view.scope.filters.lens  # cards say what does not count in it
        self._shown: object = None
        self._keyboard_is_here = False  # and has to stay in the panel while its pages change
        self.header = PanelHeader(document, selection, view, navigator, self)
        self._scroll = QScrollArea(self)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sheet = QWidget()
        self._scroll.setWidget(self._sheet)
        self.relation_page = RelationPage(document, view, navigator, self._sheet)
        self.entity_page = EntityPage(document, view, navigator, self._sheet)
        self.several_page = SeveralPage(document, view, navigator, self._sheet)
        self.start_page = StartPage(document, selection, view, navigator, self._sheet)
        self.path_page = PathPage(document, view, navigator, self._sheet)
        self.pages = (self.relation_page, self.entity_page, self.several_page, self.start_page, self.path_page)
        self._page: Column = self.start_page
        self._tab_order_due = QTimer(self, interval=0, singleShot=True)
        self._tab_order_due.timeout.connect(self._order_tabs)
        self._cold = [self._warm_relation_page, self._warm_entity_page]
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self._on_idle)
        for page in self.pages:
            page.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._scroll, 1)
        self._connect()

    def _connect(self) -> None:
        relation, entity, start, path = self.relation_page, self.entity_page, self.start_page, self.path_page
        for asked in (relation.article_requested, entity.article_requested, start.article_requested):
            asked.connect(self.article_requested)
        for asked in (relation.url_requested, entity.url_requested):
            asked.connect(self.url_requested)
        for done in (relation.noticed, entity.noticed, path.noticed):
            done.connect(self.noticed)
        for asked in (entity.passage_requested, path.passage_requested):
            asked.connect(self._on_passage_requested)
        for grown in (relation.grown, entity.grown, self.several_page.grown, path.grown):
            grown.connect(self._on_grown)
        relation.attach_requested.connect(self.attach_requested)
        for asked in (relation.edit_requested, entity.edit_requested):
            asked.connect(self.edit_requested)
        relation.current_changed.connect(self._on_current_changed)
        start.path_requested.connect(self.show_paths)
        self.header.stepped.connect(relation.step)
        self.header.copy_requested.connect(self._copy_all)
        self.header.pin_requested.connect(self.pin_requested)
        self._selection.changed.connect(self.refresh)
        self._document.changed.connect(self._on_document_changed)
        self._document.replaced.connect(self._on_replaced)
        self._view.scope_changed.connect(self._on_scope_changed)
        self._view.theme_changed.connect(self._on_theme_changed)

    # -- the passage one is at ------------------------------------------------------------------

    def current_evidence(self) -> Evidence | None:
        """Return the passage one is at; None where no relation is shown."""
        self._ensure_filled()
        return self.relation_page.current if self._page is self.relation_page else None

    def next_evidence(self) -> None:
        """Go to the next passage."""
        self._step(1)

    def previous_evidence(self) -> None:
        """Go to the passage before."""
        self._step(-1)

    def go_to_evidence(self, evidence: str) -> bool:
        """Go to a passage of the relation that is shown. Returns whether it has it."""
        self._ensure_filled()
        return self._page is self.relation_page and self.relation_page.go_to(evidence)

    def open_first_evidence(self) -> None:
        """Move the keyboard to the first passage of what is shown."""
        self._ensure_filled()
        if self._page is self.relation_page and self.relation_page.count:
            self.relation_page.go_to_first()
            target: QWidget | None = self.relation_page.current_card
        elif self._page is self.entity_page:
            target = self.entity_page.open_first() or _first_button(self.entity_page)
        else:
            target = _first_button(self._page)
        if target is not None:
            target.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._bring_into_sight(target)

    def copy_citation(self, style: str = "plain") -> None:
        """Put the citation of the passage one is at on the clipboard."""
        self._ensure_filled()
        if self._page is self.relation_page:
            self.relation_page.copy(style)

    def copy_citation_of(self, relation: str) -> None:
        """Put the citations of all accepted passages of a relation on the clipboard."""
        self._copy(relation, "plain")

    def show_paths(self, start: str, end: str) -> None:
        """Show how two entities are connected, and select what is on the ways."""
        paths = shortest_paths(self._document.project, start, end, MOST_PATHS)
        entities = {key for path in paths for key in path.entities} or {start, end}
        relations = {step[0] for path in paths for step in path.relations}
        chosen = Selected(frozenset(entities), frozenset(relations))
        self._paths = (start, end, chosen)
        if self._selection.now == chosen:
            self.refresh()
        self._selection.restore(chosen)
        self._navigator.reveal(sorted(entities))

    # -- filling --------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Answer for what is selected now; at once if anybody can see it."""
        self._stale = True
        if self.isVisible():
            self._ensure_filled()

    def _ensure_filled(self) -> None:
        if not self._stale:
            return
        self._stale = False
        project, now = self._document.project, self._selection.now
        before = self._shown
        if self._paths is not None and self._paths[2] == now and _exist(project, self._paths):
            self._fill_paths(*self._paths[:2])
        elif now.only_relation in project.relations and now.only_relation is not None:
            self._fill_relation(now.only_relation)
        elif now.only_entity in project.entities and now.only_entity is not None:
            self.entity_page.show_entity(now.only_entity)
            self.header.show_entity(now.only_entity)
            self._turn_to(self.entity_page, now.only_entity)
        elif now:
            self.several_page.show_selected(now)
            self.header.show_other(f"{summary(len(now.entities), len(now.relations))} selected")
            self._turn_to(self.several_page, now)
        else:
            self._fill_nothing()
        self._arrange()
        if self._shown != before:
            self._scroll.verticalScrollBar().setValue(0)

    def _fill_nothing(self) -> None:
        self.header.show_other("Nothing selected")
        browser = self._navigator.browsing
        if browser is not None:
            self._browsing_page.show_store(browser)
            self._turn_to(self._browsing_page, "")
        else:
            self._view.whenever(self._fill_start)
            self._turn_to(self.start_page, "")

    @cached_property
    def _browsing_page(self) -> BrowsingPage:
        from explorer.widgets.browsing_page import BrowsingPage

        page = BrowsingPage(self._document, self._view, self._navigator, self._sheet)
        page.load_requested.connect(self.load_requested)
        page.grown.connect(self._on_grown)
        return page

    def _fill_start(self) -> None:
        self.start_page.show_everything()
        if self._page is self.start_page:
            self._arrange()

    def _fill_relation(self, key: str) -> None:
        self.relation_page.can_attach = self.isSignalConnected(QMetaMethod.fromSignal(self.attach_requested))
        self.relation_page.show_relation(key)
        together = parallels(self._document.project, self._document.project.relations[key])
        if len(together) > 1:
            place = f"{together.index(key) + 1} of {len(together)} between these two"
        else:
            place = "the only one between these two"
        self.header.show_relation(place, self.relation_page.count)
        self._turn_to(self.relation_page, key)

    def _fill_paths(self, start: str, end: str) -> None:
        self.path_page.show_paths(start, end, shortest_paths(self._document.project, start, end, MOST_PATHS))
        self.header.show_other("Path")
        self._turn_to(self.path_page, (start, end))

    def _turn_to(self, page: Column, shown: object) -> None:
        self._shown = (page, shown)
        if page is not self._page or page.isHidden():
            focus = QApplication.focusWidget()
            if focus is not None and self._page.isAncestorOf(focus):
                self._keyboard_is_here = True
                self.header.more.setFocus()  # or Qt hands it to whatever comes next in the window
            self._page.hide()
            self._page = page
            page.show()

    def _arrange(self) -> None:
        """Give the page its size; when there is time, let Tab go through it from top to bottom."""
        width = max(self._scroll.width(), 200)
        page = self._page
        height = page.fit(width)
        page.setGeometry(0, 0, width, height)
        self._sheet.resize(width, height)
        self._tab_order_due.start()

    def _order_tabs(self) -> None:
        page = self._page
        stops = [widget for widget in page.findChildren(QWidget) if _is_stop(widget)]
        stops.sort(key=lambda stop: _place(stop, page))
        for one, other in pairwise(stops):
            QWidget.setTabOrder(one, other)
        if self._keyboard_is_here and stops and self.header.more.hasFocus():
            stops[0].setFocus()
        self._keyboard_is_here = False

    def _bring_into_sight(self, widget: QWidget) -> None:
        top = widget.mapTo(self._sheet, QPoint(0, 0)).y()
        self._scroll.ensureVisible(0, top, 0, SIGHT_PX)
        self._scroll.ensureVisible(0, top + min(widget.height(), self._scroll.height() - 2 * SIGHT_PX), 0, SIGHT_PX)

    def _step(self, by: int) -> None:
        self._ensure_filled()
        if self._page is self.relation_page:
            self.relation_page.step(by)

    def _copy_all(self, style: str) -> None:
        key = self._selection.now.only_relation
        if key is not None:
            self._copy(key, style)

    def _copy(self, relation: str, style: str) -> None:
        project = self._document.project
        evidence = accepted(project.relations[relation].evidence)
        if evidence:
            QGuiApplication.clipboard().setText(cite_all(project, evidence, style))
            self.noticed.emit(f"Copied {counted(len(evidence), 'citation')}.")
        else:
            self.noticed.emit("There is no passage to cite yet.")

    # -- answering signals ----------------------------------------------------------------------

    def _on_passage_requested(self, relation: str, evidence: str) -> None:
        self._navigator.select_relation(relation)
        self.go_to_evidence(evidence)

    def _on_current_changed(self, evidence: str) -> None:
        card = self.relation_page.current_card
        if card is not None and self.isVisible():
            self._bring_into_sight(card)
        self.current_changed.emit(evidence)

    def _on_grown(self) -> None:
        self._arrange()

    def _on_document_changed(self, delta: Delta) -> None:
        if delta.facts:
            self.refresh()
        elif delta.placed and self._page is self.entity_page:
            self.header.show_entity(self._selection.now.only_entity or "")

    def _on_replaced(self) -> None:
        self._paths = None
        self._shown = None
        self.refresh()

    def _on_scope_changed(self) -> None:
        lens, self._lens = self._lens, self._view.scope.filters.lens
        if self._page is self.start_page or lens != self._lens:
            self.refresh()

    def _on_theme_changed(self) -> None:
        self._arrange()
        self.update()

    # -- Qt -------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        """Fill what nobody could see until now; then make ready for the first click."""
        super().showEvent(event)
        self._ensure_filled()
        if self._cold:
            self._idle.start(WARM_UP_MS)

    def hideEvent(self, event: QHideEvent) -> None:
        """Do nothing ahead while nobody looks."""
        super().hideEvent(event)
        self._idle.stop()

    def _on_idle(self) -> None:
        """Make the widgets of the busiest pages, one page at a time, before somebody waits for them."""
        if self._page is self.start_page and self._cold:
            self._cold.pop(0)()
            if self._cold:
                self._idle.start(0)

    def _warm_relation_page(self) -> None:
        table = columns(self._document.project)
        if len(table.relations):
            self.relation_page.show_relation(str(table.relations[int(table.passages.argmax())]))
            self.relation_page.fit(self._scroll.width())

    def _warm_entity_page(self) -> None:
        table = columns(self._document.project)
        if len(table.entities):
            self.entity_page.show_entity(str(table.entities[int(table.degree.argmax())]))
            self.entity_page.fit(self._scroll.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page to the new width."""
        super().resizeEvent(event)
        if not self._stale:
            self._arrange()

    def sizeHint(self) -> QSize:
        """Return the width of the design."""
        return QSize(376, 600)


def _exist(project: Project, paths: tuple[str, str, Selected]) -> bool:
    return paths[0] in project.entities and paths[1] in project.entities


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and not widget.isHidden()


def _place(widget: QWidget, page: QWidget) -> tuple[int, int]:
    point = widget.mapTo(page, QPoint(0, 0))
    return point.y(), point.x()


def _first_button(page: QWidget) -> QAbstractButton | None:
    return next((button for button in page.findChildren(QAbstractButton) if _is_stop(button)), None)
