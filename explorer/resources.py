"""Where the files that come with the program are. Only the standard library, so that everything may import it.

In a checkout they stand beside the package; in an installed wheel they were put inside it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def program_files() -> list[tuple[str, int, int]]:
    """Return every file that what the program shows may depend on, in one order: path, size and time of its last change."""
    return sorted([*_files_in(_PACKAGE, ".py"), *_files_in(_ROOT / "assets", "")])


def _files_in(folder: str | os.PathLike[str], ending: str) -> Iterator[tuple[str, int, int]]:
    with os.scandir(folder) as entries:  # a quarter of the time that Path.rglob takes
        for entry in entries:
            if entry.is_dir():
                yield from _files_in(entry, ending)
            elif entry.name.endswith(ending):
                found = entry.stat()
                yield entry.path, found.st_size, found.st_mtime_ns
