"""Suggestions through the window: found by rules or a model, reviewed by keyboard alone, taken back and never offered twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from explorer.model.changes import Put
from explorer.model.facts import Stance, Status
from explorer.model.standing import Standing
from explorer.opening import home_at
from explorer.session.reviewing import KEY
from explorer.widgets.review_panel import NO_TEXT
from tests.extractors.articles import graph
from tests.extractors.stub_server import Reply, said, serving

if TYPE_CHECKING:
    from explorer.desk import Desk

GOOD = {"subject": "V3", "kind": "trained_on", "object": "H800", "quote": "DeepSeek V3 on 2,000 Nvidia H800 GPUs"}


@pytest.fixture
def desk(open_desk, tmp_path) -> Desk:
    """A window on a graph with one article, and nothing made of it."""
    path = tmp_path / "g.json"
    home_at(path, None).save(graph())
    return open_desk(path)


@pytest.fixture
def press(desk, qtbot):
    """Press keys wherever the keyboard is in the panel for review."""

    def do(*keys: Qt.Key) -> None:
        for key in keys:
            qtbot.keyClick(desk.suggesting.panel, key)

    return do


def searched(desk: Desk, qtbot) -> int:
    with qtbot.waitSignal(desk.suggesting.reviewer.found, timeout=20_000):
        desk.actions["suggest"].trigger()
    return len(desk.suggesting.reviewer.queue)


def statuses(desk: Desk) -> list[Status]:
    relations = desk.document.project.relations.values()
    return [item.status for own in relations for item in own.evidence]


def test_an_article_is_searched_and_its_suggestions_are_reviewed_by_keyboard(desk, qtbot, press):
    waiting = searched(desk, qtbot)
    assert waiting >= 2
    panel = desk.suggesting.panel
    assert panel.isVisible()
    first = desk.suggesting.reviewer.current.evidence.quote
    cursor = desk.articles.text.textCursor()
    assert desk.navigator.article == "a"
    assert cursor.selectedText() == first.exact
    press(Qt.Key.Key_Return)
    assert statuses(desk).count(Status.ACCEPTED) == 1
    press(Qt.Key.Key_R)
    assert panel.reason.isVisible()
    qtbot.keyClicks(panel.reason, "not said")
    qtbot.keyClick(panel.reason, Qt.Key.Key_Return)
    assert statuses(desk).count(Status.REJECTED) == 1
    assert panel.count.text().startswith(f"{waiting - 2} to review, 1 accepted, 1 rejected")
    for _ in range(3):
        desk.document.undo_stack.undo()
    assert statuses(desk) == []
    for _ in range(3):
        desk.document.undo_stack.redo()
    assert statuses(desk).count(Status.REJECTED) == 1


def test_without_the_text_of_the_article_one_decides_all_the_same_and_is_told(desk, qtbot, press):
    waiting = searched(desk, qtbot)
    article = desk.document.project.articles["a"]
    desk.document.do(Put(article.model_copy(update={"text": None})), "Take the text away")
    desk.suggesting.review()
    panel = desk.suggesting.panel
    assert panel.quotation.text().endswith(NO_TEXT)
    press(Qt.Key.Key_Return)
    assert statuses(desk).count(Status.ACCEPTED) == 1
    assert len(desk.suggesting.reviewer.queue) == waiting - 1


def test_what_was_decided_on_is_not_offered_again(desk, qtbot, press):
    for _ in range(searched(desk, qtbot)):
        press(Qt.Key.Key_R)
        qtbot.keyClick(desk.suggesting.panel.reason, Qt.Key.Key_Return)
    assert searched(desk, qtbot) == 0
    assert set(statuses(desk)) == {Status.REJECTED}
    assert desk.view.visible.relations == ()


def test_a_suggestion_is_changed_in_the_form_before_it_is_accepted(desk, qtbot, press):
    searched(desk, qtbot)
    own = desk.suggesting.reviewer.current
    assert desk.document.project.standing(own.relation.id) is Standing.SUGGESTED
    press(Qt.Key.Key_C)
    form = desk.curating.curation.form
    assert form.isVisible()
    names = [desk.document.project.entities[key].name for key in (own.relation.source, own.relation.target)]
    assert [form.subject.text(), form.object.text()] == names
    assert form.words.text() == f"“{own.evidence.quote.exact}”"
    assert form.add.text() == "Accept"
    form.stance.setCurrentIndex(form.stance.findData(Stance.REPORTS))
    form.speaker.setFocus()
    qtbot.keyClicks(form.speaker, "The Trade Office")
    qtbot.keyClick(form.speaker, Qt.Key.Key_Return)
    qtbot.keyClick(form.speaker, Qt.Key.Key_Return)
    assert desk.curating.curation.form is None
    (item,) = desk.document.project.relations[own.relation.id].evidence
    assert (item.status, item.stance, item.quote) == (Status.ACCEPTED, Stance.REPORTS, own.evidence.quote)
    assert desk.document.project.entities[item.speaker].name == "The Trade Office"
    assert desk.suggesting.panel.hasFocus()
    assert "1 accepted" in desk.suggesting.panel.count.text()


def test_leaving_the_form_for_changes_decides_nothing(desk, qtbot, press):
    searched(desk, qtbot)
    before = desk.document.project.to_file()
    press(Qt.Key.Key_C)
    qtbot.keyClick(desk.curating.curation.form, Qt.Key.Key_Escape)
    assert desk.document.project.to_file() == before
    assert desk.suggesting.panel.hasFocus()


def test_skipped_ones_wait_behind_the_others_and_escape_leaves(desk, qtbot, press):
    searched(desk, qtbot)
    first = desk.suggesting.reviewer.current
    press(Qt.Key.Key_S)
    assert desk.suggesting.reviewer.current != first
    assert desk.suggesting.reviewer.queue[-1] == first
    press(Qt.Key.Key_R, Qt.Key.Key_Escape)
    qtbot.keyClick(desk.suggesting.panel, Qt.Key.Key_Escape)
    assert desk.suggesting.panel.isHidden()


def test_a_model_is_asked_and_its_suggestions_are_shown(desk, qtbot):
    with serving(said({"relations": [GOOD]})) as stub:
        desk.settings.endpoint = {"url": stub.url, "model": "small"}
        with qtbot.waitSignal(desk.suggesting.reviewer.found, timeout=20_000):
            desk.actions["ask_model"].trigger()
    (own,) = desk.suggesting.reviewer.queue
    assert own.evidence.method == "model:small"


def test_where_the_article_goes_is_asked_first(desk, answers):
    desk.settings.endpoint = {"url": "https://models.example/v1", "model": "small"}
    answers.confirmations = [False]
    desk.actions["ask_model"].trigger()
    assert answers.asked == ["Ask the language model? Sends the article to models.example."]
    assert desk.tasks.running(KEY) is None


def test_a_model_that_fails_gets_a_sentence_and_nothing_changes(desk, qtbot, answers):
    with serving(Reply(401)) as stub:
        desk.settings.endpoint = {"url": stub.url, "model": "small"}
        with qtbot.waitSignal(desk.suggesting.reviewer.failed, timeout=20_000):
            desk.actions["ask_model"].trigger()
    assert "does not accept the key" in answers.told[0]
    assert not desk.document.is_dirty


def test_a_search_can_be_stopped(desk, qtbot):
    with serving(Reply(hangs=True)) as stub:
        desk.settings.endpoint = {"url": stub.url, "model": "small"}
        desk.actions["ask_model"].trigger()
        qtbot.waitUntil(stub.is_asked.is_set, timeout=10_000)
        assert desk.suggesting.reviewer.stop()
    assert desk.tasks.running(KEY) is None
    assert not desk.document.is_dirty


def test_the_endpoint_is_set_up_once(desk):
    desk.actions["ask_model"].trigger()  # nothing is set up: it asks
    sheet = desk.window.findChild(QDialog, "endpoint_sheet")
    sheet.url.setText("ftp://nowhere")
    assert not sheet.save_button.isEnabled()
    sheet.url.setText("https://models.example/v1")
    assert not sheet.save_button.isEnabled()
    sheet.model.setText("small")
    assert sheet.say.text() == "Sends the article to models.example."
    sheet.accept()
    assert (desk.settings.endpoint["model"], desk.settings.endpoint["key"]) == ("small", "none")
