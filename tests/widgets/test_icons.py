"""Icons are as sharp as the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize

from explorer.widgets.icons import icon


@pytest.mark.parametrize("ratio", [1.0, 2.0, 1.5])
def test_an_icon_has_a_pixel_for_every_pixel_of_the_screen(qapp, ratio):
    pixmap = icon("eye-off").pixmap(QSize(16, 16), ratio)
    assert pixmap.size() == QSize(16, 16) * ratio
    assert pixmap.devicePixelRatio() == ratio
    image = pixmap.toImage()
    inked = [x for x in range(image.width()) if any(image.pixelColor(x, y).alpha() for y in range(image.height()))]
    assert max(inked) > image.width() * 0.8
