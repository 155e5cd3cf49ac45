"""Questions about all facts, answered by a worker where that takes long: what contradicts itself, how well all is supported.

What is answered is kept with the facts (see ``model.memo``); whoever asks again later gets it at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from explorer.model.memo import is_known
from explorer.session.tasks import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.model.project import Project
    from explorer.session.document import Document
    from explorer.session.tasks import Tasks

    Question = Callable[[Project], Any]  # whatever it is about

LITTLE = 1_000
"""Relations up to which everything is worked out while one waits."""


def is_settled(project: Project, question: Question) -> bool:
    """Whether asking takes no time worth speaking of."""
    return len(project.relations) <= LITTLE or is_known(project, question)


class Questions(QObject):
    """Owns the work that looks for answers."""

    def __init__(self, document: Document, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._tasks = document, tasks

    def is_settled(self, question: Question) -> bool:
        """Whether asking the open project takes no time worth speaking of."""
        return is_settled(self._document.project, question)

    def settle(self, question: Question, title: str, then: Callable[[], None]) -> None:
        """Let a worker find the answer, and call back when it is there. Facts may have changed by then: ask again.

        Parameters
        ----------
        question : callable
            Answers for a project, and is remembered ``per_facts``.
        title : str
            What is shown with the progress ("Looking for contradictions").
        then : callable
            Called once, unless a newer wish under the same title has taken the place of this one.
        """
        project = self._document.project.snapshot()

        def steps() -> Iterator[None]:
            question(project)
            yield

        task = Task(f"question: {title}", title, steps)
        task.on_done = lambda _: then()
        self._tasks.start(task)
