"""What a painter on a widget takes for visible."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from explorer.drawing.qt_sprites import visible_box


class Inner(QWidget):
    """Notes what a painter on it takes for visible."""

    box: tuple[float, ...] | None = None

    def paintEvent(self, event):
        painter = QPainter(self)
        painter.translate(30, 10)
        painter.scale(2, 2)
        self.box = visible_box(painter, 0.0)
        painter.end()


def test_all_of_a_widget_is_visible_wherever_it_is_in_its_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    inner = Inner(window)
    inner.setGeometry(QRect(150, 70, 200, 100))
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: inner.box is not None)
    assert inner.box == pytest.approx((-15.0, -5.0, 100.0, 50.0))
