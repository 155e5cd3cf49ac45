"""Makes a document fit to be a project, without losing anything, and tells what does not hang together.

Two facts with one id cannot both be kept under it. The later one gets an id of its own rather than being
dropped; whatever points at the id means the first. On disk nothing changes until something else does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from explorer.model.facts import Article, Entity, Relation
from explorer.model.problem import plain
from explorer.model.words import counted

if TYPE_CHECKING:
    from explorer.model.facts import GraphFile

_Fact = TypeVar("_Fact", Article, Entity, Relation)
Loose = tuple[int, Sequence[str]]
TOLD = 3
_STEM = 190  # leaves room for a number within the longest id
_LOOK = "Check the file to see where."


def tidied(file: GraphFile) -> tuple[GraphFile, tuple[str, ...]]:
    """Return the document with an id of its own for every fact, and what a person should know about it."""
    renamed: list[str] = []
    update: dict[str, Any] = {}
    for table in ("articles", "entities", "relations"):
        facts = getattr(file, table)
        if len({fact.id for fact in facts}) != len(facts):
            update[table] = _told_apart(facts, renamed)
    if update:
        file = file.model_copy(update=update)
    notices = _loose_ends(file)
    if renamed:
        told = f"{counted(len(renamed), 'fact')} had the id of another and got a new one: {_listed(len(renamed), renamed)}."
        notices = [f"{told} Whatever pointed at the old id means the first of them.", *notices]
    return file, tuple(notices)


def _told_apart(facts: Sequence[_Fact], renamed: list[str]) -> tuple[_Fact, ...]:
    taken = {fact.id for fact in facts}
    seen: Counter[str] = Counter()
    result: list[_Fact] = []
    for fact in facts:
        kept = fact
        if seen[fact.id]:
            fresh = _fresh(fact.id, taken, seen)
            taken.add(fresh)
            renamed.append(f"{fact.id} → {fresh}")
            kept = fact.model_copy(update={"id": fresh})
        else:
            seen[fact.id] = 1
        result.append(kept)
    return tuple(result)


def _fresh(key: str, taken: set[str], seen: Counter[str]) -> str:
    """Return an id like this one. ``seen`` remembers how far each was counted, or many twins would take for ever."""
    while True:
        seen[key] += 1
        fresh = f"{key[:_STEM]}-{seen[key]}"
        if fresh not in taken:
            return fresh


def _loose_ends(file: GraphFile) -> list[str]:
    entities = {entity.id for entity in file.entities}
    articles = {article.id for article in file.articles}
    dangling = [
        relation.id for relation in file.relations if relation.source not in entities or relation.target not in entities
    ]
    pieces = [item for relation in file.relations for item in relation.evidence]
    pieces += [item for entity in file.entities for fact in entity.facts for item in fact.evidence]
    homeless = [item.id for item in pieces if item.article not in articles]
    voiceless = [item.id for item in pieces if item.speaker is not None and item.speaker not in entities]
    return loose_ends(*((len(ids), ids) for ids in (dangling, homeless, voiceless)))


def loose_ends(dangling: Loose, homeless: Loose, voiceless: Loose) -> list[str]:
    """Say which relations lack an end, and which evidence an article or a speaker: how many, and the first ids."""
    notices = []
    if dangling[0]:
        ties = counted(dangling[0], "relation")
        notices.append(f"{ties} cannot be drawn, because one end is not in the file: {_listed(*dangling)}. {_LOOK}")
    if homeless[0]:
        number = counted(homeless[0], "piece of evidence", "pieces of evidence")
        notices.append(f"{number} without an article in the file: {_listed(*homeless)}. {_LOOK}")
    if voiceless[0]:
        number = counted(voiceless[0], "piece of evidence", "pieces of evidence")
        notices.append(f"{number} with a speaker who is not in the file: {_listed(*voiceless)}. {_LOOK}")
    return notices


def _listed(number: int, names: Sequence[str]) -> str:
    more = f" and {number - TOLD:,} more" if number > TOLD else ""
    return ", ".join(plain(name, 40) for name in names[:TOLD]) + more
