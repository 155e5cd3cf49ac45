"""Text in lines of a fixed height, drawn as it is: markup stays text. Pieces may be bold, marked, or links.

Lengths inside a laid-out text are UTF-16 units, as Qt counts them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QWidget

from explorer.drawing.plain_text import drawable
from explorer.drawing.qt_text import text_font
from explorer.widgets.link_area import LinkArea

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtGui import QFont

    from explorer.drawing.theme import Theme
    from explorer.model.sentences import Part
    from explorer.session.view import View

LONGEST = 2000
"""Characters of one piece that are shown; what is longer is cut with an ellipsis."""
UNBOUNDED = 100_000
ELLIPSIS = "…"
UNDERLINE_DROP = 3


@dataclass(frozen=True)
class Run:
    """A piece of text in one look.

    ``ink`` is a colour token, or ``stroke:`` and the key of a stroke. With ``go`` it is a link; ``about`` is then
    its name for a screen reader.
    """

    text: str
    ink: str = ""
    style: str = ""
    semibold: bool = False
    mark: bool = False
    go: Callable[[], None] | None = None
    about: str = ""
    underlined: bool = True


class Words(QLabel):
    """A paragraph or a line of text. Asked to ``fit`` a width, it says how high it is.

    Parameters
    ----------
    view : View
        Whose theme it is drawn in.
    style : str
        A text size of the theme ("body", "caption", "quote").
    ink : str
        Colour token of runs that name none.
    max_lines : int
        What does not fit into so many lines ends in an ellipsis; 0 for no limit.
    align_right : bool
        For short figures at the right edge, whose digits are as wide as one another.
    """

    def __init__(
        self,
        view: View,
        style: str,
        parent: QWidget | None = None,
        *,
        ink: str = "ink",
        max_lines: int = 0,
        align_right: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._view, self._ink = view, ink
        self._look = view.theme.type(style)  # sizes are the same in every theme
        self._max_lines, self._align_right = max_lines, align_right
        self._runs: tuple[Run, ...] = ()
        self._layout = QTextLayout()
        self._laid_for: tuple[int, str] | None = None
        self._single: tuple[int, str] | None = None  # width and theme of the layout, while it is one whole line
        self._areas: list[LinkArea] = []

    # -- what it says ---------------------------------------------------------------------------

    def say(self, text: str) -> None:
        """Show a text in one look."""
        self.set_runs(Run(text))

    def set_runs(self, *runs: Run) -> None:
        """Show pieces, one after the other."""
        self._runs = tuple(replace(run, text=_shown(run.text)) for run in runs if run.text)
        text = "".join(run.text for run in self._runs)
        if text != self.text():
            self.setText(text)
        self._laid_for = self._single = None
        self.update()

    @property
    def links(self) -> list[LinkArea]:
        """The links in it, in reading order."""
        return [area for area in self._areas if not area.isHidden()]

    # -- room -----------------------------------------------------------------------------------

    @property
    def line_px(self) -> int:
        """The height of one line."""
        return round(self._look.line)

    @property
    def natural_width(self) -> int:
        """How wide it is on a single line."""
        mode = self._view.theme.mode
        if self._single is None or self._single[1] != mode:
            self._layout, self._laid_for = self._lay_out(UNBOUNDED, self.text()), None
            line = self._layout.lineAt(0)
            self._single = (math.ceil(line.naturalTextWidth()) if line.isValid() else 0, mode)
        return self._single[0]

    def fit(self, width: int) -> int:
        """Lay out for a width; return the height."""
        self._ensure(width)
        self._place_links()
        return max(self._lines, 1) * self.line_px

    def sizeHint(self) -> QSize:
        """Return the size on one line, for Qt's own layouts."""
        return QSize(self.natural_width, self.line_px)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest useful size."""
        return QSize(0, self.line_px)

    # -- layout ---------------------------------------------------------------------------------

    @property
    def _lines(self) -> int:
        count = self._layout.lineCount()
        return min(count, self._max_lines) if self._max_lines else count

    def _ensure(self, width: int) -> None:
        mode = self._view.theme.mode
        if self._laid_for == (width, mode):
            return
        is_cut = False
        if self._single is None or self._single[1] != mode or self._single[0] > width:
            self._layout, self._single = self._lay_out(width, self.text()), None
            is_cut = bool(self._max_lines) and self._layout.lineCount() > self._max_lines
            if is_cut:
                self._layout = self._lay_out(width, self._elided(self._layout, width))
        self._laid_for = (width, mode)
        if is_cut or self.toolTip():
            self.setToolTip(as_tooltip(self.text()) if is_cut else "")

    def _elided(self, layout: QTextLayout, width: int) -> str:
        head = cut(self.text(), layout.lineAt(self._max_lines - 1).textStart())
        rest = self.text()[len(head) :]
        bold = any(run.semibold for run in self._runs)
        metrics = QFontMetricsF(self._font(semibold=bold))
        return head + metrics.elidedText(rest, Qt.TextElideMode.ElideRight, max(width - 1, 0))

    def _font(self, style: str = "", *, semibold: bool = False) -> QFont:
        look = self._view.theme.type(style) if style else self._look
        return text_font(look.size, semibold=look.semibold or semibold, serif=look.serif, tabular=self._align_right)

    def _lay_out(self, width: int, text: str) -> QTextLayout:
        layout = QTextLayout(text, self._font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        option.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
        layout.setTextOption(option)
        layout.setFormats(self._formats(text))
        pitch, top = self._look.line, 0.0
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            baseline = round(top + (pitch - line.height()) / 2 + line.ascent())
            line.setPosition(QPointF(0, baseline - line.ascent()))
            top += pitch
        layout.endLayout()
        return layout

    def _formats(self, text: str) -> list[QTextLayout.FormatRange]:
        formats, limit = [], units(text)
        for run, start, end in self._pieces():
            part = QTextLayout.FormatRange()
            part.start, part.length = start, min(end, limit) - start
            look = QTextCharFormat()
            look.setForeground(QColor(_color(self._view.theme, run.ink or self._ink)))
            if run.semibold or run.style:
                look.setFont(self._font(run.style, semibold=run.semibold))
            part.format = look
            if part.length > 0:
                formats.append(part)
        return formats

    def _pieces(self) -> list[tuple[Run, int, int]]:
        pieces, at = [], 0
        for run in self._runs:
            end = at + units(run.text)
            pieces.append((run, at, end))
            at = end
        return pieces

    def _rects(self, start: int, end: int) -> list[QRectF]:
        """Return where a piece of the text is, a rectangle for each line."""
        rects = []
        for index in range(self._lines):
            line = self._layout.lineAt(index)
            low, high = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
            if low < high:
                left, right = sorted((x_of(line.cursorToX(low)), x_of(line.cursorToX(high))))
                right = min(right, line.naturalTextRect().right())
                if right > left:
                    rects.append(QRectF(left, index * self._look.line, right - left, self._look.line))
        return rects

    def _place_links(self) -> None:
        links = [piece for piece in self._pieces() if piece[0].go is not None]
        while len(self._areas) < len(links):
            self._areas.append(LinkArea(self._view, self))
        for area in self._areas[len(links) :]:
            area.hide()
        for area, (run, start, end) in zip(self._areas, links, strict=False):
            first = self._layout.lineAt(0)
            assert run.go is not None
            area.lead_to(run.go, run.text, run.about, underlined=run.underlined)
            area.cover(self._rects(start, end), round(first.y() + first.ascent()) + UNDERLINE_DROP)

    # -- painting -------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw marks, then the words."""
        self._ensure(self.width())
        painter = QPainter(self)
        mark = QColor(self._view.theme.color("mark"))
        for run, start, end in self._pieces():
            if run.mark:
                for rect in self._rects(start, end):
                    painter.fillRect(rect.adjusted(-1, 0, 1, 0), mark)
        if self._align_right and self._lines:
            painter.translate(self.width() - math.ceil(self._layout.lineAt(0).naturalTextWidth()), 0)
        if self._lines < self._layout.lineCount():
            painter.setClipRect(0, 0, self.width(), self._lines * self.line_px)
        self._layout.draw(painter, QPointF(0, 0))
        painter.end()


