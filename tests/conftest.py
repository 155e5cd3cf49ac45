"""What every test needs: an offscreen Qt with the bundled fonts, settings of its own, and nothing left behind."""

from __future__ import annotations

import locale
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

# Set before Qt is first imported: a display of the person at work would have windows popping up.
os.environ["QT_QPA_PLATFORM"] = os.environ.get("EDGEWISE_TEST_PLATFORM", "offscreen")
os.environ["QT_SCALE_FACTOR"] = "1"
os.environ["XDG_CONFIG_HOME"] = tempfile.mkdtemp(prefix="edgewise-config-")
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="edgewise-data-")

import pytest
from hypothesis import settings as hypothesis_settings
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, QThread, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent

hypothesis_settings.register_profile("edgewise", deadline=None, max_examples=60, derandomize=True)
hypothesis_settings.load_profile("edgewise")
locale.setlocale(locale.LC_ALL, "C.UTF-8")


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    """Let pytest-qt make a plain application; ``dressed`` gives it fonts."""
    return QApplication


@pytest.fixture(scope="session", autouse=True)
def _dressed(qapp: QApplication) -> None:
    """Dress the application as the program does, and keep cursors from blinking into pictures."""
    from explorer.app import make_application

    make_application()
    qapp.setCursorFlashTime(0)


@pytest.fixture(autouse=True)
def _fresh_settings() -> Iterator[None]:
    """Start every test without remembered preferences."""
    QSettings("Edgewise", "Edgewise").clear()
    yield
    QSettings("Edgewise", "Edgewise").clear()


@pytest.fixture(autouse=True)
def _nothing_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a window, a running timer or a thread behind."""
    yield
    if "qtbot" not in request.fixturenames:
        return
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()
    windows = [widget for widget in app.topLevelWidgets() if widget.isVisible()]
    assert not windows, f"left open: {windows}"
    timers = [timer for timer in app.findChildren(QTimer) if timer.isActive()]
    assert not timers, f"left running: {timers}"
    threads = [thread for thread in app.findChildren(QThread) if thread.isRunning()]
    assert not threads, f"left running: {threads}"


@pytest.fixture(scope="session")
def article_text() -> str:
    """Return the text of the bundled graph's article, where it is at hand."""
    folder = Path(os.environ.get("EDGEWISE_ARTICLES", ROOT.parent / "shared" / "articles"))
    path = folder / "deepseek-shakes-markets.txt"
    if not path.is_file():
        pytest.skip("The article's text is not here; set EDGEWISE_ARTICLES to the folder that has it.")
    return path.read_text(encoding="utf-8")
