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
    from collections.abc import Iterable, Iterator, Sequence

    from explorer.formats.outgoing import Outgoing
    from explorer.model.facts import Evidence

_AT_ONCE = 1 << 16
ARTICLE_COLUMNS = ("id", "title", "publisher", "url", "authors", "published", "language", "rights")
PASSAGE_COLUMNS = (
    "relation", "entity", "property", "id", "quotation", "prefix", "suffix", "quotation start", "quotation end", "speaker",
    "stance", "cue", "method", "status", "confidence", "note", "noted at", "article", "article title",
)  # fmt: skip


def tables(out: Outgoing) -> dict[str, Iterator[str]]:
    """Return the tables by what they hold, line by line; those without a row are left out, but for entities."""
    flat = Flat(out)
    tell_of_kinds(out)
    made = {"entities": _entity_rows(out, flat)}
    if out.relations:
        made["relations"] = _relation_rows(out, flat)
    if out.passages:
        made["evidence"] = _passage_rows(out)
    if out.articles:
        made["articles"] = _article_rows(out)
    return {name: _written(rows) for name, rows in made.items()}


def _entity_rows(out: Outgoing, flat: Flat) -> Iterator[Sequence[object]]:
    words = [word for word in flat.entity_types if word != "kind"]
    yield ["id", "name", "kind", *words, *(["x", "y"] if out.places else [])]
    for entity, row in flat.entities():
        place = out.places.get(entity.id, ("", "")) if out.places else ()
        yield [entity.id, entity.name, entity.kind, *(row.get(word, "") for word in words), *place]


def _relation_rows(out: Outgoing, flat: Flat) -> Iterator[Sequence[object]]:
    words = [word for word in flat.relation_types if word != "kind"]
    has_both_ways = any(out.vocabulary.relation_kind(kind).symmetric for kind in flat.relation_kinds)
    way = ["direction"] if has_both_ways else []
    yield ["id", "source", "target", "kind", f"label{DERIVED}", *way, *words]
    for relation, row in flat.relations():
        kind = out.vocabulary.relation_kind(relation.kind)
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


def _written(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """Write the rows of a table, some at a time."""
    into = StringIO(newline="")
    writer = csv.writer(into, lineterminator="\r\n")
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        if into.tell() > _AT_ONCE:
            yield into.getvalue()
            into.seek(0)
            into.truncate()
    yield into.getvalue()


def _cell(value: object) -> object:
    if value is None or not isinstance(value, str):
        return "" if value is None else value
    return f"'{value}" if is_touchy(value) else value
