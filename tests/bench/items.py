"""The usual way to draw a graph by Qt, to be held against ours: a QGraphicsView with an item for each thing."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView

from tests.bench.graphs import SIZES as ALL
from tests.bench.graphs import communities
from tests.bench.timing import Times
from tests.bench.window import FRAME_MS, PAN_STEP_PX, rest

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = ("1k", "10k")
RADIUS = 14.0
FRAMES = 40
VIEW_PX = (1600, 1000)


def panned(size: str) -> Times:
    """Time frames of a pan over a graph of a named size: discs, names and lines as items, antialiased."""
    source, target, places = communities(*ALL[size])
    scene = QGraphicsScene()
    pen, brush = QPen(QColor("#8a94a6"), 1.0), QColor("#4c6ef5")
    for one, other in zip(source.tolist(), target.tolist(), strict=True):
        scene.addLine(QLineF(*places[one], *places[other]), pen)
    for row, (x, y) in enumerate(places.tolist()):
        scene.addEllipse(QRectF(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS), pen, brush)
        scene.addSimpleText(f"Entity number {row}").setPos(x + RADIUS, y)
    view = QGraphicsView(scene)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    view.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
    view.resize(*VIEW_PX)
    view.show()
    view.fitInView(scene.sceneRect().adjusted(0.1, 0.1, 0.9, 0.9))
    view.scale(1.5, 1.5)  # so that there is something to pan to
    rest(100)
    times = Times(tuple(_frames(view)))
    view.close()
    return times


def _frames(view: QGraphicsView) -> Iterator[float]:
    bar = view.horizontalScrollBar()
    for number in range(FRAMES):
        start = time.perf_counter()
        bar.setValue(bar.value() + (PAN_STEP_PX if number < FRAMES // 2 else -PAN_STEP_PX))
        QApplication.processEvents()
        took = (time.perf_counter() - start) * 1000.0
        yield took
        rest(max(round(FRAME_MS - took), 0))
