"""Lucide icons in the colour of the text around them, in any theme, at any scale."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from explorer.drawing.qt_icons import icon_image


class _LucideEngine(QIconEngine):
    """Paints an icon when it is needed, so that a change of theme needs no new icons."""

    def __init__(self, name: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._name, self._role = name, role

    def clone(self) -> QIconEngine:
        """Return a copy, as Qt asks for."""
        return _LucideEngine(self._name, self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:  # noqa: ARG002
        """Paint into a rectangle."""
        size = min(rect.width(), rect.height())
        group = QPalette.ColorGroup.Disabled if mode is QIcon.Mode.Disabled else QPalette.ColorGroup.Active
        color = QApplication.palette().color(group, self._role)
        dpr = painter.device().devicePixelRatioF() if painter.device() is not None else 1.0
        image = icon_image(self._name, float(size), color.name(), dpr)
        place = QRect(0, 0, size, size)
        place.moveCenter(rect.center())
        painter.drawImage(place, image)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the icon as a pixmap."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:  # Qt
        """Return the icon as a pixmap; since Qt 6.8 ``size`` is in device-independent pixels."""
        pixmap = QPixmap(size * scale)
        pixmap.setDevicePixelRatio(scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText) -> QIcon:
    """Return a Lucide icon in the colour of a palette role."""
    return QIcon(_LucideEngine(name, role)) if name else QIcon()
