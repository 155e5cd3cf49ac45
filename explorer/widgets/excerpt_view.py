"""The text of an article, every passage marked by its stance, in a column of serif words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextBrowser, QWidget

from explorer.drawing.plain_text import drawable
from explorer.drawing.qt_text import text_font
from explorer.widgets.underlines import draw_underline
from explorer.widgets.words import units, x_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from explorer.model.excerpt_sheet import Sheet
    from explorer.model.passages import Excerpt
    from explorer.session.view import View
    from explorer.widgets.mentions import Names

COLUMN_PX = 500
SIDE_PX, GUTTER_PX, BAR_PX = 32, 24, 10
MARGIN_PX = 244
NARROWEST_COLUMN_PX = 360
TOP_PX, PARAGRAPH_GAP_PX, HEADING_GAP_PX = 24, 14, 24
ABOVE_BASELINE_PX, BELOW_BASELINE_PX = 17, 5
CLICK_PX = 3
ZERO_WIDTH_SPACE = "\u200b"


class Place(NamedTuple):
    """Where an excerpt stands in the text document."""

    start: int
    end: int
    excerpt: int


class Drawn(NamedTuple):
    """An excerpt as it is drawn: for each line the rectangle behind its words, and their baseline."""

    excerpt: int
    lines: tuple[tuple[QRectF, float], ...]


class ExcerptView(QTextBrowser):
    """Shows a sheet.

    Signals
    -------
    excerpt_chosen : int
        A passage was clicked, or Enter was pressed in it.
    entity_chosen : str
        A name was clicked outside of any passage.
    menu_requested : int, str, QPoint
        A right-click: excerpt (-1 for none), entity ("" for none), place on the screen.
    laid_out
        Lines are elsewhere than before.
    """

    excerpt_chosen = Signal(int)
    entity_chosen = Signal(str)
    menu_requested = Signal(int, str, QPoint)
    laid_out = Signal()

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._stances: list[str] = []
        self._places: list[Place] = []  # by excerpt, the first line of each first
        self._by_block: dict[int, list[Place]] = {}
        self._drawn: dict[int, list[Drawn]] = {}
        self._names: list[tuple[int, int, str]] = []
        self._selected: frozenset[int] = frozenset()
        self._current: int | None = None
        self._pressed: QPointF | None = None
        self.margin_px = MARGIN_PX
        self.setObjectName("excerpts")
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setOpenLinks(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.viewport().setAutoFillBackground(False)
        self.viewport().setMouseTracking(True)

    # -- content --------------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet, names: Names) -> None:
        """Show the text of a sheet from its beginning; names outside of passages lead to entities."""
        self._stances = [_stance(excerpt) for excerpt in sheet.excerpts]
        self._places, self._by_block, self._names = [], {}, []
        self._drawn.clear()
        look = self._view.theme.type("article")
        document = self.document()
        document.clear()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(text_font(look.size, serif=True))
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for number, block in enumerate(sheet.blocks):
            words, lines = QTextCharFormat(), QTextBlockFormat()
            words.setFont(text_font(look.size, semibold=block.is_heading, serif=True))
            lines.setLineHeight(look.line, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            gap = HEADING_GAP_PX if block.is_heading else PARAGRAPH_GAP_PX
            lines.setTopMargin(gap if number else TOP_PX)
            if number:
                cursor.insertBlock(lines, words)
            else:
                cursor.setBlockFormat(lines)
            start = cursor.position()
            text, unit = drawable_with_places(block.text)
            cursor.insertText(text, words)
            own = [Place(start + unit[span.start], start + unit[span.end], span.excerpt) for span in block.spans]
            self._places += own
            self._by_block[number] = sorted(own, key=lambda place: place.start - place.end)
            self._names += [(start + unit[at], start + unit[end], key) for at, end, key in names.mentions(block.text)]
        cursor.endEditBlock()
        self._selected, self._current = frozenset(), None
        self.verticalScrollBar().setValue(0)
        self.laid_out.emit()

    def mark(self, selected: frozenset[int], current: int | None) -> None:
        """Mark the excerpts that belong to the selection, and the one that one is at."""
        self._selected, self._current = selected, current
        self.viewport().update()

    # -- geometry -------------------------------------------------------------------------------

    def tops(self) -> dict[int, float]:
        """Return how far down in the document the first line of each excerpt is."""
        result: dict[int, float] = {}
        for place in self._places:
            if place.excerpt not in result:
                block = self.document().findBlock(place.start)
                layout = block.layout()
                line = layout.lineForTextPosition(place.start - block.position())
                result[place.excerpt] = layout.position().y() + line.y() if line.isValid() else 0.0
        return result

    def reveal(self, excerpt: int) -> None:
        """Scroll to an excerpt, unless it is in sight."""
        top = self.tops().get(excerpt)
        bar = self.verticalScrollBar()
        if top is not None and not bar.value() + 8 <= top <= bar.value() + self.viewport().height() - 64:
            bar.setValue(round(top - self.viewport().height() / 3))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column readable; give the margin up where there is no room."""
        room = self.width() - BAR_PX - SIDE_PX - GUTTER_PX
        self.margin_px = MARGIN_PX if room - MARGIN_PX >= NARROWEST_COLUMN_PX else 0
        column = min(COLUMN_PX, room - self.margin_px)
        slack = max((room - self.margin_px - column) // 2, 0)
        right = self.width() - BAR_PX - slack - SIDE_PX - column
        self.setViewportMargins(slack + SIDE_PX, 0, max(right, 0), 0)
        super().resizeEvent(event)
        self._drawn.clear()
        self.laid_out.emit()

    def _lines_of(self, block: QTextBlock) -> list[Drawn]:
        """Return where the places of a block are drawn; kept until lines are elsewhere."""
        found = self._drawn.get(block.blockNumber())
        if found is None:
            places = self._by_block.get(block.blockNumber(), [])
            found = [Drawn(place.excerpt, tuple(_rects(block, place))) for place in places]
            self._drawn[block.blockNumber()] = found
        return found

    def _visible(self) -> list[Drawn]:
        """Return what is in sight, long places before the shorter ones inside them, selected ones last."""
        found: list[Drawn] = []
        block = self.cursorForPosition(QPoint(0, 0)).block()
        bottom = self.verticalScrollBar().value() + self.viewport().height()
        while block.isValid() and block.layout().position().y() < bottom:
            found += self._lines_of(block)
            block = block.next()
        return sorted(found, key=lambda drawn: drawn.excerpt in self._selected)

    def _excerpt_at(self, point: QPointF) -> int:
        spot = point + QPointF(0, self.verticalScrollBar().value())
        under = [drawn for drawn in self._visible() if any(rect.contains(spot) for rect, _ in drawn.lines)]
        return min(under, key=lambda drawn: sum(rect.width() for rect, _ in drawn.lines)).excerpt if under else -1

    def _entity_at(self, point: QPointF) -> str:
        at = self.cursorForPosition(point.toPoint()).position()
        return next((key for start, end, key in self._names if start <= at < end), "")

    # -- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw washes, then the text, then underlines."""
        theme = self._view.theme
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme.color("canvas")))
        shift = -self.verticalScrollBar().value()
        painter.translate(0, shift)
        visible = self._visible()
        for drawn in visible:
            ground = QColor(self._ground(drawn.excerpt))
            for rect, _ in drawn.lines:
                painter.fillRect(rect, ground)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, shift)
        for drawn in visible:
            look = theme.passage(self._stances[drawn.excerpt])
            for rect, base in drawn.lines:
                draw_underline(painter, look.underline, look.stroke.color, rect.left(), rect.right(), base + 5.5)
                if drawn.excerpt == self._current:
                    painter.setPen(QPen(QColor(theme.color("mark_line")), 1))
                    painter.drawRect(rect.adjusted(-0.5, -0.5, 0.5, 2.5))
        painter.end()

    def _ground(self, excerpt: int) -> str:
        theme = self._view.theme
        if excerpt in self._selected:
            return theme.color("mark")
        return theme.blend(theme.passage(self._stances[excerpt]).stroke.color, theme.wash_alpha)

    # -- mouse and keyboard ---------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, or a selection of text."""
        super().mousePressEvent(event)
        self._pressed = event.position() if event.button() is Qt.MouseButton.LeftButton else None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a click: go to what rests on the passage, or to the entity."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is None or (event.position() - pressed).manhattanLength() > CLICK_PX:
            return
        excerpt = self._excerpt_at(event.position())
        entity = self._entity_at(event.position())
        if excerpt >= 0:
            self.excerpt_chosen.emit(excerpt)
        elif entity:
            self.entity_chosen.emit(entity)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be clicked."""
        super().mouseMoveEvent(event)
        leads = self._excerpt_at(event.position()) >= 0 or self._entity_at(event.position())
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is a click on the passage that the text cursor is in."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            at = self.textCursor().position()
            inside = [place for place in self._places if place.start <= at <= place.end]
            if inside:
                self.excerpt_chosen.emit(min(inside, key=lambda place: place.end - place.start).excerpt)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu for what is under the pointer."""
        point = QPointF(event.pos())
        self.menu_requested.emit(self._excerpt_at(point), self._entity_at(point), event.globalPos())


