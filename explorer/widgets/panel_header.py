"""The bar above the right panel: what is selected, and what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from explorer.model.sentences import relation_sentence
from explorer.widgets.icons import icon
from explorer.widgets.popup_menu import PopupMenu
from explorer.widgets.words import Words

if TYPE_CHECKING:
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.selection import Selection
    from explorer.session.view import View

HEIGHT_PX = 40
BUTTON_PX = 28
MARGIN_PX = 16
ICON_PX = 16


class PanelHeader(QWidget):
    """Says what the panel answers for.

    Signals
    -------
    stepped : int
        The next (+1) or previous (-1) passage is wanted.
    pin_requested : str
        An entity is to be pinned where it is, or freed: its id.
    copy_requested : str
        All citations of the relation are to be copied: "plain", "markdown" or "bibtex".
    edit_requested, delete_requested
        What is selected is to be edited or deleted.
    """

    stepped = Signal(int)
    pin_requested = Signal(str)
    copy_requested = Signal(str)
    edit_requested = Signal()
    delete_requested = Signal()

    def __init__(
        self,
        document: Document,
        selection: Selection,
        view: View,
        navigator: Navigator,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("dock_title")
        self.setFixedHeight(HEIGHT_PX)
        self._document, self._selection, self._view, self._navigator = document, selection, view, navigator
        self.title = Words(view, "caption", self, ink="ink_3", max_lines=1)
        self.previous = self._button("previous_passage", "chevron-left", "Previous passage (Ctrl+Shift+G)")
        self.next = self._button("next_passage", "chevron-right", "Next passage (Ctrl+G)")
        self.pin = self._button("pin_entity", "pin", "Pin, so that layouts leave it where it is")
        self.hide_button = self._button("hide_entity", "eye-off", "Hide")
        self.more = self._button("more", "ellipsis", "More")
        self.pin.setCheckable(True)
        self.previous.clicked.connect(lambda: self.stepped.emit(-1))
        self.next.clicked.connect(lambda: self.stepped.emit(1))
        self.pin.clicked.connect(self._ask_to_pin)
        self.hide_button.clicked.connect(navigator.hide_selection)
        self.more.clicked.connect(self._show_menu)

    # -- what it says ---------------------------------------------------------------------------

    def show_relation(self, place: str, passages: int) -> None:
        """Say which of the relations between two entities is shown."""
        self.title.say(f"Relation · {place}")
        for button in (self.previous, self.next):
            button.setEnabled(passages > 1)
        self._arrange(self.previous, self.next)

    def show_entity(self, key: str) -> None:
        """Say that an entity is shown."""
        self.title.say("Entity")
        self.pin.setChecked(key in self._document.project.pinned)
        self._arrange(self.pin, self.hide_button)

    def show_other(self, title: str) -> None:
        """Say something else."""
        self.title.say(title)
        self._arrange()

    # -- doing ----------------------------------------------------------------------------------

    def _ask_to_pin(self) -> None:
        key = self._selection.now.only_entity
        if key is not None:
            self.pin.setChecked(key in self._document.project.pinned)  # Qt has changed it, before anything is pinned
            self.pin_requested.emit(key)

    def menu(self) -> PopupMenu:
        """Return what else can be done with what is selected."""
        menu = PopupMenu(self)
        now, project = self._selection.now, self._document.project
        if now.only_relation is not None and now.only_relation in project.relations:
            self._fill_relation(menu, now.only_relation)
        elif now.only_entity is not None and now.only_entity in project.entities:
            self._fill_entity(menu, now.only_entity)
        elif now:
            menu.add("Hide others", self._navigator.hide_others)
            menu.add("Select nothing", self._selection.clear)
            self._fill_edits(menu)
        else:
            menu.add("Select everything shown", self._navigator.select_all)
            menu.add("Show everything", self._navigator.show_everything)
        return menu

    def _fill_relation(self, menu: PopupMenu, key: str) -> None:
        project = self._document.project
        sentence = relation_sentence(project, project.relations[key])
        menu.add("Copy sentence", lambda: QGuiApplication.clipboard().setText(sentence))
        citations = menu.adding("Copy all citations")
        for text, style in (("Plain", "plain"), ("Markdown", "markdown"), ("BibTeX", "bibtex")):
            citations.add(text, partial(self.copy_requested.emit, style))
        menu.addSeparator()
        menu.add("Next relation between these two (N)", self._navigator.next_parallel)
        menu.add("Hide", lambda: self._navigator.hide_relation(key))
        self._fill_edits(menu)

    def _fill_entity(self, menu: PopupMenu, key: str) -> None:
        name = self._document.project.entities[key].name
        menu.add("Focus neighbourhood", lambda: self._navigator.go_to(key))
        menu.add("Expand", lambda: self._navigator.expand([key]))
        menu.add("Collapse", lambda: self._navigator.collapse([key]))
        menu.add("Hide others", self._navigator.hide_others)
        menu.addSeparator()
        menu.add("Copy name", lambda: QGuiApplication.clipboard().setText(name))
        self._fill_edits(menu)

    def _fill_edits(self, menu: PopupMenu) -> None:
        menu.addSeparator()
        menu.add("Edit… (F2)", self.edit_requested.emit)
        menu.add("Delete… (Del)", self.delete_requested.emit)

    def _show_menu(self) -> None:
        self.menu().pop_up(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    # -- room -----------------------------------------------------------------------------------

    def _button(self, name: str, icon_name: str, says: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setIcon(icon(icon_name))
        button.setIconSize(QSize(ICON_PX, ICON_PX))
        button.setToolTip(says)
        button.setAccessibleName(says)
        return button

    def _arrange(self, *before_more: QToolButton) -> None:
        shown = (*before_more, self.more)
        for button in (self.previous, self.next, self.pin, self.hide_button):
            button.setVisible(button in shown)
        x = self.width() - MARGIN_PX + (BUTTON_PX - ICON_PX) // 2
        for button in reversed(shown):
            x -= BUTTON_PX
            button.setGeometry(x, (HEIGHT_PX - BUTTON_PX) // 2, BUTTON_PX, BUTTON_PX)
        room = max(x - MARGIN_PX - 4, 0)
        self.title.fit(room)
        self.title.setGeometry(QRect(MARGIN_PX, 12, room, 16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the buttons at the right edge."""
        super().resizeEvent(event)
        shown = (self.previous, self.next, self.pin, self.hide_button)
        self._arrange(*(button for button in shown if not button.isHidden()))

    def sizeHint(self) -> QSize:
        """Return the size of the bar."""
        return QSize(200, HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size of the bar."""
        return QSize(120, HEIGHT_PX)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the line below."""
        painter = QPainter(self)
        color = QColor(self._view.theme.color("line"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, color)
        painter.end()
