"""Where the graph is looked at from: a value. Says nothing about what is seen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.drawing.frame import Box, Floats

MIN_ZOOM = 0.001  # a hundred thousand entities in a row of windows
MAX_ZOOM = 16.0
_ROUNDS = 10
_SPARE = 0.025  # of the zoom, which nobody sees; less would cost another trial

Margins = tuple[float, float, float, float]
"""Left, top, right, bottom, in px."""


class Camera(NamedTuple):
    """The graph point in the middle of the viewport, and pixels per graph unit.

    Examples
    --------
    >>> Camera(0, 0, 1).panned(30, 0).x
    -30.0
    """

    x: float
    y: float
    zoom: float = 1.0

    def to_screen(self, points: Floats, viewport: tuple[float, float]) -> Floats:
        """Return where graph points, shape (n, 2), are in a viewport of that width and height."""
        screen: Floats = (np.asarray(points, dtype=float) - (self.x, self.y)) * self.zoom + np.array(viewport) / 2
        return screen

    def to_graph(self, points: Floats, viewport: tuple[float, float]) -> Floats:
        """Return the graph points that are at these points of a viewport."""
        graph: Floats = (np.asarray(points, dtype=float) - np.array(viewport) / 2) / self.zoom + (self.x, self.y)
        return graph

    def sight(self, viewport: tuple[float, float]) -> Box:
        """Return the box of graph points that a viewport shows.

        Examples
        --------
        >>> Camera(10, 0, 2.0).sight((40, 20))
        (0.0, -5.0, 20.0, 10.0)
        """
        width, height = viewport[0] / self.zoom, viewport[1] / self.zoom
        return self.x - width / 2, self.y - height / 2, width, height

    def panned(self, dx: float, dy: float) -> Camera:
        """Move the picture by so many pixels."""
        return Camera(self.x - dx / self.zoom, self.y - dy / self.zoom, self.zoom)

    def zoomed_about(self, x: float, y: float, factor: float) -> Camera:
        """Zoom so that what is ``(x, y)`` pixels from the middle of the viewport stays there."""
        zoom = min(max(self.zoom * factor, MIN_ZOOM), MAX_ZOOM)
        shift = 1.0 / self.zoom - 1.0 / zoom
        return Camera(self.x + x * shift, self.y + y * shift, zoom)

    def centred(self, x: float, y: float) -> Camera:
        """Look at another graph point from as near."""
        return Camera(x, y, self.zoom)

    def between(self, other: Camera, share: float) -> Camera:
        """Return a camera on the way to another: 0 is here, 1 is there, and no point sways in between."""
        if share >= 1.0:
            return other
        zoom = self.zoom * (other.zoom / self.zoom) ** share
        if math.isclose(self.zoom, other.zoom, rel_tol=1e-6):
            moved = share
        else:
            moved = (1.0 / self.zoom - 1.0 / zoom) / (1.0 / self.zoom - 1.0 / other.zoom)
        return Camera(self.x + (other.x - self.x) * moved, self.y + (other.y - self.y) * moved, zoom)

    @classmethod
    def fit(
        cls,
        box: Box,
        zoom: float,
        viewport: tuple[float, float],
        margins: Margins = (0.0, 0.0, 0.0, 0.0),
        *,
        max_zoom: float = MAX_ZOOM,
    ) -> Camera:
        """Return the camera that shows a box of frame pixels as large as it fits.

        Parameters
        ----------
        box : Box
            In frame pixels at ``zoom``.
        zoom : float
            Zoom at which the box was measured.
        viewport : tuple of float
            Width and height.
        margins : Margins
            Kept free at the left, top, right and bottom: legend, overview, air.
        max_zoom : float
            A small graph is not blown up beyond this.
        """
        x, y, width, height = box
        left, top, right, bottom = margins
        room_x = max(viewport[0] - left - right, 1.0)
        room_y = max(viewport[1] - top - bottom, 1.0)
        fitting = zoom * min(room_x / max(width, 1e-9), room_y / max(height, 1e-9))
        fitted = min(max(fitting, MIN_ZOOM), max_zoom)
        middle_x, middle_y = (x + width / 2) / zoom, (y + height / 2) / zoom
        return cls(middle_x - (left - right) / 2 / fitted, middle_y - (top - bottom) / 2 / fitted, fitted)


def fitting_camera(
    bounds_at: Callable[[float], Box | None],
    viewport: tuple[float, float],
    margins: Margins = (0.0, 0.0, 0.0, 0.0),
    *,
    max_zoom: float = 1.25,
    guess: float = 1.0,
) -> Camera | None:
    """Return the camera at which the bounds, which do not grow in step with zoom, fit with next to no room to spare.

    Parameters
    ----------
    bounds_at : callable
        Returns the bounds in frame pixels at a zoom, labels included; None when there is nothing.
    viewport, margins, max_zoom
        As for ``Camera.fit``.
    guess : float
        The zoom to try first. Each trial builds a picture, so a good guess saves time.
    """
    tried: list[tuple[float, float]] = []  # zoom, and by which share there is room to spare
    zoom = min(max(guess, MIN_ZOOM), max_zoom)
    best: Camera | None = None
    for _ in range(_ROUNDS):
        box = bounds_at(zoom)
        if box is None:
            return None
        wanted = Camera.fit(box, zoom, viewport, margins, max_zoom=max_zoom).zoom
        spare = wanted / zoom - 1.0
        if (
            best is None
            or (spare >= 0 and zoom > best.zoom)
            or (zoom < best.zoom and not any(s >= 0 for _, s in tried))
        ):
            best = Camera.fit(box, zoom, viewport, margins, max_zoom=zoom)
        tried.append((zoom, spare - _SPARE / 2.0))
        low = max((z for z, s in tried if s >= -_SPARE / 2.0), default=MIN_ZOOM)
        high = min((z for z, s in tried if s < -_SPARE / 2.0), default=max_zoom)
        if 0.0 <= spare <= _SPARE or high < low * (1.0 + _SPARE):
            break
        aim = zoom * (1.0 + tried[-1][1]) if len(tried) == 1 else _crossing(tried[-2], tried[-1])
        aim = max_zoom if wanted >= max_zoom else aim
        # Labels come and go with zoom: where a guess has been ruled out already, halve what is left.
        zoom = aim if low < aim < high or aim == max_zoom == high else math.sqrt(low * high)
    return best


def _crossing(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return where the line through two points is zero."""
    (a, spare_a), (b, spare_b) = one, other
    return b if spare_a == spare_b else b - spare_b * (b - a) / (spare_b - spare_a)
