"""A whole store in memory, for who asks for all of it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import TypeAdapter
from pydantic_core import from_json

from explorer.model.bodies import Bodies
from explorer.model.errors import UnreadableFile
from explorer.model.facts import Entity, GraphFile, Relation, SavedView
from explorer.model.gathering import Gathering
from explorer.model.project import Project
from explorer.stores.collector import collector_paused
from explorer.stores.connection import rows
from explorer.stores.in_parts import MANY_RELATIONS, Progress
from explorer.stores.rows import KINDS
from explorer.stores.schema import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    import apsw

    from explorer.stores.edits import Key

NAMES = {Table.ARTICLE: "articles", Table.ENTITY: "entities", Table.RELATION: "relations"}
"""What the list of each sort of fact is called in a document."""
_AT_ONCE = 1_000
_LISTS = {table: TypeAdapter(list[kind]) for table, kind in KINDS.items()}  # type: ignore[valid-type]  # by its table


class Loaded(NamedTuple):
    """A whole store: its project, and the versions of those facts that were ever changed."""

    project: Project
    versions: dict[Key, int]


def load_in_steps(connection: apsw.Connection) -> Iterator[Progress | Loaded]:
    """Read everything, step by step; the last step is the project. Of many relations, facts are checked and kept as their text.

    Parameters
    ----------
    connection : Connection
        In a transaction, so that everything is of one moment.
    """
    counts = {table: connection.execute(f"select count(*) from {table} where removed = 0").get for table in NAMES}
    total, done, versions = sum(counts.values()) or 1, 0, dict(_hidden(connection))
    lazily = counts[Table.RELATION] >= MANY_RELATIONS
    kept: dict[Table, list[Any]] = {table: [] for table in NAMES}  # values, or their texts
    ids: dict[Table, list[str]] = {table: [] for table in NAMES}
    gathering = Gathering()
    with collector_paused():
        for table in NAMES:
            for chunk in _chunks(connection, table):
                values = _values(table, [body for _, _, body in chunk])
                versions.update(((table, key), version) for key, version, _ in chunk if version != 1)
                ids[table] += [key for key, _, _ in chunk]
                if lazily and table is not Table.ARTICLE:
                    kept[table] += [body for _, _, body in chunk]
                    (gathering.add_entities if table is Table.ENTITY else gathering.add_relations)(values)
                else:
                    kept[table] += values
                done += len(chunk)
                yield Progress(done / total)
        file = _document(connection, {name: tuple(kept[table]) for table, name in NAMES.items()}, lazily=lazily)
        if not lazily:
            yield Loaded(Project(file), versions)
            return
        people = Bodies(Entity, ids[Table.ENTITY], kept[Table.ENTITY].__getitem__)
        ties = Bodies(Relation, ids[Table.RELATION], kept[Table.RELATION].__getitem__)
        yield Loaded(Project(file, entities=people, relations=ties, gathered=gathering.gathered()), versions)


def _chunks(connection: apsw.Connection, table: Table) -> Iterator[list[tuple[str, int, str]]]:
    found = rows(connection, f"select id, version, body from {table} where removed = 0 order by place, key")
    while chunk := list(islice(found, _AT_ONCE)):
        yield [(key, version, body) for key, version, body in chunk]


def _values(table: Table, bodies: list[str]) -> list[Any]:  # of the class that the table holds
    try:
        return list(_LISTS[table].validate_json(f"[{','.join(bodies)}]"))
    except ValueError as error:
        raise UnreadableFile(
            "The store is damaged: some of its facts cannot be read. Restore it from a copy."
        ) from error


def _document(connection: apsw.Connection, lists: dict[str, tuple[Any, ...]], *, lazily: bool) -> GraphFile:
    file = GraphFile.model_validate_json(connection.execute("select body from graph").get)
    own = {"articles": lists["articles"]} if lazily else lists
    own = {**own, "views": tuple(_views(connection))}
    return file.model_copy(
        update={key: values for key, values in own.items() if values or key in file.model_fields_set}
    )


def _hidden(connection: apsw.Connection) -> Iterator[tuple[Key, int]]:
    """Go through the facts that were taken away: who puts one back goes on from its version."""
    for table in NAMES:
        for key, version in rows(connection, f"select id, version from {table} where removed = 1"):
            yield (table, key), version


def _views(connection: apsw.Connection) -> Iterator[SavedView]:
    for number, body in list(rows(connection, "select place, body from view order by place")):
        view = SavedView.model_validate_json(body)
        places = {key: tuple(from_json(xy)) for key, xy in places_of(connection, number)}
        yield view.model_copy(update={"positions": places}) if places else view


def places_of(connection: apsw.Connection, view: int) -> Iterator[tuple[str, str]]:
    """Go through the places of a saved view, as JSON, in the order of the file."""
    yield from rows(connection, "select entity, xy from position where view = ? order by place, key", (view,))
