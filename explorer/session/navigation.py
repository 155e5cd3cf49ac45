"""Going places: every click, key and link ends in one of these verbs. Changes no fact."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.model.columns import degrees
from explorer.model.facets import columns
from explorer.model.filters import MAX_DEPTH, Filters, Focus, Scope, visible
from explorer.session.history import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from explorer.model.changes import Delta
    from explorer.session.browsing import Browser
    from explorer.session.document import Document
    from explorer.session.history import History
    from explorer.session.selection import Selection
    from explorer.session.view import View
    from explorer.stores.neighbourhoods import Direction

EDGE_OF_SIGHT_PX = 48.0
DIRECTIONS = {"left": (-1.0, 0.0), "right": (1.0, 0.0), "up": (0.0, -1.0), "down": (0.0, 1.0)}


class Navigator(QObject):
    """Moves selection, scope and camera, turns to articles, and notes each place in the history.

    Signals
    -------
    article_changed : str or None
        The article that is in front now; None for the graph.

    Attributes
    ----------
    article : str or None
        The article that is in front.
    browser : Browser or None
        What brings things that are not loaded; None where there never is any such thing.
    """

    article_changed = Signal(object)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        view: View,
        history: History,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._selection, self._view, self._history = document, selection, view, history
        self.article: str | None = None
        self.browser: Browser | None = None
        self._restoring = False
        self._anchor: str | None = None  # the entity whose relations the keyboard walks through
        self._keep_anchor = False
        selection.changed.connect(self._on_moved)
        view.scope_changed.connect(self._on_scope_changed)
        document.changed.connect(self._on_changed)
        document.replaced.connect(self._on_replaced)

    # -- going to things ------------------------------------------------------------------------

    def select_entity(self, entity: str) -> None:
        """Select an entity and bring it into sight. One that is filtered out stays selected unseen."""
        browser = self.browsing
        if browser is not None and not browser.holds(entity):
            browser.reach([entity], lambda: self._arrive(entity))
            return
        self._selection.set([entity])
        self.reveal([entity])

    def select_relation(self, relation: str) -> None:
        """Select a relation and bring its ends into sight."""
        if self.browsing is not None and relation not in self._document.project.relations:
            self.browsing.fetch([relation], lambda: self._arrive_at_relation(relation))
            return
        self._selection.set([], [relation])
        found = self._document.project.relations.get(relation)
        if found is not None:
            self.reveal([found.source, found.target])

    def turn_to(self, article: str | None) -> None:
        """Bring an article to the front, or (None) the graph."""
        if article == self.article:
            return
        self.article = article
        self.article_changed.emit(article)
        self._on_moved()

    def select_all(self) -> None:
        """Select every entity that is shown."""
        self._selection.set(self._view.visible.entities)

    def go_to(self, entity: str) -> None:
        """Select an entity, centre it and focus its neighbourhood; of a browsed store, bring that first, and dim nothing."""
        browser = self.browsing
        if browser is not None and (browser.hidden(entity) or not browser.holds(entity)):
            browser.reach([entity], lambda: self._arrive(entity))
            return
        self._selection.set([entity])
        focus = self._view.scope.focus
        self.focus([entity], focus.depth if focus is not None else 1)

    def reveal(self, entities: Iterable[str]) -> None:
        """Move the camera just enough to see these entities."""
        places = self._view.whereabouts.of(entities)
        if not len(places):
            return
        camera, (width, height) = self._view.camera, self._view.viewport
        points = camera.to_screen(places, self._view.viewport)
        (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        dx, dy = _into(left, right, width), _into(top, bottom, height)
        if dx or dy:
            self._view.go_to_camera(camera.panned(-dx, -dy))

    # -- what is not loaded ---------------------------------------------------------------------

    @property
    def browsing(self) -> Browser | None:
        """What brings things that are not loaded; None while everything is."""
        return self.browser if self.browser is not None and self.browser.is_on else None

    def bring(self, entity: str, kind: str | None = None, direction: Direction | None = None) -> None:
        """Bring more of what is around an entity of a browsed store: all, or of one kind and direction."""
        if self.browsing is not None:
            ways = () if direction is None else (direction,)
            self.browsing.reach([entity], lambda: self._arrive(entity), kind=kind, directions=ways)

    def drop(self, entities: Iterable[str]) -> None:
        """Let entities of a browsed store go from view and memory; the store keeps them."""
        if self.browsing is not None:
            self.browsing.drop(tuple(entities))

    def bring_article(self, article: str, then: Callable[[], None]) -> None:
        """Do something with an article once it is there."""
        if self.browsing is None or article in self._document.project.articles:
            then()
        else:
            self.browsing.fetch([article], then)

    def _arrive(self, entity: str) -> None:
        if entity in self._document.project.entities:
            lit = self._view.spotlight
            if lit is not None and entity not in lit:
                self._view.set_focus(None)  # nobody goes somewhere to see it dimmed
            self._selection.set([entity])
            self.reveal([entity])

    def _arrive_at_relation(self, relation: str) -> None:
        if relation in self._document.project.relations:
            self.select_relation(relation)

    # -- focus ----------------------------------------------------------------------------------

    @property
    def chosen(self) -> frozenset[str]:
        """The selected entities and the ends of the selected relations."""
        from explorer.model.queries import ends_of  # here and below: the first paint asks nothing

        return self._selection.entities | ends_of(self._document.project, self._selection.relations)

    def focus(self, entities: Iterable[str], depth: int) -> None:
        """Dim all but what lies within ``depth`` steps (1 to 9) of these entities, and go there."""
        centre = tuple(entities)
        if not centre:
            return
        depth = min(max(depth, 1), MAX_DEPTH)
        self._view.set_focus(Focus(centre=centre, depth=depth))
        lit = self._view.spotlight
        if lit is not None:
            self._view.fit_around(centre, lit)

    def focus_selection(self) -> None:
        """Focus what is chosen."""
        self.focus(sorted(self.chosen), 1)

    def set_depth(self, depth: int) -> None:
        """Widen or narrow the focus; without one, focus the selection."""
        focus = self._view.scope.focus
        centre = focus.centre if focus is not None else tuple(sorted(self._selection.entities))
        if self.browsing is not None and centre:
            self.browsing.reach(centre, lambda: self.focus(centre, depth), hops=min(max(depth, 1), MAX_DEPTH))
        else:
            self.focus(centre, depth)

    def change_depth(self, by: int) -> None:
        """Widen (+1) or narrow (-1) the focus by a step."""
        focus = self._view.scope.focus
        self.set_depth((focus.depth if focus is not None else 0) + by)

    # -- hide, collapse -------------------------------------------------------------------------

    def hide_selection(self) -> None:
        """Hide what is selected."""
        scope = self._view.scope
        gone = self._selection.entities | self._selection.relations
        if gone:
            self._view.set_scope(_with(scope, hidden=scope.hidden | gone))
            self._selection.clear()

    def hide_others(self) -> None:
        """Hide every entity that is not chosen."""
        scope, keep = self._view.scope, self.chosen
        if keep:
            self._view.set_scope(_with(scope, hidden=scope.hidden | (frozenset(self._view.visible.entities) - keep)))

    def hide(self, entity: str) -> None:
        """Hide one entity."""
        scope = self._view.scope
        self._view.set_scope(_with(scope, hidden=scope.hidden | {entity}))
        self._selection.set(self._selection.entities - {entity}, self._selection.relations)

    def hide_relation(self, relation: str) -> None:
        """Hide one relation."""
        scope = self._view.scope
        self._view.set_scope(_with(scope, hidden=scope.hidden | {relation}))
        self._selection.set(self._selection.entities, self._selection.relations - {relation})

    def show_hidden(self) -> None:
        """Bring back everything that was hidden or collapsed."""
        self._view.set_scope(_with(self._view.scope, hidden=frozenset(), collapsed=frozenset()))

    def show_everything(self) -> None:
        """Take off filters and focus, and bring back what was hidden or collapsed."""
        self._view.set_scope(Scope())
        self._view.fit()

    def collapse(self, entities: Iterable[str]) -> None:
        """Fold the neighbours that hang on nothing else into these entities; of a browsed store, let them go."""
        if self.browsing is not None:
            self.browsing.collapse(tuple(entities))
            return
        scope = self._view.scope
        self._view.set_scope(_with(scope, collapsed=scope.collapsed.union(entities)))

    def expand(self, entities: Iterable[str], kind: str | None = None) -> None:
        """Unfold these entities and bring back their hidden neighbours (of one relation kind, if given)."""
        browser, entities = self.browsing, tuple(entities)
        more = [key for key in entities if browser is not None and browser.hidden(key)]
        if browser is not None and more:
            browser.reach(more, lambda: self.reveal(more), kind=kind)
        self._view.set_scope(self._expanded(entities, kind))

    def more_of(self, entity: str) -> Counter[str]:
        """Return how many relations of each kind ``expand`` would bring back; filters keep the others away."""
        from explorer.model.queries import shown_at

        project, lit = self._document.project, self._view.spotlight
        shown = shown_at(project, self._view.visible, entity) if lit is None else lit
        after = shown_at(project, visible(project, self._expanded((entity,), None)), entity)
        return Counter(project.relations[key].kind for key in after if key not in shown)

    def _expanded(self, entities: tuple[str, ...], kind: str | None) -> Scope:
        scope, project = self._view.scope, self._document.project
        back: set[str] = set()
        for entity in entities:
            for key in project.relations_of(entity):
                relation = project.relations[key]
                if kind is None or relation.kind == kind:
                    back |= {key, relation.source, relation.target}
        focus, lit = scope.focus, self._view.spotlight
        if focus is not None and lit is not None and not back <= lit:
            focus = Focus(centre=tuple(dict.fromkeys((*focus.centre, *entities))), depth=focus.depth)
        return _with(scope, collapsed=scope.collapsed.difference(entities), hidden=scope.hidden - back, focus=focus)

    # -- leaving --------------------------------------------------------------------------------

    def leave(self) -> bool:
        """Leave focus, filters or selection, whichever comes first. Returns whether there was one."""
        scope = self._view.scope
        if scope.focus is not None:
            self._view.set_focus(None)
            self._view.fit()
        elif scope.filters != Filters():
            self._view.set_filters(Filters())
        elif self._selection.now:
            self._selection.clear()
        else:
            return False
        return True

    # -- keyboard -------------------------------------------------------------------------------

    def step(self, direction: str) -> None:
        """Select the neighbour that lies most nearly in a direction ("left", "right", "up", "down")."""
        there, here = self._view.whereabouts, self._selection.now.only_entity
        origin = None if here is None else there.spot(here)
        if here is None or origin is None:
            first = self._most_connected()
            if first is not None:
                self.select_entity(first)
            return
        dx, dy = DIRECTIONS[direction]
        best: tuple[bool, float, str] | None = None
        neighbours = self._neighbours_shown(here)
        for key, offset in zip(neighbours, there.of(neighbours) - origin, strict=True):
            along, across = offset[0] * dx + offset[1] * dy, abs(offset[0] * dy) + abs(offset[1] * dx)
            if along > 0:
                candidate = (bool(across > along), float(along + 2.0 * across), key)  # its own quarter comes first
                best = candidate if best is None else min(best, candidate)
        if best is not None:
            self.select_entity(best[2])

    def _most_connected(self) -> str | None:
        """Return the shown entity with the most shown relations; the first of several, None where nothing is shown."""
        shown, table = self._view.visible, columns(self._document.project)
        if not shown.entities:
            return None
        source, target = table.source[shown.relation_rows], table.target[shown.relation_rows]
        degree = degrees(len(table.entities), source, target)[shown.entity_rows]
        return shown.entities[int(degree.argmax())]

    def step_relation(self, by: int) -> None:
        """Select the next (+1) or previous (-1) relation of the entity that one is at."""
        from explorer.model.queries import shown_at

        relation = self._selection.now.only_relation
        anchor = self._selection.now.only_entity or self._anchor
        if anchor is None and relation is not None:
            anchor = self._document.project.relations[relation].source
        ring = shown_at(self._document.project, self._view.visible, anchor or "")
        if not ring:
            return
        at = ring.index(relation) + by if relation in ring else (0 if by > 0 else -1)
        self._anchor = anchor
        self._keep_anchor = True
        self.select_relation(ring[at % len(ring)])
        self._keep_anchor = False

    def next_parallel(self) -> None:
        """Select the next relation between the same two entities."""
        relation = self._selection.now.only_relation
        if relation is None:
            return
        from explorer.model.queries import parallels

        ring = list(parallels(self._document.project, self._document.project.relations[relation]))
        if len(ring) > 1:
            self.select_relation(ring[(ring.index(relation) + 1) % len(ring)])

    # -- back and forward -----------------------------------------------------------------------

    def back(self) -> None:
        """Go to the place before."""
        self._history.update(self._place())
        self._restore(self._history.back())

    def forward(self) -> None:
        """Go to the place after."""
        self._history.update(self._place())
        self._restore(self._history.forward())

    def _restore(self, place: Place | None) -> None:
        if place is None:
            return
        self._restoring = True
        try:
            self._view.set_scope(place.scope)
            self._selection.restore(place.selected)
            if place.camera is None:
                self._view.fit()
            else:
                self._view.go_to_camera(place.camera)
            self.turn_to(place.article)
        finally:
            self._restoring = False

    def _place(self) -> Place:
        camera = None if self._view.is_fitted else self._view.camera
        return Place(self._selection.now, self._view.scope, camera, self.article)

    def _on_scope_changed(self) -> None:
        if not self._restoring and self._view.sees_nothing:
            self._view.fit()
        self._on_moved()

    def _on_moved(self) -> None:
        if not self._keep_anchor:
            self._anchor = None
        if not self._restoring:
            self._history.visit(self._place())

    def _on_changed(self, delta: Delta) -> None:
        self._selection.forget(delta)

    def _on_replaced(self) -> None:
        self._history.clear()
        self.turn_to(None)
        self._selection.clear()
        self._history.visit(self._place())

    def _neighbours_shown(self, entity: str) -> list[str]:
        from explorer.model.queries import shown_at

        project = self._document.project
        found: dict[str, None] = {}
        for key in shown_at(project, self._view.visible, entity):
            relation = project.relations[key]
            found[relation.target if relation.source == entity else relation.source] = None
        found.pop(entity, None)
        return list(found)


def _with(scope: Scope, **parts: object) -> Scope:
    return scope.model_copy(update=parts)


def _into(low: float, high: float, length: float) -> float:
    """Return how far to pan so that ``low..high`` lies within ``0..length``; 0 when it does."""
    if high - low > length - 2 * EDGE_OF_SIGHT_PX:
        return (low + high - length) / 2
    if low < EDGE_OF_SIGHT_PX:
        return low - EDGE_OF_SIGHT_PX
    if high > length - EDGE_OF_SIGHT_PX:
        return high - (length - EDGE_OF_SIGHT_PX)
    return 0.0
