"""Where every shown entity is drawn, in graph units: at its place, or beside the others if it has none."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np

from explorer.drawing.frame import LONELY, Crowd

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from explorer.drawing.frame import Bools, Floats, Ints
    from explorer.drawing.sketch import Sketch
    from explorer.model.positions import Positions

GRID_PX = 96.0
FARTHEST = 1e7
"""Graph units; farther away no two things can be told apart on any screen."""

NEIGHBOURHOOD = 12.0
"""Times the mean distance of entities: how long a line within a neighbourhood is."""

FAR_SHARE = 0.3
MOST = (4.0, 96.0)  # percentiles that most entities are between, along each axis


@dataclass(frozen=True, eq=False)
class Spots:
    """Places of the entities of a sketch, the area that most of them are spread over, and how crowded it is."""

    xy: Floats
    room: float
    crowd: Crowd


_kept: WeakKeyDictionary[Sketch, tuple[Positions, Spots]] = WeakKeyDictionary()
_rows: WeakKeyDictionary[Sketch, tuple[tuple[str, ...], Ints]] = WeakKeyDictionary()


def spots(plan: Sketch, positions: Positions) -> Spots:
    """Return where the entities of a sketch are drawn; the last answer is kept."""
    kept = _kept.get(plan)
    if kept is None or kept[0] is not positions:
        rows = _rows.get(plan)
        if rows is None or rows[0] is not positions.ids:
            rows = _rows[plan] = (positions.ids, _known(plan.entities, positions))
        xy = _settled(plan.entities, rows[1], positions)
        room = _room(xy)
        kept = _kept[plan] = (positions, Spots(xy, room, _crowd(xy, plan, room)))
    return kept[1]


def placed(entities: Iterable[str], positions: Positions) -> Floats:
    """Return a place for every entity; those that have none, or no sane one, stand in a grid to the right.

    In the grid they are in the order of their ids, in whatever order they are asked for.

    Examples
    --------
    >>> from explorer.model.positions import Positions
    >>> placed(["a", "b"], Positions(["a"], [(10.0, 0.0)])).tolist()
    [[10.0, 0.0], [106.0, 0.0]]
    """
    keys = list(entities)
    return _settled(keys, _known(keys, positions), positions)


def is_sane(xy: Floats) -> Bools:
    """Return which places can be drawn: finite, and not as far away as a damaged file may have them."""
    x, y = np.abs(xy).T  # by column: along rows of two numbers, it takes ten times as long
    return np.asarray((x <= FARTHEST) & (y <= FARTHEST))


def _known(entities: Iterable[str], positions: Positions) -> Ints:
    """Return the row of each entity among the positions, -1 for none."""
    return np.fromiter(map(positions.row.get, entities, repeat(-1)), dtype=np.intp)


def _settled(entities: Sequence[str], rows: Ints, positions: Positions) -> Floats:
    xy = np.full((len(rows), 2), np.nan)
    xy[rows >= 0] = positions.xy[rows[rows >= 0]]
    at_home = is_sane(xy)
    homeless = sorted(np.flatnonzero(~at_home).tolist(), key=entities.__getitem__)  # however they are ordered
    if len(homeless):
        settled = xy[at_home]
        low = settled.min(axis=0) if len(settled) else np.zeros(2)
        right = settled[:, 0].max() + GRID_PX if len(settled) else 0.0
        height = np.ptp(settled[:, 1]) if len(settled) else 0.0
        tall = max(1, int(height // GRID_PX) + 1, int(np.ceil(np.sqrt(len(homeless)))))
        place = np.arange(len(homeless))
        xy[homeless] = np.column_stack((right + place // tall * GRID_PX, low[1] + place % tall * GRID_PX))
    return xy


def _room(xy: Floats) -> float:
    if not len(xy):
        return 0.0
    at = (len(xy) - 1) * np.array(MOST) / 100.0
    below, above = np.floor(at).astype(np.intp), np.ceil(at).astype(np.intp)
    ordered = np.partition(xy, (*below, *above), axis=0)  # np.percentile would import numpy.ma, and a start waits
    low, high = ordered[below] + (ordered[above] - ordered[below]) * (at - below)[:, None]
    width, height = ((high - low) * 100.0 / (MOST[1] - MOST[0])).tolist()
    return float(width * height)


def _crowd(xy: Floats, plan: Sketch, room: float) -> Crowd:
    if room <= 0.0:
        return LONELY
    local = NEIGHBOURHOOD * float(np.sqrt(room / len(xy)))
    way = xy[plan.source] - xy[plan.target]
    length = np.hypot(way[:, 0], way[:, 1])
    return Crowd(float((length * local_share(length, local)).sum()) / room, local)


def local_share(length: Floats, local: float) -> Floats:
    """Return what lines count for in density: all of a short one, less of one that leads far.

    Examples
    --------
    >>> local_share(np.array([0.0, 10.0, 1e6]), 10.0).tolist()
    [1.0, 0.5, 0.3]
    """
    return np.maximum(FAR_SHARE, 1.0 / (1.0 + length / local))
