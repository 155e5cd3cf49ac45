"""The home of a document that holds only a part of its store: what was read of it is known, and only what differs is written.

What was not read is never touched. Which parts are read, whoever browses decides.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic_core import to_json

from explorer.model.errors import UnwritableFile
from explorer.model.facts import Article, Entity, GraphFile, Relation, SavedView
from explorer.model.kept_texts import as_saved
from explorer.model.project import Project
from explorer.stores.article_texts import keep_texts, texts_beside
from explorer.stores.base import Opened
from explorer.stores.building import skeleton, view_body
from explorer.stores.connection import rows
from explorer.stores.edits import Edit, Seat, Step
from explorer.stores.in_parts import Progress
from explorer.stores.rows import KINDS, to_body
from explorer.stores.schema import Table
from explorer.stores.sqlite import MOST_LOADED, SqliteStore, copying

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import apsw

    from explorer.model.facts import Decision
    from explorer.model.positions import Point
    from explorer.stores.edits import Key
    from explorer.stores.reader import Listed, Reader, Summary

Fact = Article | Entity | Relation
TABLE_OF: dict[type, Table] = {kind: table for table, kind in KINDS.items()}
MOST_SUGGESTED = 8
_QUARREL = -1  # a version that no fact has: whoever writes is told that somebody else has changed it


@dataclass
class BrowsedStore:
    """Owns a store, and knows what of it the document in memory has.

    Attributes
    ----------
    whole : SqliteStore
        The store.
    summary : Summary
        What it held when it was opened.
    connected : tuple of Listed
        Its best connected entities then.
    """

    whole: SqliteStore
    summary: Summary
    connected: tuple[Listed, ...] = ()
    _known: dict[Key, Fact] = field(default_factory=dict, repr=False)
    _places: dict[str, Point] = field(default_factory=dict, repr=False)
    _pinned: frozenset[str] = frozenset()
    _journal: tuple[Decision, ...] = ()
    _texts: str | None = None
    _own: set[str] = field(default_factory=set, repr=False)  # ids of edits that were made here

    def __post_init__(self) -> None:
        """Lie where the store lies."""
        self.path: Path = self.whole.path

    @property
    def writable(self) -> bool:
        """See ``Store``."""
        return self.whole.writable

    @property
    def why_not(self) -> str:
        """See ``Store``."""
        return self.whole.why_not

    @property
    def reader(self) -> Reader:
        """What answers from the whole store."""
        return self.whole.reader()

    def project(self) -> Project:
        """Return the document as it begins: what it says of itself, and none of its facts."""
        reader = self.reader
        view = SavedView.model_validate_json(self._view() or "{}")
        self._pinned = frozenset(view.pinned)
        file = reader.document()
        self._journal, self._texts = file.journal, file.article_texts
        return Project(file.model_copy(update={"views": (SavedView(pinned=view.pinned),)}) if view.pinned else file)

    def at(self, path: Path) -> BrowsedStore:
        """Return the home of the same part in a copy of the whole store, which is made at once. See also ``copying_to``."""
        *_, copy = self.copying_to(path)
        assert isinstance(copy, BrowsedStore)
        return copy

    def copying_to(self, path: Path) -> Iterator[Progress | BrowsedStore]:
        """Copy the whole store step by step; the last one is the home of the same part there.

        Raises
        ------
        UnwritableFile
            The copy could not be written whole; nothing is left of it.
        """
        yield from copying(self.whole, path)
        copy = SqliteStore.open(path)
        yield BrowsedStore(
            copy,
            self.summary,
            self.connected,
            dict(self._known),
            dict(self._places),
            self._pinned,
            self._journal,
            self._texts,
        )

    def mark(self) -> str:
        """See ``Store``."""
        return self.whole.mark()

    def is_changed_elsewhere(self) -> bool:
        """See ``Store``."""
        return self.whole.is_changed_elsewhere()

    def close(self) -> None:
        """See ``Store``."""
        self.whole.close()

    # -- what is known --------------------------------------------------------------------------

    def know(self, facts: Iterable[Fact], places: Mapping[str, Point]) -> None:
        """Note facts, and places of entities, as they were read."""
        self._known.update({(TABLE_OF[type(fact)], fact.id): fact for fact in facts})
        self._places.update({key: _rounded(place) for key, place in places.items()})

    def forget(self, facts: Iterable[Fact]) -> None:
        """Note that facts are in memory no more; they stay where they are."""
        for fact in facts:
            self._known.pop((TABLE_OF[type(fact)], fact.id), None)
            self._places.pop(fact.id, None)

    def known(self, table: Table, key: str) -> Fact | None:
        """Return a fact as it was read; None for one that was not."""
        return self._known.get((table, key))

    def has_known(self, fact: Fact) -> bool:
        """Whether a fact was read, whatever has become of it in memory."""
        return (TABLE_OF[type(fact)], fact.id) in self._known

    def ids(self, kind: type[Fact]) -> list[str]:
        """Return the ids of all facts of a sort that were read."""
        return [key for table, key in list(self._known) if table is TABLE_OF[kind]]

    def keys(self) -> list[Key]:
        """Return the keys of all facts that were read."""
        return list(self._known)

    def is_own(self, edit: str) -> bool:
        """Whether an edit was made here."""
        return edit in self._own

    def texts_of(self, articles: Iterable[Article]) -> dict[str, str]:
        """Return the texts of articles that lie beside the store."""
        return texts_beside(self.path, articles)

    # -- saving ---------------------------------------------------------------------------------

    def saving(self, project: Project, *, overwrite: bool = False) -> Iterator[Progress]:
        """See ``save``, which is one step: of the part that was read only what differs is written."""
        self.save(project, overwrite=overwrite)
        yield Progress(1.0)

    def save(self, project: Project, *, overwrite: bool = False) -> None:
        """Write what differs from what was read, in one transaction."""
        if self.why_not:
            raise UnwritableFile(self.why_not)
        now = dict(self._facts(project))
        if any(
            own.text is not None and (Table.ARTICLE, key) not in self._known for key, own in project.articles.items()
        ):
            keep_texts(project, self.path)
        edit = self._difference(project, now, check=not overwrite)
        if edit is None:
            return
        self._own.add(edit.id)
        self.whole.apply(edit)
        self._known = now
        self._places.update(_seated(project))
        self._pinned, self._journal = project.pinned, project.journal
        self._texts = _where_texts_are(project)

    def _facts(self, project: Project) -> Iterator[tuple[Key, Fact]]:
        """Go through the facts as they are kept: without texts that lie beside the store."""
        for article in as_saved(project):
            key = (Table.ARTICLE, article.id)
            known = self._known.get(key)
            is_inside = isinstance(known, Article) and known.text is not None
            yield key, project.articles[article.id] if is_inside else article
        for entity in project.entities.values():
            yield (Table.ENTITY, entity.id), entity
        for relation in project.relations.values():
            yield (Table.RELATION, relation.id), relation

    def _difference(self, project: Project, now: dict[Key, Fact], *, check: bool) -> Edit | None:
        changed = [(key, fact) for key, fact in now.items() if self._known.get(key) != fact]
        steps = [Step(*key, to_body(fact)) for key, fact in changed]
        steps += [Step(*key, None) for key in self._known if key not in now]
        seats = [
            Seat(0, key, to_json(place).decode())
            for key, place in _seated(project).items()
            if self._places.get(key) != place
        ]
        document = self._document(project)
        if not (steps or seats or document or project.pinned != self._pinned):
            return None
        with self.whole.connections_here().reading() as connection:
            base = {(step.table, step.id): self._version(connection, step) for step in steps}
        return Edit(
            id=uuid.uuid4().hex,
            author=project.journal[-1].by or "" if project.journal != self._journal and project.journal else "",
            at=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            steps=tuple(steps),
            base=base if check else {},
            document=document,
            views=self._views(project, seats),
            seats=tuple(seats),
        )

    def _version(self, connection: apsw.Connection, step: Step) -> int:
        """Return the version of a fact if it is as it was read; else one that it does not have."""
        select = f"select version, removed, body from {step.table} where id = ?"
        version, removed, body = next(rows(connection, select, (step.id,)), (0, 1, ""))
        known = self._known.get((step.table, step.id))
        if removed:
            return int(version) if known is None or step.body is None else _QUARREL
        return int(version) if known is not None and KINDS[step.table].model_validate_json(body) == known else _QUARREL

    def _document(self, project: Project) -> str | None:
        """Return what the document says of itself, if that changes: decisions of others stay in its journal."""
        texts = _where_texts_are(project)
        if (project.journal, texts) == (self._journal, self._texts):
            return None
        there: GraphFile = self.reader.document()
        known, own = {item.id for item in self._journal}, {item.id for item in project.journal}
        kept = tuple(item for item in there.journal if item.id in own or item.id not in known)
        ids = {item.id for item in kept}
        added = tuple(item for item in project.journal if item.id not in ids and item.id not in known)
        stated = {"article_texts": texts} if texts != self._texts else {}
        return skeleton(there.model_copy(update={"journal": (*kept, *added), **stated}))

    def _views(self, project: Project, seats: list[Seat]) -> dict[int, str | None]:
        body = self._view()
        if body is not None and project.pinned == self._pinned:
            return {}
        if body is None and not seats and not project.pinned:
            return {}
        view = SavedView.model_validate_json(body) if body is not None else SavedView(name="Main")
        pinned = tuple(sorted((frozenset(view.pinned) - (self._pinned - project.pinned)) | project.pinned))
        return {0: view_body(view.model_copy(update={"pinned": pinned}) if pinned != view.pinned else view)}

    def _view(self) -> str | None:
        with self.whole.connections_here().reading() as connection:
            found = connection.execute("select body from view where place = 0").get
            return None if found is None else str(found)


def browse(path: Path) -> Opened[BrowsedStore]:
    """Open a store to be browsed, whatever its size; none of its facts are read.

    Raises
    ------
    UnreadableFile
        It cannot be opened; the text says why and what to do.
    """
    return _browsed(SqliteStore.open(path))


def browse_if_large(path: Path, most: int = MOST_LOADED) -> Opened[BrowsedStore] | None:
    """Open a store to be browsed if it has too many relations to be loaded as a whole; else None."""
    store = SqliteStore.open(path)
    if store.reader().summary().relations > most:
        return _browsed(store)
    store.close()
    return None


def _browsed(store: SqliteStore) -> Opened[BrowsedStore]:
    reader = store.reader()
    home = BrowsedStore(store, reader.summary(), tuple(reader.entities(limit=MOST_SUGGESTED)))
    return Opened(home.project(), home, (store.why_not,) if store.why_not else ())


def _seated(project: Project) -> dict[str, Point]:
    places = project.positions.as_dict()
    return {key: _rounded(place) for key, place in places.items() if key in project.entities}


def _rounded(place: Point) -> Point:
    """Return a place as exactly as it is kept."""
    return round(place[0], 1), round(place[1], 1)


def _where_texts_are(project: Project) -> str | None:
    return project.without_ties().article_texts
