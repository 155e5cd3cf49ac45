"""Writes node-link JSON and Cytoscape's: facts, evidence and articles travel along as they are, for whoever reads them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from explorer.formats.outgoing import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from explorer.formats.attributes import Raw
    from explorer.formats.outgoing import Outgoing
    from explorer.model.facts import Value


def node_link(out: Outgoing) -> Iterator[str]:
    """Write the graph as networkx reads it."""
    nodes = ({**_known(out, entity), **_seat(out, entity.id)} for entity in out.entities)
    edges = ({**edge, "key": edge["id"]} for edge in _edges(out))
    yield f'{{"directed":true,"multigraph":true,"graph":{_text(_about(out))},"nodes":['
    yield from _listed(nodes)
    yield '],"edges":['
    yield from _listed(edges)
    yield "]}\n"


def cyjs(out: Outgoing) -> Iterator[str]:
    """Write the graph as Cytoscape reads it."""
    yield f'{{"data":{_text(_about(out))},"elements":{{"nodes":['
    yield from _listed(_cyjs_nodes(out))
    yield '],"edges":['
    yield from _listed({"data": edge} for edge in _edges(out))
    yield "]}}\n"


def _cyjs_nodes(out: Outgoing) -> Iterator[Raw]:
    for entity in out.entities:
        node: Raw = {"data": {**_known(out, entity), "label": entity.name}}
        seat = _seat(out, entity.id)
        yield {**node, "position": seat} if seat else node


def _listed(values: Iterable[Raw]) -> Iterator[str]:
    """Write values as they stand in a list."""
    between = ""
    for value in values:
        yield between + _text(value)
        between = ","


_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _about(out: Outgoing) -> Raw:
    about: Raw = {"generator": GENERATOR}
    about |= {word: text for word in ("title", "description") if (text := getattr(out.project, word))}
    if out.kinds is not None:
        about["kinds"] = out.kinds.model_dump(mode="json", exclude_unset=True)
    if out.articles:
        about["articles"] = [article.model_dump(mode="json", exclude_unset=True) for article in out.articles]
    return about


def _edges(out: Outgoing) -> Iterator[Raw]:
    for relation in out.relations:
        kind = out.vocabulary.relation_kind(relation.kind)
        edge = {**_known(out, relation), "label": kind.label}
        if kind.symmetric:
            edge["directed"] = False
        yield edge


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
