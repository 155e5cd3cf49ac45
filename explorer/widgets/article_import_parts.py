"""The parts that the sheets about articles share: captions, notes, fields with where their value was found, and places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from explorer.model.kept_texts import BESIDE, INSIDE
from explorer.stores.article_texts import folder_of
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from collections.abc import Callable

CAPTION_PX = 11
FOUND_PX = 148


def caption(text: str = "", name: str = "") -> QLabel:
    """Return a line that explains, in the smaller and fainter type for it."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setFont(ui_font(CAPTION_PX))
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def paragraph(text: str = "", name: str = "") -> QLabel:
    """Return words of the program that may take several lines."""
    label = QLabel(text)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


class FoundField(QWidget):
    """A field, and beside it where its value was found; what a person types was found by nobody.

    Parameters
    ----------
    name, label : str
        The object name of the line, and what it is called to those who cannot see it.
    read_as : callable, optional
        Says how a typed value is understood.
    """

    def __init__(self, name: str, label: str, read_as: Callable[[str], str] | None = None) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setObjectName(name)
        self.line.setAccessibleName(label)
        self.line.setMaxLength(1000)
        self.origin = caption(name=f"{name}_found")
        self.origin.setFixedWidth(FOUND_PX)
        self._read_as = read_as
        self._found = ""
        self._where = ""
        self._origin = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.origin)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._refresh)

    @property
    def is_typed(self) -> bool:
        """Whether a person has said what stands here."""
        return bool(self.text()) and (self.text() != self._found or self._origin != "")

    def show_value(self, value: str, where: str, origin: str = "") -> None:
        """Show a value, and where it was found; ``origin`` says it for one that was not found."""
        self._found, self._where, self._origin = value, where, origin
        self.line.setText(value)
        self.line.setCursorPosition(0)
        self._refresh()

    def text(self) -> str:
        """Return what stands in the field."""
        return self.line.text().strip()

    def _refresh(self) -> None:
        text = self.text()
        if text and text == self._found and self._where:
            words = f"found {self._where}"
        elif text and text == self._found:
            words = self._origin
        else:
            words = self._read_as(text) if self._read_as is not None and text else ""
        self.origin.setText(words)
        self.origin.setToolTip(words)
        self.line.setAccessibleDescription(words)


class Keeping(QComboBox):
    """Asks where texts are kept: beside the graph, or in its file."""

    def __init__(self, document: str, *, is_inside: bool) -> None:
        super().__init__()
        self.setObjectName("article_keeping")
        self.setAccessibleName("Where the text is kept")
        graph = Path(document if document.endswith((".json", ".edgewise")) else "graph.json")
        self.addItem(f"Beside the graph, in the folder {folder_of(graph).name}", BESIDE)
        self.addItem("In the graph file itself", INSIDE)
        self.setCurrentIndex(1 if is_inside else 0)
        self.setToolTip("Beside it, the graph can be given to others without the articles.")

    @property
    def where(self) -> str:
        """``kept_texts.BESIDE`` or ``INSIDE``."""
        return str(self.currentData())
