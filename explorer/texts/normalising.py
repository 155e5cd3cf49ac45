"""The one form in which a text is frozen, so that offsets into it mean the same for ever.

Done once, when the text comes in. Words, figures and punctuation are never touched.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u2007\u202f]")
_NOT_WRITTEN = re.compile("[\u00ad\ufeff\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")  # soft hyphens, marks, control codes
_HALVES = re.compile("[\ud800-\udfff]")
_LINE_TAIL = re.compile(r"[ \t]+$", re.MULTILINE)
_GAP = re.compile(r"\n{3,}")


def normalised(text: str) -> str:
    r"""Return a text in the form in which it is kept.

    NFC; line ends as ``\n`` and at most one empty line; no-break spaces as spaces; soft hyphens, byte order marks and
    control codes left out; halves of characters replaced.

    Examples
    --------
    >>> normalised("one\r\ntwo\u00a0words, hy\u00adphen\r\n\r\n\r\n")
    'one\ntwo words, hyphen'
    """
    text = _SPACES.sub(" ", _LINE_ENDS.sub("\n", text))
    text = _HALVES.sub("\N{REPLACEMENT CHARACTER}", _NOT_WRITTEN.sub("", text))
    text = unicodedata.normalize("NFC", text)
    return _GAP.sub("\n\n", _LINE_TAIL.sub("", text)).strip()
