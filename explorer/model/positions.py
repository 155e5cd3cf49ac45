"""Where entities sit: ids beside an (n, 2) array. A value; moving something makes a new one."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from explorer.model.sorting import numbered

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

Point = tuple[float, float]


class Positions:
    """Places of entities in graph coordinates (y grows downwards, one unit is one pixel at zoom 1).

    Parameters
    ----------
    ids : iterable of str
        Entity ids, without repetition.
    xy : array_like, shape (n, 2)
        One row for each id. Copied and made read-only.
    """

    def __init__(self, ids: Iterable[str] = (), xy: object = ()) -> None:
        self.ids: tuple[str, ...] = tuple(ids)
        self.xy: NDArray[np.float64] = np.array(xy, dtype=float).reshape(len(self.ids), 2)
        self.xy.flags.writeable = False

    @classmethod
    def from_mapping(cls, places: Mapping[str, Point]) -> Positions:
        """Make positions from ``{id: (x, y)}``."""
        return cls(places, list(places.values()))

    @cached_property
    def row(self) -> dict[str, int]:
        """The row of each id in ``xy``."""
        return numbered(self.ids)

    def __len__(self) -> int:
        return len(self.ids)

    def __contains__(self, entity: str) -> bool:
        return entity in self.row

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Positions) and self.ids == other.ids and bool(np.array_equal(self.xy, other.xy))

    __hash__ = None  # type: ignore[assignment]  # holds an array

    def get(self, entity: str) -> Point | None:
        """Return where an entity sits, or None when it has no place yet."""
        row = self.row.get(entity)
        return None if row is None else (float(self.xy[row, 0]), float(self.xy[row, 1]))

    def as_dict(self) -> dict[str, Point]:
        """Return ``{id: (x, y)}``."""
        return {entity: (x, y) for entity, (x, y) in zip(self.ids, self.xy.tolist(), strict=True)}

    def rows(self, entities: Iterable[str]) -> NDArray[np.float64]:
        """Return the places of these entities, shape (k, 2). All of them must have one."""
        return self.xy[[self.row[entity] for entity in entities]]

    def moved(self, places: Mapping[str, Point | None]) -> Positions:
        """Return positions with these places changed, added, or (None) taken away.

        Examples
        --------
        >>> Positions(["a"], [(0, 0)]).moved({"a": (1, 2), "b": (3, 4)}).as_dict()
        {'a': (1.0, 2.0), 'b': (3.0, 4.0)}
        """
        known = self._only_moved(places)
        if known is not None:
            return known
        result: dict[str, Point] = self.as_dict()
        for entity, place in places.items():
            if place is None:
                result.pop(entity, None)
            else:
                result[entity] = place
        return Positions.from_mapping(result)

    def overlaid(self, other: Positions) -> Positions:
        """Return these positions with all of the others' in place of their own.

        Examples
        --------
        >>> Positions(["a", "b"], [(0, 0), (1, 1)]).overlaid(Positions(["b", "c"], [(5, 5), (6, 6)])).as_dict()
        {'a': (0.0, 0.0), 'b': (5.0, 5.0), 'c': (6.0, 6.0)}
        """
        rows = np.array([self.row.get(entity, -1) for entity in other.ids], dtype=np.intp)
        is_known = rows >= 0
        xy = self.xy.copy()
        xy[rows[is_known]] = other.xy[is_known]
        fresh = np.flatnonzero(~is_known).tolist()
        result = Positions((*self.ids, *(other.ids[row] for row in fresh)), np.concatenate([xy, other.xy[fresh]]))
        if not fresh:
            result.__dict__["row"] = self.row
        return result

    def _only_moved(self, places: Mapping[str, Point | None]) -> Positions | None:
        """Return positions with these places changed, or None where ids come or go: a drag asks often."""
        xy = self.xy.copy()
        for entity, place in places.items():
            row = self.row.get(entity)
            if row is None or place is None:
                return None
            xy[row] = place
        result = Positions(self.ids, xy)
        result.__dict__["row"] = self.row
        return result
