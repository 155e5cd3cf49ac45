"""Graphs as networkx, d3 and our own export write them to JSON: nodes, and links (or edges) with a source and a target.

Everything simple about a node becomes a fact, everything simple about a link a qualifier. A file of another
program has no evidence, so every relation arrives unsupported, and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.formats.attributes import place_of
from explorer.formats.intake import Intake, used_up

if TYPE_CHECKING:
    from explorer.formats.attributes import Place, Raw
    from explorer.formats.base import Reading

GENERATOR = "Edgewise"
_PLACED = frozenset({"x", "y", "pos"})
_ENDS = frozenset({"id", "source", "target", "key"})
_MOVING = frozenset({"index", "vx", "vy"})  # d3 leaves them in what it has simulated


class NodeLink:
    """The node-link format of networkx and d3."""

    name = "node-link"
    title = "a networkx node-link graph"

    def recognises(self, value: Any) -> bool:
        """Whether this is a node-link graph: nodes, and links with two ends; ends are ids, or numbers of nodes."""
        if not isinstance(value, dict):
            return False
        nodes, links = value.get("nodes"), _links(value)
        return (
            isinstance(nodes, list)
            and isinstance(links, list)
            and bool(nodes or "directed" in value)
            and all(isinstance(link, dict) and "source" in link and "target" in link for link in links)
            and all(isinstance(node, dict) for node in nodes)
            and (all("id" in node for node in nodes) or _counts(links, len(nodes)))
        )

    def read(self, value: Any, *, packs: bool = False) -> Reading:
        """Return the graph in it. See ``Format.read``."""
        about = value.get("graph")
        about = dict(about) if isinstance(about, dict) else {}
        ours = about.get("generator") == GENERATOR
        intake = Intake(directed=value.get("directed") is not False, ours=ours, packs=packs)
        intake.about(about)
        for number, node in enumerate(used_up(value["nodes"]) if packs else value["nodes"]):
            place, used = _place(node)
            intake.entity(node.get("id", number), _without(node, used | {"id"}), place)
        for link in used_up(_links(value)) if packs else _links(value):
            directed = link.get("directed") if ours and isinstance(link.get("directed"), bool) else None
            used = _ENDS | {"directed"} if directed is not None else _ENDS
            key = link.get("id") or (link.get("key") if ours else None)
            attributes = _without(link, used - {"key"} if isinstance(link.get("key"), str) and not ours else used)
            intake.relation(_end(link["source"]), _end(link["target"]), attributes, key, directed=directed)
        return intake.finish()


def _links(value: Raw) -> Any:
    # networkx wrote "links" for years and "edges" since 3.4.
    return value.get("edges") if isinstance(value.get("edges"), list) else value.get("links")


def _counts(links: list[Raw], nodes: int) -> bool:
    """Whether all ends are numbers of nodes, as d3 wrote them for years."""
    ends = [end for link in links for end in (link["source"], link["target"])]
    return bool(ends) and all(isinstance(end, int) and not isinstance(end, bool) and 0 <= end < nodes for end in ends)


def _end(end: Any) -> Any:
    # d3 puts the node itself where its id was, once it has simulated them.
    return end["id"] if isinstance(end, dict) and "id" in end else end


def _without(thing: Raw, used: frozenset[str]) -> Raw:
    return {word: value for word, value in thing.items() if word not in used}


def _place(node: Raw) -> tuple[Place | None, frozenset[str]]:
    """Return where a node sits, and the words that say so."""
    pos = node.get("pos")
    x, y = pos if isinstance(pos, list) and len(pos) == 2 else (node.get("x"), node.get("y"))
    if isinstance(x, str) or isinstance(y, str):
        return None, frozenset()
    place = place_of(x, y)
    if place is None:
        return None, frozenset()
    moving = _MOVING if "vx" in node else frozenset()
    return place, _PLACED | moving
