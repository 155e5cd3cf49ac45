"""Pairs that may be one: compared side by side, merged, or told apart for good. Nothing is merged by itself."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from explorer.model.merging import Candidate, candidates
from explorer.model.values import one_line
from explorer.model.words import counted
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from explorer.model.project import Project
    from explorer.session.document import Document
    from explorer.session.view import View

SIZE = QSize(600, 480)
MOST_PAIRS = 50
MOST_ALIASES = 3


class MergeSheet(QDialog):
    """Goes through pairs of entities.

    Signals
    -------
    merge_requested : str, str
        The first is to take over the second.
    apart_requested : str, str
        These two are not the same.
    """

    merge_requested = Signal(str, str)
    apart_requested = Signal(str, str)

    def __init__(self, document: Document, view: View, entities: Sequence[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("merge_sheet")
        self.setWindowTitle("Merge entities")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE.boundedTo(parent.size()))
        self._document, self._view, self._entities = document, view, tuple(entities)
        self.told = QLabel()
        self.told.setObjectName("merge_told")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self._body = QWidget()
        self._rows = QVBoxLayout(self._body)
        self._rows.setContentsMargins(0, 0, 12, 0)
        self._rows.setSpacing(8)
        sheet = QScrollArea()
        sheet.setWidgetResizable(True)
        sheet.setFrameShape(QFrame.Shape.NoFrame)
        sheet.setWidget(self._body)
        close = QPushButton("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(12)
        column.addWidget(self.told)
        column.addWidget(sheet, 1)
        column.addLayout(foot)
        document.changed.connect(self._fill)
        document.undo_stack.indexChanged.connect(self._fill)
        self._fill()

    @property
    def pairs(self) -> tuple[Candidate, ...]:
        """The pairs that are offered: of several selected entities each with each, else those that look alike."""
        project = self._document.project
        there = [key for key in self._entities if key in project.entities]
        if len(there) > 1:
            order = sorted(there, key=lambda key: -len(project.relations_of(key)))
            return tuple(Candidate(one, other, 0.0) for one, other in combinations(order, 2))[:MOST_PAIRS]
        if len(self._entities) > 1:
            return ()
        return candidates(project, there or None)[:MOST_PAIRS]

    def _fill(self) -> None:
        while self._rows.count():
            widget = self._rows.takeAt(0).widget()  # type: ignore[union-attr]  # there is one
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        pairs = self.pairs
        for pair in pairs:
            self._rows.addWidget(self._pair(pair))
        self._rows.addStretch(1)
        self.told.setText(_told(pairs, is_chosen=len(self._entities) > 1))

    def _pair(self, pair: Candidate) -> QWidget:
        project = self._document.project
        row = QFrame()
        row.setObjectName("merge_pair")
        line = QHBoxLayout(row)
        line.setContentsMargins(12, 8, 8, 8)
        line.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        for key, other in ((pair.keep, pair.gone), (pair.gone, pair.keep)):
            words.addLayout(self._side(project, key, other))
        line.addLayout(words, 1)
        line.addWidget(self._button("Not the same", lambda: self.apart_requested.emit(pair.keep, pair.gone)))
        return row

    def _side(self, project: Project, key: str, other: str) -> QHBoxLayout:
        entity = project.entities[key]
        name = QLabel(one_line(entity.name))
        name.setTextFormat(Qt.TextFormat.PlainText)
        name.setFont(ui_font(13, semibold=True))
        aliases = ", ".join(one_line(own) for own in entity.aliases[:MOST_ALIASES])
        known = counted(len(project.relations_of(key)), "relation")
        kind = one_line(project.vocabulary.entity_kind(entity.kind).label)
        about = QLabel(", ".join(part for part in (kind, known, f"also {aliases}" if aliases else "") if part))
        about.setTextFormat(Qt.TextFormat.PlainText)
        about.setFont(ui_font(11))
        about.setForegroundRole(about.foregroundRole().PlaceholderText)
        side = QHBoxLayout()
        side.setSpacing(8)
        side.addWidget(name)
        side.addWidget(about, 1)
        keep = self._button("Keep this", lambda: self.merge_requested.emit(key, other))
        keep.setAccessibleName(f"Merge both, called {one_line(entity.name)}")
        keep.setObjectName(f"merge_keep_{key}")
        side.addWidget(keep)
        return side

    def _button(self, words: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: run())
        return button


def _told(pairs: tuple[Candidate, ...], *, is_chosen: bool) -> str:
    if not pairs:
        return "They are one now." if is_chosen else "No two entities of one kind have names that look alike."
    what = "Which name stays?" if is_chosen else "These may be the same. Which name stays?"
    return (
        f"{what} The other becomes an alias, every quotation stays as it is, and both can be split again at any time."
    )
