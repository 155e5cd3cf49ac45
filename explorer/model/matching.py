"""Texts matched against a few typed letters: containing every word of them, or looking like them."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, chain, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple, overload

import numpy as np

from explorer.model.columns import distinct
from explorer.model.folding import Span, folded, folded_with_places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray


class Entry(NamedTuple):
    """A text to be found, and what it belongs to."""

    id: str
    text: str
    owner: str | None = None


class _Entries(Sequence[Entry]):
    """Entries as columns: the collector would look at each of a hundred thousand tuples, again and again."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._ids, self._texts, self._owners = list[str](), list[str](), list[str | None]()
        for entry in entries:
            self._ids.append(entry.id)
            self._texts.append(entry.text)
            self._owners.append(entry.owner)

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> Entry: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Entry]: ...
    def __getitem__(self, index: int | slice) -> Entry | Sequence[Entry]:
        if isinstance(index, slice):
            return [self[row] for row in range(len(self))[index]]
        return Entry(self._ids[index], self._texts[index], self._owners[index])


@dataclass(frozen=True, eq=False)
class Corpus:
    """Texts of one group beside their folded forms, each with a space before it; the weightiest first."""

    entries: Sequence[Entry]
    plain: Sequence[str]

    @cached_property
    def joined(self) -> str:
        """All folded texts, a line each and a line's end before the first: to be looked through at once."""
        return "\n".join(("", *self.plain))

    @cached_property
    def _starts(self) -> array[int]:
        """Where each line begins, and where one more would."""
        return array("q", accumulate((len(text) + 1 for text in self.plain), initial=1))

    def rows_with(self, part: str) -> Iterator[int]:
        """Yield the rows that contain a text; one that begins with a line's end stands at the beginning."""
        joined, starts, lead = self.joined, self._starts, part.startswith("\n")
        at = joined.find(part)
        while at >= 0:
            row = bisect_right(starts, at + lead) - 1
            yield row
            at = joined.find(part, starts[row + 1] - 1)

    @cached_property
    def _pairs(self) -> tuple[NDArray[np.int32], NDArray[np.intp]]:
        """The rows that have each pair of letters, pair after pair, and where the rows of each pair begin."""
        letters = np.frombuffer(self.joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        inside = (letters[:-1] != ord("\n")) & (letters[1:] != ord("\n"))
        pairs = (letters[:-1] % _LETTERS * _LETTERS + letters[1:] % _LETTERS).astype(np.int64)[inside]
        rows = np.repeat(np.arange(len(self.plain)), [len(text) - 1 for text in self.plain])
        size = max(len(self.plain), 1)
        key = distinct(pairs * size + rows)
        return (key % size).astype(np.int32), np.searchsorted(key // size, np.arange(_LETTERS**2 + 1))

    def alike(self, plain: str, most: int) -> Sequence[int]:
        """Return the rows that share the most pairs of letters with a text, at most so many; the weightiest first."""
        if len(self.plain) <= LARGEST_SIMILAR:
            return range(len(self.plain))
        rows, starts = self._pairs
        letters = [ord(letter) % _LETTERS for letter in f" {plain}"]
        shared = np.zeros(len(self.plain), dtype=np.uint8)
        for pair in {one * _LETTERS + other for one, other in pairwise(letters)}:
            shared[rows[starts[pair] : starts[pair + 1]]] += 1
        chosen = np.zeros(0, dtype=np.intp)
        for least in range(int(shared.max(initial=0)), 0, -1):
            level = np.flatnonzero(shared == least)
            chosen = np.concatenate([chosen, level[: most - len(chosen)]])
            if len(chosen) == most:
                break
        return [int(row) for row in np.sort(chosen)]


class Found(NamedTuple):
    """A row of a corpus, how well it matches, and where, if only similarly."""

    row: int
    score: float
    span: Span | None = None


_COMPARED = 500
_ALIKE = 2000
_SIMILAR_ENOUGH = 70
_SHOWN = 50  # nobody looks at what merely resembles further down
_COMPACT = 25  # how much better a word gets for few letters left out
_BELOW = 0.7
_LONGEST_ABRIDGED = 12
_LETTERS = 127  # letters are told apart up to this many; more share a place, which only means more to compare
_WINDOW = 80
_LEAD = 24
SHORTEST_TYPO = 3
LARGEST_SIMILAR = 5000


def literal(corpus: Corpus, plain: str, tokens: list[str]) -> list[Found]:
    """Return the rows that contain every token, best first; of very many the weightiest are looked at."""
    texts, start = corpus.plain, f" {plain}"
    rarest = min(tokens, key=corpus.joined.count)
    others = [token for token in tokens if token != rarest]
    having = (row for row in corpus.rows_with(rarest) if all(token in texts[row] for token in others))
    rows = list(islice(having, _COMPARED + 1))
    if len(rows) > _COMPARED:
        first, words = corpus.rows_with(f"\n{start}"), corpus.rows_with(start)
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
    """Return rows that look like the query, or of which it is a word with letters left out; below every literal match."""
    from rapidfuzz import fuzz, process

    rows = corpus.alike(plain, _ALIKE)
    texts = [corpus.plain[row] for row in rows]
    near = process.extract(plain, texts, scorer=fuzz.partial_ratio, limit=_COMPARED, score_cutoff=_SIMILAR_ENOUGH)
    best: dict[int, Found] = {}
    for text, _, place in near:
        row, score = rows[place], fuzz.WRatio(plain, text, score_cutoff=_SIMILAR_ENOUGH)
        if score and len(text) > SHORTEST_TYPO:  # "us" is in "bogus", and does not resemble it
            best[row] = Found(row, _BELOW * score - row / len(corpus.plain))
    abridged = _abridged(plain)
    for row, text in zip(rows, texts, strict=True) if abridged is not None else ():
        match = abridged.search(text) if abridged is not None else None
        if match is not None:
            whole = match.end() - match.start() - 1
            score = _BELOW * (_SIMILAR_ENOUGH + _COMPACT * len(plain) / whole) - row / len(corpus.plain)
            if row not in best or best[row].score < score:
                best[row] = Found(row, score, _places(corpus.entries[row].text, match.start(), match.end() - 1))
    found = sorted((item for row, item in best.items() if row not in known), key=lambda item: -item.score)
    shown = (
        item if item.span is not None else item._replace(span=_span(corpus.entries[item.row].text, plain))
        for item in found[:_SHOWN]
    )
    return [*shown, *found[_SHOWN:]]


def _abridged(plain: str) -> re.Pattern[str] | None:
    """Return what finds a word of which letters were left out, if the query can be one: "nvd", "dpseek"."""
    if " " in plain or len(plain) > _LONGEST_ABRIDGED:
        return None
    return re.compile(" " + "[^ ]{0,2}?".join(map(re.escape, plain)))


def _places(text: str, start: int, end: int) -> Span | None:
    """Return where a part of the folded text stands in the text."""
    own, places = folded_with_places(text)
    return (places[start], places[end - 1] + 1) if end <= len(own) else None


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
    kept = _Entries(entries)
    return Corpus(kept, tuple(f" {folded(entry.text)}" for entry in kept))
