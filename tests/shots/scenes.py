"""The window in the middle of work, one picture for each thing that the manual tells of: ``python -m tests.shots.scenes FOLDER``."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QPointF, QRect, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from explorer.app import make_application
from explorer.desk import Desk
from explorer.model.changes import Put
from explorer.model.facts import Article, Quantity, Stance
from explorer.model.guessing import guess
from explorer.model.marking import Mark, marked
from explorer.model.project import Project
from explorer.opening import open_graph
from explorer.stores.json_file import JsonStore
from tests.bench.window import rest
from tests.builders import evidence, relation
from tests.marked.passages import PAGE, PASSAGES, before_marking, place

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

SIZE = (1180, 760)
SCALE = 2
EARLIER = Article(id="earlier", title="Rumours from Bergen", publisher="Chip Weekly", published="2026-02-20")
READ_SO_FAR = 24  # passages
DIM = 96  # of 255, over the window behind a sheet
PAUSE_MS = 400


def read_so_far() -> Project:
    """Return the graph of somebody who has marked half of the article, and an older one that has other figures."""
    project = before_marking().snapshot()
    said = evidence("e1", stance=Stance.CLAIMS, speaker="castellan", article="earlier", exact="3,000 HX-9 for Lumen 3")
    count = {"count": Quantity(amount=3000, unit="accelerators", text="3,000")}
    tie = relation("lumen-3", "trained_on", "hx-9", said, key="r1").model_copy(update={"qualifiers": count})
    for fact in (EARLIER, tie):
        Put(fact).apply(project)
    for passage in PASSAGES[:READ_SO_FAR]:
        subject, kind, target = passage.says[0].split()
        if "new" not in {subject, target}:
            start, end = place(passage)
            own = guess(project, "article", start, end)
            mark = Mark("article", start, end, subject, kind, target, own.stance, own.speaker, own.cue, own.qualifiers)
            marked(project, mark).change.apply(project)
    return project


class Scene:
    """A window on that graph."""

    def __init__(self, folder: Path) -> None:
        path = folder / "chips.json"
        if not path.exists():
            JsonStore.create(path).save(read_so_far())
        self.desk = Desk(crash_folder=folder, settings_file=folder / "settings.ini")
        self.desk.settings.reduced_motion = True
        self.desk.wear("light")
        self.desk.files.show(open_graph(path))
        self.desk.window.resize(*SIZE)
        self.desk.window.show()
        self.wait()
        self.desk.view.fit(at_once=True)

    def wait(self) -> None:
        """Let everything come to rest."""
        rest(PAUSE_MS)
        while self.desk.arranger.is_running or self.desk.tasks.is_busy:
            rest(PAUSE_MS)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key wherever the keyboard is."""
        self.desk.window.activateWindow()
        QTest.keyClick(QApplication.focusWidget() or self.desk.window, key, keys)

    def picture(self) -> QPixmap:
        """Return the window, and a sheet over it if there is one."""
        self.wait()
        self.desk.canvas.settle()
        shot = self.desk.window.grab()
        sheet = next((own for own in self.desk.window.findChildren(QDialog) if own.isVisible()), None)
        if sheet is not None:
            shot = over(shot, sheet)
        return shot


def over(shot: QPixmap, sheet: QWidget) -> QPixmap:
    """Return a window with a sheet in its middle, as a window manager shows them."""
    card = sheet.grab()
    area = QRect(QPoint(0, 0), sheet.size())
    area.moveCenter(QRect(0, 0, *SIZE).center())
    painter = QPainter(shot)
    painter.fillRect(QRect(0, 0, *SIZE), QColor(20, 24, 31, DIM))
    painter.drawPixmap(area, card)
    painter.setPen(QColor("#9aa3b2"))
    painter.drawRect(area.adjusted(0, 0, -1, -1))
    painter.end()
    return shot


def bringing_in(scene: Scene) -> None:
    """An article was dropped, and what was found about it is to be confirmed."""
    file = scene.desk.document.project.to_file()
    only = file.model_copy(update={"articles": (EARLIER,), "relations": file.relations[:1]})
    scene.desk.document.replace(Project(only), None)
    scene.wait()
    scene.desk.view.fit(at_once=True)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(PAGE))])
    left, nothing = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    scene.desk.window.dropEvent(QDropEvent(QPointF(400, 400), Qt.DropAction.CopyAction, data, left, nothing))


def reading(scene: Scene) -> None:
    """An article with its passages, and a relation that rests on one of them."""
    project = scene.desk.document.project
    scene.desk.navigator.turn_to("article")
    scene.desk.navigator.select_relation(next(key for key, tie in project.relations.items() if tie.kind == "doubts"))
    scene.desk.navigator.turn_to("article")


def marking(scene: Scene) -> None:
    """Words are marked; the form says what they may say."""
    scene.desk.navigator.turn_to("article")
    scene.wait()
    text = scene.desk.document.project.articles["article"].text or ""
    start = text.index("Orbis Cloud bought 40,000")
    scene.desk.articles.show_words("article", start, text.index(" in the last quarter", start))
    scene.desk.articles.text.setFocus()
    scene.press(Qt.Key.Key_Return)


def reviewing(scene: Scene) -> None:
    """The article was searched, and a suggestion waits to be decided on."""
    scene.desk.navigator.turn_to("article")
    scene.desk.actions["suggest"].trigger()


def contradicting(scene: Scene) -> None:
    """Figures that cannot both be right, side by side."""
    scene.desk.actions["contradictions"].trigger()


def comparing(scene: Scene) -> None:
    """What has changed since the last save but one."""
    document = scene.desk.document
    document.save()
    scene.desk.navigator.select_entity("halden")
    entity = document.project.entities["halden"]
    document.do(Put(entity.model_copy(update={"description": "Designs chips for data centres."})), "Describe Halden")
    text = document.project.articles["article"].text or ""
    start = text.index("The Competition Authority opened")
    own = Mark("article", start, text.index(" in March", start), "authority", "investigates", "halden")
    document.do(marked(document.project, own).change, "Add a relation")
    document.save()
    scene.desk.actions["backups"].trigger()
    scene.wait()
    sheet = scene.desk.safety.sheet
    compare = sheet.findChild(QPushButton, "backups_compare") if sheet is not None else None
    if compare is not None:
        compare.click()


SCENES: dict[str, Callable[[Scene], None]] = {
    "import": bringing_in,
    "reader": reading,
    "marking": marking,
    "review": reviewing,
    "contradictions": contradicting,
    "compare": comparing,
}


def draw(folder: Path) -> None:
    """Draw every scene into a folder, in a window of its own."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_SCALE_FACTOR"] = str(SCALE)
    make_application()
    for name, play in SCENES.items():
        with tempfile.TemporaryDirectory() as own:
            scene = Scene(Path(own))
            play(scene)
            scene.picture().save(str(folder / f"{name}.png"))
            scene.desk.close()


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
