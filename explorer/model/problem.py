"""One thing that is wrong with a document: where, what, and what to do about it."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a problem matters. Notes are worth knowing and nothing to correct."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


Steps = tuple[str | int, ...]


class Problem(NamedTuple):
    """One thing that is wrong.

    Attributes
    ----------
    code : str
        Which kind of problem ("quote-missing"); stable, for programs.
    severity : Severity
    where : str
        Id of the article, entity, relation, fact or evidence it is about; empty for the document itself.
    pointer : str
        JSON pointer (RFC 6901) to the place in the file.
    what, todo : str
        What is wrong, and what to do, each as a sentence.
    """

    code: str
    severity: Severity
    where: str
    pointer: str
    what: str
    todo: str

    @property
    def line(self) -> str:
        """The problem as one line of text."""
        return f"{self.severity}: {self.sentence} [{self.code}]"

    @property
    def sentence(self) -> str:
        """Where it is, what is wrong and what to do."""
        place = plain(self.pointer, 200) or "the document"
        lead = f"{plain(self.where)} ({place})" if self.where else place
        return f"{lead}: {self.what} {self.todo}".rstrip()


def pointer(*steps: str | int) -> str:
    """Return the JSON pointer (RFC 6901) of these steps.

    Examples
    --------
    >>> pointer("entities", 3, "a/b")
    '/entities/3/a~1b'
    """
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)


def plain(text: str, limit: int = 80) -> str:
    r"""Return text fit for the middle of a sentence: short, on one line, nothing invisible.

    Examples
    --------
    >>> plain("one\ntwo")
    'one\\ntwo'
    """
    cut = text if len(text) <= limit else f"{text[: limit - 1]}…"
    return "".join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in cut)
