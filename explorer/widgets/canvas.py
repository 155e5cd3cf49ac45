"""The canvas: shows the graph through its scenery, and hands events to the current tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QInputDevice,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from explorer.drawing.picking import Hit, hit
from explorer.widgets.draw_relation import Tie
from explorer.widgets.scenery import Scenery
from explorer.widgets.tools import Box, Drag, Lasso, Pan, Tool

if TYPE_CHECKING:
    from explorer.session.arranging import Arranger
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.selection import Selection
    from explorer.session.tasks import Tasks
    from explorer.session.view import View
    from explorer.widgets.workshop import Workshop

ZOOM_STEP = 1.2
TOOLTIP_MS = 300
MIN_CLICK_PX = 3
TIE_KEY, LASSO_KEY = Qt.Key.Key_R, Qt.Key.Key_S  # held while dragging; many window managers keep Alt for themselves
KEYBOARD_REASONS = {
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
}
ARROWS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}


class Canvas(QWidget):
    """Shows the graph.

    Signals
    -------
    menu_requested : Hit, QPoint
        A right-click; the point is on the screen.
    tooltip_requested : Hit, QPoint
        The pointer has rested on something.
    evidence_requested
        Enter was pressed.
    resized
        The viewport has another size.
    first_painted
        The graph is on the screen, for the first time.
    left_out : str
        What the picture leaves out.
    tie_requested : str, str, QRect
        A relation was drawn: both entities, and where it ended on the screen.
    """

    menu_requested = Signal(object, QPoint)
    tooltip_requested = Signal(object, QPoint)
    evidence_requested = Signal()
    resized = Signal()
    first_painted = Signal()
    left_out = Signal(str)
    tie_requested = Signal(str, str, QRect)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        view: View,
        navigator: Navigator,
        arranger: Arranger,
        tasks: Tasks,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("canvas")
        self.setAccessibleName("Graph canvas")
        self.setAccessibleDescription("The lists on the left show the same entities and relations.")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(200, 200)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._document, self._selection, self._view = document, selection, view
        self._navigator, self._arranger = navigator, arranger
        self._scenery = Scenery(self, view, selection, tasks)
        self._tool: Tool | None = None
        self._was_painted = False
        self._held: Qt.Key | None = None  # a letter that makes the next drag another gesture
        self._press: tuple[QPointF, Hit, Qt.KeyboardModifier] | None = None
        self._rest = QTimer(self, interval=TOOLTIP_MS, singleShot=True)
        self._rest.timeout.connect(self._on_rested)
        self._rest_at = QPointF()
        self._scenery.left_out.connect(self.left_out)
        for signal in (
            self._scenery.changed,
            view.frame_changed,
            view.scope_changed,
            view.hover_changed,
            selection.changed,
            view.theme_changed,
        ):
            signal.connect(self.update)
        selection.changed.connect(self._show_focus)
        self._by_keyboard = False  # only then is it shown where the keyboard is

    # -- geometry -------------------------------------------------------------------------------

    @property
    def origin(self) -> QPointF:
        """Where the frame's origin is on the widget."""
        return self._scenery.origin

    @property
    def workshop(self) -> Workshop:
        """What makes the pictures of a large graph."""
        return self._scenery.workshop

    def hit_at(self, point: QPointF) -> Hit:
        """Return what is under a point, as it is shown: on a layer that is merely stretched, too."""
        frame = self._scenery.frame
        if frame is None:
            return Hit()
        at = (point - self.origin) * (frame.zoom / self._view.camera.zoom)
        return self._still_there(hit(frame, at.x(), at.y()))

    def screen_point(self, entity: str) -> QPoint:
        """Where an entity is drawn, in widget pixels."""
        place = self._view.whereabouts.spot(entity)
        if place is None:
            raise LookupError(entity)
        return (QPointF(*place) * self._view.camera.zoom + self.origin).toPoint()

    def _still_there(self, found: Hit) -> Hit:
        """Return what was hit unless it is gone: a picture of what is large is shown until the next one is ready."""
        project = self._document.project
        if found.entity is not None and found.entity not in project.entities:
            return Hit()
        return Hit() if found.relation is not None and found.relation not in project.relations else found

    # -- painting -------------------------------------------------------------------------------

    def settle(self) -> None:
        """Have everything in full quality now (pictures of the window, tests)."""
        self._scenery.settle()
        self.repaint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the scenery and the running gesture."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(self._view.theme.color("canvas")))
        self._scenery.paint(painter)
        if self._tool is not None:
            self._tool.paint(painter)
        if self._by_keyboard and self.hasFocus() and not self._view.focused:
            painter.setPen(QPen(QColor(self._view.theme.color("accent")), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(2, 2, -2, -2))
        painter.end()
        if not self._was_painted:
            self._was_painted = True
            self.first_painted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the centre, or everything in sight if that is how it was."""
        super().resizeEvent(event)
        fitted = self._view.is_fitted
        self._view.viewport = (float(self.width()), float(self.height()))
        self.resized.emit()
        if fitted:
            self._view.fit(at_once=True)
        self.update()

    # -- mouse ----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a click or a gesture."""
        self._by_keyboard = False
        self._rest.stop()
        point = event.position()
        if event.button() is Qt.MouseButton.MiddleButton:
            self._begin(Pan(self._view, point))
        elif event.button() is Qt.MouseButton.LeftButton:
            self._press = (point, self.hit_at(point), event.modifiers())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow a gesture, begin one, or hover."""
        point = event.position()
        if self._tool is not None:
            self._tool.move(point)
            if isinstance(self._tool, Drag):
                self._scenery.carry_to(*self._tool.offset)
            self.update()
        elif self._press is not None:
            threshold = max(MIN_CLICK_PX, QApplication.startDragDistance() if event.source() else 0)
            if (point - self._press[0]).manhattanLength() > threshold:
                self._begin(self._gesture_for(*self._press))
                self._press = None
                self.mouseMoveEvent(event)
        else:
            found = self.hit_at(point)
            self._view.hover(found.entity, found.relation)
            self.setCursor(Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor)
            self._rest_at = point
            QToolTip.hideText()
            self._rest.start() if found else self._rest.stop()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End a gesture or a click."""
        if self._tool is not None:
            tool, self._tool = self._tool, None
            self._scenery.land()
            tool.finish()
            self.unsetCursor()
            self.update()
        elif self._press is not None and event.button() is Qt.MouseButton.LeftButton:
            _, found, modifiers = self._press
            self._press = None
            self._click(found, modifiers)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go to an entity, or fit everything. Never creates anything."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        found = self.hit_at(event.position())
        if found.entity is not None:
            self._navigator.go_to(found.entity)
        elif not found:
            self._view.fit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu for what is under the pointer; from the keyboard, for what is selected."""
        if event.reason() is not QContextMenuEvent.Reason.Keyboard:
            self.menu_requested.emit(self.hit_at(QPointF(event.pos())), event.globalPos())
            return
        now, frame = self._selection.now, self._scenery.frame
        found, at = Hit(), self.rect().center()
        if now.only_entity is not None and self._view.whereabouts.spot(now.only_entity) is not None:
            found, at = Hit(entity=now.only_entity), self.screen_point(now.only_entity)
        elif frame is not None and now.only_relation is not None and now.only_relation in frame.edges.row:
            middle = frame.edges.curve[frame.edges.row[now.only_relation]][[0, 3]].mean(axis=0)
            x, y = (middle * (self._view.camera.zoom / frame.zoom)).tolist()
            found, at = Hit(relation=now.only_relation), (QPointF(x, y) + self.origin).toPoint()
        self.menu_requested.emit(found, self.mapToGlobal(at))

    def leaveEvent(self, event: QEvent) -> None:
        """Nothing is under the pointer any more."""
        super().leaveEvent(event)
        self._rest.stop()
        self._view.hover()

    def _gesture_for(self, point: QPointF, found: Hit, modifiers: Qt.KeyboardModifier) -> Tool:
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if self._held is LASSO_KEY:
            return Lasso(self._view, self._selection, self._scenery.frame, point, add=control)
        if found.entity is not None and self._held is TIE_KEY:
            return Tie(self, self._view, found.entity, self.tie_requested.emit)
        if found.entity is not None and not modifiers & Qt.KeyboardModifier.AltModifier:
            chosen = self._selection.entities
            moved = chosen if found.entity in chosen else frozenset({found.entity})
            return Drag(self._view, self._arranger, moved, point)
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            return Box(self._view, self._selection, self._scenery.frame, point, add=control)
        if modifiers & Qt.KeyboardModifier.AltModifier:
            return Lasso(self._view, self._selection, self._scenery.frame, point, add=control)
        return Pan(self._view, point)

    def _begin(self, tool: Tool) -> None:
        self._tool = tool
        if isinstance(tool, Drag):
            self._scenery.carry(tool.entities)
        self._view.hover()
        self.setCursor(tool.cursor)

    def _click(self, found: Hit, modifiers: Qt.KeyboardModifier) -> None:
        entities = () if found.entity is None else (found.entity,)
        relations = () if found.relation is None else (found.relation,)
        if modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier):
            self._selection.toggle(entities, relations)
        else:
            self._selection.set(entities, relations)

    def cancel_gesture(self) -> bool:
        """Cancel the running gesture. Returns whether there was one."""
        tool, self._tool, self._press = self._tool, None, None
        if tool is None:
            return False
        tool.cancel()
        self._scenery.put_back()
        self.unsetCursor()
        self.update()
        return True

    # -- wheel, touchpad ------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with a wheel, pan with two fingers: the device decides, not only the delta."""
        pad = event.device() is not None and event.device().type() is QInputDevice.DeviceType.TouchPad
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if (pad or event.phase() is not Qt.ScrollPhase.NoScrollPhase) and not control:
            way = event.pixelDelta() if not event.pixelDelta().isNull() else event.angleDelta() / 4
            self._view.set_camera(self._view.camera.panned(way.x(), way.y()))
        else:
            turns = event.angleDelta().y() / 120.0
            self.zoom_about(event.position(), ZOOM_STEP**turns)
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Zoom with a pinch."""
        if isinstance(event, QNativeGestureEvent) and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_about(event.position(), 1.0 + event.value())
            return True
        return super().event(event)

    def zoom_about(self, point: QPointF, factor: float) -> None:
        """Zoom so that what is under a point stays there."""
        x, y = point.x() - self.width() / 2, point.y() - self.height() / 2
        self._view.set_camera(self._view.camera.zoomed_about(x, y, factor))

    def zoom_by(self, factor: float) -> None:
        """Zoom about the middle."""
        self.zoom_about(QPointF(self.width() / 2, self.height() / 2), factor)

    # -- keyboard -------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the graph."""
        direction = ARROWS.get(Qt.Key(event.key()))
        self._by_keyboard = True
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if direction is not None and modifiers == Qt.KeyboardModifier.NoModifier:
            self._navigator.step(direction)
        elif direction is not None and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self._navigator.step_relation(1 if direction in {"right", "down"} else -1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not modifiers:
            self.evidence_requested.emit()
        elif event.key() in {TIE_KEY, LASSO_KEY} and not modifiers:
            self._held = Qt.Key(event.key())
        elif Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9 and not modifiers:
            self._navigator.set_depth(event.key() - Qt.Key.Key_0)
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Drag as ever once the letter is let go."""
        if event.key() == self._held and not event.isAutoRepeat():
            self._held = None
        else:
            super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._by_keyboard = event.reason() in KEYBOARD_REASONS
        self._show_focus()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide where the keyboard was."""
        super().focusOutEvent(event)
        self._held = None
        self._view.set_focused()

    def _show_focus(self) -> None:
        now = self._selection.now
        if self._by_keyboard and self.hasFocus():
            self._view.set_focused(now.only_entity, now.only_relation)
        else:
            self._view.set_focused()
        self.update()

    # -- rest -----------------------------------------------------------------------------------

    def _on_rested(self) -> None:
        found = self.hit_at(self._rest_at)
        if found:
            self.tooltip_requested.emit(found, self.mapToGlobal(self._rest_at.toPoint()))
