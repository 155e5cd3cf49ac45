"""Opens whatever holds a graph: a graph file, another format that is understood, or a picture that carries one.

Joins two shelves that must not know each other; window and command line both come here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.formats import IMPORTERS
from explorer.stores.json_file import load, parse

if TYPE_CHECKING:
    from pathlib import Path

    from explorer.stores.base import Opened
    from explorer.stores.json_file import JsonStore

PICTURES = {".png", ".svg", ".pdf"}


def open_graph(path: Path) -> Opened[JsonStore]:
    """Open a graph.

    Raises
    ------
    UnreadableFile
        There is no graph in it that can be read; the text says why and what to do.
    """
    if path.suffix.lower() in PICTURES and path.is_file():
        from explorer.formats.embed import extract

        return parse(extract(path), path, IMPORTERS)
    return load(path, IMPORTERS)
