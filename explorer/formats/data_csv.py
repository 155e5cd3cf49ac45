"""Writes tables: entities, relations, the passages under them, and articles, each in a file of its own.

Text that a spreadsheet would calculate or convert gets an apostrophe in front, as spreadsheets themselves do it.
"""

from __future__ import annotations

import csv
from io import StringIO
from typing import TYPE_CHECKING

from explorer.formats.attributes import LISTED_BY, is_touchy, number_in
from explorer.formats.flat import Flat, tell_of_kinds
from explorer.formats.intake import DERIVED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from explorer.formats.outgoing import Outgoing
    from explorer.model.facts import Evidence

ARTICLE_COLUMNS = ("id", "title", "publisher", "url", "authors", "published", "language", "rights")
PASSAGE_COLUMNS = (
    "relation", "entity", "property", "id", "quotation", "prefix", "suffix", "quotation start", "quotation end", "speaker",
    "stance", "cue", "method", "status", "confidence", "note", "noted at", "article", "article title",
)  # fmt: skip


def tables(out: Outgoing) -> dict[str, bytes]:
    """Return the tables by what they hold; those without a row are left out."""
    flat = Flat(out)
    tell_of_kinds(out)
    made = {"entities": _written(_entity_rows(out, flat)), "relations": _written(_relation_rows(out, flat))}
    made["evidence"] = _written(_passage_rows(out))
    made["articles"] = _written(_article_rows(out))
    return {name: data for name, data in made.items() if data.count(b"\n") > 1 or name == "entities"}


def _entity_rows(out: Outgoing, flat: Flat) -> Iterator[Sequence[object]]:
    words = [word for word in flat.entity_types if word != "kind"]
    yield ["id", "name", "kind", *words, *(["x", "y"] if out.places else [])]
    for entity, row in zip(out.entities, flat.entities, strict=True):
        place = out.places.get(entity.id, ("", "")) if out.places else ()
        yield [entity.id, entity.name, entity.kind, *(row.get(word, "") for word in words), *place]


def _relation_rows(out: Outgoing, flat: Flat) -> Iterator[Sequence[object]]:
    words = [word for word in flat.relation_types if word != "kind"]
    known = [out.vocabulary.relation_kind(relation.kind) for relation in out.relations]
    has_both_ways = any(kind.symmetric for kind in known)
    way = ["direction"] if has_both_ways else []
    yield ["id", "source", "target", "kind", f"label{DERIVED}", *way, *words]
    for relation, kind, row in zip(out.relations, known, flat.relations, strict=True):
        direction = ["undirected" if kind.symmetric else "directed"] if has_both_ways else []
        ends = [relation.id, relation.source, relation.target, relation.kind, kind.label]
        for value in row.values():
            if isinstance(value, int | float) and number_in(repr(value)) is None:
                out.tally.add("amount", "of more digits than a table keeps as a number, as text", repr(value))
        yield [*ends, *direction, *(row.get(word, "") for word in words)]


def _passage_rows(out: Outgoing) -> Iterator[Sequence[object]]:
    yield PASSAGE_COLUMNS
    for relation in out.relations:
        for item in relation.evidence:
            yield [relation.id, "", "", *_passage(out, item)]
    for entity in out.entities:
        for fact in entity.facts:
            for item in fact.evidence:
                yield ["", entity.id, fact.property, *_passage(out, item)]


def _passage(out: Outgoing, item: Evidence) -> Iterator[object]:
    quote = item.quote
    yield from (item.id, quote.exact, quote.prefix, quote.suffix, quote.start, quote.end, item.speaker, item.stance)
    yield from (item.cue, item.method, item.status, item.confidence, item.note, item.noted_at, item.article)
    article = out.project.articles.get(item.article)
    yield article.title if article is not None else ""


def _article_rows(out: Outgoing) -> Iterator[Sequence[object]]:
    yield ARTICLE_COLUMNS
    for article in out.articles:
        if article.text or article.sections or article.cites or article.retrieved:
            out.tally.add("article", "without its text, sections and outlets", article.title)
        values = {**dict(article), "authors": LISTED_BY.join(article.authors)}
        yield [values[word] for word in ARTICLE_COLUMNS]


def _written(rows: Iterator[Sequence[object]]) -> bytes:
    """Return a table in UTF-8, with the mark without which Excel takes it for something else."""
    into = StringIO(newline="")
    writer = csv.writer(into, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return into.getvalue().encode("utf-8-sig", "replace")


def _cell(value: object) -> object:
    if value is None or not isinstance(value, str):
        return "" if value is None else value
    return f"'{value}" if is_touchy(value) else value
