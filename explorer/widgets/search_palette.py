"""The palette: one box over the window for entities, relations, articles and actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from explorer.drawing.qt_samples import kind_sample, stroke_sample
from explorer.drawing.style import stroke_of
from explorer.model.words import counted
from explorer.session.palette import HEADINGS, Offer, limit_of, offers, offers_of
from explorer.widgets.icons import icon
from explorer.widgets.matches import draw_matches
from explorer.widgets.palette_frame import FOOT_HEIGHT, HEAD_HEIGHT, PaletteFoot, PaletteHead
from explorer.widgets.theming import source_font, ui_font

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from explorer.session.browsing import Found
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.view import View

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
WIDTH = 640
ROW_HEIGHT, HEADING_HEIGHT = 32, 28
TOP = 8
OFFER = Qt.ItemDataRole.UserRole


class _Rows(QAbstractListModel):
    """Headings and offers in one list; a heading is a string."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Offer | str] = []

    def show(self, found: list[Offer]) -> None:
        """Show these offers under their headings."""
        self.beginResetModel()
        self.rows = []
        group = None
        for offer in found:
            if offer.group != group:
                group = offer.group
                self.rows.append(HEADINGS[group])
            self.rows.append(offer)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802  # Qt
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's words or the offer itself."""
        row = self.rows[index.row()]
        if role == OFFER:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row if isinstance(row, str) else f"{row.text}, {row.detail}" if row.detail else row.text
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that headings cannot be chosen."""
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def next_offer(self, row: int, step: int) -> int:
        """Return the row of the next offer in a direction, or the same row at the end."""
        at = row + step
        while 0 <= at < len(self.rows):
            if not isinstance(self.rows[at], str):
                return at
            at += step
        return row


class _Delegate(QStyledItemDelegate):
    """Paints headings and offers."""

    def __init__(self, document: Document, view: View) -> None:
        super().__init__()
        self._document, self._view = document, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return the height of a row."""
        return QSize(WIDTH, HEADING_HEIGHT if isinstance(index.data(OFFER), str) else ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        row, theme, rect = index.data(OFFER), self._view.theme, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, str):
            painter.setFont(ui_font(11, semibold=True))
            painter.setPen(QColor(theme.color("ink_3")))
            painter.drawText(rect.adjusted(16, 0, -16, -4), Qt.AlignmentFlag.AlignBottom, row)
        elif isinstance(row, Offer):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            if chosen:
                painter.fillRect(rect, QColor(theme.color("mark")))
                painter.fillRect(rect.x(), rect.y(), 3, rect.height(), QColor(theme.color("ink")))
            self._paint_offer(painter, row, rect, chosen=chosen)
        painter.restore()

    def _paint_offer(self, painter: QPainter, offer: Offer, rect: QRect, *, chosen: bool) -> None:
        theme, project = self._view.theme, self._document.project
        left = rect.x() + 16
        below = "mark" if chosen else "card"
        if offer.verb == "entity":
            spot = QRectF(left + 2, rect.center().y() - 7.5, 16, 16)
            kind_sample(painter, spot, theme, offer.kind or project.entities[offer.id].kind, below=below)
            left += 32
        elif offer.verb == "relation":
            sample = QRectF(left, rect.y(), 42, rect.height())
            stroke = stroke_of(project, project.relations[offer.id])
            stroke_sample(painter, sample, theme, stroke, mark=True, below=below)
            left += 54
        else:
            icon(offer.icon or "chevron-right").paint(painter, left, rect.y() + 8, 16, 16)
            left += 28
        right = rect.right() - 16
        if chosen:
            right = self._paint_key(painter, rect)
        painter.setFont(ui_font(11))
        detail = painter.fontMetrics().elidedText(offer.detail, Qt.TextElideMode.ElideRight, 220)
        detail_width = painter.fontMetrics().horizontalAdvance(detail)
        serif = offer.verb == "quotation"
        fonts = (
            (source_font(14), source_font(14, semibold=True)) if serif else (ui_font(13), ui_font(13, semibold=True))
        )
        room = QRect(left, rect.y(), right - left - detail_width - 20, rect.height())
        end = draw_matches(painter, room, offer.text, offer.spans, fonts, QColor(theme.color("ink")))
        painter.setFont(ui_font(11))
        painter.setPen(QColor(theme.color("ink" if chosen else "ink_3")))
        painter.drawText(
            QRect(end + 10, rect.y(), detail_width + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, detail
        )

    def _paint_key(self, painter: QPainter, rect: QRect) -> int:
        theme = self._view.theme
        key = QRect(rect.right() - 56, rect.y() + 7, 44, rect.height() - 14)
        painter.setPen(QPen(QColor(theme.color("mark_line")), 1.0))
        painter.setBrush(QColor(theme.color("card")))
        painter.drawRoundedRect(QRectF(key).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setFont(ui_font(11))
        painter.setPen(QColor(theme.color("ink")))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, "Enter")
        return key.left() - 8


class SearchPalette(QWidget):
    """Lies over the whole window while it is open.

    Signals
    -------
    path_requested : str
        A path from this entity is wanted.
    passage_chosen : str, str
        A passage is wanted: article and evidence.
    """

    path_requested = Signal(str)
    passage_chosen = Signal(str, str)

    def __init__(
        self,
        document: Document,
        view: View,
        navigator: Navigator,
        actions: Mapping[str, QAction],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.setObjectName("palette")
        self.hide()
        self._document, self._view, self._navigator, self._actions = document, view, navigator, actions
        self._window = window
        self._anchor = window
        self._narrowed = ""
        self._is_waiting = self._is_chosen = False  # for a browsed store to answer; Enter was pressed meanwhile
        self._before: QWidget | None = None
        self._box = QFrame(self)
        self._box.setObjectName("palette_box")
        self._head = PaletteHead(view)
        self.input = self._head.input
        self._model = _Rows(self)
        self._delegate = _Delegate(document, view)
        self.list = QListView()
        self.list.setObjectName("palette_list")
        self.list.setAccessibleName("Results")
        self.list.setModel(self._model)
        self.list.setItemDelegate(self._delegate)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self._box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for part in (self._head, self.list, PaletteFoot(view)):
            column.addWidget(part)
        self.input.textChanged.connect(self._refresh)
        self.input.installEventFilter(self)
        self.list.clicked.connect(lambda index: self._choose(index.row()))
        self.list.entered.connect(self.list.setCurrentIndex)
        window.installEventFilter(self)

    def open(self, anchor: QWidget, narrowed: str = "") -> None:
        """Open over the search box; ``narrowed`` shows one group only."""
        self._before = self.window().focusWidget()
        self._narrowed = narrowed
        self._anchor = anchor
        self._cover()
        self.input.clear()
        self._refresh()
        self.show()
        self.raise_()
        self.input.setFocus(Qt.FocusReason.PopupFocusReason)

    def _cover(self) -> None:
        self.setGeometry(self._window.rect())

    def leave(self) -> None:
        """Close without a choice; the keyboard goes back to where it was."""
        self.hide()
        self._is_waiting = self._is_chosen = False
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)

    def _refresh(self) -> None:
        query, narrowed, browser = self.input.text(), self._narrowed, self._navigator.browsing
        if browser is None:
            self._show_offers(offers(self._document.project, query, narrowed))
            return
        self._is_waiting, self._is_chosen = True, False
        browser.search(query, limit_of(narrowed), lambda found: self._on_found(found, query))

    def _on_found(self, found: Found, query: str) -> None:
        """Show what a browsed store has found, unless something else was typed since; then do what Enter waited for."""
        if query != self.input.text():
            return
        self._is_waiting = False
        self._show_offers(offers_of(found.hits, query, self._narrowed, found.kinds))
        if self._is_chosen:
            self._choose(self.list.currentIndex().row())

    def _show_offers(self, rows: list[Offer]) -> None:
        found = [offer for offer in rows if offer.verb != "action" or self._actions[offer.id].isEnabled()]
        self._model.show(found)
        first = self._model.next_offer(-1, 1)
        if first >= 0:
            self.list.setCurrentIndex(self._model.index(first))
        words = "Nothing found" if not found else counted(len(found), "result")
        self._head.say(f"{HEADINGS[self._narrowed]}: {words.lower()}" if self._narrowed else words)
        self._place()

    def _place(self) -> None:
        width = min(WIDTH, self.width() - 32)
        anchor = self._anchor.mapTo(self._window, self._anchor.rect().center()).x()
        left = min(max(anchor - width // 2, 16), max(self.width() - width - 16, 16))
        rows = sum(HEADING_HEIGHT if isinstance(row, str) else ROW_HEIGHT for row in self._model.rows)
        room = self.height() - TOP - HEAD_HEIGHT - FOOT_HEIGHT - 32
        self._box.setGeometry(left, TOP, width, HEAD_HEIGHT + FOOT_HEIGHT + min(rows + 8, room) + 2)

    def _move(self, step: int) -> None:
        row = self._model.next_offer(self.list.currentIndex().row(), step)
        if row >= 0:
            self.list.setCurrentIndex(self._model.index(row))

    def _narrow(self) -> None:
        ring = ["", *HEADINGS]
        self._narrowed = ring[(ring.index(self._narrowed) + 1) % len(ring)]
        self._refresh()

    def _choose(self, row: int) -> None:
        if not 0 <= row < len(self._model.rows):
            return
        offer = self._model.rows[row]
        if isinstance(offer, str):
            return
        self.leave()
        self._run(offer)

    def _run(self, offer: Offer) -> None:
        if offer.verb == "entity":
            self._navigator.select_entity(offer.id)
        elif offer.verb == "relation":
            self._navigator.select_relation(offer.id)
        elif offer.verb == "focus":
            self._navigator.go_to(offer.id)
        elif offer.verb == "path":
            self.path_requested.emit(offer.id)
        elif offer.verb == "action":
            self._actions[offer.id].trigger()
        elif offer.verb == "article":
            self._navigator.bring_article(offer.id, lambda: self.passage_chosen.emit(offer.id, ""))
        else:
            self._show_quotation(offer)

    def _show_quotation(self, offer: Offer) -> None:
        project, browser = self._document.project, self._navigator.browsing
        if browser is not None and offer.owner is not None and offer.owner not in project.relations:
            browser.fetch([offer.owner], lambda: self._show_quotation_here(offer))
        else:
            self._show_quotation_here(offer)

    def _show_quotation_here(self, offer: Offer) -> None:
        project = self._document.project
        if offer.owner is not None and offer.owner in project.relations:
            self._navigator.select_relation(offer.owner)
            evidence = project.relations[offer.owner].evidence
        else:
            owner = next((e for e in project.entities.values() for fact in e.facts if fact.id == offer.owner), None)
            if owner is None:
                return
            self._navigator.select_entity(owner.id)
            evidence = tuple(item for fact in owner.facts for item in fact.evidence)
        article = next((item.article for item in evidence if item.id == offer.id), None)
        if article is not None and article in project.articles:
            self.passage_chosen.emit(article, offer.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that move through the list, and follow the window's size."""
        if watched is self.input and isinstance(event, QKeyEvent):
            if event.type() is QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress and self._on_key(event.key()):
                return True
        elif event.type() is QEvent.Type.Resize and self.isVisible():
            self._cover()
            self._place()
        return super().eventFilter(watched, event)

    def _on_key(self, key: int) -> bool:
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            for _ in range(8):
                self._move(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._is_waiting:
                self._is_chosen = True
            else:
                self._choose(self.list.currentIndex().row())
        elif key == Qt.Key.Key_Tab:
            self._narrow()
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the box closes it."""
        if not self._box.geometry().contains(event.position().toPoint()):
            self.leave()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Dim the window."""
        painter = QPainter(self)
        scrim = QColor(self._view.theme.color("scrim"))
        scrim.setAlphaF(self._view.theme.alpha("scrim"))
        painter.fillRect(self.rect(), scrim)
        painter.end()
