"""Opening, saving, leaving: nothing is lost and bad files get a sentence."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel

from explorer.model.bodies import Bodies
from explorer.model.changes import Move
from explorer.resources import bundled_graph
from explorer.session import files
from explorer.session.files import LARGE_BYTES
from explorer.session.prompt import Answer
from explorer.session.versions import SAVE_AS
from explorer.stores import json_file
from explorer.stores.in_parts import read_in_parts

HOSTILE = Path(__file__).resolve().parent.parent / "hostile"


@pytest.fixture
def copy(tmp_path) -> Path:
    path = tmp_path / "copy.json"
    path.write_bytes(bundled_graph().read_bytes())
    return path


def move(desk) -> None:
    desk.document.do(Move({"nvidia": (123.0, 45.0)}), "Move Nvidia")


def test_the_title_bar_names_the_file_and_marks_unsaved_changes(open_desk, copy):
    desk = open_desk(copy)
    assert "copy.json" in desk.window.windowTitle()
    assert not desk.window.isWindowModified()
    move(desk)
    assert desk.window.isWindowModified()


def test_saving_keeps_positions_and_cleans_the_mark(open_desk, copy):
    desk = open_desk(copy)
    move(desk)
    desk.actions["save"].trigger()
    assert not desk.window.isWindowModified()
    again = open_desk(copy)
    assert again.document.project.positions.get("nvidia") == (123.0, 45.0)


def test_saving_an_untouched_file_changes_no_byte(open_desk, copy):
    desk = open_desk(copy)
    desk.actions["save"].trigger()
    assert copy.read_bytes() == bundled_graph().read_bytes()


def test_closing_with_unsaved_changes_asks_and_cancel_stays(open_desk, copy, answers):
    desk = open_desk(copy)
    move(desk)
    answers.unsaved_answers = [Answer.CANCEL]
    assert not desk.window.close()
    assert desk.window.isVisible()
    answers.unsaved_answers = [Answer.SAVE]
    assert desk.window.close()
    assert "123.0" in copy.read_text(encoding="utf-8")


def test_a_file_that_somebody_else_changed_is_not_overwritten_unasked(open_desk, copy, answers, tmp_path):
    desk = open_desk(copy)
    move(desk)
    theirs = copy.read_bytes().replace(b'"title"', b'"title" ', 1)
    copy.write_bytes(theirs)
    answers.choices, answers.paths = [SAVE_AS], [tmp_path / "mine.json"]
    desk.actions["save"].trigger()
    assert copy.read_bytes() == theirs
    assert (tmp_path / "mine.json").is_file()


def test_a_read_only_target_gets_a_sentence_and_the_work_stays(open_desk, copy, answers, tmp_path):
    desk = open_desk(copy)
    move(desk)
    answers.paths = [tmp_path / "no such folder" / "graph.json"]
    desk.actions["save_as"].trigger()
    assert len(answers.told) == 1
    assert desk.document.is_dirty


def test_a_dropped_file_opens(open_desk, copy, qtbot):
    desk = open_desk()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(copy))])
    event = QDropEvent(
        QPointF(QPoint(100, 100)),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(desk.document.replaced):
        desk.window.dropEvent(event)
    assert desk.document.path == copy
    assert desk.settings.recent[0] == copy.resolve()


def test_a_graph_without_places_is_arranged_by_itself_and_stays_clean(open_desk, tmp_path, qtbot):
    document = json.loads(bundled_graph().read_text(encoding="utf-8"))
    del document["views"]
    path = tmp_path / "new.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    desk = open_desk(path)
    qtbot.waitUntil(lambda: not desk.arranger.is_running, timeout=20000)
    assert set(desk.document.project.positions.ids) == set(desk.document.project.entities)
    assert not desk.document.is_dirty
    assert desk.document.undo_stack.count() == 0


def test_a_new_entity_finds_a_place_and_the_old_ones_stay(open_desk, tmp_path, qtbot):
    document = json.loads(bundled_graph().read_text(encoding="utf-8"))
    del document["views"][0]["positions"]["nvidia"]
    path = tmp_path / "new.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    desk = open_desk(path)
    qtbot.waitUntil(lambda: not desk.arranger.is_running, timeout=20000)
    assert desk.document.project.positions.get("nvidia") is not None
    assert desk.document.project.positions.get("deepseek") == tuple(document["views"][0]["positions"]["deepseek"])


def test_a_large_file_is_read_off_the_main_thread_and_then_shown(open_desk, copy, qtbot):
    desk = open_desk()
    copy.write_bytes(copy.read_bytes().rstrip() + b" " * LARGE_BYTES)
    with qtbot.waitSignal(desk.document.replaced, timeout=20000):
        desk.files.open(copy)
    assert desk.document.path == copy


@pytest.mark.parametrize(("answer", "replaced"), [(Answer.CANCEL, False), (Answer.DISCARD, True)])
def test_what_was_changed_while_a_large_file_was_read_is_asked_about(open_desk, copy, answers, qtbot, answer, replaced):
    desk = open_desk()
    copy.write_bytes(copy.read_bytes().rstrip() + b" " * LARGE_BYTES)
    answers.unsaved_answers = [answer]
    with qtbot.waitSignal(desk.tasks.idle, timeout=20000):
        desk.files.open(copy)
        move(desk)
    assert len(answers.asked) == 1
    assert (desk.document.path == copy) is replaced


def test_a_file_that_is_read_in_parts_can_be_stopped_and_opens(open_desk, copy, qtbot, monkeypatch):
    monkeypatch.setattr(files, "LARGE_BYTES", 0)
    monkeypatch.setattr(json_file, "SMALL_BYTES", 0)
    monkeypatch.setattr(read_in_parts, "__kwdefaults__", {"many": 1})
    desk = open_desk()
    before = desk.document.project
    gc.enable()  # as where nobody has turned it off
    desk.files.open(copy)
    assert desk.tasks.cancel("open")
    desk.tasks.shut_down()
    assert desk.document.project is before
    assert gc.isenabled()
    with qtbot.waitSignal(desk.document.replaced, timeout=20000):
        desk.files.open(copy)
    assert isinstance(desk.document.project.relations, Bodies)
    move(desk)
    desk.actions["save"].trigger()
    assert '"nvidia": [\n          123.0,\n          45.0\n        ]' in copy.read_text(encoding="utf-8")
    assert desk.answers.current_evidence() is None
    desk.navigator.select_relation(next(iter(before.relations)))
    assert desk.answers.current_evidence() is not None


def test_a_graph_too_large_for_json_is_offered_another_home(open_desk, copy, answers, monkeypatch):
    monkeypatch.setattr(files, "MANY_RELATIONS", 20)
    desk = open_desk()
    told: list[str] = []
    desk.files.noticed.connect(told.append)
    desk.files.open(copy)
    assert "copy.json holds 88 relations. Saved as a .edgewise file (Ctrl+Shift+S) it opens sooner" in told[0]
    answers.paths = [None]
    desk.actions["save_as"].trigger()
    assert answers.asked == ["copy.edgewise"]


def test_a_large_file_that_is_no_graph_gets_a_sentence(open_desk, tmp_path, answers, qtbot):
    desk = open_desk()
    path = tmp_path / "large.json"
    path.write_bytes(b"[" + b"1," * LARGE_BYTES + b"1]")
    desk.files.open(path)
    qtbot.waitUntil(lambda: bool(answers.told), timeout=20000)
    assert "large.json" in answers.told[0]


@pytest.mark.parametrize("path", sorted(HOSTILE.glob("*.json")), ids=lambda path: path.stem)
def test_every_hostile_file_opens_or_gets_one_sentence(open_desk, answers, path, qtbot):
    desk = open_desk()
    opened = desk.files.open(path)
    assert opened != bool(answers.told)
    if opened:
        desk.canvas.settle()
        for entity in list(desk.document.project.entities)[:3]:
            desk.navigator.select_entity(entity)
            desk.canvas.repaint()
        for relation in list(desk.document.project.relations)[:3]:
            desk.navigator.select_relation(relation)
            desk.canvas.repaint()
    else:
        assert "Traceback" not in answers.told[0]


def status_line(desk) -> str:
    label = desk.window.findChild(QLabel, "status_shown")
    assert label is not None
    return label.text()


def test_everything_odd_about_a_file_is_told_and_goes_with_it(open_desk):
    desk = open_desk()
    desk.files.open(HOSTILE / "dangling.json")
    told = status_line(desk)
    assert all(words in told for words in ("cannot be drawn", "without an article", "with a speaker who is not"))
    desk.files.open(bundled_graph())
    assert "51 of 51 entities" in status_line(desk)


def test_a_newer_format_opens_read_only_and_says_so(open_desk, tmp_path, answers):
    path = tmp_path / "newer.json"
    path.write_bytes((HOSTILE / "newer.json").read_bytes())
    desk = open_desk(path)
    state = desk.window.findChild(QLabel, "status_saved")
    assert state is not None
    assert state.text() == "Read-only"
    assert "newer version of Edgewise" in status_line(desk)
    desk.document.do(Move({next(iter(desk.document.project.entities)): (1.0, 2.0)}), "Move")
    answers.paths = [None]
    desk.actions["save"].trigger()
    assert len(answers.asked) == 1
    assert path.read_bytes() == (HOSTILE / "newer.json").read_bytes()


def test_markup_in_every_field_is_shown_letter_by_letter(open_desk, tmp_path):
    path = tmp_path / "markup.json"
    nasty = "<b>bold</b><script>alert(1)</script>"
    quote = {"exact": nasty}
    path.write_text(
        json.dumps(
            {
                "format": "edgewise-graph", "version": 1, "title": nasty,
                "articles": [{"id": "a", "title": nasty, "publisher": nasty}],
                "entities": [
                    {"id": "x", "kind": "company", "name": nasty, "description": nasty},
                    {"id": "y", "kind": "chip", "name": "\u202eevil \u0007"},
                ],
                "relations": [
                    {"id": "r", "source": "x", "target": "y", "kind": "uses",
                     "evidence": [{"id": "e", "article": "a", "quote": quote, "stance": "claims", "cue": nasty, "speaker": "x"}]}
                ],
            }
        ),
        encoding="utf-8",
    )  # fmt: skip
    desk = open_desk(path)
    assert any("<b>" in label.text for label in desk.view.frame.labels)
    desk.navigator.select_relation("r")
    desk.window.repaint()
    desk.navigator.select_entity("x")
    desk.window.repaint()
    from explorer.widgets.hints import entity_hint

    assert "<script>" not in entity_hint(desk.document.project, "x")
    assert "&lt;script&gt;" in entity_hint(desk.document.project, "x")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "http:", "ftp://x.org/a"])
def test_only_web_addresses_are_opened(desk, answers, address):
    desk.open_address(address)
    assert answers.asked == []


def test_a_web_address_is_shown_before_it_is_opened(desk, answers):
    answers.confirmations = [False]
    desk.open_address("https://example.org/story")
    assert "https://example.org/story" in answers.asked[0]
