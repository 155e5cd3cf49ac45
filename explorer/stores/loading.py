"""A whole store in memory, for who asks for all of it."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from pydantic_core import from_json

from explorer.model.facts import GraphFile, SavedView
from explorer.stores.connection import rows
from explorer.stores.rows import KINDS
from explorer.stores.schema import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import apsw

    from explorer.stores.edits import Key

NAMES = {Table.ARTICLE: "articles", Table.ENTITY: "entities", Table.RELATION: "relations"}
"""What the list of each sort of fact is called in a document."""
_TOLD_EVERY = 2_000


def load_file(
    connection: apsw.Connection, progress: Callable[[int, int], None] | None = None
) -> tuple[GraphFile, dict[Key, int]]:
    """Return the document, and the versions of those facts that were ever changed.

    Parameters
    ----------
    connection : Connection
        In a transaction, so that everything is of one moment.
    progress : callable, optional
        Is told how many facts have been read, and of how many.
    """
    total = sum(connection.execute(f"select count(*) from {table} where removed = 0").get for table in NAMES)
    lists: dict[str, Any] = {}  # values of the class that each list holds
    versions: dict[Key, int] = {}
    done = 0
    with _collector_paused():
        for table, name in NAMES.items():
            kind, found = KINDS[table], []
            for key, version, body in rows(
                connection, f"select id, version, body from {table} where removed = 0 order by place, key"
            ):
                found.append(kind.model_validate_json(body))
                if version != 1:
                    versions[table, key] = version
                done += 1
                if progress is not None and done % _TOLD_EVERY == 0:
                    progress(done, total)
            lists[name] = tuple(found)
        lists["views"] = tuple(_views(connection))
    versions.update(_hidden(connection))
    file = GraphFile.model_validate_json(connection.execute("select body from graph").get)
    return file.model_copy(
        update={key: own for key, own in lists.items() if own or key in file.model_fields_set}
    ), versions


def _hidden(connection: apsw.Connection) -> Iterator[tuple[Key, int]]:
    """Go through the facts that were taken away: who puts one back goes on from its version."""
    for table in NAMES:
        for key, version in rows(connection, f"select id, version from {table} where removed = 1"):
            yield (table, key), version


def _views(connection: apsw.Connection) -> Iterator[SavedView]:
    for number, body in list(rows(connection, "select place, body from view order by place")):
        view = SavedView.model_validate_json(body)
        places = {key: tuple(from_json(xy)) for key, xy in places_of(connection, number)}
        yield view.model_copy(update={"positions": places}) if places else view


def places_of(connection: apsw.Connection, view: int) -> Iterator[tuple[str, str]]:
    """Go through the places of a saved view, as JSON, in the order of the file."""
    yield from rows(connection, "select entity, xy from position where view = ? order by place, key", (view,))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the garbage collector from walking over a graph while it is being built: it takes half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
