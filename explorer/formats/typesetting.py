"""Sets text into lines: words of several types broken at a width, whatever they hold."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from explorer.drawing.plain_text import drawable
from explorer.formats.page import TextItem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from explorer.drawing.measure import Measure
    from explorer.formats.page import Type

ASCENT, DESCENT = 0.97, 0.24
"""Of the size: where letters of the bundled fonts end, near enough to centre them in a line."""


class Run(NamedTuple):
    """Text of one type. Runs follow each other without a space of their own."""

    text: str
    type: Type
    whole: bool = False  # kept on one line where a line can hold it


@dataclass(frozen=True)
class Line:
    """Pieces beside each other: start from the left, text, type, width."""

    pieces: tuple[tuple[float, str, Type, float], ...]

    @property
    def width(self) -> float:
        """How far the line reaches."""
        return self.pieces[-1][0] + self.pieces[-1][3] if self.pieces else 0.0


def set_lines(runs: Iterable[Run], width: float, measure: Measure, most: int | None = None) -> tuple[Line, ...]:
    """Break runs into lines.

    Parameters
    ----------
    runs : iterable of Run
        Any text; it is made drawable here.
    width : float
        No line is wider, unless a single character is.
    measure : Measure
        Knows the fonts.
    most : int, optional
        Lines to keep; the last one then ends in "…".
    """
    setter = _Setter(width, measure)
    for run in runs:
        text = drawable(run.text)
        if run.whole and text_width(text, run.type, measure) <= width:
            setter.add(text, run.type)
            continue
        for word in _words(text):
            setter.add(word, run.type)
    lines = setter.finish()
    if most is None or len(lines) <= most:
        return lines
    return (*lines[: most - 1], _elided(lines[most - 1], width, measure))


def place_lines(lines: Sequence[Line], x: float, y: float, line_px: float) -> Iterator[TextItem]:
    """Put lines below each other; ``y`` is the top of the first."""
    for index, line in enumerate(lines):
        for left, text, letters, width in line.pieces:
            middle = y + (index + 0.5) * line_px
            baseline = middle + letters.size_px * (ASCENT - DESCENT) / 2.0
            yield TextItem(round(x + left, 2), round(baseline, 2), text, letters, width)


def text_width(text: str, letters: Type, measure: Measure) -> float:
    """Return how wide a text is in a type."""
    return measure.width(text, letters.size_px, letters.semibold, letters.serif)


def cut_short(text: str, most: int) -> str:
    """Return a text, or as much of it as there is room for, cut between words where that is possible.

    Examples
    --------
    >>> cut_short("as many words as fit", 12)
    'as many …'
    """
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    at = cut.rfind(" ")
    return f"{cut[: at + 1] if at > most // 2 else cut}…"


class _Setter:
    def __init__(self, width: float, measure: Measure) -> None:
        self._width, self._measure = width, measure
        self._lines: list[Line] = []
        self._pieces: list[tuple[float, str, Type, float]] = []
        self._at = 0.0

    def add(self, word: str, letters: Type) -> None:
        """Put a word, with the spaces after it, behind the last one or onto a new line."""
        wide = text_width(word.rstrip(" "), letters, self._measure)
        if self._at + wide <= self._width:
            self._put(word, letters)
            return
        if self._at > 0:
            self._break()
        while wide > self._width and len(word) > 1:
            fitting = self._fitting(word, letters)
            self._put(word[:fitting], letters)
            self._break()
            word = word[fitting:]
            wide = text_width(word.rstrip(" "), letters, self._measure)
        self._put(word, letters)

    def finish(self) -> tuple[Line, ...]:
        if self._pieces:
            self._break()
        return tuple(self._lines)

    def _put(self, word: str, letters: Type) -> None:
        if not self._pieces and not word.strip(" "):
            return
        if self._pieces and self._pieces[-1][2] == letters:
            left, text, _, _ = self._pieces.pop()
            word = text + word
        else:
            left = self._at
        width = text_width(word, letters, self._measure)
        self._pieces.append((left, word, letters, width))
        self._at = left + width

    def _break(self) -> None:
        pieces = list(self._pieces)
        while pieces:
            left, text, letters, _ = pieces.pop()
            text = text.rstrip(" ")
            if text:
                pieces.append((left, text, letters, text_width(text, letters, self._measure)))
                break
        if pieces:
            self._lines.append(Line(tuple(pieces)))
        self._pieces, self._at = [], 0.0

    def _fitting(self, word: str, letters: Type) -> int:
        """Return how many characters of a long word fit onto a line; one at least."""
        low, high = 1, len(word)
        while low < high:
            middle = (low + high + 1) // 2
            if text_width(word[:middle], letters, self._measure) <= self._width:
                low = middle
            else:
                high = middle - 1
        while low > 1 and unicodedata.combining(word[low : low + 1] or "a"):
            low -= 1
        return low


def _words(text: str) -> Iterator[str]:
    """Split after spaces and dashes, and between characters of scripts that have no spaces."""
    start = 0
    for at in range(1, len(text)):
        before, after = text[at - 1], text[at]
        if (before == " " and after != " ") or (before in "-–—/" and after.isalpha()) or _is_wide(before, after):
            yield text[start:at]
            start = at
    if start < len(text):
        yield text[start:]


def _is_wide(before: str, after: str) -> bool:
    if before < "\u2e80" and after < "\u2e80":
        return False
    closing = unicodedata.category(after) in {"Pe", "Pf", "Po", "Mn"}
    opening = unicodedata.category(before) in {"Ps", "Pi"}
    wide = unicodedata.east_asian_width(before) in "WF" or unicodedata.east_asian_width(after) in "WF"
    return wide and before != " " and not closing and not opening


def _elided(line: Line, width: float, measure: Measure) -> Line:
    left, text, letters, _ = line.pieces[-1]
    while text and left + text_width(text + "…", letters, measure) > width:
        text = text[:-1].rstrip()
    text += "…"
    return Line((*line.pieces[:-1], (left, text, letters, text_width(text, letters, measure))))
