"""Takes in entities and relations as other programs describe them, and makes a document of them.

Everything simple becomes a fact or a qualifier, everything else is kept under ``imported``. Nothing is dropped
in silence: what was done to carry something is counted, and told by ``finish``.
"""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any, NamedTuple

from explorer.formats.attributes import (
    DESCRIPTIONS,
    ENTITY_KINDS,
    LONGEST_ID,
    NAMES,
    RELATION_KINDS,
    chosen,
    roomy,
    text_of,
    texts_in,
    value_of,
)
from explorer.formats.base import Reading, Tally
from explorer.formats.intake_kinds import IntakeKinds
from explorer.formats.nested import articles_in, evidence_in, facts_in, kinds_in, qualifiers_in
from explorer.formats.packed import AT_ONCE, Packed
from explorer.model.facts import Article, Entity, Fact, GraphFile, Kinds, Relation, SavedView
from explorer.model.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from explorer.formats.attributes import Place, Raw

ENTITY_ESCAPE, RELATION_ESCAPE = "fact: ", "qualifier: "
"""Put before the name of a fact, or a qualifier, that would otherwise be taken for something else."""
DERIVED = " (derived)"
"""Ends the names of columns that say what the rest says already; they are not read."""


_MOST_SHAPES = 1000
_OURS = frozenset({"label", "qualifiers", "evidence", "note"})


class _Shape(NamedTuple):
    """What relations with the same words have in common.

    ``kinds`` are the words that may hold the kind, best first; ``names`` are all words, and what they are called here;
    ``has_ours`` says whether there is a word that relations of ours have.
    """

    kinds: tuple[str, ...]
    names: tuple[tuple[str, str], ...]
    has_ours: bool


