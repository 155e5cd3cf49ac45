"""The panel under the pages in which words are looked for in all articles. A click on a place goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListView, QPushButton, QToolButton, QVBoxLayout, QWidget

from explorer.model.finding import Hit
from explorer.model.words import counted
from explorer.widgets.find_rows import ROW, FoundDelegate, FoundRows
from explorer.widgets.icons import icon
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from explorer.session.document import Document
    from explorer.session.finding import Finder, Found
    from explorer.session.view import View

HEAD_PX, LIST_PX, LEAST_LIST_PX, BUTTON_PX = 40, 240, 60, 28
TYPING_MS = 150
WHAT = "Find in all articles"


class FindPanel(QWidget):
    """Takes the words and lists their places.

    Signals
    -------
    chosen : str, int, int
        A place was chosen: the article, and where in it, in code points.
    """

    chosen = Signal(str, int, int)

    def __init__(self, document: Document, view: View, finder: Finder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find_panel")
        self._view, self._finder = view, finder
        self._found: Found | None = None
        self._typing = QTimer(self, interval=TYPING_MS, singleShot=True)
        self._typing.timeout.connect(self._look)
        self.rows = FoundRows(document, self)
        self._build()
        finder.found.connect(self._on_found)
        finder.stopped.connect(self._on_stopped)
        document.replaced.connect(self.leave)

    def _build(self) -> None:
        self.input = QLineEdit()
        self.input.setObjectName("find_everywhere_input")
        self.input.setPlaceholderText(WHAT)
        self.input.setAccessibleName(WHAT)
        self.input.setMaxLength(400)
        self.input.setMinimumWidth(160)
        self.input.setMaximumWidth(320)
        self.input.textChanged.connect(self._typing.start)
        self.count = QLabel()
        self.count.setObjectName("find_everywhere_count")
        self.count.setFont(ui_font(12))
        self.stop = QPushButton("Stop")
        self.stop.setObjectName("find_stop")
        self.stop.hide()
        self.stop.clicked.connect(self._finder.cancel)
        close = QToolButton()
        close.setObjectName("find_everywhere_close")
        close.setIcon(icon("x"))
        close.setIconSize(QSize(16, 16))
        close.setFixedSize(BUTTON_PX, BUTTON_PX)
        close.setToolTip("Close (Esc)")
        close.setAccessibleName("Close")
        close.clicked.connect(self.leave)
        head = QWidget()
        head.setFixedHeight(HEAD_PX)
        row = QHBoxLayout(head)
        row.setContentsMargins(32, 1, 16, 0)
        row.setSpacing(12)
        row.addWidget(self.input, 3)
        row.addWidget(self.count, 2)
        row.addWidget(self.stop)
        row.addWidget(close)
        self.list = QListView()
        self.list.setObjectName("find_everywhere_list")
        self.list.setAccessibleName("Places in all articles")
        self.list.setModel(self.rows)
        self.list.setItemDelegate(FoundDelegate(self._view, self.rows))
        self.list.setMouseTracking(True)
        self.list.viewport().setAutoFillBackground(False)
        self.list.hide()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setMinimumHeight(LEAST_LIST_PX)
        self.list.setMaximumHeight(LIST_PX)
        self.list.clicked.connect(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.list)

    def open(self, words: str) -> None:
        """Show the panel and look for some words; for none, for those of the last time."""
        self.show()
        if words and words != self.input.text():
            self.input.setText(words)
        self.input.selectAll()
        self.input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._look()

    def leave(self) -> bool:
        """Hide the panel and stop looking. Returns whether it was there."""
        was_there = not self.isHidden()
        self._typing.stop()
        self._finder.cancel()
        self.hide()
        return was_there

    def _look(self) -> None:
        self._typing.stop()
        self._finder.look_for(self.input.text())
        self.stop.setVisible(self._finder.is_busy)

    def _on_found(self, found: Found) -> None:
        self._found = found
        self.rows.show(found)
        self.list.setVisible(bool(found.hits))
        self.stop.setVisible(found.progress < 1.0)
        self.count.setText(_says(found))

    def _on_stopped(self) -> None:
        self.stop.hide()
        if self._found is not None and self._found.progress < 1.0:
            self.count.setText(f"{_says(self._found)}, then stopped")

    def _go(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, Hit):
            self.chosen.emit(row.article, row.start, row.end)

    def step(self, by: int) -> None:
        """Choose the next (+1) or previous (-1) place in the list."""
        at = self.list.currentIndex().row() + by
        while 0 <= at < len(self.rows.rows):
            if isinstance(self.rows.rows[at], Hit):
                index = self.rows.index(at)
                self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
                return
            at += by

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Enter goes there; the keyboard stays here."""
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if not self.list.currentIndex().isValid():
                self.step(1)
            self._go(self.list.currentIndex())
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw ground and line."""
        theme = self._view.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.color("panel")))
        painter.fillRect(0, 0, self.width(), 1, QColor(theme.color("line")))
        painter.end()


def _says(found: Found) -> str:
    if not found.words.strip():
        return ""
    if not found.hits:
        return "In no article" if found.progress >= 1.0 else "Looking…"
    many = f"{len(found.hits):,}{'' if found.is_all else '+'}"
    return f"{many} in {counted(found.articles, 'article')}"
