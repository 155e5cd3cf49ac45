"""Contradictions below the canvas: each with both sides' quotations beside each other. Resolving them is a person's work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from explorer.drawing.style import look_of
from explorer.model.contradictions import Sort, contradictions
from explorer.model.passages import OwnerKind
from explorer.model.words import counted
from explorer.widgets.column import MARGIN_PX, Column, Pool, Stack
from explorer.widgets.panel_below import PanelBelow
from explorer.widgets.quotation import Quotation
from explorer.widgets.rows import LinkRow
from explorer.widgets.words import Run, Words, flat

if TYPE_CHECKING:
    from explorer.model.contradictions import Contradiction, Side
    from explorer.model.facts import Evidence
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.questions import Questions
    from explorer.session.view import View

FIRST, MORE = 12, 40
MOST_QUOTATIONS = 3
BESIDE_PX, GAP_PX, INDENT_PX = 520, 32, 16
WIDEST_PX = 1100
_NAMES = {
    Sort.STANCE: "whether it is so",
    Sort.EXCLUSIVE: "who",
    Sort.FIGURE: "how much",
    Sort.DATE: "when",
    Sort.RIVAL: "figures that compete",
}


class _SideView(QWidget):
    """One side: what it says, and the words that it rests on."""

    def __init__(self, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self.says = Words(view, "body", self, max_lines=2)
        self._quotations = Pool(lambda: Quotation(view, self))
        self.shown: list[Quotation] = []
        self.more = Words(view, "caption", self, ink="ink_3", max_lines=1)

    def begin(self) -> None:
        """Take all quotations back."""
        self._quotations.release()
        for old in self.shown:
            old.hide()
        self.shown = []

    def add(self) -> Quotation:
        """Return another quotation to fill."""
        shown = self._quotations.take()
        shown.show()
        self.shown.append(shown)
        return shown

    def fit(self, width: int) -> int:
        """See ``Part``."""
        inner, y = width - INDENT_PX, 0
        parts: Stack = [(0, self.says), *((6, own) for own in self.shown), (4, self.more)]
        for gap, part in parts:
            is_shown = part is not self.more or bool(self.more.text())
            part.setVisible(is_shown)
            if is_shown:
                height = part.fit(inner)
                part.setGeometry(QRect(INDENT_PX, y + gap, inner, height))
                y += gap + height
        return y

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the line beside it."""
        painter = QPainter(self)
        painter.fillRect(0, 2, 2, self.height() - 4, QColor(self._view.theme.color("line_strong")))
        painter.end()


class TwoSides(QWidget):
    """One contradiction: beside each other where there is room, else one below the other."""

    def __init__(self, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = Words(view, "heading", self, max_lines=2)
        self.why = Words(view, "caption", self, ink="ink_2", max_lines=2)
        self.sides = (_SideView(view, self), _SideView(view, self))

    def fit(self, width: int) -> int:
        """See ``Part``."""
        y = self.title.fit(width)
        self.title.setGeometry(QRect(0, 0, width, y))
        height = self.why.fit(width)
        self.why.setGeometry(QRect(0, y + 2, width, height))
        y += height + 10
        is_beside = width >= BESIDE_PX
        each = (width - GAP_PX) // 2 if is_beside else width
        heights = [side.fit(each) for side in self.sides]
        if is_beside:
            for side, x in zip(self.sides, (0, each + GAP_PX), strict=True):
                side.setGeometry(QRect(x, y, each, max(heights)))
            return y + max(heights)
        for side, own in zip(self.sides, heights, strict=True):
            side.setGeometry(QRect(0, y, each, own))
            y += own + 12
        return y - 12


class ContradictionsPanel(PanelBelow):
    """Lists what contradicts itself.

    Signals
    -------
    passage_requested : str, str
        A relation is to be selected and one of its passages shown: ids of relation and evidence.
    """

    passage_requested = Signal(str, str)

    def __init__(
        self,
        document: Document,
        view: View,
        navigator: Navigator,
        questions: Questions,
        parent: QWidget | None = None,
    ) -> None:
        looking = "Looking for contradictions"
        super().__init__(document, view, questions, "Contradictions", contradictions, looking, parent)
        self.setObjectName("contradictions_panel")
        self._document, self._navigator = document, navigator
        self._room = FIRST
        self.page = page = Column(margin_px=MARGIN_PX, bottom_px=MARGIN_PX)
        self._none = Words(view, "body", page, ink="ink_2")
        self._pool = Pool(lambda: TwoSides(view, page))
        self._more = LinkRow(view, page)
        self.set_page(page, WIDEST_PX)
        document.replaced.connect(self._on_replaced)
        self.answered.connect(self._fill_page)

    def _fill_page(self) -> None:
        found = contradictions(self._document.project)
        tally = {sort: sum(one.sort is sort for one in found) for sort in Sort}
        about = (f"{number:,} about {_NAMES[sort]}" for sort, number in tally.items() if number)
        self.say(f"{len(found):,}", ", ".join(about))
        self._pool.release()
        stack: Stack = []
        if not found:
            self._none.say("Nothing in this graph contradicts itself, as far as its evidence goes.")
            stack.append((MARGIN_PX, self._none))
        for number, one in enumerate(found[: self._room]):
            stack.append((28 if number else 12, self._two_sides(one)))
        rest = len(found) - self._room
        if rest > 0:
            self._more.show_link(counted(rest, "more contradiction"), self._show_more)
            stack.append((16, self._more))
        self.page.set_parts(stack)
        self.arrange()

    def _two_sides(self, one: Contradiction) -> TwoSides:
        shown = self._pool.take()
        shown.title.say(one.title)
        shown.why.say(one.why)
        shown.setAccessibleName(f"{one.title}. {one.why}")
        for side, part in zip((one.one, one.other), shown.sides, strict=True):
            self._fill(part, side)
        return shown

    def _fill(self, part: _SideView, side: Side) -> None:
        first = side.evidence[0]
        part.says.set_runs(Run(side.says, semibold=True, go=lambda: self._go(side, first), about=f"Show {side.says}"))
        part.begin()
        for item in side.evidence[:MOST_QUOTATIONS]:
            self._quote(part.add(), side, item)
        rest = len(side.evidence) - MOST_QUOTATIONS
        part.more.say(f"and {counted(rest, 'more passage')}" if rest > 0 else "")

    def _quote(self, shown: Quotation, side: Side, item: Evidence) -> None:
        project = self._document.project
        article, speaker = project.articles.get(item.article), project.entities.get(item.speaker or "")
        where = flat((article.publisher or article.title) if article is not None else item.article)
        if speaker is not None:
            kind = look_of(project, self._view.theme, speaker)
            go = self._navigator.select_entity
            shown.voice.show_speaker(kind, flat(speaker.name), lambda: go(speaker.id), item.stance, where)
        elif item.speaker is None:
            shown.voice.show_article(item.stance, where)
        else:
            shown.voice.show_unknown(flat(item.speaker), item.stance, where)
        shown.quote(item.quote.exact, lambda: self._go(side, item))

    def _go(self, side: Side, item: Evidence) -> None:
        if side.owner_kind is OwnerKind.RELATION:
            self.passage_requested.emit(side.owner, item.id)
        elif side.entity is not None:
            self._navigator.select_entity(side.entity)

    def _show_more(self) -> None:
        self._room += MORE
        self.refresh()

    def _on_replaced(self) -> None:
        self._room = FIRST
        self.refresh()
