"""Names JSON that is not a graph file, so that a person knows what was picked by mistake."""

from __future__ import annotations

from typing import Any


def name_of_kind(value: Any, name: str) -> str:
    """Return the sentence that says what this JSON is and what to do about it."""
    what = _kind(value)
    if what is None:
        return f'{name} is JSON, but not an Edgewise graph: it has no "format": "edgewise-graph". Choose another file.'
    return f"{name} is {what}, not an Edgewise graph. Choose a graph.json file."


def _kind(value: Any) -> str | None:
    if not isinstance(value, dict):
        return f"JSON that holds {_plain(value)}"
    return None


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return "only text"
    return "nothing" if value is None else "only true or false" if isinstance(value, bool) else "only a number"
