"""One graph in one JSON file: read whole, written whole or not at all, and not touched when nothing has changed.

The reading itself, with all that can be wrong with a file, is in ``reading``.
"""

from __future__ import annotations

import gc
import hashlib
import stat
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic_core import PydanticSerializationError

from explorer.atomic import write_atomically
from explorer.model.errors import UnreadableFile, UnwritableFile
from explorer.model.facts import GraphFile
from explorer.model.project import Project
from explorer.stores.base import Conflict, Opened
from explorer.stores.reading import Importer, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LARGEST_BYTES = 200_000_000
_WORTH_FREEZING_BYTES = 4_000_000


@dataclass(frozen=True)
class _Stamp:
    """How a file looked on disk when it was last known to hold what we hold."""

    modified_ns: int
    size: int
    digest: bytes

    @classmethod
    def of(cls, path: Path, raw: bytes) -> _Stamp:
        now = path.stat()
        return cls(now.st_mtime_ns, len(raw), _digest(raw))

    def differs(self, path: Path) -> bool:
        """Whether the file holds something else now. One that has gone is no difference: nothing is lost."""
        try:
            now = path.stat()
            if (now.st_mtime_ns, now.st_size) == (self.modified_ns, self.size):
                return False
            return now.st_size != self.size or _digest(path.read_bytes()) != self.digest
        except OSError:
            return False


@dataclass
class JsonStore:
    """A JSON file as the home of a graph.

    Attributes
    ----------
    path : Path
        The file.
    why_not : str
        Why it cannot be saved to, as a sentence; empty when it can.
    """

    path: Path
    why_not: str = ""
    _raw: bytes | None = None
    _file: GraphFile | None = None
    _stamp: _Stamp | None = None

    @classmethod
    def create(cls, path: Path) -> JsonStore:
        """Return a home for a graph that has none yet. Nothing is written before ``save``."""
        return cls(Path(path))

    @property
    def writable(self) -> bool:
        """Whether ``save`` may be called."""
        return not self.why_not

    def at(self, path: Path) -> JsonStore:
        """Return the home of the same graph at another path ("save as"). Nothing is written before ``save``."""
        if self.why_not and _same_file(self.path, path):
            return self
        return replace(self, path=Path(path), why_not="", _stamp=None)

    def is_changed_elsewhere(self) -> bool:
        """Whether somebody else has written the file since it was read or saved here."""
        return self._stamp is not None and self._stamp.differs(self.path)

    def save(self, project: Project, *, overwrite: bool = False) -> None:
        """Make the file hold the project. See ``Store.save``."""
        if self.why_not:
            raise UnwritableFile(self.why_not)
        if not overwrite and self.is_changed_elsewhere():
            raise Conflict(
                f"{self.path.name} was changed by another program since it was opened here. "
                "Save under another name, or save anyway and lose what was written there."
            )
        file = project.to_file()
        if self._raw is not None and file == self._file:
            raw = self._raw
            if self._stamp is not None and _holds(self.path, raw):
                return
        else:
            raw = to_bytes(file)
        write_atomically(self.path, raw)
        self._raw, self._file, self._stamp = raw, file, _Stamp.of(self.path, raw)


def load(path: Path | str, importers: Iterable[Importer] = ()) -> Opened[JsonStore]:
    """Open a graph file.

    Parameters
    ----------
    path : path-like
        The file.
    importers : iterable of Importer
        Formats that are tried, in order, on JSON that is not a graph file (``explorer.formats.IMPORTERS``).

    Returns
    -------
    Opened
        The project, the store to save it with, and notices for a person.

    Raises
    ------
    UnreadableFile
        It cannot be opened; the text says why and what to do.
    """
    path = Path(path)
    raw = read_bytes(path)
    opened = parse(raw, path, importers)
    if not opened.store.why_not or opened.store._raw is raw:
        opened.store._stamp = _Stamp.of(path, raw)
    return opened


def parse(raw: bytes | str, path: Path, importers: Iterable[Importer] = ()) -> Opened[JsonStore]:
    """Open a graph from its bytes, for instance those embedded in a picture at ``path``.

    See ``load``. A store made here has not seen the disk; it saves over ``path`` only if ``path`` is a JSON file.
    """
    raw = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    with _collector_paused(len(raw)):
        found = read(raw, path.name, importers)
        project = Project(found.file)
    why_not = found.read_only
    if not why_not and path.suffix.lower() in {".png", ".svg", ".pdf", ".html"}:
        why_not = f"{path.name} is a picture with a graph inside. Save the graph under another name."
    return Opened(project, JsonStore(path, why_not, found.original, found.file), found.notices)


def to_bytes(file: GraphFile) -> bytes:
    """Return a document as graph.json holds it: UTF-8, two-space indented, keys in model order, a line end last.

    Raises
    ------
    UnwritableFile
        Some text holds half of a character, which no file can hold.
    """
    missing = {"format", "version"} - file.model_fields_set
    if missing:
        file = file.model_copy(update={name: getattr(file, name) for name in missing})
    try:
        return file.model_dump_json(indent=2, exclude_unset=True).encode() + b"\n"
    except (PydanticSerializationError, UnicodeEncodeError, ValueError) as error:
        raise UnwritableFile(
            "The graph could not be saved because some text in it holds half of a character. "
            "Retype the last name or note that was pasted in."
        ) from error


def read_bytes(path: Path) -> bytes:
    """Return what a file holds.

    Raises
    ------
    UnreadableFile
        It is missing, not a file, too large, or may not be read.
    """
    try:
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UnreadableFile(f"{path.name or path} is a folder. Choose the graph.json inside it.")
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableFile(f"{path.name} is not an ordinary file. Choose a graph.json file.")
        if found.st_size > LARGEST_BYTES:
            raise UnreadableFile(
                f"{path.name} holds {found.st_size / 1e6:,.0f} MB; a graph file may hold up to "
                f"{LARGEST_BYTES / 1e6:,.0f} MB. Split it into smaller graphs."
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(f"There is no file {path}. Check the name, or choose it with Open.") from error
    except PermissionError as error:
        raise UnreadableFile(f"You may not read {path.name}. Ask its owner for permission.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name holds a character that no file name may have"
        raise UnreadableFile(f"{path.name} could not be read: {reason}.") from error


@contextmanager
def _collector_paused(size: int) -> Iterator[None]:
    """Keep the garbage collector from walking over a graph while it is being built: it takes half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        if size > _WORTH_FREEZING_BYTES:
            gc.freeze()
    finally:
        if was_on:
            gc.enable()


def _digest(raw: bytes) -> bytes:
    return hashlib.blake2b(raw, digest_size=16).digest()


def _holds(path: Path, raw: bytes) -> bool:
    try:
        return path.stat().st_size == len(raw) and path.read_bytes() == raw
    except OSError:
        return False


def _same_file(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return first.absolute() == second.absolute()
