"""A few typed letters looked up in a store's own index; what is found is ranked as ``explorer.model.search`` ranks it.

Only so many candidates are looked at: of a common word the best connected, and always what is called exactly so.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.folding import folded, spans_of
from explorer.model.matching import SHORTEST_TYPO, Corpus, Entry, literal, similar, window
from explorer.model.search import Hit, HitGroup
from explorer.model.values import one_line
from explorer.model.words import counted
from explorer.stores.connection import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import apsw

    from explorer.model.matching import Found
    from explorer.model.vocabulary import Vocabulary

_CANDIDATES = 1_000
_BEGINNING = 200
_RAREST = 6
_SHARING = 5_000  # names looked at for each
_COMPARED = 400  # of which so many are compared letter by letter
_TRIGRAM = 3
_LAST = "\U0010ffff"


class _Named(NamedTuple):
    """A name in the index, and the fact it belongs to: ``weight`` is what is best shown first by."""

    row: int
    owner: str
    text: str
    plain: str
    weight: int
    detail: str
    own: str


_NAMES = {
    HitGroup.ENTITY: (
        "name",
        "select n.key, o.id, n.text, n.plain, o.degree, o.kind, o.name from name as n join entity as o on o.key = n.owner",
    ),
    HitGroup.ARTICLE: (
        "title",
        "select n.key, o.id, n.text, n.plain, 0, coalesce(o.publisher, ''), o.title from title as n"
        " join article as o on o.key = n.owner",
    ),
}


def find(connection: apsw.Connection, text: str, what: HitGroup, limit: int, kinds: Vocabulary) -> list[Hit]:
    """Return what matches a text, best first. Relations have no words of their own: there is none of them."""
    plain = folded(one_line(text))
    if what is HitGroup.QUOTATION:
        return list(_quotations(connection, plain, limit)) if plain else []
    if what not in _NAMES:
        return []
    table, select = _NAMES[what]
    if not plain:
        names = _suggested(connection, limit) if what is HitGroup.ENTITY else []
        return [_hit(name, 0.0, (), what, kinds) for name in names]
    tokens = sorted(set(plain.split()), key=len, reverse=True)
    names = _candidates(connection, table, select, plain, tokens)
    hits = _ranked(names, literal(_corpus(names), plain, tokens), tokens, limit, what, kinds)
    if len(hits) < limit and len(plain) >= SHORTEST_TYPO:
        near = _alike(connection, table, select, plain)
        more = _ranked(near, similar(_corpus(near), plain, set()), tokens, limit, what, kinds)
        known = {hit.id for hit in hits}
        hits += [hit for hit in more if hit.id not in known]
    return hits[:limit]


def _corpus(names: list[_Named]) -> Corpus:
    return Corpus(tuple(Entry(name.owner, name.text) for name in names), tuple(name.plain for name in names))


def _named(found: Iterable[tuple[object, ...]]) -> list[_Named]:
    """Return names once each, those of the best connected first."""
    once = {name.row: name for name in (_Named(*row) for row in found)}  # type: ignore[arg-type]  # as selected
    return sorted(once.values(), key=lambda name: -name.weight)


def _suggested(connection: apsw.Connection, limit: int) -> list[_Named]:
    select = (
        "select key, id, name, '', degree, kind, name from entity where removed = 0 order by degree desc, place limit ?"
    )
    return _named(rows(connection, select, (limit,)))


def _candidates(connection: apsw.Connection, table: str, select: str, plain: str, tokens: list[str]) -> list[_Named]:
    """Return names that begin with the text, and names with every word of it."""
    begin = f" {plain}"
    found = list(
        rows(connection, f"{select} where n.plain >= ? and n.plain < ? limit ?", (begin, begin + _LAST, _BEGINNING))
    )
    asked = [_quoted(token if len(token) >= _TRIGRAM else f" {token}") for token in tokens if len(token) > 1]
    if asked:
        inside = f"{select} where n.key in (select rowid from {table}_words where {table}_words match ? limit ?)"
        found += rows(connection, inside, (" AND ".join(asked), _CANDIDATES))
    return _named(found)


def _alike(connection: apsw.Connection, table: str, select: str, plain: str) -> list[_Named]:
    """Return the names that share most of the text's rarest threes of letters."""
    text = f" {plain}"
    trigrams = {text[at : at + _TRIGRAM] for at in range(len(text) - _TRIGRAM + 1)}
    connection.execute(
        f"create virtual table if not exists temp.{table}_terms using fts5vocab(main, {table}_words, row)"
    )
    counts = []
    for trigram in sorted(trigrams):
        number = connection.execute(f"select doc from temp.{table}_terms where term = ?", (trigram,)).get
        if number:
            counts.append((int(number), trigram))
    if not counts:
        return []
    shared: Counter[int] = Counter()
    for _, trigram in sorted(counts)[:_RAREST]:
        query = f"select rowid from {table}_words where {table}_words match ? limit ?"
        shared.update(row for (row,) in rows(connection, query, (_quoted(trigram), _SHARING)))
    closest = [row for row, _ in shared.most_common(_COMPARED)]
    return _named(found for row in closest for found in rows(connection, f"{select} where n.key = ?", (row,)))


def _ranked(
    names: list[_Named], found: list[Found], tokens: list[str], limit: int, what: HitGroup, kinds: Vocabulary
) -> list[Hit]:
    best: dict[str, Hit] = {}
    for item in found:
        name = names[item.row]
        if name.owner not in best:
            by_name = name.text == name.own
            spans = ((item.span,) if item.span else spans_of(name.own, tokens)) if by_name else ()
            best[name.owner] = _hit(name, item.score, spans, what, kinds)
            if len(best) == limit:
                break
    return list(best.values())


def _hit(name: _Named, score: float, spans: tuple[tuple[int, int], ...], what: HitGroup, kinds: Vocabulary) -> Hit:
    detail = one_line(name.detail)
    if what is HitGroup.ENTITY:
        detail = f"{one_line(kinds.entity_kind(name.detail).label)}, {counted(name.weight, 'relation')}"
    alias = None if name.text == name.own else name.text
    return Hit(what, name.owner, name.own, score, spans, detail, alias)


def _quotations(connection: apsw.Connection, plain: str, limit: int) -> Iterator[Hit]:
    """Go through the quotations with every word; the last may be half typed."""
    tokens = sorted(set(plain.split()), key=len, reverse=True)
    *whole, last = plain.split()
    asked = " AND ".join([*(_quoted(word) for word in whole), f"{_quoted(last)} *"])
    select = (
        "select v.id, v.owner, v.exact, coalesce(a.publisher, a.title, '') from evidence as v"
        " left join article as a on a.id = v.article and a.removed = 0"
        " where v.key in (select rowid from quotation_words where quotation_words match ? limit ?)"
    )
    once: dict[str, tuple[Entry, str]] = {}
    for key, owner, exact, source in rows(connection, select, (asked, _CANDIDATES)):
        line = one_line(exact)
        once.setdefault(line, (Entry(key, line, owner), source))
    kept = list(once.values())
    corpus = Corpus(tuple(entry for entry, _ in kept), tuple(f" {folded(entry.text)}" for entry, _ in kept))
    for item in literal(corpus, plain, tokens)[:limit]:
        entry, source = kept[item.row]
        text, spans = window(entry.text, spans_of(entry.text, tokens))
        yield Hit(HitGroup.QUOTATION, entry.id, text, item.score, spans, one_line(source), owner=entry.owner)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
