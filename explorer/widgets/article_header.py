"""The bar above an article: title, outlet, date, how much of it there is, and which passage one is at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from explorer.model.citations import date_published, web_address
from explorer.model.sentences import counted
from explorer.widgets.icons import icon
from explorer.widgets.words import Run, Words, as_tooltip, flat

if TYPE_CHECKING:
    from explorer.model.facts import Article
    from explorer.session.view import View

HEIGHT_PX = 48
BUTTON_PX = 28
LEFT_PX, RIGHT_PX = 32, 16
NARROW_PX = 600  # below this the title needs the room of words


class ArticleHeader(QWidget):
    """Says which article this is.

    Signals
    -------
    stepped : int
        The next (+1) or previous (-1) passage is wanted.
    url_requested : str
        The original is to be opened.
    attach_requested
        A person has the full text of this article.
    mark_requested
        The selected words are to become evidence.
    """

    stepped = Signal(int)
    url_requested = Signal(str)
    attach_requested = Signal()
    mark_requested = Signal()

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEIGHT_PX)
        self._view = view
        self._address: str | None = None
        self.title = Words(view, "quote", self, max_lines=1)
        self.line = Words(view, "caption", self, ink="ink_3", max_lines=1)
        self.place = Words(view, "label", self, ink="ink_2", max_lines=1)
        self.previous = self._button("previous_excerpt", "chevron-left", "Previous passage of the article")
        self.next = self._button("next_excerpt", "chevron-right", "Next passage of the article")
        self.original = self._button("open_original", "external-link", "Open the original")
        self.attach = self._button(
            "attach_button", "file-text", "Attach text: show the full article from your own copy"
        )
        self.attach.setText("Attach text…")
        self.attach.clicked.connect(self.attach_requested)
        self.mark = self._button("mark_words", "message-square-quote", "Make a relation of the selected words (Enter)")
        self.mark.setEnabled(False)
        self.mark.clicked.connect(self.mark_requested)
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.original.clicked.connect(lambda: self.url_requested.emit(self._address or ""))

    def show_article(self, article: Article, passages: int, doubts: int) -> None:
        """Show an article: how many different quotations of it there are, and how many not where they should be."""
        self.title.set_runs(Run(flat(article.title), semibold=True))
        self.line.say(" · ".join(_about(article, passages, doubts)))
        self._address = web_address(article.url)
        self.original.setToolTip(as_tooltip(f"Open {self._address}") if self._address else "")
        self.attach.setVisible(article.text is None)
        self.mark.setVisible(article.text is not None)
        for button in (self.previous, self.next):
            button.setEnabled(passages > 0)
        self.show_place(None, passages)

    def show_place(self, current: int | None, passages: int) -> None:
        """Show which passage one is at, counted from 0."""
        self.place.say(counted(passages, "passage") if current is None else f"{current + 1} of {passages}")
        self._arrange()

    def _button(self, name: str, icon_name: str, says: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setIcon(icon(icon_name))
        button.setIconSize(QSize(16, 16))
        button.setToolTip(says)
        button.setAccessibleName(says)
        return button

    def _arrange(self) -> None:
        self.original.setVisible(self._address is not None)
        x, top = self.width() - RIGHT_PX, (HEIGHT_PX - BUTTON_PX) // 2
        if self._address is not None:
            x -= BUTTON_PX
            self.original.setGeometry(x, top, BUTTON_PX, BUTTON_PX)
            x -= 8
        x -= BUTTON_PX
        self.next.setGeometry(x, top, BUTTON_PX, BUTTON_PX)
        wide = self.place.natural_width
        x -= wide + 4
        self.place.fit(wide)
        self.place.setGeometry(QRect(x, 16, wide, 16))
        x -= BUTTON_PX + 4
        self.previous.setGeometry(x, top, BUTTON_PX, BUTTON_PX)
        if not self.mark.isHidden():
            x -= BUTTON_PX + 4
            self.mark.setGeometry(x, top, BUTTON_PX, BUTTON_PX)
        if not self.attach.isHidden():
            style = Qt.ToolButtonStyle
            narrow = self.width() < NARROW_PX
            self.attach.setToolButtonStyle(style.ToolButtonIconOnly if narrow else style.ToolButtonTextBesideIcon)
            wide = BUTTON_PX if narrow else self.attach.sizeHint().width()
            x -= wide + 4
            self.attach.setGeometry(x, top, wide, BUTTON_PX)
        room = max(x - 16 - LEFT_PX, 0)
        self.title.fit(room)
        self.title.setGeometry(QRect(LEFT_PX, 4, room, 22))
        self.line.fit(room)
        self.line.setGeometry(QRect(LEFT_PX, 26, room, 16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons at the right edge."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw ground and line."""
        theme = self._view.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.color("canvas")))
        painter.fillRect(0, HEIGHT_PX - 1, self.width(), 1, QColor(theme.color("line")))
        painter.end()


def _about(article: Article, passages: int, doubts: int) -> list[str]:
    when = date_published(article)
    outlet = f"{flat(article.publisher)}, {when}" if article.publisher else when
    state = "full text" if article.text else "excerpts" if passages else "title only"
    parts = [outlet, state, counted(passages, "passage")]
    if doubts:
        parts.append(f"{doubts} not where the graph says")
    if article.authors:
        parts.insert(1, f"by {flat(', '.join(article.authors))}")
    if article.cites:
        parts.append(f"names as its sources: {flat(', '.join(article.cites))}")
    return parts
