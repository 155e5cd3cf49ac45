"""Two entities that are one: merged, split again at any later time, or said not to be the same. Nothing is decided here.

Everything that a merge moves is told in the details of its decision, by id, so that a split gives back what has been
edited since as it is now. A relation between the two becomes a loop and is kept.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from explorer.model.changes import Batch, Move, Pin, Put, Remove
from explorer.model.decisions import decided
from explorer.model.editing import resting_on
from explorer.model.errors import BadChange
from explorer.model.facts import Entity, Relation
from explorer.model.folding import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from explorer.model.changes import Change
    from explorer.model.facts import Decision, Evidence, Fact
    from explorer.model.project import Project

MERGE, SPLIT, NOT_SAME = "merge", "split", "not_same"
"""Kinds of decisions that are made here."""
LIKELY = 88.0
"""From this similarity, of 100, two names are offered as one."""
LARGEST_BLOCK = 120
"""Names that share a word with more names than this are not compared because of that word."""


class Merged(NamedTuple):
    """What merging comes to."""

    change: Change
    decision: Decision
    loops: tuple[str, ...]
    joined: tuple[str, ...]


class Candidate(NamedTuple):
    """Two entities that may be one, the better connected first."""

    keep: str
    gone: str
    score: float


def merge(project: Project, keep: str, gone: str) -> Merged:
    """Return how to make one entity of two.

    Parameters
    ----------
    project : Project
    keep, gone : str
        The entity that stays, and the one whose names, facts, relations and words it takes over.

    Returns
    -------
    Merged
        The change; the decision that ``split`` needs; the relations that become loops; and those that were exact
        duplicates of one of the entity that stays, whose evidence is now there.
    """
    for key in (keep, gone):
        if key not in project.entities:
            raise BadChange(f"There is no entity '{key}' to merge.")
    if keep == gone:
        raise BadChange("An entity cannot be merged with itself. Choose two.")
    return _Merging(project, project.entities[keep], project.entities[gone]).done()


class _Merging:
    """One merge while it is put together."""

    def __init__(self, project: Project, keep: Entity, gone: Entity) -> None:
        self._project, self._keep, self._gone = project, keep, gone
        self._loops: list[str] = []
        bare = gone.model_copy(update={"facts": ()}) if gone.facts else gone
        unset = [name for name in ("aliases", "same_as", "description", "facts") if name not in keep.model_fields_set]
        self._told: dict[str, Any] = {"keep": keep.id, "gone": _plain(bare), "unset": unset}

    def done(self) -> Merged:
        project, keep, gone = self._project, self._keep.id, self._gone.id
        entities = list(project.entities)
        self._told["at"] = entities.index(gone)
        place = project.positions.get(gone)
        if place is not None:
            self._told["place"] = list(place)
        if gone in project.pinned:
            self._told["pinned"] = True
        relations, removed = self._relations()
        changes: list[Change] = [Put(self._entity())]
        changes += self._speakers(relations, removed)
        changes += [Put(relation) for relation in relations.values()]
        changes += [Remove(Relation, key) for key in removed]
        changes += [Remove(Entity, gone, even_if_tied=True)]
        if place is not None:
            changes.append(Move({gone: None}))
        if gone in project.pinned:
            changes.append(Pin(unpinned=frozenset({gone})))
        decision = decided(MERGE, self._told, (keep,))
        return Merged(Batch(tuple(changes)), decision, tuple(self._loops), tuple(removed))

    def _entity(self) -> Entity:
        keep, gone = self._keep, self._gone
        known = {keep.name, *keep.aliases}
        aliases = [name for name in dict.fromkeys((gone.name, *gone.aliases)) if name not in known]
        same_as = [name for name in gone.same_as if name not in keep.same_as]
        update: dict[str, Any] = {}
        if aliases:
            update["aliases"] = (*keep.aliases, *aliases)
        if same_as:
            update["same_as"] = (*keep.same_as, *same_as)
        if gone.description and not keep.description:
            update["description"] = gone.description
        facts, moved = _with_free_ids(keep.facts, gone.facts)
        if facts:
            update["facts"] = (*keep.facts, *facts)
        self._told |= {"aliases": aliases, "same_as": same_as, "described": "description" in update, "facts": moved}
        merged: Entity = _updated(keep, update)
        return merged

    def _relations(self) -> tuple[dict[str, Relation], list[str]]:
        """Return relations as they will be, and those that go since they are told already."""
        project, keep, gone = self._project, self._keep.id, self._gone.id
        now: dict[str, Relation] = {}
        removed: list[str] = []
        told: list[dict[str, Any]] = []
        joined: list[dict[str, Any]] = []
        same = defaultdict(list)
        for key, relation in project.relations.items():
            if gone not in {relation.source, relation.target} and keep in {relation.source, relation.target}:
                same[_content(relation)].append(key)
        for at, (key, relation) in enumerate(project.relations.items()):
            if gone not in {relation.source, relation.target}:
                continue
            ends = {end: keep for end in ("source", "target") if getattr(relation, end) == gone}
            moved = relation.model_copy(update=ends)
            twins = same[_content(moved)]
            if twins:
                into = now.get(twins[0], project.relations[twins[0]])
                evidence, ids = _with_free_ids(into.evidence, relation.evidence)
                now[into.id] = _updated(into, {"evidence": (*into.evidence, *evidence)} if evidence else {})
                removed.append(key)
                bare = relation.model_copy(update={"evidence": ()}) if relation.evidence else relation
                was_bare = "evidence" not in into.model_fields_set
                joined.append(
                    {"relation": _plain(bare), "at": at, "into": into.id, "evidence": ids, "was_bare": was_bare}
                )
            else:
                now[key] = moved
                told.append({"id": key, "ends": sorted(ends)})
                if moved.source == moved.target:
                    self._loops.append(key)
        self._told |= {"relations": told, "joined": joined}
        return now, removed

    def _speakers(self, relations: dict[str, Relation], removed: Iterable[str]) -> Iterator[Change]:
        """Let the words of the one be spoken by the other; relations are changed where they are."""
        keep, gone = self._keep.id, self._gone.id
        spoken = self._told["spoken"] = []

        def heard(evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
            spoken.extend(item.id for item in evidence if item.speaker == gone)
            return tuple(_spoken_by(item, keep) if item.speaker == gone else item for item in evidence)

        speaking = {value.id: value for value in resting_on(self._project, (), (gone,))}
        ties = [*relations, *(key for key, value in speaking.items() if isinstance(value, Relation))]
        for key in dict.fromkeys(key for key in ties if key not in set(removed)):
            relation = relations.get(key, self._project.relations[key])
            if any(item.speaker == gone for item in relation.evidence):
                relations[key] = relation.model_copy(update={"evidence": heard(relation.evidence)})
        others = [value for value in speaking.values() if isinstance(value, Entity) and value.id not in {keep, gone}]
        for entity in (self._entity(), *others):
            if _speaks_in_facts(entity, gone):
                facts = tuple(fact.model_copy(update={"evidence": heard(fact.evidence)}) for fact in entity.facts)
                yield Put(entity.model_copy(update={"facts": facts}))


def split(project: Project, decision: Decision) -> tuple[Change, Decision]:
    """Return how to take a merge back, whatever has been edited since, and the decision that says so."""
    keep = str(decision.details.get("keep", ""))
    if decision.kind != MERGE or keep not in project.entities:
        raise BadChange("That merge cannot be taken back: the entity it led to is no longer in the graph.")
    gone = Entity.model_validate(decision.details["gone"])
    if gone.id in project.entities:
        raise BadChange(f"There is an entity '{gone.id}' in the graph already. It has been split before.")
    change = _Splitting(project, decision.details, project.entities[keep], gone).done()
    return change, decided(SPLIT, {"merge": decision.id}, (gone.id, keep))


class _Splitting:
    """One split while it is put together."""

    def __init__(self, project: Project, told: Mapping[str, Any], keep: Entity, gone: Entity) -> None:
        self._project, self._told, self._keep, self._gone = project, told, keep, gone
        self._spoken = set(told.get("spoken", ()))
        self._speaking = tuple(resting_on(project, (), (keep.id,)))
        self._now: dict[str, Relation] = {}

    def done(self) -> Change:
        told, gone = self._told, self._gone.id
        facts = self._spoken_facts(self._keep.facts)
        before = {now: was for was, now in told.get("facts", ())}
        given = _named_back(facts, before)
        kept = tuple(fact for fact in facts if fact.id not in before)
        self._let_speak()
        restored = list(self._restored())
        self._tie_back()
        changes: list[Change] = [Put(_updated(self._gone, {"facts": given} if given else {}), told.get("at"))]
        changes.append(Put(self._stripped(kept)))
        changes += [
            Put(entity.model_copy(update={"facts": self._spoken_facts(entity.facts)}))
            for entity in self._speaking
            if isinstance(entity, Entity)
            and entity.id != self._keep.id
            and any(self._is_spoken(fact.evidence) for fact in entity.facts)
        ]
        changes += [Put(relation) for relation in self._now.values()]
        changes += [Put(relation, at) for relation, at in restored]
        if "place" in told:
            x, y = told["place"]
            changes.append(Move({gone: (float(x), float(y))}))
        if told.get("pinned"):
            changes.append(Pin(frozenset({gone})))
        return Batch(tuple(changes))

    def _is_spoken(self, evidence: Iterable[Evidence]) -> bool:
        return any(item.id in self._spoken and item.speaker == self._keep.id for item in evidence)

    def _spoken_back(self, evidence: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
        return tuple(_spoken_by(item, self._gone.id) if self._is_spoken((item,)) else item for item in evidence)

    def _spoken_facts(self, facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
        return tuple(
            fact.model_copy(update={"evidence": self._spoken_back(fact.evidence)})
            if self._is_spoken(fact.evidence)
            else fact
            for fact in facts
        )

    def _let_speak(self) -> None:
        for relation in self._speaking:
            if isinstance(relation, Relation) and self._is_spoken(relation.evidence):
                self._now[relation.id] = relation.model_copy(update={"evidence": self._spoken_back(relation.evidence)})

    def _restored(self) -> Iterator[tuple[Relation, int]]:
        """Yield the relations that had been joined, with their evidence as it is now; take it out of where it went."""
        for item in self._told.get("joined", ()):
            relation = Relation.model_validate(item["relation"])
            before = {now: was for was, now in item["evidence"]}
            into = self._now.get(item["into"], self._project.relations.get(item["into"]))
            evidence: tuple[Evidence, ...] = ()
            if into is not None:
                evidence = _named_back(into.evidence, before)
                rest = tuple(own for own in into.evidence if own.id not in before)
                if evidence:
                    now = into.model_copy(update={"evidence": rest})
                    self._now[into.id] = _without(now, ["evidence"] if item.get("was_bare") and not rest else [])
            if relation.id not in self._project.relations:
                yield _updated(relation, {"evidence": evidence} if evidence else {}), item["at"]

    def _tie_back(self) -> None:
        for item in self._told.get("relations", ()):
            relation = self._now.get(item["id"], self._project.relations.get(item["id"]))
            if relation is not None:
                ends = {end: self._gone.id for end in item["ends"] if getattr(relation, end) == self._keep.id}
                self._now[relation.id] = relation.model_copy(update=ends)

    def _stripped(self, facts: tuple[Fact, ...]) -> Entity:
        """Return the entity that stayed without what it took over."""
        told, keep = self._told, self._keep
        update: dict[str, Any] = {}
        for name in ("aliases", "same_as"):
            taken = set(told.get(name, ()))
            if taken:
                update[name] = tuple(own for own in getattr(keep, name) if own not in taken)
        if told.get("described") and keep.description == self._gone.description:
            update["description"] = None
        if facts != keep.facts:
            update["facts"] = facts
        now: Entity = _updated(keep, update)
        stripped: Entity = _without(now, [name for name in told.get("unset", ()) if not getattr(now, name)])
        return stripped


def merges_of(project: Project, entity: str) -> tuple[Decision, ...]:
    """Return the merges that led to an entity and have not been taken back, the latest first."""
    taken_back = {item.details.get("merge") for item in project.journal if item.kind == SPLIT}
    return tuple(
        item
        for item in reversed(project.journal)
        if item.kind == MERGE
        and item.details.get("keep") == entity
        and item.id not in taken_back
        and item.details["gone"]["id"] not in project.entities
    )


def not_same(one: str, other: str) -> Decision:
    """Return the decision that two entities are not the same."""
    return decided(NOT_SAME, {"pair": sorted((one, other))}, (one, other))


def candidates(project: Project, about: Iterable[str] | None = None) -> tuple[Candidate, ...]:
    """Return which entities of one kind may be the same, the likeliest first. Nothing is merged.

    Parameters
    ----------
    project : Project
    about : iterable of str, optional
        Only pairs with one of these.
    """
    chosen = None if about is None else set(about)
    told_apart = {tuple(item.details.get("pair", ())) for item in project.journal if item.kind == NOT_SAME}
    names = {
        key: tuple(dict.fromkeys(folded(name) for name in (entity.name, *entity.aliases)))
        for key, entity in project.entities.items()
    }
    found = []
    for one, other in _pairs(project, names):
        if (one, other) in told_apart or (chosen is not None and not chosen & {one, other}):
            continue
        score = _alike(names[one], names[other])
        if score >= LIKELY:
            first, second = sorted((one, other), key=lambda key: -len(project.relations_of(key)))
            found.append(Candidate(first, second, score))
    return tuple(sorted(found, key=lambda item: (-item.score, item.keep, item.gone)))


def _pairs(project: Project, names: Mapping[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    """Return pairs of one kind that share a word, or the beginning of one, in a stable order."""
    blocks = defaultdict(set)
    for key, entity in project.entities.items():
        for name in names[key]:
            for word in (*name.split(), name.replace(" ", "").replace("-", "")):
                blocks[entity.kind, word[:5]].add(key)
    pairs = {
        pair for keys in blocks.values() if len(keys) <= LARGEST_BLOCK for pair in combinations(sorted(keys), 2)
    }  # fmt: skip
    return sorted(pairs)


def _alike(ones: tuple[str, ...], others: tuple[str, ...]) -> float:
    """Return how alike the closest names are; names with other figures or one letter more at a figure are not."""
    from rapidfuzz import fuzz

    best = 0.0
    for one in ones:
        for other in others:
            if _figures(one) == _figures(other):
                plain = (one.replace(" ", "").replace("-", ""), other.replace(" ", "").replace("-", ""))
                best = max(best, fuzz.token_sort_ratio(one, other), fuzz.ratio(*plain))
    return best


def _figures(name: str) -> list[str]:
    """Return the words with figures in them: "H800" is not "H100", and "GPT-4o" is not "GPT-4"."""
    return sorted(word for word in name.replace("-", " ").split() if any(letter.isdigit() for letter in word))


def _plain(value: Entity | Relation) -> dict[str, Any]:
    return value.model_dump(mode="json", exclude_unset=True)


def _content(relation: Relation) -> str:
    """Return what a relation says, whoever says it: two with the same are duplicates."""
    bare = relation.model_dump(mode="json", exclude={"id", "evidence"}, exclude_defaults=True)
    return repr(sorted(bare.items()))


def _updated(value: Any, update: dict[str, Any]) -> Any:
    # Any: an entity or a relation, whichever comes in.
    return value.model_copy(update=update) if update else value


def _with_free_ids(there: Any, coming: Any) -> tuple[list[Any], list[list[str]]]:
    """Return facts or evidence with ids that are not taken there, and each id before and after."""
    # Any: facts and evidence alike.
    taken = {item.id for item in there}
    items, ids = [], []
    for item in coming:
        key, number = item.id, 2
        while key in taken:
            key, number = f"{item.id}-{number}", number + 1
        taken.add(key)
        items.append(item if key == item.id else item.model_copy(update={"id": key}))
        ids.append([item.id, key])
    return items, ids


def _spoken_by(item: Evidence, speaker: str) -> Evidence:
    return item.model_copy(update={"speaker": speaker})


def _speaks_in_facts(entity: Entity, speaker: str) -> bool:
    return any(item.speaker == speaker for fact in entity.facts for item in fact.evidence)


def _without(value: Any, names: Iterable[str]) -> Any:
    # Any: an entity or a relation; what was not in the file is not written into it as an empty list.
    kept = value.model_copy()
    for name in names:
        kept.model_fields_set.discard(name)
    return kept


def _named_back(items: Any, before: Mapping[str, str]) -> tuple[Any, ...]:
    """Return the facts or evidence that had been taken over, under the ids that they had."""
    # Any: facts and evidence alike.
    return tuple(
        item if before[item.id] == item.id else item.model_copy(update={"id": before[item.id]})
        for item in items
        if item.id in before
    )
