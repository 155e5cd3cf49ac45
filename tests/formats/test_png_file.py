"""Pixels that go into a PNG strip by strip come out of it as they were."""

from __future__ import annotations

import io
import zlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtGui import QColor, QImage

from explorer.formats.image import MEASURE, png, render
from explorer.formats.options import PictureOptions
from explorer.formats.picture import compose
from explorer.formats.png_file import joined, png_of
from tests.formats.pictured import crowd


@given(
    width=st.integers(1, 40),
    heights=st.lists(st.integers(1, 9), min_size=1, max_size=8),
    channels=st.sampled_from([3, 4]),
    seed=st.integers(0, 99),
)
def test_any_pixels_in_any_strips_are_read_as_they_were(width, heights, channels, seed):
    chance = np.random.default_rng(seed)
    strips = [chance.integers(0, 256, (rows, width * channels), dtype=np.uint8) for rows in heights]
    data = png_of((width, sum(heights)), iter(strips), channels, 3780)

    image = Image.open(io.BytesIO(data))
    image.verify()  # checks every checksum
    image = Image.open(io.BytesIO(data))
    assert image.mode == ("RGB" if channels == 3 else "RGBA")
    assert (np.asarray(image).reshape(sum(heights), -1) == np.concatenate(strips)).all()
    assert image.info["dpi"] == pytest.approx((96, 96), abs=0.1)


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_checksums_of_pieces_are_joined_to_the_checksum_of_the_whole(one, other):
    assert joined(zlib.adler32(one), zlib.adler32(other), len(other)) == zlib.adler32(one + other)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("background", "scale"), [("paper", 1.0), ("paper", 4.0), ("transparent", 2.0)])
def test_a_picture_in_strips_is_the_picture_in_one_piece(background, scale, monkeypatch):
    monkeypatch.setattr("explorer.formats.image.STRIP_BYTES", 400_000)  # many strips, even at 1x
    plan = compose(crowd(), PictureOptions.model_validate({"background": background}), MEASURE)
    whole = render(plan.pages[0], plan.theme, plan.background, scale)
    strips = QImage.fromData(png(plan, scale))

    assert strips.size() == whole.size()
    kind = QImage.Format.Format_RGBA8888
    assert strips.convertToFormat(kind) == whole.convertToFormat(kind)
    assert QColor(strips.pixel(0, 0)) == QColor(whole.pixel(0, 0))
