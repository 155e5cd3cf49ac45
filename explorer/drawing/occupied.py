"""Boxes that are taken, sorted into cells: asks in a moment whether one more would overlap any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from explorer.drawing.frame import Box

CELL_PX = 64.0


class Taker(NamedTuple):
    """Who took a box: what it is, and which row of its sort."""

    sort: Literal["node", "name", "line", "label", "mark", "kept", "avoid"]
    row: int = 0


class Occupied:
    """Taken boxes, each with who took it.

    Examples
    --------
    >>> taken = Occupied()
    >>> taken.add((0, 0, 10, 10), Taker("node", 3))
    >>> taken.overlapping((5, 5, 10, 10)), taken.is_free((10, 0, 5, 5))
    ({Taker(sort='node', row=3)}, True)
    """

    def __init__(self) -> None:
        self._cells: dict[tuple[int, int], list[tuple[float, float, float, float, Taker]]] = {}

    def add(self, box: Box, taker: Taker) -> None:
        """Take a box."""
        x, y, width, height = box
        entry = (x, y, x + width, y + height, taker)
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append(entry)

    def remove(self, box: Box, taker: Taker) -> None:
        """Give a box back."""
        x, y, width, height = box
        entry = (x, y, x + width, y + height, taker)
        for cell in _cells(box):
            self._cells[cell].remove(entry)

    def is_free(self, box: Box, but: Taker | None = None) -> bool:
        """Whether a box overlaps none that is taken by anyone else; touching is not overlapping."""
        x, y, width, height = box
        right, bottom = x + width, y + height
        columns = range(int(x // CELL_PX), int(right // CELL_PX) + 1)
        for row in range(int(y // CELL_PX), int(bottom // CELL_PX) + 1):
            for column in columns:
                for left, top, other_right, other_bottom, taker in self._cells.get((column, row), ()):
                    if left < right and x < other_right and top < bottom and y < other_bottom and taker != but:
                        return False
        return True

    def overlapping(self, box: Box, but: Taker | None = None) -> set[Taker]:
        """Return who has taken boxes that overlap this one."""
        x, y, width, height = box
        right, bottom = x + width, y + height
        return {
            taker
            for cell in _cells(box)
            for left, top, other_right, other_bottom, taker in self._cells.get(cell, ())
            if left < right and x < other_right and top < bottom and y < other_bottom and taker != but
        }

    def is_solid(self, box: Box, yielding: Collection[str], but: Taker | None = None) -> bool:
        """Whether a box overlaps one that is taken by anyone else of a sort that does not yield."""
        x, y, width, height = box
        right, bottom = x + width, y + height
        return any(
            left < right and x < other_right and top < bottom and y < other_bottom and taker != but
            for cell in _cells(box)
            for left, top, other_right, other_bottom, taker in self._cells.get(cell, ())
            if taker.sort not in yielding
        )

    def only_one(self, box: Box, but: Taker) -> Taker | None:
        """Return who alone, apart from ``but``, has taken boxes that overlap this one; None for nobody or several."""
        x, y, width, height = box
        right, bottom = x + width, y + height
        found: Taker | None = None
        for cell in _cells(box):
            for left, top, other_right, other_bottom, taker in self._cells.get(cell, ()):
                if left < right and x < other_right and top < bottom and y < other_bottom and taker != but:
                    if found is not None and taker != found:
                        return None
                    found = taker
        return found


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    x, y, width, height = box
    left, right = int(x // CELL_PX), int((x + width) // CELL_PX)
    for row in range(int(y // CELL_PX), int((y + height) // CELL_PX) + 1):
        for column in range(left, right + 1):
            yield column, row
