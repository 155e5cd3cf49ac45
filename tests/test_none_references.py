"""Guards against PySide6 releases that lose a reference to None with each call that returns nothing.

On Python 3.11 such a release aborts the process after some thousand calls: a canvas gets there in seconds.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen, QUndoStack
from PySide6.QtWidgets import QLabel

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CALLS = 100
SLACK = 20  # what the interpreter itself holds for a moment; a broken release loses one for each call


@pytest.fixture
def painter() -> Iterator[QPainter]:
    image = QImage(32, 32, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(image)
    yield painter
    painter.end()


def lost(call: Callable[[], object]) -> int:
    """Return how many references to None went missing over many calls."""
    call()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return before - sys.getrefcount(None)


@pytest.mark.parametrize(
    "name",
    ["drawEllipse", "drawLine", "drawPath", "drawText", "setPen", "setBrush", "save and restore", "translate"],
)
def test_painting_loses_no_reference_to_none(painter: QPainter, name: str) -> None:
    path, pen = QPainterPath(QPointF(1, 1)), QPen(QColor("red"))

    def save_and_restore() -> None:
        painter.save()
        painter.restore()

    calls: dict[str, Callable[[], object]] = {
        "drawEllipse": lambda: painter.drawEllipse(QPointF(9, 9), 5, 5),
        "drawLine": lambda: painter.drawLine(QLineF(0, 0, 9, 9)),
        "drawPath": lambda: painter.drawPath(path),
        "drawText": lambda: painter.drawText(QRectF(0, 0, 20, 20), Qt.AlignmentFlag.AlignCenter, "x"),
        "setPen": lambda: painter.setPen(pen),
        "setBrush": lambda: painter.setBrush(QColor("blue")),
        "save and restore": save_and_restore,
        "translate": lambda: painter.translate(0, 0),
    }
    assert abs(lost(calls[name])) <= SLACK


def test_widgets_and_stacks_lose_no_reference_to_none(qtbot) -> None:
    label, stack = QLabel(), QUndoStack()
    qtbot.addWidget(label)
    assert abs(lost(lambda: label.setText("x"))) <= SLACK
    assert abs(lost(label.update)) <= SLACK
    assert abs(lost(stack.clear)) <= SLACK
