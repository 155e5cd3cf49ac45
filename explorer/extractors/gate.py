"""The one gate that every proposal has to pass before a person sees it. A refusal says why; nothing is mended here.

In this order: the kind exists, and may tie these two; the words stand in the article; both ends stand in those words or
their sentence; every figure stands in the words; the speaker is near; cues may lower the stance, never raise it; and
nobody has decided on it yet.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from explorer.model.anchoring import quote_at
from explorer.model.cues import weakest
from explorer.model.facts import Evidence, Quote, Status
from explorer.model.guessing import as_voiced, figures_in, said_in
from explorer.model.mentions import key_of, mentions, namings
from explorer.model.quotes import find, fold
from explorer.model.spans import around, sentence_spans
from explorer.model.suggesting import Suggestion, decided_on
from explorer.model.tying import fits

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.extractors.base import Proposal
    from explorer.model.facts import Article, Entity
    from explorer.model.mentions import Mention
    from explorer.model.project import Project
    from explorer.model.quotes import Folded, Span

LEAST_LETTERS = 12
_PRONOUN = re.compile(
    r"\b(?:he|she|it|they|his|her|hers|its|their|him|them|who|which|this|the\s+(?:company|startup|start-up|firm|lab|"
    r"model|chip|chipmaker|group|agency|ministry|government))\b",
    re.IGNORECASE,
)


class Reason(StrEnum):
    """Why a proposal was refused."""

    UNKNOWN_NAME = "unknown name"
    SAME_ENDS = "same ends"
    UNKNOWN_KIND = "unknown kind"
    WRONG_ENDS = "kind does not fit"
    TOO_SHORT = "too short"
    NOT_THERE = "not in the article"
    CUT = "cut in a word"
    NO_NAME = "name not near"
    NO_FIGURE = "figure not in the words"
    NO_SPEAKER = "speaker not near"
    REJECTED = "rejected before"
    KNOWN = "known already"


@dataclass(frozen=True)
class Refusal:
    """A proposal that did not pass."""

    proposal: Proposal
    reason: Reason
    sentence: str


class _Refused(Exception):
    def __init__(self, reason: Reason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason, self.sentence = reason, sentence


class Gate:
    """Judges proposals about one article of a project.

    Parameters
    ----------
    project : Project
    article : Article
        With its text.
    method : str
        What the evidence says it came from.
    """

    def __init__(self, project: Project, article: Article, method: str) -> None:
        self._project, self._article, self._method = project, article, method
        self._text: Folded = fold(article.text or "")
        self._sentences = sentence_spans(self._text.original)
        self._mentions = mentions(project, self._text)
        self._starts = [own.start for own in self._mentions]
        self._passed: dict[tuple[str, str, str], list[Span]] = {}

    def judged(self, proposals: Iterable[Proposal]) -> tuple[tuple[Suggestion, ...], tuple[Refusal, ...]]:
        """Return what passed and what did not."""
        outcomes = [self.judge(proposal) for proposal in proposals]
        return (
            tuple(own for own in outcomes if isinstance(own, Suggestion)),
            tuple(own for own in outcomes if isinstance(own, Refusal)),
        )

    def judge(self, proposal: Proposal) -> Suggestion | Refusal:
        """Return the suggestion that a proposal becomes, or why it becomes none."""
        try:
            return self._judge(proposal)
        except _Refused as refused:
            return Refusal(proposal, refused.reason, refused.sentence)

    def _judge(self, proposal: Proposal) -> Suggestion:
        source, target = self._tied(proposal)
        place = self._place(proposal, source, target)
        sentence = around(self._sentences, *place)
        notes = [note for end in (source, target) if (note := self._stand_in(end, place, sentence))]
        self._check_figures(proposal, place)
        speaker = self._speaker(proposal, sentence)
        earlier = self._within(around(self._sentences, *sentence, beside=2)[0], sentence[0])
        said = said_in(self._project, self._text.original, sentence, earlier, about=place)
        said = as_voiced(self._project, said, proposal.kind, source.id)
        stance = weakest((proposal.stance, said.stance))
        speaker = speaker or said.speaker
        words = self._text.original[slice(*place)]
        told = {"note": " ".join(notes)} if notes else {}
        evidence = Evidence(
            id="new", article=self._article.id, quote=Quote.model_validate(quote_at(self._text.original, *place)),
            speaker=speaker,
            cue=said.cue, stance=stance, method=self._method, status=Status.SUGGESTED, **told,
        )  # fmt: skip
        suggestion = Suggestion(source.id, proposal.kind, target.id, evidence, figures_in(self._project, words))
        self._check_new(suggestion, place)
        return suggestion

    def _tied(self, proposal: Proposal) -> tuple[Entity, Entity]:
        source, target = self._entity(proposal.subject), self._entity(proposal.object)
        kind = self._project.vocabulary.relation.get(proposal.kind)
        if kind is None:
            raise _Refused(Reason.UNKNOWN_KIND, f"There is no kind of relation called “{proposal.kind[:60]}”.")
        if source.id == target.id and not kind.self_loop:
            raise _Refused(Reason.SAME_ENDS, f"“{source.name}” would be tied to itself.")
        if not fits(kind, source.kind, target.kind):
            named = self._project.vocabulary.entity_kind
            raise _Refused(
                Reason.WRONG_ENDS,
                f"“{kind.label}” does not go from a {named(source.kind).label.lower()} ({source.name}) to a "
                f"{named(target.kind).label.lower()} ({target.name}).",
            )
        return source, target

    def _entity(self, name: str) -> Entity:
        entity = self._project.entities.get(name)
        if entity is not None:
            return entity
        naming = namings(self._project).get(key_of(name))
        if naming is None:
            raise _Refused(Reason.UNKNOWN_NAME, f"Nobody and nothing in the graph is called “{name[:60]}”.")
        return self._project.entities[naming.entities[0]]

    def _place(self, proposal: Proposal, source: Entity, target: Entity) -> Span:
        """Return where the words stand: of several places the first whose sentence names both ends."""
        words = proposal.quote.strip()
        if len(fold(words).text) < LEAST_LETTERS:
            raise _Refused(Reason.TOO_SHORT, f"“{words}” is too short to be found for certain.")
        found = find(Quote(exact=words), self._text)
        if not found.places:
            raise _Refused(Reason.NOT_THERE, f"“{words[:80]}” does not stand in the article.")
        whole = [place for place in found.places if not self._cuts(words, place)]
        if not whole:
            raise _Refused(Reason.CUT, f"“{words[:80]}” begins or ends inside a word or a figure.")
        return next((place for place in whole if self._names_both(place, source, target)), whole[0])

    def _cuts(self, words: str, place: Span) -> bool:
        left, right = max(place[0] - 4, 0), place[1] + 4
        piece = self._text.original[left:right]
        own = Quote(exact=words, start=place[0] - left, end=place[1] - left)
        return find(own, piece).is_cut

    def _names_both(self, place: Span, source: Entity, target: Entity) -> bool:
        sentence = around(self._sentences, *place)
        named = {key for own in self._within(*sentence) for key in own.entities}
        return {source.id, target.id} <= named

    def _stand_in(self, entity: Entity, place: Span, sentence: Span) -> str | None:
        """Return a note when only a pronoun stands for an end; refuse when nothing does."""
        if any(entity.id in own.entities for own in self._within(*sentence)):
            return None
        pronoun = _PRONOUN.search(self._text.original, *place) or _PRONOUN.search(self._text.original, *sentence)
        before = self._within(around(self._sentences, *sentence, beside=2)[0], sentence[0])
        if pronoun is None or not any(entity.id in own.entities for own in before):
            raise _Refused(Reason.NO_NAME, f"Neither the words nor their sentence name {entity.name}.")
        return f"“{pronoun[0]}” is taken to be {entity.name}."

    def _check_figures(self, proposal: Proposal, place: Span) -> None:
        words = fold(self._text.original[slice(*place)]).text
        for figure in proposal.figures:
            plain = fold(figure).text.strip()
            if not re.search(rf"(?<![\w.,]){re.escape(plain)}(?![\w]|[.,]\d)", words):
                raise _Refused(Reason.NO_FIGURE, f"“{figure[:60]}” does not stand in the words.")

    def _speaker(self, proposal: Proposal, sentence: Span) -> str | None:
        if proposal.speaker is None:
            return None
        speaker = self._entity(proposal.speaker)
        near = self._within(*around(self._sentences, *sentence, beside=1))
        if not any(speaker.id in own.entities for own in near):
            raise _Refused(Reason.NO_SPEAKER, f"{speaker.name} is not named within a sentence of the words.")
        return speaker.id

    def _check_new(self, suggestion: Suggestion, place: Span) -> None:
        ends = (suggestion.source, suggestion.kind, suggestion.target)
        known = decided_on(self._project, suggestion)
        if known is Status.REJECTED:
            raise _Refused(Reason.REJECTED, "It was rejected before.")
        passed = self._passed.setdefault(ends, [])
        if known is not None or any(start < place[1] and place[0] < end for start, end in passed):
            raise _Refused(Reason.KNOWN, "The same words are under this relation already.")
        passed.append(place)

    def _within(self, start: int, end: int) -> tuple[Mention, ...]:
        first = bisect_right(self._starts, start - 1)
        last = bisect_right(self._starts, end - 1)
        return tuple(own for own in self._mentions[first:last] if own.end <= end)


def still_fits(project: Project, suggestion: Suggestion) -> bool:
    """Whether a suggestion that was found in a snapshot fits the project as it is now."""
    ends = {suggestion.source, suggestion.target} <= project.entities.keys()
    speaker = suggestion.evidence.speaker
    said = speaker is None or speaker in project.entities
    return ends and said and suggestion.evidence.article in project.articles and decided_on(project, suggestion) is None
