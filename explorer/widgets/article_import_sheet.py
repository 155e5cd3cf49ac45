"""Shows articles that were read, one after the other, for correction before they are added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from explorer.model.values import LONGEST_TITLE, date_text, one_line, shortened
from explorer.model.words import counted
from explorer.texts.dates import as_published
from explorer.widgets.article_import_parts import FoundField, Keeping, caption, paragraph
from explorer.widgets.theming import source_font

if TYPE_CHECKING:
    from explorer.model.facts import Article
    from explorer.session.articles import Arrival, Arrivals
    from explorer.session.view import View

SIZE = QSize(640, 620)
PREVIEW_PX = 132
PREVIEW_LETTERS = 4000
MOST_FAILURES = 4
FIELDS = {
    "title": "Title",
    "publisher": "Publisher",
    "authors": "Authors",
    "published": "Published",
    "language": "Language",
    "rights": "Rights",
    "url": "Address",
}
SHARED = ("publisher", "language", "rights")
"""What a person says of one article may be said of all that follow, where nothing else was found."""
PLACEHOLDERS = {
    "authors": "separated by semicolons",
    "published": "2025-01-27, or as much of it as is known",
    "language": "en, de, …",
    "rights": "what may be done with the text",
}


class ArticleSheet(QDialog):
    """Goes through what was read.

    Signals
    -------
    confirmed : list of Article, str
        These are to be added, and where their texts are kept.
    """

    confirmed = Signal(object, str)

    def __init__(
        self, view: View, arrivals: Arrivals, document: str, *, is_inside: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("article_sheet")
        self.setWindowTitle("Add articles" if len(arrivals.read) > 1 else "Add an article")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE)
        self._view, self._arrivals = view, arrivals
        self._at = 0
        self._taken: list[Article] = []
        self._said: dict[str, str] = {}
        self._build(document, is_inside=is_inside)
        self._show()

    # -- building -------------------------------------------------------------------------------

    def _build(self, document: str, *, is_inside: bool) -> None:
        self.place = caption(name="article_place")
        self.failures = paragraph(_failed(self._arrivals.failures), "article_failures")
        self.failures.setVisible(bool(self._arrivals.failures))
        self.preview = QPlainTextEdit()
        self.preview.setObjectName("article_preview")
        self.preview.setAccessibleName("The beginning of its text")
        self.preview.setReadOnly(True)
        self.preview.setTabChangesFocus(True)
        self.preview.setFont(source_font(15))
        self.preview.setFixedHeight(PREVIEW_PX)
        self.preview.setFrameShape(QFrame.Shape.NoFrame)
        self.preview.document().setDocumentMargin(10)
        self.fields = {
            name: FoundField(f"article_{name}", label) for name, label in FIELDS.items() if name != "published"
        }
        self.fields["published"] = FoundField("article_published", FIELDS["published"], _understood)
        for name, words in PLACEHOLDERS.items():
            self.fields[name].line.setPlaceholderText(words)
        self.keeping = Keeping(document, is_inside=is_inside)
        self.story = QCheckBox()
        self.story.setObjectName("article_story")
        self.share = caption(name="article_share")
        self.share.setWordWrap(True)
        self.notices = paragraph(name="article_notices")
        self.likewise = QCheckBox()
        self.likewise.setObjectName("article_likewise")
        self.likewise.toggled.connect(self._name_button)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for name, label in FIELDS.items():
            form.addRow(label, self.fields[name])
        form.addRow("Text", self.keeping)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(8)
        for widget in (self.failures, self.place, self.preview):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addLayout(form)
        column.addWidget(self.notices)
        column.addWidget(self.story)
        self.share.setContentsMargins(24, 0, 0, 0)
        column.addWidget(self.share)
        column.addWidget(self.likewise)
        column.addStretch(1)
        column.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.add_button = buttons.addButton("Add", QDialogButtonBox.ButtonRole.ActionRole)
        self.add_button.setObjectName("article_add")
        self.skip_button = buttons.addButton("Leave out", QDialogButtonBox.ButtonRole.ActionRole)
        self.skip_button.setObjectName("article_skip")
        cancel = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        self.add_button.clicked.connect(self._add)
        self.skip_button.clicked.connect(self._skip)
        cancel.clicked.connect(self.reject)
        return buttons

    # -- showing one ----------------------------------------------------------------------------

    @property
    def arrival(self) -> Arrival:
        """The article that is shown."""
        return self._arrivals.read[self._at]

    @property
    def _left(self) -> int:
        return len(self._arrivals.read) - self._at - 1

    def _show(self) -> None:
        arrival = self.arrival
        draft, count = arrival.draft, len(self._arrivals.read)
        number = f"{self._at + 1} of {count}: " if count > 1 else ""
        size = counted(len(draft.text.split()), "word")
        self.place.setText(f"{number}{one_line(draft.name)}, {size}")
        self.preview.setPlainText(draft.text[:PREVIEW_LETTERS])
        for name, field in self.fields.items():
            value = "; ".join(draft.authors) if name == "authors" else str(getattr(draft, name, ""))
            if name == "published" and value:
                value = as_published(value)
            if not value and name in self._said:
                field.show_value(self._said[name], "", "as you said before")
            else:
                field.show_value(value, draft.found.get(name, ""))
        same = arrival.standing.same
        told = [f"This very text is in the graph already, as “{one_line(same.title)}”."] if same is not None else []
        self.notices.setText("\n".join((*told, *draft.notices)))
        self.notices.setVisible(bool(told or draft.notices))
        self._show_story()
        self.skip_button.setVisible(count > 1)
        self.add_button.setEnabled(same is None)
        self.likewise.setVisible(self._left > 0)
        self.likewise.setText(_likewise(self._left))
        for button, filled in ((self.add_button, same is None), (self.skip_button, same is not None)):
            button.setProperty("filled", "true" if filled else "false")
            button.setDefault(filled)
            button.style().unpolish(button)
            button.style().polish(button)
        self._name_button()
        self.fields["title"].line.setFocus()
        self.fields["title"].line.setSelection(len(draft.title), -len(draft.title))  # its beginning stays in sight

    def _show_story(self) -> None:
        copies = self.arrival.standing.copies
        self.story.setVisible(bool(copies))
        self.story.setChecked(bool(copies))
        self.share.setVisible(bool(copies))
        if copies:
            closest = copies[0]
            known = (
                "what was quoted from that one stands here"
                if closest.by_excerpts
                else "the shorter one stands in the longer"
            )
            self.story.setText(f"One story with “{shortened(closest.article.title, LONGEST_TITLE)}”".replace("&", "&&"))
            instead = " If it is that very article, cancel and attach its text instead." if closest.by_excerpts else ""
            self.share.setText(f"{closest.containment:.0%} of {known}. Near-copies count as one source.{instead}")

    def _name_button(self) -> None:
        others = self._arrivals.read[self._at + 1 :] if self.likewise.isChecked() else ()
        number = 1 + sum(1 for other in others if other.standing.same is None)
        self.add_button.setText("Add" if number == 1 else f"Add all {number:,}")

    # -- a person decides -----------------------------------------------------------------------

    def _add(self) -> None:
        if not self.fields["title"].text():
            self.fields["title"].origin.setText("An article needs a title.")
            self.fields["title"].line.setFocus()
            return
        self._taken.append(self._confirmed())
        self._said |= {name: self.fields[name].text() for name in SHARED if self.fields[name].is_typed}
        if self.likewise.isChecked() and self._left:
            for arrival in self._arrivals.read[self._at + 1 :]:
                if arrival.standing.same is None:
                    self._taken.append(_likewise_said(arrival.article, self._said))
            self._finish()
        else:
            self._next()

    def _skip(self) -> None:
        self._next()

    def _next(self) -> None:
        if self._left:
            self._at += 1
            self._show()
        else:
            self._finish()

    def _finish(self) -> None:
        self.confirmed.emit(self._taken, self.keeping.where)
        self.accept()

    def _confirmed(self) -> Article:
        """Return the article as the fields say; what is empty is not known."""
        said: dict[str, object] = {name: field.text() for name, field in self.fields.items()}
        said["published"] = as_published(str(said["published"]))
        said["authors"] = tuple(name.strip() for name in str(said["authors"]).split(";") if name.strip())
        article = self.arrival.article
        said["story"] = article.story if self.story.isChecked() else None
        return _with(article, said)


def _with(article: Article, said: dict[str, object]) -> Article:
    known = {name: value for name, value in said.items() if value}
    kept = article.model_dump(exclude_unset=True, exclude=set(said))
    return type(article).model_validate({**kept, **known})


def _likewise_said(article: Article, said: dict[str, str]) -> Article:
    """Return an article with what was said of another one, where nothing was found about it."""
    return _with(article, {name: getattr(article, name) or value for name, value in said.items()})


def _likewise(left: int) -> str:
    if left == 1:
        return "And the other one likewise, as it was found"
    return f"And the other {left:,} likewise, as they were found"


def _understood(text: str) -> str:
    kept = as_published(text)
    return date_text(kept) if kept[:4].isdigit() else "kept in these words"


def _failed(failures: tuple[str, ...]) -> str:
    more = len(failures) - MOST_FAILURES
    return "\n".join(failures[:MOST_FAILURES]) + (f"\nAnd {more:,} more could not be read." if more > 0 else "")
