"""Fits a graph into a box of a page: places stretched a little so that it fills the box, labels never cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.framing import build_frame, placed
from explorer.model.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from explorer.drawing.frame import Floats, Frame
    from explorer.drawing.measure import Measure
    from explorer.drawing.theme import Theme
    from explorer.model.filters import Visible
    from explorer.model.project import Project

MOST_STRETCH = 3.0
USUAL_STRETCH = 1.5
MOST_ENLARGED = 2.5
FULL_SIZE_DOWN_TO = 0.7
"""Places may come this much closer before entities and letters get smaller: labels only stand where there is room."""
LABEL_ROOM = (120.0, 60.0)
ROUNDS = 5
SHRINK, SHRINKINGS = 0.94, 6
LEAST_SCALE = 1e-3
SMALLER = 0.9
TOO_CLOSE = 0.75
"""Marks that are nearer to each other than this share of their width hide each other's numbers."""
MOST_TO_NAME = 400
"""With more entities there is no hope of naming all of them, and every try takes seconds."""


class GraphFitter:
    """Builds Frames of one graph for boxes of different sizes.

    Parameters
    ----------
    project, visible, positions
        What is shown, and where it sits.
    theme, measure
        Look and fonts.
    numbers : mapping of str to int
        Footnotes; empty for marks as on screen.
    lost : collection of str
        Relations with a quotation that is no longer in its article.
    """

    def __init__(
        self,
        project: Project,
        visible: Visible,
        positions: Positions,
        theme: Theme,
        measure: Measure,
        *,
        numbers: Mapping[str, int],
        lost: Collection[str],
    ) -> None:
        self._project, self._visible, self._theme, self._measure = project, visible, theme, measure
        self._numbers, self._lost = numbers, lost
        places = placed(visible.entities, positions)
        self._places: Floats = places - places.mean(axis=0) if len(places) else places
        span = np.ptp(self._places, axis=0) if len(places) else np.zeros(2)
        self._span: tuple[float, float] = (float(span[0]), float(span[1]))

    def natural_height(self, width: float) -> float:
        """Return the height at which the graph fills a width without being squeezed too flat."""
        across, down = self._span
        if across < 1.0:
            return down + LABEL_ROOM[1]
        scale = min((width - LABEL_ROOM[0]) / across, MOST_ENLARGED)
        return down * max(scale, LEAST_SCALE) / USUAL_STRETCH + LABEL_ROOM[1]

    def legible_frame(self, width: float, height: float, least_scale: float) -> Frame:
        """Return a Frame that names and numbers everything, to be drawn smaller as a whole if a box is too small for it.

        Parameters
        ----------
        width, height : float
            The box.
        least_scale : float
            How small it may be drawn: a name that nobody can read is no better than none.
        """
        best = self.frame(width, height)
        missing, scale = _missing(best, self._theme), SMALLER
        while missing and scale >= least_scale and len(best.nodes.ids) <= MOST_TO_NAME:
            roomier = self.frame(width / scale, height / scale)
            if _missing(roomier, self._theme) < missing:
                best, missing = roomier, _missing(roomier, self._theme)
            scale *= SMALLER
        return best

    def frame(self, width: float, height: float) -> Frame:
        """Return a Frame for a box; its bounds are larger only where the box is too small for any legible picture."""
        limits = np.array((width, height))
        span = np.maximum(np.array(self._span), 1e-6)
        scale = self._within_stretch(np.maximum(limits - LABEL_ROOM, 20.0) / span)
        best: Frame | None = None
        for _ in range(ROUNDS):
            frame = self._build(scale)
            size = np.array(frame.bounds[2:])
            if (size <= limits + 0.01).all():
                best = frame
            rest = size - span * scale
            wanted = self._within_stretch(np.maximum((limits - rest) / span, LEAST_SCALE))
            if np.abs(wanted / scale - 1.0).max() < 0.01:
                break
            scale = wanted
        for _ in range(SHRINKINGS):
            if best is not None:
                return best
            scale = scale * SHRINK
            frame = self._build(scale)
            if (np.array(frame.bounds[2:]) <= limits + 0.01).all():
                best = frame
        return best or frame

    def _build(self, scale: Floats) -> Frame:
        zoom = min(1.0, max(float(scale.min()) / FULL_SIZE_DOWN_TO, LEAST_SCALE))
        positions = Positions(self._visible.entities, self._places * scale / zoom)
        return build_frame(
            self._project,
            self._visible,
            positions,
            self._theme,
            zoom,
            self._measure,
            numbers=self._numbers or None,
            lost=self._lost,
        )

    def _within_stretch(self, scale: Floats) -> Floats:
        """Keep both directions close to each other, and neither too large."""
        smaller = min(float(scale.min()), MOST_ENLARGED)
        return np.minimum(scale, smaller * MOST_STRETCH)


def _missing(frame: Frame, theme: Theme) -> int:
    """Return how many entities have no name beside them, and how many marks cannot be told for what covers them."""
    names = np.array([label.box for label in frame.labels if not label.of_relation]).reshape(-1, 4)
    x, y = frame.marks.xy[:, :1], frame.marks.xy[:, 1:]
    under = (x > names[:, 0]) & (x < names[:, 0] + names[:, 2]) & (y > names[:, 1]) & (y < names[:, 1] + names[:, 3])
    apart = np.hypot(x - x.T, y - y.T) + np.eye(len(x)) * theme.edge.disc
    covered = under.any(axis=1) | (np.tril(apart < theme.edge.disc * TOO_CLOSE, -1).any(axis=1))
    return len(frame.nodes.ids) - len(names) + int(covered.sum())
