"""Words of an article marked by keyboard: two keys when the guess is right, new names and kinds in place, no trace of Esc."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication

from explorer.model.changes import Put
from explorer.model.facts import Article, Date, Quantity, Stance
from explorer.model.quotes import find

TEXT = (
    "🚀 A rise\n\nPalmer Luckey claimed that DeepSeek used 2,000 H800 GPUs to train DeepSeek V3. Nvidia designed the H800. "
    "Acme Robotics bought a thousand chips from Nvidia for $9 million in late 2024."
)
KNOWN, OTHER = "DeepSeek used 2,000 H800 GPUs", "Nvidia designed the H800"
NEW = "Acme Robotics bought a thousand chips from Nvidia for $9 million in late 2024"


@pytest.fixture
def reading(desk):
    desk.document.do(Put(Article(id="own", title="A rise", text=TEXT)), "Add an article")
    return desk


def mark(desk, words, at=(420, 200)):
    """Ask about words as the reader does when Enter is pressed on them."""
    start = TEXT.index(words)
    anchor = QRect(desk.window.mapToGlobal(QPoint(*at)), desk.window.size() / 9)
    desk.curating.curation.mark("own", start, start + len(words), anchor)
    return desk.curating.curation.form


def type_into(qtbot, field, text):
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)


def press(qtbot, key):
    qtbot.keyClick(QApplication.focusWidget(), key)


def test_two_relations_are_marked_by_keyboard_and_each_is_one_step(qtbot, reading):
    before = set(reading.document.project.relations)
    steps = reading.document.undo_stack.count()
    form = mark(reading, KNOWN)
    assert form.isVisible()
    assert (form.subject.text(), form.object.text(), form.stance.currentText()) == ("DeepSeek", "H800", "claims")
    assert form.speaker.text() == "Palmer Luckey"
    if form.into.currentData() is not None:
        form.into.setCurrentIndex(form.into.findData(None))
    press(qtbot, Qt.Key.Key_Return)
    (made,) = set(reading.document.project.relations) - before
    relation = reading.document.project.relations[made]
    (item,) = relation.evidence
    assert (relation.source, relation.target, item.stance) == ("deepseek", "h800", Stance.CLAIMS)
    assert (item.quote.exact, item.speaker) == (KNOWN, "palmer-luckey")
    assert isinstance(relation.qualifiers["count"], Quantity)
    assert find(item.quote, TEXT).is_verified
    assert reading.selection.now.only_relation == made
    mark(reading, OTHER)
    press(qtbot, Qt.Key.Key_Return)
    assert reading.document.undo_stack.count() == steps + 2
    assert reading.document.undo_stack.undoText() != "Add an article"
    reading.actions["undo"].trigger()
    reading.actions["undo"].trigger()
    assert set(reading.document.project.relations) == before
    reading.actions["redo"].trigger()
    assert reading.document.project.relations[made] == relation


def test_words_go_to_the_relation_that_says_so_already(qtbot, reading):
    before = dict(reading.document.project.relations)
    form = mark(reading, OTHER)
    assert form.into.isVisible()
    key = form.into.currentData()
    assert form.add.text() == "Add passage"
    press(qtbot, Qt.Key.Key_Return)
    project = reading.document.project
    assert set(project.relations) == set(before)
    assert len(project.relations[key].evidence) == len(before[key].evidence) + 1
    assert project.relations[key].evidence[-1].quote.exact == OTHER


def test_new_names_and_a_new_kind_are_made_in_place(qtbot, reading):
    form = mark(reading, NEW)
    type_into(qtbot, form.subject, "Acme Robotics")
    assert form.subject.is_offering
    press(qtbot, Qt.Key.Key_Return)
    assert not form.subject.is_offering
    assert form.isVisible()
    type_into(qtbot, form.kind, "bought from")
    press(qtbot, Qt.Key.Key_Tab)
    type_into(qtbot, form.object, "nvid")
    press(qtbot, Qt.Key.Key_Return)
    assert form.object.text() == "Nvidia"
    press(qtbot, Qt.Key.Key_Return)
    project = reading.document.project
    relation = project.relations[reading.selection.now.only_relation]
    assert project.entities[relation.source].name == "Acme Robotics"
    assert project.entities[relation.source].kind == "company"
    kind = project.vocabulary.relation_kind(relation.kind)
    assert (kind.label, kind.domain, kind.range) == ("bought from", ("company",), ("company",))
    assert isinstance(relation.qualifiers["cost"], Quantity)
    assert isinstance(relation.qualifiers["date"], Date)
    reading.actions["undo"].trigger()
    assert relation.source not in reading.document.project.entities
    assert relation.kind not in reading.document.project.vocabulary.relation


def test_another_kind_of_entity_is_chosen_with_the_arrow_keys(qtbot, reading):
    form = mark(reading, NEW)
    form.kind.show_choice(None)
    type_into(qtbot, form.subject, "Acme Robotics")
    kinds = [row.kind for row in form._subjects("Acme Robotics")]
    for _ in range(kinds.index("facility")):
        press(qtbot, Qt.Key.Key_Down)
    press(qtbot, Qt.Key.Key_Return)
    assert form.subject.choice.kind == "facility"
    form.leave()


def test_esc_folds_the_rows_first_and_then_leaves_no_trace(qtbot, reading):
    before = reading.document.project.to_file()
    steps = reading.document.undo_stack.count()
    form = mark(reading, NEW)
    type_into(qtbot, form.subject, "Acme")
    press(qtbot, Qt.Key.Key_Escape)
    assert form.isVisible()
    assert not form.subject.is_offering
    press(qtbot, Qt.Key.Key_Escape)
    assert reading.curating.curation.form is None
    assert reading.document.project.to_file() == before
    assert reading.document.undo_stack.count() == steps


def test_a_field_that_says_nothing_is_gone_to_and_nothing_is_committed(qtbot, reading):
    before = reading.document.project.to_file()
    form = mark(reading, NEW)
    type_into(qtbot, form.subject, "")
    form.submit()
    assert form.subject.hasFocus()
    assert form.notice.text().startswith("Subject: choose")
    assert reading.document.project.to_file() == before
    form.leave()


def test_figures_are_changed_taken_away_and_added(qtbot, reading):
    form = mark(reading, OTHER)
    form.into.setCurrentIndex(form.into.findData(None))
    form.qualifiers.more.click()
    (row,) = form.qualifiers._rows
    row[1].setCurrentText("unit price")
    type_into(qtbot, row[2], "about $30,000")
    form.submit()
    relation = reading.document.project.relations[reading.selection.now.only_relation]
    price = relation.qualifiers["unit_price"]
    assert (price.amount, price.unit, price.approx) == (30_000, "USD", "about")


@pytest.mark.parametrize("size", [(1440, 900), (700, 560)])
@pytest.mark.parametrize("at", [(0, 0), (600, 500), (1400, 880)])
def test_the_form_stands_wholly_inside_the_window(open_desk, size, at):
    desk = open_desk(size=size)
    desk.document.do(Put(Article(id="own", title="A rise", text=TEXT)), "Add an article")
    form = mark(desk, NEW, at)
    assert desk.window.rect().contains(form.geometry())
    form.leave()


def test_tab_stays_inside_the_form(qtbot, reading):
    form = mark(reading, KNOWN)
    seen = set()
    for _ in range(20):
        press(qtbot, Qt.Key.Key_Tab)
        inside = QApplication.focusWidget()
        assert inside is not None
        assert form.isAncestorOf(inside)
        seen.add(inside.objectName())
    assert {"mark_subject", "mark_kind", "mark_object", "mark_stance", "mark_speaker", "mark_add"} <= seen
    form.leave()


def test_words_are_asked_for_where_a_relation_has_none(qtbot, reading):
    curation = reading.curating.curation
    wanted = next(iter(reading.document.project.relations))
    curation.attach(wanted)
    form = mark(reading, NEW)
    assert form.into.currentData() == wanted
    press(qtbot, Qt.Key.Key_Return)
    assert reading.document.project.relations[wanted].evidence[-1].quote.exact == NEW


def test_an_article_without_text_is_told_how_to_get_one(desk):
    article = next(iter(desk.document.project.articles))
    said: list[str] = []
    desk.curating.noticed.connect(said.append)
    desk.curating.curation.mark(article, 0, 5, QRect(0, 0, 9, 9))
    assert "Attach text" in said[0]
    assert desk.curating.curation.form is None


def test_another_graph_closes_the_form(reading, tmp_path):
    from explorer.opening import open_graph
    from explorer.resources import bundled_graph

    mark(reading, KNOWN)
    reading.files.show(open_graph(bundled_graph()))
    assert reading.curating.curation.form is None


def test_words_selected_in_the_reader_are_marked_with_enter_and_enter(qtbot, reading):
    reading._on_article_requested("own", "")
    text = reading.articles.text
    text.setFocus()
    words = text.document().find(OTHER)
    cursor = text.textCursor()
    cursor.setPosition(words.selectionStart())
    text.setTextCursor(cursor)
    for _ in OTHER.split():
        qtbot.keyClick(text, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
    steps = reading.document.undo_stack.count()
    press(qtbot, Qt.Key.Key_Return)
    assert reading.curating.curation.form.isVisible()
    press(qtbot, Qt.Key.Key_Return)
    assert reading.curating.curation.form is None
    assert reading.document.undo_stack.count() == steps + 1
    relation = reading.document.project.relations[reading.selection.now.only_relation]
    assert relation.evidence[-1].quote.exact.startswith(OTHER)
    assert text.hasFocus()
