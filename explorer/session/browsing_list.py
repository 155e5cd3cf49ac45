"""The entities of a browsed store as a list that is read page by page, the best connected first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from explorer.model.values import one_line
from explorer.model.words import counted
from explorer.session.item_models import ID_ROLE, NO_PARENT, ROW_ROLE, Index, Row

if TYPE_CHECKING:
    from explorer.session.browsing import Browser
    from explorer.session.document import Document
    from explorer.session.view import View
    from explorer.stores.reader import Listed

KEY = "browse list"
PAGE = 200


class WholeList(QAbstractListModel):
    """Rows of the whole store that pass the filters. Asks for more when somebody scrolls to its end."""

    def __init__(self, document: Document, view: View, browser: Browser, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._view, self._browser = document, view, browser
        self._rows: list[Row] = []
        self._has_more = False
        self._filters = view.scope.filters
        document.replaced.connect(self.begin)
        view.scope_changed.connect(self._on_scope_changed)
        self.begin()

    def begin(self) -> None:
        """Read the first page anew."""
        self.beginResetModel()
        self._rows, self._filters = [], self._view.scope.filters
        self._has_more = self._browser.is_on
        self.endResetModel()
        self._ask()

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802  # Qt
        """Return the number of rows that were read."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row's text, id, spoken text, or the row itself."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        answers = {
            ID_ROLE: row.id,
            ROW_ROLE: row,
            Qt.ItemDataRole.DisplayRole: row.text,
            Qt.ItemDataRole.AccessibleTextRole: row.spoken,
        }
        return answers.get(role)

    def canFetchMore(self, parent: Index = NO_PARENT) -> bool:  # noqa: N802  # Qt
        """Whether there are rows that were not read yet."""
        return not parent.isValid() and self._has_more

    def fetchMore(self, parent: Index = NO_PARENT) -> None:  # noqa: N802, ARG002  # Qt
        """Read the next page."""
        self._ask()

    def _ask(self) -> None:
        if not self._has_more:
            return
        self._has_more = False  # until the answer is there
        filters, skip = self._filters, len(self._rows)
        self._browser.ask(
            KEY,
            "Reading the list",
            lambda reader, cancel: reader.entities(filters, PAGE, skip, cancel),
            lambda found: self._take(found, skip),
        )

    def _take(self, found: list[Listed], skip: int) -> None:
        if skip != len(self._rows):
            return
        self._has_more = len(found) == PAGE
        if found:
            self.beginInsertRows(NO_PARENT, skip, skip + len(found) - 1)
            self._rows += [self._worded(listed) for listed in found]
            self.endInsertRows()

    def _worded(self, listed: Listed) -> Row:
        kind = self._document.project.vocabulary.entity_kind(listed.kind).label
        name = one_line(listed.name)
        spoken = f"{name}, {kind}, {counted(listed.degree, 'relation')}"
        return Row(listed.id, name, listed.kind, listed.degree, spoken)

    def _on_scope_changed(self) -> None:
        if self._browser.is_on and self._view.scope.filters != self._filters:
            self.begin()
