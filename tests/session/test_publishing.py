"""A picture shows what was seen when it was asked for, however long it takes, and a cancelled one is not written."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from explorer.drawing.qt_text import QtMeasure
from explorer.formats.options import Kind, PictureOptions
from explorer.model.changes import Move, Put, Remove
from explorer.model.facts import Relation
from explorer.model.filters import Filters, Lens, Scope
from explorer.opening import open_graph
from explorer.session.document import Document
from explorer.session.motion import Motion
from explorer.session.publishing import SAVE, Publisher
from explorer.session.settings import Settings
from explorer.session.tasks import Task, Tasks
from explorer.session.view import View
from tests.builders import company, tiny

if TYPE_CHECKING:
    from collections.abc import Iterator

PLACES = {"a": (0.0, 0.0), "b": (200.0, 0.0), "c": (0.0, 200.0)}


class Office:
    """A document, its view and a publisher whose workers wait at a gate."""

    def __init__(self) -> None:
        self.document = Document()
        self.view = View(self.document, QtMeasure(), Motion(Settings(parent=self.document)), self.document)
        self.tasks = Tasks(self.document)
        self.publisher = Publisher(self.document, self.view, self.tasks, self.document)
        self.gate = threading.Event()
        self.document.replace(tiny("a -uses-> b | asserts", "a -owns-> c | claims a", positions=PLACES), None)
        self.view.fit(at_once=True)

    def keep_workers_waiting(self) -> None:
        def wait() -> Iterator[bool]:
            yield self.gate.wait(20)

        for key in ("one", "other"):
            self.tasks.start(Task(key, key, wait))

    def change_everything(self) -> None:
        self.view.set_scope(Scope(hidden=frozenset({"b"})))
        self.view.set_theme("dark")
        self.document.do(Move({"a": (999.0, 999.0)}), "Move a")
        self.document.do(Remove(Relation, "r2"), "Remove r2")
        self.document.do(Put(company("d")), "Add d")


@pytest.fixture
def office(qtbot) -> Iterator[Office]:
    made = Office()
    yield made
    made.gate.set()
    made.tasks.shut_down()


@pytest.mark.parametrize("kind", [Kind.PNG, Kind.SVG, Kind.PDF])
def test_a_picture_shows_what_was_seen_when_it_was_asked_for(office, qtbot, tmp_path, kind):
    path = tmp_path / f"picture.{kind}"
    office.keep_workers_waiting()
    with qtbot.waitSignal(office.publisher.saved, timeout=20000):
        office.publisher.save(PictureOptions(kind=kind), path)
        office.change_everything()
        office.gate.set()
    inside = open_graph(path).project
    assert set(inside.entities) == {"a", "b", "c"}
    assert set(inside.relations) == {"r1", "r2"}
    assert inside.positions.as_dict() == PLACES


def test_a_web_page_holds_what_was_seen_when_it_was_asked_for(office, qtbot, tmp_path):
    path = tmp_path / "page.html"
    office.keep_workers_waiting()
    with qtbot.waitSignal(office.publisher.saved, timeout=20000):
        office.publisher.save_page(PictureOptions(), path)
        office.change_everything()
        office.gate.set()
    page = path.read_text(encoding="utf-8")
    assert '"id": "r2"' in page
    assert '"id": "d"' not in page


def test_a_preview_shows_what_was_seen_when_it_was_asked_for(office, qtbot):
    with qtbot.waitSignal(office.publisher.previewed, timeout=20000) as before:
        office.publisher.preview(PictureOptions(), 300.0, 1.0)
    office.keep_workers_waiting()
    with qtbot.waitSignal(office.publisher.previewed, timeout=20000) as meanwhile:
        office.publisher.preview(PictureOptions(), 300.0, 1.0)
        office.change_everything()
        office.gate.set()
    with qtbot.waitSignal(office.publisher.previewed, timeout=20000) as after:
        office.publisher.preview(PictureOptions(), 300.0, 1.0)
    assert meanwhile.args[0] == before.args[0]
    assert after.args[0] != before.args[0]


def test_a_cancelled_picture_leaves_the_file_as_it_was(office, tmp_path):
    path = tmp_path / "picture.png"
    path.write_bytes(b"precious")
    office.keep_workers_waiting()
    office.publisher.save(PictureOptions(), path)
    assert office.tasks.cancel(SAVE)
    office.gate.set()
    office.tasks.shut_down()
    assert path.read_bytes() == b"precious"
    assert [entry.name for entry in tmp_path.iterdir()] == ["picture.png"]


def test_data_holds_what_is_shown_and_says_what_it_lost(office, qtbot, tmp_path):
    with qtbot.waitSignal(office.publisher.saved) as saved:
        office.view.set_scope(Scope(hidden=frozenset({"c"})))
        office.publisher.save_data(tmp_path / "out.graphml")
    assert saved.args[0].startswith("Saved out.graphml. 1 passage left out, since GraphML has no place for quotations.")
    assert list(open_graph(tmp_path / "out.graphml").project.entities) == ["a", "b"]
    with qtbot.waitSignal(office.publisher.refused) as refused:
        office.publisher.save_data(tmp_path / "missing" / "out.gexf")
    assert "Its folder is not there" in refused.args[0]


def test_a_part_is_published_whatever_the_view_shows(office, tmp_path, qtbot):
    office.view.set_scope(Scope(hidden=frozenset({"c"})))
    alone = office.publisher.limited(Scope(hidden=frozenset({"b"})))
    with qtbot.waitSignal(alone.saved):
        alone.save(PictureOptions(kind=Kind.SVG), tmp_path / "path.svg")
    assert list(open_graph(tmp_path / "path.svg").project.relations) == ["r2"]
    assert list(office.view.visible.relations) == ["r1"]


def test_a_picture_of_what_some_tell_says_so_and_carries_nothing_else(office, tmp_path, qtbot):
    path = tmp_path / "told.svg"
    office.view.set_filters(Filters(lens=Lens(tellers=("a",))))
    with qtbot.waitSignal(office.publisher.saved, timeout=20000):
        office.publisher.save(PictureOptions(kind=Kind.SVG), path)
    assert "According to a." in path.read_text(encoding="utf-8")
    inside = open_graph(path).project
    assert (set(inside.relations), inside.description) == ({"r2"}, "According to a.")
