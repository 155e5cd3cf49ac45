"""Sheets about versions of the open file: its backups, and what another program has made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from explorer.model.compare import words_of
from explorer.model.facts import Evidence, Value
from explorer.model.sentences import relation_sentence
from explorer.model.values import one_line
from explorer.model.words import counted
from explorer.widgets.article_import_parts import caption, paragraph
from explorer.widgets.differences import Differences, Roomy
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from explorer.model.merge3 import Clash
    from explorer.session.document import Document
    from explorer.session.versions import Theirs, Versions

SIZE = QSize(620, 560)
MOST_ASKED = 200
LONGEST = 80
COPIES = "What each save wrote over; the last five are kept on this computer."
FROM_LOG = "Before each of the last five saves, by the log of the store. Places and kinds are as they are now."


class Sheet(QDialog):
    """A window beside the graph, which can be clicked meanwhile: a title, what belongs under it, and buttons."""

    def __init__(self, name: str, title: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(16, 16, 16, 12)
        self.column.setSpacing(8)
        self.title = paragraph(title, f"{name}_title")
        self.title.setFont(ui_font(15, semibold=True))
        self.column.addWidget(self.title)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Put a row of buttons last; the first one is what one usually wants."""
        row = QDialogButtonBox()
        for button in buttons:
            row.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        close = row.addButton(QDialogButtonBox.StandardButton.Close)
        close.clicked.connect(self.reject)
        if buttons:
            buttons[0].setProperty("filled", "true")
            buttons[0].setDefault(True)
        self.column.addWidget(row)


class BackupsSheet(Sheet):
    """Lists the versions that are kept; opens one to read, or compares it with now.

    Signals
    -------
    chosen : str
        Something that differs, to go to.
    """

    chosen = Signal(str)

    def __init__(self, document: Document, versions: Versions, parent: QWidget | None = None) -> None:
        super().__init__("backups_sheet", f"Backups of {document.name}", parent)
        self._document, self._versions = document, versions
        self._backups = versions.backups()
        self.list = QListWidget(self)
        self.list.setObjectName("backups_list")
        self.list.setAccessibleName("Versions")
        self.list.setItemDelegate(Roomy(self.list))
        for backup in self._backups:
            day = f"{backup.at.astimezone():%Y-%m-%d %H:%M:%S}"
            size = counted(backup.size, "thing") + " changed" if backup.before else _bytes(backup.size)
            self.list.addItem(QListWidgetItem(f"As it was until {day}    {size}"))
        self.differences = Differences(self)
        self.differences.chosen.connect(self.chosen)
        self.differences.hide()
        if self._backups:
            self.list.setFixedHeight(self.list.sizeHintForRow(0) * len(self._backups) + 2 * self.list.frameWidth() + 4)
            self.list.setCurrentRow(0)
            self.column.addWidget(caption(FROM_LOG if self._backups[0].before else COPIES))
            self.column.addWidget(self.list)
            self.column.addWidget(self.differences, 100)
        else:
            self.list.hide()
            self.column.addWidget(paragraph(_none(document), "backups_none"))
        self.column.addStretch(1)
        if self._backups:
            self._add_verbs()
        else:
            self.add_buttons()
        self.list.currentRowChanged.connect(self._on_row_changed)
        document.changed.connect(self._on_row_changed)

    def _add_verbs(self) -> None:
        compare_button, open_button = QPushButton("Compare with now"), QPushButton("Open to read")
        compare_button.setObjectName("backups_compare")
        open_button.setObjectName("backups_open")
        compare_button.clicked.connect(self._compare)
        open_button.clicked.connect(self._open)
        self.add_buttons(compare_button, open_button)

    def _on_row_changed(self) -> None:
        if self.differences.isVisible():
            self._compare()

    def _compare(self) -> None:
        self.differences.wait()
        self.differences.show()
        self.finished.connect(self._versions.stop, Qt.ConnectionType.UniqueConnection)
        self._versions.compare(self._backups[self.list.currentRow()], self.differences.show_comparison)

    def _open(self) -> None:
        self._versions.open_backup(self._backups[self.list.currentRow()])


