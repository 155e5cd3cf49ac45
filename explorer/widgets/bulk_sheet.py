"""Edits everything that is selected alike: what is left open stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout

from explorer.model.editing import Sort, bulk
from explorer.model.facts import Entity, Relation, Stance, Status
from explorer.model.values import one_line
from explorer.model.words import counted
from explorer.session.choices import entities_called
from explorer.widgets.pick_field import Choice, PickField

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtWidgets import QWidget

    from explorer.model.editing import Target
    from explorer.model.project import Project
    from explorer.session.view import View

WIDTH_PX = 440
AS_IT_IS = "as it is"
NO_SPEAKER = "no-speaker"


class BulkSheet(QDialog):
    """Asks what all of them should be.

    Signals
    -------
    confirmed : Change, str
        How to make them so, and what that is called.
    """

    confirmed = Signal(object, str)

    def __init__(self, view: View, project: Project, targets: Sequence[Target], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("bulk_sheet")
        self.setWindowTitle("Edit what is selected")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH_PX)
        self._project, self._targets = project, tuple(targets)
        entities = sum(target.sort is Sort.ENTITY for target in targets)
        relations = len(targets) - entities
        kinds = project.vocabulary
        self._what = " and ".join(
            part
            for part in (
                counted(entities, "entity", "entities") if entities else "",
                counted(relations, "relation") if relations else "",
            )
            if part
        )
        self.entity_kind = _box("bulk_entity_kind", ((own.id, own.label) for own in kinds.entity.values()))
        self.subtype, self.alias = _line("bulk_subtype"), _line("bulk_alias")
        self.relation_kind = _box("bulk_relation_kind", ((own.id, own.label) for own in kinds.relation.values()))
        self.stance = _box("bulk_stance", ((own.value, own.value) for own in Stance))
        self.status = _box("bulk_status", ((own.value, own.value) for own in Status))
        self.speaker = PickField(view, self._speakers, "bulk_speaker", "Speaker")
        self.speaker.setPlaceholderText(AS_IT_IS)
        self._lay_out(entities, relations)

    def _lay_out(self, entities: int, relations: int) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        if entities:
            form.addRow("Kind of the entities", self.entity_kind)
            form.addRow("Subtype", self.subtype)
            form.addRow("Add an alias", self.alias)
        if relations:
            form.addRow("Kind of the relations", self.relation_kind)
            form.addRow("Stance of their passages", self.stance)
            form.addRow("Speaker of their passages", self.speaker)
            form.addRow("Status of their passages", self.status)
        told = QLabel(f"{self._what}. What you leave open stays as it is.")
        told.setWordWrap(True)
        cancel, save = QPushButton("Cancel"), QPushButton("Change all")
        cancel.clicked.connect(self.reject)
        save.clicked.connect(self.save)
        save.setObjectName("bulk_save")
        save.setProperty("filled", "true")
        save.setDefault(True)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(save)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(told)
        column.addLayout(form)
        column.addLayout(foot)

    def _speakers(self, letters: str) -> list[Choice]:
        found = [Choice(*own) for own in entities_called(self._project, letters) if own.key]
        return [*found, Choice(NO_SPEAKER, "nobody: the article in its own voice")]

    def save(self) -> None:
        """Hand the change over."""
        self.speaker.settle()
        change = bulk(self._project, self._targets, self._edited)
        self.confirmed.emit(change, f"Edit {self._what}")
        self.accept()

    def _edited(self, value: Any) -> Any:
        # Any: an entity or a relation, and it stays what it is.
        update: dict[str, Any] = {}
        if isinstance(value, Entity):
            alias = " ".join(self.alias.text().split())
            if self.entity_kind.currentData():
                update["kind"] = self.entity_kind.currentData()
            if self.subtype.text().strip():
                update["subtype"] = self.subtype.text().strip()
            if alias and alias not in (value.name, *value.aliases):
                update["aliases"] = (*value.aliases, alias)
        elif isinstance(value, Relation):
            if self.relation_kind.currentData():
                update["kind"] = self.relation_kind.currentData()
            evidence = self._evidence_update()
            if evidence and value.evidence:
                update["evidence"] = tuple(item.model_copy(update=evidence) for item in value.evidence)
        return value.model_copy(update=update) if update else value

    def _evidence_update(self) -> dict[str, Any]:
        update: dict[str, Any] = {}
        if self.stance.currentData():
            update["stance"] = Stance(self.stance.currentData())
        if self.status.currentData():
            update["status"] = Status(self.status.currentData())
        if self.speaker.choice is not None:
            update["speaker"] = None if self.speaker.choice.key == NO_SPEAKER else self.speaker.choice.key
        return update


def _box(name: str, rows: Iterable[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.addItem(AS_IT_IS, None)
    for key, label in rows:
        box.addItem(one_line(label), key)
    return box


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    line.setPlaceholderText(AS_IT_IS)
    line.setMaxLength(400)
    return line
