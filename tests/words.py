"""Rewrites what is generated in the manual: ``python -m tests.words``."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from explorer.model.vocabulary import ENTITY_KINDS, RELATION_KINDS
from explorer.session.actions import shortcut_table

MANUAL = Path(__file__).resolve().parent.parent / "docs" / "manual.md"


def kinds_table() -> str:
    """Return the built-in kinds as a table: the id for a file, how it reads from both ends, what it may tie."""
    labels = {kind.id: kind.label for kind in ENTITY_KINDS}

    def ends(kinds: tuple[str, ...]) -> str:
        return ", ".join(labels[kind] for kind in kinds) or "anything"

    rows = [
        f"| `{kind.id}` | {kind.label} / {kind.inverse or '–'} | {ends(kind.domain)} | {ends(kind.range)} |"
        for kind in RELATION_KINDS
    ]
    entities = ", ".join(f"`{kind.id}`" for kind in ENTITY_KINDS)
    head = "| relation | reads, from its source / from its target | from | to |\n| --- | --- | --- | --- |"
    return f"Entities: {entities}.\n\n{head}\n" + "\n".join(rows) + "\n"


TABLES = {"table of actions": shortcut_table, "vocabulary": kinds_table}


def with_tables(manual: str) -> str:
    """Return the manual with every generated table as it is now."""
    for source, table in TABLES.items():
        start = re.escape(f"<!-- table: made from the {source} ")
        place = re.compile(rf"(?<=\n)({start}[^\n]*-->\n).*?(?=<!-- end of table -->)", re.DOTALL)
        manual = place.sub(partial(_filled, table()), manual)
    return manual


def _filled(table: str, found: re.Match[str]) -> str:
    return f"{found[1]}{table}"


if __name__ == "__main__":
    MANUAL.write_text(with_tables(MANUAL.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
