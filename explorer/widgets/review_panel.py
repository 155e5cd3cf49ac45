"""The panel under the article in which suggestions are decided on, one at a time and by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
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
from explorer.model.facts import Stance
from explorer.model.guessing import SPEAKING
from explorer.model.sentences import relation_sentence
from explorer.model.tying import kinds_for
from explorer.model.values import one_line
from explorer.widgets.icons import icon
from explorer.widgets.theming import ui_font
from explorer.widgets.words import flat

if TYPE_CHECKING:
    from explorer.model.suggesting import Waiting
    from explorer.session.document import Document
    from explorer.session.reviewing import Reviewer
    from explorer.session.view import View

HEIGHT_PX, EDGE_PX, BUTTON_PX = 156, 32, 28
QUOTATION_PX, NARROWEST_PX = 36, 64  # two lines; a field
ROOM_FOR_KEYS_PX = 700
MOST_SPEAKERS = 200
ARTICLE_ITSELF = "the article in its own voice"
NOTHING = "Nothing waits to be reviewed. Edit ▸ Suggest relations searches the article in the tab."
KEYS = "Enter accepts · R rejects · S skips · Tab changes it first · Ctrl+Z takes back"


class ReviewPanel(QWidget):
    """Shows one suggestion and takes the decision on it.

    Signals
    -------
    passage_wanted : str, int, int
        The words it rests on are to be seen: the article, and their place in code points.
    """

    passage_wanted = Signal(str, int, int)

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
        self.kind, self.stance, self.speaker = (_choice(*own) for own in (
            ("review_kind", "Relation"), ("review_stance", "Stance"), ("review_speaker", "Speaker"),
        ))  # fmt: skip
        for stance in Stance:
            self.stance.addItem(stance.value, stance)
        self.reason = _Reason()
        self.reason.setObjectName("review_reason")
        self.reason.setAccessibleName("Why it is rejected")
        self.reason.setPlaceholderText("Why not? Enter rejects it, Esc goes back")
        self.reason.setMaxLength(400)
        self.reason.returnPressed.connect(self._reject)
        self.accept_button = _button("review_accept", "Accept", self.accept)
        self.accept_button.setProperty("filled", "true")
        self.reject_button = _button("review_reject", "Reject…", self.ask_reason)
        self.skip_button = _button("review_skip", "Skip", self.skip)
        for choice in (self.kind, self.stance, self.speaker):
            choice.currentIndexChanged.connect(self._name_button)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.count, 1)
        self.keys = _label("review_keys", 11, KEYS)
        head.addWidget(self.keys)
        head.addWidget(self.close_button)
        self.controls = QWidget()
        row = QHBoxLayout(self.controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part, stretch in ((self.kind, 3), (self.stance, 2), (self.speaker, 3)):
            row.addWidget(part, stretch)
        row.addSpacing(8)
        for button in (self.accept_button, self.reject_button, self.skip_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE_PX, 4, 16, 12)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.sentence)
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
        """Accept what is shown, with whatever was changed of it."""
        own = self._shown
        if own is None:
            return
        stance, kind, speaker = self._chosen()
        try:
            self._reviewer.accept(
                stance=stance if stance is not own.evidence.stance else None,
                kind=kind if kind != own.relation.kind else None,
                speaker=speaker if speaker != own.evidence.speaker else "",
            )
        except BadChange as error:
            self.quotation.setText(str(error))

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

    def _chosen(self) -> tuple[Stance, str, str | None]:
        return Stance(self.stance.currentData()), self.kind.currentData(), self.speaker.currentData()

    # -- showing --------------------------------------------------------------------------------

    def _refresh(self) -> None:
        if self.isHidden():
            return
        own = self._reviewer.current
        self.count.setText(self._reviewer.words)
        if own == self._shown and own is not None:
            return
        self._shown = own
        for part in (self.kind, self.stance, self.speaker, self.accept_button, self.reject_button, self.skip_button):
            part.setEnabled(own is not None)
        if own is None:
            self.sentence.setText("")
            self.quotation.setText(NOTHING)
            return
        project, item = self._document.project, own.evidence
        self.sentence.setText(flat(relation_sentence(project, own.relation)))
        told = f"“{one_line(item.quote.exact)}”"
        extra = [
            f"cue “{one_line(item.cue)}”" if item.cue else "",
            one_line(item.note or ""),
            item.method.partition(":")[2],
        ]
        self.quotation.setText(" · ".join([told, *(part for part in extra if part)]))
        self.quotation.setToolTip("")
        self._fill(own)
        self._name_button()
        if item.quote.start is not None and item.quote.end is not None:
            self.passage_wanted.emit(item.article, item.quote.start, item.quote.end)
        if not self.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill(self, own: Waiting) -> None:
        project, item = self._document.project, own.evidence
        kinds = dict.fromkeys((own.relation.kind, *kinds_for(project, own.relation.source, own.relation.target)))
        for choice in (self.kind, self.speaker):
            choice.blockSignals(True)
            choice.clear()
        for kind in kinds:
            self.kind.addItem(flat(project.vocabulary.relation_kind(kind).label), kind)
        self.speaker.addItem(ARTICLE_ITSELF, None)
        able = [key for key, entity in project.entities.items() if entity.kind in SPEAKING][:MOST_SPEAKERS]
        own_speaker = [item.speaker] if item.speaker is not None and item.speaker in project.entities else []
        for key in dict.fromkeys([*own_speaker, *able]):
            self.speaker.addItem(flat(project.entities[key].name), key)
        self.speaker.setCurrentIndex(max(self.speaker.findData(item.speaker), 0) if item.speaker else 0)
        self.stance.setCurrentIndex(self.stance.findData(item.stance))
        for choice in (self.kind, self.speaker):
            choice.blockSignals(False)

    def _name_button(self) -> None:
        own = self._shown
        is_same = own is None or self._chosen() == (own.evidence.stance, own.relation.kind, own.evidence.speaker)
        self.accept_button.setText("Accept" if is_same else "Accept changed")

    # -- keys -----------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Decide by one key."""
        does = {
            Qt.Key.Key_Return: self.accept, Qt.Key.Key_Enter: self.accept, Qt.Key.Key_A: self.accept,
            Qt.Key.Key_R: self.ask_reason, Qt.Key.Key_S: self.skip, Qt.Key.Key_Right: self.skip,
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


def _choice(name: str, what: str) -> QComboBox:
    choice = QComboBox()
    choice.setObjectName(name)
    choice.setAccessibleName(what)
    choice.setToolTip(what)
    choice.setMinimumWidth(NARROWEST_PX)
    choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    choice.setMinimumContentsLength(3)
    return choice


def _button(name: str, text: str, does: object) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(name)
    button.clicked.connect(does)
    return button
