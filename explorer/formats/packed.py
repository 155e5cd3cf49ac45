"""A long list of facts that takes a fifth of the memory of its values: all but the newest are kept as JSON text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from explorer.model.bodies import Bodies, texts_of
from explorer.model.facts import Entity, Relation

if TYPE_CHECKING:
    from collections.abc import Iterator

_Fact = TypeVar("_Fact", Entity, Relation)
AT_ONCE = 4096


class Packed(Generic[_Fact]):
    """Entities or relations by number, with ids of their own.

    Parameters
    ----------
    kind : type
        ``Entity`` or ``Relation``.
    at_once : float
        How many are packed together; infinity to keep all as values.
    """

    def __init__(self, kind: type[_Fact], at_once: float = AT_ONCE) -> None:
        self._at_once = at_once
        self._kind: type[_Fact] = kind
        self._ids: list[str] = []
        self._texts: list[bytes] = []
        self._newest: list[_Fact] = []
        self._changed: dict[int, _Fact] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, row: int) -> _Fact:
        if row in self._changed:
            return self._changed[row]
        if row < len(self._texts):
            return self._kind.model_validate_json(self._texts[row])
        return self._newest[row - len(self._texts)]

    def __setitem__(self, row: int, value: _Fact) -> None:
        if row < len(self._texts):
            self._changed[row] = value
            if len(self._changed) >= self._at_once:
                self._pack_changed()
        else:
            self._newest[row - len(self._texts)] = value

    def __iter__(self) -> Iterator[_Fact]:
        return (self[row] for row in range(len(self)))

    def key(self, row: int) -> str:
        """Return the id of one of them."""
        return self._ids[row]

    def append(self, value: _Fact) -> None:
        """Add one."""
        self._ids.append(value.id)
        self._newest.append(value)
        if len(self._newest) >= self._at_once:
            self._pack()

    def bodies(self) -> Bodies[_Fact] | None:
        """Return all of them as a project takes them; None while they are so few that packing gains nothing."""
        if not self._texts:
            return None
        self._pack()
        self._pack_changed()
        return Bodies(self._kind, self._ids, self._texts.__getitem__)

    def _pack(self) -> None:
        self._texts += texts_of(self._kind, self._newest)
        self._newest = []

    def _pack_changed(self) -> None:
        for row, text in zip(self._changed, texts_of(self._kind, tuple(self._changed.values())), strict=True):
            self._texts[row] = text
        self._changed.clear()
