"""Reads GEXF 1.0 to 1.3, of Gephi and others: with any namespace, hierarchies, and values that change over time."""

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
_WHOLE = frozenset({"integer", "int", "long", "short", "byte", "biginteger"})
_BROKEN = frozenset({"double", "float", "bigdecimal"})
_TIMES = ("start", "startopen", "end", "endopen", "timestamp", "timestamps", "intervals")


def read_gexf(path: Path, told: Told) -> tuple[Reading, tuple[str, ...]]:
    """Return the graph in a file, and what is to be said about the file itself. ``told`` see ``go_through``.

    Raises
    ------
    UnreadableFile
        It is no GEXF.
    """
    target, notices = go_through(path, _Reader, "gexf", told)
    assert isinstance(target, _Reader)
    return target.finish(), notices


@dataclass(slots=True)
class _Column:
    """What an ``<attribute>`` declares."""

    title: str
    type: str
    default: str | None = None


@dataclass(slots=True)
class _Open:
    """A node or an edge that has begun."""

    tag: str
    attributes: dict[str, str]
    raw: Raw = field(default_factory=dict)
    place: Place | None = None
    spells: list[dict[str, str]] = field(default_factory=list)
    parents: list[str] = field(default_factory=list)
    timed: dict[str, list[Raw]] = field(default_factory=dict)
    look: Raw = field(default_factory=dict)


