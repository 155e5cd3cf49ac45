"""The strip under the head of an article in which words are looked for in its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from explorer.widgets.icons import icon
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from explorer.session.view import View

HEIGHT_PX = 40
BUTTON_PX, FIELD_PX, LEAST_FIELD_PX = 28, 280, 120
WHAT = "Find in this text"


class FindBar(QWidget):
    """Takes the words, and says how often they are there.

    Signals
    -------
    looked_for : str
        Other words are looked for.
    stepped : int
        The next (+1) or previous (-1) place is wanted.
    everywhere : str
        The words are to be looked for in all articles.
    left
        Esc was pressed, or the cross.
    """

    looked_for = Signal(str)
    stepped = Signal(int)
    everywhere = Signal(str)
    left = Signal()

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setFixedHeight(HEIGHT_PX)
        self.input = QLineEdit()
        self.input.setObjectName("find_input")
        self.input.setPlaceholderText(WHAT)
        self.input.setAccessibleName(WHAT)
        self.input.setMaxLength(400)
        self.input.setMinimumWidth(LEAST_FIELD_PX)
        self.input.setMaximumWidth(FIELD_PX)
        self.count = QLabel()
        self.count.setObjectName("find_count")
        self.count.setFont(ui_font(12))
        self.previous = self._button("find_previous", "chevron-up", "Previous place (Shift+Enter)")
        self.next = self._button("find_next", "chevron-down", "Next place (Enter)")
        self.all = self._button("find_everywhere", "text-quote", "Look in all articles")
        self.close_button = self._button("find_close", "x", "Close (Esc)")
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 0, 16, 1)
        row.setSpacing(4)
        row.addWidget(self.input, 3)
        row.addSpacing(4)
        for button in (self.previous, self.next):
            row.addWidget(button)
        row.addSpacing(4)
        row.addWidget(self.count)
        row.addStretch(1)
        row.addWidget(self.all)
        row.addWidget(self.close_button)
        self.input.textChanged.connect(self.looked_for)
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.all.clicked.connect(lambda: self.everywhere.emit(self.input.text()))
        self.close_button.clicked.connect(self.left)

    def show_count(self, here: int, count: int, *, is_all: bool) -> None:
        """Say which of how many places one is at, counted from 0; ``is_all`` is false where there are more."""
        many = f"{count:,}" if is_all else f"{count:,}+"
        says = f"{here + 1:,} of {many}" if count else "Not in this text" if self.input.text().strip() else ""
        self.count.setText(says)
        for button in (self.previous, self.next):
            button.setEnabled(count > 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter steps on, with Shift back; Esc leaves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw ground and line."""
        theme = self._view.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.color("panel")))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.color("line")))
        painter.end()

    def _button(self, name: str, icon_name: str, says: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setIcon(icon(icon_name))
        button.setIconSize(QSize(16, 16))
        button.setFixedSize(BUTTON_PX, BUTTON_PX)
        button.setToolTip(says)
        button.setAccessibleName(says)
        return button
