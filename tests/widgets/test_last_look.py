"""The picture of the last time: shown only when it is what will be there, kept from others, and never missed."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QByteArray, QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from explorer.session.settings import Settings
from explorer.widgets.last_look import FILE, LastLook, Untouched, forget_look, keep_look, kept_look, look_of, picture_of

if TYPE_CHECKING:
    from pathlib import Path

NAME = b"n" * 32


@pytest.fixture
def image() -> QImage:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#3366cc"))
    image.setPixelColor(3, 4, QColor("#ffffff"))
    return image


@pytest.fixture
def window(qtbot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    return window


@pytest.mark.parametrize("dpr", [1.0, 1.5, 2.0])
def test_what_is_kept_comes_back_to_the_pixel(tmp_path: Path, image: QImage, dpr: float) -> None:
    image.setDevicePixelRatio(dpr)
    keep_look(tmp_path / "cache", NAME, image)
    found = kept_look(tmp_path / "cache", NAME)
    assert found == image
    assert found is not None
    assert found.devicePixelRatio() == dpr


def test_another_name_finds_nothing(tmp_path: Path, image: QImage) -> None:
    keep_look(tmp_path, NAME, image)
    assert kept_look(tmp_path, b"m" * 32) is None
    assert kept_look(tmp_path / "elsewhere", NAME) is None


def test_only_the_last_one_is_kept_and_only_its_owner_may_read_it(tmp_path: Path, image: QImage) -> None:
    keep_look(tmp_path, b"m" * 32, image)
    keep_look(tmp_path, NAME, image)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    forget_look(tmp_path)
    forget_look(tmp_path)
    assert kept_look(tmp_path, NAME) is None


@pytest.mark.parametrize("length", [0, 31, 32, 35, 43, 44, 45, 4843])
def test_a_damaged_picture_is_no_picture(tmp_path: Path, image: QImage, length: int) -> None:
    keep_look(tmp_path, NAME, image)
    whole = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).write_bytes(whole[:length])
    assert kept_look(tmp_path, NAME) is None
    (tmp_path / FILE).write_bytes(NAME + b"\xff" * 12 + whole[44:])
    assert kept_look(tmp_path, NAME) is None


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path, image: QImage) -> None:
    (tmp_path / "file").write_text("in the way")
    keep_look(tmp_path / "file", NAME, image)
    assert kept_look(tmp_path / "file", NAME) is None


def test_whatever_changes_the_look_changes_its_name(tmp_path: Path, qtbot) -> None:
    graph, settings = tmp_path / "graph.json", Settings(tmp_path / "settings.ini")
    names = []

    def note(theme: str | None = None) -> None:
        names.append(look_of(graph, theme, settings))

    graph.write_text("{}")
    note()
    graph.write_text("[]")
    note()
    note("dark")
    settings.theme = "dark"
    note()
    settings.keep_layout("geometry", QByteArray(b"somewhere else"))
    note()
    assert None not in names
    assert len(set(names)) == len(names)


def test_what_does_not_change_the_look_does_not_change_its_name(tmp_path: Path, qtbot) -> None:
    graph, settings = tmp_path / "graph.json", Settings(tmp_path / "settings.ini")
    graph.write_text("{}")
    name = look_of(graph, None, settings)
    settings.note_recent(graph)
    settings.reduced_motion = True
    graph.write_text("{}")
    assert look_of(graph, None, settings) == name


def test_what_is_no_file_has_no_look(tmp_path: Path, qtbot) -> None:
    settings = Settings(tmp_path / "settings.ini")
    assert look_of(tmp_path, None, settings) is None
    assert look_of(tmp_path / "missing.json", None, settings) is None
    (tmp_path / "graph.edgewise").write_bytes(b"SQLite format 3\0")
    assert look_of(tmp_path / "graph.edgewise", None, settings) is None


def test_a_window_is_covered_until_it_is_given_free(window: QWidget, qtbot) -> None:
    picture = QImage(400, 300, QImage.Format.Format_RGB32)
    picture.fill(QColor("#aa0000"))
    assert LastLook.fits(picture, window)
    cover = LastLook(picture, window)
    window.show()
    qtbot.waitUntil(lambda: cover.was_painted)
    assert picture_of(window) == picture
    cover.lift()
    assert picture_of(window) != picture


def test_a_window_of_another_size_is_not_covered(window: QWidget, qtbot) -> None:
    picture = QImage(400, 300, QImage.Format.Format_RGB32)
    cover = LastLook(picture, window)
    window.show()
    window.resize(401, 300)
    assert not LastLook.fits(picture, window)
    assert not cover.isVisible()


def test_who_does_nothing_leaves_a_window_untouched(window: QWidget, qtbot) -> None:
    window.show()
    watch = Untouched(window)
    QApplication.processEvents()
    window.update()
    QApplication.processEvents()
    assert watch.end()


def test_who_moves_the_mouse_presses_a_key_or_turns_the_wheel_has_touched_it(window: QWidget, qtbot) -> None:
    window.show()
    handle = window.windowHandle()
    at = QPoint(10, 10)
    wheel = QWheelEvent(
        at, at, QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    for touch in (
        lambda: QTest.mouseMove(handle, at),
        lambda: QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at),
        lambda: QTest.keyClick(handle, Qt.Key.Key_A),
        lambda: QApplication.sendEvent(handle, wheel),
        lambda: QApplication.sendEvent(handle, QEvent(QEvent.Type.Close)),
    ):
        watch = Untouched(window)
        touch()
        assert not watch.end()
