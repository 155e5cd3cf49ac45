"""The accessible twin: lists of the entities and relations that are shown, tied to the one selection both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QListView,
    QSizePolicy,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from explorer.drawing.picking import Hit
from explorer.drawing.qt_samples import kind_sample, stroke_sample
from explorer.model.queries import ends_of
from explorer.session.item_models import (
    ENTITY_ORDERS,
    RELATION_ORDERS,
    ROW_ROLE,
    EntityListing,
    Order,
    RelationListing,
    Row,
    ShownList,
)
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.session.browsing import Browser
    from explorer.session.document import Document
    from explorer.session.item_models import Listing
    from explorer.session.navigation import Navigator
    from explorer.session.selection import Selected, Selection
    from explorer.session.view import View
    from explorer.widgets.browsing_list import WholeListView

ROW_HEIGHT = 24
BATCH_ROWS = 4000
MANY_SELECTED = 1000
PADDING, RIGHT_PADDING = 16, 12
LOOK_AGAIN_MS = 50
WHOLE = "whole graph"
SAMPLE_PX = 14
LINE_SAMPLE_PX = 24


class _Delegate(QStyledItemDelegate):
    """Paints a row: shape or line, text, number. Marked while selected, or at the end of a selected relation."""

    def __init__(self, document: Document, selection: Selection, view: View, *, relations: bool) -> None:
        super().__init__()
        self._document, self._selection, self._view = document, selection, view
        self._relations = relations
        self._ends: frozenset[str] = frozenset()  # of the selected relations
        self._ends_of: Selected | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        """Return the height of a row."""
        return QSize(100, ROW_HEIGHT)

    def _is_marked(self, key: str) -> bool:
        if self._relations:
            return key in self._selection.relations
        project, chosen = self._document.project, self._selection.relations
        if len(chosen) > MANY_SELECTED:  # of those that have a row in sight
            return key in self._selection.entities or not chosen.isdisjoint(project.relations_of(key))
        if self._ends_of is not self._selection.now:
            self._ends_of = self._selection.now
            self._ends = ends_of(project, chosen)
        return key in self._selection.entities or key in self._ends

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        row, theme, rect = index.data(ROW_ROLE), self._view.theme, option.rect
        if not isinstance(row, Row):
            return
        marked = self._is_marked(row.id)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if marked:
            painter.fillRect(rect, QColor(theme.color("mark")))
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), QColor(theme.color("ink")))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(theme.color("hover")))
        left = rect.x() + PADDING
        middle = rect.center().y() + 0.5
        if self._relations:
            stroke_sample(painter, QRectF(left, rect.y(), LINE_SAMPLE_PX, rect.height()), theme, row.kind)
            left += LINE_SAMPLE_PX + 8
        else:
            spot = QRectF(left, middle - SAMPLE_PX / 2, SAMPLE_PX, SAMPLE_PX)
            kind_sample(painter, spot, theme, row.kind)
            left += SAMPLE_PX + 11
        self._paint_words(painter, row, left, option, marked=marked)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, row: Row, left: int, option: QStyleOptionViewItem, *, marked: bool
    ) -> None:
        theme, rect = self._view.theme, option.rect
        painter.setFont(ui_font(11))
        number = f"{row.number:,}"
        width = painter.fontMetrics().horizontalAdvance(number)
        painter.setPen(QColor(theme.color("ink" if marked else "ink_3")))
        right = rect.right() - _right_padding(option.widget)
        painter.drawText(right - width, rect.y(), width, rect.height(), Qt.AlignmentFlag.AlignVCenter, number)
        painter.setFont(ui_font(12))
        painter.setPen(QColor(theme.color("ink")))
        room = right - width - 8 - left
        text = painter.fontMetrics().elidedText(row.text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(left, rect.y(), room, rect.height(), Qt.AlignmentFlag.AlignVCenter, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(theme.color("accent")), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(1, 1, -1, -1))


def _right_padding(widget: QWidget | None) -> int:
    """Return the air at the right; a scroll bar takes its room from it, so that numbers never move."""
    bar = widget.verticalScrollBar() if isinstance(widget, QListView) else None
    return RIGHT_PADDING - (bar.width() if bar is not None and bar.isVisible() else 0)


def _runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of rows that follow each other."""
    if not rows:
        return
    last = np.append(np.flatnonzero(np.diff(rows) != 1), len(rows) - 1).tolist()
    start = 0
    for place in last:
        yield rows[start], rows[place]
        start = place + 1


