"""Connections to a ``.edgewise`` file, one a thread, and every way in which SQLite can fail told as a sentence.

Knows files and locks; nothing of graphs. apsw is imported when the first file is opened.
"""

from __future__ import annotations

import os
import stat
import threading
import weakref
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from explorer.model.errors import Cancelled, ExplorerError, UnreadableFile, UnwritableFile
from explorer.model.problem import plain
from explorer.stores.base import unreadable_in_words
from explorer.stores.schema import APPLICATION_ID, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import apsw

Row = tuple[Any, ...]  # what a column holds, its query says

MAGIC = b"SQLite format 3\x00"
SUFFIX = ".edgewise"
_HEADER = 100
WAIT_MS = 5_000
_STEPS_BETWEEN_QUESTIONS = 20_000  # of SQLite's own machine: about a millisecond
_NETWORK = (
    "{name} is on a drive that cannot keep a store safe while it is written, as network drives often cannot. "
    "Copy it to a disk of this computer and open the copy."
)
_SENTENCES = {
    "FullError": "The disk with {name} is full; nothing of this change was saved. Free some space and save again.",
    "BusyError": "{name} is being written by another program. Try again in a moment.",
    "LockedError": "{name} is being written by another program. Try again in a moment.",
    "CorruptError": "{name} is damaged: parts of it cannot be read. Restore it from a copy.",
    "FormatError": "{name} is damaged: parts of it cannot be read. Restore it from a copy.",
    "SQLError": "{name} is damaged: parts of it are missing. Restore it from a copy.",
    "NotADBError": "{name} is not an Edgewise store, or its beginning is damaged. Restore it from a copy.",
    "ReadOnlyError": "{name} is read-only. Save under another name, or make it writable.",
    "PermissionsError": "You may not open {name}. Ask its owner for permission.",
    "ProtocolError": _NETWORK,
    "NoMemError": "There is not enough memory to go on with {name}. Close other programs and try again.",
    "TooBigError": "A text is too long to be kept in {name}. Shorten it.",
}


@dataclass
class Connections:
    """Owns the connections to one file, one for each thread that asks."""

    path: Path
    read_only: bool = False
    _own: threading.local = field(default_factory=threading.local, repr=False)
    _all: weakref.WeakSet[apsw.Connection] = field(default_factory=weakref.WeakSet, repr=False)

    def here(self) -> apsw.Connection:
        """Return the connection of this thread."""
        found: apsw.Connection | None = getattr(self._own, "connection", None)
        if found is None:
            found = self._own.connection = connect(self.path, read_only=self.read_only)
            self._all.add(found)
        return found

    def close(self) -> None:
        """Close all of them; what a thread is in the middle of is stopped, and that thread's is closed when it lets go."""
        import apsw

        for connection in list(self._all):
            try:
                connection.close()
            except apsw.ThreadingViolationError:
                connection.interrupt()
        self._own = threading.local()

    @contextmanager
    def reading(self, cancel: Callable[[], bool] | None = None) -> Iterator[apsw.Connection]:
        """Read everything as it is at one moment.

        Raises
        ------
        UnreadableFile
            It could not be read.
        Cancelled
            ``cancel`` returned true.
        """
        with told(self.path, UnreadableFile):
            connection = self.here()
            connection.set_progress_handler(cancel, _STEPS_BETWEEN_QUESTIONS)
            try:
                connection.execute("begin")
                yield connection
            finally:
                connection.set_progress_handler(None)
                if connection.in_transaction:
                    connection.execute("rollback")

    @contextmanager
    def writing(self) -> Iterator[apsw.Connection]:
        """Write everything or nothing.

        Raises
        ------
        UnwritableFile
            It could not be written; what was there is there still.
        """
        with told(self.path, UnwritableFile):
            connection = self.here()
            connection.execute("begin immediate")
            try:
                yield connection
                connection.execute("commit")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("rollback")
                raise


def rows(connection: apsw.Connection, sql: str, bindings: Sequence[object] = ()) -> Iterator[Row]:
    """Go through what a query gives."""
    return iter(connection.execute(sql, cast("Any", bindings)))


@contextmanager
def told(path: Path, kind: type[ExplorerError]) -> Iterator[None]:
    """Turn SQLite's errors into sentences of this kind."""
    import apsw

    try:
        yield
    except apsw.InterruptError as error:
        raise Cancelled("Stopped.") from error
    except apsw.SQLError as error:
        if not str(error).startswith("no such"):
            raise
        raise kind(_sentence(path, error)) from error
    except apsw.Error as error:
        raise kind(_sentence(path, error)) from error


