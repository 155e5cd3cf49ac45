"""Amounts and dates in words, and how far two figures can be from each other before they conflict.

An article's own words win over ours wherever they were kept.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import TYPE_CHECKING

from explorer.model.facts import Date, Quantity

if TYPE_CHECKING:
    from explorer.model.facts import FactValue

MINUS = "\N{MINUS SIGN}"
LONGEST_TITLE = 48  # of an article, in the middle of a sentence

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_CURRENCIES = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "INR": "₹", "KRW": "₩"}
_SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_UNREADABLE_DIGITS = 10**15
_EDTF = re.compile(r"(?P<year>-?\d{4})(?:-(?P<month>\d\d))?(?:-(?P<day>\d\d))?(?P<doubt>[~?%])?")

_UNSAFE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_AT_LEAST = frozenset({"over", "more than", "at least", "above", "exceeding", "upwards of"})
_AT_MOST = frozenset({"under", "less than", "at most", "below", "up to", "fewer than"})
_JUST_BELOW = frozenset({"nearly", "almost", "close to", "just under"})
_JUST_ABOVE = frozenset({"just over"})
_ABOUT = frozenset({"about", "around", "roughly", "approximately", "some"})
_HEDGES = sorted(_AT_LEAST | _AT_MOST | _JUST_BELOW | _JUST_ABOVE | _ABOUT, key=lambda word: (-len(word), word))
_ROUGH = Decimal("0.1")


def value_text(value: FactValue) -> str:
    """Return a value as a person would write it: the article's own words, else ours.

    Examples
    --------
    >>> value_text(Quantity(amount=5_600_000, unit="USD"))
    '$5.6 million'
    >>> value_text(Date(date="2025-01-27"))
    '27 January 2025'
    """
    if isinstance(value, str):
        return one_line(value)
    if value.text:
        return one_line(value.text)
    return date_text(value.date) if isinstance(value, Date) else quantity_text(value)


def quantity_text(quantity: Quantity) -> str:
    """Return an amount with its unit in our own words, whatever the article wrote.

    Examples
    --------
    >>> quantity_text(Quantity(amount=-17, unit="%", text="plunged 17%"))
    '−17%'
    """
    number = number_text(abs(quantity.amount))
    sign = MINUS if quantity.amount < 0 else ""
    unit = one_line(quantity.unit).replace("_", " ")
    symbol = _CURRENCIES.get(unit)
    if symbol is not None:
        words = f"{sign}{symbol}{number}"
    elif unit in {"%", "percent"}:
        words = f"{sign}{number}%"
    else:
        words = f"{sign}{number} {unit}".rstrip()
    return f"{one_line(quantity.approx)} {words}" if quantity.approx else words


def count_text(value: FactValue) -> str:
    """Return how many, without the unit: what stands before a multiplication sign."""
    if isinstance(value, Quantity):
        return quantity_text(value.model_copy(update={"unit": ""}))
    return value_text(value)


def number_text(amount: float) -> str:
    """Return a number with separators, in millions and more where that loses nothing.

    Examples
    --------
    >>> number_text(671e9), number_text(25000), number_text(1234567)
    ('671 billion', '25,000', '1,234,567')
    """
    size = abs(amount)
    sign = MINUS if amount < 0 else ""
    if not size:
        return "0"
    if size >= _UNREADABLE_DIGITS or size < 1 / _UNREADABLE_DIGITS:
        return f"{sign}{size:g}"
    for scale, word in _SCALES:
        scaled = Decimal(str(size)) / scale
        if scaled >= 1 and scaled == round(scaled, 2):
            return f"{sign}{scaled.normalize():f} {word}"
    digits = f"{Decimal(str(size)):,f}"
    return sign + (digits.rstrip("0").rstrip(".") if "." in digits else digits)


def date_text(date: str) -> str:
    """Return an EDTF date in words; anything else comes back as it is.

    Examples
    --------
    >>> date_text("2025-01"), date_text("2023~"), date_text("2019/2021")
    ('January 2025', 'about 2023', '2019 to 2021')
    """
    first, slash, last = date.partition("/")
    if slash:
        if not last or last == "..":
            return f"since {date_text(first)}"
        if not first or first == "..":
            return f"until {date_text(last)}"
        return f"{date_text(first)} to {date_text(last)}"
    match = _EDTF.fullmatch(date)
    if match is None:
        return one_line(date)
    month = int(match["month"] or 0)
    if month > len(_MONTHS) or (match["month"] and not month):
        return one_line(date)
    words = [str(int(match["day"]))] if match["day"] else []
    words += [_MONTHS[month - 1]] if month else []
    words.append(match["year"])
    about = {"~": "about ", "%": "perhaps about ", "?": "perhaps "}.get(match["doubt"] or "", "")
    return about + " ".join(words)


def one_line(text: str) -> str:
    r"""Return the text on one line, with nothing in it that could reorder or break what stands beside it.

    White space runs become one space; other control characters, bidirectional overrides and lone
    surrogates go. Joiners and direction marks stay, since words of many languages need them.

    Examples
    --------
    >>> one_line(" two\n lines\x07 ")
    'two lines'
    """
    return " ".join(_UNSAFE.sub("", text).split())


def shortened(text: str, most: int) -> str:
    """Return a text on one line; a longer one than so many letters is cut and ends in "…".

    Examples
    --------
    >>> shortened("DeepSeek shakes markets", 10), shortened("Nvidia", 10)
    ('DeepSeek…', 'Nvidia')
    """
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 1].rstrip(' ,;:.')}…"


def interval(quantity: Quantity) -> tuple[float, float]:
    """Return what an amount may mean: from its significant digits and words such as "over" or "nearly".

    No more than a tenth of it is left open, whatever its zeros may mean. "Over" and "under" are about the size
    of what is lost as well as of what is won.

    Examples
    --------
    >>> interval(Quantity(amount=5.6))
    (5.55, 5.65)
    >>> interval(Quantity(amount=100, approx="over"))
    (100.0, inf)
    """
    amount = float(quantity.amount)
    size = abs(Decimal(str(quantity.amount)))
    rough = size * _ROUGH
    least = greatest = size
    word = _hedge(quantity)
    if word in _AT_LEAST:
        low, high = float(size), math.inf
    elif word in _AT_MOST:
        low, high = 0.0, float(size)
    else:
        if word in _JUST_BELOW:
            least = size - rough
        elif word in _JUST_ABOVE:
            greatest = size + rough
        else:
            slack = rough if word else min(_half_last_digit(size), rough)
            least, greatest = size - slack, size + slack
        low, high = float(least), float(greatest)
    return (-high, -low) if amount < 0 else (low, high)


def _hedge(quantity: Quantity) -> str:
    """Return the word that says how exact an amount is; where only the article's own words hold it, from there."""
    if quantity.approx is not None:
        return quantity.approx.strip().casefold()
    words = f" {' '.join((quantity.text or '').casefold().split())} "
    return next((word for word in _HEDGES if f" {word} " in words), "")


def conflict(one: FactValue, other: FactValue) -> bool:
    """Whether two values cannot both be right.

    Quantities conflict when their intervals are apart; those in different units never do. Dates conflict
    when neither is a more precise form of the other. Texts are never compared.
    """
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        if one.unit != other.unit:
            return False
        low, high = interval(one)
        other_low, other_high = interval(other)
        return high < other_low or other_high < low
    if isinstance(one, Date) and isinstance(other, Date):
        plain, other_plain = (_EDTF.fullmatch(date.date) for date in (one, other))
        if plain is None or other_plain is None or plain["doubt"] or other_plain["doubt"]:
            return False
        return not (one.date.startswith(other.date) or other.date.startswith(one.date))
    return False


def _half_last_digit(number: Decimal) -> Decimal:
    exponent = int(number.normalize().as_tuple().exponent)
    return Decimal(5).scaleb(exponent - 1) if number else Decimal(0)
