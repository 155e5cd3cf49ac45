"""A low button with an icon and a word, for use inside cards."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from explorer.drawing.qt_icons import icon_image
from explorer.drawing.qt_text import text_width
from explorer.widgets.rows import ICON_PX, write

if TYPE_CHECKING:
    from explorer.session.view import View

HEIGHT_PX = 24
SIDE_PX, GAP_PX = 10, 6


class SmallButton(QAbstractButton):
    """A button as high as a line of text and its border."""

    def __init__(self, view: View, text: str, icon: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._icon = view, icon
        self.setText(text)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Return the room for icon and word."""
        word = math.ceil(text_width(self.text(), self._view.theme.type("label").size))
        return QSize(SIDE_PX + ICON_PX + GAP_PX + word + SIDE_PX, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw border, icon and word."""
        theme = self._view.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 2.0 if self.hasFocus() else 1.0
        painter.setPen(QPen(QColor(theme.color("accent" if self.hasFocus() else "line_strong")), width))
        ground = "pressed" if self.isDown() else "hover" if self.underMouse() else "card"
        painter.setBrush(QColor(theme.color(ground)))
        half = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), 4, 4)
        image = icon_image(self._icon, float(ICON_PX), theme.color("ink_2"), self.devicePixelRatioF())
        painter.drawImage(QPointF(SIDE_PX, (self.height() - ICON_PX) / 2), image)
        left = SIDE_PX + ICON_PX + GAP_PX
        write(painter, theme, QRectF(left, 0, self.width() - left, self.height()), self.text(), "label", "ink")
        painter.end()
