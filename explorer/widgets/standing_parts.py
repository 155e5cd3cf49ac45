"""Parts of the relation page: how it stands and who says so, a rival figure, and that nothing supports it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from explorer.drawing.qt_icons import icon_image
from explorer.model.sentences import standing_label
from explorer.widgets.samples import MARKED_PX, StrokeSample
from explorer.widgets.words import Run, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from explorer.model.standing import Standing
    from explorer.session.view import View


class StandingLine(QWidget):
    """How a relation stands: its line, the word, and who."""

    def __init__(self, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self.sample = StrokeSample(view, self)
        self.words = Words(view, "label", self, ink="ink_2")

    def show_standing(self, stroke: str, standing: Standing, who: list[Run], said: str) -> None:
        """Show a standing; ``said`` is the whole in words."""
        label = standing_label(standing)
        self.sample.set_stroke(stroke)
        self.words.set_runs(Run(f"{label}: ", ink=f"stroke:{standing.value}", semibold=True), *who)
        self.setAccessibleName(f"{label}: {said}")

    def fit(self, width: int) -> int:
        """See ``Part``."""
        left = MARKED_PX + 8
        height = self.words.fit(width - left)
        self.words.setGeometry(QRect(left, 4, width - left, height))
        self.sample.setGeometry(0, 2, MARKED_PX, 20)
        return height + 8


class RivalBox(QWidget):
    """Another figure for the same thing, and a way to see what that rests on."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setObjectName("rival")
        self.figure = Words(view, "heading", self, max_lines=2)
        self.who = Words(view, "label", self, ink="ink_2", max_lines=2)
        self.compare = Words(view, "label", self, ink="accent", max_lines=1)

    def show_rival(self, figure: Sequence[Run], who: Sequence[Run], go: Callable[[], None]) -> None:
        """Show a figure, who stands behind it, and where Compare leads."""
        self.figure.set_runs(Run("Another figure: "), *figure)
        self.who.set_runs(*who)
        name = "".join(run.text for run in figure)
        self.compare.set_runs(Run("Compare", go=go, about=f"Compare with {name}", underlined=False))

    def fit(self, width: int) -> int:
        """See ``Part``."""
        left, end = 15, width - 13
        right = self.compare.natural_width
        self.compare.fit(right)
        self.compare.setGeometry(QRect(end - right, 10, right, 16))
        room = end - right - 32 - left
        height = self.figure.fit(room)
        self.figure.setGeometry(QRect(left, 10, room, height))
        y = 10 + height + 2
        height = self.who.fit(end - left)
        self.who.setGeometry(QRect(left, y, end - left, height))
        return y + height + 8

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the box with its thick edge, and the icon before Compare."""
        theme = self._view.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        path = QPainterPath()
        path.moveTo(box.topLeft())
        path.lineTo(box.right() - 6, box.top())
        path.arcTo(box.right() - 12, box.top(), 12, 12, 90, -90)
        path.lineTo(box.right(), box.bottom() - 6)
        path.arcTo(box.right() - 12, box.bottom() - 12, 12, 12, 0, -90)
        path.lineTo(box.bottomLeft())
        path.closeSubpath()
        painter.setPen(QPen(QColor(theme.color("line")), 1))
        painter.setBrush(QColor(theme.color("card")))
        painter.drawPath(path)
        painter.fillRect(QRectF(0, 0, 3, self.height()), QColor(theme.color("ink")))
        image = icon_image("git-compare", 16.0, theme.color("accent"), self.devicePixelRatioF())
        painter.drawImage(QPointF(self.compare.x() - 20, 10), image)
        painter.end()


class Unsupported(QWidget):
    """One sentence, and one button where somebody listens to it."""

    def __init__(self, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self._says = Words(view, "body", self, ink="ink_2")
        self._says.say("No passage supports this yet.")
        self.button = QPushButton("Attach a quotation", self)
        self.button.setObjectName("attach_quotation")

    def fit(self, width: int) -> int:
        """See ``Part``."""
        self._says.fit(width)
        self._says.setGeometry(QRect(0, 0, width, 20))
        self.button.setGeometry(0, 28, self.button.sizeHint().width(), 28)
        return 20 if self.button.isHidden() else 56
