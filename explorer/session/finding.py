"""Words looked for in the texts of all articles, in a worker thread: what is found is told article by article."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.model.finding import hits_in
from explorer.session.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.finding import Hit
    from explorer.model.project import Project
    from explorer.session.document import Document
    from explorer.session.tasks import Tasks

KEY = "finding"
MOST_IN_ONE, MOST = 200, 2000
"""Places of one article, and of all, that are told; who needs more needs other words."""


@dataclass(frozen=True)
class Found:
    """What has been found so far.

    Attributes
    ----------
    words : str
        What was looked for.
    hits : tuple of Hit
        In the order of the articles.
    is_all : bool
        Whether there are no others in the articles that were looked through.
    progress : float
        How many of the articles that is, 0 to 1.
    """

    words: str
    hits: tuple[Hit, ...] = ()
    is_all: bool = True
    progress: float = 0.0

    @property
    def articles(self) -> int:
        """In how many articles."""
        return len({hit.article for hit in self.hits})


class Finder(QObject):
    """Owns the search that runs.

    Signals
    -------
    found : Found
        More was found, or (``progress`` is 1) all there is.
    stopped
        The search was broken off.
    """

    found = Signal(object)
    stopped = Signal()

    def __init__(self, document: Document, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._tasks = document, tasks
        document.replaced.connect(self.cancel)

    @property
    def is_busy(self) -> bool:
        """Whether a search runs."""
        return self._tasks.running(KEY) is not None

    def look_for(self, words: str) -> None:
        """Look for other words; an older search is broken off."""
        if not words.strip():
            self.cancel()
            self.found.emit(Found(words, progress=1.0))
            return
        snapshot = self._document.project.snapshot()
        task = Task(KEY, "Looking through the articles", lambda: _search(snapshot, words))
        task.on_step = self.found.emit
        task.on_stopped = self.stopped.emit
        self._tasks.start(task)

    def cancel(self) -> bool:
        """Break the search off. Returns whether there was one."""
        return self._tasks.cancel(KEY)


def _search(project: Project, words: str) -> Iterator[Found]:
    hits: list[Hit] = []
    is_all = True
    count = len(project.articles)
    yield Found(words, progress=0.0 if count else 1.0)
    for number, article in enumerate(project.articles, 1):
        own = list(islice(hits_in(project, article, words), MOST_IN_ONE + 1))
        is_all = is_all and len(own) <= MOST_IN_ONE and len(hits) + len(own) <= MOST
        hits += own[:MOST_IN_ONE]
        if own or number == count:
            yield Found(words, tuple(hits[:MOST]), is_all, number / count)
        if len(hits) >= MOST:
            break
    yield Found(words, tuple(hits[:MOST]), is_all, 1.0)
