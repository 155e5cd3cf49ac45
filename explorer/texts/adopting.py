"""From a draft to an article: what is known about it, as found or as a person says, and its place among the others."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from explorer.model.facts import Article
from explorer.model.quote_checks import sha256
from explorer.model.stories import NearCopy, near_copies
from explorer.texts.dates import as_published

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from explorer.model.project import Project
    from explorer.texts.draft import Draft

_LONGEST_ID = 60


@dataclass(frozen=True)
class Details:
    """What is known about an article besides its text; empty where nothing is."""

    title: str = ""
    publisher: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    language: str = ""
    url: str = ""
    rights: str = ""


@dataclass(frozen=True)
class Standing:
    """How a draft stands to the articles that are there.

    Attributes
    ----------
    same : Article or None
        One with the very same text.
    copies : tuple of NearCopy
        Those that say much the same, the closest first.
    """

    same: Article | None = None
    copies: tuple[NearCopy, ...] = ()


def details_of(draft: Draft) -> Details:
    """Return what was found about a draft."""
    return Details(draft.title, draft.publisher, draft.authors, draft.published, draft.language, draft.url)


def compared_with(project: Project, draft: Draft, also: Sequence[Article] = ()) -> Standing:
    """Compare a draft with the articles of a project, and with those that are about to be added."""
    digest = sha256(draft.text)
    for article in (*project.articles.values(), *also):
        if article.text_sha256 == digest or article.text == draft.text:
            return Standing(article)
    return Standing(copies=near_copies(project, draft.text, also=also))


def story_with(copy: NearCopy) -> str:
    """Return the story of an article that shares one with a near-copy."""
    return copy.article.story or copy.article.id


def adopted(draft: Draft, details: Details, taken: Container[str], story: str | None = None) -> Article:
    """Return the article that a draft becomes.

    Parameters
    ----------
    draft : Draft
    details : Details
        As a person has confirmed them.
    taken : container of str
        Ids that articles have already.
    story : str, optional
        The story that it shares with a near-copy.
    """
    title = details.title.strip() or draft.name
    fields: dict[str, object] = {
        "id": free_id(title, taken),
        "title": title,
        "publisher": details.publisher.strip(),
        "url": details.url.strip(),
        "authors": tuple(name.strip() for name in details.authors if name.strip()),
        "published": as_published(details.published),
        "retrieved": datetime.now(UTC).date().isoformat(),
        "language": details.language.strip(),
        "rights": details.rights.strip(),
        "text": draft.text,
        "text_sha256": sha256(draft.text),
        "story": story,
        "sections": draft.sections,
    }
    return Article.model_validate({name: value for name, value in fields.items() if value})


def free_id(title: str, taken: Container[str]) -> str:
    """Return an id made of a title that no other article has."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    stem = words if len(words) <= _LONGEST_ID else words[:_LONGEST_ID].rpartition("-")[0] or words[:_LONGEST_ID]
    found, number = stem or "article", 1
    while found in taken:
        number += 1
        found = f"{stem or 'article'}-{number}"
    return found
