"""The canvas with what floats on it: legend bottom left, overview bottom right, focus chip top left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from explorer.model.values import one_line
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.view import View
    from explorer.widgets.canvas import Canvas
    from explorer.widgets.chip import Chip
    from explorer.widgets.legend import Legend
    from explorer.widgets.lens_bar import LensBar
    from explorer.widgets.overview import Overview

GAP_PX = 12
SMALL_PX = 520  # below this width or height the overview makes room
LEGEND_SHARE = 0.4  # of the height; where it would take more, the legend makes room as well
AIR_PX = 24.0
CHIP_HEIGHT, WIDEST_CHIP_PX = 28, 360
EMPTY = "This graph is empty. Drop an article on the window to begin one,\nor a graph to open it."


class GraphPage(QWidget):
    """Places the floating parts and tells the view how much room they take.

    Signals
    -------
    open_requested
        The graph is empty, and another one is to be opened.
    """

    open_requested = Signal()

    def __init__(
        self,
        document: Document,
        view: View,
        navigator: Navigator,
        canvas: Canvas,
        legend: Legend,
        overview: Overview,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("graph_page")
        self._document, self._view, self._navigator = document, view, navigator
        self._canvas, self._legend, self._overview = canvas, legend, overview
        self._bar: LensBar | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(canvas)
        for part in (legend, overview):
            part.setParent(canvas)
            part.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)  # nothing below it is clicked
        self._navigator = navigator
        self._chip: Chip | None = None
        self.empty = QWidget(canvas)
        self.empty.setObjectName("nothing_shown")
        self._say = QLabel()
        self._say.setFont(ui_font(13))
        self.clear_button = QPushButton("Clear all")
        self.clear_button.clicked.connect(navigator.show_everything)
        self.open_button = QPushButton("Open…")
        self.open_button.clicked.connect(self.open_requested)
        inner = QVBoxLayout(self.empty)
        inner.addWidget(self._say)
        inner.setSpacing(12)
        for button in (self.clear_button, self.open_button):
            inner.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        canvas.resized.connect(self.place)
        for floating in (legend, overview):
            floating.installEventFilter(self)
        view.scope_changed.connect(self._on_scope_changed)
        document.changed.connect(self._on_scope_changed)
        document.replaced.connect(self._on_scope_changed)
        self._on_scope_changed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Place the floating parts again when the legend has another size; on them, nothing of the graph is hovered."""
        if event.type() is QEvent.Type.Enter:
            self._view.hover()
        elif watched in {self._legend, self._bar} and event.type() in {
            QEvent.Type.Resize,
            QEvent.Type.Show,
            QEvent.Type.Hide,
        }:
            self.place()
        return super().eventFilter(watched, event)

    def hang(self, bar: LensBar) -> None:
        """Let a bar hang from the upper edge, in the middle, whenever it is not hidden."""
        self._bar = bar
        bar.setParent(self._canvas)
        bar.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        bar.installEventFilter(self)
        self.place()

    def place(self) -> None:
        """Put the floating parts into their corners and reserve their room for ``fit``."""
        width, height = self._canvas.width(), self._canvas.height()
        small = width < SMALL_PX or height < SMALL_PX
        self._overview.setVisible(not small and bool(self._view.visible.entities))
        self._overview.move(width - self._overview.width() - GAP_PX, height - self._overview.height() - GAP_PX)
        room = width - 2 * GAP_PX - (0 if small else self._overview.width() + GAP_PX)
        self._legend.fit(room, round(LEGEND_SHARE * height), tight=small)
        self._legend.move(GAP_PX, height - self._legend.height() - GAP_PX)
        if self._chip is not None:
            self._chip.move(GAP_PX, GAP_PX)
        self.empty.move(GAP_PX + 12, 56)
        shown = [part for part in (self._legend, self._overview) if not part.isHidden()]
        floating = max((part.height() + GAP_PX for part in shown), default=0)
        reserved = (AIR_PX, AIR_PX + self._place_bar(width), AIR_PX, AIR_PX + floating)
        before = self._view.reserved
        if reserved != before:
            # A bar comes and goes; the legend of what is large comes after its picture.
            late = self._view.is_fitted and (self._view.is_large or reserved[1] != before[1])
            self._view.reserved = reserved
            if late:
                self._view.fit(at_once=True)

    def _place_bar(self, width: int) -> float:
        """Put the bar below the chip and return the room that it takes from above."""
        if self._bar is None or self._bar.isHidden():
            return 0.0
        below = self._chip.height() + 8 if self._chip is not None and not self._chip.isHidden() else 0
        self._bar.fit(width - 2 * GAP_PX)
        self._bar.move((width - self._bar.width()) // 2, GAP_PX + below)
        return float(self._bar.geometry().bottom())

    def _focus_chip(self) -> Chip:
        """Return the chip of the focus; it is made for the first one."""
        if self._chip is None:
            from explorer.widgets.chip import Chip

            self._chip = Chip(self._view, CHIP_HEIGHT, WIDEST_CHIP_PX, "focus", self._canvas)
            self._chip.setObjectName("focus_chip")
            self._chip.clicked.connect(lambda: self._navigator.leave())
            self._chip.installEventFilter(self)
            self._chip.show()
        return self._chip

    def _on_scope_changed(self) -> None:
        focus = self._view.scope.focus
        if self._chip is not None:
            self._chip.setVisible(focus is not None)
        if focus is not None:
            entities = self._document.project.entities
            names = [one_line(entities[key].name) for key in focus.centre if key in entities]
            chip = self._focus_chip()
            chip.say(f"{', '.join(names[:2])}{' …' if len(names) > 2 else ''}, depth {focus.depth}")
            chip.setAccessibleName(f"Leave the focus: {chip.text()}")
        nothing = not self._view.visible.entities
        self.empty.setVisible(nothing)
        self.place()
        if nothing:
            self._say_why()
            self.empty.adjustSize()

    def _say_why(self) -> None:
        """Say why nothing is shown, and what to do."""
        project, browser = self._document.project, self._navigator.browsing
        any_facts = len(project.entities) > len(project.elsewhere.aside)
        if browser is not None and not any_facts:
            self._say.setText(
                "Nothing is loaded yet. Search for an entity (Ctrl+K), or choose one\n"
                "in the list on the left or the panel on the right: what is near it appears here."
            )
        else:
            self._say.setText("Nothing passes these filters." if any_facts else EMPTY)
        self.clear_button.setVisible(any_facts)
        self.open_button.setVisible(not any_facts and browser is None)
