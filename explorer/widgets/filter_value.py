"""What stands in the filter panel: one value with its sample and count, and the head of a facet that folds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy

from explorer.drawing.qt_samples import kind_sample, stroke_sample
from explorer.model.filters import Facet
from explorer.widgets.hints import literally
from explorer.widgets.icons import icon
from explorer.widgets.link import write_on
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from explorer.session.view import View

CHIP_HEIGHT, LEAST_PX = 24, 60
FOLD_HEIGHT = 28
KIND_PX, LINE_PX = 14, 20  # so short a line leaves room for "Unsupported" beside another
GAP_PX = 6
MOST_IN_FULL = 10_000
FOLD_ICON_PX = 12
BOXED_PX, INSET_PX = 8, 4  # air at both ends: inside a chip, and around a bare row for its focus ring


class FilterValue(QAbstractButton):
    """One value of a facet with its sample and count. Click shows only it, Ctrl+click adds or takes it off.

    Parameters
    ----------
    view : View
        Whose filters are changed.
    facet : Facet
        What is filtered by.
    values : tuple of str
        What passes; an act of speech stands for several kinds of relation.
    text : str
        What it is called.
    sample : str
        Key of a kind for entity kinds, of a stroke for standings and voices, else empty.
    """

    def __init__(self, view: View, facet: Facet, values: tuple[str, ...], text: str, sample: str = "") -> None:
        super().__init__()
        self._view, self._facet, self._values, self._sample = view, facet, values, sample
        self._boxed = facet is Facet.ENTITY_KIND
        self._air = BOXED_PX if self._boxed else INSET_PX
        self.setObjectName(f"filter_{sample if sample.startswith('voice_') else f'{facet.value}_{values[0]}'}")
        write_on(self, text)
        self.setCheckable(True)
        self.setFont(ui_font(12))
        self.setFixedHeight(CHIP_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(literally([text, "Click: only this. Ctrl+click: this as well."]))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._number = 0
        wish = QSizePolicy.Policy.Preferred if self._boxed else QSizePolicy.Policy.Expanding
        self.setSizePolicy(wish, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def set_number(self, number: int, *, chosen: bool) -> None:
        """Show how many there are."""
        self.setChecked(chosen)
        self.setAccessibleName(f"{self.text()}, {number:,}")
        if number != self._number:
            self._number = number
            self.updateGeometry()
        self.update()

    def _written(self) -> str:
        """Return the number; in thousands where two stand side by side."""
        if self._sample and not self._boxed and self._number >= MOST_IN_FULL:
            return f"{self._number / 1000:,.0f}k"
        return f"{self._number:,}"

    def _sample_width(self) -> int:
        return 0 if not self._sample else KIND_PX if self._boxed else LINE_PX

    def sizeHint(self) -> QSize:
        """Return the room for sample, word and number."""
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance(self._written())
        sample = self._sample_width()
        return QSize(words + (sample + GAP_PX if sample else 0) + GAP_PX + 2 * self._air, CHIP_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the least room; a long word is elided."""
        return QSize(min(self.sizeHint().width(), LEAST_PX), CHIP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw it."""
        theme, rect = self._view.theme, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_plate(painter, rect)
        faint = self._number == 0 and not self.isChecked()
        left = float(self._air)
        painter.setOpacity(0.45 if faint else 1.0)
        sample = self._sample_width()
        if sample and self._boxed:
            kind_sample(painter, QRectF(left, (rect.height() - sample) / 2, sample, sample), theme, self._sample)
        elif sample:
            stroke_sample(painter, QRectF(left, 0, sample, rect.height()), theme, self._sample)
        painter.setOpacity(1.0)
        left += sample + GAP_PX if sample else 0
        number = self._written()
        width = self.fontMetrics().horizontalAdvance(number)
        right = rect.width() - self._air
        painter.setPen(QColor(theme.color("ink" if self.isChecked() else "ink_3")))
        painter.drawText(QRectF(right - width, 0, width, rect.height()), Qt.AlignmentFlag.AlignVCenter, number)
        room = right - width - 4 - left
        painter.setPen(QColor(theme.color("ink_3" if faint else "ink")))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room) + 1)
        painter.drawText(QRectF(left, 0, room + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

    def _paint_plate(self, painter: QPainter, rect: QRectF) -> None:
        theme = self._view.theme
        fill = "mark" if self.isChecked() else "hover" if self.underMouse() else "card" if self._boxed else None
        edge = QColor(theme.color("line")) if self._boxed else QColor(0, 0, 0, 0)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.color("accent")), 2.0))
            rect = rect.adjusted(0.5, 0.5, -0.5, -0.5)
        else:
            painter.setPen(QPen(edge, 1.0))
        painter.setBrush(QColor(theme.color(fill)) if fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def _on_clicked(self) -> None:
        filters = self._view.scope.filters
        more = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
        change = filters.toggled if more else filters.picked
        self._view.set_filters(change(self._facet, *self._values))
        self.setChecked(set(self._values) <= set(self._view.scope.filters.values(self._facet)))


class Fold(QAbstractButton):
    """The head of a folded facet: arrow, name, summary."""

    def __init__(self, view: View, text: str) -> None:
        super().__init__()
        self._view = view
        self._summary = ""
        write_on(self, text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFixedHeight(FOLD_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(ui_font(12))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def set_summary(self, summary: str) -> None:
        """Show what is inside in a few words."""
        self._summary = summary
        self.setAccessibleDescription(summary)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw it."""
        theme = self._view.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(theme.color("hover")))
        arrow = icon("chevron-down" if self.isChecked() else "chevron-right")
        arrow.paint(painter, INSET_PX, (self.height() - FOLD_ICON_PX) // 2, FOLD_ICON_PX, FOLD_ICON_PX)
        painter.setPen(QColor(theme.color("ink_2")))
        inner = self.rect().adjusted(INSET_PX, 0, -INSET_PX, 0)
        painter.drawText(inner.adjusted(16, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(ui_font(11))
        painter.setPen(QColor(theme.color("ink_3")))
        room = inner.width() - 16 - self.fontMetrics().horizontalAdvance(self.text()) - 16
        summary = painter.fontMetrics().elidedText(self._summary, Qt.TextElideMode.ElideRight, room)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, summary)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.color("accent")), 2.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()
