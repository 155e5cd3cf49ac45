"""Amounts and dates in running English text: "nearly $593 billion", "2,000 GPUs", "late 2023". No library, no guessing.

What could mean two things is left out: "may" is no month without a day or a year beside it, and "50,000 H100" is a count.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.facts import Date, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.facts import FactValue

_SCALES = {
    "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "k": 10**3, "m": 10**6, "mn": 10**6, "mio": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12,
}  # fmt: skip
_LETTER_SCALES = {"k", "m", "mn", "mio", "bn", "b", "tn"}
_SIGNS = {
    "us$": "USD", "cn¥": "CNY", "hk$": "HKD", "a$": "AUD", "c$": "CAD", "nt$": "TWD",
    "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW",
}  # fmt: skip
_MONEY_WORDS = {
    "dollar": "USD", "usd": "USD", "euro": "EUR", "eur": "EUR", "pound": "GBP", "gbp": "GBP", "yuan": "CNY",
    "renminbi": "CNY", "rmb": "CNY", "cny": "CNY", "yen": "JPY", "jpy": "JPY", "rupee": "INR", "won": "KRW",
}  # fmt: skip
_APPROX = (
    "more than", "less than", "fewer than", "at least", "at most", "up to", "close to", "as many as", "as much as",
    "upwards of", "in excess of", "some", "about", "around", "approximately", "roughly", "nearly", "almost", "over",
    "under", "above", "below", "exceeding", "an estimated", "estimated",
)  # fmt: skip
_KEPT_AS = {
    "as many as": "up to", "as much as": "up to", "in excess of": "over", "an estimated": "about", "estimated": "about",
    "some": "about",
}  # fmt: skip
_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12,
}  # fmt: skip
_COUNTED = (
    "gpu", "chip", "accelerator", "processor", "card", "parameter", "token", "employee", "worker", "user", "customer",
    "server", "wafer", "transistor", "hour", "day", "week", "month", "year", "megawatt", "gigawatt", "watt", "mw", "gw",
    "nanometer", "nanometre", "nm", "share", "percentage point",
)  # fmt: skip
_UNITS = {"gpu": "GPUs", "mw": "MW", "gw": "GW", "nm": "nm"}
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_SHORT_MONTHS = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {"sept": 9}
_SHARED_OUT = re.compile(r"(?:\s+(?:and|or)\s+\S+)?,?\s+respectively\b")
_MODEL_NAME = r"(?=\s+[A-Z]{1,3}\d{2,4}\b)"

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"""(?<![\w.,])
    (?:(?P<approx>{"|".join(re.escape(word) for word in _APPROX)})\s+)?
    (?P<sign>{"|".join(re.escape(sign) for sign in _SIGNS)})?\s?
    (?:(?P<number>{_NUMBER})|(?P<word>{"|".join(_WORDS)})\b(?=[\s-](?:{"|".join(_SCALES)}|{"|".join(_COUNTED)})))
    (?:[\s-]?(?P<scale>{"|".join(sorted(_SCALES, key=len, reverse=True))})\b)?
    (?:\s?(?P<percent>%|percent\b|per\ cent\b)
      |[\s-](?:(?!(?:and|or|in|of|to|for|a|the|on)\b)[\w-]+\s+){{0,3}}?(?P<unit>{"|".join(sorted((*_COUNTED, *_MONEY_WORDS), key=len, reverse=True))})s?\b
      |(?P<named>{_MODEL_NAME}))?
    (?![\w]|[.,]\d)""",
    re.VERBOSE | re.IGNORECASE,
)
_MONTH = r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
_YEAR = r"(?P<year>(?:19|20)\d{2})"
_PART = r"(?:(?P<part>early|mid|late|the\ end\ of|the\ beginning\ of)[\s-])?"
_DATES = tuple(
    re.compile(rf"(?<![\w.,$€£]){form}(?![\w%]|[.,]\d)", re.IGNORECASE)
    for form in (
        r"(?P<year>(?:19|20)\d{2})-(?P<number>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12]\d|3[01])",
        rf"(?P<day>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+(?P<day>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"{_PART}{_MONTH},?\s+(?:of\s+)?{_YEAR}",
        rf"{_PART}(?P<quarter>(?:the\s+)?(?:first|second|third|fourth)\s+quarter|q[1-4])\s+(?:of\s+)?{_YEAR}",
        rf"(?P<bare>(?:(?:in|since|by|until|during|of|from|before|after)\s+){_PART}|\(|(?P<part2>early|mid|late)[\s-]){_YEAR}",
    )
)


class Amount(NamedTuple):
    """A figure or a date, and where it stands."""

    start: int
    end: int
    value: Quantity | Date


def amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts and dates in a text, in its order.

    Examples
    --------
    >>> [found.value.text for found in amounts("It spent nearly $5.6 million on 2,000 H800 GPUs in late 2023.")]
    ['nearly $5.6 million', '2,000', 'late 2023']
    """
    dates = list(_dates(text))
    figures = [
        found
        for found in _figures(text)
        if not any(date.start < found.end and found.start < date.end for date in dates)
    ]
    return tuple(sorted((*dates, *figures)))


