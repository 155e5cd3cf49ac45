"""Small parts that the pages share: a heading with a count, a pair of captions, a labelled group, a rival figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from explorer.widgets.column import Flow
from explorer.widgets.samples import ARROW_PX, StrokeButton
from explorer.widgets.words import Run, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from explorer.session.view import View

LABEL_PX = 88
GAP_PX = 8
TIE_LINE_PX = 22
TIE_GAP_PX = 12


class Heading(QWidget):
    """The name of a section, and at the right how much there is in it."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Words(view, "heading", self, max_lines=1)
        self.count = Words(view, "label", self, ink="ink_3", align_right=True, max_lines=1)

    def say(self, name: str, count: str = "") -> None:
        """Name the section."""
        self.name.say(name)
        self.count.say(count)
        self.setAccessibleName(f"{name}, {count}" if count else name)

    def fit(self, width: int) -> int:
        """See ``Part``."""
        right = min(self.count.natural_width, width) if self.count.text() else 0
        self.count.fit(right)
        self.count.setGeometry(QRect(width - right, 0, right, 16))
        self.name.fit(width - right)
        self.name.setGeometry(QRect(0, 0, width - right, 16))
        return 16


class Captions(QWidget):
    """A caption at the left edge and one at the right."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left = Words(view, "caption", self, ink="ink_2", max_lines=1)
        self.right = Words(view, "caption", self, ink="ink_2", max_lines=1, align_right=True)

    def fit(self, width: int) -> int:
        """See ``Part``."""
        for words, x in ((self.left, 0), (self.right, width - width // 2)):
            words.fit(width // 2)
            words.setGeometry(QRect(x, 0, width // 2, 16))
        return 16


class Tie(QWidget):
    """A relation as seen from one end: its line, which leads to it, and the other end, which leads there."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = StrokeButton(view, self)
        self.target = Words(view, "label", self, max_lines=1)

    def show_tie(self, stroke: str, sentence: str, go: Callable[[], None], runs: Sequence[Run]) -> None:
        """Show a relation; ``runs`` say what is at its other end."""
        self.line.show_relation(stroke, sentence, go)
        self.target.set_runs(*runs)

    @property
    def natural_width(self) -> int:
        """See ``Inline``."""
        return ARROW_PX + GAP_PX + self.target.natural_width

    def fit(self, width: int) -> int:
        """See ``Part``."""
        self.line.setGeometry(0, 1, ARROW_PX, 20)
        room = max(width - ARROW_PX - GAP_PX, 0)
        self.target.fit(room)
        self.target.setGeometry(QRect(ARROW_PX + GAP_PX, 3, room, 18))
        return TIE_LINE_PX


class Group(QWidget):
    """A label, and beside it things in as many lines as they take."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = Words(view, "label", self, ink="ink_2", max_lines=2)
        self.flow = Flow(TIE_LINE_PX, TIE_GAP_PX, self)

    def fit(self, width: int) -> int:
        """See ``Part``."""
        label = self.label.fit(LABEL_PX)
        room = width - LABEL_PX - GAP_PX
        flow = self.flow.fit(room)
        height = max(label, flow) + 2
        self.label.setGeometry(QRect(0, (height - label) // 2, LABEL_PX, label))
        self.flow.setGeometry(QRect(LABEL_PX + GAP_PX, (height - flow) // 2, room, flow))
        return height


class Note(QWidget):
    """Words of our own about something, beside a thin line so that nobody takes them for the article's."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.words = Words(view, "label", self, ink="ink_2")

    def fit(self, width: int) -> int:
        """See ``Part``."""
        height = self.words.fit(width - 12)
        self.words.setGeometry(QRect(12, 0, width - 12, height))
        return height

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the line."""
        painter = QPainter(self)
        painter.fillRect(0, 2, 1, self.height() - 4, QColor(self._view.theme.color("line_strong")))
        painter.end()
