"""Pens are opaque: Qt takes ten times as long to stroke a line in a translucent colour."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgGenerator

from explorer.drawing.frame import Detail, Emphasis
from explorer.drawing.qt_painter import paint
from explorer.drawing.theme import MODES, load_theme
from tests.drawing.painted import labelled, marked, one_relation

pytestmark = pytest.mark.usefixtures("qapp")
STATES = {
    "rest": None,
    "hover": Emphasis(hovered_node=0, lit_nodes=(0, 1), lit_edges=(0,)),
    "dimmed": Emphasis(lit_nodes=(1,), lit_edges=()),
    "selected": Emphasis(selected_nodes=(1,), selected_edges=(0,), ends=(0, 1), voices=((0, "for"), (1, "against"))),
    "keyboard": Emphasis(focused_node=0, focused_edge=0, hovered_edge=0),
}


def stroke_opacities(frame, theme, emphasis) -> set[str]:
    """How opaque the pens are that a picture is drawn with; Qt's own SVG says it of each."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    device = QSvgGenerator()
    device.setOutputDevice(buffer)
    device.setSize(QSize(240, 80))
    device.setViewBox(QRect(0, 0, 240, 80))
    painter = QPainter(device)
    paint(painter, frame, theme, emphasis)
    painter.end()
    return set(re.findall(r'stroke-opacity="([^"]*)"', bytes(buffer.data().data()).decode()))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("state", STATES)
def test_no_line_is_drawn_with_a_translucent_pen(mode, state):
    theme = load_theme(mode)
    for stroke in theme.strokes:
        frame = labelled(marked(one_relation(stroke, flagged=True)), "DeepSeek")
        far = replace(frame, detail=Detail(relation_labels=False, marks=False, heads=False, dashes=False))
        assert stroke_opacities(frame, theme, STATES[state]) == {"1"}
        assert stroke_opacities(far, theme, STATES[state]) == {"1"}


@pytest.mark.parametrize("mode", MODES)
def test_every_colour_of_a_line_is_opaque(mode):
    theme = load_theme(mode)
    assert {len(theme.stroke(key).color) for key in theme.strokes} == {len("#RRGGBB")}
