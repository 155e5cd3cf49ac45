"""The kinds of what is taken in: ours where the word is one of ours, else new ones that the document describes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.formats.attributes import LONGEST_ID, slug
from explorer.model.facts import EntityKind, Kinds, RelationKind
from explorer.model.vocabulary import ENTITY_KINDS, RELATION_KINDS

if TYPE_CHECKING:
    from explorer.formats.base import Tally

_ENTITY = {word: kind.id for kind in ENTITY_KINDS for word in (slug(kind.plural or kind.id), slug(kind.label), kind.id)}
_ENTITY |= {"organisation": "organization", "organisations": "organization"}
_RELATION = {word: kind.id for kind in RELATION_KINDS for word in (slug(kind.label), kind.id)}
_OURS = {kind.id: kind for kind in RELATION_KINDS}
_THEIRS = {kind.id for kind in ENTITY_KINDS}


class IntakeKinds:
    """Finds and collects kinds."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._entity_ids: dict[str, str] = {}
        self._relation_ids: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._entity_labels: dict[str, str] = {}
        self._ways: dict[str, list[int]] = {}

    def entity(self, word: str, *, exact: bool) -> str:
        """Return the id of the kind of entity that is called so; ``exact`` if the word is one."""
        key = self._entity_ids.get(word)
        if key is None:
            spelled = slug(word)
            key = word[:LONGEST_ID] if exact else _ENTITY.get(spelled, spelled)
            self._entity_ids[word] = key
            if key not in _THEIRS:
                self._entity_labels.setdefault(key, word)
        return key

    def relation(self, word: str, *, directed: bool, exact: bool) -> str:
        """Return the id of the kind of relation that is called so; count its directions."""
        key = self._relation_ids.get(word)
        if key is None:
            spelled = slug(word)
            key = word[:LONGEST_ID] if exact else _RELATION.get(spelled, spelled)
            self._relation_ids[word] = key
            self._ways.setdefault(key, [0, 0])
            self._labels.setdefault(key, word.replace("_", " "))
        self._ways[key][not directed] += 1
        return key

    def says_label(self, key: str, label: object, *, told: bool) -> bool:
        """Whether a relation's label only says what its kind is called; ``told``: it does say that."""
        if not isinstance(label, str) or not label:
            return False
        if key in _OURS:
            return label == _OURS[key].label or told
        if told:
            self._labels[key] = label
        return told

    def symmetric(self, kinds: Kinds) -> set[str]:
        """Return the kinds of relation that have no direction."""
        return {kind.id for kind in (*RELATION_KINDS, *kinds.relation) if kind.symmetric}

    def kinds(self, told: Kinds | None = None) -> Kinds:
        """Return the kinds that the document has to describe, and tell of directions that could not be kept.

        Parameters
        ----------
        told : Kinds, optional
            What the file itself says of kinds.
        """
        if told is not None:
            return told
        relation = []
        for key, (directed, undirected) in self._ways.items():
            ours = _OURS.get(key)
            symmetric = ours.symmetric if ours else not directed
            if undirected and not symmetric:
                why = "without direction in the file, with one here, because its kind has one"
                self._tally.add("relation", why, key, number=undirected)
            if ours is None:
                relation.append(RelationKind(id=key, label=self._labels[key], symmetric=symmetric, self_loop=True))
        entity = [EntityKind(id=key, label=label) for key, label in self._entity_labels.items()]
        given = {"entity": tuple(entity), "relation": tuple(relation)}
        return Kinds(**{name: kinds for name, kinds in given.items() if kinds})
