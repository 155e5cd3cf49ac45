"""Bytes of a file to plain Python values, with every way this can fail told as a sentence.

Knows nothing of graphs; stricter than ``json.loads``: no NaN, no half characters, and keys that stand twice are told.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from explorer.model.errors import UnreadableFile
from explorer.model.problem import plain, pointer

_MAGIC = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a compressed (gzip) file; unpack it first"),
    (b"SQLite format 3", "an SQLite database"),
    (b"PAR1", "a Parquet table"),
)
_STRING_OR_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s,:\[\]{}"]+')
_HALF = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Text:
    """The text of a file, and what a person should know about how it was written."""

    text: str
    notices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Parsed:
    """A JSON value. ``repeated`` holds (pointer, key) for keys that stand twice in one object."""

    value: Any  # JSON is what it is
    repeated: tuple[tuple[str, str], ...] = ()


def decode(raw: bytes, name: str) -> Text:
    """Turn bytes into text, whichever Unicode encoding they are in.

    Raises
    ------
    UnreadableFile
        Empty, another sort of file, or no Unicode.
    """
    if not raw.strip():
        raise UnreadableFile(f"{name} is empty. Choose another file, or restore this one from a copy.")
    for magic, what in _MAGIC:
        if raw.startswith(magic):
            raise UnreadableFile(f"{name} is {what}, not a graph. Choose a graph.json file.")
    encoding = json.detect_encoding(raw)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableFile(
            f"{name} is not text in Unicode: byte {error.start:,} cannot be read as "
            f"{encoding.upper()}. Save it as UTF-8 and try again."
        ) from error
    if encoding == "utf-8":
        return Text(text)
    text = text.removeprefix("\ufeff")
    if encoding == "utf-8-sig":
        return Text(text, (f"{name} starts with a byte order mark; it is left out when the graph is next saved.",))
    return Text(text, (f"{name} is written in {encoding.upper()}; it becomes UTF-8 when the graph is next saved.",))


def parse(text: str, name: str) -> Parsed:
    """Turn JSON text into values.

    Raises
    ------
    UnreadableFile
        It is not JSON, or holds something that no JSON file should.
    """
    doubled: list[tuple[dict[str, Any], str]] = []

    def note_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            seen: set[str] = set()
            for key, _ in pairs:
                if key in seen:
                    doubled.append((made, key))
                seen.add(key)
        return made

    def refuse(word: str) -> NoReturn:
        where = _place(text, word)
        raise UnreadableFile(f"{name} holds {word} {where}, which JSON does not allow. Write a number or null.")

    def number(digits: str) -> float:
        result = float(digits)
        if not math.isfinite(result):
            where = _place(text, digits)
            raise UnreadableFile(f"{name} holds the number {plain(digits, 30)} {where}, which is too large to be kept.")
        return result

    try:
        value = json.loads(text, object_pairs_hook=note_repeats, parse_constant=refuse, parse_float=number)
        half = _HALF.search(json.dumps(value, ensure_ascii=False)) if "\\u" in text else None
    except RecursionError as error:
        raise UnreadableFile(f"{name} is nested too deeply to be a graph (lists within lists within lists).") from error
    except json.JSONDecodeError as error:
        raise UnreadableFile(_not_json(text, name, error)) from error
    except ValueError as error:
        raise UnreadableFile(f"{name} holds a number with thousands of digits. Shorten it and try again.") from error
    if half:
        raise UnreadableFile(
            f"{name} holds half of a character (\\u{ord(half[0]):04x} without its partner). "
            "The program that wrote it cut a character in two; mend it there."
        )
    return Parsed(value, tuple(_placed(value, doubled)) if doubled else ())


def _place(text: str, word: str) -> str:
    at = next((match.start() for match in _STRING_OR_WORD.finditer(text) if match[0] == word), 0)
    line = text.count("\n", 0, at)
    return f"in line {line + 1:,}, column {at - text.rfind(chr(10), 0, at):,}"


def _placed(value: Any, doubled: list[tuple[dict[str, Any], str]]) -> list[tuple[str, str]]:
    wanted: dict[int, list[str]] = {}
    for made, key in doubled:
        wanted.setdefault(id(made), []).append(key)
    found: list[tuple[str, str]] = []
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), value)]
    while waiting:
        steps, item = waiting.pop()
        if isinstance(item, dict):
            found += [(pointer(*steps, key), key) for key in wanted.get(id(item), ())]
            waiting += [((*steps, key), inner) for key, inner in item.items()]
        elif isinstance(item, list):
            waiting += [((*steps, index), inner) for index, inner in enumerate(item)]
    # An object that was itself displaced by a later key has no place any more; its repeats went with it.
    return sorted(found)


def _not_json(text: str, name: str, error: json.JSONDecodeError) -> str:
    start = text.lstrip()[:300].lower()
    if start.startswith("<"):
        what = "GraphML" if "<graphml" in start else "SVG" if "<svg" in start else "HTML" if "<html" in start else "XML"
        return f"{name} is {what}, not JSON. Choose a graph.json file."
    where = f"line {error.lineno:,}, column {error.colno:,}"
    if error.msg == "Extra data":
        return f"{name} holds several JSON values in a row; the second begins at {where}. Keep one of them."
    if error.pos >= len(text.rstrip()):
        return f"{name} stops in the middle, at {where}. It was not saved or copied whole; restore it from a copy."
    return f"{name} is not JSON: {error.msg[0].lower()}{error.msg[1:]} at {where}. Mend it there, or restore a copy."
