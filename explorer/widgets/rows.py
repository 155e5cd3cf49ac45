"""Rows that can be clicked: one piece of text or two, a sample, a count. Painted, so that a hundred cost little."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen

from explorer.drawing.plain_text import drawable
from explorer.drawing.qt_icons import icon_image
from explorer.drawing.qt_samples import dash_sample, kind_sample, stroke_sample
from explorer.drawing.qt_text import baseline, text_font, text_width
from explorer.widgets.link import Link, write_on
from explorer.widgets.samples import KIND_PX, MARKED_PX, STANCE_PX

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.drawing.theme import Theme

BLEED_PX = 8
RADIUS_PX = 4
ROW_PX = 24
PANEL_ROW_PX = 28
ICON_PX = 16
STANCE_PEN = 1.5
LONGEST = 300


class Row(Link):
    """A line of the panel that leads somewhere. Its ground reaches a little beyond its content on both sides."""

    height_px = ROW_PX

    def lead_to(self, go: Callable[[], None], said: str) -> None:
        """Say where it leads, and what a screen reader calls it."""
        self._go = go
        self.setAccessibleName(drawable(said[:LONGEST]))
        self.update()

    def fit(self, width: int) -> int:  # noqa: ARG002
        """Return the height."""
        return self.height_px

    def setGeometry(self, rect: QRect, /) -> None:  # type: ignore[override]  # noqa: N802  # Qt has a second signature
        """Go there, and a little beyond."""
        super().setGeometry(rect.adjusted(-BLEED_PX, 0, BLEED_PX, 0))

    def sizeHint(self) -> QSize:
        """Return a size for Qt's own layouts."""
        return QSize(200, self.height_px)

    def draw(self, painter: QPainter, theme: Theme, area: QRectF) -> None:
        """Draw the content into an area."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw ground, content and focus."""
        theme = self._view.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() and self.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.color("hover")))
            painter.drawRoundedRect(self.rect(), RADIUS_PX, RADIUS_PX)
        self.draw(painter, theme, QRectF(self.rect()).adjusted(BLEED_PX, 0, -BLEED_PX, 0))
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme.color("accent")), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_PX, RADIUS_PX)
        painter.end()

    @property
    def ground(self) -> str:
        """The colour token of what it lies on."""
        return "hover" if self.underMouse() and self.isEnabled() else "panel"


class LinkRow(Row):
    """Words in the colour of links, with an icon before them and a count at the right."""

    height_px = PANEL_ROW_PX

    def show_link(self, text: str, go: Callable[[], None], *, icon: str = "", count: str = "") -> None:
        """Show a text that leads somewhere."""
        write_on(self, text)
        self._icon, self._count = icon, count
        self.lead_to(go, f"{text}, {count}" if count else text)

    def draw(self, painter: QPainter, theme: Theme, area: QRectF) -> None:
        """See ``Row``."""
        accent = theme.color("accent" if self.isEnabled() else "ink_3")
        left = area.left()
        if self._icon:
            image = icon_image(self._icon, float(ICON_PX), accent, self.devicePixelRatioF())
            painter.drawImage(QPointF(left, area.center().y() - ICON_PX / 2), image)
            left += ICON_PX + 10
        used = write(painter, theme, area, self._count, "caption", "ink_3", align_right=True)
        room = QRectF(left, area.top(), area.right() - used - 8 - left, area.height())
        write(painter, theme, room, self.text(), "label", "accent" if self.isEnabled() else "ink_3")


class TitledRow(Row):
    """A relation's sample, its sentence, and a line below."""

    height_px = 40

    def show_title(self, stroke: str, title: str, line: str, go: Callable[[], None]) -> None:
        """Show a title with a line below it."""
        write_on(self, title)
        self._stroke, self._line = stroke, line
        self.lead_to(go, f"{title}. {line}")

    def draw(self, painter: QPainter, theme: Theme, area: QRectF) -> None:
        """See ``Row``."""
        sample = QRectF(area.left(), area.top(), MARKED_PX, area.height())
        stroke_sample(painter, sample, theme, self._stroke, mark=True, below=self.ground)
        text = area.adjusted(MARKED_PX + 8, 4, 0, 0)
        write(painter, theme, QRectF(text.left(), text.top(), text.width(), 16), self.text(), "label", "ink")
        write(painter, theme, QRectF(text.left(), text.top() + 16, text.width(), 16), self._line, "caption", "ink_3")


class RelationRow(Row):
    """A relation's sample and its sentence on one line."""

    def show_relation(self, stroke: str, sentence: str, go: Callable[[], None], note: str = "") -> None:
        """Show a relation; ``note`` stands at the right."""
        write_on(self, sentence)
        self._stroke, self._note = stroke, note
        self.lead_to(go, f"{sentence}, {note}" if note else sentence)

    def draw(self, painter: QPainter, theme: Theme, area: QRectF) -> None:
        """See ``Row``."""
        sample = QRectF(area.left(), area.top(), STANCE_PX, area.height())
        stroke_sample(painter, sample, theme, self._stroke, below=self.ground)
        used = write(painter, theme, area, self._note, "caption", "ink_3", align_right=True)
        room = area.adjusted(STANCE_PX + 8, 0, -used - 8 if used else 0, 0)
        write(painter, theme, room, self.text(), "label", "ink")


