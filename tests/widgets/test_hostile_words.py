"""Whatever a file says is shown letter by letter: markup, directions, control characters, endless names."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QLabel

from explorer.model.changes import Put
from explorer.model.facts import Article, Entity, GraphFile
from explorer.model.project import Project
from explorer.widgets.chip import Chip
from explorer.widgets.words import LONGEST, Run, Words, cut, units
from tests.builders import evidence, fact, relation

MARKUP = "<script>alert(1)</script><b>bold</b> & <img src=x>"
RIGHT_TO_LEFT = "شركة\N{RIGHT-TO-LEFT OVERRIDE}gnorw"
CONTROLS = "a\x00b\x1bc\td"
ENDLESS = "x" * 10_000
EMOJI = "\N{GRINNING FACE}" * 40


def hostile(text: str) -> Project:
    """Build a graph that says the same thing in every field."""
    quote = evidence("e1", exact=text, start=0).model_copy(update={"cue": text, "note": text, "speaker": "s"})
    return Project(
        GraphFile(
            title=text,
            description=text,
            articles=(Article(id="a1", title=text, publisher=text, authors=(text,), cites=(text,)),),
            entities=(
                Entity(id="a", kind=text[:200], name=text, aliases=(text,), description=text, facts=(fact("f1", text, text, quote),)),
                Entity(id="b", kind="chip", subtype=text, name=text),
                Entity(id="s", kind="person", name=text),
            ),
            relations=(
                relation("a", "uses", "b", quote, key="r1", purpose=text).model_copy(update={"note": text}),
                relation("s", "doubts", "a", quote.model_copy(update={"id": "e2"}), key="r2"),
            ),
        )
    )  # fmt: skip


STATES: tuple[tuple[list[str], list[str]], ...] = (
    ([], ["r1"]),
    (["a"], []),
    (["b"], []),
    (["a", "b", "s"], []),
    ([], []),
)


@pytest.mark.parametrize(
    "text", [MARKUP, RIGHT_TO_LEFT, CONTROLS, ENDLESS, EMOJI], ids=["html", "rtl", "ctl", "long", "emoji"]
)
def test_every_page_shows_hostile_words_and_lives(show, qapp, text):
    room = show(hostile(text))
    for selected in STATES:
        room.selection.set(*selected)
        qapp.processEvents()
        assert not room.panel.grab().isNull()
        for label in room.panel.findChildren(QLabel):
            assert label.textFormat() is Qt.TextFormat.PlainText
    room.panel.show_paths("s", "b")
    room.article.show_evidence("a1", "e1")
    assert not room.panel.grab().isNull()
    assert not room.article.grab().isNull()


def test_an_ampersand_in_a_name_is_no_key_to_press(show):
    room = show(hostile("AT&T"))
    for selected in STATES:
        room.selection.set(*selected)
        buttons = [button for button in room.panel.findChildren(QAbstractButton) if "&" in button.text()]
        assert all(button.shortcut().isEmpty() for button in buttons)
    room.selection.set(["a", "b", "s"])
    assert [button for button in room.panel.findChildren(QAbstractButton) if "AT&T" in button.text()]


def test_markup_stays_text_in_sentence_card_and_article(show):
    room = show(hostile(MARKUP))
    room.selection.set([], ["r1"])
    assert room.panel.relation_page.sentence.text().startswith(
        "<script>alert(1)</script><b>bold</b> & <img src=x> uses"
    )
    assert MARKUP in room.panel.relation_page.current_card.quotation.text()
    assert MARKUP in room.article.text.toPlainText()


def test_no_page_is_wider_than_the_panel(show):
    room = show(hostile(ENDLESS))
    for selected in STATES:
        room.selection.set(*selected)
        for words in room.panel.findChildren(Words):
            if words.isVisible():
                assert words.mapTo(room.panel, words.rect().topRight()).x() <= room.panel.width()


def test_direction_overrides_do_not_turn_their_surroundings_around(show):
    room = show(hostile(RIGHT_TO_LEFT))
    room.selection.set(["a"])
    assert "\N{RIGHT-TO-LEFT OVERRIDE}" not in room.panel.entity_page.head.name.text()


def test_control_characters_are_seen_as_such(show):
    room = show(hostile("words"))
    room.document.do(Put(Entity(id="b", kind="chip", name="a\x00b")), "Rename")
    room.selection.set([], ["r1"])
    assert "\x00" not in room.panel.relation_page.sentence.text()


def test_a_long_text_is_cut_and_its_tooltip_is_literal(room, qtbot):
    words = Words(room.view, "body", room.window, max_lines=1)
    words.say(f"{MARKUP} " * 40)
    words.fit(200)
    assert "<script>" not in words.toolTip()
    assert "&lt;script&gt;" in words.toolTip()
    words.say(ENDLESS)
    assert len(words.text()) == LONGEST + 1


@pytest.mark.parametrize("words", ["AT&T's “R&D” " * 9, MARKUP * 3], ids=["ampersands", "markup"])
def test_the_tooltip_of_an_elided_chip_is_what_the_chip_says(room, words):
    chip = Chip(room.view, 24, 168)
    chip.setParent(room.window)
    chip.say(words)
    shown = QTextDocument()
    shown.setHtml(chip.toolTip())
    assert chip.toolTip().startswith("<qt>")  # without a tag Qt takes "&amp;" for five letters
    assert shown.toPlainText().split() == words.split()


def test_cutting_counts_as_qt_does_and_never_halves_a_letter():
    text = "a\N{GRINNING FACE}b"
    assert units(text) == 4
    assert [cut(text, length) for length in range(5)] == ["", "a", "a", "a\N{GRINNING FACE}", text]


def test_a_link_over_two_lines_is_clickable_on_both(room, qtbot):
    went: list[int] = []
    words = Words(room.view, "title", room.window)
    words.set_runs(Run("Before it "), Run("a name that takes two lines", go=lambda: went.append(1)), Run(" after"))
    words.setGeometry(0, 0, 160, words.fit(160))
    words.show()
    (area,) = words.links
    rects = list(area.mask())  # type: ignore[call-overload]  # a region can be iterated
    assert len(rects) > 1
    for rect in rects:
        qtbot.mouseClick(area, Qt.MouseButton.LeftButton, pos=rect.center())
    assert len(went) == len(rects)


def test_the_theme_changes_what_is_drawn_and_nothing_else(bundled, qapp):
    bundled.selection.set([], ["deepseek-uses-h800"])
    qapp.processEvents()
    light = bundled.panel.grab().toImage()
    at = bundled.panel.current_evidence()
    bundled.view.set_theme("dark")
    qapp.processEvents()
    dark = bundled.panel.grab().toImage()
    assert dark != light
    assert bundled.panel.current_evidence() is at
    bundled.view.set_theme("light")
    qapp.processEvents()
    assert bundled.panel.grab().toImage() == light
