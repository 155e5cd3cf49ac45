"""Text on a painter: the two bundled families, measuring, and labels with a halo or a plate.

Sizes are pixels and hinting is off, so that a picture is the same on every machine.
"""

from __future__ import annotations

import threading
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPainterPath, QPen

from explorer.drawing.plain_text import drawable
from explorer.resources import asset

if TYPE_CHECKING:
    from collections.abc import Sequence

UI_FAMILY = "Inter"
SERIF_FAMILY = "Source Serif Pro"
HALO_PX = 3.5

_REWRITING = ("calt", "liga", "clig")
"""Features that turn "->" into an arrow, "10x5" into "10×5" and "fi" into one sign: not what was written, and not found
by searching in a PDF."""

_FONTS = asset("fonts")
_registering = threading.Lock()


@cache
def ensure_fonts() -> None:
    """Register the bundled fonts. Needs a QGuiApplication; doing it again costs nothing."""
    with _registering:
        for path in sorted(_FONTS.iterdir()):
            if path.suffix.lower() in {".ttf", ".otf"}:
                QFontDatabase.addApplicationFont(str(path))


@lru_cache(maxsize=64)
def text_font(size_px: float, *, semibold: bool = False, serif: bool = False, tabular: bool = False) -> QFont:
    """Return the font for a text. ``tabular`` gives figures of one width; not for PDF, where it breaks searching."""
    ensure_fonts()
    font = QFont(SERIF_FAMILY if serif else UI_FAMILY)
    font.setPixelSize(max(1, round(size_px)))
    font.setWeight(QFont.Weight.DemiBold if semibold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias | QFont.StyleStrategy.NoSubpixelAntialias)
    for feature in _REWRITING:
        font.setFeature(QFont.Tag(feature), 0)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font


@lru_cache(maxsize=64)
def metrics(size_px: float, *, semibold: bool = False, serif: bool = False) -> QFontMetricsF:
    """Return the metrics of a font."""
    return QFontMetricsF(text_font(size_px, semibold=semibold, serif=serif))


class QtMeasure:
    """Measures text as the painter will draw it; what layout of labels and pages needs to know."""

    def width(self, text: str, size_px: float, semibold: bool = False, serif: bool = False) -> float:  # noqa: FBT001, FBT002  # the Measure protocol
        """Return how far the text reaches, in pixels."""
        return text_width(text, size_px, semibold, serif)


@lru_cache(maxsize=32768)
def text_width(text: str, size_px: float, semibold: bool = False, serif: bool = False) -> float:  # noqa: FBT001, FBT002  # the Measure protocol
    """Return how far a text reaches, in pixels."""
    return metrics(size_px, semibold=semibold, serif=serif).horizontalAdvance(drawable(text))


def baseline(line_px: float, size_px: float, *, semibold: bool = False, serif: bool = False) -> float:
    """Return how far below the top of a line of that height its baseline lies."""
    font = metrics(size_px, semibold=semibold, serif=serif)
    return (line_px - font.ascent() - font.descent()) / 2.0 + font.ascent()


def draw_halo(painter: QPainter, lines: Sequence[tuple[float, float, str]], font: QFont, color: str) -> None:
    """Stroke the outline of the letters, so that lines behind them do not touch them."""
    path = QPainterPath()
    for x, y, text in lines:
        path.addText(QPointF(x, y), font, text)
    pen = QPen(QColor(color), HALO_PX)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)


def draw_lines(painter: QPainter, lines: Sequence[tuple[float, float, str]], font: QFont, ink: str) -> None:
    """Draw the letters themselves, always as text."""
    painter.setFont(font)
    painter.setPen(QColor(ink))
    for x, y, text in lines:
        painter.drawText(QPointF(x, y), text)
