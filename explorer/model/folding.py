"""Text with case, accents, white space and typographic quotes and dashes levelled, for comparing what people type.

Not for quotations: what counts as the same words there is the business of ``quotes``.
"""

from __future__ import annotations

import unicodedata

Span = tuple[int, int]

_PLAIN = str.maketrans(
    {
        **dict.fromkeys(
            "\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}", "'"
        ),
        **dict.fromkeys("\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}", '"'),
        **dict.fromkeys("\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}", "-"),
    }
)


def folded(text: str) -> str:
    r"""Return the text for comparing.

    Examples
    --------
    >>> folded("  Société\u00a0GÉNÉRALE ")
    'societe generale'
    """
    if text.isascii():
        return " ".join(text.casefold().split())
    return " ".join(_level(text).split())


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """Return ``folded(text)`` and, for each of its characters, where it comes from in ``text``."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for plain in _level(letter):
            if not plain.isspace():
                letters.append(plain)
                places.append(place)
            elif letters and letters[-1] != " ":
                letters.append(" ")
                places.append(place)
    if letters and letters[-1] == " ":
        letters.pop()
        places.pop()
    return "".join(letters), places


def spans_of(text: str, tokens: list[str]) -> tuple[Span, ...]:
    """Return where folded tokens stand in a text: the start of a word first, overlaps joined.

    Examples
    --------
    >>> spans_of("Nvidia's H800", ["h8", "nvi"])
    ((0, 3), (9, 11))
    """
    plain, places = folded_with_places(text)
    found = []
    for token in tokens:
        at = f" {plain}".find(f" {token}")
        at = at if at >= 0 else plain.find(token)
        if token and at >= 0:
            found.append((places[at], places[at + len(token) - 1] + 1))
    return joined(found)


def joined(spans: list[Span]) -> tuple[Span, ...]:
    """Return spans in order, those that touch as one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


def _level(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", apart).translate(_PLAIN)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
