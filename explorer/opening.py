"""Opens and checks whatever holds a graph: a graph file, another format that is understood, or a picture that carries one.

Joins two shelves that must not know each other; window and command line both come here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.model.errors import UnreadableFile
from explorer.model.problem import plain
from explorer.stores.connection import SUFFIX, is_database
from explorer.stores.json_file import JsonStore, load, parse, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from explorer.model.problems import Report
    from explorer.stores.base import Opened, Store
    from explorer.stores.reading import Importer

HEAD_BYTES = 4096
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def open_graph(path: Path) -> Opened[Store]:
    """Open a graph.

    Raises
    ------
    UnreadableFile
        There is no graph in it that can be read; the text says why and what to do.
    """
    if is_database(path):
        from explorer.stores.sqlite import load as load_store

        return load_store(path)
    if _looks_like_picture(path):
        return parse(_graph_inside(path), path, _importers())
    return load(path, _importers())


def home_at(path: Path, now: Store | None) -> Store:
    """Return the home at a path for a graph that is at home elsewhere, or nowhere yet: the name's ending says of which sort."""
    from explorer.stores.sqlite import SqliteStore

    kind = SqliteStore if path.suffix.lower() == SUFFIX else JsonStore
    return now.at(path) if isinstance(now, kind) else kind.create(path)


def check_graph(path: Path, texts: Mapping[str, str] | None = None) -> Report:
    """Return everything that is wrong with a graph, wherever ``open_graph`` would find it. See ``checking.check``."""
    from explorer.model.problems import Report  # these two here: opening a graph needs neither
    from explorer.stores.checking import check, check_bytes

    if not is_database(path) and not _looks_like_picture(path):
        return check(path, texts, _importers())
    try:
        raw = _document_of(path) if is_database(path) else _graph_inside(path)
    except UnreadableFile as error:
        return Report(plain(path.name), unreadable=str(error))
    return check_bytes(raw, path.name, texts, _importers())


def _importers() -> Iterator[Importer]:
    """Go through the importers; they are imported only when a file is no graph of ours."""
    from explorer.formats import IMPORTERS

    yield from IMPORTERS


def _document_of(store: Path) -> bytes:
    from explorer.stores.sqlite import load as load_store
    from explorer.stores.writing import to_bytes

    return to_bytes(load_store(store).project.to_file())


def _graph_inside(picture: Path) -> bytes:
    from explorer.formats.embed import embedded_graph

    return embedded_graph(read_bytes(picture), plain(picture.name))


def _looks_like_picture(path: Path) -> bool:
    try:
        if not path.is_file():
            return False  # opening a pipe would wait for whoever writes into it
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except (OSError, ValueError):
        return False  # what is wrong with it is said by whoever opens it
    if head.removeprefix(_BYTE_ORDER_MARK).lstrip().startswith((b"{", b"[")):
        return False
    from explorer.formats.embed import is_picture

    return is_picture(head)
