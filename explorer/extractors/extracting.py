"""One article through one extractor and the gate. What comes out is for a person to decide on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.extractors.base import CannotExtract
from explorer.extractors.gate import Gate
from explorer.model.errors import UnknownName
from explorer.model.words import counted

if TYPE_CHECKING:
    from explorer.extractors.base import Extractor
    from explorer.extractors.gate import Refusal
    from explorer.model.project import Project
    from explorer.model.quotes import Span
    from explorer.model.suggesting import Suggestion


@dataclass(frozen=True)
class Extraction:
    """What became of one article."""

    article: str
    suggestions: tuple[Suggestion, ...]
    refusals: tuple[Refusal, ...]
    candidates: tuple[Span, ...]
    broken: tuple[str, ...]

    @property
    def words(self) -> str:
        """What the window says of it."""
        return f"{counted(len(self.candidates), 'candidate sentence')}, {counted(len(self.suggestions), 'ready suggestion')}"


def extract(project: Project, article_id: str, extractor: Extractor) -> Extraction:
    """Let an extractor read an article of a project, and judge what it proposes.

    Raises
    ------
    UnknownName
        There is no such article.
    CannotExtract
        It has no text, or could not be read.
    Cancelled
        A person stopped it.
    """
    article = project.articles.get(article_id)
    if article is None:
        raise UnknownName(f"There is no article '{article_id}' in this graph.")
    if not article.text:
        raise CannotExtract(f"“{article.title[:80]}” has no text here. Attach its text and try again.")
    proposals = extractor.propose(article, project)
    suggestions, refusals = Gate(project, article, extractor.method).judged(proposals.items)
    return Extraction(article_id, suggestions, refusals, proposals.candidates, proposals.broken)
