"""Layouts at work: run one off the main thread, show it live, keep only its end as one undo step."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from explorer.model.changes import Batch, Move, Pin, Rearrange, UseLayout
from explorer.model.facts import LayoutUsed
from explorer.model.words import counted
from explorer.session.pacing import Pace, Shown, remaining
from explorer.session.tasks import Task
from explorer.session.whereabouts import transition

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from explorer.layouts.base import Sizes
    from explorer.model.changes import Delta
    from explorer.model.positions import Positions
    from explorer.session.document import Document
    from explorer.session.motion import Motion
    from explorer.session.selection import Selection
    from explorer.session.tasks import Tasks
    from explorer.session.view import View

log = logging.getLogger(__name__)
KEY = "layout"
SETTLE_MS = 240
MOVED_SMOOTHLY = 2000  # more entities go to their new places at once


class Arranger(QObject):
    """Runs layouts on what is shown.

    Signals
    -------
    failed : str
        A layout could not be carried out; a sentence.
    paused : bool
        A running layout waits, or goes on.
    """

    failed = Signal(str)
    paused = Signal(bool)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        view: View,
        tasks: Tasks,
        motion: Motion,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._selection, self._view = document, selection, view
        self._tasks, self._motion = tasks, motion
        document.replaced.connect(self.cancel)
        document.changed.connect(self._on_changed)

    @property
    def is_running(self) -> bool:
        """Whether a layout is running."""
        return self._tasks.running(KEY) is not None

    def run(self, name: str, params: dict[str, Any] | None = None, seed: int = 0, *, settle: bool = False) -> None:
        """Start a layout on the entities that are shown; hidden ones stay where they are.

        Parameters
        ----------
        name : str
            A layout's name ("force").
        params : dict, optional
            Its parameters; missing ones have their defaults.
        seed : int
            The same seed gives the same picture.
        settle : bool
            The result is no step to undo and nothing to save: first places, which nobody asked for.
        """
        from explorer.layouts import layout_named  # here, because no start needs a layout
        from explorer.layouts.graph import graph_of

        layout = layout_named(name)
        given = dict(params or {})
        if "centres" in layout.Params.model_fields and "centres" not in given:
            given["centres"] = tuple(sorted(self._selection.entities))
        if "aspect" in layout.Params.model_fields and "aspect" not in given:
            given["aspect"] = self._view.aspect
        parsed = layout.Params.model_validate(given)
        shown = self._view.visible
        graph = graph_of(self._document.project, shown)
        start, pinned = self._document.project.positions, self._document.project.pinned
        sizes = self.sizes()

        used = LayoutUsed(name=name, params=parsed.model_dump(mode="json"), seed=seed)
        title = f"Arranging {counted(len(shown.entities), 'entity', 'entities')}"
        pace = Pace(len(graph))

        def steps() -> Iterator[Shown]:
            return pace.keep(layout.steps(graph, start, sizes, parsed, seed, pinned), task)

        task = Task(KEY, title, steps)
        task.on_step = lambda step: self._on_step(step, task, title, pace)
        task.on_done = lambda last: self._on_done(last, None if settle else used, layout.title)
        task.on_stopped = self._on_stopped
        task.on_failed = lambda error: self.failed.emit(str(error))
        log.info("layout %s", name)
        self._tasks.start(task)

    def settle_homeless(self) -> None:
        """Find places for entities that have none, near their neighbours; nobody else moves, nothing is unsaved."""
        shown = self._view.visible.entities
        homeless = self._view.whereabouts.homeless
        if homeless:
            keep = homeless < len(shown)
            self.run("force", {"keep": True} if keep else None, settle=True)

    def toggle_pause(self) -> None:
        """Pause the running layout, or let it go on."""
        task = self._tasks.running(KEY)
        if task is not None:
            (task.resume if task.is_paused else task.pause)()
            self.paused.emit(task.is_paused)

    def cancel(self) -> bool:
        """Stop the running layout; everything is where it was before. Returns whether one ran."""
        return self._tasks.cancel(KEY)

    def separate(self) -> None:
        """Move entities apart until no label covers another."""
        from explorer.layouts import separate

        apart = separate(self._view.positions_shown(), self.sizes(), self._document.project.pinned)
        self._move(apart, "Remove label overlap", None)

    def toggle_pin(self, entities: Iterable[str]) -> None:
        """Pin these entities, or free them if all are pinned. One that has no place yet gets it where it is drawn."""
        chosen = frozenset(entities)
        if not chosen:
            return
        if chosen <= self._document.project.pinned:
            self._document.do(Pin(unpinned=chosen), f"Unpin {self._named(chosen)}")
            return
        homeless = [key for key in chosen if self._document.project.positions.get(key) is None]
        shown = self._view.positions_shown()
        places = {key: at for key in homeless if (at := shown.get(key)) is not None}
        self._document.do(Batch((Move(places), Pin(pinned=chosen))), f"Pin {self._named(chosen)}")

    def drag(self, entities: Iterable[str], dx: float, dy: float) -> None:
        """Move entities by an offset in graph coordinates."""
        positions = self._document.project.positions
        shown = self._view.positions_shown()
        places = {}
        for key in entities:
            at = positions.get(key) or shown.get(key)
            if at is not None:
                places[key] = (at[0] + dx, at[1] + dy)
        if places:
            self._document.do(Move(places), f"Move {self._named(places)}")

    def _named(self, entities: Collection[str]) -> str:
        """Return who is moved or pinned, for the name of an undo step."""
        if len(entities) == 1:
            return self._document.project.entities[next(iter(entities))].name
        return counted(len(entities), "entity", "entities")

    def sizes(self) -> Sizes:
        """Return how much room each shown entity and its label need."""
        from explorer.layouts.base import Sizes

        return Sizes(*self._view.rooms())

    def _on_changed(self, delta: Delta) -> None:
        positions = self._document.project.positions
        if any(key not in positions for key in delta.entities):
            self.settle_homeless()

    def _on_step(self, step: Shown, task: Task[Shown], title: str, pace: Pace) -> None:
        task.title = f"{title} · {remaining(step.left_s)}" if step.left_s is not None else title
        if step.positions is not None and step.progress < 1.0:
            self._view.show_live(step.positions)
            self._keep_in_sight()
            QTimer.singleShot(0, self, pace.note_drawn)

    def _on_done(self, last: Shown | None, used: LayoutUsed | None, title: str) -> None:
        self._view.show_live(None)
        if last is None or last.positions is None:
            return
        if used is None:
            is_fitted = self._view.is_fitted
            self._document.settle(Rearrange(self._document.project.positions.overlaid(last.positions)))
            if is_fitted:
                self._view.fit(at_once=True)
        else:
            self._move(last.positions, title, used)

    def _move(self, end: Positions, title: str, used: LayoutUsed | None) -> None:
        start = self._document.project.positions
        move = Rearrange(start.overlaid(end))
        self._document.do(move if used is None else Batch((move, UseLayout(used))), title)
        if len(end) > MOVED_SMOOTHLY:
            self._view.fit(at_once=True)
            return
        way = transition(start, end)

        def step(share: float) -> None:
            self._view.show_live(None if share >= 1.0 else way(share))

        self._motion.run(SETTLE_MS, step)
        self._view.fit()

    def _keep_in_sight(self) -> None:
        """Step back from a picture that has grown out of the window, unless somebody has chosen what to look at."""
        if not self._view.is_fitted or not self._view.visible.entities:
            return
        left, top, width, height = self._view.camera.sight(self._view.viewport)
        low, high = self._view.whereabouts.extent
        if low[0] < left or low[1] < top or high[0] > left + width or high[1] > top + height:
            self._view.fit(at_once=True)

    def _on_stopped(self) -> None:
        self._view.show_live(None)
        if self._view.is_fitted:
            self._view.fit(at_once=True)
