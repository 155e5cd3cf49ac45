"""Writes a planned picture by Qt: PNG at any scale, PDF in real text, and what goes onto the clipboard.

The same page in gives the same bytes out. Needs a QGuiApplication, offscreen or not; any thread will do.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QHashSeed,
    QIODevice,
    QMarginsF,
    QMimeData,
    QPointF,
    QRectF,
    QSizeF,
    Qt,
    QUuid,
)
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPageSize, QPainter, QPdfWriter

from explorer.drawing.qt_marks import MarkLook, draw_mark
from explorer.drawing.qt_painter import QtMeasure, paint, stroke_sample
from explorer.drawing.qt_text import draw_lines, ensure_fonts, text_font
from explorer.formats.embed import ATTACHMENT, png_with_graph
from explorer.formats.options import MAX_MEGAPIXELS, MAX_SIDE_PX
from explorer.formats.page import GraphItem, NumberItem, RuleItem, SampleItem, TextItem
from explorer.formats.pdf_file import settled
from explorer.formats.png_file import png_of
from explorer.model.errors import UnwritableFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from explorer.drawing.theme import Theme
    from explorer.formats.page import Item, Page, Picture

STRIP_BYTES = 8_000_000
INCH_M = 0.0254
FIXED_ID = "6d1f3a52-0c4e-5b7a-9e8d-edd9e3150001"
XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"/><?xpacket end="w"?>'
).encode()


MEASURE = QtMeasure()
"""Measures text as it is written here; ``compose`` wants it."""


def start_painting() -> None:
    """Make sure that there is an application object, which all painting of text needs; offscreen where there is none."""
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        _kept.append(QGuiApplication([]))
    ensure_fonts()


_kept: list[QGuiApplication] = []


def render(page: Page, theme: Theme, background: str | None, scale: float) -> QImage:
    """Paint a page as an image.

    Raises
    ------
    UnwritableFile
        The image would be larger than any program could open.
    """
    ensure_fonts()
    width, height = round(page.width * scale), round(page.height * scale)
    _refuse_too_large(width, height)
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    if image.isNull():
        raise UnwritableFile(f"There is not enough memory for a picture of {width} × {height} pixels. Lower the scale.")
    image.fill(QColor(background) if background is not None else Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint_page(painter, page, theme)
    painter.end()
    return image


def paint_page(painter: QPainter, page: Page, theme: Theme) -> None:
    """Paint what stands on a page, its background left out."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for item in page.items:
        _paint_item(painter, item, theme)


def png(picture: Picture, scale: float) -> bytes:
    """Return the first page as a PNG that carries its graph."""
    image = render(picture.pages[0], picture.theme, picture.background, scale)
    channels = 4 if picture.background is None else 3
    per_metre = round(96 * scale / INCH_M)
    data = png_of((image.width(), image.height()), _strips(image, channels), channels, per_metre)
    return png_with_graph(data, picture.graph, picture.title)


def _strips(image: QImage, channels: int) -> Iterator[NDArray[np.uint8]]:
    """Go through an image from top to bottom, in strips of raw pixels."""
    pixels = QImage.Format.Format_RGBA8888 if channels == 4 else QImage.Format.Format_RGB888
    rows = max(STRIP_BYTES // (4 * image.width()), 16)
    for top in range(0, image.height(), rows):
        height = min(rows, image.height() - top)
        strip = image.copy(0, top, image.width(), height).convertToFormat(pixels)
        lines = np.frombuffer(strip.constBits(), dtype=np.uint8).reshape(height, strip.bytesPerLine())
        yield lines[:, : image.width() * channels].copy()


def pdf(picture: Picture, points_per_px: float) -> bytes:
    """Return all pages as a PDF with real text, carrying its graph as an attachment."""
    ensure_fonts()
    buffer = _open_buffer()
    # Qt keeps the fonts of a PDF in a hash and writes them in its order, which is another one in every process.
    QHashSeed.setDeterministicGlobalSeed()
    try:
        _write_pages(picture, buffer, points_per_px)
    finally:
        QHashSeed.resetRandomGlobalSeed()
    return settled(bytes(buffer.data().data()))


def _write_pages(picture: Picture, buffer: QBuffer, points_per_px: float) -> None:
    writer = QPdfWriter(buffer)
    writer.setTitle(picture.title)
    writer.setCreator("Edgewise")
    writer.setDocumentId(QUuid(FIXED_ID))
    writer.setDocumentXmpMetadata(QByteArray(XMP))
    writer.setResolution(round(72.0 / points_per_px))
    if picture.graph:
        writer.addFileAttachment(ATTACHMENT, QByteArray(picture.graph), "application/json")
    painter: QPainter | None = None
    for page in picture.pages:
        size = QSizeF(page.width * points_per_px, page.height * points_per_px)
        writer.setPageSize(QPageSize(size, QPageSize.Unit.Point, "picture", QPageSize.SizeMatchPolicy.ExactMatch))
        writer.setPageMargins(QMarginsF())
        if painter is None:
            painter = QPainter(writer)
        else:
            writer.newPage()
        if picture.background is not None:
            painter.fillRect(QRectF(0, 0, page.width, page.height), QColor(picture.background))
        paint_page(painter, page, picture.theme)
    if painter is not None:
        painter.end()


def clipboard(picture: Picture, svg: bytes, scale: float) -> QMimeData:
    """Return a picture in the three forms that other programs paste: pixels, SVG, and words."""
    mime = QMimeData()
    mime.setImageData(render(picture.pages[0], picture.theme, picture.background, scale))
    mime.setData("image/svg+xml", QByteArray(svg))
    mime.setText("\n".join([picture.title, *picture.sentences.values()]))
    return mime


def _paint_item(painter: QPainter, item: Item, theme: Theme) -> None:
    if isinstance(item, TextItem):
        font = text_font(item.type.size_px, semibold=item.type.semibold, serif=item.type.serif)
        draw_lines(painter, [(item.x, item.y, item.text)], font, item.type.color)
    elif isinstance(item, RuleItem):
        painter.fillRect(QRectF(*item.box), QColor(item.color))
    elif isinstance(item, SampleItem):
        stroke_sample(painter, QRectF(*item.box), theme, item.stroke, mark=item.mark)
    elif isinstance(item, NumberItem):
        painter.save()
        painter.translate(QPointF(item.x, item.y))
        draw_mark(painter, MarkLook(theme, item.stroke, theme.color("canvas"), item.number))
        painter.restore()
    else:
        _paint_graph(painter, item, theme)


def _paint_graph(painter: QPainter, item: GraphItem, theme: Theme) -> None:
    painter.save()
    painter.translate(item.x, item.y)
    painter.scale(item.scale, item.scale)
    paint(painter, item.frame, theme)
    painter.restore()


def _open_buffer() -> QBuffer:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.ReadWrite)
    return buffer


def _refuse_too_large(width: int, height: int) -> None:
    megapixels = width * height / 1e6
    if megapixels > MAX_MEGAPIXELS or max(width, height) > MAX_SIDE_PX:
        raise UnwritableFile(
            f"A picture of {width:,} × {height:,} pixels is too large to be opened anywhere. "
            f"Up to {MAX_MEGAPIXELS:,.0f} megapixels and {MAX_SIDE_PX:,} pixels a side are possible: "
            "lower the scale or the DPI, or save as PDF or SVG."
        )
