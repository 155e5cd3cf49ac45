"""Keeps the QActions in step with the session: what is possible, what is checked, what undo would take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QPalette

from explorer.session.actions import ACTIONS, Needs
from explorer.widgets.icons import icon
from explorer.widgets.popup_menu import row_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QAction, QUndoStack
    from PySide6.QtWidgets import QDockWidget

    from explorer.session.history import History
    from explorer.session.selection import Selection
    from explorer.session.settings import Settings
    from explorer.session.view import View


class ActionStates(QObject):
    """Greys, checks and names actions; triggers none."""

    def __init__(self, actions: Mapping[str, QAction], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = actions

    def show_undo(self, stack: QUndoStack) -> None:
        """Name what undo and redo would do."""
        self._name("undo", "Undo", stack.undoText(), able=stack.canUndo())
        self._name("redo", "Redo", stack.redoText(), able=stack.canRedo())

    def show_places(self, history: History) -> None:
        """Grey back and forward where they lead nowhere."""
        self._actions["back"].setEnabled(history.can_go_back)
        self._actions["forward"].setEnabled(history.can_go_forward)

    def follow_selection(self, selection: Selection) -> None:
        """Grey what needs a selection while there is none."""

        def selected() -> None:
            now = selection.now
            self._set(Needs.SELECTION, bool(now))
            self._set(Needs.ENTITIES, bool(now.entities))
            self._set(Needs.RELATION, now.only_relation is not None)

        selection.changed.connect(selected)
        selected()

    def follow_theme(self, view: View, settings: Settings) -> None:
        """Follow which theme was chosen and which is worn."""

        def themed() -> None:
            self._actions[f"theme_{settings.theme}"].setChecked(True)
            name = "sun" if view.theme.mode == "dark" else "moon"
            self._actions["toggle_theme"].setIcon(icon(name, QPalette.ColorRole.BrightText))

        view.theme_changed.connect(themed)
        themed()
        self._actions["reduce_motion"].setChecked(settings.reduced_motion)

    def follow_dock(self, action: str, dock: QDockWidget) -> None:
        """Follow whether a panel is shown."""
        shown = self._actions[action]
        dock.visibilityChanged.connect(lambda: shown.setChecked(not dock.isHidden()))
        shown.setChecked(not dock.isHidden())

    def _name(self, action: str, word: str, what: str, *, able: bool) -> None:
        self._actions[action].setEnabled(able)
        self._actions[action].setText(row_words(f"{word} {what}"))

    def _set(self, needs: Needs, able: bool) -> None:  # noqa: FBT001  # a setter, as Qt's
        for row in ACTIONS:
            if row.needs is needs:
                self._actions[row.id].setEnabled(able)
