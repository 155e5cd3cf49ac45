"""What one can do, and everything it is done with: actions, shortcuts, menus and tools. Made once the graph is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from explorer.session.actions import Menu
from explorer.widgets.action_states import ActionStates
from explorer.widgets.commands import main_menu, make_actions, submenu
from explorer.widgets.popup_menu import PopupMenu
from explorer.widgets.recent import RecentFiles

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction

    from explorer.session.files import Files
    from explorer.session.settings import Settings
    from explorer.widgets.canvas import Canvas
    from explorer.widgets.main_window import MainWindow
    from explorer.widgets.verbs import Verbs


class Controls(QObject):
    """Owns the actions of one window, its menus, and the tools in its bars; ``states`` keeps them in step.

    Parameters
    ----------
    verbs : mapping
        What each action does, by id.
    window, canvas : QWidget
        Where shortcuts work.
    files, settings : Files, Settings
        The menu of recent files.
    parent : QObject, optional
    """

    def __init__(
        self,
        verbs: Verbs,
        window: MainWindow,
        canvas: Canvas,
        files: Files,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.actions: Mapping[str, QAction] = make_actions(canvas, verbs)
        menu = PopupMenu()
        self.recent = RecentFiles(settings, files.open, menu)
        window.top_bar.equip(self.actions, main_menu(self.actions, self.recent, menu))
        window.centre.equip(self.actions, submenu(self.actions, Menu.LAYOUT, menu))
        menu.setParent(window, Qt.WindowType.Popup)
        for action in self.actions.values():
            if action.shortcutContext() is not Qt.ShortcutContext.WidgetShortcut:
                window.addAction(action)
        window.back_pressed.connect(self.actions["back"].trigger)
        window.forward_pressed.connect(self.actions["forward"].trigger)
        self.states = ActionStates(self.actions, self)
        self.states.follow_dock("show_left", window.left)
        self.states.follow_dock("show_right", window.right)
