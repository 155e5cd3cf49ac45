"""Opens whatever holds a graph: a graph file, another format that is understood, or a picture that carries one.

Joins two shelves that must not know each other; window and command line both come here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.formats import IMPORTERS
from explorer.stores.json_file import load, parse, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from explorer.stores.base import Opened
    from explorer.stores.json_file import JsonStore

HEAD_BYTES = 4096


def open_graph(path: Path) -> Opened[JsonStore]:
    """Open a graph.

    Raises
    ------
    UnreadableFile
        There is no graph in it that can be read; the text says why and what to do.
    """
    if _looks_like_picture(path):
        from explorer.formats.embed import embedded_graph

        return parse(embedded_graph(read_bytes(path), path.name), path, IMPORTERS)
    return load(path, IMPORTERS)


def _looks_like_picture(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except (OSError, ValueError):
        return False  # what is wrong with it is said by whoever opens it
    from explorer.formats.embed import is_picture

    return head.lstrip()[:1] != b"{" and is_picture(head)
