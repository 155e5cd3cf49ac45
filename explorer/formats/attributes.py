"""What the words and values of other programs mean here: names, kinds, places, dates and amounts.

Nothing is guessed that could be wrong: a value that is not clearly a number or a day stays text.
"""

from __future__ import annotations

import json
import math
import re
from typing import TYPE_CHECKING, Any

from explorer.model.facts import Date, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from explorer.model.facts import FactValue

Raw = dict[str, Any]  # attributes, by whoever wrote them
Place = tuple[float, float]

NAMES = ("name", "label", "title", "shared name", "shared_name")
ENTITY_KINDS = ("kind", "type", "category", "group")
RELATION_KINDS = ("kind", "relation", "type", "interaction", "label", "key", "shared interaction", "shared_interaction")
DESCRIPTIONS = ("description", "desc")
LISTED_BY = " | "
LONGEST_ID = 200

_DAY = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")
_NUMBER = re.compile(r"[+-]?(?:0|[1-9]\d{0,14})(?:\.\d{1,17})?(?:[eE][+-]?\d{1,3})?")
_FORMULA = "=+-@'\t\r"
_SMALL_SPAN = 20.0
_ROOM = 140.0  # how far apart, in pixels, entities want to be


def value_of(value: object) -> FactValue | None:
    """Return what a fact can hold; None for what it cannot (lists, objects, nothing).

    Examples
    --------
    >>> value_of(True), value_of("2025-01-27").date, value_of([1])
    ('yes', '2025-01-27', None)
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return Quantity(amount=value) if math.isfinite(value) else str(value)
    if isinstance(value, str):
        return Date(date=value) if len(value) == 10 and _DAY.fullmatch(value) else value
    return None


def plain_cell(cell: str) -> str:
    """Return the text of a cell; an apostrophe before what a spreadsheet would calculate or convert is not part of it.

    Examples
    --------
    >>> plain_cell("'=1+1"), plain_cell("'007"), plain_cell("'tis")
    ('=1+1', "'007", "'tis")
    """
    return cell[1:] if cell.startswith("'") and is_touchy(cell[1:]) else cell


def is_touchy(text: str) -> bool:
    """Whether a spreadsheet, or ``table_intake``, would take this text for something else."""
    return bool(text) and (text[0] in _FORMULA or number_in(text) is not None or bool(_DAY.fullmatch(text)))


def number_in(text: str) -> int | float | None:
    """Return the number that a text is, when writing it again would give the same; else None."""
    if not _NUMBER.fullmatch(text):
        return None
    try:
        return int(text)
    except ValueError:
        number = float(text)
        return number if math.isfinite(number) else None


def text_of(value: object) -> str:
    """Return any value of JSON as text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return ", ".join(text_of(item) for item in value)
    return json.dumps(value, ensure_ascii=False)


def chosen(thing: Mapping[str, Any], words: Iterable[str]) -> tuple[str, str]:
    """Return the first of these words under which a text stands, as it is spelled there, and that text; else empty."""
    spelled: dict[str, str] | None = None
    for word in words:
        text = thing.get(word)
        if text is None:
            if spelled is None:
                spelled = {key.lower(): key for key in thing}
            key = spelled.get(word)
            if key is None:
                continue
            word, text = key, thing[key]
        if isinstance(text, str) and text.strip():
            return word, text
    return "", ""


def slug(word: str) -> str:
    """Return an id for a kind that is called so."""
    return re.sub(r"[^\w]+", "_", word.strip().lower()).strip("_")[:60] or "thing"


def texts_in(value: object) -> tuple[str, ...] | None:
    """Return a list of texts, which may be written as one text; None if it is anything else."""
    if isinstance(value, str):
        return tuple(part for part in value.split(LISTED_BY) if part.strip())
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    return None


def place_of(x: object, y: object) -> Place | None:
    """Return a place, if both are numbers that there are."""
    try:
        place = (_finite(x), _finite(y))
    except (OverflowError, TypeError, ValueError):
        return None
    return place


def _finite(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError(value)
    number = float(value)
    if not math.isfinite(number):
        raise OverflowError(value)
    return number


def roomy(places: Mapping[str, Place]) -> dict[str, Place]:
    """Spread places that were computed in a unit square, as networkx does, to the size of a screen."""
    spans = [max(axis) - min(axis) for axis in zip(*places.values(), strict=True)]
    if max(spans) == 0 or max(spans) > _SMALL_SPAN:
        return dict(places)
    scale = _ROOM * math.sqrt(len(places)) / max(spans)
    return {key: (round(x * scale, 1), round(y * scale, 1)) for key, (x, y) in places.items()}
