"""Asks according to whom the graph is to be shown: one speaker, several, or the articles in their own voice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from explorer.model.chips import value_label
from explorer.model.filters import Facet, totals
from explorer.model.folding import folded
from explorer.model.words import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.model.project import Project

SIZE = (420, 460)
ROW_PX = 26
KEY_ROLE, PLAIN_ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class TellersDialog(QDialog):
    """A list of all speakers to tick, those with most to say first.

    Signals
    -------
    chosen : tuple of str
        Ids of the speakers, "" for the articles themselves; none of them for everybody.
    """

    chosen = Signal(tuple)

    def __init__(self, project: Project, tellers: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tellers_dialog")
        self.setWindowTitle("According to…")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        say = QLabel("Only what they say counts: lines, standings and numbers become as they tell them.")
        say.setWordWrap(True)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Find a speaker")
        self.filter.setAccessibleName("Find a speaker")
        self.filter.textChanged.connect(self._narrow)
        self.list = QListWidget()
        self.list.setObjectName("tellers_list")
        self.list.setAccessibleName("Speakers")
        self.list.setUniformItemSizes(True)
        self._fill(project, frozenset(tellers))
        self.list.itemActivated.connect(self._tick)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        show = buttons.button(QDialogButtonBox.StandardButton.Ok)
        show.setText("Show as they tell it")
        show.setProperty("filled", "true")
        everybody = buttons.addButton("Everybody", QDialogButtonBox.ButtonRole.ResetRole)
        everybody.clicked.connect(self._choose_everybody)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        for part in (say, self.filter, self.list, buttons):
            column.addWidget(part)
        self.filter.setFocus()

    def ticked(self) -> tuple[str, ...]:
        """Return who is chosen."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(item.data(KEY_ROLE) for item in items if item.checkState() is Qt.CheckState.Checked)

    def accept(self) -> None:
        """Show what they tell; who was looked for and is the only one left need not be ticked."""
        found = self.ticked()
        if not found and self.filter.text():
            shown = [item for row in range(self.list.count()) if not (item := self.list.item(row)).isHidden()]
            found = tuple(item.data(KEY_ROLE) for item in shown) if len(shown) == 1 else ()
        self.chosen.emit(found)
        super().accept()

    def _fill(self, project: Project, tellers: frozenset[str]) -> None:
        tally = totals(project)[Facet.SPEAKER]
        heard = [(key, number) for key, number in tally.most_common() if number or key in tellers]
        heard.sort(key=lambda one: one[0] not in tellers)
        for key, number in heard:
            name = value_label(project, Facet.SPEAKER, key)
            item = QListWidgetItem(f"{name}  ({counted(number, 'relation')})")
            item.setData(KEY_ROLE, key)
            item.setData(PLAIN_ROLE, folded(name))
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in tellers else Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, ROW_PX))
            self.list.addItem(item)

    def _narrow(self, text: str) -> None:
        words = folded(text).split()
        for row in range(self.list.count()):
            item = self.list.item(row)
            plain = str(item.data(PLAIN_ROLE))
            item.setHidden(not all(word in plain for word in words))

    def _tick(self, item: QListWidgetItem) -> None:
        is_on = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if is_on else Qt.CheckState.Checked)

    def _choose_everybody(self) -> None:
        self.chosen.emit(())
        super().accept()
