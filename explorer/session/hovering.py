"""What the pointer, or the keyboard, is on."""

from __future__ import annotations

from typing import NamedTuple


class Hovered(NamedTuple):
    """An entity or a relation; falsy where it is neither."""

    entity: str | None = None
    relation: str | None = None

    def __bool__(self) -> bool:
        return self.entity is not None or self.relation is not None
