"""What the pointer, or the keyboard, is on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Hovered:
    """An entity or a relation; falsy where it is neither."""

    entity: str | None = None
    relation: str | None = None

    def __bool__(self) -> bool:
        return self.entity is not None or self.relation is not None
