"""Who says what of whom. A speaker is not the publisher, and not the one spoken of.

Two things count as saying: being the speaker of a passage, and being the source of an act of speech
(doubts, dismisses, vouches for, comments on) that an article tells in its own voice.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.model.facts import Stance
from explorer.model.memo import per_facts
from explorer.model.passages import OwnerKind, Passage, all_passages
from explorer.model.vocabulary import VOICES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from explorer.model.project import Project

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
    voice = _voices(project).get(entity_id)
    return voice.utterances if voice is not None else ()


def said_about(project: Project, entity_id: str) -> tuple[Voice, ...]:
    """Return what others say of an entity, grouped by speaker, those with most to say first.

    What an article says in its own voice is not among it: nobody in the graph says that.
    """
    groups: dict[str, list[Utterance]] = defaultdict(list)
    for utterance in _spoken_of(project).get(entity_id, ()):
        groups[utterance.speaker].append(utterance)
    voices = [Voice(speaker, tuple(own)) for speaker, own in groups.items()]
    return tuple(sorted(voices, key=lambda voice: -len(voice.utterances)))


def speakers(project: Project) -> tuple[Voice, ...]:
    """Return everyone who says something, those with most to say first."""
    return tuple(sorted(_voices(project).values(), key=lambda voice: -len(voice.utterances)))


def doubts_about(project: Project, entity_id: str) -> tuple[str, ...]:
    """Return the acts of speech (relation ids) by which others doubt or dismiss an entity, in file order."""
    found = []
    for key in project.relations_of(entity_id):
        relation = project.relations[key]
        voice = project.vocabulary.relation_kind(relation.kind).voice
        if relation.target == entity_id and voice in _DOUBTING:
            found.append(key)
    return tuple(found)


@per_facts
def _voices(project: Project) -> Mapping[str, Voice]:
    groups: dict[tuple[object, ...], list[Passage]] = defaultdict(list)
    for passage in all_passages(project):
        if not passage.is_accepted:
            continue
        speaker, stance = _speaker(project, passage)
        if speaker is not None and speaker in project.entities:
            quote = passage.evidence.quote
            groups[speaker, stance, passage.evidence.article, quote.start, quote.exact].append(passage)
    spoken: dict[str, list[Utterance]] = defaultdict(list)
    for key, own in groups.items():
        speaker, stance = str(key[0]), Stance(str(key[1]))
        about = dict.fromkeys(end for passage in own for end in _subjects(project, passage) if end != speaker)
        spoken[speaker].append(Utterance(speaker, stance, tuple(own), tuple(about)))
    return {speaker: Voice(speaker, tuple(own)) for speaker, own in spoken.items()}


@per_facts
def _spoken_of(project: Project) -> Mapping[str, tuple[Utterance, ...]]:
    result: dict[str, list[Utterance]] = defaultdict(list)
    for voice in _voices(project).values():
        for utterance in voice.utterances:
            for entity in utterance.about:
                result[entity].append(utterance)
    return {entity: tuple(own) for entity, own in result.items()}


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
