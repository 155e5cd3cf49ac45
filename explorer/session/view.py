"""How the document is looked at: what is shown, from where, in which theme, what the pointer is on.

Derives the Frame from them, stage by stage; each stage is kept until something it rests on changes.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from explorer.drawing.camera import Camera, fitting_camera
from explorer.drawing.framing import build_emphasis, build_frame, rooms
from explorer.drawing.moving import Moving
from explorer.drawing.sketch import sketch
from explorer.drawing.theme import Theme, load_theme
from explorer.model.facets import columns
from explorer.model.filters import Filters, Focus, Scope, Visible, in_focus, visible
from explorer.model.saved_views import saved_scope
from explorer.model.telling import told
from explorer.model.verification import verification
from explorer.session.hovering import Hovered
from explorer.session.whereabouts import ROOM_FOR_NAMES_PX, Whereabouts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from explorer.drawing.frame import Box, Emphasis, Frame
    from explorer.drawing.measure import Measure
    from explorer.model.changes import Delta
    from explorer.model.positions import Positions
    from explorer.model.project import Project
    from explorer.session.document import Document
    from explorer.session.motion import Motion
    from explorer.session.selection import Selected

FIT_MARGIN = (24.0, 24.0, 24.0, 24.0)
CAMERA_MS = 240
MAX_FIT_ZOOM = 2.0
KEPT_TRIALS = 12
LARGE, LARGE_PART = 1_000, 200
"""Entities or relations beyond which no picture is made on the main thread; of a part that grows while one looks."""


class View(QObject):
    """Owns scope, camera, theme and hover.

    Signals
    -------
    scope_changed
        Something else is shown than before (filters, focus, hidden, collapsed).
    camera_changed
        It is looked at from elsewhere.
    theme_changed
        The theme is another one.
    hover_changed
        The pointer or the keyboard is on something else.
    frame_changed
        The Frame would be another one now (facts, places, scope or theme; zoom is the camera's).
    """

    scope_changed = Signal()
    camera_changed = Signal()
    theme_changed = Signal()
    hover_changed = Signal()
    frame_changed = Signal()

    def __init__(self, document: Document, measure: Measure, motion: Motion, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._measure, self._motion = document, measure, motion
        self._scope = Scope()
        self._camera = Camera(0.0, 0.0, 1.0)
        self._fitted: Camera | None = None
        self._fit_due = False
        self._tried: dict[float, Frame] = {}  # by zoom
        self._theme = load_theme("light")
        self._hovered = Hovered()
        self._focused = Hovered()
        self._live: Positions | None = None
        self._visible: Visible | None = None
        self._spotlight: frozenset[str] | None = None
        self._spotlight_for: tuple[Visible, Focus] | None = None
        self._frame: Frame | None = None
        self._emphasis: tuple[Frame, tuple[object, ...], Emphasis] | None = None
        self._whereabouts: Whereabouts | None = None
        self._whereabouts_for = -1
        self.content = 0  # grows whenever the Frame would be another one for a reason other than zoom
        self.since = 0  # what ``content`` was when the present document was opened
        self.whenever: Callable[[Callable[[], None]], None] = lambda refresh: refresh()
        """Calls back once what panels say of all that is shown is known; see ``survey``."""
        self.viewport: tuple[float, float] = (800.0, 600.0)
        self.reserved: tuple[float, float, float, float] = FIT_MARGIN
        document.replaced.connect(self._on_replaced)
        document.changed.connect(self._on_changed)

    # -- what is shown --------------------------------------------------------------------------

    @property
    def scope(self) -> Scope:
        """What is shown: filters, focus, hidden and collapsed entities."""
        return self._scope

    def set_scope(self, scope: Scope) -> None:
        """Show something else. Another focus dims other things and leaves the picture as it is."""
        if scope == self._scope:
            return
        only_focus = scope == self._scope.model_copy(update={"focus": scope.focus})
        self._scope = scope
        if not only_focus:
            self._visible = None
            self._drop_frame()
        self.scope_changed.emit()

    def set_filters(self, filters: Filters) -> None:
        """Filter by something else; focus and hidden entities stay."""
        self.set_scope(self._scope.model_copy(update={"filters": filters}))

    def set_focus(self, focus: Focus | None) -> None:
        """Dim all but a neighbourhood, or (None) nothing."""
        self.set_scope(self._scope.model_copy(update={"focus": focus}))

    @property
    def told(self) -> Project:
        """The project as the filters' lens shows it; the open one itself without any."""
        return told(self._document.project, self._scope.filters.lens)

    @property
    def visible(self) -> Visible:
        """The entities and relations that are shown, those that the focus dims included."""
        if self._visible is None:
            self._visible = visible(self._document.project, self._scope.model_copy(update={"focus": None}))
        return self._visible

    @property
    def spotlight(self) -> frozenset[str] | None:
        """The shown entities and relations within the focus; None while there is none."""
        shown, focus = self.visible, self._scope.focus
        if focus is None:
            return None
        if self._spotlight_for is None or self._spotlight_for[0] is not shown or self._spotlight_for[1] != focus:
            self._spotlight_for = (shown, focus)
            self._spotlight = self._within_focus(shown)
        return self._spotlight

    def _within_focus(self, shown: Visible) -> frozenset[str] | None:
        project = self._document.project
        near = in_focus(project, self._scope)
        if near is None:
            return None
        table = columns(project)
        is_near = np.zeros(len(table.entities), dtype=bool)
        is_near[[table.entity_row[key] for key in near]] = True
        rows = shown.relation_rows
        lit = rows[is_near[table.source[rows]] & is_near[table.target[rows]]]
        return (near & shown.entity_set).union(table.relations[lit].tolist())

    # -- from where -----------------------------------------------------------------------------

    @property
    def camera(self) -> Camera:
        """Where it is looked at from."""
        if self._fit_due:
            self._fit_due = False
            self._fitted = self.fitting_camera()
            self._camera = self._fitted or self._camera
        return self._camera

    def set_camera(self, camera: Camera) -> None:
        """Look from elsewhere, at once."""
        self._motion.finish()
        self._apply_camera(camera)

    def go_to_camera(self, camera: Camera) -> None:
        """Look from elsewhere, with a transition."""
        start = self.camera

        def step(share: float) -> None:
            self._apply_camera(start.between(camera, share))

        self._motion.run(CAMERA_MS, step)

    @property
    def is_fitted(self) -> bool:
        """Whether everything was fitted and the camera has not moved since."""
        return self._fit_due or (self._fitted is not None and self._fitted == self._camera)

    @property
    def sees_nothing(self) -> bool:
        """Whether there is something to see, and all of it (or of the focus) lies outside the viewport."""
        if self._fit_due:
            return False
        lit = self.spotlight
        if not self.visible.entities or (lit is not None and not lit):
            return False
        return not self.whereabouts.any_in_sight(self.camera, self.viewport, lit)

    @property
    def aspect(self) -> float:
        """Width to height of the room that a graph has beside legend and overview."""
        left, top, right, bottom = self.reserved
        width, height = self.viewport[0] - left - right, self.viewport[1] - top - bottom
        return round(min(max(width / max(height, 1.0), 0.5), 3.0), 2)

    def fit(self, entities: frozenset[str] | None = None, *, at_once: bool = False) -> None:
        """Show everything, or these entities, as large as they fit beside legend and overview.

        To show everything at once, the camera is worked out when first asked for: the viewport may not have its size.
        """
        if at_once and entities is None:
            self._motion.finish()
            self._fit_due = True
            self.camera_changed.emit()
            return
        camera = self.fitting_camera(entities)
        if camera is None:
            return
        self._fitted = camera if entities is None else None
        if at_once:
            self.set_camera(camera)
        else:
            self.go_to_camera(camera)

    def fit_around(self, centre: tuple[str, ...], entities: frozenset[str]) -> None:
        """Show these entities with ``centre`` in the middle, unless that made them smaller than when all is shown."""
        whole, close = self.fitting_camera(), self.fitting_camera(entities)
        around = self.fitting_camera(entities, centre)
        if whole is None or close is None or around is None:
            return
        self._fitted = None
        self.go_to_camera(around if around.zoom >= min(whole.zoom, close.zoom) else close)

    def fitting_camera(self, entities: frozenset[str] | None = None, centre: tuple[str, ...] = ()) -> Camera | None:
        """Return the camera that ``fit`` would use; None when there is nothing to fit.

        What is large is fitted by its positions alone; else they are the first guess, and labels need room too.
        """
        by_positions = self.whereabouts.fitting_camera(
            self.viewport, self.reserved, max_zoom=MAX_FIT_ZOOM, entities=entities, centre=centre
        )
        if by_positions is None or self.is_large:
            return by_positions
        if len(self._tried) > KEPT_TRIALS:
            self._tried = {}
        return fitting_camera(
            lambda zoom: self._bounds(zoom, entities, centre),
            self.viewport,
            self.reserved,
            max_zoom=MAX_FIT_ZOOM,
            guess=by_positions.zoom,
        )

    def _bounds(self, zoom: float, entities: frozenset[str] | None, centre: tuple[str, ...]) -> Box | None:
        frame = self._tried[zoom] = self.frame_at(zoom)
        if not frame.nodes.ids:
            return None
        if entities is None:
            return frame.bounds
        rows = [frame.nodes.row[key] for key in entities if key in frame.nodes.row]
        if not rows:
            return None
        low = (frame.nodes.xy[rows] - frame.nodes.radius[rows, None]).min(axis=0) - ROOM_FOR_NAMES_PX
        high = (frame.nodes.xy[rows] + frame.nodes.radius[rows, None]).max(axis=0) + ROOM_FOR_NAMES_PX
        middle = [frame.nodes.row[key] for key in centre if key in frame.nodes.row]
        if middle:
            at = frame.nodes.xy[middle].mean(axis=0)
            reach = np.maximum(at - low, high - at)
            low, high = at - reach, at + reach
        return (float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))

    def _apply_camera(self, camera: Camera) -> None:
        self._fit_due = False
        if camera != self._camera:
            self._camera = camera
            self.camera_changed.emit()

    # -- theme and hover ------------------------------------------------------------------------

    @property
    def theme(self) -> Theme:
        """The colours and sizes that everything is drawn in."""
        return self._theme

    def set_theme(self, mode: str) -> None:
        """Draw in the "light" or the "dark" theme."""
        if mode != self._theme.mode:
            self._theme = load_theme(mode)
            self._drop_frame()
            self.theme_changed.emit()

    @property
    def hovered(self) -> Hovered:
        """What the pointer is on."""
        return self._hovered

    def hover(self, entity: str | None = None, relation: str | None = None) -> None:
        """Note what the pointer is on."""
        hovered = Hovered(entity, relation)
        if hovered != self._hovered:
            self._hovered = hovered
            self.hover_changed.emit()

    @property
    def focused(self) -> Hovered:
        """What the keyboard is on."""
        return self._focused

    def set_focused(self, entity: str | None = None, relation: str | None = None) -> None:
        """Note what the keyboard is on."""
        focused = Hovered(entity, relation)
        if focused != self._focused:
            self._focused = focused
            self.hover_changed.emit()

    # -- where things are -----------------------------------------------------------------------

    @property
    def is_large(self) -> bool:
        """Whether so much is shown that every picture of it is made off the main thread."""
        most = LARGE_PART if self._document.project.elsewhere.hidden else LARGE
        return max(len(self.visible.entity_rows), len(self.visible.relation_rows)) > most

    @property
    def is_live(self) -> bool:
        """Whether a layout or a transition is under way, and another picture follows this one at once."""
        return self._live is not None

    @property
    def positions(self) -> Positions:
        """Where entities are drawn: where they sit, or where a running layout has them just now."""
        return self._document.project.positions if self._live is None else self._live

    def show_live(self, positions: Positions | None) -> None:
        """Draw entities where a running layout has them; None ends that."""
        self._live = positions
        self._drop_frame()

    @property
    def whereabouts(self) -> Whereabouts:
        """Where the shown entities are drawn, those without a place of their own included."""
        if self._whereabouts is None or self._whereabouts_for != self.content:
            now, shown, positions = self._whereabouts, self.visible.entities, self.positions
            if now is None or not now.is_of(shown, positions):
                now = Whereabouts(shown, positions, now)
            self._whereabouts, self._whereabouts_for = now, self.content
        return self._whereabouts

    def positions_shown(self) -> Positions:
        """Return where the shown entities are drawn."""
        return self.whereabouts.positions

    # -- the picture ----------------------------------------------------------------------------

    @property
    def frame(self) -> Frame:
        """The Frame at the camera's zoom; built here and now if need be."""
        zoom = self.camera.zoom
        if self._frame is None or self._frame.zoom != zoom:
            self._frame = self._tried.get(zoom) or self.frame_at(zoom)
        return self._frame

    @property
    def latest(self) -> Frame:
        """The Frame that was built last, perhaps at another zoom: where things are without waiting for labels."""
        return self.frame if self._frame is None else self._frame

    def adopt(self, frame: Frame, content: int) -> None:
        """Take a Frame that a worker built, if it shows what is true now."""
        if content == self.content and frame.zoom == self.camera.zoom:
            self._frame = frame

    def frame_at(self, zoom: float) -> Frame:
        """Build a Frame at another zoom."""
        return self.frame_maker(zoom)()

    def frame_maker(self, zoom: float, area: Box | None = None) -> Callable[[], Frame]:
        """Return what builds a Frame of what is shown at this moment, to suit an area, at any time in any thread."""
        facts, project, shown = self._document.project.snapshot(), self.told.snapshot(), self.visible
        positions, theme, measure = self.positions, self._theme, self._measure

        def make() -> Frame:
            lost = verification(facts).lost_relations
            return build_frame(project, shown, positions, theme, zoom, measure, area=area, lost=lost)

        return make

    def rooms(self) -> tuple[dict[str, float], dict[str, tuple[float, float]]]:
        """Return each shown entity's radius, and width and height of its label, at actual size."""
        return rooms(self.told, self.visible, self._theme, self._measure)

    def moving(self, frame: Frame, entities: Iterable[str]) -> Moving:
        """Return what moves of a Frame while these entities are dragged."""
        plan = sketch(self.told, self.visible, self._theme, self._measure)
        return Moving(frame, plan, self._theme, entities)

    def emphasis(self, frame: Frame, selected: Selected) -> Emphasis:
        """Return the states to draw on top of a Frame; the same object while they stay the same."""
        key = self.states(selected)
        kept = self._emphasis
        if kept is None or kept[0] is not frame or kept[1] != key:
            kept = self._emphasis = (frame, key, self.emphasis_maker(selected)(frame))
        return kept[2]

    def states(self, selected: Selected) -> tuple[object, ...]:
        """Return what states depend on, to be compared with what it was before."""
        return (self.content, selected, self._hovered, self._focused, self.spotlight)

    def emphasis_maker(self, selected: Selected) -> Callable[[Frame], Emphasis]:
        """Return what works out the states of this moment on top of a Frame, now or later, in any thread."""
        return partial(
            build_emphasis,
            project=self.told.snapshot(),
            selected_entities=selected.entities,
            selected_relations=selected.relations,
            hovered_entity=self._hovered.entity,
            hovered_relation=self._hovered.relation,
            focused_entity=self._focused.entity,
            focused_relation=self._focused.relation,
            spotlight=self.spotlight,
            theme=self._theme,
            measure=self._measure,
        )

    def _drop_frame(self) -> None:
        self._frame = None
        self._tried = {}
        self.content += 1
        self.frame_changed.emit()

    def _on_changed(self, delta: Delta) -> None:
        if delta.facts:
            self._visible = None
        self._drop_frame()

    def _on_replaced(self) -> None:
        saved = self._document.project.saved_view
        self._motion.finish()
        self._visible = self._whereabouts = None
        self._live = None
        self.since = self.content + 1
        self._hovered = self._focused = Hovered()
        self._scope = saved_scope(saved)
        self._fit_due = saved.camera is None
        if saved.camera is not None:
            self._camera = Camera(saved.camera.x, saved.camera.y, saved.camera.zoom)
        self._drop_frame()
        self.scope_changed.emit()
        self.camera_changed.emit()
