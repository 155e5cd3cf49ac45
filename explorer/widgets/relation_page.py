"""What the panel says of a relation: the sentence, how it stands, rival figures, and every passage as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from explorer.drawing.style import stroke_of
from explorer.model.chips import heard_from
from explorer.model.citations import cite
from explorer.model.editing import Sort, Target
from explorer.model.queries import evidence_for, parallels, rivals, sides
from explorer.model.sentences import (
    counted,
    relation_sentence,
    sentence_parts,
    standing_line,
    standing_parts,
)
from explorer.model.standing import accepted
from explorer.model.stories import stories
from explorer.model.telling import as_told
from explorer.widgets.column import MARGIN_PX, Column, Pool, Stack
from explorer.widgets.evidence_card import QUOTATION, EvidenceCard
from explorer.widgets.mentions import names_near
from explorer.widgets.rows import LinkRow, RelationRow
from explorer.widgets.samples import TallyBar
from explorer.widgets.sections import Captions, Heading, Note
from explorer.widgets.standing_parts import RivalBox, StandingLine, Unsupported
from explorer.widgets.voice_row import ARTICLE_VOICE
from explorer.widgets.words import Run, Words, linked

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from explorer.model.facts import Evidence, Relation
    from explorer.model.passages import Passage
    from explorer.model.rivals import Rival
    from explorer.model.telling import Lens
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.view import View

FIRST_CARDS = 12
MORE_CARDS = 30
MOST_RIVALS = 3


class RelationPage(Column):
    """Shows one relation; remembers which of its passages one is at.

    Signals
    -------
    article_requested : str, str
        A passage is to be shown in its article: ids of article and evidence.
    url_requested : str
        A web address is to be opened.
    attach_requested : str
        A quotation is to be attached to the relation. The button is there only where ``can_attach`` is set.
    noticed : str
        Something was done that is not to be seen otherwise.
    edit_requested : Target
        A passage is to be edited.
    current_changed : str
        One is at another passage: id of the evidence.
    grown
        The page has another height.
    """

    article_requested = Signal(str, str)
    url_requested = Signal(str)
    attach_requested = Signal(str)
    noticed = Signal(str)
    edit_requested = Signal(object)
    current_changed = Signal(str)
    grown = Signal()

    def __init__(self, document: Document, view: View, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin_px=MARGIN_PX, bottom_px=MARGIN_PX)
        self._document, self._view, self._navigator = document, view, navigator
        self._relation: str | None = None
        self._passages: tuple[Passage, ...] = ()
        self._shown: list[EvidenceCard] = []
        self._at = 0
        self._room = FIRST_CARDS
        self.can_attach = False
        self.sentence = Words(view, "title", self)
        self._heard = Words(view, "caption", self, ink="ink_2", max_lines=3)
        self.standing = StandingLine(view, self)
        self._bar = TallyBar(view, self)
        self._captions = Captions(view, self)
        self._note = Note(view, self)
        self._heading = Heading(view, self)
        self._more = LinkRow(view, self)
        self._nothing = Unsupported(view, self)
        self._nothing.button.clicked.connect(lambda: self.attach_requested.emit(self._relation or ""))
        self._others = Heading(view, self)
        self._rivals = Pool(lambda: RivalBox(view, self))
        self._cards = Pool(self._make_card)
        self._rows = Pool(lambda: RelationRow(view, self))

    # -- showing --------------------------------------------------------------------------------

    def show_relation(self, key: str) -> None:
        """Show a relation of the document; the same one again keeps the passage one is at."""
        project = self._document.project
        relation = project.relations[key]
        before = self.current
        self._passages = evidence_for(project, key)
        if key != self._relation:
            self._room, before = FIRST_CARDS, None
        self._relation = key
        ids = [passage.evidence.id for passage in self._passages]
        self._at = ids.index(before.id) if before is not None and before.id in ids else 0
        names = names_near(project, (relation.source, relation.target))
        parts = names.linked(sentence_parts(project, relation))
        self.sentence.set_runs(*linked(parts, self._navigator.select_entity))
        self._lay_out(relation)

    def _lay_out(self, relation: Relation) -> None:
        lens = self._view.scope.filters.lens
        told = as_told(self._view.told, relation)
        stack: Stack = [(12, self.sentence), *self._lens(told, lens), (8, self._standing(told))]
        counting = accepted(told.evidence)
        if counting:
            stack += [(8, self._tally(counting)), (4, self._captions)]
        stack += self._rival_parts(relation)
        if relation.note:
            self._note.words.say(relation.note)
            stack.append((12, self._note))
        stack += self._evidence_parts()
        stack += self._parallel_parts(relation)
        self.set_parts(stack)

    def _lens(self, told: Relation, lens: Lens) -> Stack:
        """Say how many passages count, where not all of them do because of who is asked or when."""
        if not lens.chooses_evidence:
            return []
        number = len(accepted(told.evidence))
        total = counted(sum(passage.is_accepted for passage in self._passages), "passage")
        verb = "counts" if number <= 1 else "count"
        self._heard.say(f"{heard_from(self._document.project, lens)}: {number or 'none'} of {total} {verb}.")
        return [(4, self._heard)]

    def _standing(self, relation: Relation) -> StandingLine:
        project = self._view.told
        stands = project.standing(relation.id)
        self.standing.show_standing(
            stroke_of(project, relation),
            stands,
            linked(standing_parts(project, relation.evidence), self._navigator.select_entity, ink="ink_2"),
            standing_line(project, relation),
        )
        return self.standing

    def _tally(self, counting: list[Evidence]) -> TallyBar:
        theme = self._view.theme
        count = sides(counting)
        support = counted(count.supporting, "passage")
        left = f"{support} {'supports' if count.supporting == 1 else 'support'} it"
        right = f"{count.against:,} {'speaks' if count.against == 1 else 'speak'} against it"
        self._captions.left.say(left if count.supporting else "No passage supports it")
        self._captions.right.say(right if count.against else "")
        segments = [(theme.passage(item.stance.value).stroke.key, 1) for item in counting]
        self._bar.set_segments(segments, f"{left}, {right}")
        return self._bar

    def _rival_parts(self, relation: Relation) -> Stack:
        self._rivals.release()
        stack: Stack = []
        for index, rival in enumerate(rivals(self._document.project, relation)[:MOST_RIVALS]):
            box = self._rivals.take()
            go = self._navigator.select_entity
            box.show_rival(linked(rival.parts, go, semibold=True), self._who(rival), self._selecting(rival.owner))
            stack.append((4 if index else 12, box))
        return stack

    def _who(self, rival: Rival) -> list[Run]:
        speaker = rival.speaker
        name = Run(ARTICLE_VOICE)
        if speaker is not None:
            key = speaker.id
            name = Run(speaker.name, ink="ink", go=lambda: self._navigator.select_entity(key))
        end = ", and that excludes this one" if rival.excludes else ""
        return [name, Run(f" {rival.stance.value}", semibold=True), Run(end)]

    def _evidence_parts(self) -> Stack:
        self._cards.release()
        self._shown = []
        count = len(self._passages)
        if not count:
            self._heading.say("Evidence", "")
            self._nothing.button.setVisible(self.can_attach)
            return [(12, self._heading), (8, self._nothing)]
        self._heading.say("Evidence", self._how_much())
        stack: Stack = [(12, self._heading)]
        for index, passage in enumerate(self._passages[: self._room]):
            card = self._cards.take()
            self._shown.append(card)
            card.show_passage(self._document.project, passage, f"{index + 1} of {count}")
            card.set_current(index == self._at)
            stack.append((8, card))
        if count > self._room:
            self._more.show_link(counted(count - self._room, "more passage"), self._show_more)
            stack.append((8, self._more))
        return stack

    def _how_much(self) -> str:
        """Say how much evidence counts and how much is suggested; near-copies of one story are named as such."""
        counting = [passage.evidence.article for passage in self._passages if passage.is_accepted]
        articles = set(counting)
        sources = len(stories(self._document.project, articles))
        words = []
        if counting:
            words.append(f"{counted(len(counting), 'passage')} in {counted(len(articles), 'article')}")
        if sources != len(articles):
            words.append(counted(sources, "story", "stories"))
        if len(counting) < len(self._passages):
            words.append(f"{len(self._passages) - len(counting):,} suggested")
        return ", ".join(words)

    def _parallel_parts(self, relation: Relation) -> Stack:
        self._rows.release()
        project = self._document.project
        others = [key for key in parallels(project, relation) if key != relation.id]
        if not others:
            return []
        self._others.say("Also between these two", f"{len(others):,}")
        stack: Stack = [(12, self._others)]
        for index, key in enumerate(others[:MORE_CARDS]):
            other = project.relations[key]
            row = self._rows.take()
            row.show_relation(
                stroke_of(self._view.told, other), relation_sentence(project, other), self._selecting(key)
            )
            stack.append((0 if index else 8, row))
        return stack

    def _selecting(self, key: str) -> Callable[[], None]:
        return lambda: self._navigator.select_relation(key)

    def _show_more(self) -> None:
        self._room += MORE_CARDS
        self._refresh()

    def _refresh(self) -> None:
        if self._relation is not None:
            self._lay_out(self._document.project.relations[self._relation])
            self.grown.emit()

    # -- the passage one is at ------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many passages there are."""
        return len(self._passages)

    @property
    def current(self) -> Evidence | None:
        """The passage one is at."""
        return self._passages[self._at].evidence if self._at < len(self._passages) else None

    @property
    def current_card(self) -> EvidenceCard | None:
        """The card of the passage one is at."""
        return self._shown[self._at] if self._at < len(self._shown) else None

    def step(self, by: int) -> None:
        """Go to the next (+1) or previous (-1) passage, round and round."""
        if self._passages:
            self._turn_to((self._at + by) % len(self._passages))

    def go_to_first(self) -> None:
        """Go to the first passage."""
        if self._passages:
            self._turn_to(0)

    def go_to(self, evidence: str) -> bool:
        """Go to a passage by the id of its evidence. Returns whether it is one of these."""
        ids = [passage.evidence.id for passage in self._passages]
        if evidence not in ids:
            return False
        self._turn_to(ids.index(evidence))
        return True

    def copy(self, style: str) -> None:
        """Put the current citation ("plain", "markdown", "bibtex") or quotation on the clipboard."""
        current = self.current
        if current is None:
            return
        text = current.quote.exact if style == QUOTATION else cite(self._document.project, current, style)
        QGuiApplication.clipboard().setText(text)
        self.noticed.emit("Copied the quotation." if style == QUOTATION else "Copied the citation.")

    def _turn_to(self, index: int) -> None:
        left, self._at = self.current_card, index
        if index >= self._room:
            self._room = index + MORE_CARDS
            self._refresh()
        elif self.current_card is not left:
            for card in (left, self.current_card):
                if card is not None:
                    card.set_current(card is self.current_card)
            self.grown.emit()
        self.current_changed.emit(self._passages[index].evidence.id)

    def _make_card(self) -> EvidenceCard:
        card = EvidenceCard(self._view, self._navigator, self)
        card.chosen.connect(lambda: self._turn_to(self._shown.index(card)))
        card.open_requested.connect(lambda: self._open(self._shown.index(card)))
        card.copy_requested.connect(self.copy)
        card.url_requested.connect(self.url_requested)
        card.edit_requested.connect(lambda: self._edit(self._shown.index(card)))
        return card

    def _edit(self, index: int) -> None:
        key = self._passages[index].evidence.id
        self.edit_requested.emit(Target(Sort.EVIDENCE, key, relation=self._relation or ""))

    def _open(self, index: int) -> None:
        evidence = self._passages[index].evidence
        self.article_requested.emit(evidence.article, evidence.id)
