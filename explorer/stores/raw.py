"""From the bytes of a file to a document that is not validated yet: parsed, recognised, and raised to today's format."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from explorer.model.errors import UnreadableFile
from explorer.model.facts import FORMAT, VERSION
from explorer.stores import json_text
from explorer.stores.migrations import MIGRATIONS, migrated
from explorer.stores.recognising import name_of_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.model.facts import GraphFile


class Imported(Protocol):
    """A document from elsewhere, and what could not be carried over, each loss saying itself as a sentence."""

    @property
    def file(self) -> GraphFile:
        """The document."""

    @property
    def losses(self) -> tuple[object, ...]:
        """What is not in it."""


class Importer(Protocol):
    """A format that can turn JSON of its own kind into a document."""

    @property
    def title(self) -> str:
        """What its files are called in the middle of a sentence ("a networkx node-link graph")."""

    def recognises(self, value: Any) -> bool:
        """Whether this JSON value is of this format."""

    def read(self, value: Any) -> Imported:
        """Return the document in it."""


@dataclass(frozen=True)
class RawDocument:
    """A parsed file: a JSON object that means to be a document, or a document that was imported.

    ``read_only`` says, as a sentence, why it must not be saved over; ``repeated`` see ``json_text.Parsed``.
    """

    value: Any  # JSON that is not yet validated, or a GraphFile
    notices: tuple[str, ...] = ()
    read_only: str = ""
    repeated: tuple[tuple[str, str], ...] = ()


def raw_document(raw: bytes, name: str, importers: Iterable[Importer] = ()) -> RawDocument:
    """Parse a file and raise it to today's format; what it holds may be wrong in any way.

    Raises
    ------
    UnreadableFile
        It is not JSON, or JSON of a kind that nothing here can read.
    """
    text = json_text.decode(raw, name)
    parsed = json_text.parse(text.text, name)
    if not is_ours(parsed.value):
        for importer in importers:
            if importer.recognises(parsed.value):
                return _imported(importer, parsed.value, name)
        raise UnreadableFile(name_of_kind(parsed.value, name))
    notices = text.notices
    if "format" not in parsed.value:
        notices += (f"{name} does not say which format it has; it was read as an Edgewise graph.",)
    document = RawDocument(parsed.value, notices, repeated=parsed.repeated)
    version = parsed.value.get("version", VERSION)
    if not isinstance(version, int) or isinstance(version, bool):
        return document
    if version > VERSION:
        return _newer(document, version, name)
    if version in MIGRATIONS:
        notice = f"{name} has the older format {version}; it becomes format {VERSION} when it is next saved."
        return replace(document, value=migrated(parsed.value), notices=(*document.notices, notice))
    return document


def is_ours(value: Any) -> bool:
    """Whether a JSON value means to be a graph file: it says so, or has the lists that only ours have."""
    if not isinstance(value, dict):
        return False
    if "format" in value:
        return bool(value["format"] == FORMAT)
    return isinstance(value.get("entities"), list)


def _newer(document: RawDocument, version: int, name: str) -> RawDocument:
    why = (
        f"{name} was made by a newer version of Edgewise (format {version:,}; this one writes {VERSION}). "
        "It opens read-only; use the newer version to edit it."
    )
    return replace(document, notices=(*document.notices, why), read_only=why)


def _imported(importer: Importer, value: Any, name: str) -> RawDocument:
    found = importer.read(value)
    why = f"{name} is {importer.title} and was imported. Save it under another name to keep it as an Edgewise graph."
    return RawDocument(found.file, (why, *(str(loss) for loss in found.losses)), read_only=why)
