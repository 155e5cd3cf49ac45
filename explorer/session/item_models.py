"""Qt item models over what is shown: the entities and the relations as lists, sorted as a person likes.

Of a list of any length only the rows that somebody looks at are put into words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import numpy as np
from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItemModel

from explorer.drawing.style import stroke_of
from explorer.model.columns import STANDINGS, degrees
from explorer.model.facets import columns
from explorer.model.memo import per_facts
from explorer.model.sentences import counted, relation_sentence, standing_label
from explorer.model.standing import Standing
from explorer.model.values import one_line

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from explorer.model.changes import Delta
    from explorer.model.filters import Visible
    from explorer.model.gathering import Rows
    from explorer.model.project import Project
    from explorer.session.document import Document
    from explorer.session.view import View

    Ids = NDArray[np.object_]

Index = QModelIndex | QPersistentModelIndex
ID_ROLE = Qt.ItemDataRole.UserRole
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
NO_PARENT = QModelIndex()
READ_ONLY = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
MOST_WORDED = 2000


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
    number: int  # relations of an entity, passages of a relation
    spoken: str  # for screen readers


class Listing(Protocol):
    """What a list is of. Rows are those of ``facets.columns``."""

    def sorted(self, project: Project, shown: Visible, order: Order, numbers: Rows) -> Rows:
        """Return the shown rows in an order; ``numbers`` stand behind them."""

    def row_of(self, project: Project, key: str) -> int | None:
        """Return the row of an id."""

    def ids(self, project: Project) -> Ids:
        """Return all ids, by row."""

    def worded(self, project: Project, key: str, number: int) -> Row:
        """Put one into words."""

    def numbers(self, project: Project, shown: Visible) -> Rows:
        """Return the number that stands behind each row."""


class EntityListing:
    """The entities, each with its relations among those that are shown."""

    def sorted(self, project: Project, shown: Visible, order: Order, numbers: Rows) -> Rows:
        """See ``Listing``."""
        if order is Order.LINKS:
            rows = _among(_by_name(project), shown.entity_rows)
            return rows[np.argsort(-numbers[rows], kind="stable")]
        if order is Order.KIND:
            table, rows = columns(project), _among(_by_name(project), shown.entity_rows)
            labels = [project.vocabulary.entity_kind(kind).label for kind in table.entity_kinds]
            return rows[np.argsort(_rank(labels)[table.entity_kind[rows]], kind="stable")]
        return _among(_by_name(project), shown.entity_rows)

    def row_of(self, project: Project, key: str) -> int | None:
        """See ``Listing``."""
        return columns(project).entity_row.get(key)

    def ids(self, project: Project) -> Ids:
        """See ``Listing``."""
        return columns(project).entities

    def worded(self, project: Project, key: str, number: int) -> Row:
        """See ``Listing``."""
        entity = project.entities[key]
        kind = project.vocabulary.entity_kind(entity.kind).label
        name = one_line(entity.name)
        return Row(key, name, entity.kind, number, f"{name}, {kind}, {counted(number, 'relation')}")

    def numbers(self, project: Project, shown: Visible) -> Rows:
        """See ``Listing``."""
        table, rows = columns(project), shown.relation_rows
        return degrees(len(table.entities), table.source[rows], table.target[rows])


class RelationListing:
    """The relations, each with the passages that count."""

    def sorted(self, project: Project, shown: Visible, order: Order, numbers: Rows) -> Rows:  # noqa: ARG002  # known by facts
        """See ``Listing``."""
        return _among(relation_orders(project)[order], shown.relation_rows)

    def row_of(self, project: Project, key: str) -> int | None:
        """See ``Listing``."""
        return columns(project).relation_row.get(key)

    def ids(self, project: Project) -> Ids:
        """See ``Listing``."""
        return columns(project).relations

    def worded(self, project: Project, key: str, number: int) -> Row:
        """See ``Listing``."""
        relation = project.relations[key]
        text = relation_sentence(project, relation)
        spoken = f"{text}, {standing_label(project.standing(key))}, {counted(number, 'passage')}"
        return Row(key, text, stroke_of(project, relation), number, spoken)

    def numbers(self, project: Project, shown: Visible) -> Rows:  # noqa: ARG002  # the same whatever is shown
        """See ``Listing``."""
        return columns(project).passages


class ShownList(QStandardItemModel):
    """The rows of what is shown. Sorted anew when facts or scope change; never holds a selection.

    A list asks for the number of rows once for each row that it lays out, 300,000 times; so that it need not ask Python,
    and wait for whatever runs there, this is a model that counts by itself. It has no items.
    """

    def __init__(
        self, document: Document, view: View, listing: Listing, order: Order, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._document, self._view, self._listing = document, view, listing
        self._order = order
        self._sorted: Rows = np.zeros(0, dtype=np.intp)
        self._place: Rows = self._sorted  # where each row stands in the list; -1: nowhere
        self._numbers: Rows = self._sorted
        self._ids: Ids = np.zeros(0, dtype=object)
        self._worded: dict[int, Row] = {}
        self._of: tuple[object, ...] | None = None  # what the list was made of
        view.scope_changed.connect(self.refresh)
        document.replaced.connect(self.refresh)
        document.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Sort the rows again, once they are known."""
        self._view.whenever(self._sort)

    def _sort(self) -> None:
        project, shown = self._view.told, self._view.visible
        now = (shown, project.worked_out, self._order)
        if self._of is not None and all(one is other for one, other in zip(self._of, now, strict=True)):
            return  # another focus changes no list
        self._of = now
        self.beginResetModel()
        self._numbers = self._listing.numbers(project, shown)
        self._sorted = self._listing.sorted(project, shown, self._order, self._numbers)
        self._ids = self._listing.ids(project)
        self._place = np.full(len(self._ids), -1, dtype=np.intp)
        self._place[self._sorted] = np.arange(len(self._sorted))
        self._worded = {}
        self.blockSignals(True)  # whoever looks is told once
        self.setRowCount(len(self._sorted))
        self.setColumnCount(1)
        self.blockSignals(False)
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
        """Return the place of an id in the list, if it is there."""
        row = self._listing.row_of(self._document.project, key)
        if row is None or row >= len(self._place) or self._place[row] < 0 or self._ids[row] != key:
            return None  # where facts have changed, the list of today is being worked out
        return int(self._place[row])

    def places_of(self, keys: Collection[str]) -> list[int]:
        """Return the places of ids, those that are in the list, in order."""
        if len(keys) < len(self._sorted) // 10:
            return sorted(place for key in keys if (place := self.row_of(key)) is not None)
        is_wanted = np.fromiter(map(keys.__contains__, self._ids.tolist()), dtype=bool, count=len(self._ids))
        found: list[int] = np.sort(self._place[is_wanted & (self._place >= 0)]).tolist()
        return found

    def id_at(self, place: int) -> str:
        """Return the id at a place."""
        return str(self._ids[self._sorted[place]])

    def ids_between(self, first: int, last: int) -> list[str]:
        """Return the ids from one place to another, both included."""
        found: list[str] = self._ids[self._sorted[first : last + 1]].tolist()
        return found

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a row."""
        return READ_ONLY if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's text, id, spoken text, or the row itself."""
        if not index.isValid() or index.row() >= len(self._sorted):
            return None
        if role == ID_ROLE:
            return self.id_at(index.row())
        row = self._row(index.row())
        if row is None or role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        return row.spoken if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _row(self, place: int) -> Row | None:
        found = self._worded.get(place)
        if found is None:
            if self._listing.row_of(self._document.project, self.id_at(place)) is None:
                return None  # gone, and the list without it is being worked out
            if len(self._worded) >= MOST_WORDED:
                self._worded = {}
            number = int(self._numbers[self._sorted[place]])
            found = self._worded[place] = self._listing.worded(self._view.told, self.id_at(place), number)
        return found

    def _on_changed(self, delta: Delta) -> None:
        if delta.facts:
            self.refresh()


