"""PNG, PDF and clipboard: sizes, backgrounds, the same bytes again, text that can be found."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from explorer.formats.export import kind_of, publish, to_bytes
from explorer.formats.image import MEASURE, clipboard, pdf, png, render
from explorer.formats.options import Kind, PictureOptions
from explorer.formats.page import GraphItem
from explorer.formats.picture import compose
from explorer.formats.svg import svg
from explorer.model.errors import Cancelled, UnknownName, UnwritableFile
from tests.formats.pictured import HOSTILE, chips, crowd, items, named

if TYPE_CHECKING:
    from explorer.formats.page import Picture

pytestmark = pytest.mark.usefixtures("qapp")


def picture(what=None, **options) -> Picture:
    return compose(what or chips(), PictureOptions.model_validate(options), MEASURE)


def read(data: bytes) -> QImage:
    image = QImage.fromData(data)
    assert not image.isNull()
    return image


@pytest.mark.parametrize("scale", [0.5, 1.0, 2.0, 4.0])
def test_a_png_has_the_scale_that_was_asked_for(scale) -> None:
    image = read(png(picture(size=(800, 600)), scale))

    assert (image.width(), image.height()) == (800 * scale, 600 * scale)


def test_a_png_on_paper_has_the_paper_at_its_dpi() -> None:
    options = PictureOptions(paper="a4", dpi=150)
    image = read(png(picture(paper="a4", dpi=150, footnotes=False), options.pixels_per_px))

    assert (image.width(), image.height()) == (1754, 1240)
    assert round(image.dotsPerMeterX() * 0.0254) == 150


@pytest.mark.parametrize("kind", list(Kind))
def test_the_same_again_is_the_same_byte_for_byte(kind) -> None:
    options = PictureOptions(kind=kind)

    assert to_bytes(picture(crowd(), kind=kind), options) == to_bytes(picture(crowd(), kind=kind), options)


def test_another_process_writes_the_same_bytes(tmp_path: Path) -> None:
    script = (
        "import sys, hashlib;"
        "from explorer.formats.image import MEASURE, start_painting; start_painting();"
        "from explorer.formats.export import to_bytes;"
        "from explorer.formats.options import PictureOptions;"
        "from explorer.formats.picture import compose;"
        "from tests.formats.pictured import chips;"
        "made = [(compose(chips(), PictureOptions(kind=k), MEASURE), PictureOptions(kind=k)) for k in ('png','svg','pdf')];"
        "sys.stdout.write(' '.join(hashlib.sha256(to_bytes(p, o)).hexdigest() for p, o in made))"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[2],
        ).stdout
        for seed in ("1", "2")
    }

    assert len(seen) == 1


def test_a_transparent_picture_has_nothing_behind_it() -> None:
    clear, white = read(png(picture(background="transparent"), 1.0)), read(png(picture(), 1.0))

    assert clear.pixelColor(5, 5).alpha() == 0
    assert white.pixelColor(5, 5).name() == "#ffffff"
    assert not white.hasAlphaChannel()


def test_a_dark_picture_is_dark() -> None:
    assert read(png(picture(theme="dark"), 1.0)).pixelColor(5, 5).lightness() < 40


def test_the_edges_of_a_picture_stay_blank() -> None:
    image = read(png(picture(named(HOSTILE)), 1.0))
    edge = {image.pixel(x, y) for x in range(image.width()) for y in (0, image.height() - 1)}
    edge |= {image.pixel(x, y) for y in range(image.height()) for x in (0, image.width() - 1)}

    assert edge == {QColor("white").rgba()}


def test_a_picture_that_nobody_could_open_is_refused() -> None:
    with pytest.raises(UnwritableFile, match="too large"):
        render(picture(size=(8000, 8000)).pages[0], picture().theme, None, 8.0)


def test_text_in_a_pdf_can_be_found() -> None:
    reader = PdfReader(io.BytesIO(pdf(picture(headline="DeepSeek’s office — 10x5 -> <b>"), 0.75)))
    text = reader.pages[0].extract_text()

    assert "DeepSeek’s office — 10x5 -> <b>" in text
    assert "“words of r1e1”" in text
    assert "\t" not in text


def test_a_pdf_has_as_many_pages_as_the_plan() -> None:
    plan = picture(crowd(), kind="pdf", paper="letter")
    reader = PdfReader(io.BytesIO(pdf(plan, 0.75)))

    assert len(reader.pages) == len(plan.pages) > 1
    assert {tuple(map(round, page.mediabox[2:])) for page in reader.pages} == {(792, 612)}
    assert reader.metadata is not None
    assert reader.metadata.title == plan.title


def test_fonts_are_inside_the_pdf() -> None:
    data = pdf(picture(), 0.75)

    assert data.count(b"/Subtype /Type0") == data.count(b"/FontFile2") == 3


@pytest.mark.parametrize("kind", list(Kind))
def test_hostile_names_are_written_without_harm(kind) -> None:
    assert len(to_bytes(picture(named(HOSTILE), kind=kind), PictureOptions(kind=kind))) > 1000


def test_the_clipboard_gets_pixels_svg_and_words() -> None:
    plan = picture()
    mime = clipboard(plan, svg(plan), 1.0)

    assert mime.hasImage()
    assert bytes(mime.data("image/svg+xml").data()).startswith(b"<?xml")
    assert "deepseek uses h800" in mime.text()


def test_a_full_disk_leaves_the_target_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "picture.png"
    target.write_bytes(b"before")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnwritableFile, match="The disk is full"):
        publish(chips(), PictureOptions(), target)

    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_a_person_can_stop_it(tmp_path: Path) -> None:
    def stop(done: float) -> None:
        if done > 0.2:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        publish(chips(), PictureOptions(), tmp_path / "picture.png", stop)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", list(Kind))
def test_publishing_writes_the_file(tmp_path: Path, kind) -> None:
    done: list[float] = []
    publish(chips(), PictureOptions(kind=kind), tmp_path / f"picture.{kind}", done.append)

    assert (tmp_path / f"picture.{kind}").stat().st_size > 1000
    assert done == sorted(done)
    assert done[-1] == 1.0


def test_the_name_of_a_file_says_its_kind() -> None:
    assert kind_of(Path("a.PDF")) is Kind.PDF
    with pytest.raises(UnknownName, match="No kind of picture called 'gif'"):
        kind_of(Path("a.gif"))


def test_screen_and_picture_draw_the_same_graph() -> None:
    plan = picture()
    (graph,) = items(plan.pages[0], GraphItem)
    image = read(png(plan, 1.0))
    x, y, width, height = map(round, graph.box)

    assert len({image.pixel(a, b) for a in range(x, x + width, 3) for b in range(y, y + height, 3)}) > 20
    assert image.rect().contains(QRect(x, y, width, height))
