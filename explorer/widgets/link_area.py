"""The part of a text that is a link: clicked, or reached with Tab. It draws the underline, not the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPainter, QPaintEvent, QRegion

from explorer.widgets.link import Link, write_on

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QRect, QRectF
    from PySide6.QtWidgets import QWidget

    from explorer.session.view import View


class LinkArea(Link):
    """Lies over the words of one link, on as many lines as they take."""

    def __init__(self, view: View, parent: QWidget) -> None:
        super().__init__(view, parent)
        self._rects: list[QRect] = []
        self._drop = 0
        self._underlined = True

    def lead_to(self, go: Callable[[], None], text: str, about: str, *, underlined: bool) -> None:
        """Say where it leads, and what a screen reader calls it."""
        self._go, self._underlined = go, underlined
        write_on(self, text)
        self.setAccessibleName(about or text)

    def cover(self, rects: Sequence[QRectF], drop: int) -> None:
        """Lie over these rectangles, one for each line; ``drop`` is how far down a line its underline is."""
        self.setVisible(bool(rects))
        if not rects:
            return
        region = QRegion()
        whole = [rect.toAlignedRect() for rect in rects]
        for rect in whole:
            region += rect
        frame = region.boundingRect()
        self._rects = [rect.translated(-frame.topLeft()) for rect in whole]
        self._drop = drop
        self.setGeometry(frame)
        if len(whole) > 1:
            self.setMask(region.translated(-frame.topLeft()))
        else:
            self.clearMask()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Underline; draw a frame while it has the focus."""
        theme = self._view.theme
        painter = QPainter(self)
        if self._underlined or self.underMouse():
            color = QColor(theme.color("ink" if self.underMouse() and self._underlined else "line_strong"))
            for rect in self._rects:
                painter.fillRect(rect.left(), rect.top() + self._drop, rect.width(), 1, color)
        if self.hasFocus():
            painter.setPen(QColor(theme.color("accent")))
            for rect in self._rects:
                painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.end()
