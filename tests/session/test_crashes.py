"""What nobody caught leaves a file and a notice; what was there before comes back."""

from __future__ import annotations

import logging
import sys

import pytest
from PySide6.QtCore import qInstallMessageHandler, qWarning

from explorer.session.crashes import Crashes


def hooks() -> tuple[object, int, list[logging.Handler], object]:
    handler = qInstallMessageHandler(None)
    qInstallMessageHandler(handler)
    return sys.excepthook, logging.getLogger("explorer").level, list(logging.getLogger().handlers), handler


def crash(error: BaseException) -> None:
    """Do what Python does with an exception that nobody caught."""
    sys.excepthook(type(error), error, None)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "crashes"


@pytest.fixture
def crashes(qtbot, folder):
    made = Crashes(folder)
    yield made
    made.uninstall()


def test_everything_is_as_it_was_when_catching_has_ended(crashes):
    before = hooks()
    crashes.install()
    assert sys.excepthook != before[0]
    crashes.uninstall()
    assert hooks() == before


def test_ending_what_never_began_changes_nothing(crashes, folder):
    crashes.install()
    during = hooks()
    Crashes(folder).uninstall()
    assert hooks() == during


def test_a_crash_file_holds_the_traceback_and_the_last_lines_of_the_log(crashes, folder, qtbot):
    crashes.install()
    logging.getLogger("explorer.test").info("somebody did something")
    qWarning("something about a window")
    with qtbot.waitSignal(crashes.happened) as told:
        crash(RuntimeError("unexpected"))
    (path,) = folder.iterdir()
    text = path.read_text(encoding="utf-8")
    assert "RuntimeError: unexpected" in text
    assert "somebody did something" in text
    assert "something about a window" in text
    assert str(path) in told.args[0]


def test_a_folder_that_cannot_be_made_costs_only_the_file(qtbot, tmp_path):
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    crashes = Crashes(tmp_path / "taken")
    crashes.install()
    try:
        with qtbot.waitSignal(crashes.happened) as told:
            crash(RuntimeError("unexpected"))
    finally:
        crashes.uninstall()
    assert told.args[0] == "Something went wrong, and your work is still here."


def test_stopping_by_keyboard_is_no_crash(crashes, qtbot, capsys):
    crashes.install()
    with qtbot.assertNotEmitted(crashes.happened):
        crash(KeyboardInterrupt())
    assert "KeyboardInterrupt" in capsys.readouterr().err
