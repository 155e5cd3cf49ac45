"""The menu of files that were open before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.widgets.last_look import cache_folder, forget_look
from explorer.widgets.popup_menu import PopupMenu

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from explorer.session.settings import Settings


class RecentFiles(PopupMenu):
    """Lists them, newest first; forgets them all when asked to."""

    def __init__(self, settings: Settings, open_file: Callable[[Path], object], parent: QWidget) -> None:
        super().__init__(parent, "Open recent")
        self._settings, self._open = settings, open_file
        settings.recent_changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        self.clear()
        for path in self._settings.recent:
            action = self.addAction(str(path).replace("&", "&&"))
            action.triggered.connect(lambda _=False, path=path: self._open(path))
        if not self.isEmpty():
            self.addSeparator()
            clear = self.addAction("Clear this list")
            clear.triggered.connect(lambda: forget_look(cache_folder()))
            clear.triggered.connect(self._settings.forget_recent)  # last, because it makes this menu anew
        self.setEnabled(not self.isEmpty())
