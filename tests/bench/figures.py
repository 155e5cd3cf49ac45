"""Figures of a run, part by part, kept as JSON so that a page can be made of parts that were measured one after the other."""

from __future__ import annotations

import json
import os
import platform
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Cell = str | float | int | None


@dataclass(frozen=True)
class Part:
    """A table.

    Attributes
    ----------
    title : str
        What was measured.
    head : tuple of str
        Names of the columns.
    rows : tuple of rows
        Figures as they were measured; None where there is none.
    notes : tuple of str
        What was left out, and why.
    made : str
        When, on what, and how busy the machine was with other work when it began.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    made: str = ""

    def cell(self, row: str, column: str) -> float | None:
        """Return a figure by the names of its row (its first cell) and column; None where there is none."""
        if column not in self.head:
            return None
        at = self.head.index(column)
        found = next((cells[at] for cells in self.rows if cells[0] == row), None)
        return float(found) if isinstance(found, int | float) else None

    def beside(self, newer: Part) -> Part:
        """Return the newer part with the rows of this one under headings (first cells) that it has none for."""
        known = {row[0] for row in newer.rows}
        kept = tuple(row for row in self.rows if row[0] not in known)
        notes = dict.fromkeys((*newer.notes, *(note for note in self.notes if kept)))
        made = newer.made if self.made == newer.made or not kept else f"{newer.made} (other sizes: {self.made})"
        return replace(newer, rows=(*kept, *newer.rows), notes=tuple(notes), made=made)


def circumstances() -> str:
    """Say when, on what, and how busy the machine is."""
    day = datetime.now(UTC).date().isoformat()
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    return f"{day}; {machine}; load {os.getloadavg()[0]:.1f} at the beginning"


def read(path: Path) -> dict[str, Part]:
    """Return the parts that were measured before."""
    if not path.exists():
        return {}
    raw: Mapping[str, Mapping[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return {
        name: Part(
            part["title"],
            tuple(part["head"]),
            tuple(tuple(row) for row in part["rows"]),
            tuple(part["notes"]),
            part["made"],
        )
        for name, part in raw.items()
    }


def write(path: Path, parts: Mapping[str, Part]) -> None:
    """Keep parts."""
    text = json.dumps({name: asdict(part) for name, part in parts.items()}, indent=1, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def in_markdown(part: Part) -> list[str]:
    """Return a part as lines of Markdown."""
    numeric = [
        all(row[at] is None or isinstance(row[at], int | float) for row in part.rows) for at in range(len(part.head))
    ]
    lines = [f"| {' | '.join(part.head)} |", "| " + " | ".join("--:" if own else "---" for own in numeric) + " |"]
    lines += ["| " + " | ".join(in_words(cell) for cell in row) + " |" for row in part.rows]
    return [*lines, "", *(f"* {note}" for note in part.notes), *([""] if part.notes else []), f"Measured {part.made}."]


def in_words(cell: Cell) -> str:
    """Return a figure with as many digits as it deserves.

    Examples
    --------
    >>> in_words(1234.5), in_words(12.34), in_words(0.1234), in_words(None), in_words("as it is")
    ('1,234', '12.3', '0.12', '–', 'as it is')
    """
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return cell
    if cell == 0:
        return "0"
    if isinstance(cell, int) or abs(cell) >= 100:
        return f"{cell:,.0f}"
    return f"{cell:.1f}" if abs(cell) >= 1 else f"{cell:.2f}"
