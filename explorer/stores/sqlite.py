"""A graph in one ``.edgewise`` file: read in parts, written one change at a time, never half.

The home of a whole document, like a JSON file; and, for what is too big to be loaded, what answers in its place (``browsing``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from explorer.atomic import draft_of
from explorer.model.bodies import Bodies
from explorer.model.errors import ExplorerError, UnwritableFile
from explorer.model.problem import plain
from explorer.model.project import Project
from explorer.stores.article_texts import bring_texts, keep_texts
from explorer.stores.base import Conflict, Opened, TooLarge
from explorer.stores.building import building, close_log, keep_a_log
from explorer.stores.carrying_out import carry_out, from_log
from explorer.stores.connection import Connections, refuse_unfit, rows, told, why_not_writable
from explorer.stores.differing import State, difference, state_of
from explorer.stores.edits import Applied, Recorded
from explorer.stores.in_parts import Progress
from explorer.stores.loading import load_in_steps
from explorer.stores.schema import Table
from explorer.stores.writing import dated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from explorer.model.project import Stored
    from explorer.stores.edits import Already, Edit, Key
    from explorer.stores.reader import Reader

MOST_LOADED = 400_000
"""Relations that are loaded as one document; more are browsed."""
TOLD_EVERY, FILLED = 1_000, 0.8  # facts; how far it is when all are in, and only the indexes are missing


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass
class SqliteStore:
    """Owns the connections to one ``.edgewise`` file, and knows what of it the document in memory has seen.

    Attributes
    ----------
    path : Path
        The file.
    why_not : str
        Why it cannot be saved to, as a sentence; empty when it can.
    """

    path: Path
    why_not: str = ""
    clock: Callable[[], datetime] = field(default=_utc_now, repr=False)
    connections: Connections | None = field(default=None, repr=False)
    _origin: SqliteStore | None = field(default=None, repr=False)  # whose log a copy goes on with
    _state: State | None = field(default=None, repr=False)  # the document as the store has it
    _versions: dict[Key, int] = field(default_factory=dict, repr=False)
    _inode: tuple[int, int] | None = field(default=None, repr=False)

    @classmethod
    def create(cls, path: Path) -> SqliteStore:
        """Return a home for a graph that has none yet. Nothing is written before ``save``."""
        return cls(Path(path))

    @classmethod
    def open(cls, path: Path) -> SqliteStore:
        """Open a store without reading any facts.

        Raises
        ------
        UnreadableFile
            It cannot be opened; the text says why and what to do.
        """
        store = cls(Path(path))
        store._connect()
        return store

    @property
    def writable(self) -> bool:
        """Whether ``save`` may be called."""
        return not self.why_not

    def at(self, path: Path) -> SqliteStore:
        """Return the home of the same graph at another path ("save as"). Nothing is written before ``save``."""
        if _same_file(self.path, path):
            return self
        return SqliteStore(
            Path(path), clock=self.clock, _origin=self, _state=self._state, _versions=dict(self._versions)
        )

    def close(self) -> None:
        """Let go of the file. Whoever asks again opens it anew."""
        if self.connections is not None:
            self.connections.close()

    # -- the whole document ------------------------------------------------------------------------

    def load(self, most: int = MOST_LOADED) -> Project:
        """Read everything.

        Raises
        ------
        TooLarge
            It holds more than ``most`` relations.
        UnreadableFile
            It is damaged.
        """
        *_, project = self.loading(most)
        assert isinstance(project, Project)
        return project

    def loading(self, most: int = MOST_LOADED) -> Iterator[Progress | Project]:
        """Read everything step by step; the last one is what ``load`` returns."""
        with self.connections_here().reading() as connection:
            count = connection.execute("select count(*) from relation where removed = 0 and loose = 0").get
            if count > most:
                raise TooLarge(
                    f"{plain(self.path.name)} holds {count:,} relations; up to {most:,} are opened as a whole. "
                    "Search it, and open what is near what you find."
                )
            for step in load_in_steps(connection):
                if isinstance(step, Progress):
                    yield step
                    continue
                self._state, self._versions = state_of(step.project), step.versions
                yield step.project

    def mark(self) -> str:
        """Return what tells the newest change from all others, whoever made it."""
        if self.connections is None:
            return ""
        try:
            with self.connections.reading() as connection:
                return str(connection.execute("select id from change order by seq desc limit 1").get or "")
        except ExplorerError:
            return ""

    def seen(self) -> Project:
        """Return the graph as it was when the store was last read or saved here."""
        if self._state is None:
            return Project()
        file, entities, relations = self._state
        if isinstance(entities, Bodies) and isinstance(relations, Bodies):
            return Project(file, entities=entities.copy(), relations=relations.copy())
        lists = {"entities": tuple(entities.values()), "relations": tuple(relations.values())}
        return Project(file.model_copy(update=lists))

    def is_changed_elsewhere(self) -> bool:
        """Whether another file lies where this one was. What others write into it is no harm: see ``save``."""
        return self._inode is not None and self.path.exists() and self._inode != _inode(self.path)

    def save(self, project: Project, *, overwrite: bool = False) -> None:
        """Make the store hold the project."""
        for _ in self.saving(project, overwrite=overwrite):
            pass

    def saving(self, project: Project, *, overwrite: bool = False) -> Iterator[Progress]:
        """Make the store hold the project: what has changed since the last time, in one transaction. See ``Store.saving``.

        Facts that somebody else has changed meanwhile stay as they are, unless the project changes the same ones.
        """
        if self.why_not:
            raise UnwritableFile(self.why_not)
        keep_texts(project, self.path)
        yield Progress(0.0)
        if self.connections is not None and self.path.exists():
            if not self.is_changed_elsewhere():
                self._save_changes(project, overwrite=overwrite)
                return
            if not overwrite:
                raise Conflict(
                    f"{plain(self.path.name)} was replaced by another program since it was opened here. "
                    "Save under another name, or save anyway and lose what was put there."
                )
        if self._origin is not None and self._origin.connections is not None and self._state is not None:
            yield from copying(self._origin, self.path)
            self._connect()
            self._save_changes(project, overwrite=True)
        else:
            yield from self._save_whole(project)

    def _save_whole(self, project: Project) -> Iterator[Progress]:
        self.close()
        state = state_of(project)
        with building(self.path) as builder:
            total = len(state.file.articles) + len(project.entities) + len(project.relations)
            facts: Iterator[Stored] = chain(state.file.articles, project.entities.values(), project.relations.values())
            for number, fact in enumerate(facts):
                builder.add(fact)
                if number % TOLD_EVERY == 0:
                    yield Progress(FILLED * number / total)
            yield Progress(FILLED)
            builder.finish(dated(state.file, self._now()), self._now())
        self._state, self._versions = state, {}
        self._connect()

    def _save_changes(self, project: Project, *, overwrite: bool) -> None:
        if self._state is None:
            raise RuntimeError("a document can be saved where it was loaded from, or to a new file")
        state, now = state_of(project), self._now()
        edit = difference(self._state, state, versions=self._versions, places=self._places, at=now, modified=now)
        if edit is not None:
            done = self._carry_out(edit, check=not overwrite)
            if isinstance(done, Applied):
                self._versions.update(done.versions)
        self._state = state

    def _places(self, of: Table | int) -> Mapping[str, float]:
        with self.connections_here().reading() as connection:
            if isinstance(of, Table):
                found = rows(connection, f"select id, place from {of} where removed = 0")
            else:
                found = rows(connection, "select entity, place from position where view = ?", (of,))
            return dict(found)

    def _now(self) -> str:
        return self.clock().strftime("%Y-%m-%dT%H:%M:%SZ")

    # -- one change at a time ----------------------------------------------------------------------

    def reader(self) -> Reader:
        """Return what answers from the store without loading it."""
        from explorer.stores.reader import Reader

        return Reader(self.connections_here())

    def head(self) -> int:
        """Return the number of the newest change. Costs next to nothing: ask it to learn of others' changes."""
        with self.connections_here().reading() as connection:
            return int(connection.execute("select seq from graph").get)

    def apply(self, edit: Edit) -> Applied | Already:
        """Carry an edit out; when this returns, it is on the disk. After any error, send the same edit again.

        Raises
        ------
        Conflict
            Somebody else has changed one of its facts.
        UnwritableFile
            It could not be written; nothing was.
        """
        if self.why_not:
            raise UnwritableFile(self.why_not)
        return self._carry_out(edit, check=True)

    def _carry_out(self, edit: Edit, *, check: bool) -> Applied | Already:
        with self.connections_here().writing() as connection:
            return carry_out(connection, edit, check=check)

    def changes_since(self, seq: int, limit: int = 1_000) -> list[Recorded]:
        """Return the changes after a number, oldest first."""
        with self.connections_here().reading() as connection:
            query = "select seq, id, author, at, edit, inverse from change where seq > ? order by seq limit ?"
            return [
                Recorded(seq, key, author, at, from_log(edit), from_log(inverse))
                for seq, key, author, at, edit, inverse in rows(connection, query, (seq, limit))
            ]

    def connections_here(self) -> Connections:
        """Return the connections, made where there are none yet."""
        if self.connections is None:
            self._connect()
        assert self.connections is not None
        return self.connections

    def _connect(self) -> None:
        refuse_unfit(self.path)
        self.why_not = why_not_writable(self.path)
        self.connections = Connections(self.path, read_only=bool(self.why_not))
        self.connections.here()
        self._inode = _inode(self.path)


