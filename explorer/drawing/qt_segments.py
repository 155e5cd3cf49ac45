"""Straight lines by the thousand: arrays that Qt takes as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

import numpy as np
from PySide6.QtCore import QLineF
from shiboken6 import Shiboken

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPainter

    from explorer.drawing.frame import Floats

Thing = TypeVar("Thing")

CHUNK = 1_000
"""Lines or discs for each call: Qt holds the interpreter meanwhile, and a window wants to go on."""


def draw_segments(painter: QPainter, start: Floats, end: Floats, stop: Callable[[], bool] | None = None) -> None:
    """Draw lines between points, shape (n, 2), with the painter's pen; no more of them once ``stop`` is true."""
    lines = np.concatenate((start, end), axis=1, dtype=float)
    for begin in range(0, len(lines), CHUNK):
        if stop is not None and stop():
            return
        part = lines[begin : begin + CHUNK]
        painter.drawLines(first(QLineF, part), len(part))


def first(kind: type[Thing], rows: Floats) -> Thing:
    """Return the first row of an array as what Qt takes it for; the others lie behind it. The array must stay alive."""
    return cast("Thing", Shiboken.wrapInstance(rows.ctypes.data, kind))