class _Reader:
    """Is told of the elements."""

    def __init__(self) -> None:
        self.intake = Intake(directed=False, packs=True)  # what GEXF says when a graph does not
        self._columns: dict[tuple[str, str], _Column] = {}
        self._class = "node"
        self._column: _Column | None = None
        self._stack: list[_Open] = []
        self._about: Raw = {}
        self._in_meta = False
        self._starts: dict[str, Callable[[dict[str, str]], None]] = {
            "meta": self._on_meta,
            "graph": self._on_graph,
            "attributes": self._on_attributes,
            "attribute": self._on_attribute,
            "attvalue": self._on_value,
            "spell": self._on_spell,
            "parent": self._on_parent,
            "position": self._on_position,
            "color": self._on_color,
        }

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag in {"node", "edge"}:
            self._stack.append(_Open(tag, attributes))
        elif tag in self._starts:
            self._starts[tag](attributes)
        elif tag in {"size", "shape", "thickness"} and self._stack:
            self._stack[-1].look[tag] = attributes.get("value", "")

    def end(self, tag: str, text: str) -> None:
        """An element ends."""
        if tag in {"node", "edge"} and self._stack:
            one = self._stack.pop()
            self._close_node(one) if one.tag == "node" else self._close_edge(one)
        elif tag == "default" and self._column is not None:
            self._column.default = text
        elif tag == "attribute":
            self._column = None
        elif self._in_meta and tag == "meta":
            self._in_meta = False
        elif self._in_meta and text.strip():
            self._about[tag] = text.strip()
            if tag == "creator" and text.strip() == GENERATOR:
                self.intake.ours = True

    def finish(self) -> Reading:
        """Return what was read."""
        if self.intake.ours:
            self._about.pop("creator")
        self.intake.about(self._about)
        return self.intake.finish()

    def _close_node(self, node: _Open) -> None:
        raw = self._attributes_of(node, "node")
        key = node.attributes.get("id", "")
        inside = [one.attributes.get("id", "") for one in self._stack if one.tag == "node"][-1:]
        parents = dict.fromkeys([*inside, *filter(None, (node.attributes.get("pid"),)), *node.parents])
        if parents:
            raw["part of"] = ", ".join(parents)
            self.intake.tally.add("entity", "inside another: the fact 'part of' says in which", key, plural="entities")
        self.intake.entity(key, raw, node.place)

    def _close_edge(self, edge: _Open) -> None:
        given = edge.attributes
        raw = self._attributes_of(edge, "edge")
        if "kind" in given:
            raw.setdefault("kind", given["kind"])
        if "weight" in given:
            raw.setdefault("weight", self._number(given["weight"], "weight", float))
        way = given.get("type", "").lower()
        directed = {"directed": True, "mutual": False, "undirected": False}.get(way)
        if way == "mutual":
            self.intake.tally.add("relation", "going both ways, taken up as one without direction")
        self.intake.relation(given.get("source", ""), given.get("target", ""), raw, given.get("id"), directed=directed)

    def _attributes_of(self, one: _Open, which: str) -> Raw:
        raw: Raw = {}
        if one.attributes.get("label"):
            raw["label"] = one.attributes["label"]
        for word, value in one.raw.items():
            raw[word if word not in raw else f"{word} (attribute)"] = value
        for (kind, _), column in self._columns.items():
            if kind == which and column.default is not None:
                raw.setdefault(column.title, self._typed(column, column.default))
        times = {word: one.attributes[word] for word in _TIMES if one.attributes.get(word)}
        if one.spells:
            starts = [spell["start"] for spell in one.spells if spell.get("start")]
            ends = [spell["end"] for spell in one.spells if spell.get("end")]
            times |= {
                **({"start": starts[0]} if starts else {}),
                **({"end": ends[-1]} if len(ends) == len(one.spells) else {}),
            }
            if len(one.spells) > 1:
                raw["spells"] = one.spells
        for word, value in times.items():
            raw.setdefault(word, value)
        for word, values in one.timed.items():
            if len(values) > 1 or values[0].keys() != {"value"}:
                raw[f"{word} over time"] = values
        if one.look:
            raw["look"] = one.look
        return raw

    def _on_meta(self, given: dict[str, str]) -> None:
        self._in_meta = True
        if given.get("lastmodifieddate"):
            self._about["lastmodifieddate"] = given["lastmodifieddate"]

    def _on_graph(self, given: dict[str, str]) -> None:
        if not self._stack:
            self.intake.directed = given.get("defaultedgetype", "undirected").lower() == "directed"

    def _on_attributes(self, given: dict[str, str]) -> None:
        self._class = given.get("class", "node").lower()

    def _on_attribute(self, given: dict[str, str]) -> None:
        key = given.get("id", "")
        self._column = _Column(given.get("title") or key, given.get("type", "string").lower())
        self._columns[(self._class, key)] = self._column

    def _on_value(self, given: dict[str, str]) -> None:
        if not self._stack:
            return
        one = self._stack[-1]
        key = given.get("for", given.get("id", ""))  # "id" until GEXF 1.1
        column = self._columns.get((one.tag, key))
        if column is None:
            column = self._columns[(one.tag, key)] = _Column(key, "string")
            self.intake.tally.add("attribute", "not declared in the file, read as text", key)
        value = self._typed(column, given.get("value", ""))
        times = {word: given[word] for word in _TIMES if word in given}
        if times or column.title in one.raw:
            first = [{"value": one.raw[column.title]}] if column.title in one.raw else []
            one.timed.setdefault(column.title, first).append({"value": value, **times})
        one.raw[column.title] = value

    def _on_spell(self, given: dict[str, str]) -> None:
        if self._stack:
            self._stack[-1].spells.append(dict(given))

    def _on_parent(self, given: dict[str, str]) -> None:
        if self._stack:
            self._stack[-1].parents.append(given.get("for", ""))

    def _on_position(self, given: dict[str, str]) -> None:
        if not self._stack:
            return
        place = place_of(given.get("x"), given.get("y"))
        if place is None:
            self.intake.tally.add("place", "that is no pair of numbers, left out")
        else:
            self._stack[-1].place = (place[0], -place[1])  # Gephi counts upwards

    def _on_color(self, given: dict[str, str]) -> None:
        if self._stack:
            self._stack[-1].look["color"] = dict(given)

    def _typed(self, column: _Column, text: str) -> Any:
        if column.type in _WHOLE:
            return self._number(text, column.title, int)
        if column.type in _BROKEN:
            return self._number(text, column.title, float)
        if column.type == "boolean":
            return _TRUE.get(text.strip().lower(), text)
        return text

    def _number(self, text: str, word: str, kind: type[int] | type[float]) -> int | float | str:
        try:
            return kind(text)
        except ValueError:
            if text.strip():
                self.intake.tally.add("value", f"of '{word}' that should be a number, kept as text", text)
            return text
