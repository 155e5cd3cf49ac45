"""Edits as a form makes them: what a person points at, put in its place, or taken away with whatever goes with it.

Pure: nothing is asked here, and nothing happens before the change is applied.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from explorer.model.changes import Batch, Move, Pin, Put, Remove, UseKinds
from explorer.model.errors import BadChange
from explorer.model.evidence_table import evidence_table
from explorer.model.facts import Article, Entity, EntityKind, Evidence, Fact, Kinds, Relation, RelationKind
from explorer.model.sentences import relation_sentence
from explorer.model.values import shortened
from explorer.model.words import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    from explorer.model.changes import Change
    from explorer.model.project import Project

    Editable = Entity | Relation | Fact | Evidence | Article | EntityKind | RelationKind

LONGEST_NAME = 40
LONGEST_ID = 60


class Sort(StrEnum):
    """What can be edited."""

    ENTITY = "entity"
    RELATION = "relation"
    FACT = "fact"
    EVIDENCE = "evidence"
    ARTICLE = "article"
    ENTITY_KIND = "kind of entity"
    RELATION_KIND = "kind of relation"


class Target(NamedTuple):
    """What a person points at.

    ``relation`` is where a piece of evidence stands; ``entity`` has a fact, and ``fact`` the evidence under it.
    """

    sort: Sort
    id: str
    relation: str = ""
    entity: str = ""
    fact: str = ""


class Removal(NamedTuple):
    """What taking something away comes to."""

    change: Change
    name: str
    goes_with_it: str


def found(project: Project, target: Target) -> Editable | None:
    """Return what is pointed at; None when it is gone."""
    match target.sort:
        case Sort.ENTITY:
            return project.entities.get(target.id)
        case Sort.RELATION:
            return project.relations.get(target.id)
        case Sort.ARTICLE:
            return project.articles.get(target.id)
        case Sort.ENTITY_KIND:
            return project.vocabulary.entity.get(target.id)
        case Sort.RELATION_KIND:
            return project.vocabulary.relation.get(target.id)
        case Sort.FACT:
            return _fact(project, target.entity, target.id)
        case Sort.EVIDENCE:
            owner = _owner(project, target)
            return None if owner is None else next((own for own in owner.evidence if own.id == target.id), None)


def name_of(project: Project, target: Target) -> str:
    """Return what a target is called in the Edit menu and in questions."""
    value = found(project, target)
    if isinstance(value, Entity):
        return short(value.name)
    if isinstance(value, Relation):
        return short(relation_sentence(project, value))
    if isinstance(value, Article):
        return short(value.title)
    if isinstance(value, Fact):
        return f"{value.property.replace('_', ' ')} of {short(project.entities[target.entity].name)}"
    if isinstance(value, Evidence):
        return f"“{short(value.quote.exact)}”"
    return f"{target.sort.value} {short(value.label)}" if value is not None else target.id


def put(project: Project, target: Target, value: Editable) -> Change:
    """Return how to put a value where the target is; one that is not there yet comes last."""
    if isinstance(value, Entity | Relation | Article):
        return Put(value)
    if isinstance(value, EntityKind | RelationKind):
        return UseKinds(_with_kind(project.kinds, value))
    if isinstance(value, Fact):
        entity = _known(project.entities, target.entity, "entity")
        return Put(entity.model_copy(update={"facts": _replaced(entity.facts, value)}))
    if target.relation:
        relation = _known(project.relations, target.relation, "relation")
        return Put(relation.model_copy(update={"evidence": _replaced(relation.evidence, value)}))
    fact = _fact(project, target.entity, target.fact)
    if fact is None:
        raise BadChange(f"There is no fact '{target.fact}' under '{target.entity}' to put evidence under.")
    owner = fact.model_copy(update={"evidence": _replaced(fact.evidence, value)})
    return put(project, Target(Sort.FACT, owner.id, entity=target.entity), owner)


def remove(project: Project, targets: Iterable[Target]) -> Removal:
    """Return how to take things away, what that is called, and what goes with them."""
    chosen = [target for target in dict.fromkeys(targets) if found(project, target) is not None]
    if not chosen:
        raise BadChange("There is nothing left to delete.")
    if all(target.sort in {Sort.ENTITY, Sort.RELATION, Sort.ARTICLE} for target in chosen):
        return _stored_removed(project, chosen)
    if len(chosen) > 1:
        raise BadChange("Facts, passages and kinds are deleted one at a time.")
    return _part_removed(project, chosen[0])


def _stored_removed(project: Project, targets: list[Target]) -> Removal:
    entities = [target.id for target in targets if target.sort is Sort.ENTITY]
    articles = {target.id for target in targets if target.sort is Sort.ARTICLE}
    own = {target.id for target in targets if target.sort is Sort.RELATION}
    tied = {key for entity in entities for key in project.relations_of(entity)} - own
    gone, speakers = own | tied, set(entities)
    now: dict[tuple[type[Entity | Relation], str], Entity | Relation] = {}
    dropped = unvoiced = 0
    for value in resting_on(project, articles, speakers):
        if value.id in gone or value.id in speakers:
            continue
        left, lost, hushed = _without_words(value, articles, speakers)
        now[type(value), value.id] = left
        dropped, unvoiced = dropped + lost, unvoiced + hushed
    placed = [key for key in entities if project.positions.get(key) is not None]
    changes: list[Change] = [Put(value) for value in now.values()]
    changes += [Remove(Relation, key) for key in project.relations if key in gone]
    if placed:
        changes.append(Move(dict.fromkeys(placed)))
    if project.pinned & speakers:
        changes.append(Pin(unpinned=project.pinned & speakers))
    changes += [Remove(Entity, key, even_if_tied=True) for key in entities]
    changes += [Remove(Article, key) for key in sorted(articles)]
    return Removal(
        Batch(tuple(changes)), _names(project, targets), _said_of(project, tied, gone, entities, dropped, unvoiced)
    )


def _said_of(project: Project, tied: set[str], gone: set[str], entities: list[str], dropped: int, unvoiced: int) -> str:
    """Return what goes with what is deleted, as a sentence; empty when nothing does."""
    facts = sum(len(project.entities[key].facts) for key in entities)
    words = sum(len(project.relations[key].evidence) for key in gone)
    words += sum(len(fact.evidence) for key in entities for fact in project.entities[key].facts)
    parts = [
        *([counted(len(tied), "relation")] if tied else []),
        *([counted(facts, "fact")] if facts else []),
        *([counted(words + dropped, "passage")] if words + dropped else []),
    ]
    goes = f"{_listed(parts)} {'goes' if parts and _is_one(parts) else 'go'} with it." if parts else ""
    hushed = f"{counted(unvoiced, 'passage')} will no longer say who speaks." if unvoiced else ""
    return " ".join(part for part in (goes, hushed) if part)


def _part_removed(project: Project, target: Target) -> Removal:
    name, value = name_of(project, target), found(project, target)
    if isinstance(value, Fact):
        entity = project.entities[target.entity]
        facts = tuple(fact for fact in entity.facts if fact.id != value.id)
        words = f"{counted(len(value.evidence), 'passage goes', 'passages go')} with it." if value.evidence else ""
        return Removal(Put(entity.model_copy(update={"facts": facts})), name, words)
    if isinstance(value, Evidence):
        owner = _owner(project, target)
        assert owner is not None  # or the evidence had not been found
        left = owner.model_copy(update={"evidence": tuple(own for own in owner.evidence if own.id != value.id)})
        home = Target(Sort.FACT, left.id, entity=target.entity) if isinstance(left, Fact) else target
        bare = "" if left.evidence else "Nothing supports it then."
        return Removal(put(project, home, left), name, bare)
    if isinstance(value, EntityKind | RelationKind):
        return _kind_removed(project, target, value)
    raise BadChange(f"There is no way to delete a {target.sort.value}.")


def _kind_removed(project: Project, target: Target, kind: EntityKind | RelationKind) -> Removal:
    kinds, name = project.kinds, name_of(project, target)
    if isinstance(kind, EntityKind):
        used = sum(entity.kind == kind.id for entity in project.entities.values())
        left = kinds.model_copy(update={"entity": tuple(own for own in kinds.entity if own.id != kind.id)})
        what = counted(used, "entity is", "entities are")
    else:
        used = sum(relation.kind == kind.id for relation in project.relations.values())
        left = kinds.model_copy(update={"relation": tuple(own for own in kinds.relation if own.id != kind.id)})
        what = counted(used, "relation is", "relations are")
    if left == kinds:
        raise BadChange(f"“{short(kind.label)}” is built in. It can be called otherwise, but not deleted.")
    return Removal(UseKinds(left), name, f"{what} of this kind and will show its bare name." if used else "")


def bulk(project: Project, targets: Iterable[Target], edit: Callable[[Any], Any]) -> Change:
    """Return one change that edits many entities, relations or articles alike."""
    # Any: each of them is given to the edit and comes back as what it was.
    values = [value for target in dict.fromkeys(targets) if (value := found(project, target)) is not None]
    edited = [(value, edit(value)) for value in values]
    return Batch(tuple(Put(after) for before, after in edited if after != before))


def resting_on(project: Project, articles: Iterable[str], speakers: Iterable[str]) -> Iterator[Entity | Relation]:
    """Yield every relation, and every entity with a fact, that has evidence of these articles or by these speakers."""
    table = evidence_table(project)
    pieces = table.pieces
    is_meant = np.isin(pieces.article, [table.code(key) for key in articles])
    is_meant |= np.isin(pieces.speaker, [table.code(key) for key in speakers])
    rows = np.flatnonzero(is_meant)
    relations, entities = table.owner[rows[rows < table.split]], table.owner[rows[rows >= table.split]]
    for row in np.unique(relations).tolist():
        yield project.relations[table.gathered.relations.ids[row]]
    for row in np.unique(entities).tolist():
        yield project.entities[table.gathered.entities.ids[row]]


def fresh_id(name: str, taken: Container[str], by: str = "-") -> str:
    """Return an id made of a name that nobody has yet; ``by`` stands between its words.

    Examples
    --------
    >>> fresh_id("Zhipu AI", {"zhipu-ai"})
    'zhipu-ai-2'
    """
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()
    base = re.sub(r"[\W_]+", by, letters).strip(by)[:LONGEST_ID] or "new"
    key, number = base, 2
    while key in taken:
        key, number = f"{base}{by}{number}", number + 1
    return key


def short(words: str) -> str:
    """Return words on one line, cut where a menu ends."""
    return shortened(words, LONGEST_NAME)


def _fact(project: Project, entity: str, key: str) -> Fact | None:
    owner = project.entities.get(entity)
    return None if owner is None else next((fact for fact in owner.facts if fact.id == key), None)


def _owner(project: Project, target: Target) -> Relation | Fact | None:
    return (
        project.relations.get(target.relation)
        if target.relation
        else _fact(project, target.entity, target.fact)
    )  # fmt: skip


def _known(table: Mapping[str, Any], key: str, what: str) -> Any:
    # Any: whatever the table holds.
    if key not in table:
        raise BadChange(f"There is no {what} '{key}' any more.")
    return table[key]


def _replaced(items: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    # Any: facts and evidence alike.
    if any(item.id == value.id for item in items):
        return tuple(value if item.id == value.id else item for item in items)
    return (*items, value)


def _with_kind(kinds: Kinds, kind: EntityKind | RelationKind) -> Kinds:
    if isinstance(kind, EntityKind):
        return kinds.model_copy(update={"entity": _replaced(kinds.entity, kind)})
    return kinds.model_copy(update={"relation": _replaced(kinds.relation, kind)})


def _without_words(
    value: Entity | Relation, articles: set[str], speakers: set[str]
) -> tuple[Entity | Relation, int, int]:
    """Return it without the evidence of articles and the names of speakers that go; how many of each."""
    if isinstance(value, Relation):
        evidence, lost, hushed = _fewer(value.evidence, articles, speakers)
        return value.model_copy(update={"evidence": evidence}), lost, hushed
    facts, lost, hushed = [], 0, 0
    for fact in value.facts:
        evidence, fewer, silent = _fewer(fact.evidence, articles, speakers)
        facts.append(fact.model_copy(update={"evidence": evidence}) if evidence != fact.evidence else fact)
        lost, hushed = lost + fewer, hushed + silent
    return value.model_copy(update={"facts": tuple(facts)}), lost, hushed


def _fewer(
    evidence: tuple[Evidence, ...], articles: set[str], speakers: set[str]
) -> tuple[tuple[Evidence, ...], int, int]:
    left = [item for item in evidence if item.article not in articles]
    hushed = sum(item.speaker in speakers for item in left)
    now = tuple(item.model_copy(update={"speaker": None}) if item.speaker in speakers else item for item in left)
    return now, len(evidence) - len(left), hushed


def _names(project: Project, targets: list[Target]) -> str:
    if len(targets) == 1:
        return name_of(project, targets[0])
    parts = []
    for sort, plural in ((Sort.ENTITY, "entities"), (Sort.RELATION, "relations"), (Sort.ARTICLE, "articles")):
        number = sum(target.sort is sort for target in targets)
        if number:
            parts.append(counted(number, sort.value, plural))
    return _listed(parts)


def _is_one(parts: list[str]) -> bool:
    return len(parts) == 1 and parts[0].startswith("1 ")


def _listed(parts: list[str]) -> str:
    return " and ".join(parts) if len(parts) < 3 else f"{', '.join(parts[:-1])} and {parts[-1]}"
