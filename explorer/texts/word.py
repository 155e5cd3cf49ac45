"""Word documents (.docx): paragraphs, headings, lists and tables in their order."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from explorer.texts.blocks import Block, assembled
from explorer.texts.dates import date_in
from explorer.texts.draft import Draft, UnreadableText, begun
from explorer.texts.optional import library, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

PROPERTIES = "in the file's properties"
LARGEST_UNPACKED = 200_000_000
LARGEST_PART = 60_000_000
MOST_PARTS = 5_000
_OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"
_DEFAULT_AUTHOR = "python-docx"


def read_word(raw: bytes, name: str) -> Draft:
    """Read a Word document.

    Raises
    ------
    UnreadableText
        It is damaged, protected, an older format, or would fill the memory when unpacked.
    """
    docx = library("docx", "python-docx", name)
    if raw.startswith(_OLD_OR_LOCKED):
        raise UnreadableText(
            f"{name} is protected by a password, or of the older format .doc. Save it as .docx without a password."
        )
    _refuse_bombs(raw, name)
    with refused(name, "is no Word document, or a damaged one", "Open it in Word or LibreOffice and save it anew."):
        document = docx.Document(io.BytesIO(raw))
        text, sections = assembled(_blocks(document))
        properties = document.core_properties
        title, author, language = properties.title or "", properties.author or "", properties.language or ""
    if not text:
        raise UnreadableText(f"{name} holds no text; it may hold pictures only. Type what you need and paste it.")
    draft = replace(begun(name, text), sections=sections)
    authors = tuple(author.split(";")) if author != _DEFAULT_AUTHOR else ()
    draft = draft.with_found(PROPERTIES, title=title, authors=authors, language=language)
    lines = text.splitlines()
    draft = draft.with_found("in the first line", title=lines[0] if len(lines[0]) < 200 else "")
    draft = draft.with_found("at the head of the text", published=date_in(lines))
    return draft.with_found("in the file's name", title=name.rpartition(".")[0].replace("_", " "))


def _refuse_bombs(raw: bytes, name: str) -> None:
    """Refuse an archive that is small only while it is packed. What it declares is all that is ever unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise UnreadableText(
            f"{name} is no Word document, or a damaged one. Save it anew in Word or LibreOffice."
        ) from error
    sizes = [part.file_size for part in parts]
    words = [part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))]
    if len(parts) > MOST_PARTS or sum(sizes) > LARGEST_UNPACKED or max(words, default=0) > LARGEST_PART:
        raise UnreadableText(
            f"{name} would be {sum(sizes) / 1e6:,.0f} MB when unpacked, from {len(raw) / 1e6:,.1f} MB; "
            "no article is so large. Copy its text and paste that."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableText(f"{name} is protected by a password. Save a copy without it and add that.")


def _blocks(document: Any) -> Iterator[Block]:  # Any: one of paragraph and table, which only python-docx can tell
    from docx.table import Table

    in_list = False
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for number, row in enumerate(part.rows):
                cells = dict.fromkeys(cell.text.strip() for cell in row.cells)
                yield Block("\t".join(cell for cell in cells if cell), is_close=number > 0)
            in_list = False
            continue
        style = (part.style.name or "") if part.style is not None else ""
        is_item = style.startswith("List") or (part._p.pPr is not None and part._p.pPr.numPr is not None)
        words = f"• {part.text}" if is_item and part.text.strip() else part.text
        yield Block(words, is_heading=style.startswith(("Heading", "Title")), is_close=is_item and in_list)
        in_list = is_item
