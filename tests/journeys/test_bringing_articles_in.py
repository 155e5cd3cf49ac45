"""Articles of one's own: dropped, pasted or fetched, confirmed, added as one step, and attached to what was quoted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLabel, QLineEdit, QPushButton

from explorer.model.changes import Put
from explorer.model.facts import Quote
from explorer.model.verification import verification
from explorer.resources import bundled_graph
from explorer.stores.json_file import JsonStore, load
from explorer.widgets.article_import_address import AddressDialog
from explorer.widgets.article_import_copy import CopySheet
from explorer.widgets.article_import_sheet import ArticleSheet
from tests.builders import tiny
from tests.texts.files import PAGE, locked_pdf

WIRE = "\n\n".join(f"This is paragraph number {number} of a report that many papers print." for number in range(9))


def drop(desk, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    point = QPointF(QPoint(400, 400))
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    desk.window.dropEvent(QDropEvent(point, Qt.DropAction.CopyAction, data, buttons, keys))


def sheet(qtbot, desk, kind=ArticleSheet):
    qtbot.waitUntil(lambda: any(own.isVisible() for own in desk.window.findChildren(kind)))
    return next(own for own in desk.window.findChildren(kind) if own.isVisible())


def press(qtbot, dialog, name):
    qtbot.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)


def write(tmp_path, **texts):
    paths = [tmp_path / f"{name}.txt" for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


@pytest.fixture
def copy(tmp_path):
    path = tmp_path / "graph.json"
    path.write_bytes(bundled_graph().read_bytes())
    return path


def test_a_dropped_page_is_confirmed_added_shown_saved_and_taken_back(qtbot, open_desk, copy, tmp_path):
    desk = open_desk(copy)
    (tmp_path / "chips.html").write_text(PAGE, encoding="utf-8")
    drop(desk, tmp_path / "chips.html")
    dialog = sheet(qtbot, desk)
    title = dialog.findChild(QLineEdit, "article_title")
    assert title.text() == "Chips fall"
    assert dialog.fields["title"].origin.text() == "found in the page"
    assert "chips-fall" not in desk.document.project.articles
    title.clear()
    qtbot.keyClicks(title, "Chips fell")
    assert dialog.fields["title"].origin.text() == ""
    press(qtbot, dialog, "article_add")
    article = desk.document.project.articles["chips-fall"]
    assert (article.title, article.publisher, article.published) == ("Chips fell", "The Daily", "2025-01-27")
    assert "2,000 Nvidia H800" in article.text
    assert desk.articles.article == "chips-fall"
    assert desk.centre._article_tab.text() == "Chips fell"
    assert "nobody has confirmed" in desk.articles.text.toPlainText()
    desk.actions["save"].trigger()
    assert (tmp_path / "graph.articles" / "chips-fall.txt").read_text(encoding="utf-8") == article.text
    assert load(copy).project.articles["chips-fall"].text == article.text
    desk.actions["undo"].trigger()
    assert "chips-fall" not in desk.document.project.articles
    assert desk.centre._article_tab.text() != "Chips fell"
    desk.actions["save"].trigger()
    assert copy.read_bytes() == bundled_graph().read_bytes()
    desk.actions["redo"].trigger()
    assert desk.document.project.articles["chips-fall"] == article


def test_several_are_added_likewise_as_one_step_with_what_was_said_once(qtbot, desk, tmp_path):
    paths = write(
        tmp_path, a=f"First title\n\n{WIRE}", b=f"Second title\n\nAs others wrote. {WIRE}", c="Third title\n\nWords."
    )
    (tmp_path / "d.pdf").write_bytes(locked_pdf())
    drop(desk, *paths, tmp_path / "d.pdf")
    dialog = sheet(qtbot, desk)
    assert "d.pdf is protected by a password" in dialog.failures.text()
    qtbot.keyClicks(dialog.findChild(QLineEdit, "article_rights"), "quote only")
    dialog.findChild(QCheckBox, "article_likewise").setChecked(True)
    assert dialog.add_button.text() == "Add all 3"
    press(qtbot, dialog, "article_add")
    added = {key: own for key, own in desk.document.project.articles.items() if key.endswith("-title")}
    assert [own.rights for own in added.values()] == ["quote only"] * 3
    assert added["second-title"].story == "first-title"
    assert desk.document.undo_stack.count() == 1
    assert desk.document.undo_stack.undoText() == "Add 3 articles"


def test_one_after_the_other_a_near_copy_is_named_and_may_be_told_apart(qtbot, desk, tmp_path):
    drop(desk, *write(tmp_path, a=f"First title\n\n{WIRE}", b=f"Second title\n\n{WIRE}"))
    dialog = sheet(qtbot, desk)
    assert not dialog.story.isVisible()
    press(qtbot, dialog, "article_add")
    assert dialog.story.isVisible()
    assert "First title" in dialog.story.text()
    dialog.story.setChecked(False)
    press(qtbot, dialog, "article_add")
    assert desk.document.project.articles["second-title"].story is None


def test_cancelling_adds_nothing_and_leaving_out_adds_the_others(qtbot, desk, tmp_path):
    paths = write(tmp_path, a="First title\n\nWords.", b="Second title\n\nOther words.")
    before = dict(desk.document.project.articles)
    drop(desk, *paths)
    dialog = sheet(qtbot, desk)
    press(qtbot, dialog, "article_add")
    dialog.reject()
    assert desk.document.project.articles == before
    drop(desk, *paths)
    dialog = sheet(qtbot, desk)
    press(qtbot, dialog, "article_skip")
    press(qtbot, dialog, "article_add")
    assert set(desk.document.project.articles) - set(before) == {"second-title"}


def test_the_same_text_is_not_added_twice(qtbot, desk, tmp_path):
    (path,) = write(tmp_path, a="First title\n\nWords.")
    drop(desk, path)
    press(qtbot, sheet(qtbot, desk), "article_add")
    drop(desk, path)
    dialog = sheet(qtbot, desk)
    assert "in the graph already, as “First title”" in dialog.notices.text()
    assert not dialog.add_button.isEnabled()
    dialog.reject()


def test_an_article_without_a_title_is_not_added(qtbot, desk, tmp_path):
    drop(desk, *write(tmp_path, a="First title\n\nWords."))
    dialog = sheet(qtbot, desk)
    dialog.findChild(QLineEdit, "article_title").clear()
    press(qtbot, dialog, "article_add")
    assert dialog.isVisible()
    assert dialog.fields["title"].origin.text() == "An article needs a title."
    dialog.reject()


def test_pasted_text_becomes_an_article(qtbot, desk):
    QGuiApplication.clipboard().setText("A headline\n\nBy Jane Doe\n\nWords that were copied.")
    desk.actions["paste_article"].trigger()
    press(qtbot, sheet(qtbot, desk), "article_add")
    assert desk.document.project.articles["a-headline"].authors == ("Jane Doe",)


def test_nothing_on_the_clipboard_is_said(desk):
    QGuiApplication.clipboard().clear()
    desk.actions["paste_article"].trigger()
    assert "no text on the clipboard" in desk.status.findChild(QLabel, "status_shown").text()


def test_files_are_asked_for_and_what_cannot_be_read_is_told(qtbot, desk, answers, tmp_path, monkeypatch):
    (tmp_path / "d.pdf").write_bytes(locked_pdf())
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(tmp_path / "d.pdf")], ""))
    desk.actions["add_articles"].trigger()
    qtbot.waitUntil(lambda: bool(answers.told))
    assert answers.told == ["d.pdf is protected by a password. Save a copy without it and add that."]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "empty"))
    (tmp_path / "empty").mkdir()
    desk.actions["add_folder"].trigger()
    qtbot.waitUntil(lambda: len(answers.told) == 2)
    assert "holds no article" in answers.told[1]


def test_a_picture_or_a_graph_that_is_dropped_still_opens(qtbot, desk, copy):
    drop(desk, copy)
    qtbot.waitUntil(lambda: desk.document.path == copy)


def test_an_address_says_what_it_does_and_asks_before_it_goes_inside(qtbot, desk, answers):
    desk.actions["add_address"].trigger()
    dialog = sheet(qtbot, desk, AddressDialog)
    assert not dialog.fetch.isEnabled()
    qtbot.keyClicks(dialog.address, "file:///etc/passwd")
    assert "is no web address" in dialog.say.text()
    assert not dialog.fetch.isEnabled()
    dialog.address.clear()
    qtbot.keyClicks(dialog.address, "http://127.0.0.1:9/x")
    assert "Asks 127.0.0.1 for this one page" in dialog.say.text()
    answers.confirmations = [False]
    press(qtbot, dialog, "address_fetch")
    qtbot.waitUntil(lambda: bool(answers.asked))
    assert "lies on this machine" in answers.asked[0]
    assert not desk.tasks.running("articles")


def attach(qtbot, desk, monkeypatch, path):
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    desk.actions["attach_text"].trigger()
    return sheet(qtbot, desk, CopySheet)


def test_attaching_ones_own_copy_verifies_every_quotation(qtbot, open_desk, copy, tmp_path, monkeypatch, article_text):
    desk = open_desk(copy)
    (tmp_path / "copy.txt").write_text(article_text, encoding="utf-8")
    dialog = attach(qtbot, desk, monkeypatch, tmp_path / "copy.txt")
    assert dialog.summary.text().endswith(f"{len(dialog._copy.comparison.quotations)} exact.")
    press(qtbot, dialog, "copy_attach")
    found = verification(desk.document.project)
    assert (found.is_complete, found.lost) == (True, frozenset())
    desk.navigator.turn_to(next(iter(desk.document.project.articles)))
    assert "However, skeptics" in desk.articles.text.toPlainText()
    desk.actions["save"].trigger()
    assert len(list((tmp_path / "graph.articles").iterdir())) == 1
    desk.actions["undo"].trigger()
    desk.actions["save"].trigger()
    assert copy.read_bytes() == bundled_graph().read_bytes()


def test_another_article_is_recognised_and_orphans_are_listed(qtbot, desk, tmp_path, monkeypatch):
    dialog = attach(qtbot, desk, monkeypatch, *write(tmp_path, other=WIRE))
    assert "Is it the right article?" in dialog.summary.text()
    assert dialog.attach_button.text() == "Attach anyway"
    assert "orphaned" in dialog.list.topLevelItem(0).text(0)
    dialog.reject()
    assert desk.document.undo_stack.count() == 0


def test_a_newer_text_asks_about_each_quotation_that_drifted_or_stands_twice(qtbot, open_desk, tmp_path, monkeypatch):
    drifting = "The company said that it had spent far less on its model than others had spent on theirs."
    twice = "so it was said"
    text = f"{drifting} Twice before, {twice}. And again, {twice}."
    graph = tiny("a -uses-> b | asserts, asserts", a1=text)
    (relation,) = graph.relations.values()
    first, second = relation.evidence
    quotes = (
        first.model_copy(update={"quote": Quote(exact=drifting)}),
        second.model_copy(update={"quote": Quote(exact=twice)}),
    )
    Put(relation.model_copy(update={"evidence": quotes})).apply(graph)
    JsonStore.create(tmp_path / "g.json").save(graph)
    desk = open_desk(tmp_path / "g.json")
    newer = text.replace("had spent far less", "has spent far less")
    dialog = attach(qtbot, desk, monkeypatch, *write(tmp_path, newer=newer))
    orphaned, drifted = (dialog.list.topLevelItem(index).child(0) for index in range(2))
    assert "[−had][+has] spent far less" in drifted.child(0).text(0)
    drifted.setCheckState(0, Qt.CheckState.Checked)
    orphaned.child(0).setCheckState(0, Qt.CheckState.Checked)
    orphaned.child(1).setCheckState(0, Qt.CheckState.Checked)
    assert orphaned.child(0).checkState(0) is Qt.CheckState.Unchecked
    press(qtbot, dialog, "copy_attach")
    one, two = (item.quote for item in desk.document.project.relations["r1"].evidence)
    assert one.exact == drifting.replace("had spent far less", "has spent far less")
    assert two.start == newer.rindex(twice)
    assert not verification(desk.document.project).lost
