"""Writes node-link JSON and Cytoscape's: facts, evidence and articles travel along as they are, for whoever reads them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from explorer.formats.outgoing import GENERATOR

if TYPE_CHECKING:
    from explorer.formats.attributes import Raw
    from explorer.formats.outgoing import Outgoing
    from explorer.model.facts import Value


def node_link(out: Outgoing) -> bytes:
    """Return the graph as networkx reads it."""
    nodes = [{**_known(out, entity), **_seat(out, entity.id)} for entity in out.entities]
    edges = _edges(out)
    for edge in edges:
        edge["key"] = edge["id"]
    return _written({"directed": True, "multigraph": True, "graph": _about(out), "nodes": nodes, "edges": edges})


def cyjs(out: Outgoing) -> bytes:
    """Return the graph as Cytoscape reads it."""
    nodes: list[Raw] = []
    for entity in out.entities:
        node: Raw = {"data": {**_known(out, entity), "label": entity.name}}
        seat = _seat(out, entity.id)
        nodes.append({**node, "position": seat} if seat else node)
    edges: list[Raw] = [{"data": edge} for edge in _edges(out)]
    return _written({"data": _about(out), "elements": {"nodes": nodes, "edges": edges}})


def _written(value: Raw) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def _about(out: Outgoing) -> Raw:
    about: Raw = {"generator": GENERATOR}
    about |= {word: text for word in ("title", "description") if (text := getattr(out.project, word))}
    if out.kinds is not None:
        about["kinds"] = out.kinds.model_dump(mode="json", exclude_unset=True)
    if out.articles:
        about["articles"] = [article.model_dump(mode="json", exclude_unset=True) for article in out.articles]
    return about


def _edges(out: Outgoing) -> list[Raw]:
    edges = []
    for relation in out.relations:
        kind = out.vocabulary.relation_kind(relation.kind)
        edge = {**_known(out, relation), "label": kind.label}
        if kind.symmetric:
            edge["directed"] = False
        edges.append(edge)
    return edges


def _known(out: Outgoing, value: Value) -> Raw:
    """Return what of a value this version knows; the rest could be taken for facts."""
    dumped: Raw = value.model_dump(mode="json", exclude_unset=True)
    for word in value.model_extra or {}:
        if word != "imported":
            del dumped[word]
            out.tally.add("value", f"under '{word}', which this version does not know, left out")
    return dumped


def _seat(out: Outgoing, key: str) -> Raw:
    place = out.places.get(key)
    return {"x": place[0], "y": place[1]} if place else {}
