"""Opens the window as soon as can be. Everything here is about the order of things, nothing about what they do."""

from __future__ import annotations

import builtins
import gc
import importlib
import os
import sys
from types import ModuleType
from typing import TYPE_CHECKING

from explorer.model.errors import ExplorerError

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from explorer.stores.base import Opened, Store

LARGE_BYTES = 20_000_000  # about half a second of reading
STAND_INS: dict[str, dict[str, object]] = {
    "pydantic.plugin._loader": {"get_plugins": tuple},  # there are none; to find that out, it imports what reads e-mail
    "numpy._core._add_newdocs": {},  # writes what Python's help says of numpy
    "numpy._core._add_newdocs_scalars": {},
    "numpy._typing": {"NDArray": list},  # what type checkers read; numpy.linalg has an annotation of it
}
"""Modules that would only cost a start time, and what is asked of them."""


def open_window(path: Path, theme: str | None) -> int:
    """Show the window on a graph until it is closed. Qt comes first: it can show how the window looked the last time."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy starts one for each core; no product here is so large
    sys.modules.update((name, StandIn(name)) for name in STAND_INS)
    gc.disable()  # for good: later ``Collecting`` does it, where it does no harm
    _load_qt()
    from explorer.app import run

    return run(lambda: _read(path), path, theme)


class StandIn(ModuleType):
    """Takes the place of a module. Whoever asks it for more than it has gets what the module has."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        vars(self).update(STAND_INS[name])

    def __getattr__(self, name: str) -> Any:  # Any: what another version of pydantic or numpy wants of its own module
        if name.startswith("__"):
            raise AttributeError(name)
        del sys.modules[self.__name__]
        module = importlib.import_module(self.__name__)
        vars(self).update(vars(module))
        return getattr(module, name)


def _load_qt() -> None:
    """Load Qt, and let the modules after it be imported as before.

    PySide looks into the source of each for a feature that nothing here uses, which takes longer than importing some.
    """
    import PySide6.QtCore  # noqa: F401

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def _read(path: Path) -> Opened[Store] | ExplorerError | None:
    """Return the graph, or why there is none; None for a large file, which the window shows itself opening.

    A store that is browsed is there at once, whatever its size.
    """
    from explorer.opening import open_browsed, open_graph

    try:
        if path.is_file() and path.stat().st_size > LARGE_BYTES:
            return open_browsed(path)
        return open_graph(path)
    except ExplorerError as error:
        return error  # to be told in the window
    except OSError:
        return None  # what is wrong is said by whoever opens it
