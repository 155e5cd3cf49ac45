"""What the panel says when nothing is selected: what there is, what is in dispute, and ways in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from explorer.drawing.style import look_of, stroke_of
from explorer.model.contradictions import contradictions
from explorer.model.facets import columns
from explorer.model.filters import MENTIONED, Facet, Filters, exactly
from explorer.model.standing import Standing
from explorer.session.questions import is_settled
from explorer.session.survey import MOST_ARTICLES, MOST_COUNTED, survey
from explorer.widgets.column import MARGIN_PX, Column, Pool, Stack
from explorer.widgets.rows import EntityRow, LinkRow, TitledRow
from explorer.widgets.samples import TallyBar
from explorer.widgets.sections import Heading
from explorer.widgets.start_parts import Numerals, TallyLegend
from explorer.widgets.words import Words, flat

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from explorer.model.project import Project
    from explorer.model.queries import Dispute
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.selection import Selection
    from explorer.session.view import View

SECTION_GAP_PX = 16
MOST_DISPUTES = 4
MAX_NAME = 28


class StartPage(Column):
    """Shows what is on the canvas as a whole, and where one could begin.

    Signals
    -------
    path_requested : str, str
        The paths between two entities are to be shown.
    article_requested : str, str
        An article is to be shown, at no passage in particular.
    contradictions_requested, coverage_requested
        What contradicts itself is to be shown, or how well all of it is supported.
    """

    path_requested = Signal(str, str)
    article_requested = Signal(str, str)
    contradictions_requested = Signal()
    coverage_requested = Signal()

    def __init__(
        self,
        document: Document,
        selection: Selection,
        view: View,
        navigator: Navigator,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, margin_px=MARGIN_PX, bottom_px=MARGIN_PX)
        self._document, self._selection, self._view, self._navigator = document, selection, view, navigator
        self._title = Words(view, "title", self, max_lines=4)
        self._description = Words(view, "label", self, ink="ink_2", max_lines=8)
        self._numerals = Numerals(view, self)
        self._headings = {
            name: Heading(view, self) for name in ("stand", "dispute", "support", "most", "start", "articles")
        }
        self._bar = TallyBar(view, self)
        self._legend = TallyLegend(view, self)
        self._disputes = Pool(lambda: TitledRow(view, self))
        self._entities = Pool(lambda: EntityRow(view, self))
        self._links = Pool(lambda: LinkRow(view, self))

    def show_everything(self) -> None:
        """Show what the view shows."""
        project = self._document.project
        self._found = survey(self._view.told, self._view.visible)
        for pool in (self._disputes, self._entities, self._links):
            pool.release()
        self._title.say(flat(project.title) or "Untitled graph")
        self._description.say(flat(project.description))
        stack: Stack = [(12, self._title)]
        if self._description.text():
            stack.append((4, self._description))
        stack += [(12, self._count(project)), *self._standings(), *self._in_dispute(project)]
        stack += [
            *self._support(project),
            *self._most_connected(project),
            *self._where_to_start(project),
            *self._articles(project),
        ]
        self.set_parts(stack)

    def _count(self, project: Project) -> Numerals:
        shown = self._view.visible
        passages, articles = self._found.resting
        numbers = (
            (len(shown.entities), "entity", "entities"),
            (len(shown.relation_rows) - self._found.standings.get(Standing.SUGGESTED, 0), "relation", "relations"),
            (passages, "passage", "passages"),
            (articles or len(project.articles), "article", "articles"),
        )
        self._numerals.show_numbers([(n, one if n == 1 else many) for n, one, many in numbers])
        return self._numerals

    def _standings(self) -> Stack:
        rows = self._view.visible.relation_rows
        if not len(rows):
            return []
        found = [(standing, count) for standing, count in self._found.standings.items() if count]
        waiting = self._found.standings.get(Standing.SUGGESTED, 0)  # named among the colours, and no relation yet
        self._headings["stand"].say("How the relations stand", f"{len(rows) - waiting:,}")
        said = ", ".join(f"{count:,} {standing.value}" for standing, count in found)
        self._bar.set_segments([(standing.value, count) for standing, count in found], said)
        self._legend.show_counts(found)
        return [(20, self._headings["stand"]), (8, self._bar), (8, self._legend)]

    def _in_dispute(self, project: Project) -> Stack:
        at, is_shown = columns(project).relation_row, self._view.visible.has_relation
        found = self._found.disputes
        disputes = [dispute for dispute in found if is_shown[[at[key] for key in dispute.relations]].all()]
        if not disputes:
            return []
        more = " or more" if len(found) == MOST_COUNTED else ""
        self._headings["dispute"].say("In dispute", f"{len(disputes):,}{more}")
        stack: Stack = [(SECTION_GAP_PX, self._headings["dispute"])]
        for index, dispute in enumerate(_foremost(disputes)):
            row = self._disputes.take()
            relation = project.relations[dispute.relations[0]]
            stroke = stroke_of(self._view.told, relation) if len(dispute.relations) == 1 else dispute.standing.value
            row.show_title(stroke, dispute.title, dispute.line, self._selecting(dispute.relations))
            stack.append((0 if index else 8, row))
        return stack

    def _support(self, project: Project) -> Stack:
        """Return the ways to what is true of all the evidence. Where it is much, it is counted when it is opened."""
        if not len(self._view.visible.relation_rows):
            return []
        number = len(contradictions(project)) if is_settled(project, contradictions) else None
        rows: list[tuple[str, str, str, Callable[[], None]]] = []
        if number != 0:
            in_all = " in all" if self._view.scope.filters.lens.chooses_evidence else ""
            shown = "" if number is None else f"{number:,}{in_all}"
            rows.append(("scale", "Contradictions, side by side", shown, self.contradictions_requested.emit))
        rows.append(("list", "How well it is supported", "coverage", self.coverage_requested.emit))
        return self._link_rows("support", "What the evidence adds up to", rows)

    def _most_connected(self, project: Project) -> Stack:
        ranked = self._found.connected
        if not ranked:
            return []
        self._headings["most"].say("Most connected")
        stack: Stack = [(SECTION_GAP_PX, self._headings["most"])]
        for index, (key, count) in enumerate(ranked):
            entity = project.entities[key]
            row = self._entities.take()
            row.show_entity(
                look_of(project, self._view.theme, entity),
                flat(entity.name),
                self._going_to(key),
                count=f"{count:,}",
                share=count / ranked[0][1],
            )
            stack.append((0 if index else 8, row))
        return stack

    def _where_to_start(self, project: Project) -> Stack:
        table = self._found.totals
        rows: list[tuple[str, str, str, Callable[[], None]]] = []
        contested = table[Facet.STANDING][Standing.CONTESTED.value]
        if contested:
            show = self._filtering(Facet.STANDING, Standing.CONTESTED.value)
            rows.append(("scale", "What is contested, and by whom?", f"{contested:,}", show))
        heard = self._found.speakers
        if heard:
            key = heard[0][0]
            name = _short(project.entities[key].name)
            show = self._filtering(Facet.SPEAKER, key)
            number = f"{table[Facet.SPEAKER][key]:,}"
            rows.append(("message-square-quote", f"Show only what {name} says", number, show))
        ends = self._found.path
        if ends is not None:
            start, end = ends
            names = [_short(project.entities[key].name) for key in (end, start)]
            rows.append(
                (
                    "route",
                    f"How do {names[0]} and {names[1]} connect?",
                    "path",
                    lambda: self.path_requested.emit(end, start),
                )
            )
        single = table[Facet.PASSAGES][exactly(1)]
        if single:
            show = self._filtering(Facet.PASSAGES, exactly(1))
            rows.append(("circle-help", "Resting on a single passage", f"{single:,}", show))
        mentioned = table[Facet.LINKED][MENTIONED]
        if mentioned:
            show = self._filtering(Facet.LINKED, MENTIONED)
            rows.append(("eye-off", "Only mentioned, never linked", f"{mentioned:,}", show))
        return self._link_rows("start", "Where to start", rows)

    def _articles(self, project: Project) -> Stack:
        if len(project.articles) < 2:  # one article has a tab of its own from the start
            return []
        rows: list[tuple[str, str, str, Callable[[], None]]] = [
            (
                "newspaper",
                flat(article.title),
                f"{self._found.by_article[key]:,}",
                self._opening(key),
            )
            for key, article in list(project.articles.items())[:MOST_ARTICLES]
        ]
        return self._link_rows("articles", "Articles", rows, f"{len(project.articles):,}")

    def _link_rows(
        self, heading: str, title: str, rows: list[tuple[str, str, str, Callable[[], None]]], count: str = ""
    ) -> Stack:
        if not rows:
            return []
        self._headings[heading].say(title, count)
        stack: Stack = [(SECTION_GAP_PX, self._headings[heading])]
        for index, (icon, text, number, go) in enumerate(rows):
            row = self._links.take()
            row.show_link(text, go, icon=icon, count=number)
            stack.append((0 if index else 8, row))
        return stack

    def _selecting(self, relations: tuple[str, ...]) -> Callable[[], None]:
        if len(relations) == 1:
            return lambda: self._navigator.select_relation(relations[0])
        return lambda: self._selection.set([], relations)

    def _going_to(self, entity: str) -> Callable[[], None]:
        return lambda: self._navigator.select_entity(entity)

    def _opening(self, article: str) -> Callable[[], None]:
        return lambda: self.article_requested.emit(article, "")

    def _filtering(self, facet: Facet, value: str) -> Callable[[], None]:
        def show() -> None:
            self._view.set_filters(Filters().only(facet, value))
            self._view.fit()

        return show


def _foremost(disputes: list[Dispute]) -> list[Dispute]:
    """Return the disputes to show: one of each sort before a second of any."""
    by_sort: dict[tuple[Standing, bool], list[Dispute]] = {}
    for dispute in disputes:
        by_sort.setdefault((dispute.standing, len(dispute.relations) > 1), []).append(dispute)
    rows = [own[n] for n in range(MOST_DISPUTES) for own in by_sort.values() if n < len(own)]
    return sorted(rows[:MOST_DISPUTES], key=disputes.index)


def _short(name: str) -> str:
    text = flat(name)
    return text if len(text) <= MAX_NAME else f"{text[:MAX_NAME]}…"
