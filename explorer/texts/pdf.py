"""PDF documents: the words of their text layer, with lines joined to paragraphs. Pictures of text are not read."""

from __future__ import annotations

import re
import threading
from statistics import median
from typing import TYPE_CHECKING, Any

from explorer.texts.dates import date_in
from explorer.texts.draft import LONGEST_TEXT, Draft, UnreadableText, begun
from explorer.texts.optional import library, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PAGES = 2000
PROPERTIES = "in the file's properties"
_ONE_AT_A_TIME = threading.Lock()  # PDFium must not be called by two threads
_HYPHEN = re.compile("[\x02\ufffe\u00ad]\\s*\n\\s*")
_INTO_LETTERS = re.compile("[\x02\ufffe]")
_ENDS = tuple(".!?:;”\"'’)…")
_BULLETS = tuple("•◦▪–—-*")
_FULL_LINE = 0.75
_NO_TITLE = re.compile(r"untitled|microsoft word|\.docx?$|\.indd$|\.pdf$|^document\d*$", re.IGNORECASE)


def read_pdf(raw: bytes, name: str) -> Draft:
    """Read the text of a PDF.

    Raises
    ------
    UnreadableText
        It is damaged, protected, or without a text layer.
    """
    pdfium = library("pypdfium2", "pypdfium2", name)
    with _ONE_AT_A_TIME:
        document = _opened(pdfium, raw, name)
        try:
            with refused(name, "is damaged", "Open it in a PDF viewer, copy the text and paste it."):
                pages = _pages(document, name)
                properties = {key: str(document.get_metadata_value(key) or "") for key in ("Title", "Author")}
        finally:
            document.close()
    text = "\n\n".join(_through(pages))
    if not text.strip():
        raise UnreadableText(
            f"{name} has no text layer: its pages are pictures, and pictures of text are not read. "
            "Run a text recognition over it, or type the passages that you need and paste them."
        )
    return _described(begun(name, text), properties)


def _opened(pdfium: Any, raw: bytes, name: str) -> Any:  # Any: pypdfium2 says no types
    try:
        return pdfium.PdfDocument(raw)
    except pdfium.PdfiumError as error:
        if "assword" in str(error):
            raise UnreadableText(f"{name} is protected by a password. Save a copy without it and add that.") from error
        raise UnreadableText(
            f"{name} is no PDF, or a damaged one. Open it in a PDF viewer and save it anew."
        ) from error


def _pages(document: Any, name: str) -> list[str]:
    if len(document) > MOST_PAGES:
        raise UnreadableText(
            f"{name} has {len(document):,} pages; an article may have up to {MOST_PAGES:,}. Save the pages that you need."
        )
    pages: list[str] = []
    length = 0
    for number in range(len(document)):
        page = document[number]
        words = page.get_textpage()
        pages.append(words.get_text_bounded())
        words.close()
        page.close()
        length += len(pages[-1])
        if length > LONGEST_TEXT:
            raise UnreadableText(f"{name} holds more than {LONGEST_TEXT:,} characters of text. Split it into parts.")
    return pages


def _through(pages: list[str]) -> list[str]:
    """Return all paragraphs; one that breaks off at the end of a page goes on with the next."""
    found: list[str] = []
    for page in pages:
        own = list(_paragraphs(page))
        if found and own and not found[-1].endswith(_ENDS) and own[0][:1].islower():
            found[-1] = f"{found[-1]} {own.pop(0)}"
        found += own
    return found


def _paragraphs(page: str) -> Iterator[str]:
    """Join the lines of a page: a line that ends short, or at the end of a sentence, may end its paragraph."""
    page = page.replace("\r\n", "\n").replace("\r", "\n")
    lines = [line.strip() for line in _INTO_LETTERS.sub("", _HYPHEN.sub("", page)).split("\n")]
    full = median([len(line) for line in lines if line] or [0]) * _FULL_LINE
    joined = ""
    for line in lines:
        if not line or line.startswith(_BULLETS):
            if joined:
                yield joined
            joined = line
            continue
        joined = f"{joined} {line}" if joined else line
        if len(line) < full and (line.endswith(_ENDS) or joined == line):
            yield joined
            joined = ""
    if joined:
        yield joined


def _described(draft: Draft, properties: dict[str, str]) -> Draft:
    title = properties["Title"]
    draft = draft.with_found(
        PROPERTIES, title="" if _NO_TITLE.search(title.strip()) else title, authors=(properties["Author"],)
    )
    lines = draft.text.splitlines()
    draft = draft.with_found("in the first line", title=lines[0] if len(lines[0]) < 200 else "")
    draft = draft.with_found("at the head of the text", published=date_in(lines))
    return draft.with_found("in the file's name", title=draft.name.rpartition(".")[0].replace("_", " "))
