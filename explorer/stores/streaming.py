"""A graph.json read fact by fact, whatever its size and however it is laid out.

Takes only what needs no care: UTF-8, today's format, every key once. Anything else is told as ``NotPlain``, and is a matter for
``reading``, which holds the whole file in memory.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from explorer.model.facts import FORMAT, VERSION, Article, Entity, GraphFile, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from explorer.model.project import Stored

_CHUNK = 1 << 20
_SPACE = re.compile(r"[ \t\n\r]*")
_LISTS: dict[str, type[Article | Entity | Relation]] = {"articles": Article, "entities": Entity, "relations": Relation}


class NotPlain(Exception):
    """The file has to be read with more care."""


def facts_of(file: BinaryIO, told: Callable[[int], None]) -> Iterator[Stored | GraphFile]:
    """Go through the facts of a file in its order; last comes what the document says of itself, with its views.

    Parameters
    ----------
    file : binary file
        What to read.
    told : callable
        Is told how many bytes have been read.

    Raises
    ------
    NotPlain
        It needs more care; what came before may be wrong.
    """
    text = _Text(file, told)
    rest: dict[str, Any] = {}
    text.expect("{")
    while text.peek() != "}":
        key = text.value()
        text.expect(":")
        if not isinstance(key, str) or key in rest:
            raise NotPlain
        kind = _LISTS.get(key)
        if kind is None:
            rest[key] = text.value()
        else:
            rest[key] = []
            yield from _facts(text, kind)
        if text.peek() != "}":
            text.expect(",")
            if text.peek() == "}":
                raise NotPlain
    text.expect("}")
    if text.peek():
        raise NotPlain
    if rest.get("format") != FORMAT or rest.get("version") != VERSION or isinstance(rest["version"], bool):
        raise NotPlain
    yield _valid(GraphFile, rest)


def _facts(text: _Text, kind: type[Article | Entity | Relation]) -> Iterator[Stored]:
    text.expect("[")
    while text.peek() != "]":
        yield _valid(kind, text.value())
        if text.peek() == ",":
            text.expect(",")
            if text.peek() == "]":
                raise NotPlain
        elif text.peek() != "]":
            raise NotPlain
    text.expect("]")


def _valid(kind: Any, value: Any) -> Any:  # a class of values, and JSON
    try:
        return kind.model_validate(value)
    except (ValidationError, RecursionError) as error:
        raise NotPlain from error


class _Text:
    """Owns the piece of the text that is being looked at."""

    def __init__(self, file: BinaryIO, told: Callable[[int], None]) -> None:
        self._file, self._told = file, told
        self._decode = codecs.getincrementaldecoder("utf-8")()
        self._piece, self._at, self._bytes = "", 0, 0
        self._is_over = False
        self._json = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refused, parse_float=_finite)

    def peek(self) -> str:
        """Return the next character that is no space; nothing at the end."""
        while True:
            self._at = _SPACE.match(self._piece, self._at).end()  # type: ignore[union-attr]  # it matches nothing, too
            if self._at < len(self._piece):
                return self._piece[self._at]
            if not self._more(_CHUNK):
                return ""

    def expect(self, character: str) -> None:
        """Go past this character, which has to come next."""
        if self.peek() != character:
            raise NotPlain
        self._at += 1

    def value(self) -> Any:  # JSON is what it is
        """Go past the next value, and return it."""
        self.peek()
        wanted = _CHUNK
        while True:
            try:
                value, end = self._json.raw_decode(self._piece, self._at)
                if end < len(self._piece) or self._is_over:  # a number may go on
                    self._at = end
                    return value
            except json.JSONDecodeError as error:
                if self._is_over:
                    raise NotPlain from error
            except RecursionError as error:
                raise NotPlain from error
            self._more(wanted)
            wanted *= 2

    def _more(self, wanted: int) -> bool:
        raw = self._file.read(wanted)
        self._bytes += len(raw)
        self._told(self._bytes)
        try:
            read = self._decode.decode(raw, final=not raw)
        except UnicodeDecodeError as error:
            raise NotPlain from error
        self._piece, self._at = self._piece[self._at :] + read, 0
        self._is_over = not raw
        return bool(raw)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise NotPlain
    return made


def _refused(_: str) -> float:
    raise NotPlain


def _finite(digits: str) -> float:
    number = float(digits)
    if number in {float("inf"), float("-inf")}:
        raise NotPlain
    return number
