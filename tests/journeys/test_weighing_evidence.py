"""What the evidence adds up to, through the window: contradictions, coverage, according to whom, as of which day."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDockWidget, QToolButton

from explorer.model.facts import Article, Stance
from explorer.model.filters import Filters, Lens
from explorer.model.standing import Standing
from explorer.stores.writing import to_bytes
from explorer.widgets.chip import Chip
from explorer.widgets.tellers_dialog import TellersDialog
from tests.builders import company, evidence, graph, relation


def disputed():
    """A relation that one article claims and a later one denies, and two makers of one model."""
    articles = [
        Article(id="a1", title="First", published="2025-01"),
        Article(id="a2", title="Then", published="2025-03"),
    ]
    ties = [
        relation("a", "uses", "b", evidence("e1", stance=Stance.CLAIMS, speaker="a"),
                 evidence("e2", stance=Stance.DENIES, speaker="luckey", article="a2"), key="r1"),
        relation("a", "developed", "m", evidence("e3", exact="a made m"), key="r2"),
        relation("b", "developed", "m", evidence("e4", exact="b made m", article="a2"), key="r3"),
    ]  # fmt: skip
    return graph(*articles, company("luckey"), *ties)


@pytest.fixture
def weighing(desk, qtbot):
    desk.document.replace(disputed(), None)
    desk.furnish()
    qtbot.waitUntil(lambda: len(desk.view.visible.relations) == 3)
    return desk


def test_contradictions_lie_below_the_canvas_lead_to_their_words_and_close(weighing, qtbot):
    desk = weighing
    desk.actions["contradictions"].trigger()
    panel = desk.inquiries.contradictions
    qtbot.waitUntil(panel.isVisible)
    assert panel.title.count.text() == "2"
    first = panel._pool._made[0].sides[1].shown[0]
    first.words.links[0].click()
    assert desk.selection.now.only_relation == "r1"
    assert desk.answers.current_evidence().id == "e2"
    panel.findChild(QToolButton, "close_panel").click()
    assert desk.window.findChild(QDockWidget, panel.objectName()).isHidden()
    desk.actions["contradictions"].trigger()
    assert panel.isVisible()


def test_coverage_shares_the_room_below_with_contradictions(weighing, qtbot):
    desk = weighing
    desk.actions["contradictions"].trigger()
    desk.actions["coverage"].trigger()
    qtbot.waitUntil(desk.inquiries.coverage.isVisible)
    dock = desk.window.findChild(QDockWidget, "coverage_page")
    assert desk.window.tabifiedDockWidgets(dock)


def test_the_start_page_counts_contradictions_and_opens_them(weighing, qtbot):
    page = weighing.answers.start_page
    row = next(own for own in page._links._made if own.isVisible() and "Contradictions" in own.text())
    row.click()
    qtbot.waitUntil(weighing.inquiries.contradictions.isVisible)


def test_the_graph_as_somebody_tells_it_and_back(weighing, qtbot):
    desk = weighing
    desk.actions["according"].trigger()
    dialog = desk.window.findChild(QDialog, "tellers_dialog")
    assert isinstance(dialog, TellersDialog)
    dialog.filter.setText("luckey")
    dialog.accept()
    assert desk.view.visible.relations == ("r1",)
    assert desk.view.told.standing("r1") is Standing.DENIED
    assert desk.document.project.standing("r1") is Standing.CONTESTED
    assert desk.inquiries.bar.isVisible()
    (chip,) = (own for own in desk.left.findChildren(Chip, "filter_chip") if own.isVisible())
    assert chip.text() == "According to luckey"
    chip.click()
    assert desk.view.scope.filters.lens == Lens()


def test_as_of_a_day_only_what_was_known_then_counts(weighing, qtbot):
    desk = weighing
    qtbot.keyClick(desk.canvas, Qt.Key.Key_T)
    bar = desk.inquiries.bar
    assert bar.isVisible()
    qtbot.keyClick(bar.known, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: desk.view.visible.relations == ("r1", "r2"))
    assert desk.view.told.standing("r1") is Standing.CLAIMED
    assert not desk.document.is_dirty
    desk.navigator.leave()
    assert len(desk.view.visible.relations) == 3
    qtbot.keyClick(bar.known, Qt.Key.Key_T)
    assert bar.isHidden()


def test_a_view_is_kept_with_whoever_tells_it_and_the_graph_opens_like_that(open_desk, tmp_path, qtbot):
    path = tmp_path / "told.json"
    path.write_bytes(to_bytes(disputed().to_file()))
    desk = open_desk(path)
    desk.view.set_filters(Filters(lens=Lens(tellers=("luckey",), known_by="2025-03-31")))
    desk.actions["keep_view"].trigger()
    assert desk.document.undo_stack.undoText() == "Keep this view"
    desk.actions["save"].trigger()
    desk.view.set_filters(Filters())
    desk.actions["kept_view"].trigger()
    assert desk.view.visible.relations == ("r1",)
    desk.navigator.back()
    assert len(desk.view.visible.relations) == 3
    desk.navigator.forward()
    assert desk.view.scope.filters.lens.tellers == ("luckey",)
    again = open_desk(path)
    assert again.view.scope.filters.lens == Lens(tellers=("luckey",), known_by="2025-03-31")
    assert again.inquiries.bar.isVisible()