class DifferenceSheet(Sheet):
    """Shows what another program has made of the file, asks about what both have changed, and merges.

    Signals
    -------
    chosen : str
        Something that differs, to go to.
    """

    chosen = Signal(str)

    def __init__(self, document: Document, versions: Versions, theirs: Theirs, parent: QWidget | None = None) -> None:
        super().__init__("difference_sheet", f"{document.name} was changed by another program", parent)
        self._versions = versions
        self._clashes = theirs.clashes[:MOST_ASKED]
        self._theirs: dict[str, QCheckBox] = {}
        self._named = (document.project, theirs.project)
        self.column.addWidget(caption("From what is open here to what is on the disk:"))
        self.differences = Differences()
        self.differences.show_comparison(theirs.comparison)
        self.differences.chosen.connect(self.chosen)
        self.column.addWidget(self.differences, 1)
        if self._clashes:
            number = counted(len(self._clashes), "thing")
            self.column.addWidget(paragraph(f"{number} changed in both. Which is right?", "difference_asked"))
            self.column.addWidget(self._questions(), 1)
        merge, reload_, mine = QPushButton("Merge both"), QPushButton("Take theirs"), QPushButton("Keep mine")
        for button, name, does in (
            (merge, "difference_merge", lambda: self._versions.merge(self.theirs_for())),
            (reload_, "difference_reload", versions.reload),
            (mine, "difference_mine", versions.keep_mine),
        ):
            button.setObjectName(name)
            button.clicked.connect(self._doing(does))
        reload_.setToolTip("Open the file anew. What is unsaved here is lost.")
        mine.setToolTip("Write over the file at the next save. A backup is kept of it.")
        self.add_buttons(merge, reload_, mine)

    def theirs_for(self) -> Iterable[str]:
        """Return the keys of what is to be as the other program has it."""
        return [key for key, button in self._theirs.items() if button.isChecked()]

    def _name_of(self, owner: str) -> str:
        for project in self._named:
            if owner in project.relations and not project.is_dangling(project.relations[owner]):
                return relation_sentence(project, project.relations[owner])
            if owner in project.entities:
                return one_line(project.entities[owner].name)
            if owner in project.articles:
                return f"“{one_line(project.articles[owner].title)}”"
        return owner or "The graph"

    def _doing(self, does: Callable[[], object]) -> Callable[[], None]:
        def do() -> None:
            does()
            self.accept()

        return do

    def _questions(self) -> QScrollArea:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(4)
        for clash in self._clashes:
            said = paragraph(_asked(clash, self._name_of(clash.owner)))
            said.setFont(ui_font(12))
            box = QCheckBox("Remove it" if not clash.field else f"Take theirs: {_short(clash.theirs)}")
            box.setToolTip(words_of(clash.theirs) if clash.field else "")
            column.addWidget(said)
            column.addWidget(box)
            column.addSpacing(8)
            self._theirs[clash.key] = box
        column.addStretch()
        area = QScrollArea()
        area.setObjectName("difference_questions")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(page)
        return area


def _asked(clash: Clash, name: str) -> str:
    if clash.field:
        what = clash.field.replace("_", " ")
        return f"{name}: {what}. It was {words_of(_plain(clash.base))}; mine is {words_of(_plain(clash.mine))}."
    who, other = ("You", "the other program") if clash.mine is None else ("The other program", "you")
    part = f" ({words_of({'exact': clash.base.quote.exact})})" if isinstance(clash.base, Evidence) else ""
    return f"{name}{part}: {who} removed it, {other} changed it. It stays, unless you say otherwise."


def _plain(value: object) -> object:
    return value.model_dump(mode="json", exclude_unset=True) if isinstance(value, Value) else value


def _short(value: object) -> str:
    return one_line(words_of(_plain(value)))[:LONGEST]


def _none(document: Document) -> str:
    if document.path is not None and document.path.suffix == ".edgewise":
        return "None yet. Whenever you save, the log of the store keeps what was there before."
    return "None yet. Whenever you save, what was in the file before is kept here: the last five versions."


def _bytes(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{max(size // 1000, 1):,} kB"
