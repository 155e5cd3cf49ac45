"""Answers the questions of ``session.prompt`` with dialogs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox

from explorer.session.prompt import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QWidget

OPEN_FILTER = "Graphs and pictures that carry one (*.json *.edgewise *.csv *.tsv *.graphml *.gexf *.cyjs *.png *.svg *.pdf);;All files (*)"
SAVE_FILTER = "Edgewise graph (*.json);;Edgewise store, for big graphs (*.edgewise)"

DATA_FILTERS = {
    "Tables (*.csv)": ".csv",
    "GraphML (*.graphml)": ".graphml",
    "GEXF, for Gephi (*.gexf)": ".gexf",
    "Cytoscape (*.cyjs)": ".cyjs",
    "Node-link JSON (*.json)": ".json",
}


def data_path(parent: QWidget, document: Path | None) -> Path | None:
    """Ask where to save data for other programs, and in which format; None when the person thought better of it."""
    suggestion = (document or Path("graph")).with_suffix(".csv")
    filters = ";;".join(DATA_FILTERS)
    name, chosen = QFileDialog.getSaveFileName(parent, "Export data", str(suggestion), filters)
    if not name:
        return None
    path = Path(name)
    if path.suffix.lower() not in DATA_FILTERS.values():
        path = path.with_name(path.name + DATA_FILTERS.get(chosen, ".csv"))
    dialogs = Dialogs()
    dialogs.parent = parent
    if document is not None and path.exists() and document.exists() and path.samefile(document):
        dialogs.tell(f"{path.name} is the graph itself, and would lose evidence. Save under another name.")
        return None
    table = path.with_name(f"{path.stem}-entities{path.suffix}") if path.suffix.lower() == ".csv" else path
    if table == Path(name) or not table.exists():  # the dialog has asked about the name as it was typed
        return path
    said = f"{table.name} exists already.", "What is in it now will be lost.", "Replace it"
    return path if dialogs.confirm(*said) else None


class Dialogs:
    """The window's way of asking a person; see ``session.prompt.Prompt``."""

    def __init__(self) -> None:
        self.parent: QWidget | None = None

    def unsaved(self, name: str) -> Answer:
        """See ``Prompt``."""
        box = self._box(f"Save the changes to {name}?", "What you did since the last save is lost otherwise.")
        box.setObjectName("unsaved")
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        box.button(buttons.Save).setProperty("filled", "true")
        chosen = box.exec()
        box.deleteLater()
        return {buttons.Save.value: Answer.SAVE, buttons.Discard.value: Answer.DISCARD}.get(chosen, Answer.CANCEL)

    def open_path(self) -> Path | None:
        """See ``Prompt``."""
        name, _ = QFileDialog.getOpenFileName(self.parent, "Open a graph", "", OPEN_FILTER)
        return Path(name) if name else None

    def save_path(self, suggestion: Path) -> Path | None:
        """See ``Prompt``."""
        name, _ = QFileDialog.getSaveFileName(self.parent, "Save the graph", str(suggestion), SAVE_FILTER)
        return Path(name) if name else None

    def confirm(self, question: str, detail: str, accept: str) -> bool:
        """See ``Prompt``."""
        box = self._box(question, detail)
        box.setObjectName("confirm")
        yes = box.addButton(accept, QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(yes)
        box.exec()
        accepted = box.clickedButton() is yes
        box.deleteLater()
        return accepted

    def choose(self, question: str, detail: str, choices: Sequence[str]) -> str | None:
        """See ``Prompt``."""
        box = self._box(question, detail)
        box.setObjectName("choose")
        buttons = [box.addButton(choice, QMessageBox.ButtonRole.ActionRole) for choice in choices]
        later = box.addButton("Later", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(buttons[0])
        buttons[0].setProperty("filled", "true")
        box.setEscapeButton(later)
        box.exec()
        chosen = next(
            (choice for choice, button in zip(choices, buttons, strict=True) if box.clickedButton() is button), None
        )
        box.deleteLater()
        return chosen

    def wait(self, sentence: str, over: SignalInstance, stop: Callable[[], object]) -> None:
        """See ``Prompt``."""
        box = self._box(sentence, "The window goes on as soon as that is done.")
        box.setObjectName("waiting")
        button = box.addButton("Stop saving", QMessageBox.ButtonRole.RejectRole)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Esc stops it; Enter, pressed in haste, must not
        box.setEscapeButton(button)
        over.connect(box.accept)
        box.exec()
        over.disconnect(box.accept)
        if box.clickedButton() is button:
            stop()
        box.deleteLater()

    def tell(self, message: str) -> None:
        """See ``Prompt``."""
        box = self._box(message, "")
        box.setObjectName("message")
        box.exec()
        box.deleteLater()

    def _box(self, text: str, detail: str) -> QMessageBox:
        box = QMessageBox(self.parent)
        box.setWindowTitle("Edgewise")
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(text)
        box.setInformativeText(detail)
        return box
