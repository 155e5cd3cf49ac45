"""Where a quotation stands in a text that may have changed since it was taken.

Exactly, or nowhere. The one exception is a quotation that was exact before its article changed: it may have drifted,
if it is long, nearly the same, and no figure, negation or name is different. Only a person can confirm that.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.quotes import Match, find, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.facts import Quote
    from explorer.model.quotes import Folded, Span

NEARLY_THE_SAME = 0.85
LONG_ENOUGH = 25
"""Characters; a shorter quotation has look-alikes everywhere."""
CONTEXT = 32
"""Characters of prefix and suffix that are kept with a quotation."""
_CLEARLY_BETTER = 0.2
_CONTEXT_ENOUGH = 0.5
_DRIFT_TIE = 0.05
_SLACK = 16  # characters around both ends of what was found in which better ends are looked for
_FIGURE = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|million|"
    r"billion|trillion|half|third|quarter|first|second|twice|double|triple)s?\b",
    re.IGNORECASE,
)
_NEGATION = re.compile(
    r"\b(?:not?|never|none|nor|neither|nobody|nothing|cannot|without|hardly|un(?:true|likely|proven|clear)|false\w*|"
    r"den(?:y|ies|ied|ying|ial)|dismiss\w*|refut\w*|reject\w*|disput\w*|fail\w*|refus\w*|"
    r"nicht|kein\w*|nie|ohne|pas|jamais|sans|nunca|sin|ning[uú]n\w*|non|mai|senza)\b|n['’]t\b|[不没沒未非無无ないぬ]",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[^\W\d_a-z][\w'’-]*")
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


class Anchored(StrEnum):
    """How a quotation stands in a text. Only the first two count as verified."""

    EXACT = "exact"
    MOVED = "moved"
    DRIFTED = "drifted"
    ORPHANED = "orphaned"


class Anchor(NamedTuple):
    """Where a quotation is.

    Attributes
    ----------
    state : Anchored
    start, end : int or None
        Code points in the text; None when it is orphaned.
    places : tuple of (int, int)
        Where an orphaned quotation stands word for word, when it stands in several places and a person has to choose.
    similarity : float
        1 for the same words; less for a drifted quotation.
    """

    state: Anchored
    start: int | None = None
    end: int | None = None
    places: tuple[Span, ...] = ()
    similarity: float = 1.0


def anchor(quote: Quote, text: Folded, *, was_exact: bool = False) -> Anchor:
    """Find a quotation in a text.

    Parameters
    ----------
    quote : Quote
        Its prefix and suffix choose among several places; unless one fits clearly better, a person is asked.
    text : Folded
        The text as it is now.
    was_exact : bool
        Whether the words stood in the text as it was before; only then may they have drifted.
    """
    found = find(quote, text)
    if found.is_verified:
        state = Anchored.EXACT if found.match is Match.EXACT else Anchored.MOVED
        return Anchor(state, found.start, found.end)
    if found.match is Match.AMBIGUOUS:
        chosen = _by_context(quote, text.original, found.places)
        return Anchor(Anchored.MOVED, *chosen) if chosen else Anchor(Anchored.ORPHANED, places=found.places)
    drifted = _drifted(quote, text) if was_exact else None
    return drifted or Anchor(Anchored.ORPHANED)


def quote_at(text: str, start: int, end: int) -> dict[str, str | int]:
    """Return the fields of a quotation of the words between two offsets, with what stands around them.

    Examples
    --------
    >>> quote_at("He said so.", 3, 7)["exact"]
    'said'
    """
    return {
        "exact": text[start:end],
        "prefix": text[max(start - CONTEXT, 0) : start],
        "suffix": text[end : end + CONTEXT],
        "start": start,
        "end": end,
    }


def same_meaning(before: str, now: str) -> bool:
    """Whether figures, negations and capitalised names are the same, in the same order.

    Examples
    --------
    >>> same_meaning("It lost $593 billion.", "It has lost $593 billion.")
    True
    >>> same_meaning("It lost $593 billion.", "It lost $589 billion.")
    False
    """
    return all(_found(pattern, before) == _found(pattern, now) for pattern in (_FIGURE, _NEGATION, _NAME))


def word_changes(before: str, now: str) -> Iterator[tuple[str, str]]:
    """Go through what changed from one wording to another: ("same" | "gone" | "new", words).

    Examples
    --------
    >>> list(word_changes("it is cheap", "it was cheap"))
    [('same', 'it '), ('gone', 'is'), ('new', 'was'), ('same', ' cheap')]
    """
    old, new = _WORDS.findall(before), _WORDS.findall(now)
    for what, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            yield "same", "".join(old[old_from:old_to])
            continue
        if old_to > old_from:
            yield "gone", "".join(old[old_from:old_to])
        if new_to > new_from:
            yield "new", "".join(new[new_from:new_to])


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    return [match.casefold() if pattern is not _NAME else match for match in pattern.findall(text)]


def _by_context(quote: Quote, text: str, places: tuple[Span, ...]) -> Span | None:
    """Return the place whose surroundings are most like the quotation's, if none other is nearly as much so."""
    if not (quote.prefix or quote.suffix):
        return None
    from rapidfuzz.distance import Levenshtein

    prefix, suffix = fold(quote.prefix).text, fold(quote.suffix).text
    scores = []
    for start, end in places:
        before = fold(text[max(start - len(quote.prefix), 0) : start]).text
        after = fold(text[end : end + len(quote.suffix)]).text
        likeness = [
            Levenshtein.normalized_similarity(own, there) for own, there in ((prefix, before), (suffix, after)) if own
        ]
        scores.append(sum(likeness) / len(likeness))
    ranked = sorted(range(len(places)), key=lambda index: -scores[index])
    best, second = ranked[0], ranked[1]
    clear = scores[best] - scores[second] >= _CLEARLY_BETTER and scores[best] >= _CONTEXT_ENOUGH
    return places[best] if clear else None


