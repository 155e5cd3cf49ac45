"""All kinds of entities and relations, with how many are of each: edited, added, deleted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from explorer.model.editing import Sort, Target
from explorer.model.facets import columns
from explorer.model.values import one_line
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.session.document import Document
    from explorer.session.view import View

SIZE = QSize(560, 560)
TARGET = Qt.ItemDataRole.UserRole
NAME_PX, COUNT_PX = 220, 64


class KindsSheet(QDialog):
    """Lists kinds.

    Signals
    -------
    edit_requested, delete_requested : Target
        A kind is to be edited or deleted.
    add_requested : Sort
        A new kind is wanted.
    """

    edit_requested = Signal(object)
    delete_requested = Signal(object)
    add_requested = Signal(object)

    def __init__(self, document: Document, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("kinds_sheet")
        self.setWindowTitle("Kinds")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE.boundedTo(parent.size()))
        self._document, self._view = document, view
        self.list = QTreeWidget()
        self.list.setObjectName("kinds_list")
        self.list.setAccessibleName("Kinds")
        self.list.setHeaderLabels(["Kind", "Ties", "In use"])
        self.list.setColumnCount(3)
        self.list.setUniformRowHeights(True)
        header = self.list.header()
        header.setStretchLastSection(False)
        for place, mode in enumerate((QHeaderView.ResizeMode.Interactive, QHeaderView.ResizeMode.Stretch)):
            header.setSectionResizeMode(place, mode)
        self.list.setColumnWidth(0, NAME_PX)
        self.list.setColumnWidth(2, COUNT_PX)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.itemDoubleClicked.connect(lambda _item: self._ask(self.edit_requested.emit))
        self.list.currentItemChanged.connect(self._refresh)
        self.edit = self._button("kind_edit", "Edit…", lambda: self._ask(self.edit_requested.emit))
        self.delete = self._button("kind_delete", "Delete…", lambda: self._ask(self.delete_requested.emit))
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (
            self._button("kind_new_entity", "New kind of entity…", lambda: self.add_requested.emit(Sort.ENTITY_KIND)),
            self._button("kind_new_relation", "New kind of relation…", lambda: self.add_requested.emit(Sort.RELATION_KIND)),
        ):  # fmt: skip
            foot.addWidget(button)
        foot.addStretch(1)
        foot.addWidget(self.edit)
        foot.addWidget(self.delete)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        document.changed.connect(self._fill)
        document.undo_stack.indexChanged.connect(self._fill)
        self._fill()

    def _button(self, name: str, words: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setObjectName(name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: run())
        return button

    @property
    def target(self) -> Target | None:
        """The kind one is at; None on a heading."""
        item = self.list.currentItem()
        return None if item is None else item.data(0, TARGET)

    def _ask(self, emit: Callable[[Target], object]) -> None:
        if self.target is not None:
            emit(self.target)

    def _fill(self) -> None:
        at = self.target
        project, table = self._document.project, columns(self._document.project)
        entities = Counter(table.entity_kinds[code] for code in table.entity_kind.tolist())
        relations = Counter(table.relation_kinds[code] for code in table.relation_kind.tolist())
        self.list.clear()
        kinds = project.vocabulary
        labels = {key: one_line(kind.label) for key, kind in kinds.entity.items()}

        def ends(ids: tuple[str, ...]) -> str:
            return ", ".join(labels.get(key, key) for key in ids) or "anything"

        people = self._heading("Entities")
        for key, kind in kinds.entity.items():
            self._row(people, (one_line(kind.label), "", entities[key]), Target(Sort.ENTITY_KIND, key), at)
        ties = self._heading("Relations")
        for key, tie in kinds.relation.items():
            words = f"{ends(tie.domain)} → {ends(tie.range)}"
            self._row(ties, (one_line(tie.label), words, relations[key]), Target(Sort.RELATION_KIND, key), at)
        first = people.child(0)
        if self.target is None and first is not None:
            self.list.setCurrentItem(first)
        self._refresh()

    def _heading(self, words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem([words])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setFont(0, ui_font(12, semibold=True))
        self.list.addTopLevelItem(item)
        item.setExpanded(True)
        return item

    def _row(
        self, heading: QTreeWidgetItem, cells: tuple[str, str, int], target: Target, at: Target | None
    ) -> None:  # fmt: skip
        name, ties, count = cells
        item = QTreeWidgetItem([name, ties, f"{count:,}" if count else ""])
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(1, ties)
        item.setData(0, TARGET, target)
        heading.addChild(item)
        if target == at:
            self.list.setCurrentItem(item)

    def _refresh(self) -> None:
        own = self._document.project.kinds
        target = self.target
        self.edit.setEnabled(target is not None)
        ids = {kind.id for kind in own.entity} | {tie.id for tie in own.relation}
        self.delete.setEnabled(target is not None and target.id in ids)
