"""A whole document becomes a new store: many rows first, what they are found by afterwards, and only then the file's name."""

from __future__ import annotations

import uuid
from collections import Counter
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.atomic import draft_of
from explorer.model.errors import UnwritableFile
from explorer.model.facts import Article, Entity, GraphFile
from explorer.model.problem import plain
from explorer.stores.connection import told
from explorer.stores.rows import COLUMNS, NAMED, answers, names, passages, to_body
from explorer.stores.schema import Table, indexes, tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import apsw

    from explorer.model.facts import SavedView
    from explorer.model.project import Stored

LISTS = ("articles", "entities", "relations", "views")
_WITHOUT_JOURNAL = ("journal_mode = off", "synchronous = off", "locking_mode = exclusive", "cache_size = -200000")


class Builder:
    """Fills a new store, in the order of a file: articles, entities, then relations.

    Attributes
    ----------
    has_relations : bool
        Whether the first relation has come, so that neither entities nor articles may any more.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._entities: set[str] = set()
        self._degrees: Counter[str] = Counter()
        self._stories: dict[str, str] = {}
        self._place = 0
        self.has_relations = False

    def add(self, value: Stored, body: str | None = None) -> None:
        """Add the next fact. ``body`` is ``to_body(value)``, for who has it already."""
        self._place += 1
        table, extra = self._sort(value)
        columns = ("id", "place", "version", "removed", *COLUMNS[table], *extra, "body")
        values = (value.id, self._place, 1, 0, *answers(value, self._story_of), *extra.values(), body or to_body(value))
        run = self._connection.execute
        run(f"insert into {table} ({', '.join(columns)}) values ({', '.join('?' * len(columns))})", values)
        key = self._connection.last_insert_rowid()
        for text, words in names(value):
            run(f"insert into {NAMED[table]} (owner, text, plain) values (?, ?, ?)", (key, text, words))
        for item in passages(value):
            run(
                f"insert into evidence ({table}, id, owner, article, speaker, accepted, exact) values (?, ?, ?, ?, ?, ?, ?)",
                (key, *item),
            )

    def _sort(self, value: Stored) -> tuple[Table, dict[str, int]]:
        if isinstance(value, Article):
            if value.story:
                self._stories[value.id] = value.story
            return Table.ARTICLE, {}
        if isinstance(value, Entity):
            self._entities.add(value.id)
            return Table.ENTITY, {"degree": 0}
        self.has_relations = True
        loose = value.source not in self._entities or value.target not in self._entities
        if not loose:
            self._degrees.update({value.source, value.target})
        return Table.RELATION, {"loose": int(loose)}

    def _story_of(self, article: str) -> str:
        return self._stories.get(article, article)

    def finish(self, file: GraphFile, at: str) -> None:
        """Add what the document says of itself and its saved views; then make it quick to ask."""
        run = self._connection.execute
        self._connection.executemany(
            "update entity set degree = ? where id = ?", ((number, key) for key, number in self._degrees.items())
        )
        run("insert into graph values (1, ?, ?, 1)", (file.title, skeleton(file)))
        run("insert into change values (1, ?, '', ?, '[]', '[]')", (uuid.uuid4().hex, at))
        for number, view in enumerate(file.views):
            run("insert into view values (?, ?)", (number, view_body(view)))
            self._connection.executemany(
                "insert into position (view, entity, place, xy) values (?, ?, ?, ?)",
                ((number, key, place, xy) for place, (key, xy) in enumerate(seats(view).items(), 1)),
            )
        for statement in indexes():
            run(statement)


@contextmanager
def building(path: Path, cancel: Callable[[], bool] | None = None) -> Iterator[Builder]:
    """Lend a builder; the file gets its name when the block ends well, and is as it was otherwise.

    Raises
    ------
    UnwritableFile
        It could not be written, or another program has the file of that name open.
    """
    import apsw

    with draft_of(path) as draft:
        log = Path(f"{draft}-wal")
        try:
            with told(path, UnwritableFile):
                connection = apsw.Connection(str(draft))
                try:
                    connection.set_progress_handler(cancel, 20_000)
                    for pragma in _WITHOUT_JOURNAL:
                        connection.execute(f"pragma {pragma}")
                    connection.execute("begin exclusive")
                    for statement in tables():
                        connection.execute(statement)
                    yield Builder(connection)
                    connection.execute("commit")
                    connection.set_progress_handler(None)
                finally:
                    connection.close()
            keep_a_log(draft, path)
            close_log(path)
        finally:
            with suppress(OSError):
                log.unlink(missing_ok=True)
                Path(f"{draft}-shm").unlink(missing_ok=True)


def keep_a_log(draft: Path, shown: Path) -> None:
    """Let a finished store be read while it is written, from when it is next opened."""
    import apsw

    with told(shown, UnwritableFile):
        connection = apsw.Connection(str(draft))
        try:
            if connection.pragma("journal_mode", "wal") != "wal":
                raise apsw.ProtocolError("no write-ahead log here")
        finally:
            connection.close()


def close_log(path: Path) -> None:
    """Make sure that no log of an older file lies beside one that is about to be replaced.

    Raises
    ------
    UnwritableFile
        Another program has the older file open.
    """
    import apsw

    target = path.resolve()
    log = Path(f"{target}-wal")
    if not log.exists():
        return
    if target.exists():
        with suppress(apsw.Error):
            connection = apsw.Connection(str(target), flags=apsw.SQLITE_OPEN_READWRITE)
            try:
                connection.execute("select count(*) from sqlite_schema").fetchall()
            finally:
                connection.close()  # the last to close takes the log away
        if log.exists():
            raise UnwritableFile(
                f"{plain(path.name)} is open in another window or program. Close it there, or choose another name."
            )
    log.unlink(missing_ok=True)
    Path(f"{target}-shm").unlink(missing_ok=True)


def skeleton(file: GraphFile) -> str:
    """Return what a document says of itself: its JSON with empty lists where it has lists."""
    told_always = {name: getattr(file, name) for name in ("format", "version")}
    empty: dict[str, tuple[()]] = {name: () for name in LISTS if name in file.model_fields_set}
    return to_body(file.model_copy(update={**told_always, **empty}))


def view_body(view: SavedView) -> str:
    """Return a saved view's JSON without its places."""
    return to_body(view.model_copy(update={"positions": {}}) if "positions" in view.model_fields_set else view)


def seats(view: SavedView) -> dict[str, str]:
    """Return the places of a saved view as JSON."""
    from pydantic_core import to_json

    return {key: to_json(place).decode() for key, place in view.positions.items()}
