"""Where the files that come with the program are. Only the standard library, so that everything may import it.

In a checkout they stand beside the package; in an installed wheel they were put inside it.
"""

from __future__ import annotations

import re
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_bundled"
_ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent


def asset(*parts: str) -> Path:
    """Return the path of a bundled asset, such as ``asset("icons", "cpu.svg")``."""
    return _ROOT.joinpath("assets", *parts)


def icon_file(name: str) -> Path | None:
    """Return the path of a bundled icon; None for any other name, as files may ask for icons of their own kinds."""
    if re.fullmatch("[a-z0-9-]{1,64}", name) is None:
        return None
    path = asset("icons", f"{name}.svg")
    return path if path.is_file() else None


def bundled_graph() -> Path:
    """Return the path of the graph that opens first."""
    return _ROOT / "graph.json"


def manual() -> Path:
    """Return the path of the manual."""
    return _ROOT / "docs" / "manual.md"


def program_files() -> list[Path]:
    """Return every file that what the program shows may depend on, in one order."""
    return sorted([*_PACKAGE.rglob("*.py"), *_ROOT.joinpath("assets").rglob("*.*")])
