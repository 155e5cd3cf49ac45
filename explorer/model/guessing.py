"""What marked words of an article may say: which entities, tied how, said by whom, how firmly. Offered, never applied."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from explorer.model.cues import cues, is_question, negations, weakest
from explorer.model.facts import Stance
from explorer.model.kind_words import wordings
from explorer.model.mentions import Mention, mentions
from explorer.model.quantities import amounts, as_qualifiers
from explorer.model.spans import around, sentence_spans

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from explorer.model.cues import Cue
    from explorer.model.facts import FactValue, RelationKind
    from explorer.model.project import Project

SPEAKING = frozenset({"person", "company", "organization", "public_body", "country"})
_NEAR = 3_000  # characters on each side of the words in which sentences are looked for
_BESIDE = 3  # characters from a verb to the name behind it
_MOST_WITH_COUNTS = 20_000  # relations; more are not counted for each guess


@dataclass(frozen=True)
class Guess:
    """What to fill a form with.

    Attributes
    ----------
    subject, object : str or None
        Ids of entities.
    kinds : tuple of str
        Ids of kinds that may tie them in this direction, best first; empty unless both are known.
    stance : Stance
    cue : str or None
        The words that it was read from.
    speaker : str or None
        Id of an entity; None for the article in its own voice.
    qualifiers : mapping of str to values
        Figures and dates within the words.
    """

    subject: str | None = None
    kinds: tuple[str, ...] = ()
    object: str | None = None
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
    origin = max(start - _NEAR, 0)
    text = article.text[origin : end + _NEAR]
    begin, finish = start - origin, end - origin
    spans = sentence_spans(text)
    left, right = around(spans, begin, finish)
    near = mentions(project, text[left:right])
    there = tuple(Mention(own.start + left, own.end + left, own.entities) for own in near)
    subject, target, kinds = _tied(project, text, there, begin, finish)
    said = said_in(project, text, (left, right), _before(project, text, spans, left), end=finish)
    return Guess(
        subject, kinds, target, said.stance, said.cue, said.speaker, as_qualifiers(amounts(text[begin:finish]))
    )


def fitting(project: Project, subject: str, target: str) -> list[RelationKind]:
    """Return the kinds whose domain and range let the first entity be tied to the second."""
    one, other = project.entities.get(subject), project.entities.get(target)
    if one is None or other is None:
        return []
    return [kind for kind in project.vocabulary.relation.values() if fits(kind, one.kind, other.kind)]


def fits(kind: RelationKind, source: str, target: str) -> bool:
    """Whether a kind may tie entities of two kinds, in this direction."""
    return (not kind.domain or source in kind.domain) and (not kind.range or target in kind.range)


def kinds_for(project: Project, subject: str, target: str, between: str = "") -> tuple[str, ...]:
    """Return the kinds that may tie the first entity to the second: those named between them, then the usual ones."""
    return _worded(project, subject, target, between, is_backward=False)[0]


def said_in(
    project: Project,
    text: str,
    sentence: tuple[int, int],
    earlier: Sequence[Mention] = (),
    *,
    end: int | None = None,
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
    end : int, optional
        Where the words end that it is about; what comes after them is of something else.
    """
    left, right = sentence
    words = text[left:right]
    until = len(words) if end is None else end - left
    every = cues(words)
    found = [cue for cue in every if cue.start < until] or [cue for cue in every if cue.is_speech]
    stances = [cue.stance for cue in found]
    if any(stop <= until for _, stop in negations(words)):
        stances.append(Stance.DENIES)
    if is_question(words):
        stances.append(Stance.DOUBTS)
    if not stances:
        return Said()
    stance = weakest(stances)
    decisive = next((cue for cue in found if cue.stance is stance), None)
    spoken = next((cue for cue in found if cue.is_speech), None)
    speaker = _speaker(project, words, mentions(project, words), spoken, earlier) if spoken is not None else None
    chosen = decisive or spoken
    return Said(stance, chosen.words if chosen is not None else None, speaker)


