"""The same lines as density and as hairlines: opaque, antialiased, one colour after the other, by QPainter."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from explorer.drawing import raster
from explorer.drawing.frame import LONELY
from explorer.drawing.qt_segments import draw_segments
from explorer.drawing.sight import inside_px
from explorer.drawing.theme import load_theme
from tests.bench.graphs import SIZES, communities
from tests.bench.timing import Times

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.drawing.frame import Floats, Ints

LAYER_PX = (2112, 1512)
CROWDS = ("10k", "100k")
ZOOMS = (1.0, 6.0)
STROKES = ("asserted", "asserted", "claimed", "reported", "denied")
TIMES = 7


def drawn(size: str, nearer: float) -> tuple[float, Times, Times]:
    """Return how many million px of line there are in a layer, and how long density and hairlines take for them.

    Parameters
    ----------
    size : str
        Of the graph, by name.
    nearer : float
        How many times nearer than where all of it is in sight.
    """
    source, target, places = communities(*SIZES[size])
    span = places.max(axis=0) - places.min(axis=0)
    xy = places * (np.array(LAYER_PX) / span).min() * nearer + np.array(LAYER_PX) / 2.0
    start, end = xy[source], xy[target]
    low, high = np.minimum(start, end), np.maximum(start, end)
    seen = np.flatnonzero((high > 0).all(axis=1) & (low < LAYER_PX).all(axis=1))
    start, end, look = start[seen], end[seen], np.arange(len(seen)) % len(STROKES)
    ink = inside_px(start, end, (0.0, 0.0, *LAYER_PX))
    dense, hair = _in_turn(lambda: _density(start, end, look), lambda: _hairlines(start, end, look))
    return ink / 1e6, dense, hair


def _in_turn(one: Callable[[], object], other: Callable[[], object]) -> tuple[Times, Times]:
    """Time two things in turn, by the processor: what else runs on the machine is not to tell them apart."""
    found: tuple[list[float], list[float]] = ([], [])
    for number in range(TIMES + 1):
        for run, times in zip((one, other), found, strict=True):
            before = time.thread_time()
            run()
            if number:  # the first is for the compiler
                times.append((time.thread_time() - before) * 1000.0)
    return Times(tuple(found[0])), Times(tuple(found[1]))


def _density(start: Floats, end: Floats, look: Ints) -> None:
    rows = np.arange(len(start))
    palette = raster.palette_of(load_theme("light"), STROKES)
    raster.density(np.concatenate((start, end)), rows, rows + len(rows), look, palette, LAYER_PX, LONELY)


def _hairlines(start: Floats, end: Floats, look: Ints) -> None:
    theme = load_theme("light")
    image = QImage(*LAYER_PX, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(theme.color("canvas")))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for code, stroke in enumerate(STROKES):
        painter.setPen(QPen(QColor(raster.far_color(theme, stroke)), 1.0))
        draw_segments(painter, start[look == code], end[look == code])
    painter.end()
