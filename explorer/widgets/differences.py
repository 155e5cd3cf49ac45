"""What differs between two versions, as a list: a click goes to where it is on the canvas."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from explorer.model.compare import PLURAL, How, Sort, words_of
from explorer.widgets.article_import_parts import paragraph
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from explorer.model.compare import Comparison, Difference

AT_ONCE = 200
ROOM_PX = 8
OWNER = Qt.ItemDataRole.UserRole
REST = OWNER + 1  # what a group has not listed yet, at the row that stands for it
_TITLES = {How.ADDED: "Added", How.CHANGED: "Changed", How.REMOVED: "Removed"}
_SHOWN = {
    How.ADDED: "Select what was added",
    How.CHANGED: "Select what was changed",
    How.REMOVED: "Select what has lost something: a relation its passages, entities a relation between them",
}


class Roomy(QStyledItemDelegate):
    """Gives the rows of a list air to breathe."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size with some room above and below."""
        size = super().sizeHint(option, index)
        return QSize(size.width(), size.height() + ROOM_PX)


class Differences(QWidget):
    """Lists a comparison.

    Signals
    -------
    chosen : str
        The entity, relation or article to go to.
    all_chosen : list of str
        All of these are to be seen at once on the canvas, as far as they are there.
    """

    chosen = Signal(str)
    all_chosen = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differences")
        self.summary = paragraph(name="differences_summary")
        self.list = QTreeWidget()
        self.list.setObjectName("differences_list")
        self.list.setAccessibleName("What differs")
        self.list.setHeaderHidden(True)
        self.list.setColumnCount(1)
        self.list.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.list.setIndentation(16)
        self.list.setWordWrap(True)
        self.list.setItemDelegate(Roomy(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(self._on_current_changed)
        self.list.itemClicked.connect(self._on_current_changed)
        self.list.itemActivated.connect(self._list_more)
        self.list.itemClicked.connect(self._list_more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.summary)
        column.addWidget(self.list, 1)
        self._on_canvas = QWidget()
        row = QHBoxLayout(self._on_canvas)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(QLabel("On the canvas:"))
        self._buttons = {how: self._make_button(how) for how in _TITLES}
        for button in self._buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        column.addWidget(self._on_canvas)
        self._places: dict[How, list[str]] = {}

    def _make_button(self, how: How) -> QPushButton:
        button = QPushButton(_TITLES[how])
        button.setObjectName(f"differences_{how.value}")
        button.setToolTip(_SHOWN[how])
        button.clicked.connect(lambda: self.all_chosen.emit(self._places[how]))
        return button

    def wait(self) -> None:
        """Say that the comparison is under way."""
        self.summary.setText("Comparing…")
        self.list.hide()
        self._on_canvas.hide()

    def show_comparison(self, comparison: Comparison) -> None:
        """List what differs: added, changed, removed, each by its sort."""
        self.summary.setText(comparison.summary())
        self.list.clear()
        self.list.setVisible(bool(comparison.differences))
        self._on_canvas.setVisible(bool(comparison.differences))
        for how, button in self._buttons.items():
            own = [item for item in comparison.differences if item.how is how and item.sort is not Sort.GRAPH]
            ends = [end for item in own for end in item.ends] if how is How.REMOVED else []
            self._places[how] = list(dict.fromkeys([*(item.owner for item in own), *ends]))
            button.setVisible(bool(own))
        groups: dict[tuple[How, Sort], list[Difference]] = defaultdict(list)
        for item in comparison.differences:
            groups[item.how, item.sort].append(item)
        for how in (How.ADDED, How.CHANGED, How.REMOVED):
            for sort in Sort:
                if (how, sort) in groups:
                    self._add_group(how, sort, groups[how, sort])

    def _add_group(self, how: How, sort: Sort, own: list[Difference]) -> None:
        plural = PLURAL.get(sort, f"{sort.value}s") if sort is not Sort.GRAPH else "what the graph says of itself"
        group = QTreeWidgetItem([f"{_TITLES[how]} {plural}: {len(own):,}"])
        group.setFont(0, ui_font(12, semibold=True))
        self.list.addTopLevelItem(group)
        self._list(group, own)
        group.setExpanded(True)

    def _list(self, group: QTreeWidgetItem, own: list[Difference]) -> None:
        """List some, and how many more there are; a click there lists the next ones."""
        faint = self.palette().brush(QPalette.ColorRole.PlaceholderText)
        for item in own[:AT_ONCE]:
            row = QTreeWidgetItem([item.name])
            row.setToolTip(0, item.name)
            row.setData(0, OWNER, item.owner)
            group.addChild(row)
            for name, (old, new) in item.fields.items():
                field = QTreeWidgetItem([f"{name.replace('_', ' ')}: {words_of(old)} → {words_of(new)}"])
                field.setForeground(0, faint)
                field.setData(0, OWNER, item.owner)
                row.addChild(field)
            row.setExpanded(True)
        rest = own[AT_ONCE:]
        if rest:
            more = QTreeWidgetItem([f"{len(rest):,} more…"])
            more.setData(0, REST, rest)
            more.setForeground(0, self.palette().brush(QPalette.ColorRole.Link))
            group.addChild(more)

    def _list_more(self, item: QTreeWidgetItem) -> None:
        rest, group = item.data(0, REST), item.parent()
        if rest and group is not None:
            group.removeChild(item)
            self._list(group, rest)

    def _on_current_changed(self, item: QTreeWidgetItem | None) -> None:
        owner = None if item is None else item.data(0, OWNER)
        if owner:
            self.chosen.emit(owner)
