"""Contradictions below the canvas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QWidget

from explorer.model.changes import Put
from explorer.model.facts import Relation, Stance
from explorer.session.questions import LITTLE
from explorer.widgets.contradictions_panel import FIRST, ContradictionsPanel, TwoSides
from tests.builders import amount, company, evidence, fact, graph, relation, tiny

if TYPE_CHECKING:
    from explorer.model.project import Project


@pytest.fixture
def panel(room, qtbot):
    made = ContradictionsPanel(room.document, room.view, room.navigator, room.questions, room.window)
    made.passage_requested.connect(room.panel._on_passage_requested)
    made.resize(1000, 400)
    return made


def pairs(panel) -> list[TwoSides]:
    return [one for one in panel.page.findChildren(TwoSides) if not one.isHidden()]


def test_both_sides_stand_beside_each_other_with_their_words(panel, show):
    show(tiny("a:company -uses-> b:chip | claims a, denies luckey, doubts wang"))
    panel.show()
    (one,) = pairs(panel)
    assert [side.says.text() for side in one.sides] == ["For it", "Against it"]
    assert [len(side.shown) for side in one.sides] == [1, 2]
    assert one.sides[0].y() == one.sides[1].y()


def test_where_there_is_little_room_they_stand_below_each_other(panel, show):
    show(tiny("a:company -uses-> b:chip | claims a, denies luckey"))
    panel.resize(360, 500)
    panel.show()
    (one,) = pairs(panel)
    assert one.sides[1].y() >= one.sides[0].y() + one.sides[0].height()


def test_a_click_on_words_goes_to_their_passage(panel, show):
    room = show(tiny("a:company -uses-> b:chip | claims a, denies luckey"))
    panel.show()
    (one,) = pairs(panel)
    (link,) = one.sides[1].shown[0].words.links
    link.click()
    assert room.selection.now.only_relation == "r1"
    assert room.panel.current_evidence().id == "r1e2"


def test_a_click_on_a_figure_of_a_fact_goes_to_its_entity(panel, show):
    costs = [fact(f"f{n}", "cost", amount(n), evidence(f"e{n}")) for n in (5, 900)]
    room = show(graph(company("a", *costs)))
    panel.show()
    pairs(panel)[0].sides[0].says.links[0].click()
    assert room.selection.now.only_entity == "a"


def test_the_list_follows_the_facts_and_says_when_there_is_nothing(panel, show):
    room = show(tiny("a:company -uses-> b:chip | claims a, denies luckey"))
    panel.show()
    tie = room.project.relations["r1"]
    room.document.do(Put(tie.model_copy(update={"evidence": tie.evidence[:1]})), "Take a passage away")
    assert pairs(panel) == []
    assert panel.title.count.text() == "0"
    room.document.undo_stack.undo()
    assert len(pairs(panel)) == 1


def test_a_long_list_is_shown_in_parts(panel, show):
    ties = [
        relation(f"s{n}", "uses", "b", evidence(f"e{n}a"), evidence(f"e{n}b", stance=Stance.DENIES), key=f"r{n}")
        for n in range(FIRST + 3)
    ]
    show(graph(*ties))
    panel.show()
    assert len(pairs(panel)) == FIRST
    panel._more.click()
    assert len(pairs(panel)) == FIRST + 3


def many(*more: Relation) -> Project:
    return graph(*more, *(relation("a", "uses", f"b{n}", key=f"plain{n}") for n in range(LITTLE)))


def disputed(key: str) -> Relation:
    return relation("a", "uses", "b1", evidence(f"{key}1"), evidence(f"{key}2", stance=Stance.DENIES), key=key)


def test_of_a_large_graph_the_panel_says_that_it_looks_and_then_what_it_found(panel, show, qtbot):
    show(many(disputed("r1")))
    panel.show()
    assert panel.title.line.text() == "Looking for contradictions…"
    assert not panel.page.isVisible()
    qtbot.waitUntil(panel.page.isVisible)
    assert panel.title.count.text() == "1"
    assert len(pairs(panel)) == 1


def test_nothing_is_looked_for_while_nobody_looks(panel, show, qtbot):
    room = show(many(disputed("r1")))
    around = QWidget()
    qtbot.addWidget(around)
    panel.setParent(around)
    panel.show()
    room.document.do(Put(disputed("r2")), "Add a relation")
    assert not room.tasks.is_busy
    around.show()
    qtbot.waitUntil(panel.page.isVisible)
    assert panel.title.count.text() == "2"


def test_what_changes_while_it_looks_is_in_what_it_finds(panel, show, qtbot):
    room = show(many(disputed("r1")))
    panel.show()
    room.document.do(Put(disputed("r2")), "Add a relation")
    room.document.do(Put(disputed("r3")), "Add a relation")
    qtbot.waitUntil(panel.page.isVisible)
    assert panel.title.count.text() == "3"
