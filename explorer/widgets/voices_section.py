"""What others say of an entity, speaker by speaker, and what it says itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.drawing.style import look_of
from explorer.model.queries import OwnerKind, said_about, said_by
from explorer.model.sentences import counted
from explorer.widgets.column import Column, Pool, Stack
from explorer.widgets.quotation import Quotation
from explorer.widgets.rows import LinkRow
from explorer.widgets.sections import Heading
from explorer.widgets.words import flat

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.model.facts import Entity
    from explorer.model.speech import Utterance, Voice
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.view import View

FIRST_VOICES = 3
FIRST_UTTERANCES = 4
MORE = 30
NAMED = 2


class VoicesSection(QObject):
    """Makes the part of a page that shows who says what.

    Signals
    -------
    passage_requested : str, str
        A relation is to be selected and one of its passages shown: ids of relation and evidence.
    changed
        More of it is to be shown.
    """

    passage_requested = Signal(str, str)
    changed = Signal()

    def __init__(self, document: Document, view: View, navigator: Navigator, page: Column) -> None:
        super().__init__(page)
        self._document, self._view, self._navigator = document, view, navigator
        self._others, self._own = Heading(view, page), Heading(view, page)
        self._quotations = Pool(lambda: Quotation(view, page))
        self._more_voices, self._more_utterances = LinkRow(view, page), LinkRow(view, page)
        self._voices, self._utterances = FIRST_VOICES, FIRST_UTTERANCES

    def fold(self) -> None:
        """Show the beginning only."""
        self._voices, self._utterances = FIRST_VOICES, FIRST_UTTERANCES

    def parts(self, entity: Entity) -> Stack:
        """Return both sections, as far as there is anything in them."""
        self._quotations.release()
        return [*self._what_others_say(entity), *self._what_it_says(entity)]

    def _what_others_say(self, entity: Entity) -> Stack:
        voices = said_about(self._document.project, entity.id)
        if not voices:
            return []
        self._others.say("What others say of it", counted(len(voices), "speaker"))
        stack: Stack = [(12, self._others)]
        for index, voice in enumerate(voices[: self._voices]):
            stack.append((4 if index else 6, self._voice(voice)))
        rest = len(voices) - self._voices
        if rest > 0:
            self._more_voices.show_link(counted(rest, "more speaker"), self._show_more_voices)
            stack.append((4, self._more_voices))
        return stack

    def _voice(self, voice: Voice) -> Quotation:
        project = self._document.project
        speaker = project.entities[voice.speaker]
        utterance = next(own for own in voice.utterances if own.stance is voice.stance)
        shown = self._quotations.take()
        shown.voice.show_speaker(
            look_of(project, self._view.theme, speaker),
            flat(speaker.name),
            lambda: self._navigator.select_entity(speaker.id),
            voice.stance,
            counted(len(voice.utterances), "passage"),
        )
        shown.quote(utterance.exact, self._showing(utterance))
        return shown

    def _what_it_says(self, entity: Entity) -> Stack:
        utterances = said_by(self._document.project, entity.id)
        if not utterances:
            return []
        self._own.say("What it says", counted(len(utterances), "passage"))
        stack: Stack = [(12, self._own)]
        for index, utterance in enumerate(utterances[: self._utterances]):
            shown = self._quotations.take()
            shown.voice.show_stance(utterance.stance, self._about(utterance))
            shown.quote(utterance.exact, self._showing(utterance))
            stack.append((4 if index else 6, shown))
        rest = len(utterances) - self._utterances
        if rest > 0:
            self._more_utterances.show_link(counted(rest, "more passage"), self._show_more_utterances)
            stack.append((4, self._more_utterances))
        return stack

    def _about(self, utterance: Utterance) -> str:
        names = [flat(self._document.project.entities[key].name) for key in utterance.about]
        if not names:
            return ""
        rest = len(names) - NAMED
        return f"of {', '.join(names[:NAMED])}{f' and {rest} more' if rest > 0 else ''}"

    def _showing(self, utterance: Utterance) -> Callable[[], None]:
        passage = utterance.passages[0]

        def show() -> None:
            if passage.owner_kind is OwnerKind.RELATION:
                self.passage_requested.emit(passage.owner, passage.evidence.id)
            elif passage.entity is not None:
                self._navigator.select_entity(passage.entity)

        return show

    def _show_more_voices(self) -> None:
        self._voices += MORE
        self.changed.emit()

    def _show_more_utterances(self) -> None:
        self._utterances += MORE
        self.changed.emit()
