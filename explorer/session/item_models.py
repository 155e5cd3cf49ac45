"""Qt item models over what is shown: the entities and the relations as lists, sorted as a person likes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import numpy as np
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from explorer.drawing.style import degrees, stroke_of
from explorer.model.columns import STANDINGS
from explorer.model.facets import columns
from explorer.model.sentences import counted, relation_sentence, standing_label
from explorer.model.standing import Standing
from explorer.model.values import one_line

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from explorer.model.changes import Delta
    from explorer.model.filters import Visible
    from explorer.session.document import Document
    from explorer.session.view import View

    Ints = NDArray[np.intp]

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


MOST_KEPT = 5_000  # rows of what is large


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


class Lines(Protocol):
    """What a list is made of."""

    def ids(self) -> Sequence[str]:
        """Return all ids, in the order of the file."""

    def has(self, key: str) -> bool:
        """Whether there is such a thing."""

    def row(self, key: str) -> Row:
        """Return the row of an id."""

    def sorted_ids(self, order: Order) -> Sequence[str]:
        """Return all ids in an order that arrays give; what is level stays in the order of the file."""


class ShownList(QAbstractListModel):
    """The rows of what is shown. Rebuilt when facts or scope change; never holds a selection.

    Of what is large only the order is worked out, from arrays; a row is made when somebody looks at it.
    """

    def __init__(
        self, document: Document, view: View, lines: Lines, order: Order, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view, self._lines, self._order = view, lines, order
        self._ids: Sequence[str] = ()
        self._made: dict[str, Row] = {}
        self._at: dict[str, int] | None = None
        view.scope_changed.connect(self.refresh)
        document.replaced.connect(self.refresh)
        document.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Read the rows again, once they are known."""
        self._view.whenever(self._read)

    def _read(self) -> None:
        self.beginResetModel()
        self._at, self._made = None, {}
        if self._view.is_large:
            self._ids = self._lines.sorted_ids(self._order)
        else:
            rows = sorted(map(self._lines.row, self._lines.ids()), key=_key(self._order))
            self._ids = [row.id for row in rows]
            self._made = {row.id: row for row in rows}
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
        if self._at is None:
            self._at = dict(zip(self._ids, range(len(self._ids)), strict=True))
        return self._at.get(key)

    def id_at(self, row: int) -> str:
        """Return the id in a row."""
        return self._ids[row]

    def _row(self, key: str) -> Row | None:
        if key not in self._made:
            if not self._lines.has(key):
                return None  # gone, and the list without it is being worked out
            if len(self._made) > MOST_KEPT and self._view.is_large:
                self._made = {}
            self._made[key] = self._lines.row(key)
        return self._made[key]

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802  # Qt
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's text, id, spoken text, or the row itself."""
        row = self._row(self._ids[index.row()]) if index.isValid() and index.row() < len(self._ids) else None
        if row is None:
            return None
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


class EntityLines:
    """Rows of the entities that are shown."""

    def __init__(self, document: Document, view: View) -> None:
        self._document, self._view = document, view
        self._number: tuple[Visible, Ints] | None = None

    def ids(self) -> Sequence[str]:
        """See ``Lines``."""
        return self._view.visible.entities

    def has(self, key: str) -> bool:
        """See ``Lines``."""
        return key in self._document.project.entities

    def row(self, key: str) -> Row:
        """See ``Lines``."""
        project = self._document.project
        entity, at = project.entities[key], columns(project).entity_row.get(key)
        number = 0 if at is None else int(self._degrees()[at])
        kind = project.vocabulary.entity_kind(entity.kind).label
        name = one_line(entity.name)
        return Row(key, name, entity.kind, kind, number, f"{name}, {kind}, {counted(number, 'relation')}")

    def sorted_ids(self, order: Order) -> Sequence[str]:
        """See ``Lines``."""
        table, rows = columns(self._document.project), self._view.visible.entity_rows
        if order is Order.NAME:
            names = [one_line(str(name)).casefold() for name in table.gathered.entities.name[rows].tolist()]
            keys: object = np.array(names, dtype=object)
        elif order is Order.KIND:
            vocabulary = self._document.project.vocabulary
            labels = [vocabulary.entity_kind(kind).label for kind in table.entity_kinds]
            keys = _ranks(labels)[table.entity_kind[rows]]
        else:
            keys = -self._degrees()[rows]
        return _ids(table.entities, rows, keys)

    def _degrees(self) -> Ints:
        """Return how many shown relations each entity of the project has; a loop counts once."""
        shown = self._view.visible
        if self._number is None or self._number[0] is not shown:
            table = columns(self._document.project)
            source, target = table.source[shown.relation_rows], table.target[shown.relation_rows]
            self._number = (shown, degrees(len(table.entities), source, target))
        return self._number[1]


class RelationLines:
    """Rows of the relations that are shown."""

    def __init__(self, document: Document, view: View) -> None:
        self._document, self._view = document, view

    def ids(self) -> Sequence[str]:
        """See ``Lines``."""
        return self._view.visible.relations

    def has(self, key: str) -> bool:
        """See ``Lines``."""
        return key in self._document.project.relations

    def row(self, key: str) -> Row:
        """See ``Lines``."""
        project = self._document.project
        relation, standing = project.relations[key], project.standing(key)
        text = relation_sentence(project, relation)
        passages = len(relation.evidence)
        spoken = f"{text}, {standing_label(standing)}, {counted(passages, 'passage')}"
        return Row(key, text, stroke_of(project, relation), relation.kind, passages, spoken, STANDING_RANK[standing])

    def sorted_ids(self, order: Order) -> Sequence[str]:
        """See ``Lines``. By name is by the name of the source: the words of all of them would take too long."""
        table, rows = columns(self._document.project), self._view.visible.relation_rows
        if order is Order.NAME:
            names = [one_line(str(name)).casefold() for name in table.gathered.entities.name.tolist()]
            keys: object = _ranks(names)[table.source[rows]]
        elif order is Order.KIND:
            keys = _ranks(table.relation_kinds)[table.relation_kind[rows]]
        elif order is Order.STANDING:
            keys = np.array([STANDING_RANK[standing] for standing in STANDINGS])[table.standing[rows]]
        else:
            keys = -table.passages[rows]
        return _ids(table.relations, rows, keys)


def _ranks(words: Sequence[str]) -> Ints:
    """Return the place of each word among all of them in order."""
    rank = np.empty(len(words), dtype=np.intp)
    rank[np.argsort(np.array(words, dtype=object), kind="stable")] = np.arange(len(words))
    return rank


def _ids(ids: NDArray[np.object_], rows: Ints, keys: object) -> list[str]:
    """Return the ids in these rows, by their keys and then as in the file."""
    found: list[str] = ids[rows[np.argsort(np.asarray(keys), kind="stable")]].tolist()
    return found


def _key(order: Order) -> Callable[[Row], tuple[object, ...]]:
    if order is Order.NAME:
        return lambda row: (row.text.casefold(), row.id)
    if order is Order.KIND:
        return lambda row: (row.group, row.text.casefold(), row.id)
    if order is Order.STANDING:
        return lambda row: (row.rank, row.text.casefold(), row.id)
    return lambda row: (-row.number, row.text.casefold(), row.id)
