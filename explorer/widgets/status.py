"""The line at the bottom: what is shown, what runs, what was noticed, how far the quotations hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QSizePolicy, QStatusBar, QWidget

from explorer.model.values import one_line
from explorer.model.verification import verification
from explorer.model.words import counted
from explorer.widgets.theming import ui_font

if TYPE_CHECKING:
    from explorer.session.browsing import Browser
    from explorer.session.document import Document
    from explorer.session.tasks import Tasks
    from explorer.session.view import View

HEIGHT = 24
NOTICE_MS = 8000
READING_MS = 60  # for each letter of a notice
GAP_PX = 10  # and Qt's own 6
NAME_LETTERS = 48


class Status(QStatusBar):
    """Shows counts, progress with a way to cancel, and notices."""

    def __init__(
        self,
        document: Document,
        view: View,
        tasks: Tasks,
        browser: Browser | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setFixedHeight(HEIGHT)
        self.setSizeGripEnabled(False)
        self.setContentsMargins(14, 0, 14, 0)
        self._document, self._view, self._browser = document, view, browser
        self._left_out = ""
        self._shown = self._label("shown")
        self._quotations = self._label("quotations")
        self._saved = self._label("saved")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(120)
        self._task = self._label("task")
        self._cancel = QPushButton("Cancel")
        self._cancel.setObjectName("cancel_task")
        self._cancel.setProperty("link", "true")
        self._cancel.setFont(ui_font(11))
        self._cancel.clicked.connect(tasks.cancel_all)
        self._shown.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.addWidget(self._shown, 1)
        for label in (self._task, self._quotations, self._saved):
            label.setContentsMargins(GAP_PX, 0, 0, 0)
        for part in (self._task, self._bar, self._cancel, self._quotations, self._saved):
            self.addPermanentWidget(part)
        self._notice_over = QTimer(self, singleShot=True)
        self._notice_over.timeout.connect(self._end_notice)
        self._set_busy(busy=False)
        tasks.progressed.connect(self._on_progressed)
        tasks.idle.connect(lambda: self._set_busy(busy=False))
        view.scope_changed.connect(self.refresh)
        document.changed.connect(self.refresh)
        document.replaced.connect(self._end_notice)
        document.saved.connect(self.refresh)
        document.dirty_changed.connect(self.refresh)
        if browser is not None:
            browser.census.changed.connect(self.refresh)

    def notice(self, sentence: str) -> None:
        """Show something to know for a while; all of it in the tooltip, where the line is too short."""
        from explorer.widgets.hints import literally

        words = " ".join(sentence.split())
        self._shown.setText(words)
        self._shown.setToolTip(literally([words]))
        self._notice_over.start(max(NOTICE_MS, READING_MS * len(words)))

    def say_left_out(self, sentence: str) -> None:
        """Say what the picture leaves out; "" when it leaves out nothing."""
        if sentence != self._left_out:
            self._left_out = sentence
            self.refresh()

    def _end_notice(self) -> None:
        """Take the notice off; one about another file must not stay when this one opens."""
        self._notice_over.stop()
        self._shown.setToolTip("")
        self.refresh()

    def refresh(self) -> None:
        """Show the counts."""
        project, shown, focus = self._document.project, self._view.visible, self._view.scope.focus
        lit = self._view.spotlight
        if focus is not None and lit is not None:
            names = [_short(project.entities[key].name) for key in focus.centre if key in lit]
            around = len(lit & shown.entity_set) - len(names)
            text = (
                f"{', '.join(names[:3])} in focus, {counted(around, 'neighbour')}, "
                f"depth {focus.depth}. Esc leaves the focus"
            )
        else:
            text = (
                f"{len(shown.entities):,} of {counted(shown.total_entities, 'entity', 'entities')}, "
                f"{counted(len(shown.relation_rows), 'relation')} shown"
            )
            if self._browser is not None and self._browser.is_on:
                text = self._browser.loaded
        if self._left_out:
            text = f"{text} · {self._left_out}"
        if not self._notice_over.isActive():
            self._shown.setText(" ".join(text.split()))
        self._view.whenever(self._refresh_quotations)
        read_only = self._document.store is not None and not self._document.store.writable
        state = "Read-only" if read_only else "Unsaved changes" if self._document.is_dirty else "Saved"
        self._saved.setText(state if self._document.path is not None or self._document.is_dirty else "")

    def _refresh_quotations(self) -> None:
        self._quotations.setText(verification(self._document.project).words)

    def _label(self, name: str) -> QLabel:
        from PySide6.QtCore import Qt

        label = QLabel()
        label.setObjectName(f"status_{name}")
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setFont(ui_font(11))
        return label

    def _on_progressed(self, title: str, share: float) -> None:
        self._task.setText(title)
        self._bar.setRange(0, 0 if share < 0 else 100)
        self._bar.setValue(max(round(share * 100), 0))
        self._set_busy(busy=True)

    def _set_busy(self, *, busy: bool) -> None:
        for part in (self._task, self._bar, self._cancel):
            part.setVisible(busy)


def _short(name: str) -> str:
    words = one_line(name)
    return words if len(words) <= NAME_LETTERS else f"{words[: NAME_LETTERS - 1]}…"
