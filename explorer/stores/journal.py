"""Steps that are not saved yet, in a file beside the graph: one line each, only ever added to, on the disk when told.

The first line says which file, in which state, the steps began from. A line that was cut off by a crash is left aside.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from explorer.atomic import reason, settle_folder
from explorer.model.change_json import from_json, to_json
from explorer.model.errors import BadChange, UnwritableFile
from explorer.model.problem import plain
from explorer.stores.locks import Owner

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from explorer.model.changes import Change

FORMAT = "edgewise-journal"
VERSION = 1
FOLDER = "unsaved"
_MIDDLE = ".unsaved-"


class Taken(NamedTuple):
    """One step as it was taken: whether done, undone or redone, what the Edit menu calls it, and what it did."""

    how: str
    name: str
    change: Change


@dataclass(frozen=True)
class Left:
    """What was left behind by a program that did not come to an end.

    Attributes
    ----------
    path : Path
        The journal.
    mark : str
        The state of the graph file that the steps began from; see ``Store.mark``.
    at : str
        When the first step was written.
    steps : tuple of Taken
        All that can be read.
    good : int
        So many bytes of the journal are whole.
    lost : int
        Lines that cannot be read.
    """

    path: Path
    mark: str
    at: str
    steps: tuple[Taken, ...]
    good: int
    lost: int = 0

    @property
    def count(self) -> int:
        """How many steps are in force: those that were undone again do not count."""
        depth = sum(-1 if step.how == "undo" else 1 for step in self.steps)
        return abs(depth)


def beside(graph: Path) -> Path:
    """Return where the journal of a graph goes that may be written: beside it."""
    target = Path(os.path.realpath(graph))
    return target.with_name(f".{target.name}{_MIDDLE}{os.getpid()}")


def apart(folder: Path, graph: Path | None) -> Path:
    """Return where it goes when it cannot be beside its graph, or there is none yet: in a folder of the program's."""
    return folder / FOLDER / f"{_apart(graph)}{os.getpid()}"


def left_behind(folder: Path, graph: Path | None) -> Iterator[Path]:
    """Go through the journals of a graph, or of graphs without a file, that nobody writes any more."""
    places = [(folder / FOLDER, _apart(graph))]
    if graph is not None:
        mine = beside(graph)
        places.insert(0, (mine.parent, mine.name[: -len(str(os.getpid()))]))
    for where, begins in places:
        try:
            with os.scandir(where) as found:
                names = sorted(entry.name for entry in found if entry.name.startswith(begins))
        except OSError:
            continue
        yield from (where / name for name in names if _is_abandoned(where / name))


def _apart(graph: Path | None) -> str:
    if graph is None:
        return f"untitled{_MIDDLE}"
    digest = hashlib.sha256(os.path.realpath(graph).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{digest}{_MIDDLE}"


def _is_abandoned(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = json.loads(file.readline(10_000))
    except (OSError, ValueError, RecursionError):
        return False
    owner = Owner.read(head.get("by")) if isinstance(head, dict) and head.get(FORMAT) == VERSION else None
    return owner is not None and owner.is_gone


@dataclass
class Journal:
    """Owns one journal that grows.

    Attributes
    ----------
    path : Path
        Where it is.
    follows : Journal or None
        One that holds steps of this one too, and others that are saved by now; it goes when this one is on the disk.
    """

    path: Path
    follows: Journal | None = field(default=None, repr=False)
    _size: int = field(default=0, repr=False)
    _is_over: bool = field(default=False, repr=False)
    _turn: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @classmethod
    def going_on(cls, left: Left) -> Journal:
        """Return what goes on with a journal that was left behind."""
        os.truncate(left.path, left.good)
        return cls(left.path, _size=left.good)

    def add(self, steps: Iterable[Taken], graph: str, mark: str) -> None:
        """Write steps down. When this returns, they are on the disk.

        Raises
        ------
        UnwritableFile
            They could not be written. Those before are there; give these again later.
        """
        with self._turn:
            if not self._is_over:
                self._add(steps, graph, mark)

    def _add(self, steps: Iterable[Taken], graph: str, mark: str) -> None:
        lines: list[dict[str, Any]] = (
            [] if self._size else [{FORMAT: VERSION, "graph": graph, "mark": mark, "by": vars(Owner.here())}]
        )
        lines += [{"how": step.how, "name": step.name, "change": to_json(step.change)} for step in steps]
        raw = b"".join(json.dumps(line, separators=(",", ":")).encode() + b"\n" for line in lines)
        try:
            if self._size:
                self._append(raw, self.path)
            else:
                self._begin(raw)
        except OSError as error:
            raise UnwritableFile(f"Unsaved changes cannot be kept beside {plain(graph)}. {reason(error)}") from error
        self._size += len(raw)

    def _begin(self, raw: bytes) -> None:
        """Write the first steps; at no moment is there neither this journal nor the one that it follows."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        if self.follows is None:
            self._append(raw, self.path)
        else:
            draft = self.path.with_name(f".new{self.path.name}")
            draft.unlink(missing_ok=True)
            self._append(raw, draft)
            self.follows.replace_by(draft, self.path)
            self.follows = None
        settle_folder(self.path.parent)

    def retired(self) -> Journal | None:
        """Write no more, however late; return what there is on the disk to be replaced: this one, or what it was to follow."""
        with self._turn:
            self._is_over = True
            return self if self._size else self.follows

    def replace_by(self, draft: Path, path: Path) -> None:
        """Let another journal take over at a path, and go. It has retired by then."""
        draft.replace(path)
        if self.path != path:
            self.path.unlink(missing_ok=True)

    def _append(self, raw: bytes, path: Path) -> None:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            self._write(handle, raw)
        finally:
            os.close(handle)

    def _write(self, handle: int, raw: bytes) -> None:
        try:
            os.lseek(handle, self._size, os.SEEK_SET)
            rest = memoryview(raw)
            while rest:
                rest = rest[os.write(handle, rest) :]
            os.fsync(handle)
        except OSError:
            with contextlib.suppress(OSError):
                os.ftruncate(handle, self._size)  # no half line before the next one
            raise

    def remove(self) -> None:
        """Take the journal away: what it holds is saved, or not wanted. What comes too late is not written any more."""
        with self._turn, contextlib.suppress(OSError):
            self._is_over = True
            self.path.unlink()


def read(path: Path) -> Left | None:
    """Read a journal that was left behind; None if nothing can be made of it."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    head, *lines = raw.split(b"\n")[:-1] or [b""]  # behind the last line end stands nothing, or half a line
    told = _object(head)
    if told is None or told.get(FORMAT) != VERSION:
        return None
    steps: list[Taken] = []
    good = len(head) + 1
    for line in lines:
        value = _object(line)
        try:
            if value is None or value["how"] not in {"do", "undo", "redo"}:
                break
            steps.append(Taken(value["how"], str(value["name"]), from_json(value["change"])))
        except (KeyError, BadChange):
            break
        good += len(line) + 1
    by = Owner.read(told.get("by"))
    at = by.since if by is not None else ""
    return Left(path, str(told.get("mark", "")), at, tuple(steps), good, len(lines) - len(steps))


def _object(line: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
