"""Checks a graph file on disk, however badly it is broken."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from explorer.model.errors import UnreadableFile, UnwritableFile
from explorer.model.facts import Article, GraphFile
from explorer.model.problem import Problem, Severity, plain
from explorer.model.problems import Report, report
from explorer.stores.article_texts import folder_of, texts_beside
from explorer.stores.json_file import read_bytes
from explorer.stores.raw import Importer, raw_document
from explorer.stores.writing import to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def check(path: Path | str, texts: Mapping[str, str] | None = None, importers: Iterable[Importer] = ()) -> Report:
    """Return everything that is wrong with a file.

    Parameters
    ----------
    path : path-like
        The file.
    texts : mapping of str to str, optional
        Texts of articles by id, where the file holds only excerpts and none is beside it.
    importers : iterable of Importer
        See ``json_file.load``.
    """
    path = Path(path)
    try:
        raw = read_bytes(path)
    except UnreadableFile as error:
        return Report(plain(path.name), unreadable=str(error))
    return check_bytes(raw, path.name, {**_texts_beside(path, raw), **(texts or {})}, importers)


def check_bytes(
    raw: bytes, name: str, texts: Mapping[str, str] | None = None, importers: Iterable[Importer] = ()
) -> Report:
    """Return everything that is wrong with what a file holds, for instance with the graph inside a picture.

    Parameters
    ----------
    raw : bytes
        A graph, as JSON.
    name : str
        What to call it in messages.
    texts, importers
        See ``check``.
    """
    name = plain(name)
    try:
        document = raw_document(raw, name, importers)
    except UnreadableFile as error:
        return Report(name, unreadable=str(error))
    if _is_bottomless(document.value):
        why = f"{name} is nested too deeply to be a graph (lists within lists within lists)."
        return Report(name, unreadable=why)
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


def _texts_beside(path: Path, raw: bytes) -> dict[str, str]:
    """Return the texts of articles in the folder beside a file, as far as the file can be understood at all."""
    if not folder_of(path).is_dir():
        return {}
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return {}  # what is wrong with it is said by the check
    listed = value.get("articles") if isinstance(value, dict) else None
    articles = []
    for item in listed if isinstance(listed, list) else []:
        with suppress(ValidationError):
            articles.append(Article.model_validate(item))
    return texts_beside(path, articles)


def _is_bottomless(value: object) -> bool:
    """Whether a document that looks sound could not be opened, because it could not be written again."""
    try:
        to_bytes(value if isinstance(value, GraphFile) else GraphFile.model_validate(value))
    except (RecursionError, UnwritableFile):
        return True
    except ValidationError:
        return False  # the report says what is wrong
    return False
