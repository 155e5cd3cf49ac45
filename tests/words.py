"""Rewrites what is generated in the manual: ``python -m tests.words``."""

from __future__ import annotations

import re
from pathlib import Path

from explorer.session.actions import shortcut_table

MANUAL = Path(__file__).resolve().parent.parent / "docs" / "manual.md"
TABLE = re.compile(r"(<!-- table: [^\n]*-->\n).*?(<!-- end of table -->)", re.DOTALL)


def with_table(manual: str) -> str:
    """Return the manual with the table of gestures and shortcuts as it is now."""
    return TABLE.sub(lambda found: f"{found[1]}{shortcut_table()}{found[2]}", manual)


if __name__ == "__main__":
    MANUAL.write_text(with_table(MANUAL.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
