"""Two who have changed one graph, brought together field by field; what both have changed is asked.

New facts and new evidence are never in each other's way. Lists are taken as sets. What one removed and the other changed
stays. The words of a quotation never change: where they do, both are kept.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from explorer.model.changes import Batch, Note, Put, Remove, UseKinds
from explorer.model.facts import Article, Entity, Evidence, Fact, Kinds, Relation, Value

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from explorer.model.changes import Change
    from explorer.model.project import Project, Stored


@dataclass(frozen=True)
class Clash:
    """Something that both have changed, each in another way. One of them removed it where ``field`` is empty.

    Attributes
    ----------
    key : str
        Tells it from all others.
    owner : str
        The entity, relation or article where it is to be seen.
    base, mine, theirs : value
        What it was, and what the two have made of it; None for what is not there.
    """

    key: str
    owner: str
    field: str
    base: Any  # whatever a field holds
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    """What makes of mine what both want, and what they do not agree on: there mine stays, unless theirs was chosen."""

    change: Batch
    clashes: tuple[Clash, ...]


class _Absent:
    """Marks a field that is not set, or a fact that is not there."""

    def __repr__(self) -> str:
        return "absent"


ABSENT = _Absent()


def merge(base: Project, mine: Project, theirs: Project, theirs_for: Iterable[str] = ()) -> Merged:
    """Return how to bring theirs into mine.

    Parameters
    ----------
    base, mine, theirs : Project
        The graph as both had it, and as each has it now.
    theirs_for : iterable of str
        Keys of the clashes in which theirs is to win; in all others mine stays.
    """
    at = _Merger(frozenset(theirs_for))
    changes: list[Change] = []
    removed: list[Remove] = []
    tables: tuple[tuple[type[Stored], Callable[[Project], Mapping[str, Stored]]], ...] = (
        (Article, lambda project: project.articles),
        (Entity, lambda project: project.entities),
        (Relation, lambda project: project.relations),
    )
    for kind, table in tables:
        old, own, other = table(base), table(mine), table(theirs)
        for key in dict.fromkeys([*other, *old]):
            made = at.fact(
                f"{kind.__name__.lower()} {key}", key, *(facts.get(key, ABSENT) for facts in (old, own, other))
            )
            if made is ABSENT and key in own:
                removed.append(Remove(kind, key))
            elif made is not ABSENT and made is not own.get(key) and made != own.get(key):
                changes.append(Put(made))
    kinds = at.plain("kinds", "", "kinds", base.kinds, mine.kinds, theirs.kinds)
    if isinstance(kinds, Kinds) and kinds != mine.kinds:
        changes.insert(0, UseKinds(kinds))
    known = {decision.id for decision in mine.journal}
    changes += [Note(decision) for decision in theirs.journal if decision.id not in known]
    return Merged(Batch((*changes, *_fitting(removed, changes, mine))), tuple(at.clashes))


def _fitting(removed: list[Remove], changes: list[Change], mine: Project) -> list[Change]:
    """Return what can be removed, relations first; an entity that somebody still ties something to stays."""
    ties = [own for own in removed if own.kind is Relation]
    gone = {own.key for own in ties}
    put = [change.value for change in changes if isinstance(change, Put)]
    replaced = {value.id: value for value in put if isinstance(value, Relation)}
    tied: set[str] = set()
    wanted = {own.key for own in removed if own.kind is Entity}
    for key in {*replaced, *(tie for entity in wanted for tie in mine.relations_of(entity))} - gone:
        relation = replaced.get(key) or mine.relations[key]
        tied |= {relation.source, relation.target}
    return [
        *ties,
        *(own for own in removed if own.kind is not Relation and not (own.kind is Entity and own.key in tied)),
    ]


@dataclass
class _Merger:
    theirs_for: frozenset[str]
    clashes: list[Clash] = field(default_factory=list)

    def plain(self, key: str, owner: str, name: str, base: Any, mine: Any, theirs: Any) -> Any:
        """Merge what has no parts."""
        if mine == theirs or theirs == base:
            return mine
        if mine == base:
            return theirs
        given = (None if value is ABSENT else value for value in (base, mine, theirs))
        self.clashes.append(Clash(key, owner, name, *given))
        return theirs if key in self.theirs_for else mine

    def fact(self, key: str, owner: str, base: Any, mine: Any, theirs: Any) -> Any:
        """Merge a value that has an id, or is not there."""
        if mine is theirs or theirs is base or mine == theirs or theirs == base:
            return mine
        if mine == base:
            return theirs
        if mine is ABSENT or theirs is ABSENT:  # one removed what the other changed: it stays, unless somebody says so
            there = theirs if mine is ABSENT else mine
            given = (None if value is ABSENT else value for value in (base, mine, theirs))
            self.clashes.append(Clash(key, owner, "", *given))
            return ABSENT if key in self.theirs_for else there
        return self.fields(key, owner, base, mine, theirs)

    def fields(self, key: str, owner: str, base: Any, mine: Value, theirs: Value) -> Any:
        """Merge two values field by field."""
        update: dict[str, Any] = {}
        unset: list[str] = []
        for name in dict.fromkeys([*_names(mine), *_names(theirs)]):
            old, own, other = (_get(value, name) for value in (base, mine, theirs))
            made = self.part(f"{key} {name}", owner, name, old, own, other)
            if made is ABSENT and own is not ABSENT:
                unset.append(name)
            elif made is not own:
                update[name] = made
        if not update and not unset:
            return mine
        copy = mine.model_copy(update=update)
        for name in unset:
            _unset(copy, name)
        return copy

    def part(self, key: str, owner: str, name: str, base: Any, mine: Any, theirs: Any) -> Any:
        """Merge one field, with its parts if it has any."""
        if mine == theirs or theirs == base:
            return mine
        if mine == base:
            return theirs
        some = [value for value in (base, mine, theirs) if value is not ABSENT]
        if all(isinstance(value, tuple) for value in some):
            items = [item for value in some for item in value]
            parts = [() if value is ABSENT else value for value in (base, mine, theirs)]
            if all(isinstance(item, Evidence | Fact) for item in items):
                return self.listed(key, owner, *parts)
            if all(isinstance(item, str) for item in items):
                return _as_sets(*parts)
        if all(isinstance(value, dict) for value in some):
            tables = [{} if value is ABSENT else value for value in (base, mine, theirs)]
            return self.entries(key, owner, name, *tables)
        return self.plain(key, owner, name, base, mine, theirs)

    def listed(self, key: str, owner: str, base: Any, mine: Any, theirs: Any) -> tuple[Any, ...]:
        """Merge lists of facts or of evidence, by their ids."""
        old, own, other = ({item.id: item for item in items} for items in (base, mine, theirs))
        result = []
        for part in dict.fromkeys([*own, *other]):
            values = [table.get(part, ABSENT) for table in (old, own, other)]
            if isinstance(values[1], Evidence) and isinstance(values[2], Evidence) and _is_requoted(*values[1:]):
                taken = own.keys() | other.keys()
                number = next(number for number in range(2, len(taken) + 3) if f"{part}-{number}" not in taken)
                result += [values[1], values[2].model_copy(update={"id": f"{part}-{number}"})]
                continue
            made = self.fact(f"{key} {part}", owner, *values)
            if made is not ABSENT:
                result.append(made)
        return tuple(result)

    def entries(self, key: str, owner: str, name: str, base: Any, mine: Any, theirs: Any) -> dict[str, Any]:
        """Merge qualifiers, and what else has names of its own."""
        result = {}
        for part in dict.fromkeys([*mine, *theirs]):
            values = (table.get(part, ABSENT) for table in (base, mine, theirs))
            made = self.plain(f"{key} {part}", owner, f"{name}: {part}", *values)
            if made is not ABSENT:
                result[part] = made
        return result


def _is_requoted(mine: Any, theirs: Any) -> bool:
    return bool(mine.quote.exact != theirs.quote.exact or mine.article != theirs.article)


def _as_sets(base: Any, mine: Any, theirs: Any) -> tuple[Any, ...]:
    kept = [item for item in mine if item in theirs or item not in base]
    return (*kept, *(item for item in theirs if item not in kept and item not in base))


def _names(value: Value) -> list[str]:
    return [*(name for name in type(value).model_fields if name in value.model_fields_set), *(value.model_extra or {})]


def _get(value: Any, name: str) -> Any:
    return getattr(value, name) if isinstance(value, Value) and name in _names(value) else ABSENT


def _unset(value: Value, name: str) -> None:
    """Take a field back to what it is when nobody says anything."""
    known = type(value).model_fields.get(name)
    if known is not None:
        value.__dict__[name] = known.get_default(call_default_factory=True)
    elif value.model_extra is not None:
        value.model_extra.pop(name, None)
    value.model_fields_set.discard(name)
