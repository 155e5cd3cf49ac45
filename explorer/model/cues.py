"""The words by which an article keeps a statement at arm's length: who says it, how sure anybody is, who denies it.

A cue only ever lowers how far a passage commits itself. English; other languages get quotation marks and no more.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.facts import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LEMMAS: dict[Stance, str] = {
    Stance.CLAIMS: """say tell claim state argue insist maintain contend assert allege declare announce add note explain
        acknowledge admit concede confirm reveal disclose reply respond remark comment stress emphasize emphasise
        point_out warn caution predict promise pledge vow boast tout accuse blame complain recall recount testify write
        tweet post quote describe believe think feel hope expect urge ask agree conclude observe assure cite criticize
        criticise mention indicate demand propose praise condemn echo call_for call_on""",
    Stance.ESTIMATES: "estimate calculate reckon project extrapolate",
    Stance.SPECULATES: "speculate suggest suspect imply hint wonder suppose assume theorize theorise surmise guess",
    Stance.DOUBTS: "doubt question cast_doubt scrutinize scrutinise",
    Stance.DENIES: "deny dismiss reject refute rebut rebuff dispute debunk disavow repudiate contradict discredit",
}
_IRREGULAR = {
    "say": "say says said saying", "tell": "tell tells told telling", "write": "write writes wrote written writing",
    "think": "thinks thinking", "feel": "feel feels felt feeling", "admit": "admit admits admitted admitting",
    "deny": "deny denies denied denying", "rebut": "rebut rebuts rebutted rebutting", "reply": "reply replies replied replying",
    "imply": "imply implies implied implying", "testify": "testify testifies testified testifying", "vow": "vow vows vowed vowing",
    "point_out": "point out|points out|pointed out|pointing out", "hint": "hint hints hinted hinting",
    "cast_doubt": "cast doubt|casts doubt|casting doubt", "recall": "recalls recalled recalling",
    "post": "posted", "quote": "quoted", "comment": "commented commenting", "note": "notes noted noting",
    "state": "stated stating", "hope": "hopes hoped hoping",
    "question": "questioned questioning", "tweet": "tweeted tweeting", "remark": "remarked remarking",
    "call_for": "call for|calls for|called for|calling for", "call_on": "call on|calls on|called on|calling on",
    "project": "projected projecting", "add": "adds added adding",
    "ask": "asks asked asking", "expect": "expects expected expecting", "describe": "describes described describing",
    "promise": "promises promised promising", "respond": "responds responded responding",
}  # fmt: skip
_PHRASES: dict[Stance, tuple[str, ...]] = {
    Stance.CLAIMS: (
        "according to", "in the words of", "in a statement", "so-called", "in their view", "in his view", "in her view",
        "the claim", "the claims", "claims of", "claims that", "the allegation", "allegations",
    ),
    Stance.REPORTS: (
        "reportedly", "allegedly", "purportedly", "supposedly", "ostensibly", "is said to", "are said to", "was said to",
        "were said to", "is reported to", "are reported to", "was reported to", "reports that", "reported that", "reports say",
        "reported", "people familiar with", "sources say", "sources said", "rumored", "rumoured", "rumors", "rumours", "it is understood",
        "apparently",
    ),
    Stance.ESTIMATES: ("an estimate", "estimates that", "by some estimates", "is thought to", "is believed to", "are believed to"),
    Stance.SPECULATES: (
        "may", "might", "could", "perhaps", "possibly", "probably", "maybe", "presumably", "likely", "if true", "seems to",
        "seemed to", "appears to", "appeared to", "would have", "potentially", "conceivably", "seemingly", "plausible",
    ),
    Stance.DOUBTS: (
        "skeptical", "sceptical", "skepticism", "scepticism", "unclear whether", "unclear if", "too good to be true",
        "open question", "expressed doubt", "expressed doubts", "voiced doubt", "voiced skepticism", "without evidence",
        "without providing evidence", "no evidence", "did not provide evidence", "unproven", "unverified", "unsubstantiated",
        "implausible", "questionable", "doubtful", "dubious", "uncertainty around", "hard to believe", "whether or not",
    ),
    Stance.DENIES: (
        "bogus", "untrue", "false claim", "false claims", "baseless", "unfounded", "there is no truth", "not true", "a lie",
        "nonsense", "hoax", "fabricated claim", "fabricated claims", "fabricated evidence", "denial", "denials", "misleading claim",
    ),
}  # fmt: skip
_SPOKEN_PHRASES = (
    "according to", "in the words of", "expressed doubt", "expressed doubts", "voiced doubt", "voiced skepticism",
)  # fmt: skip
_NOT_MONTH = re.compile(r"\s+(?:\d|of\s+\d)")
_NEGATION = re.compile(
    r"\b(?:not(?!\s+(?:only|just|merely|least))|never|no\s+longer|neither|nor|cannot|without|failed\s+to|fails\s+to|refused\s+to|"
    r"declined\s+to|nobody|no\s+one|hardly|far\s+from)\b|\b\w+n['’]t\b",
    re.IGNORECASE,
)
FIRMNESS = tuple(Stance)
"""Stances from the firmest to the one that says the opposite."""
_MARKS = '“”„"«»'


class Cue(NamedTuple):
    """A word or two that say how far a statement goes, and where they stand.

    ``is_speech`` says that somebody is its subject: "Wang suggested", not "perhaps".
    """

    start: int
    end: int
    words: str
    stance: Stance
    is_speech: bool


def forms_of(verb: str) -> tuple[str, ...]:
    """Return the forms of a verb, regular ones by rule.

    Examples
    --------
    >>> forms_of("accuse"), forms_of("deny")
    (('accuse', 'accuses', 'accused', 'accusing'), ('deny', 'denies', 'denied', 'denying'))
    """
    if verb in _IRREGULAR:
        return tuple(_IRREGULAR[verb].split("|") if "|" in _IRREGULAR[verb] else _IRREGULAR[verb].split())
    if verb.endswith("e"):
        return verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    plural = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x", "z")) else f"{verb}s"
    return verb, plural, f"{verb}ed", f"{verb}ing"


@cache
def _lexicon() -> tuple[dict[str, Stance], frozenset[str]]:
    known: dict[str, Stance] = {}
    spoken: set[str] = set()
    for stance, verbs in _LEMMAS.items():
        for verb in verbs.split():
            for form in forms_of(verb):
                known.setdefault(form, stance)
                spoken.add(form)
    for stance, phrases in _PHRASES.items():
        known |= dict.fromkeys(phrases, stance)
    return known, frozenset((*spoken, *_SPOKEN_PHRASES))


@cache
def _any_cue() -> re.Pattern[str]:
    """Return what finds a cue; compiling it takes longer than a panel has to be filled."""
    known, _ = _lexicon()
    words = "|".join(re.escape(words) for words in sorted(known, key=len, reverse=True)).replace("\\ ", r"\s+")
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


def cues(text: str) -> tuple[Cue, ...]:
    """Return the cues in a sentence, in its order.

    Examples
    --------
    >>> [(cue.words, cue.stance.value) for cue in cues("Wang suggested that it may be bogus.")]
    [('suggested', 'speculates'), ('may', 'speculates'), ('bogus', 'denies')]
    """
    return tuple(_found(text))


def _found(text: str) -> Iterator[Cue]:
    known, spoken = _lexicon()
    for match in _any_cue().finditer(text):
        words = " ".join(match[0].lower().split())
        if words == "may" and (match[0] == "May" or _NOT_MONTH.match(text, match.end())):
            continue
        yield Cue(match.start(), match.end(), match[0], known[words], words in spoken)


def weakest(stances: Iterable[Stance]) -> Stance:
    """Return the stance that commits itself least; one that denies is the last of all."""
    return max(stances, key=FIRMNESS.index)


def is_question(sentence: str) -> bool:
    """Whether a sentence asks."""
    return sentence.rstrip(" \n”\"’')»").endswith("?")


def negations(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a text says that something is not so.

    Examples
    --------
    >>> negations("It did not only train one.")
    ()
    """
    return tuple(match.span() for match in _NEGATION.finditer(text))


def quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Return what stands between quotation marks that belong together, the marks left out.

    Examples
    --------
    >>> quoted("He said “yes”.")
    ((9, 12),)
    """
    found: list[tuple[int, int]] = []
    begin: int | None = None
    closing = ""
    for at, letter in enumerate(text):
        if letter not in _MARKS:
            continue
        if begin is None and letter != "”":
            begin, closing = at + 1, {"“": "”", "„": "“”", "«": "»", "»": "«"}.get(letter, letter)
        elif begin is not None and letter in closing:
            found.append((begin, at))
            begin = None
    return tuple(found)
