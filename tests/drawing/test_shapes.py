"""How far outlines reach, against brute force."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.shapes import Outlines
from explorer.drawing.theme import load_theme

if TYPE_CHECKING:
    from explorer.drawing.frame import Floats

THEME = load_theme("light")
SHAPES = sorted({THEME.kind(key).shape for key in THEME.kinds})


def distance(point: Floats, polygon: Floats) -> float:
    side = np.roll(polygon, -1, axis=0) - polygon
    share = np.clip(((point - polygon) * side).sum(axis=1) / (side**2).sum(axis=1), 0, 1)
    return float(np.hypot(*(point - polygon - side * share[:, None]).T).min())


OUTLINES = Outlines([THEME.shape(name) for name in SHAPES])


def reach(name: str, angle: float, gap: float) -> Floats:
    direction = np.array([[math.cos(angle), math.sin(angle)]])
    which = np.array([SHAPES.index(name)])
    result: Floats = OUTLINES.reach(which, direction, np.array([gap]))[0] * direction[0]
    return result


@given(name=st.sampled_from(SHAPES), angle=st.floats(0, 2 * math.pi), gap=st.floats(0.02, 0.5))
def test_a_grown_outline_ends_at_the_gap(name: str, angle: float, gap: float) -> None:
    end = reach(name, angle, gap)
    points = THEME.shape(name).points
    assert distance(end, points) == pytest.approx(gap, abs=0.01)
    assert distance(end * 1.02, points) > gap - 0.01


@pytest.mark.parametrize("name", SHAPES)
def test_without_a_gap_the_end_is_on_the_outline(name: str) -> None:
    angles = np.linspace(0, 2 * math.pi, 200)
    assert max(distance(reach(name, angle, 0.0), THEME.shape(name).points) for angle in angles) < 0.01
