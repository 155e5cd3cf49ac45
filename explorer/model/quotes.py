"""Finds a quotation in the text of its article. Word for word: there is no such thing here as nearly the same.

White space, Unicode normal form and the shape of quotation marks are folded on both sides, because copying
changes them without anybody meaning it. Nothing else is, so a changed digit is a missing quotation.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.facts import Quote

_MARKS = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u2039\u203a\u275b\u275c\uff07", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u275d\u275e\uff02", '"')
)
_CHUNK = re.compile(r"\s+|\S+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Burmese, Khmer
_FIGURE = re.compile(r"\d[.,]?\d")
_NOT = "'t"

Span = tuple[int, int]
_FULL_CONTEXT = 2


class Folded(NamedTuple):
    """A text as it is compared, with the way back.

    ``starts[i]`` is where the character ``i`` of ``text`` begins in ``original``; one more entry holds its end.
    """

    original: str
    text: str
    starts: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return where a piece of ``text`` stands in ``original``."""
        return self.starts[start], self.starts[end]


class Match(StrEnum):
    """How a quotation stands in a text."""

    EXACT = "exact"
    MOVED = "moved"
    AMBIGUOUS = "ambiguous"
    MISSING = "missing"


class Found(NamedTuple):
    """Where a quotation is.

    Attributes
    ----------
    match : Match
        ``EXACT`` where its offsets say, or in one place when it has none; ``MOVED`` in one place, not where its
        offsets say; ``AMBIGUOUS`` in several, with nothing to choose by; ``MISSING`` nowhere.
    start, end : int or None
        Code points in the text; None unless there is one place.
    places : tuple of (int, int)
        Every place where the words stand.
    context_agrees : bool
        Whether prefix and suffix, where given, are what stands around that place.
    is_cut : bool
        Whether it begins or ends inside a word or a figure: "59%" out of "1.59%" is in the text and yet not said.
    """

    match: Match
    start: int | None = None
    end: int | None = None
    places: tuple[Span, ...] = ()
    context_agrees: bool = True
    is_cut: bool = False

    @property
    def is_verified(self) -> bool:
        """Whether the words stand in one known place."""
        return self.match in {Match.EXACT, Match.MOVED}


def fold(text: str) -> Folded:
    r"""Return a text as it is compared.

    Examples
    --------
    >>> fold("\u201cTalk\u00a0is \n cheap\u201d").text
    '"Talk is cheap"'
    >>> fold("a  b").span(2, 3)
    (3, 4)
    """
    pieces: list[str] = []
    starts: list[int] = []
    for chunk in _CHUNK.finditer(text):
        piece, begin = chunk[0], chunk.start()
        if piece[0].isspace():
            pieces.append(" ")
            starts.append(begin)
        elif unicodedata.is_normalized("NFC", piece):
            pieces.append(piece)
            starts.extend(range(begin, chunk.end()))
        else:
            for offset, composed in _composed(piece):
                pieces.append(composed)
                starts.extend([begin + offset] * len(composed))
    starts.append(len(text))
    return Folded(text, "".join(pieces).translate(_MARKS), tuple(starts))


def find(quote: Quote, text: str | Folded) -> Found:
    """Find a quotation in the text of its article.

    Parameters
    ----------
    quote : Quote
        Its prefix and suffix choose among several places; its offsets are checked, never trusted.
    text : str or Folded
        The article's text; fold it once to look for many quotations.
    """
    folded = fold(text) if isinstance(text, str) else text
    needle = _plain(quote.exact)
    hits = list(_hits(needle, folded)) if needle else []
    if not hits:
        return Found(Match.MISSING)
    places = tuple(folded.span(*hit) for hit in hits)
    prefix, suffix = _plain(quote.prefix), _plain(quote.suffix)
    scores = [_context(prefix, suffix, folded.text, hit) for hit in hits]
    best = [index for index, score in enumerate(scores) if score == max(scores)]
    stated = _stated(quote, folded.original)
    there = [index for index in best if places[index] == stated]
    if not there and len(best) > 1:
        return Found(Match.AMBIGUOUS, places=places)
    chosen = there[0] if there else best[0]
    start, end = places[chosen]
    return Found(
        Match.EXACT if there or stated is None else Match.MOVED,
        start,
        end,
        places,
        context_agrees=scores[chosen] == _FULL_CONTEXT,
        is_cut=any(_cuts(folded.text, edge) for edge in hits[chosen]),
    )


def _plain(text: str) -> str:
    return fold(text).text.strip()


def _hits(needle: str, folded: Folded) -> Iterator[Span]:
    at = folded.text.find(needle)
    while at >= 0:
        end = at + len(needle)
        follows = folded.text[end : end + 1]
        start_there, end_there = folded.span(at, end)
        # Folding again what stands there is the last word on whether it is the same: a hit that
        # begins or ends within one composed letter is not.
        same = _plain(folded.original[start_there:end_there]) == needle
        if same and not (follows and unicodedata.combining(follows)):
            yield at, end
        at = folded.text.find(needle, at + 1)


def _context(prefix: str, suffix: str, text: str, hit: Span) -> int:
    """Count how many of prefix and suffix agree. One that is not given agrees with everything."""
    start, end = hit
    before = text[max(0, start - len(prefix) - 1) : start].rstrip()
    return before.endswith(prefix) + text.startswith(suffix, end + (text[end : end + 1] == " "))


def _stated(quote: Quote, text: str) -> Span | None:
    """Return the offsets that a quotation gives, less the white space that it has at its own ends."""
    if quote.start is None or quote.end is None:
        return None
    inside, exact = text[quote.start : quote.end], quote.exact
    lead = len(inside) - len(inside.lstrip()) if exact[0].isspace() else 0
    trail = len(inside) - len(inside.rstrip()) if exact[-1].isspace() else 0
    return quote.start + lead, quote.end - trail


def _cuts(text: str, edge: int) -> bool:
    """Whether this edge of a quotation falls inside a word or a figure."""
    around = text[max(0, edge - 2) : edge + 2]
    inside = edge - max(0, edge - 2)
    if any(figure.start() < inside < figure.end() for figure in _figures(around)):
        return True
    before, after = text[edge - 1 : edge] if edge else "", text[edge : edge + 1]
    return _in_word(before) and (_in_word(after) or text[edge : edge + 2] == _NOT)


def _figures(text: str) -> Iterator[re.Match[str]]:
    return (match for at in range(len(text)) if (match := _FIGURE.match(text, at)))


def _in_word(letter: str) -> bool:
    """Whether a letter belongs to a word that spaces would bound. Chinese, Thai and others do not use them."""
    return letter.isalnum() and unicodedata.east_asian_width(letter) not in "WF" and not _UNSPACED.match(letter)


def _composed(piece: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, letters in composed form) for each stretch of a piece that is composed as one."""
    begin = 0
    for index in range(1, len(piece) + 1):
        if index < len(piece):
            letter, stretch = piece[index], piece[begin:index]
            together = unicodedata.normalize("NFC", stretch + letter)
            apart = unicodedata.normalize("NFC", stretch) + unicodedata.normalize("NFC", letter)
            if unicodedata.combining(letter) or together != apart:
                continue
        yield begin, unicodedata.normalize("NFC", piece[begin:index])
        begin = index
