"""What can be said of everything that is shown: worked out at once where that is little, by a worker where it is much."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from explorer.model import search
from explorer.model.facets import warm
from explorer.model.filters import totals
from explorer.model.queries import in_dispute, most_connected, passages_in, resting_on, speakers, tally, worth_a_path
from explorer.model.verification import verification
from explorer.session.item_models import relation_orders
from explorer.session.tasks import Task

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterator

    from explorer.model.filters import Facet, Visible
    from explorer.model.project import Project
    from explorer.model.queries import Dispute
    from explorer.model.standing import Standing
    from explorer.session.document import Document
    from explorer.session.tasks import Tasks
    from explorer.session.view import View

KEY = "survey"
SEARCH_KEY = "words to search"
MOST_ARTICLES = 12
MOST_COUNTED = 50
MOST_CONNECTED = 5


@dataclass(frozen=True)
class Survey:
    """What the start page says.

    Attributes
    ----------
    resting : pair of int
        Passages and articles that the shown entities and relations rest on.
    standings : mapping
        How many shown relations stand in each way.
    connected : tuple
        The entities with the most shown relations, and how many those are.
    disputes, speakers, path, totals
        Of the whole project: what ``queries`` and ``filters`` say.
    by_article : mapping of str to int
        Passages of the first articles.
    """

    resting: tuple[int, int]
    standings: dict[Standing, int]
    connected: tuple[tuple[str, int], ...]
    disputes: tuple[Dispute, ...]
    speakers: tuple[tuple[str, int], ...]
    path: tuple[str, str] | None
    totals: dict[Facet, Counter[str]]
    by_article: dict[str, int]


def survey(project: Project, shown: Visible) -> Survey:
    """Return what can be said of what is shown; the last answer is kept while the facts stay the same."""
    for _ in _steps(project, shown):
        pass
    found: Survey = project.worked_out[survey][1]
    return found


def is_surveyed(project: Project, shown: Visible) -> bool:
    """Whether all this has been worked out."""
    last = project.worked_out.get(survey)
    return last is not None and last[0] is shown


def _steps(project: Project, shown: Visible) -> Iterator[None]:
    if is_surveyed(project, shown):
        return
    kept = project.worked_out  # taken first: what is found belongs to the facts of this moment
    warm(project)
    yield
    verification(project)
    yield
    rows = shown.relation_rows
    found = Survey(
        resting=resting_on(project, shown),
        standings=tally(project, rows),
        connected=most_connected(project, MOST_CONNECTED, rows),
        disputes=in_dispute(project, MOST_COUNTED),
        speakers=speakers(project),
        path=worth_a_path(project),
        totals=totals(project),
        by_article={key: passages_in(project, key) for key in list(project.articles)[:MOST_ARTICLES]},
    )
    kept[survey] = (shown, found)
    yield


class Surveyor(QObject):
    """Owns the work behind lists and panels where much is shown."""

    def __init__(self, document: Document, view: View, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._view, self._tasks = document, view, tasks
        self._waiting: dict[Callable[[], None], None] = {}
        self._at: tuple[Project, Visible] | None = None

    def whenever(self, refresh: Callable[[], None]) -> None:
        """Call back once what is said of all that is shown is known: at once unless that is much and not known yet."""
        project, shown = self._view.told, self._view.visible
        if not self._view.is_large or is_surveyed(project, shown):
            refresh()
            return
        self._waiting[refresh] = None
        self._begin(project.snapshot(), shown)

    def _begin(self, project: Project, shown: Visible) -> None:
        running = self._at if self._tasks.running(KEY) is not None else None
        if running is not None and running[1] is shown and running[0].worked_out is project.worked_out:
            return
        self._at = (project, shown)

        def steps() -> Iterator[None]:
            relation_orders(project)
            yield from _steps(project, shown)

        task = Task(KEY, "Counting", steps)
        task.on_done = lambda _: self._on_done()
        self._tasks.start(task)

    def _on_done(self) -> None:
        if is_surveyed(self._view.told, self._view.visible) or not self._view.is_large:
            waiting, self._waiting = self._waiting, {}
            self._prepare_search()
            for refresh in waiting:  # each in its turn, so that none of them holds up a frame for all
                QTimer.singleShot(0, self, refresh)
        elif self._waiting:
            self._begin(self._view.told.snapshot(), self._view.visible)

    def _prepare_search(self) -> None:
        """Let a worker gather the words of what is large before somebody looks for some."""
        project = self._document.project.snapshot()

        def steps() -> Iterator[None]:
            was_on = gc.isenabled()
            gc.disable()  # or the collector would walk over all of these words again and again
            try:
                search.warm(project)
            finally:
                if was_on:
                    gc.enable()
            yield

        if self._view.is_large and not search.is_warm(project):
            self._tasks.start(Task(SEARCH_KEY, "Gathering words to search", steps))
