"""What differs between two versions, as a list: a click goes to where it is on the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QHeaderView,
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

MOST_LISTED = 1000
ROOM_PX = 8
OWNER = Qt.ItemDataRole.UserRole
_TITLES = {How.ADDED: "Added", How.REMOVED: "Removed", How.CHANGED: "Changed"}


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
        All that was added or changed is to be seen at once.
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.summary)
        column.addWidget(self.list, 1)
        self.all_button = QPushButton("Select what was added or changed")
        self.all_button.setObjectName("differences_all")
        self.all_button.clicked.connect(lambda: self.all_chosen.emit(self._there))
        column.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._there: list[str] = []

    def show_comparison(self, comparison: Comparison) -> None:
        """List what differs: added, changed, removed, each by its sort."""
        self.summary.setText(comparison.summary())
        self.list.clear()
        self.list.setVisible(bool(comparison.differences))
        self._there = list(dict.fromkeys(own.owner for own in comparison.differences if own.how is not How.REMOVED))
        self.all_button.setVisible(bool(self._there))
        for how in (How.ADDED, How.CHANGED, How.REMOVED):
            for sort in Sort:
                own = [item for item in comparison.differences if item.how is how and item.sort is sort]
                if own:
                    self._add_group(how, sort, own)

    def _add_group(self, how: How, sort: Sort, own: list[Difference]) -> None:
        plural = PLURAL.get(sort, f"{sort.value}s") if sort is not Sort.GRAPH else "what the graph says of itself"
        group = QTreeWidgetItem([f"{_TITLES[how]} {plural}: {len(own):,}"])
        group.setFont(0, ui_font(12, semibold=True))
        self.list.addTopLevelItem(group)
        faint = self.palette().brush(QPalette.ColorRole.PlaceholderText)
        for item in own[:MOST_LISTED]:
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
        if len(own) > MOST_LISTED:
            group.addChild(QTreeWidgetItem([f"and {len(own) - MOST_LISTED:,} more; `diff` lists all of them"]))
        group.setExpanded(True)

    def _on_current_changed(self, item: QTreeWidgetItem | None) -> None:
        owner = None if item is None else item.data(0, OWNER)
        if owner:
            self.chosen.emit(owner)
