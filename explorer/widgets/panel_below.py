"""A panel that lies below the canvas: a title with a count and a cross, and a page that answers one question to scroll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QScrollArea, QToolButton, QVBoxLayout, QWidget

from explorer.widgets.icons import icon
from explorer.widgets.words import Words

if TYPE_CHECKING:
    from explorer.model.changes import Delta
    from explorer.session.document import Document
    from explorer.session.questions import Question, Questions
    from explorer.session.view import View
    from explorer.widgets.column import Column

HEIGHT_PX, BUTTON_PX, MARGIN_PX = 36, 28, 16
FIRST_HEIGHT_PX = 300


class _Title(QWidget):
    """What stands above the page."""

    def __init__(self, view: View, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dock_title")
        self.setFixedHeight(HEIGHT_PX)
        self._view = view
        self.name = Words(view, "heading", self, max_lines=1)
        self.name.say(name)
        self.count = Words(view, "label", self, ink="ink_3", max_lines=1)
        self.line = Words(view, "caption", self, ink="ink_3", max_lines=1)
        self.close_button = QToolButton(self)
        self.close_button.setObjectName("close_panel")
        self.close_button.setIcon(icon("x"))
        self.close_button.setAccessibleName(f"Close: {name}")
        self.close_button.setToolTip("Close")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give everything its place."""
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Put name, count and words in a line, as far as there is room."""
        x, end = MARGIN_PX, self.width() - BUTTON_PX - 12
        for part, gap in ((self.name, 8), (self.count, 16), (self.line, 0)):
            wide = max(min(part.natural_width, end - x), 0)
            part.fit(wide)
            part.setGeometry(QRect(x, (HEIGHT_PX - part.line_px) // 2, wide, part.line_px))
            x += wide + gap
        self.close_button.setGeometry(end + 4, (HEIGHT_PX - BUTTON_PX) // 2, BUTTON_PX, BUTTON_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the lines above and below."""
        painter = QPainter(self)
        line = QColor(self._view.theme.color("line"))
        painter.fillRect(0, 0, self.width(), 1, line)
        painter.fillRect(0, self.height() - 1, self.width(), 1, line)
        painter.end()


class PanelBelow(QWidget):
    """Holds one page. It is filled when it is looked at, as soon as there is an answer to fill it with.

    Parameters
    ----------
    name : str
        What stands above the page.
    question : callable
        What the page answers, asked of the open project.
    looking : str
        What is being done while there is no answer yet: "Looking for contradictions".

    Signals
    -------
    answered
        There is an answer: the page is to be filled.
    closed
        A person closed it.
    """

    answered = Signal()
    closed = Signal()

    def __init__(
        self,
        document: Document,
        view: View,
        questions: Questions,
        name: str,
        question: Question,
        looking: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._asking, self._question, self._looking = view, questions, question, looking
        self.title = _Title(view, name, self)
        self.title.close_button.clicked.connect(self.closed)
        self._scroll = QScrollArea(self)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._page: Column | None = None
        self._widest = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.title)
        column.addWidget(self._scroll, 1)
        view.theme_changed.connect(self.arrange)
        document.changed.connect(self._on_changed)

    def set_page(self, page: Column, widest_px: int) -> None:
        """Put in the page; it grows no wider than is good for reading."""
        self._page, self._widest = page, widest_px
        self._scroll.setWidget(page)

    def say(self, count: str, line: str = "") -> None:
        """Say how much there is."""
        self.title.count.say(count)
        self.title.line.say(line)
        self.title.arrange()

    def refresh(self) -> None:
        """Show what is true now, if anybody looks; until that is known, say that it is being looked for."""
        if not self.isVisible() or self._page is None:
            return
        is_known = self._asking.is_settled(self._question)
        self._page.setVisible(is_known)
        if is_known:
            self.answered.emit()
        else:
            self.say("", f"{self._looking}…")
            self._asking.settle(self._question, self._looking, self.refresh)

    def arrange(self) -> None:
        """Give the page its size."""
        if self._page is not None:
            width = min(max(self._scroll.viewport().width(), 200), self._widest)
            self._page.resize(width, self._page.fit(width))
            self._page.update()

    def sizeHint(self) -> QSize:
        """Return the height to begin with."""
        return QSize(600, FIRST_HEIGHT_PX)

    def showEvent(self, event: QShowEvent) -> None:
        """Fill what nobody could see until now."""
        super().showEvent(event)
        self.refresh()

    def _on_changed(self, delta: Delta) -> None:
        if delta.facts:
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page."""
        super().resizeEvent(event)
        self.arrange()
