"""The panel under the article in which suggestions are decided on, one at a time and by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.model.errors import BadChange
from explorer.model.sentences import relation_sentence
from explorer.model.values import one_line, value_text
from explorer.widgets.icons import icon
from explorer.widgets.theming import ui_font
from explorer.widgets.words import flat

if TYPE_CHECKING:
    from explorer.model.project import Project
    from explorer.model.suggesting import Waiting
    from explorer.session.document import Document
    from explorer.session.reviewing import Reviewer
    from explorer.session.view import View

HEIGHT_PX, EDGE_PX, BUTTON_PX = 168, 32, 28
QUOTATION_PX = 36  # two lines
ROOM_FOR_KEYS_PX = 600
NOTHING = "Nothing waits to be reviewed. Edit ▸ Suggest relations searches the article in the tab."
NO_TEXT = "the text of its article is not here to look it up in"
KEYS = "Enter, C, R, S · Ctrl+Z takes back"


class ReviewPanel(QWidget):
    """Shows one suggestion and takes the decision on it.

    Signals
    -------
    passage_wanted : str, int, int
        The words it rests on are to be seen: the article, and their place in code points.
    change_wanted
        What is shown is to be changed before it is accepted.
    """

    passage_wanted = Signal(str, int, int)
    change_wanted = Signal()

    def __init__(self, document: Document, view: View, reviewer: Reviewer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review_panel")
        self.setAccessibleName("Review of suggestions")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(HEIGHT_PX)
        self._document, self._view, self._reviewer = document, view, reviewer
        self._shown: Waiting | None = None
        self._build()
        reviewer.changed.connect(self._refresh)
        view.theme_changed.connect(self.update)

    # -- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        self.count = _label("review_count", 12)
        self.count.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.close_button = QToolButton()
        self.close_button.setObjectName("review_close")
        self.close_button.setIcon(icon("x"))
        self.close_button.setIconSize(QSize(16, 16))
        self.close_button.setFixedSize(BUTTON_PX, BUTTON_PX)
        self.close_button.setToolTip("Close (Esc)")
        self.close_button.setAccessibleName("Close")
        self.close_button.clicked.connect(self.leave)
        self.sentence = _label("review_sentence", 14, semibold=True)
        self.quotation = _label("review_quotation", 12)
        self.quotation.setWordWrap(True)
        self.quotation.setFixedHeight(QUOTATION_PX)
        self.quotation.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.told = _label("review_told", 12)
        self.reason = _Reason()
        self.reason.setObjectName("review_reason")
        self.reason.setAccessibleName("Why it is rejected")
        self.reason.setPlaceholderText("Why not? Enter rejects it, Esc goes back")
        self.reason.setMaxLength(400)
        self.reason.returnPressed.connect(self._reject)
        self.accept_button = _button("review_accept", "Accept", self.accept)
        self.accept_button.setProperty("filled", "true")
        self.change_button = _button("review_change", "Change…", self.change)
        self.reject_button = _button("review_reject", "Reject…", self.ask_reason)
        self.skip_button = _button("review_skip", "Skip", self.skip)
        self.buttons = (self.accept_button, self.change_button, self.reject_button, self.skip_button)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.count, 1)
        head.addWidget(self.close_button)
        self.controls = QWidget()
        row = QHBoxLayout(self.controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in self.buttons:
            row.addWidget(button)
        self.keys = _label("review_keys", 11, KEYS)
        self.keys.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addSpacing(8)
        row.addWidget(self.keys, 1)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE_PX, 4, 16, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.sentence)
        column.addWidget(self.told)
        column.addWidget(self.quotation)
        column.addStretch(1)
        column.addWidget(self.controls)
        column.addWidget(self.reason)
        self.reason.hide()

    # -- what a person does ---------------------------------------------------------------------

    def open(self) -> None:
        """Show the panel and the first suggestion, and take the keyboard."""
        self.show()
        self._shown = None
        self._refresh()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> bool:
        """Go back from the reason, or hide the panel. Returns whether there was anything to leave."""
        if not self.reason.isHidden():
            self._ask(is_asking=False)
            return True
        was_there = not self.isHidden()
        self.hide()
        return was_there

    def accept(self) -> None:
        """Accept what is shown."""
        if self._shown is None:
            return
        try:
            self._reviewer.accept()
        except BadChange as error:
            self.quotation.setText(str(error))

    def change(self) -> None:
        """Ask what it is to say instead."""
        if self._shown is not None:
            self.change_wanted.emit()

    def ask_reason(self) -> None:
        """Ask why it is rejected."""
        if self._shown is not None:
            self._ask(is_asking=True)

    def skip(self) -> None:
        """Leave it for later."""
        self._reviewer.skip()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _reject(self) -> None:
        reason = self.reason.text()
        self._ask(is_asking=False)
        self._reviewer.reject(reason)

    def _ask(self, *, is_asking: bool) -> None:
        self.reason.clear()
        self.reason.setVisible(is_asking)
        self.controls.setVisible(not is_asking)
        (self.reason if is_asking else self).setFocus(Qt.FocusReason.OtherFocusReason)

    # -- showing --------------------------------------------------------------------------------

    def _refresh(self) -> None:
        if self.isHidden():
            return
        own = self._reviewer.current
        self.count.setText(self._reviewer.words)
        if own == self._shown and own is not None:
            return
        self._shown = own
        for button in self.buttons:
            button.setEnabled(own is not None)
        if own is None:
            self.sentence.setText("")
            self.quotation.setText(NOTHING)
            self.told.setText("")
            return
        project, item = self._document.project, own.evidence
        article = project.articles.get(item.article)
        self.sentence.setText(flat(relation_sentence(project, own.relation)))
        told = f"“{one_line(item.quote.exact)}”"
        extra = [
            f"cue “{one_line(item.cue)}”" if item.cue else "",
            one_line(item.note or ""),
            item.method.partition(":")[2],
            "" if article is not None and article.text is not None else NO_TEXT,
        ]
        self.quotation.setText(" · ".join([told, *(part for part in extra if part)]))
        self.quotation.setToolTip("")
        self.told.setText(_told(project, own))
        if item.quote.start is not None and item.quote.end is not None:
            self.passage_wanted.emit(item.article, item.quote.start, item.quote.end)
        if not self.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by one key."""
        does = {
            Qt.Key.Key_Return: self.accept, Qt.Key.Key_Enter: self.accept, Qt.Key.Key_A: self.accept,
            Qt.Key.Key_C: self.change, Qt.Key.Key_R: self.ask_reason, Qt.Key.Key_S: self.skip, Qt.Key.Key_Right: self.skip,
            Qt.Key.Key_Escape: self.leave,
        }.get(Qt.Key(event.key()))  # fmt: skip
        if does is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        else:
            does()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what the keys do where there is no room for it."""
        super().resizeEvent(event)
        self.keys.setVisible(self.width() >= ROOM_FOR_KEYS_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the ground and the line above."""
        theme = self._view.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.color("panel")))
        painter.fillRect(0, 0, self.width(), 1, QColor(theme.color("line")))
        if self.hasFocus():
            painter.fillRect(0, 0, self.width(), 2, QColor(theme.color("accent")))
        painter.end()


class _Reason(QLineEdit):
    """A line that keeps Enter to itself: Qt would hand it on, and the next suggestion would be accepted by it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say that Enter was pressed, and no more."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.returnPressed.emit()
        else:
            super().keyPressEvent(event)


def _label(name: str, size: int, text: str = "", *, semibold: bool = False) -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(ui_font(size, semibold=semibold))
    label.setSizePolicy(
        QSizePolicy.Policy.Ignored if not text else QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred
    )
    return label


def _told(project: Project, own: Waiting) -> str:
    """Return how firmly it is said, by whom, and the figures that come with it."""
    speaker = project.entities.get(own.evidence.speaker or "")
    who = one_line(speaker.name) if speaker is not None else "the article"
    figures = [f"{name.replace('_', ' ')} {flat(value_text(value))}" for name, value in own.relation.qualifiers.items()]
    return " · ".join([f"{who} {own.evidence.stance.value}", *figures])


def _button(name: str, text: str, does: object) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.clicked.connect(does)
    return button
