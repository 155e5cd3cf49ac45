"""The table of a project: its entities and relations as rows, with what is asked of all of them as arrays.

Dangling relations are not in it. What takes longer is made when it is first asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from explorer.model.gathering import ACCEPTED, NONE, REJECTED, STANCES, SUGGESTED
from explorer.model.standing import AGAINST, LEADS_TO, SUPPORTING, Standing

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from numpy.typing import NDArray

    from explorer.model.facts import Article
    from explorer.model.gathering import Gathered, Pieces, Rows, Small
    from explorer.model.vocabulary import Vocabulary

    Mask = NDArray[np.bool_]

STANDINGS = tuple(Standing)
_Number = TypeVar("_Number", np.intp, np.uint64)


@dataclass(frozen=True, eq=False)
class Table:
    """Entities and relations as rows, in file order.

    Attributes
    ----------
    entities, relations : ndarray of str
        Ids.
    entity_row : mapping of str to int
        The row of each entity.
    source, target : ndarray
        Rows of the ends of each relation.
    entity_kind, relation_kind : ndarray
        Places in ``entity_kinds`` and ``relation_kinds``.
    evidence : Pieces
        The evidence of the relations; articles and speakers are codes.
    qualified, counted : ndarray of bool
        Which relations have qualifiers, and which say how many.
    begins : ndarray
        The first day of each relation, as an ordinal; ``NONE`` where nothing dates it.
    gathered : Gathered
        What it was made of.
    gathered_row : ndarray
        The row of each relation there, where dangling ones are as well.
    articles, vocabulary
        Those of the project.
    """

    entities: NDArray[np.object_]
    relations: NDArray[np.object_]
    entity_row: Mapping[str, int]
    source: Rows
    target: Rows
    entity_kind: Rows
    entity_kinds: tuple[str, ...]
    relation_kind: Rows
    relation_kinds: tuple[str, ...]
    evidence: Pieces
    qualified: Mask
    counted: Mask
    begins: Rows
    gathered: Gathered
    gathered_row: Rows
    articles: Mapping[str, Article]
    vocabulary: Vocabulary

    @classmethod
    def of(cls, gathered: Gathered, articles: Mapping[str, Article], vocabulary: Vocabulary) -> Self:
        """Return the table of what was gathered."""
        entities, relations, words = gathered.entities, gathered.relations, list(gathered.codes)
        row_of_code = gathered.entity_of_code
        source, target = row_of_code[relations.source], row_of_code[relations.target]
        tied = np.flatnonzero((source != NONE) & (target != NONE))
        if len(tied) < len(source):
            source, target, relations = source[tied], target[tied], relations.taken(tied)
        entity_kind, entity_kinds = _renumbered(entities.kind, words)
        relation_kind, relation_kinds = _renumbered(relations.kind, words)
        return cls(
            entities=entities.ids,
            relations=relations.ids,
            entity_row=entities.row,
            source=source,
            target=target,
            entity_kind=entity_kind,
            entity_kinds=entity_kinds,
            relation_kind=relation_kind,
            relation_kinds=relation_kinds,
            evidence=relations.evidence,
            qualified=relations.qualified,
            counted=relations.counted,
            begins=relations.begins,
            gathered=gathered,
            gathered_row=tied,
            articles=articles,
            vocabulary=vocabulary,
        )

    @cached_property
    def relation_row(self) -> dict[str, int]:
        """The row of each relation."""
        if len(self.relations) == len(self.gathered.relations.ids):
            return self.gathered.relations.row
        return dict(zip(self.relations.tolist(), range(len(self.relations)), strict=True))

    @cached_property
    def linked(self) -> Mask:
        """Which entities have relations."""
        linked = np.zeros(len(self.entities), dtype=bool)
        linked[self.source] = True
        linked[self.target] = True
        return linked

    @cached_property
    def degree(self) -> Rows:
        """How many relations each entity has; one to itself counts once."""
        return degrees(len(self.entities), self.source, self.target)

    @cached_property
    def accepted(self) -> Mask:
        """Which pieces of evidence count."""
        return np.equal(self.evidence.status, ACCEPTED)

    @cached_property
    def passages(self) -> Rows:
        """How many pieces of evidence count for each relation."""
        return np.bincount(self.owner[self.accepted], minlength=len(self.relations))

    @cached_property
    def owner(self) -> Rows:
        """The row of the relation of each piece of evidence."""
        return self.evidence.owner

    @cached_property
    def standing(self) -> Small:
        """Places in ``STANDINGS``."""
        taken = np.zeros((len(STANCES), len(self.relations)), dtype=bool)
        stance, owner = self.evidence.stance[self.accepted], self.owner[self.accepted]
        taken[stance, owner] = True
        against = np.zeros(len(self.relations), dtype=bool)
        for stands in AGAINST:
            against |= taken[STANCES.index(stands)]
        result = np.full(len(self.relations), STANDINGS.index(Standing.UNSUPPORTED), dtype=np.int8)
        result[self.owner[np.equal(self.evidence.status, SUGGESTED)]] = STANDINGS.index(Standing.SUGGESTED)
        result[against] = STANDINGS.index(Standing.DENIED)
        for stands in reversed(SUPPORTING):
            result[taken[STANCES.index(stands)]] = STANDINGS.index(LEADS_TO[stands])
        supported = taken[[STANCES.index(stands) for stands in SUPPORTING]].any(axis=0)
        result[against & supported] = STANDINGS.index(Standing.CONTESTED)
        return result

    @cached_property
    def is_rejected(self) -> Mask:
        """Which relations were suggested, and all their evidence rejected: they stay in the file, and out of sight."""
        pieces = np.bincount(self.owner, minlength=len(self.relations))
        rejected = np.bincount(self.owner[np.equal(self.evidence.status, REJECTED)], minlength=len(self.relations))
        return np.asarray((pieces > 0) & (pieces == rejected))

    @cached_property
    def _incidence(self) -> tuple[Rows, Rows]:
        """Relations by entity: where those of each entity begin, and their rows in file order."""
        apart = self.source != self.target
        number = np.arange(len(self.relations))
        entity = np.concatenate([self.source, self.target[apart]])
        relation = np.concatenate([number, number[apart]])
        order = np.lexsort((relation, entity))
        start = np.zeros(len(self.entities) + 1, dtype=np.intp)
        np.cumsum(np.bincount(entity, minlength=len(self.entities)), out=start[1:])
        return start, relation[order]

    def relations_at(self, entity: int) -> Rows:
        """Return the rows of the relations at an entity, both directions, in file order."""
        start, rows = self._incidence
        return rows[start[entity] : start[entity + 1]]

    def between(self, one: int, other: int) -> Rows:
        """Return the rows of the relations between two entities, in either direction, in file order."""
        rows: Rows = min(self.relations_at(one), self.relations_at(other), key=len)
        source, target = self.source[rows], self.target[rows]
        there, back = (source == one) & (target == other), (source == other) & (target == one)
        return rows[np.flatnonzero(there | back)]

    def distances(
        self, start: int | list[int], depth: int | None = None, *, usable: Mask | None = None, until: int | None = None
    ) -> Rows:
        """Return how many steps each entity is from the nearest start, whichever way relations point; -1: further.

        Parameters
        ----------
        start : int or list of int
            Rows of entities.
        depth : int, optional
            How far to go.
        usable : ndarray of bool, optional
            The relations that may be used.
        until : int, optional
            The entity that need not be passed.
        """
        first, rows = self._incidence
        distance = np.full(len(self.entities), NONE, dtype=np.intp)
        front = np.atleast_1d(np.array(start, dtype=np.intp))
        distance[front] = 0
        step = 0
        while len(front) and (depth is None or step < depth) and (until is None or distance[until] == NONE):
            step += 1
            count = first[front + 1] - first[front]
            ties = rows[np.repeat(first[front] - (np.cumsum(count) - count), count) + np.arange(int(count.sum()))]
            if usable is not None:
                ties = ties[usable[ties]]
            ends = np.concatenate([self.source[ties], self.target[ties]])
            front = distinct(ends[distance[ends] == NONE])
            distance[front] = step
        return distance

    def warm(self) -> None:
        """Make what the window will ask for."""
        _ = self.relation_row, self.linked, self.degree, self.passages, self.standing, self._incidence


def degrees(size: int, source: Rows, target: Rows) -> Rows:
    """Return how many of these relations each of so many entities has; one to itself counts once.

    Examples
    --------
    >>> degrees(3, np.array([0, 1]), np.array([1, 1])).tolist()
    [1, 2, 0]
    """
    loops = source[source == target]
    ends = np.bincount(source, minlength=size) + np.bincount(target, minlength=size)
    return ends - np.bincount(loops, minlength=size)


def in_order_of_appearance(codes: Rows, size: int) -> Rows:
    """Return the codes that occur, each once, as they first appear.

    Examples
    --------
    >>> in_order_of_appearance(np.array([3, 1, 3, 0]), 5).tolist()
    [3, 1, 0]
    """
    first = np.full(size, len(codes), dtype=np.intp)
    first[codes[::-1]] = np.arange(len(codes))[::-1]  # the last one to be written stays
    used = np.flatnonzero(first < len(codes))
    return used[np.argsort(first[used], kind="stable")]


def distinct(numbers: NDArray[_Number]) -> NDArray[_Number]:
    """Return each number once, in order: what ``np.unique`` does, several times as fast where there are many."""
    ordered = np.sort(numbers)
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def _renumbered(codes: Rows, words: list[str]) -> tuple[Rows, tuple[str, ...]]:
    """Return codes that count from 0 in order of appearance, and their words."""
    used = in_order_of_appearance(codes, len(words))
    fresh = np.zeros(len(words), dtype=np.intp)
    fresh[used] = np.arange(len(used))
    return fresh[codes], tuple(words[code] for code in used.tolist())
