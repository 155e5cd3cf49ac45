"""Saves pictures and data of what is shown, and copies a picture; what makes them comes when it is asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.session.document import Document
    from explorer.session.prompt import Prompt
    from explorer.session.publishing import Publisher
    from explorer.session.tasks import Tasks
    from explorer.session.view import View
    from explorer.widgets.main_window import MainWindow


class Exporting(QObject):
    """Owns the publisher of one window. ``notice`` is told what was done."""

    def __init__(
        self,
        document: Document,
        view: View,
        tasks: Tasks,
        prompt: Callable[[], Prompt],
        window: MainWindow,
        notice: Callable[[str], object],
    ) -> None:
        super().__init__(window)
        self._document, self._view, self._tasks, self._prompt, self._window = document, view, tasks, prompt, window
        self._notice = notice

    def save_picture(self) -> None:
        """Ask how a picture should be, and save it."""
        from explorer.widgets.export_dialog import ExportDialog

        ExportDialog(self._document, self._view, self.publisher, self._window).open()

    def save_data(self) -> None:
        """Ask where data should go, and save it."""
        from explorer.widgets.dialogs import data_path

        path = data_path(self._window, self._document.path)
        if path is not None:
            self.publisher.save_data(path)

    def copy_picture(self) -> None:
        """Put the view on the clipboard."""
        from explorer.formats.options import Look, PictureOptions

        options = PictureOptions(theme=Look(self._view.theme.mode))
        QGuiApplication.clipboard().setMimeData(self.publisher.clipping(options))
        self._notice("The picture is on the clipboard.")

    @cached_property
    def publisher(self) -> Publisher:
        """What makes pictures and data; made when it is first asked for."""
        from explorer.session.publishing import Publisher

        publisher = Publisher(self._document, self._view, self._tasks, self)
        publisher.saved.connect(self._notice)
        publisher.refused.connect(lambda sentence: self._prompt().tell(sentence))
        return publisher
