"""What frames the palette's results: the line that is typed into, and the keys that can be pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget

from explorer.widgets.icons import icon
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from explorer.session.view import View

HEAD_HEIGHT, FOOT_HEIGHT = 48, 36
PADDING_PX, ICON_PX = 16, 18
CAP_HEIGHT, CAP_PADDING = 18, 5
RADIUS_PX = 7  # of the box, less its line
WHAT = "Find an entity, relation, article or action"
KEYS = ((("↑", "↓"), "choose"), (("Enter",), "go there"), (("Tab",), "narrow to a group"))
LEAVING = (("Esc",), "close")


class PaletteHead(QWidget):
    """Holds the input and says how much was found."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view
        self.setFixedHeight(HEAD_HEIGHT)
        self.input = QLineEdit()
        self.input.setObjectName("palette_input")
        self.input.setAccessibleName(WHAT)
        self.input.setPlaceholderText(WHAT)
        self.input.setFont(ui_font(17))
        self.input.setMaxLength(400)
        self._found = QLabel()
        self._found.setFont(ui_font(12))
        self._found.setForegroundRole(self._found.foregroundRole().PlaceholderText)
        row = QHBoxLayout(self)
        row.setContentsMargins(PADDING_PX + ICON_PX + 10, 0, PADDING_PX, 1)
        row.setSpacing(12)
        row.addWidget(self.input, 1)
        row.addWidget(self._found)

    def say(self, found: str) -> None:
        """Say how much was found."""
        self._found.setText(found)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the lens and the line below."""
        painter = QPainter(self)
        icon("search").paint(painter, PADDING_PX, (self.height() - ICON_PX) // 2, ICON_PX, ICON_PX)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._view.theme.color("line")))
        painter.end()


class PaletteFoot(QWidget):
    """Says which keys do what."""

    def __init__(self, view: View) -> None:
        super().__init__()
        self._view = view
        self.setFixedHeight(FOOT_HEIGHT)
        self.setFont(ui_font(11))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw keys and words on a plate that is round where the box is."""
        theme, width, height = self._view.theme, self.width(), self.height()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plate = QPainterPath()
        plate.addRoundedRect(QRectF(0, -RADIUS_PX, width, height + RADIUS_PX), RADIUS_PX, RADIUS_PX)
        painter.setClipRect(self.rect())
        painter.fillPath(plate, QColor(theme.color("panel")))
        painter.fillRect(0, 0, width, 1, QColor(theme.color("line")))
        x = PADDING_PX
        for caps, words in KEYS:
            x = self._draw(painter, x, caps, words) + PADDING_PX
        self._draw(painter, width - PADDING_PX - self._needed(*LEAVING), *LEAVING)
        painter.end()

    def _needed(self, caps: tuple[str, ...], words: str) -> int:
        metrics = self.fontMetrics()
        return sum(self._cap_width(cap) + 4 for cap in caps) + metrics.horizontalAdvance(words) + 2

    def _cap_width(self, cap: str) -> int:
        return max(self.fontMetrics().horizontalAdvance(cap) + 2 * CAP_PADDING, CAP_HEIGHT)

    def _draw(self, painter: QPainter, x: int, caps: tuple[str, ...], words: str) -> int:
        theme, top = self._view.theme, (self.height() - CAP_HEIGHT) // 2
        for cap in caps:
            box = QRect(x, top, self._cap_width(cap), CAP_HEIGHT)
            painter.setPen(QPen(QColor(theme.color("line")), 1.0))
            painter.setBrush(QColor(theme.color("card")))
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setPen(QColor(theme.color("ink_2")))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, cap)
            x += box.width() + 4
        painter.setPen(QColor(theme.color("ink_2")))
        width = self.fontMetrics().horizontalAdvance(words) + 2
        painter.drawText(QRect(x, 0, width, self.height()), Qt.AlignmentFlag.AlignVCenter, words)
        return x + width
