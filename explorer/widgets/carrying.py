"""What is being dragged: a layer without it below, it on top, until a new layer shows where it has landed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTransform

from explorer.drawing.qt_painter import paint_base, paint_bundle, paint_emphasis, paint_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPointF
    from PySide6.QtGui import QPainter

    from explorer.drawing.frame import Emphasis, Frame
    from explorer.drawing.moving import Moving
    from explorer.session.selection import Selected
    from explorer.session.view import View
    from explorer.widgets.layer import Layer


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
        self.frame = self._rest = moving.at(0.0, 0.0)
        self._states: tuple[object, ...] = ()
        self._states_on: Callable[[Frame], Emphasis] | None = None

    def move_to(self, dx: float, dy: float) -> None:
        """Carry it this far from where it was, in graph coordinates."""
        zoom = self.below.frame.zoom
        if (dx, dy) != self._offset:
            self._offset = (dx, dy)
            self.frame = self.moving.at(dx * zoom, dy * zoom)

    def paint(self, painter: QPainter, view: View, now: Selected, origin: QPointF) -> None:
        """Draw the layer below and all that moves; the painter is in widget pixels."""
        below, theme, zoom, moving, frame = self.below, view.theme, view.camera.zoom, self.moving, self.frame
        place, emphasis = below.place(zoom, origin), self._emphasis(view, now)
        scale = zoom / below.frame.zoom
        to_frame = QTransform(scale, 0.0, 0.0, scale, origin.x(), origin.y())
        painter.drawImage(place, below.base)
        painter.setTransform(to_frame)
        if moving.bundle is not None:
            paint_bundle(painter, moving.bundle, frame.nodes.xy, theme)
        paint_base(painter, frame, theme, edges=moving.edges, nodes=())
        if below is not self._first:
            painter.setClipRect(QRectF(*moving.reach(frame)))
        if below is not self._first or emphasis.lit_nodes is None:
            painter.resetTransform()
            painter.drawImage(place, below.text)
            painter.setTransform(to_frame)
        painter.setClipping(False)
        paint_base(painter, frame, theme, edges=(), nodes=moving.nodes)
        if emphasis.lit_nodes is None:
            paint_text(painter, moving.text_of(frame), theme)
        paint_emphasis(painter, frame, emphasis, theme)
        painter.resetTransform()

    def _emphasis(self, view: View, now: Selected) -> Emphasis:
        """Return the states: added names find their places once, and then go along."""
        states = view.states(now)
        if self._states_on is None or states != self._states:
            self._states = states
            self._states_on = self.moving.follow(view.emphasis_maker(now)(self._rest))
        return self._states_on(self.frame)
