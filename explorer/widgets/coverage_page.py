"""Coverage below the canvas: what the relations rest on, in numbers that each lead to what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from explorer.model.coverage import coverage
from explorer.model.filters import MENTIONED, Facet, Filters, at_least, exactly
from explorer.model.standing import Standing
from explorer.model.words import counted
from explorer.widgets.column import MARGIN_PX, Column, Pool, Stack
from explorer.widgets.panel_below import PanelBelow
from explorer.widgets.rows import LinkRow
from explorer.widgets.sections import Heading
from explorer.widgets.words import Run, Words, flat

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from explorer.model.coverage import ArticleCoverage, Coverage
    from explorer.session.document import Document
    from explorer.session.questions import Questions
    from explorer.session.selection import Selection
    from explorer.session.view import View

    Rows = list[tuple[str, int, Callable[[], None]]]

WIDEST_PX = 760
MOST_ARTICLES, MOST_SENTENCES = 40, 30


class CoveragePage(PanelBelow):
    """Counts what supports what.

    Signals
    -------
    words_requested : str, int, int
        Words of an article are to be shown: its id, and from where to where they go.
    article_requested : str, str
        An article is to be shown, at no passage in particular.
    """

    words_requested = Signal(str, int, int)
    article_requested = Signal(str, str)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        view: View,
        questions: Questions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(document, view, questions, "Coverage", coverage, "Counting what rests on what", parent)
        self.setObjectName("coverage_page")
        self._document, self._selection = document, selection
        self._opened: str | None = None
        self.page = page = Column(margin_px=MARGIN_PX, bottom_px=MARGIN_PX)
        self._headings = Pool(lambda: Heading(view, page))
        self._rows = Pool(lambda: LinkRow(view, page))
        self._sentences = Pool(lambda: Words(view, "quote", page, max_lines=3))
        self._notes = Pool(lambda: Words(view, "caption", page, ink="ink_3"))
        self.set_page(page, WIDEST_PX)
        document.replaced.connect(self._on_replaced)
        self.answered.connect(self._fill_page)

    def _fill_page(self) -> None:
        found = coverage(self._document.project)
        for pool in (self._headings, self._rows, self._sentences, self._notes):
            pool.release()
        self.say("", f"{counted(found.relations, 'relation')}. Suggestions do not count.")
        stack: Stack = []
        for title, rows in self._questions(found):
            stack += self._section(title, rows)
        stack += self._articles(found)
        self.page.set_parts(stack)
        self.arrange()

    def _questions(self, found: Coverage) -> tuple[tuple[str, Rows], ...]:
        filtering, selecting = self._filtering, self._selecting
        return (
            ("Are the words really there?", [
                ("With a quotation found word for word in its article", len(found.exact), selecting(found.exact)),
                ("Not to be checked: no text of its articles is here", len(found.unchecked), selecting(found.unchecked)),
                ("With a quotation that is not in its article", len(found.lost), selecting(found.lost)),
            ]),
            ("How many tell of it?", [
                ("Two independent stories or more", len(found.several), filtering(Facet.SOURCES, at_least(2))),
                ("A single one", len(found.single), filtering(Facet.SOURCES, exactly(1))),
                ("None", len(found.unsupported), filtering(Facet.STANDING, Standing.UNSUPPORTED.value)),
            ]),
            ("Who stands for it?", [
                ("Somebody with a name", len(found.named), selecting(found.named)),
                ("Only articles in their own voice", len(found.unnamed), selecting(found.unnamed)),
            ]),
            ("What has no relation?", [
                ("Entities that are only mentioned", len(found.only_mentioned), filtering(Facet.LINKED, MENTIONED)),
            ]),
        )  # fmt: skip

    def _section(self, title: str, rows: Rows) -> Stack:
        heading = self._headings.take()
        heading.say(title)
        stack: Stack = [(16, heading)]
        for text, number, go in rows:
            row = self._rows.take()
            row.show_link(text, go, count=f"{number:,}")
            row.setEnabled(number > 0)
            stack.append((0, row))
        return stack

    def _articles(self, found: Coverage) -> Stack:
        heading = self._headings.take()
        heading.say("Sentences that nothing rests on", "by article")
        stack: Stack = [(16, heading)]
        for own in found.articles[:MOST_ARTICLES]:
            stack += self._article(own)
        rest = len(found.articles) - MOST_ARTICLES
        if rest > 0:
            stack.append((8, self._note(f"and {counted(rest, 'more article')}")))
        return stack

    def _article(self, own: ArticleCoverage) -> Stack:
        article = self._document.project.articles[own.article]
        row = self._rows.take()
        if own.sentences is None:
            row.show_link(
                flat(article.title), self._opening(own.article), icon="newspaper",
                count=f"{counted(own.passages, 'passage')}, no text here",
            )  # fmt: skip
            row.setEnabled(True)
            return [(0, row)]
        is_open = self._opened == own.article
        row.show_link(
            flat(article.title), self._unfolding(own.article), icon="chevron-down" if is_open else "chevron-right",
            count=f"{len(own.bare):,} of {counted(own.sentences, 'sentence')}",
        )  # fmt: skip
        row.setEnabled(True)
        stack: Stack = [(0, row)]
        if is_open and article.text is not None:
            for start, end in own.bare[:MOST_SENTENCES]:
                words = self._sentences.take()
                words.set_runs(
                    Run(flat(article.text[start:end]), go=self._showing(own.article, start, end), underlined=False)
                )
                stack.append((6, words))
            rest = len(own.bare) - MOST_SENTENCES
            if rest > 0:
                stack.append((6, self._note(f"and {counted(rest, 'more sentence')}")))
        return stack

    def _note(self, text: str) -> Words:
        words = self._notes.take()
        words.say(text)
        return words

    # -- where numbers lead ---------------------------------------------------------------------

    def _filtering(self, facet: Facet, value: str) -> Callable[[], None]:
        def show() -> None:
            self._view.set_filters(Filters().only(facet, value))
            self._view.fit()

        return show

    def _selecting(self, relations: tuple[str, ...]) -> Callable[[], None]:
        return lambda: self._selection.set([], relations)

    def _opening(self, article: str) -> Callable[[], None]:
        return lambda: self.article_requested.emit(article, "")

    def _showing(self, article: str, start: int, end: int) -> Callable[[], None]:
        return lambda: self.words_requested.emit(article, start, end)

    def _unfolding(self, article: str) -> Callable[[], None]:
        def unfold() -> None:
            self._opened = None if self._opened == article else article
            self.refresh()

        return unfold

    def _on_replaced(self) -> None:
        self._opened = None
        self.refresh()
