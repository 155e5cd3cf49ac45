"""Shows how the quotations of an article stand in a person's own copy of it, before the copy is attached."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
)

from explorer.model.anchoring import Anchored
from explorer.model.values import one_line
from explorer.model.words import counted
from explorer.session.articles import Agreed
from explorer.widgets.article_import_parts import Keeping, caption, paragraph
from explorer.widgets.theming import source_font, ui_font

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from explorer.model.attaching import Quotation
    from explorer.session.articles import Copy
    from explorer.session.view import View

SIZE = QSize(640, 560)
MOST_LISTED = 500
AROUND = 40
MEANS = {
    Anchored.ORPHANED: "not in this text; they stay flagged, with the words as they were",
    Anchored.DRIFTED: "changed a little since; tick those that still say the same",
    Anchored.MOVED: "word for word, at another place",
    Anchored.EXACT: "word for word, where they were quoted from",
}
OWN, PLACE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class CopySheet(QDialog):
    """Lists what was found.

    Signals
    -------
    confirmed : Agreed, str
        The copy is to be attached: what a person has agreed to, and where the text is kept.
    """

    confirmed = Signal(object, str)

    def __init__(
        self, view: View, copy: Copy, document: str, *, is_inside: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("copy_sheet")
        self.setWindowTitle("Attach text")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE)
        self._view, self._copy = view, copy
        found = copy.comparison
        self.title = paragraph(one_line(found.article.title), "copy_title")
        self.title.setFont(ui_font(15, semibold=True))
        self.summary = paragraph(_summary(copy), "copy_summary")
        self.list = QTreeWidget()
        self.list.setObjectName("copy_list")
        self.list.setAccessibleName("Quotations and how they stand in this text")
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(True)
        self.list.setIndentation(16)
        self.list.setUniformRowHeights(False)
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(self._on_item_changed)
        self._fill()
        self.keeping = Keeping(document, is_inside=is_inside)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow("Text", self.keeping)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(8)
        for widget in (self.title, self.summary, self.list):
            column.addWidget(widget, 1 if widget is self.list else 0)
        column.addLayout(form)
        if copy.notices:
            column.addWidget(caption("\n".join(copy.notices), "copy_notices"))
        column.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        word = "Attach anyway" if self._copy.comparison.is_another_text else "Attach"
        self.attach_button = buttons.addButton(word, QDialogButtonBox.ButtonRole.AcceptRole)
        self.attach_button.setObjectName("copy_attach")
        cancel = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        (cancel if self._copy.comparison.is_another_text else self.attach_button).setProperty("filled", "true")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _fill(self) -> None:
        found = self._copy.comparison
        for state, means in MEANS.items():
            own = [quotation for quotation in found.quotations if quotation.anchor.state is state]
            if not own:
                continue
            group = QTreeWidgetItem([f"{len(own):,} {state.value}: {means}"])
            group.setFont(0, ui_font(12, semibold=True))
            group.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            self.list.addTopLevelItem(group)
            for quotation in own[:MOST_LISTED]:
                group.addChild(self._row(quotation))
            if len(own) > MOST_LISTED:
                group.addChild(QTreeWidgetItem([f"and {len(own) - MOST_LISTED:,} more"]))
            for row in _children(group):
                row.setExpanded(bool(row.childCount()))
            group.setExpanded(state is not Anchored.EXACT or len(own) == len(found.quotations))

    def _row(self, quotation: Quotation) -> QTreeWidgetItem:
        state, text = quotation.anchor.state, self._copy.comparison.text
        row = QTreeWidgetItem([f"“{one_line(quotation.quote.exact)}”"])
        row.setFont(0, source_font(13))
        row.setToolTip(0, one_line(quotation.quote.exact)[:600])
        row.setData(0, OWN, quotation.evidence)
        if state is Anchored.DRIFTED:
            row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            row.setCheckState(0, Qt.CheckState.Unchecked)
            now = text[quotation.anchor.start : quotation.anchor.end]
            row.addChild(QTreeWidgetItem([_changes(quotation.quote.exact, now)]))
        for start, end in quotation.anchor.places:
            place = QTreeWidgetItem([f"…{one_line(text[max(start - AROUND, 0) : end + AROUND])}…"])
            place.setFlags(place.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            place.setCheckState(0, Qt.CheckState.Unchecked)
            place.setData(0, PLACE, (start, end))
            place.setFont(0, source_font(13))
            row.addChild(place)
        if quotation.anchor.places:
            row.setText(0, f"{row.text(0)} stands in {len(quotation.anchor.places)} places; tick the one that is meant")
        return row

    def _on_item_changed(self, item: QTreeWidgetItem) -> None:
        """Of several places, let one be ticked."""
        row = item.parent()
        if item.data(0, PLACE) is None or item.checkState(0) is not Qt.CheckState.Checked or row is None:
            return
        for other in _children(row):
            if other is not item:
                other.setCheckState(0, Qt.CheckState.Unchecked)

    def agreed(self) -> Agreed:
        """Return what is ticked."""
        drifted: set[str] = set()
        chosen: dict[str, tuple[int, int]] = {}
        for row in (row for group in _children(self.list.invisibleRootItem()) for row in _children(group)):
            evidence = tuple(row.data(0, OWN) or ())
            if _is_ticked(row):
                drifted.update(evidence)
            for place in filter(_is_ticked, _children(row)):
                chosen |= dict.fromkeys(evidence, tuple(place.data(0, PLACE)))
        return Agreed(frozenset(drifted), chosen)

    def accept(self) -> None:
        """Hand on what was agreed to."""
        self.confirmed.emit(self.agreed(), self.keeping.where)
        super().accept()


def _children(item: QTreeWidgetItem) -> Iterator[QTreeWidgetItem]:
    for index in range(item.childCount()):
        child = item.child(index)
        if child is not None:
            yield child


def _is_ticked(item: QTreeWidgetItem) -> bool:
    return bool(item.flags() & Qt.ItemFlag.ItemIsUserCheckable) and item.checkState(0) is Qt.CheckState.Checked


def _summary(copy: Copy) -> str:
    found = copy.comparison
    total = len(found.quotations)
    if not total:
        return "Nothing is quoted from this article yet."
    parts = [f"{found.count(state):,} {state.value}" for state in Anchored if found.count(state)]
    words = (
        f"{counted(total, 'quotation')} looked up in {counted(len(found.text.split()), 'word')}: {', '.join(parts)}."
    )
    if found.is_another_text:
        words += " Most of what was quoted is not in this text. Is it the right article?"
    return words


def _changes(before: str, now: str) -> str:
    from explorer.model.anchoring import word_changes

    marks = {"same": "{}", "gone": "[−{}]", "new": "[+{}]"}
    return one_line("".join(marks[what].format(words) for what, words in word_changes(before, now)))
