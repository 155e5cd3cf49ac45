"""Back and forward over places seen. Not undo: nothing here changes a fact."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from explorer.drawing.camera import Camera
    from explorer.model.filters import Scope
    from explorer.session.selection import Selected

LIMIT = 200


class Place(NamedTuple):
    """Where a person was looking: what was selected, what was shown, where the camera was."""

    selected: Selected
    scope: Scope
    camera: Camera | None  # None: everything was fitted into the window, whatever its size is now
    article: str | None = None


class History(QObject):
    """Owns the places seen and which of them is the present one.

    Signals
    -------
    changed
        It is possible to go somewhere else than before.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: list[Place] = []
        self._at = -1

    @property
    def can_go_back(self) -> bool:
        """Whether there is an earlier place."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a later place."""
        return self._at < len(self._places) - 1

    def visit(self, place: Place) -> None:
        """Note a new place; later ones are forgotten. The same place again only updates its camera."""
        if self._at >= 0 and _same(self._places[self._at], place):
            self._places[self._at] = place
            return
        del self._places[self._at + 1 :]
        self._places.append(place)
        del self._places[:-LIMIT]
        self._at = len(self._places) - 1
        self.changed.emit()

    def update(self, place: Place) -> None:
        """Note how the present place looks now, before leaving it."""
        if self._at >= 0:
            self._places[self._at] = place

    def back(self) -> Place | None:
        """Go to the place before, if there is one."""
        return self._go(-1)

    def forward(self) -> Place | None:
        """Go to the place after, if there is one."""
        return self._go(1)

    def clear(self) -> None:
        """Forget all places."""
        self._places.clear()
        self._at = -1
        self.changed.emit()

    def _go(self, step: int) -> Place | None:
        if not 0 <= self._at + step < len(self._places):
            return None
        self._at += step
        self.changed.emit()
        return self._places[self._at]


def _same(one: Place, other: Place) -> bool:
    here, there = ((place.selected, _slid(place.scope), place.article) for place in (one, other))
    return here == there


def _slid(scope: Scope) -> Scope:
    """Return a scope in which one day is like another: whoever slides through time stays in one place."""
    lens = scope.filters.lens
    days = {name: "" for name in ("known_by", "happened_by") if getattr(lens, name) is not None}
    if not days:
        return scope
    filters = scope.filters.through(lens.model_copy(update=days))
    return scope.model_copy(update={"filters": filters})
