"""The legend, made from the style rules: only standings and voices in use. Click a row to show only that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QGridLayout, QLabel, QWidget

from explorer.drawing.qt_samples import stroke_sample
from explorer.model.columns import STANDINGS
from explorer.model.facets import columns
from explorer.model.filters import Facet
from explorer.session.voices import NAMES, voices_in_use
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from explorer.model.changes import Delta
    from explorer.session.document import Document
    from explorer.session.view import View

ROW_HEIGHT, ROW_WIDTH = 22, 128
TIGHT_HEIGHT, TIGHT_WIDTH = 20, 116
SAMPLE_WIDTH, TIGHT_SAMPLE, GAP = 46, 40, 8
COLUMNS = (4, 3, 2, 1)
PADDING, TIGHT_PADDING = 12, 8


class _Row(QAbstractButton):
    """A line sample and its word."""

    def __init__(self, view: View, facet: Facet, values: tuple[str, ...], stroke: str, word: str) -> None:
        super().__init__()
        self._view, self._facet, self._values, self._stroke = view, facet, values, stroke
        self._drawn = QPixmap()
        self._drawn_for: tuple[object, ...] = ()
        self.setText(word)
        self.setObjectName(f"legend_{stroke}")
        says = f"Show only {word.lower()} relations" if facet is Facet.STANDING else f"Show only: {word.lower()}"
        self.setAccessibleName(says)
        self.setToolTip(says)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(ui_font(11))
        self.clicked.connect(self._on_clicked)

    def follow(self) -> None:
        """Show whether only this is shown."""
        self.setChecked(set(self._values) <= set(self._view.scope.filters.values(self._facet)))

    def _on_clicked(self) -> None:
        more = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
        filters = self._view.scope.filters
        change = filters.toggled if more else filters.picked
        self._view.set_filters(change(self._facet, *self._values))
        self.follow()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw them; a chosen row is marked. Kept as an image: it is painted with every frame of the canvas below."""
        below = "mark" if self.isChecked() else "hover" if self.underMouse() else "canvas"
        look = (self._view.theme, below, self.hasFocus(), self.size(), self.devicePixelRatioF())
        if look != self._drawn_for:
            self._drawn_for = look
            self._drawn = QPixmap(self.size() * self.devicePixelRatioF())
            self._drawn.setDevicePixelRatio(self.devicePixelRatioF())
            self._draw(QPainter(self._drawn), below)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        painter.end()

    def _draw(self, painter: QPainter, below: str) -> None:
        theme = self._view.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(theme.color(below)))
        width = SAMPLE_WIDTH if self.width() == ROW_WIDTH else TIGHT_SAMPLE
        sample = QRectF(0, 0, width, self.height())
        stroke_sample(painter, sample, theme, self._stroke, mark=True, below=below)
        painter.setPen(QColor(theme.color("ink" if self.isChecked() else "ink_2")))
        painter.setFont(ui_font(11))
        word = self.rect().adjusted(width + GAP, 0, 0, 0)
        painter.drawText(word, Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.color("accent")), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()


class Legend(QWidget):
    """Says what the lines mean."""

    def __init__(self, document: Document, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self._document, self._view = document, view
        self._columns, self._tight = COLUMNS[0], False
        self._most_height = 0
        self._used: tuple[object, ...] = ()
        self._standings: list[_Row] = []
        self._voices: list[_Row] = []
        self._titles = [_title("How a relation stands", self), _title("Voices", self)]
        self._grid = QGridLayout(self)
        self._grid.setSpacing(0)
        view.theme_changed.connect(self.update)
        view.scope_changed.connect(self._on_scope_changed)
        document.replaced.connect(self.refresh)
        document.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Show the standings and voices in use."""
        self._view.whenever(self._show_used)

    def _on_changed(self, delta: Delta) -> None:
        if delta.facts:
            self.refresh()

    def _show_used(self) -> None:
        project = self._document.project
        counts = np.bincount(columns(project).standing, minlength=len(STANDINGS))  # np.unique would import numpy.ma
        used = tuple(standing for standing, count in zip(STANDINGS, counts.tolist(), strict=True) if count)
        voices = voices_in_use(project)
        if (used, voices) == self._used:
            return
        self._used = (used, voices)
        for row in (*self._standings, *self._voices):
            row.setParent(None)
            row.deleteLater()
        view = self._view
        self._standings = [
            _Row(view, Facet.STANDING, (standing.value,), standing.value, standing.value.capitalize())
            for standing in used
        ]
        self._voices = [
            _Row(view, Facet.RELATION_KIND, kinds, f"voice_{name}", NAMES[name]) for name, kinds in voices.items()
        ]
        self._arrange()
        self._on_scope_changed()

    def fit(self, width: int, height: int, *, tight: bool) -> None:
        """Use as many columns as fit; where room is tight, do without titles, and hide where even so there is none."""
        self._most_height = height
        each, padding = (TIGHT_WIDTH, TIGHT_PADDING) if tight else (ROW_WIDTH, PADDING)
        columns = next((n for n in COLUMNS if n * each + 2 * padding <= width), 1)
        if (columns, tight) != (self._columns, self._tight):
            self._columns, self._tight = columns, tight
            self._arrange()
        else:
            self._show_if_it_fits()

    def _arrange(self) -> None:
        while self._grid.count():
            self._grid.takeAt(0)
        each, height = (TIGHT_WIDTH, TIGHT_HEIGHT) if self._tight else (ROW_WIDTH, ROW_HEIGHT)
        padding = TIGHT_PADDING if self._tight else PADDING
        self._grid.setContentsMargins(padding, 8, padding, 8)
        line = 0
        parts = [[*self._standings, *self._voices], []] if self._tight else [self._standings, self._voices]
        for title, rows in zip(self._titles, parts, strict=True):
            title.setVisible(bool(rows) and not self._tight)
            if not title.isHidden():
                self._grid.addWidget(title, line, 0, 1, self._columns)
                line += 1
            for index, row in enumerate(rows):
                row.setFixedSize(each, height)
                self._grid.addWidget(row, line + index // self._columns, index % self._columns)
                row.show()
            line += -(-len(rows) // self._columns)
        self._grid.activate()
        self.resize(self._grid.sizeHint())
        self._show_if_it_fits()

    def _show_if_it_fits(self) -> None:
        self.setVisible(bool(self._standings) and self.height() <= self._most_height)

    def _on_scope_changed(self) -> None:
        for row in (*self._standings, *self._voices):
            row.follow()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the plate."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._view.theme.color("line")), 1.0))
        painter.setBrush(QColor(self._view.theme.color("canvas")))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()


def _title(text: str, parent: QWidget) -> QLabel:
    title = QLabel(text, parent)
    title.setFont(ui_font(11, semibold=True))
    title.setFixedHeight(20)
    return title
