"""Parts one below the other, and things in lines like words. Each part is asked once how high it is at a width.

Qt's layouts would ask every part several times; a panel that is filled within a frame cannot afford that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

MARGIN_PX = 16
"""Beside and below the pages of a panel."""

Made = TypeVar("Made", bound=QWidget)


class Part(Protocol):
    """A widget that a column can hold."""

    def fit(self, width: int) -> int:
        """Arrange what is inside for a width; return the height."""

    def setGeometry(self, rect: QRect, /) -> None:  # noqa: N802  # Qt
        """Go there."""

    def setVisible(self, visible: bool, /) -> None:  # noqa: N802, FBT001  # Qt
        """Be seen, or not."""


class Inline(Part, Protocol):
    """A part that can stand in a line with others."""

    @property
    def natural_width(self) -> int:
        """How wide it is if there is room."""


Stack = list[tuple[int, Part]]
"""Parts from top to bottom, each with the gap above it in px."""


class Column(QWidget):
    """Holds parts, its children, one below the other; which ones may change at any time."""

    def __init__(self, parent: QWidget | None = None, *, margin_px: int = 0, bottom_px: int = 0) -> None:
        super().__init__(parent)
        self._margin_px, self._bottom_px = margin_px, bottom_px
        self._parts: Stack = []

    def set_parts(self, parts: Stack) -> None:
        """Show these parts; all other children are hidden."""
        self._parts = parts
        _show_only(self, [part for _, part in parts])

    def fit(self, width: int) -> int:
        """See ``Part``."""
        y = 0
        inner = width - 2 * self._margin_px
        for gap, part in self._parts:
            y += gap
            height = part.fit(inner)
            part.setGeometry(QRect(self._margin_px, y, inner, height))
            y += height
        return y + self._bottom_px


class Flow(QWidget):
    """Holds inline parts, its children, in as few lines as they fit into."""

    def __init__(self, line_px: int, gap_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line_px, self._gap_px = line_px, gap_px
        self._items: list[Inline] = []

    def set_items(self, items: Iterable[Inline]) -> None:
        """Show these; all other children are hidden."""
        self._items = list(items)
        _show_only(self, self._items)

    def fit(self, width: int) -> int:
        """See ``Part``."""
        x = y = 0
        for item in self._items:
            wide = min(item.natural_width, width)
            if x and x + wide > width:
                x, y = 0, y + self._line_px
            item.fit(wide)
            item.setGeometry(QRect(x, y, wide, self._line_px))
            x += wide + self._gap_px
        return y + self._line_px if self._items else 0


def _show_only(parent: QWidget, parts: Sequence[Part]) -> None:
    wanted = {id(part) for part in parts}
    for child in parent.children():
        if isinstance(child, QWidget) and id(child) not in wanted:
            child.hide()
    for part in parts:
        part.setVisible(True)


class Pool(Generic[Made]):
    """Widgets that are made once and used again and again."""

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._made: list[Made] = []
        self._used = 0

    def release(self) -> None:
        """Take them all back."""
        self._used = 0

    def take(self) -> Made:
        """Return one that is free."""
        if self._used == len(self._made):
            self._made.append(self._make())
        self._used += 1
        return self._made[self._used - 1]
