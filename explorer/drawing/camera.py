"""Where the graph is looked at from: a value. Says nothing about what is seen."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.drawing.frame import Box, Floats

MIN_ZOOM = 0.02
MAX_ZOOM = 16.0
_ROUNDS = 10

Margins = tuple[float, float, float, float]
"""Left, top, right, bottom, in px."""


@dataclass(frozen=True)
class Camera:
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
) -> Camera | None:
    """Return the camera at which the bounds, which do not grow in step with zoom, just fit.

    Parameters
    ----------
    bounds_at : callable
        Returns the bounds in frame pixels at a zoom, labels included; None when there is nothing.
    viewport, margins, max_zoom
        As for ``Camera.fit``.
    """
    low, high = MIN_ZOOM, max_zoom
    zoom = min(1.0, max_zoom)
    best: Camera | None = None
    for _ in range(_ROUNDS):
        box = bounds_at(zoom)
        if box is None:
            return None
        camera = Camera.fit(box, zoom, viewport, margins, max_zoom=max_zoom)
        fits = camera.zoom >= zoom
        if fits or best is None:
            best = Camera.fit(box, zoom, viewport, margins, max_zoom=zoom) if fits else camera
        low, high = (zoom, high) if fits else (low, zoom)
        if high < low * 1.01 or (fits and zoom >= max_zoom):
            break
        # Where the guess has been ruled out already (labels come and go with zoom), halve what is left.
        zoom = camera.zoom if low < camera.zoom < high else math.sqrt(low * high)
    return best