def _stance(excerpt: Excerpt) -> str:
    """Return the stance that an excerpt is drawn in: its first accepted passage's."""
    passages = excerpt.passages
    return next((own for own in passages if own.is_accepted), passages[0]).stance.value


def _rects(block: QTextBlock, place: Place) -> Iterator[tuple[QRectF, float]]:
    layout = block.layout()
    origin = layout.position()
    start, end = place.start - block.position(), place.end - block.position()
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        low, high = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if low < high:
            left, right = sorted((x_of(line.cursorToX(low)), x_of(line.cursorToX(high))))
            right = min(right, line.naturalTextRect().right())
            base = origin.y() + line.y() + line.ascent()
            top = base - ABOVE_BASELINE_PX
            yield QRectF(origin.x() + left, top, right - left, base + BELOW_BASELINE_PX - top), base


def drawable_with_places(text: str) -> tuple[str, Sequence[int]]:
    """Return a text that can be shown, and for each character (and the end) where it is, in Qt's units.

    Examples
    --------
    >>> drawable_with_places("R1")
    ('R1', range(0, 3))
    """
    if text.isprintable() and text.isascii():
        return text, range(len(text) + 1)
    pieces = [drawable(letter) or ZERO_WIDTH_SPACE for letter in text]
    places = [0]
    for piece in pieces:
        places.append(places[-1] + units(piece))
    return "".join(pieces), places
