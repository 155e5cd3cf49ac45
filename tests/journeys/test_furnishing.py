"""The graph comes first and the panels right after it, into the room that was kept for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QWidget

from explorer.desk import Desk
from explorer.opening import open_graph
from tests.journeys.conftest import own_copy

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_APART = 2  # of 255: letters are blended once instead of twice
PANELS = ("left_panel", "answers", "article")


@pytest.fixture
def bare(qtbot, answers, tmp_path) -> Iterator[Desk]:
    """A window that has not been painted yet."""
    desk = Desk(prompt=answers, crash_folder=tmp_path / "crashes", panels_later=True)
    desk.settings.reduced_motion = True
    desk.files.show(open_graph(own_copy(tmp_path)))
    yield desk
    desk.close()
    desk.window.deleteLater()
    desk.deleteLater()


def panels_of(desk: Desk) -> list[str]:
    return [name for name in PANELS if desk.window.findChild(QWidget, name) is not None]


def test_controls_are_made_after_the_first_paint_and_leave_everything_in_its_place(bare, qtbot):
    seen = []
    bare.canvas.first_painted.connect(
        lambda: seen.append((bare.window.top_bar.search.geometry(), bare.canvas.geometry()))
    )
    bare.show()
    assert bare.window.findChild(QWidget, "layout_button") is None
    qtbot.waitUntil(lambda: panels_of(bare) == list(PANELS))

    assert seen == [(bare.window.top_bar.search.geometry(), bare.canvas.geometry())]
    for tool in (bare.window.findChild(QWidget, "layout_button"), bare.window.top_bar.menu_button):
        qtbot.waitUntil(tool.isVisible)
    assert not bare.actions["undo"].isEnabled()


def test_panels_are_made_after_the_first_paint_and_find_the_graph(bare, qtbot):
    sizes = []
    bare.canvas.first_painted.connect(lambda: sizes.append((bare.canvas.size(), panels_of(bare))))
    bare.show()
    qtbot.waitUntil(lambda: panels_of(bare) == list(PANELS))

    assert sizes == [(bare.canvas.size(), [])]
    assert not bare.window.windowIcon().isNull()
    assert bare.left.lists.models[0].rowCount() == len(bare.document.project.entities)
    everyone = len(bare.document.project.entities)
    assert bare.window.left.titleBarWidget().findChild(QLabel, "showing").text().startswith(f"{everyone} of {everyone}")
    assert bare.answers.isVisible()
    assert bare.answers.start_page.isVisible()


def test_who_asks_for_a_panel_before_gets_it(bare):
    relation = next(iter(bare.document.project.relations.values()))
    bare.navigator.select_relation(relation.id)

    assert bare.answers.current_evidence() == relation.evidence[0]
    assert panels_of(bare) == list(PANELS)


def test_an_article_asked_for_before_is_the_one_that_opens(bare, qtbot):
    bare.show()
    bare.navigator.turn_to(next(iter(bare.document.project.articles)))

    assert bare.centre.pages.currentWidget() is bare.articles
    assert bare.articles.text.toPlainText()


def test_the_first_picture_is_drawn_without_a_layer_and_looks_like_the_ones_after_it(bare):
    bare.canvas.setFixedSize(900, 700)
    bytes_of = []
    for _ in range(2):  # the second one from a layer
        image = QImage(bare.canvas.size(), QImage.Format.Format_RGB32)
        image.fill(0)
        bare.canvas.render(image)
        bytes_of.append(np.frombuffer(image.constBits(), dtype=np.uint8).astype(int))
    first, second = bytes_of
    assert len(np.unique(first)) > MOST_APART
    assert np.abs(first - second).max() <= MOST_APART
