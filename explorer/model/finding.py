"""Words looked up in the texts of articles, as a person types them: in any case, over line breaks, with any quotes.

Nothing here is fuzzy. What a text does not have is not found in it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from explorer.model.fragments import fragments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.project import Project

BEFORE, AFTER = 48, 96
"""Characters around a hit that are shown with it."""
_ALIKE = ("'’‘ʼ`´", '"“”„«»', "-‐‑‒–—−")


@dataclass(frozen=True)
class Hit:
    """Words found in an article, in code points of its text, with what stands around them on one line."""

    article: str
    start: int
    end: int
    before: str
    exact: str
    after: str


@lru_cache(maxsize=8)
def pattern_of(words: str) -> re.Pattern[str] | None:
    r"""Return what finds some words; None where there is nothing to look for.

    Examples
    --------
    >>> pattern_of("deepseek's  chip").search("DeepSeek’s\nchip")[0]
    'DeepSeek’s\nchip'
    """
    plain = " ".join(words.split())
    forms = {plain, *(unicodedata.normalize(form, plain) for form in ("NFC", "NFD"))}
    wanted = "|".join("".join(map(_loosely, form)) for form in sorted(forms))
    return re.compile(wanted, re.IGNORECASE) if wanted.strip("|") else None


def occurrences(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Go through the places of some words in a text.

    Examples
    --------
    >>> list(occurrences("R1 and r1", "r1"))
    [(0, 2), (7, 9)]
    """
    pattern = pattern_of(words)
    if pattern is not None:
        yield from (match.span() for match in pattern.finditer(text))


def hits_in(project: Project, article: str, words: str) -> Iterator[Hit]:
    """Go through the places of some words in what is known of an article."""
    for fragment in fragments(project, article):
        text = fragment.text
        for start, end in occurrences(text, words):
            before, exact, after = text[max(start - BEFORE, 0) : start], text[start:end], text[end : end + AFTER]
            yield Hit(
                article,
                fragment.start + start,
                fragment.start + end,
                _whole(before, BEFORE),
                _flat(exact),
                _flat(after),
            )


def _loosely(letter: str) -> str:
    if letter == " ":
        return r"\s+"
    alike = next((letters for letters in _ALIKE if letter in letters), "")
    return f"[{re.escape(alike)}]" if alike else re.escape(letter)


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _whole(before: str, most: int) -> str:
    """Return what stands before a hit, from its first whole word on."""
    if len(before) == most:
        before = before[before.find(" ") + 1 :]
    return _flat(before).lstrip()
