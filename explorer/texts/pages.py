"""Web pages: the article without what stands around it. Scripts, styles and frames are never looked into."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from explorer.texts.blocks import Block, assembled
from explorer.texts.dates import as_published, date_in
from explorer.texts.decoding import decoded
from explorer.texts.draft import Draft, UnreadableText, begun
from explorer.texts.optional import library, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST_MARKUP = 4_000_000
"""Characters without scripts, styles and embedded pictures; a few seconds of reading."""
MOST_ELEMENTS = 20_000
"""Finding the article takes time that grows with their square; pages of news have one or two thousand."""
MANY_ELEMENTS = 4_000
"""With more, the article is looked for in one way instead of three."""
WHERE = "in the page"
_ELEMENT = re.compile(r"<[A-Za-z]")
_DROPPED = re.compile(r"<(script|style|svg|noscript|template|iframe|object)\b|<!--", re.IGNORECASE)
_EMBEDDED = re.compile(r"data:[\w/+.-]{0,60}(?:;[\w=-]{1,40}){0,3},[A-Za-z0-9+/=%]{200,}")
_LINKED_DATA = re.compile(r"""<script\b[^>]{0,200}\bapplication/ld\+json""", re.IGNORECASE)
_LONGEST_LINKED_DATA = 100_000
_META = re.compile(r"<meta\b[^>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_LANGUAGE = re.compile(
    r"""<html\b[^>]{0,1000}?\blang\s*=\s*["']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)""", re.IGNORECASE
)
_PUBLISHED = (
    "article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.issued", "pubdate",
    "publish-date", "parsely-pub-date", "sailthru.date",
)  # fmt: skip
_FRAMES = re.compile(r"<i?frame\b", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\n\r]+")


