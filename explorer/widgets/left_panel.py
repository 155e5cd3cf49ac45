"""The left side: filters above, the lists of what they leave below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from explorer.widgets.filter_panel import FilterPanel
from explorer.widgets.list_panel import ListPanel

if TYPE_CHECKING:
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.selection import Selection
    from explorer.session.view import View

SMALLEST_WIDTH = 256
FIRST_HEIGHTS = [500, 320]


class LeftPanel(QWidget):
    """Holds filters and lists with a movable line between them."""

    def __init__(
        self,
        document: Document,
        selection: Selection,
        view: View,
        navigator: Navigator,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("left_panel")
        self.setMinimumWidth(SMALLEST_WIDTH)
        self.filters = FilterPanel(document, view, navigator.browser)
        self.lists = ListPanel(document, selection, view, navigator)
        self.splitter = splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setObjectName("left_splitter")
        splitter.setHandleWidth(1)
        splitter.addWidget(self.filters)
        splitter.addWidget(self.lists)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)
        self.reset()

    def reset(self) -> None:
        """Put the line back to where it was at first."""
        self.splitter.setSizes(FIRST_HEIGHTS)
