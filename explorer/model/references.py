"""Whom "it", "he" and "the company" stand for: those spoken of before who may be called so. A guess, and never more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from explorer.model.mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from explorer.model.project import Project
    from explorer.model.quotes import Span

MOST_MEANT = 3
_NOUNS: dict[str, str] = {
    "company": "company|companies|start-?up|firm|group|lab|maker|provider|manufacturer|producer|fund|bank|giant|vendor",
    "person": "man|woman|professor|analyst|founder|researcher|minister|billionaire|entrepreneur|executive",
    "ai_model": "model|chatbot",
    "chip": "chip|gpu|processor|accelerator|card",
    "facility": "centre|center|facility|factory|plant|site|campus",
    "export_control": "rule|rules|ban|regulation|restrictions|controls|law|measure",
    "public_body": "ministry|agency|authority|regulator|commission|department|court",
    "organization": "institute|university|organi[sz]ation|association|think tank",
    "country": "country|state|nation",
}
_PEOPLE, _THINGS, _SPEAKERS = "he|she|his|her|him", "it|its|they|their|them", "we|our|us"
_REFERRING = re.compile(
    rf"\b(?:(?P<person>{_PEOPLE})|(?P<thing>{_THINGS})|(?P<us>{_SPEAKERS})"
    rf"|(?:the|this|that)\s+(?:\w+\s+)??(?:{'|'.join(f'(?P<{kind}>{nouns})' for kind, nouns in _NOUNS.items() if kind != 'person')}"
    rf"|(?P<someone>{_NOUNS['person']})))\b(?!-)",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\b(?:of|at|in|for|from|to|like|by|with|near|than|on|against|including|under)\s+(?:the\s+|an?\s+)?$", re.IGNORECASE
)
_NO_ANTECEDENT = frozenset({"person", "country", "topic"})
_TEAMS = frozenset({"company", "organization", "public_body"})
_NO_NAMES = frozenset(
    re.findall(
        r"\w+",
        """a an the this that these those there here he she it they we you i his her its their our my who what when where which why
    how and but or nor so yet for if as at by in of on to with from after before since until while although because despite
    however meanwhile moreover still also even not no yes some many most few all both each every another other one two
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december president minister ceo cto cfo chairman chief professor dr mr mrs ms sen gov""",
    )
)
_CAPITALISED = re.compile(r"[^\W\d_][\w&’'-]*\w|[A-Z]{2,}\d*")
_JOINED = re.compile(r"[ \u00a0-]")


def with_references(
    project: Project, text: str, named: Sequence[Mention], sentences: Sequence[Span]
) -> tuple[Mention, ...]:
    """Return the names in some sentences, and the words that stand for one of them, in the order of the text.

    Words that may stand for several come with the likeliest first: whoever an earlier sentence began with.
    """
    found = list(named)
    for left, right in sentences:
        for match in _REFERRING.finditer(text, left, right):
            if any(own.start < match.end() and match.start() < own.end for own in named):
                continue
            meant = _meant(project, text, found, sentences, match)
            if meant:
                found.append(Mention(match.start(), match.end(), meant))
                found.sort()
    return tuple(found)


def _meant(
    project: Project, text: str, found: Iterable[Mention], sentences: Sequence[Span], match: re.Match[str]
) -> tuple[str, ...]:
    """Return who may be meant: of the sentence itself, then of each before it, the one that it began with first."""
    sort = str(match.lastgroup)
    before = [own for own in found if own.end <= match.start()]
    ranked: list[str] = []
    for left, right in reversed([span for span in sentences if span[0] <= match.start()]):
        there = [own for own in before if left <= own.start < right]
        inside = [own.entity for own in there]
        aside = {own.entity for own in there if is_aside(text, own.start)} - {inside[0] if inside else ""}
        inside.sort(key=lambda key: key in aside)
        if right > match.start() and _begins_anew(text, left, match.start()):
            inside.reverse()
        ranked += [key for key in inside if _may_be(project, key, sort) and key not in ranked]
    return tuple(ranked[:MOST_MEANT])


def _may_be(project: Project, entity: str, sort: str) -> bool:
    kind = project.entities[entity].kind
    if sort in {"person", "someone"}:
        return kind == "person"
    if sort == "us":
        return kind in _TEAMS
    return kind not in _NO_ANTECEDENT if sort == "thing" else kind == sort


def _begins_anew(text: str, left: int, at: int) -> bool:
    """Whether a clause of its own begins here, so that the nearest name is the likelier one."""
    return text[left:at].rstrip().endswith((":", ";"))


def is_aside(text: str, start: int) -> bool:
    """Whether what begins here only adds to something else, as after "of" and "at": sentences are rarely about it."""
    return _ASIDE.search(text, max(start - 24, 0), start) is not None


def newcomers(text: str, span: Span, taken: Collection[Mention]) -> tuple[Span, ...]:
    """Return where words look like names of somebody the graph does not have: capitals that no grammar asks for.

    A word that the text writes in small letters elsewhere is none.
    """
    runs: list[list[int]] = []
    for word in _CAPITALISED.finditer(text, *span):
        if any(own.start < word.end() and word.start() < own.end for own in taken) or not _is_name(text, word[0]):
            continue
        if runs and _JOINED.fullmatch(text[runs[-1][1] : word.start()]):
            runs[-1][1] = word.end()
        else:
            runs.append([word.start(), word.end()])
    return tuple((start, end) for start, end in runs)


def _is_name(text: str, word: str) -> bool:
    small = word.lower()
    return word[0].isupper() and small not in _NO_NAMES and re.search(rf"\b{re.escape(small)}\b", text) is None
