"""Which articles tell one story: near-copies, such as a wire report in ten papers, are one source and not ten."""

from __future__ import annotations

import re
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.memo import per_facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from explorer.model.facts import Article
    from explorer.model.project import Project

SHINGLE_WORDS = 8
NEAR_COPY = 0.5
"""So much of the shorter text stands in the longer one."""
_FEWEST_SHINGLES = 8  # below this a common phrase would make a copy
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = f"[{_UNSPACED}]|[^\\W{_UNSPACED}]+"  # compiled when it is first needed: that takes longer than all else here

Shingles = frozenset[int]


class NearCopy(NamedTuple):
    """An article that says much the same.

    ``containment`` is how much of the shorter text stands in the longer one, from 0 to 1; ``by_excerpts`` says
    that only the quotations of that article are known.
    """

    article: Article
    containment: float
    by_excerpts: bool = False


def story_of(project: Project, article_id: str) -> str:
    """Return the id under which an article and its near-copies are counted."""
    article = project.articles.get(article_id)
    return article.story or article_id if article is not None else article_id


def stories(project: Project, articles: Iterable[str]) -> frozenset[str]:
    """Return the stories that articles tell: the sources that are independent of each other."""
    return frozenset(story_of(project, key) for key in articles)


def near_copies(
    project: Project, text: str, *, apart_from: str | None = None, also: Iterable[Article] = ()
) -> tuple[NearCopy, ...]:
    """Return the articles that a text is a near-copy of, the closest first.

    Parameters
    ----------
    project : Project
        Articles without a text are compared by the quotations that are known of them.
    text : str
        The new text.
    apart_from : str, optional
        Id of the article that the text belongs to.
    also : iterable of Article
        Articles that are about to be added, to compare with as well.
    """
    own = shingles(text)
    found = []
    known = [(project.articles[key], *rest) for key, rest in _shingles_of(project).items() if key != apart_from]
    known += [(article, shingles(article.text), False) for article in also if article.text is not None]
    for article, others, by_excerpts in known:
        share = containment(own, others)
        if share >= NEAR_COPY:
            found.append(NearCopy(article, share, by_excerpts))
    return tuple(sorted(found, key=lambda copy: -copy.containment))


@lru_cache(maxsize=1024)
def shingles(text: str) -> Shingles:
    """Return the checksums of every run of eight words. Letters of scripts without spaces count as words."""
    words = re.findall(_WORD, text.casefold())
    runs = range(max(len(words) - SHINGLE_WORDS + 1, 1 if words else 0))
    return frozenset(zlib.crc32(" ".join(words[at : at + SHINGLE_WORDS]).encode("utf-8", "replace")) for at in runs)


def containment(one: Shingles, two: Shingles) -> float:
    """Return how much of the smaller set is in the larger one; a handful only counts when it is the whole of both."""
    if min(len(one), len(two)) < _FEWEST_SHINGLES:
        return float(bool(one) and one == two)
    return len(one & two) / min(len(one), len(two))


def _long_runs(quotation: str) -> Shingles:
    """Return the shingles of a quotation; one of fewer than eight words has none that a longer text could share."""
    return shingles(quotation) if len(re.findall(_WORD, quotation)) >= SHINGLE_WORDS else frozenset()


@per_facts
def _shingles_of(project: Project) -> Mapping[str, tuple[Shingles, bool]]:
    quoted: dict[str, list[str]] = {key: [] for key, article in project.articles.items() if article.text is None}
    if quoted:
        from explorer.model.passages import all_passages

        for passage in all_passages(project):
            if passage.evidence.article in quoted:
                quoted[passage.evidence.article].append(passage.exact)
    found = {}
    for key, article in project.articles.items():
        if article.text is not None:
            found[key] = shingles(article.text), False
        else:
            found[key] = frozenset().union(*map(_long_runs, dict.fromkeys(quoted[key]))), True
    return found
