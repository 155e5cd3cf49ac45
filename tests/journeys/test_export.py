"""Leaving with a picture: what the dialog shows is what is saved, and it opens again."""

from __future__ import annotations

import errno
import os
import shutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QLabel, QMessageBox, QPushButton, QWidget
from shiboken6 import isValid

from explorer.formats.options import Background, Extent, Kind
from explorer.resources import bundled_graph
from explorer.session.publishing import PREVIEW, SAVE


@pytest.fixture
def dialog(desk, qtbot):
    desk.actions["export"].trigger()
    found = desk.window.findChild(QWidget, "export_dialog")
    qtbot.waitUntil(lambda: not found.findChild(QLabel, "export_preview").pixmap().isNull(), timeout=20000)
    yield found
    if isValid(found):
        found.close()


def choose(dialog, name: str, data: str) -> None:
    box = dialog.findChild(QComboBox, name)
    box.setCurrentIndex(box.findData(data))


def save(desk, dialog, qtbot, path) -> str:
    dialog.save_to(path)
    qtbot.waitUntil(lambda: desk.tasks.running(SAVE) is None, timeout=30000)
    return dialog.findChild(QLabel, "export_message").text()


def test_the_form_says_what_will_be_drawn(dialog):
    choose(dialog, "export_format", "pdf")
    choose(dialog, "export_extent", "whole")
    dialog.findChild(QCheckBox, "export_transparent").setChecked(True)
    dialog.findChild(QCheckBox, "export_footnotes").setChecked(False)
    options = dialog.options()
    assert (options.kind, options.extent) == (Kind.PDF, Extent.WHOLE)
    assert options.background is Background.TRANSPARENT
    assert not options.footnotes


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_a_saved_picture_opens_as_the_same_graph(desk, dialog, qtbot, tmp_path, kind):
    before = desk.document.project
    choose(dialog, "export_format", kind)
    choose(dialog, "export_extent", "whole")
    said = save(desk, dialog, qtbot, tmp_path / "picture")
    path = tmp_path / f"picture.{kind}"
    assert path.name in said
    dialog.close()
    with qtbot.waitSignal(desk.document.replaced, timeout=20000):
        desk.files.open(path)
    assert set(desk.document.project.entities) == set(before.entities)
    assert set(desk.document.project.relations) == set(before.relations)
    assert desk.document.project.positions.get("deepseek") == before.positions.get("deepseek")


def test_a_preview_that_comes_late_does_not_wipe_out_what_became_of_the_file(desk, dialog, qtbot, tmp_path):
    choose(dialog, "export_format", "svg")
    assert "Saved picture.svg" in save(desk, dialog, qtbot, tmp_path / "picture.svg")
    qtbot.waitUntil(lambda: not dialog.awaits_preview and desk.tasks.running(PREVIEW) is None, timeout=20000)
    assert "Saved picture.svg" in dialog.findChild(QLabel, "export_message").text()


@pytest.mark.parametrize(
    "answer", [QMessageBox.StandardButton.Yes, QMessageBox.StandardButton.Cancel], ids=["yes", "no"]
)
def test_a_file_that_only_the_ending_makes_exist_is_asked_about(desk, dialog, qtbot, tmp_path, monkeypatch, answer):
    path = tmp_path / "picture.svg"
    path.write_text("precious", encoding="utf-8")
    asked = []

    def ask(box: QMessageBox) -> int:
        asked.append(box.text())
        return answer.value

    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "picture"), ""))
    monkeypatch.setattr(QMessageBox, "exec", ask)
    choose(dialog, "export_format", "svg")

    dialog.findChild(QPushButton, "export_save").click()
    qtbot.waitUntil(lambda: desk.tasks.running(SAVE) is None, timeout=30000)
    assert asked == ["picture.svg exists already. Replace it?"]
    assert (path.read_text(encoding="utf-8") == "precious") is (answer is QMessageBox.StandardButton.Cancel)


def test_an_interactive_page_is_one_file(desk, dialog, qtbot, tmp_path):
    choose(dialog, "export_format", "html")
    save(desk, dialog, qtbot, tmp_path / "page.html")
    assert "<html" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_a_full_disk_leaves_the_target_as_it_was_and_says_so(desk, dialog, qtbot, tmp_path, monkeypatch):
    path = tmp_path / "picture.svg"
    path.write_text("precious", encoding="utf-8")
    choose(dialog, "export_format", "svg")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    said = save(desk, dialog, qtbot, path)
    monkeypatch.undo()
    assert "full" in said.lower()
    assert path.read_text(encoding="utf-8") == "precious"
    assert [entry.name for entry in tmp_path.iterdir() if entry.is_file()] == ["picture.svg"]


def test_copy_puts_pixels_svg_and_words_on_the_clipboard(dialog, qtbot):
    qtbot.mouseClick(dialog.findChild(QPushButton, "export_copy"), Qt.MouseButton.LeftButton)
    data = QGuiApplication.clipboard().mimeData()
    assert data.hasImage()
    assert bytes(data.data("image/svg+xml").data()).startswith(b"<?xml")
    assert "DeepSeek" in data.text()


def test_the_view_is_what_is_exported(desk, dialog, qtbot, tmp_path):
    dialog.close()
    desk.navigator.go_to("sweden")
    desk.actions["export"].trigger()
    again = desk.window.findChildren(QWidget, "export_dialog")[-1]
    save(desk, again, qtbot, tmp_path / "sweden.png")
    again.close()
    assert not QImage(str(tmp_path / "sweden.png")).isNull()
    with qtbot.waitSignal(desk.document.replaced, timeout=20000):
        desk.files.open(tmp_path / "sweden.png")
    assert 2 <= len(desk.document.project.entities) < 12


def test_data_is_exported_from_the_menu_in_the_format_that_was_chosen(desk, qtbot, monkeypatch, tmp_path):
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "graph"), "GEXF, for Gephi (*.gexf)")
    )
    desk.actions["export_data"].trigger()
    qtbot.waitUntil(lambda: (tmp_path / "graph.gexf").exists())
    qtbot.waitUntil(lambda: "Saved graph.gexf." in desk.window.findChild(QLabel, "status_shown").text())
    assert desk.files.open(tmp_path / "graph.gexf")
    assert desk.document.project.entities


def test_data_never_replaces_the_graph_that_is_open(open_desk, monkeypatch, tmp_path):
    own = tmp_path / "own.json"
    shutil.copy(bundled_graph(), own)
    before, said = own.read_bytes(), []
    desk = open_desk(own)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(own), "Node-link JSON (*.json)"))
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.text()))
    desk.actions["export_data"].trigger()
    assert "is the graph itself" in said[-1]
    assert desk.tasks.running(SAVE) is None
    assert own.read_bytes() == before
