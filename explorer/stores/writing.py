"""The one form in which a document is written."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pydantic_core import PydanticSerializationError, from_json, to_json

from explorer.model.bodies import Bodies
from explorer.model.errors import UnreadableFile, UnwritableFile
from explorer.model.facts import Entity, GraphFile
from explorer.model.problem import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.facts import Relation
    from explorer.model.project import Project

    Kept = Bodies[Entity] | Bodies[Relation]


OPENING = b'{\n  "'
"""What every document begins with, if it is in this form."""
AT_ONCE = 1_000  # facts


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


def document_bytes(project: Project, *, modified: str | None = None) -> bytes:
    """Return what ``to_bytes`` returns of a project's document. See ``document_parts``."""
    return b"".join(document_parts(project, modified=modified))


def document_parts(project: Project, *, modified: str | None = None) -> Iterator[bytes]:
    """Go through what ``to_bytes`` returns of a project's document; facts that were kept as text need not be read.

    Parameters
    ----------
    project : Project
        The document.
    modified : str, optional
        When it was changed, if it says so at all.

    Raises
    ------
    UnwritableFile
        It holds something that could not be read again.
    """
    entities, relations = project.entities, project.relations
    for facts in (entities, relations):
        if isinstance(facts, Bodies):
            _hold_nothing_else(facts)
    if not isinstance(entities, Bodies) or not isinstance(relations, Bodies):
        yield to_bytes(dated(project.to_file(), modified))
        return
    file = dated(project.without_ties(), modified)
    raw = to_bytes(file.model_copy(update={"entities": (), "relations": ()}))
    before, _, rest = raw.partition(b'\n  "entities": []')
    between, _, after = rest.partition(b'\n  "relations": []')
    yield before
    yield from _listed("entities", entities)
    yield between
    yield from _listed("relations", relations)
    yield after


def dated(file: GraphFile, modified: str | None) -> GraphFile:
    """Return the document with the time of a change, if it keeps one."""
    return file if file.modified is None or modified is None else file.model_copy(update={"modified": modified})


def _listed(name: str, facts: Kept) -> Iterator[bytes]:
    if not len(facts):
        yield f'\n  "{name}": []'.encode()
        return
    between = f'\n  "{name}": [\n'.encode()
    parts = (part if isinstance(part, bytes) else _indented(name, part) for part in facts.parts())
    while some := list(islice(parts, AT_ONCE)):
        yield between
        yield b",\n".join(some)
        between = b",\n"
    yield b"\n  ]"


def _hold_nothing_else(facts: Kept) -> None:
    """Make sure that what took the place of a text takes nothing away that could not be read."""
    from explorer.stores.json_text import parse  # here: no start needs it

    for key, text in facts.displaced():
        try:
            repeated = parse(text.decode() if isinstance(text, bytes) else text, plain(key)).repeated
        except UnreadableFile as error:
            raise UnwritableFile(f"The graph cannot be saved with what was changed: {error}") from error
        if repeated:
            raise UnwritableFile(
                f"'{plain(key)}' has keys that stand twice in the file ({repeated[0][1]}), of which only the last was "
                "read. Undo what was changed in it, join them in a text editor, and open the file again."
            )


def _indented(name: str, part: str | Entity | Relation) -> bytes:
    """Return a fact as it stands in the list of a document. Text is as an SQLite store keeps it: in one line."""
    if isinstance(part, str):
        return b"    " + to_json(from_json(part), indent=2).replace(b"\n", b"\n    ")
    raw = to_bytes(GraphFile(entities=(part,)) if isinstance(part, Entity) else GraphFile(relations=(part,)))
    opening = f'\n  "{name}": [\n'.encode()
    return raw[raw.index(opening) + len(opening) : raw.rindex(b"\n  ]")]
