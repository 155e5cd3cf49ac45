"""Texts matched against a few typed letters: containing every word of them, or looking like them."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.folding import Span, folded, folded_with_places

if TYPE_CHECKING:
    from collections.abc import Iterable


class Entry(NamedTuple):
    """A text to be found, and what it belongs to."""

    id: str
    text: str
    owner: str | None = None


class Corpus(NamedTuple):
    """Texts of one group beside their folded forms, each with a space before it; the weightiest first."""

    entries: tuple[Entry, ...]
    plain: tuple[str, ...]


class Found(NamedTuple):
    """A row of a corpus, how well it matches, and where, if only similarly."""

    row: int
    score: float
    span: Span | None = None


_COMPARED = 500
_SIMILAR_ENOUGH = 70
_WINDOW = 80
_LEAD = 24
SHORTEST_TYPO = 3
LARGEST_SIMILAR = 5000


def literal(corpus: Corpus, plain: str, tokens: list[str]) -> list[Found]:
    """Return the rows that contain every token, best first; of very many the weightiest are looked at."""
    texts, start = corpus.plain, f" {plain}"
    rows = [row for row, text in enumerate(texts) if tokens[0] in text]
    for token in tokens[1:]:
        rows = [row for row in rows if token in texts[row]]
    if len(rows) > _COMPARED:
        first = (row for row in rows if texts[row].startswith(start))
        words = (row for row in rows if start in texts[row])
        rows = list(dict.fromkeys(chain.from_iterable(islice(some, _COMPARED) for some in (first, words, rows))))
    found = [Found(row, _literal_score(texts[row], plain, tokens) - row / len(texts)) for row in rows]
    return sorted(found, key=lambda item: -item.score)


def _literal_score(text: str, plain: str, tokens: list[str]) -> float:
    brevity = 5 * len(plain) / len(text)
    if text == f" {plain}":
        return 100
    if text.startswith(f" {plain}"):
        return 90 + brevity
    if f" {plain}" in text:
        return 85 + brevity
    if all(f" {token}" in text for token in tokens):
        return 80 + brevity
    return 72 + brevity


def similar(corpus: Corpus, plain: str, known: set[int]) -> list[Found]:
    """Return rows that look like the query, scored below every literal match."""
    from rapidfuzz import fuzz, process

    near = process.extract(
        plain, corpus.plain, scorer=fuzz.partial_ratio, limit=_COMPARED, score_cutoff=_SIMILAR_ENOUGH
    )
    result = []
    for text, _, row in near:
        score = fuzz.WRatio(plain, text, score_cutoff=_SIMILAR_ENOUGH)
        if score and row not in known:
            result.append(Found(row, 0.7 * score - row / len(corpus.plain), _span(corpus.entries[row].text, plain)))
    return sorted(result, key=lambda item: -item.score)


def _span(text: str, plain: str) -> Span | None:
    from rapidfuzz import fuzz

    own, places = folded_with_places(text)
    found = fuzz.partial_ratio_alignment(plain, own)
    if found is None or found.dest_end <= found.dest_start or len(plain) > len(own):
        return (0, len(text)) if text else None
    return places[found.dest_start], places[found.dest_end - 1] + 1


def window(text: str, spans: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """Return the words around the first match, with dots where something is left out."""
    if len(text) <= _WINDOW:
        return text, spans
    start = max(0, (spans[0][0] if spans else 0) - _LEAD)
    start = text.rfind(" ", 0, start + 1) + 1 if start else 0
    end = min(len(text), start + _WINDOW)
    end = max(text.rfind(" ", start, end), start + _LEAD) if end < len(text) else end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    inside = tuple((max(a, start) + shift, min(b, end) + shift) for a, b in spans if a < end and b > start)
    return f"{before}{text[start:end]}{after}", inside


def corpus_of(entries: Iterable[Entry]) -> Corpus:
    """Fold texts for searching; give the weightiest first."""
    kept = tuple(entries)
    return Corpus(kept, tuple(f" {folded(entry.text)}" for entry in kept))
