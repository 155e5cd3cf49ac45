"""What a person waits for in the window: a click to a filled panel, pan and zoom, a layout, a picture."""

from __future__ import annotations

import gc
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, QPointF, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from explorer.app import SWITCH_S
from explorer.desk import Desk
from explorer.drawing.qt_text import QtMeasure
from explorer.formats.image import png
from explorer.formats.options import Extent, PictureOptions
from explorer.formats.picture import compose, subject
from explorer.layouts import layout_named
from explorer.layouts.base import result
from explorer.layouts.graph import graph_of
from explorer.opening import open_graph
from explorer.resources import bundled_graph
from explorer.session.collecting import Collecting
from tests.bench.graphs import sample
from tests.bench.timing import Times, timed
from tests.journeys.conftest import spot

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.model.project import Project

SIZE = (1600 + 264 + 376, 1000 + 113)  # leaves a canvas of about 1600 x 1000
PAN_FRAMES = 120
FRAME_MS = 16.7
PAN_STEP_PX = 24
RESTING_MS = 400
SETTLED_MS = 1500  # by then the window has made ready for the first click
FAR_ENOUGH_PX = 16  # no click any more


def open_window(project: Project | None = None) -> Desk:
    """Return a window on the bundled graph or on a project."""
    desk = Desk()
    desk.safety.keeping.is_resting = True
    desk.settings.reduced_motion = True
    if project is None:
        desk.files.show(open_graph(bundled_graph()))
    else:
        desk.document.replace(project, None)
    desk.window.resize(*SIZE)
    desk.window.show()
    desk.view.fit(at_once=True)
    desk.canvas.settle()
    rest(SETTLED_MS)
    sys.setswitchinterval(SWITCH_S)  # as the window's own start has it, like the next lines
    gc.disable()
    gc.freeze()
    Collecting(desk)
    return desk


def click_to_panel(desk: Desk) -> Times:
    """From a click on an entity or a relation to the filled panel and the lit canvas on the screen."""
    shown = desk.view.visible
    spots = []
    for key in [*shown.entities[:20], *shown.relations]:
        with suppress(LookupError):  # something lies over all of its line
            spots.append(spot(desk, key))
    chosen = iter(spots[:60])

    def click() -> None:
        QTest.mouseClick(desk.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, next(chosen))

    return frames(desk, click, min(len(spots), 60))


def frames(desk: Desk, step: Callable[[], None], times: int) -> Times:
    """Time steps together with the painting that each asks for, one every 16 ms, as a screen shows them.

    Between them the event loop runs, so that the workers are at work meanwhile, as they are in the window.
    """
    paints = _Paints(desk.canvas)
    found = []
    for _ in range(times):
        before, start = paints.count, time.perf_counter()
        step()
        QApplication.processEvents()
        found.append((time.perf_counter() - start) * 1000)
        if paints.count == before:
            raise RuntimeError("Nothing was painted: this step asks for no frame.")
        rest(max(round(FRAME_MS - found[-1]), 0))
    return Times(tuple(found))


def rest(ms: int) -> None:
    """Let the event loop run as it does in the window; QTest.qWait would keep the workers from working."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


class _Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count, and let the event pass."""
        self.count += event.type() is QEvent.Type.Paint
        return False


def pan(desk: Desk) -> Times:
    """Frames of a long pan that leaves the layer's margin again and again."""
    way = iter([(1, 0)] * 30 + [(0, 1)] * 30 + [(-1, 0)] * 30 + [(0, -1)] * 30)

    def step() -> None:
        dx, dy = next(way)
        desk.view.set_camera(desk.view.camera.panned(dx * PAN_STEP_PX, dy * PAN_STEP_PX))

    return frames(desk, step, PAN_FRAMES)


def zoom(desk: Desk) -> Times:
    """Frames of zooming in and out about a point, with a rest now and then in which the picture is drawn anew."""
    factors = iter(([1.2] * 8 + [1 / 1.2] * 8) * 3)

    def step() -> None:
        desk.canvas.zoom_about(QPointF(500, 400), next(factors))

    bursts = []
    for _ in range(12):
        bursts.append(frames(desk, step, 4))
        rest(RESTING_MS)
    return Times(tuple(ms for burst in bursts for ms in burst.ms))


def drag(desk: Desk) -> Times:
    """Frames of dragging the entity with the most relations."""
    entity = desk.view.frame.nodes.ids[-1]
    spot = desk.canvas.screen_point(entity)
    QTest.mousePress(desk.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    QTest.mouseMove(desk.canvas, spot + QPoint(FAR_ENOUGH_PX, 0))
    steps = iter(range(1, 100))

    def step() -> None:
        QTest.mouseMove(desk.canvas, spot + QPoint(FAR_ENOUGH_PX + 2 * next(steps), 0))

    times = frames(desk, step, 60)
    QTest.mouseRelease(desk.canvas, Qt.MouseButton.LeftButton)
    return times


def layout(desk: Desk) -> Times:
    """The force layout of what is shown, without the window."""
    project, force = desk.document.project, layout_named("force")
    graph = graph_of(project, desk.view.visible)
    sizes = desk.arranger.sizes()

    def run() -> None:
        result(force.steps(graph, project.positions, sizes, force.Params(), 0, frozenset()))

    run()
    return timed(run, 5)


def picture(desk: Desk) -> Times:
    """The whole graph as PNG at 4x, encoded."""
    project, options = desk.document.project, PictureOptions(extent=Extent.WHOLE, scale=4.0)

    def run() -> None:
        what = subject(project, desk.view.scope, project.positions, options)
        png(compose(what, options, QtMeasure()), 4.0)

    run()
    return timed(run, 5)


def bundled() -> dict[str, Times]:
    """Time the bundled graph."""
    desk = open_window()
    found = {"click to filled panel": click_to_panel(desk), "PNG at 4x": picture(desk)}
    desk.close()
    return found


def middling() -> dict[str, Times]:
    """Time 150 entities and 600 relations."""
    desk = open_window(sample(150, 600))
    found = {"pan": pan(desk), "zoom": zoom(desk), "drag": drag(desk), "force layout": layout(desk)}
    desk.close()
    return found
