"""One passage as a card: who says it, how firmly, in which words, and where. The current one shows more."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from explorer.drawing.style import look_of
from explorer.model.citations import date_published, web_address
from explorer.model.facts import Status
from explorer.model.fragments import context_of, shortened
from explorer.model.laundering import claiming_cue
from explorer.model.passages import OwnerKind
from explorer.model.telling import counts
from explorer.model.verification import verification
from explorer.widgets.popup_menu import PopupMenu
from explorer.widgets.small_button import HEIGHT_PX, SmallButton
from explorer.widgets.voice_row import VoiceRow
from explorer.widgets.words import Run, Words, flat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.fragments import Context
    from explorer.model.passages import Passage
    from explorer.model.project import Project
    from explorer.model.telling import Lens
    from explorer.session.navigation import Navigator
    from explorer.session.view import View

PADDING_PX, TOP_PX = 12, 8
OPENING = "opening paragraphs"
RADIUS_PX = 6
CITATIONS = (("Citation", "plain"), ("Citation in Markdown", "markdown"), ("Citation in BibTeX", "bibtex"))
QUOTATION = "quotation"


class EvidenceCard(QWidget):
    """Shows one passage.

    Signals
    -------
    chosen
        A person turned to this card.
    open_requested
        The passage is to be shown in its article.
    copy_requested : str
        "plain", "markdown", "bibtex", or "quotation".
    url_requested : str
        The web address of the article is to be opened.
    edit_requested
        The passage is to be edited.
    """

    chosen = Signal()
    open_requested = Signal()
    copy_requested = Signal(str)
    url_requested = Signal(str)
    edit_requested = Signal()

    def __init__(self, view: View, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view, self._navigator = view, navigator
        self._is_current = False
        self._context: Context | None = None
        self.setObjectName("evidence_card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.voice = VoiceRow(view, self, below="card")
        self.quotation = Words(view, "quote", self, ink="ink_2")
        self.flag = Words(view, "caption", self, ink="ink_2")
        self.note = Words(view, "label", self, ink="ink_2")
        self.source = Words(view, "caption", self, ink="ink_3", max_lines=1)
        self.cue = Words(view, "caption", self, ink="ink_3", max_lines=1)
        self._open: SmallButton | None = None
        self._copy: SmallButton | None = None
        self._edit: SmallButton | None = None

    def show_passage(self, project: Project, passage: Passage, place: str) -> None:
        """Show a passage; ``place`` says which of how many it is."""
        evidence, speaker = passage.evidence, passage.speaker
        self._context = context_of(project, evidence)
        if speaker is not None:
            kind = look_of(project, self._view.theme, speaker)
            key = speaker.id
            self.voice.show_speaker(
                kind, flat(speaker.name), lambda: self._navigator.select_entity(key), evidence.stance, place
            )
        elif evidence.speaker is None:
            self.voice.show_article(evidence.stance, place)
        else:
            self.voice.show_unknown(evidence.speaker, evidence.stance, place)
        self.flag.say(" ".join(_flags(project, passage, self._view.scope.filters.lens)))
        self.note.say(flat(evidence.note or ""))
        self.source.set_runs(*self._source(passage))
        self.cue.say(f"cue “{flat(evidence.cue)}”" if evidence.cue else "")
        self.setAccessibleName(f"Passage {place}: {self.voice.accessibleName()}: {flat(passage.exact)}")
        self._say_quotation()

    def set_current(self, is_current: bool) -> None:  # noqa: FBT001  # what it becomes, not how it behaves
        """Show more of the passage, and what can be done with it, or less."""
        self._is_current = is_current
        if is_current and self._open is None:
            self._make_buttons()
        for button in (self._open, self._copy, self._edit):
            if button is not None:
                button.setVisible(is_current)
        self.cue.setVisible(is_current)
        if self._context is not None:
            self._say_quotation()
        self.update()

    # -- content --------------------------------------------------------------------------------

    def _say_quotation(self) -> None:
        assert self._context is not None
        context = self._context if self._is_current else shortened(self._context)
        before = " ".join(("" if context.opens else "… ", context.before)).lstrip()
        head = flat(before) + (" " if before[-1:].isspace() else "")
        tail = flat(context.after)
        if context.after[:1].isspace() and tail:
            tail = f" {tail}"
        self.quotation.set_runs(
            Run(head),
            Run(flat(context.exact), ink="ink", mark=True),
            Run(tail if context.closes else f"{tail} …"),
        )

    def _source(self, passage: Passage) -> list[Run]:
        article = passage.article
        if article is None:
            return [Run(f"article “{flat(passage.evidence.article)}” is not in this file")]
        outlet = flat(article.publisher or article.title)
        address = web_address(article.url)
        where = flat(passage.section) if passage.section else OPENING
        if passage.section is None and passage.evidence.quote.start is None:
            where = "place unknown"
        rest = f", {date_published(article)} · {where}"
        if address is None:
            return [Run(outlet + rest)]
        return [
            Run(outlet, ink="ink_2", go=lambda: self.url_requested.emit(address), about=f"Open {address}"),
            Run(rest),
        ]

    def _make_buttons(self) -> None:
        self._open = SmallButton(self._view, "Open in article", "book-open", self)
        self._open.setObjectName("open_in_article")
        self._open.clicked.connect(self.open_requested)
        self._copy = SmallButton(self._view, "Copy citation", "quote", self)
        self._copy.setObjectName("copy_citation")
        self._copy.clicked.connect(self._show_copy_menu)
        self._edit = SmallButton(self._view, "Edit", "pencil", self)
        self._edit.setObjectName("edit_passage")
        self._edit.clicked.connect(self.edit_requested)

    def copy_menu(self) -> PopupMenu:
        """Return the menu of what can be copied."""
        menu = PopupMenu(self)
        for text, style in CITATIONS:
            menu.add(text, partial(self.copy_requested.emit, style))
        menu.addSeparator()
        menu.add("Quotation", partial(self.copy_requested.emit, QUOTATION))
        return menu

    def _show_copy_menu(self) -> None:
        assert self._copy is not None
        self.copy_menu().pop_up(self._copy.mapToGlobal(self._copy.rect().bottomLeft()))

    # -- room -----------------------------------------------------------------------------------

    def fit(self, width: int) -> int:
        """See ``Part``."""
        inner, y = width - 2 * PADDING_PX, TOP_PX
        for gap, words in (
            (0, self.voice), (4, self.quotation), (4, self.flag), (4, self.note), (4, self.source),
        ):  # fmt: skip
            is_shown = not isinstance(words, Words) or bool(words.text())
            words.setVisible(is_shown)
            if is_shown:
                y += gap
                height = words.fit(inner)
                words.setGeometry(QRect(PADDING_PX, y, inner, height))
                y += height
        buttons = [button for button in (self._open, self._copy, self._edit) if button is not None]
        if self._is_current and buttons:
            y = self._fit_buttons(buttons, inner, y + 8)
        return y + TOP_PX

    def _fit_buttons(self, buttons: list[SmallButton], inner: int, y: int) -> int:
        x = PADDING_PX
        for button in buttons:
            wide = button.sizeHint().width()
            if x + wide > PADDING_PX + inner and x > PADDING_PX:
                x, y = PADDING_PX, y + HEIGHT_PX + 4
            button.setGeometry(x, y, wide, HEIGHT_PX)
            x += wide + 6
        room = PADDING_PX + inner - x
        wanted = self.cue.natural_width if self.cue.text() else 0
        if wanted and room < min(wanted, 72):
            x, y, room = PADDING_PX, y + HEIGHT_PX + 4, inner
        wide = min(wanted, room)
        self.cue.fit(wide)
        self.cue.setGeometry(QRect(PADDING_PX + inner - wide if x > PADDING_PX else x, y + 4, wide, 16))
        self.cue.setVisible(bool(wanted))
        return y + HEIGHT_PX

    # -- events ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Turn to this card."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit()
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn to this card; Enter on the current one opens the article."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            (self.open_requested if self._is_current else self.chosen).emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        """Draw the card."""
        theme = self._view.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = 1.5 if self._is_current else 1.0
        edge = "accent" if self.hasFocus() else "ink" if self._is_current else "line"
        painter.setPen(QPen(QColor(theme.color(edge)), 2.0 if self.hasFocus() else width))
        painter.setBrush(QColor(theme.color("card")))
        half = painter.pen().widthF() / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(half, half, -half, -half), RADIUS_PX, RADIUS_PX)
        painter.end()


def _flags(project: Project, passage: Passage, lens: Lens) -> Iterator[str]:
    """Yield what a person should know about the passage before trusting it; usually nothing."""
    evidence = passage.evidence
    owner = passage.owner if passage.owner_kind is OwnerKind.RELATION else None
    if evidence.id in verification(project).lost:
        yield "These words are not in the text of the article."
    if evidence.status is Status.SUGGESTED:
        by = "" if evidence.method == "manual" else f" by {flat(evidence.method)}"
        yield f"Suggested{by}, not reviewed; it does not count yet."
    cue = claiming_cue(project, owner, evidence)
    if cue is not None:
        yield f"Marked as asserted, but the sentence says “{flat(cue.words)}”."
    if not counts(project, lens, owner, evidence):
        yield "Not among what counts on the canvas now."
