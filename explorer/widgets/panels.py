"""The panels around the canvas, introduced to each other. They are made once the graph is on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from explorer.widgets.answer_panel import AnswerPanel
from explorer.widgets.article_tab import ArticleTab
from explorer.widgets.left_panel import LeftPanel

if TYPE_CHECKING:
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.selection import Selection
    from explorer.session.view import View


class Panels(QObject):
    """Owns filters and lists on the left, answers on the right, and the article behind the graph."""

    def __init__(
        self, document: Document, selection: Selection, view: View, navigator: Navigator, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.left = LeftPanel(document, selection, view, navigator)
        self.answers = AnswerPanel(document, selection, view, navigator)
        self.articles = ArticleTab(document, selection, view, navigator)
        self.left.lists.evidence_requested.connect(self.answers.open_first_evidence)
        self.articles.passage_chosen.connect(self.answers.go_to_evidence)
        self.answers.current_changed.connect(self.articles.follow)
