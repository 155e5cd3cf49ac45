"""What marked words of an article may say: which entities, tied how, said by whom, how firmly. Offered, never applied."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.cues import cues, forms_of, is_question, negations, weakest
from explorer.model.facts import Stance
from explorer.model.mentions import mentions
from explorer.model.quantities import amounts, as_qualifiers
from explorer.model.references import with_references
from explorer.model.spans import around, sentence_spans
from explorer.model.tying import tied

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from explorer.model.cues import Cue
    from explorer.model.facts import FactValue
    from explorer.model.marking import NewEntity
    from explorer.model.mentions import Mention
    from explorer.model.project import Project
    from explorer.model.quotes import Span

_PRONOUN = re.compile(
    r"\b(?:(?P<person>he|she)|it|they|the (?:company|startup|start-up|firm|lab|group|agency))(?:\s+also)?$",
    re.IGNORECASE,
)
_INVERTED = frozenset(form for verb in ("say", "add", "write", "note", "argue") for form in forms_of(verb))
SPEAKING = frozenset({"person", "company", "organization", "public_body", "country"})
_NEAR = 3_000  # characters on each side of the words in which sentences are looked for
_NEW_CLAUSE = re.compile(r"(?:;|\b(?:and|but|while))\s+(?:\w+ly\s+|also\s+)?$")
_CLAUSE = re.compile(r"[:;]\s|,\s+(?:but|and|while)\b")
_WORDS_OF_OBJECT = 2  # and the "and": as many at least stand between two verbs that each have an object
_BESIDE = 3  # characters from a verb to the name behind it
_LONGEST = 2_000  # characters of the words that are looked at
_SENTENCES_BEFORE = 3  # in which "the company", and who "he said" is, may have been named


@dataclass(frozen=True)
class Guess:
    """What to fill a form with.

    Attributes
    ----------
    subject, object : str, NewEntity or None
        Ids of entities, or a name that the graph does not have.
    kinds : tuple of str
        Ids of kinds that may tie them in this direction, best first.
    stance : Stance
    cue : str or None
        The words that it was read from.
    speaker : str or None
        Id of an entity; None for the article in its own voice.
    qualifiers : mapping of str to values
        Figures and dates within the words.
    """

    subject: str | NewEntity | None = None
    kinds: tuple[str, ...] = ()
    object: str | NewEntity | None = None
    stance: Stance = Stance.ASSERTS
    cue: str | None = None
    speaker: str | None = None
    qualifiers: Mapping[str, FactValue] = field(default_factory=dict)


@dataclass(frozen=True)
class Said:
    """How a sentence commits itself: the stance, the cue it was read from, and whoever speaks."""

    stance: Stance = Stance.ASSERTS
    cue: str | None = None
    speaker: str | None = None


def guess(project: Project, article_id: str, start: int, end: int) -> Guess:
    """Guess what the words from ``start`` to ``end`` (code points) of an article say.

    An article without text, or words without a name near them, give an empty guess.
    """
    article = project.articles.get(article_id)
    if article is None or not article.text or not 0 <= start < end <= len(article.text):
        return Guess()
    end = min(end, start + _LONGEST)
    origin = max(start - _NEAR, 0)
    text = article.text[origin : end + _NEAR]
    begin, finish = start - origin, end - origin
    spans = sentence_spans(text)
    left, right = around(spans, begin, finish)
    sentences = [*[span for span in spans if span[1] <= left][-_SENTENCES_BEFORE:], (left, right)]
    first = sentences[0][0]
    named = [own._replace(start=own.start + first, end=own.end + first) for own in mentions(project, text[first:right])]
    names = with_references(project, text, named, sentences)
    told = _told(project, article_id, (start, end), {own.entity for own in names})
    tie = tied(project, text, (begin, finish), sentences, names, told)
    earlier = [own for own in named if own.end <= left]
    said = said_in(project, text, (left, right), earlier, about=(begin, finish))
    if tie.kinds:
        said = as_voiced(project, said, tie.kinds[0], tie.subject)
    figures = figures_in(project, text[begin:finish])
    return Guess(tie.subject, tie.kinds, tie.object, said.stance, said.cue, said.speaker, figures)


def figures_in(project: Project, words: str) -> dict[str, FactValue]:
    """Return the figures and dates in some words by the part they play; the figure in a name is none."""
    names = mentions(project, words)
    found = (own for own in amounts(words) if not any(one.start < own.end and own.start < one.end for one in names))
    return as_qualifiers(tuple(found))


def _told(project: Project, article: str, words: Span, names: set[str]) -> set[tuple[str, str, str]]:
    """Return what of these entities rests on these words already, or on some of them."""
    ties = {key for name in names for key in project.relations_of(name)}
    return {
        (tie.source, tie.kind, tie.target)
        for tie in map(project.relations.__getitem__, ties)
        for item in tie.evidence
        if item.article == article and item.quote.start is not None and item.quote.end is not None
        if item.quote.start < words[1] and words[0] < item.quote.end
    }


def said_in(
    project: Project,
    text: str,
    sentence: tuple[int, int],
    earlier: Sequence[Mention] = (),
    *,
    about: Span | None = None,
) -> Said:
    """Return how a sentence commits itself.

    Parameters
    ----------
    project : Project
    text : str
    sentence : (int, int)
        Where it stands.
    earlier : sequence of Mention
        Who was named before it, for "he said".
    about : (int, int), optional
        Where the words stand that it is about; what else the sentence says is of something else.
    """
    left, right = sentence
    words = text[left:right]
    begin, until = (0, len(words)) if about is None else (max(about[0] - left, 0), about[1] - left)
    every = cues(words)
    before = [cue for cue in every if cue.start < until]
    inside = mentions(project, words)
    speakers = {cue: _speaker(project, words, inside, cue, earlier) for cue in every if cue.is_speech}
    after = [cue for cue, speaker in speakers.items() if cue.start >= until and _is_beyond(speaker, until)]
    found = _of_last_clause(words, before) or after
    stances = [cue.stance for cue in found]
    clause = max((match.end() for match in _CLAUSE.finditer(words, 0, begin)), default=0)
    if any(clause <= start and stop <= until for start, stop in negations(words)):
        stances.append(Stance.DENIES)
    if is_question(words):
        stances.append(Stance.DOUBTS)
    if not stances:
        return Said()
    stance = weakest(stances)
    decisive = next((cue for cue in found if cue.stance is stance), None)
    spoken = next((cue for cue in found if cue.is_speech), None)
    speaker = speakers[spoken] if spoken is not None else None
    chosen = decisive or spoken
    return Said(stance, chosen.words if chosen is not None else None, speaker.entity if speaker is not None else None)


def as_voiced(project: Project, said: Said, kind: str, subject: object) -> Said:
    """Return how it is said that somebody doubts or praises: the article itself says so, not whoever does it."""
    is_own = project.vocabulary.relation_kind(kind).voice and said.speaker == subject
    return Said(cue=said.cue) if is_own else said


class _Speaker(NamedTuple):
    """Who is the subject of a verb of speech, if that is known, and where the name or the word for it begins."""

    entity: str | None
    at: int


def _is_beyond(speaker: _Speaker | None, until: int) -> bool:
    """Whether whoever speaks is named only after some words: "…, he said", but not "Wang, who founded it, said"."""
    return speaker is not None and speaker.at >= until


def _of_last_clause(words: str, found: list[Cue]) -> list[Cue]:
    """Return the cues from the last verb of speech on that begins a clause of its own: "denied it and accused them of …"."""
    for at in range(len(found) - 1, 0, -1):
        between = words[found[at - 1].end : found[at].start]
        if found[at].is_speech and _NEW_CLAUSE.search(between) and len(between.split()) > _WORDS_OF_OBJECT:
            return found[at:]
    return found


def _speaker(
    project: Project, words: str, inside: tuple[Mention, ...], cue: Cue, earlier: Sequence[Mention]
) -> _Speaker | None:
    """Return who is the subject of a verb of speech: the nearest before it, right after it, or whoever was named last."""
    able = [own for own in inside if _can_speak(project, own)]
    before = words[: cue.start].rstrip()
    is_according = cue.words.lower() in {"according to", "in the words of"}
    is_inverted = cue.words.lower() in _INVERTED and before.endswith((",", "”", '"', "’"))
    follows = [own for own in able if own.start >= cue.end and (is_according or own.start - cue.end <= _BESIDE)]
    if follows and (is_according or is_inverted):
        return _Speaker(follows[0].entity, follows[0].start)
    if is_according:
        return _Speaker(None, cue.start)
    precedes = [own for own in able if own.end <= cue.start]
    pronoun = _PRONOUN.search(before)
    if pronoun is not None and not any(own.start >= pronoun.start() for own in precedes):
        is_person = pronoun["person"] is not None
        people = [own for own in earlier if _can_speak(project, own)]
        people = [own for own in people if (project.entities[own.entity].kind == "person") is is_person]
        return _Speaker(people[0].entity if people else None, pronoun.start())
    if precedes:
        subject = precedes[0] if len(precedes) == 1 else _subject_of(words, precedes, cue)
        return _Speaker(subject.entity, subject.start)
    return None


def _subject_of(words: str, names: list[Mention], cue: Cue) -> Mention:
    """Return which of several names before a verb is its subject."""
    if words[: cue.start].rstrip().endswith(","):  # "Wang, CEO of Scale AI, said": what is between commas is set aside
        return names[0]
    direct = [
        own for own in names if len(words[own.end : cue.start].split()) <= 2 and "," not in words[own.end : cue.start]
    ]
    after_comma = direct and words[: direct[-1].start].rstrip().endswith(",")
    set_aside = "," in words[names[0].end : cue.start] and not after_comma
    return names[0] if set_aside or not direct else direct[-1]


def _can_speak(project: Project, mention: Mention) -> bool:
    entity = project.entities.get(mention.entity)
    return entity is not None and entity.kind in SPEAKING
