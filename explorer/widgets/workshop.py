"""Pictures of what is large, made by workers: the newest wish wins, and what there is already is shown meanwhile.

Four things keep the window full while one looks around: a layer reaches as far ahead as the camera will get before
the next is done; one that takes long reaches half a window to all sides; the last two that were left lie below it; and
below them lies a coarse picture of everything.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QObject, QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QRegion

from explorer.drawing import raster as density
from explorer.drawing.frame import Level
from explorer.drawing.picking import hit
from explorer.session.tasks import Task
from explorer.widgets.layer import MARGIN_PX, Layer, lit_image, place_of, raster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

    from explorer.drawing.camera import Camera
    from explorer.drawing.frame import Box, Emphasis, Frame
    from explorer.session.selection import Selection
    from explorer.session.tasks import Tasks
    from explorer.session.view import View

RASTER, STATES, BACKDROP = "raster", "states", "backdrop"
SETTLE_MS = 80
IDLE_MS = 300
SLOW_MS = 60.0  # a layer that takes longer is made wider
KEPT_BEHIND = 2
FEW_SHOWN = 0.85  # of the zoom at which everything is seen: nearer, a coarse picture of everything helps
NEARLY_PX = 32.0  # a layer that is wide but for this need not be made again
MOST_AHEAD_S = 1.2
LOOK_BACK_S = 0.15


@dataclass(frozen=True, eq=False)
class Picture:
    """A layer, the states it was painted with, and both with all text as one image."""

    layer: Layer
    states: tuple[object, ...]
    emphasis: Emphasis
    image: QImage
    could_be_denser: bool = False  # density was wanted, and what draws it not compiled yet


class _Behind(NamedTuple):
    """What is left of a picture once another has taken its place: how an area looked."""

    area: QRectF
    zoom: float
    image: QImage


class _Wish(NamedTuple):
    """What a layer under way is made for."""

    content: int
    zoom: float
    dpr: float
    since: int


class Pace:
    """How fast the camera moves, in px a second at the zoom it has."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float, float, float]] = deque(maxlen=16)

    def note(self, camera: Camera, now: float) -> None:
        """Note where the camera is."""
        if self._seen and self._seen[-1][3] != camera.zoom:
            self._seen.clear()
        self._seen.append((now, camera.x * camera.zoom, camera.y * camera.zoom, camera.zoom))

    def at(self, now: float) -> QPointF:
        """Return the speed; none once nothing has been noted for a while."""
        recent = [seen for seen in self._seen if now - seen[0] <= LOOK_BACK_S]
        if len(recent) < 2 or recent[-1][0] == recent[0][0]:
            return QPointF()
        lasted = recent[-1][0] - recent[0][0]
        return QPointF((recent[-1][1] - recent[0][1]) / lasted, (recent[-1][2] - recent[0][2]) / lasted)


