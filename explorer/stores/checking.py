"""Checks a graph file on disk, however badly it is broken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from explorer.model.errors import UnreadableFile
from explorer.model.problem import Problem, Severity, plain
from explorer.model.problems import Report, report
from explorer.stores.json_file import read_bytes
from explorer.stores.reading import Importer, raw_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def check(path: Path | str, texts: Mapping[str, str] | None = None, importers: Iterable[Importer] = ()) -> Report:
    """Return everything that is wrong with a file.

    Parameters
    ----------
    path : path-like
        The file.
    texts : mapping of str to str, optional
        Texts of articles by id, where the file holds only excerpts.
    importers : iterable of Importer
        See ``json_file.load``.
    """
    path = Path(path)
    name = plain(path.name)
    try:
        document = raw_document(read_bytes(path), name, importers)
    except UnreadableFile as error:
        return Report(name, unreadable=str(error))
    repeated = tuple(
        Problem(
            "repeated-key",
            Severity.ERROR,
            "",
            at,
            f'"{key}" stands twice in one object, and only the last counts.',
            "Join the two, or remove one.",
        )
        for at, key in document.repeated
    )
    told = tuple(Problem("notice", Severity.NOTE, "", "", notice, "") for notice in document.notices)
    return report(document.value, texts, name=name, first=(*told, *repeated))
