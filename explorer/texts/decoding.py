"""Bytes to text, whatever encoding they are in: what was declared, else Unicode, else what it looks like, and said so."""

from __future__ import annotations

import codecs
import re

from explorer.texts.draft import UnreadableText

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
_SAMPLE = 200_000
_OTHER_FILES = (
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF document with another ending; rename it to .pdf"),
    (b"PK\x03\x04", "a ZIP archive or an office document; rename a Word document to .docx"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as .docx"),
    (b"\x1f\x8b", "a compressed file; unpack it first"),
    (b"SQLite format 3", "a database"),
)
_MOST_CONTROLS = 0.02
_WESTERN = "cp1252"
_CENTRAL = frozenset({"Croatian", "Czech", "Hungarian", "Polish", "Romanian", "Slovak", "Slovene"})
"""Languages of cp1250; in all others, what could be either is taken for Western."""


def decoded(raw: bytes, name: str) -> tuple[str, tuple[str, ...]]:
    """Return the text in some bytes, and what a person should know about how it was read.

    Raises
    ------
    UnreadableText
        There is nothing in it, or no text.
    """
    if not raw.strip(b"\x00 \t\r\n"):
        raise UnreadableText(f"{name} is empty. Choose another file.")
    for magic, what in _OTHER_FILES:
        if raw.startswith(magic):
            raise UnreadableText(f"{name} is {what}. It cannot be read as text.")
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return raw.decode(encoding, "replace"), ()
    declared = _declared(raw)
    for encoding in dict.fromkeys((declared, "utf-8")):
        if encoding and (text := _strictly(raw, encoding)) is not None:
            return _plausible(text, name), ()
    text, encoding = _guessed(raw)
    said = f"it says {declared}, which it is not" if declared else "it does not say in which encoding it is written"
    notice = f"{name} was read as {encoding}: {said}. Look at its accents and quotation marks."
    return _plausible(text, name), (notice,)


def _declared(raw: bytes) -> str:
    match = _DECLARED.search(raw[:_HEAD])
    if match is None:
        return ""
    name = match[1].decode("ascii").lower()
    if name in {"iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"}:
        return _WESTERN  # what browsers read, and pages mean
    try:
        return codecs.lookup(name).name if codecs.lookup(name)._is_text_encoding else ""
    except LookupError:
        return ""


def _strictly(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode(encoding)
    except (UnicodeError, ValueError):
        return None


def _guessed(raw: bytes) -> tuple[str, str]:
    if raw[:_SAMPLE].count(0) > len(raw[:_SAMPLE]) / 4:
        encoding = "utf-16-le" if raw[1:_SAMPLE:2].count(0) > raw[0:_SAMPLE:2].count(0) else "utf-16-be"
        return raw.decode(encoding, "replace"), encoding.upper()
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        return raw.decode(_WESTERN, "replace"), "Western European"
    found = from_bytes(raw[:_SAMPLE])
    best = found.best()
    if best is None:
        return raw.decode(_WESTERN, "replace"), _WESTERN
    as_good = (match for match in found if (match.chaos, match.coherence) == (best.chaos, best.coherence))
    is_western = best.language not in _CENTRAL and any(_WESTERN in match.could_be_from_charset for match in as_good)
    encoding = _WESTERN if is_western else best.encoding
    return raw.decode(encoding, "replace"), encoding


def _plausible(text: str, name: str) -> str:
    """Return the text, unless it is full of what no text holds."""
    sample = text[:_SAMPLE]
    odd = sum(1 for letter in sample if letter < " " and letter not in "\t\n\r\f\v\x1b") + sample.count("\ufffd")
    if odd > len(sample) * _MOST_CONTROLS:
        raise UnreadableText(f"{name} holds no text that can be read. Choose another file.")
    return text
