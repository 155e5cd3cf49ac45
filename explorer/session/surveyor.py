"""Has everything that is shown surveyed: at once where it is little, by a worker where it is much.

Imports what counts only when there is much to count, so that the first paint of a small graph does not wait for it.
"""

from __future__ import annotations

import ctypes
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from explorer.model.filters import counts, totals
from explorer.session.tasks import Task
from explorer.session.view import LARGE
from explorer.stores.collector import collector_paused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.model.filters import Visible
    from explorer.model.project import Project
    from explorer.session.document import Document
    from explorer.session.tasks import Tasks
    from explorer.session.view import View

KEY = "survey"
SEARCH_KEY = "words to search"
SEARCH_AFTER_S = 0.3  # when lists and panels are filled, which whoever gathers words would hold up


class Surveyor(QObject):
    """Owns the work behind lists and panels where much is shown."""

    def __init__(self, document: Document, view: View, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._view, self._tasks = document, view, tasks
        self._waiting: dict[Callable[[], None], None] = {}
        self._at: tuple[Project, Visible] | None = None

    @property
    def _is_much(self) -> bool:
        """Whether counting would hold up the window; of a large graph it does even where little is shown."""
        return self._view.is_large or len(self._document.project.relations) > LARGE

    def whenever(self, refresh: Callable[[], None]) -> None:
        """Call back once what is said of all that is shown is known: at once unless that is much and not known yet."""
        if not self._is_much:
            refresh()
            return
        from explorer.session.survey import is_surveyed

        project, shown = self._view.told, self._view.visible
        if is_surveyed(project, shown) and self._tasks.running(KEY) is None:  # or the others' turn comes first
            refresh()
            return
        self._waiting[refresh] = None
        self._begin(project.snapshot(), shown)

    def _begin(self, project: Project, shown: Visible) -> None:
        running = self._at if self._tasks.running(KEY) is not None else None
        if running is not None and running[1] is shown and running[0].worked_out is project.worked_out:
            return
        self._at = (project, shown)
        facts, scope, places = self._document.project.snapshot(), self._view.scope, self._view.whereabouts.positions

        def steps() -> Iterator[None]:
            from explorer.session.item_models import relation_orders
            from explorer.session.survey import survey_steps

            relation_orders(project)
            totals(facts)
            counts(facts, scope)
            _ = places.row, shown.entity_set  # what is asked once something is selected
            yield from survey_steps(project, shown)

        task = Task(KEY, "Counting", steps)
        task.on_done = lambda _: self._on_done()
        self._tasks.start(task)

    def _on_done(self) -> None:
        from explorer.session.survey import is_surveyed

        self._at = None
        if is_surveyed(self._view.told, self._view.visible) or not self._is_much:
            waiting, self._waiting = self._waiting, {}
            self._prepare_search()
            for refresh in waiting:  # each in its turn, so that none of them holds up a frame for all
                QTimer.singleShot(0, self, refresh)
        elif self._waiting:
            self._begin(self._view.told.snapshot(), self._view.visible)

    def _prepare_search(self) -> None:
        """Let a worker gather the words of what is large before somebody looks for some."""
        from explorer.model import search

        project = self._document.project.snapshot()

        def steps() -> Iterator[None]:
            if task.is_cancelled_within(SEARCH_AFTER_S):
                return
            with collector_paused():
                search.warm(project)
            _give_back()
            yield

        if self._is_much and not search.is_warm(project):
            task = Task(SEARCH_KEY, "Gathering words to search", steps)
            self._tasks.start(task)


def _give_back() -> None:
    """Give memory that is free back to the system: the C library of Linux keeps what opening a large graph took."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
    if trim is not None:
        trim(0)
