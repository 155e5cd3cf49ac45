"""Text on a painter: the two bundled families, measuring, and labels with a halo or a plate.

Sizes are pixels and hinting is off, so that a picture is the same on every machine.
"""

from __future__ import annotations

import math
import threading
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QPainter, QPainterPath, QPen

from explorer.drawing.plain_text import drawable
from explorer.drawing.qt_sprites import raster_scale
from explorer.resources import asset

if TYPE_CHECKING:
    from collections.abc import Sequence

UI_FAMILY = "Inter"  # everything the program says
SERIF_FAMILY = "Source Serif Pro"  # everything an article says, verbatim; nothing else
HALO_PX = 3.5
HALO_STEP_PX = 1.0  # device pixels between one letter of a halo and the next
LARGEST_KEPT_PX = 60.0  # Qt keeps images of letters up to about this size; larger ones are outlines each time

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
    """Draw the ground around the letters, so that lines behind them do not touch them.

    On images, letters drawn all around cost Qt a tenth of a stroked outline, and look the same; on vector devices
    they would be found many times over by whoever searches the text.
    """
    scale = raster_scale(painter)
    if font.pixelSize() * scale > LARGEST_KEPT_PX:
        _stroke_halo(painter, lines, font, color)
        return
    painter.setFont(font)
    painter.setPen(QColor(color))
    for dx, dy in _around(math.ceil(math.pi * HALO_PX * scale / HALO_STEP_PX)):
        for x, y, text in lines:
            painter.drawText(QPointF(x + dx, y + dy), text)


def _stroke_halo(painter: QPainter, lines: Sequence[tuple[float, float, str]], font: QFont, color: str) -> None:
    path = QPainterPath()
    for x, y, text in lines:
        path.addText(QPointF(x, y), font, text)
    pen = QPen(QColor(color), HALO_PX)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)


@cache
def _around(steps: int) -> tuple[tuple[float, float], ...]:
    """Return so many points on the circle that the halo reaches to."""
    turns = (2.0 * math.pi * (step + 0.5) / steps for step in range(steps))
    return tuple((HALO_PX / 2.0 * math.cos(turn), HALO_PX / 2.0 * math.sin(turn)) for turn in turns)


def draw_lines(painter: QPainter, lines: Sequence[tuple[float, float, str]], font: QFont, ink: str) -> None:
    """Draw the letters themselves, always as text."""
    painter.setFont(font)
    painter.setPen(QColor(ink))
    for x, y, text in lines:
        painter.drawText(QPointF(x, y), text)
