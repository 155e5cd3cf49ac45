"""Writing pictures, each held against the least it could take: saving the bare image, or painting the page once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QPainter, QPdfWriter

from explorer.formats.image import MEASURE, paint_page, pdf, png, render
from explorer.formats.options import Extent, PictureOptions
from explorer.formats.picture import compose, subject
from explorer.formats.svg import svg
from explorer.model.filters import Scope
from tests.bench.graphs import opened
from tests.bench.timing import timed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QImage

    from explorer.formats.page import Picture
    from tests.bench.timing import Times

SIZES = ("60", "1k", "10k")
SCALE = 4.0
RUNS = 5


def written(folder: Path, size: str) -> Iterator[tuple[str, Times, Times]]:
    """Time each kind of picture of a graph of a named size: its name, writing it, and the least that could take.

    A PNG at four times the size of the page is painted and encoded; saving the bare image only encodes. SVG is held
    against painting the page once as pixels, PDF against painting it by Qt's writer and nothing else.
    """
    project = opened(folder, size)
    options = PictureOptions(extent=Extent.WHOLE, scale=SCALE, footnotes=False)
    picture = compose(subject(project, Scope(), project.positions, options), options, MEASURE)
    page = picture.pages[0]
    large = render(page, picture.theme, picture.background, SCALE)
    painted = timed(lambda: render(page, picture.theme, picture.background, 1.0), RUNS)
    yield "PNG at 4x", timed(lambda: png(picture, SCALE), RUNS), timed(lambda: _bare(large), RUNS)
    yield "SVG", timed(lambda: svg(picture), RUNS), painted
    yield "PDF", timed(lambda: pdf(picture, options.points_per_px), RUNS), timed(lambda: _only_painted(picture), RUNS)


def _bare(image: QImage) -> QByteArray:
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(target, "PNG")  # type: ignore[call-overload]  # PySide's own stubs want bytes, which it refuses
    return target.data()


def _only_painted(picture: Picture) -> None:
    target = QBuffer()
    target.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(target)
    painter = QPainter(writer)
    for page in picture.pages:
        paint_page(painter, page, picture.theme)
    painter.end()