class EntityRow(Row):
    """An entity's shape and name, with a bar or a line of text at the right."""

    BAR_PX, COUNT_PX, DESIGN_PX = 120, 28, 344

    def show_entity(
        self, kind: str, name: str, go: Callable[[], None], *, count: str = "", share: float | None = None
    ) -> None:
        """Show an entity; ``share`` is how long its bar is, None for no bar."""
        write_on(self, name)
        self._kind, self._count, self._share = kind, count, share
        self.lead_to(go, f"{name}, {count}" if count else name)

    def draw(self, painter: QPainter, theme: Theme, area: QRectF) -> None:
        """See ``Row``."""
        square = QRectF(area.left() + 4, area.center().y() - KIND_PX / 2, KIND_PX, KIND_PX)
        kind_sample(painter, square, theme, self._kind, below=self.ground)
        used = write(painter, theme, area, self._count, "caption", "ink_3", align_right=True)
        end = area.right() - used - 8
        if self._share is not None:
            length = max(self.BAR_PX - 0.6 * max(self.DESIGN_PX - area.width(), 0), 40)
            bar = QRectF(area.right() - max(self.COUNT_PX, used + 8) - length, area.center().y() - 4, length, 8)
            end = bar.left() - 8
            painter.fillRect(bar, QColor(theme.color("pressed" if self.underMouse() else "hover")))
            bar.setWidth(max(length * self._share, 1.0))
            painter.fillRect(bar, QColor(theme.kind(self._kind).color))
        left = area.left() + 28
        write(painter, theme, QRectF(left, area.top(), end - left, area.height()), self.text(), "label", "ink")


class FactRow(Row):
    """A property, how its value stands, the value, and how many passages it rests on."""

    LABEL_PX, LINE_PX = 88, 14

    def show_fact(self, label: str, stroke: str, value: str, count: str, go: Callable[[], None], said: str) -> None:
        """Show a fact."""
        write_on(self, value)
        self._stroke, self._count = stroke, count
        self._label = _in_two(label, self._view.theme.type("label").size, self.LABEL_PX)
        self.lead_to(go, said)

    def fit(self, width: int) -> int:  # noqa: ARG002
        """Return the height."""
        return self.height_px if len(self._label) == 1 else self.height_px + self.LINE_PX - 2

    def draw(self, painter: QPainter, theme: Theme, area: QRectF) -> None:
        """See ``Row``."""
        pitch = self.LINE_PX if len(self._label) > 1 else area.height()
        top = area.center().y() - pitch * len(self._label) / 2
        for number, line in enumerate(self._label):
            room = QRectF(area.left(), top + number * pitch, self.LABEL_PX, pitch)
            write(painter, theme, room, line, "label", "ink_2")
        look = theme.stroke(self._stroke)
        left = area.left() + self.LABEL_PX + 8
        sample = QRectF(left, area.top(), 22, area.height())
        for shift in (-2, 2) if look.rail else (0,):
            dash_sample(painter, sample.translated(0, shift), look.color, look.dash, STANCE_PEN)
        used = write(painter, theme, area, self._count, "caption", "ink_3", align_right=True)
        left += 30
        room = QRectF(left, area.top(), area.right() - used - 8 - left, area.height())
        write(painter, theme, room, self.text(), "label", "ink")


def _in_two(text: str, size: float, room: float) -> tuple[str, ...]:
    """Return a text as one line, or broken at a space into two if it is too wide for one."""
    if text_width(text, size) <= room or " " not in text:
        return (text,)
    breaks = [at for at, letter in enumerate(text[:LONGEST]) if letter == " "]
    fitting = [at for at in breaks if text_width(text[:at], size) <= room]
    at = fitting[-1] if fitting else breaks[0]
    return text[:at], text[at + 1 :]


def write(
    painter: QPainter,
    theme: Theme,
    area: QRectF,
    text: str,
    style: str,
    ink: str,
    *,
    semibold: bool = False,
    align_right: bool = False,
) -> float:
    """Write a line of text into an area, elided where it does not fit; return how wide it came out."""
    if not text or area.width() <= 0:
        return 0.0
    look = theme.type(style)
    font = text_font(look.size, semibold=look.semibold or semibold, serif=look.serif, tabular=align_right)
    shown, width = _fitted(text[:LONGEST], font, area.width())
    painter.setFont(font)
    painter.setPen(QColor(theme.color(ink)))
    x = area.right() - width if align_right else area.left()
    y = area.top() + baseline(area.height(), look.size, semibold=look.semibold or semibold, serif=look.serif)
    painter.drawText(QPointF(x, round(y)), shown)
    return width


@lru_cache(maxsize=4096)
def _fitted(text: str, font: QFont, room: float) -> tuple[str, float]:
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(drawable(text), Qt.TextElideMode.ElideRight, room)
    return shown, metrics.horizontalAdvance(shown)