def read_page(raw: bytes | str, name: str, *, address: str = "") -> Draft:
    """Read the article in a web page.

    Parameters
    ----------
    raw : bytes or str
        The page.
    name : str
        What to call it in messages.
    address : str
        Where it was fetched from, if it was.

    Raises
    ------
    UnreadableText
        There is no text in it, or too much of it.
    """
    markup, notices = decoded(raw, name) if isinstance(raw, bytes) else (raw, ())
    had_frames = _FRAMES.search(markup) is not None
    lean = _lean(markup)
    elements = _counted(lean, name)
    trafilatura = library("trafilatura", "trafilatura", name)
    with refused(
        name, "is too confused to be read as a page", "Open it in a browser, copy the article and paste that."
    ):
        found = trafilatura.bare_extraction(
            lean, url=address or None, with_metadata=True, include_comments=False, favor_recall=True,
            fast=elements > MANY_ELEMENTS,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
        text, sections = assembled(_blocks(found.body)) if found is not None else ("", ())
        if not text:
            text = trafilatura.html2txt(lean) or ""
            notices += (f"No article stands out in {name}; all of its words were taken.",) if text.strip() else ()
    if not text.strip():
        raise UnreadableText(_nothing(name, had_frames=had_frames))
    draft = replace(begun(name, text), sections=sections, notices=notices)
    return _described(draft, lean, found, address)


def _counted(markup: str, name: str) -> int:
    """Return how many elements a page has, unless that, or the whole of it, is too much."""
    if len(markup) > LARGEST_MARKUP:
        raise UnreadableText(
            f"{name} holds {len(markup) / 1e6:,.0f} million characters without its pictures and scripts; a page may "
            f"have up to {LARGEST_MARKUP / 1e6:,.0f} million. Copy the article from it and paste that."
        )
    elements = sum(1 for _ in _ELEMENT.finditer(markup))
    if elements > MOST_ELEMENTS:
        raise UnreadableText(
            f"{name} has {elements:,} elements; a page may have up to {MOST_ELEMENTS:,}. "
            "Copy the article from it and paste that."
        )
    return elements


def _nothing(name: str, *, had_frames: bool) -> str:
    if had_frames:
        return f"{name} only frames other pages. Open the frame with the article by itself and save that."
    return f"{name} holds no text; it may be written by scripts. Open it in a browser, copy the article and paste that."


def _described(draft: Draft, markup: str, found: Any, address: str) -> Draft:  # Any: trafilatura's document
    language = _LANGUAGE.search(markup[:20_000])
    published = _published(markup)
    if found is not None:
        site = found.sitename or ""
        draft = draft.with_found(
            WHERE,
            title=found.title or "",
            authors=tuple((found.author or "").split(";")),
            publisher=site if "." not in site or " " in site else "",
            url=_web(found.url) or _web(address),
        )
        published = published or _careful(found.date or "", markup)
    draft = draft.with_found(WHERE, published=published, language=language[1] if language else "")
    draft = draft.with_found("at the head of the text", published=date_in(draft.text.splitlines()))
    host = (urlsplit(draft.url).hostname or "").removeprefix("www.")
    return draft.with_found("in the address", publisher=host)


def _web(address: str | None) -> str:
    return address if address and urlsplit(address).scheme in {"http", "https"} else ""


# -- what is taken out before anything is parsed ----------------------------------------------------


def _lean(markup: str) -> str:
    """Leave out scripts, styles, comments and embedded pictures; in one pass, however they are nested or left open."""
    kept: list[str] = []
    never_closed: set[str] = set()
    at = 0
    while (opened := _DROPPED.search(markup, at)) is not None:
        kept.append(markup[at : opened.start()])
        tag = (opened[1] or "").lower()
        end = None if tag in never_closed else _end(markup, opened)
        if end is None:
            never_closed.add(tag)  # looked for once, or a page of open tags would be searched for each of them
            end = len(markup) if tag in {"script", "style"} else markup.find(">", opened.end()) + 1 or len(markup)
        if _LINKED_DATA.match(markup, opened.start()) and end - opened.start() < _LONGEST_LINKED_DATA:
            kept.append(markup[opened.start() : end])
        at = end
    kept.append(markup[at:])
    return _EMBEDDED.sub("data:,", "".join(kept))


def _end(markup: str, opened: re.Match[str]) -> int | None:
    """Return where something that is left out ends, None where it never does."""
    closing = re.compile(rf"</{opened[1]}\s*>", re.IGNORECASE) if opened[1] else re.compile("-->")
    closed = closing.search(markup, opened.end())
    return closed.end() if closed is not None else None


# -- from its elements to blocks -------------------------------------------------------------------


def _blocks(body: Any) -> Iterator[Block]:  # Any: lxml's element
    for element in body:
        tag = element.tag
        if tag == "head":
            yield Block(_words(element), is_heading=True)
        elif tag == "list":
            for number, item in enumerate(element.iterchildren("item")):
                yield Block(f"• {_words(item)}", is_close=number > 0)
        elif tag == "table":
            for number, row in enumerate(element.iterchildren("row")):
                cells = [_words(cell) for cell in row.iterchildren("cell")]
                yield Block("\t".join(cell for cell in cells if cell), is_close=number > 0)
        elif tag in {"div", "body"} or (tag == "quote" and element.find("p") is not None):
            yield from _blocks(element)
        elif isinstance(tag, str):
            yield Block(_words(element))
        if element.tail and element.tail.strip():
            yield Block(element.tail)


def _words(element: Any) -> str:
    pieces: list[str] = []
    for event, part in _walk(element):
        if event == "lb":
            pieces.append("\n")
        else:
            pieces.append(_WHITE.sub(" ", part))
    return "\n".join(line.strip() for line in "".join(pieces).split("\n"))


def _walk(element: Any) -> Iterator[tuple[str, str]]:
    """Go through the words and line breaks of an element without recursion; pages nest as deep as they like."""
    from lxml import etree

    for event, one in etree.iterwalk(element, events=("start", "end")):
        if event == "start":
            if one.tag == "lb":
                yield "lb", ""
            if one.text:
                yield "text", one.text
        elif one is not element and one.tail:
            yield "text", one.tail


# -- dates, no more precise than the page is -------------------------------------------------------


def _published(markup: str) -> str:
    """Return the date that a page declares in its head or in its linked data."""
    declared: dict[str, str] = {}
    for meta in _META.findall(markup[:400_000]):
        own = {key.lower(): first or second or third for key, first, second, third in _ATTRIBUTE.findall(meta)}
        key = (own.get("property") or own.get("name") or own.get("itemprop") or "").lower()
        if key in _PUBLISHED and own.get("content"):
            declared.setdefault(key, own["content"])
    for key in _PUBLISHED:
        if declared.get(key, "")[:4].isdigit():
            return as_published(declared[key])
    for start in _LINKED_DATA.finditer(markup):
        block = markup[start.start() : start.start() + _LONGEST_LINKED_DATA]
        stated = re.search(r'"datePublished"\s*:\s*("[^"]{4,40}")', block)
        if stated is not None:
            return as_published(str(json.loads(stated[1])) if "\\" not in stated[1] else "")
    return ""


def _careful(date: str, markup: str) -> str:
    """Return a date that was guessed, less a first of the month that the page never names."""
    if not date.endswith("-01") or date in markup:
        return date
    month = date[: len("2025-01")]
    return (
        month[:4] if month.endswith("-01") and month not in markup and month.replace("-", "/") not in markup else month
    )
