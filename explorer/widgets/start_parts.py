"""Parts of the start page: four numbers, and what the colours of the tally mean."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from explorer.drawing.qt_text import text_width
from explorer.widgets.rows import write

if TYPE_CHECKING:
    from explorer.model.standing import Standing
    from explorer.session.view import View


MOST_IN_FULL = 100_000


class Numerals(QWidget):
    """Four numbers and what they count."""

    GAP_PX = 12

    def __init__(self, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._numbers: list[tuple[int, str]] = []

    def show_numbers(self, numbers: list[tuple[int, str]]) -> None:
        """Show numbers with their words."""
        self._numbers = numbers
        self.setAccessibleName(", ".join(f"{number:,} {word}" for number, word in numbers))
        self.update()

    def fit(self, width: int) -> int:  # noqa: ARG002
        """See ``Part``."""
        return 44

    @staticmethod
    def _written(number: int) -> str:
        """Return a number in full, or in thousands or millions where there is no room for it."""
        if number < MOST_IN_FULL:
            return f"{number:,}"
        return f"{number / 1000:,.0f}k" if number < 10 * MOST_IN_FULL else f"{number / 1_000_000:.1f}M"

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw them in columns: equal ones, or where words would touch with equal room between them."""
        theme = self._view.theme
        sizes = theme.type("numeral").size, theme.type("label").size
        widths = [
            max(text_width(text, size) for text, size in zip((self._written(number), word), sizes, strict=True))
            for number, word in self._numbers
        ]
        count = max(len(widths), 1)
        column, gap = self.width() / count, max(self.width() - sum(widths), 0.0) / max(count - 1, 1)
        touching = max(widths, default=0.0) + self.GAP_PX > column
        painter = QPainter(self)
        for index, (number, word) in enumerate(self._numbers):
            x = sum(widths[:index]) + index * gap if touching else index * column
            width = self.width() - x
            write(painter, theme, QRectF(x, 0, width, 28), self._written(number), "numeral", "ink")
            write(painter, theme, QRectF(x, 28, width, 16), word, "label", "ink_2")
        painter.end()


class TallyLegend(QWidget):
    """What the colours of the tally mean, four to a line."""

    LINE_PX, SQUARE_PX, TEXT_PX, GAPS_PX = 18, 8, 14, (6, 24)

    def __init__(self, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self._counts: list[tuple[Standing, int]] = []
        self._widths: list[int] = []

    def show_counts(self, found: list[tuple[Standing, int]]) -> None:
        """Show how many there are of each standing."""
        self._counts = found
        self.update()

    def fit(self, width: int) -> int:
        """See ``Part``."""
        size = self._view.theme.type("caption").size
        words = [self.TEXT_PX + math.ceil(text_width(word, size)) + 1 for word in self._words()]
        for columns in (4, 3, 2, 1):
            self._widths = [max(words[index::columns]) for index in range(min(columns, len(words)))]
            if sum(self._widths) + self.GAPS_PX[0] * (len(self._widths) - 1) <= width:
                break
        lines = math.ceil(len(words) / max(len(self._widths), 1))
        return lines * self.LINE_PX - 2 if lines else 0

    def _words(self) -> list[str]:
        return [f"{count:,} {standing.value}" for standing, count in self._counts]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw a square and a word for each, in columns as wide as their words."""
        theme = self._view.theme
        slack = (self.width() - sum(self._widths)) / max(len(self._widths) - 1, 1)
        gap = min(max(slack, self.GAPS_PX[0]), self.GAPS_PX[1])
        painter = QPainter(self)
        for index, ((standing, _), word) in enumerate(zip(self._counts, self._words(), strict=True)):
            line, column = divmod(index, len(self._widths))
            x, y = round(sum(self._widths[:column]) + gap * column), line * self.LINE_PX
            color = QColor(theme.stroke(standing.value).color)
            painter.fillRect(x, y + 4, self.SQUARE_PX, self.SQUARE_PX, color)
            area = QRectF(x + self.TEXT_PX, y, self.width() - x - self.TEXT_PX, 16)
            write(painter, theme, area, word, "caption", "ink_2")
        painter.end()
