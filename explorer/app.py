"""Starts Qt and does what the command line asks of a window: show it, check it, or draw it into a file."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QLabel

from explorer.desk import Desk
from explorer.drawing.qt_text import ensure_fonts
from explorer.model.errors import ExplorerError
from explorer.model.names import entity_named, relation_between
from explorer.opening import open_graph
from explorer.resources import asset
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from explorer.stores.base import Opened, Store

FIRST_SIZE = (1440, 900)
BEGUN_MS = 1000
SWITCH_S = 0.0005  # Python's own 5 ms make a frame wait for a worker again and again


@dataclass(frozen=True)
class Picture:
    """How to draw the window: size in pixels, theme, what is selected, device pixels for each pixel."""

    size: tuple[int, int] = FIRST_SIZE
    theme: str = "light"
    entity: str | None = None
    relation: str | None = None
    scale: float = 1.0


def make_application(arguments: list[str] | None = None) -> QApplication:
    """Return the QApplication, with fonts, name and style as every window and picture expects them."""
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(arguments or sys.argv[:1])
    app.setApplicationName("Edgewise")
    app.setOrganizationName("Edgewise")
    app.setDesktopFileName("edgewise")
    app.setStyle("Fusion")
    ensure_fonts()
    app.setFont(ui_font(13))
    app.setWindowIcon(QIcon(str(asset("icons", "edgewise.svg"))))
    return app


def run(graph: Opened[Store] | ExplorerError | None, path: Path, theme: str | None = None) -> int:
    """Show the window until it is closed: on a graph, with the sentence about why there is none, or (None) opening it."""
    sys.setswitchinterval(SWITCH_S)
    app = make_application()
    desk = Desk(panels_later=True)
    desk.crashes.install()
    if theme is not None:
        desk.wear(theme)
    if isinstance(graph, ExplorerError):
        QTimer.singleShot(0, desk, lambda text=str(graph): desk.prompt.tell(text))
    elif graph is None:
        QTimer.singleShot(0, desk, lambda: desk.files.open(path))
    else:
        desk.files.show(graph)
        desk.settings.note_recent(path)
    desk.show()
    QTimer.singleShot(BEGUN_MS, desk, _allow_collecting)
    code = app.exec()
    desk.close()
    return code


def _allow_collecting() -> None:
    """Collect garbage from now on, without looking through all that the start has made each time."""
    gc.freeze()
    gc.enable()


def smoke(path: Path) -> int:
    """Open the window on a graph, select a relation, and check that the panel shows its quotation."""
    app = make_application()
    desk = Desk()
    desk.files.show(open_graph(path))
    desk.show()
    app.processEvents()
    project = desk.document.project
    relation = next((item for item in project.relations.values() if item.evidence), None)
    quotation = None
    if relation is not None:
        desk.navigator.select_relation(relation.id)
        app.processEvents()
        quotation = _quotation_in_sight(desk)
    platform = app.platformName()
    desk.close()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    if quotation is None:
        print(f"The window ({platform}) does not show the evidence of a selected relation.", file=sys.stderr)
        return 1
    print(f"The window ({platform}) shows: “{quotation}”")
    return 0


def _quotation_in_sight(desk: Desk) -> str | None:
    """Return the words of the current evidence, if the panel really shows them."""
    current = desk.answers.current_evidence()
    if current is None:
        return None
    labels = [label for label in desk.answers.findChildren(QLabel) if label.isVisible()]
    return current.quote.exact if any(current.quote.exact in label.text() for label in labels) else None


def draw_window(path: Path, target: Path, picture: Picture | None = None) -> None:
    """Draw the whole window into a PNG file.

    Raises
    ------
    UnreadableFile, UnwritableFile, UnknownName
        With a sentence.
    """
    wanted = picture or Picture()
    if QApplication.instance() is None and wanted.scale != 1.0:
        os.environ["QT_SCALE_FACTOR"] = str(wanted.scale)  # Qt reads it once, when it starts
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        _draw(Desk(settings_file=Path(folder) / "settings.ini"), path, target, wanted)


def _draw(desk: Desk, path: Path, target: Path, wanted: Picture) -> None:
    from explorer.widgets.shots import save_shot

    desk.settings.reduced_motion = True
    try:
        desk.files.show(open_graph(path))
        desk.wear(wanted.theme)
        desk.window.resize(*wanted.size)
        desk.window.show()
        while desk.arranger.is_running:
            QApplication.processEvents()
        desk.view.fit(at_once=True)
        _select(desk, wanted)
        save_shot(desk.window, desk.canvas, target)
    finally:
        desk.close()


def _select(desk: Desk, picture: Picture) -> None:
    project = desk.document.project
    if picture.entity is not None:
        desk.navigator.select_entity(entity_named(project, picture.entity))
    if picture.relation is not None:
        desk.navigator.select_relation(relation_between(project, picture.relation))
