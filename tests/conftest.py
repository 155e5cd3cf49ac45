"""What every test needs: an offscreen Qt with the bundled fonts, settings of its own, and nothing left behind."""

from __future__ import annotations

import gc
import locale
import os
import random
import tempfile
import threading
from pathlib import Path
from typing import TYPE_CHECKING

# Set before Qt is first imported: windows would pop up on the display of whoever runs the tests.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("EDGEWISE_TEST_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = "1"
_HOME = tempfile.TemporaryDirectory(prefix="edgewise-tests-", ignore_cleanup_errors=True)
for _variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
    os.environ[_variable] = os.path.join(_HOME.name, _variable.lower())  # noqa: PTH118  # before anything is imported

import numpy as np
import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
SEED = 20250127

hypothesis_settings.register_profile(
    "edgewise", deadline=None, max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.register_profile("thorough", deadline=None, max_examples=2000)
hypothesis_settings.load_profile(os.environ.get("EDGEWISE_HYPOTHESIS", "edgewise"))
locale.setlocale(locale.LC_ALL, "C.UTF-8")


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    """Give the application the style and fonts of the program, and keep cursors from blinking into pictures."""
    from explorer.drawing.qt_text import ensure_fonts
    from explorer.widgets.theming import ui_font

    qapp.setStyle("Fusion")
    ensure_fonts()
    qapp.setFont(ui_font(13))
    qapp.setCursorFlashTime(0)


@pytest.fixture(autouse=True)
def _same_every_time() -> Iterator[None]:
    """Start every test from the same seed and without remembered preferences."""
    random.seed(SEED)
    np.random.seed(SEED)  # what other libraries draw from
    QSettings("Edgewise", "Edgewise").clear()
    yield
    QSettings("Edgewise", "Edgewise").clear()


@pytest.fixture(autouse=True)
def _nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test of the window that leaves a window, a running timer or a thread behind."""
    if "qtbot" not in request.fixturenames:
        yield
        return
    windows_before = set(_windows())
    threads_before = set(threading.enumerate())
    gc.disable()  # as in the window, where it waits until nobody is inside of Qt
    yield
    gc.enable()
    _let_deleted_objects_go()
    if set(_windows()) - windows_before:
        gc.collect()  # what only a cycle keeps alive is no leak
        _let_deleted_objects_go()
    windows = [_named(window) for window in set(_windows()) - windows_before]
    timers, qt_threads = _timers_and_threads()
    threads = [thread.name for thread in set(threading.enumerate()) - threads_before if not _is_foreign(thread)]
    assert not windows, f"windows left behind: {windows}"
    assert not timers, f"timers left running: {timers}"
    assert not [*qt_threads, *threads], f"threads left running: {[*qt_threads, *threads]}"
    assert QThreadPool.globalInstance().activeThreadCount() == 0, "work left in the global thread pool"


def _let_deleted_objects_go() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def _windows() -> list[QWidget]:
    """Windows that somebody opened; Qt keeps a tooltip of its own for the next time."""
    return [widget for widget in QApplication.topLevelWidgets() if widget.objectName() != "qtooltip_label"]


def _timers_and_threads() -> tuple[list[str], list[str]]:
    """Return running QTimers and QThreads, wherever they are, with their owners."""
    timers, threads = [], []
    for thing in gc.get_objects():
        kind = type(thing)
        if issubclass(kind, QTimer) and isValid(thing) and thing.isActive():
            timers.append(f"{thing.interval()} ms of {_named(thing.parent())}")
        elif issubclass(kind, QThread) and isValid(thing) and thing.isRunning():
            threads.append(_named(thing))
    return timers, threads


def _named(thing: object) -> str:
    name = thing.objectName() if isinstance(thing, QWidget) and isValid(thing) else ""
    return f"{type(thing).__name__} {name}".strip()


def _is_foreign(thread: threading.Thread) -> bool:
    """Whether a Qt thread that Python has merely seen; Qt ends those by itself."""
    return isinstance(thread, threading._DummyThread)


@pytest.fixture(scope="session")
def article_text() -> str:
    """Return the text of the bundled graph's article, where it is at hand."""
    folder = Path(os.environ.get("EDGEWISE_ARTICLES", ROOT.parent / "shared" / "articles"))
    path = folder / "deepseek-shakes-markets.txt"
    if not path.is_file():
        pytest.skip("The article's text is not here; set EDGEWISE_ARTICLES to the folder that has it.")
    return path.read_text(encoding="utf-8")
