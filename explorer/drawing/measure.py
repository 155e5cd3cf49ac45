"""How wide text is, and how a name is broken into lines that fit beside an entity."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple, Protocol

from explorer.drawing.plain_text import drawable

ELLIPSIS = "…"
LONGEST = 400  # characters that are looked at; no label is wider
_NARROW = frozenset("ijl|!.,:;'`I()[]t f r-“”‘’")
_WIDE = frozenset("mwMW@%…—")


class Measure(Protocol):
    """Knows the fonts; ``QtMeasure`` on screen and in pictures, ``AdvanceMeasure`` where there is no Qt."""

    def width(self, text: str, size_px: float, semibold: bool = False, serif: bool = False) -> float:  # noqa: FBT001, FBT002  # as drawn
        """Return how far the text reaches, in px."""

    def __hash__(self) -> int:
        """Widths are kept by text and measure."""


class AdvanceMeasure:
    """Estimates widths from average advances of Inter, without any font.

    Examples
    --------
    >>> round(AdvanceMeasure().width("DeepSeek", 12))
    58
    """

    def width(self, text: str, size_px: float, semibold: bool = False, serif: bool = False) -> float:  # noqa: FBT001, FBT002  # the Measure protocol
        """Return roughly how far the text reaches, in px."""
        ems = sum(map(_advance, text))
        return ems * size_px * (1.04 if semibold else 1.0) * (0.92 if serif else 1.0)


@lru_cache(maxsize=1024)
def _advance(character: str) -> float:
    if character in _NARROW:
        return 0.32
    if character in _WIDE:
        return 0.9
    if ord(character) > 0x2E7F:  # CJK and beyond fill their square
        return 1.0
    return 0.66 if character.isupper() else 0.58


class Lettering(NamedTuple):
    """Text as it will be drawn: lines that fit, and the width of the widest."""

    lines: tuple[str, ...]
    width: float


@lru_cache(maxsize=16384)
def lettering(
    measure: Measure, text: str, size_px: float, *, semibold: bool, split_px: float | None, limit_px: float
) -> Lettering:
    """Break a text into one line or two, and elide what is too wide even then.

    Parameters
    ----------
    measure : Measure
        Knows the font.
    text : str
        As stored; control characters are made harmless here.
    size_px : float
        Size of the glyphs.
    semibold : bool
        Weight.
    split_px : float or None
        A text wider than this takes two lines where it has a space; None keeps it on one.
    limit_px : float
        A line wider than this is cut and ends in "…".

    Examples
    --------
    >>> lettering(AdvanceMeasure(), "US chip export restrictions", 12, semibold=True, split_px=104, limit_px=128).lines
    ('US chip export', 'restrictions')
    """
    plain = drawable(text[:LONGEST]).strip()
    width = measure.width(plain, size_px, semibold)
    if width <= (limit_px if split_px is None else split_px):
        return Lettering((plain,), width)
    lines = (plain,) if split_px is None else _halves(measure, plain, size_px, semibold)
    fitting = tuple(_elided(measure, line, size_px, semibold, limit_px) for line in lines)
    return Lettering(fitting, max(measure.width(line, size_px, semibold) for line in fitting))


def _halves(measure: Measure, text: str, size_px: float, semibold: bool) -> tuple[str, ...]:  # noqa: FBT001  # as drawn
    """Split at the space that leaves the two lines as even as can be; the first may be the longer one."""
    spaces = [at for at, character in enumerate(text) if character == " "]
    if not spaces:
        return (text,)

    def wider(at: int) -> float:
        return max(measure.width(text[:at], size_px, semibold), measure.width(text[at + 1 :], size_px, semibold))

    middle = sorted(spaces, key=lambda at: abs(at - len(text) / 2))[:4]
    at = min(sorted(middle, reverse=True), key=wider)
    return text[:at].rstrip(), text[at + 1 :].lstrip()


def _elided(measure: Measure, text: str, size_px: float, semibold: bool, limit_px: float) -> str:  # noqa: FBT001  # as drawn
    if measure.width(text, size_px, semibold) <= limit_px:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure.width(text[:middle].rstrip() + ELLIPSIS, size_px, semibold) <= limit_px:
            low = middle
        else:
            high = middle - 1
    return text[:low].rstrip() + ELLIPSIS
