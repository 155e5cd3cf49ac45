"""Whom marked words tie to whom, and how: the words that name a kind of relation, and the names before and after them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.kind_words import phrases_of, wordings
from explorer.model.marking import NewEntity
from explorer.model.memo import per_facts
from explorer.model.references import MOST_MEANT, is_aside, newcomers

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from explorer.model.facts import RelationKind
    from explorer.model.kind_words import Phrase
    from explorer.model.mentions import Mention
    from explorer.model.project import Project
    from explorer.model.quotes import Span

_MOST_WITH_COUNTS = 20_000  # relations; more are not counted for each guess
_MOST_BESIDE = 6  # names on each side of a phrase
_WHICH = re.compile(r"\b(?:which|that|whom)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE)
_OWNED = re.compile(r"['’]s?\s+(?:[\w-]+\s+){0,2}")
_TITLE = re.compile(r"\s+(?:[A-Z][\w-]+\s+){1,2}")

# How much speaks for a tie. Found by trying on every second passage of tests/marked and of the bundled graph.
_MARKED_PHRASE = 3.0
_MARKED_NAME = 1.0
_OWN_KINDS = 0.3
_USUAL = 0.4
_TAKEN_UP = 0.6
_PER_NAME_BETWEEN = 0.4
_PER_RANK = 0.5
_SET_ASIDE = 0.8
_EARLIER = 1.0
_NEW = 0.8
_MISSING = 2.0
_SAME_PAIR = 1.5
_NO_PHRASE = -1.5
_NO_KIND = 0.1
_WORDING = 2.0
_LATER = 0.01
_PER_LETTER = 0.01


class Tie(NamedTuple):
    """Who is tied to whom, and how that may be called, best first; None where nobody is known."""

    subject: str | NewEntity | None = None
    kinds: tuple[str, ...] = ()
    object: str | NewEntity | None = None


class _Name(NamedTuple):
    """Somebody who is named, or may be meant: the likelier, the smaller the rank. ``entity`` is empty for a newcomer."""

    start: int
    end: int
    entity: str
    kind: str
    rank: int = 0


def fitting(project: Project, subject: str, target: str) -> list[RelationKind]:
    """Return the kinds whose domain and range let the first entity be tied to the second."""
    one, other = project.entities.get(subject), project.entities.get(target)
    if one is None or other is None:
        return []
    return [kind for kind in project.vocabulary.relation.values() if fits(kind, one.kind, other.kind)]


def fits(kind: RelationKind, source: str, target: str) -> bool:
    """Whether a kind may tie entities of two kinds, in this direction; an empty one fits."""
    return _allows(kind.domain, source) and _allows(kind.range, target)


def kinds_for(project: Project, subject: str, target: str, between: str = "") -> tuple[str, ...]:
    """Return the kinds that may tie the first entity to the second: those named between them, then the usual ones."""
    usual = _usual(project, subject, target)
    weights: dict[str, tuple[int, int, int]] = {}
    for kind in fitting(project, subject, target):
        said = max((own.weight for own in wordings(kind, between) if not own.is_backward), default=0)
        weights[kind.id] = (said, usual.get(kind.id, 0), bool(kind.domain) + bool(kind.range))
    return tuple(sorted(weights, key=lambda key: weights[key], reverse=True))


def tied(
    project: Project,
    text: str,
    words: Span,
    sentences: Sequence[Span],
    names: Sequence[Mention],
    told: Collection[tuple[str, str, str]] = (),
) -> Tie:
    """Return who is tied to whom by some words.

    Parameters
    ----------
    project : Project
    text : str
    words : (int, int)
        Where they stand in it.
    sentences : sequence of (int, int)
        The one that they stand in, after those before it.
    names : sequence of Mention
        Who is named in these sentences, and what stands for somebody.
    told : collection of (str, str, str)
        What the words are evidence for already, as subject, kind and object: they may say something else, too.
    """
    found = _Weighing(project, text, words, sentences, names)
    pairs = {(source, target) for source, _, target in told}
    best: tuple[float, Tie] = (float("-inf"), Tie())
    for weight, tie in (*found.by_phrases(), *found.side_by_side()):
        if (tie.subject, next(iter(tie.kinds), ""), tie.object) in told:
            continue
        if (tie.subject, tie.object) in pairs or (tie.object, tie.subject) in pairs:
            weight -= _SAME_PAIR
        if weight > best[0]:
            best = weight, tie
    tie = best[1]
    if isinstance(tie.subject, str) and isinstance(tie.object, str):
        tie = tie._replace(kinds=tuple(dict.fromkeys((*tie.kinds, *kinds_for(project, tie.subject, tie.object)))))
    return tie


class _Weighing:
    """All that some words may say, and how much speaks for each."""

    def __init__(
        self, project: Project, text: str, words: Span, sentences: Sequence[Span], names: Sequence[Mention]
    ) -> None:
        self._project, self._text, self._words = project, text, words
        self._left, self._right = sentences[-1]
        known = [own for own in names if own.start >= self._left]
        self._here = sorted([*self._names(known), *self._newcomers(known)])
        before = [own for own in names if len(sentences) > 1 and sentences[-2][0] <= own.start < self._left]
        self._earlier = list(self._names(before[:1]))

    def _names(self, found: Sequence[Mention]) -> Iterator[_Name]:
        for own in found:
            for rank, key in enumerate(own.entities[:MOST_MEANT]):
                yield _Name(own.start, own.end, key, self._project.entities[key].kind, rank)

    def _newcomers(self, known: Sequence[Mention]) -> Iterator[_Name]:
        stretch = max(self._words[0], self._left), min(self._words[1], self._right)
        capitals = [word[0].isupper() for word in self._text[self._left : self._right].split()]
        if sum(capitals) * 2 > len(capitals):
            return  # a heading has capitals everywhere
        for start, end in newcomers(self._text, stretch, known):
            yield _Name(start, end, "", "")

    # -- by words that name a kind --------------------------------------------------------------

    def by_phrases(self) -> Iterator[tuple[float, Tie]]:
        """Go through what the words for kinds of relations may tie."""
        stretch = self._text[self._left : self._right]
        for kind in self._project.vocabulary.relation.values():
            for phrase in phrases_of(kind, stretch):
                start, end = phrase.start + self._left, phrase.end + self._left
                if not any(own.start <= start and end <= own.end and own.entity for own in self._here):
                    yield from self._around(kind, phrase._replace(start=start, end=end))

    def _around(self, kind: RelationKind, phrase: Phrase) -> Iterator[tuple[float, Tie]]:
        before = [own for own in self._here if own.end <= phrase.end and own.start < phrase.end][-_MOST_BESIDE:]
        after = [own for own in self._here if own.start >= phrase.end][:_MOST_BESIDE]
        is_marked = self._touches(phrase.start, phrase.end)
        base = (_MARKED_PHRASE if is_marked else 0.0) + _PER_LETTER * (phrase.end - phrase.start) + _own_kinds(kind)
        lefts: list[tuple[float, _Name | None]] = [(self._as_left(own, phrase, before), own) for own in before]
        lefts += [(-_EARLIER - _PER_NAME_BETWEEN * len(before), own) for own in self._earlier]
        rights: list[tuple[float, _Name | None]] = [(self._as_right(own, after), own) for own in after]
        if is_marked:
            lefts.append((-_MISSING, None))
            rights.append((-_MISSING, None))
        for left_weight, left in lefts:
            beyond = [(_TAKEN_UP, own) for own in before if left is not None and self._is_taken_up(own, left, phrase)]
            for right_weight, right in (*rights, *beyond):
                subject, target = (right, left) if phrase.is_backward else (left, right)
                tie = self._tie(kind, subject, target)
                if tie is not None:
                    yield base + left_weight + right_weight + self._usual(kind, subject, target), tie

    def _as_left(self, own: _Name, phrase: Phrase, before: Sequence[_Name]) -> float:
        between = [other for other in before if own.end <= other.start < phrase.start]
        nearer = {other.start for other in between if not self._is_apart(other, before)}
        is_apart = own.end <= phrase.start and self._is_apart(own, before)
        return self._alone(own) - _PER_NAME_BETWEEN * len(nearer) - (_SET_ASIDE if is_apart else 0.0)

    def _as_right(self, own: _Name, after: Sequence[_Name]) -> float:
        between = {other.start for other in after if other.start < own.start and not self._adds_to_next(other, after)}
        is_apart = self._adds_to_next(own, after)
        return self._alone(own) - _PER_NAME_BETWEEN * len(between) - (_SET_ASIDE if is_apart else 0.0)

    def _alone(self, own: _Name) -> float:
        weight = _MARKED_NAME if self._touches(own.start, own.end) else 0.0
        return weight - _PER_RANK * own.rank - (0.0 if own.entity else _NEW)

    def _is_apart(self, own: _Name, before: Sequence[_Name]) -> bool:
        """Whether a name only adds to another: after "of", or before the comma that ends "Wang, CEO of Scale AI,"."""
        is_before_comma = self._text.startswith(",", own.end)
        earlier = (other.end for other in before if other.end <= own.start)
        is_apposed = is_before_comma and any(self._text.startswith(",", end) for end in earlier)
        return is_apposed or is_aside(self._text, own.start)

    def _adds_to_next(self, own: _Name, after: Sequence[_Name]) -> bool:
        """Whether a name only says whose the next one is: "OpenAI’s GPT-4", "US President Donald Trump"."""
        forms = (_OWNED, _TITLE)
        return any(form.fullmatch(self._text, own.end, other.start) for form in forms for other in after)

    def _is_taken_up(self, own: _Name, subject: _Name, phrase: Phrase) -> bool:
        """Whether a name before the phrase is its object: "the model, which Nvidia trained", "one of Nvidia’s rivals"."""
        if own.end <= subject.start:
            return _WHICH.search(self._text, own.end, subject.start) is not None
        return own.start >= subject.end and _OWNED.fullmatch(self._text, own.end, phrase.start) is not None

    # -- by standing side by side ---------------------------------------------------------------

    def side_by_side(self) -> Iterator[tuple[float, Tie]]:
        """Go through neighbours, by the few words that many kinds share, or by how such two are tied elsewhere."""
        names = [own for own in self._here if own.entity]
        for place, one in enumerate(names):
            other = next((own for own in names[place + 1 :] if own.start >= one.end and own.entity != one.entity), None)
            near = _NO_PHRASE + self._alone(one) - _LATER * place
            if other is None:
                yield near - _MISSING, Tie(one.entity)
                continue
            near += self._alone(other)
            yield near - _NO_KIND, Tie(one.entity, (), other.entity)
            between = self._text[one.end : other.start]
            for subject, target, is_backward in ((one, other, False), (other, one, True)):
                for kind in fitting(self._project, subject.entity, target.entity):
                    is_said = any(own.is_backward is is_backward for own in wordings(kind, between))
                    weight = near + _WORDING * is_said + _own_kinds(kind)
                    weight += self._usual(kind, subject, target) - _LATER * is_backward
                    yield weight, Tie(subject.entity, (kind.id,), target.entity)

    # -- what both need -------------------------------------------------------------------------

    def _tie(self, kind: RelationKind, subject: _Name | None, target: _Name | None) -> Tie | None:
        """Return a tie if the kind allows it; None otherwise."""
        if subject is None and target is None:
            return None
        if subject is not None and target is not None and subject.entity == target.entity:
            return None
        for own, allowed in ((subject, kind.domain), (target, kind.range)):
            if own is not None and own.entity and not _allows(allowed, own.kind):
                return None
        return Tie(self._who(subject, kind.domain), (kind.id,), self._who(target, kind.range))

    def _who(self, own: _Name | None, allowed: Sequence[str]) -> str | NewEntity | None:
        if own is None or own.entity:
            return own.entity if own is not None else None
        name = self._text[own.start : own.end]
        return NewEntity(name, _kind_of(name, allowed))

    def _usual(self, kind: RelationKind, subject: _Name | None, target: _Name | None) -> float:
        if subject is None or target is None or not subject.entity or not target.entity:
            return 0.0
        usual = _usual(self._project, subject.entity, target.entity)
        return _USUAL * usual.get(kind.id, 0) / (1 + max(usual.values(), default=0))

    def _touches(self, start: int, end: int) -> bool:
        return start < self._words[1] and self._words[0] < end


def _own_kinds(kind: RelationKind) -> float:
    return _OWN_KINDS * (bool(kind.domain) + bool(kind.range)) / 2


def _kind_of(name: str, allowed: Sequence[str]) -> str:
    """Return which kind a newcomer may be of: a person if it is called like one and may be one."""
    is_person = re.fullmatch(r"[A-ZÀ-Þ][^\W\d_]+(?:[ -][A-ZÀ-Þ][^\W\d_]+){1,2}", name) is not None
    kinds = [kind for kind in allowed or ("person", "company") if (kind == "person") is is_person]
    return next(iter(kinds or allowed), "company")


def _allows(kinds: Sequence[str], kind: str) -> bool:
    return not kinds or kind in kinds


def _usual(project: Project, subject: str, target: str) -> Mapping[str, int]:
    """Return how often the graph ties entities of these two kinds in each way."""
    return _counted(project).get((project.entities[subject].kind, project.entities[target].kind), {})


@per_facts
def _counted(project: Project) -> Mapping[tuple[str, str], Mapping[str, int]]:
    """Count relations by the kinds of their ends, then by their own kind."""
    found: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    if len(project.relations) <= _MOST_WITH_COUNTS:
        for own in project.relations.values():
            if not project.is_dangling(own):
                found[project.entities[own.source].kind, project.entities[own.target].kind][own.kind] += 1
    return found
