"""What each action of the table does, tied together from session and panels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from explorer.model.filters import Filters
from explorer.widgets.canvas import ZOOM_STEP

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.session.arranging import Arranger
    from explorer.session.document import Document
    from explorer.session.files import Files
    from explorer.session.navigation import Navigator
    from explorer.session.selection import Selection
    from explorer.session.view import View
    from explorer.widgets.answer_panel import AnswerPanel
    from explorer.widgets.canvas import Canvas


@dataclass(frozen=True)
class WindowVerbs:
    """Verbs that only the window itself can carry out."""

    close: Callable[[], object]
    export: Callable[[], object]
    copy_picture: Callable[[], object]
    palette: Callable[[], object]
    find: Callable[[], object]
    path: Callable[[], object]
    open_evidence: Callable[[], object]
    next_panel: Callable[[], object]
    reset_layout: Callable[[], object]
    set_theme: Callable[[str], object]
    toggle_motion: Callable[[], object]
    manual: Callable[[], object]
    shortcuts: Callable[[], object]
    about: Callable[[], object]


def make_verbs(
    document: Document,
    selection: Selection,
    view: View,
    navigator: Navigator,
    arranger: Arranger,
    files: Files,
    canvas: Canvas,
    answers: AnswerPanel,
    window: WindowVerbs,
) -> dict[str, Callable[[], object]]:
    """Return a verb for every row of the table of actions."""
    verbs: dict[str, Callable[[], object]] = {
        "open": files.ask_and_open,
        "save": files.save,
        "save_as": files.ask_and_save_as,
        "export": window.export,
        "copy_picture": window.copy_picture,
        "quit": window.close,
        "undo": document.undo_stack.undo,
        "redo": document.undo_stack.redo,
        "copy_name": lambda: copy_names(document, selection),
        "copy_citation": answers.copy_citation,
        "select_all": navigator.select_all,
        "select_none": selection.clear,
        "pin": lambda: arranger.toggle_pin(selection.entities),
        "fit": view.fit,
        "fit_selection": lambda: view.fit(chosen_entities(document, selection)),
        "zoom_in": lambda: canvas.zoom_by(ZOOM_STEP),
        "zoom_out": lambda: canvas.zoom_by(1 / ZOOM_STEP),
        "focus": navigator.focus_selection,
        "deeper": lambda: navigator.change_depth(1),
        "shallower": lambda: navigator.change_depth(-1),
        "hide": navigator.hide_selection,
        "hide_others": navigator.hide_others,
        "show_hidden": navigator.show_hidden,
        "collapse": lambda: navigator.collapse(selection.entities),
        "expand": lambda: navigator.expand(selection.entities),
        "clear_filters": lambda: view.set_filters(Filters()),
        "theme_system": lambda: window.set_theme("system"),
        "theme_light": lambda: window.set_theme("light"),
        "theme_dark": lambda: window.set_theme("dark"),
        "toggle_theme": lambda: window.set_theme("light" if view.theme.mode == "dark" else "dark"),
        "reduce_motion": window.toggle_motion,
        "reset_layout": window.reset_layout,
        "palette": window.palette,
        "find": window.find,
        "back": navigator.back,
        "forward": navigator.forward,
        "path": window.path,
        "next_evidence": answers.next_evidence,
        "previous_evidence": answers.previous_evidence,
        "parallel": navigator.next_parallel,
        "open_evidence": window.open_evidence,
        "next_panel": window.next_panel,
        "escape": lambda: canvas.cancel_gesture() or arranger.cancel() or navigator.leave(),
        "remove_overlap": arranger.separate,
        "pause": arranger.toggle_pause,
        "manual": window.manual,
        "shortcuts": window.shortcuts,
        "about": window.about,
    }
    for name in ("force", "concentric", "columns", "circular", "layered"):
        verbs[f"layout_{name}"] = partial(arranger.run, name)
    return verbs


def chosen_entities(document: Document, selection: Selection) -> frozenset[str]:
    """Return the selected entities and the ends of the selected relations."""
    relations = document.project.relations
    ends = {end for key in selection.relations for end in (relations[key].source, relations[key].target)}
    return selection.entities | ends


def copy_names(document: Document, selection: Selection) -> None:
    """Put the selected names on the clipboard, one a line."""
    entities = document.project.entities
    names = sorted(entities[key].name for key in chosen_entities(document, selection))
    if names:
        QGuiApplication.clipboard().setText("\n".join(names))
