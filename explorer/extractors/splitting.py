"""Sentences as pysbd finds them, with offsets of our own: its own go astray where it tidies the text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from explorer.extractors.base import needed
from explorer.model.spans import sentence_spans

if TYPE_CHECKING:
    from explorer.model.quotes import Span

_PARAGRAPH = re.compile(r"[^\n]+")
_LONGEST = 20_000  # characters of a paragraph: pysbd takes the square of them
_PADDING = " \t•*-–\u200b"


@lru_cache(maxsize=4)
def _segmenter(language: str) -> Any:  # Any: pysbd does not say its types
    pysbd = needed("pysbd", "pysbd")
    try:
        return pysbd.Segmenter(language=language, clean=False)
    except ValueError:  # a language that it does not know
        return pysbd.Segmenter(language="en", clean=False)


def split(text: str, language: str | None = None) -> tuple[Span, ...]:
    """Return the sentences of a text in its order, without white space and the marks of lists."""
    segmenter = _segmenter((language or "en")[:2].lower())
    found: list[Span] = []
    for paragraph in _PARAGRAPH.finditer(text):
        words, at = paragraph[0], paragraph.start()
        if len(words) > _LONGEST:
            found += [(at + start, at + end) for start, end in sentence_spans(words)]
            continue
        cursor = 0
        for sentence in segmenter.segment(words):
            inner = sentence.strip().lstrip(_PADDING)
            start = words.find(inner, cursor) if inner else -1
            if start >= 0:
                cursor = start + len(inner)
                found.append((at + start, at + cursor))
    return tuple(found)