def _drifted(quote: Quote, text: Folded) -> Anchor | None:
    """Return where a quotation went whose words were changed a little; nowhere, if two places are as good."""
    needle = fold(quote.exact).text.strip()
    if len(needle) < LONG_ENOUGH:
        return None
    best = _closest(needle, text.text)
    if best is None:
        return None
    start, end, similarity = best
    if not same_meaning(needle, text.text[start:end]):
        return None
    rest = text.text[:start] + "\n" * (end - start) + text.text[end:]
    other = _closest(needle, rest)
    if other is not None and other[2] > similarity - _DRIFT_TIE:
        return None
    return Anchor(Anchored.DRIFTED, *text.span(start, end), similarity=similarity)


def _closest(needle: str, text: str) -> tuple[int, int, float] | None:
    """Return the whole words in a text that are most like these, and how much, if that is nearly the same."""
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.fuzz import partial_ratio_alignment

    aligned = partial_ratio_alignment(needle, text, score_cutoff=100 * NEARLY_THE_SAME * 0.9)
    if aligned is None:
        return None
    starts = [at for at in _around(aligned.dest_start, text) if text[at : at + 1].strip() and _is_edge(text, at)]
    ends = [at for at in _around(aligned.dest_end, text) if text[at - 1 : at].strip() and _is_edge(text, at)]
    spans = [(start, end) for start in starts for end in ends if start < end]
    scored = [(Levenshtein.normalized_similarity(needle, text[start:end]), start, end) for start, end in spans]
    similarity, start, end = max(scored, default=(0.0, 0, 0))
    return (start, end, similarity) if similarity >= NEARLY_THE_SAME else None


def _around(at: int, text: str) -> range:
    return range(max(at - _SLACK, 0), min(at + _SLACK, len(text)) + 1)


def _is_edge(text: str, at: int) -> bool:
    """Whether no word goes on here."""
    return at in {0, len(text)} or not (text[at - 1].isalnum() and text[at].isalnum())
