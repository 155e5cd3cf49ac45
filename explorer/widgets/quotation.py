"""Somebody's words in a list: a row that says who, and below it the quotation, which leads to what it supports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from explorer.widgets.voice_row import VoiceRow
from explorer.widgets.words import Run, Words, flat

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.session.view import View

ROW_PX, QUOTE_GAP_PX = 20, 0


class Quotation(QWidget):
    """A voice and its words."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.voice = VoiceRow(view, self)
        self.words = Words(view, "quote", self, max_lines=2)

    def quote(self, exact: str, go: Callable[[], None]) -> None:
        """Show words of an article in quotation marks; a click on them leads on."""
        self.words.set_runs(quoted(exact, go))

    def fit(self, width: int) -> int:
        """See ``Part``."""
        self.voice.fit(width)
        self.voice.setGeometry(QRect(0, 0, width, ROW_PX))
        height = self.words.fit(width)
        self.words.setGeometry(QRect(0, ROW_PX + QUOTE_GAP_PX, width, height))
        return ROW_PX + QUOTE_GAP_PX + height


def quoted(exact: str, go: Callable[[], None] | None = None) -> Run:
    """Return words of an article in quotation marks; marks inside become single ones."""
    inside = flat(exact).replace("“", "‘").replace("”", "’")
    return Run(f"“{inside}”", go=go, about=f"Show what rests on: {inside}", underlined=False)
