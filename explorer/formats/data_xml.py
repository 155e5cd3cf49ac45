"""Writes GraphML and GEXF, as their schemas and the programs that read them want it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from explorer.formats.flat import Flat, tell_of_evidence, tell_of_kinds
from explorer.formats.outgoing import GENERATOR

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.formats.base import Tally
    from explorer.formats.flat import Row
    from explorer.formats.outgoing import Outgoing

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;", '"': "&quot;"}
_GRAPHML = (
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">'
)
_GEXF = (
    '<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:viz="http://www.gexf.net/1.2draft/viz" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.gexf.net/1.2draft http://www.gexf.net/1.2draft/gexf.xsd" version="1.2">'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def graphml(out: Outgoing) -> Iterator[str]:
    """Write the graph as GraphML."""
    _tell(out, "GraphML")
    yield f"{_HEAD}\n{_GRAPHML}\n"
    for line in _graphml_lines(out, Flat(out), _Text(out.tally)):
        yield f"{line}\n"
    yield "</graphml>\n"


def gexf(out: Outgoing) -> Iterator[str]:
    """Write the graph as GEXF 1.2."""
    _tell(out, "GEXF")
    yield f"{_HEAD}\n{_GEXF}\n"
    for line in _gexf_lines(out, Flat(out), _Text(out.tally)):
        yield f"{line}\n"
    yield "</gexf>\n"


def _tell(out: Outgoing, what: str) -> None:
    tell_of_evidence(out, what)
    tell_of_kinds(out)


class _Text:
    """Makes text fit for XML."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def __call__(self, value: object) -> str:
        """Return a value as it stands in an attribute or an element."""
        text = repr(value) if isinstance(value, float) else str(value)
        if _FORBIDDEN.search(text):
            self._tally.add("text", "with control characters, which XML cannot hold, without them", text)
            text = _FORBIDDEN.sub("", text)
        return escape(text, _SPACES)


def _graphml_lines(out: Outgoing, flat: Flat, text: _Text) -> Iterator[str]:
    names = {int: "long", float: "double", str: "string"}
    about = {"generator": GENERATOR, "title": out.project.title, "description": out.project.description}
    entity_types = {"name": str, **({"x": float, "y": float} if out.places else {}), **flat.entity_types}
    relation_types = {"label": str, **flat.relation_types}
    keys: dict[tuple[str, str], str] = {}
    for which, types in (("graph", dict.fromkeys(about, str)), ("node", entity_types), ("edge", relation_types)):
        for word, sort in types.items():
            key = keys[(which, word)] = f"d{len(keys)}"
            yield f'<key id="{key}" for="{which}" attr.name="{text(word)}" attr.type="{names[sort]}"/>'

    def data(which: str, row: Row) -> str:
        return "".join(f'<data key="{keys[(which, word)]}">{text(value)}</data>' for word, value in row.items())

    yield '<graph id="G" edgedefault="directed">'
    yield data("graph", {word: value for word, value in about.items() if value})
    for entity, row in flat.entities():
        place = out.places.get(entity.id)
        seat: Row = {"x": place[0], "y": place[1]} if place else {}
        yield f'<node id="{text(entity.id)}">{data("node", {"name": entity.name, **seat, **row})}</node>'
    for relation, row in flat.relations():
        kind = out.vocabulary.relation_kind(relation.kind)
        way = ' directed="false"' if kind.symmetric else ""
        ends = f'id="{text(relation.id)}" source="{text(relation.source)}" target="{text(relation.target)}"{way}'
        yield f"<edge {ends}>{data('edge', {'label': kind.label, **row})}</edge>"
    yield "</graph>"


def _gexf_lines(out: Outgoing, flat: Flat, text: _Text) -> Iterator[str]:
    names = {int: "long", float: "double", str: "string"}
    about = out.project.description or out.project.title
    if out.project.description and out.project.title:
        out.tally.add("title", "left out, since GEXF has a description only", out.project.title)
    described = f"<description>{text(about)}</description>" if about else ""
    yield f"<meta><creator>{GENERATOR}</creator>{described}</meta>"
    yield '<graph defaultedgetype="directed" mode="static">'
    for which, types in (("node", flat.entity_types), ("edge", flat.relation_types)):
        yield f'<attributes class="{which}">'
        for number, (word, sort) in enumerate(types.items()):
            yield f'<attribute id="{number}" title="{text(word)}" type="{names[sort]}"/>'
        yield "</attributes>"
    columns = {word: number for number, word in enumerate(flat.entity_types)}
    yield "<nodes>"
    for entity, row in flat.entities():
        place = out.places.get(entity.id)
        seat = f'<viz:position x="{place[0]!r}" y="{-place[1]!r}" z="0.0"/>' if place else ""
        yield f'<node id="{text(entity.id)}" label="{text(entity.name)}">{_attvalues(row, columns, text)}{seat}</node>'
    yield "</nodes><edges>"
    columns = {word: number for number, word in enumerate(flat.relation_types)}
    for relation, row in flat.relations():
        kind = out.vocabulary.relation_kind(relation.kind)
        way = "undirected" if kind.symmetric else "directed"
        ends = (
            f'id="{text(relation.id)}" source="{text(relation.source)}" target="{text(relation.target)}" type="{way}"'
        )
        weight = f' weight="{row["weight"]!r}"' if isinstance(row.get("weight"), int | float) else ""
        yield f'<edge {ends} label="{text(kind.label)}"{weight}>{_attvalues(row, columns, text)}</edge>'
    yield "</edges></graph>"


def _attvalues(row: Row, columns: dict[str, int], text: _Text) -> str:
    inside = "".join(f'<attvalue for="{columns[word]}" value="{text(value)}"/>' for word, value in row.items())
    return f"<attvalues>{inside}</attvalues>"
