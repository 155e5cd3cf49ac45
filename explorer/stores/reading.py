"""From the bytes of a file to a document: the short way for files we wrote, the patient way for all others."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import ValidationError

from explorer.model.errors import UnreadableFile, UnwritableFile
from explorer.model.facts import FORMAT, VERSION, GraphFile
from explorer.model.shape import salvage
from explorer.model.words import counted
from explorer.stores import json_text
from explorer.stores.migrations import MIGRATIONS, migrated
from explorer.stores.recognising import name_of_kind
from explorer.stores.tidying import tidied
from explorer.stores.writing import OPENING, to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable


_TOLD = 2


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
    found = Found(file, raw) if file is not None else _patient(raw, name, importers)
    tidy, notices = tidied(found.file)
    return replace(found, file=tidy, notices=(*found.notices, *notices))


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


def _quick(raw: bytes) -> GraphFile | None:
    """Read a file that has exactly the form in which we write.

    Anything odd (keys standing twice, NaN, another encoding) shows as a difference when written again.
    """
    if not raw.startswith(OPENING):
        return None
    try:
        file = GraphFile.model_validate_json(raw)
        if file.format != FORMAT or file.version != VERSION or "format" not in file.model_fields_set:
            return None
        return file if to_bytes(file) == raw else None
    except (ValueError, RecursionError, UnwritableFile):
        return None


def _patient(raw: bytes, name: str, importers: Iterable[Importer]) -> Found:
    document = raw_document(raw, name, importers)
    if isinstance(document.value, GraphFile):
        return Found(document.value, None, document.read_only, document.notices)
    read_only, notices = document.read_only, document.notices
    if document.repeated:
        places = ", ".join(at for at, _ in document.repeated[:3])
        read_only = read_only or (
            f"{name} has keys that stand twice in one object ({places}), of which only the last was read. "
            "It opens read-only so that nothing is lost; join them in a text editor."
        )
        notices = tuple(dict.fromkeys((*notices, read_only)))
    return Found(_validated(document.value, name), raw, read_only, notices)


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


def _validated(value: dict[str, Any], name: str) -> GraphFile:
    try:
        file = GraphFile.model_validate(value)
        to_bytes(file)  # what could not be written again must not be edited
        return file
    except (RecursionError, UnwritableFile) as error:
        raise UnreadableFile(f"{name} is nested too deeply to be a graph (lists within lists within lists).") from error
    except ValidationError as error:
        wrong = salvage(value).problems
        told = " ".join(problem.sentence for problem in wrong[:_TOLD])
        more = f" Check it ('check {name}') to see the other {len(wrong) - _TOLD:,}." if len(wrong) > _TOLD else ""
        raise UnreadableFile(
            f"{name} has {counted(len(wrong), 'mistake')} and cannot be opened. {told}{more}"
        ) from error
