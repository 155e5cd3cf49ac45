"""A layout that breaks widgets into lines like words, or stands them in equal columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

if TYPE_CHECKING:
    from collections.abc import Sequence


class Flow(QLayout):
    """Lines of widgets.

    Parameters
    ----------
    parent : QWidget
        Whose children are laid out.
    gap : int
        Between the widgets of a line, in pixels.
    line_gap : int
        Between lines, in pixels; columns stand without.
    columns : int
        0 breaks lines where the width ends; n makes n equal columns.
    """

    _wishes: tuple[list[QSize], QSize] | None = None  # Qt asks for the same many times over while it lays out a window

    def __init__(self, parent: QWidget, gap: int = 8, line_gap: int = 4, columns: int = 0) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap, self._line_gap, self._columns = gap, line_gap, columns
        self.setContentsMargins(0, 0, 0, 0)

    def set_widgets(self, widgets: Sequence[QWidget]) -> None:
        """Lay out exactly these. Widgets that are no longer wanted are the caller's to delete."""
        while self._items:
            self._items.pop()
        for widget in widgets:
            self.addChildWidget(widget)
            self._items.append(QWidgetItem(widget))
            widget.show()
        self.invalidate()

    def widgets(self) -> list[QWidget]:
        """Return what is laid out."""
        return [widget for item in self._items if (widget := item.widget()) is not None]

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802  # Qt
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  # Qt
        """Return an item."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  # Qt
        """Give an item away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802  # Qt
        """Return that it wants no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802  # Qt
        """Return that the height follows from the width."""
        return True

    def invalidate(self) -> None:
        """Forget what size the widgets wish to have."""
        self._wishes = None
        super().invalidate()

    def heightForWidth(self, width: int) -> int:  # noqa: N802  # Qt
        """Return the height that a width asks for."""
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802  # Qt
        """Put the widgets into their places."""
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:  # Qt
        """Return a modest size."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802  # Qt
        """Return the size of the widest widget."""
        return self._wished()[1]

    def _wished(self) -> tuple[list[QSize], QSize]:
        """Return the size that each widget wishes to have, and the least that has room for each of them."""
        if self._wishes is None or len(self._wishes[0]) != len(self._items):
            least = QSize(0, 0)
            for item in self._items:
                least = least.expandedTo(item.minimumSize())
            self._wishes = [item.sizeHint() for item in self._items], least
        return self._wishes

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        if self._columns:
            return self._in_columns(rect, move=move)
        x, y, line = rect.x(), rect.y(), 0
        for item, size in zip(self._items, self._wished()[0], strict=True):
            width = min(size.width(), max(rect.width(), 1))
            if x > rect.x() and x + width > rect.x() + rect.width():
                x, y, line = rect.x(), y + line + self._line_gap, 0
            if move:
                item.setGeometry(QRect(x, y, width, size.height()))
            x += width + self._gap
            line = max(line, size.height())
        return y + line - rect.y()

    def _in_columns(self, rect: QRect, *, move: bool) -> int:
        gap = self._gap if self._columns > 1 else 0
        width = (rect.width() - gap * (self._columns - 1)) // self._columns
        y, line = rect.y(), 0
        for index, (item, size) in enumerate(zip(self._items, self._wished()[0], strict=True)):
            column, height = index % self._columns, size.height()
            if column == 0:
                y, line = y + line, 0
            if move:
                item.setGeometry(QRect(rect.x() + column * (width + gap), y, width, height))
            line = max(line, height)
        return y + line - rect.y()