class Intake:
    """Makes one document.

    Parameters
    ----------
    directed : bool
        Whether relations have a direction where they do not say.
    ours : bool
        Whether we wrote the file: kinds are then ids.
    packs : bool
        Whether many entities and relations are to be kept as text, beside the document.

    Attributes
    ----------
    tally : Tally
        What was done to carry things; readers count here too.
    directed, ours : bool
        As above; readers may learn them late, before the first relation.
    """

    def __init__(self, *, directed: bool = True, ours: bool = False, packs: bool = False) -> None:
        self.directed, self.ours = directed, ours
        self.tally = Tally()
        at_once = AT_ONCE if packs else math.inf
        self.entities = Packed(Entity, at_once)
        self.relations = Packed(Relation, at_once)
        self.articles: list[Article] = []
        self._about: Raw = {}
        self._told_kinds: Kinds | None = None
        self._keys: dict[object, str] = {}
        self._ids = {name: Ids(name) for name in "nrf"}
        self._places: dict[str, Place] = {}
        self._undirected: list[tuple[int, str]] = []
        self._shapes: dict[tuple[str, ...], _Shape] = {}
        self._awaited: dict[object, list[tuple[int, str]]] = {}
        self._kinds = IntakeKinds(self.tally)

    def about(self, attributes: Raw) -> None:
        """Take in what is said of the whole graph."""
        self._about.update((word, value) for word, value in attributes.items() if value not in (None, ""))

    def knows(self, key: object) -> bool:
        """Whether an entity with this id of the file was taken in."""
        return identity(key) in self._keys

    def key(self, key: object) -> str | None:
        """Return the id here of the entity with this id of the file."""
        return self._keys.get(identity(key))

    def entity(self, key: object, attributes: Raw, place: Place | None = None) -> Entity:
        """Take in an entity."""
        text = text_of(key)
        own = self._ids["n"].fresh(text)
        who = identity(key)
        if self._keys.setdefault(who, own) != own:
            self.tally.add("entity", "had the id of another and got a new one", text, plural="entities")
        elif len(text) > LONGEST_ID:
            self.tally.add("id", f"of more than {LONGEST_ID} letters, cut short", text)
        named, name = chosen(attributes, NAMES)
        kinded, kind = chosen(attributes, ENTITY_KINDS)
        kind_id = self._kinds.entity(kind or "Thing", exact=self.ours)
        given: Raw = {"id": own, "kind": kind_id, "name": name or text or own}
        used = {named, kinded, "id"} if attributes.get("id") in (None, key) else {named, kinded}
        if attributes.get("label") == given["name"]:
            used.add("label")
        self._texts(attributes, given, used)
        nested = facts_in(attributes.get("facts"))
        if nested is not None:
            used.add("facts")
        facts = [*(nested or ()), *self._facts(own, attributes, used)]
        if facts:
            given["facts"] = tuple(facts)
        if place is not None:
            self._places[own] = place
        entity = Entity(**given, **self._kept(attributes, used))
        self.entities.append(entity)
        return entity

    def relation(
        self, source: object, target: object, attributes: Raw, key: object = None, *, directed: bool | None = None
    ) -> Relation:
        """Take in a relation; its ends may come later."""
        shape = self._shapes.get(words := tuple(attributes)) or self._shape(words)
        kinded, kind = "", "related to"
        for word in shape.kinds:
            text = attributes[word]
            if isinstance(text, str) and text.strip():
                kinded, kind = word, text
                break
        number = len(self.relations)
        way = self.directed if directed is None else directed
        given: Raw = {
            "id": self._ids["r"].fresh(text_of(key) or f"r{number + 1}"),
            "source": self._end(source, number, "source"),
            "target": self._end(target, number, "target"),
            "kind": self._kinds.relation(kind, directed=way, exact=self.ours),
        }
        used = self._take_ours(attributes, given, kinded) if shape.has_ours else {kinded}
        qualifiers, nested = {}, {}
        for word, name in shape.names:
            value = attributes[word]
            if word in used or value is None or value == "":
                continue
            simple = value_of(value)
            if simple is not None:
                qualifiers[name] = simple
            elif value:
                nested[word] = value
        if qualifiers:
            given["qualifiers"] = {**given.get("qualifiers", {}), **qualifiers}
        if directed is False and self.directed:
            self._undirected.append((number, given["kind"]))
        relation = Relation(**given, **(self._kept(nested, ()) if nested else {}))
        self.relations.append(relation)
        return relation

    def finish(self) -> Reading:
        """Return the document, and what a person should know about how it came to be."""
        self._find_awaited()
        given: Raw = {"format": "edgewise-graph", "version": 1, **self._headline()}
        kinds = self._kinds.kinds(self._told_kinds)
        self._mark_undirected(kinds)
        if kinds != Kinds():
            given["kinds"] = kinds
        if self.articles:
            given["articles"] = tuple(self.articles)
        entities, relations = self.entities.bodies(), self.relations.bodies()
        given["entities"] = tuple(self.entities) if entities is None else ()
        given["relations"] = tuple(self.relations) if relations is None else ()
        if self._places:
            if len(self._places) == len(self.entities):
                given["views"] = (SavedView(name="main", positions=roomy(self._places)),)
            else:
                others = counted(len(self.entities) - len(self._places), "entity has", "entities have")
                some = f"left out, because {others} none"
                self.tally.add("place", some, number=len(self._places))
        return Reading(GraphFile(**given), self.tally.losses(), entities, relations)

    def _headline(self) -> Raw:
        about, given = dict(self._about), {}
        for ours, words in (("title", ("title", "name")), ("description", DESCRIPTIONS)):
            word, text = chosen(about, words)
            if word:
                given[ours] = text
                del about[word]
        articles = articles_in(about.get("articles"))
        if articles is not None:
            self.articles += articles
            del about["articles"]
        self._told_kinds = kinds_in(about.get("kinds")) if self.ours else None
        if self._told_kinds is not None:
            del about["kinds"]
        about.pop("generator", None)
        return {**given, **({"imported": about} if about else {})}

    def _end(self, end: object, number: int, which: str) -> str:
        known = self._keys.get(identity(end))
        if known is None:
            self._awaited.setdefault(identity(end), []).append((number, which))
            return _stand_in(text_of(end))
        return known

    def _find_awaited(self) -> None:
        """Give relations the ends that came after them; who never came is made up from what is known: an id."""
        moved: dict[int, Raw] = {}
        for who, ends in self._awaited.items():
            key = self._keys.get(who)
            if key is None:
                text = text_of_identity(who)
                key = self.entity(text, {}).id
                told = "named only as an end of relations, with nothing but an id"
                self.tally.add("entity", told, text, plural="entities")
            if key != _stand_in(text_of_identity(who)):
                for number, which in ends:
                    moved.setdefault(number, {})[which] = key
        for number, update in moved.items():
            self.relations[number] = self.relations[number].model_copy(update=update)

    def _shape(self, words: tuple[str, ...]) -> _Shape:
        """Work out what relations with these words can have; it is the same for thousands of them."""
        spelled = {word.lower(): word for word in reversed(words)} | {word: word for word in words}
        kinds = tuple(dict.fromkeys(spelled[word] for word in RELATION_KINDS if word in spelled))
        names = ((word, word.removeprefix(RELATION_ESCAPE) or word) for word in words if word)
        plain = tuple((word, name) for word, name in names if not word.endswith(DERIVED))
        if len(self._shapes) >= _MOST_SHAPES:
            self._shapes.clear()
        shape = self._shapes[words] = _Shape(kinds, plain, not _OURS.isdisjoint(words))
        return shape

    def _take_ours(self, attributes: Raw, given: Raw, kinded: str) -> set[str]:
        """Take over what only relations of ours have, where it is what it should be; return the words that are done."""
        used = {kinded}
        if kinded == "kind" and self._kinds.says_label(given["kind"], attributes.get("label"), told=self.ours):
            used.add("label")
        for word, read in (("qualifiers", qualifiers_in), ("evidence", evidence_in)):
            value = read(attributes.get(word))
            if value is not None:
                used.add(word)
                given[word] = value
        if isinstance(attributes.get("note"), str) and attributes["note"] and kinded != "note":
            used.add("note")
            given["note"] = attributes["note"]
        return used

    def _mark_undirected(self, kinds: Kinds) -> None:
        """Keep which relations had no direction, where their kind has one."""
        both_ways = self._kinds.symmetric(kinds)
        for number, kind in self._undirected:
            if kind not in both_ways:
                relation = self.relations[number]
                kept = {**(relation.model_extra or {}).get("imported", {}), "directed": False}
                self.relations[number] = relation.model_copy(update={"imported": kept})

    def _texts(self, attributes: Raw, given: Raw, used: set[str]) -> None:
        """Take over what an entity of ours has besides name and kind, where it is what it should be."""
        for word in ("aliases", "same_as"):
            texts = texts_in(attributes.get(word))
            if texts is not None:
                used.add(word)
                if texts:
                    given[word] = texts
        word, text = chosen(attributes, DESCRIPTIONS)
        if word and word not in used:
            given["description"] = text
            used.add(word)
        subtype = attributes.get("subtype")
        if isinstance(subtype, str) and subtype:
            given["subtype"] = subtype
            used.add("subtype")

    def _facts(self, own: str, attributes: Raw, used: set[str]) -> Iterator[Fact]:
        for word, value in attributes.items():
            if word in used or value is None or value == "" or not word or word.endswith(DERIVED):
                continue
            simple = value_of(value)
            if simple is not None:
                name = word.removeprefix(ENTITY_ESCAPE) or word
                yield Fact(id=self._ids["f"].fresh(f"{own}.{name}"), property=name, value=simple)

    def _kept(self, thing: Raw, used: Iterable[str]) -> Raw:
        """Return what no fact can hold, to be written back as it came."""
        kept = {
            word: value
            for word, value in thing.items()
            if isinstance(value, list | dict) and value and word not in used
        }
        if self.ours and isinstance(kept.get("imported"), dict):
            return {"imported": kept.pop("imported"), **kept}
        for word in kept:
            told = f"in '{word}' that no fact can hold, kept in the file only (under 'imported')"
            self.tally.add("list or group of values", told, plural="lists or groups of values")
        return {"imported": kept} if kept else {}


