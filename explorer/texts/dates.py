"""When an article was published, as precisely as it says so and no more: "2025-01" does not become a day.

Only strings that look like dates are read as dates; "17%" and "may" are words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:[T ]\d\d:?\d\d.*)?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})"
_ENGLISH = (
    re.compile(rf"\b{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_DAY}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH}\s+{_YEAR}\b", re.IGNORECASE),
)
_ISO_INSIDE = re.compile(r"\b(?:19|20)\d\d-\d\d-\d\d\b")
_EASTERN = re.compile(r"(?P<year>\d{4})\s*[年년]\s*(?P<month>\d{1,2})\s*[月월](?:\s*(?P<day>\d{1,2})\s*[日일])?")
_OTHER = re.compile(r"\b\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?(?:19|20)\d\d\b")
_SHORT_LINE = 80
"""A line with a date is short; a longer one is prose, and its dates are of what it tells."""
_HEAD_LINES = 15


def as_published(words: str) -> str:
    """Return a date in the form in which it is kept: ISO as far as it is known, otherwise the words themselves.

    Examples
    --------
    >>> as_published("2025-01-27T10:00:00Z"), as_published("January 2025"), as_published("late 2023")
    ('2025-01-27', '2025-01', 'late 2023')
    """
    line = " ".join(words.split())
    match = _ISO.fullmatch(line)
    if match is not None:
        return _iso(match["year"], match["month"], match["day"]) or line
    return _written(line, whole=True) or line


def date_in(lines: Iterable[str]) -> str:
    """Return the date that stands at the head of an article, on a line of its own; empty if none does."""
    for number, line in enumerate(lines):
        if number >= _HEAD_LINES:
            break
        if len(line) <= _SHORT_LINE and not line.endswith((".", "!", "?")) and (found := _written(line, whole=False)):
            return found
    return ""


def _written(line: str, *, whole: bool) -> str:
    """Return the first date in a line, or the one that is all of it."""
    if not whole and (inside := _ISO_INSIDE.search(line)):
        return as_published(inside[0])
    for pattern in (*_ENGLISH, _EASTERN):
        match = pattern.fullmatch(line) if whole else pattern.search(line)
        if match is None:
            continue
        parts = match.groupdict()
        name = parts["month"].lower()
        month = str(_MONTHS.get(name, name))
        if made := _iso(parts["year"], month, parts.get("day")):
            return made
    other = _OTHER.fullmatch(line) if whole else _OTHER.search(line)
    is_english = other is None or any(name in other[0].lower().split() for name in _MONTHS)
    return _in_other_languages(other[0]) if other is not None and not is_english else ""


def _in_other_languages(candidate: str) -> str:
    """Read a day with the name of its month in any language, where the library that knows them is at hand."""
    try:
        import dateparser
    except ImportError:
        return ""
    found = dateparser.parse(candidate, settings={"STRICT_PARSING": True, "DATE_ORDER": "DMY"})
    return found.date().isoformat() if found is not None else ""


def _iso(year: str, month: str | None, day: str | None) -> str:
    """Return an ISO date, empty where there is no such day."""
    from datetime import date

    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    parts = [year, *(f"{int(part):02}" for part in (month, day) if part)]
    return "-".join(parts)
