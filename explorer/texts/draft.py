"""An article as it was read, before a person has confirmed anything: its text, and what was found out about it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from explorer.model.errors import UnreadableFile
from explorer.texts.normalising import normalised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.model.facts import Section

LONGEST_TEXT = 5_000_000
"""Characters; a long novel has a million."""
_LONGEST_FIELD = 500


class UnreadableText(UnreadableFile):
    """There is no article in it that can be read; the text says why and what to do."""


@dataclass(frozen=True)
class Draft:
    """What a reader made of a file.

    Attributes
    ----------
    name : str
        What to call its source in messages: the file's name, or its address.
    text : str
        The words, normalised once and for all.
    title, authors, publisher, published, language, url
        What the article says of itself; empty where it says nothing.
    sections : tuple of Section
        Its headings, where they stand in the text.
    found : mapping of str to str
        Which of these were found, and where: ``{"title": "in the page"}``. All others were not.
    notices : tuple of str
        What a person should know, each as a sentence.
    """

    name: str
    text: str
    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    published: str = ""
    language: str = ""
    url: str = ""
    sections: tuple[Section, ...] = ()
    found: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[str, ...] = ()

    def with_found(self, where: str, **values: str | tuple[str, ...]) -> Draft:
        """Return the draft with values that were found somewhere; empty ones, and fields filled already, stay out."""
        new = {name: value for name, given in values.items() if (value := _clean(given)) and not getattr(self, name)}
        return replace(self, found={**self.found, **dict.fromkeys(new, where)}, **new)  # type: ignore[arg-type]

    def with_notices(self, *notices: str) -> Draft:
        """Return the draft with more that a person should know."""
        return replace(self, notices=(*self.notices, *notices))


def begun(name: str, text: str) -> Draft:
    """Return the draft of a text that was read, normalised.

    Raises
    ------
    UnreadableText
        Nothing is left of it, or too much.
    """
    if len(text) > LONGEST_TEXT:
        raise UnreadableText(
            f"{name} holds {len(text):,} characters of text; an article may have up to {LONGEST_TEXT:,}. "
            "Split it into parts."
        )
    frozen = normalised(text)
    if not frozen:
        raise UnreadableText(f"{name} holds no text. Choose another file, or copy the words and paste them.")
    return Draft(name, frozen)


def _clean(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    if isinstance(value, str):
        return _line(value)
    return tuple(dict.fromkeys(line for item in value if (line := _line(item))))


def _line(text: str) -> str:
    words = " ".join(normalised(text).split())
    return words if len(words) <= _LONGEST_FIELD else f"{words[: _LONGEST_FIELD - 1]}…"
