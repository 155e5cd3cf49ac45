"""Facts that are read when they are asked for. Their JSON stays text, which takes a fifth of the memory of values.

Whoever makes one has read every text once and knows that it holds a fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import compress
from operator import is_not
from typing import TYPE_CHECKING, Any, TypeVar

from explorer.model.facts import Entity, GraphFile, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Text = bytes | str

_Fact = TypeVar("_Fact", Entity, Relation)
_Value = TypeVar("_Value")
MOST_RECENT = 4096
_BETWEEN = b"\n    },\n"  # where one ends in a document of ours; no text in JSON holds a line end


class Bodies(Mapping[str, _Fact]):
    """Entities or relations by id, in file order, as JSON text or, where they have changed, as values.

    Parameters
    ----------
    kind : type
        ``Entity`` or ``Relation``.
    ids : sequence of str
        Their ids, each once.
    text : callable
        Returns the JSON of the fact in a row, counted as the ids are; called from any thread.
    """

    def __init__(self, kind: type[_Fact], ids: Sequence[str], text: Callable[[int], Text]) -> None:
        self._kind: type[_Fact] = kind
        self._text = text
        self._ids = ids
        self._at: dict[str, int | _Fact] = {key: row for row, key in enumerate(ids)}
        self._recent: dict[int, _Fact] = {}

    def __getitem__(self, key: str) -> _Fact:
        at = self._at[key]
        if not isinstance(at, int):
            return at
        found = self._recent.get(at)
        if found is None:
            found = self._kind.model_validate_json(self._text(at))
            if len(self._recent) >= MOST_RECENT:
                self._recent = {}
            self._recent[at] = found
        return found

    def __contains__(self, key: object) -> bool:
        return key in self._at

    def __iter__(self) -> Iterator[str]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

    def displaced(self) -> Iterator[tuple[str, Text]]:
        """Go through the facts that have another value now: their ids, and the text that it took the place of."""
        for row, key in enumerate(self._ids):
            at = self._at.get(key)
            if at is not None and not isinstance(at, int):
                yield key, self._text(row)

    def parts(self) -> Iterator[Text | _Fact]:
        """Go through the facts without reading them: text, or the value that took its place."""
        for at in self._at.values():
            yield self._text(at) if isinstance(at, int) else at

    def put_since(self, before: Bodies[_Fact]) -> list[str]:
        """Return the ids of facts that were put since a copy was made."""
        was: dict[str, int | _Fact] = before._at
        ids: list[str] = list(self._at)
        if ids[: len(was)] == list(was):  # nothing taken away or moved: no need to look each of them up
            return [*compress(ids, map(is_not, self._at.values(), was.values())), *ids[len(was) :]]
        return [key for key, at in self._at.items() if was.get(key) is not at]

    def part(self, key: str) -> Text | _Fact:
        """Return one fact without reading it: text, or the value that took its place."""
        at = self._at[key]
        return self._text(at) if isinstance(at, int) else at

    def is_copy_of(self, other: Bodies[_Fact]) -> bool:
        """Whether both began as the same facts."""
        return self._ids is other._ids

    def copy(self) -> Bodies[_Fact]:
        """Return the same facts; what is changed here then is not changed there."""
        other = Bodies(self._kind, (), self._text)
        other._ids, other._at, other._recent = self._ids, dict(self._at), self._recent
        return other

    def put(self, value: _Fact, at: int | None = None) -> None:
        """Add a fact at a place, or replace the one with its id."""
        place(self._at, value.id, value, at)

    def remove(self, key: str) -> None:
        """Take a fact away."""
        del self._at[key]


def texts_of(kind: type[Entity] | type[Relation], values: Sequence[Entity] | Sequence[Relation]) -> list[bytes]:
    """Return facts of one kind as they stand in the lists of a document."""
    if not values:
        return []
    name = "entities" if kind is Entity else "relations"
    given: dict[str, Any] = {name: tuple(values)}
    raw = GraphFile(**given).model_dump_json(indent=2, exclude_unset=True).encode()
    opening = b'{\n  "%s": [\n' % name.encode()
    parts = raw[len(opening) : raw.rindex(b"\n    }\n  ]")].split(_BETWEEN)
    return [part + b"\n    }" for part in parts]


def place(table: dict[str, _Value], key: str, value: _Value, at: int | None) -> None:
    """Put something into a dictionary: in the place of what has its key, else before the item at ``at``.

    Examples
    --------
    >>> table = {"a": 1, "b": 2}
    >>> place(table, "c", 3, 1)
    >>> table
    {'a': 1, 'c': 3, 'b': 2}
    """
    if key in table or at is None or at >= len(table):
        table[key] = value
        return
    rest = list(table.items())[at:]
    for other, _ in rest:
        del table[other]
    table[key] = value
    table.update(rest)
