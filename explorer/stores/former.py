"""Former versions of a store, worked out from its log: its facts as they were before one of the last changes.

Nothing is copied for them. What the log does not keep is as it is now: places, kinds, and what the document says of itself.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from explorer.model.changes import Put, Remove
from explorer.stores.backups import KEPT, Backup
from explorer.stores.base import Opened
from explorer.stores.connection import rows
from explorer.stores.in_parts import Progress
from explorer.stores.json_file import JsonStore
from explorer.stores.rows import KINDS
from explorer.stores.sqlite import SqliteStore, opening

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from explorer.stores.edits import Recorded

_ALL = 10**9


def former(path: Path) -> list[Backup]:
    """Return the versions before the last changes of facts, newest first; ``size`` counts the facts that changed.

    Raises
    ------
    UnreadableFile
        The store cannot be opened.
    """
    store = SqliteStore.open(path)
    try:
        with store.connections_here().reading() as connection:
            query = "select seq, at, edit from change where edit != '[]' order by seq desc limit ?"
            found = list(rows(connection, query, (KEPT,)))
    finally:
        store.close()
    return [Backup(path, _when(at), len(json.loads(edit)), before=seq) for seq, at, edit in found]


def opening_former(version: Backup) -> Iterator[Progress | Opened[JsonStore]]:
    """Open a former version step by step, to read; the last one is what was opened.

    Raises
    ------
    UnreadableFile
        The store cannot be opened, or holds too much to be loaded.
    """
    opened: Opened[SqliteStore] | None = None
    for step in opening(version.path):
        if isinstance(step, Progress):
            yield step
        else:
            opened = step
    assert opened is not None
    try:
        changes = opened.store.changes_since(version.before - 1, _ALL)
    finally:
        opened.store.close()
    for change in reversed(changes):
        for inverse in _inverse(change):
            inverse.apply(opened.project)
    why_not = "This is a former version, to read. Save it under another name to work with it."
    yield Opened(opened.project, JsonStore(version.path, why_not), opened.notices)


def _inverse(change: Recorded) -> Iterator[Put | Remove]:
    for step in change.inverse:
        kind = KINDS[step.table]
        if step.body is None:
            yield Remove(kind, step.id, even_if_tied=True)
        else:
            yield Put(kind.model_validate_json(step.body))


def _when(at: str) -> datetime:
    try:
        found = datetime.fromisoformat(at)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)
