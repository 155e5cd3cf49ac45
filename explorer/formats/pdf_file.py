"""Takes out of a PDF what changes from one writing to the next, and makes its text findable.

Works on bytes as Qt writes them and keeps every length, so that the table of offsets stays right.
"""

from __future__ import annotations

import re

_DATE = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}[^)]*\)")
_TWINS = {b"<0009>": b"<0020>", b"<02BC>": b"<2019>", b"<02BB>": b"<2018>"}
"""Characters that share a sign with another one: Qt names the lower, a reader searches for the other."""

_UNICODE_MAP = re.compile(rb"beginbfrange.*?endbfrange", re.DOTALL)


def settled(data: bytes) -> bytes:
    """Return the file without the moment of its writing, and with spaces and apostrophes where Qt names their twins.

    Parameters
    ----------
    data : bytes
        A PDF by Qt, its document id and metadata set by the caller.
    """
    head = data.find(b"endobj")
    information = _DATE.sub(lambda match: b" " * len(match[0]), data[:head])
    return information + _UNICODE_MAP.sub(_as_written, data[head:])


def _as_written(match: re.Match[bytes]) -> bytes:
    entries: bytes = match[0]
    for instead, written in _TWINS.items():
        entries = entries.replace(instead, written)
    return entries
