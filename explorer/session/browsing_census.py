"""How much of what a browsed store holds: counted over the whole store by a worker, one facet at a time."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.model.filters import ARTICLE_VOICE, Facet, Filters
from explorer.session.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.session.browsing import Browser
    from explorer.session.tasks import Tasks
    from explorer.session.view import View
    from explorer.stores.reader import Listed, Slice, Summary

KEY = "browse census"
BEGIN_MS = 300
"""After opening: the window comes first."""
MOST_SUGGESTED = 8
MOST_NAMED = 40
ORDER = (
    Facet.ENTITY_KIND,
    Facet.STANDING,
    Facet.RELATION_KIND,
    Facet.LINKED,
    Facet.SOURCES,
    Facet.PASSAGES,
    Facet.ARTICLE,
    Facet.SPEAKER,
    Facet.DATE,
)
"""The quick ones first."""
NAMED = (Facet.ARTICLE, Facet.SPEAKER)


@dataclass(frozen=True)
class _Counted:
    """One step of counting; what it does not say anything of is None."""

    summary: Summary | None = None
    connected: tuple[Listed, ...] = ()
    totals: tuple[int, int] | None = None
    facet: Facet | None = None
    found: Counter[str] = field(default_factory=Counter)
    everywhere: Counter[str] = field(default_factory=Counter)
    names: Slice | None = None


class Census(QObject):
    """Owns the counts.

    Attributes
    ----------
    summary : Summary
        What the store holds in all.
    connected : tuple of Listed
        The best connected entities.
    totals : pair of int
        Entities and relations that pass the filters.
    numbers, everything : dict of Facet to Counter
        What each value would show under the filters, and without any; facets that are not counted yet are missing.

    Signals
    -------
    changed
        Something was counted.
    """

    changed = Signal()

    def __init__(self, browser: Browser, view: View, tasks: Tasks) -> None:
        super().__init__(browser)
        self._browser, self._view, self._tasks = browser, view, tasks
        self._filters = Filters()
        self._begin = QTimer(self, interval=BEGIN_MS, singleShot=True)
        self._begin.timeout.connect(self.count)
        self._forget()
        view.scope_changed.connect(self._on_scope_changed)

    def _forget(self) -> None:
        self.summary: Summary | None = None
        self.connected: tuple[Listed, ...] = ()
        self.totals = (0, 0)
        self.numbers: dict[Facet, Counter[str]] = {}
        self.everything: dict[Facet, Counter[str]] = {}

    def begin(self) -> None:
        """Count what the document that is open now holds, if it is browsed."""
        self._tasks.cancel(KEY)
        self._begin.stop()
        self._forget()
        self._filters = self._view.scope.filters
        home = self._browser.home
        if home is not None:
            self.summary, self.connected = home.summary, home.connected
            self.totals = (home.summary.entities, home.summary.relations)
            self._begin.start()

    @property
    def relations(self) -> int:
        """How many relations the store holds."""
        return 0 if self.summary is None else self.summary.relations

    def count_again(self) -> None:
        """Count anew: somebody has changed something."""
        self.everything = {}
        self.count()

    def count(self) -> None:
        """Let a worker count what passes the filters; what is asked later takes the place of it."""
        if self._browser.home is None:
            return
        reader, filters, home = self._browser.reader, self._filters, self._browser.home
        everything, present = dict(self.everything), set(self._browser.names_here)

        def steps() -> Iterator[_Counted]:
            def cancel() -> bool:
                return task.is_cancelled

            yield _Counted(
                summary=reader.summary(cancel), connected=tuple(reader.entities(limit=MOST_SUGGESTED, cancel=cancel))
            )
            import explorer.layouts  # noqa: F401  # the first neighbourhood needs it, and would wait on the main thread

            yield _Counted(totals=reader.totals(filters, cancel))
            for facet in ORDER:
                everywhere = everything.get(facet)
                if everywhere is None:
                    everywhere = reader.tally(facet, Filters(), cancel)
                found = everywhere if filters == Filters() else reader.tally(facet, filters, cancel)
                names = None
                if facet in NAMED:
                    wanted = {value for value, _ in everywhere.most_common(MOST_NAMED)} - present - {ARTICLE_VOICE}
                    names = reader.facts(sorted(wanted), cancel) if wanted else None
                yield _Counted(facet=facet, found=found, everywhere=everywhere, names=names)

        task = Task(KEY, "Counting", steps)
        task.on_step = lambda step: self._take(step) if self._browser.home is home else None
        task.on_done = lambda _: self.changed.emit()
        task.on_failed = lambda error: self._browser.noticed.emit(str(error))
        self._tasks.start(task)

    def _take(self, step: _Counted) -> None:
        if step.summary is not None:
            self.summary, self.connected = step.summary, step.connected
        if step.totals is not None:
            self.totals = step.totals
        if step.names is not None:
            self._browser.take_aside(step.names)
        if step.facet is not None:
            self.numbers[step.facet], self.everything[step.facet] = step.found, step.everywhere
        self.changed.emit()

    def _on_scope_changed(self) -> None:
        filters = self._view.scope.filters
        if filters != self._filters:
            self._filters = filters
            self.count()
