"""A line that is typed into, and below it what may be meant: Enter or Tab takes a row, and what is new is offered as new."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from explorer.drawing.qt_samples import kind_sample
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from explorer.session.view import View

    Index = QModelIndex | QPersistentModelIndex

ROW_PX, MOST_ROWS = 26, 7
SHAPE_PX, SHAPE_ROOM_PX = 14, 22
CHOICE = Qt.ItemDataRole.UserRole
LONGEST = 400


class Choice(NamedTuple):
    """Something that can be taken: its id (empty for what is new), how it is called, and the kind whose shape it has."""

    key: str
    text: str
    detail: str = ""
    kind: str = ""
    is_likely: bool = True

    @property
    def is_new(self) -> bool:
        """Whether it comes into being when it is taken."""
        return not self.key


class PickField(QLineEdit):
    """Asks for one of many things by its name.

    Parameters
    ----------
    view : View
    suggest : callable
        Returns what may be meant by some letters, best first; what is new among it.
    name, label : str
        Its object name, and what it is called to those who cannot see it.

    Signals
    -------
    picked
        Something else is chosen, or nothing any more.
    """

    picked = Signal()

    def __init__(
        self,
        view: View,
        suggest: Callable[[str], Sequence[Choice]],
        name: str,
        label: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._view, self._suggest = view, suggest
        self.choice: Choice | None = None
        self.setObjectName(name)
        self.setAccessibleName(label)
        self.setMaxLength(LONGEST)
        self.rows: _Rows | None = None
        self.textEdited.connect(self._on_edited)

    def show_choice(self, choice: Choice | None) -> None:
        """Show what is chosen."""
        self.choice = choice
        self.setText("" if choice is None else choice.text)
        self.setCursorPosition(0)
        has_shape = choice is not None and bool(choice.kind)
        self.setTextMargins(SHAPE_ROOM_PX if has_shape else 0, 0, 0, 0)
        self.setAccessibleDescription("" if choice is None else choice.detail)
        self.update()

    @property
    def is_offering(self) -> bool:
        """Whether rows are shown."""
        return self.rows is not None and self.rows.isVisible()

    # -- rows -----------------------------------------------------------------------------------

    def _on_edited(self, text: str) -> None:
        self.choice = None
        self.setTextMargins(0, 0, 0, 0)
        self.offer(text)
        self.picked.emit()

    def offer(self, text: str) -> None:
        """Show what may be meant by these letters."""
        found = self._suggest(text)
        if self.rows is None:
            self.rows = _Rows(self._view, self.window())
            self.rows.itemClicked.connect(lambda item: self._take(item.data(CHOICE)))
        self.rows.show_below(self, found)

    def _take(self, choice: Choice | None) -> None:
        self.fold()
        self.show_choice(choice)
        self.picked.emit()

    def fold(self) -> None:
        """Hide the rows."""
        if self.rows is not None:
            self.rows.hide()

    def settle(self) -> None:
        """Take the row one is at, if rows are shown; an emptied line means nothing."""
        if self.is_offering and self.rows is not None:
            self._take(self.rows.choice if self.text().strip() else None)

    # -- events ---------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Keep Esc for the rows while they are shown."""
        is_override = event.type() is QEvent.Type.ShortcutOverride and self.is_offering
        if is_override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go through the rows, take one, or fold them; Enter is left to the form when there are none."""
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            if self.is_offering and self.rows is not None:
                self.rows.step(1 if key == Qt.Key.Key_Down else -1)
            else:
                self.offer("" if self.choice is not None else self.text())
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self.is_offering and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.settle()
            else:
                self.settle()
                event.ignore()
        elif key == Qt.Key.Key_Escape and self.is_offering:
            self.fold()
        elif key == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select everything, so that typing replaces it."""
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the row one is at."""
        self.settle()
        super().focusOutEvent(event)

    def hideEvent(self, event: object) -> None:
        """Hide the rows with the line."""
        self.fold()
        super().hideEvent(event)  # type: ignore[arg-type]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, the shape of a kind before the words, and that something is new behind them."""
        super().paintEvent(event)
        choice = self.choice
        if choice is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._view.theme
        if choice.kind:
            spot = QRectF(10, (self.height() - SHAPE_PX) / 2, SHAPE_PX, SHAPE_PX)
            kind_sample(painter, spot, theme, choice.kind, below="card")
        if choice.is_new:
            painter.setFont(ui_font(11))
            painter.setPen(QColor(theme.color("ink_3")))
            words = choice.detail
            wide = painter.fontMetrics().horizontalAdvance(words) + 8
            if self.fontMetrics().horizontalAdvance(self.text()) + wide + SHAPE_ROOM_PX + 20 < self.width():
                painter.drawText(self.rect().adjusted(0, 0, -10, 0), _AT_RIGHT, words)
        painter.end()


