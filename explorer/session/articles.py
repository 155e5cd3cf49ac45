"""Bringing articles in: read and compared off the main thread, added when a person has confirmed them."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.model.errors import ExplorerError
from explorer.model.values import LONGEST_TITLE, shortened
from explorer.model.words import counted
from explorer.session.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from explorer.model.attaching import Comparison
    from explorer.model.facts import Article, Section
    from explorer.model.project import Project
    from explorer.session.document import Document
    from explorer.session.tasks import Tasks
    from explorer.texts.adopting import Standing
    from explorer.texts.draft import Draft

log = logging.getLogger(__name__)
KEY = "articles"
LONGEST_ADDRESS = 60


@dataclass(frozen=True)
class Arrival:
    """An article that was read: what it would become, and how it stands to those that are there."""

    draft: Draft
    article: Article
    standing: Standing


@dataclass(frozen=True)
class Arrivals:
    """All articles that were read, and a sentence for each that could not be. ``progress`` is how far it is."""

    read: tuple[Arrival, ...] = ()
    failures: tuple[str, ...] = ()
    progress: float = 0.0


@dataclass(frozen=True)
class Copy:
    """A person's own copy of an article of the document, compared with what was quoted from it."""

    comparison: Comparison
    sections: tuple[Section, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True)
class Agreed:
    """What a person has agreed to: drifted quotations, by id of evidence, and one of several places for others."""

    drifted: frozenset[str] = frozenset()
    chosen: Mapping[str, tuple[int, int]] = field(default_factory=dict)


