"""The text of an article, every passage marked by its stance, in a column of serif words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlock,
    QTextCursor,
)
from PySide6.QtWidgets import QTextBrowser, QToolTip, QWidget

from explorer.drawing.qt_text import text_font
from explorer.widgets import reader_ink as ink
from explorer.widgets.reader_ink import Drawn, Place, drawn_in, lines_of
from explorer.widgets.reader_places import Places, drawable_with_places
from explorer.widgets.reader_writing import formats_of, sentence_at, sentence_beside
from explorer.widgets.words import as_tooltip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from explorer.model.excerpt_sheet import Block, Sheet
    from explorer.model.mentions import Mention
    from explorer.session.view import View

    NamesIn = Callable[[str], Iterable[Mention]]

COLUMN_PX = 500
SIDE_PX, GUTTER_PX, BAR_PX = 32, 24, 10
MARGIN_PX = 244
NARROWEST_COLUMN_PX = 360
CLICK_PX = 3
CARET_PX = 2


class ExcerptView(QTextBrowser):
    """Shows a sheet.

    Attributes
    ----------
    hint : callable
        Given an excerpt (-1 for none) and an entity ("" for none), says what the tooltip over them says.

    Signals
    -------
    excerpt_chosen : int
        A passage was clicked, or Enter was pressed in it.
    entity_chosen : str
        A name was clicked.
    words_chosen
        Enter was pressed on selected words.
    stepped : int
        The next (+1) or previous (-1) passage is wanted.
    menu_requested : int, str, QPoint
        A right-click: excerpt (-1 for none), entity ("" for none), place on the screen.
    laid_out
        Lines are elsewhere than before.
    """

    excerpt_chosen = Signal(int)
    entity_chosen = Signal(str)
    words_chosen = Signal()
    stepped = Signal(int)
    menu_requested = Signal(int, str, QPoint)
    laid_out = Signal()

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.hint: Callable[[int, str], str] = lambda _excerpt, _entity: ""
        self._looks: list[tuple[str, bool]] = []  # by excerpt: its stance, and whether it counts
        self._where = Places()
        self._places: list[Place] = []  # by excerpt, the first line of each first
        self._by_block: dict[int, list[Place]] = {}
        self._drawn: dict[int, list[Drawn]] = {}
        self._names_in: NamesIn = lambda _text: ()
        self._names: dict[int, list[tuple[int, int, str]]] = {}
        self._selected: frozenset[int] = frozenset()
        self._current: int | None = None
        self._entity: str | None = None
        self._hovered: tuple[int, int, str] | None = None
        self._found: list[tuple[int, int]] = []
        self._found_here = -1
        self._pressed: QPointF | None = None
        self._doubled_ms = 0
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

    def show_sheet(self, sheet: Sheet, names_in: NamesIn) -> None:
        """Show the text of a sheet; names lead to entities. The same text stays where it is scrolled to."""
        self._looks = [ink.look_of(excerpt) for excerpt in sheet.excerpts]
        self._names_in = names_in
        self._names, self._found, self._found_here, self._hovered = {}, [], -1, None
        self._drawn.clear()
        if not self._where.holds(sheet.blocks):
            self._write(sheet.blocks)
        self._where.lead_to(sheet.blocks)
        self._places, self._by_block = [], {}
        for number, block in enumerate(sheet.blocks):
            own = [Place(*self._where.stretch(number, span.start, span.end), span.excerpt) for span in block.spans]
            self._places += own
            self._by_block[number] = own
        self._selected, self._current, self._entity = frozenset(), None, None
        self.setCursorWidth(CARET_PX if sheet.blocks else 0)
        self.laid_out.emit()

    def to_start(self) -> None:
        """Go to the beginning of the text."""
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def _write(self, blocks: Sequence[Block]) -> None:
        document = self.document()
        document.clear()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(text_font(self._view.theme.type("article").size, serif=True))
        self._where = Places()
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for number, block in enumerate(blocks):
            lines, words = formats_of(self._view.theme, block, blocks[number - 1] if number else None)
            if number:
                cursor.insertBlock(lines, words)
            else:
                cursor.setBlockFormat(lines)
            start = cursor.position()
            text, unit = drawable_with_places(block.text)
            cursor.insertText(text, words)
            self._where.add(start, unit, block)
        cursor.endEditBlock()
        self.to_start()

    def mark(self, selected: frozenset[int], current: int | None, entity: str | None) -> None:
        """Mark the excerpts that belong to the selection, the one that one is at, and the names of an entity."""
        self._selected, self._current, self._entity = selected, current, entity
        self.viewport().update()

    def mark_found(self, found: Sequence[tuple[int, int]], here: int) -> None:
        """Mark words that were found, by their places in the article, and bring one of them into sight."""
        stretches = [tuple(self._where.stretches(start, end)) for start, end in found]
        self._found = sorted(stretch for own in stretches for stretch in own)
        if 0 <= here < len(stretches) and stretches[here]:
            first = stretches[here][0]
            self._found_here = self._found.index(first)
            self._bring(first[0])
        else:
            self._found_here = -1
        self.viewport().update()

    # -- selected words -------------------------------------------------------------------------

    @property
    def caret(self) -> int:
        """Which place of the article the text cursor is at, or begins to select from."""
        return self._where.offset_at(self.textCursor().selectionStart()) or 0

    def chosen_words(self) -> tuple[int, int] | None:
        """Return which words of the article are selected, in code points; None for none."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        start = self._where.offset_at(cursor.selectionStart())
        end = self._where.offset_at(cursor.selectionEnd())
        return (start, end) if start is not None and end is not None and start < end else None

    def chosen_rect(self) -> QRect:
        """Return where the selected words are on the screen."""
        cursor = self.textCursor()
        first, last = QTextCursor(cursor), QTextCursor(cursor)
        first.setPosition(cursor.selectionStart())
        last.setPosition(cursor.selectionEnd())
        rect = self.cursorRect(first).united(self.cursorRect(last))
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())

    def choose_nothing(self) -> bool:
        """Let go of selected words. Returns whether there were any."""
        cursor = self.textCursor()
        had = cursor.hasSelection()
        cursor.clearSelection()
        self.setTextCursor(cursor)
        return had

    def choose_words(self, start: int, end: int) -> None:
        """Select words by their places in the article, and bring them into sight."""
        stretches = list(self._where.stretches(start, end))
        if stretches:
            cursor = self.textCursor()
            cursor.setPosition(stretches[0][0])
            cursor.setPosition(stretches[-1][1], QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
            self._bring(stretches[0][0])

    def choose_sentence(self, by: int) -> None:
        """Select the next sentence (+1) or the one before (-1), and bring it into sight."""
        cursor = sentence_beside(self.textCursor(), by)
        self.setTextCursor(cursor)
        self._bring(cursor.selectionStart())

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802  # Qt's
        """Copy words without the look that they have here."""
        clip = QMimeData()
        clip.setText(self.textCursor().selection().toPlainText())
        return clip

    # -- geometry -------------------------------------------------------------------------------

    def tops(self) -> dict[int, float]:
        """Return how far down in the document the first line of each excerpt is."""
        result: dict[int, float] = {}
        for number, places in self._by_block.items():
            if places:
                block = self.document().findBlockByNumber(number)
                top = self.document().documentLayout().blockBoundingRect(block).top()
                for place in places:
                    line = block.layout().lineForTextPosition(place.start - block.position())
                    result.setdefault(place.excerpt, top + (line.y() if line.isValid() else 0.0))
        return result

    def reveal(self, excerpt: int) -> None:
        """Scroll to an excerpt, unless it is in sight."""
        starts = [place.start for place in self._places if place.excerpt == excerpt]
        if starts:
            self._bring(starts[0])

    def reveal_words(self, start: int, end: int) -> None:
        """Scroll to words by their place in the article, unless they are in sight."""
        first = next(self._where.stretches(start, end), None)
        if first is not None:
            self._bring(first[0])

    def _bring(self, position: int) -> None:
        top, bar = self._top_of(position), self.verticalScrollBar()
        if not bar.value() + 8 <= top <= bar.value() + self.viewport().height() - 64:
            bar.setValue(round(top - self.viewport().height() / 3))

    def _top_of(self, position: int) -> float:
        block = self.document().findBlock(position)
        top = self.document().documentLayout().blockBoundingRect(block).top()  # lays the document out as far as this
        line = block.layout().lineForTextPosition(position - block.position())
        return top + line.y() if line.isValid() else top

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

    def _drawn_in(self, block: QTextBlock) -> list[Drawn]:
        """Return how the passages of a block are drawn; kept until lines are elsewhere."""
        number = block.blockNumber()
        if number not in self._drawn:
            self._drawn[number] = drawn_in(block, self._by_block.get(number, ()))
        return self._drawn[number]

    def _visible_blocks(self) -> list[QTextBlock]:
        found = []
        block = self.cursorForPosition(QPoint(0, 0)).block()
        bottom = self.verticalScrollBar().value() + self.viewport().height()
        while block.isValid() and block.layout().position().y() < bottom:
            found.append(block)
            block = block.next()
        return found

    def _visible(self) -> list[Drawn]:
        """Return what is in sight, long places before the shorter ones inside them, selected ones last."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        found = [own for block in self._visible_blocks() for own in self._drawn_in(block) if own.spans(top, bottom)]
        return sorted(found, key=lambda drawn: drawn.excerpt in self._selected)

    @property
    def in_sight(self) -> frozenset[int]:
        """The excerpts of which some words are in sight."""
        return frozenset(drawn.excerpt for drawn in self._visible())

    def _names_of(self, block: QTextBlock) -> list[tuple[int, int, str]]:
        """Return the names in a block; looked for when somebody wants to know."""
        number = block.blockNumber()
        if number not in self._names:
            self._names[number] = self._where.names(number, self._names_in)
        return self._names[number]

    def _excerpt_at(self, point: QPointF) -> int:
        spot = point + QPointF(0, self.verticalScrollBar().value())
        under = [drawn for drawn in self._visible() if drawn.holds(spot)]
        return min(under, key=lambda drawn: drawn.length).excerpt if under else -1

    def _name_at(self, point: QPointF) -> tuple[int, int, str] | None:
        spot = point + QPointF(0, self.verticalScrollBar().value())
        cursor = self.cursorForPosition(point.toPoint())
        block, at = cursor.block(), cursor.position()
        near = [name for name in self._names_of(block) if name[0] <= at <= name[1]]
        return next(
            (name for name in near if any(line.rect.contains(spot) for line in lines_of(block, *name[:2]))), None
        )

    def _entity_at(self, point: QPointF) -> str:
        return (self._name_at(point) or (0, 0, ""))[2]

    # -- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw washes, then the text, then underlines."""
        theme = self._view.theme
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme.color("canvas")))
        shift = -self.verticalScrollBar().value()
        painter.translate(0, shift)
        visible, blocks = self._visible(), self._visible_blocks()
        self._paint_grounds(painter, visible, blocks)
        painter.end()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, shift)
        for drawn in visible:
            ink.draw_line_below(painter, theme.passage(self._looks[drawn.excerpt][0]), drawn)
            if drawn.excerpt == self._current:
                ink.draw_outline(painter, theme.color("mark_line"), drawn.lines)
        if self._hovered is not None:
            block = self.document().findBlock(self._hovered[0])
            ink.draw_name(painter, theme, lines_of(block, *self._hovered[:2]))
        painter.end()

    def _paint_grounds(self, painter: QPainter, visible: list[Drawn], blocks: list[QTextBlock]) -> None:
        theme = self._view.theme
        ink.draw_grounds(painter, theme, visible, self._looks, self._selected)
        for block in blocks if self._entity is not None else ():
            for start, end, entity in self._names_of(block):
                if entity == self._entity:
                    ink.draw_mark(painter, theme, lines_of(block, start, end))
        for block in blocks if self._found else ():
            ink.draw_found(painter, theme, block, self._found, self._found_here)

    # -- mouse and keyboard ---------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click, or a selection of text; the third of three clicks takes the sentence."""
        is_third = event.timestamp() - self._doubled_ms < QGuiApplication.styleHints().mouseDoubleClickInterval()
        if self._doubled_ms and is_third and event.button() is Qt.MouseButton.LeftButton:
            self._doubled_ms = 0
            self._pressed = None
            self.setTextCursor(sentence_at(self.cursorForPosition(event.position().toPoint())))
            return
        super().mousePressEvent(event)
        self._pressed = event.position() if event.button() is Qt.MouseButton.LeftButton else None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take the word."""
        super().mouseDoubleClickEvent(event)
        self._doubled_ms = event.timestamp()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a click: go to the entity, or to what rests on the passage."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is None or (event.position() - pressed).manhattanLength() > CLICK_PX:
            return
        excerpt = self._excerpt_at(event.position())
        entity = self._entity_at(event.position())
        if entity:
            self.entity_chosen.emit(entity)
        elif excerpt >= 0:
            self.excerpt_chosen.emit(excerpt)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what can be clicked."""
        super().mouseMoveEvent(event)
        dragging = bool(event.buttons())
        self._hover(None if dragging else self._name_at(event.position()))
        leads = not dragging and (self._hovered is not None or self._excerpt_at(event.position()) >= 0)
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.IBeamCursor
        self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:
        """Underline no name any longer."""
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, name: tuple[int, int, str] | None) -> None:
        if name != self._hovered:
            self._hovered = name
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        """Say in a tooltip what a click would do, and what is wrong with a passage."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            point = QPointF(event.pos())
            says = self.hint(self._excerpt_at(point), self._entity_at(point))
            QToolTip.showText(event.globalPos(), as_tooltip(says) if says else "", self.viewport())
            return True
        return super().viewportEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the selected words, or is a click on the passage there; arrows step, by passage or by sentence."""
        key, keys = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key))
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        elif by is not None and keys == Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(by)
        elif by is not None and keys == Qt.KeyboardModifier.ControlModifier:
            self.choose_sentence(by)
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        if self.textCursor().hasSelection():
            self.words_chosen.emit()
            return
        at = self.textCursor().position()
        inside = [place for place in self._places if place.start <= at <= place.end]
        if inside:
            self.excerpt_chosen.emit(min(inside, key=lambda place: place.end - place.start).excerpt)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu for what is under the pointer."""
        point = QPointF(event.pos())
        self.menu_requested.emit(self._excerpt_at(point), self._entity_at(point), event.globalPos())
