"""Where the texts of articles are kept: in the graph file, or beside it, so that a graph can be shared without them.

The document says which. One that does not keeps its texts where they were found, and new ones beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.model.changes import Batch, Delta, Put

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from explorer.model.changes import Change
    from explorer.model.facts import Article
    from explorer.model.project import Project

INSIDE, BESIDE = "inside", "beside"


@dataclass(frozen=True)
class KeepTexts:
    """Say where texts are kept from now on; None leaves it to what the file holds."""

    where: str | None

    def apply(self, project: Project) -> tuple[Change, Delta]:
        """See ``Change``."""
        before = project._file.article_texts
        file = project._file.model_copy(update={"article_texts": self.where})
        if self.where is None:
            file.model_fields_set.discard("article_texts")
        project._file = file
        project.revision += 1
        return KeepTexts(before), Delta()


def are_inside(project: Project) -> bool:
    """Whether the graph file itself holds the texts of its articles."""
    stated = project._file.article_texts
    return stated == INSIDE if stated else any(article.text is not None for article in project._file.articles)


def adding(project: Project, articles: Iterable[Article], where: str) -> Change:
    """Return the change that adds articles, and keeps texts where a person chose."""
    stated: list[Change] = [] if project._file.article_texts == where else [KeepTexts(where)]
    return Batch((*stated, *(Put(article) for article in articles)))


def as_saved(project: Project) -> tuple[Article, ...]:
    """Return the articles of a project as its file holds them: without texts that are kept beside it."""
    articles = tuple(project.articles.values())
    return articles if are_inside(project) else tuple(map(_without_text, articles))


def fill(project: Project, texts: Mapping[str, str]) -> None:
    """Give articles the texts that are kept beside their file. Nothing counts as changed by that."""
    for key, text in texts.items():
        project._articles[key] = project._articles[key].model_copy(update={"text": text})


def _without_text(article: Article) -> Article:
    if article.text is None:
        return article
    from explorer.model.quote_checks import sha256

    made = article.model_copy(update={"text": None, "text_sha256": article.text_sha256 or sha256(article.text)})
    made.model_fields_set.discard("text")
    return made
