"""Text from anywhere made fit to be drawn: one line, nothing that a font or an XML file chokes on.

Nothing here interprets markup: ``<b>`` stays four characters.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
# Embeddings, overrides and isolates reorder whatever is drawn next to them; marks (LRM, RLM) only help and stay.
_DIRECTION_CONTROLS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_BREAKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029")


@lru_cache(maxsize=8192)
def drawable(text: str) -> str:
    r"""Return the text as a single drawable line.

    Line breaks and tabs become spaces; control characters, lone surrogates and non-characters become
    U+FFFD; characters that would reorder their surroundings are left out.

    Examples
    --------
    >>> drawable("DeepSeek\n<b>V3</b>\x00")
    'DeepSeek <b>V3</b>�'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character in _BREAKS:
        return " "
    if character in _DIRECTION_CONTROLS:
        return ""
    code = ord(character)
    if unicodedata.category(character) in {"Cc", "Cs"} or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return REPLACEMENT
    return character
