"""Beside the text of an article: for each passage, at its height, what rests on it."""

from __future__ import annotations

from bisect import bisect_left
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from explorer.drawing.qt_icons import icon_image
from explorer.drawing.qt_samples import stroke_sample
from explorer.widgets.column import Pool
from explorer.widgets.link import write_on
from explorer.widgets.rows import write
from explorer.widgets.words import as_tooltip

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from explorer.session.view import View

LINE_PX = 20
FIRST_LINE_DOWN_PX = 4
BEYOND_PX = 400
UNBOUNDED_PX = 1_000_000.0
ALERT_PX = 14
SAMPLE_PX, SAMPLE_LEFT_PX, TEXT_LEFT_PX = 22, 13, 44


class Remark(NamedTuple):
    """A relation that rests on a passage; ``doubt`` says what is wrong with the passage."""

    excerpt: int
    evidence: str
    relation: str
    doubt: str


class PassageMargin(QWidget):
    """Shows remarks down the margin. Only those near what is in sight are widgets, and put into words.

    Parameters
    ----------
    view : View
    say : callable
        Given a relation, returns it in words, and its stroke.

    Signals
    -------
    chosen : Remark
        One was clicked.
    excerpt_chosen : int
        One that stands for several of its passage was clicked.
    """

    chosen = Signal(object)
    excerpt_chosen = Signal(int)

    def __init__(self, view: View, say: Callable[[str], tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._say = view, say
        self._said: dict[str, tuple[str, str]] = {}
        self._groups: list[list[Remark]] = []
        self._lines: list[_Line] = []
        self._tops: dict[int, float] = {}
        self._scroll = 0
        self._selected: frozenset[str] = frozenset()
        self._rows = Pool(self._make_row)
        self.setAccessibleName("What rests on each passage")

    def show_remarks(self, remarks: Iterable[Remark]) -> None:
        """Show other remarks, in the order of their passages."""
        self._said = {}
        self._groups = [list(own) for _, own in groupby(remarks, key=lambda remark: remark.excerpt)]

    def lay_out(self, tops: dict[int, float], scroll: int) -> None:
        """Put each remark at the height of its passage, or as near below as there is room.

        Where passages are so close that the remarks would fall behind, one stands for all of its passage.
        """
        self._tops = tops
        self._lines = []
        free = float("-inf")
        groups = sorted(self._groups, key=self._wanted)  # a quotation that moved is elsewhere than its offsets say
        for number, group in enumerate(groups):
            top = max(free, self._wanted(group))
            is_last = number + 1 == len(groups)
            room = UNBOUNDED_PX if is_last else self._wanted(groups[number + 1]) - top
            shown = group if len(group) * LINE_PX <= max(room, LINE_PX) else [self._foremost(group)]
            for remark in shown:
                self._lines.append(_Line(top, remark, len(group) - len(shown)))
                top += LINE_PX
            free = top
        self.scroll_to(scroll)

    def scroll_to(self, scroll: int) -> None:
        """Follow the text."""
        self._scroll = scroll
        self._rows.release()
        used = set()
        first = bisect_left(self._lines, float(scroll - BEYOND_PX), key=lambda line: line.top)
        for line in islice(self._lines, first, None):
            y = round(line.top) - scroll
            if y >= self.height() + BEYOND_PX:
                break
            relation = line.remark.relation
            if relation not in self._said:
                self._said[relation] = self._say(relation)
            row = self._rows.take()
            row.show_line(line, self._said[relation], is_selected=relation in self._selected)
            row.setGeometry(1, y, self.width() - 1, LINE_PX)
            row.show()
            used.add(id(row))
        for child in self.children():
            if isinstance(child, QWidget) and id(child) not in used:
                child.hide()

    def mark(self, selected: frozenset[str]) -> None:
        """Mark the selected relations."""
        self._selected = selected
        self.lay_out(self._tops, self._scroll)

    def _wanted(self, group: list[Remark]) -> float:
        return self._tops.get(group[0].excerpt, 0.0) + FIRST_LINE_DOWN_PX

    def _foremost(self, group: list[Remark]) -> Remark:
        return next((remark for remark in group if remark.relation in self._selected), group[0])

    def _on_clicked(self, line: _Line | None) -> None:
        if line is None:
            return
        if line.hidden:
            self.excerpt_chosen.emit(line.remark.excerpt)
        else:
            self.chosen.emit(line.remark)

    def _make_row(self) -> _Row:
        row = _Row(self._view, self)
        row.clicked.connect(lambda: self._on_clicked(row.line))
        return row

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the line between text and margin."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._view.theme.color("canvas")))
        painter.fillRect(0, 0, 1, self.height(), QColor(self._view.theme.color("line")))
        painter.end()


class _Line(NamedTuple):
    """A remark in its place; ``hidden`` is how many others of its passage it stands for."""

    top: float
    remark: Remark
    hidden: int


class _Row(QAbstractButton):
    """One remark."""

    def __init__(self, view: View, parent: QWidget) -> None:
        super().__init__(parent)
        self._view = view
        self.line: _Line | None = None
        self._said = ("", "")
        self._is_selected = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def show_line(self, line: _Line, said: tuple[str, str], *, is_selected: bool) -> None:
        """Show another one: in which words, and with which stroke."""
        if (self.line, self._said, self._is_selected) == (line, said, is_selected):
            return
        self.line, self._said, self._is_selected = line, said, is_selected
        words, _ = said
        write_on(self, words)
        more = f", and {line.hidden} more" if line.hidden else ""
        doubt = f". {line.remark.doubt}" if line.remark.doubt else ""
        self.setAccessibleName(f"{words}{more}{', selected' if is_selected else ''}{doubt}")
        self.setToolTip(as_tooltip(line.remark.doubt) if line.remark.doubt else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw sample and words."""
        if self.line is None:
            return
        theme = self._view.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = "mark" if self._is_selected else "hover" if self.underMouse() else "canvas"
        painter.fillRect(self.rect(), QColor(theme.color(ground)))
        sample = QRectF(SAMPLE_LEFT_PX, 0, SAMPLE_PX, self.height())
        if self.line.remark.doubt:
            spot = QPointF(sample.center().x() - ALERT_PX / 2, (self.height() - ALERT_PX) / 2)
            color = theme.stroke("contested").color
            painter.drawImage(spot, icon_image("triangle-alert", float(ALERT_PX), color, self.devicePixelRatioF()))
        else:
            stroke_sample(painter, sample, theme, self._said[1], below=ground)
        ink = "ink" if self._is_selected else "ink_2"
        area = QRectF(TEXT_LEFT_PX, 0, self.width() - TEXT_LEFT_PX - 12, self.height())
        if self.line.hidden:
            used = write(painter, theme, area, f"+{self.line.hidden}", "caption", "ink_3", align_right=True)
            area.setWidth(area.width() - used - 6)
        write(painter, theme, area, self.text(), "caption", ink, semibold=self._is_selected)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.color("accent")), 1))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()
