"""The bar and the dialog that say which evidence counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt

from explorer.model.facts import Article, Date
from explorer.model.filters import Filters, Lens
from explorer.widgets.lens_bar import FOLLOW_MS, PATIENCE_MS, LensBar
from explorer.widgets.tellers_dialog import TellersDialog
from tests.builders import evidence, graph, relation, tiny

if TYPE_CHECKING:
    from collections.abc import Callable


DAYS = ("2025-01-20", "2025-01-28", "2025-03-01")


@pytest.fixture
def dated(show):
    articles = [Article(id=f"a{n}", title=f"A{n}", published=day) for n, day in enumerate(DAYS, 1)]
    ties = [
        relation("a", "uses", f"b{n}", evidence(f"e{n}", article=f"a{n}"), key=f"r{n}", date=Date(date=f"202{n}"))
        for n in (1, 2, 3)
    ]
    return show(graph(*articles, *ties))


@pytest.fixture
def bar(dated, qtbot):
    made = LensBar(dated.document, dated.view, dated.window)
    made.fit(600)
    made.show()
    return made


def shown(room) -> list[str]:
    return list(room.view.visible.relations)


def test_arrow_keys_go_from_day_to_day_of_publication(dated, bar, qtbot):
    qtbot.keyClick(bar.known, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: shown(dated) == ["r1", "r2"])
    qtbot.keyClick(bar.known, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: shown(dated) == ["r1"])
    assert dated.view.scope.filters.lens == Lens(known_by=DAYS[0])


def test_pressing_the_end_of_the_line_goes_to_the_last_day(dated, bar, qtbot):
    qtbot.mouseClick(bar.happened, Qt.MouseButton.LeftButton, pos=QPoint(2, 14))
    qtbot.waitUntil(lambda: shown(dated) == ["r1"])
    qtbot.mouseClick(bar.happened, Qt.MouseButton.LeftButton, pos=QPoint(bar.happened.width() - 2, 14))
    qtbot.waitUntil(lambda: len(shown(dated)) == 3)
    assert dated.view.scope.filters.lens == Lens(happened_by="2023-01-01")


def test_the_clocks_are_set_apart_and_taken_off_apart(dated, bar, qtbot):
    dated.view.set_filters(Filters(lens=Lens(known_by=DAYS[1], happened_by="2021-01-01")))
    assert bar.known.value() == 1
    assert shown(dated) == ["r1"]
    bar.findChild(object, "off_happened_by").click()
    assert dated.view.scope.filters.lens == Lens(known_by=DAYS[1])


def test_the_next_day_waits_until_panels_are_about_the_last_one(dated, bar, qtbot):
    waiting: list[Callable[[], None]] = []
    dated.view.whenever = waiting.append
    qtbot.keyClick(bar.known, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: shown(dated) == ["r1", "r2"])
    qtbot.keyClick(bar.known, Qt.Key.Key_Left)
    assert bar._follow.interval() == PATIENCE_MS
    assert shown(dated) == ["r1", "r2"]
    waiting.pop()()
    assert bar._follow.interval() == FOLLOW_MS
    qtbot.waitUntil(lambda: shown(dated) == ["r1"])


def test_sliding_through_time_is_one_place_to_go_back_from(dated, bar, qtbot):
    qtbot.keyClick(bar.known, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: len(shown(dated)) == 2)
    qtbot.keyClick(bar.known, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: len(shown(dated)) == 1)
    dated.navigator.back()
    assert dated.view.scope.filters.lens == Lens()


def test_without_dates_there_is_nothing_to_slide_through(show, qtbot):
    room = show(tiny("a -uses-> b | asserts"))
    made = LensBar(room.document, room.view, room.window)
    assert not made.known.isEnabled()
    assert not made.happened.isEnabled()


def test_a_speaker_is_found_by_a_few_letters_and_chosen_by_enter(qtbot):
    project = tiny("a:company -uses-> b:chip | claims wang, denies luckey")
    dialog = TellersDialog(project, ())
    qtbot.addWidget(dialog)
    dialog.filter.setText("wa")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog.accept()
    assert chosen.args == [("wang",)]


def test_who_was_chosen_is_ticked_and_everybody_unticks_them(qtbot):
    project = tiny("a:company -uses-> b:chip | claims wang, denies luckey, asserts")
    dialog = TellersDialog(project, ["luckey"])
    qtbot.addWidget(dialog)
    assert dialog.ticked() == ("luckey",)
    dialog.list.itemActivated.emit(dialog.list.item(1))
    assert set(dialog.ticked()) == {"luckey", dialog.list.item(1).data(Qt.ItemDataRole.UserRole)}
    with qtbot.waitSignal(dialog.chosen) as chosen:
        dialog._choose_everybody()
    assert chosen.args == [()]
