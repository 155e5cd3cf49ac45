"""The legend, made from the style rules: only standings in use. Click a row to show only that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QLabel, QVBoxLayout, QWidget

from explorer.drawing.qt_samples import stroke_sample
from explorer.model.filters import Facet
from explorer.model.standing import Standing
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from explorer.session.document import Document
    from explorer.session.view import View

CELL = QSize(128, 22)
SAMPLE_WIDTH = 46
COLUMNS = (4, 2, 1)
PADDING = 12


class _Row(QAbstractButton):
    """A line sample and its word."""

    def __init__(self, view: View, standing: Standing) -> None:
        super().__init__()
        self._view, self._standing = view, standing
        self.setText(standing.value.capitalize())
        self.setObjectName(f"legend_{standing.value}")
        self.setAccessibleName(f"Show only {standing.value} relations")
        self.setToolTip(f"Show only {standing.value} relations")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(CELL)
        self.setFont(ui_font(11))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw them; a chosen row is marked, the others step back."""
        theme = self._view.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked():
            painter.fillRect(self.rect(), QColor(theme.color("mark")))
        elif self.underMouse():
            painter.fillRect(self.rect(), QColor(theme.color("hover")))
        stroke_sample(painter, QRectF(4, 0, SAMPLE_WIDTH, self.height()), theme, self._standing.value, mark=True)
        painter.setPen(QColor(theme.color("ink" if self.isChecked() else "ink_2")))
        painter.setFont(ui_font(11))
        painter.drawText(self.rect().adjusted(SAMPLE_WIDTH + 12, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.color("accent")), 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class Legend(QWidget):
    """Shows what the lines mean."""

    def __init__(self, document: Document, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self._document, self._view = document, view
        self._rows: dict[Standing, _Row] = {}
        self._columns = COLUMNS[0]
        title = QLabel("How a relation stands")
        title.setFont(ui_font(12, semibold=True))
        self._grid = QGridLayout()
        self._grid.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(PADDING - 4, 8, PADDING - 4, 8)
        column.setSpacing(4)
        title.setContentsMargins(4, 0, 0, 0)
        column.addWidget(title)
        column.addLayout(self._grid)
        for standing in Standing:
            row = _Row(view, standing)
            row.setParent(self)
            row.clicked.connect(lambda _=False, key=standing: self._on_clicked(key))
            self._rows[standing] = row
        view.theme_changed.connect(self.update)
        view.scope_changed.connect(self._on_scope_changed)
        document.replaced.connect(self.refresh)
        document.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the standings in use."""
        project = self._document.project
        used = {project.standing(key) for key in project.relations}
        self._used = [standing for standing in Standing if standing in used]
        self.setVisible(bool(self._used))
        self._arrange()
        self._on_scope_changed()

    def fit_width(self, width: int) -> None:
        """Use as many columns as fit."""
        columns = next((n for n in COLUMNS if n * CELL.width() + 2 * PADDING <= width), 1)
        if columns != self._columns:
            self._columns = columns
            self._arrange()

    def _arrange(self) -> None:
        while self._grid.count():
            self._grid.takeAt(0)
        for row in self._rows.values():
            row.hide()
        for index, standing in enumerate(self._used):
            row = self._rows[standing]
            self._grid.addWidget(row, index // self._columns, index % self._columns)
            row.show()
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(layout.sizeHint())

    def _on_clicked(self, standing: Standing) -> None:
        filters = self._view.scope.filters
        self._view.set_filters(filters.picked(Facet.STANDING, standing.value))

    def _on_scope_changed(self) -> None:
        chosen = self._view.scope.filters.values(Facet.STANDING)
        for standing, row in self._rows.items():
            row.setChecked(standing.value in chosen)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the plate."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._view.theme.color("line")), 1.0))
        painter.setBrush(QColor(self._view.theme.color("canvas")))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()
