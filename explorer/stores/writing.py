"""The one form in which a document is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic_core import PydanticSerializationError

from explorer.model.errors import UnwritableFile

if TYPE_CHECKING:
    from explorer.model.facts import GraphFile


def to_bytes(file: GraphFile) -> bytes:
    """Return a document as graph.json holds it: UTF-8, two-space indented, keys in model order, a line end last.

    Raises
    ------
    UnwritableFile
        It holds something that could not be read again.
    """
    missing = {"format", "version"} - file.model_fields_set
    if missing:
        file = file.model_copy(update={name: getattr(file, name) for name in missing})
    try:
        return file.model_dump_json(indent=2, exclude_unset=True).encode() + b"\n"
    except PydanticSerializationError as error:
        raise UnwritableFile(
            "The graph cannot be saved, because some text in it holds half of a character. "
            "Retype the last name or note that was pasted in."
        ) from error
