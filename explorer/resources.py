"""Where the files that come with the program are. Only the standard library, so that everything may import it."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent


def asset(*parts: str) -> Path:
    """Return the path of a bundled asset, such as ``asset("icons", "cpu.svg")``."""
    return _ROOT.joinpath("assets", *parts)


def bundled_graph() -> Path:
    """Return the path of the graph that opens first."""
    return _ROOT / "graph.json"
