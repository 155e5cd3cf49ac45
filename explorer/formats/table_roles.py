"""What the columns of a table are: by their headers, in the words that spreadsheets and other programs use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from explorer.formats.attributes import plain_cell
from explorer.model.errors import UnreadableFile
from explorer.model.problem import plain


class Holds(StrEnum):
    """What a table holds."""

    ENTITIES = "entities"
    RELATIONS = "relations"
    EVIDENCE = "evidence"
    ARTICLES = "articles"


_SOURCE = "source|from|subject|src|source id|from id|start id|head|node 1|node1|entity 1|source name|sourceid|startid"
_TARGET = "target|to|object|dst|target id|to id|end id|tail|node 2|node2|entity 2|target name|targetid|endid"
_KIND = "kind|type|relation|relationship|predicate|interaction|relation type|edge type|relation kind|label"
_ARTICLE = {
    "article": "article|article id",
    "article_title": "article title|headline|source title",
    "url": "url|link|article url|source url",
    "publisher": "publisher|outlet|article publisher|newspaper",
    "published": "published|article date|date published|publication date|article published",
    "authors": "authors|author|article authors",
    "language": "language|article language",
    "rights": "rights|article rights",
}
_PASSAGE = {
    "quotation": "quotation|quote|passage|exact|quoted",
    "prefix": "prefix|before",
    "suffix": "suffix|after",
    "speaker": "speaker|said by|attributed to",
    "stance": "stance",
    "cue": "cue",
    "status": "status",
    "method": "method",
    "confidence": "confidence",
    "evidence_note": "evidence note",
    "evidence": "evidence|evidence id",
    "start": "quotation start",
    "end": "quotation end",
    "noted_at": "noted at",
}
_COLUMNS = {
    Holds.ENTITIES: {
        "id": "id|node id|entity id|nodeid|identifier|key|node",
        "name": "name|label|title|entity|display name|full name",
        "kind": "kind|type|category|class|labels|node type|entity type",
        "x": "x",
        "y": "y",
    },
    Holds.RELATIONS: {
        "source": _SOURCE,
        "target": _TARGET,
        "kind": _KIND,
        "id": "id|edge id|relation id|edgeid|key",
        **_PASSAGE,
        **_ARTICLE,
    },
    Holds.EVIDENCE: {
        "relation": "relation|relation id",
        "entity": "entity|entity id",
        "property": "property|fact",
        "id": "id",
        **_PASSAGE,
        **_ARTICLE,
        "evidence_note": "note|evidence note",
    },
    Holds.ARTICLES: {"id": "id|article|article id", **_ARTICLE, "article_title": "title|article title|headline"},
}
_SPACES = re.compile(r"[\s_\-.]+")


@dataclass(frozen=True)
class Roles:
    """What a table holds, which column plays which role, and the words of the others."""

    holds: Holds
    columns: dict[str, int]
    others: tuple[tuple[int, str], ...]
    is_headless: bool = False


def roles_of(header: list[str], name: str) -> Roles:
    """Return what the columns are.

    Raises
    ------
    UnreadableFile
        No header says what the rows are about.
    """
    words = [_word(cell) for cell in header]
    found = {holds: _columns(words, holds) for holds in Holds}
    ties, pieces, texts = found[Holds.RELATIONS], found[Holds.EVIDENCE], found[Holds.ARTICLES]
    if {"source", "target"} <= ties.keys():
        return _roles(Holds.RELATIONS, ties, header)
    if "quotation" in pieces and ("relation" in pieces or {"entity", "property"} <= pieces.keys()):
        return _roles(Holds.EVIDENCE, pieces, header)
    if "article_title" in texts and len({"publisher", "published", "url", "authors"} & texts.keys()) > 1:
        return _roles(Holds.ARTICLES, texts, header)
    if {"id", "name"} & found[Holds.ENTITIES].keys():
        return _roles(Holds.ENTITIES, found[Holds.ENTITIES], header)
    if len(header) in {2, 3}:
        third = ((2, "weight"),) if len(header) == 3 and _is_number(header[2]) else ()
        kind = {"kind": 2} if len(header) == 3 and not third else {}
        return Roles(Holds.RELATIONS, {"source": 0, "target": 1, **kind}, third, is_headless=True)
    shown = ", ".join(plain(cell, 20) for cell in header[:6])
    raise UnreadableFile(
        f"{name} has no header that says what it holds; its first row is: {shown}. "
        "Entities need a column 'id' or 'name', relations 'source' and 'target' (or 'from' and 'to')."
    )


def _columns(words: list[str], holds: Holds) -> dict[str, int]:
    columns: dict[str, int] = {}
    for role, synonyms in _COLUMNS[holds].items():
        for synonym in synonyms.split("|"):
            if synonym in words and words.index(synonym) not in columns.values():
                columns[role] = words.index(synonym)
                break
    return columns


def _roles(holds: Holds, columns: dict[str, int], header: list[str]) -> Roles:
    if holds is Holds.RELATIONS and not {"quotation", "article_title"} & columns.keys():
        keep = {"source", "target", "kind", "id"}  # a lone date or speaker is a detail like any other
        columns = {role: index for role, index in columns.items() if role in keep}
    taken = set(columns.values())
    others: dict[str, int] = {}
    for index, cell in enumerate(header):
        if index not in taken:
            word = plain_cell(_plain_word(cell)) or f"column {index + 1}"
            while word in others:
                word += "'"
            others[word] = index
    return Roles(holds, columns, tuple((index, word) for word, index in others.items()))


def _word(cell: str) -> str:
    """Return a header in the spelling of the table above; those of Neo4j say after a colon what they are."""
    _, colon, role = cell.partition(":")
    if colon and role.split("(")[0].upper() in {"ID", "START_ID", "END_ID", "LABEL", "TYPE"}:
        role = role.split("(")[0]
        cell = "labels" if role.upper() == "LABEL" else role
    return _SPACES.sub(" ", _plain_word(cell).lower()).strip()


def _plain_word(cell: str) -> str:
    name, colon, kind = cell.strip().partition(":")
    return name if colon and name and kind.rstrip("[]").lower() in _NEO4J_TYPES else cell.strip()


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


_NEO4J_TYPES = {"int", "long", "float", "double", "boolean", "byte", "short", "char", "string", "date", "datetime"}
