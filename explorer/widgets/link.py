"""Buttons that say what a file says, and those among them that lead somewhere, however they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.session.view import View


def write_on(button: QAbstractButton, words: str) -> None:
    """Give a button words of a file. Qt would make Alt+T press whatever is called AT&T."""
    button.setText(words)
    if "&" in words:
        from PySide6.QtGui import QKeySequence  # here: its keys take a start longer to name than all buttons

        button.setShortcut(QKeySequence())


class Link(QAbstractButton):
    """Goes where ``_go`` says at the time of the click: parts are used again for other things."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._go: Callable[[], None] | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._on_clicked)

    def _on_clicked(self) -> None:
        if self._go is not None:
            self._go()
