"""The list of a whole store beside those of what is loaded: choosing a row brings the entity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QWidget

from explorer.session.item_models import ID_ROLE

if TYPE_CHECKING:
    from PySide6.QtCore import QAbstractItemModel
    from PySide6.QtGui import QKeyEvent

    from explorer.session.navigation import Navigator


class WholeListView(QListView):
    """Shows the model; a click or Enter goes to the entity, once it is loaded."""

    def __init__(
        self,
        model: QAbstractItemModel,
        delegate: QStyledItemDelegate,
        navigator: Navigator,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("whole_list")
        self.setAccessibleName("Entities of the whole graph")
        self._navigator = navigator
        self._delegate = delegate  # Qt does not keep it
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._go)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the entity; all else is Qt's."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self._go(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _go(self, at: QModelIndex) -> None:
        if at.isValid():
            self._navigator.select_entity(str(at.data(ID_ROLE)))
