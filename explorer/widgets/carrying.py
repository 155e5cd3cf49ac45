"""What is being dragged: a layer without it below, it on top, until a new layer shows where it has landed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.drawing.qt_painter import paint_base, paint_text

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from explorer.drawing.frame import Frame
    from explorer.drawing.moving import Moving
    from explorer.drawing.theme import Theme
    from explorer.widgets.layer import Layer

FEW = 400  # entities that are drawn again above the moving lines; with more, lines may cross them meanwhile


class Carried:
    """Owns what a drag shows.

    Parameters
    ----------
    moving : Moving
        Who moves.
    layer : Layer
        What the canvas shows as the drag begins.

    Attributes
    ----------
    below : Layer
        What lies below: at first with those who move still in it, then one without them.
    landed : bool
        Whether the drag is over and only a new layer is missing.
    """

    def __init__(self, moving: Moving, layer: Layer) -> None:
        self.moving, self.below = moving, layer
        self._first = layer
        self.landed = False
        self._offset = (0.0, 0.0)
        self.frame: Frame = moving.at(0.0, 0.0)
        self._many = len(layer.frame.nodes.ids) > FEW

    def move_to(self, dx: float, dy: float) -> None:
        """Carry it this far from where it was, in graph coordinates."""
        zoom = self.below.frame.zoom
        if (dx, dy) != self._offset:
            self._offset = (dx, dy)
            self.frame = self.moving.at(dx * zoom, dy * zoom)

    def paint_base(self, painter: QPainter, theme: Theme) -> None:
        """Draw lines and entities; the painter is in frame pixels."""
        hurried = self.below is self._first  # a worker makes the layer below, and every call here waits for it
        nodes = self.moving.nodes if self._many or hurried else None
        paint_base(painter, self.frame, theme, edges=self.moving.edges, nodes=nodes)

    def paint_text(self, painter: QPainter, theme: Theme) -> None:
        """Draw labels and marks; the painter is in frame pixels."""
        paint_text(painter, self.moving.text_of(self.frame), theme)
