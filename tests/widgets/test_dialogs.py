"""What the window says while everything waits."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from explorer.widgets.dialogs import Dialogs


class Work(QObject):
    over = Signal()


def waited(press: Qt.Key, work: Work) -> list[str]:
    """Wait for some work, which ends when a key was pressed that does not stop it; return what was done to it."""
    done: list[str] = []
    dialogs, seen = Dialogs(), []

    def meanwhile() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        seen.append(box.text())
        QTest.keyClick(box, press)
        if press != Qt.Key.Key_Escape:
            QTimer.singleShot(0, work.over.emit)

    QTimer.singleShot(0, meanwhile)
    dialogs.wait("graph.json is being saved.", work.over, lambda: done.append("stopped"))
    assert seen == ["graph.json is being saved."]
    return done


@pytest.mark.parametrize(("key", "done"), [(Qt.Key.Key_Return, []), (Qt.Key.Key_Escape, ["stopped"])])
def test_waiting_ends_with_the_work_and_only_escape_stops_that(qtbot, key: Qt.Key, done: list[str]) -> None:
    work = Work()
    assert waited(key, work) == done
