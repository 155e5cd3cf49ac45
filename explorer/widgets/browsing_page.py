"""What the panel says of a store that is browsed while nothing is selected: how much of what it holds, and ways in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from explorer.drawing.style import look_of_kind
from explorer.model.filters import Facet, Filters
from explorer.model.standing import Standing
from explorer.widgets.column import MARGIN_PX, Column, Pool, Stack
from explorer.widgets.rows import EntityRow, LinkRow
from explorer.widgets.samples import TallyBar
from explorer.widgets.sections import Heading
from explorer.widgets.start_parts import Numerals, TallyLegend
from explorer.widgets.words import Words, flat

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from explorer.session.browsing import Browser
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.view import View

SECTION_GAP_PX = 16
MOST_KINDS = 8


class BrowsingPage(Column):
    """Shows counts over the whole store, the kinds in it and its best connected entities.

    Signals
    -------
    load_requested
        All of it is to be loaded.
    grown
        Something was counted meanwhile.
    """

    load_requested = Signal()
    grown = Signal()

    def __init__(self, document: Document, view: View, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin_px=MARGIN_PX, bottom_px=MARGIN_PX)
        self.setObjectName("browsing_page")
        self._document, self._view, self._navigator = document, view, navigator
        self._title = Words(view, "title", self, max_lines=4)
        self._description = Words(view, "label", self, ink="ink_2", max_lines=8)
        self._say = Words(view, "label", self, ink="ink_2", max_lines=4)
        self._numerals = Numerals(view, self)
        self._headings = {name: Heading(view, self) for name in ("most", "kinds", "stand", "more")}
        self._entities = Pool(lambda: EntityRow(view, self))
        self._kinds = Pool(lambda: EntityRow(view, self))
        self._links = Pool(lambda: LinkRow(view, self))
        self._bar = TallyBar(view, self)
        self._legend = TallyLegend(view, self)
        browser = navigator.browser
        if browser is not None:
            browser.census.changed.connect(self._on_counted)

    def show_store(self, browser: Browser) -> None:
        """Show what is known of the store by now."""
        project, summary = self._document.project, browser.census.summary
        if summary is None:
            return
        for pool in (self._entities, self._kinds, self._links):
            pool.release()
        self._title.say(flat(summary.title) or "Untitled graph")
        self._description.say(flat(summary.description))
        stack: Stack = [(12, self._title)]
        if self._description.text():
            stack.append((4, self._description))
        numbers = (
            (summary.entities, "entity", "entities"),
            (summary.relations, "relation", "relations"),
            (summary.articles, "article", "articles"),
            (len(project.relations), "loaded", "loaded"),
        )
        self._numerals.show_numbers([(n, one if n == 1 else many) for n, one, many in numbers])
        self._say.say(
            "The whole graph is searched and counted where it lies; what you look at is loaded. "
            "Search, or begin with one of these."
        )
        stack += [(12, self._numerals), (12, self._say), *self._most_connected(browser)]
        stack += [*self._kinds_in(browser), *self._standings(browser), *self._more(summary.relations)]
        self.set_parts(stack)

    def _most_connected(self, browser: Browser) -> Stack:
        project, ranked = self._document.project, browser.census.connected
        if not ranked:
            return []
        self._headings["most"].say("Most connected", "relations")
        stack: Stack = [(SECTION_GAP_PX, self._headings["most"])]
        for index, listed in enumerate(ranked):
            row = self._entities.take()
            row.show_entity(
                look_of_kind(project, self._view.theme, listed.kind),
                flat(listed.name),
                self._going_to(listed.id),
                count=f"{listed.degree:,}",
                share=listed.degree / max(ranked[0].degree, 1),
            )
            stack.append((0 if index else 8, row))
        return stack

    def _kinds_in(self, browser: Browser) -> Stack:
        project, found = self._document.project, browser.census.everything.get(Facet.ENTITY_KIND)
        if not found:
            return []
        self._headings["kinds"].say("Kinds", "entities")
        stack: Stack = [(SECTION_GAP_PX, self._headings["kinds"])]
        ranked = found.most_common(MOST_KINDS)
        for index, (kind, number) in enumerate(ranked):
            row = self._kinds.take()
            label = project.vocabulary.entity_kind(kind).label
            row.show_entity(
                look_of_kind(project, self._view.theme, kind),
                label,
                self._filtering(kind),
                count=f"{number:,}",
                share=number / ranked[0][1],
            )
            stack.append((0 if index else 8, row))
        return stack

    def _standings(self, browser: Browser) -> Stack:
        tally = browser.census.everything.get(Facet.STANDING)
        if not tally:
            return []
        found = [(standing, tally[standing.value]) for standing in Standing if tally[standing.value]]
        self._headings["stand"].say("How the relations stand", f"{tally.total():,}")
        said = ", ".join(f"{count:,} {standing.value}" for standing, count in found)
        self._bar.set_segments([(standing.value, count) for standing, count in found], said)
        self._legend.show_counts(found)
        return [(20, self._headings["stand"]), (8, self._bar), (8, self._legend)]

    def _more(self, relations: int) -> Stack:
        self._headings["more"].say("All of it")
        row = self._links.take()
        row.show_link(f"Load all {relations:,} relations", self.load_requested.emit, icon="download")
        return [(SECTION_GAP_PX, self._headings["more"]), (8, row)]

    def _going_to(self, entity: str) -> Callable[[], None]:
        return lambda: self._navigator.select_entity(entity)

    def _filtering(self, kind: str) -> Callable[[], None]:
        return lambda: self._view.set_filters(Filters().only(Facet.ENTITY_KIND, kind))

    def _on_counted(self) -> None:
        browser = self._navigator.browsing
        if browser is not None and not self.isHidden():
            self.show_store(browser)
            self.grown.emit()
