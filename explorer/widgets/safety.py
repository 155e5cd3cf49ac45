"""Ties the safety of a person's work to the window: light, so that the window starts as fast; sheets come when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from explorer.session.leftovers import Leftovers
from explorer.session.safekeeping import Safekeeping
from explorer.session.versions import Versions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from explorer.session.document import Document
    from explorer.session.files import Files
    from explorer.session.navigation import Navigator
    from explorer.session.prompt import Prompt
    from explorer.session.selection import Selection
    from explorer.session.settings import Settings
    from explorer.session.tasks import Tasks
    from explorer.session.versions import Theirs
    from explorer.widgets.main_window import MainWindow
    from explorer.widgets.version_sheets import Sheet


class Safety(QObject):
    """Owns what keeps unsaved work and former versions of one window's document.

    ``notice`` is told what a person should know and need not answer.
    """

    def __init__(
        self,
        document: Document,
        files: Files,
        selection: Selection,
        navigator: Navigator,
        prompt: Prompt,
        tasks: Tasks,
        settings: Settings,
        folder: Path,
        window: MainWindow,
        notice: Callable[[str], object],
    ) -> None:
        super().__init__(window)
        self._document, self._selection, self._navigator = document, selection, navigator
        self._settings, self._window = settings, window
        self.keeping = Safekeeping(document, files, prompt, tasks, folder, self)
        self.versions = Versions(document, files, prompt, tasks, folder, self)
        self.sheet: Sheet | None = None
        self.leftovers = Leftovers(document, prompt, self)
        self._notice = notice
        self.keeping.noticed.connect(notice)
        self.versions.noticed.connect(notice)
        self.leftovers.noticed.connect(notice)
        self.versions.difference_wanted.connect(self.show_difference)
        document.replaced.connect(self._close_sheet)

    def show_backups(self) -> None:
        """Show the versions that are kept of the open file."""
        from explorer.widgets.version_sheets import BackupsSheet

        sheet = BackupsSheet(self._document, self.versions, self._window)
        sheet.differences.all_chosen.connect(self._select_all)
        sheet.chosen.connect(lambda key: self._go_to([key]))
        self._show(sheet)

    def show_difference(self) -> None:
        """Show what another program has made of the open file."""
        from explorer.widgets.version_sheets import DifferenceSheet

        def show(theirs: Theirs) -> None:
            sheet = DifferenceSheet(self._document, self.versions, theirs, self._window)
            sheet.differences.all_chosen.connect(self._select_all)
            sheet.chosen.connect(lambda key: self._go_to([key]))
            self._show(sheet)

        self.versions.look_at_theirs(show)

    def show_journal(self) -> None:
        """Show who decided what, and when."""
        from explorer.widgets.journal_sheet import JournalSheet

        sheet = JournalSheet(self._document, self._settings, self._window)
        sheet.chosen.connect(self._go_to)
        self._show(sheet)

    def close(self) -> None:
        """Let go of the document; what was not saved is not wanted."""
        self._close_sheet()
        self.keeping.close()
        self.versions.close()

    def _show(self, sheet: Sheet) -> None:
        self._close_sheet()
        self.sheet = sheet
        sheet.finished.connect(self._on_finished)
        sheet.show()

    def _close_sheet(self) -> None:
        if self.sheet is not None:
            self.sheet.close()

    def _on_finished(self) -> None:
        self.sheet = None

    def _select_all(self, keys: list[str]) -> None:
        """Select all of these that are there; what is selected is lit on the canvas."""
        project = self._document.project
        self._selection.set(
            [key for key in keys if key in project.entities], [key for key in keys if key in project.relations]
        )

    def _go_to(self, keys: Iterable[str]) -> None:
        """Go to the first of these that is still there."""
        project = self._document.project
        for key in keys:
            if key in project.relations:
                self._navigator.select_relation(key)
                return
            if key in project.entities:
                self._navigator.select_entity(key)
                return
            if key in project.articles:
                self._navigator.turn_to(key)
                return
        self._notice("What this was about is not in the graph any more.")
