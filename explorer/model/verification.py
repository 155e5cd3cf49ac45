"""Whether the quotations still stand in their articles, as far as the articles' texts are at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from explorer.model.columns import distinct
from explorer.model.evidence_table import evidence_table
from explorer.model.memo import per_facts
from explorer.model.quotes import Folded, find, fold
from explorer.model.words import counted

if TYPE_CHECKING:
    from explorer.model.facts import Quote
    from explorer.model.project import Project


class Verification(NamedTuple):
    """What a check of all quotations found.

    Attributes
    ----------
    total : int
        Different quotations; one that supports several relations counts once.
    checked : int
        Those whose article's text is at hand.
    lost_quotations : int
        Those of them that were not found.
    lost : frozenset of str
        Ids of evidence whose words are not in the text, or in several places with nothing to choose by.
    lost_relations : frozenset of str
        Ids of relations that rest on such evidence.
    """

    total: int
    checked: int
    lost_quotations: int
    lost: frozenset[str]
    lost_relations: frozenset[str]

    @property
    def is_complete(self) -> bool:
        """Whether there are quotations, and all of them could be looked for."""
        return self.checked == self.total > 0

    @property
    def words(self) -> str:
        """The status bar's words for it."""
        if not self.total:
            return "No quotations yet"
        if not self.checked:
            return f"{counted(self.total, 'quotation')}, article text not attached"
        return f"{self.checked - self.lost_quotations:,} of {self.checked:,} quotations found in their article"


@per_facts
def verification(project: Project) -> Verification:
    """Check every quotation against the text of its article. Never fuzzy."""
    table = evidence_table(project)
    given = np.zeros(len(table.gathered.codes) + 1, dtype=bool)
    given[[table.code(key) for key, article in project.articles.items() if article.text is not None]] = True
    at_hand = np.flatnonzero(given[table.pieces.article])
    texts: dict[str, Folded] = {}
    checked: dict[object, bool] = {}
    lost: set[str] = set()
    relations: set[str] = set()
    for owner, entity, item in table.read(project, at_hand.tolist()):
        words = (item.article, item.quote.exact, item.quote.start)
        if item.article not in texts:
            texts[item.article] = fold(project.articles[item.article].text or "")
        text = texts[item.article]
        checked[words] = _stands(item.quote, text.original) or find(item.quote, text).is_verified
        if not checked[words]:
            lost.add(item.id)
            if entity is None:
                relations.add(owner)
    missing = len(checked) - sum(checked.values())
    total = len(distinct(table.quotation))
    return Verification(total, len(checked), missing, frozenset(lost), frozenset(relations))


def _stands(quote: Quote, text: str) -> bool:
    """Whether a quotation and what surrounds it stand letter for letter where it says: nothing else can be meant."""
    if quote.start is None or quote.end is None or not quote.exact.strip():
        return False
    before = max(quote.start - len(quote.prefix), 0)
    return (
        text[quote.start : quote.end] == quote.exact
        and text[before : quote.start] == quote.prefix
        and text[quote.end : quote.end + len(quote.suffix)] == quote.suffix
    )
