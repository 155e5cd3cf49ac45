"""Graphs as networkx writes them to JSON: nodes, and links (or edges) with a source and a target.

Everything simple about a node becomes a fact, everything simple about a link a qualifier. There is no
evidence in such a file, so every relation arrives unsupported, and says so.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from explorer.formats.base import Loss, Reading
from explorer.model.facts import (
    Entity,
    EntityKind,
    Fact,
    FactValue,
    GraphFile,
    Kinds,
    Quantity,
    Relation,
    RelationKind,
    SavedView,
)
from explorer.model.vocabulary import ENTITY_KINDS, RELATION_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Raw = dict[str, Any]  # a JSON object, by whoever wrote it
Places = dict[str, tuple[float, float]]

_NAMES = ("name", "label", "title")
_ENTITY_KINDS = ("kind", "type", "category", "group")
_RELATION_KINDS = ("kind", "relation", "type", "label", "key")
_PLACED = frozenset({"x", "y", "pos"})
_LONGEST_ID = 200
_SMALL_SPAN = 20.0
_ROOM = 140.0  # how far apart, in pixels, entities want to be


class NodeLink:
    """The node-link format of networkx."""

    name = "node-link"
    title = "a networkx node-link graph"

    def recognises(self, value: Any) -> bool:
        """Whether this is a node-link graph: every node has an id, every link two ends."""
        if not isinstance(value, dict):
            return False
        nodes, links = value.get("nodes"), _links(value)
        return (
            isinstance(nodes, list)
            and isinstance(links, list)
            and bool(nodes or "directed" in value)
            and all(isinstance(node, dict) and "id" in node for node in nodes)
            and all(isinstance(link, dict) and "source" in link and "target" in link for link in links)
        )

    def read(self, value: Any) -> Reading:
        """Return the graph in it."""
        return _Reader(value).reading()


def _links(value: Raw) -> Any:
    # networkx wrote "links" for years and "edges" since 3.4.
    return value.get("edges") if isinstance(value.get("edges"), list) else value.get("links")


class _Reader:
    """Reads one graph."""

    def __init__(self, value: Raw) -> None:
        self._value = value
        self._is_directed = value.get("directed") is not False
        self._ids: dict[str, str] = {}
        self._fact_ids = _Ids("f")
        self._places: Places = {}
        self._entity_kinds: dict[str, EntityKind] = {}
        self._relation_kinds: dict[str, RelationKind] = {}
        self._nested: Counter[str] = Counter()

    def reading(self) -> Reading:
        """Read all of it."""
        nodes: list[Raw] = self._value["nodes"]
        node_ids = _Ids("n")
        keys = [node_ids.fresh(_text(node["id"])) for node in nodes]
        for node, key in zip(nodes, keys, strict=True):
            self._ids.setdefault(_identity(node["id"]), key)
        entities = tuple(self._entity(node, key) for node, key in zip(nodes, keys, strict=True))
        relations = tuple(self._relations())
        kinds = Kinds(entity=tuple(self._entity_kinds.values()), relation=tuple(self._relation_kinds.values()))
        graph = self._value.get("graph")
        about = graph if isinstance(graph, dict) else {}
        given: Raw = {"format": "edgewise-graph", "version": 1}
        given |= {key: about[key] for key in ("title", "description") if isinstance(about.get(key), str)}
        if "title" not in given and isinstance(about.get("name"), str):
            given["title"] = about["name"]
        if kinds.entity or kinds.relation:
            given["kinds"] = kinds
        given |= {"entities": entities, "relations": relations}
        if nodes and len(self._places) == len(nodes):
            given["views"] = (SavedView(name="main", positions=_roomy(self._places)),)
        return Reading(GraphFile(**given), tuple(self._losses()))

    def _entity(self, node: Raw, key: str) -> Entity:
        named, name = _chosen(node, _NAMES)
        kinded, kind = _chosen(node, _ENTITY_KINDS)
        given: Raw = {"id": key, "kind": self._entity_kind(kind or "Thing"), "name": name or _text(node["id"]) or key}
        aliases = node.get("aliases")
        if isinstance(aliases, list) and all(isinstance(alias, str) for alias in aliases):
            given["aliases"] = tuple(aliases)
        if isinstance(node.get("description"), str):
            given["description"] = node["description"]
        used = {"id", named, kinded, *given} - ({"kind", "name"} - {named, kinded})
        place = _place(node)
        if place is not None:
            self._places[key] = place
            used |= _PLACED
        facts = tuple(
            Fact(id=self._fact_ids.fresh(f"{key}.{word}"), property=word, value=value)
            for word, value in self._simple(node, used)
        )
        if facts:
            given["facts"] = facts
        return Entity(**given)

    def _relations(self) -> Iterator[Relation]:
        link_ids = _Ids("r")
        links: list[Raw] = _links(self._value)
        for number, link in enumerate(links, 1):
            kinded, kind = _chosen(link, _RELATION_KINDS)
            given: Raw = {
                "id": link_ids.fresh(_text(link.get("id")) or f"r{number}"),
                "source": self._end(link["source"]),
                "target": self._end(link["target"]),
                "kind": self._relation_kind(kind or "related to"),
            }
            qualifiers = dict(self._simple(link, {"id", "source", "target", "key", kinded}))
            if qualifiers:
                given["qualifiers"] = qualifiers
            yield Relation(**given)

    def _end(self, end: Any) -> str:
        # An end that is no node stays a loose end; the store tells of it.
        return self._ids.get(_identity(end)) or _cut(_text(end) or "nothing")

    def _entity_kind(self, word: str) -> str:
        key = _slug(word)
        if key not in _BUILT_IN_ENTITIES:
            self._entity_kinds.setdefault(key, EntityKind(id=key, label=word))
        return key

    def _relation_kind(self, word: str) -> str:
        key = _slug(word)
        if key not in _BUILT_IN_RELATIONS:
            fresh = RelationKind(id=key, label=word.replace("_", " "), symmetric=not self._is_directed, self_loop=True)
            self._relation_kinds.setdefault(key, fresh)
        return key

    def _simple(self, thing: Raw, used: set[str]) -> Iterator[tuple[str, FactValue]]:
        """Yield what a fact can hold; count what it cannot."""
        for word, value in thing.items():
            if word in used or value is None or value == "" or not word:
                continue
            if isinstance(value, bool):
                yield word, "yes" if value else "no"
            elif isinstance(value, int | float):
                yield word, Quantity(amount=value)
            elif isinstance(value, str):
                yield word, value
            else:
                self._nested[word] += 1

    def _losses(self) -> Iterator[Loss]:
        for word, number in self._nested.items():
            times = "once" if number == 1 else f"{number:,} times"
            yield Loss(word, number, f"'{word}' was left out {times}: it holds lists or objects, which a fact cannot.")


_BUILT_IN_ENTITIES = frozenset(kind.id for kind in ENTITY_KINDS)
_BUILT_IN_RELATIONS = frozenset(kind.id for kind in RELATION_KINDS)


def _identity(key: Any) -> str:
    """Return what tells ids apart: 1 and "1" are two nodes to networkx."""
    return json.dumps(key, sort_keys=True)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(_text(item) for item in value)
    return json.dumps(value, ensure_ascii=False)


def _chosen(thing: Raw, words: tuple[str, ...]) -> tuple[str, str]:
    """Return the first of these words under which a text stands, and that text; both empty if none does."""
    for word in words:
        text = thing.get(word)
        if isinstance(text, str) and text.strip():
            return word, text
    return "", ""


def _cut(key: str) -> str:
    return key[:_LONGEST_ID]


class _Ids:
    """Hands out ids that are as like the given ones as can be, and no two the same."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self._taken: set[str] = set()
        self._counted: Counter[str] = Counter()

    def fresh(self, key: str) -> str:
        """Return an id that was not handed out before."""
        base = _cut(key) if key.strip() else f"{self._prefix}{len(self._taken) + 1}"
        fresh = base
        while fresh in self._taken:
            self._counted[base] += 1
            fresh = f"{base[: _LONGEST_ID - 10]}-{self._counted[base] + 1}"
        self._taken.add(fresh)
        return fresh


def _slug(word: str) -> str:
    return re.sub(r"[^\w]+", "_", word.strip().lower()).strip("_")[:60] or "thing"


def _place(node: Raw) -> tuple[float, float] | None:
    pos = node.get("pos")
    x, y = pos if isinstance(pos, list) and len(pos) == 2 else (node.get("x"), node.get("y"))
    numbers = [value for value in (x, y) if isinstance(value, int | float) and not isinstance(value, bool)]
    try:
        place = tuple(float(value) for value in numbers)
    except OverflowError:
        return None
    return (place[0], place[1]) if len(place) == 2 and all(map(math.isfinite, place)) else None


def _roomy(places: Mapping[str, tuple[float, float]]) -> Places:
    """Spread places that were computed in a unit square, as networkx does, to the size of a screen."""
    spans = [max(axis) - min(axis) for axis in zip(*places.values(), strict=True)]
    if max(spans) == 0 or max(spans) > _SMALL_SPAN:
        return dict(places)
    scale = _ROOM * math.sqrt(len(places)) / max(spans)
    return {key: (round(x * scale, 1), round(y * scale, 1)) for key, (x, y) in places.items()}
