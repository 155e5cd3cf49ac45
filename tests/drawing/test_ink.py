"""Lines under boxes: the quick answers never contradict the exact one, and the exact one is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.crossings import LineIndex
from explorer.drawing.curves import lengths, point_at, polylines
from explorer.drawing.ink import Ink

if TYPE_CHECKING:
    from explorer.drawing.frame import Bools, Floats, Ints

SEEDS = st.integers(0, 10_000)


def scene(seed: int) -> tuple[Floats, Bools, Floats, Ints, Floats]:
    """Return random lines, a third of them bent, and boxes centred somewhere on some of them."""
    chance = np.random.default_rng(seed)
    count = int(chance.integers(1, 9))
    start, end = chance.uniform(-300, 300, (2, count, 2))
    curve = start[:, None] + (end - start)[:, None] * np.array([0, 1 / 3, 2 / 3, 1])[None, :, None]
    straight = chance.random(count) > 0.33
    curve[~straight, 1:3] += chance.normal(0, 60, (np.count_nonzero(~straight), 1, 2))
    own, share = chance.integers(0, count, 15), chance.uniform(0.2, 0.8, 15)
    size = np.column_stack((chance.uniform(20, 120, 15), np.full(15, 14.0)))
    boxes = np.concatenate((point_at(curve[own], share) - size / 2, size), axis=1)
    return curve, straight, boxes, own, share


def lines_in(curve: Floats, box: Floats, grown: float = 0.0) -> set[int]:
    """Return by brute force which lines have a point in a box."""
    points = polylines(curve, 800)
    low, high = box[:2] - grown, box[:2] + box[2:] + grown
    line, _ = np.nonzero(((points >= low) & (points <= high)).all(axis=2))
    return set(line.tolist())


@given(seed=SEEDS)
def test_the_index_finds_the_lines_in_each_box(seed: int) -> None:
    curve, straight, boxes, _, _ = scene(seed)
    box, line = LineIndex(curve, straight, lengths(curve, straight)).touching(boxes)
    found = [set(line[box == row].tolist()) for row in range(len(boxes))]
    for row, lines in enumerate(found):
        assert lines_in(curve, boxes[row], grown=-1.0) <= lines <= lines_in(curve, boxes[row], grown=1.0)


@given(seed=SEEDS)
def test_surely_means_surely(seed: int) -> None:
    curve, straight, boxes, own, share = scene(seed)
    ink = Ink(curve, straight)
    crowded = ink.crowded(boxes, own)
    free, blocked = ink.surely_free(boxes, own, share), ink.surely_blocked(boxes, own, share)
    for row in range(len(boxes)):
        foreign = lines_in(curve, boxes[row]) - {int(own[row])}
        assert not (free[row] and foreign)
        assert not crowded[row] or blocked[row]
        assert not blocked[row] or lines_in(curve, boxes[row], grown=1.0) - {int(own[row])}


def test_ink_under_a_box_is_about_the_length_of_line_in_it() -> None:
    line = np.array([[[-100.0, 0.0], [-33.0, 0.0], [33.0, 0.0], [100.0, 0.0]]])
    ink = Ink(line, np.array([True]))
    along, across, beside = ink.under(np.array([[-40.0, -7, 80, 14], [-5, -40, 10, 80], [-40, 20, 80, 14]]))
    assert 80 <= along <= 100
    assert 10 <= across <= 24
    assert beside == 0


def test_a_picture_without_lines_has_no_ink() -> None:
    ink = Ink(np.zeros((0, 4, 2)), np.zeros(0, dtype=bool))
    assert ink.under(np.array([[0.0, 0.0, 100.0, 100.0]])).tolist() == [0.0]
    assert ink.surely_free(np.zeros((0, 4)), np.zeros(0, dtype=np.intp), np.zeros(0)).tolist() == []


def test_a_large_picture_keeps_to_a_bounded_grid() -> None:
    far = np.array([[[0.0, 0.0], [1e5, 1e5], [2e5, 2e5], [3e5, 3e5]]])
    ink = Ink(far, np.array([True]))
    assert ink.under(np.array([[1e5, 1e5, 500.0, 500.0]]))[0] > 0