_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Rows(QListWidget):
    """What may be meant, over everything else in the window."""

    def __init__(self, view: View, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("suggestions")
        self.setAccessibleName("What may be meant")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self._delegate = _Row(view)
        self.setItemDelegate(self._delegate)
        self.itemEntered.connect(self.setCurrentItem)
        self.hide()

    @property
    def choice(self) -> Choice | None:
        """What one is at."""
        item = self.currentItem()
        found: Choice | None = None if item is None else item.data(CHOICE)
        return found

    def step(self, by: int) -> None:
        """Go to the next row or the one before."""
        self.setCurrentRow(max(min(self.currentRow() + by, self.count() - 1), 0))

    def show_below(self, field: QWidget, choices: Sequence[Choice]) -> None:
        """Show these below a field, or above it where there is more room."""
        self.clear()
        for choice in choices:
            item = QListWidgetItem(f"{choice.text}, {choice.detail}" if choice.detail else choice.text)
            item.setData(CHOICE, choice)
            self.addItem(item)
        if not choices:
            self.hide()
            return
        likely = next((row for row, choice in enumerate(choices) if choice.is_likely), 0)
        self.setCurrentRow(likely)
        top = field.mapTo(self.window(), QPoint(0, 0))
        height = min(len(choices), MOST_ROWS) * ROW_PX + 2
        below = top.y() + field.height() + 2
        fits = below + height <= self.window().height() or top.y() < self.window().height() - below
        y = below if fits else top.y() - height - 2
        self.setGeometry(QRect(top.x(), max(y, 0), field.width(), height))
        self.raise_()
        self.show()


class _Row(QStyledItemDelegate):
    """Draws one of them: shape, words, and what it is."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return the height of a row."""
        return QSize(100, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        choice, theme, rect = index.data(CHOICE), self._view.theme, option.rect
        choice = Choice(*choice)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(rect, QColor(theme.color("mark" if chosen else "card")))
        if chosen:
            painter.fillRect(rect.x(), rect.y(), 3, rect.height(), QColor(theme.color("ink")))
        left = rect.x() + 10
        if choice.kind:
            spot = QRectF(left, rect.y() + (rect.height() - SHAPE_PX) / 2, SHAPE_PX, SHAPE_PX)
            kind_sample(painter, spot, theme, choice.kind, below="mark" if chosen else "card")
            left += SHAPE_ROOM_PX
        painter.setFont(ui_font(11))
        right = rect.right() - 10
        detail = painter.fontMetrics().elidedText(choice.detail, Qt.TextElideMode.ElideRight, rect.width() // 2)
        painter.setPen(QColor(theme.color("ink_2" if chosen else "ink_3")))
        painter.drawText(QRect(left, rect.y(), right - left, rect.height()), _AT_RIGHT, detail)
        right -= painter.fontMetrics().horizontalAdvance(detail) + 10
        painter.setFont(ui_font(13))
        painter.setPen(QColor(theme.color("ink")))
        words = painter.fontMetrics().elidedText(choice.text, Qt.TextElideMode.ElideRight, right - left)
        painter.drawText(QRect(left, rect.y(), right - left, rect.height()), Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()
