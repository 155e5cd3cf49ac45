"""Places the bars, docks and pages, and remembers where they were. No logic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QDockWidget, QMainWindow, QSplitter, QToolBar, QWidget

from explorer.resources import asset
from explorer.widgets.tab_order import put_in_order, stops_in

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QPaintEvent, QResizeEvent, QShowEvent

    from explorer.session.settings import Settings
    from explorer.widgets.centre import Centre
    from explorer.widgets.status import Status
    from explorer.widgets.top_bar import TopBar

FIRST_SIZE = QSize(1440, 900)
SMALLEST = QSize(900, 600)
LEFT_WIDTH, RIGHT_WIDTH = 264, 376
NARROW_LEFT, NARROW_RIGHT = 256, 300  # on windows narrower than NARROW
NARROW = 1200
BELOW = Qt.DockWidgetArea.BottomDockWidgetArea
TURNING = {Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton}


class _Panel(QDockWidget):
    """A dock that wears a frame while it floats: not every window manager gives it one."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self._frame = QTimer(self, interval=0, singleShot=True)
        self._frame.timeout.connect(self._make_room)
        self.topLevelChanged.connect(self._frame.start)  # later: Qt is in the midst of moving it

    def _make_room(self) -> None:
        line = 1 if self.isFloating() else 0
        self.setContentsMargins(line, line, line, line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the frame."""
        super().paintEvent(event)
        if self.isFloating():
            painter = QPainter(self)
            painter.setPen(self.palette().dark().color())
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.end()


class MainWindow(QMainWindow):
    """The window.

    Signals
    -------
    files_dropped : list of Path
        Files or folders were dropped on the window.
    back_pressed, forward_pressed
        The mouse button for it was pressed, wherever in the window.
    """

    files_dropped = Signal(object)
    back_pressed = Signal()
    forward_pressed = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("main_window")
        self.setAcceptDrops(True)
        self.setMinimumSize(SMALLEST)
        self.resize(FIRST_SIZE)
        self.setDockOptions(QMainWindow.DockOption.AllowNestedDocks | QMainWindow.DockOption.AllowTabbedDocks)
        self._settings = settings
        self.may_close: Callable[[], bool] = lambda: True
        self._canvas: QWidget | None = None
        self._was_shown = False

    def fill(self, top_bar: TopBar, centre: Centre, status: Status) -> None:
        """Put in what the window consists of; it may be on the screen already."""
        self.top_bar, self.centre = top_bar, centre
        bar = QToolBar("Top bar")
        bar.setObjectName("top")
        bar.setMovable(False)
        bar.toggleViewAction().setEnabled(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.addWidget(top_bar)
        self.addToolBar(Qt.ToolBarArea.TopToolBarArea, bar)
        self.setCentralWidget(centre)
        self._canvas = centre.findChild(QWidget, "canvas")
        self.left = self._dock("left", "Filters and lists", NARROW_LEFT, Qt.DockWidgetArea.LeftDockWidgetArea)
        self.right = self._dock("right", "Answers", NARROW_RIGHT, Qt.DockWidgetArea.RightDockWidgetArea)
        self.setStatusBar(status)
        centre.installEventFilter(self)
        self._first = self.saveState()
        if self.isVisible():
            for part in (bar, centre, self.left, self.right, status):
                part.show()

    def set_document(self, name: str, *, dirty: bool) -> None:
        """Show which file is open and whether it has unsaved changes."""
        self.setWindowTitle(f"{name}[*] – Edgewise")
        self.setWindowModified(dirty)
        self.top_bar.set_file(name, dirty=dirty)

    def toggle_panel(self, name: str) -> None:
        """Show or hide the "left" or the "right" panel."""
        dock = {"left": self.left, "right": self.right}[name]
        dock.setVisible(dock.isHidden())

    def reset_layout(self) -> None:
        """Put all panels back where they were at first."""
        self._settings.forget_layouts()
        for dock in (self.left, self.right):
            dock.setFloating(False)
            dock.show()
        self.restoreState(self._first)
        self._size_docks()

    def next_panel(self) -> None:
        """Move the keyboard to the next panel: canvas, right, left, search."""
        places = [self.centre, self.right, self.left, self.top_bar]
        focus = self.focusWidget()
        at = next((i for i, place in enumerate(places) if focus is not None and place.isAncestorOf(focus)), -1)
        for step in range(1, len(places) + 1):
            place = places[(at + step) % len(places)]
            stops = stops_in(place) if place.isVisible() else []
            target = self._canvas if self._canvas in stops else next(iter(stops), None)
            if target is not None:
                target.window().activateWindow()
                target.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802, FBT001  # Qt's
        """Let Tab go on as Qt does it, through an order that follows what is shown now."""
        floating = {dock for dock in (self.left, self.right) if dock.isFloating()}  # windows with a Tab of their own
        put_in_order(place for place in (self.top_bar, self.left, self.centre, self.right) if place not in floating)
        return super().focusNextPrevChild(forward)

    def restore(self) -> None:
        """Bring back size and panels of the last time."""
        docks = self._settings.layout("docks")
        if not self.isVisible():
            self.restore_place()
        if docks is None or not self.restoreState(docks):
            self._size_docks()
        for splitter in self.findChildren(QSplitter):
            heights = self._settings.layout(splitter.objectName())
            if heights is not None:
                splitter.restoreState(heights)

        if self.isVisible():
            self._begin()

    def restore_place(self) -> None:
        """Bring back place and size of the last time."""
        geometry = self._settings.layout("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    def _keep(self) -> None:
        self._settings.keep_layout("geometry", QByteArray(self.saveGeometry()))
        self._settings.keep_layout("docks", QByteArray(self.saveState()))
        for splitter in self.findChildren(QSplitter):
            self._settings.keep_layout(splitter.objectName(), QByteArray(splitter.saveState()))

    def furnish(self, left: QWidget, right: QWidget) -> None:
        """Put the panels into their docks, where nothing but their room was until now, and the mark on the window."""
        for dock, panel in ((self.left, left), (self.right, right)):
            bare, title = dock.widget(), dock.titleBarWidget()
            dock.setWidget(panel)
            bar = panel.findChild(QWidget, "dock_title")
            dock.setTitleBarWidget(bar if bar is not None else QWidget())
            for old in (bare, title):
                old.deleteLater()
        QApplication.setWindowIcon(QIcon(str(asset("icons", "edgewise.svg"))))

    def open_below(self, panel: QWidget, title: str) -> QDockWidget:
        """Show a panel below the canvas, in a dock that is made when it is first shown; beside others that are there."""
        found = self.findChild(QDockWidget, panel.objectName())
        if found is not None:
            found.show()
            found.raise_()
            return found
        dock = _Panel(title)
        dock.setObjectName(panel.objectName())
        dock.setWidget(panel)
        dock.setTitleBarWidget(QWidget())
        there = [own for own in self.findChildren(_Panel) if self.dockWidgetArea(own) is BELOW and own is not dock]
        self.addDockWidget(BELOW, dock)
        if there:
            self.tabifyDockWidget(there[-1], dock)
        else:
            self.resizeDocks([dock], [panel.sizeHint().height()], Qt.Orientation.Vertical)
        dock.show()
        dock.raise_()
        return dock

    def _dock(self, name: str, title: str, width: int, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = _Panel(title)
        dock.setObjectName(name)
        bare = QWidget()
        bare.setMinimumWidth(width)
        dock.setWidget(bare)
        dock.setTitleBarWidget(QWidget())
        self.addDockWidget(area, dock)
        return dock

    def _size_docks(self) -> None:
        narrow = self.width() < NARROW
        widths = [NARROW_LEFT, NARROW_RIGHT] if narrow else [LEFT_WIDTH, RIGHT_WIDTH]
        self.resizeDocks([self.left, self.right], widths, Qt.Orientation.Horizontal)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the search box centred over the canvas; take the mouse's back and forward buttons."""
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            if event.button() in TURNING:
                turned = self.back_pressed if event.button() is Qt.MouseButton.BackButton else self.forward_pressed
                turned.emit()
                return True
        elif watched is self.centre and event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self.top_bar.centre_search(self.centre.geometry().center().x())
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """The first time that there is something to see, give the panels their widths."""
        super().showEvent(event)
        if self._canvas is not None:
            self._begin()

    def _begin(self) -> None:
        if self._was_shown:
            return
        self._was_shown = True
        handle = self.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
        if self._canvas is not None:
            self._canvas.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._settings.layout("docks") is None:
            self._size_docks()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay usable while narrow."""
        super().resizeEvent(event)
        crossed = (event.oldSize().width() < NARROW) != (event.size().width() < NARROW)
        if self._was_shown and crossed:
            QTimer.singleShot(0, self, self._size_docks)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask about unsaved changes; remember the panels."""
        if self.may_close():
            self._keep()
            event.accept()
        else:
            event.ignore()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take local files and folders."""
        urls = event.mimeData().urls()
        if urls and all(url.isLocalFile() for url in urls):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        from pathlib import Path

        paths: list[Path] = [Path(url.toLocalFile()) for url in event.mimeData().urls()]
        event.acceptProposedAction()
        QTimer.singleShot(0, self, lambda: self.files_dropped.emit(paths))
