"""Columns for a hundred thousand rows: words as codes into a short table, values worked out when asked for, and ids.

A Frame holds them where a list of strings would cost more than the picture.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Generic, TypeVar, overload

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

    from explorer.drawing.frame import Ints

Value = TypeVar("Value")


class Ids(tuple[str, ...]):
    """Ids that know their rows, however many pictures share them."""

    @classmethod
    def among(cls, all_ids: NDArray[np.object_], all_rows: Mapping[str, int], rows: Ints) -> Ids:
        """Return the ids in some rows of all, where the row of each of all is known."""
        ids = cls(all_ids[rows].tolist())
        ids.__dict__["row"] = _Places(all_rows, inverse(rows, len(all_ids)))
        return ids

    @cached_property
    def row(self) -> Mapping[str, int]:
        """The row of each id."""
        return dict(zip(self, range(len(self)), strict=True))


class _Places(Mapping[str, int]):
    """Where ids stand in one order, by where they stand in another; a dictionary of them all would hold up every thread."""

    def __init__(self, row: Mapping[str, int], place: Ints) -> None:
        self._row, self._place = row, place

    def __getitem__(self, key: str) -> int:
        place = int(self._place[self._row[key]])
        if place < 0:
            raise KeyError(key)
        return place

    def __iter__(self) -> Iterator[str]:
        return (key for key in self._row if key in self)

    def __len__(self) -> int:
        return int(np.count_nonzero(self._place >= 0))


def inverse(order: Ints, size: int) -> Ints:
    """Return the place of each of so many rows in an order; -1 for those that are not in it."""
    place = np.full(size, -1, dtype=np.intp)
    place[order] = np.arange(len(order))
    return place


class Asked(Sequence[Value], Generic[Value]):
    """Values that are worked out when somebody asks, and kept.

    Parameters
    ----------
    rows : ndarray of int
        What ``ask`` is called with, for each row.
    ask : callable
    """

    def __init__(self, rows: Ints, ask: Callable[[int], Value]) -> None:
        self._rows, self._ask = rows, ask
        self._known: dict[int, Value] = {}

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Value: ...
    @overload
    def __getitem__(self, index: slice) -> Asked[Value]: ...
    def __getitem__(self, index: int | slice) -> Value | Asked[Value]:
        if isinstance(index, slice):
            return self.take(np.arange(len(self._rows))[index])
        row = int(self._rows[index])
        found = self._known.get(row)
        if found is None:
            found = self._known[row] = self._ask(row)
        return found

    def take(self, rows: Ints) -> Asked[Value]:
        """Return some of these rows, in this order; what is known of them already stays known."""
        some = Asked(self._rows[rows], self._ask)
        some._known = self._known
        return some


class Coded(Sequence[str]):
    """Words that repeat: a code for each row, and the words by code.

    Examples
    --------
    >>> chosen = Coded.of(["chip", "person", "chip"])
    >>> chosen.codes.tolist(), chosen.table, chosen[2], len(chosen.take(np.array([1])))
    ([0, 1, 0], ('chip', 'person'), 'chip', 1)
    """

    def __init__(self, codes: Ints, table: tuple[str, ...]) -> None:
        self.codes, self.table = codes, table

    @classmethod
    def of(cls, words: Iterable[str]) -> Coded:
        """Return words as they are if they are coded, else with codes in order of appearance."""
        if isinstance(words, Coded):
            return words
        code: dict[str, int] = {}
        codes = [code.setdefault(word, len(code)) for word in words]
        return cls(np.array(codes, dtype=np.intp), tuple(code))

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Coded: ...
    def __getitem__(self, index: int | slice) -> str | Coded:
        if isinstance(index, slice):
            return Coded(self.codes[index], self.table)
        return self.table[int(self.codes[index])]

    def take(self, rows: Ints) -> Coded:
        """Return some of these rows, in this order."""
        return Coded(self.codes[rows], self.table)


def take(values: Sequence[Value], rows: Ints) -> Sequence[Value]:
    """Return some rows of any column, in this order."""
    if isinstance(values, Asked | Coded):
        return values.take(rows)
    return tuple(map(values.__getitem__, rows.tolist()))
