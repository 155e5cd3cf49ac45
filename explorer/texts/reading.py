"""Reads articles from files: which endings are read, by whom, and what else can be wrong with a file."""

from __future__ import annotations

import os
import stat
from pathlib import PurePath
from typing import TYPE_CHECKING

from explorer.model.problem import plain
from explorer.texts.draft import Draft, UnreadableText

if TYPE_CHECKING:
    from pathlib import Path

ENDINGS = (".txt", ".md", ".html", ".htm", ".pdf", ".docx")
LARGEST_BYTES = 50_000_000
MOST_FILES = 1000
_ENDINGS_OF_MARKDOWN = {".md", ".markdown"}


def read_file(path: Path) -> Draft:
    """Read the article in a file.

    Raises
    ------
    UnreadableText
        There is none that can be read; the text says why and what to do.
    """
    return read_bytes(_bytes(path), plain(path.name))


def read_bytes(raw: bytes, name: str, *, address: str = "") -> Draft:
    """Read the article in a file that is in memory; the ending of ``name`` says what it is.

    Raises
    ------
    UnreadableText
        There is none that can be read.
    """
    ending = PurePath(name).suffix.lower()
    if ending in {".html", ".htm", ".xhtml"}:
        from explorer.texts.pages import read_page

        return read_page(raw, name, address=address)
    if ending == ".pdf":
        from explorer.texts.pdf import read_pdf

        return read_pdf(raw, name)
    if ending == ".docx":
        from explorer.texts.word import read_word

        return read_word(raw, name)
    from explorer.texts.plain import read_markdown, read_plain

    if ending in _ENDINGS_OF_MARKDOWN:
        return read_markdown(raw, name)
    if ending in {".txt", ".text", ""}:
        return read_plain(raw, name)
    raise UnreadableText(f"{name} is no article that can be read. Choose a file in {', '.join(ENDINGS)}.")


def article_files(path: Path) -> list[Path]:
    """Return the articles that a path names: itself, or all in a folder and the folders in it, in order.

    Raises
    ------
    UnreadableText
        A folder holds no articles, or too many.
    """
    if not path.is_dir():
        return [path]
    found: list[Path] = []
    for folder, inner, names in os.walk(path):
        inner[:] = sorted(name for name in inner if not name.startswith("."))
        own = sorted(name for name in names if not name.startswith((".", "~$")) and name.lower().endswith(ENDINGS))
        found += [type(path)(folder, name) for name in own]
        if len(found) > MOST_FILES:
            raise UnreadableText(f"{plain(path.name)} holds over {MOST_FILES:,} articles. Add them folder by folder.")
    if not found:
        raise UnreadableText(f"{plain(path.name)} holds no article. Articles end in {', '.join(ENDINGS)}.")
    return found


def _bytes(path: Path) -> bytes:
    name = plain(path.name)
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UnreadableText(f"{name} is a folder. Choose the files in it.")
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableText(f"{name} is not an ordinary file. Choose another one.")
        if found.st_size > LARGEST_BYTES:
            raise UnreadableText(
                f"{name} holds {found.st_size / 1e6:,.0f} MB; an article may hold up to {LARGEST_BYTES / 1e6:,.0f} MB. "
                "Copy the text from it and paste that."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableText(f"There is no file {plain(str(path), 300)}. Check the name.") from error
    except PermissionError as error:
        raise UnreadableText(f"You may not read {name}. Ask its owner for permission.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name holds a character that no file name may have"
        raise UnreadableText(f"{name} could not be read: {reason}.") from error
