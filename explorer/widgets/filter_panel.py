"""The filters with live counts: chips to take off in any order, kinds, standings, and the folded facets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from explorer.drawing.qt_samples import kind_sample, stroke_sample
from explorer.model.filters import Facet, Filters, counts, describe, facet_label, value_label
from explorer.model.sentences import counted
from explorer.model.standing import Standing
from explorer.widgets.flow import Flow
from explorer.widgets.icons import icon
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable

    from explorer.session.document import Document
    from explorer.session.view import View

PADDING = 16
CHIP_HEIGHT = 24
FOLDED = (Facet.RELATION_KIND, Facet.SPEAKER, Facet.ARTICLE, Facet.DATE, Facet.SOURCES, Facet.LINKED)
PLURALS = {
    Facet.RELATION_KIND: ("type", "types"),
    Facet.SPEAKER: ("speaker", "speakers"),
    Facet.ARTICLE: ("article", "articles"),
    Facet.DATE: ("date", "dates"),
    Facet.SOURCES: ("value", "values"),
    Facet.LINKED: ("value", "values"),
}


class _Value(QAbstractButton):
    """One value of a facet with its sample and count. Click shows only it, Ctrl+click adds or takes it off."""

    def __init__(self, view: View, facet: Facet, value: str, text: str, *, boxed: bool) -> None:
        super().__init__()
        self._view, self._facet, self._value, self._boxed = view, facet, value, boxed
        self.setObjectName(f"filter_{facet.value}_{value}")
        self.setText(text)
        self.setCheckable(True)
        self.setFont(ui_font(12))
        self.setFixedHeight(CHIP_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip("Click: only this. Ctrl+click: this as well.")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._number = 0
        self._full = 0
        if not boxed:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._on_clicked)

    def set_number(self, number: int, *, chosen: bool) -> None:
        """Show how many there are."""
        self._number = number
        self.setChecked(chosen)
        self.setAccessibleName(f"{self.text()}, {number:,}")
        self.updateGeometry()
        self.update()

    def _sample_width(self) -> int:
        return {Facet.ENTITY_KIND: 14, Facet.STANDING: 24}.get(self._facet, 0)

    def sizeHint(self) -> QSize:
        """Return the room for sample, word and number."""
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self.text()) + metrics.horizontalAdvance(f"{self._number:,}")
        sample = self._sample_width()
        return QSize(words + (sample + 6 if sample else 0) + 6 + (16 if self._boxed else 8), CHIP_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the least room; a long word is elided."""
        return self.sizeHint() if self._boxed else QSize(60, CHIP_HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw it."""
        theme, rect = self._view.theme, QRectF(self.rect())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill = "mark" if self.isChecked() else "hover" if self.underMouse() else "card" if self._boxed else None
        edge = QColor(theme.color("line")) if self._boxed else Qt.GlobalColor.transparent
        painter.setPen(QPen(QColor(theme.color("accent")), 2.0) if self.hasFocus() else QPen(edge, 1.0))
        painter.setBrush(QColor(theme.color(fill)) if fill else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        left = 8.0 if self._boxed else 0.0
        sample = self._sample_width()
        faint = self._number == 0 and not self.isChecked()
        painter.setOpacity(0.45 if faint else 1.0)
        if self._facet is Facet.ENTITY_KIND:
            kind_sample(painter, QRectF(left, (rect.height() - 14) / 2, 14, 14), theme, self._value)
        elif self._facet is Facet.STANDING:
            stroke_sample(painter, QRectF(left, 0, sample, rect.height()), theme, self._value)
        painter.setOpacity(1.0)
        left += sample + 6 if sample else 0
        number = f"{self._number:,}"
        width = self.fontMetrics().horizontalAdvance(number)
        right = rect.width() - (8 if self._boxed else 0)
        painter.setPen(QColor(theme.color("ink_3")))
        painter.drawText(QRectF(right - width, 0, width, rect.height()), Qt.AlignmentFlag.AlignVCenter, number)
        room = right - width - 4 - left
        painter.setPen(QColor(theme.color("ink_3" if faint else "ink")))
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room) + 1)
        painter.drawText(QRectF(left, 0, room + 2, rect.height()), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

    def _on_clicked(self) -> None:
        filters = self._view.scope.filters
        more = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
        change = filters.toggled if more else filters.picked
        self._view.set_filters(change(self._facet, self._value))
        self.setChecked(self._value in self._view.scope.filters.values(self._facet))


class _Group(QWidget):
    """The values of one facet; kinds flow as chips, standings stand in two columns, others fold away."""

    def __init__(self, document: Document, view: View, facet: Facet) -> None:
        super().__init__()
        self._document, self._view, self._facet = document, view, facet
        self._values: dict[str, _Value] = {}
        self._foldable = facet in FOLDED
        self._body = QWidget()
        self._flow = Flow(self._body, gap=8, columns=2 if facet is Facet.STANDING else 1 if self._foldable else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._head: _Fold | None = None
        if self._foldable:
            self._head = _Fold(view, facet_label(facet))
            self._head.setObjectName(f"fold_{facet.value}")
            self._head.toggled.connect(self._body.setVisible)
            column.addWidget(self._head)
            self._body.hide()
        else:
            title = QLabel(facet_label(facet))
            title.setFont(ui_font(12, semibold=True))
            column.addWidget(title)
        column.addWidget(self._body)

    def refresh(self, numbers: Counter[str]) -> None:
        """Show the counts."""
        project, filters = self._document.project, self._view.scope.filters
        values = list(numbers)
        if self._facet is Facet.STANDING:
            values = [standing.value for standing in Standing if standing.value in numbers]
        elif self._facet not in (Facet.SOURCES, Facet.DATE):
            values.sort(key=lambda value: (-numbers[value], value_label(project, self._facet, value).casefold()))
        if list(self._values) != values:
            self._rebuild(values)
        chosen = filters.values(self._facet)
        for value, button in self._values.items():
            button.set_number(numbers[value], chosen=value in chosen)
        self.setVisible(bool(values))
        if self._head is not None:
            used = [value for value in values if numbers[value]]
            summary = (
                value_label(project, self._facet, used[0])
                if len(used) == 1
                else counted(len(used), *PLURALS[self._facet])
            )
            self._head.set_summary(summary)

    def _rebuild(self, values: list[str]) -> None:
        kept = {value: button for value, button in self._values.items() if value in values}
        for value, button in self._values.items():
            if value not in kept:
                button.setParent(None)
                button.deleteLater()
        self._values = {}
        for value in values:
            label = value_label(self._document.project, self._facet, value)
            self._values[value] = kept.get(value) or _Value(
                self._view, self._facet, value, label, boxed=self._facet is Facet.ENTITY_KIND
            )
        self._flow.set_widgets(list(self._values.values()))


class _Fold(QAbstractButton):
    """The head of a folded facet: arrow, name, summary."""

    def __init__(self, view: View, text: str) -> None:
        super().__init__()
        self._view = view
        self._summary = ""
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFixedHeight(CHIP_HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFont(ui_font(12))

    def set_summary(self, summary: str) -> None:
        """Show what is inside in a few words."""
        self._summary = summary
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw it."""
        theme = self._view.theme
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(theme.color("hover")))
        icon("chevron-down" if self.isChecked() else "chevron-right").paint(painter, 0, 5, 14, 14)
        painter.setPen(QColor(theme.color("ink_2")))
        painter.drawText(self.rect().adjusted(20, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(ui_font(11))
        painter.setPen(QColor(theme.color("ink_3")))
        room = self.width() - 24 - self.fontMetrics().horizontalAdvance(self.text()) - 12
        summary = painter.fontMetrics().elidedText(self._summary, Qt.TextElideMode.ElideRight, room)
        painter.drawText(
            self.rect().adjusted(0, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, summary
        )
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.color("accent")), 2.0))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take clicks anywhere on the row."""
        super().mousePressEvent(event)


class FilterPanel(QWidget):
    """Shows what is shown of how much, the active filters, and all values."""

    def __init__(self, document: Document, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filter_panel")
        self._document, self._view = document, view
        self._showing = QLabel()
        self._showing.setObjectName("showing")
        self._showing.setFont(ui_font(11))
        self._showing.setForegroundRole(self._showing.foregroundRole().PlaceholderText)
        title = QLabel("Showing")
        title.setFont(ui_font(12, semibold=True))
        head = QWidget(self)
        head.setObjectName("dock_title")
        across = QHBoxLayout(head)
        across.setContentsMargins(PADDING, 10, 12, 8)
        across.addWidget(title)
        across.addStretch(1)
        across.addWidget(self._showing)
        self._chips = QWidget()
        self._chip_flow = Flow(self._chips, gap=8)
        self._clear = QPushButton("Clear all", self)
        self._clear.setObjectName("clear_filters_button")
        self._clear.setProperty("link", "true")
        self._clear.setFont(ui_font(12))
        self._clear.clicked.connect(lambda: view.set_filters(Filters()))
        self._groups = {facet: _Group(document, view, facet) for facet in (Facet.ENTITY_KIND, Facet.STANDING, *FOLDED)}
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(PADDING, 0, 12, 8)
        column.setSpacing(8)
        column.addWidget(self._chips)
        for facet in (Facet.ENTITY_KIND, Facet.STANDING):
            column.addWidget(self._groups[facet])
        folded = QVBoxLayout()
        folded.setSpacing(0)
        for facet in FOLDED:
            folded.addWidget(self._groups[facet])
        column.addLayout(folded)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(body)
        scroll.viewport().setAutoFillBackground(False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        view.scope_changed.connect(self.refresh)
        view.theme_changed.connect(self.update)
        document.replaced.connect(self.refresh)
        document.changed.connect(self._on_changed)
        self.refresh()

    def refresh(self) -> None:
        """Read counts and chips again."""
        project, shown = self._document.project, self._view.visible
        self._showing.setText(f"{len(shown.entities):,} of {counted(shown.total_entities, 'entity', 'entities')}")
        numbers = counts(project, self._view.scope)
        for facet, group in self._groups.items():
            group.refresh(numbers[facet])
        self._refresh_chips()

    def _refresh_chips(self) -> None:
        scope = self._view.scope
        chips: list[QWidget] = []
        for term in scope.filters.terms:
            words = describe(self._document.project, term)
            chips.append(self._chip(words, partial(self._view.set_filters, scope.filters.without_term(term))))
        if scope.hidden:
            away = scope.model_copy(update={"hidden": frozenset()})
            chips.append(self._chip(f"{len(scope.hidden):,} hidden", partial(self._view.set_scope, away)))
        if scope.collapsed:
            open_ = scope.model_copy(update={"collapsed": frozenset()})
            chips.append(self._chip(f"{len(scope.collapsed):,} collapsed", partial(self._view.set_scope, open_)))
        if len(scope.filters.terms) > 1 or (scope.filters.terms and len(chips) == 1):
            chips.append(self._clear)
        for old in self._chip_flow.widgets():
            if old is not self._clear and old not in chips:
                old.setParent(None)
                old.deleteLater()
        self._clear.setVisible(self._clear in chips)
        self._chip_flow.set_widgets(chips)
        self._chips.setVisible(bool(chips))

    def _chip(self, words: str, take_off: Callable[[], None]) -> QPushButton:
        chip = QPushButton()
        chip.setObjectName("filter_chip")
        chip.setFont(ui_font(12))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        chip.setIcon(icon("x"))
        chip.setIconSize(QSize(12, 12))
        chip.setText(chip.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 184).replace("&", "&&"))
        chip.setAccessibleName(f"Take off: {words}")
        chip.setToolTip("")
        chip.setProperty("chip", "true")
        chip.clicked.connect(lambda: take_off())
        return chip

    def _on_changed(self, delta: object) -> None:
        if getattr(delta, "facts", True):
            self.refresh()
