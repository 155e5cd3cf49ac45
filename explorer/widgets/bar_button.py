"""A button of the bars: an icon, perhaps a word, flat until the pointer or the keyboard is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QApplication, QSizePolicy, QToolButton, QWidget

from explorer.widgets.icons import icon
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QMenu

SIZE_PX, ICON_PX, PADDING_PX, GAP_PX = 28, 16, 8, 8


class BarButton(QToolButton):
    """Paints itself from the palette. Without a word it is a square."""

    def __init__(self, word: str = "", *, outlined: bool = False) -> None:
        super().__init__()
        self.word, self._outlined = word, outlined
        self._wordless = not word
        self.setFont(ui_font(12))
        self.setIconSize(QSize(ICON_PX, ICON_PX))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @classmethod
    def doing(cls, action: QAction, word: str = "", *, outlined: bool = False) -> BarButton:
        """Return a button that triggers an action."""
        button = cls(word, outlined=outlined)
        button.setDefaultAction(action)
        button.follow(action)
        action.changed.connect(lambda: button.follow(action))
        return button

    @classmethod
    def opening(cls, menu: QMenu, icon_name: str, says: str, word: str = "") -> BarButton:
        """Return a button that opens a menu."""
        button = cls(word)
        button.setIcon(icon(icon_name, QPalette.ColorRole.BrightText))
        button.setToolTip(says)
        button.setAccessibleName(word or says)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def follow(self, action: QAction) -> None:
        """Be called what the action is called now."""
        self.setAccessibleName(action.text())

    def set_wordless(self, wordless: bool) -> None:  # noqa: FBT001  # a setter, as Qt's
        """Show the icon only, or the word beside it as well."""
        if self.word and wordless != self._wordless:
            self._wordless = wordless
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the room for icon and word."""
        if self._wordless:
            return QSize(SIZE_PX, SIZE_PX)
        words = self.fontMetrics().horizontalAdvance(self.word)
        return QSize(PADDING_PX + ICON_PX + GAP_PX + words + PADDING_PX + 2, SIZE_PX)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw it."""
        palette, focused = QApplication.palette(), self.hasFocus()  # its own is the style sheet's
        pressed = self.isDown() or self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if focused:
            painter.setPen(QPen(palette.accent().color(), 2.0))
        elif self._outlined:
            painter.setPen(QPen(palette.dark().color(), 1.0))
        if pressed or (self.underMouse() and self.isEnabled()):
            painter.setBrush(palette.mid() if pressed else palette.midlight())
        elif self._outlined:
            painter.setBrush(palette.base())
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 4, 4)
        left = (self.width() - ICON_PX) // 2 if self._wordless else PADDING_PX + 1
        mode = QIcon.Mode.Normal if self.isEnabled() else QIcon.Mode.Disabled
        top = (self.height() - ICON_PX) // 2
        self.icon().paint(painter, left, top, ICON_PX, ICON_PX, Qt.AlignmentFlag.AlignCenter, mode)
        if not self._wordless:
            group = QPalette.ColorGroup.Active if self.isEnabled() else QPalette.ColorGroup.Disabled
            painter.setPen(palette.color(group, QPalette.ColorRole.ButtonText))
            room = self.rect().adjusted(left + ICON_PX + GAP_PX, 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.word)
        painter.end()


class BarLine(QWidget):
    """A short upright hairline between groups of buttons."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(9, SIZE_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw it."""
        painter = QPainter(self)
        painter.fillRect(4, 6, 1, SIZE_PX - 12, QApplication.palette().mid())
        painter.end()
