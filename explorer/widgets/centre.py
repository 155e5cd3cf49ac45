"""The centre: tabs on the left, tools on the right, and below them the canvas or the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from explorer.widgets.icons import icon
from explorer.widgets.link import write_on
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QEnterEvent, QResizeEvent

    from explorer.session.view import View
    from explorer.widgets.bar_button import BarButton

BAR_HEIGHT = 39  # and a hairline below
WIDEST_TAB_PX, NARROWEST_TAB_PX = 232, 92
NARROW_PX = 640  # below this the tools show icons only
GRAPH, ARTICLE = 0, 1
"""The pages, by index."""


class _Tab(QToolButton):
    """One tab: canvas-coloured with a line on top while active."""

    def __init__(self, view: View, text: str, icon_name: str) -> None:
        super().__init__()
        self._view = view
        self.setText(text)
        self.setIcon(icon(icon_name))
        self.setIconSize(QSize(16, 16))
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFixedHeight(BAR_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFont(ui_font(12))
        self.setAccessibleName(text)

    def set_title(self, title: str) -> None:
        """Show a title; it is elided where the tab ends."""
        write_on(self, " ".join(title.split()))
        self.setAccessibleName(self.text())
        self.updateGeometry()

    def _needed(self) -> int:
        return self.fontMetrics().horizontalAdvance(self.text()) + 16 + 6 + 32

    def sizeHint(self) -> QSize:
        """Return the room for icon, text and air."""
        return QSize(min(self._needed(), WIDEST_TAB_PX), BAR_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the room for the icon."""
        return QSize(min(self._needed(), NARROWEST_TAB_PX), BAR_HEIGHT)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Be ready to show the whole title."""
        from explorer.widgets.words import as_tooltip  # here: nobody has pointed at anything at the start

        self.setToolTip("" if self._needed() <= WIDEST_TAB_PX else as_tooltip(self.text()))
        super().enterEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the tab flat."""
        theme = self._view.theme
        painter = QPainter(self)
        if self.isChecked():
            painter.fillRect(self.rect(), QColor(theme.color("canvas")))
            painter.fillRect(0, 0, self.width(), 2, QColor(theme.color("ink")))
        elif self.underMouse():
            painter.fillRect(self.rect(), QColor(theme.color("hover")))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(theme.color("line")))
        self.icon().paint(painter, 16, (self.height() - 16) // 2, 16, 16)
        painter.setFont(ui_font(12, semibold=self.isChecked()))
        painter.setPen(QColor(theme.color("ink" if self.isChecked() else "ink_2")))
        room = self.rect().adjusted(38, 0, -8, 0)
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        if self.hasFocus():
            painter.setPen(QColor(theme.color("accent")))
            painter.drawRect(self.rect().adjusted(2, 3, -4, -3))
        painter.end()


class Centre(QWidget):
    """Holds the pages and the bar above them.

    Signals
    -------
    page_changed : int
        Another page is in front: ``GRAPH`` or ``ARTICLE``.
    """

    page_changed = Signal(int)

    def __init__(
        self,
        view: View,
        graph_page: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("centre")
        self._view = view
        self._graph_tab = _Tab(view, "Graph", "waypoints")
        self._graph_tab.setObjectName("graph_tab")
        self._article_tab = _Tab(view, "Article", "file-text")
        self._article_tab.setObjectName("article_tab")
        self._graph_tab.setChecked(True)
        self.pages = QStackedWidget()
        self.pages.addWidget(graph_page)
        self._graph_tab.clicked.connect(lambda: self.show_page(GRAPH))
        self._article_tab.clicked.connect(lambda: self.show_page(ARTICLE))
        self._tools: list[BarButton] = []
        bar = QWidget()
        bar.setFixedHeight(BAR_HEIGHT)
        self._bar = row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 8, 0)
        row.setSpacing(0)
        row.addWidget(self._graph_tab)
        row.addWidget(self._article_tab)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        line = _Line(view)
        column.addWidget(line)
        column.addWidget(self.pages, 1)
        self._column = column
        self._below: QWidget | None = None

    def set_panel_below(self, panel: QWidget) -> None:
        """Put a panel under the pages; it gets two fifths of the height at most."""
        self._below = panel
        self._column.addWidget(panel)
        self._limit_panel()

    def _limit_panel(self) -> None:
        if self._below is not None:
            self._below.setMaximumHeight(max(self.height() * 2 // 5, 0))

    def equip(self, actions: Mapping[str, QAction], layouts: QMenu) -> None:
        """Put the tools into the bar."""
        from explorer.widgets.bar_button import BarButton, BarLine

        layout_button = BarButton.opening(layouts, "layout-dashboard", "Arrange the graph", "Layout")
        layout_button.setObjectName("layout_button")
        self._tools = [
            layout_button,
            BarButton.doing(actions["fit"], "Fit"),
            BarButton.doing(actions["path"], "Path"),
            BarButton.doing(actions["export"], "Save picture", outlined=True),
        ]
        self._bar.addWidget(BarButton.doing(actions["back"]))
        self._bar.addSpacing(4)
        self._bar.addWidget(BarButton.doing(actions["forward"]))
        self._bar.addWidget(BarLine())
        for tool in self._tools[:-1]:
            self._bar.addWidget(tool)
        self._bar.addWidget(BarLine())
        self._bar.addWidget(self._tools[-1])
        self._show_words()

    def set_article_page(self, page: QWidget) -> None:
        """Put the article behind the graph."""
        self.pages.addWidget(page)

    def show_page(self, index: int) -> None:
        """Bring a page to the front."""
        self.pages.setCurrentIndex(index)
        (self._graph_tab if index == GRAPH else self._article_tab).setChecked(True)
        self.page_changed.emit(index)

    def set_article(self, title: str | None) -> None:
        """Name the article tab; without an article there is none."""
        self._article_tab.setVisible(title is not None)
        if title is None:
            self.show_page(GRAPH)
        else:
            self._article_tab.set_title(title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show tools as icons where there is little room."""
        super().resizeEvent(event)
        self._show_words()

    def _show_words(self) -> None:
        for tool in self._tools:
            tool.set_wordless(self.width() < NARROW_PX)
        self._limit_panel()


class _Line(QWidget):
    """A hairline across the width."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view
        self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._view.theme.color("line")))
        painter.end()
