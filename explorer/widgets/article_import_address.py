"""Asks for the address of an article, and says what fetching it will do before anything is fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QVBoxLayout

from explorer.texts.web import NotFetched, what_it_will_do
from explorer.widgets.article_import_parts import paragraph

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WIDTH = 520
_FIRST = "Nothing is fetched before you press the button."


class AddressDialog(QDialog):
    """One line for an address.

    Signals
    -------
    chosen : str
        This address is to be fetched.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("address_dialog")
        self.setWindowTitle("Add an article from its address")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self.address = QLineEdit()
        self.address.setObjectName("article_address")
        self.address.setAccessibleName("Address of the article")
        self.address.setPlaceholderText("https://")
        self.say = paragraph(_FIRST, "address_message")
        self.say.setMinimumHeight(52)
        self.say.setAlignment(Qt.AlignmentFlag.AlignTop)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.fetch = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.fetch.setObjectName("address_fetch")
        self.fetch.setText("Fetch")
        self.fetch.setProperty("filled", "true")
        self.fetch.setEnabled(False)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.address.textChanged.connect(self._refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self.address)
        column.addWidget(self.say)
        column.addWidget(buttons)
        self.address.setFocus()

    def accept(self) -> None:
        """Hand the address on."""
        if self.fetch.isEnabled():
            self.chosen.emit(self.address.text().strip())
            super().accept()

    def _refresh(self) -> None:
        typed = self.address.text().strip()
        able = False
        words = _FIRST
        if typed:
            try:
                words = what_it_will_do(typed)
                able = True
            except NotFetched as error:
                words = str(error)
        self.say.setText(words)
        self.fetch.setEnabled(able)
