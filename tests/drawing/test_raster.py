"""Density: what the compiled loop adds up is what the plain words say, and its colours tell what is disputed."""

from __future__ import annotations

import threading
from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explorer.drawing import raster
from explorer.drawing.frame import LONELY, Crowd
from explorer.drawing.theme import load_theme

WIDTH, HEIGHT = 40, 30
SIZE = (WIDTH, HEIGHT)
FLAT = Crowd(2.0, np.inf)
with_numba = pytest.mark.skipif(find_spec("numba") is None, reason="the optional extra is not installed")


@pytest.fixture(scope="module", autouse=True)
def _prepared():
    raster.prepare()


def drawn(lines, strokes=("asserted",), look=None, mode="light", crowd=FLAT):
    ends = np.array(lines, dtype=float).reshape(-1, 2)
    rows = np.arange(len(lines))
    codes = np.zeros(len(lines), dtype=np.intp) if look is None else np.array(look, dtype=np.intp)
    palette = raster.palette_of(load_theme(mode), strokes)
    pixels = raster.density(ends, 2 * rows, 2 * rows + 1, codes, palette, SIZE, crowd)
    assert pixels is not None
    return np.stack([(pixels >> shift) & 255 for shift in (16, 8, 0, 24)], axis=-1).astype(int)


def added_up(lines):
    """What the loop that is compiled makes of lines, run as it is written."""
    stride = WIDTH + 2 * raster.RIM
    cover = np.zeros((HEIGHT + 2 * raster.RIM) * stride * 4, dtype=np.float32)
    accumulate, _ = raster._compiled()
    accumulate(cover, stride, np.array(lines, dtype=float), np.ones((len(lines), 4), dtype=np.float32), 0, 0)
    inner = slice(raster.RIM, -raster.RIM)
    return cover.reshape(-1, stride, 4)[inner, inner, 3]


NEAR = st.floats(-60, 100)


@with_numba
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(NEAR, NEAR, NEAR, NEAR), min_size=1, max_size=6))
def test_lines_cover_what_the_slow_way_says_they_cover(lines):
    assert np.allclose(added_up(lines), raster.covered(np.array(lines), SIZE), atol=2e-3)


@with_numba
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(st.tuples(NEAR, NEAR, NEAR, NEAR), min_size=1, max_size=6))
def test_a_picture_in_tiles_has_no_seams(monkeypatch, lines):
    whole = drawn(lines)
    with monkeypatch.context() as small:
        small.setattr(raster, "TILE", 7)
        assert np.abs(drawn(lines) - whole).max() <= 1


def test_a_line_covers_one_pixel_for_each_step():
    cover = raster.covered(np.array([(2.0, 3.0, 12.0, 8.0)]), SIZE)
    assert cover.sum() == pytest.approx(11.0)
    assert cover[3, 2] == pytest.approx(1.0)


@with_numba
def test_nothing_is_drawn_where_no_line_runs():
    picture = drawn([(0, 5, 39, 5)])
    assert picture[5, :, 3].min() > 0
    assert picture[7:].sum() == 0


@with_numba
def test_colours_are_never_brighter_than_they_are_opaque():
    chance = np.random.default_rng(3)
    picture = drawn(chance.uniform(-5, 45, (400, 4)), ("asserted", "contested"), chance.integers(0, 2, 400))
    assert (picture[..., :3] <= picture[..., 3:]).all()
    assert picture[..., 3].max() <= round(255 * raster.STRONGEST)


@with_numba
@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_region_with_disputes_is_warmer_than_one_without(mode):
    fan = [(2, 2, 38, y) for y in range(2, 28)]
    calm = drawn(fan, ("claimed", "contested"), [0] * len(fan), mode)
    disputed = drawn(fan, ("claimed", "contested"), [row % 3 == 0 for row in range(len(fan))], mode)

    def warmth(picture):
        return int((picture[..., 0] - picture[..., 2]).sum())

    assert warmth(disputed) > warmth(calm)
    assert warmth(disputed) > 0


@with_numba
def test_more_lines_make_it_thicker_up_to_a_point():
    one, ten, many = (int(drawn([(0, 5, 39, 5)] * count)[5, 20, 3]) for count in (1, 10, 10_000))
    assert 0 < one < ten <= many <= round(255 * raster.STRONGEST)


@with_numba
def test_a_line_that_leads_far_counts_for_less_than_one_among_neighbours():
    near, far = (int(drawn([(0, 5, 39, 5)] * 4, crowd=Crowd(1.0, local))[5, 20, 3]) for local in (1e6, 4.0))
    assert far < near


@with_numba
def test_tones_do_not_depend_on_what_else_is_in_sight():
    alone = drawn([(0, 5, 39, 5)])
    beside = drawn([(0, 5, 39, 5), *[(0, 20, 39, 20)] * 50])
    assert np.array_equal(alone[5], beside[5])


@with_numba
@pytest.mark.parametrize(
    "line", [(5, 5, 5, 5), (-1e7, 3, 1e7, 3), (3, -1e7, 3, 1e7), (-1e7, -1e7, 1e7, 1e7), (100, 100, 200, 200)]
)
def test_lines_without_length_or_end_are_drawn_as_far_as_they_are_seen(line):
    assert drawn([line]).shape == (HEIGHT, WIDTH, 4)


@with_numba
def test_a_picture_one_pixel_high_can_be_drawn():
    palette = raster.palette_of(load_theme("light"), ["asserted"])
    rows = np.zeros(1, dtype=np.intp)
    ends = np.array([(0.0, 0.0), (9.0, 0.0)])
    pixels = raster.density(ends, rows, rows + 1, rows, palette, (10, 1), LONELY)
    assert pixels is not None
    assert (pixels > 0).all()


@with_numba
def test_drawing_stops_when_it_is_told_to():
    palette = raster.palette_of(load_theme("light"), ["asserted"])
    rows = np.zeros(1, dtype=np.intp)
    ends = np.zeros((2, 2))
    assert raster.density(ends, rows, rows, rows, palette, SIZE, FLAT, stop=lambda: True) is None


def test_without_the_extra_nothing_is_ever_ready(monkeypatch):
    monkeypatch.setattr(raster, "find_spec", lambda _: None)
    monkeypatch.setattr(raster, "_ready", threading.Event())
    raster.prepare_soon()
    assert not raster.prepare()
    assert not raster.is_ready()


def test_hairlines_of_disputes_stand_out():
    theme = load_theme("light")

    def away(color):
        paper = theme.color("canvas")
        return sum(abs(int(color[at : at + 2], 16) - int(paper[at : at + 2], 16)) for at in (1, 3, 5))

    assert away(raster.far_color(theme, "denied")) > away(raster.far_color(theme, "reported"))
