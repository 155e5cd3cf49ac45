"""The last versions of a graph file, kept apart from it: what saving is about to write over is copied first.

Stores in many parts (``.edgewise``) are not copied: they can be large, and their log keeps every change; see ``former``.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from explorer.atomic import write_atomically
from explorer.model.errors import UnwritableFile
from explorer.stores.connection import is_database

if TYPE_CHECKING:
    from collections.abc import Callable

KEPT = 5
FOLDER = "backups"
_NAME = re.compile(r"(\d{8}T\d{6})(\d{6})Z\.json")


class Backup(NamedTuple):
    """One version that is kept: a copy of so many bytes, or a store before one of its changes, counted from 1."""

    path: Path
    at: datetime
    size: int
    before: int = 0


def folder_for(folder: Path, graph: Path) -> Path:
    """Return where the backups of a graph are."""
    target = os.path.realpath(graph)
    digest = hashlib.sha256(target.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", graph.stem)[:40].strip("-")
    return folder / FOLDER / (f"{stem}-{digest}" if stem else digest)


def keep(folder: Path, graph: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Path | None:
    """Keep a copy of a graph file as it is now; the oldest copies go. None if there is nothing to keep.

    Raises
    ------
    UnwritableFile
        The copy could not be written.
    """
    try:
        raw = graph.read_bytes() if graph.is_file() and not is_database(graph) else None
    except OSError:
        return None
    own = folder_for(folder, graph)
    before = backups(folder, graph)
    if raw is None or (before and _holds(before[0].path, raw)):
        return None
    try:
        own.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(OSError):
            own.chmod(0o700)
    except OSError as error:
        raise UnwritableFile(f"The folder {own} for backups could not be made: {error.strerror or error}.") from error
    path = own / f"{clock():%Y%m%dT%H%M%S%f}Z.json"
    write_atomically(path, raw)
    for old in backups(folder, graph)[KEPT:]:
        with contextlib.suppress(OSError):
            old.path.unlink()
    return path


def backups(folder: Path, graph: Path) -> list[Backup]:
    """Return the versions of a graph that are kept, newest first."""
    found = []
    with contextlib.suppress(OSError), os.scandir(folder_for(folder, graph)) as entries:
        for entry in entries:
            match = _NAME.fullmatch(entry.name)
            if match is not None and entry.is_file():
                at = datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
                at = at.replace(microsecond=int(match[2]))
                found.append(Backup(Path(entry.path), at, entry.stat().st_size))
    return sorted(found, key=lambda backup: backup.at, reverse=True)


def _holds(path: Path, raw: bytes) -> bool:
    try:
        return path.stat().st_size == len(raw) and path.read_bytes() == raw
    except OSError:
        return False
