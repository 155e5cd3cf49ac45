"""Who has a file open: a small file beside it, so that two windows do not write over each other.

It only ever warns. Where none can be made, in a folder that is read-only, there is none.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import socket
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from explorer.model.problem import plain

_held: set[Path] = set()
"""Locks of this process: its own number does not tell two of its windows apart."""


@dataclass(frozen=True)
class Owner:
    """A program that has something open: who runs it, where, and since when."""

    pid: int
    host: str
    user: str
    born: str = ""
    since: str = ""

    @classmethod
    def here(cls) -> Owner:
        """Return this process."""
        try:
            user = getpass.getuser()
        except (ImportError, KeyError, OSError):  # an account without a name
            user = ""
        now = datetime.now().astimezone().isoformat(timespec="seconds")
        return cls(os.getpid(), socket.gethostname(), user, _born(os.getpid()), now)

    @classmethod
    def read(cls, value: Any) -> Owner | None:  # JSON of any sort
        """Return the owner that a file names; None if it names nobody."""
        if not isinstance(value, dict) or not isinstance(value.get("pid"), int):
            return None
        words = {name: str(value.get(name, ""))[:200] for name in ("host", "user", "born", "since")}
        return cls(value["pid"], **words)

    @property
    def is_gone(self) -> bool:
        """Whether it certainly runs no more. Of a process on another computer nobody here can tell."""
        if self.host != socket.gethostname():
            return False
        if self.pid <= 0 or not _is_running(self.pid):
            return True
        now = _born(self.pid)
        return bool(self.born and now and self.born != now)  # the number was given to another process

    @property
    def is_this_process(self) -> bool:
        """Whether it is this very process."""
        return self.host == socket.gethostname() and self.pid == os.getpid()


class Lock:
    """Owns the lock on one graph file, if it could be had."""

    def __init__(self, graph: Path) -> None:
        self._graph = graph
        target = Path(os.path.realpath(graph))
        self._file = target.with_name(f".{target.name}.lock")
        self._is_ours = False
        self.other: Owner | None = None

    def take(self) -> bool:
        """Take the lock, unless somebody else has it, who is then in ``other``. Returns whether one may write."""
        for _ in range(2):  # once more after one that was left behind
            if self._make():
                return True
            self.other = self._owner()
            if self._file in _held:
                return False
            if self.other is not None and not self.other.is_gone and not self.other.is_this_process:
                return False
            with contextlib.suppress(OSError):
                self._file.unlink()
        self.other = None
        return True

    def _make(self) -> bool:
        """Returns whether one may write: the lock is ours now, or there can be none."""
        try:
            handle = os.open(self._file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:
            return False
        except (OSError, ValueError):
            return True
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(vars(Owner.here()), out)
        _held.add(self._file)
        self._is_ours = True
        return True

    @property
    def is_far(self) -> bool:
        """Whether a program on another computer has it, of which nobody here can tell whether it still runs."""
        return self.other is not None and self.other.host != socket.gethostname()

    def take_from_far(self) -> bool:
        """Take the lock from a program on another computer. Returns whether one may write."""
        with contextlib.suppress(OSError):
            self._file.unlink()
        return self.take()

    def is_on(self, graph: Path) -> bool:
        """Whether it is the lock on this file."""
        return Path(os.path.realpath(graph)) == Path(os.path.realpath(self._graph))

    def release(self) -> None:
        """Let others write."""
        if self._is_ours:
            self._is_ours = False
            _held.discard(self._file)
            with contextlib.suppress(OSError):
                self._file.unlink()

    def sentence(self) -> str:
        """Say who has the file."""
        return (
            f"{self.whereabouts()} Here it can be read only: save changes under another name (Ctrl+Shift+S), "
            "or close it there and open it again."
        )

    def whereabouts(self) -> str:
        """Say where it is open, by whom, and since when."""
        who, told = self.other, "in another window"
        if who is not None and not who.is_this_process:
            told += f" by {plain(who.user, 40) or 'somebody'} on {plain(who.host, 40)}"
            told += f", since {plain(who.since[:16].replace('T', ' '), 20)}" if who.since else ""
        return f"{plain(self._graph.name)} is open {told}."

    def _owner(self) -> Owner | None:
        try:
            return Owner.read(json.loads(self._file.read_text("utf-8")))
        except (OSError, ValueError, RecursionError):
            return None


def _is_running(pid: int) -> bool:
    if os.name != "posix":
        return True  # asking would end it there
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _born(pid: int) -> str:
    """When a process began, where the system tells; two with the same number differ in it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""
