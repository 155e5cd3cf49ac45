"""Qt item models over what is shown: the entities and the relations as lists, sorted as a person likes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from explorer.drawing.style import stroke_of
from explorer.model.sentences import counted, relation_sentence, standing_label
from explorer.model.standing import Standing
from explorer.model.values import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.model.changes import Delta
    from explorer.session.document import Document
    from explorer.session.view import View

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
ID_ROLE = Qt.ItemDataRole.UserRole
ROW_ROLE = Qt.ItemDataRole.UserRole + 1


class Order(StrEnum):
    """What a list is sorted by; the value is what the window calls it."""

    LINKS = "by links"
    NAME = "by name"
    KIND = "by kind"
    STANDING = "by standing"
    PASSAGES = "by passages"


ENTITY_ORDERS = (Order.LINKS, Order.NAME, Order.KIND)
RELATION_ORDERS = (Order.STANDING, Order.PASSAGES, Order.NAME, Order.KIND)
DISPUTED = (Standing.CONTESTED, Standing.DENIED)
STANDING_RANK = {
    standing: rank for rank, standing in enumerate(sorted(Standing, key=lambda each: each not in DISPUTED))
}


@dataclass(frozen=True)
class Row:
    """One line of a list."""

    id: str
    text: str
    kind: str  # of an entity, for its shape; of a relation, the key of its stroke
    group: str
    number: int  # relations of an entity, passages of a relation
    spoken: str  # for screen readers
    rank: int = 0  # of a relation, by how it stands: what is disputed first


class ShownList(QAbstractListModel):
    """The rows of what is shown. Rebuilt when facts or scope change; never holds a selection."""

    def __init__(
        self,
        document: Document,
        view: View,
        build: Callable[[Document, View], list[Row]],
        order: Order,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._view, self._build = document, view, build
        self._order = order
        self._rows: list[Row] = []
        self._at: dict[str, int] = {}
        view.scope_changed.connect(self.refresh)
        document.replaced.connect(self.refresh)
        document.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Read the rows again."""
        self.beginResetModel()
        self._rows = sorted(self._build(self._document, self._view), key=_key(self._order))
        self._at = {row.id: index for index, row in enumerate(self._rows)}
        self.endResetModel()

    @property
    def order(self) -> Order:
        """What the list is sorted by."""
        return self._order

    def set_order(self, order: Order) -> None:
        """Sort by something else."""
        self._order = order
        self.refresh()

    def row_of(self, key: str) -> int | None:
        """Return the row of an id, if it is in the list."""
        return self._at.get(key)

    def id_at(self, row: int) -> str:
        """Return the id in a row."""
        return self._rows[row].id

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802  # Qt
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's text, id, spoken text, or the row itself."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == ID_ROLE:
            return row.id
        return row if role == ROW_ROLE else None

    def _on_changed(self, delta: Delta) -> None:
        if delta.facts:
            self.refresh()


def entity_rows(document: Document, view: View) -> list[Row]:
    """Return the entities that are shown."""
    project, shown = document.project, view.visible
    rows = []
    for key in shown.entities:
        entity = project.entities[key]
        number = sum(1 for relation in project.relations_of(key) if relation in shown.relation_set)
        kind = project.vocabulary.entity_kind(entity.kind).label
        name = one_line(entity.name)
        spoken = f"{name}, {kind}, {counted(number, 'relation')}"
        rows.append(Row(key, name, entity.kind, kind, number, spoken))
    return rows


def relation_rows(document: Document, view: View) -> list[Row]:
    """Return the relations that are shown."""
    project = document.project
    rows = []
    for key in view.visible.relations:
        relation = project.relations[key]
        standing = project.standing(key)
        text = relation_sentence(project, relation)
        passages = len(relation.evidence)
        spoken = f"{text}, {standing_label(standing)}, {counted(passages, 'passage')}"
        stroke = stroke_of(project, relation)
        rows.append(Row(key, text, stroke, relation.kind, passages, spoken, STANDING_RANK[standing]))
    return rows


def _key(order: Order) -> Callable[[Row], tuple[object, ...]]:
    if order is Order.NAME:
        return lambda row: (row.text.casefold(), row.id)
    if order is Order.KIND:
        return lambda row: (row.group, row.text.casefold(), row.id)
    if order is Order.STANDING:
        return lambda row: (row.rank, row.text.casefold(), row.id)
    return lambda row: (-row.number, row.text.casefold(), row.id)
