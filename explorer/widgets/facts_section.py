"""The facts of an entity: a row each, which unfolds to the passages that it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from explorer.model.citations import cite
from explorer.model.editing import Sort, Target
from explorer.model.queries import facts_evidence, rival_facts
from explorer.model.sentences import counted, standing_parts, value_text
from explorer.model.standing import Standing, accepted, standing
from explorer.widgets.column import Column, Pool, Stack
from explorer.widgets.evidence_card import QUOTATION, EvidenceCard
from explorer.widgets.rows import FactRow, LinkRow
from explorer.widgets.sections import Heading

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.model.facts import Entity, Evidence, Fact
    from explorer.model.passages import Passage
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.view import View


class FactsSection(QObject):
    """Makes the part of a page that shows facts.

    Signals
    -------
    article_requested : str, str
        A passage is to be shown in its article: ids of article and evidence.
    url_requested : str
        A web address is to be opened.
    noticed : str
        Something was done that is not to be seen otherwise.
    edit_requested : Target
        A fact, or a passage under one, is to be edited.
    changed
        A fact was folded or unfolded.
    """

    article_requested = Signal(str, str)
    url_requested = Signal(str)
    noticed = Signal(str)
    edit_requested = Signal(object)
    changed = Signal()

    def __init__(self, document: Document, view: View, navigator: Navigator, page: Column) -> None:
        super().__init__(page)
        self._document, self._view, self._navigator = document, view, navigator
        self._page = page
        self._heading = Heading(view, page)
        self._rows = Pool(lambda: FactRow(view, page))
        self._cards = Pool(self._make_card)
        self._shown: dict[EvidenceCard, Evidence] = {}
        self._owners: dict[EvidenceCard, tuple[str, str]] = {}  # entity and fact of each
        self._edit = LinkRow(view, page)
        self._open: str | None = None
        self._current: str | None = None

    def fold(self) -> None:
        """Fold everything."""
        self._open = self._current = None

    def unfold_first(self, entity: Entity) -> bool:
        """Show the passages of the first fact. Returns whether there is one."""
        if not entity.facts:
            return False
        self._open = entity.facts[0].id
        self.changed.emit()
        return True

    @property
    def first_card(self) -> EvidenceCard | None:
        """The first passage that is shown."""
        return next(iter(self._shown), None)

    def parts(self, entity: Entity) -> Stack:
        """Return heading and rows, with the passages of the fact that is unfolded."""
        self._rows.release()
        self._cards.release()
        self._shown = {}
        if not entity.facts:
            return []
        self._heading.say("Facts", f"{len(entity.facts):,}")
        passages = facts_evidence(self._document.project, entity.id)
        stack: Stack = [(12, self._heading)]
        for index, fact in enumerate(entity.facts):
            stack.append((0 if index else 8, self._row(entity, fact)))
            if fact.id == self._open:
                self._edit.show_link("Edit this fact…", self._editing(Target(Sort.FACT, fact.id, entity=entity.id)))
                stack += [*self._passages(passages[fact.id]), (4, self._edit)]
        return stack

    def _row(self, entity: Entity, fact: Fact) -> FactRow:
        count = counted(len(accepted(fact.evidence)), "passage")
        stands = standing(fact.evidence)
        others = [rival for rival in rival_facts(self._document.project, entity.id, fact) if rival.excludes]
        stroke = Standing.CONTESTED if others else stands
        label = fact.property.replace("_", " ")
        value = value_text(fact.value)
        who = "".join(part.text for part in standing_parts(self._document.project, fact.evidence))
        said = f"{label}: {value}; {who}{', contradicted by another value' if others else ''}; {count}"
        row = self._rows.take()
        row.setObjectName(f"fact_{fact.id}")
        row.show_fact(label, stroke.value, value, count, self._toggling(fact.id), said)
        return row

    def _editing(self, target: Target) -> Callable[[], None]:
        return lambda: self.edit_requested.emit(target)

    def _toggling(self, fact: str) -> Callable[[], None]:
        def toggle() -> None:
            self._open = None if self._open == fact else fact
            self._current = None
            self.changed.emit()

        return toggle

    def _passages(self, passages: tuple[Passage, ...]) -> Stack:
        stack: Stack = []
        for index, passage in enumerate(passages, 1):
            card = self._cards.take()
            self._shown[card] = passage.evidence
            self._owners[card] = (passage.entity or "", passage.owner)
            card.show_passage(self._document.project, passage, f"{index} of {len(passages)}")
            card.set_current(passage.evidence.id == self._current)
            stack.append((4, card))
        return stack

    def _make_card(self) -> EvidenceCard:
        card = EvidenceCard(self._view, self._navigator, self._page)
        card.chosen.connect(lambda: self._choose(self._shown[card].id))
        card.open_requested.connect(
            lambda: self.article_requested.emit(self._shown[card].article, self._shown[card].id)
        )
        card.copy_requested.connect(lambda style: self._copy(self._shown[card], style))
        card.url_requested.connect(self.url_requested)
        card.edit_requested.connect(lambda: self._edit_passage(card))
        return card

    def _edit_passage(self, card: EvidenceCard) -> None:
        entity, fact = self._owners[card]
        self.edit_requested.emit(Target(Sort.EVIDENCE, self._shown[card].id, entity=entity, fact=fact))

    def _choose(self, evidence: str) -> None:
        if self._current != evidence:
            self._current = evidence
            self.changed.emit()

    def _copy(self, evidence: Evidence, style: str) -> None:
        text = evidence.quote.exact if style == QUOTATION else cite(self._document.project, evidence, style)
        QGuiApplication.clipboard().setText(text)
        self.noticed.emit("Copied the quotation." if style == QUOTATION else "Copied the citation.")
