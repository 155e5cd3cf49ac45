"""Reading an article with its text: marking words, finding them, names, and quotations that are not where they should be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from explorer.model.changes import Put
from explorer.model.excerpt_sheet import LOST, sheet_of
from explorer.model.facts import Article
from explorer.widgets.reader_ink import Place, drawn_in
from explorer.widgets.reader_places import Places, drawable_with_places
from tests.builders import company, evidence, graph, relation
from tests.widgets.test_article import remarks, spot

if TYPE_CHECKING:
    from tests.widgets.conftest import Room

HARD = "\N{GRINNING FACE} Alpha 中文字 שלום cafe\N{COMBINING ACUTE ACCENT} <b>bold</b>\n  • Beta & co \N{FAMILY}. The end\N{EXCLAMATION MARK}"
LONG = "\n".join(f"Paragraph {n} says nothing of note." for n in range(80))


@pytest.fixture
def reading(show):
    """One article with a text, and a relation on some of its words."""

    def do(text: str, *quotes) -> Room:
        ties = [relation("a", "uses", "b", quote, key=f"r{n}") for n, quote in enumerate(quotes)]
        return show(
            graph(Article(id="a1", title="T", text=text), company("a", name="Alpha"), company("b", name="Beta"), *ties)
        )

    return do


def take(room: Room, words: str) -> None:
    text = room.article.text
    cursor = text.document().find(words, 0, QTextDocument.FindFlag.FindCaseSensitively)
    assert not cursor.isNull(), words
    text.setTextCursor(cursor)


@pytest.mark.parametrize(
    "words",
    ["Alpha", "中文", "שלום", "cafe\N{COMBINING ACUTE ACCENT}", "<b>bold</b>", "Beta & co \N{FAMILY}", "The end"],
)
def test_words_are_marked_as_they_stand_in_the_article_whatever_is_before_them(reading, qtbot, words):
    room = reading(HARD)
    take(room, words)
    with qtbot.waitSignal(room.article.mark_requested) as told:
        qtbot.keyClick(room.article.text, Qt.Key.Key_Return)
    article, start, end, rect = told.args
    assert article == "a1"
    assert HARD[start:end] == words
    assert rect.height() > 0


def test_words_over_two_paragraphs_are_one_stretch_of_the_article(reading):
    room = reading(HARD)
    cursor = QTextCursor(room.article.text.document())
    cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    room.article.text.setTextCursor(cursor)
    assert room.article.text.chosen_words() == (0, len(HARD))


def test_words_are_selected_by_the_keyboard(reading, qtbot):
    room = reading("One two three.")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(room.article.text, Qt.Key.Key_Right, both)
    qtbot.keyClick(room.article.text, Qt.Key.Key_Right, both)
    assert room.article.text.chosen_words() == (0, 8)


def test_sentences_are_selected_one_after_the_other_and_back(reading, qtbot):
    room = reading("Heading\n\nIt is so. He said: 😀 yes.\n\n  • Last one")
    view = room.article.text
    ctrl = Qt.KeyboardModifier.ControlModifier

    def step(key: Qt.Key) -> str:
        qtbot.keyClick(view, key, ctrl)
        return view.textCursor().selectedText()

    assert [step(Qt.Key.Key_Down) for _ in range(3)] == ["Heading", "It is so.", "He said: 😀 yes."]
    assert step(Qt.Key.Key_Down).endswith("Last one")
    assert step(Qt.Key.Key_Down).endswith("Last one")
    assert [step(Qt.Key.Key_Up) for _ in range(4)] == [
        "He said: 😀 yes.", "It is so.", "Heading", "Heading",
    ]  # fmt: skip


def test_the_third_click_takes_the_sentence(reading, qtbot):
    room = reading("One is here. \N{GRINNING FACE} Two costs $5.6 million. Three.")
    point = QPointF(spot(room, "costs"))
    viewport = room.article.text.viewport()
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonPress):
        left = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, point, viewport.mapToGlobal(point), left, left, Qt.KeyboardModifier.NoModifier)
        event.setTimestamp(1000)
        QApplication.sendEvent(viewport, event)
    words = room.article.text.textCursor().selectedText()
    assert words.endswith("Two costs $5.6 million.")
    assert "Three" not in words


def test_the_button_marks_when_there_are_words(reading, press, qtbot):
    room = reading("One two three.")
    assert not room.article.header.mark.isEnabled()
    take(room, "two")
    with qtbot.waitSignal(room.article.mark_requested) as told:
        press(room.article.header.mark)
    assert told.args[1:3] == [4, 7]


def test_an_article_in_excerpts_marks_nothing(show):
    room = show(graph(relation("a", "uses", "b", evidence())))
    assert not room.article.header.mark.isVisible()


def test_markup_in_a_text_is_only_text(reading):
    assert "<b>bold</b>" in reading(HARD).article.text.toPlainText()


def test_the_menu_offers_to_mark_selected_words(reading, qtbot):
    room = reading("One two three.")
    take(room, "two")
    menu = room.article.menu_for(-1, "")
    entry = next(action for action in menu.actions() if action.text().startswith("Make a relation"))
    with qtbot.waitSignal(room.article.mark_requested):
        entry.trigger()


def test_a_selected_entity_is_scrolled_to_where_it_is_first_named(reading):
    room = reading(f"{LONG}\nBeta is only named here.\n{LONG}")
    room.selection.set(["b"])
    text = room.article.text
    cursor = text.document().find("Beta is only")
    assert text.viewport().rect().contains(text.cursorRect(cursor).center())


def test_a_selected_entity_is_scrolled_to_its_first_passage(reading):
    text = f"Beta.\n{LONG}\nit used chips\n{LONG}"
    room = reading(text, evidence("e1", exact="it used chips", start=text.index("it used")))
    room.selection.set(["b"])
    cursor = room.article.text.document().find("it used")
    assert room.article.text.viewport().rect().contains(room.article.text.cursorRect(cursor).center())


def test_a_name_that_is_clicked_stays_where_it_is(reading, qtbot):
    room = reading(f"Beta.\n{LONG}\nHere is Beta again.\n{LONG}")
    point = spot(room, "Beta again")
    before = room.article.text.verticalScrollBar().value()
    assert before > 0
    qtbot.mouseClick(room.article.text.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert room.selection.now.only_entity == "b"
    assert room.article.text.verticalScrollBar().value() == before


def test_a_quotation_that_is_not_in_the_text_carries_a_warning(reading):
    room = reading("Some other words.", evidence("e1", exact="never said", start=3))
    assert [row.accessibleName() for row in remarks(room)] == [f"Alpha uses Beta. {LOST}"]
    assert "1 not where the graph says" in room.article.header.line.text()
    assert "never said" in room.article.text.toPlainText()


def test_the_next_and_the_previous_passage_are_a_key_away(reading, qtbot):
    room = reading(
        "one word and two words", evidence("e1", exact="one", start=0), evidence("e2", exact="two", start=13)
    )
    for key, place in ((Qt.Key.Key_Down, "1 of 2"), (Qt.Key.Key_Down, "2 of 2"), (Qt.Key.Key_Up, "1 of 2")):
        qtbot.keyClick(room.article.text, key, Qt.KeyboardModifier.AltModifier)
        assert room.article.header.place.text() == place


def test_overlapping_passages_have_their_lines_one_below_the_other(reading):
    block = reading("one two three four").article.text.document().firstBlock()
    drawn = drawn_in(block, [Place(4, 7, 1), Place(0, 13, 0), Place(8, 18, 2), Place(14, 18, 3)])
    assert {own.excerpt: own.level for own in drawn} == {0: 0, 1: 1, 2: 1, 3: 0}


def test_words_are_found_in_the_text_and_gone_through(reading, qtbot):
    room = reading(f"Alpha.\n{LONG}\nThe ALPHA of it.")
    room.article.finding.open()
    bar = room.article.finding.bar
    qtbot.keyClicks(bar.input, "alpha")
    assert bar.count.text() == "1 of 2"
    qtbot.keyClick(bar.input, Qt.Key.Key_Return)
    assert bar.count.text() == "2 of 2"
    cursor = room.article.text.document().find("ALPHA", 0, QTextDocument.FindFlag.FindCaseSensitively)
    assert room.article.text.viewport().rect().contains(room.article.text.cursorRect(cursor).center())
    qtbot.keyClick(bar.input, Qt.Key.Key_Return)
    assert bar.count.text() == "1 of 2"
    qtbot.keyClicks(bar.input, "xyz")
    assert bar.count.text() == "Not in this text"


def test_leaving_the_search_leaves_the_words_selected(reading, qtbot):
    room = reading("One two three.")
    room.article.finding.open()
    qtbot.keyClicks(room.article.finding.bar.input, "two")
    assert room.article.leave()
    assert not room.article.finding.bar.isVisible()
    assert room.article.text.chosen_words() == (4, 7)
    assert room.article.leave()
    assert room.article.text.chosen_words() is None
    assert not room.article.leave()


def test_an_empty_text_says_so(reading):
    assert reading("").article.nothing.text() == "The text of this article is empty."


def test_one_very_long_line_is_shown(reading):
    room = reading("word " * 40_000, evidence("e1", exact="word word", start=100_000))
    room.article.text.reveal(0)
    assert room.article.text.verticalScrollBar().value() > 0


def test_new_evidence_leaves_the_text_cursor_and_the_words_where_they_are(reading):
    text = f"{LONG}\nit used chips\n{LONG}"
    room = reading(text)
    take(room, "used")
    room.article.text.ensureCursorVisible()
    before = room.article.text.verticalScrollBar().value()
    tie = relation("a", "uses", "b", evidence("e1", exact="it used chips", start=text.index("it used")), key="r1")
    room.document.do(Put(tie), "Add")
    assert [row.text() for row in remarks(room)] == ["Alpha uses Beta"]
    assert room.article.text.textCursor().selectedText() == "used"
    assert room.article.text.verticalScrollBar().value() == before > 0


def test_remarks_stand_where_passages_are_found_though_others_are_lost(reading):
    text = f"Alpha uses Beta.\n{LONG}"
    room = reading(text, evidence("e1", exact="never said", start=0), evidence("e2", exact="uses Beta", start=90))
    first = remarks(room)[0]
    assert first.isVisible()
    assert 0 <= first.y() < 60


def test_a_relation_of_which_words_are_in_sight_scrolls_nowhere(reading):
    text = f"Alpha uses Beta.\n{LONG}\nit used chips\n{LONG}"
    first, second = (
        evidence("e1", exact="uses Beta", start=6),
        evidence("e2", exact="it used", start=text.index("it used")),
    )
    room = reading(text)
    room.document.do(Put(relation("a", "uses", "b", first, second, key="r1")), "Add")
    spot(room, "it used")
    before = room.article.text.verticalScrollBar().value()
    room.selection.set([], ["r1"])
    assert room.article.text.verticalScrollBar().value() == before > 0


LETTERS = st.text(
    st.sampled_from(
        "aB \n•\N{GRINNING FACE}中ש\N{COMBINING ACUTE ACCENT}\N{ZERO WIDTH JOINER}\u202e\x00\N{SOFT HYPHEN}"
    ),
    max_size=40,
)


@given(LETTERS)
def test_every_place_in_the_document_leads_back_to_its_place_in_the_article(text: str):
    sheet = sheet_of(graph(Article(id="a1", title="T", text=text)), "a1")
    where, start = Places(), 0
    for block in sheet.blocks:
        shown, unit = drawable_with_places(block.text)
        assert len(shown.encode("utf-16-le", "surrogatepass")) == 2 * unit[-1]
        where.add(start, unit, block)
        start += unit[-1] + 1
    where.lead_to(sheet.blocks)
    for number, block in enumerate(sheet.blocks):
        for at in range(len(block.text)):
            offset = block.to_article(at)
            assert offset is not None
            assert where.offset_at(where.stretch(number, at, at)[0]) == offset
            assert list(where.stretches(offset, offset + 1)) == [where.stretch(number, at, at + 1)]


def test_a_tooltip_says_where_a_name_leads_and_what_is_wrong_with_a_passage(reading):
    room = reading("Beta is here.", evidence("e1", exact="never said", start=3))
    assert room.article.text.hint(-1, "b") == "Go to Beta"
    assert room.article.text.hint(0, "") == LOST
    assert room.article.text.hint(-1, "") == ""


def test_another_graph_is_read_from_its_beginning(reading):
    room = reading(LONG)
    room.article.text.verticalScrollBar().setValue(500)
    assert reading(f"Other words.\n{LONG}").article.text.verticalScrollBar().value() == 0
