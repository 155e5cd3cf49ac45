"""Tables as text: which encoding and delimiter they have, their header, and row after row.

A row too short or too long, a byte that is no text, a quotation mark that is never closed: all are told, none stops it.
"""

from __future__ import annotations

import codecs
import csv
import sys
from collections import Counter
from dataclasses import dataclass
from io import StringIO, TextIOWrapper
from typing import TYPE_CHECKING

from explorer.model.errors import UnreadableFile
from explorer.model.problem import plain

if TYPE_CHECKING:
    import _csv
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import TextIO

DELIMITERS = ",;\t|"
LONGEST_CELL = 64_000_000
_SAMPLE = 1 << 16
_CHUNK = 1 << 20
_TOLD_EVERY = 1_000  # rows
_FALLBACK = "windows-1252"
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MAGIC = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"SQLite format 3", b"\x1f\x8b")


@dataclass
class Table:
    """How one table is written, and its header; ``rows`` goes through the rest."""

    path: Path
    encoding: str
    delimiter: str
    header: list[str]
    first_line: int
    notices: tuple[str, ...]
    is_headless: bool = False

    @property
    def name(self) -> str:
        """The file's name, fit for a sentence."""
        return plain(self.path.name)

    def rows(self, told: Callable[[int], None]) -> Iterator[list[str]]:
        """Go through the rows below the header; empty ones are left out. ``told`` is told how many bytes more were read."""
        with self.path.open("rb") as raw, TextIOWrapper(raw, self.encoding, "replace", "") as file:
            for _ in range(self.first_line):
                file.readline()
            rows = _reader(file, self.delimiter)
            try:
                if not self.is_headless:
                    next(rows, None)
                read = 0
                for number, row in enumerate(rows):
                    if number % _TOLD_EVERY == 0:
                        told(raw.tell() - read)
                        read = raw.tell()
                    if any(row):
                        yield row
            except csv.Error as error:
                raise UnreadableFile(f"{self.name} is no sound table: {error}, at line {rows.line_num:,}.") from error


def open_table(path: Path) -> Table:
    """Find out how a table is written.

    Raises
    ------
    UnreadableFile
        It is no text, or empty, or may not be read.
    """
    name = plain(path.name)
    try:
        encoding = _encoding(path, name)
        with path.open(encoding=encoding, errors="replace", newline="") as file:
            sample = file.read(_SAMPLE)
    except OSError as error:
        raise UnreadableFile(f"{name} could not be read: {error.strerror or error}.") from error
    if not sample.strip("\ufeff\0 \t\r\n"):
        raise UnreadableFile(f"{name} is empty. Choose another file, or export it again.")
    notices: tuple[str, ...] = ()
    if encoding == _FALLBACK:
        notices = (f"{name} is not in UTF-8; it was read as {encoding}. Save it as UTF-8 if letters look wrong.",)
    first, told = _told_delimiter(sample)
    delimiter = told or _delimiter(sample)
    rows = _reader(StringIO(sample.split("\n", first)[-1] if first else sample, newline=""), delimiter)
    try:
        header: list[str] = next(rows, [])
    except csv.Error as error:
        raise UnreadableFile(f"{name} is no sound table: {error}, in the first line.") from error
    return Table(path, encoding, delimiter, [cell.strip().lstrip("\ufeff") for cell in header], first, notices)


def _reader(file: TextIO | StringIO, delimiter: str) -> _csv.Reader:
    csv.field_size_limit(min(LONGEST_CELL, sys.maxsize))
    return csv.reader(file, delimiter=delimiter)


def _encoding(path: Path, name: str) -> str:
    """Return the encoding: as the byte order mark says, else UTF-8 if all of it is, else what Windows writes."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
        if head.startswith(_MAGIC):
            raise UnreadableFile(f"{name} is not a table in text. Save it as CSV from the program that made it.")
        for mark, encoding in _BOMS:
            if head.startswith(mark):
                return encoding
        zeros = Counter(index % 2 for index, byte in enumerate(head[:2000]) if not byte)
        if sum(zeros.values()) > len(head[:2000]) // 4:
            return "utf-16-le" if zeros[1] >= zeros[0] else "utf-16-be"
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while head:
                decoder.decode(head)
                head = file.read(_CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return _FALLBACK
    return "utf-8"


def _told_delimiter(sample: str) -> tuple[int, str]:
    """Return what Excel may say in a first line of its own (``sep=;``), and how many lines that are."""
    line = sample.lstrip("\ufeff").split("\n", 1)[0].strip("\r")
    if len(line) == 5 and line.lower().startswith("sep="):
        return 1, line[4]
    return (1, "\t") if line.lower() == "sep=" else (0, "")


def _delimiter(sample: str) -> str:
    """Return what gives the header several columns, and most rows as many."""
    whole = sample[: sample.rfind("\n") + 1] if len(sample) >= _SAMPLE else sample
    best, best_score = ",", (0.0, 0)
    for delimiter in DELIMITERS:
        try:
            rows = [row for row in _reader(StringIO(whole or sample, newline=""), delimiter) if row]
        except csv.Error:
            continue
        width = len(rows[0]) if rows else 0
        if width > 1:
            alike = sum(len(row) == width for row in rows) / len(rows)
            score = (round(alike, 1), width)
            if score > best_score:
                best, best_score = delimiter, score
    return best
