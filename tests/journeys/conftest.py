"""A window on a graph, and somebody who answers its questions from a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEventLoop, QPoint, QPointF, Qt

from explorer.desk import Desk
from explorer.drawing.curves import point_at
from explorer.opening import open_graph
from explorer.resources import bundled_graph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from PySide6.QtCore import SignalInstance

    from explorer.session.prompt import Answer


class Answers:
    """Answers questions from lists, and keeps what was asked and told."""

    def __init__(self) -> None:
        self.unsaved_answers: list[Answer] = []
        self.paths: list[Path | None] = []
        self.confirmations: list[bool] = []
        self.choices: list[str | None] = []
        self.asked: list[str] = []
        self.stops = False
        self.told: list[str] = []

    def unsaved(self, name: str) -> Answer:
        self.asked.append(name)
        return self.unsaved_answers.pop(0)

    def open_path(self) -> Path | None:
        return self.paths.pop(0)

    def save_path(self, suggestion: Path) -> Path | None:
        self.asked.append(suggestion.name)
        return self.paths.pop(0)

    def confirm(self, question: str, detail: str, accept: str) -> bool:
        self.asked.append(f"{question} {detail}")
        return self.confirmations.pop(0)

    def choose(self, question: str, detail: str, choices: Sequence[str]) -> str | None:
        self.asked.append(f"{question} {detail}")
        chosen = self.choices.pop(0)
        assert chosen is None or chosen in choices
        return chosen

    def wait(self, sentence: str, over: SignalInstance, stop: Callable[[], object]) -> None:
        self.asked.append(sentence)
        if self.stops:
            stop()
            return
        loop = QEventLoop()
        over.connect(loop.quit)
        loop.exec()

    def tell(self, message: str) -> None:
        self.told.append(message)


@pytest.fixture
def answers() -> Answers:
    return Answers()


@pytest.fixture
def open_desk(qtbot, answers, tmp_path) -> Iterator[Callable[..., Desk]]:
    """Open a window on a file (the bundled graph if none is given)."""
    desks: list[Desk] = []

    def make(path: Path | None = None, size: tuple[int, int] = (1440, 900)) -> Desk:
        desk = Desk(prompt=answers, crash_folder=tmp_path / "crashes")
        desk.settings.reduced_motion = True
        desks.append(desk)
        desk.files.show(open_graph(path or own_copy(tmp_path)))
        desk.window.resize(*size)
        desk.window.show()
        qtbot.waitExposed(desk.window)
        desk.view.fit(at_once=True)
        desk.canvas.settle()
        return desk

    yield make
    for desk in desks:
        desk.close()
        desk.window.deleteLater()
        desk.deleteLater()


def own_copy(folder: Path) -> Path:
    """Return a copy of the bundled graph: tests run side by side, and a file is open in one window only."""
    path = folder / "opened" / bundled_graph().name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(bundled_graph().read_bytes())
    return path


@pytest.fixture
def desk(open_desk) -> Desk:
    return open_desk()


@pytest.fixture
def click(qtbot) -> Callable[..., None]:
    """Click on an entity or in the middle of a relation, where a person would."""

    def do(desk: Desk, target: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        qtbot.mouseClick(desk.canvas, Qt.MouseButton.LeftButton, keys, spot(desk, target))

    return do


SHARES = (0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.1, 0.9)
"""Where to try to hit a line: its middle, or beside what lies on it."""


def spot(desk: Desk, target: str) -> QPoint:
    """Where on the canvas something can be hit."""
    frame = desk.view.frame
    if target in frame.nodes.row:
        return desk.canvas.screen_point(target)
    curve = frame.edges.curve[frame.edges.row[target], None]
    for x, y in point_at(curve, np.array([SHARES]))[0]:
        point = (QPointF(x, y) + desk.canvas.origin).toPoint()
        if desk.canvas.hit_at(QPointF(point)).relation == target:
            return point
    raise LookupError(target)
