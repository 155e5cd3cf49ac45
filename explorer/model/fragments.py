"""What is known of an article's words: its text, or the pieces that its quotations and their contexts add up to.

Every word here is verbatim. Where nothing is known there is a gap, and whoever shows it says so with an ellipsis.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.memo import per_facts
from explorer.model.passages import passages_of

if TYPE_CHECKING:
    from explorer.model.facts import Evidence, Quote
    from explorer.model.project import Project

_CLOSERS = "[\"'”’»)\\]]*"
_ENDS = rf"(?<!\b[A-Z])[.!?…]{_CLOSERS}"
_SENTENCE_END = re.compile(rf"{_ENDS}(?=\s|$)|(?=\n)")
_SENTENCE_START = re.compile(rf"(?:{_ENDS}\s+|\n\s*)(?=\S)")
_ENDS_HERE = re.compile(rf"{_ENDS}$")


class Fragment(NamedTuple):
    """A piece of an article without a gap; ``start`` counts code points of the article."""

    start: int
    text: str

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


class Context(NamedTuple):
    """A quotation inside its sentence.

    ``opens`` and ``closes`` say whether the sentence is whole at that side; otherwise an ellipsis belongs there.
    """

    before: str
    exact: str
    after: str
    opens: bool
    closes: bool


def is_placed(quote: Quote) -> bool:
    """Whether a quotation says where it stands, with offsets as far apart as its words are long."""
    return quote.start is not None and quote.end is not None and quote.end - quote.start == len(quote.exact)


def fragments(project: Project, article_id: str) -> tuple[Fragment, ...]:
    """Return what is known of an article's words, in order, pieces that touch or overlap as one."""
    kept = _kept(project)
    found = kept.get(article_id)
    if found is None:
        found = kept[article_id] = _fragments(project, article_id)
    return found


def context_of(project: Project, evidence: Evidence, *, limit: int = 200) -> Context:
    """Return a quotation inside its sentence, as far as the sentence is known.

    Parameters
    ----------
    project : Project
        Where the article's other quotations are.
    evidence : Evidence
        The quotation.
    limit : int
        Characters before and after it, at most.
    """
    before, after = _around(project, evidence)
    context = _sentence(before, evidence.quote.exact, after, limit)
    return context._replace(opens=True) if evidence.quote.start == 0 else context


def shortened(context: Context, *, before: int = 40, after: int = 24) -> Context:
    """Return the context with at most so many characters around the quotation: all of a side, or a word or two.

    Examples
    --------
    >>> shortened(Context("Pedro, a professor emeritus at the university, ", "doubts it", ".", True, True))
    Context(before='', exact='doubts it', after='.', opens=False, closes=True)
    """
    head, opens = context.before, context.opens
    if len(head) > before:
        head, opens = "", False
    tail, closes = context.after, context.closes
    if len(tail) > after:
        cut = tail[:after].rfind(" ")
        tail, closes = (tail[:cut] if cut > 0 else ""), False
    return Context(head, context.exact, tail, opens, closes)


@per_facts
def _kept(project: Project) -> dict[str, tuple[Fragment, ...]]:  # noqa: ARG001  # filled article by article
    return {}


def _fragments(project: Project, article_id: str) -> tuple[Fragment, ...]:
    article = project.articles.get(article_id)
    if article is not None and article.text:
        return (Fragment(0, article.text),)
    pieces = [
        Fragment((quote.start or 0) - len(quote.prefix), quote.prefix + quote.exact + quote.suffix)
        for quote in (passage.evidence.quote for passage in passages_of(project, article_id))
        if is_placed(quote)
    ]
    result: list[Fragment] = []
    for piece in sorted(pieces, key=lambda own: own.start):
        joined = _joined(result[-1], piece) if result else None
        if joined is None:
            result.append(piece)
        else:
            result[-1] = joined
    return tuple(result)


def _joined(first: Fragment, second: Fragment) -> Fragment | None:
    """Return both as one, or None where a gap lies between them or they tell different words of one place."""
    if second.start > first.end:
        return None
    shared = min(first.end, second.end) - second.start
    if first.text[second.start - first.start :][:shared] != second.text[:shared]:
        return None
    return Fragment(first.start, first.text + second.text[first.end - second.start :])


def _around(project: Project, evidence: Evidence) -> tuple[str, str]:
    """Return all that is known just before and just after a quotation, without a gap."""
    quote = evidence.quote
    if is_placed(quote):
        known = fragments(project, evidence.article)
        at = bisect_right(known, quote.start or 0, key=lambda own: own.start) - 1
        if at >= 0:
            home = known[at]
            begin = (quote.start or 0) - home.start
            end = begin + len(quote.exact)
            if home.text[begin:end] == quote.exact:
                return home.text[:begin], home.text[end:]
    return quote.prefix, quote.suffix


def _sentence(before: str, exact: str, after: str, limit: int) -> Context:
    starts = [match.end() for match in _SENTENCE_START.finditer(before)]
    opens = bool(starts)
    if _ENDS_HERE.search(before.rstrip()) or before.endswith("\n"):
        head, opens = "", True
    else:
        head = before[starts[-1] :] if starts else before
    if _ENDS_HERE.search(exact) and (not after or after[0].isspace()):
        tail, closes = "", True
    else:
        match = _SENTENCE_END.search(after)
        tail, closes = (after[: match.end()], True) if match else (after, False)
    if len(head) > limit:
        head, opens = head[head.find(" ", len(head) - limit) + 1 :], False
    if len(tail) > limit:
        tail, closes = tail[: tail.rfind(" ", 0, limit)], False
    return Context(head, exact, tail, opens, closes)
