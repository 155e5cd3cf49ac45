"""A menu with the corners of our popups."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath, QRegion, QResizeEvent
from PySide6.QtWidgets import QMenu, QWidget

RADIUS_PX = 8


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
