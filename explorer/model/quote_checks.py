"""Whether quotations stand in their articles word for word and where they say, and whether the texts are right."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from explorer.model.checks import error, evidence_of, note, warning
from explorer.model.facts import Status
from explorer.model.problem import Problem, Steps, plain
from explorer.model.quotes import Folded, Match, find, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from explorer.model.facts import Article, Evidence
    from explorer.model.quotes import Found
    from explorer.model.shape import Salvaged


class QuoteChecks:
    """All checks of one document that need article texts.

    Attributes
    ----------
    checked, unchecked : int
        How many quotations were looked for, and how many could not be for want of a text; after ``all``.
    """

    def __init__(self, left: Salvaged, texts: Mapping[str, str]) -> None:
        self._left = left
        own = {article.id: article.text for article in left.file.articles if article.text is not None}
        self._given = dict(texts)
        self._texts: dict[str, Folded] = {key: fold(text) for key, text in {**own, **self._given}.items()}
        self.checked = 0
        self.unchecked = 0

    def all(self) -> Iterator[Problem]:
        """Yield every problem, in file order."""
        known = {key for _, key in self._left.ids["articles"]}
        for key in self._given:
            if key not in known:
                what = f"A text was given for the article '{plain(key)}', which is not in the document."
                todo = f"Use one of its ids: {', '.join(sorted(plain(name) for name in known)) or 'it has none'}."
                yield error("unknown-article", key, ("articles",), what, todo)
        for at, article in self._left.numbered(("articles",), self._left.file.articles):
            yield from self._article(at, article)
        for at, item in evidence_of(self._left):
            yield from self._evidence(at, item)

    def _article(self, at: Steps, article: Article) -> Iterator[Problem]:
        texts = {"text": article.text, "given": self._given.get(article.id)}
        for source, text in texts.items():
            if text is None or article.text_sha256 is None:
                continue
            if sha256(text) != article.text_sha256.lower():
                which = "Its text" if source == "text" else "The text given for it"
                what = f"{which} is not the one that its quotations were taken from (text_sha256 differs)."
                todo = "Use the original text; if this one is right, check every quotation and store its sha256."
                yield error("text-changed", article.id, (*at, "text_sha256"), what, todo)
        folded = self._texts.get(article.id)
        if folded is None:
            return
        for section_at, section in self._left.numbered((*at, "sections"), article.sections):
            if section.start > len(folded.original):
                what = f"The section '{plain(section.heading)}' starts after the end of the text."
                yield warning("section-order", article.id, (*section_at, "start"), what, "Correct where it starts.")

    def _evidence(self, at: Steps, item: Evidence) -> Iterator[Problem]:
        quote, place = item.quote, (*at, "quote")
        if (quote.start is None) != (quote.end is None):
            what = "Its quotation has only one of start and end."
            yield warning("quote-offsets", item.id, place, what, "Give both, or neither.")
        elif quote.start is not None and quote.end is not None and quote.end <= quote.start:
            what = f"Its quotation ends ({quote.end}) before it starts ({quote.start})."
            yield error("quote-offsets", item.id, (*place, "end"), what, "Correct them, or leave both out.")
        text = self._texts.get(item.article)
        if text is None:
            self.unchecked += 1
            return
        self.checked += 1
        for problem in self._quotation(place, item, text):
            if item.status is Status.REJECTED:
                yield note(problem.code, item.id, place, problem.what, "It is rejected, so nothing rests on it.")
            else:
                yield problem

    def _quotation(self, at: Steps, item: Evidence, text: Folded) -> Iterator[Problem]:
        found = find(item.quote, text)
        words = f"“{plain(item.quote.exact, 70)}”"
        if found.match is Match.MISSING:
            what = f"{words} is not in the article '{plain(item.article)}'{_goes_wrong(item.quote.exact, text)}."
            todo = "Copy the passage from the article word for word."
            yield error("quote-missing", item.id, (*at, "exact"), what, todo)
        elif found.match is Match.AMBIGUOUS:
            what = f"{words} stands {len(found.places)} times in the article, and nothing says which is meant."
            todo = "Add the words before and after it as prefix and suffix."
            yield warning("quote-ambiguous", item.id, (*at, "exact"), what, todo)
        else:
            yield from _placed(at, item, found, words)


def _placed(at: Steps, item: Evidence, found: Found, words: str) -> Iterator[Problem]:
    if found.match is Match.MOVED:
        what = f"{words} stands at {found.start} to {found.end}, not at {item.quote.start} to {item.quote.end}."
        todo = f"Set start to {found.start} and end to {found.end}."
        yield error("quote-offsets", item.id, (*at, "start"), what, todo)
    if not found.context_agrees:
        what = f"{words} stands in the article, but its prefix or suffix is not what stands around it."
        yield warning("quote-context", item.id, at, what, "Copy prefix and suffix from the article.")
    if found.is_cut:
        what = f"{words} begins or ends in the middle of a word or a figure."
        yield warning("quote-cut", item.id, (*at, "exact"), what, "Quote the whole word or figure.")


def _goes_wrong(exact: str, text: Folded) -> str:
    """Say up to where a missing quotation agrees with its article, if it gets anywhere."""
    needle = fold(exact).text.strip()
    low, high = 0, len(needle)
    while low < high:
        middle = (low + high + 1) // 2
        if needle[:middle] in text.text:
            low = middle
        else:
            high = middle - 1
    agreed = needle[:low].rpartition(" ")[0] if low < len(needle) else needle
    return f"; the article goes on differently after “{plain(agreed[-40:])}”" if len(agreed) >= 12 else ""


def sha256(text: str) -> str:
    """Return the checksum by which an article's text is known, as ``text_sha256`` holds it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
