"""The extractor that needs no model and no network: names of the graph, words that tie them, and cues.

It finds few relations, and many sentences worth reading. Where it cannot tell who is meant, it says nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.extractors.base import CannotExtract, Proposal, Proposals
from explorer.extractors.gazetteer import named
from explorer.extractors.splitting import split
from explorer.model.kind_words import wordings
from explorer.model.quantities import amounts
from explorer.model.tying import fitting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.facts import Article
    from explorer.model.mentions import Mention
    from explorer.model.project import Project
    from explorer.model.quotes import Span

METHOD = "rule:patterns"
_FURTHEST = 90  # characters between two names that one verb still ties
_ENOUGH = 2  # of the weight that ``wordings`` gives
_LEAST = 14  # characters of a quotation
_MOST_FIGURES = 12
_AND = {"and", ",", ", and", "or", "as well as"}
_POSSESSIVE = re.compile(r"['’]s\b")
_WHICH = re.compile(r",\s+(?:which|whose)\b[^,]*$", re.IGNORECASE)
_BREAK = re.compile(r"[;:“”\"]|\b(?:but|while|whereas|although|respectively)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Patterns:
    """Reads by rules."""

    @property
    def method(self) -> str:
        """See ``Extractor``."""
        return METHOD

    def propose(self, article: Article, project: Project) -> Proposals:
        """See ``Extractor``."""
        text = article.text
        if not text:
            raise CannotExtract(f"“{article.title[:80]}” has no text here. Attach its text and try again.")
        found = named(project, text)
        starts = [own.start for own in found]
        items: list[Proposal] = []
        candidates: list[Span] = []
        for sentence in split(text, article.language):
            inside = found[bisect_left(starts, sentence[0]) : bisect_left(starts, sentence[1])]
            if len({own.entities for own in inside}) > 1:
                candidates.append(sentence)
                items += _tied(project, text, sentence, inside)
        return Proposals(tuple(items), tuple(candidates))


def _tied(project: Project, text: str, sentence: Span, names: tuple[Mention, ...]) -> Iterator[Proposal]:
    """Go through the neighbours in a sentence that the words between them tie in one way only."""
    for place, other in enumerate(names[1:], start=1):
        one, between = _subject(text, names, place)
        if len(between) > _FURTHEST or _BREAK.search(between) or one.entities == other.entities:
            continue
        if len(one.entities) > 1 or len(other.entities) > 1 or _POSSESSIVE.match(text, other.end):
            continue  # which of them is meant, or what of theirs, cannot be told here
        kinds = _kinds(project, one.entity, other.entity, between)
        if len(kinds) == 1:
            yield _proposal(text, sentence, (one, other), kinds[0])


def _subject(text: str, names: tuple[Mention, ...], place: int) -> tuple[Mention, str]:
    """Return whom a name is tied to, and by which words: the one before it, or one over what is set between commas."""
    one, other = names[place - 1], names[place]
    between = text[one.end : other.start]
    if place > 1 and between.strip() in _AND:
        first = names[place - 2]  # "has bought A and B"
        return first, text[first.end : one.start]
    if _WHICH.search(between):
        return one, between  # it is said of the nearest
    opens = place > 1 and text.startswith(",", names[0].end)  # "Northgate, which invested in Sable, also owns …"
    is_set_aside = "," in text[names[0].end : one.start] and (between.startswith(",") or (opens and "," in between))
    return (names[0] if is_set_aside else one), between


def _kinds(project: Project, one: str, other: str, between: str) -> list[tuple[str, str, str]]:
    found: dict[tuple[str, str, str], int] = {}
    for source, target, is_backward in ((one, other, False), (other, one, True)):
        for kind in fitting(project, source, target):
            if not kind.domain and not kind.range:
                continue
            for own in wordings(kind, between):
                if own.is_backward is is_backward:
                    ends = (source, kind.id, target)
                    found[ends] = max(found.get(ends, 0), own.weight)
    best = max(found.values(), default=0)
    return [ends for ends, weight in found.items() if weight == best] if best >= _ENOUGH else []


def _proposal(text: str, sentence: Span, ends: tuple[Mention, Mention], tie: tuple[str, str, str]) -> Proposal:
    start, end = _whole(text, sentence, ends[0].start, ends[1].end)
    quote = text[start:end]
    figures = tuple(found.value.text for found in amounts(quote) if found.value.text)[:_MOST_FIGURES]
    return Proposal(subject=tie[0], kind=tie[1], object=tie[2], quote=quote, figures=figures)


def _whole(text: str, sentence: Span, start: int, end: int) -> Span:
    """Return the words from one name to the other, a little longer where that is too short to be found for certain."""
    while end - start < _LEAST and end < sentence[1]:
        following = re.compile(r"\s*\S+").match(text, end, sentence[1])
        if following is None:
            break
        end = following.end()
    while end - start < _LEAST and start > sentence[0]:
        start = max(text.rfind(" ", sentence[0], max(start - 1, sentence[0])) + 1, sentence[0])
    return start, end
