"""Small Frames made by hand, and images of them, for tests of the painter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter

from explorer.drawing.frame import Detail, Edges, Emphasis, Frame, Label, Marks, Nodes
from explorer.drawing.qt_painter import paint
from explorer.drawing.theme import Mode, Theme, load_theme

WIDTH, HEIGHT = 240, 80
SOURCE, TARGET = (40.0, 40.0), (200.0, 40.0)
RADIUS = 10.0
START, TIP = 50.0, 188.0  # a person's outline; a person's outline and a gap of 2
MIDDLE = 120


def one_relation(stroke: str = "asserted", *, flagged: bool = False, kind: str = "person") -> Frame:
    """Two people and a straight relation from left to right, without marks and labels."""
    ends = np.array([(START, 40.0), (START + 46, 40.0), (START + 92, 40.0), (TIP, 40.0)])
    return Frame(
        zoom=1.0,
        nodes=Nodes(
            ids=("a", "b"),
            xy=np.array([SOURCE, TARGET]),
            radius=np.array([RADIUS, RADIUS]),
            kind=(kind, kind),
            icon=("", ""),
            folded=np.zeros(2, dtype=np.intp),
            pinned=np.zeros(2, dtype=bool),
        ),
        edges=Edges(
            ids=("r1",),
            source=np.array([0]),
            target=np.array([1]),
            curve=ends[None],
            straight=np.array([True]),
            tip=np.array([(TIP, 40.0)]),
            direction=np.array([(1.0, 0.0)]),
            stroke=(stroke,),
            width=np.array([1.5]),
            flagged=np.array([flagged]),
        ),
        marks=Marks(np.zeros(0, dtype=np.intp), np.zeros((0, 2)), np.zeros(0, dtype=np.intp)),
        labels=(),
        bounds=(0.0, 0.0, float(WIDTH), float(HEIGHT)),
        detail=Detail(),
    )


def marked(frame: Frame, number: int = 0) -> Frame:
    """Put the relation's mark on its middle."""
    marks = Marks(np.array([0]), np.array([(float(MIDDLE), 40.0)]), np.array([number]))
    return replace(frame, marks=marks)


def labelled(frame: Frame, text: str, owner: str = "a", *, plate: bool = False) -> Frame:
    """Put a label below an entity, or on the middle of the relation."""
    x, y = (MIDDLE - 20.0, 32.0) if owner == "r1" else (20.0, 56.0)
    label = Label(owner, owner == "r1", text, (text,), (x, y, 40.0, 16.0), 11, 16, False, "center", "ink", plate)
    return replace(frame, labels=(*frame.labels, label))


def image(frame: Frame, emphasis: Emphasis | None = None, *, mode: Mode = "light", scale: float = 1.0) -> QImage:
    """Paint a Frame on canvas."""
    theme = look(mode)
    result = QImage(round(WIDTH * scale), round(HEIGHT * scale), QImage.Format.Format_ARGB32_Premultiplied)
    result.fill(QColor(theme.color("canvas")))
    painter = QPainter(result)
    painter.scale(scale, scale)
    paint(painter, frame, theme, emphasis)
    painter.end()
    return result


def look(mode: Mode = "light") -> Theme:
    """Return a theme by name."""
    return load_theme(mode)


def at(picture: QImage, x: float, y: float) -> str:
    """Return the colour of a pixel as "#RRGGBB"."""
    return picture.pixelColor(int(x), int(y)).name().upper()


def row(picture: QImage, y: int, start: int, end: int) -> list[str]:
    """Return the colours of a stretch of pixels."""
    return [at(picture, x, y) for x in range(start, end)]
