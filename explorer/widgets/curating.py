"""Ties what a person does to facts to the window: light, so that the window starts as fast; forms come when they are asked for."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.prompt import Prompt
    from explorer.session.selection import Selection
    from explorer.session.view import View
    from explorer.widgets.curation import Curation
    from explorer.widgets.main_window import MainWindow
    from explorer.widgets.panels import Panels


class Curating(QObject):
    """Owns the curation of one window, which is made when it is first asked for.

    Signals
    -------
    noticed : str
        Something that a person should know and need not answer.
    """

    noticed = Signal(str)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        view: View,
        navigator: Navigator,
        prompt: Callable[[], Prompt],
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._document, self._selection, self._view = document, selection, view
        self._navigator, self._prompt, self._window = navigator, prompt, window

    @cached_property
    def curation(self) -> Curation:
        """What asks and changes facts."""
        from explorer.widgets.curation import Curation

        made = Curation(self._document, self._selection, self._view, self._navigator, self._prompt(), self._window)
        made.noticed.connect(self.noticed)
        return made

    def furnish(self, panels: Panels) -> None:
        """Follow what is asked for in the panels."""
        panels.answers.attach_requested.connect(lambda relation: self.curation.attach(relation))
