"""What the canvas shows below gestures: a layer that fits, the next one made ahead by a worker, and what is dragged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QPainter

from explorer.drawing.qt_painter import is_calm, paint_base, paint_emphasis, paint_text
from explorer.session.tasks import Task
from explorer.widgets.carrying import Carried
from explorer.widgets.layer import MARGIN_PX, Layer, Lit, raster
from explorer.widgets.workshop import SETTLE_MS, Workshop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from explorer.drawing.frame import Emphasis, Frame
    from explorer.session.selection import Selection
    from explorer.session.tasks import Tasks
    from explorer.session.view import View

RASTER, CARRY = "raster", "carry"


class Scenery(QObject):
    """Owns the layer that is shown; a ``workshop`` makes those of what is large.

    Parameters
    ----------
    canvas : QWidget
        Says how large the viewport is.
    view, selection, tasks
        What to show, with which states, and who works on it.

    Signals
    -------
    changed
        Something better can be painted now.
    left_out : str
        What the picture that is shown leaves out; "" when it leaves out nothing.
    """

    changed = Signal()
    left_out = Signal(str)

    def __init__(self, canvas: QWidget, view: View, selection: Selection, tasks: Tasks) -> None:
        super().__init__(canvas)
        self._canvas, self._view, self._selection, self._tasks = canvas, view, selection, tasks
        self._layer: Layer | None = None
        self._lit = Lit()
        self._last_seen: tuple[Layer, Emphasis] | None = None
        self._carried: Carried | None = None
        self._said = ""
        self._was_painted = False
        self.workshop = Workshop(canvas, view, selection, tasks, self._viewport)
        self.workshop.changed.connect(self.changed)
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._on_settled)
        view.camera_changed.connect(self._on_camera_changed)

    @property
    def origin(self) -> QPointF:
        """Where the frame's origin is on the canvas."""
        camera, canvas = self._view.camera, self._canvas
        return QPointF(
            round(canvas.width() / 2 - camera.x * camera.zoom), round(canvas.height() / 2 - camera.y * camera.zoom)
        )

    @property
    def frame(self) -> Frame | None:
        """The Frame that is shown, perhaps stretched, with what is dragged where it is dragged to.

        None while the first one of a large graph is being made.
        """
        if self._carried is not None and self._still_carries(self._carried):
            return self._carried.frame
        layer = self._made_layer() if self._view.is_large else self._current_layer()
        return None if layer is None else layer.frame

    def _made_layer(self) -> Layer | None:
        """Return what the workshop made last."""
        return None if self.workshop.picture is None else self.workshop.picture.layer

    def settle(self) -> None:
        """Have everything in full quality now (pictures of the window, tests)."""
        self._settle.stop()
        self._tasks.cancel(RASTER)
        self.put_back()
        if self._view.is_large:
            self.workshop.settle()
        else:
            self._layer = self._raster_now()

    # -- painting -------------------------------------------------------------------------------

    def paint(self, painter: QPainter) -> None:
        """Draw layer and states; the painter is in widget pixels."""
        if self._carried is not None and self._still_carries(self._carried):
            stretched = self._view.camera.zoom != self._carried.below.frame.zoom
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, stretched)
            self._carried.paint(painter, self._view, self._selection.now, self.origin)
            return
        if self._view.is_large:
            self.workshop.paint(painter, self.origin)
            self._tell_left_out(self.frame)
            return
        was_painted, self._was_painted = self._was_painted, True
        if self._layer is None and not was_painted:
            self._paint_at_once(painter)
            return
        layer = self._current_layer()
        self._tell_left_out(layer.frame)
        zoom = self._view.camera.zoom
        place = layer.place(zoom, self.origin)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, zoom != layer.frame.zoom)
        emphasis = self._view.emphasis(layer.frame, self._selection.now)
        # The first time, states are drawn for what is in sight; only what is seen again is worth an image.
        seen_before, self._last_seen = self._last_seen, (layer, emphasis)
        again = seen_before is not None and seen_before[0] is layer and seen_before[1] is emphasis
        if zoom != layer.frame.zoom or (again and not is_calm(emphasis)):
            painter.drawImage(place, self._lit.image(layer, emphasis))
            return
        painter.drawImage(place, layer.base)
        if emphasis.lit_nodes is None:
            painter.drawImage(place, layer.text)
        painter.translate(self.origin)
        paint_emphasis(painter, layer.frame, emphasis, self._view.theme)
        painter.resetTransform()

    def _paint_at_once(self, painter: QPainter) -> None:
        """Draw the Frame itself: a layer takes longer, and the first picture is not to wait for what the next ones need."""
        frame, theme = self._view.frame, self._view.theme
        emphasis = self._view.emphasis(frame, self._selection.now)
        self._tell_left_out(frame)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.translate(self.origin)
        paint_base(painter, frame, theme)
        if emphasis.lit_nodes is None:
            paint_text(painter, frame, theme)
        paint_emphasis(painter, frame, emphasis, theme)
        painter.resetTransform()
        self._settle.start()

    def _tell_left_out(self, frame: Frame | None) -> None:
        sentence = "" if frame is None else frame.left_out
        if sentence != self._said:
            self._said = sentence
            QTimer.singleShot(0, self, lambda: self.left_out.emit(self._said))  # nothing is laid out while painting

    # -- layers ---------------------------------------------------------------------------------

    def _viewport(self, zoom: float) -> QRectF:
        """What is seen, in frame pixels at a zoom."""
        scale, origin = zoom / self._view.camera.zoom, self.origin
        width, height = self._canvas.width(), self._canvas.height()
        return QRectF(-origin.x() * scale, -origin.y() * scale, width * scale, height * scale)

    def _area(self, zoom: float) -> QRectF:
        return self._viewport(zoom).adjusted(-MARGIN_PX, -MARGIN_PX, MARGIN_PX, MARGIN_PX)

    def _raster_now(self) -> Layer:
        frame, view = self._view.frame, self._view
        return raster(frame, view.theme, view.content, self._area(frame.zoom), self._canvas.devicePixelRatioF())

    def _current_layer(self) -> Layer:
        """Return a layer fit to be shown; one that is merely stretched or short of margin will do for now."""
        layer = self._layer
        if layer is None or layer.content != self._view.content or layer.dpr != self._canvas.devicePixelRatioF():
            self._tasks.cancel(RASTER)
            self._layer = self._raster_now()
            return self._layer
        half = MARGIN_PX / 2
        wanted = self._viewport(layer.frame.zoom).adjusted(-half, -half, half, half)
        if layer.frame.zoom == self._view.camera.zoom and not layer.covers(wanted):
            self._request_layer()
        return layer

    def _request_layer(self) -> None:
        """Let a worker paint the next layer, unless one is at it already."""
        if self._tasks.running(RASTER) is not None:
            return
        view, zoom = self._view, self._view.camera.zoom
        theme, content, dpr, area = view.theme, view.content, self._canvas.devicePixelRatioF(), self._area(zoom)
        known, make = view.latest if view.latest.zoom == zoom else None, view.frame_maker(zoom)

        def steps() -> Iterator[Layer]:
            yield raster(known or make(), theme, content, area, dpr)

        task = Task(RASTER, "Drawing", steps)
        task.on_done = self._on_rastered
        self._tasks.start(task)

    def _on_rastered(self, layer: Layer | None) -> None:
        if layer is not None and layer.content == self._view.content:
            self._layer = layer
            self._view.adopt(layer.frame, layer.content)
            if layer.frame.zoom != self._view.camera.zoom:
                self._settle.start()
        self.changed.emit()

    def _on_camera_changed(self) -> None:
        if self._view.is_large:
            self.workshop.on_camera_changed()
            self.changed.emit()
            return
        if self._layer is not None and self._layer.frame.zoom != self._view.camera.zoom:
            self._settle.start()
        self.changed.emit()

    def _on_settled(self) -> None:
        if self._layer is None:
            self._request_layer()
        elif self._layer.frame.zoom != self._view.camera.zoom:
            self._tasks.cancel(RASTER)
            self._request_layer()
        self.changed.emit()

    # -- dragging -------------------------------------------------------------------------------

    def carry(self, entities: frozenset[str]) -> None:
        """Draw these entities and their lines on top from now on, above a layer without them."""
        view = self._view
        layer = self._made_layer() if view.is_large else self._current_layer()
        if layer is None or layer.content != view.content:
            return  # what is to be carried is not on the screen yet
        carried = self._carried = Carried(view.moving(layer.frame, entities), layer)
        theme, area, wordless = view.theme, self._area(layer.frame.zoom), view.spotlight is not None

        def steps() -> Iterator[Layer]:
            yield raster(
                layer.frame,
                theme,
                layer.content,
                area,
                layer.dpr,
                carried.moving,
                wordless=wordless,
                stop=lambda: task.is_cancelled,
            )

        task = Task(CARRY, "Drawing", steps)
        task.on_done = lambda below: self._on_carried(carried, below)
        self._tasks.start(task)

    def carry_to(self, dx: float, dy: float) -> None:
        """Show what is carried this far from where it was, in graph coordinates."""
        if self._carried is not None:
            self._carried.move_to(dx, dy)

    def land(self) -> None:
        """Show what is carried where it is until a layer does; the document is told by whoever calls this."""
        if self._carried is not None:
            self._carried.landed = True

    def put_back(self) -> None:
        """Show nothing as carried any more."""
        self._carried = None
        self._tasks.cancel(CARRY)

    def _on_carried(self, carried: Carried, below: Layer | None) -> None:
        if below is not None:
            carried.below = below
            self.changed.emit()

    def _still_carries(self, carried: Carried) -> bool:
        """Whether a drag, or the layer after it, is still under way; otherwise nothing is carried any more."""
        content, large = self._view.content, self._view.is_large
        newest = self._made_layer() if large else self._layer
        if carried.landed and (newest is None or newest.content != content):
            self.workshop.see_to_it() if large else self._request_layer()
            return True
        if carried.landed or carried.below.content != content:
            self.put_back()
        return self._carried is not None