class Ids:
    """Hands out ids that are as like the given ones as can be, and no two the same."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._taken: set[str] = set()
        self._counted: dict[str, int] = {}

    def fresh(self, key: str) -> str:
        """Return an id that was not handed out before."""
        fresh = base = key[:LONGEST_ID] if key.strip() else f"{self._prefix}{len(self._taken) + 1}"
        while fresh in self._taken:
            self._counted[base] = self._counted.get(base, 1) + 1
            fresh = f"{base[: LONGEST_ID - 10]}-{self._counted[base]}"
        self._taken.add(fresh)
        return fresh


def identity(key: object) -> object:
    """Return what tells ids apart: 1 and "1" are two nodes to networkx."""
    return key if isinstance(key, str) else (json.dumps(key, sort_keys=True),)


def used_up(things: list[Any]) -> Iterator[Any]:
    """Go through a list and let go of each thing, so that what is made of it takes its room."""
    things.reverse()
    while things:
        yield things.pop()


def text_of_identity(who: object) -> str:
    """Return what an id was, as text."""
    return text_of(json.loads(str(who[0]))) if isinstance(who, tuple) else str(who)


def _stand_in(text: str) -> str:
    """Return what stands for an end that is not known yet."""
    return text[:LONGEST_ID] or "nothing"
