"""One graph in one JSON file: read whole, written whole or not at all, and not touched when nothing has changed.

The reading itself, with all that can be wrong with a file, is in ``reading``.
"""

from __future__ import annotations

import hashlib
import stat
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from explorer.atomic import draft_of, write_atomically
from explorer.model.bodies import Bodies
from explorer.model.errors import UnreadableFile, UnwritableFile
from explorer.model.problem import plain
from explorer.model.project import Project
from explorer.stores.base import Conflict, Opened, unreadable_in_words
from explorer.stores.collector import collector_paused
from explorer.stores.in_parts import MANY_RELATIONS, Large, Progress, read_in_parts
from explorer.stores.reading import Found, read
from explorer.stores.writing import document_bytes, document_parts, to_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Self

    from explorer.model.facts import GraphFile
    from explorer.stores.raw import Importer

LARGEST_BYTES = 400_000_000
SMALL_BYTES = 4_000_000
"""Files up to this size are read in one go, and leave the garbage collector little to walk over."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class _Large(NamedTuple):
    """A large document as it was saved: how many bytes, a digest of them, and what they say."""

    size: int
    digest: str
    project: Project


@dataclass
class JsonStore:
    """A JSON file as the home of a graph.

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
    _document: GraphFile | bytes | None = field(
        default=None, repr=False
    )  # what _raw stands for; of a large one a digest
    _raw: bytes | None = field(
        default=None, repr=False
    )  # what was read or saved; not kept of a large one that was saved
    _saved: _Large | None = field(default=None, repr=False)  # in place of it
    _is_on_disk: bool = field(default=False, repr=False)  # whether the file held that when last seen

    @classmethod
    def create(cls, path: Path) -> JsonStore:
        """Return a home for a graph that has none yet. Nothing is written before ``save``."""
        return cls(Path(path))

    @property
    def writable(self) -> bool:
        """Whether ``save`` may be called."""
        return not self.why_not

    def at(self, path: Path) -> Self:
        """Return the home of the same graph at another path ("save as"). Nothing is written before ``save``."""
        if self.why_not and _same_file(self.path, path):
            return self
        return replace(self, path=Path(path), why_not="", _is_on_disk=False)

    def is_changed_elsewhere(self) -> bool:
        """Whether somebody else has written the file since it was read or saved here."""
        return self._is_on_disk and self.path.exists() and not self._holds_ours()

    def mark(self) -> str:
        """Return what tells the state of the file that was read or saved here from all others."""
        if self._saved is not None:
            return self._saved.digest
        return "" if self._raw is None else hashlib.sha256(self._raw).hexdigest()

    def seen(self) -> Project:
        """Return the graph as it was when the file was last read or saved here."""
        if self._saved is not None:
            return self._saved.project
        return Project() if self._raw is None else parse(self._raw, self.path).project

    def close(self) -> None:
        """Nothing is held open between reading and writing."""

    def save(self, project: Project, *, overwrite: bool = False) -> None:
        """Make the file hold the project."""
        for _ in self.saving(project, overwrite=overwrite):
            pass

    def saving(self, project: Project, *, overwrite: bool = False) -> Iterator[Progress]:
        """Make the file hold the project step by step. See ``Store.saving``."""
        if self.why_not:
            raise UnwritableFile(self.why_not)
        if not overwrite and self.is_changed_elsewhere():
            raise Conflict(
                f"{plain(self.path.name)} was changed by another program since it was opened here. "
                "Save under another name, or save anyway and lose what was written there."
            )
        from explorer.stores.article_texts import keep_texts

        keep_texts(project, self.path)
        yield Progress(0.1)
        is_large = isinstance(project.relations, Bodies)
        document = _digest(document_parts(project)) if is_large else project.to_file()
        if is_large and self._document is None and self._raw is not None:  # it was in our form, to the letter
            self._document = _digest((self._raw,))
        yield Progress(0.4)
        is_same = document == self._document
        if is_same and self._is_on_disk and self._holds_ours():
            return
        yield Progress(0.5)
        if is_same and self._raw is not None:
            write_atomically(self.path, self._raw)
        else:
            self._write(project)
        self._document, self._is_on_disk = document, True

    def _write(self, project: Project) -> None:
        """Write a document that is not as it was."""
        now = self.clock().strftime("%Y-%m-%dT%H:%M:%SZ")
        if not isinstance(project.relations, Bodies):
            raw = document_bytes(project, modified=now)
            write_atomically(self.path, raw)
            self._raw, self._saved = raw, None
            return
        size, digest = 0, hashlib.sha256()
        with draft_of(self.path) as draft, draft.open("wb") as out:
            for part in document_parts(project, modified=now):
                out.write(part)
                digest.update(part)
                size += len(part)
        self._raw, self._saved = None, _Large(size, digest.hexdigest(), project.snapshot())

    def _holds_ours(self) -> bool:
        # The bytes themselves are compared: a clock's tick is too coarse to tell two quick writes apart.
        size = self._saved.size if self._saved is not None else len(self._raw or b"")
        try:
            if self.path.stat().st_size != size:
                return False
            if self._saved is None:
                return self.path.read_bytes() == self._raw
            with self.path.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == self._saved.digest
        except OSError:
            return False


