"""Underlines that say how far a passage commits itself: solid, dash, dash-dot, dash-dot-dot, dot, wave."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

PEN_PX = 1.5
PATTERNS: dict[str, tuple[float, ...]] = {
    "SingleUnderline": (),
    "DashUnderline": (6, 3),
    "DashDotLine": (8, 3, 2, 3),
    "DashDotDotLine": (8, 3, 2, 3, 2, 3),
    "DotLine": (2, 3),
}
WAVE_PX, WAVE_HEIGHT_PX = 6, 6


def draw_underline(painter: QPainter, style: str, color: str, left: float, right: float, y: float) -> None:
    """Draw a line below words.

    Parameters
    ----------
    painter : QPainter
        Antialiasing on.
    style : str
        A name of ``QTextCharFormat.UnderlineStyle``, as the theme gives it.
    color : str
        ``"#RRGGBB"``.
    left, right, y : float
        From where to where.
    """
    pattern = PATTERNS.get(style)
    if pattern is None:
        tile = _wave(color, painter.device().devicePixelRatioF())
        painter.drawTiledPixmap(QRectF(left, y - WAVE_HEIGHT_PX / 2, right - left, WAVE_HEIGHT_PX), tile)
        return
    pen = QPen(QColor(color), PEN_PX)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    if pattern:
        pen.setDashPattern([length / PEN_PX for length in pattern])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawLine(QPointF(left, y), QPointF(right, y))


@lru_cache(maxsize=32)
def _wave(color: str, dpr: float) -> QPixmap:
    """Return one wave; stroking a curve under every line of a page would cost more than all its words."""
    tile = QPixmap(round(WAVE_PX * dpr), round(WAVE_HEIGHT_PX * dpr))
    tile.setDevicePixelRatio(dpr)
    tile.fill(Qt.GlobalColor.transparent)
    middle, quarter = WAVE_HEIGHT_PX / 2, WAVE_PX / 4
    wave = QPainterPath(QPointF(-2 * quarter, middle))
    for half in range(-1, 3):
        x = half * 2 * quarter
        bend = middle + (2.5 if half % 2 else -2.5)
        wave.quadTo(QPointF(x + quarter, bend), QPointF(x + 2 * quarter, middle))
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(color), PEN_PX))
    painter.drawPath(wave)
    painter.end()
    return tile