class _TwinList(QListView):
    """One list. Pulls the selection without answering it; pushes only what a person does here.

    Signals
    -------
    evidence_requested
        Enter was pressed on a relation.
    menu_requested : Hit, QPoint
        A menu is wanted for a row; the point is on the screen.
    """

    evidence_requested = Signal()
    menu_requested = Signal(object, QPoint)

    def __init__(
        self, model: ShownList, delegate: _Delegate, selection: Selection, navigator: Navigator, *, relations: bool
    ) -> None:
        super().__init__()
        self._shown, self._chosen, self._navigator = model, selection, navigator
        self._relations = relations
        self._pulling = False
        self._delegate = delegate
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setBatchSize(BATCH_ROWS)  # at once, 300,000 rows take a tenth of a second
        self.selectionModel().selectionChanged.connect(self._on_picked)
        model.modelReset.connect(self._on_reset)
        selection.changed.connect(self.pull)

    def event(self, event: QEvent) -> bool:
        """Answer an event; another look leaves rows where they are, for their height is ours, and Qt would ask all."""
        if event.type() is QEvent.Type.StyleChange and self._shown.rowCount() > BATCH_ROWS:
            return QAbstractScrollArea.event(self, event)
        return super().event(event)

    def _on_reset(self) -> None:
        """Lay many rows out in batches."""
        many = self._shown.rowCount() > BATCH_ROWS
        self.setLayoutMode(QListView.LayoutMode.Batched if many else QListView.LayoutMode.SinglePass)
        self.pull()

    def pull(self) -> None:
        """Show what is selected. Rows that are filtered out are simply not here; they stay selected."""
        ids = self._chosen.relations if self._relations else self._chosen.entities
        rows = self._shown.places_of(ids)
        picked = QItemSelection()
        for first, last in _runs(rows):
            picked.select(self._shown.index(first, 0), self._shown.index(last, 0))
        self._pulling = True
        try:
            self.selectionModel().select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            if rows and not self.hasFocus():
                here = self._shown.index(rows[0], 0)
                self.selectionModel().setCurrentIndex(here, QItemSelectionModel.SelectionFlag.NoUpdate)
                self._scroll_to(QPersistentModelIndex(here))
        finally:
            self._pulling = False
        self.viewport().update()

    def _scroll_to(self, row: QPersistentModelIndex) -> None:
        """Bring a row into sight, as soon as the list has been laid out as far as that."""
        if not row.isValid() or row.row() != self.currentIndex().row():
            return
        self.scrollTo(row)
        if row.row() >= BATCH_ROWS and self.isVisible() and not self.visualRect(row).isValid():
            QTimer.singleShot(LOOK_AGAIN_MS, self, lambda: self._scroll_to(row))

    def _on_picked(self) -> None:
        if self._pulling:
            return
        picked: set[str] = set()
        ranges = self.selectionModel().selection()
        for chosen in (ranges.at(number) for number in range(ranges.size())):
            picked.update(self._shown.ids_between(chosen.top(), chosen.bottom()))
        keys = QApplication.keyboardModifiers()
        more = bool(keys & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))
        unseen = self._chosen.relations if self._relations else self._chosen.entities
        kept = {key for key in unseen if more and self._shown.row_of(key) is None}
        if self._relations:
            self._chosen.set(self._chosen.entities if more else (), picked | kept)
        else:
            self._chosen.set(picked | kept, self._chosen.relations if more else ())
        if len(picked) == 1 and not more:
            self._reveal(next(iter(picked)))

    def _reveal(self, key: str) -> None:
        if self._relations:
            self._navigator.select_relation(key)
        else:
            self._navigator.select_entity(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes to the entity, or to the first evidence of the relation; all else is Qt's."""
        at = self.currentIndex()
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter} or event.modifiers() or not at.isValid():
            super().keyPressEvent(event)
        elif self._relations:
            self._reveal(self._shown.id_at(at.row()))
            self.evidence_requested.emit()
        else:
            self._navigator.go_to(self._shown.id_at(at.row()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is, even where nothing is selected."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._shown.rowCount():
            self.selectionModel().setCurrentIndex(self._shown.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Do what a double-click on the canvas does: go to the entity."""
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and not self._relations and event.button() is Qt.MouseButton.LeftButton:
            self._navigator.go_to(self._shown.id_at(at.row()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu that the canvas has for the same thing."""
        by_keyboard = event.reason() is QContextMenuEvent.Reason.Keyboard
        at = self.currentIndex() if by_keyboard else self.indexAt(event.pos())
        if not at.isValid():
            return
        key = self._shown.id_at(at.row())
        point = self.viewport().mapToGlobal(self.visualRect(at).center()) if by_keyboard else event.globalPos()
        self.menu_requested.emit(Hit(relation=key) if self._relations else Hit(entity=key), point)


class ListPanel(QWidget):
    """The switch between entities and relations, the order, and the list.

    Signals
    -------
    evidence_requested
        The first evidence of the selected relation is wanted.
    menu_requested : Hit, QPoint
        A menu is wanted for a row; the point is on the screen.
    """

    evidence_requested = Signal()
    menu_requested = Signal(object, QPoint)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        view: View,
        navigator: Navigator,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("list_panel")
        self._pages = QStackedWidget()
        self._order = QComboBox()
        self._order.setObjectName("list_order")
        self._order.setAccessibleName("Sort the list")
        self._order.setProperty("quiet", "true")
        self._order.setFont(ui_font(11))
        self._order.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.models: list[ShownList] = []
        self.lists: list[_TwinList] = []
        self._switches: list[QToolButton] = []
        head = QHBoxLayout()
        head.setContentsMargins(PADDING, 8, 8, 8)
        head.setSpacing(0)
        parts: tuple[tuple[str, Listing, Order], ...] = (
            ("Entities", EntityListing(), Order.LINKS),
            ("Relations", RelationListing(), Order.STANDING),
        )
        for index, (text, listing, order) in enumerate(parts):
            relations = index == 1
            model = ShownList(document, view, listing, order, self)
            delegate = _Delegate(document, selection, view, relations=relations)
            twin = _TwinList(model, delegate, selection, navigator, relations=relations)
            twin.setObjectName("relation_list" if relations else "entity_list")
            twin.setAccessibleName(text)
            twin.evidence_requested.connect(self.evidence_requested)
            twin.menu_requested.connect(self.menu_requested)
            self.models.append(model)
            self.lists.append(twin)
            self._pages.addWidget(twin)
            head.addWidget(self._switch(text, index))
        head.addStretch(1)
        head.addWidget(self._order)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._pages, 1)
        self._whole: WholeListView | None = None
        self._document, self._selection, self._view, self._navigator = document, selection, view, navigator
        self._is_whole = True  # of a browsed store, the list of all of it comes first
        document.replaced.connect(self._on_replaced)
        self._order.activated.connect(self._on_order_chosen)
        view.theme_changed.connect(self.update)
        self.show_list(0)

    def show_list(self, index: int) -> None:
        """Show the entities (0) or the relations (1)."""
        browser = self._navigator.browsing if index == 0 else None
        self._pages.setCurrentIndex(index)
        self._switches[index].setChecked(True)
        self._order.clear()
        if browser is not None:
            self._order.addItem(WHOLE, WHOLE)
        for order in RELATION_ORDERS if index else ENTITY_ORDERS:
            self._order.addItem(order.value, order)
        self._order.setCurrentText(self.models[index].order.value)
        if browser is not None and self._is_whole:
            self._order.setCurrentText(WHOLE)
            self._pages.setCurrentWidget(self._whole_list(browser))

    def _whole_list(self, browser: Browser) -> WholeListView:
        """Return the list of all entities of a browsed store."""
        if self._whole is None:
            from explorer.session.browsing_list import WholeList
            from explorer.widgets.browsing_list import WholeListView

            model = WholeList(self._document, self._view, browser, self)
            delegate = _Delegate(self._document, self._selection, self._view, relations=False)
            self._whole = WholeListView(model, delegate, self._navigator)
            self._selection.changed.connect(self._whole.viewport().update)
            self._pages.addWidget(self._whole)
        return self._whole

    def _on_replaced(self) -> None:
        self._is_whole = True
        self.show_list(min(self._pages.currentIndex(), 1) if self._navigator.browsing is None else 0)

    def _switch(self, text: str, index: int) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"show_{text.lower()}")
        button.setText(text)
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setProperty("segment", "left" if index == 0 else "right")
        button.setFont(ui_font(12, semibold=True))
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.show_list(index))
        self._switches.append(button)
        return button

    def _on_order_chosen(self, row: int) -> None:
        chosen = self._order.itemData(row)
        self._is_whole = chosen == WHOLE
        index = 1 if self._switches[1].isChecked() else 0
        if not self._is_whole:
            self.models[index].set_order(Order(chosen))
        self.show_list(index)
