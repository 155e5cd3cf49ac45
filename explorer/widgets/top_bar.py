"""The bar on top: mark, name and file, the search box, and the few buttons that always belong in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QWidget

from explorer.model.values import one_line
from explorer.widgets.icons import icon
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from collections.abc import Mapping

HEIGHT = 48
SEARCH_SIZE = QSize(520, 32)
MIN_SEARCH_WIDTH = 200
WIDEST_NAME_PX = 160
BUTTONS = ("undo", "redo", "", "open", "toggle_theme", "manual")  # an empty one is a line


class SearchBox(QWidget):
    """Looks like a search field and opens the palette.

    Signals
    -------
    clicked
        A person wants to search.
    """

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search_box")
        self.setAccessibleName("Find an entity, relation, article or action")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setFont(ui_font(13))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        """Open the palette."""
        self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the palette."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down}:
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw field, words and key."""
        palette = self.palette()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = self.hasFocus()
        edge = palette.accent().color() if focused else palette.dark().color()
        painter.setPen(QPen(edge, 2.0 if focused else 1.0))
        painter.setBrush(palette.base())
        inset = 1.0 if focused else 0.5
        painter.drawRoundedRect(self.rect().toRectF().adjusted(inset, inset, -inset, -inset), 4, 4)
        icon("search").paint(painter, 10, (self.height() - 16) // 2, 16, 16)
        painter.setPen(palette.placeholderText().color())
        words = "Find an entity, relation, article or action"
        key_width = 48
        room = self.rect().adjusted(36, 0, -key_width - 16, 0)
        painter.drawText(
            room,
            Qt.AlignmentFlag.AlignVCenter,
            painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width()),
        )
        key = self.rect().adjusted(self.width() - key_width - 8, 7, -8, -7).toRectF()
        painter.setPen(QPen(palette.mid().color(), 1.0))
        painter.setBrush(palette.window())
        painter.drawRoundedRect(key.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(ui_font(11))
        painter.setPen(palette.placeholderText().color())
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, "Ctrl K")
        painter.end()


class TopBar(QWidget):
    """Holds name, search box and buttons. The search box is centred on the canvas below.

    Signals
    -------
    search_requested
        A person clicked the search box.
    """

    search_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top_bar")
        self.setFixedHeight(HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(8)
        mark = _Mark()
        name = QLabel("Edgewise")
        name.setFont(ui_font(14, semibold=True))
        self._file = QLabel()
        self._file.setObjectName("file_name")
        self._file.setFont(ui_font(13))
        self._file.setTextFormat(Qt.TextFormat.PlainText)
        self._file.setForegroundRole(self._file.foregroundRole().PlaceholderText)
        row.addWidget(mark)
        row.addWidget(name)
        row.addWidget(self._file)
        row.addStretch(1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(4)
        row.addLayout(self._buttons)
        self.search = SearchBox(self)
        self.search.clicked.connect(self.search_requested)
        self._centre = 0
        self._buttons_width = (len(BUTTONS) + 1) * 32

    def equip(self, actions: Mapping[str, QAction], menu: QMenu) -> None:
        """Put in the buttons, into the room that is kept for them."""
        from explorer.widgets.bar_button import BarButton, BarLine

        self.menu_button = BarButton.opening(menu, "menu", "Menu")
        self.menu_button.setObjectName("menu_button")
        self.menu_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # its menu hangs from its right edge
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        for key in BUTTONS:
            self._buttons.addWidget(BarButton.doing(actions[key]) if key else BarLine())
        self._buttons.addWidget(self.menu_button)

    def set_file(self, name: str, *, dirty: bool) -> None:
        """Show the file's name, with a dot while it has unsaved changes; a long name is elided in the middle."""
        words = one_line(name)
        shown = self._file.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, WIDEST_NAME_PX)
        self._file.setText(f"{shown} •" if dirty else shown)
        self._file.setAccessibleName(f"{words}, unsaved changes" if dirty else words)
        hints = ([words] if shown != words else []) + (["Unsaved changes"] if dirty else [])
        self._file.setToolTip(_tooltip(hints) if hints else "")
        self._place_search()

    def centre_search(self, x: int) -> None:
        """Keep the search box centred over this place."""
        self._centre = x
        self._place_search()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the search box in its place."""
        super().resizeEvent(event)
        self._place_search()

    def _place_search(self) -> None:
        metrics = self._file.fontMetrics()
        left = 132 + metrics.horizontalAdvance(self._file.text()) + 16
        right = self.width() - self._buttons_width - 24
        centre = self._centre or self.width() // 2
        width = min(SEARCH_SIZE.width(), 2 * (centre - left), 2 * (right - centre))
        if width < MIN_SEARCH_WIDTH:
            width = min(SEARCH_SIZE.width(), max(right - left, MIN_SEARCH_WIDTH))
            centre = left + width // 2
        self.search.setGeometry(centre - width // 2, (HEIGHT - SEARCH_SIZE.height()) // 2, width, SEARCH_SIZE.height())


def _tooltip(lines: list[str]) -> str:
    from explorer.widgets.hints import literally  # here: the first paint has nothing to say yet

    return literally(lines)


class _Mark(QWidget):
    """Two entities and what ties them, on a yellow stroke: the program's mark in the theme's colours."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(22, 22)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self.palette().windowText().color()
        start, end = QPointF(5, 17), QPointF(17, 5)
        highlight = QPen(self.palette().highlight().color(), 7)
        highlight.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(highlight)
        painter.drawLine(start, end)
        painter.setPen(QPen(ink, 2))
        painter.drawLine(start, end)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        for point in (start, end):
            painter.drawEllipse(point, 3.6, 3.6)
        painter.end()
