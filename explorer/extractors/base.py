"""What an extractor promises: it reads one article and proposes. It sets no offsets, no ids and no status."""

from __future__ import annotations

import importlib
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Protocol

from pydantic import BaseModel, ConfigDict, Field

from explorer.model.errors import ExplorerError
from explorer.model.facts import Stance

if TYPE_CHECKING:
    from explorer.model.facts import Article
    from explorer.model.project import Project
    from explorer.model.quotes import Span

_Name = Annotated[str, Field(min_length=1, max_length=200)]


class CannotExtract(ExplorerError):
    """An article could not be gone through; the text says why and what to do."""


class Proposal(BaseModel):
    """One relation that an article may speak of, in the article's own words; nothing of it is trusted yet.

    ``figures`` are amounts and dates, as the quotation writes them.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    subject: _Name
    kind: _Name
    object: _Name
    quote: Annotated[str, Field(min_length=1, max_length=2_000)]
    stance: Stance = Stance.ASSERTS
    speaker: _Name | None = None
    figures: Annotated[tuple[_Name, ...], Field(max_length=12)] = ()


@dataclass(frozen=True)
class Proposals:
    """What came of reading one article.

    Attributes
    ----------
    items : tuple of Proposal
    candidates : tuple of (int, int)
        Sentences that name two entities and may be worth reading, whether or not anything was made of them.
    broken : tuple of str
        Items that were none, each in a sentence.
    """

    items: tuple[Proposal, ...] = ()
    candidates: tuple[Span, ...] = ()
    broken: tuple[str, ...] = ()


class Extractor(Protocol):
    """Reads articles."""

    @property
    def method(self) -> str:
        """What evidence says it came from: ``rule:…`` or ``model:…``."""

    def propose(self, article: Article, project: Project) -> Proposals:
        """Read an article.

        Raises
        ------
        CannotExtract
            It could not be read at all.
        Cancelled
            A person stopped it.
        """


def needed(module: str, package: str) -> Any:  # Any: these libraries do not say their types
    """Import a library that only extraction needs; a missing one is named, with what to do."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise CannotExtract(
            f"Articles cannot be searched for relations without {package}, which is not installed here. "
            f"Install it ({sys.executable} -m pip install {package}) and try again."
        ) from error
