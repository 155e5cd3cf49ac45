"""Reads GraphML: of networkx, Gephi, yEd and others, with nested graphs, ports and hyperedges."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from explorer.formats.attributes import place_of
from explorer.formats.intake import Intake
from explorer.formats.xml_stream import go_through

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from explorer.formats.attributes import Place, Raw
    from explorer.formats.base import Reading
    from explorer.formats.xml_stream import Told

GENERATOR = "Edgewise"
_TRUE = {"true": True, "1": True, "false": False, "0": False}


def read_graphml(path: Path, told: Told) -> tuple[Reading, tuple[str, ...]]:
    """Return the graph in a file, and what is to be said about the file itself. ``told`` see ``go_through``.

    Raises
    ------
    UnreadableFile
        It is no GraphML.
    """
    target, notices = go_through(path, _Reader, "graphml", told)
    assert isinstance(target, _Reader)
    return target.intake.finish(), notices


@dataclass(slots=True)
class _Key:
    """What a ``<key>`` declares."""

    name: str
    kind: str
    type: str
    default: str | None = None


@dataclass(slots=True)
class _Open:
    """A node, edge, hyperedge or graph that has begun."""

    kind: str
    attributes: dict[str, str]
    raw: Raw = field(default_factory=dict)
    place: Place | None = None
    ends: list[tuple[str, str]] = field(default_factory=list)
    ports: list[str] = field(default_factory=list)


class _Reader:
    """Is told of the elements."""

    def __init__(self) -> None:
        self.intake = Intake(packs=True)
        self._keys: dict[str, _Key] = {}
        self._defaults: dict[str, list[_Key]] = {}
        self._stack: list[_Open] = []
        self._key: _Key | None = None  # that is being declared
        self._data: str | None = None  # key of the <data> that is open
        self._is_nested = False  # whether the <data> that is open has elements in it
        self._styles = 0
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "key": self._on_key,
            "data": self._on_data,
            "endpoint": self._on_endpoint,
            "port": self._on_port,
            "Geometry": self._on_geometry,
            "locator": self._on_locator,
        }

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._is_nested = True
        if tag in _OPENED and self._data is None:
            if tag == "graph" and len([one for one in self._stack if one.kind == "graph"]) == 0:
                self.intake.directed = attributes.get("edgedefault", "directed").lower() != "undirected"
            self._stack.append(_Open(tag, attributes))
        elif tag in self._starts:
            self._starts[tag](attributes)
        elif self._data is not None and tag in _STYLES:
            self._styles += 1

    def end(self, tag: str, text: str) -> None:
        """An element ends."""
        if tag == "data":
            self._end_data(text)
        elif tag == "default":
            if self._key is not None:
                self._key.default = text
                self._defaults.setdefault(self._key.kind, []).append(self._key)
        elif tag == "key":
            self._key = None
        elif tag == "desc" and self._stack:
            self._stack[-1].raw.setdefault("description", text.strip())
        elif tag in {"NodeLabel", "EdgeLabel"} and self._data is not None:
            self._on_label(text.strip())
        elif tag in _OPENED and self._data is None and self._stack:
            self._close(self._stack.pop())

    def _close(self, one: _Open) -> None:
        if one.kind == "graph":
            if not self._stack:
                self._on_whole(one)
            elif one.raw:
                self.intake.tally.add("attribute", "of an inner graph, left out", number=len(one.raw))
            return
        for key in (*self._defaults.get(one.kind, ()), *self._defaults.get("all", ())):
            one.raw.setdefault(key.name, self._value(key, key.default or ""))
        if one.kind == "node":
            self._close_node(one)
        elif one.kind == "edge":
            self._close_edge(one)
        else:
            self._close_hyperedge(one)

    def _on_whole(self, graph: _Open) -> None:
        raw = graph.raw
        if (
            "id" in graph.attributes
            and not {"name", "title", "label"} & raw.keys()
            and graph.attributes["id"] not in _NO_NAMES
        ):
            raw["name"] = graph.attributes["id"]
        if self._styles:
            told = "of the drawing, left out"
            self.intake.tally.add(
                "colour, shape or line", told, plural="colours, shapes and lines", number=self._styles
            )
        self.intake.about(raw)

    def _close_node(self, node: _Open) -> None:
        raw, place = node.raw, node.place
        key = node.attributes.get("id", "")
        if place is None and "x" in raw and "y" in raw:
            place = place_of(raw["x"], raw["y"])
            if place is not None:
                del raw["x"], raw["y"]
        if node.ports:
            raw["ports"] = node.ports
        parent = next((one for one in reversed(self._stack) if one.kind == "node"), None)
        if parent is not None:
            raw.setdefault("part of", parent.attributes.get("id", ""))
            self.intake.tally.add("entity", "inside another: the fact 'part of' says in which", key, plural="entities")
        self.intake.entity(key, raw, place)

    def _close_edge(self, edge: _Open) -> None:
        given, raw = edge.attributes, edge.raw
        for word in ("sourceport", "targetport"):
            if word in given:
                raw[word] = given[word]
        says = _TRUE.get(given.get("directed", "").lower())
        self.intake.relation(given.get("source", ""), given.get("target", ""), raw, given.get("id"), directed=says)

    def _close_hyperedge(self, edge: _Open) -> None:
        """Make an entity of what ties more than two, with a relation to each."""
        if len(edge.ends) == 2:
            (source, _), (target, way) = sorted(edge.ends, key=lambda end: end[1] == "out")
            self.intake.relation(source, target, edge.raw, edge.attributes.get("id"), directed=way == "out")
            return
        key = edge.attributes.get("id") or f"hyperedge {len(self.intake.entities) + 1}"
        while self.intake.knows(key):
            key += "'"
        self.intake.entity(key, {"kind": "Hyperedge", **edge.raw})
        told = "among more than two became an entity, with a relation to each"
        self.intake.tally.add("hyperedge", told, key)
        for node, way in edge.ends:
            source, target = (key, node) if way == "out" else (node, key)
            self.intake.relation(source, target, {"kind": "joined in"}, directed=way in {"in", "out"})

    def _on_key(self, given: dict[str, str]) -> None:
        key = given.get("id", "")
        name = given.get("attr.name") or given.get("yfiles.type") or key
        self._key = self._keys[key] = _Key(name, given.get("for", "all"), given.get("attr.type", "string").lower())

    def _on_data(self, given: dict[str, str]) -> None:
        self._data, self._is_nested = given.get("key", ""), False

    def _on_endpoint(self, given: dict[str, str]) -> None:
        if self._stack:
            self._stack[-1].ends.append((given.get("node", ""), given.get("type", "undir").lower()))

    def _on_port(self, given: dict[str, str]) -> None:
        if self._stack:
            self._stack[-1].ports.append(given.get("name", ""))

    def _on_locator(self, _: dict[str, str]) -> None:
        self.intake.tally.add("reference", "to another file, not followed")

    def _on_geometry(self, given: dict[str, str]) -> None:
        if self._data is None or not self._stack or self._stack[-1].kind != "node":
            return
        corner = place_of(given.get("x"), given.get("y"))
        size = place_of(given.get("width", "0"), given.get("height", "0")) or (0.0, 0.0)
        if corner is not None:
            self._stack[-1].place = (corner[0] + size[0] / 2, corner[1] + size[1] / 2)

    def _on_label(self, text: str) -> None:
        if not text or not self._stack:
            return
        raw = self._stack[-1].raw
        if "label" in raw and raw["label"] != text:
            raw.setdefault("second label", text)
        else:
            raw["label"] = text

    def _end_data(self, text: str) -> None:
        name, self._data = self._data, None
        if name is None or not self._stack:
            return
        key = self._keys.get(name)
        if key is None:
            key = self._keys[name] = _Key(name, "all", "string")
            self.intake.tally.add("attribute", "not declared in the file, read as text", name)
        raw = self._stack[-1].raw
        if text.strip() or (key.type == "string" and not self._is_nested):
            value = self._value(key, text)
            if self._stack[-1].kind == "graph" and key.name == "generator" and value == GENERATOR:
                self.intake.ours = True
            if key.name in raw and raw[key.name] != value:
                self.intake.tally.add("attribute", "given more than once, of which the last counts", key.name)
            raw[key.name] = value

    def _value(self, key: _Key, text: str) -> Any:
        if key.type == "string":
            return text
        text = text.strip()
        try:
            if key.type in {"int", "integer", "long"}:
                return int(text)
            if key.type in {"float", "double"}:
                return float(text)
        except ValueError:
            self.intake.tally.add("value", f"of '{key.name}' that should be a number, kept as text", text)
            return text
        if key.type == "boolean":
            return _TRUE.get(text.lower(), text)
        return text


_OPENED = frozenset({"graph", "node", "edge", "hyperedge"})
_STYLES = frozenset({"Fill", "BorderStyle", "LineStyle", "Shape", "Arrows"})
_NO_NAMES = frozenset({"", "G", "graph", "g"})
