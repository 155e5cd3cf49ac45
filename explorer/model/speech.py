"""Who says what of whom. A speaker is not the publisher, and not the one spoken of.

Two things count as saying: being the speaker of a passage, and being the source of an act of speech
(doubts, dismisses, vouches for, comments on) that an article tells in its own voice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from explorer.model.columns import distinct, in_order_of_appearance
from explorer.model.evidence_table import EvidenceTable, evidence_table
from explorer.model.facets import columns
from explorer.model.facts import Stance
from explorer.model.gathering import NONE
from explorer.model.memo import per_facts
from explorer.model.passages import OwnerKind, Passage, passages_at_rows
from explorer.model.vocabulary import VOICES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from explorer.model.gathering import Rows
    from explorer.model.project import Project

    Mask = NDArray[np.bool_]

_DOUBTING = frozenset({"doubts", "dismisses"})


class Utterance(NamedTuple):
    """Words that somebody says, once, with every passage that quotes them.

    ``about`` holds the entities spoken of, the speaker left out.
    """

    speaker: str
    stance: Stance
    passages: tuple[Passage, ...]
    about: tuple[str, ...]

    @property
    def exact(self) -> str:
        """The words themselves."""
        return self.passages[0].exact


class Voice(NamedTuple):
    """What one speaker says, in the order of the file."""

    speaker: str
    utterances: tuple[Utterance, ...]

    @property
    def stances(self) -> Counter[Stance]:
        """How often the speaker takes each stance."""
        return Counter(utterance.stance for utterance in self.utterances)

    @property
    def stance(self) -> Stance:
        """The stance to know a speaker by: denial or doubt if there is any, else the one taken most often."""
        taken = self.stances
        against = [stance for stance in (Stance.DENIES, Stance.DOUBTS) if stance in taken]
        return against[0] if against else taken.most_common(1)[0][0]


def said_by(project: Project, entity_id: str) -> tuple[Utterance, ...]:
    """Return what an entity says, each quotation once."""
    if entity_id not in project.entities:
        return ()
    table = evidence_table(project)
    return _utterances(project, np.flatnonzero(table.is_accepted & (table.speaker == table.code(entity_id))))


def said_about(project: Project, entity_id: str) -> tuple[Voice, ...]:
    """Return what others say of an entity, grouped by speaker, those with most to say first.

    What an article says in its own voice is not among it: nobody in the graph says that.
    """
    groups: dict[str, list[Utterance]] = defaultdict(list)
    for utterance in _spoken_of(project, entity_id):
        groups[utterance.speaker].append(utterance)
    voices = [Voice(speaker, tuple(own)) for speaker, own in groups.items()]
    return tuple(sorted(voices, key=lambda voice: -len(voice.utterances)))


@per_facts
def speakers(project: Project) -> tuple[tuple[str, int], ...]:
    """Return everyone who says something and how many quotations they have, those with most to say first."""
    table, said = evidence_table(project), _spoken(project)
    utterance, speaker = said.utterance, table.speaker[said.rows]
    first = np.ones(len(utterance), dtype=bool)
    first[1:] = utterance[1:] != utterance[:-1]
    number = np.bincount(speaker[first], minlength=len(table.gathered.codes))
    heard = said.heard[np.argsort(-number[said.heard], kind="stable")]
    words = list(table.gathered.codes)
    return tuple((words[code], int(number[code])) for code in heard.tolist())


def doubts_about(project: Project, entity_id: str) -> tuple[str, ...]:
    """Return the acts of speech (relation ids) by which others doubt or dismiss an entity, in file order."""
    return doubts_by_entity(project).get(entity_id, ())


@per_facts
def doubts_by_entity(project: Project) -> dict[str, tuple[str, ...]]:
    """Return ``doubts_about`` for every entity that somebody doubts, in file order."""
    table = columns(project)
    voices = [project.vocabulary.relation_kind(kind).voice for kind in table.relation_kinds]
    doubting = np.array([voice in _DOUBTING for voice in voices], dtype=bool)
    if not doubting.any():
        return {}
    rows = np.flatnonzero(doubting[table.relation_kind])
    rows = rows[np.argsort(table.target[rows], kind="stable")]
    found: dict[str, list[str]] = defaultdict(list)
    for entity, key in zip(table.entities[table.target[rows]].tolist(), table.relations[rows].tolist(), strict=True):
        found[entity].append(key)
    return {entity: tuple(keys) for entity, keys in found.items()}


@dataclass(frozen=True, eq=False)
class _Spoken:
    """The pieces of evidence that count and are said by somebody in the graph.

    Attributes
    ----------
    is_spoken : ndarray of bool
        Which of all pieces they are.
    rows, utterance : ndarray
        Those pieces in the order of what they say, and what that is.
    heard, turn : ndarray
        Codes of the speakers as each is first heard, and the place of each code among them.
    """

    is_spoken: Mask
    rows: Rows
    utterance: NDArray[np.uint64]
    heard: Rows
    turn: Rows

    def alike(self, utterances: NDArray[np.uint64]) -> Rows:
        """Return the pieces that say any of this, in file order."""
        wanted = distinct(utterances)
        low = np.searchsorted(self.utterance, wanted, side="left")
        count = np.searchsorted(self.utterance, wanted, side="right") - low
        return np.sort(self.rows[np.repeat(low - (np.cumsum(count) - count), count) + np.arange(int(count.sum()))])


@per_facts
def _spoken(project: Project) -> _Spoken:
    table = evidence_table(project)
    is_entity = np.append(table.gathered.entity_of_code != NONE, [False])  # the last one: nobody
    is_spoken = table.is_accepted & is_entity[table.speaker]
    spoken = np.flatnonzero(is_spoken)
    rows = spoken[np.argsort(table.utterance[spoken], kind="stable")]
    heard = in_order_of_appearance(table.speaker[spoken], len(table.gathered.codes))
    turn = np.zeros(len(table.gathered.codes), dtype=np.intp)
    turn[heard] = np.arange(len(heard))
    return _Spoken(is_spoken, rows, table.utterance[rows], heard, turn)


def _utterances(project: Project, pieces: Rows) -> tuple[Utterance, ...]:
    """Return the pieces of evidence as utterances, each with its passages, in the order in which each first appears."""
    groups: dict[tuple[object, ...], list[Passage]] = defaultdict(list)
    for passage in passages_at_rows(project, pieces):
        speaker, stance = _speaker(project, passage)
        quote = passage.evidence.quote
        groups[speaker, stance, passage.evidence.article, quote.start, quote.exact].append(passage)
    found = []
    for key, own in groups.items():
        speaker = str(key[0])
        about = dict.fromkeys(end for passage in own for end in _subjects(project, passage) if end != speaker)
        found.append(Utterance(speaker, Stance(str(key[1])), tuple(own), tuple(about)))
    return tuple(found)


@per_facts
def _about(project: Project) -> dict[str, tuple[Utterance, ...]]:  # noqa: ARG001  # filled entity by entity
    return {}


def _spoken_of(project: Project, entity_id: str) -> tuple[Utterance, ...]:
    """Return the utterances about an entity: speaker by speaker as each is first heard, as they stand in the file."""
    kept = _about(project)
    if entity_id not in kept:
        table, said = evidence_table(project), _spoken(project)
        near = _at(table, entity_id)
        near = near[said.is_spoken[near]]
        found = [one for one in _utterances(project, said.alike(table.utterance[near])) if entity_id in one.about]
        kept[entity_id] = tuple(sorted(found, key=lambda one: said.turn[table.code(one.speaker)]))
    return kept[entity_id]


def _at(table: EvidenceTable, entity_id: str) -> Rows:
    """Return the pieces that belong to the relations at an entity, or to its facts."""
    ties, code = table.gathered.relations, table.code(entity_id)
    owners = np.flatnonzero((ties.source == code) | (ties.target == code))
    own = table.gathered.entities.row.get(entity_id)
    if own is not None:
        owners = np.append(owners, len(ties.ids) + own)
    count = table.pieces.count[owners]
    return np.repeat(table.first[owners] - (np.cumsum(count) - count), count) + np.arange(int(count.sum()))


def _speaker(project: Project, passage: Passage) -> tuple[str | None, Stance]:
    """Return who says a passage and how firmly, acts of speech included."""
    given = passage.evidence.speaker
    if passage.owner_kind is OwnerKind.RELATION:
        relation = project.relations[passage.owner]
        voice = project.vocabulary.relation_kind(relation.kind).voice
        if voice is not None and given in {None, relation.source}:
            return relation.source, VOICES[voice]
    return given, passage.stance


def _subjects(project: Project, passage: Passage) -> Iterable[str]:
    if passage.owner_kind is OwnerKind.RELATION:
        relation = project.relations[passage.owner]
        return relation.source, relation.target
    return (passage.entity,) if passage.entity is not None else ()