class Workshop(QObject):
    """Owns the pictures of a large graph.

    Parameters
    ----------
    canvas : QWidget
        Says how large the viewport is.
    view, selection, tasks
        What to show, with which states, and who works on it.
    viewport : callable
        Returns what is seen, in frame pixels at a zoom.

    Signals
    -------
    changed
        Something better can be painted now.
    """

    changed = Signal()

    def __init__(
        self, canvas: QWidget, view: View, selection: Selection, tasks: Tasks, viewport: Callable[[float], QRectF]
    ) -> None:
        super().__init__(canvas)
        self._canvas, self._view, self._selection, self._tasks = canvas, view, selection, tasks
        self._viewport = viewport
        self._picture: Picture | None = None
        self._backdrop: Picture | None = None
        self._behind: deque[_Behind] = deque(maxlen=KEPT_BEHIND)
        self._under_way: _Wish | None = None
        self._states_under_way: tuple[Layer, tuple[object, ...]] | None = None
        self._took_s = 0.1
        self._pace = Pace()
        self._settle = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._on_settled)
        self._idle = QTimer(self, interval=IDLE_MS, singleShot=True)
        self._idle.timeout.connect(self._on_idle)

    @property
    def picture(self) -> Picture | None:
        """What was made last of the present document."""
        if self._picture is not None and self._picture.layer.content < self._view.since:
            self._picture = self._backdrop = None
            self._behind.clear()
        return self._picture

    @property
    def has_backdrop(self) -> bool:
        """Whether there is something coarse to show where no layer reaches."""
        return self._backdrop is not None

    def on_camera_changed(self) -> None:
        """Note a movement."""
        self._pace.note(self._view.camera, time.perf_counter())
        if self._picture is not None and self._picture.layer.frame.zoom != self._view.camera.zoom:
            self._settle.start()
        self._idle.start()

    # -- painting -------------------------------------------------------------------------------

    def paint(self, painter: QPainter, origin: QPointF) -> None:
        """Draw the best there is, and see to it that something better comes; the painter is in widget pixels."""
        self.see_to_it()
        picture = self.picture
        if picture is None:
            return
        zoom, bare = self._view.camera.zoom, QRegion(self._canvas.rect())
        for place, image in self._images(zoom, origin, coarse_too=not self._view.is_live):
            covered = QRegion(place.toRect()).intersected(bare)
            if not covered.isEmpty():
                painter.setClipRegion(covered)
                painter.setRenderHint(
                    QPainter.RenderHint.SmoothPixmapTransform, place.size() != image.deviceIndependentSize()
                )
                painter.drawImage(place, image)
                bare = bare.subtracted(covered)
        painter.setClipping(False)

    def _images(self, zoom: float, origin: QPointF, *, coarse_too: bool) -> Iterator[tuple[QRectF, QImage]]:
        """Yield what there is to show and where, the best first."""
        if self.picture is not None:
            yield self.picture.layer.place(zoom, origin), self.picture.image
        for behind in self._behind:
            if behind.zoom != zoom and not coarse_too:
                continue
            yield place_of(behind.area, zoom / behind.zoom, origin), behind.image
        if coarse_too and self._backdrop is not None:
            yield self._backdrop.layer.place(zoom, origin), self._backdrop.image

    def bare_share(self, *, coarse_too: bool) -> float:
        """Return the share of the viewport that no picture covers, or (``coarse_too``) not even a coarse one."""
        zoom = self._view.camera.zoom
        seen = self._viewport(zoom)
        bare = QRegion(seen.toRect())
        if self.picture is not None:  # beyond all there is nothing to be seen
            frame = self.picture.layer.frame
            bare &= QRegion(place_of(QRectF(*frame.bounds), zoom / frame.zoom, QPointF()).toAlignedRect())
        for place, _ in self._images(zoom, QPointF(), coarse_too=coarse_too):
            bare -= QRegion(place.toRect())
        return sum(part.width() * part.height() for part in cast("Iterable[QRect]", bare)) / max(
            seen.width() * seen.height(), 1.0
        )

    def settle(self) -> None:
        """Make everything in full quality here and now (pictures of the window, tests)."""
        for key in (RASTER, STATES, BACKDROP):
            self._tasks.cancel(key)
        self._settle.stop()
        self._idle.stop()
        zoom = self._view.camera.zoom
        self._picture = self._maker(zoom, self._viewport(zoom), lambda: False)()

    # -- wishes ---------------------------------------------------------------------------------

    def see_to_it(self) -> None:
        """Let workers begin whatever is missing."""
        view, picture = self._view, self.picture
        zoom, dpr = view.camera.zoom, self._canvas.devicePixelRatioF()
        if picture is None or (picture.layer.content, picture.layer.dpr) != (view.content, dpr):
            self._start_layer()
            return
        soon = self._reach(self._took_s, MARGIN_PX / 2)
        if picture.layer.frame.zoom == zoom and not picture.layer.covers(soon):
            self._start_layer()
        elif picture.states != view.states(self._selection.now) and self._tasks.running(RASTER) is None:
            self._start_states(picture)

    def _reach(self, lead_s: float, margin: float, *, wide: bool = False) -> QRectF:
        """What will be seen within some seconds if the camera goes on as it does, with a margin around."""
        seen = self._viewport(self._view.camera.zoom)
        across, down = (seen.width() / 2, seen.height() / 2) if wide else (margin, margin)
        speed = self._pace.at(time.perf_counter()) * min(lead_s, MOST_AHEAD_S)
        dx = min(max(speed.x(), -seen.width()), seen.width())
        dy = min(max(speed.y(), -seen.height()), seen.height())
        return seen.united(seen.translated(dx, dy)).adjusted(-across, -down, across, down)

    def _start_layer(self, *, wide: bool = False) -> None:
        """Let a worker paint the next layer, unless one is at it that will do."""
        view, zoom = self._view, self._view.camera.zoom
        wish = _Wish(view.content, zoom, self._canvas.devicePixelRatioF(), view.since)
        running = self._under_way
        if running is not None and self._tasks.running(RASTER) is not None:
            same_place = (running.zoom, running.dpr, running.since) == (wish.zoom, wish.dpr, wish.since)
            if same_place and (running.content == wish.content or view.is_live):
                return
        self._under_way = wish
        area = self._reach(1.5 * self._took_s + 0.1, MARGIN_PX, wide=wide or self._is_slow)
        started = time.perf_counter()
        self._start(RASTER, zoom, area, lambda picture: self._on_layer(picture, time.perf_counter() - started))

    @property
    def _is_slow(self) -> bool:
        return self._took_s * 1000.0 > SLOW_MS

    def _start(self, key: str, zoom: float, area: QRectF, on_done: Callable[[Picture | None], None]) -> None:
        task = Task(key, "Drawing", lambda: steps())
        make = self._maker(zoom, area, lambda: task.is_cancelled)

        def steps() -> Iterator[Picture]:
            yield make()

        task.on_done = on_done
        self._tasks.start(task)

    def _maker(self, zoom: float, area: QRectF, stop: Callable[[], bool]) -> Callable[[], Picture]:
        """Return what makes a picture of an area, in frame pixels, of what is shown now; in any thread."""
        view, now = self._view, self._selection.now
        theme, content, dpr = view.theme, view.content, self._canvas.devicePixelRatioF()
        states, emphasise = view.states(now), view.emphasis_maker(now)
        box: Box = (area.x(), area.y(), area.width(), area.height())
        frame_of = view.frame_maker(zoom, box)

        def make() -> Picture:
            frame = frame_of()
            sparse = (frame.detail.level is Level.DENSITY or frame.passing is not None) and not density.is_ready()
            layer = raster(frame, theme, content, area, dpr, stop=stop)
            made = replace(_lit(layer, states, emphasise), could_be_denser=sparse and density.is_available())
            hit(frame, *area.center().toTuple())  # so that what it looks things up in is there when a pointer comes
            return made

        return make

    def _start_states(self, picture: Picture) -> None:
        """Let a worker paint other states onto the layer there is."""
        now = self._selection.now
        states, emphasise = self._view.states(now), self._view.emphasis_maker(now)

        def steps() -> Iterator[Picture]:
            yield replace(_lit(picture.layer, states, emphasise), could_be_denser=picture.could_be_denser)

        running = self._tasks.running(STATES)
        if running is not None and self._states_under_way == (picture.layer, states):
            return
        self._states_under_way = (picture.layer, states)
        task = Task(STATES, "Drawing", steps)
        task.on_done = self._on_states
        self._tasks.start(task)

    def _on_layer(self, picture: Picture | None, took_s: float) -> None:
        self._took_s = took_s
        self._under_way = None
        self._take(picture)

    def _on_states(self, picture: Picture | None) -> None:
        if picture is not None and self._picture is not None and picture.layer is self._picture.layer:
            self._take(picture)

    def _take(self, picture: Picture | None) -> None:
        if picture is not None and picture.layer.content >= self._view.since:
            self._leave_behind(picture)
            self._picture = picture
            self._view.adopt(picture.layer.frame, picture.layer.content)
            if picture.layer.frame.zoom != self._view.camera.zoom:
                self._settle.start()
            if picture.layer.area.contains(QRectF(*picture.layer.frame.bounds)):
                self._backdrop = picture
        self._idle.start()
        self.changed.emit()

    def _leave_behind(self, newer: Picture) -> None:
        """Keep what is shown for as long as it is true, where a newer picture does not reach."""
        older = self.picture
        if older is None or (older.layer.content, older.states) != (newer.layer.content, newer.states):
            self._behind.clear()
        elif older.layer.frame.zoom != newer.layer.frame.zoom or not newer.layer.area.contains(older.layer.area):
            self._behind.appendleft(_Behind(older.layer.area, older.layer.frame.zoom, older.image))

    def _on_settled(self) -> None:
        if self._picture is not None and self._picture.layer.frame.zoom != self._view.camera.zoom:
            self._start_layer()

    # -- while nobody waits ---------------------------------------------------------------------

    def _on_idle(self) -> None:
        """Widen a layer that takes long to make, and have something coarse of all the rest."""
        picture, view = self.picture, self._view
        if picture is None or view.is_live or self._tasks.running(RASTER) is not None or not view.is_large:
            return
        if picture.layer.content != view.content or picture.layer.frame.zoom != view.camera.zoom:
            return
        if picture.could_be_denser:
            self._start_layer() if density.is_ready() else self._idle.start()
            return
        wide = self._reach(0.0, 0.0, wide=True).adjusted(NEARLY_PX, NEARLY_PX, -NEARLY_PX, -NEARLY_PX)
        if self._is_slow and not picture.layer.covers(wide):
            self._start_layer(wide=True)
        elif self._backdrop is None or self._backdrop.layer.content != view.content:
            self._start_backdrop()

    def _start_backdrop(self) -> None:
        view = self._view
        camera = view.whereabouts.fitting_camera(view.viewport, (0.0, 0.0, 0.0, 0.0), max_zoom=1.0)
        if camera is None or view.camera.zoom < camera.zoom * FEW_SHOWN or self._tasks.running(BACKDROP) is not None:
            return
        width, height = view.viewport
        area = QRectF(0, 0, width + MARGIN_PX, height + MARGIN_PX)
        area.moveCenter(QPointF(camera.x, camera.y) * camera.zoom)
        self._start(BACKDROP, camera.zoom, area, self._on_backdrop)

    def _on_backdrop(self, picture: Picture | None) -> None:
        if picture is not None and picture.layer.content >= self._view.since:
            self._backdrop = picture


def _lit(layer: Layer, states: tuple[object, ...], emphasise: Callable[[Frame], Emphasis]) -> Picture:
    emphasis = emphasise(layer.frame)
    return Picture(layer, states, emphasis, lit_image(layer, emphasis))
