"""Whether the quotations still stand in their articles, as far as the articles' texts are at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.model.memo import per_facts
from explorer.model.quotes import Folded, find, fold
from explorer.model.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.facts import Evidence
    from explorer.model.project import Project


@dataclass(frozen=True)
class Verification:
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
    texts: dict[str, Folded] = {}
    total: set[object] = set()
    checked: dict[object, bool] = {}
    lost: set[str] = set()
    relations: set[str] = set()
    for relation, item in _all_evidence(project):
        words = (item.article, item.quote.exact, item.quote.start)
        total.add(words)
        article = project.articles.get(item.article)
        if article is None or article.text is None:
            continue
        if article.id not in texts:
            texts[article.id] = fold(article.text)
        checked[words] = find(item.quote, texts[article.id]).is_verified
        if not checked[words]:
            lost.add(item.id)
            if relation is not None:
                relations.add(relation)
    missing = len(checked) - sum(checked.values())
    return Verification(len(total), len(checked), missing, frozenset(lost), frozenset(relations))


def _all_evidence(project: Project) -> Iterator[tuple[str | None, Evidence]]:
    for relation in project.relations.values():
        for item in relation.evidence:
            yield relation.id, item
    for entity in project.entities.values():
        for fact in entity.facts:
            for item in fact.evidence:
                yield None, item
