"""The bar over the canvas that says which evidence counts: according to whom, known by when, begun by when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QToolButton, QWidget

from explorer.model.chips import describe_lens
from explorer.model.telling import (
    Lens,
    dated_relations,
    event_days,
    publication_days,
    undated_articles,
)
from explorer.model.values import date_text
from explorer.model.words import counted
from explorer.widgets.day_slider import DaySlider
from explorer.widgets.icons import icon
from explorer.widgets.link import write_on
from explorer.widgets.theming import ui_font
from explorer.widgets.words import as_tooltip

if TYPE_CHECKING:
    from explorer.model.changes import Delta
    from explorer.session.document import Document
    from explorer.session.view import View

FOLLOW_MS = 40
"""While a handle is dragged, the graph follows so often and not with every pixel."""
PATIENCE_MS = 1000
"""So long it waits at most for panels that are still about the day before: a large graph follows as fast as it can."""
WIDEST_PX, NARROW_PX, SIDE_PX = 620, 460, 8
ROW_PX = 28
LABEL_PX, SHORT_LABEL_PX, VALUE_PX = 84, 62, 148


class LensBar(QWidget):
    """Floats on the canvas. It shows the lens of the filters and remembers none of its own.

    Signals
    -------
    tellers_requested
        A person wants to choose who tells the graph.
    """

    tellers_requested = Signal()

    def __init__(self, document: Document, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("lens_bar")
        self.setAccessibleName("Which evidence counts")
        self._document, self._view = document, view
        self._wanted: Lens | None = None
        self._is_behind = False
        self._who, self._room = "", WIDEST_PX
        self._follow = QTimer(self, interval=FOLLOW_MS, singleShot=True)
        self._follow.timeout.connect(self._apply)
        self.known = DaySlider(view, "known_by", self)
        self.known.day_chosen.connect(lambda day: self._want(known_by=day))
        self.happened = DaySlider(view, "happened_by", self)
        self.happened.day_chosen.connect(lambda day: self._want(happened_by=day))
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 4, 4, 4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(1, 1)
        for row in range(3):
            self._grid.setRowMinimumHeight(row, ROW_PX)
        self._names: list[QLabel] = []
        self.tellers = QPushButton()
        self.tellers.setObjectName("choose_tellers")
        self.tellers.setProperty("link", "true")
        self.tellers.clicked.connect(self.tellers_requested)
        self._values = [QLabel(self) for _ in range(3)]
        self._offs: list[QToolButton] = []
        rows = (("According to", self.tellers, "tellers"), ("Known by", self.known, "known_by"),
                ("Begun by", self.happened, "happened_by"))  # fmt: skip
        for row, (name, part, field) in enumerate(rows):
            self._add_row(row, name, part, field)
        document.changed.connect(self._on_changed)
        document.replaced.connect(self.refresh)
        view.scope_changed.connect(self.refresh)
        view.theme_changed.connect(self.update)
        self.refresh()

    def _add_row(self, row: int, name: str, part: QWidget, field: str) -> None:
        label = QLabel(name, self)
        value, off = self._values[row], QToolButton(self)
        for text in (label, value, part):
            text.setFont(ui_font(12))
        off.setIcon(icon("x"))
        off.setObjectName(f"off_{field}")
        off.setAccessibleName(f"Take off: {name}")
        off.setToolTip("All of it counts again")
        off.setFixedSize(28, 28)
        off.clicked.connect(lambda: self._take_off(field))
        part.setAccessibleName(name)
        self._names.append(label)
        self._offs.append(off)
        self._grid.addWidget(label, row, 0)
        self._grid.addWidget(part, row, 1, 1, 1 if isinstance(part, DaySlider) else 2)
        if isinstance(part, DaySlider):
            self._grid.addWidget(value, row, 2)
        self._grid.addWidget(off, row, 3)

    # -- what it says ---------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show the lens, and which days there are."""
        project, lens = self._document.project, self._view.scope.filters.lens
        self.known.show_days(publication_days(project), lens.known_by)
        self.happened.show_days(event_days(project), lens.happened_by)
        said = {words for words, _ in describe_lens(project, Lens(tellers=lens.tellers))}
        who = next(iter(said), "").removeprefix("According to ")
        self._who = who or "Everybody; choose…"
        self._write_who()
        self._values[1].setText(self._said(lens.known_by, self.known, _undated(undated_articles(project))))
        dated, all_of_them = dated_relations(project), len(project.relations)
        self._values[2].setText(self._said(lens.happened_by, self.happened, f"{dated:,} of {all_of_them:,} dated"))
        self._values[1].setToolTip("When the articles were published. What no date says counts on no day.")
        self._values[2].setToolTip(
            "When relations began, as far as they say so. Those that do not are left as they are."
        )
        for off, value in zip(self._offs, (lens.tellers, lens.known_by, lens.happened_by), strict=True):
            off.setVisible(bool(value))

    @staticmethod
    def _said(day: str | None, slider: DaySlider, otherwise: str) -> str:
        if day is not None:
            return date_text(day)
        return otherwise if slider.isEnabled() else "no dates"

    def fit(self, room: int) -> None:
        """Take as much of a width as is useful."""
        width = min(room, WIDEST_PX)
        narrow = width < NARROW_PX
        for name in self._names:
            name.setFixedWidth(SHORT_LABEL_PX + 14 if narrow else LABEL_PX)
        for value in self._values:
            value.setFixedWidth(VALUE_PX - 36 if narrow else VALUE_PX)
        self._room = max(width - LABEL_PX - 72, 80)
        self._write_who()
        self.resize(width, self._grid.sizeHint().height())

    def _write_who(self) -> None:
        words = self.tellers.fontMetrics().elidedText(self._who, Qt.TextElideMode.ElideRight, self._room)
        write_on(self.tellers, words.replace("&", "&&"))
        self.tellers.setToolTip(as_tooltip(self._who) if words != self._who else "")

    # -- what it does ---------------------------------------------------------------------------

    def _want(self, **parts: str) -> None:
        now = self._wanted or self._view.scope.filters.lens
        self._wanted = Lens.model_validate({**now.model_dump(), **parts})
        for value, day in zip(self._values[1:], (self._wanted.known_by, self._wanted.happened_by), strict=True):
            if day is not None:
                value.setText(date_text(day))
        if not self._follow.isActive():
            self._follow.start(PATIENCE_MS if self._is_behind else FOLLOW_MS)

    def _apply(self) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._is_behind = True
            self._view.set_filters(self._view.scope.filters.through(wanted))
            self._view.whenever(self._on_caught_up)

    def _on_caught_up(self) -> None:
        self._is_behind = False
        if self._follow.isActive():
            self._follow.start(FOLLOW_MS)

    def _take_off(self, field: str) -> None:
        self._follow.stop()
        self._wanted = None
        lens = self._view.scope.filters.lens
        plain = Lens.model_validate({**lens.model_dump(), field: Lens.model_fields[field].default})
        self._view.set_filters(self._view.scope.filters.through(plain))

    def _on_changed(self, delta: Delta) -> None:
        if delta.facts:
            self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go away again by the key that brings it, which the canvas does not get while the bar has the keyboard."""
        if event.key() == Qt.Key.Key_T and not event.modifiers():
            self.hide()
            self.window().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the plate."""
        theme = self._view.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.color("line")), 1.0))
        painter.setBrush(QColor(theme.color("card")))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()


def _undated(number: int) -> str:
    return f"{counted(number, 'article')} undated" if number else "all articles"
