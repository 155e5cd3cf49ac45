"""Plain text and Markdown, from a file or the clipboard: title, authors and date as far as its first lines say so."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING

from explorer.texts.blocks import Block, assembled
from explorer.texts.dates import as_published, date_in
from explorer.texts.decoding import decoded
from explorer.texts.draft import Draft, begun

if TYPE_CHECKING:
    from collections.abc import Iterator

PASTED = "The pasted text"
FIRST_LINE, HEAD, PROPERTIES = "in the first line", "at the head of the text", "in the file's properties"
_LONGEST_TITLE = 200
_BYLINE = re.compile(r"(?:by|von|par|por|di)\s+(\S.*)", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|und|et|y|e|&)\s+")
_NAME_WORDS = 5
_DIGIT = re.compile(r"\d")
_BYLINE_LINES = 6
_PROPERTY = re.compile(r"([A-Za-z_]{2,30})\s*:\s*(.*)")
_FENCE = re.compile(r"^\s{0,3}(```|~~~)")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s+(.*?)(?:\s+#+)?\s*$")
_IMAGE = re.compile(r"!\[([^\]\n]{0,500})\]\([^()\s]{0,2000}(?:\s+\"[^\"\n]{0,300}\")?\)")
_LINK = re.compile(
    r"(?<!!)\[([^\]\n]{1,500})\]\([^()\s]{0,2000}(?:\([^()\s]{0,200}\))?[^()\s]{0,500}(?:\s+\"[^\"\n]{0,300}\")?\)"
)
_STRONG = re.compile(r"(\*\*\*|\*\*|__)(?=\S)([^*_\n]{1,1000})(?<=\S)\1")
_STRESSED = re.compile(r"(?<![\w*_])([*_])(?=\S)([^*_\n]{1,1000})(?<=\S)\1(?![\w*_])")
_FIELDS = {
    "title": "title", "author": "authors", "authors": "authors", "by": "authors", "date": "published",
    "published": "published", "publisher": "publisher", "site": "publisher", "source": "url", "url": "url",
    "language": "language", "lang": "language",
}  # fmt: skip


def read_pasted(text: str) -> Draft:
    """Read text that was pasted.

    Raises
    ------
    UnreadableText
        It holds no words.
    """
    return _described(begun(PASTED, text))


def read_plain(raw: bytes, name: str) -> Draft:
    """Read a text file.

    Raises
    ------
    UnreadableText
        It holds no text.
    """
    text, notices = decoded(raw, name)
    return _described(begun(name, text).with_notices(*notices))


def read_markdown(raw: bytes, name: str) -> Draft:
    """Read a Markdown file: what it says at its top, and its words without the marks of headings, links and stress.

    Raises
    ------
    UnreadableText
        It holds no text.
    """
    text, notices = decoded(raw, name)
    lines = text.splitlines()
    properties: dict[str, str | tuple[str, ...]] = {}
    if lines and lines[0].strip() == "---" and "---" in (stripped := [line.strip() for line in lines[1:]]):
        end = stripped.index("---") + 1
        properties, lines = _properties(lines[1:end]), lines[end + 1 :]
    words, sections = assembled(_blocks(lines))
    draft = replace(begun(name, words), sections=sections).with_notices(*notices)
    return _described(draft.with_found(PROPERTIES, **properties))


def _described(draft: Draft) -> Draft:
    """Return the draft with what its first lines say."""
    lines = draft.text.splitlines()
    if len(lines[0]) <= _LONGEST_TITLE and len(lines) > 1:
        draft = draft.with_found(FIRST_LINE, title=lines[0])
    for line in lines[1:_BYLINE_LINES]:
        draft = draft.with_found(HEAD, authors=_authors(line.strip()))
    draft = draft.with_found(HEAD, published=date_in(lines[1:]))
    stem = "" if draft.name == PASTED else PurePath(draft.name).stem.replace("_", " ")
    return draft.with_found("in the file's name", title=stem)


def _authors(line: str) -> tuple[str, ...]:
    """Return who a line such as "By Jane Doe and John Roe" names; nobody, where it says anything else."""
    byline = _BYLINE.fullmatch(line) if len(line) <= _LONGEST_TITLE else None
    names = tuple(_BETWEEN_NAMES.split(byline[1])) if byline is not None else ()
    are_names = all(
        name[:1].isupper() and len(name.split()) <= _NAME_WORDS and not _DIGIT.search(name) for name in names
    )
    return names if are_names and not line.endswith(".") else ()


def _properties(lines: list[str]) -> dict[str, str | tuple[str, ...]]:
    """Read the lines between the dashes at the top of a Markdown file; lists may follow their name."""
    found: dict[str, list[str]] = {}
    field = None
    for line in lines:
        match = _PROPERTY.match(line)
        if match is not None:
            field = _FIELDS.get(match[1].lower())
            values = match[2].strip().strip("[]").split(",") if field == "authors" else [match[2]]
        else:
            values = [line.strip().removeprefix("-")] if line.strip().startswith("-") else []
        if field is not None:
            found.setdefault(field, []).extend(
                value for item in values if (value := item.strip().strip("\"'").strip("[]"))
            )
    made: dict[str, str | tuple[str, ...]] = {key: values[0] for key, values in found.items() if values}
    if "authors" in made:
        made["authors"] = tuple(found["authors"])
    if "published" in made:
        made["published"] = as_published(found["published"][0])
    if not str(made.get("url", "http")).startswith(("http://", "https://")):
        made["publisher"] = made.get("publisher") or made.pop("url")
    return made


def _blocks(lines: list[str]) -> Iterator[Block]:
    in_code = False
    after_gap = True
    for line in lines:
        if _FENCE.match(line):
            in_code, after_gap = not in_code, True
            continue
        heading = None if in_code else _HEADING.match(line)
        words = line if in_code else _unmarked(heading[1] if heading else line)
        if not words.strip():
            after_gap = True
            continue
        yield Block(words, is_heading=heading is not None, is_close=not after_gap and heading is None)
        after_gap = heading is not None


def _unmarked(line: str) -> str:
    for pattern in (_IMAGE, _LINK):
        line = pattern.sub(r"\1", line)
    for pattern in (_STRONG, _STRESSED):
        line = pattern.sub(r"\2", line)
    return re.sub(r"^\s{0,3}> ?", "", line)