def _sentence(path: Path, error: apsw.Error) -> str:
    name, what = plain(path.name), type(error).__name__
    extended = str(getattr(error, "extendedresult", 0))
    if what == "IOError" or what == "CantOpenError":
        import apsw

        extended = str(apsw.mapping_extended_result_codes.get(getattr(error, "extendedresult", 0), ""))
        if "SHM" in extended or "LOCK" in extended:
            return _NETWORK.format(name=name)
    if what == "CantOpenError":
        return (
            f"{name} could not be opened: its folder takes no new files, or is on a network drive. "
            "Copy it to a disk of this computer and open the copy."
        )
    if what == "IOError":
        return f"The disk failed with {name}: it is full, was taken out, or the file would outgrow it. Free some space or choose another place."
    return _SENTENCES.get(what, "{name} could not be used: SQLite says '" + plain(str(error)) + "'.").format(name=name)


def connect(path: Path, *, read_only: bool = False) -> apsw.Connection:
    """Open a store that is there.

    Raises
    ------
    UnreadableFile
        It is missing, damaged, of another program, of a newer version, or somewhere where it cannot be kept safe.
    """
    import apsw

    refuse_unfit(path)
    uri, flags = path.resolve().as_uri(), apsw.SQLITE_OPEN_URI
    flags |= apsw.SQLITE_OPEN_READONLY if read_only else apsw.SQLITE_OPEN_READWRITE
    if read_only and not _takes_files(path.parent) and not _has_log(path):
        uri += "?immutable=1"
    with told(path, UnreadableFile):
        connection = apsw.Connection(uri, flags=flags)
        connection.set_busy_timeout(WAIT_MS)
        for pragma in ("synchronous = full", "cache_size = -16000", "temp_store = memory", "trusted_schema = off"):
            connection.execute(f"pragma {pragma}")
        if connection.execute("select count(*) from graph").get != 1:
            raise UnreadableFile(_SENTENCES["CorruptError"].format(name=plain(path.name)))
        if (
            not read_only
            and connection.pragma("journal_mode") != "wal"
            and connection.pragma("journal_mode", "wal") != "wal"
        ):
            raise UnreadableFile(_NETWORK.format(name=plain(path.name)))
    return connection


def refuse_unfit(path: Path) -> None:
    """Look at the first bytes of a file, and say so if it is no store that can be opened.

    Raises
    ------
    UnreadableFile
        It cannot; the text says why.
    """
    name = plain(path.name)
    with unreadable_in_words(path):
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableFile(f"{name or path} is not a file. Choose a graph.json or an .edgewise file.")
        with path.open("rb") as file:
            head = file.read(_HEADER)
    if not head:
        raise UnreadableFile(f"{name} is empty. Choose another file, or restore this one from a copy.")
    if len(head) < _HEADER or not head.startswith(MAGIC):
        raise UnreadableFile(
            f"{name} is not an Edgewise store, or was cut off. Choose another file, or restore a copy."
        )
    if _number(head, 68) != APPLICATION_ID:
        raise UnreadableFile(f"{name} is a database of another program. Choose a graph.json or an .edgewise file.")
    if _number(head, 60) > VERSION:
        raise UnreadableFile(
            f"{name} was made by a newer version of Edgewise (store {_number(head, 60):,}; this one knows {VERSION}). "
            "Open it with that version."
        )
    page = int.from_bytes(head[16:18], "big")
    if found.st_size < _number(head, 28) * (65_536 if page == 1 else page) and not _has_log(path):
        raise UnreadableFile(f"{name} was cut off: a part of it is missing. Restore it from a copy.")


def is_database(path: Path) -> bool:
    """Whether a file begins as SQLite's files do, whatever it is called."""
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except (OSError, ValueError):
        return False  # what is wrong with it is said by whoever opens it


def why_not_writable(path: Path) -> str:
    """Return why a store that is there cannot be written to, as a sentence; empty when it can."""
    mode = path.stat().st_mode
    # A superuser may write anything, yet a file marked read-only is marked so for a reason.
    if not mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH) or not _may_write(path):
        return f"{plain(path.name)} is read-only. Save under another name, or make it writable."
    if not _takes_files(path.parent):
        return f"The folder of {plain(path.name)} is read-only. Save somewhere else."
    return ""


def _takes_files(folder: Path) -> bool:
    mode = folder.stat().st_mode
    return bool(mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)) and _may_write(folder)


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _has_log(path: Path) -> bool:
    with suppress(OSError):
        return Path(f"{path.resolve()}-wal").stat().st_size > 0
    return False


def _number(head: bytes, at: int) -> int:
    return int.from_bytes(head[at : at + 4], "big")