def _tied(
    project: Project, text: str, there: tuple[Mention, ...], start: int, end: int
) -> tuple[str | None, str | None, tuple[str, ...]]:
    """Return who is tied to whom by some words, and how that may be called."""
    inside = [own for own in there if own.start < end and own.end > start]
    before = [own for own in there if own.end <= start][::-1]
    after = [own for own in there if own.start >= end]
    if len(inside) < 2:
        inside = sorted([*inside, *before[: 2 - len(inside)]])
    if len(inside) < 2:
        inside = sorted([*inside, *after[: 2 - len(inside)]])
    if not inside:
        return None, None, ()
    if len(inside) == 1:
        return inside[0].entity, None, ()
    best: tuple[tuple[int, int, int], str, str, tuple[str, ...]] | None = None
    for place, one in enumerate(inside[:-1]):
        other = next((own for own in inside[place + 1 :] if own.entity != one.entity), None)
        if other is None:
            continue
        between = text[one.end : other.start]
        for subject, target, is_backward in ((one, other, False), (other, one, True)):
            kinds, weight = _worded(project, subject.entity, target.entity, between, is_backward=is_backward)
            if kinds:
                rank = (weight, not is_backward, -place)
                if best is None or rank > best[0]:
                    best = (rank, subject.entity, target.entity, kinds)
    if best is None:
        other = next((own for own in inside[1:] if own.entity != inside[0].entity), None)
        return inside[0].entity, other.entity if other is not None else None, ()
    return best[1:]


def _worded(
    project: Project, subject: str, target: str, between: str, *, is_backward: bool
) -> tuple[tuple[str, ...], int]:
    """Return the kinds for one direction, and how well the words between the two name the first of them."""
    usual = _usual(project, subject, target)
    weights: dict[str, tuple[int, int, int]] = {}
    for kind in fitting(project, subject, target):
        said = max((own.weight for own in wordings(kind, between) if own.is_backward is is_backward), default=0)
        weights[kind.id] = (said, usual[kind.id], bool(kind.domain) + bool(kind.range))
    kinds = tuple(sorted(weights, key=lambda key: weights[key], reverse=True))
    return kinds, weights[kinds[0]][0] if kinds else 0


def _usual(project: Project, subject: str, target: str) -> Counter[str]:
    """Count how often the graph ties entities of these two kinds in each way."""
    usual: Counter[str] = Counter()
    if len(project.relations) > _MOST_WITH_COUNTS:
        return usual
    pair = (project.entities[subject].kind, project.entities[target].kind)
    kinds = {key: entity.kind for key, entity in project.entities.items()}
    usual.update(
        own.kind for own in project.relations.values() if (kinds.get(own.source), kinds.get(own.target)) == pair
    )
    return usual


def _before(project: Project, text: str, spans: Sequence[tuple[int, int]], left: int) -> tuple[Mention, ...]:
    """Return who is named in the two sentences before a place."""
    earlier = [span for span in spans if span[1] <= left][-2:]
    return mentions(project, text[earlier[0][0] : earlier[-1][1]]) if earlier else ()


def _speaker(
    project: Project, words: str, inside: tuple[Mention, ...], cue: Cue, earlier: Sequence[Mention]
) -> str | None:
    """Return who is the subject of a verb of speech: the nearest before it, right after it, or whoever was named last."""
    able = [own for own in inside if _can_speak(project, own)]
    before = words[: cue.start].rstrip()
    is_according = cue.words.lower() in {"according to", "in the words of"}
    follows = [own for own in able if own.start >= cue.end and (is_according or own.start - cue.end <= _BESIDE)]
    if follows and (is_according or before.endswith((",", "”", '"', "’"))):
        return follows[0].entity
    precedes = [own for own in able if own.end <= cue.start]
    if precedes:
        return precedes[0].entity if len(precedes) == 1 else _subject_of(words, precedes, cue)
    people = [own for own in earlier if _can_speak(project, own)]
    pronoun = before.strip(' •*“"').lower().removesuffix(" also")
    if pronoun in {"he", "she"}:
        people = [own for own in people if project.entities[own.entity].kind == "person"]
    elif pronoun not in {"it", "they", "the company", "the startup", "the firm"}:
        return None
    return people[0].entity if people else None


def _subject_of(words: str, names: list[Mention], cue: Cue) -> str:
    """Return which of several names before a verb is its subject."""
    if words[: cue.start].rstrip().endswith(","):  # "Wang, CEO of Scale AI, said": what is between commas is set aside
        return names[0].entity
    direct = [
        own for own in names if len(words[own.end : cue.start].split()) <= 2 and "," not in words[own.end : cue.start]
    ]
    after_comma = direct and words[: direct[-1].start].rstrip().endswith(",")
    set_aside = "," in words[names[0].end : cue.start] and not after_comma
    return (names[0] if set_aside or not direct else direct[-1]).entity


def _can_speak(project: Project, mention: Mention) -> bool:
    entity = project.entities.get(mention.entity)
    return entity is not None and entity.kind in SPEAKING
