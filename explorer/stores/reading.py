"""From the bytes of a file to a document: the short way for files we wrote, the patient way for all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from explorer.model.errors import UnreadableFile, UnwritableFile
from explorer.model.facts import FORMAT, VERSION, GraphFile
from explorer.model.words import counted
from explorer.stores.tidying import tidied
from explorer.stores.writing import OPENING, to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.stores.raw import Importer

_TOLD = 2


class Found(NamedTuple):
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
    return found._replace(file=tidy, notices=(*found.notices, *notices))


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
    from explorer.stores.raw import raw_document  # here and below: most starts are on a file that we wrote

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


def _validated(value: dict[str, Any], name: str) -> GraphFile:
    try:
        file = GraphFile.model_validate(value)
        to_bytes(file)  # what could not be written again must not be edited
        return file
    except (RecursionError, UnwritableFile) as error:
        raise UnreadableFile(f"{name} is nested too deeply to be a graph (lists within lists within lists).") from error
    except ValidationError as error:
        from explorer.model.shape import salvage

        wrong = salvage(value).problems
        told = " ".join(problem.sentence for problem in wrong[:_TOLD])
        more = f" Check it ('check {name}') to see the other {len(wrong) - _TOLD:,}." if len(wrong) > _TOLD else ""
        raise UnreadableFile(
            f"{name} has {counted(len(wrong), 'mistake')} and cannot be opened. {told}{more}"
        ) from error
