"""How two entities are connected: each shortest path as a chain of hops, every hop with its best quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication

from explorer.drawing.style import look_of, stroke_of
from explorer.model.citations import cite_path
from explorer.model.queries import best_passage
from explorer.model.sentences import counted, relation_sentence, standing_label
from explorer.model.standing import accepted
from explorer.model.standing_words import weakness
from explorer.widgets.column import MARGIN_PX, Column, Pool, Stack
from explorer.widgets.quotation import Quotation
from explorer.widgets.rows import EntityRow, LinkRow, RelationRow
from explorer.widgets.sections import Heading
from explorer.widgets.words import Run, Words, flat

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from explorer.model.passages import Passage
    from explorer.model.paths import Path
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.view import View

FIRST_PATHS = 3


class PathPage(Column):
    """Shows the ways from one entity to another.

    Signals
    -------
    passage_requested : str, str
        A relation is to be selected and one of its passages shown: ids of relation and evidence.
    noticed : str
        Something was done that is not to be seen otherwise.
    picture_requested : Path
        A picture of one path, with its evidence as footnotes, is wanted.
    grown
        The page has another height.
    """

    passage_requested = Signal(str, str)
    noticed = Signal(str)
    picture_requested = Signal(object)
    grown = Signal()

    def __init__(self, document: Document, view: View, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin_px=MARGIN_PX, bottom_px=MARGIN_PX)
        self._document, self._view, self._navigator = document, view, navigator
        self._ends = ("", "")
        self._paths: tuple[Path, ...] = ()
        self._room = FIRST_PATHS
        self._title = Words(view, "title", self, max_lines=6)
        self._line = Words(view, "label", self, ink="ink_2")
        self._headings = Pool(lambda: Heading(view, self))
        self._entities = Pool(lambda: EntityRow(view, self))
        self._hops = Pool(lambda: RelationRow(view, self))
        self._quotations = Pool(lambda: Quotation(view, self))
        self._reasons = Pool(lambda: Words(view, "caption", self, ink="ink_2"))
        self._silences = Pool(lambda: Words(view, "label", self, ink="ink_3"))
        self._links = Pool(lambda: LinkRow(view, self))

    def show_paths(self, start: str, end: str, paths: tuple[Path, ...]) -> None:
        """Show paths between two entities, or that there are none."""
        if (start, end) != self._ends:
            self._room = FIRST_PATHS
        self._ends, self._paths = (start, end), paths
        entities = self._document.project.entities
        go = self._navigator.select_entity
        self._title.set_runs(
            Run("From "),
            Run(flat(entities[start].name), go=lambda: go(start)),
            Run(" to "),
            Run(flat(entities[end].name), go=lambda: go(end)),
        )
        for pool in (
            self._headings,
            self._entities,
            self._hops,
            self._quotations,
            self._reasons,
            self._silences,
            self._links,
        ):
            pool.release()
        stack: Stack = [(12, self._title), (4, self._line)]
        if not paths:
            self._line.say("Nothing in this graph connects the two.")
        else:
            steps = counted(len(paths[0].relations), "step")
            self._line.say(f"{counted(len(paths), 'shortest path')} of {steps}, the firmest first.")
        for number, path in enumerate(paths[: self._room], 1):
            stack += self._chain(number, path)
        rest = len(paths) - self._room
        if rest > 0:
            more = self._links.take()
            more.show_link(counted(rest, "more path"), self._show_more)
            stack.append((8, more))
        self.set_parts(stack)

    def _chain(self, number: int, path: Path) -> Stack:
        heading = self._headings.take()
        project = self._document.project
        weakest = project.standing(path.relations[path.weakest][0])
        word = standing_label(weakest).lower()
        differs = any(project.standing(step[0]) is not weakest for step in path.relations)
        resting = {len(accepted(project.relations[step[0]].evidence)) for step in path.relations}
        is_marked = differs or len(resting) > 1
        heading.say(f"Path {number}", f"weakest step: {word}" if differs else f"every step {word}")
        stack: Stack = [(16, heading), (8, self._entity(path.entities[0]))]
        for step, relations in enumerate(path.relations):
            stack += self._hop(relations, is_weakest=is_marked and step == path.weakest)
            stack.append((4, self._entity(path.entities[step + 1])))
        copy = self._links.take()
        copy.show_link("Copy as a paragraph with citations", self._copying(path), icon="copy")
        picture = self._links.take()
        picture.show_link("Save as a picture with footnotes…", lambda: self.picture_requested.emit(path), icon="image")
        stack += [(8, copy), (0, picture)]
        return stack

    def _hop(self, relations: tuple[str, ...], *, is_weakest: bool) -> Stack:
        project = self._document.project
        key = relations[0]
        relation = project.relations[key]
        note = "weakest" if is_weakest else f"+{len(relations) - 1}" if len(relations) > 1 else ""
        row = self._hops.take()
        row.show_relation(
            stroke_of(project, relation),
            relation_sentence(project, relation),
            lambda: self._navigator.select_relation(key),
            note,
        )
        stack: Stack = [(4, row)]
        if is_weakest:
            why = self._reasons.take()
            why.set_runs(Run("The weakest step, ", ink="ink", semibold=True), Run(f"{weakness(project, relation)}."))
            stack.append((0, why))
        passage = best_passage(project, key)
        if passage is not None:
            return [*stack, (4 if is_weakest else 0, self._quotation(passage))]
        silence = self._silences.take()
        silence.say("No passage supports this yet.")
        return [*stack, (0, silence)]

    def _quotation(self, passage: Passage) -> Quotation:
        project, speaker = self._document.project, passage.speaker
        where = flat(passage.article.publisher or "") if passage.article is not None else ""
        shown = self._quotations.take()
        if speaker is None:
            shown.voice.show_article(passage.stance, where)
        else:
            kind = look_of(project, self._view.theme, speaker)
            go = self._navigator.select_entity
            shown.voice.show_speaker(kind, flat(speaker.name), lambda: go(speaker.id), passage.stance, where)
        shown.quote(passage.exact, lambda: self.passage_requested.emit(passage.owner, passage.evidence.id))
        return shown

    def _entity(self, key: str) -> EntityRow:
        project = self._document.project
        entity = project.entities[key]
        row = self._entities.take()
        kind = look_of(project, self._view.theme, entity)
        row.show_entity(kind, flat(entity.name), lambda: self._navigator.select_entity(key))
        return row

    def _copying(self, path: Path) -> Callable[[], None]:
        def copy() -> None:
            QGuiApplication.clipboard().setText(cite_path(self._document.project, path))
            self.noticed.emit("Copied the path with its citations.")

        return copy

    def _show_more(self) -> None:
        self._room = len(self._paths)
        self.show_paths(*self._ends, self._paths)
        self.grown.emit()
