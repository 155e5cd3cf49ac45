"""A chip: words with a cross; a click takes off what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from explorer.widgets.icons import icon
from explorer.widgets.link import write_on
from explorer.widgets.theming import ui_font
from explorer.widgets.words import as_tooltip

if TYPE_CHECKING:
    from explorer.session.view import View

PADDING_PX = 8
ICON_PX, CROSS_PX, GAP_PX = 14, 12, 8


class Chip(QAbstractButton):
    """Paints itself in the theme, elided where there is no room.

    Parameters
    ----------
    view : View
        For the theme.
    height_px : int
        24 in panels, 28 on the canvas.
    widest_px : int
        Longer words are elided.
    icon_name : str
        Stands before the words.
    """

    def __init__(
        self, view: View, height_px: int, widest_px: int, icon_name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._view, self._widest, self._icon = view, widest_px, icon_name
        self.setFont(ui_font(12))
        self.setFixedHeight(height_px)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, words: str) -> None:
        """Show these words."""
        write_on(self, words)
        self.setAccessibleName(f"Take off: {words}")
        self.setToolTip(as_tooltip(words) if self._needed() > self._widest else "")
        self.updateGeometry()
        self.resize(self.sizeHint())
        self.update()

    def _lead(self) -> int:
        return ICON_PX + GAP_PX if self._icon else 0

    def _needed(self) -> int:
        words = self.fontMetrics().horizontalAdvance(self.text())
        return PADDING_PX + self._lead() + words + GAP_PX + CROSS_PX + PADDING_PX

    def sizeHint(self) -> QSize:
        """Return the room for icon, words and cross."""
        return QSize(min(self._needed(), self._widest), self.height())

    def minimumSizeHint(self) -> QSize:
        """Return the same: what holds chips breaks lines instead."""
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        """Follow the pointer."""
        if event.type() in {QEvent.Type.Enter, QEvent.Type.Leave}:
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw it."""
        theme, focused = self._view.theme, self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inset = 1.0 if focused else 0.5
        painter.setPen(QPen(QColor(theme.color("accent" if focused else "line_strong")), 2.0 * inset))
        painter.setBrush(QColor(theme.color("hover" if self.underMouse() else "card")))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
        middle = self.height() // 2
        if self._icon:
            icon(self._icon).paint(painter, PADDING_PX, middle - ICON_PX // 2, ICON_PX, ICON_PX)
        cross = self.width() - PADDING_PX - CROSS_PX
        icon("x").paint(painter, cross, middle - CROSS_PX // 2, CROSS_PX, CROSS_PX)
        left = PADDING_PX + self._lead()
        room = QRectF(left, 0, cross - GAP_PX - left + 1, self.height())
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        painter.setPen(QColor(theme.color("ink")))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
        painter.end()
