"""A picture of the whole window, for the command line, the README and the tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtWidgets import QApplication, QWidget

from explorer.atomic import write_atomically
from explorer.model.errors import UnwritableFile

if TYPE_CHECKING:
    from pathlib import Path

    from explorer.widgets.canvas import Canvas

SETTLING_ROUNDS = 4  # Qt's layouts settle in rounds of events


def save_shot(window: QWidget, canvas: Canvas, target: Path) -> None:
    """Draw a window into a PNG file.

    Raises
    ------
    UnwritableFile
        The file cannot be written; it is as it was before.
    """
    for _ in range(SETTLING_ROUNDS):
        QApplication.processEvents()
    canvas.settle()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not window.grab().save(buffer, "PNG"):
        raise UnwritableFile("The picture of the window could not be encoded; try a smaller size or scale.")
    write_atomically(target, bytes(buffer.data().data()))
