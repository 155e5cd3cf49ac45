"""Places of words in articles as a list: a row for each article, and below it a row for each place, in its context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from explorer.drawing.plain_text import drawable
from explorer.model.citations import date_published
from explorer.model.finding import Hit
from explorer.model.words import counted
from explorer.widgets.matches import draw_matches
from explorer.widgets.theming import source_font, ui_font
from explorer.widgets.words import flat

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from explorer.model.facts import Article
    from explorer.session.document import Document
    from explorer.session.finding import Found
    from explorer.session.view import View

Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()
ROW_PX, HEADING_PX = 28, 32
LEFT_PX, RIGHT_PX, BEFORE_SHARE = 32, 16, 0.4
ROW = Qt.ItemDataRole.UserRole


class FoundRows(QAbstractListModel):
    """Articles, by id, and the places in them, in one list."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        self.rows: list[Hit | str] = []
        self._counts: dict[str, int] = {}

    def show(self, found: Found) -> None:
        """Show what was found; rows that are there already stay, so that a list keeps its place."""
        rows: list[Hit | str] = []
        counts: dict[str, int] = {}
        for hit in found.hits:
            if hit.article not in counts:
                rows.append(hit.article)
            counts[hit.article] = counts.get(hit.article, 0) + 1
            rows.append(hit)
        self._counts = counts
        kept = len(self.rows)
        if kept and rows[:kept] == self.rows:
            if len(rows) > kept:
                self.beginInsertRows(NO_PARENT, kept, len(rows) - 1)
                self.rows = rows
                self.endInsertRows()
        else:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:  # noqa: N802  # Qt's
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, or its words."""
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return (
                " · ".join(self.heading(row)) if isinstance(row, str) else drawable(row.before + row.exact + row.after)
            )
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that articles cannot be chosen."""
        if isinstance(self.rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def heading(self, key: str) -> tuple[str, str]:
        """Return the title of an article, and what else is to be said of it."""
        count = counted(self._counts.get(key, 0), "place")
        article = self._document.project.articles.get(key)
        if article is None:  # it was taken back since
            return key, count
        return flat(article.title), f"{_outlet(article)} · {count}"


class FoundDelegate(QStyledItemDelegate):
    """Paints articles and places."""

    def __init__(self, view: View, rows: FoundRows) -> None:
        super().__init__(rows)
        self._view, self._rows = view, rows

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        """Return the height of a row."""
        return QSize(100, HEADING_PX if isinstance(index.data(ROW), str) else ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        row, theme, rect = index.data(ROW), self._view.theme, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = rect.adjusted(LEFT_PX, 0, -RIGHT_PX, 0)
        if isinstance(row, str):
            self._paint_heading(painter, room, row)
        elif isinstance(row, Hit):
            if option.state & QStyle.StateFlag.State_Selected:
                painter.fillRect(rect, QColor(theme.color("mark")))
                painter.fillRect(rect.x(), rect.y(), 3, rect.height(), QColor(theme.color("ink")))
            elif option.state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(rect, QColor(theme.color("hover")))
            self._paint_place(painter, room, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, room: QRect, article: str) -> None:
        theme = self._view.theme
        title, about = self._rows.heading(article)
        painter.setFont(ui_font(11))
        wide = min(painter.fontMetrics().horizontalAdvance(about), room.width() // 2)
        painter.setPen(QColor(theme.color("ink_3")))
        at = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, at, painter.fontMetrics().elidedText(about, Qt.TextElideMode.ElideRight, wide))
        painter.setFont(ui_font(12, semibold=True))
        painter.setPen(QColor(theme.color("ink_2")))
        left = room.adjusted(0, 0, -wide - 16, 0)
        shown = painter.fontMetrics().elidedText(title, Qt.TextElideMode.ElideRight, left.width())
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_place(self, painter: QPainter, room: QRect, hit: Hit) -> None:
        """Draw the words with what is around them; what is before them ends where theirs begin, in every row."""
        theme = self._view.theme
        fonts = (source_font(14), source_font(14, semibold=True))
        most = int(room.width() * BEFORE_SHARE)
        left = QRect(room.x(), room.y(), most, room.height())
        painter.setFont(fonts[0])
        painter.setPen(QColor(theme.color("ink_2")))
        before = QFontMetrics(fonts[0]).elidedText(drawable(hit.before).lstrip("• "), Qt.TextElideMode.ElideLeft, most)
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, before)
        exact = drawable(hit.exact)
        rest = room.adjusted(most, 0, 0, 0)
        draw_matches(
            painter, rest, f"{exact}{drawable(hit.after)}", [(0, len(exact))], fonts, QColor(theme.color("ink"))
        )


def _outlet(article: Article) -> str:
    when = date_published(article)
    return f"{flat(article.publisher)}, {when}" if article.publisher else when
