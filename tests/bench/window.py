"""What a person waits for in the window: a click to a filled panel, pan and zoom, a layout, a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from explorer.desk import Desk
from explorer.drawing.qt_text import QtMeasure
from explorer.formats.image import png
from explorer.formats.options import Extent, PictureOptions
from explorer.formats.picture import compose, subject
from explorer.layouts import layout_named
from explorer.layouts.base import result
from explorer.opening import open_graph
from explorer.resources import bundled_graph
from tests.bench.graphs import sample
from tests.bench.timing import Times, timed

if TYPE_CHECKING:
    from explorer.model.project import Project

SIZE = (1600 + 264 + 376, 1000 + 113)  # leaves a canvas of about 1600 x 1000
PAN_FRAMES = 120
PAN_STEP_PX = 24


def open_window(project: Project | None = None) -> Desk:
    """Return a window on the bundled graph or on a project."""
    desk = Desk()
    desk.settings.reduced_motion = True
    if project is None:
        desk.files.show(open_graph(bundled_graph()))
    else:
        desk.document.replace(project, None)
    desk.window.resize(*SIZE)
    desk.window.show()
    desk.view.fit(at_once=True)
    desk.canvas.settle()
    QApplication.processEvents()
    return desk


def click_to_panel(desk: Desk) -> Times:
    """From a click on an entity to the panel and canvas painted."""
    targets = iter(list(desk.view.visible.entities) * 3)

    def click() -> None:
        spot = desk.canvas.screen_point(next(targets))
        QTest.mouseClick(desk.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
        desk.window.repaint()
        QApplication.processEvents()

    for _ in range(3):
        click()
    return timed(click, 30)


def pan(desk: Desk) -> Times:
    """Frames of a long pan that leaves the layer's margin again and again."""
    way = iter([(1, 0)] * 30 + [(0, 1)] * 30 + [(-1, 0)] * 30 + [(0, -1)] * 30)

    def frame() -> None:
        dx, dy = next(way)
        desk.view.set_camera(desk.view.camera.panned(dx * PAN_STEP_PX, dy * PAN_STEP_PX))
        desk.canvas.repaint()
        QApplication.processEvents()

    return timed(frame, PAN_FRAMES)


def zoom(desk: Desk) -> Times:
    """Frames of zooming in and out about a point, the settling in full quality included."""
    factors = iter(([1.2] * 8 + [1 / 1.2] * 8) * 3)

    def frame() -> None:
        desk.canvas.zoom_about(QPointF(500, 400), next(factors))
        desk.canvas.repaint()
        QApplication.processEvents()

    return timed(frame, 48)


def drag(desk: Desk) -> Times:
    """Frames of dragging an entity."""
    entity = desk.view.visible.entities[0]
    spot = desk.canvas.screen_point(entity)
    QTest.mousePress(desk.canvas, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    steps = iter(range(1, 100))

    def frame() -> None:
        QTest.mouseMove(desk.canvas, spot + QPoint(2 * next(steps), 0))
        desk.canvas.repaint()
        QApplication.processEvents()

    times = timed(frame, 20)
    QTest.mouseRelease(desk.canvas, Qt.MouseButton.LeftButton)
    return times


def layout(desk: Desk) -> Times:
    """The force layout of what is shown, without the window."""
    project, force = desk.document.project, layout_named("force")
    sizes = desk.arranger.sizes()

    def run() -> None:
        result(force.steps(project.graph, project.positions, sizes, force.Params(), 0, frozenset()))

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
