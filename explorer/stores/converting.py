"""From a JSON file to a store and back, fact by fact, so that neither has to fit into memory. Nothing is lost on the way."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic_core import from_json, to_json

from explorer.atomic import draft_of
from explorer.model.facts import GraphFile, Relation
from explorer.stores.building import Builder, building
from explorer.stores.connection import rows
from explorer.stores.loading import NAMES, places_of
from explorer.stores.sqlite import SqliteStore
from explorer.stores.streaming import NotPlain, facts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import BinaryIO

    import apsw

    Told = Callable[[float], None]

_TOLD_EVERY = 5_000
_NAMES = {name: table for table, name in NAMES.items()}


def to_store(source: Path, target: Path, told: Told) -> bool:
    """Make a store of a JSON file. Returns whether that could be done without reading the file as a whole.

    Parameters
    ----------
    source, target : Path
        Where from, and where to; a file that is there is replaced when all is done.
    told : callable
        Is told how much of the file has been read, from 0 to 1.

    Raises
    ------
    UnwritableFile
        It could not be written; the target is as it was.
    """
    size = max(source.stat().st_size, 1)
    try:
        with source.open("rb") as file, building(target) as builder:
            _fill(builder, file, lambda read: told(read / size))
    except NotPlain:
        return False
    return True


def _fill(builder: Builder, file: BinaryIO, told: Callable[[int], None]) -> None:
    ids: dict[type, set[str]] = {}
    for value in facts_of(file, told):
        if isinstance(value, GraphFile):
            builder.finish(value, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
            return
        own = ids.setdefault(type(value), set())
        if value.id in own or (builder.has_relations and not isinstance(value, Relation)):
            raise NotPlain  # two with one id, or ends that come after what they are ends of
        own.add(value.id)
        builder.add(value)


def to_json_file(source: Path, target: Path, told: Told) -> None:
    """Write a store as a JSON file, in the one form in which we write.

    Raises
    ------
    UnreadableFile, UnwritableFile
        It could not be read, or written; the target is as it was.
    """
    store = SqliteStore.open(source)
    try:
        with store.connections_here().reading() as connection, draft_of(target) as draft, draft.open("wb") as out:
            for piece in _pieces(connection, told):
                out.write(piece)
    finally:
        store.close()


def _pieces(connection: apsw.Connection, told: Told) -> Iterator[bytes]:
    document = from_json(connection.execute("select body from graph").get)
    total = sum(connection.execute(f"select count(*) from {table} where removed = 0").get for table in NAMES) or 1
    lists = {**{name: _bodies(connection, table) for name, table in _NAMES.items()}, "views": _views(connection)}
    started = {name: next(items, None) for name, items in lists.items()}
    keys = [*document, *(name for name in lists if name not in document and started[name] is not None)]
    order = [name for name in GraphFile.model_fields if name in keys]
    order += [name for name in document if name not in GraphFile.model_fields]
    done, before = 0, b"{\n"
    for name in order:
        yield before + b"  " + to_json(name) + b": "
        before = b",\n"
        first = started.get(name)
        if first is None:
            yield _indented(to_json(document[name], indent=2), 2)
            continue
        opening = b"[\n    "
        for item in _chained(first, lists[name]):
            yield opening + _indented(item, 4)
            opening = b",\n    "
            done += 1
            if done % _TOLD_EVERY == 0:
                told(min(done / total, 1.0))
        yield b"\n  ]"
    yield b"\n}\n"


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _bodies(connection: apsw.Connection, table: str) -> Iterator[bytes]:
    for (body,) in rows(connection, f"select body from {table} where removed = 0 order by place, key"):
        yield to_json(from_json(body), indent=2)


def _views(connection: apsw.Connection) -> Iterator[bytes]:
    for number, body in list(rows(connection, "select place, body from view order by place")):
        view = from_json(body)
        places = {key: from_json(xy) for key, xy in places_of(connection, number)}
        if places:
            view["positions"] = places
        yield to_json(view, indent=2)


def _indented(text: bytes, by: int) -> bytes:
    """Indent all lines but the first. Line ends within texts are escaped in JSON, and stay."""
    return text.replace(b"\n", b"\n" + b" " * by)
