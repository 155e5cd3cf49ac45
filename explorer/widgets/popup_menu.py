"""A menu with the corners of our popups, whose rows may say what a file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

from explorer.model.values import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QAction

RADIUS_PX = 8
LONGEST_ROW = 60


class PopupMenu(QMenu):
    """Cuts its own corners: a translucent window would be black where nothing composes windows."""

    def __init__(self, parent: QWidget | None = None, title: str = "") -> None:
        super().__init__(title, parent)
        self.setToolTipsVisible(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the corners."""
        super().resizeEvent(event)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), RADIUS_PX, RADIUS_PX)
        self.setMask(QRegion(shape.toFillPolygon().toPolygon()))

    def adding(self, title: str) -> PopupMenu:
        """Return a new menu in this one."""
        inner = PopupMenu(self, title)
        self.addMenu(inner)
        return inner

    def add(self, text: str, run: Callable[[], object]) -> QAction:
        """Add a row; any text will do."""
        action = self.addAction(row_words(text))
        action.triggered.connect(lambda: run())
        return action

    def pop_up(self, point: QPoint) -> None:
        """Show it at a point of the screen, once: it is gone when it closes."""
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.popup(point)


def row_words(text: str) -> str:
    """Return a text fit for a row of a menu: one line, not too long, ampersands as they are.

    Examples
    --------
    >>> row_words("Go to AT&T")
    'Go to AT&&T'
    """
    words = one_line(text)
    shown = words if len(words) <= LONGEST_ROW else f"{words[: LONGEST_ROW - 1]}…"
    return shown.replace("&", "&&")
