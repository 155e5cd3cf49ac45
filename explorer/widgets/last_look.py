"""The window as it looked when this graph was last opened, shown until the window itself is there.

It is shown only if it is, to the pixel, what will be there: its name is made of everything that the look depends on,
and after each start the picture that is kept is compared with the window and replaced if they differ. Only one is
kept, where nobody else may read it; without it a start takes longer, and nothing else is different.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSizeF, Qt, qVersion
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QWidget

from explorer.resources import program_files

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QPaintEvent

    from explorer.session.settings import Settings

FILE = "last-look"
LARGEST_GRAPH_BYTES = 20_000_000  # looking through a larger one takes longer than is gained
DATABASE = b"SQLite format 3"  # part of what it holds may stand in a file beside it
TOUCHES = {
    QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.KeyPress, QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress, QEvent.Type.DragEnter, QEvent.Type.Close,
}  # fmt: skip
_FORMAT = QImage.Format.Format_RGB32
_PIXEL_BYTES = 4


def cache_folder() -> Path:
    """Return where the picture is kept."""
    from platformdirs import user_cache_path

    return user_cache_path("edgewise", appauthor=False)


def look_of(graph: Path, theme: str | None, settings: Settings) -> bytes | None:
    """Return the name of how the window will look on a graph; None if there is no saying.

    Parameters
    ----------
    graph : Path
        The file that will be opened.
    theme : str or None
        What the command line asks for.
    settings : Settings
        What the window remembers.
    """
    try:
        if not graph.is_file() or graph.stat().st_size > LARGEST_GRAPH_BYTES:
            return None
        content = graph.read_bytes()
        program = program_files()
    except (OSError, ValueError):
        return None
    if content.startswith(DATABASE):
        return None
    screen = QGuiApplication.primaryScreen()
    said = (
        str(graph.resolve()),
        repr(program),
        qVersion(),
        theme or "",
        QGuiApplication.styleHints().colorScheme().name,
        QGuiApplication.platformName(),
        QGuiApplication.font().toString(),
        repr(screen.availableGeometry().getRect()),
        repr((screen.devicePixelRatio(), screen.logicalDotsPerInch())),
    )
    name = hashlib.sha256()
    for part in (content, settings.looks, *(text.encode("utf-8", "surrogatepass") for text in said)):
        name.update(len(part).to_bytes(8, "little"))
        name.update(part)
    return name.digest()


def kept_look(folder: Path, name: bytes) -> QImage | None:
    """Return the picture that is kept under a name, if that is the one that is kept."""
    try:
        with (folder / FILE).open("rb") as file:
            if file.read(len(name)) != name:
                return None
            width, height, thousandths = (int.from_bytes(file.read(4), "little") for _ in range(3))
            pixels = file.read()
    except OSError:
        return None
    if not width or not height or not thousandths or len(pixels) != width * height * _PIXEL_BYTES:
        return None
    image = QImage(pixels, width, height, width * _PIXEL_BYTES, _FORMAT).copy()  # Qt would not keep the bytes alive
    image.setDevicePixelRatio(thousandths / 1000)
    return image


def keep_look(folder: Path, name: bytes, image: QImage) -> None:
    """Keep a picture, in place of the one before. That it cannot be kept is nobody's concern."""
    image = image.convertToFormat(_FORMAT)
    sizes = (image.width(), image.height(), round(image.devicePixelRatio() * 1000))
    written = folder / f"{FILE}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(name + b"".join(size.to_bytes(4, "little") for size in sizes))
            file.write(image.constBits())
        written.replace(folder / FILE)
    except OSError:
        with contextlib.suppress(OSError):
            written.unlink()


def forget_look(folder: Path) -> None:
    """Keep no picture any more."""
    with contextlib.suppress(OSError):
        (folder / FILE).unlink()


def picture_of(window: QWidget) -> QImage:
    """Return what a window shows."""
    return window.grab().toImage().convertToFormat(_FORMAT)


class Untouched(QObject):
    """Knows whether anybody has done anything to a window since it was shown."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._holds = True
        self._handle = window.windowHandle()
        self._handle.installEventFilter(self)

    def end(self) -> bool:
        """Return whether nobody has, and stop watching."""
        self._handle.removeEventFilter(self)
        self.deleteLater()
        return self._holds

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note what a person does."""
        self._holds = self._holds and event.type() not in TOUCHES
        return super().eventFilter(watched, event)


class LastLook(QWidget):
    """Covers a window with its picture. Nothing reaches it: what a person does meanwhile waits for the window."""

    def __init__(self, image: QImage, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("last_look")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.image = image
        self.was_painted = False
        self.setGeometry(window.rect())
        window.installEventFilter(self)

    @staticmethod
    def fits(image: QImage, window: QWidget) -> bool:
        """Whether a picture has exactly the size of a window."""
        return image.deviceIndependentSize() == QSizeF(window.size()) and (
            image.devicePixelRatio() == window.devicePixelRatioF()
        )

    def lift(self) -> None:
        """Give the view of the window free."""
        self.window().removeEventFilter(self)
        self.hide()
        self.deleteLater()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the picture."""
        painter = QPainter(self)
        painter.drawImage(QPoint(0, 0), self.image)
        painter.end()
        self.was_painted = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go at once when the window turns out to be of another size."""
        if event.type() is QEvent.Type.Resize and not self.fits(self.image, self.window()):
            self.hide()
        return super().eventFilter(watched, event)
