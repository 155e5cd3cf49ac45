"""One window's desk: the long-lived objects are made here and introduced; what takes several of them is done here."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QToolTip

from explorer.drawing.qt_text import QtMeasure
from explorer.session.arranging import Arranger
from explorer.session.browsing import Browser
from explorer.session.crashes import Crashes, data_folder
from explorer.session.document import Document
from explorer.session.files import Files
from explorer.session.history import History
from explorer.session.motion import Motion
from explorer.session.navigation import Navigator
from explorer.session.selection import Selection
from explorer.session.settings import Settings
from explorer.session.surveyor import Surveyor
from explorer.session.tasks import Tasks
from explorer.session.view import View
from explorer.widgets.canvas import Canvas
from explorer.widgets.centre import ARTICLE, GRAPH, Centre
from explorer.widgets.curating import Curating
from explorer.widgets.dialogs import Dialogs
from explorer.widgets.graph_page import GraphPage
from explorer.widgets.inquiries import Inquiries
from explorer.widgets.legend import Legend
from explorer.widgets.main_window import MainWindow
from explorer.widgets.overview import Overview
from explorer.widgets.status import Status
from explorer.widgets.suggesting import Suggesting
from explorer.widgets.theming import apply_theme
from explorer.widgets.top_bar import TopBar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QAction

    from explorer.drawing.picking import Hit
    from explorer.model.changes import Delta
    from explorer.session.prompt import Prompt
    from explorer.widgets.answer_panel import AnswerPanel
    from explorer.widgets.article_import import ArticleImport
    from explorer.widgets.article_tab import ArticleTab
    from explorer.widgets.context_menu import ContextMenu
    from explorer.widgets.controls import Controls
    from explorer.widgets.exporting import Exporting
    from explorer.widgets.left_panel import LeftPanel
    from explorer.widgets.panels import Panels
    from explorer.widgets.reading import Reading
    from explorer.widgets.safety import Safety
    from explorer.widgets.search_palette import SearchPalette
    from explorer.widgets.verbs import WindowVerbs


class Desk(QObject):
    """Everything that one window works with, and the wiring between.

    Parameters
    ----------
    prompt : Prompt, optional
        Who answers questions; dialogs of the window if not given.
    crash_folder : Path, optional
        Where crash files go, and unsaved work that cannot be kept beside its graph; the application's data folder if not given.
    settings_file : Path, optional
        Where preferences are kept; a person's own place if not given.
    window : MainWindow, optional
        One that is on the screen already.
    panels_later : bool
        Make controls, and the panels around the canvas, only when the graph has been painted, or somebody asks for them.
    """

    def __init__(
        self,
        prompt: Prompt | None = None,
        crash_folder: Path | None = None,
        settings_file: Path | None = None,
        *,
        window: MainWindow | None = None,
        panels_later: bool = False,
    ) -> None:
        super().__init__()
        dialogs = Dialogs()
        self.prompt: Prompt = prompt or dialogs
        self.settings = Settings(settings_file, self)
        self.tasks = Tasks(self)
        self.motion = Motion(self.settings, self)
        self.document = Document(self)
        self.document.author = lambda: self.settings.author
        self.selection = Selection(self)
        self.view = View(self.document, QtMeasure(), self.motion, self)
        self.view.whenever = Surveyor(self.document, self.view, self.tasks, self).whenever
        self.browser = Browser(self.document, self.view, self.tasks, self)
        self.history = History(self)
        self.navigator = Navigator(self.document, self.selection, self.view, self.history, self)
        self.navigator.browser = self.browser
        self.arranger = Arranger(self.document, self.selection, self.view, self.tasks, self.motion, self)
        self.files = Files(self.document, self.settings, self.prompt, self.tasks, self)
        self._folder = crash_folder or data_folder()
        self.crashes = Crashes(self._folder, self)
        self._panels: Panels | None = None
        self.window = window or MainWindow(self.settings)
        self.wear(self.settings.theme)
        apply_theme(self.view.theme)
        self._build()
        dialogs.parent = self.window
        self._connect()
        if panels_later:
            self.canvas.first_painted.connect(self.furnish, Qt.ConnectionType.QueuedConnection)
        else:
            self.furnish()

    def show(self) -> None:
        """Show the window where it was the last time."""
        self.window.restore()
        self.window.show()

    def close(self) -> None:
        """End all work and close the window without a question."""
        self.motion.finish()
        self.tasks.shut_down()
        self.window.may_close = lambda: True
        self.window.close()
        if "safety" in vars(self):
            self.safety.close()
        self.crashes.uninstall()

    # -- building -------------------------------------------------------------------------------

    def _build(self) -> None:
        document, selection, view, navigator = self.document, self.selection, self.view, self.navigator
        self.canvas = Canvas(document, selection, view, navigator, self.arranger, self.tasks)
        self.status = Status(document, view, self.tasks, self.browser)
        page = GraphPage(document, view, navigator, self.canvas, Legend(document, view), Overview(view))
        page.open_requested.connect(self.files.ask_and_open)
        self.inquiries = Inquiries(document, selection, view, navigator, lambda: self.answers, page, self.window)
        self.curating = Curating(document, selection, view, navigator, lambda: self.prompt, self.window)
        self.curating.follow(self.canvas)
        self.centre = Centre(view, page)
        self.suggesting = Suggesting(
            document, view, navigator, self.tasks, self.settings, self.centre, lambda: self.prompt, lambda: self.articles, self.curating,
        )  # fmt: skip
        self.window.fill(TopBar(), self.centre, self.status)
        self.window.may_close = self.files.may_leave

    @cached_property
    def controls(self) -> Controls:
        """Actions, menus and tools; made when the graph has been painted, or somebody asks for them."""
        from explorer.widgets.controls import Controls
        from explorer.widgets.verbs import make_verbs

        verbs = make_verbs(
            self.document, self.selection, self.view, self.navigator, self.arranger, self.files, self.canvas,
            lambda: self.answers, self._window_verbs(),
        )  # fmt: skip
        verbs |= self.curating.verbs() | self.suggesting.verbs()
        made = Controls(verbs, self.window, self.canvas, self.files, self.settings, self)
        made.states.follow_selection(self.selection)
        made.states.follow_theme(self.view, self.settings)
        made.states.show_undo(self.document.undo_stack)
        made.states.show_places(self.history)
        self.document.undo_stack.indexChanged.connect(self._on_undo_moved)
        self.history.changed.connect(self._on_history_changed)
        return made

    @property
    def actions(self) -> Mapping[str, QAction]:
        """What one can do, by id."""
        return self.controls.actions

    @cached_property
    def context_menu(self) -> ContextMenu:
        """The right-click menu."""
        from explorer.widgets.context_menu import ContextMenu, Verbs

        paths = self.inquiries
        verbs = Verbs(paths.path_from, paths.path_to, lambda tie: self.answers.copy_citation_of(tie), self.curating)
        return ContextMenu(self.document, self.selection, self.view, self.navigator, self.arranger, self.actions, verbs)

    def _window_verbs(self) -> WindowVerbs:
        from explorer.widgets.verbs import WindowVerbs

        return WindowVerbs(
            close=lambda: self.window.close(),
            export=lambda: self.exporting.save_picture(),
            export_data=lambda: self.exporting.save_data(),
            copy_picture=lambda: self.exporting.copy_picture(),
            palette=lambda: self._search(""),
            find=self._find,
            find_words=lambda: self.reading.find_everywhere(),
            leave_article=lambda: self.suggesting.leave() or self.reading.leave(),
            inquiries=self.inquiries,
            open_evidence=self._open_evidence,
            safety=lambda: self.safety,
            attach_text=lambda: self.article_import.ask_copy(self.articles.article),
            articles=lambda: self.article_import,
            next_panel=lambda: self.window.next_panel(),
            toggle_panel=lambda name: self.window.toggle_panel(name),
            reset_layout=self._reset_layout,
            set_theme=self._choose_theme,
            toggle_motion=self._toggle_motion,
            manual=lambda: self._show_help("manual"),
            shortcuts=lambda: self._show_help("shortcuts"),
            about=lambda: self._show_help("about"),
        )

    def _connect(self) -> None:
        self.canvas.left_out.connect(self.status.say_left_out)
        self.canvas.menu_requested.connect(self._on_menu_requested)
        self.canvas.tooltip_requested.connect(self._on_tooltip_requested)
        self.canvas.evidence_requested.connect(lambda: self.answers.open_first_evidence())
        self.window.top_bar.search_requested.connect(lambda: self._search(""))
        self.window.files_dropped.connect(lambda paths: self.article_import.drop(paths))
        self.document.changed.connect(self._on_document_changed)
        self.files.noticed.connect(self.status.notice)
        self.inquiries.noticed.connect(self.status.notice)
        self.inquiries.words_requested.connect(lambda *where: self.reading.show_words(*where))
        self.browser.noticed.connect(self.status.notice)
        self.arranger.failed.connect(self.status.notice)
        self.arranger.paused.connect(self._on_paused)
        self.crashes.happened.connect(self.status.notice)
        self.document.replaced.connect(self._on_replaced)
        self.document.dirty_changed.connect(self._refresh_title)
        self.curating.noticed.connect(self.status.notice)
        self.suggesting.noticed.connect(self.status.notice)
        self.document.saved.connect(self._refresh_title)
        self.view.theme_changed.connect(lambda: apply_theme(self.view.theme))
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_theme_changed)
        self.navigator.article_changed.connect(self._on_article_changed)
        self.centre.page_changed.connect(self._on_page_changed)
        self._on_replaced()

    # -- panels ---------------------------------------------------------------------------------

    @property
    def left(self) -> LeftPanel:
        """Filters and lists."""
        return self.furnish().left

    @property
    def answers(self) -> AnswerPanel:
        """What answers for the selection."""
        return self.furnish().answers

    @property
    def articles(self) -> ArticleTab:
        """The article to read."""
        return self.furnish().articles

    @property
    def is_furnished(self) -> bool:
        """Whether controls and panels are there."""
        return self._panels is not None

    def furnish(self) -> Panels:
        """Return the panels around the canvas; the first time, make them and the controls, and put them into the window."""
        if self._panels is not None:
            return self._panels
        _ = self.controls
        from explorer.widgets.panels import Panels

        panels = self._panels = Panels(self.document, self.selection, self.view, self.navigator, self)
        self.window.furnish(panels.left, panels.answers)
        _ = self.safety
        self.centre.set_article_page(panels.articles)
        self.curating.furnish(panels)
        panels.left.lists.menu_requested.connect(self._on_menu_requested)
        panels.answers.article_requested.connect(self._on_article_requested)
        panels.answers.url_requested.connect(self.open_address)
        panels.answers.pin_requested.connect(lambda entity: self.arranger.toggle_pin([entity]))
        panels.answers.noticed.connect(self.status.notice)
        self.inquiries.furnish(panels.answers, lambda: self.exporting.publisher, self.tasks)
        panels.answers.load_requested.connect(self.files.load_all)
        panels.articles.url_requested.connect(self.open_address)
        panels.articles.everywhere_requested.connect(lambda words: self.reading.find_everywhere(words))
        panels.articles.attach_requested.connect(lambda article: self.article_import.ask_copy(article))
        return panels

    # -- answering signals ----------------------------------------------------------------------

    def _on_replaced(self) -> None:
        articles = list(self.document.project.articles.values())
        self.centre.set_article(articles[0].title if articles else None)
        self._refresh_title()
        self.arranger.settle_homeless()

    def _refresh_title(self) -> None:
        self.window.set_document(self.document.name, dirty=self.document.is_dirty)

    def _reset_layout(self) -> None:
        self.window.reset_layout()
        self.left.reset()

    def _on_paused(self, paused: bool) -> None:  # noqa: FBT001  # a signal's
        self.status.notice("The layout waits. Space lets it go on, Esc stops it." if paused else "The layout goes on.")

    def _on_undo_moved(self) -> None:
        self.controls.states.show_undo(self.document.undo_stack)

    def _on_history_changed(self) -> None:
        self.controls.states.show_places(self.history)

    def _on_menu_requested(self, hit: Hit, point: QPoint) -> None:
        self.context_menu.show(hit, point, self.canvas)

    def _on_tooltip_requested(self, hit: Hit, point: QPoint) -> None:
        from explorer.widgets.hints import entity_hint, relation_hint

        project = self.view.told
        if hit.entity is not None:
            QToolTip.showText(point, entity_hint(project, hit.entity), self.canvas)
        elif hit.relation is not None:
            QToolTip.showText(point, relation_hint(project, hit.relation), self.canvas)

    def _on_article_requested(self, article: str, evidence: str) -> None:
        self.navigator.turn_to(article)
        self.articles.show_evidence(article, evidence)

    def _on_article_changed(self, article: str | None) -> None:
        if article is None or article not in self.document.project.articles:  # it may have been taken back
            self.centre.show_page(GRAPH)
            return
        articles = self.articles
        if article != articles.article:  # first, or the page in front would turn back to the one before
            articles.show_article(article)
        self.centre.set_article(self.document.project.articles[article].title)
        self.centre.show_page(ARTICLE)
        current = self.answers.current_evidence()
        if current is not None:
            articles.follow(current.id)

    def _on_page_changed(self, page: int) -> None:
        self.navigator.turn_to(self.articles.article if page == ARTICLE else None)

    def open_address(self, address: str) -> None:
        """Open a web address in the browser, once it has been shown and agreed to; anything else is not opened."""
        url = QUrl(address, QUrl.ParsingMode.StrictMode)
        if url.scheme() not in {"http", "https"} or not url.host():
            self.status.notice(f"Only web addresses are opened; this one is not: {address[:120]}")
        elif self.prompt.confirm("Open this address in the browser?", url.toString(), "Open"):
            QDesktopServices.openUrl(url)

    def _open_evidence(self) -> None:
        current = self.answers.current_evidence()
        if current is not None:
            self._on_article_requested(current.article, current.id)

    @cached_property
    def reading(self) -> Reading:
        """What finds words in articles, and leads back from them."""
        from explorer.widgets.reading import Reading

        return Reading(self.document, self.view, self.navigator, self.tasks, self.centre, lambda: self.articles)

    # -- articles of one's own ------------------------------------------------------------------

    @cached_property
    def article_import(self) -> ArticleImport:
        """What brings articles in; made when it is first asked for."""
        from explorer.widgets.article_import import ArticleImport

        made = ArticleImport(self.document, self.view, self.tasks, self.prompt, self.window)
        made.noticed.connect(self.status.notice)
        made.graph_dropped.connect(self.files.open)
        made.added.connect(lambda article: self._on_article_requested(article, ""))
        return made

    def _on_document_changed(self, delta: Delta) -> None:
        """Name the tab of articles anew; turn away from an article that was taken back."""
        if not delta.articles:
            return
        shown, known = self.articles.article, self.document.project.articles
        if shown not in known:
            shown = next(iter(known), None)
            self.navigator.turn_to(None)
            self.articles.show_article(shown or "")
        self.centre.set_article(None if shown is None else known[shown].title)

    # -- theme ----------------------------------------------------------------------------------

    def _choose_theme(self, mode: str) -> None:
        self.settings.theme = mode
        self.wear(mode)

    def _on_system_theme_changed(self) -> None:
        if self.settings.theme == "system":
            self.wear("system")

    def wear(self, mode: str) -> None:
        """Dress the window in a theme: "system", "light" or "dark". The system's own title bars follow where they can."""
        hints, scheme = QGuiApplication.styleHints(), Qt.ColorScheme
        if mode == "system":
            hints.unsetColorScheme()  # or it would tell what was chosen here the last time
            mode = "dark" if hints.colorScheme() is scheme.Dark else "light"
        else:
            hints.setColorScheme(scheme.Dark if mode == "dark" else scheme.Light)
        self.view.set_theme(mode)

    def _toggle_motion(self) -> None:
        self.settings.reduced_motion = self.actions["reduce_motion"].isChecked()

    # -- search, path, picture, help: loaded when first used ------------------------------------

    @cached_property
    def palette(self) -> SearchPalette:
        """What finds everything; made when it is first asked for."""
        from explorer.widgets.search_palette import SearchPalette

        palette = SearchPalette(self.document, self.view, self.navigator, self.actions, self.window)
        palette.path_requested.connect(self.inquiries.ask_path)
        palette.passage_chosen.connect(self._on_article_requested)
        return palette

    def _find(self) -> None:
        if not self.reading.find():
            self._search("entities")

    def _search(self, group: str) -> None:
        self.palette.open(self.window.top_bar.search, group)

    @cached_property
    def exporting(self) -> Exporting:
        """What saves pictures and data; made when it is first asked for."""
        from explorer.widgets.exporting import Exporting

        return Exporting(self.document, self.view, self.tasks, lambda: self.prompt, self.window, self.status.notice)

    @cached_property
    def safety(self) -> Safety:
        """What keeps unsaved work and former versions; there as soon as something can be changed."""
        from explorer.widgets.safety import Safety

        return Safety(
            self.document, self.files, self.selection, self.navigator, self.prompt, self.tasks, self.settings,
            self._folder, self.window, self.status.notice,
        )  # fmt: skip

    def _show_help(self, what: str) -> None:
        from explorer.widgets import help as pages

        show = {"manual": pages.show_manual, "shortcuts": pages.show_shortcuts, "about": pages.show_about}
        show[what](self.window)
