"""What is opened only when somebody asks: paths, the bar of which evidence counts, contradictions, coverage."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from explorer.drawing.camera import Camera
from explorer.model.facts import CameraState
from explorer.model.filters import Filters, Scope
from explorer.model.telling import Lens
from explorer.model.values import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.model.paths import Path
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.publishing import Publisher
    from explorer.session.questions import Questions
    from explorer.session.selection import Selection
    from explorer.session.tasks import Tasks
    from explorer.session.view import View
    from explorer.widgets.answer_panel import AnswerPanel
    from explorer.widgets.contradictions_panel import ContradictionsPanel
    from explorer.widgets.coverage_page import CoveragePage
    from explorer.widgets.graph_page import GraphPage
    from explorer.widgets.lens_bar import LensBar
    from explorer.widgets.main_window import MainWindow
    from explorer.widgets.panel_below import PanelBelow


class Inquiries(QObject):
    """Owns dialogs, bars and panels that a start does without.

    Signals
    -------
    noticed : str
        Something was done that is not to be seen otherwise.
    words_requested : str, int, int
        Words of an article are to be shown: its id, and from where to where they go.
    """

    noticed = Signal(str)
    words_requested = Signal(str, int, int)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        view: View,
        navigator: Navigator,
        answers: Callable[[], AnswerPanel],
        page: GraphPage,
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._document, self._selection, self._view, self._navigator = document, selection, view, navigator
        self._answers, self._page, self._window = answers, page, window
        self._questions: Questions
        self._path_start: str | None = None
        view.scope_changed.connect(self._on_scope_changed)

    def furnish(self, answers: AnswerPanel, publisher: Callable[[], Publisher], tasks: Tasks) -> None:
        """Answer what the panel on the right asks for; what takes long is done among these tasks."""
        from explorer.session.questions import Questions

        self._questions = Questions(self._document, tasks, self)
        answers.path_page.picture_requested.connect(lambda path: self.export_path(path, publisher()))
        answers.start_page.contradictions_requested.connect(self.show_contradictions)
        answers.start_page.coverage_requested.connect(self.show_coverage)

    # -- paths ----------------------------------------------------------------------------------

    def ask_path(self, start: str | None = None) -> None:
        """Ask between which two a path is wanted."""
        from explorer.widgets.path_dialog import PathDialog

        dialog = PathDialog(self._document, self._selection, start, self._window)
        dialog.chosen.connect(self._answers().show_paths)
        dialog.open()

    def path_from(self, entity: str) -> None:
        """Begin a path."""
        self._path_start = entity
        self.noticed.emit("Now right-click the other end and choose “Path to here”.")

    def path_to(self, entity: str) -> None:
        """End a path that was begun, or that begins at what is selected."""
        start = self._path_start or self._selection.now.only_entity
        if start is None or start == entity or start not in self._document.project.entities:
            self.ask_path(entity)
        else:
            self._answers().show_paths(start, entity)

    def export_path(self, path: Path, publisher: Publisher) -> None:
        """Choose what a picture of one path shows; everything else stays out of it."""
        from explorer.model.paths import path_only
        from explorer.widgets.export_dialog import ExportDialog

        project, filters = self._document.project, Filters(lens=self._view.scope.filters.lens)
        alone = publisher.limited(Scope(filters=filters, hidden=path_only(project, path)))
        alone.saved.connect(self.noticed)
        dialog = ExportDialog(self._document, self._view, alone, self._window)
        ends = (one_line(project.entities[key].name) for key in (path.entities[0], path.entities[-1]))
        dialog.headline.setText(" and ".join(ends)[:300])
        dialog.open()

    # -- which evidence counts ------------------------------------------------------------------

    @cached_property
    def bar(self) -> LensBar:
        """The bar over the canvas; made when it is first asked for."""
        from explorer.widgets.lens_bar import LensBar

        made = LensBar(self._document, self._view, self._page)
        made.hide()
        made.tellers_requested.connect(self.ask_tellers)
        self._page.hang(made)
        return made

    def toggle_bar(self) -> None:
        """Show the bar, or put it away; what it chose stays."""
        self.bar.setVisible(self.bar.isHidden())
        if not self.bar.isHidden():
            self.bar.known.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def ask_tellers(self) -> None:
        """Ask according to whom the graph is to be shown."""
        from explorer.widgets.tellers_dialog import TellersDialog

        tellers = self._view.scope.filters.lens.tellers
        dialog = TellersDialog(self._document.project, tellers, self._window)
        dialog.chosen.connect(self._tell)
        dialog.open()

    def _tell(self, tellers: tuple[str, ...]) -> None:
        filters = self._view.scope.filters
        self._view.set_filters(filters.through(filters.lens.model_copy(update={"tellers": tellers})))

    def _on_scope_changed(self) -> None:
        """Show the bar whenever some evidence does not count, so that nobody takes part for the whole."""
        if self._view.scope.filters.lens != Lens():
            self.bar.show()

    # -- the view that the graph opens with ------------------------------------------------------

    def keep_view(self) -> None:
        """Let the graph open looked at as it is now."""
        from explorer.model.saved_views import UseView, looked_at

        if self._navigator.browsing is not None:
            self.noticed.emit("A store that is browsed begins at its start page. Load all of it to keep a view.")
            return
        saved, camera = self._document.project.saved_view, None if self._view.is_fitted else self._view.camera
        at = (
            None
            if camera is None
            else CameraState(x=round(camera.x, 1), y=round(camera.y, 1), zoom=round(camera.zoom, 4))
        )
        view = looked_at(saved, self._view.scope, at)
        if view != saved:
            self._document.do(UseView(view), "Keep this view")
        self.noticed.emit("Save, and the graph opens like this.")

    def show_kept_view(self) -> None:
        """Show what the graph opens with."""
        from explorer.model.saved_views import saved_scope

        saved = self._document.project.saved_view
        self._view.set_scope(saved_scope(saved))
        if saved.camera is None:
            self._view.fit()
        else:
            self._view.go_to_camera(Camera(saved.camera.x, saved.camera.y, saved.camera.zoom))

    # -- what is true of all of it --------------------------------------------------------------

    @cached_property
    def contradictions(self) -> ContradictionsPanel:
        """What contradicts itself; made when it is first asked for."""
        from explorer.widgets.contradictions_panel import ContradictionsPanel

        made = ContradictionsPanel(self._document, self._view, self._navigator, self._questions, self._window)
        made.passage_requested.connect(self._show_passage)
        return made

    def show_contradictions(self) -> None:
        """Show what contradicts itself, below the canvas."""
        self._show_below(self.contradictions, "Contradictions")

    @cached_property
    def coverage(self) -> CoveragePage:
        """How well everything is supported; made when it is first asked for."""
        from explorer.widgets.coverage_page import CoveragePage

        made = CoveragePage(self._document, self._selection, self._view, self._questions, self._window)
        made.article_requested.connect(self._answers().article_requested)
        made.words_requested.connect(self.words_requested)
        return made

    def show_coverage(self) -> None:
        """Show how well everything is supported, below the canvas."""
        self._show_below(self.coverage, "Coverage")

    def _show_below(self, panel: PanelBelow, title: str) -> None:
        dock = self._window.open_below(panel, title)
        panel.closed.connect(dock.hide, Qt.ConnectionType.UniqueConnection)

    def _show_passage(self, relation: str, evidence: str) -> None:
        self._navigator.select_relation(relation)
        self._answers().go_to_evidence(evidence)
