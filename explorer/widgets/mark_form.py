"""The small form at marked words: who, does what, to whom, how firmly, says who. Enter adds it, Esc leaves no trace."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from explorer.model.editing import fresh_id, short
from explorer.model.facts import RelationKind, Stance
from explorer.model.guessing import Guess, guess
from explorer.model.marking import Mark, NewEntity, fitting
from explorer.model.sentences import relation_sentence
from explorer.model.values import conflict, one_line
from explorer.session.choices import entities_called, in_text, kinds_between, misfit
from explorer.widgets.pick_field import Choice, PickField
from explorer.widgets.tab_order import put_in_order, stops_in
from explorer.widgets.theming import source_font, ui_font
from explorer.widgets.value_fields import QualifierFields

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from explorer.model.project import Project
    from explorer.model.suggesting import Waiting
    from explorer.session.view import View

WIDTH_PX, NARROWEST_PX, EDGE_PX = 460, 300, 8
PADDING_PX, LABEL_PX, ROW_PX = 16, 64, 28
RADIUS_PX = 8
SHOWN_WORDS = 150
SPEAKING = ("person", "company", "organization", "public_body")
ARTICLE_ITSELF = "the article in its own voice"
UNSUPPORTED = "No words support it yet: it is drawn as unsupported until a quotation is attached."


class MarkForm(QFrame):
    """Asks what some words say, prefilled with what can be guessed.

    Signals
    -------
    confirmed : Mark
        The words are to be added so.
    closed
        It is gone, one way or the other.
    """

    confirmed = Signal(object)
    closed = Signal()

    def __init__(self, view: View, project: Project, recent: Sequence[str], window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("mark_form")
        self.setAccessibleName("What do these words say?")
        self._view, self._project, self._recent = view, project, tuple(recent)
        self._article, self._start, self._end = "", 0, 0
        self._cue: str | None = None
        self._does = ""  # what the button says, whatever there is to be added to
        self._suggested: str | None = None  # the relation that only the words asked about suggest
        self._anchor = QRect()
        self._back_to: QWidget | None = None
        self._build()

    # -- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        self.words = QLabel()
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.subject = self._pick("mark_subject", "Subject", self._subjects)
        self.kind = self._pick("mark_kind", "Relation", self._kinds)
        self.object = self._pick("mark_object", "Object", self._objects)
        self.speaker = self._pick("mark_speaker", "Speaker", self._speakers)
        self.speaker.setPlaceholderText(ARTICLE_ITSELF)
        self.stance = QComboBox()
        self.stance.setObjectName("mark_stance")
        self.stance.setAccessibleName("Stance")
        for stance in Stance:
            self.stance.addItem(stance.value, stance)
        self.cue = _small("mark_cue")
        self.qualifiers = QualifierFields(self)
        self.qualifiers.grown.connect(self._refresh_place)
        self.into = QComboBox()
        self.into.setObjectName("mark_into")
        self.into.setAccessibleName("Goes to")
        self.into.setMinimumWidth(0)
        self.into.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.into.setMinimumContentsLength(12)
        self.notice = _small("mark_notice")
        self.notice.setWordWrap(True)
        self.add = QPushButton("Add relation")
        self.add.setObjectName("mark_add")
        self.add.setProperty("filled", "true")
        self.add.clicked.connect(self.submit)
        self.into.currentIndexChanged.connect(self._name_button)
        self._lay_out()

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnMinimumWidth(0, LABEL_PX)
        self._grid.setColumnStretch(1, 1)
        said = QWidget()
        saying = QHBoxLayout(said)
        saying.setContentsMargins(0, 0, 0, 0)
        saying.setSpacing(8)
        saying.addWidget(self.stance)
        saying.addWidget(self.cue, 1)
        rows = (
            ("Subject", self.subject), ("Relation", self.kind), ("Object", self.object), ("Stance", said),
            ("Speaker", self.speaker), ("Figures", self.qualifiers), ("Goes to", self.into),
        )  # fmt: skip
        self._labels: dict[str, QLabel] = {}
        for row, (label, field) in enumerate(rows):
            self._labels[label] = caption = _small("", label)
            at_top = field is self.qualifiers
            caption.setFixedHeight(ROW_PX if at_top else caption.sizeHint().height())
            self._grid.addWidget(
                caption, row, 0, Qt.AlignmentFlag.AlignTop if at_top else Qt.AlignmentFlag.AlignVCenter
            )
            self._grid.addWidget(field, row, 1)
        cancel = QPushButton("Cancel")
        cancel.setObjectName("mark_cancel")
        cancel.clicked.connect(self.leave)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._foot = _small("", "Enter adds it, Esc leaves no trace")
        foot.addWidget(self._foot, 1)
        foot.addWidget(cancel)
        foot.addWidget(self.add)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(PADDING_PX, 12, PADDING_PX, 12)
        column.setSpacing(8)
        column.addWidget(self.words)
        column.addLayout(self._grid)
        column.addWidget(self.notice)
        column.addLayout(foot)

    def _pick(self, name: str, label: str, suggest: object) -> PickField:
        field = PickField(self._view, suggest, name, label, self)  # type: ignore[arg-type]  # a method of this form
        field.picked.connect(self._refresh)
        return field

    # -- opening --------------------------------------------------------------------------------

    def ask_about(self, article: str, start: int, end: int, anchor: QRect, into: str | None = None) -> None:
        """Ask about words of an article.

        Parameters
        ----------
        article : str
        start, end : int
            Where the words stand in its text, in code points.
        anchor : QRect
            Where they are seen, on the screen.
        into : str, optional
            The relation that they are to support.
        """
        self._article, self._start, self._end = article, start, end
        text = self._project.articles[article].text or ""
        self._show_words(text[start:end])
        found = guess(self._project, article, start, end)
        relation = self._project.relations.get(into or "")
        if relation is not None:
            found = replace(found, subject=relation.source, kinds=(relation.kind,), object=relation.target)
        self._prefill(found)
        if relation is not None:
            self.into.setCurrentIndex(max(self.into.findData(into), 0))
        self._open(anchor)

    def ask_again(self, own: Waiting, anchor: QRect) -> None:
        """Ask what the words of a suggestion are to say instead; everything stands as it was suggested."""
        tie, item = own.relation, own.evidence
        self._article, self._start, self._end = item.article, item.quote.start or 0, item.quote.end or 0
        self._suggested = tie.id if len(tie.evidence) == 1 else None
        self._does = "Accept"
        self._foot.setText("Enter accepts it so, Esc decides nothing")
        self._show_words(item.quote.exact)
        self._prefill(
            Guess(tie.source, (tie.kind,), tie.target, item.stance, item.cue, item.speaker, dict(tie.qualifiers))
        )
        self._open(anchor)

    def ask_between(self, source: str, target: str, anchor: QRect) -> None:
        """Ask how two entities are tied, without words that say so."""
        self.words.setFont(ui_font(12))
        self.words.setText(UNSUPPORTED)
        self.subject.show_choice(self._chosen(source))
        self.object.show_choice(self._chosen(target))
        found = self._kinds("")
        self.kind.show_choice(found[0] if found else None)
        for label in ("Stance", "Speaker"):
            self._labels[label].hide()
        for part in (self.stance, self.cue, self.speaker):
            part.hide()
        self._open(anchor)
        self.kind.setFocus()

    def _show_words(self, words: str) -> None:
        words = one_line(words)
        self.words.setFont(source_font(15))
        self.words.setText(f"“{words if len(words) <= SHOWN_WORDS else words[: SHOWN_WORDS - 1] + '…'}”")

    def _prefill(self, found: Guess) -> None:
        kind = next(iter(found.kinds), None)
        self.subject.show_choice(self._chosen(found.subject))
        self.object.show_choice(self._chosen(found.object))
        if kind is not None:
            self.kind.show_choice(Choice(kind, one_line(self._project.vocabulary.relation_kind(kind).label)))
        self._cue = found.cue
        self.cue.setText(f"cue “{one_line(found.cue)[:40]}”" if found.cue else "")
        self.stance.setCurrentIndex(self.stance.findData(found.stance))
        self.speaker.show_choice(self._chosen(found.speaker))
        self.qualifiers.show_values(found.qualifiers)
        self._refresh()

    def _open(self, anchor: QRect) -> None:
        self._anchor = anchor
        self._back_to = QApplication.focusWidget()
        self._refresh()
        self.show()
        self.place()
        self.raise_()
        put_in_order([self])
        missing = self._missing()
        (missing if missing is not None else self.subject).setFocus()

    def place(self) -> None:
        """Stand below the words, or above them where there is more room, and wholly inside the window."""
        room = self.window().rect().adjusted(EDGE_PX, EDGE_PX, -EDGE_PX, -EDGE_PX)
        width = max(min(WIDTH_PX, room.width()), NARROWEST_PX)
        height = self._column.heightForWidth(width)
        words = QRect(self.window().mapFromGlobal(self._anchor.topLeft()), self._anchor.size())
        x = max(room.left(), min(words.left(), room.right() - width))
        y = words.bottom() + EDGE_PX
        if y + height > room.bottom():
            above = words.top() - EDGE_PX - height
            y = above if above >= room.top() else y
        y = max(room.top(), min(y, room.bottom() - height))
        self.setGeometry(x, y, width, height)

    # -- what may be meant ----------------------------------------------------------------------

    def _chosen(self, entity: str | NewEntity | None) -> Choice | None:
        if isinstance(entity, NewEntity):
            label = in_text(self._project.vocabulary.entity_kind(entity.kind).label)
            return Choice("", one_line(entity.name), f"new {label}", entity.kind)
        found = self._project.entities.get(entity or "")
        return None if found is None else Choice(found.id, one_line(found.name), "", found.kind)

    def _relation_kind(self) -> RelationKind | None:
        return self._project.vocabulary.relation.get(self.kind.choice.key) if self.kind.choice is not None else None

    def _subjects(self, letters: str) -> list[Choice]:
        kind = self._relation_kind()
        return self._entities(letters, () if kind is None else kind.domain)

    def _objects(self, letters: str) -> list[Choice]:
        kind = self._relation_kind()
        return self._entities(letters, () if kind is None else kind.range)

    def _speakers(self, letters: str) -> list[Choice]:
        return self._entities(letters, SPEAKING)

    def _entities(self, letters: str, kinds: Collection[str]) -> list[Choice]:
        return [Choice(*own) for own in entities_called(self._project, letters, kinds)]

    def _kinds(self, letters: str) -> list[Choice]:
        source, target = (
            field.choice.kind if field.choice is not None else "" for field in (self.subject, self.object)
        )
        return [Choice(*own) for own in kinds_between(self._project, letters, source, target, self._recent)]

    # -- keeping in step ------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Offer the relations that say so already, and say what a person should know."""
        picked = [field.choice for field in (self.subject, self.kind, self.object)]
        keys = [choice.key if choice is not None else "" for choice in picked]
        there = fitting(self._project, *keys) if all(keys) and self._article else ()
        there = tuple(key for key in there if key != self._suggested)
        if [self.into.itemData(row) for row in range(self.into.count())] != [*there, None]:
            self.into.clear()
            for key in there:
                self.into.addItem(
                    f"Add to “{short(relation_sentence(self._project, self._project.relations[key]))}”", key
                )
            self.into.addItem("A new relation", None)
            self.into.setCurrentIndex(next((row for row, key in enumerate(there) if self._agrees(key)), len(there)))
        for part in (self.into, self._labels["Goes to"]):
            part.setVisible(bool(there))
        kind = self._relation_kind()
        ends = [choice.kind if choice is not None else "" for choice in (picked[0], picked[2])]
        self.say(misfit(self._project, kind, *ends) if kind is not None else "")
        self._name_button()
        self._refresh_place()

    def _agrees(self, relation: str) -> bool:
        """Whether the figures of the words are none that the relation says otherwise."""
        told = self._project.relations[relation].qualifiers
        return not any(name in told and conflict(told[name], own) for name, own in self.qualifiers.values().items())

    def _refresh_place(self) -> None:
        if self.isVisible():
            self._column.activate()
            self.place()

    def _name_button(self) -> None:
        is_new = self.into.currentData() is None
        self.add.setText(self._does or ("Add relation" if is_new else "Add passage"))
        for part in (self.qualifiers, self._labels["Figures"]):
            part.setVisible(is_new)  # a relation that is there has its own
        self._refresh_place()

    def say(self, words: str) -> None:
        """Say something below the fields."""
        self.notice.setText(words)
        self.notice.setVisible(bool(words))

    # -- ending ---------------------------------------------------------------------------------

    def submit(self) -> None:
        """Add what the fields say, or go to the first that says nothing."""
        for field in (self.subject, self.kind, self.object, self.speaker):
            field.settle()
        missing = self._missing()
        if missing is not None:
            self.say(f"{missing.accessibleName()}: choose one from the list while typing, or a new one.")
            self.place()
            missing.setFocus()
            return
        self.confirmed.emit(self._mark())

    def _missing(self) -> PickField | None:
        for field in (self.subject, self.kind, self.object):
            if field.choice is None:
                return field
        return self.speaker if self.speaker.choice is None and self.speaker.text().strip() else None

    def _mark(self) -> Mark:
        into = self.into.currentData()
        return Mark(
            article=self._article,
            start=self._start,
            end=self._end,
            subject=_who(self.subject.choice),
            kind=self._kind_meant(),
            object=_who(self.object.choice),
            stance=Stance(self.stance.currentData()),
            speaker=None if self.speaker.choice is None else _who(self.speaker.choice),
            cue=self._cue,
            qualifiers=self.qualifiers.values(),
            into=into,
        )

    def _kind_meant(self) -> str | RelationKind:
        choice = self.kind.choice
        assert choice is not None
        if not choice.is_new:
            return choice.key
        ends = [field.choice.kind for field in (self.subject, self.object) if field.choice is not None]
        key = fresh_id(choice.text, self._project.vocabulary.relation, "_")
        return RelationKind(id=key, label=choice.text, domain=(ends[0],), range=(ends[1],))

    def leave(self) -> None:
        """Close; nothing has happened."""
        self.hide()
        self.closed.emit()
        if self._back_to is not None and self._back_to.isVisible():
            self._back_to.setFocus()
        self.deleteLater()

    # -- events ---------------------------------------------------------------------------------

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802, FBT001  # Qt's
        """Keep Tab inside."""
        stops = [stop for stop in stops_in(self) if not isinstance(stop.parent(), QComboBox)]
        focus = QApplication.focusWidget()
        if focus is not None and isinstance(focus.parent(), QComboBox):
            focus = focus.parentWidget()
        if focus not in stops:
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(stops.index(focus) + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the shortcut that leaves other things."""
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with Enter, leave with Esc; nothing reaches what lies below."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()

    def mousePressEvent(self, event: object) -> None:
        """Let nothing through to what lies below."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the card."""
        theme = self._view.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.color("line_strong")), 1.0))
        painter.setBrush(QColor(theme.color("panel")))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_PX, RADIUS_PX)
        painter.end()


def _who(choice: Choice | None) -> str | NewEntity:
    assert choice is not None
    return NewEntity(choice.text, choice.kind) if choice.is_new else choice.key


def _small(name: str, text: str = "") -> QLabel:
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(ui_font(11))
    label.setForegroundRole(label.foregroundRole().PlaceholderText)
    return label
