"""How well a graph is supported: by words that are really there, by sources of their own, by people with names.

Every number comes with the facts that it counts, so that nobody has to take it on trust. Only accepted evidence counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.model.columns import STANDINGS
from explorer.model.evidence_table import evidence_table
from explorer.model.facets import Facet, at_least, columns, exactly
from explorer.model.gathering import NONE
from explorer.model.memo import per_facts
from explorer.model.spans import sentence_spans
from explorer.model.standing import Standing, accepted
from explorer.model.verification import verification

if TYPE_CHECKING:
    from explorer.model.facets import Mask
    from explorer.model.facts import Article
    from explorer.model.gathering import Rows
    from explorer.model.project import Project
    from explorer.model.quotes import Span


@dataclass(frozen=True)
class ArticleCoverage:
    """How much of an article something rests on.

    ``sentences`` is None where its text is not at hand; ``bare`` are those that nothing rests on.
    """

    article: str
    passages: int
    sentences: int | None
    bare: tuple[Span, ...]


@dataclass(frozen=True)
class Coverage:
    """What the relations rest on: ids of relations, in the order of the file, for each answer.

    Attributes
    ----------
    relations : int
        All of them, dangling ones and suggestions left out.
    exact
        Those with a quotation that was found in its article word for word.
    unchecked
        Those whose quotations could not be looked for: no text of any of their articles is at hand.
    lost
        Those with a quotation that is not in its article.
    several, single, unsupported
        Those told by two stories or more, by one, by none.
    named, unnamed
        Those for which somebody with a name stands, and those that only articles tell in their own voice.
    only_mentioned : tuple of str
        Ids of entities without a relation.
    articles : tuple of ArticleCoverage
        Each article.
    """

    relations: int
    exact: tuple[str, ...]
    unchecked: tuple[str, ...]
    lost: tuple[str, ...]
    several: tuple[str, ...]
    single: tuple[str, ...]
    unsupported: tuple[str, ...]
    named: tuple[str, ...]
    unnamed: tuple[str, ...]
    only_mentioned: tuple[str, ...]
    articles: tuple[ArticleCoverage, ...]


@per_facts
def coverage(project: Project) -> Coverage:
    """Return how well a project is supported."""
    table = columns(project)
    lost = verification(project).lost
    at_hand = _at_hand(project)[table.evidence.article] & table.accepted
    checked = _any(table.owner[at_hand], len(table.relations))
    exact, broken = checked.copy(), np.zeros(len(table.relations), dtype=bool)
    for key in verification(project).lost_relations if lost else ():
        row = table.relation_row.get(key)
        if row is not None:
            counting = accepted(project.relations[key].evidence)
            broken[row] = any(item.id in lost for item in counting)
            exact[row] = any(_is_found(project, item.article) and item.id not in lost for item in counting)
    named = _any(table.owner[table.accepted & (table.evidence.speaker != NONE)], len(table.relations))
    sources = table.facet[Facet.SOURCES]
    supported = table.passages > 0
    suggested = table.standing == STANDINGS.index(Standing.SUGGESTED)
    masks = {
        "exact": exact,
        "unchecked": supported & ~checked,
        "lost": broken,
        "several": sources.mask([at_least(2)]),
        "single": sources.mask([exactly(1)]),
        "unsupported": ~supported & ~suggested,
        "named": named,
        "unnamed": supported & ~named,
    }
    return Coverage(
        relations=int(np.count_nonzero(~suggested)),
        **{name: tuple(table.relations[mask].tolist()) for name, mask in masks.items()},
        only_mentioned=tuple(table.entities[~table.linked].tolist()),
        articles=tuple(_articles(project)),
    )


def _articles(project: Project) -> list[ArticleCoverage]:
    table = evidence_table(project)
    number = np.bincount(table.pieces.article[table.is_accepted], minlength=len(table.gathered.codes) + 1)
    return [_article(project, article, int(number[table.code(key)])) for key, article in project.articles.items()]


def _article(project: Project, article: Article, passages: int) -> ArticleCoverage:
    if article.text is None:
        return ArticleCoverage(article.id, passages, None, ())
    table = evidence_table(project)
    own = np.flatnonzero(table.is_accepted & (table.pieces.article == table.code(article.id)))
    lost = verification(project).lost
    items = [item for _, _, item in table.read(project, own.tolist()) if item.id not in lost]
    placed = [
        (item.quote.start, item.quote.start + len(item.quote.exact)) for item in items if item.quote.start is not None
    ]
    spans = sentence_spans(article.text)
    return ArticleCoverage(article.id, passages, len(spans), _untouched(spans, placed))


def _untouched(spans: tuple[Span, ...], passages: list[Span]) -> tuple[Span, ...]:
    """Return the sentences that share no letter with any passage."""
    if not passages:
        return spans
    ordered = sorted(passages)
    starts = np.array([start for start, _ in ordered])
    ends = np.maximum.accumulate(np.array([end for _, end in ordered]))
    before = np.searchsorted(starts, np.array([end for _, end in spans]), side="left")  # that begin before it ends
    reach = np.where(before > 0, ends[np.maximum(before - 1, 0)], -1)
    return tuple(span for span, last in zip(spans, reach.tolist(), strict=True) if last <= span[0])


def _at_hand(project: Project) -> Mask:
    """Return for each code whether it is the id of an article whose text is there."""
    table = evidence_table(project)
    found = np.zeros(len(table.gathered.codes) + 1, dtype=bool)
    found[[table.code(key) for key in project.articles if _is_found(project, key)]] = True
    return found


def _is_found(project: Project, article: str) -> bool:
    known = project.articles.get(article)
    return known is not None and known.text is not None


def _any(rows: Rows, size: int) -> Mask:
    found = np.zeros(size, dtype=bool)
    found[rows] = True
    return found
