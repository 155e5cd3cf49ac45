"""One journalist's afternoon: an article comes in, is read, marked and searched, contradicts another, and ends in an argument.

Everything goes through the window, by keyboard where a person can; a crash lies in the middle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QWidget,
)

from explorer.model.facts import Article, GraphFile, Quantity, Stance, Status
from explorer.model.project import Project
from explorer.opening import open_graph
from explorer.session.safekeeping import RESTORE
from explorer.stores.json_file import JsonStore
from explorer.widgets.article_import_sheet import ArticleSheet
from explorer.widgets.contradictions_panel import TwoSides
from explorer.widgets.export_dialog import ExportDialog
from explorer.widgets.link import Link
from tests.builders import evidence, relation
from tests.marked.passages import ENTITIES, PAGE
from tests.stores.test_journal import abandoned

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from explorer.desk import Desk

Part = TypeVar("Part", bound=QWidget)
Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NEW = "small-labs-model-unsettles-chip-makers"
FIRST, SECOND = "it had trained Lumen 3 on 1,400 HX-9 accelerators", "Lumen 3 beats Aria on nine of twelve"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    """A graph with the names, in which an earlier article has other figures."""
    earlier = Article(id="rumours", title="Rumours from Bergen", publisher="Chip Weekly", published="2026-02-20")
    said = evidence("e1", stance=Stance.CLAIMS, speaker="castellan", article="rumours", exact="3,000 HX-9 for Lumen 3")
    count = {"count": Quantity(amount=3000, unit="accelerators", text="3,000")}
    tie = relation("lumen-3", "trained_on", "hx-9", said, key="r1").model_copy(update={"qualifiers": count})
    path = tmp_path / "chips.json"
    JsonStore.create(path).save(
        Project(GraphFile(title="Chips", entities=ENTITIES, relations=(tie,), articles=(earlier,)))
    )
    return path


def part(of: QWidget | None, kind: type[Part], name: str = "") -> Part:
    """Return the first part of a window that is of a kind, and called so."""
    assert of is not None
    found = of.findChild(kind, name) if name else of.findChild(kind)
    assert found is not None
    return found


class Story:
    """The window, and what a person does with it."""

    def __init__(self, open_desk: Callable[..., Desk], qtbot, answers, graph: Path) -> None:
        self._open, self.qtbot, self.answers, self.graph = open_desk, qtbot, answers, graph
        self.desk = self._opened()

    def _opened(self) -> Desk:
        desk: Desk = self._open(self.graph)
        self.qtbot.waitUntil(lambda: not desk.safety.keeping.is_looking)
        return desk

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, times: int = 1) -> None:
        """Press a key wherever the keyboard is."""
        for _ in range(times):
            self.qtbot.keyClick(self._at(), key, keys)

    def write(self, words: str) -> None:
        self.qtbot.keyClicks(self._at(), words)

    def _at(self) -> QWidget:
        """Return where the keyboard is; a window whose dialog has closed is in front again."""
        if QApplication.focusWidget() is None:
            self.desk.window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        at = QApplication.focusWidget()
        assert at is not None
        return at

    @property
    def project(self) -> Project:
        return self.desk.document.project

    @property
    def facts(self) -> str:
        """Everything that is known, without who decided it when, and where it is drawn."""
        return self.project.to_file().model_dump_json(exclude={"journal", "views"})

    # -- what happens ---------------------------------------------------------------------------

    def drop_the_page(self) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(PAGE))])
        left, nothing = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        self.desk.window.dropEvent(QDropEvent(QPointF(400, 400), Qt.DropAction.CopyAction, data, left, nothing))
        self.qtbot.waitUntil(lambda: any(own.isVisible() for own in self.desk.window.findChildren(ArticleSheet)))

    def confirm_it(self) -> None:
        (sheet,) = (own for own in self.desk.window.findChildren(ArticleSheet) if own.isVisible())
        assert part(sheet, QLineEdit, "article_title").text() == "Small lab’s model unsettles chip makers"
        assert sheet.fields["publisher"].origin.text() == "found in the page"
        sheet.add_button.setFocus()
        self.press(Key.Key_Space)
        assert self.project.articles[NEW].publisher == "The Harbour Post"

    def select_words(self, words: str) -> None:
        """Look for words; those that are found stay selected."""
        self.press(Key.Key_F, CTRL)
        self.write(words)
        self.press(Key.Key_Escape)
        assert self.desk.articles.text.textCursor().selectedText() == words

    def mark(self, words: str) -> str:
        """Mark words by Enter and Enter, and return the relation that they made."""
        before = set(self.project.relations)
        self.desk.articles.text.setFocus()
        self.select_words(words)
        self.press(Key.Key_Return)
        self.press(Key.Key_Return)
        (made,) = set(self.project.relations) - before
        return made

    def search_the_article(self) -> int:
        with self.qtbot.waitSignal(self.desk.suggesting.reviewer.found, timeout=20_000):
            self.press(Key.Key_R, CTRL | SHIFT)
        return len(self.desk.suggesting.reviewer.queue)

    def decide_by_keyboard(self) -> tuple[str, str]:
        """Accept the first suggestion and reject the next one, with a reason; return their evidence."""
        queue = self.desk.suggesting.reviewer.queue
        accepted, rejected = (own.evidence.id for own in queue[:2])
        self.press(Key.Key_Return)
        self.press(Key.Key_R)
        self.write("only said in passing")
        self.press(Key.Key_Return)
        self.press(Key.Key_Escape)
        return accepted, rejected

    def status_of(self, evidence: str) -> Status:
        ties = self.project.relations.values()
        return next(item.status for tie in ties for item in tie.evidence if item.id == evidence)

    def contradiction_in_sight(self) -> str:
        """Open what contradicts itself, and return how the first is called."""
        self.press(Key.Key_D, CTRL | SHIFT)
        panel = self.desk.inquiries.contradictions
        self.qtbot.waitUntil(lambda: panel.isVisible() and panel.title.count.text() == "1")
        return part(panel, TwoSides).title.text()

    def undo_all(self) -> int:
        """Take everything back, and return how many steps that took."""
        steps = self.desk.document.undo_stack.index()
        self.press(Key.Key_Z, CTRL, steps)
        return steps

    def redo_all(self, steps: int) -> None:
        self.press(Key.Key_Z, CTRL | SHIFT, steps)

    def save(self) -> bool:
        self.press(Key.Key_S, CTRL)
        self.qtbot.waitUntil(lambda: not self.desk.document.is_dirty)
        return open_graph(self.graph).project.to_file() == self.project.to_file()

    def crash(self) -> None:
        """Leave the window as ``kill -9`` does: its journal stays, and nobody holds the file."""
        self.qtbot.waitUntil(lambda: self.desk.safety.keeping.is_kept)
        journal = self.desk.safety.keeping.journal_path
        assert journal is not None
        kept = journal.read_bytes()
        self.desk.close()
        journal.write_bytes(kept)
        abandoned(journal)

    def start_again_and_recover(self) -> None:
        self.answers.choices = [RESTORE]
        self.desk = self._opened()

    def compared_with_the_backup(self) -> list[str]:
        self.desk.actions["backups"].trigger()
        part(self.desk.safety.sheet, QPushButton, "backups_compare").click()
        tree = part(self.desk.safety.sheet, QTreeWidget, "differences_list")
        names = [row.text(0) for row in tree.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)]
        part(self.desk.safety.sheet, QDialogButtonBox).button(QDialogButtonBox.StandardButton.Close).click()
        return names

    def show_the_path(self, start: str, end: str) -> None:
        self.press(Key.Key_P, CTRL)
        dialog = part(self.desk.window, QDialog, "path_dialog")
        for name, words in (("path_from", start), ("path_to", end)):
            self.qtbot.keyClicks(part(dialog, QLineEdit, name), words)
        self.qtbot.keyClick(part(dialog, QLineEdit, "path_to"), Key.Key_Return)
        self.qtbot.waitUntil(self.desk.answers.path_page.isVisible)

    def export_it(self, path: Path) -> str:
        page = self.desk.answers.path_page
        link = next(own for own in page.findChildren(Link) if own.isVisible() and "picture" in own.text())
        link.click()
        dialog = part(self.desk.window, ExportDialog)
        dialog.format.setCurrentText("SVG drawing")
        dialog.save_to(path)
        self.qtbot.waitUntil(path.exists, timeout=20_000)
        dialog.close()
        return path.read_text(encoding="utf-8")


@pytest.fixture
def story(open_desk, qtbot, answers, graph: Path) -> Story:
    return Story(open_desk, qtbot, answers, graph)


def test_an_article_comes_in_and_an_argument_goes_out(story: Story, tmp_path: Path) -> None:
    before = story.facts
    story.drop_the_page()
    story.confirm_it()

    trained = story.mark(FIRST)
    relation = story.project.relations[trained]
    assert (relation.source, relation.kind, relation.target) == ("lumen-3", "trained_on", "hx-9")
    assert (relation.evidence[0].stance, relation.evidence[0].speaker) == (Stance.CLAIMS, "meridian")
    beats = story.mark(SECOND)
    assert story.project.relations[beats].target == "aria"

    waiting = story.search_the_article()
    accepted, rejected = story.decide_by_keyboard()
    assert len(story.desk.suggesting.reviewer.queue) == waiting - 2
    assert story.status_of(accepted) is Status.ACCEPTED
    assert story.status_of(rejected) is Status.REJECTED

    assert story.contradiction_in_sight().startswith("Lumen 3")

    done = story.facts
    steps = story.undo_all()
    assert story.facts == before
    story.redo_all(steps)
    assert story.facts == done

    story.crash()
    story.start_again_and_recover()
    assert story.facts == done
    assert story.save()
    assert "Lumen 3 outperforms Aria" in story.compared_with_the_backup()

    story.show_the_path("Aria", "HX-9")
    drawing = story.export_it(tmp_path / "argument.svg")
    assert all(words in drawing for words in ("Aria and HX-9", "Lumen 3", "Chip Weekly", "The Harbour Post"))
    assert "Sable" not in drawing
