"""Two graphs side by side: what was added, removed and changed, down to single pieces of evidence. Places are no facts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any

from explorer.model.bodies import Bodies
from explorer.model.facts import Date, Quantity, Value
from explorer.model.quote_checks import sha256
from explorer.model.sentences import relation_sentence
from explorer.model.values import shortened, value_text
from explorer.model.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from explorer.model.facts import Article, Entity, Evidence, Relation
    from explorer.model.project import Project

LONGEST = 200
AT_ONCE = 500


class How(StrEnum):
    """What became of something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Sort(StrEnum):
    """Of which sort it is."""

    GRAPH = "graph"
    ARTICLE = "article"
    ENTITY = "entity"
    FACT = "fact"
    RELATION = "relation"
    EVIDENCE = "evidence"


PLURAL = {Sort.ENTITY: "entities", Sort.EVIDENCE: "pieces of evidence"}
SINGULAR = {Sort.EVIDENCE: "piece of evidence"}


@dataclass(frozen=True)
class Difference:
    """One thing that is not the same in both.

    Attributes
    ----------
    id, owner : str
        Its id, and that of the entity, relation or article where it is to be seen.
    name : str
        What it says, for a person.
    fields : mapping of str to (value, value)
        What was changed, before and after, as JSON; None for what was not there.
    ends : tuple of str
        The entities that a relation is between.
    """

    how: How
    sort: Sort
    id: str
    owner: str
    name: str
    fields: Mapping[str, tuple[Any, Any]]
    ends: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """All differences from one graph to another, in the order of the second; what was removed comes last."""

    differences: tuple[Difference, ...]

    @cached_property
    def counts(self) -> Counter[tuple[How, Sort]]:
        """How many there are of each."""
        return Counter((own.how, own.sort) for own in self.differences)

    def summary(self) -> str:
        """Say it in one sentence."""
        if not self.differences:
            return "Both hold the same facts."
        parts = []
        for how in How:
            told = [
                counted(self.counts[how, sort], SINGULAR.get(sort, sort.value), PLURAL.get(sort))
                for sort in Sort
                if sort is not Sort.GRAPH and self.counts[how, sort]
            ]
            if self.counts[how, Sort.GRAPH]:
                told.append("what the graph says of itself")
            if told:
                parts.append(f"{how.value}: {', '.join(told)}")
        return "; ".join(parts).capitalize() + "."


def compare(before: Project, after: Project) -> Comparison:
    """Return what it takes to get from one graph to the other."""
    *_, last = comparing(before, after)
    return last


def comparing(before: Project, after: Project) -> Iterator[Comparison]:
    """Compare step by step, for whoever may be stopped meanwhile; the last step has all differences."""
    found = [*_graphs(before, after)]
    gone: list[Difference] = []
    for differences in (_articles, _entities, _relations):
        for number, difference in enumerate(differences(before, after)):
            (gone if difference.how is How.REMOVED else found).append(difference)
            if number % AT_ONCE == AT_ONCE - 1:
                yield Comparison(())
    yield Comparison((*found, *gone))


def _graphs(before: Project, after: Project) -> Iterator[Difference]:
    one, other = before.without_ties(), after.without_ties()
    fields = _fields(one, other, ("title", "description", "license", "kinds"))
    if fields:
        yield Difference(How.CHANGED, Sort.GRAPH, "", "", after.title or "The graph", fields)


def _articles(before: Project, after: Project) -> Iterator[Difference]:
    for how, _, one, other in _pairs(before, after, before.articles, after.articles):
        own = other if other is not None else one
        assert own is not None
        fields = _fields(one, other, leaving_out=("text", "text_sha256"))
        if one is not None and other is not None and _checksum(one) != _checksum(other):
            fields["text"] = (_about_text(one), _about_text(other))
        if how is not How.CHANGED or fields:
            yield Difference(how, Sort.ARTICLE, own.id, own.id, _short(own.title), fields)


def _checksum(article: Article) -> str | None:
    """Return what tells a text from another, wherever it is kept: one that lies beside its graph is the same."""
    return article.text_sha256 if article.text is None else sha256(article.text)


def _about_text(article: Article) -> str | None:
    if article.text is not None:
        return f"{len(article.text):,} letters"
    return None if article.text_sha256 is None else "one that is not here"


def _entities(before: Project, after: Project) -> Iterator[Difference]:
    for how, _, one, other in _pairs(before, after, before.entities, after.entities):
        own = other if other is not None else one
        assert own is not None
        fields = _fields(one, other, leaving_out=("facts",))
        if how is not How.CHANGED or fields:
            yield Difference(how, Sort.ENTITY, own.id, own.id, _short(own.name), fields)
        if how is How.CHANGED and one is not None and other is not None:
            yield from _facts(one, other)