def load(path: Path | str, importers: Iterable[Importer] = ()) -> Opened[JsonStore]:
    """Open a graph file.

    Parameters
    ----------
    path : path-like
        The file.
    importers : iterable of Importer
        Formats that are tried, in order, on JSON that is not a graph file (``explorer.formats.IMPORTERS``).

    Returns
    -------
    Opened
        The project, the store to save it with, and notices for a person.

    Raises
    ------
    UnreadableFile
        It cannot be opened; the text says why and what to do.
    """
    return _last(loading(Path(path), importers))


def loading(path: Path, importers: Iterable[Importer] = ()) -> Iterator[Progress | Opened[JsonStore]]:
    """Open a graph file step by step; the last one is what ``load`` returns."""
    for step in parsing(read_bytes(path), path, importers):
        if isinstance(step, Opened):
            step.store._is_on_disk = True
            if any(article.text_sha256 for article in step.project.articles.values()):
                from explorer.stores.article_texts import bring_texts

                step = replace(step, notices=(*step.notices, *bring_texts(step.project, path)))
        yield step


def parse(raw: bytes | str, path: Path, importers: Iterable[Importer] = ()) -> Opened[JsonStore]:
    """Open a graph from its bytes, for instance those embedded in a picture at ``path``.

    See ``load``. A store made here has not seen the disk; it saves over ``path`` only if ``path`` is a JSON file.
    """
    raw = raw.encode("utf-8", "surrogatepass") if isinstance(raw, str) else raw
    return _last(parsing(raw, path, importers))


def parsing(raw: bytes, path: Path, importers: Iterable[Importer] = ()) -> Iterator[Progress | Opened[JsonStore]]:
    """Open a graph from its bytes step by step; the last one is what ``parse`` returns."""
    with collector_paused(freeze=len(raw) > SMALL_BYTES):
        large: Large | None = None
        found: Found | None = None
        for step in read_in_parts(raw) if len(raw) > SMALL_BYTES else ():
            if isinstance(step, Progress):
                yield step
            else:
                large = step
        if large is None and len(raw) > SMALL_BYTES:
            from explorer.stores.fact_by_fact import read_fact_by_fact  # here: most starts are on a file that we wrote

            for step in read_fact_by_fact(raw):
                if isinstance(step, Progress):
                    yield step
                else:
                    large, found = step, Found(step.project.without_ties(), raw, notices=step.notices)
        if large is None:
            found = read(raw, plain(path.name), importers)
            if len(found.file.relations) >= MANY_RELATIONS:
                large = next((step for step in read_in_parts(to_bytes(found.file)) if isinstance(step, Large)), None)
    yield _opened(raw, path, found, large)


def _opened(raw: bytes, path: Path, found: Found | None, large: Large | None) -> Opened[JsonStore]:
    why_not = found.read_only if found is not None else ""
    if not why_not and path.suffix.lower() in {".png", ".svg", ".pdf", ".html"}:
        why_not = f"{plain(path.name)} is a picture with a graph inside. Save the graph under another name."
    if found is None and large is not None:  # its bytes are the document, to the letter
        return Opened(large.project, JsonStore(path, why_not, _raw=raw), large.notices)
    if found is None:
        raise AssertionError("One of the two ways of reading a file returns a document or raises.")
    if large is None:
        return Opened(
            Project(found.file), JsonStore(path, why_not, _document=found.file, _raw=found.original), found.notices
        )
    store = JsonStore(path, why_not, _document=_digest(document_parts(large.project)), _raw=found.original)
    return Opened(large.project, store, found.notices)


def _last(steps: Iterator[Progress | Opened[JsonStore]]) -> Opened[JsonStore]:
    for step in steps:
        if isinstance(step, Opened):
            return step
    raise AssertionError("The last step of reading is what was read.")


def _digest(parts: Iterable[bytes]) -> bytes:
    digest = hashlib.blake2b()
    for part in parts:
        digest.update(part)
    return digest.digest()


def read_bytes(path: Path) -> bytes:
    """Return what a file holds.

    Raises
    ------
    UnreadableFile
        It is missing, not a file, too large, or may not be read.
    """
    name = plain(path.name)
    with unreadable_in_words(path):
        found = path.stat()
        if stat.S_ISDIR(found.st_mode):
            raise UnreadableFile(f"{name or path} is a folder. Choose the graph.json inside it.")
        if not stat.S_ISREG(found.st_mode):
            raise UnreadableFile(f"{name} is not an ordinary file. Choose a graph.json file.")
        if found.st_size > LARGEST_BYTES:
            raise UnreadableFile(
                f"{name} holds {found.st_size / 1e6:,.0f} MB; a graph file may hold up to "
                f"{LARGEST_BYTES / 1e6:,.0f} MB. Split it into smaller graphs."
            )
        return path.read_bytes()


def _same_file(first: Path, second: Path) -> bool:
    try:
        return first.samefile(second)
    except OSError:
        return first.absolute() == second.absolute()
