"""Suggestions over time: an article searched in a thread of its own, and what was found decided on one at a time."""

from __future__ import annotations

import logging
from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.model.decisions import decided
from explorer.model.errors import BadChange
from explorer.model.marking import accepted_as
from explorer.model.sentences import relation_sentence
from explorer.model.suggesting import accept, reject, suggested, waiting
from explorer.model.values import LONGEST_TITLE, shortened
from explorer.model.words import counted
from explorer.session.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.extractors.base import Extractor
    from explorer.extractors.extracting import Extraction
    from explorer.model.changes import Delta
    from explorer.model.marking import Mark
    from explorer.model.suggesting import Waiting
    from explorer.session.document import Document
    from explorer.session.tasks import Tasks

log = logging.getLogger(__name__)
KEY = "extraction"


class Reviewer(QObject):
    """Owns which suggestion is being looked at, and which were skipped.

    Signals
    -------
    changed
        Another suggestion is to be looked at, or none is left.
    found : Extraction
        An article was searched; its suggestions are in the document.
    failed : str
        It could not be searched; a sentence.
    """

    changed = Signal()
    found = Signal(object)
    failed = Signal(str)

    def __init__(self, document: Document, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._tasks = document, tasks
        self._skipped: list[str] = []
        self._current: str | None = None
        document.changed.connect(self._on_changed)
        document.replaced.connect(self._on_replaced)

    # -- searching ------------------------------------------------------------------------------

    def search(self, article: str, extractor: Callable[[Callable[[], bool]], Extractor]) -> None:
        """Search an article in another thread.

        Parameters
        ----------
        article : str
        extractor : callable
            Makes the extractor, given what says whether a person has stopped it.
        """
        snapshot = self._document.project.snapshot()
        stopped: Callable[[], bool] = lambda: task.is_cancelled  # noqa: E731  # the task comes into being below

        def steps() -> Iterator[Extraction]:
            from explorer.extractors.extracting import extract

            yield extract(snapshot, article, extractor(stopped))

        known = self._document.project.articles.get(article)
        task = Task(KEY, f"Searching “{shortened(known.title, LONGEST_TITLE) if known else article}”", steps)
        task.on_done = self._on_found
        task.on_failed = lambda error: self.failed.emit(str(error))
        self._tasks.start(task)

    def stop(self) -> bool:
        """Stop the search that runs. Returns whether one did."""
        return self._tasks.cancel(KEY)

    def _on_found(self, extraction: Extraction) -> None:
        project = self._document.project
        if extraction.article not in project.articles:
            return  # it was taken back meanwhile
        from explorer.extractors.gate import still_fits

        own = tuple(item for item in extraction.suggestions if still_fits(project, item))
        if own:
            title = shortened(project.articles[extraction.article].title, LONGEST_TITLE)
            change = suggested(project, own)
            self._document.do(change, f"Add {counted(len(own), 'suggestion')} from “{title}”", decided("suggest"))
        log.info("searched an article: %s", extraction.words)
        self.found.emit(extraction)

    # -- one at a time --------------------------------------------------------------------------

    @property
    def queue(self) -> tuple[Waiting, ...]:
        """What is to be decided on; what was skipped comes last."""
        own = waiting(self._document.project)
        if not self._skipped:
            return own
        order = {key: at for at, key in enumerate(self._skipped)}
        return tuple(sorted(own, key=lambda item: order.get(_key(item), -1)))

    @property
    def current(self) -> Waiting | None:
        """What is being looked at; the first of those that wait, unless a person went elsewhere."""
        queue = self.queue
        return next((own for own in queue if _key(own) == self._current), queue[0] if queue else None)

    @property
    def words(self) -> str:
        """How many wait, and what became of the others."""
        counts = Counter(decision.kind for decision in self._document.project.journal)
        parts = [f"{counts['accept']:,} accepted", f"{counts['reject']:,} rejected"]
        skipped = sum(_key(own) in self._skipped for own in self.queue)
        return ", ".join([f"{len(self.queue):,} to review", *parts, *([f"{skipped:,} skipped"] if skipped else [])])

    def accept(self) -> None:
        """Let the current suggestion count as it is."""
        own = self.current
        if own is not None:
            change = accept(self._document.project, own)
            self._document.do(change, f"Accept “{self._said(own)}”", decided("accept", {"evidence": own.evidence.id}))

    def accept_as(self, mark: Mark) -> None:
        """Let the words of the current suggestion count for what a person says instead.

        Raises
        ------
        BadChange
            It has been decided on meanwhile, or what was pointed at is gone.
        """
        own = self.current
        if own is None:
            raise BadChange("There is no suggestion to accept any more.")
        made = accepted_as(self._document.project, own, mark)
        details = {"evidence": made.evidence, "changed": True}
        self._document.do(made.change, f"Accept changed: {made.name}", decided("accept", details))

    def reject(self, reason: str) -> None:
        """Keep the current suggestion as rejected; it is never offered again."""
        own = self.current
        if own is not None:
            details = {"evidence": own.evidence.id, "reason": reason.strip()}
            change = reject(self._document.project, own, reason)
            self._document.do(change, f"Reject “{self._said(own)}”", decided("reject", details, [own.relation.id]))

    def skip(self) -> None:
        """Come to the next one; this one waits behind the others."""
        own = self.current
        if own is not None:
            key = _key(own)
            self._skipped = [*(other for other in self._skipped if other != key), key]
            self._current = None
            self.changed.emit()

    def go_to(self, evidence: str) -> None:
        """Look at one suggestion, whichever is the next."""
        self._current = evidence
        self.changed.emit()

    def _said(self, own: Waiting) -> str:
        return relation_sentence(self._document.project, own.relation)[:60]

    def _on_changed(self, delta: Delta) -> None:
        if delta.facts:
            self.changed.emit()

    def _on_replaced(self) -> None:
        self.stop()
        self._skipped, self._current = [], None
        self.changed.emit()


def _key(own: Waiting) -> str:
    return own.evidence.id
