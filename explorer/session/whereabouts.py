"""Where the entities that are shown are, from their positions alone: asking costs no picture, however many there are."""

from __future__ import annotations

from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.camera import Camera
from explorer.drawing.framing import is_sane, placed
from explorer.model.positions import Positions

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from numpy.typing import NDArray

    from explorer.drawing.camera import Margins

    Floats = NDArray[np.float64]
    Rows = NDArray[np.intp]

ROOM_FOR_NAMES_PX = 40.0


class Whereabouts:
    """The places of all shown entities, those without a place of their own included.

    Parameters
    ----------
    shown : tuple of str
        Entities.
    positions : Positions
        Where those sit that have a place.
    before : Whereabouts, optional
        The ones before: what has been looked up is not looked up again while only places change.
    """

    def __init__(self, shown: tuple[str, ...], positions: Positions, before: Whereabouts | None = None) -> None:
        self._shown, self._ids, self._source = shown, positions.ids, positions
        known = before is not None and before._shown == shown
        same = known and before is not None and before._ids is positions.ids
        self._rows: Rows = before._rows if same and before is not None else _rows_of(shown, positions)
        xy = positions.xy[self._rows] if (self._rows >= 0).all() else None
        if xy is None or not is_sane(xy).all():
            xy = placed(shown, positions)
        self.positions = Positions(shown, xy)
        if known and before is not None:
            self.positions.__dict__["row"] = before.positions.row

    def is_of(self, shown: tuple[str, ...], positions: Positions) -> bool:
        """Whether it says where just these are, at just these positions."""
        return self._source is positions and self._shown == shown

    @property
    def homeless(self) -> int:
        """How many have no place of their own."""
        return int(np.count_nonzero(self._rows < 0))

    @cached_property
    def extent(self) -> tuple[tuple[float, float], tuple[float, float]]:
        """The corners of the box around all places; somebody must be shown."""
        x, y = self.positions.xy.T  # by column: along rows of two numbers, it takes ten times as long
        return (float(x.min()), float(y.min())), (float(x.max()), float(y.max()))

    def of(self, entities: Iterable[str]) -> Floats:
        """Return the places of these entities, shape (k, 2); those that are not shown are left out."""
        where = self.positions
        return where.xy[[where.row[key] for key in entities if key in where.row]]

    def spot(self, entity: str) -> tuple[float, float] | None:
        """Return the place of an entity; None if it is not shown."""
        return self.positions.get(entity)

    def any_in_sight(self, camera: Camera, viewport: tuple[float, float], among: Collection[str] | None) -> bool:
        """Whether a viewport shows one of them, or of those ``among`` which one is looked for."""
        x, y = camera.to_screen(self.positions.xy if among is None else self.of(among), viewport).T
        return bool(((x >= 0) & (x <= viewport[0]) & (y >= 0) & (y <= viewport[1])).any())

    def fitting_camera(
        self,
        viewport: tuple[float, float],
        margins: Margins,
        *,
        max_zoom: float,
        entities: Iterable[str] | None = None,
        centre: Iterable[str] = (),
    ) -> Camera | None:
        """Return the camera that shows all of them, or these, with ``centre`` in the middle; None if there are none."""
        xy = self.positions.xy if entities is None else self.of(entities)
        if not len(xy):
            return None
        x, y = xy.T
        low, high = np.array((x.min(), y.min())), np.array((x.max(), y.max()))
        middle = self.of(centre)
        if len(middle):
            at = middle.mean(axis=0)
            reach = np.maximum(at - low, high - at)
            low, high = at - reach, at + reach
        around = (margins[0] + ROOM_FOR_NAMES_PX, margins[1] + ROOM_FOR_NAMES_PX)
        beyond = (margins[2] + ROOM_FOR_NAMES_PX, margins[3] + ROOM_FOR_NAMES_PX)
        box = (float(low[0]), float(low[1]), float(high[0] - low[0]), float(high[1] - low[1]))
        return Camera.fit(box, 1.0, viewport, (*around, *beyond), max_zoom=max_zoom)


def transition(start: Positions, end: Positions) -> Callable[[float], Positions]:
    """Return what gives positions for each share of the way from one to the other; who has no start is at its end.

    Examples
    --------
    >>> transition(Positions(["a"], [(0.0, 0.0)]), Positions(["a"], [(8.0, 0.0)]))(0.25).as_dict()
    {'a': (2.0, 0.0)}
    """
    rows = _rows_of(end.ids, start)
    begin = end.xy.copy()
    begin[rows >= 0] = start.xy[rows[rows >= 0]]

    def at(share: float) -> Positions:
        positions = Positions(end.ids, begin + (end.xy - begin) * share)
        positions.__dict__["row"] = end.row
        return positions

    return at


def _rows_of(ids: tuple[str, ...], positions: Positions) -> Rows:
    if ids == positions.ids:
        return np.arange(len(ids))
    found = map(positions.row.get, ids, repeat(-1))
    return np.fromiter(found, dtype=np.intp, count=len(ids))
