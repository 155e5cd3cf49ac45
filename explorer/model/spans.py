"""Where the sentences of a text begin and end, in code points. Every paragraph ends a sentence, so do . ! ? before a new one."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.model.quotes import Span

_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[A-Z0-9À-ÞЀ-Я])|[。！？]")
_SHORT = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Col|Lt|Sgt|St|Jr|Sr|vs|etc|No|Inc|Corp|Co|Ltd|approx|Jan|Feb|Mar|Apr|Jun|"
    r"Jul|Aug|Sept?|Oct|Nov|Dec)|\b[A-Z]|\b(?:U\.S|U\.K|U\.N|E\.U|a\.m|p\.m|e\.g|i\.e))\.$"
)
_PARAGRAPH = re.compile(r"[^\n]+")


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Return the sentences of a text in its order, without the white space around them.

    Examples
    --------
    >>> [slice(*span) for span in sentence_spans("Mr. A left. B stayed.")]
    [slice(0, 11, None), slice(12, 21, None)]
    """
    found: list[Span] = []
    for paragraph in _PARAGRAPH.finditer(text):
        begin = paragraph.start()
        for end in _END.finditer(text, begin, paragraph.end()):
            if not _SHORT.search(text, max(begin, end.start() - 8), end.start() + 1):
                _add(found, text, begin, end.end())
                begin = end.end()
        _add(found, text, begin, paragraph.end())
    return tuple(found)


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    inner = text[start:end]
    left = len(inner) - len(inner.lstrip(" \t•*-–\u200b"))
    right = len(inner.rstrip())
    if right > left:
        found.append((start + left, start + right))


def around(spans: Sequence[Span], start: int, end: int, *, beside: int = 0) -> Span:
    """Return from where to where the sentences go that two offsets lie in, with some more on both sides."""
    starts = [span[0] for span in spans]
    first = max(bisect_right(starts, start) - 1 - beside, 0)
    last = min(max(bisect_right(starts, max(end - 1, start)) - 1, 0) + beside, len(spans) - 1)
    if not spans:
        return start, end
    return min(spans[first][0], start), max(spans[last][1], end)
