"""Opens and checks whatever holds a graph: a graph file, another format that is understood, or a picture that carries one.

Joins two shelves that must not know each other; window and command line both come here.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from explorer.model.errors import UnreadableFile, UnwritableFile
from explorer.model.problem import plain
from explorer.stores.base import TooLarge
from explorer.stores.connection import SUFFIX, is_database
from explorer.stores.json_file import JsonStore, load, loading, parse, read_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from explorer.model.problems import Report
    from explorer.model.project import Project
    from explorer.stores.base import Opened, Store
    from explorer.stores.in_parts import Progress
    from explorer.stores.raw import Importer

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
    if _looks_foreign(path):
        from explorer.importing import open_foreign

        return open_foreign(path)
    return load(path, _importers())


def open_in_steps(path: Path) -> Iterator[Progress | Opened[Store]]:
    """Open a graph step by step, for whoever shows progress; the last step is what ``open_graph`` returns."""
    if is_database(path):
        from explorer.stores.sqlite import opening

        yield from opening(path)
    elif _looks_like_picture(path) or _looks_foreign(path):
        yield open_graph(path)
    else:
        yield from loading(path, _importers())


def open_whole(path: Path) -> Iterator[Progress | Opened[Store]]:
    """Load all of a store step by step, however large it is; the last step is the graph."""
    from explorer.stores.sqlite import opening

    yield from opening(path, sys.maxsize)


def open_browsed(path: Path) -> Opened[Store] | None:
    """Open a store that is too large to be loaded as a whole, to be browsed; None for whatever is loaded.

    Raises
    ------
    UnreadableFile
        It cannot be opened; the text says why and what to do.
    """
    if not is_database(path):
        return None
    from explorer.stores.browsed import browse_if_large

    return browse_if_large(path)


def is_browsed(store: Store) -> bool:
    """Whether only parts of a graph's home are loaded."""
    if isinstance(store, JsonStore):
        return False
    from explorer.stores.browsed import BrowsedStore

    return isinstance(store, BrowsedStore)


def copying(store: Store, path: Path) -> Iterator[Progress | Store]:
    """Copy all of a browsed store step by step; the last one is the home of the same part there.

    Raises
    ------
    UnwritableFile
        The copy could not be written whole; nothing is left of it.
    """
    from explorer.stores.browsed import BrowsedStore

    if isinstance(store, BrowsedStore):
        yield from store.copying_to(path)


def count_large(path: Path) -> tuple[dict[str, Any], Project] | None:
    """Count a store that is too large to be loaded; None for whatever is loaded.

    Returns
    -------
    report : dict
        See ``summing.report_of``.
    project : Project
        What the document says of itself, without its facts.

    Raises
    ------
    UnreadableFile
        It cannot be opened or read; the text says why and what to do.
    """
    if not is_database(path):
        return None
    from explorer.stores.browsed import browse_if_large
    from explorer.stores.summing import report_of

    opened = browse_if_large(path)
    if opened is None:
        return None
    try:
        return report_of(opened.store.reader), opened.project
    finally:
        opened.store.close()


def home_at(path: Path, now: Store | None) -> Store:
    """Return the home at a path for a graph that is at home elsewhere, or nowhere yet: the name's ending says of which sort.

    Raises
    ------
    UnwritableFile
        Only a part of the graph is loaded, and no part can be saved as such a file.
    """
    from explorer.stores.browsed import BrowsedStore
    from explorer.stores.sqlite import SqliteStore

    if isinstance(now, BrowsedStore):
        if path.suffix.lower() != SUFFIX:
            raise UnwritableFile(
                f"Only a part of {plain(now.path.name)} is loaded. Save all of it under a name in {SUFFIX}, "
                "load all of it first, or make a graph file of it with “main.py convert”."
            )
        return now.at(path)
    kind = SqliteStore if path.suffix.lower() == SUFFIX else JsonStore
    return now.at(path) if isinstance(now, kind) else kind.create(path)


def holds_article(path: Path) -> bool:
    """Whether a path names an article, or a folder of them, and not a graph or a picture that carries one."""
    from explorer.texts.reading import ENDINGS

    if path.is_dir():
        return True
    if path.suffix.lower() not in ENDINGS:
        return False
    if not _looks_like_picture(path):
        return True
    try:
        _graph_inside(path)
    except UnreadableFile:
        return True
    return False


def check_graph(path: Path, texts: Mapping[str, str] | None = None) -> Report:
    """Return everything that is wrong with a graph, wherever ``open_graph`` would find it. See ``checking.check``."""
    from explorer.model.problems import Report  # these two here: opening a graph needs neither
    from explorer.stores.checking import check, check_bytes

    is_ours = not is_database(path)
    if is_ours and not _looks_like_picture(path) and not _looks_foreign(path):
        return check(path, texts, _importers())
    try:
        raw = _graph_inside(path) if is_ours and _looks_like_picture(path) else _document_of(path)
    except TooLarge as error:
        todo = "Each of its facts was checked when it was put in; “info” counts what is without evidence or without an end."
        return Report(
            plain(path.name), unreadable=f"{str(error).split(';')[0]}, too many to be checked at once. {todo}"
        )
    except UnreadableFile as error:
        return Report(plain(path.name), unreadable=str(error))
    return check_bytes(raw, path.name, texts, _importers())


def _importers() -> Iterator[Importer]:
    """Go through the importers; they are imported only when a file is no graph of ours."""
    from explorer.formats import IMPORTERS

    yield from IMPORTERS


def _document_of(path: Path) -> bytes:
    from explorer.stores.writing import to_bytes

    return to_bytes(open_graph(path).project.to_file())


def _graph_inside(picture: Path) -> bytes:
    from explorer.formats.embed import embedded_graph

    return embedded_graph(read_bytes(picture), plain(picture.name))


def _looks_like_picture(path: Path) -> bool:
    head = _head(path)
    if not head or _begins_like_json(head):
        return False
    from explorer.formats.embed import is_picture

    return is_picture(head) and not _looks_foreign(path)


def _looks_foreign(path: Path) -> bool:
    if path.suffix.lower() == ".json" or not _head(path):
        return False
    from explorer.formats.foreign import is_foreign

    return is_foreign(path)


def _begins_like_json(head: bytes) -> bool:
    return head.removeprefix(_BYTE_ORDER_MARK).lstrip().startswith((b"{", b"["))


def _head(path: Path) -> bytes | None:
    """Return how a file begins; None if there is nothing to read, which is said by whoever opens it."""
    try:
        if not path.is_file():
            return None  # opening a pipe would wait for whoever writes into it
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except (OSError, ValueError):
        return None
