"""What can be said of everything that is shown: worked out at once where that is little, by a worker where it is much."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from explorer.model.facets import warm
from explorer.model.filters import totals
from explorer.model.queries import in_dispute, passages_in, resting_on, speakers, worth_a_path
from explorer.model.verification import verification
from explorer.session.item_models import relation_orders
from explorer.session.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.model.filters import Visible
    from explorer.model.project import Project
    from explorer.session.document import Document
    from explorer.session.tasks import Tasks
    from explorer.session.view import View

KEY = "survey"
MOST_ARTICLES = 12
MOST_DISPUTES = 50


def survey(project: Project, shown: Visible) -> Iterator[None]:
    """Work out, step by step, what panels say of what is shown; what answers keep is kept with the project."""
    warm(project)
    relation_orders(project)
    yield
    verification(project)
    yield
    totals(project)
    resting_on(project, shown)
    speakers(project)
    yield
    in_dispute(project, MOST_DISPUTES)
    yield
    worth_a_path(project)
    for key in list(project.articles)[:MOST_ARTICLES]:
        passages_in(project, key)
    project.worked_out[survey] = shown
    yield


def is_surveyed(project: Project, shown: Visible) -> bool:
    """Whether all this has been worked out."""
    return project.worked_out.get(survey) is shown


class Surveyor(QObject):
    """Owns the work behind lists and panels where much is shown."""

    def __init__(self, document: Document, view: View, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._view, self._tasks = document, view, tasks
        self._waiting: dict[Callable[[], None], None] = {}
        self._at: tuple[Project, Visible] | None = None

    def whenever(self, refresh: Callable[[], None]) -> None:
        """Call back once what is said of all that is shown is known: at once unless that is much and not known yet."""
        project, shown = self._document.project, self._view.visible
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

        task = Task(KEY, "Counting", partial(survey, project, shown))
        task.on_done = lambda _: self._on_done()
        self._tasks.start(task)

    def _on_done(self) -> None:
        if is_surveyed(self._document.project, self._view.visible) or not self._view.is_large:
            waiting, self._waiting = self._waiting, {}
            for refresh in waiting:  # each in its turn, so that none of them holds up a frame for all
                QTimer.singleShot(0, self, refresh)
        elif self._waiting:
            self._begin(self._document.project.snapshot(), self._view.visible)