def _among(order: Rows, rows: Rows) -> Rows:
    """Return some rows in the order of all."""
    if len(rows) == len(order):
        return order
    chosen = np.zeros(len(order), dtype=bool)
    chosen[rows] = True
    return order[chosen[order]]


def _rank(words: list[str]) -> Rows:
    """Return the place of each word in the alphabet."""
    place = {word: rank for rank, word in enumerate(sorted(set(words), key=lambda word: (word.casefold(), word)))}
    return np.array([place[word] for word in words], dtype=np.intp)


@per_facts
def _by_name(project: Project) -> Rows:
    return columns(project).gathered.entities.by_name


@per_facts
def relation_orders(project: Project) -> Mapping[Order, Rows]:
    """Return all relations in each order: within it by the name they start with, what ties them, the name they end with."""
    table = columns(project)
    turn = np.empty(len(table.entities), dtype=np.intp)
    turn[_by_name(project)] = np.arange(len(table.entities))
    kind = _rank([project.vocabulary.relation_kind(kind).label for kind in table.relation_kinds])[table.relation_kind]
    size, kinds = len(table.entities), len(table.relation_kinds)
    by_name = np.argsort((turn[table.source] * kinds + kind) * size + turn[table.target], kind="stable")
    rank = np.array([STANDING_RANK[standing] for standing in STANDINGS], dtype=np.int8)
    return {
        Order.NAME: by_name,
        Order.STANDING: by_name[np.argsort(rank[table.standing[by_name]], kind="stable")],
        Order.PASSAGES: by_name[np.argsort(-table.passages[by_name], kind="stable")],
        Order.KIND: by_name[np.argsort(kind[by_name], kind="stable")],
    }