def numbers(text: str) -> tuple[str, ...]:
    """Return the figures of a text as they are written, for comparing them one by one.

    Examples
    --------
    >>> numbers("$5.6 million for 2,000 of them")
    ('5.6', '2,000')
    """
    return tuple(match[0] for match in re.finditer(rf"(?<!\w)(?:{_NUMBER})(?!\d)", text))


def as_qualifiers(found: tuple[Amount, ...]) -> dict[str, FactValue]:
    """Return figures and dates by the part they play in a relation; the first of each part counts.

    Examples
    --------
    >>> sorted(as_qualifiers(amounts("$5.6 million and 2,000 GPUs")))
    ['cost', 'count']
    """
    roles: dict[str, FactValue] = {}
    for item in found:
        roles.setdefault(_role(item.value), item.value)
    return roles


def _role(value: Quantity | Date) -> str:
    if isinstance(value, Date):
        return "date"
    if value.unit in _SIGNS.values() or value.unit in _MONEY_WORDS.values():
        return "cost"
    return "share" if value.unit == "%" else "count"


def _figures(text: str) -> Iterator[Amount]:
    for match in _AMOUNT.finditer(text):
        scale = (match["scale"] or "").lower()
        money = _SIGNS.get((match["sign"] or "").lower())
        if scale in _LETTER_SCALES and money is None and _unit(match["unit"]) not in _MONEY_WORDS.values():
            continue  # "5 m" may be metres
        named = match["named"] is not None
        unit = money or ("%" if match["percent"] else _unit(match["unit"]) or ("GPUs" if named else None))
        is_year = match["number"] and not scale and re.fullmatch(r"(?:19|20)\d\d", match["number"])
        if unit is None or (is_year and unit not in {"GPUs", "USD"}):
            continue
        if _SHARED_OUT.match(text, match.end()):
            continue  # which of them is whose cannot be told here
        given = match["number"]
        amount = (Decimal(given.replace(",", "")) if given else Decimal(_WORDS[match["word"].lower()])) * _SCALES.get(
            scale, 1
        )
        start, end = match.start(), _end(match)
        approx = " ".join(match["approx"].lower().split()) if match["approx"] else None
        fields = {
            "amount": int(amount) if amount == int(amount) else float(amount),
            "unit": unit,
            "text": " ".join(text[start:end].split()),
        }
        if approx:
            fields["approx"] = _KEPT_AS.get(approx, approx)
        yield Amount(start, end, Quantity.model_validate(fields))


def _end(match: re.Match[str]) -> int:
    """Return where the words of an amount end: a counted noun is its unit and is not repeated."""
    if match["percent"] or (match["unit"] and _unit(match["unit"]) in _MONEY_WORDS.values()):
        return match.end()
    return match.end("scale") if match["scale"] else match.end("number") if match["number"] else match.end("word")


def _unit(word: str | None) -> str | None:
    if word is None:
        return None
    small = word.lower()
    return _MONEY_WORDS.get(small) or _UNITS.get(small) or f"{small}s"


def _dates(text: str) -> Iterator[Amount]:
    taken: list[tuple[int, int]] = []
    for form in _DATES:
        for match in form.finditer(text):
            parts = match.groupdict()
            start = match.start()
            if parts.get("bare") and not parts.get("part2"):
                start = match.start("part") if parts.get("part") else match.start("year")
            if any(start < end and begin < match.end() for begin, end in taken):
                continue
            taken.append((start, match.end()))
            yield Amount(start, match.end(), Date(date=_edtf(parts), text=" ".join(text[start : match.end()].split())))


def _edtf(parts: dict[str, str | None]) -> str:
    month = parts.get("month")
    number = int(parts.get("number") or 0) or (_SHORT_MONTHS[month[:3].lower()] if month else 0)
    day = parts.get("day")
    return (parts["year"] or "") + (f"-{number:02}" if number else "") + (f"-{int(day):02}" if day else "")
