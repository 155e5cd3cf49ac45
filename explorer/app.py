"""Starts Qt and does what the command line asks of a window: show it, check it, or draw it into a file.

What the window is made of is imported only when it is made: until then, it may show how it looked the last time.
"""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QLabel

from explorer.drawing.qt_text import ensure_fonts
from explorer.model.errors import ExplorerError
from explorer.session.settings import Settings
from explorer.widgets.last_look import LastLook, Untouched, cache_folder, keep_look, kept_look, look_of, picture_of
from explorer.widgets.main_window import FIRST_SIZE, MainWindow
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.desk import Desk
    from explorer.model.project import Project
    from explorer.model.telling import Lens
    from explorer.stores.base import Opened, Store

STYLE = "Fusion"
BEGUN_MS = 1000
SWITCH_S = 0.0005  # Python's own 5 ms make a frame wait for a worker again and again


class Picture(NamedTuple):
    """How to draw the window: size in pixels, theme, what is selected, device pixels for each pixel, which evidence counts.

    ``lens`` makes the lens out of the graph and the one that it was saved with.
    """

    size: tuple[int, int] = FIRST_SIZE.toTuple()
    theme: str = "light"
    entity: str | None = None
    relation: str | None = None
    scale: float = 1.0
    lens: Callable[[Project, Lens], Lens] | None = None


def make_application(arguments: list[str] | None = None) -> QApplication:
    """Return the QApplication, with fonts, name and style as every window and picture expects them."""
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        app = existing
        app.setStyle(STYLE)
    else:  # said so, Qt's binding need not look at all that a style may draw
        app = QApplication([*(arguments or sys.argv[:1]), "-style", STYLE])
    app.setApplicationName("Edgewise")
    app.setOrganizationName("Edgewise")
    app.setDesktopFileName("edgewise")
    ensure_fonts()
    app.setFont(ui_font(13))
    return app


def run(read: Callable[[], Opened[Store] | ExplorerError | None], path: Path, theme: str | None = None) -> int:
    """Show the window until it is closed.

    Parameters
    ----------
    read : callable
        Reads the graph, or returns the sentence about why there is none; None for one that the window opens itself.
    path : Path
        Where the graph is.
    theme : str, optional
        What to wear instead of what a person chose before.
    """
    sys.setswitchinterval(SWITCH_S)
    app = make_application()
    settings = Settings()
    look = look_of(path, theme, settings)
    window, cover = (look and _last_look(look, settings, path)) or (None, None)
    graph = read()
    _paint(cover)
    from explorer.desk import Desk

    desk = Desk(window=window, panels_later=window is None)
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
    if cover is not None:
        cover.raise_()
        QTimer.singleShot(0, cover, cover.lift)  # once everything behind it has found its place
    QTimer.singleShot(BEGUN_MS, desk, lambda: _collect(desk))
    if look is not None and graph is not None and not isinstance(graph, ExplorerError):
        _keep_later(desk, look)
    code = app.exec()
    desk.close()
    return code


def _last_look(look: bytes, settings: Settings, path: Path) -> tuple[MainWindow, LastLook] | None:
    """Show a window as it looked the last time, if that is how it will look."""
    image = kept_look(cache_folder(), look)
    if image is None:
        return None
    window = MainWindow(settings)
    window.restore_place()
    window.setWindowTitle(f"{path.name} – Edgewise")
    if not LastLook.fits(image, window):
        return None
    cover = LastLook(image, window)
    window.show()
    _paint(cover)
    return window, cover


def _paint(cover: LastLook | None) -> None:
    """Let the picture onto the screen, if that has come so far; what a person does has to wait."""
    if cover is not None and not cover.was_painted:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


def _keep_later(desk: Desk, look: bytes) -> None:
    """Keep how the window looks for the next start, unless somebody is at work by then, or it is kept already."""
    untouched, content, folder = Untouched(desk.window), desk.view.content, cache_folder()

    def keep() -> None:
        if not desk.is_furnished:  # on a machine that is very busy
            QTimer.singleShot(BEGUN_MS, desk, keep)
            return
        if not untouched.end() or desk.view.content != content:
            return
        from explorer.session.tasks import Task

        image = picture_of(desk.window)

        def steps() -> Iterator[None]:
            if kept_look(folder, look) != image:
                keep_look(folder, look, image)
            yield

        desk.tasks.start(Task("look", "Keeping how the window looks", steps))

    QTimer.singleShot(BEGUN_MS, desk, keep)


def _collect(desk: Desk) -> None:
    """Collect garbage from now on, without looking through all that the start has made each time."""
    from explorer.session.collecting import Collecting

    gc.freeze()
    Collecting(desk)


def smoke(path: Path) -> int:
    """Open the window on a graph, select a relation, and check that the panel shows its quotation."""
    from explorer.desk import Desk
    from explorer.opening import open_graph

    app = make_application()
    desk = Desk()
    desk.safety.keeping.is_resting = True
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
    from explorer.desk import Desk

    wanted = picture or Picture()
    if QApplication.instance() is None and wanted.scale != 1.0:
        os.environ["QT_SCALE_FACTOR"] = str(wanted.scale)  # Qt reads it once, when it starts
    make_application()
    with tempfile.TemporaryDirectory() as folder:
        _draw(Desk(settings_file=Path(folder) / "settings.ini"), path, target, wanted)


def _draw(desk: Desk, path: Path, target: Path, wanted: Picture) -> None:
    from explorer.opening import open_graph
    from explorer.widgets.shots import save_shot

    desk.settings.reduced_motion = True
    desk.safety.keeping.is_resting = True
    try:
        desk.files.show(open_graph(path))
        desk.wear(wanted.theme)
        desk.window.resize(*wanted.size)
        desk.window.show()
        while desk.arranger.is_running:
            QApplication.processEvents()
        if wanted.lens is not None:
            filters = desk.view.scope.filters
            desk.view.set_filters(filters.through(wanted.lens(desk.document.project, filters.lens)))
        desk.view.fit(at_once=True)
        _select(desk, wanted)
        save_shot(desk.window, desk.canvas, target)
    finally:
        desk.close()


def _select(desk: Desk, picture: Picture) -> None:
    from explorer.model.names import entity_named, relation_between

    project = desk.document.project
    if picture.entity is not None:
        desk.navigator.select_entity(entity_named(project, picture.entity))
    if picture.relation is not None:
        desk.navigator.select_relation(relation_between(project, picture.relation))
