"""How far outlines reach, against brute force."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.theme import load_theme

if TYPE_CHECKING:
    from explorer.drawing.frame import Floats

THEME = load_theme("light")
SHAPES = sorted({THEME.kind(key).shape for key in THEME.kinds})


def distance(point: Floats, polygon: Floats) -> float:
    side = np.roll(polygon, -1, axis=0) - polygon
    share = np.clip(((point - polygon) * side).sum(axis=1) / (side**2).sum(axis=1), 0, 1)
    return float(np.hypot(*(point - polygon - side * share[:, None]).T).min())


@given(
    name=st.sampled_from(SHAPES),
    angle=st.floats(0, 2 * math.pi),
    gap=st.floats(0.02, 0.5),
)
def test_a_grown_outline_ends_at_the_gap(name: str, angle: float, gap: float) -> None:
    shape = THEME.shape(name)
    direction = np.array([[math.cos(angle), math.sin(angle)]])
    end = shape.reach(direction, gap)[0] * direction[0]
    assert distance(end, shape.points) == pytest.approx(gap, abs=0.01)
    beyond = (shape.reach(direction, gap)[0] + 0.02) * direction[0]
    assert distance(beyond, shape.points) > gap - 0.01


@pytest.mark.parametrize("name", SHAPES)
def test_without_a_gap_the_end_is_on_the_outline(name: str) -> None:
    shape = THEME.shape(name)
    angle = np.linspace(0, 2 * math.pi, 200)
    directions = np.column_stack((np.cos(angle), np.sin(angle)))
    ends = shape.reach(directions)[:, None] * directions
    assert max(distance(end, shape.points) for end in ends) < 0.01
