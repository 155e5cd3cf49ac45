"""Long work off the main thread: steps, progress, cancel. A newer task with the same key replaces the older.

What the steps need of document and view is read before they start: those change on the main thread meanwhile.
"""

from __future__ import annotations

import logging
from threading import Event
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import QElapsedTimer, QObject, QRunnable, Qt, QThreadPool, QTimer, Signal

from explorer.model.errors import ExplorerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

log = logging.getLogger(__name__)
T = TypeVar("T")

SHOW_PROGRESS_AFTER_MS = 1000
MOST_AT_ONCE = 4  # a layout, a layer, states on it, and a file: the system shares its processors between them


class _Mail(QObject):
    """Carries a worker's news to the main thread."""

    stepped = Signal(object, object)
    ended = Signal(object, object)


class Task(Generic[T]):
    """One piece of long work.

    Parameters
    ----------
    key : str
        What it is for; a newer task with the same key replaces this one.
    title : str
        Shown with the progress ("Arranging 150 entities").
    steps : callable
        Makes the iterator that does the work, in the worker thread. The last step is the result.

    Attributes
    ----------
    on_step, on_done : callable
        Given each step, and the last one when the work is done.
    on_stopped : callable
        Called when the work ends without a result: cancelled, replaced or failed.
    on_failed : callable
        Given a failure that a person can act on; any other is raised, and ends in a crash file.
    started : QElapsedTimer
        Since when it runs, for whoever shows progress.
    share : float
        How far it had come at its last step (0 to 1; below 0: unknown).
    """

    def __init__(self, key: str, title: str, steps: Callable[[], Iterator[T]]) -> None:
        self.key, self.title, self.steps = key, title, steps
        self.started = QElapsedTimer()
        self.share = -1.0
        self.on_step: Callable[[T], None] | None = None
        self.on_done: Callable[[T], None] | None = None
        self.on_stopped: Callable[[], None] | None = None
        self.on_failed: Callable[[ExplorerError], None] | None = None
        self._stop = Event()
        self._go = Event()
        self._go.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether somebody asked for it to stop."""
        return self._stop.is_set()

    def is_cancelled_within(self, seconds: float) -> bool:
        """Wait; return at once, and whether, somebody asks for it to stop; for the worker thread."""
        return self._stop.wait(seconds)

    @property
    def is_paused(self) -> bool:
        """Whether it waits to be resumed."""
        return not self._go.is_set()

    def cancel(self) -> None:
        """Ask it to stop after the present step."""
        self._stop.set()
        self._go.set()

    def pause(self) -> None:
        """Let it wait after the present step."""
        self._go.clear()

    def resume(self) -> None:
        """Let it go on."""
        self._go.set()

    def wait_while_paused(self) -> None:
        """Return when it may go on; for the worker thread."""
        self._go.wait()

    def work(self) -> Iterator[T]:
        """Go through the steps, once; for the worker thread."""
        steps, self.steps = self.steps, _no_steps
        if not self.is_cancelled:
            yield from steps()

    def forget(self) -> None:
        """Let go of those who wait for it: what a task does and who waits often know the task, and would keep each other."""
        self.on_step = self.on_done = self.on_stopped = self.on_failed = None


def _no_steps() -> Iterator[Any]:
    return iter(())


class _Runner(QRunnable):
    """Runs one task in a worker thread."""

    def __init__(self, task: Task[Any], mail: _Mail) -> None:
        super().__init__()
        self._task, self._mail = task, mail

    def run(self) -> None:
        """Work through the steps; whatever happens ends as a message to the main thread."""
        last: Any = None  # a task's own kind of step
        try:
            for last in self._task.work():
                self._task.wait_while_paused()
                if self._task.is_cancelled:
                    break
                self._mail.stepped.emit(self._task, last)
        except Exception as error:  # noqa: BLE001  # handed to the main thread, which tells a person
            self._mail.ended.emit(self._task, error)
        else:
            self._mail.ended.emit(self._task, last)


class Tasks(QObject):
    """Owns the worker threads and the tasks that run in them.

    Signals
    -------
    progressed : str, float
        A task that has run for over a second is this far (0 to 1; below 0: unknown).
    idle
        Nothing runs any more.
    """

    progressed = Signal(str, float)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(MOST_AT_ONCE)
        self._mail = _Mail(self)
        self._mail.stepped.connect(self._on_stepped, Qt.ConnectionType.QueuedConnection)
        self._mail.ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        self._running: dict[str, Task[Any]] = {}
        self._patience = QTimer(self, interval=SHOW_PROGRESS_AFTER_MS, singleShot=True)
        self._patience.timeout.connect(self._on_patience_over)

    def running(self, key: str) -> Task[Any] | None:
        """Return the task that runs under this key."""
        return self._running.get(key)

    @property
    def is_busy(self) -> bool:
        """Whether anything runs."""
        return bool(self._running)

    def start(self, task: Task[T]) -> Task[T]:
        """Run a task; an older one with the same key is cancelled and its results are dropped."""
        self._drop(task.key)
        self._running[task.key] = task
        task.started.start()
        if not self._patience.isActive():
            self._patience.start(SHOW_PROGRESS_AFTER_MS)
        self._pool.start(_Runner(task, self._mail))
        return task

    def cancel(self, key: str) -> bool:
        """Stop the task with this key. Returns whether there was one."""
        dropped = self._drop(key)
        if dropped:
            self._note_idle()
        return dropped

    def _drop(self, key: str) -> bool:
        task = self._running.pop(key, None)
        if task is None:
            return False
        task.cancel()
        if task.on_stopped is not None:
            task.on_stopped()
        task.forget()
        return True

    def cancel_all(self) -> bool:
        """Stop everything. Returns whether there was anything."""
        cancelled = [self.cancel(key) for key in list(self._running)]
        return any(cancelled)

    def shut_down(self) -> None:
        """Stop everything and wait for the threads."""
        self.cancel_all()
        self._pool.waitForDone()

    def _on_stepped(self, task: Task[Any], step: object) -> None:
        if self._running.get(task.key) is not task:
            return
        if task.on_step is not None:
            task.on_step(step)
        task.share = float(getattr(step, "progress", -1.0))
        if task.started.hasExpired(SHOW_PROGRESS_AFTER_MS):
            self.progressed.emit(task.title, task.share)

    def _on_ended(self, task: Task[Any], result: object) -> None:
        if self._running.get(task.key) is not task:
            return
        del self._running[task.key]
        try:
            self._answer(task, result)
        finally:  # whoever answers may fail; the bar that says something runs must not stay
            task.forget()
            self._note_idle()

    def _answer(self, task: Task[Any], result: object) -> None:
        if not isinstance(result, Exception):
            if task.on_done is not None:
                task.on_done(result)
            return
        log.warning("%s failed: %s", task.title, result)
        if task.on_stopped is not None:
            task.on_stopped()
        if task.on_failed is None or not isinstance(result, ExplorerError):
            raise result
        task.on_failed(result)

    def _on_patience_over(self) -> None:
        waits = []
        for task in list(self._running.values()):  # showing the progress paints, and painting starts tasks
            left = SHOW_PROGRESS_AFTER_MS - task.started.elapsed()
            if left <= 0:
                self.progressed.emit(task.title, task.share)
            else:
                waits.append(left)
        if waits:  # begun meanwhile, as the layers of a long pan are one after another
            self._patience.start(min(waits))

    def _note_idle(self) -> None:
        if not self._running:
            self._patience.stop()
            self.idle.emit()