def linked(parts: Iterable[Part], go: Callable[[str], None], *, ink: str = "", semibold: bool = False) -> list[Run]:
    """Turn pieces of a sentence into runs whose entities lead to ``go``."""
    return [
        Run(part.text, ink=ink, semibold=semibold)
        if part.entity_id is None
        else Run(part.text, ink="ink", semibold=semibold, go=_bound(go, part.entity_id))
        for part in parts
    ]


def units(text: str) -> int:
    r"""Return the length of a text as Qt counts it.

    Examples
    --------
    >>> units("R1"), units("\U0001f600")
    (2, 2)
    """
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, length: int) -> str:
    r"""Return the beginning of a text, ``length`` units as Qt counts them.

    Examples
    --------
    >>> cut("\U0001f600 R1", 3)
    '\U0001f600 '
    """
    if text.isascii():
        return text[:length]
    return text.encode("utf-16-le", "surrogatepass")[: 2 * length].decode("utf-16-le", "ignore")


def flat(text: str) -> str:
    """Return words of an article fit for a line: each run of white space is one space, nothing else changes."""
    return " ".join(drawable(text).split())


def as_tooltip(text: str) -> str:
    """Return a text that Qt's tooltips show as it is; they would take what looks like markup for markup."""
    return f"<qt>{escape(_shown(text))}</qt>"


def _bound(go: Callable[[str], None], key: str) -> Callable[[], None]:
    return lambda: go(key)


def _shown(text: str) -> str:
    return drawable(text if len(text) <= LONGEST else text[:LONGEST] + ELLIPSIS)


def _color(theme: Theme, ink: str) -> str:
    prefix, _, stroke = ink.partition(":")
    return theme.stroke(stroke).color if prefix == "stroke" else theme.color(ink)


def x_of(place: object) -> float:
    """Return the coordinate out of what PySide makes of ``QTextLine::cursorToX``: (x, cursor)."""
    return cast("tuple[float, int]", place)[0]
