"""From the bytes of a file to a document: the short way for files we wrote, the patient way for all others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import ValidationError

from explorer.model.errors import UnreadableFile
from explorer.model.facts import FORMAT, VERSION, GraphFile
from explorer.stores import json_text
from explorer.stores.migrations import migrated
from explorer.stores.recognising import name_of_kind

if TYPE_CHECKING:
    from collections.abc import Iterable


class Importer(Protocol):
    """A format that can turn JSON of its own kind into a document."""

    title: str

    def recognises(self, value: Any) -> bool:
        """Whether this JSON value is of this format."""

    def to_document(self, value: Any, name: str) -> tuple[GraphFile, tuple[str, ...]]:
        """Return the document and, as sentences, what could not be carried over."""


@dataclass(frozen=True)
class Found:
    """What a file held.

    ``original`` is its bytes if the document stands for them, so that saving it untouched changes none of them;
    ``read_only`` says, as a sentence, why it must not be saved over, if so.
    """

    file: GraphFile
    original: bytes | None = None
    read_only: str = ""
    notices: tuple[str, ...] = ()


def read(raw: bytes, name: str, importers: Iterable[Importer] = ()) -> Found:
    """Read a document.

    Parameters
    ----------
    raw : bytes
        What the file holds.
    name : str
        What to call it in messages.
    importers : iterable of Importer
        Formats to try on JSON that is not ours.

    Raises
    ------
    UnreadableFile
        It is no graph, or one with mistakes in it that leave no document to show.
    """
    file = _quick(raw)
    if file is None:
        return _patient(raw, name, importers)
    return _tidied(Found(file, raw), name)


def _quick(raw: bytes) -> GraphFile | None:
    """Read a file that has exactly the form in which we write.

    Anything odd (keys standing twice, NaN, another encoding) shows as a difference when written again.
    """
    try:
        file = GraphFile.model_validate_json(raw)
        if file.format != FORMAT or file.version != VERSION or "format" not in file.model_fields_set:
            return None
        again = file.model_dump_json(indent=2, exclude_unset=True).encode() + b"\n"
    except (ValueError, RecursionError):
        return None
    return file if again == raw else None


def _patient(raw: bytes, name: str, importers: Iterable[Importer]) -> Found:
    text = json_text.decode(raw, name)
    parsed = json_text.parse(text.text, name)
    value, notices = parsed.value, text.notices
    if not is_ours(value):
        for importer in importers:
            if importer.recognises(value):
                return _imported(importer, value, name)
        raise UnreadableFile(name_of_kind(value, name))
    read_only = ""
    if parsed.repeated:
        places = ", ".join(at for at, _ in parsed.repeated[:3])
        read_only = (
            f"{name} has keys that stand twice in one object ({places}); only the last of each was read. "
            "It opens read-only so that the others are not lost: join them in a text editor, or save under another name."
        )
    version = value.get("version", VERSION)
    if isinstance(version, int) and version > VERSION:
        read_only = (
            f"{name} was made by a newer version of Edgewise (format {version}; this one writes {VERSION}). "
            "It opens read-only; use a newer Edgewise to edit it."
        )
    elif version_is_old(version):
        value = migrated(value)
        notices += (f"{name} has the older format {version}; it becomes format {VERSION} when it is next saved.",)
    found = Found(_validated(value, name), raw, read_only, (*notices, read_only) if read_only else notices)
    return _tidied(found, name)


def version_is_old(version: object) -> bool:
    """Whether a file's version is one that ``migrations`` knows how to raise."""
    return isinstance(version, int) and not isinstance(version, bool) and 0 <= version < VERSION


def is_ours(value: Any) -> bool:
    """Whether a JSON value means to be a graph file: it says so, or has the lists that only ours have."""
    if not isinstance(value, dict):
        return False
    if "format" in value:
        return bool(value["format"] == FORMAT)
    return isinstance(value.get("entities"), list)


def _validated(value: dict[str, Any], name: str) -> GraphFile:
    try:
        return GraphFile.model_validate(value)
    except (ValidationError, RecursionError) as error:
        raise UnreadableFile(f"{name} has mistakes in it and cannot be opened. {error}") from error


def _imported(importer: Importer, value: Any, name: str) -> Found:
    file, losses = importer.to_document(value, name)
    read_only = f"{name} is {importer.title}. Save the graph under another name to keep it as an Edgewise graph."
    notice = f"{name} is {importer.title} and was imported. Save it under another name to keep it as an Edgewise graph."
    return _tidied(Found(file, None, read_only, (notice, *losses)), name)


def _tidied(found: Found, name: str) -> Found:
    return found
