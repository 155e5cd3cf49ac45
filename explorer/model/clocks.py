"""Days that dates may mean, for asking what was known by then and what had happened by then.

Two clocks: when an article was published, and when something happened. Nothing here mixes them. A date is a span of
days, as wide as its source is vague; one that cannot be read is no date, and nobody guesses.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.facts import Date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from explorer.model.facts import FactValue

MOMENTS = ("date", "as_of", "announced_on", "occurred_on")
"""Qualifiers that say when something happened; ``start`` and ``end`` say from when and until when."""

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ].*)?", re.ASCII | re.DOTALL)


class Span(NamedTuple):
    """The first and the last day that are meant, as ordinals of ``datetime.date``; None where there is no end."""

    first: int | None
    last: int | None

    def overlaps(self, other: Span) -> bool:
        """Whether both may be at the same time."""
        return not (_is_before(self.last, other.first) or _is_before(other.last, self.first))


@lru_cache(maxsize=4096)
def span(text: str | None) -> Span | None:
    """Return the days that a date in EDTF may mean; None where it cannot be read.

    Examples
    --------
    >>> days = span("2025-02")
    >>> date.fromordinal(days.first).isoformat(), date.fromordinal(days.last).isoformat()
    ('2025-02-01', '2025-02-28')
    >>> span("2019/..").last, span("late 2023")
    (None, None)
    """
    first, slash, last = (text or "").strip().partition("/")
    if not slash:
        return _days(first)
    begins, ends = _days(first), _days(last)
    open_start, open_end = first in {"", ".."}, last in {"", ".."}
    if (begins is None and not open_start) or (ends is None and not open_end) or (open_start and open_end):
        return None
    return Span(begins.first if begins else None, ends.last if ends else None)


def published_by(text: str | None) -> int | None:
    """Return the day by which what was published then was surely known; None where that is unknown."""
    days = span(text)
    return None if days is None else days.last


def happened(qualifiers: Mapping[str, FactValue]) -> Span | None:
    """Return when a relation is said to hold or to have happened; None where nothing dates it."""
    begins, ends = _read(qualifiers, ("start", "since")), _read(qualifiers, ("end", "until"))
    if begins is not None or ends is not None:
        return Span(begins.first if begins else None, ends.last if ends else None)
    return _read(qualifiers, MOMENTS)


def iso(day: int) -> str:
    """Return a day as filters keep it: "2025-01-27"."""
    return date.fromordinal(day).isoformat()


def _read(qualifiers: Mapping[str, FactValue], names: Iterable[str]) -> Span | None:
    for name in names:
        value = qualifiers.get(name)
        found = span(value.date if isinstance(value, Date) else value if isinstance(value, str) else None)
        if found is not None:
            return found
    return None


def _days(text: str) -> Span | None:
    match = _DAY.fullmatch(text.rstrip("~?%"))
    if match is None:
        return None
    year, month, day = (int(part or 0) for part in match.groups())
    try:
        if day:
            only = date(year, month, day).toordinal()
            return Span(only, only)
        if month:
            from calendar import monthrange  # here: it names days and months in the words of every language first

            return Span(date(year, month, 1).toordinal(), date(year, month, monthrange(year, month)[1]).toordinal())
        return Span(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()) if match[2] is None else None
    except ValueError:
        return None


def _is_before(end: int | None, start: int | None) -> bool:
    return end is not None and start is not None and end < start
