"""QActions made from the table of actions, each tied to the verb that carries it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette
from PySide6.QtWidgets import QMenu, QWidget

from explorer.session.actions import ACTIONS, Action, Menu
from explorer.widgets.icons import icon
from explorer.widgets.popup_menu import PopupMenu

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def make_actions(canvas: QWidget, verbs: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """Make a QAction for every row of the table.

    Parameters
    ----------
    canvas : QWidget
        Where the shortcuts that are single letters work; the window adds the others to itself.
    verbs : mapping
        What each action does, by id; every row of the table needs one.
    """
    made: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for row in ACTIONS:
        made[row.id] = action = _make(row, canvas)
        if row.group:
            groups.setdefault(row.group, QActionGroup(canvas)).addAction(action)
        if row.on_canvas:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            canvas.addAction(action)
        verb = verbs[row.id]
        action.triggered.connect(lambda _=False, run=verb: run())
    return made


def main_menu(actions: Mapping[str, QAction], recent: QMenu, parent: QWidget) -> QMenu:
    """Return the menu behind the menu button: one sub-menu for each heading of the table."""
    menu = PopupMenu(parent)
    for heading in Menu:
        if heading is not Menu.NONE:
            menu.addMenu(submenu(actions, heading, menu))
    files = menu.actions()[0].menu()
    if isinstance(files, QMenu):
        files.insertMenu(files.actions()[1], recent)  # right below "Open…"
    return menu


def submenu(actions: Mapping[str, QAction], heading: Menu, parent: QWidget) -> QMenu:
    """Return the menu under one heading."""
    menu = PopupMenu(parent, heading.value)
    for row in ACTIONS:
        if row.menu is heading:
            if row.separator:
                menu.addSeparator()
            menu.addAction(actions[row.id])
    return menu


def _make(row: Action, parent: QWidget) -> QAction:
    action = QAction(icon(row.icon, QPalette.ColorRole.BrightText), row.text, parent)
    action.setObjectName(row.id)
    action.setShortcuts([QKeySequence(key) for key in row.keys])
    action.setCheckable(row.checkable)
    keys = QKeySequence(row.keys[0]).toString(QKeySequence.SequenceFormat.NativeText) if row.keys else ""
    action.setToolTip(f"{row.text.rstrip('…')} ({keys})" if keys else row.text.rstrip("…"))
    action.setStatusTip("")
    return action
