"""What each action of the table does, tied together from session and panels."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QGuiApplication

from explorer.model.filters import Filters
from explorer.widgets.canvas import ZOOM_STEP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from explorer.session.arranging import Arranger
    from explorer.session.document import Document
    from explorer.session.files import Files
    from explorer.session.navigation import Navigator
    from explorer.session.selection import Selection
    from explorer.session.view import View
    from explorer.widgets.answer_panel import AnswerPanel
    from explorer.widgets.article_import import ArticleImport
    from explorer.widgets.canvas import Canvas
    from explorer.widgets.inquiries import Inquiries
    from explorer.widgets.safety import Safety

    Verbs = dict[str, Callable[[], object]]


class WindowVerbs(NamedTuple):
    """Verbs that only the window itself can carry out."""

    close: Callable[[], object]
    export: Callable[[], object]
    export_data: Callable[[], object]
    copy_picture: Callable[[], object]
    palette: Callable[[], object]
    find: Callable[[], object]
    find_words: Callable[[], object]
    leave_article: Callable[[], object]
    inquiries: Inquiries
    open_evidence: Callable[[], object]
    attach_text: Callable[[], object]
    safety: Callable[[], Safety]
    articles: Callable[[], ArticleImport]
    next_panel: Callable[[], object]
    toggle_panel: Callable[[str], object]
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
    answers: Callable[[], AnswerPanel],
    window: WindowVerbs,
) -> Verbs:
    """Return a verb for every row of the table of actions."""
    return {
        **_on_files(files, window),
        **_on_selection(document, selection, navigator, arranger, answers),
        **_on_view(view, navigator, canvas, window.inquiries),
        **_on_window(view, window),
        **_going(navigator, answers, window),
        **_arranging(arranger),
        "journal": lambda: window.safety().show_journal(),
        "undo": lambda: _in_sight(view, document.undo_stack.undo),
        "redo": lambda: _in_sight(view, document.undo_stack.redo),
        "escape": lambda: canvas.cancel_gesture() or arranger.cancel() or window.leave_article() or navigator.leave(),
    }


def _on_files(files: Files, window: WindowVerbs) -> Verbs:
    return {
        "open": files.ask_and_open,
        "browse": files.ask_and_browse,
        "load_all": files.load_all,
        "add_articles": lambda: window.articles().ask_files(),
        "add_folder": lambda: window.articles().ask_folder(),
        "add_address": lambda: window.articles().ask_address(),
        "paste_article": lambda: window.articles().paste(),
        "attach_text": window.attach_text,
        "save": files.save,
        "save_as": files.ask_and_save_as,
        "export": window.export,
        "export_data": window.export_data,
        "backups": lambda: window.safety().show_backups(),
        "leftovers": lambda: window.safety().leftovers.ask(),
        "copy_picture": window.copy_picture,
        "quit": window.close,
    }


def _on_selection(
    document: Document,
    selection: Selection,
    navigator: Navigator,
    arranger: Arranger,
    answers: Callable[[], AnswerPanel],
) -> Verbs:
    return {
        "copy_name": lambda: _copy_names(document, navigator.chosen),
        "copy_citation": lambda: answers().copy_citation(),
        "select_all": navigator.select_all,
        "select_none": selection.clear,
        "pin": lambda: arranger.toggle_pin(selection.entities),
        "focus": navigator.focus_selection,
        "hide": navigator.hide_selection,
        "hide_others": navigator.hide_others,
        "collapse": lambda: navigator.collapse(selection.entities),
        "expand": lambda: navigator.expand(selection.entities),
    }


def _on_view(view: View, navigator: Navigator, canvas: Canvas, inquiries: Inquiries) -> Verbs:
    return {
        "fit": view.fit,
        "fit_selection": lambda: view.fit(navigator.chosen),
        "zoom_in": lambda: canvas.zoom_by(ZOOM_STEP),
        "zoom_out": lambda: canvas.zoom_by(1 / ZOOM_STEP),
        "deeper": lambda: navigator.change_depth(1),
        "shallower": lambda: navigator.change_depth(-1),
        "show_hidden": navigator.show_hidden,
        "according": inquiries.ask_tellers,
        "as_of": inquiries.toggle_bar,
        "keep_view": inquiries.keep_view,
        "kept_view": inquiries.show_kept_view,
        "clear_filters": lambda: view.set_filters(Filters()),
    }


def _on_window(view: View, window: WindowVerbs) -> Verbs:
    return {
        "theme_system": lambda: window.set_theme("system"),
        "theme_light": lambda: window.set_theme("light"),
        "theme_dark": lambda: window.set_theme("dark"),
        "toggle_theme": lambda: window.set_theme("light" if view.theme.mode == "dark" else "dark"),
        "reduce_motion": window.toggle_motion,
        "show_left": lambda: window.toggle_panel("left"),
        "show_right": lambda: window.toggle_panel("right"),
        "reset_layout": window.reset_layout,
        "manual": window.manual,
        "shortcuts": window.shortcuts,
        "about": window.about,
    }


def _going(navigator: Navigator, answers: Callable[[], AnswerPanel], window: WindowVerbs) -> Verbs:
    return {
        "palette": window.palette,
        "find": window.find,
        "find_words": window.find_words,
        "back": navigator.back,
        "forward": navigator.forward,
        "path": window.inquiries.ask_path,
        "contradictions": window.inquiries.show_contradictions,
        "coverage": window.inquiries.show_coverage,
        "next_evidence": lambda: answers().next_evidence(),
        "previous_evidence": lambda: answers().previous_evidence(),
        "parallel": navigator.next_parallel,
        "open_evidence": window.open_evidence,
        "next_panel": window.next_panel,
    }


def _arranging(arranger: Arranger) -> Verbs:
    verbs: Verbs = {"remove_overlap": arranger.separate, "pause": arranger.toggle_pause}
    for name in ("force", "concentric", "communities", "kinds", "columns", "circular", "layered"):
        verbs[f"layout_{name}"] = partial(arranger.run, name)
    return verbs


def _in_sight(view: View, step: Callable[[], None]) -> None:
    """Take a step of undo; if everything was in sight, let everything be in sight again."""
    fitted = view.is_fitted
    step()
    if fitted:
        view.fit()


def _copy_names(document: Document, entities: Iterable[str]) -> None:
    """Put names on the clipboard, one a line."""
    names = sorted(document.project.entities[key].name for key in entities)
    if names:
        QGuiApplication.clipboard().setText("\n".join(names))
