"""Which format a file of another program has, by how it begins, and the graph in it. JSON is left to the stores."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from explorer.model.errors import UnreadableFile
from explorer.model.problem import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from explorer.formats.base import Reading

TABLES = frozenset({".csv", ".tsv", ".tab"})
_GRAPHS = frozenset({".graphml", ".gexf"})
_HEAD_BYTES = 65_536
_BEFORE_ROOT = re.compile(r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE(?:[^\[>]|\[.*?\])*>\s*)*", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")


def is_table(path: Path) -> bool:
    """Whether this is a table, by its name; no table says so itself."""
    return path.suffix.lower() in TABLES


def is_foreign(path: Path) -> bool:
    """Whether this is a table or XML that means to be a graph, by its name or by how it begins."""
    suffix = path.suffix.lower()
    if suffix in TABLES or suffix in _GRAPHS:
        return True
    root = root_of(path)
    return root in {"graphml", "gexf"} or (root is not None and suffix == ".xml")


def root_of(path: Path) -> str | None:
    """Return what the outermost element of an XML file is called, without its prefix; None if it is no XML."""
    try:
        if not path.is_file():
            return None  # opening a pipe would wait for whoever writes into it
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except (OSError, ValueError):
        return None  # what is wrong with it is said by whoever opens it
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = head.decode(encoding, "replace")
    before = _BEFORE_ROOT.match(text)
    root = _ROOT.match(text, before.end() if before else 0)
    return root[1].lower() if root else None


def read_foreign(paths: Sequence[Path], told: Callable[[int], None]) -> tuple[Reading, tuple[str, ...]]:
    """Return the graph in one XML file, or in some tables, and what is to be said about the files.

    Parameters
    ----------
    paths : sequence of Path
        The files.
    told : callable
        Is told how many bytes more have been read.

    Raises
    ------
    UnreadableFile
        There is none.
    """
    first = paths[0]
    for path in paths:
        if not path.is_file():
            what = "is not an ordinary file" if path.exists() else "does not exist"
            raise UnreadableFile(f"{plain(str(path), 300)} {what}. Check the name.")
    if is_table(first):
        from explorer.formats.table_intake import read_tables

        return read_tables(paths, told)
    if root_of(first) == "gexf" or (root_of(first) != "graphml" and first.suffix.lower() == ".gexf"):
        from explorer.formats.gexf import read_gexf

        return read_gexf(first, told)
    from explorer.formats.graphml import read_graphml

    return read_graphml(first, told)
