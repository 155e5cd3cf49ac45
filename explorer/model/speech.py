"""Who says what of whom. A speaker is not the publisher, and not the one spoken of.

Two things count as saying: being the speaker of a passage, and being the source of an act of speech
(doubts, dismisses, vouches for, comments on) that an article tells in its own voice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.model.columns import in_order_of_appearance
from explorer.model.evidence_table import EvidenceTable, evidence_table
from explorer.model.facets import columns
from explorer.model.facts import Stance
from explorer.model.memo import per_facts
from explorer.model.passages import OwnerKind, Passage, passages_at_rows
from explorer.model.vocabulary import VOICES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from explorer.model.project import Project

    Mask = NDArray[np.bool_]

_DOUBTING = frozenset({"doubts", "dismisses"})


@dataclass(frozen=True)
class Utterance:
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


@dataclass(frozen=True)
class Voice:
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
    return _utterances(project, table.is_accepted & (table.speaker == table.code(entity_id)))


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
    table = evidence_table(project)
    spoken = np.flatnonzero(_is_spoken(table))
    order = np.argsort(table.utterance[spoken])
    utterance, speaker = table.utterance[spoken][order], table.speaker[spoken][order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = utterance[1:] != utterance[:-1]
    number = np.bincount(speaker[first], minlength=len(table.gathered.codes))
    heard = in_order_of_appearance(table.speaker[spoken], len(number))
    heard = heard[np.argsort(-number[heard], kind="stable")]
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


def _is_spoken(table: EvidenceTable) -> Mask:
    """Return which pieces count, and are said by somebody in the graph."""
    is_entity = np.zeros(len(table.gathered.codes) + 1, dtype=bool)  # the last one: nobody
    is_entity[[table.code(key) for key in table.gathered.entities.ids.tolist()]] = True
    is_entity[-1] = False
    return table.is_accepted & is_entity[table.speaker]


def _utterances(project: Project, mask: Mask) -> tuple[Utterance, ...]:
    """Return the pieces of evidence as utterances, each with its passages, in the order in which each first appears."""
    groups: dict[tuple[object, ...], list[Passage]] = defaultdict(list)
    for passage in passages_at_rows(project, np.flatnonzero(mask)):
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
        table = evidence_table(project)
        spoken = _is_spoken(table)
        near = spoken & _touches(table, entity_id)
        whole = spoken & np.isin(table.utterance, table.utterance[near])
        found = [one for one in _utterances(project, whole) if entity_id in one.about]
        heard = in_order_of_appearance(table.speaker[spoken], len(table.gathered.codes))
        turn = dict(zip(heard.tolist(), range(len(heard)), strict=True))
        kept[entity_id] = tuple(sorted(found, key=lambda one: turn[table.code(one.speaker)]))
    return kept[entity_id]


def _touches(table: EvidenceTable, entity_id: str) -> Mask:
    """Return which pieces belong to the relations at an entity, or to its facts."""
    ties, code = table.gathered.relations, table.code(entity_id)
    tied = np.repeat((ties.source == code) | (ties.target == code), ties.evidence.count)
    people = table.gathered.entities
    own = np.repeat(np.equal(people.ids, entity_id), people.evidence.count)
    return np.concatenate([tied, own])


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
