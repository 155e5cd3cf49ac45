"""Reads the JSON of Cytoscape: of Cytoscape.js in both of its forms, and of the desktop program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.formats.attributes import place_of
from explorer.formats.intake import Intake, used_up

if TYPE_CHECKING:
    from explorer.formats.attributes import Raw
    from explorer.formats.base import Reading

GENERATOR = "Edgewise"
_ENDS = frozenset({"id", "source", "target"})
_OF_THE_PROGRAM = frozenset(
    {"SUID", "selected", "shared_name", "shared name", "shared_interaction", "shared interaction"}
)
_OUTSIDE = frozenset({"data", "position", "group"})


class Cyjs:
    """The format of Cytoscape."""

    name = "cyjs"
    title = "a Cytoscape network (cyjs)"

    def recognises(self, value: Any) -> bool:
        """Whether this has elements, each with its data."""
        if not isinstance(value, dict):
            return False
        nodes, edges = _elements(value)
        return (
            bool(nodes or edges or isinstance(value.get("elements"), dict))
            and all(isinstance(one, dict) and isinstance(one.get("data"), dict) for one in (*nodes, *edges))
            and all("source" in edge["data"] and "target" in edge["data"] for edge in edges)
        )

    def read(self, value: Any, *, packs: bool = False) -> Reading:
        """Return the graph in it. See ``Format.read``."""
        data = value.get("data")
        about: Raw = dict(data) if isinstance(data, dict) else {}
        ours = about.get("generator") == GENERATOR
        intake = Intake(ours=ours, directed=value.get("directed") is not False, packs=packs)
        intake.about({word: what for word, what in about.items() if word not in _OF_THE_PROGRAM})
        nodes, edges = _elements(value)
        if packs:
            value.clear()
        for number, node in enumerate(used_up(nodes) if packs else nodes):
            raw = node["data"]
            position = node.get("position")
            place = place_of(position.get("x"), position.get("y")) if isinstance(position, dict) else None
            attributes = _attributes(node, frozenset({"id"}), ours=ours)
            if "parent" in attributes and not ours:
                attributes["part of"] = attributes.pop("parent")
                told = "inside another: the fact 'part of' says in which"
                intake.tally.add("entity", told, str(raw.get("id", "")), plural="entities")
            intake.entity(raw.get("id", number), attributes, place)
        for edge in used_up(edges) if packs else edges:
            raw = edge["data"]
            way = raw.get("directed") if ours and isinstance(raw.get("directed"), bool) else None
            used = _ENDS if way is None else _ENDS | {"directed"}
            attributes = _attributes(edge, used, ours=ours)
            intake.relation(raw["source"], raw["target"], attributes, raw.get("id"), directed=way)
        return intake.finish()


def _elements(value: Raw) -> tuple[list[Any], list[Any]]:
    """Return nodes and edges; the flat list tells them apart by their group, or by having ends."""
    elements = value.get("elements")
    if isinstance(elements, dict):
        nodes, edges = (elements.get(which, []) for which in ("nodes", "edges"))
        return (nodes, edges) if isinstance(nodes, list) and isinstance(edges, list) else ([], [])
    if not isinstance(elements, list):
        return [], []
    edges = [one for one in elements if _is_edge(one)]
    return [one for one in elements if not _is_edge(one)], edges


def _is_edge(one: Any) -> bool:
    if not isinstance(one, dict):
        return False
    data = one.get("data")
    return one.get("group") == "edges" or (one.get("group") != "nodes" and isinstance(data, dict) and "source" in data)


def _attributes(one: Raw, used: frozenset[str], *, ours: bool) -> Raw:
    """Return what is said of an element: its data, and what stands beside them (classes, flags)."""
    data: Raw = one["data"]
    skipped = used if ours else used | {word for word in _OF_THE_PROGRAM if _says_twice(data, word)}
    inside = {word: value for word, value in data.items() if word not in skipped}
    outside = {
        word: value for word, value in one.items() if word not in _OUTSIDE and value not in (False, True, "", None)
    }
    return {**outside, **inside}


def _says_twice(data: Raw, word: str) -> bool:
    """Whether a word of the desktop program repeats what another says, or is only about the program."""
    if word in {"SUID", "selected"}:
        return True
    other = word.removeprefix("shared").lstrip("_ ")
    return bool(data.get(other) == data.get(word))
