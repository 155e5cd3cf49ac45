"""A session without a window, and the panel and the article over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QWidget

from explorer.drawing.qt_text import QtMeasure
from explorer.opening import open_graph
from explorer.resources import bundled_graph
from explorer.session.document import Document
from explorer.session.history import History
from explorer.session.motion import Motion
from explorer.session.navigation import Navigator
from explorer.session.questions import Questions
from explorer.session.selection import Selection
from explorer.session.settings import Settings
from explorer.session.tasks import Tasks
from explorer.session.view import View
from explorer.widgets.answer_panel import AnswerPanel
from explorer.widgets.article_tab import ArticleTab
from explorer.widgets.theming import apply_theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from explorer.model.project import Project


class Room(QObject):
    """One session, with a panel and an article that are introduced to each other as in the window."""

    def __init__(self) -> None:
        super().__init__()
        self.document = Document(self)
        self.selection = Selection(self)
        settings = Settings(parent=self)
        settings.reduced_motion = True
        self.view = View(self.document, QtMeasure(), Motion(settings, self), self)
        self.history = History(self)
        self.navigator = Navigator(self.document, self.selection, self.view, self.history, self)
        self.tasks = Tasks(self)
        self.questions = Questions(self.document, self.tasks, self)
        session = (self.document, self.selection, self.view, self.navigator)
        self.window = QWidget()
        self.panel = AnswerPanel(*session, self.window)
        self.article = ArticleTab(*session, self.window)
        self.article.setGeometry(0, 0, 800, 788)
        self.panel.setGeometry(800, 0, 376, 788)
        self.panel.current_changed.connect(self.article.follow)
        self.article.passage_chosen.connect(self.panel.go_to_evidence)

    @property
    def project(self) -> Project:
        return self.document.project


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    """A session over nothing yet; panel and article are on the screen."""
    made = Room()
    apply_theme(made.view.theme)
    qtbot.addWidget(made.window)
    made.window.resize(1176, 788)
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.tasks.shut_down()
    made.deleteLater()


@pytest.fixture
def show(room: Room) -> Callable[[Project], Room]:
    """Open a project."""

    def do(project: Project) -> Room:
        room.document.replace(project, None)
        return room

    return do


@pytest.fixture
def bundled(show: Callable[[Project], Room]) -> Room:
    """The graph that opens first."""
    return show(open_graph(bundled_graph()).project)


@pytest.fixture
def press(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Click a widget in its middle, or at the first line of a link that takes several."""

    def do(widget: QWidget) -> None:
        assert widget.isVisible(), widget
        point = QPoint(4, 8) if not widget.mask().isEmpty() else widget.rect().center()
        qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=point)

    return do
