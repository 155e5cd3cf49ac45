"""All evidence of a project as one table: that of the relations, dangling ones included, then that of the facts.

The words themselves are read from their relation or fact when they are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from explorer.model.facts import Stance
from explorer.model.gathering import ACCEPTED, NONE, REJECTED, STANCES, joined
from explorer.model.memo import per_facts
from explorer.model.vocabulary import VOICES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from explorer.model.facts import Evidence
    from explorer.model.gathering import Gathered, Pieces, Rows, Small
    from explorer.model.project import Project

    Mask = NDArray[np.bool_]

_MIXED = tuple(
    np.uint64(odd) for odd in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93)
)


@dataclass(frozen=True, eq=False)
class EvidenceTable:
    """Pieces of evidence in file order.

    Attributes
    ----------
    gathered : Gathered
        Where relations, entities and codes are.
    pieces : Pieces
        What is known of each piece.
    speaker, stance : ndarray
        Who says it and how firmly, acts of speech included: codes of ids, and places in ``STANCES``.
    """

    gathered: Gathered
    pieces: Pieces
    speaker: Rows
    stance: Small

    @cached_property
    def split(self) -> int:
        """The number of pieces that belong to relations; those of facts come after."""
        return int(self.gathered.relations.evidence.count.sum())

    @cached_property
    def first(self) -> Rows:
        """The first piece of each owner: of the relations, then of the entities."""
        return np.cumsum(self.pieces.count) - self.pieces.count

    @cached_property
    def owner(self) -> Rows:
        """The row of the relation, or of the entity whose fact it is, among what was gathered."""
        owner = self.pieces.owner
        owner[self.split :] -= len(self.gathered.relations.ids)
        return owner

    @cached_property
    def is_accepted(self) -> Mask:
        """Which pieces count."""
        return np.equal(self.pieces.status, ACCEPTED)

    @cached_property
    def is_kept(self) -> Mask:
        """Which pieces are not rejected."""
        return np.not_equal(self.pieces.status, REJECTED)

    @cached_property
    def quotation(self) -> NDArray[np.uint64]:
        """The same number for the same words in the same place of the same article."""
        numbers = (self.pieces.words, self.pieces.article, self.pieces.start)
        return _mixed(numbers)

    @cached_property
    def utterance(self) -> NDArray[np.uint64]:
        """The same number for the same quotation by the same speaker with the same stance."""
        return _mixed((self.quotation.view(np.int64), self.speaker, self.stance.astype(np.int64)))

    def code(self, word: str) -> int:
        """Return the code of an id; one that nothing has for an id that is nowhere."""
        return self.gathered.codes.get(word, len(self.gathered.codes))

    def read(self, project: Project, pieces: Iterable[int]) -> Iterator[tuple[str, str | None, Evidence]]:
        """Yield the owner of each piece, the entity if it is a fact, and the evidence itself."""
        first, ties, people = self.first, self.gathered.relations.ids, self.gathered.entities.ids
        for piece in pieces:
            owner = int(self.owner[piece])
            if piece < self.split:
                key = ties[owner]
                yield key, None, project.relations[key].evidence[piece - int(first[owner])]
            else:
                place = piece - int(first[owner + len(ties)])
                own = [(fact.id, item) for fact in project.entities[people[owner]].facts for item in fact.evidence]
                yield own[place][0], people[owner], own[place][1]


@per_facts
def evidence_table(project: Project) -> EvidenceTable:
    """Return the table of all evidence of a project."""
    gathered = project.gathered
    relations = gathered.relations
    pieces = joined([relations.evidence, gathered.entities.evidence])
    speaker, stance = pieces.speaker.copy(), pieces.stance.copy()
    words = list(gathered.codes)
    acts = np.full(len(words), NONE, dtype=np.int8)  # the stance of each kind of relation that is an act of speech
    for kind in set(relations.kind.tolist()):
        voice = project.vocabulary.relation_kind(words[kind]).voice
        if voice is not None:
            acts[kind] = STANCES.index(Stance(VOICES[voice]))
    owner = relations.evidence.owner
    source, act = relations.source[owner], acts[relations.kind[owner]]
    given = speaker[: len(owner)]
    is_act = (act != NONE) & ((given == NONE) | (given == source))
    speaker[: len(owner)] = np.where(is_act, source, given)
    stance[: len(owner)] = np.where(is_act, act, stance[: len(owner)])
    return EvidenceTable(gathered, pieces, speaker, stance)


def _mixed(numbers: Iterable[NDArray[np.int64]]) -> NDArray[np.uint64]:
    """Return one number for several, hardly ever the same one for others."""
    result: NDArray[np.uint64] | None = None
    for column, odd in zip(numbers, _MIXED, strict=False):
        value = column.astype(np.int64).view(np.uint64) * odd
        value ^= value >> np.uint64(29)
        result = value if result is None else (result ^ value) * _MIXED[-1]
    return result if result is not None else np.zeros(0, dtype=np.uint64)
