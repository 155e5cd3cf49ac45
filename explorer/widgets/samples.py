"""Small samples of the look as widgets: strokes, kinds, stances, tallies. The painter of the canvas draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from explorer.drawing.qt_samples import kind_sample, stroke_sample
from explorer.widgets.link import Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from explorer.session.view import View

KIND_PX = 14
STANCE_PX = 24
ARROW_PX = 22
MARKED_PX = 46
BAR_PX = 8
SEGMENT_GAP_PX = 2


class StrokeSample(QWidget):
    """How a relation stands: a line with head and mark."""

    def __init__(self, view: View, parent: QWidget | None = None, *, below: str = "panel") -> None:
        super().__init__(parent)
        self._view, self._below = view, below
        self._stroke = "asserted"
        self.setFixedWidth(MARKED_PX)

    def set_stroke(self, stroke: str) -> None:
        """Show another stroke."""
        self._stroke = stroke
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw it."""
        painter = QPainter(self)
        area = QRectF(0, 0, self.width(), self.height())
        stroke_sample(painter, area, self._view.theme, self._stroke, mark=True, below=self._below)
        painter.end()


class StrokeButton(Link):
    """A line with its head that leads to the relation."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._stroke = "asserted"

    def show_relation(self, stroke: str, sentence: str, go: Callable[[], None]) -> None:
        """Show a relation's stroke, and lead to it."""
        self._stroke, self._go = stroke, go
        self.setAccessibleName(sentence)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the arrow."""
        return QSize(ARROW_PX, 20)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the line, on a lighter ground under the pointer."""
        theme = self._view.theme
        painter = QPainter(self)
        below = "hover" if self.underMouse() else "panel"
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(theme.color(below)))
        area = QRectF(1, 0, self.width() - 2, self.height())
        stroke_sample(painter, area, theme, self._stroke, below=below)
        if self.hasFocus():
            painter.setPen(QColor(theme.color("accent")))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class KindSample(QWidget):
    """The shape of an entity, with its icon."""

    def __init__(self, view: View, side_px: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._kind, self._icon = "topic", ""
        self.setFixedSize(side_px, side_px)

    def set_kind(self, kind: str, icon: str = "") -> None:
        """Show another kind."""
        self._kind, self._icon = kind, icon
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw it."""
        painter = QPainter(self)
        area = QRectF(0, 0, self.width(), self.height())
        kind_sample(painter, area, self._view.theme, self._kind, icon=self._icon, below="panel")
        painter.end()


class TallyBar(QWidget):
    """A bar of segments side by side: one for each passage, or as wide as the count behind each."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._segments: list[tuple[str, int]] = []

    def set_segments(self, segments: Iterable[tuple[str, int]], said: str) -> None:
        """Show segments (key of a stroke, weight); ``said`` is what a screen reader says of them."""
        self._segments = [segment for segment in segments if segment[1]]
        self.setAccessibleName(said)
        self.update()

    def fit(self, width: int) -> int:  # noqa: ARG002
        """Return the height of the bar."""
        return BAR_PX

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the segments."""
        painter = QPainter(self)
        total = sum(weight for _, weight in self._segments)
        if not total:
            painter.fillRect(self.rect(), QColor(self._view.theme.color("hover")))
        gap = SEGMENT_GAP_PX if len(self._segments) * 2 * SEGMENT_GAP_PX < self.width() else 0
        room = self.width() - gap * (len(self._segments) - 1)
        before = 0
        for index, (key, weight) in enumerate(self._segments):
            left = round(room * before / total) + gap * index
            before += weight
            right = round(room * before / total) + gap * index
            painter.fillRect(left, 0, max(right - left, 1), BAR_PX, QColor(self._view.theme.stroke(key).color))
        painter.end()
