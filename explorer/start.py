"""Opens the window as soon as can be. Everything here is about the order of things, nothing about what they do."""

from __future__ import annotations

import gc
import os
from typing import TYPE_CHECKING

from explorer.model.errors import ExplorerError

if TYPE_CHECKING:
    from pathlib import Path

    from explorer.stores.base import Opened, Store


def open_window(path: Path, theme: str | None) -> int:
    """Show the window on a graph until it is closed. The graph is read first: for that, nothing needs Qt.

    Whatever is imported after PySide6 costs more, because PySide looks into the source of each module.
    """
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # numpy starts a thread for each core; no product here is so large
    gc.disable()  # while so much is made there is no garbage; ``app.run`` allows it again
    graph = _read(path)
    import explorer.drawing.framing  # noqa: F401  # before Qt
    from explorer.app import run

    return run(graph, path, theme)


def _read(path: Path) -> Opened[Store] | ExplorerError:
    from explorer.opening import open_graph

    try:
        return open_graph(path)
    except ExplorerError as error:
        return error  # to be told in the window
