"""Asks between which two entities a path is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from explorer.model.search import HitGroup, search
from explorer.model.values import one_line

if TYPE_CHECKING:
    from explorer.session.document import Document
    from explorer.session.selection import Selection

WIDTH = 420


class PathDialog(QDialog):
    """Two names, completed while typing.

    Signals
    -------
    chosen : str, str
        The ids of both ends.
    """

    chosen = Signal(str, str)

    def __init__(
        self, document: Document, selection: Selection, start: str | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("path_dialog")
        self.setWindowTitle("Path from… to…")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(WIDTH)
        self._project = document.project
        chosen = sorted(selection.entities)
        first = start or (chosen[0] if chosen else None)
        second = next((key for key in chosen if key != first), None)
        self.start = self._edit("path_from", "From", first)
        self.end = self._edit("path_to", "To", second)
        form = QFormLayout()
        form.addRow("From", self.start)
        form.addRow("To", self.end)
        self._say = QLabel()
        self._say.setTextFormat(Qt.TextFormat.PlainText)
        self._say.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        show = buttons.button(QDialogButtonBox.StandardButton.Ok)
        show.setText("Show paths")
        show.setProperty("filled", "true")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(16)
        column.addLayout(form)
        column.addWidget(self._say)
        column.addWidget(buttons)
        (self.end if first is not None else self.start).setFocus()

    def accept(self) -> None:
        """Show the paths, or say what is wrong with the names."""
        ends = [self._found(edit.text()) for edit in (self.start, self.end)]
        for edit, found in zip((self.start, self.end), ends, strict=True):
            if found is None:
                self._say.setText(
                    f"No entity is called '{one_line(edit.text())[:80]}'. Choose one from the list while typing."
                )
                edit.setFocus()
                return
        if ends[0] == ends[1]:
            self._say.setText("Both ends are the same entity. Choose two.")
            return
        self.chosen.emit(ends[0], ends[1])
        super().accept()

    def _found(self, text: str) -> str | None:
        words = one_line(text).casefold()
        for key, entity in self._project.entities.items():
            if words and words in {one_line(name).casefold() for name in (entity.name, *entity.aliases)}:
                return key
        hits = search(self._project, text, 1).get(HitGroup.ENTITY, ()) if words else ()
        return hits[0].id if hits else None

    def _edit(self, name: str, label: str, entity: str | None) -> QLineEdit:
        edit = QLineEdit()
        edit.setObjectName(name)
        edit.setAccessibleName(label)
        names = sorted((one_line(found.name) for found in self._project.entities.values()), key=str.casefold)
        completer = QCompleter(names, edit)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        edit.setCompleter(completer)
        if entity is not None and entity in self._project.entities:
            edit.setText(one_line(self._project.entities[entity].name))
        return edit
