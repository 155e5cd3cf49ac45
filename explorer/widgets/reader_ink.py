"""Passages of an article as they are drawn: where their lines are, and washes and underlines on a painter."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPen

from explorer.widgets.underlines import draw_underline
from explorer.widgets.words import x_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from PySide6.QtGui import QPainter, QTextBlock

    from explorer.drawing.theme import PassageLook, Theme
    from explorer.model.passages import Excerpt

ABOVE_BASELINE_PX, BELOW_BASELINE_PX = 17, 5
UNDERLINE_DROP_PX, BETWEEN_UNDERLINES_PX = 5.5, 3.0
MOST_LEVELS = 3
MOST_WASHES = 2  # over each other; more would leave too little contrast to the words
FOUND_ALPHA, FOUND_HERE_ALPHA = 0.18, 0.4


class Place(NamedTuple):
    """Where an excerpt stands in the text document."""

    start: int
    end: int
    excerpt: int


class Line(NamedTuple):
    """A line of something that is marked: the rectangle behind its words, and their baseline."""

    rect: QRectF
    base: float


class Drawn(NamedTuple):
    """An excerpt as it is drawn in one block. ``level`` is how many underlines are above its own."""

    excerpt: int
    level: int
    lines: tuple[Line, ...]

    def spans(self, top: float, bottom: float) -> bool:
        """Whether some of it is between two heights."""
        return bool(self.lines) and self.lines[0].rect.top() < bottom and self.lines[-1].rect.bottom() > top

    def holds(self, spot: QPointF) -> bool:
        """Whether a spot is on its words."""
        return any(line.rect.contains(spot) for line in self.lines)

    @property
    def length(self) -> float:
        """How long all its lines are."""
        return sum(line.rect.width() for line in self.lines)


def lines_of(block: QTextBlock, start: int, end: int) -> Iterator[Line]:
    """Go through the lines of a block that a stretch of the document takes."""
    layout = block.layout()
    origin = layout.position()
    start, end = start - block.position(), end - block.position()
    first = layout.lineForTextPosition(max(start, 0))
    if not first.isValid():
        return
    for number in range(first.lineNumber(), layout.lineCount()):
        line = layout.lineAt(number)
        low, high = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if line.textStart() >= end:
            return
        if low < high:
            left, right = sorted((x_of(line.cursorToX(low)), x_of(line.cursorToX(high))))
            right = min(right, line.naturalTextRect().right())
            base = origin.y() + line.y() + line.ascent()
            top = base - ABOVE_BASELINE_PX
            yield Line(QRectF(origin.x() + left, top, right - left, base + BELOW_BASELINE_PX - top), base)


def drawn_in(block: QTextBlock, places: Iterable[Place]) -> list[Drawn]:
    """Return the passages of a block, long ones first; those that overlap have their underlines one below the other."""
    in_order = sorted(places, key=lambda place: (place.start, -place.end))
    levels = _levels(in_order)
    drawn = [
        Drawn(place.excerpt, level, tuple(lines_of(block, place.start, place.end)))
        for place, level in zip(in_order, levels, strict=True)
    ]
    return sorted(drawn, key=lambda own: -own.length)


def _levels(places: Sequence[Place]) -> list[int]:
    levels: list[int] = []
    ends: list[int] = []  # by level, where its last underline ends
    for place in places:
        free = next((level for level, end in enumerate(ends) if end <= place.start), len(ends))
        if free == len(ends) < MOST_LEVELS:
            ends.append(place.end)
        free = min(free, MOST_LEVELS - 1)
        ends[free] = max(ends[free], place.end)
        levels.append(free)
    return levels


def draw_grounds(
    painter: QPainter,
    theme: Theme,
    visible: Iterable[Drawn],
    looks: Sequence[tuple[str, bool]],
    selected: Container[int],
) -> None:
    """Tint the grounds of passages; where two overlap, the tint is deeper. What only is suggested has none."""
    for drawn in visible:
        stance, counts = looks[drawn.excerpt]
        if drawn.excerpt in selected:
            draw_mark(painter, theme, drawn.lines)
        elif counts and drawn.level < MOST_WASHES:
            ground = QColor(theme.passage(stance).stroke.color)
            ground.setAlphaF(theme.wash_alpha)
            for line in drawn.lines:
                painter.fillRect(line.rect, ground)


def draw_mark(painter: QPainter, theme: Theme, lines: Iterable[Line]) -> None:
    """Mark words of what is selected."""
    mark = QColor(theme.color("mark"))
    for line in lines:
        painter.fillRect(line.rect, mark)


def draw_line_below(painter: QPainter, look: PassageLook, drawn: Drawn) -> None:
    """Underline a passage."""
    drop = UNDERLINE_DROP_PX + drawn.level * BETWEEN_UNDERLINES_PX
    for rect, base in drawn.lines:
        draw_underline(painter, look.underline, look.stroke.color, rect.left(), rect.right(), base + drop)


def draw_outline(painter: QPainter, color: str, lines: Iterable[Line]) -> None:
    """Draw a frame around words."""
    painter.setPen(QPen(QColor(color), 1))
    for line in lines:
        painter.drawRect(line.rect.adjusted(-0.5, -0.5, 0.5, 2.5))


def draw_name(painter: QPainter, theme: Theme, lines: Iterable[Line]) -> None:
    """Underline a name that leads to its entity, as links are."""
    painter.setPen(QPen(QColor(theme.color("accent")), 1))
    for rect, base in lines:
        y = round(base) + 2.5
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))


def draw_found(painter: QPainter, theme: Theme, block: QTextBlock, found: Sequence[tuple[int, int]], here: int) -> None:
    """Tint those of the words found that stand in a block; the ones that one is at, deeper."""
    ground = QColor(theme.color("accent"))
    for number in range(bisect_left(found, (block.position(), 0)), len(found)):
        start, end = found[number]
        if start >= block.position() + block.length():
            return
        ground.setAlphaF(FOUND_HERE_ALPHA if number == here else FOUND_ALPHA)
        for line in lines_of(block, start, end):
            painter.fillRect(line.rect.adjusted(0, 0, 0, 2), ground)


def look_of(excerpt: Excerpt) -> tuple[str, bool]:
    """Return the stance that an excerpt is drawn in, its first accepted passage's, and whether it has one."""
    accepted = next((own for own in excerpt.passages if own.is_accepted), None)
    return (accepted or excerpt.passages[0]).stance.value, accepted is not None