def _facts(before: Entity, after: Entity) -> Iterator[Difference]:
    old, new = ({fact.id: fact for fact in entity.facts} for entity in (before, after))
    for key in _keys(old, new):
        one, other = old.get(key), new.get(key)
        own = other if other is not None else one
        assert own is not None
        fields = _fields(one, other, leaving_out=("evidence",))
        how = _how(one, other)
        if how is not How.CHANGED or fields:
            name = f"{after.name}: {own.property.replace('_', ' ')} {value_text(own.value)}"
            yield Difference(how, Sort.FACT, own.id, after.id, _short(name), fields)
        yield from _evidence(one.evidence if one else (), other.evidence if other else (), after.id)


def _relations(before: Project, after: Project) -> Iterator[Difference]:
    for how, project, one, other in _pairs(before, after, before.relations, after.relations):
        own = other if other is not None else one
        assert own is not None
        fields = _fields(one, other, leaving_out=("evidence",))
        if how is not How.CHANGED or fields:
            ends = (own.source, own.target)
            yield Difference(how, Sort.RELATION, own.id, own.id, _short(_sentence(project, own)), fields, ends)
        yield from _evidence(one.evidence if one else (), other.evidence if other else (), own.id)


def _evidence(before: Iterable[Evidence], after: Iterable[Evidence], owner: str) -> Iterator[Difference]:
    old, new = ({item.id: item for item in items} for items in (before, after))
    for key in _keys(old, new):
        one, other = old.get(key), new.get(key)
        own = other if other is not None else one
        assert own is not None
        fields = _fields(one, other)
        if fields or _how(one, other) is not How.CHANGED:
            yield Difference(_how(one, other), Sort.EVIDENCE, key, owner, f"“{_short(own.quote.exact)}”", fields)


def _pairs(
    before: Project, after: Project, old: Mapping[str, Any], new: Mapping[str, Any]
) -> Iterator[tuple[How, Project, Any, Any]]:  # Any: facts of one sort
    for key in _keys(old, new):
        if _is_same_text(old, new, key):
            continue
        one, other = old.get(key), new.get(key)
        if one is not other and one != other:
            yield _how(one, other), (before if other is None else after), one, other


def _is_same_text(old: Mapping[str, Any], new: Mapping[str, Any], key: str) -> bool:
    """Whether both have a fact as the same text, so that neither needs to be read."""
    if not (isinstance(old, Bodies) and isinstance(new, Bodies) and key in old and key in new):
        return False
    one, other = old.part(key), new.part(key)
    return isinstance(one, bytes | str) and one == other


def _keys(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[str]:
    yield from new
    yield from (key for key in old if key not in new)


def _how(one: object, other: object) -> How:
    if one is None:
        return How.ADDED
    return How.REMOVED if other is None else How.CHANGED


def _fields(
    one: Value | None, other: Value | None, names: Iterable[str] = (), *, leaving_out: Iterable[str] = ()
) -> dict[str, tuple[Any, Any]]:
    """Return the fields that differ in two values; none where one of them is not there."""
    if one is None or other is None:
        return {}
    keys = list(names) or [
        *type(one).model_fields,
        *dict.fromkeys([*(one.model_extra or {}), *(other.model_extra or {})]),
    ]
    out = {}
    for key in keys:
        old, new = getattr(one, key, None), getattr(other, key, None)
        if key not in leaving_out and old != new:
            out[key] = (_plain(old), _plain(new))
    return out


def _plain(value: Any) -> Any:  # whatever a field holds
    if isinstance(value, Value):
        return value.model_dump(mode="json", exclude_unset=True)
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return value


def words_of(value: Any) -> str:
    """Return a field's value, as ``Difference.fields`` has it, in words."""
    if value is None or value == [] or value == {}:
        return "nothing"
    if isinstance(value, dict):
        if "exact" in value:
            return f"“{_short(str(value['exact']))}”"
        for key, kind in (("amount", Quantity), ("date", Date)):
            if key in value:
                return _short(value_text(kind.model_validate(value)))
        return _short(", ".join(f"{key} {words_of(part)}" for key, part in value.items()))
    if isinstance(value, list):
        return _short(", ".join(words_of(part) for part in value))
    return _short(str(value))


def _sentence(project: Project, relation: Relation) -> str:
    if project.is_dangling(relation):
        return f"{relation.source} → {relation.target}"
    return relation_sentence(project, relation)


def _short(text: str) -> str:
    return shortened(text, LONGEST)
