"""The journal of a graph: who decided what, and when. A click goes to what it was about."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from explorer.model.values import one_line
from explorer.model.words import counted
from explorer.widgets.article_import_parts import caption
from explorer.widgets.differences import Roomy
from explorer.widgets.version_sheets import Sheet

if TYPE_CHECKING:
    from explorer.model.facts import Decision
    from explorer.session.document import Document
    from explorer.session.settings import Settings

MOST_LISTED, LONGEST_NAME = 2000, 80
IDS = Qt.ItemDataRole.UserRole
_KINDS = {"edit": "", "not_same": "not the same"}


class JournalSheet(Sheet):
    """Lists the decisions, newest first.

    Signals
    -------
    chosen : tuple of str
        What a decision was about: the ids, the one to go to first.
    """

    chosen = Signal(object)

    def __init__(self, document: Document, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__("journal_sheet", "Journal", parent)
        self._document, self._settings = document, settings
        self._last_seen = settings.journal_seen(document.path)
        self.words = QLineEdit()
        self.words.setObjectName("journal_find")
        self.words.setPlaceholderText("Find a name or a word")
        self.words.setAccessibleName("Find in the journal")
        self.words.setClearButtonEnabled(True)
        self.only_new = QCheckBox("Since I last looked")
        self.only_new.setObjectName("journal_new")
        self.told = caption(name="journal_told")
        self.list = QTreeWidget()
        self.list.setObjectName("journal_list")
        self.list.setAccessibleName("Decisions")
        self.list.setHeaderLabels(["What", "Who", "When"])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setItemDelegate(Roomy(self.list))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        above = QHBoxLayout()
        above.addWidget(self.words, 1)
        above.addWidget(self.only_new)
        self.column.addLayout(above)
        self.column.addWidget(self.told)
        self.column.addWidget(self.list, 1)
        self.column.addLayout(self._signing())
        self.add_buttons()
        self.words.textChanged.connect(self.refresh)
        self.only_new.toggled.connect(self.refresh)
        self.list.itemClicked.connect(self._on_chosen)
        self.list.itemActivated.connect(self._on_chosen)
        self.finished.connect(self._note_seen)
        document.changed.connect(self.refresh)
        document.replaced.connect(self.reject)
        self.only_new.setEnabled(bool(self._last_seen))
        self.refresh()

    def _signing(self) -> QHBoxLayout:
        """Return the field for the name under which a person decides."""
        self.author = QLineEdit(self._settings.author)
        self.author.setObjectName("journal_author")
        self.author.setAccessibleName("Your name, as the journal notes it from now on")
        self.author.setMaxLength(LONGEST_NAME)
        self.author.textEdited.connect(self._on_named)
        self.author.setPlaceholderText("the name you are logged in with")
        label = caption("What you decide is noted as")
        label.setBuddy(self.author)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label)
        row.addWidget(self.author, 1)
        return row

    def _on_named(self, name: str) -> None:
        self._settings.author = name

    def refresh(self) -> None:
        """List what there is, and what is looked for."""
        everything = self._document.project.journal
        fresh = _after(everything, self._last_seen)
        words = self.words.text().casefold().split()
        shown = [own for own in (fresh if self.only_new.isChecked() else everything) if _has(own, words)]
        self.list.clear()
        self.list.addTopLevelItems([_row(own) for own in reversed(shown[-MOST_LISTED:])])
        told = "Nothing has been decided in this graph yet." if not everything else counted(len(shown), "decision")
        if everything and self._last_seen:
            told += (
                f", {len(fresh):,} since you last looked" if not self.only_new.isChecked() else " since you last looked"
            )
        if len(shown) > MOST_LISTED:
            told += f"; the last {MOST_LISTED:,} are listed"
        self.told.setText(told if told.endswith(".") else f"{told}.")

    def _on_chosen(self, item: QTreeWidgetItem) -> None:
        ids = item.data(0, IDS)
        if ids:
            self.chosen.emit(tuple(ids))

    def _note_seen(self) -> None:
        journal = self._document.project.journal
        if journal:
            self._settings.note_journal_seen(self._document.path, journal[-1].id)


def _after(journal: tuple[Decision, ...], last: str) -> tuple[Decision, ...]:
    at = next((at for at in reversed(range(len(journal))) if journal[at].id == last), -1)
    return journal[at + 1 :]


def _has(decision: Decision, words: list[str]) -> bool:
    text = f"{decision.what} {decision.by} {decision.kind} {' '.join(decision.touched)}".casefold()
    return all(word in text for word in words)


def _row(decision: Decision) -> QTreeWidgetItem:
    kind = _KINDS.get(decision.kind, decision.kind.replace("_", " "))
    what = one_line(decision.what) or kind or "A change"
    row = QTreeWidgetItem([what, one_line(decision.by)[:40] or "unknown", _when(decision.at)])
    row.setToolTip(0, f"{what} ({kind})" if kind else what)
    row.setData(0, IDS, list(decision.touched))
    return row


def _when(at: str) -> str:
    try:
        return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError):
        return one_line(at)[:20]
