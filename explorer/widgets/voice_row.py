"""Who says something and how firmly: shape and name of the speaker, line sample and word of the stance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from explorer.drawing.qt_icons import icon_image
from explorer.drawing.qt_samples import dash_sample, kind_sample
from explorer.drawing.qt_text import text_width
from explorer.widgets.rows import ICON_PX, STANCE_PEN, write
from explorer.widgets.samples import KIND_PX, STANCE_PX
from explorer.widgets.words import Run, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.model.facts import Stance
    from explorer.session.view import View

ARTICLE_VOICE = "the article itself"
GAP_PX = 12
WORD_GAP_PX = 6


class VoiceRow(QWidget):
    """A speaker, a stance, and something short at the right edge."""

    def __init__(self, view: View, parent: QWidget | None = None, *, below: str = "panel") -> None:
        super().__init__(parent)
        self._view, self._below = view, below
        self._stance = "asserts"
        self._kind = ""
        self._has_name = True
        self._after_name = 0
        self.name = Words(view, "label", self, max_lines=1)
        self.right = Words(view, "caption", self, ink="ink_3", align_right=True, max_lines=1)

    def show_speaker(self, kind: str, name: str, go: Callable[[], None], stance: Stance, right: str) -> None:
        """Show what an entity of a kind says."""
        self._kind = kind
        self.name.set_runs(Run(name, go=go))
        self._show(f"{name} {stance.value}", stance, right)

    def show_article(self, stance: Stance, right: str) -> None:
        """Show what an article says in its own voice."""
        self._kind = ""
        self.name.set_runs(Run(ARTICLE_VOICE, ink="ink_2"))
        self._show(f"{ARTICLE_VOICE} {stance.value}", stance, right)

    def show_unknown(self, name: str, stance: Stance, right: str) -> None:
        """Show a speaker who is no entity of the graph."""
        self._kind = "topic"
        self.name.set_runs(Run(name, ink="ink_2"))
        self._show(f"{name} {stance.value}", stance, right)

    def show_stance(self, stance: Stance, right: str) -> None:
        """Show a stance alone: the speaker is known from what stands around it."""
        self.name.set_runs()
        self._show(stance.value, stance, right)

    def _show(self, said: str, stance: Stance, right: str) -> None:
        self._stance = stance.value
        self._has_name = bool(self.name.text())
        self.right.say(right)
        self.setAccessibleName(f"{said}, {right}" if right else said)
        self.update()

    def fit(self, width: int) -> int:
        """See ``Part``."""
        height = 20
        right = min(self.right.natural_width, width // 2)
        self.right.fit(right)
        self.right.setGeometry(QRect(width - right, 2, right, 16))
        self._after_name = 0
        self.name.setVisible(self._has_name)
        if self._has_name:
            word = text_width(self._stance, self._view.theme.type("label").size, semibold=True)
            room = width - 24 - GAP_PX - STANCE_PX - WORD_GAP_PX - math.ceil(word) - 8 - right
            wide = min(self.name.natural_width, max(room, 40))
            self.name.fit(wide)
            self.name.setGeometry(QRect(24, 2, wide, 16))
            self._after_name = 24 + wide + GAP_PX
        return height

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw shape, sample and word; the names draw themselves."""
        theme = self._view.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        if self._kind:
            square = QRectF(1, middle - KIND_PX / 2, KIND_PX, KIND_PX)
            kind_sample(painter, square, theme, self._kind, below=self._below)
        elif self._has_name:
            image = icon_image("file-text", float(ICON_PX), theme.color("ink_3"), self.devicePixelRatioF())
            painter.drawImage(QPointF(0, middle - ICON_PX / 2), image)
        look = theme.passage(self._stance)
        sample = QRectF(self._after_name, 0, STANCE_PX, self.height())
        dash_sample(painter, sample, look.stroke.color, look.dash, STANCE_PEN)
        left = self._after_name + STANCE_PX + WORD_GAP_PX
        word = QRectF(left, 0, self.right.x() - 4 - left, self.height())
        write(painter, theme, word, self._stance, "label", look.stroke.color, semibold=True)
        painter.end()
