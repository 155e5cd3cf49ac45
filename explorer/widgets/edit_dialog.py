"""Edits one thing: everything that it says, in a form made from its model. Nothing is committed half."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from explorer.model.anchoring import quote_at
from explorer.model.editing import Sort, Target, name_of
from explorer.model.facts import EntityKind, Evidence, Quote, RelationKind
from explorer.model.quotes import find
from explorer.model.sentences import kind_line
from explorer.model.values import one_line
from explorer.session.choices import entities_called, kinds_between
from explorer.widgets.model_form import ModelForm, Reference
from explorer.widgets.pick_field import Choice
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QKeyEvent

    from explorer.model.editing import Editable
    from explorer.model.project import Project
    from explorer.session.view import View

SIZE = QSize(520, 560)
HIDDEN = {
    Sort.ENTITY: {"id", "facts"},
    Sort.RELATION: {"id", "evidence"},
    Sort.FACT: {"id", "evidence"},
    Sort.EVIDENCE: {"id"},
    Sort.ARTICLE: {"id", "text", "text_sha256", "sections"},
    Sort.ENTITY_KIND: {"id"},
    Sort.RELATION_KIND: {"id"},
}
"""What is not asked for: ids, what has forms of its own, and the text of an article, which is frozen."""


class EditDialog(QDialog):
    """Shows a value to be edited.

    Signals
    -------
    saved : object
        The value as it is to be.
    delete_requested
        It is to be deleted instead.
    """

    saved = Signal(object)
    delete_requested = Signal()

    def __init__(
        self, view: View, project: Project, target: Target, value: Editable, parent: QWidget, *, is_new: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName("edit_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE.boundedTo(parent.size()))
        self._view, self._project, self._target, self._value = view, project, target, value
        what = f"New {target.sort.value}" if is_new else f"Edit {name_of(project, target)}"
        self.setWindowTitle(what)
        self._build(what, is_new=is_new)

    def _build(self, what: str, *, is_new: bool) -> None:
        title = QLabel(what)
        title.setTextFormat(Qt.TextFormat.PlainText)
        title.setFont(ui_font(17, semibold=True))
        title.setWordWrap(True)
        self.form = ModelForm(self._view, self._value, HIDDEN[self._target.sort], self._references())
        self.form.layout().setContentsMargins(0, 0, 12, 0)  # type: ignore[union-attr]  # it has one
        sheet = QScrollArea()
        sheet.setWidgetResizable(True)
        sheet.setFrameShape(QFrame.Shape.NoFrame)
        sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        inner = QVBoxLayout(body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.form)
        inner.addStretch(1)
        sheet.setWidget(body)
        self.notice = QLabel()
        self.notice.setObjectName("edit_notice")
        self.notice.setTextFormat(Qt.TextFormat.PlainText)
        self.notice.setWordWrap(True)
        self.notice.hide()
        foot = QHBoxLayout()
        foot.setSpacing(8)
        if not is_new and can_delete(self._project, self._value):
            foot.addWidget(self._button("edit_delete", "Delete…", self._delete))
        foot.addStretch(1)
        foot.addWidget(self._button("edit_cancel", "Cancel", self.reject))
        save = self._button("edit_save", "Add" if is_new else "Save", self.save)
        save.setProperty("filled", "true")
        save.setDefault(True)
        foot.addWidget(save)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(title)
        column.addWidget(sheet, 1)
        column.addWidget(self.notice)
        column.addLayout(foot)

    def _button(self, name: str, words: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: run())
        return button

    # -- references -----------------------------------------------------------------------------

    def _references(self) -> dict[str, Reference]:
        entity = Reference(self._entities, self._entity)
        if self._target.sort is Sort.RELATION:
            return {"source": entity, "target": entity, "kind": Reference(self._kinds, self._kind)}
        if self._target.sort is Sort.ENTITY:
            return {"kind": Reference(self._entity_kinds, self._entity_kind)}
        if self._target.sort is Sort.EVIDENCE:
            return {"speaker": entity, "article": Reference(self._articles, self._article)}
        return {}

    def _entities(self, letters: str) -> list[Choice]:
        return [Choice(*own) for own in entities_called(self._project, letters) if own.key]

    def _entity(self, key: str) -> Choice:
        found = self._project.entities.get(key)
        if found is None:
            return Choice(key, key, "not in this graph")
        return Choice(key, one_line(found.name), kind_line(self._project, found), found.kind)

    def _kinds(self, letters: str) -> list[Choice]:
        return [Choice(*own) for own in kinds_between(self._project, letters, "", "") if own.key]

    def _kind(self, key: str) -> Choice:
        return Choice(key, one_line(self._project.vocabulary.relation_kind(key).label))

    def _entity_kinds(self, letters: str) -> list[Choice]:
        kinds = self._project.vocabulary.entity.values()
        return [self._entity_kind(kind.id) for kind in kinds if letters.casefold() in kind.label.casefold()]

    def _entity_kind(self, key: str) -> Choice:
        return Choice(key, one_line(self._project.vocabulary.entity_kind(key).label), "", key)

    def _articles(self, letters: str) -> list[Choice]:
        found = (key for key, own in self._project.articles.items() if letters.casefold() in own.title.casefold())
        return [self._article(key) for key in found]

    def _article(self, key: str) -> Choice:
        found = self._project.articles.get(key)
        return Choice(key, key, "not in this graph") if found is None else Choice(key, one_line(found.title))

    # -- ending ---------------------------------------------------------------------------------

    def save(self) -> None:
        """Hand the value over, if it is valid; else say beside its fields what is wrong."""
        result = self.form.result()
        if result is None:
            return
        wrong = dict(self._wrong(result))
        for path, words in wrong.items():
            self.form.say(path, words)
        if wrong:
            return
        if isinstance(result, Evidence):
            result = self._anchored(result)
        self.saved.emit(result)

    def say(self, words: str) -> None:
        """Say why it could not be saved."""
        self.notice.setText(words)
        self.notice.show()

    def _wrong(self, value: object) -> Iterable[tuple[str, str]]:
        """Yield what is wrong with ids and quotations, which a model cannot know."""
        tables = {
            "source": self._project.entities, "target": self._project.entities,
            "speaker": self._project.entities, "article": self._project.articles,
        }  # fmt: skip
        for name in self._references():
            held = getattr(value, name)
            if name in tables and held and held not in tables[name]:
                yield name, f"Nothing here is called “{one_line(held)[:60]}”. Choose one from the list while typing."
        if self._target.sort is Sort.RELATION and getattr(value, "kind", "") not in self._project.vocabulary.relation:
            yield "kind", "There is no such kind. Choose one from the list, or make it under Edit ▸ Kinds."
        if self._target.sort is Sort.ENTITY and getattr(value, "kind", "") not in self._project.vocabulary.entity:
            yield "kind", "There is no such kind. Choose one from the list, or make it under Edit ▸ Kinds."
        if isinstance(value, Evidence):
            text, before = self._text(value), self._value
            is_as_it_was = isinstance(before, Evidence) and before.quote.exact == value.quote.exact
            if text and not is_as_it_was and not find(value.quote, text).places:
                yield "quote.exact", "These words are not in the text of the article. Copy them from there."

    def _text(self, evidence: Evidence) -> str:
        article = self._project.articles.get(evidence.article)
        return "" if article is None or article.text is None else article.text

    def _anchored(self, evidence: Evidence) -> Evidence:
        """Return evidence with what stands around its words, where they were changed and the text is known."""
        text, before = self._text(evidence), self._value
        if not text or (isinstance(before, Evidence) and before.quote == evidence.quote):
            return evidence
        found = find(evidence.quote, text)
        if found.start is None or found.end is None:
            return evidence
        return evidence.model_copy(update={"quote": Quote.model_validate(quote_at(text, found.start, found.end))})

    def _delete(self) -> None:
        self.delete_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+Enter from anywhere."""
        is_enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save()
        else:
            super().keyPressEvent(event)


def can_delete(project: Project, value: Editable) -> bool:
    """Return whether it can be deleted: built-in kinds cannot."""
    if isinstance(value, EntityKind):
        return any(kind.id == value.id for kind in project.kinds.entity)
    if isinstance(value, RelationKind):
        return any(kind.id == value.id for kind in project.kinds.relation)
    return True
