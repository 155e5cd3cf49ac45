"""Other programs, other windows, earlier versions: what happens to the file beside what a person does here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPushButton, QTreeWidget

from explorer.model.changes import Put, Remove
from explorer.model.compare import compare
from explorer.model.facts import Relation
from explorer.opening import open_graph
from explorer.session import versions
from explorer.session.safekeeping import RESTORE
from explorer.session.versions import COMPARE, KEEP_MINE, RELOAD, SAVE_ANYWAY
from explorer.stores.json_file import JsonStore, load
from explorer.stores.sqlite import SqliteStore
from explorer.widgets.differences import AT_ONCE, Differences
from tests.builders import evidence, tiny
from tests.stores.test_journal import abandoned

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QTreeWidgetItem

    from explorer.desk import Desk
    from explorer.session.document import Document


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.json"
    places = {"a": (0, 0), "b": (90, 0), "c": (50, 50)}
    JsonStore.create(path).save(tiny("a -uses-> b:chip | claims a", "b -uses-> c", positions=places))
    return path


@pytest.fixture
def desk_on(open_desk, qtbot, graph: Path) -> Callable[[], Desk]:
    def do() -> Desk:
        desk: Desk = open_desk(graph)
        qtbot.waitUntil(lambda: not desk.safety.keeping.is_looking)
        return desk

    return do


def rename(document: Document, key: str, name: str) -> None:
    document.do(Put(document.project.entities[key].model_copy(update={"name": name})), f"Rename {key} to {name}")


def written_by_another(graph: Path, key: str, name: str) -> None:
    opened = load(graph)
    Put(opened.project.entities[key].model_copy(update={"name": name})).apply(opened.project)
    opened.store.save(opened.project)


def rows(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    found = []
    for at in range(tree.topLevelItemCount()):
        group = tree.topLevelItem(at)
        assert group is not None
        found += [child for row in range(group.childCount()) if (child := group.child(row)) is not None]
    return found


def button(desk: Desk, name: str) -> QPushButton:
    assert desk.safety.sheet is not None
    found = desk.safety.sheet.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def test_a_file_that_another_program_writes_is_noticed_and_read_again(desk_on, qtbot, graph, answers):
    desk = desk_on()
    answers.choices = [RELOAD]
    written_by_another(graph, "a", "Alpha")
    qtbot.waitUntil(lambda: desk.document.project.entities["a"].name == "Alpha")
    assert "Another program has changed graph.json." in answers.asked[0]


def test_what_only_was_touched_is_no_question(desk_on, qtbot, graph, answers):
    desk = desk_on()
    graph.write_bytes(graph.read_bytes())
    desk.safety.versions.check()
    rename(desk.document, "a", "Alpha")
    desk.document.save()
    desk.safety.versions.check()
    assert answers.asked == []


def test_keeping_mine_writes_over_it_without_another_question_and_keeps_theirs(desk_on, graph, answers):
    desk = desk_on()
    rename(desk.document, "a", "Mine")
    written_by_another(graph, "a", "Theirs")
    answers.choices = [KEEP_MINE]
    desk.safety.versions.check()
    assert desk.files.save()
    assert load(graph).project.entities["a"].name == "Mine"
    newest = desk.safety.versions.backups()[0]
    assert open_graph(newest.path).project.entities["a"].name == "Theirs"


def test_both_versions_are_merged_in_the_sheet_and_the_merge_is_one_step(desk_on, qtbot, graph, answers):
    desk = desk_on()
    rename(desk.document, "a", "Mine")
    rename(desk.document, "c", "C mine")
    opened = load(graph)
    entity = opened.project.entities["a"].model_copy(update={"name": "Theirs", "description": "Said there"})
    Put(entity).apply(opened.project)
    Put(Relation(id="r9", source="c", target="a", kind="uses", evidence=(evidence("e9"),))).apply(opened.project)
    opened.store.save(opened.project)
    answers.choices = [COMPARE]
    assert not desk.files.save()
    sheet = desk.safety.sheet
    assert sheet is not None
    radios = list(sheet._theirs.values())
    assert len(radios) == 1
    radios[0].setChecked(True)
    button(desk, "difference_merge").click()
    found = desk.document.project
    assert (found.entities["a"].name, found.entities["a"].description) == ("Theirs", "Said there")
    assert found.entities["c"].name == "C mine"
    assert "r9" in found.relations
    assert found.journal[-1].kind == "merge_file"
    assert desk.files.save()
    assert load(graph).project.to_file() == found.to_file()
    desk.document.undo_stack.undo()
    assert found.entities["a"].name == "Mine"


def test_saving_over_it_is_asked_and_done(desk_on, graph, answers):
    desk = desk_on()
    written_by_another(graph, "a", "Theirs")
    rename(desk.document, "a", "Mine")
    answers.choices = [SAVE_ANYWAY]
    assert desk.files.save()
    assert load(graph).project.entities["a"].name == "Mine"


def test_a_backup_is_compared_with_now_and_a_click_goes_there(desk_on, graph, answers):
    desk = desk_on()
    desk.actions["backups"].trigger()
    assert desk.safety.sheet.findChild(QPushButton, "backups_compare") is None
    rename(desk.document, "a", "Alpha")
    desk.document.do(Remove(Relation, "r2"), "Remove it")
    desk.document.save()
    desk.actions["backups"].trigger()
    button(desk, "backups_compare").click()
    tree = desk.safety.sheet.findChild(QTreeWidget, "differences_list")
    assert [row.text(0) for row in rows(tree)] == ["Alpha", "b uses c"]
    tree.itemClicked.emit(rows(tree)[0], 0)
    assert desk.selection.entities == {"a"}
    desk.selection.clear()
    button(desk, "differences_changed").click()
    assert desk.selection.entities == {"a"}
    button(desk, "differences_removed").click()  # where it was
    assert desk.selection.entities == {"b", "c"}
    desk.selection.set(["a"])
    tree.itemClicked.emit(rows(tree)[1], 0)  # it is gone: said, not selected
    assert desk.selection.entities == {"a"}


def test_a_backup_opens_to_read_and_is_saved_under_another_name_only(desk_on, qtbot, graph, answers, tmp_path):
    desk = desk_on()
    rename(desk.document, "a", "Alpha")
    desk.document.save()
    desk.actions["backups"].trigger()
    button(desk, "backups_open").click()
    qtbot.waitUntil(lambda: not desk.safety.keeping.is_looking)
    assert desk.document.project.entities["a"].name == "a"
    assert desk.document.held_by.startswith("This is graph.json as it was until")
    answers.paths = [tmp_path / "again.json"]
    assert desk.files.save()
    assert load(graph).project.entities["a"].name == "Alpha"


def test_former_versions_of_a_store_come_from_its_log(open_desk, qtbot, graph, answers, tmp_path):
    path = tmp_path / "graph.edgewise"
    SqliteStore.create(path).save(load(graph).project)
    desk = open_desk(path)
    rename(desk.document, "a", "Alpha")
    desk.document.save()
    rename(desk.document, "a", "Omega")
    desk.document.save()
    desk.actions["backups"].trigger()
    listed = desk.safety.sheet.list
    assert [listed.item(row).text()[-15:] for row in range(listed.count())] == ["1 thing changed"] * 2
    listed.setCurrentRow(1)
    button(desk, "backups_compare").click()
    tree = desk.safety.sheet.findChild(QTreeWidget, "differences_list")
    assert [row.text(0) for row in rows(tree)] == ["Omega"]
    button(desk, "backups_open").click()
    qtbot.waitUntil(lambda: desk.document.project.entities["a"].name == "a")
    assert desk.document.held_by.startswith("This is graph.edgewise as it was until")
    answers.paths = [tmp_path / "again.edgewise"]
    assert desk.files.save()
    assert open_graph(path).project.entities["a"].name == "Omega"
    assert open_graph(tmp_path / "again.edgewise").project.entities["a"].name == "a"


def test_what_two_windows_have_made_of_one_fact_of_a_store_is_merged(open_desk, qtbot, graph, answers, tmp_path):
    path = tmp_path / "graph.edgewise"
    SqliteStore.create(path).save(load(graph).project)
    desk = open_desk(path)
    rename(desk.document, "a", "Mine")
    other = open_graph(path)
    changed = other.project.entities["a"].model_copy(update={"description": "Theirs"})
    Put(changed).apply(other.project)
    other.store.save(other.project)
    other.store.close()
    answers.choices = [COMPARE]
    assert not desk.files.save()
    button(desk, "difference_merge").click()
    assert desk.files.save()
    found = open_graph(path).project.entities["a"]
    assert (found.name, found.description) == ("Mine", "Theirs")


@pytest.fixture
def with_a_worker(monkeypatch):
    """Every version counts as a large one."""
    monkeypatch.setattr(versions, "LARGE_BYTES", 0)


def test_a_large_backup_is_compared_by_a_worker_and_the_newest_wish_wins(desk_on, with_a_worker, qtbot, graph):
    desk = desk_on()
    for name in ("Alpha", "Aleph"):
        rename(desk.document, "a", name)
        desk.document.save()
    desk.actions["backups"].trigger()
    sheet = desk.safety.sheet
    button(desk, "backups_compare").click()
    assert sheet.differences.summary.text() == "Comparing…"
    sheet.list.setCurrentRow(1)
    desk.document.do(Remove(Relation, "r2"), "Remove it")
    qtbot.waitUntil(lambda: sheet.differences.summary.text() != "Comparing…")
    field = rows(sheet.differences.list)[0].child(0)
    assert field is not None
    assert field.text(0) == "name: a → Aleph"
    assert sheet.differences.summary.text() == "Removed: 1 relation; changed: 1 entity."


def test_closing_the_sheet_stops_the_comparison(desk_on, with_a_worker, qtbot, graph):
    desk = desk_on()
    rename(desk.document, "a", "Alpha")
    desk.document.save()
    desk.actions["backups"].trigger()
    button(desk, "backups_compare").click()
    assert desk.tasks.running(versions.KEY) is not None
    desk.safety.sheet.reject()
    assert desk.tasks.running(versions.KEY) is None
    assert desk.document.project.entities["a"].name == "Alpha"


def test_a_large_backup_is_opened_by_a_worker_and_a_large_file_read_again(desk_on, with_a_worker, qtbot, graph):
    desk = desk_on()
    rename(desk.document, "a", "Alpha")
    desk.document.save()
    desk.actions["backups"].trigger()
    button(desk, "backups_open").click()
    qtbot.waitUntil(lambda: desk.document.held_by.startswith("This is graph.json as it was"))
    assert desk.document.project.entities["a"].name == "a"
    desk.files.open(graph)
    rename(desk.document, "b", "Lost")
    desk.safety.versions.reload()
    qtbot.waitUntil(lambda: desk.document.project.entities["b"].name == "b")


def test_a_large_file_of_another_program_is_compared_and_merged_by_a_worker(desk_on, with_a_worker, qtbot, graph):
    desk = desk_on()
    rename(desk.document, "c", "Mine")
    written_by_another(graph, "a", "Theirs")
    desk.safety.show_difference()
    qtbot.waitUntil(lambda: desk.safety.sheet is not None)
    button(desk, "difference_merge").click()
    qtbot.waitUntil(lambda: desk.document.project.entities["a"].name == "Theirs")
    assert desk.document.project.entities["c"].name == "Mine"


def test_many_differences_are_listed_in_parts(qtbot):
    before, after = tiny("a -uses-> b"), tiny("a -uses-> b", *(f"a{n} -uses-> b" for n in range(AT_ONCE + 3)))
    shown = Differences()
    qtbot.addWidget(shown)
    shown.show_comparison(compare(before, after))
    (entities, *_) = _tops(shown.list)
    assert entities.text(0) == f"Added entities: {AT_ONCE + 3}"
    more = entities.child(AT_ONCE)
    assert more is not None
    assert (entities.childCount(), more.text(0)) == (AT_ONCE + 1, "3 more…")
    shown.list.itemActivated.emit(more, 0)
    assert entities.childCount() == AT_ONCE + 3


def test_the_journal_lists_decisions_and_a_click_goes_there(desk_on, graph, answers):
    desk = desk_on()
    desk.document.author = lambda: "Ada"
    rename(desk.document, "a", "Alpha")
    rename(desk.document, "b", "Beta")
    desk.actions["journal"].trigger()
    sheet = desk.safety.sheet
    assert sheet is not None
    tree = sheet.findChild(QTreeWidget, "journal_list")
    assert [(row.text(0), row.text(1)) for row in _tops(tree)] == [
        ("Rename b to Beta", "Ada"),
        ("Rename a to Alpha", "Ada"),
    ]
    tree.itemClicked.emit(_tops(tree)[1], 0)
    assert desk.selection.entities == {"a"}
    sheet.close()
    rename(desk.document, "c", "Gamma")
    desk.actions["journal"].trigger()
    again = desk.safety.sheet
    assert again is not None
    again.only_new.setChecked(True)
    assert [row.text(0) for row in _tops(again.findChild(QTreeWidget, "journal_list"))] == ["Rename c to Gamma"]
    again.only_new.setChecked(False)
    again.words.setText("alpha")
    assert [row.text(0) for row in _tops(again.findChild(QTreeWidget, "journal_list"))] == ["Rename a to Alpha"]


def test_a_name_given_in_the_journal_signs_what_is_decided_from_then_on(desk_on, qtbot):
    desk = desk_on()
    desk.actions["journal"].trigger()
    field = desk.safety.sheet.findChild(QLineEdit, "journal_author")
    login = field.text()
    assert login == desk.settings.author
    field.selectAll()
    qtbot.keyClicks(field, " Ada Byron ")
    rename(desk.document, "a", "Alpha")
    assert desk.document.project.journal[-1].by == "Ada Byron"
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    rename(desk.document, "b", "Beta")
    assert desk.document.project.journal[-1].by == login


def test_after_a_crash_the_window_offers_the_work_and_compares_it_with_the_backup(desk_on, qtbot, graph, answers):
    desk = desk_on()
    rename(desk.document, "a", "Alpha")
    desk.document.save()
    rename(desk.document, "b", "Beta")
    qtbot.waitUntil(lambda: desk.safety.keeping.is_kept)
    journal = desk.safety.keeping.journal_path
    kept = journal.read_bytes()
    desk.safety.keeping.close()
    journal.write_bytes(kept)
    abandoned(journal)
    answers.choices = [RESTORE]
    again = desk_on()
    assert again.document.project.entities["b"].name == "Beta"
    assert again.actions["undo"].text() == "Undo Rename b to Beta"
    assert again.files.save()
    again.actions["backups"].trigger()
    button(again, "backups_compare").click()
    tree = again.safety.sheet.findChild(QTreeWidget, "differences_list")
    assert [row.text(0) for row in rows(tree)] == ["Beta"]


def _tops(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    return [row for at in range(tree.topLevelItemCount()) if (row := tree.topLevelItem(at)) is not None]


def test_a_closed_window_watches_its_file_no_more(desk_on, answers, graph):
    desk = desk_on()
    desk.close()
    written_by_another(graph, "a", "Another")
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    application.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)  # no timer may run after this
    assert answers.asked == []
