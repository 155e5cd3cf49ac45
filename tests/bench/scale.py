"""What a person does in the window with graphs of any size: frames, bare borders, and how long the window was blocked."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest

from explorer.model.facets import warm
from explorer.model.filters import Facet, Filters, Scope
from explorer.model.verification import verification
from tests.bench.graphs import made, opened
from tests.bench.memory import forget_peak
from tests.bench.timing import Times
from tests.bench.window import drag, frames, open_window, pan, rest, zoom

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from explorer.desk import Desk
    from explorer.model.project import Project

TICK_MS = 2
PATIENCE_S = 120.0
HOVERS = 20


@dataclass(frozen=True)
class Done:
    """One thing that was done.

    Attributes
    ----------
    times : Times
        Of its frames, or of one answer.
    blocked_ms : float
        The longest time in which the window could do nothing else, until all was in full quality.
    bare, coarse : float
        Shares of frames with a border where nothing was to be seen, and where only the coarse picture was.
    ready_ms : float
        From the last gesture to full quality.
    """

    times: Times
    blocked_ms: float
    bare: float = 0.0
    coarse: float = 0.0
    ready_ms: float = 0.0


class Probe(QObject):
    """Ticks on the main thread; between two ticks it was blocked."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._last = time.perf_counter()
        self._worst = 0.0
        self._timer.start()

    def take(self) -> float:
        """Return the longest block since the last call, in ms."""
        self._on_tick()
        worst, self._worst = self._worst, 0.0
        return worst

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self._worst = max(self._worst, (now - self._last) * 1000.0 - TICK_MS)
        self._last = now


def until_ready(desk: Desk) -> float:
    """Wait until nothing better is on its way; return how long that took, in ms."""
    start = time.perf_counter()
    calm_since = start
    while time.perf_counter() - start < PATIENCE_S:
        rest(10)
        now = time.perf_counter()
        if desk.tasks.is_busy:
            calm_since = now
        elif now - calm_since > 0.5:  # settling and idle timers have run out
            break
    return max(calm_since - start, 0.0) * 1000.0


def at_size(folder: Path, size: str) -> dict[str, Done]:
    """Do everything with a graph of a named size."""
    made(folder, size)
    forget_peak()
    start = time.perf_counter()
    project = opened(folder, size)
    warm(project)
    verification(project)
    read = Times(((time.perf_counter() - start) * 1000.0,))
    desk = open_window()
    probe = Probe()
    found = {"open the file": Done(read, 0.0), "show it": _shown(desk, project, probe)}

    def note(name: str, run: Callable[[Desk], Times]) -> None:
        workshop = desk.canvas.workshop
        bare: list[tuple[bool, bool]] = []

        def look() -> None:
            if desk.view.is_large:
                bare.append(
                    (workshop.bare_share(coarse_too=True) > 0.001, workshop.bare_share(coarse_too=False) > 0.001)
                )

        until_ready(desk)
        probe.take()
        desk.view.camera_changed.connect(look)
        times = run(desk)
        desk.view.camera_changed.disconnect(look)
        ready = until_ready(desk)
        count = max(len(bare), 1)
        shares = (sum(one for one, _ in bare) / count, sum(other for _, other in bare) / count)
        found[name] = Done(times, probe.take(), *shares, ready)

    note("pan, all in sight", pan)
    note("zoom", zoom)
    note("hover", hover)
    note("select", select)
    note("filter", filtered)
    note("hide and show again", hidden)
    note("focus", focused)
    note("box around everything", box)
    desk.selection.clear()
    desk.view.fit(at_once=True)
    note("drag the hub", drag)
    desk.view.set_camera(desk.view.camera.zoomed_about(0.0, 0.0, 6.0))
    note("pan, 6 times nearer", pan)
    desk.view.set_camera(desk.view.camera.zoomed_about(0.0, 0.0, 6.0))
    note("pan, 36 times nearer", pan)
    note("drag near", drag)
    desk.close()
    return found


def _shown(desk: Desk, project: Project, probe: Probe) -> Done:
    probe.take()
    start = time.perf_counter()
    desk.document.replace(project, None)
    desk.view.fit(at_once=True)
    if desk.view.is_large:
        while desk.canvas.workshop.picture is None and time.perf_counter() - start < PATIENCE_S:
            rest(5)
    else:
        rest(0)
    first = (time.perf_counter() - start) * 1000.0
    ready = until_ready(desk)
    return Done(Times((first,)), probe.take(), ready_ms=first + ready)


def hover(desk: Desk) -> Times:
    """Frames in which the pointer comes to another entity."""
    places = iter(range(HOVERS))
    ids = desk.view.visible.entities

    def step() -> None:
        key = ids[len(ids) * next(places) // HOVERS]
        spot = desk.canvas.screen_point(key)
        QTest.mouseMove(desk.canvas, spot)
        desk.view.hover(key)
        desk.canvas.update()

    return frames(desk, step, HOVERS)


def select(desk: Desk) -> Times:
    """Frames in which another entity is selected, panels included."""
    places = iter(range(HOVERS))
    ids = desk.view.visible.entities

    def step() -> None:
        desk.selection.set([ids[len(ids) * next(places) // HOVERS]])

    times = frames(desk, step, HOVERS)
    desk.selection.clear()
    return times


def filtered(desk: Desk) -> Times:
    """Frames in which other filters are set."""
    wishes = iter(
        [Filters().only(Facet.ENTITY_KIND, "person"), Filters().only(Facet.STANDING, "claimed"), Filters()] * 2
    )
    times = [
        frames(desk, lambda: desk.view.set_filters(next(wishes)), 1).ms[0] for _ in range(6) if until_ready(desk) >= 0
    ]
    return Times(tuple(times))


def hidden(desk: Desk) -> Times:
    """Frames in which half of the entities are hidden, and shown again."""
    half = frozenset(desk.view.visible.entities[::2])
    wishes = iter([Scope(hidden=half), Scope()])
    times = [
        frames(desk, lambda: desk.view.set_scope(next(wishes)), 1).ms[0] for _ in range(2) if until_ready(desk) >= 0
    ]
    return Times(tuple(times))


def focused(desk: Desk) -> Times:
    """Frames in which a neighbourhood is focused, of growing depth, and left."""
    centre = desk.view.visible.entities[len(desk.view.visible.entities) // 2]
    depths = iter((1, 2, 3, None))

    def step() -> None:
        depth = next(depths)
        desk.navigator.leave() if depth is None else desk.navigator.focus([centre], depth)

    times = [frames(desk, step, 1).ms[0] for _ in range(4) if until_ready(desk) >= 0]
    return Times(tuple(times))


def box(desk: Desk) -> Times:
    """Frames in which a box selects everything."""
    corner = QPoint(desk.canvas.width() - 2, desk.canvas.height() - 2)
    shift = Qt.KeyboardModifier.ShiftModifier
    QTest.mousePress(desk.canvas, Qt.MouseButton.LeftButton, shift, QPoint(2, 2))
    QTest.mouseMove(desk.canvas, QPointF(corner / 2).toPoint())
    QTest.mouseMove(desk.canvas, corner)
    return frames(desk, lambda: QTest.mouseRelease(desk.canvas, Qt.MouseButton.LeftButton, shift, corner), 1)