def load(path: Path | str) -> Opened[SqliteStore]:
    """Open a store as a whole document. See ``SqliteStore.open`` and ``load``."""
    *_, opened = opening(Path(path))
    assert isinstance(opened, Opened)
    return opened


def opening(path: Path, most: int = MOST_LOADED) -> Iterator[Progress | Opened[SqliteStore]]:
    """Open a store as a whole document step by step; the last one is what ``load`` returns."""
    store = SqliteStore.open(path)
    for step in store.loading(most):
        if isinstance(step, Progress):
            yield step
        else:
            notices = (store.why_not, *bring_texts(step, path))
            yield Opened(step, store, tuple(notice for notice in notices if notice))


def copying(origin: SqliteStore, path: Path) -> Iterator[Progress]:
    """Copy a store that may be in use, step by step. Who stops in between leaves nothing behind.

    Raises
    ------
    UnwritableFile
        The copy could not be written whole; nothing is left of it.
    """
    import apsw

    with draft_of(path) as draft:
        with told(path, UnwritableFile):
            target = apsw.Connection(str(draft))
            try:
                target.execute("pragma journal_mode = off")
                with target.backup("main", origin.connections_here().here(), "main") as backup:
                    while not backup.done:
                        backup.step(2_000)
                        yield Progress(1.0 - backup.remaining / max(backup.page_count, 1))
            finally:
                target.close()
        keep_a_log(draft, path)
        close_log(path)


def _inode(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _same_file(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return first.absolute() == second.absolute()
