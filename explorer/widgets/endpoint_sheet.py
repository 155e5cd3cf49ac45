"""Settings of the language model that may be asked: where it is, its key, how long to wait, and where the article would go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from explorer.extractors.base import CannotExtract
from explorer.extractors.endpoint import MOST_CHARACTERS, TIMEOUT_S, Endpoint
from explorer.extractors.keys import VARIABLE, KeySource, keep
from explorer.widgets.article_import_parts import paragraph
from explorer.widgets.theming import indent

if TYPE_CHECKING:
    from explorer.session.settings import Settings

WIDTH = 540
_SOURCES = {
    KeySource.NONE: "No key is needed",
    KeySource.ENVIRONMENT: f"In the environment, as {VARIABLE}",
    KeySource.KEYRING: "In the system's keyring",
}
_FIRST = "Nothing is asked of it before you choose Edit ▸ Ask a model for relations."


class EndpointSheet(QDialog):
    """Asks for what an endpoint needs; keeps it in the settings, and a key in the keyring."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("endpoint_sheet")
        self.setWindowTitle("Language model")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self._settings = settings
        self._build(settings.endpoint)
        self._refresh()

    def _build(self, kept: dict[str, Any]) -> None:
        # Any: whatever JSON holds
        self.url = self._line("endpoint_url", "Address", str(kept.get("url", "")), "http://localhost:11434/v1")
        self.model = self._line("endpoint_model", "Model", str(kept.get("model", "")), "as it is called there")
        self.source = QComboBox()
        self.source.setObjectName("endpoint_key_source")
        self.source.setAccessibleName("Key")
        for source, words in _SOURCES.items():
            self.source.addItem(words, source)
        self.source.setCurrentIndex(max(self.source.findData(source_of(kept)), 0))
        self.key = self._line("endpoint_key", "New key", "", "leave empty to keep the one that is there")
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.timeout = self._number("endpoint_timeout", "Timeout", (5, 1800), kept.get("timeout_s", TIMEOUT_S), " s")
        self.most = self._number(
            "endpoint_most",
            "Longest text",
            (1000, 2_000_000),
            kept.get("most_characters", MOST_CHARACTERS),
            " characters",
        )
        self.say = paragraph("", "endpoint_message")
        self.say.setMinimumHeight(40)
        self.say.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(12)
        self.form.setVerticalSpacing(8)
        for words, field in (
            ("Address", self.url), ("Model", self.model), ("Key", self.source), ("New key", self.key),
            ("Timeout", self.timeout), ("Longest text", self.most),
        ):  # fmt: skip
            self.form.addRow(words, field)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.save_button = buttons.button(QDialogButtonBox.StandardButton.Save)
        self.save_button.setObjectName("endpoint_save")
        self.save_button.setProperty("filled", "true")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for line in (self.url, self.model):
            line.textChanged.connect(self._refresh)
        self.source.currentIndexChanged.connect(self._refresh)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(self.form)
        column.addWidget(self.say)
        column.addWidget(buttons)

    def _line(self, name: str, what: str, text: str, hint: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setObjectName(name)
        line.setAccessibleName(what)
        line.setPlaceholderText(hint)
        return line

    def _number(self, name: str, what: str, between: tuple[int, int], value: object, unit: str) -> QSpinBox:
        box = QSpinBox()
        box.setObjectName(name)
        box.setAccessibleName(what)
        indent(box)
        box.setRange(*between)
        box.setSuffix(unit)
        box.setGroupSeparatorShown(True)
        box.setValue(int(value) if isinstance(value, int | float) else between[0])
        return box

    def _refresh(self) -> None:
        self.form.setRowVisible(self.key, KeySource(self.source.currentData()) is KeySource.KEYRING)
        words, able = _FIRST, not self.url.text().strip()
        if self.url.text().strip():
            try:
                words, able = self._endpoint().where_it_goes, True
            except CannotExtract as error:
                words = str(error)
            if able and not self.model.text().strip():
                words, able = f"{words} Say which model, too.", False
        self.say.setText(words)
        self.save_button.setEnabled(able)

    def _endpoint(self) -> Endpoint:
        return Endpoint(self.url.text().strip(), self.model.text().strip(), self.timeout.value(), self.most.value())

    def accept(self) -> None:
        """Keep it all; a key that cannot be kept is said, and nothing is closed."""
        if not self.save_button.isEnabled():
            return
        source = KeySource(self.source.currentData())  # Qt gives it back as plain text
        if source is KeySource.KEYRING and self.key.text():
            try:
                keep(self._endpoint().host, self.key.text().strip())
            except CannotExtract as error:
                self.say.setText(str(error))
                return
        self._settings.endpoint = {
            "url": self.url.text().strip(),
            "model": self.model.text().strip(),
            "key": source.value,
            "timeout_s": self.timeout.value(),
            "most_characters": self.most.value(),
        }
        self.key.clear()
        super().accept()


def source_of(kept: dict[str, Any]) -> KeySource:
    """Return where the settings say that the key is."""
    # Any: whatever JSON holds
    found = kept.get("key")
    return KeySource(found) if found in set(KeySource) else KeySource.NONE


def endpoint_of(kept: dict[str, Any]) -> Endpoint | None:
    """Return the endpoint that the settings hold; None when none was set up."""
    # Any: whatever JSON holds
    url, model = str(kept.get("url", "")), str(kept.get("model", ""))
    if not url or not model:
        return None
    timeout, most = kept.get("timeout_s"), kept.get("most_characters")
    return Endpoint(
        url, model,
        float(timeout) if isinstance(timeout, int | float) else TIMEOUT_S,
        most if isinstance(most, int) else MOST_CHARACTERS,
    )  # fmt: skip
