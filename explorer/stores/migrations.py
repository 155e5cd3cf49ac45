"""Raises documents of older formats to today's, one step a version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.model.facts import FORMAT, VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

Raw = dict[str, Any]  # a JSON object, not yet validated


def _named_as_today(old: Raw) -> Raw:
    """Format 0, before the first release, called entities nodes and relations edges, with ``from`` and ``to``."""
    new: Raw = {"format": FORMAT, "version": 1}
    for key, value in old.items():
        if key not in new:
            new[{"nodes": "entities", "edges": "relations"}.get(key, key)] = value
    if isinstance(new.get("relations"), list):
        new["relations"] = [_ends_renamed(relation) for relation in new["relations"]]
    return new


def _ends_renamed(relation: Any) -> Any:
    if not isinstance(relation, dict):
        return relation
    return {{"from": "source", "to": "target"}.get(key, key): value for key, value in relation.items()}


MIGRATIONS: dict[int, Callable[[Raw], Raw]] = {0: _named_as_today}
"""What raises a document from the version that is the key to the next."""


def migrated(value: Raw) -> Raw:
    """Return the document in today's format. It is not validated, neither before nor after."""
    for version in range(value["version"], VERSION):
        value = MIGRATIONS[version](value)
    return value
