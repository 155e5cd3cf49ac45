"""Which words of a sentence a cue makes somebody's claim: "Wang said that [it has chips]", and not "responding to the ban, …".

By the shape of the sentence alone, in English. What is not clearly under a cue is not called claimed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from explorer.model.cues import forms_of, quoted
from explorer.model.facts import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from explorer.model.cues import Cue
    from explorer.model.quotes import Span


def _words(verbs: str) -> frozenset[str]:
    return frozenset(form for verb in verbs.split() for form in forms_of(verb))


_OVER_ALL = frozenset({
    "according to", "in the words of", "in a statement", "in their view", "in his view", "in her view", "people familiar with",
})  # fmt: skip
_NOUNS = frozenset({"the claim", "the claims", "claims of", "the allegation", "allegations", "rumors", "rumours"})
_ATTRIBUTES = frozenset({"alleged", "claimed", "reported", "rumored", "rumoured", "so-called"})
_TOLD_TO_SOMEBODY = _words("tell assure warn ask recall")
_WITHOUT_THAT = _words("say claim argue insist think believe feel hope expect maintain")
_WITH_TO = _words("claim allege promise pledge vow hope expect")
_WITH_OF = _words("accuse blame")
_OTHER_CLAUSE = re.compile(
    r";|,?\s+(?:but|whereas)\s|,\s+(?:while|although|though|which|who|whose|where)\s", re.IGNORECASE
)
_ASIDE = r"(?:\s*,[^,;]{1,60},)?"
_WHEN_OR_WHERE = r"(?:\s+(?:on|in|at|to|last|this|during|again|also|earlier|later|\w+ly)(?:\s+[\w.’'-]+){0,4}?)?"
_THAT = re.compile(rf"{_ASIDE}{_WHEN_OR_WHERE}\s+that\s", re.IGNORECASE)
_SOMEBODY_THAT = re.compile(rf"{_ASIDE}(?:\s+[\w.’'&-]+){{1,6}}?\s+that\s", re.IGNORECASE)
_SOMEBODY_IT = re.compile(r"(?:\s+[\w.’'&-]+){1,4}?\s+(?=(?:it|he|she|they|we)\s)")
_PRONOUN = re.compile(r"\s+(?=(?:it|he|she|they|we|there|I)\s)")
_SUBJECT = re.compile(r"\s+(?=(?:the|its|his|her|their|an?|some|many|most|all|no)\s|[A-Z])")
_TO, _OF = re.compile(r"\s+to\s"), re.compile(r"[^;,.]{0,60}?\s(?:of|for)\s")
_ABOUT = re.compile(r"\s+(?:of|that|about)\s")
_DETERMINED = re.compile(r"(?:^|\b(?:the|its|their|his|her|an?|this|that|these|those)\s+)$", re.IGNORECASE)
_AS_SOMEBODY = re.compile(r"(?:^|,\s*)as\s+(?:[\w.’'&-]+\s+){1,5}$", re.IGNORECASE)
_AFTER_A_COMMA = re.compile(r"[,”\"]\s*((?:[\w.’'&-]+\s+){0,5})$")
_SUBORDINATE = re.compile(r"\b(?:which|that|who|as|after|when|before|and|if|because|since|to|\w+ing)\b", re.IGNORECASE)
_OPENING = re.compile(r"\W*(?:while|although|though|when|after|if)\s", re.IGNORECASE)
_FULL_STOP = re.compile(r"[.!?…]['\"’”»)]*$")
_MOST_WORDS_AFTER, _MOST_BEFORE_A_QUOTATION, _MOST_ATTRIBUTED = 4, 30, 60


def claimed_parts(sentence: str, cue: Cue) -> Iterator[Span]:
    """Yield from where to where a sentence may be claimed because of a cue; nothing where it claims nothing.

    Examples
    --------
    >>> from explorer.model.cues import cues
    >>> sentence = "Wang told CNBC that DeepSeek has chips, but Nvidia sold none."
    >>> [sentence[start:end] for start, end in claimed_parts(sentence, cues(sentence)[0])]
    ['DeepSeek has chips']
    >>> sentence = "Responding to the ban, Nvidia redesigned it."
    >>> list(claimed_parts(sentence, cues(sentence)[0]))
    []
    """
    words = " ".join(cue.words.lower().split())
    if words in _OVER_ALL or _AS_SOMEBODY.search(sentence, 0, cue.start):
        yield _clause(sentence, cue)
        return
    if words in _ATTRIBUTES and _DETERMINED.search(sentence, 0, cue.start):
        yield cue.start, min(cue.end + _MOST_ATTRIBUTED, _clause(sentence, cue)[1])
    start = _complement(sentence, cue, words)
    if start is not None:
        yield start, _next_clause(sentence, start)
    for begin, end in quoted(sentence):
        if cue.end <= begin <= cue.end + _MOST_BEFORE_A_QUOTATION and not _OTHER_CLAUSE.search(
            sentence, cue.end, begin
        ):
            yield begin, end
    before = _before(sentence, cue)
    if before is not None:
        yield 0, before


def _complement(sentence: str, cue: Cue, words: str) -> int | None:
    """Return where that begins what is said: after "that", "to have", "of having", or right away."""
    if words.endswith((" that", " of")):
        return cue.end
    if cue.stance is Stance.REPORTS and words not in _ATTRIBUTES | _NOUNS:
        return cue.start  # "reportedly has": what stands before it is its subject
    if words in _NOUNS:
        return _first(sentence, cue.end, (_ABOUT,))
    patterns = [_THAT, _PRONOUN]
    for known, more in (
        (_TOLD_TO_SOMEBODY, (_SOMEBODY_THAT, _SOMEBODY_IT)), (_WITHOUT_THAT, (_SUBJECT,)), (_WITH_TO, (_TO,)), (_WITH_OF, (_OF,)),
    ):  # fmt: skip
        patterns += more if words in known else ()
    return _first(sentence, cue.end, patterns)


def _first(sentence: str, at: int, patterns: Iterable[re.Pattern[str]]) -> int | None:
    found = (pattern.match(sentence, at) for pattern in patterns)
    return next((match.end() for match in found if match is not None), None)


def _before(sentence: str, cue: Cue) -> int | None:
    """Return where that ends what is said before its speaker: "…, Wang claimed on Monday."."""
    rest = sentence[cue.end :].rstrip()
    if cue.words.endswith("ing") or not _FULL_STOP.search(rest) or len(rest.split()) > _MOST_WORDS_AFTER:
        return None
    found = _AFTER_A_COMMA.search(sentence, 0, cue.start)
    return None if found is None or _SUBORDINATE.search(found[1]) else found.start()


def _clause(sentence: str, cue: Cue) -> Span:
    before = [match.end() for match in _OTHER_CLAUSE.finditer(sentence, 0, cue.start)]
    return before[-1] if before else 0, _next_clause(sentence, cue.end)


def _next_clause(sentence: str, at: int) -> int:
    found = _OTHER_CLAUSE.search(sentence, at)
    end = len(sentence) if found is None else found.start()
    comma = sentence.find(", ", at, end) if _OPENING.match(sentence) else -1  # "While Wang claimed …, they have …"
    return end if comma < 0 else comma
