"""Looking at the graph from somewhere, and getting there."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.camera import MAX_ZOOM, MIN_ZOOM, Camera, fitting_camera

VIEWPORT = (800.0, 600.0)
CAMERAS = st.builds(Camera, st.floats(-1e3, 1e3), st.floats(-1e3, 1e3), st.floats(0.05, 8))
POINTS = st.tuples(st.floats(-400, 400), st.floats(-300, 300))


@given(camera=CAMERAS, point=POINTS)
def test_there_and_back_is_the_same_point(camera: Camera, point: tuple[float, float]) -> None:
    screen = camera.to_screen(np.array([point]), VIEWPORT)
    assert np.allclose(camera.to_graph(screen, VIEWPORT), [point], atol=1e-6)


@given(camera=CAMERAS, at=POINTS, factor=st.floats(0.2, 5))
def test_zooming_keeps_what_is_under_the_pointer(camera: Camera, at: tuple[float, float], factor: float) -> None:
    pointer = np.array([at]) + np.array(VIEWPORT) / 2
    before = camera.to_graph(pointer, VIEWPORT)
    after = camera.zoomed_about(*at, factor).to_graph(pointer, VIEWPORT)
    assert np.allclose(before, after, atol=1e-5)


def test_zoom_has_limits() -> None:
    assert Camera(0, 0, 1).zoomed_about(0, 0, 1e9).zoom == MAX_ZOOM
    assert Camera(0, 0, 1).zoomed_about(0, 0, 1e-9).zoom == MIN_ZOOM


def test_panning_moves_the_picture_with_the_hand() -> None:
    camera = Camera(10, 20, 2.0)
    before = camera.to_screen(np.array([[0.0, 0.0]]), VIEWPORT)
    after = camera.panned(30, -8).to_screen(np.array([[0.0, 0.0]]), VIEWPORT)
    assert (after - before).tolist() == [[30.0, -8.0]]


def test_a_transition_begins_here_and_ends_there() -> None:
    here, there = Camera(0, 0, 1), Camera(100, 50, 4)
    assert here.between(there, 0.0) == here
    assert here.between(there, 1.0) == there
    assert here.between(Camera(10, 0, 1), 0.5) == Camera(5, 0, 1)


@given(
    here=CAMERAS, at=st.tuples(st.floats(-200, 200), st.floats(-200, 200)), share=st.floats(0, 1), up=st.floats(1.1, 3)
)
def test_zooming_about_a_point_with_a_transition_never_sways(
    here: Camera, at: tuple[float, float], share: float, up: float
) -> None:
    there = here.zoomed_about(*at, up)
    pointer = np.array([at]) + np.array(VIEWPORT) / 2
    still = here.to_graph(pointer, VIEWPORT)
    assert np.allclose(here.between(there, share).to_screen(still, VIEWPORT), pointer, atol=1e-3)


def test_fitting_leaves_the_margins_free() -> None:
    camera = Camera.fit((-100, -50, 400, 200), 2.0, VIEWPORT, (20, 10, 60, 110))
    corners = np.array([[-100, -50], [300, 150]]) / 2.0
    (left, top), (right, bottom) = camera.to_screen(corners, VIEWPORT).tolist()
    assert left >= 20 - 1e-6
    assert right <= 800 - 60 + 1e-6
    assert top >= 10 - 1e-6
    assert bottom <= 600 - 110 + 1e-6
    assert min(left - 20, top - 10) == pytest.approx(0, abs=1e-6)


def test_fitting_never_blows_up_a_small_graph() -> None:
    assert Camera.fit((0, 0, 10, 10), 1.0, VIEWPORT, max_zoom=1.25).zoom == 1.25
    assert Camera.fit((0, 0, 0, 0), 1.0, VIEWPORT).zoom == MAX_ZOOM


@given(spread=st.floats(50, 5000), fixed=st.floats(0, 500), jump=st.floats(0, 150))
def test_a_fitted_picture_fits_although_labels_do_not_grow_with_zoom(spread: float, fixed: float, jump: float) -> None:
    def bounds(zoom: float) -> tuple[float, float, float, float]:
        width = spread * zoom + fixed + (jump if zoom > 0.6 else 0.0)
        return (-width / 2, -width / 4, width, width / 2)

    camera = fitting_camera(bounds, VIEWPORT, (20, 20, 20, 20))
    assert camera is not None
    assert bounds(camera.zoom)[2] <= 760 * 1.001
    assert camera.zoom > 1.21 or bounds(camera.zoom * 1.05)[2] > 760 * 0.975


def test_nothing_to_fit_gives_no_camera() -> None:
    assert fitting_camera(lambda _: None, VIEWPORT) is None
