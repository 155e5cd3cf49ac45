"""What the panel says of an entity: what it is, its facts, its relations, and who says what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Signal
from PySide6.QtWidgets import QWidget

from explorer.drawing.style import icon_of, look_of
from explorer.model.citations import web_address
from explorer.model.queries import evidence_for, facts_evidence
from explorer.model.sentences import entity_line
from explorer.widgets.column import MARGIN_PX, Column, Stack
from explorer.widgets.evidence_card import OPENING
from explorer.widgets.facts_section import FactsSection
from explorer.widgets.quotation import quoted
from explorer.widgets.relations_section import RelationsSection
from explorer.widgets.samples import KindSample
from explorer.widgets.voices_section import VoicesSection
from explorer.widgets.words import Run, Words, flat

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.model.facts import Entity
    from explorer.model.passages import Passage
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.view import View

SHAPE_PX = 38
WIKIDATA = re.compile(r"wikidata:(Q\d+)")


class EntityPage(Column):
    """Shows one entity.

    Signals
    -------
    article_requested : str, str
        A passage is to be shown in its article: ids of article and evidence.
    passage_requested : str, str
        A relation is to be selected and one of its passages shown: ids of relation and evidence.
    url_requested : str
        A web address is to be opened.
    noticed : str
        Something was done that is not to be seen otherwise.
    edit_requested : Target
        A fact, or a passage under one, is to be edited.
    grown
        The page has another height.
    """

    article_requested = Signal(str, str)
    passage_requested = Signal(str, str)
    url_requested = Signal(str)
    noticed = Signal(str)
    edit_requested = Signal(object)
    grown = Signal()

    def __init__(self, document: Document, view: View, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin_px=MARGIN_PX, bottom_px=MARGIN_PX)
        self._document, self._view, self._navigator = document, view, navigator
        self._entity: str | None = None
        self.head = _Head(view, self)
        self._description = Words(view, "quote", self)
        self._plain_description = Words(view, "label", self, ink="ink_2")
        self._aliases = Words(view, "label", self, ink="ink_3", max_lines=4)
        self._same_as = Words(view, "label", self, ink="ink_3", max_lines=4)
        self._more = Words(view, "label", self, ink="ink_2", max_lines=2)
        self._nothing = Words(view, "label", self, ink="ink_2")
        self._nothing.say("The articles mention it and say nothing of it that is a fact or a relation.")
        self.facts = FactsSection(document, view, navigator, self)
        self.relations = RelationsSection(document, view, navigator, self)
        self.voices = VoicesSection(document, view, navigator, self)
        self.facts.article_requested.connect(self.article_requested)
        self.facts.url_requested.connect(self.url_requested)
        self.facts.noticed.connect(self.noticed)
        self.facts.edit_requested.connect(self.edit_requested)
        self.voices.passage_requested.connect(self.passage_requested)
        for section in (self.facts, self.relations, self.voices):
            section.changed.connect(self._on_section_changed)

    def show_entity(self, key: str) -> None:
        """Show an entity of the document; the same one again keeps what is unfolded."""
        if key != self._entity:
            for section in (self.facts, self.relations, self.voices):
                section.fold()
        self._entity = key
        entity = self._document.project.entities[key]
        self.head.show_entity(self._document, self._view, entity)
        stack: Stack = [(12, self.head), *self._describing(entity)]
        aliases = [flat(alias) for alias in entity.aliases]
        if aliases:
            self._aliases.say(f"also {', '.join(aliases)}")
            stack.append((4, self._aliases))
        if entity.same_as:
            self._same_as.set_runs(*self._elsewhere(entity.same_as))
            stack.append((4, self._same_as))
        stack += self._loaded(key)
        about = [*self.facts.parts(entity), *self.relations.parts(entity), *self.voices.parts(entity)]
        self.set_parts([*stack, *(about or [(12, self._nothing)])])

    def _loaded(self, key: str) -> Stack:
        """Return how many of its relations are here, where only a part of a store is."""
        browser = self._navigator.browsing
        more = 0 if browser is None else browser.hidden(key)
        if not more:
            return []
        here = len(self._document.project.relations_of(key))
        go = Run("Load more", go=lambda: self._navigator.bring(key), about=f"Load more of {more:,} relations")
        self._more.set_runs(Run(f"{here:,} of {here + more:,} relations are loaded. "), go)
        return [(8, self._more)]

    def _describing(self, entity: Entity) -> Stack:
        """Return the description: as a quotation if an article has these very words, else as ours."""
        if not entity.description:
            return []
        passage = self._in_article(entity, entity.description)
        if passage is None:
            self._plain_description.say(flat(entity.description))
            return [(8, self._plain_description)]
        where = flat(passage.section) if passage.section else OPENING
        self._description.set_runs(quoted(entity.description), Run(f" {where}", ink="ink_3", style="caption"))
        return [(8, self._description)]

    def _elsewhere(self, same_as: tuple[str, ...]) -> list[Run]:
        """Return what the entity is called elsewhere; only web addresses and Wikidata's ids are links."""
        runs = [Run("the same as ")]
        for number, name in enumerate(same_as):
            item = WIKIDATA.fullmatch(name)
            address = f"https://www.wikidata.org/wiki/{item[1]}" if item else web_address(name)
            label = f"Wikidata {item[1]}" if item else flat(name)
            runs += [Run(", ")] if number else []
            runs.append(Run(label, go=self._opening(address), about=f"Open {address}") if address else Run(label))
        return runs

    def _opening(self, address: str) -> Callable[[], None]:
        return lambda: self.url_requested.emit(address)

    def _in_article(self, entity: Entity, words: str) -> Passage | None:
        project = self._document.project
        wanted = flat(words)
        own = [passage for passages in facts_evidence(project, entity.id).values() for passage in passages]
        for key in project.relations_of(entity.id):
            own += evidence_for(project, key)
        return next((passage for passage in own if wanted in flat(passage.exact)), None)

    def open_first(self) -> QWidget | None:
        """Unfold the first fact; return the widget of its first passage."""
        if self._entity is None or not self.facts.unfold_first(self._document.project.entities[self._entity]):
            return None
        return self.facts.first_card

    def _on_section_changed(self) -> None:
        if self._entity is not None:
            self.show_entity(self._entity)
            self.grown.emit()


class _Head(QWidget):
    """Shape, name, and what it is."""

    def __init__(self, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self._shape = KindSample(view, SHAPE_PX, self)
        self.name = Words(view, "title", self, max_lines=4)
        self.line = Words(view, "label", self, ink="ink_2", max_lines=2)

    def show_entity(self, document: Document, view: View, entity: Entity) -> None:
        """Show an entity."""
        project, theme = document.project, view.theme
        self._shape.set_kind(look_of(project, theme, entity), icon_of(project, theme, entity))
        self.name.say(flat(entity.name))
        self.line.say(entity_line(project, entity))
        self.setAccessibleName(f"{self.name.text()}: {self.line.text()}")

    def fit(self, width: int) -> int:
        """See ``Part``."""
        left = 4 + SHAPE_PX + 14
        y = 2 + self.name.fit(width - left)
        self.name.setGeometry(QRect(left, 2, width - left, y - 2))
        line = self.line.fit(width - left)
        self.line.setGeometry(QRect(left, y, width - left, line))
        self._shape.move(4, 4)
        return max(y + line, SHAPE_PX + 4)