class Intake(QObject):
    """Reads articles, and puts them into the document.

    Signals
    -------
    arrived : Arrivals
        Articles were read; nothing is added before a person confirms it.
    compared : Copy
        A copy of an article was read and compared.
    failed : str
        Nothing could be read; a sentence.
    private_address : str, str, str
        An address was not fetched, since its host lies on this machine or in its network: the address, the host and
        a sentence.
    added : str
        Articles are in the document; the id of the first.
    noticed : str
        Something that a person should know and need not answer.
    """

    arrived = Signal(object)
    compared = Signal(object)
    failed = Signal(str)
    private_address = Signal(str, str, str)
    added = Signal(str)
    noticed = Signal(str)

    def __init__(self, document: Document, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._tasks = document, tasks
        document.replaced.connect(lambda: tasks.cancel(KEY))

    # -- reading --------------------------------------------------------------------------------

    def read_paths(self, paths: Iterable[Path]) -> None:
        """Read files, and the articles in folders."""
        given = tuple(paths)
        self._read("Reading articles", lambda: _readers_of(given))

    def read_pasted(self, text: str) -> None:
        """Read text that was pasted."""

        def read() -> Draft:
            from explorer.texts.plain import read_pasted

            return read_pasted(text)

        self._read("Reading the pasted text", lambda: [read])

    def fetch(self, address: str, confirmed: Sequence[str] = ()) -> None:
        """Fetch a page, which a person has asked for, and read it."""
        stopped: Callable[[], bool] = lambda: task.is_cancelled  # noqa: E731  # the task comes into being below

        def read() -> Draft:
            from explorer.texts.reading import read_bytes
            from explorer.texts.web import fetch

            fetched = fetch(address, confirmed=confirmed, is_cancelled=stopped)
            return read_bytes(fetched.raw, fetched.name, address=fetched.address)

        task = self._task(f"Fetching {shortened(address, LONGEST_ADDRESS)}", lambda: [read])
        task.on_failed = lambda error: self._on_not_fetched(address, error)
        self._tasks.start(task)

    def compare(self, article: str, path: Path) -> None:
        """Read a copy of an article, and look up in it what was quoted from the article."""
        snapshot = self._document.project.snapshot()

        def steps() -> Iterator[Copy]:
            from explorer.model.attaching import compared
            from explorer.texts.reading import read_file

            draft = read_file(path)
            yield Copy(compared(snapshot, article, draft.text), draft.sections, draft.notices)

        task = Task(KEY, f"Comparing {path.name}", steps)
        task.on_done = self.compared.emit
        task.on_failed = lambda error: self.failed.emit(str(error))
        self._tasks.start(task)

    def _read(self, title: str, readers: Callable[[], Sequence[Callable[[], Draft]]]) -> None:
        self._tasks.start(self._task(title, readers))

    def _task(self, title: str, readers: Callable[[], Sequence[Callable[[], Draft]]]) -> Task[Arrivals]:
        snapshot = self._document.project.snapshot()
        task = Task(KEY, title, lambda: _arrivals(snapshot, readers()))
        task.on_done = self._on_read
        task.on_failed = lambda error: self.failed.emit(str(error))
        return task

    def _on_read(self, arrivals: Arrivals) -> None:
        if arrivals.read:
            self.arrived.emit(arrivals)
        else:
            self.failed.emit("\n\n".join(arrivals.failures))

    def _on_not_fetched(self, address: str, error: ExplorerError) -> None:
        from explorer.texts.web import PrivateAddress

        if isinstance(error, PrivateAddress):
            self.private_address.emit(address, error.host, str(error))
        else:
            self.failed.emit(str(error))

    # -- adding, as steps that can be undone ----------------------------------------------------

    @property
    def keeps_inside(self) -> bool:
        """Whether the document's file holds the texts of its articles, as things are."""
        from explorer.model.kept_texts import are_inside

        return are_inside(self._document.project)

    def add(self, articles: Sequence[Article], where: str) -> None:
        """Add articles that a person has confirmed, as one step; ``where`` is ``kept_texts.INSIDE`` or ``BESIDE``."""
        from explorer.model.kept_texts import adding

        if not articles:
            return
        articles = _with_free_ids(articles, self._document.project)
        name = (
            f"“{shortened(articles[0].title, LONGEST_TITLE)}”"
            if len(articles) == 1
            else counted(len(articles), "article")
        )
        self._document.do(adding(self._document.project, articles, where), f"Add {name}")
        log.info("added %s articles", len(articles))
        self.noticed.emit(f"Added {name}. {'Its text is' if len(articles) == 1 else 'Their texts are'} kept on saving.")
        self.added.emit(articles[0].id)

    def attach(self, copy: Copy, agreed: Agreed, where: str) -> None:
        """Give an article its text, as one step; quotations change only where a person has agreed."""
        from explorer.model.attaching import attach
        from explorer.model.changes import Batch
        from explorer.model.kept_texts import KeepTexts

        title = shortened(copy.comparison.article.title, LONGEST_TITLE)
        change = attach(self._document.project, copy.comparison, agreed.drifted, agreed.chosen, copy.sections)
        self._document.do(Batch((KeepTexts(where), change)), f"Attach the text of “{title}”")
        log.info("attached a text")
        self.noticed.emit(f"“{title}” has its full text now.")


def _with_free_ids(articles: Sequence[Article], project: Project) -> list[Article]:
    """Return articles that take no other's place, though the document may have changed since they were read."""
    from explorer.texts.adopting import free_id

    taken = set(project.articles)
    made = []
    for article in articles:
        own = article if article.id not in taken else article.model_copy(update={"id": free_id(article.title, taken)})
        taken.add(own.id)
        made.append(own)
    return made


def _readers_of(paths: Iterable[Path]) -> Sequence[Callable[[], Draft]]:
    from functools import partial

    from explorer.texts.reading import article_files, read_file

    return [partial(read_file, file) for path in paths for file in article_files(path)]


def _arrivals(project: Project, readers: Sequence[Callable[[], Draft]]) -> Iterator[Arrivals]:
    """Read one after the other; each is compared with those before it as well. The project is a snapshot."""
    from explorer.texts.adopting import adopted, compared_with, details_of, story_with

    read: list[Arrival] = []
    new: dict[str, Article] = {}
    failures: list[str] = []
    for number, reader in enumerate(readers, 1):
        try:
            draft = reader()
        except ExplorerError as error:
            if len(readers) == 1:
                raise
            failures.append(str(error))
        else:
            standing = compared_with(project, draft, tuple(new.values()))
            story = story_with(standing.copies[0]) if standing.copies else None
            article = adopted(draft, details_of(draft), project.articles.keys() | new.keys(), story)
            read.append(Arrival(draft, article, standing))
            if standing.same is None:
                new[article.id] = article
        yield Arrivals(tuple(read), tuple(failures), number / len(readers))
