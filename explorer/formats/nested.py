"""Facts, evidence and articles of ours as they travel inside other programs' JSON; what is not quite ours is refused."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from explorer.model.facts import Article, Evidence, Fact, FactValue, Kinds


def facts_in(value: object) -> tuple[Fact, ...] | None:
    """Return facts, or None if these are none."""
    return _read(tuple[Fact, ...], value) if isinstance(value, list) else None


def evidence_in(value: object) -> tuple[Evidence, ...] | None:
    """Return pieces of evidence, or None if these are none."""
    return _read(tuple[Evidence, ...], value) if isinstance(value, list) else None


def articles_in(value: object) -> tuple[Article, ...] | None:
    """Return articles, or None if these are none."""
    return _read(tuple[Article, ...], value) if isinstance(value, list) else None


def qualifiers_in(value: object) -> dict[str, FactValue] | None:
    """Return qualifiers, or None if these are none."""
    return _read(dict[str, FactValue], value) if isinstance(value, dict) else None


def kinds_in(value: object) -> Kinds | None:
    """Return kinds, or None if these are none."""
    return _read(Kinds, value) if isinstance(value, dict) else None


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:  # Any: a type of typing's own
    return TypeAdapter(shape)


def _read(shape: Any, value: object) -> Any:
    try:
        return _adapter(shape).validate_python(value)
    except ValidationError:
        return None
