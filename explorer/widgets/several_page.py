"""What the panel says of several selected things: what ties them, what they share, and which they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from explorer.drawing.style import look_of, stroke_of
from explorer.model.queries import what_ties
from explorer.model.sentences import counted, kind_line, relation_sentence
from explorer.widgets.column import MARGIN_PX, Column, Pool, Stack
from explorer.widgets.rows import EntityRow, LinkRow, RelationRow
from explorer.widgets.sections import Heading
from explorer.widgets.words import Words, flat

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.selection import Selected
    from explorer.session.view import View
    from explorer.widgets.column import Part

MOST_TIED = 1_000  # entities; what ties more of them says nothing about any
FIRST_ROWS = 8
MORE_ROWS = 60


class SeveralPage(Column):
    """Shows a selection of more than one thing.

    Signals
    -------
    grown
        The page has another height.
    """

    grown = Signal()

    def __init__(self, document: Document, view: View, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent, margin_px=MARGIN_PX, bottom_px=MARGIN_PX)
        self._document, self._view, self._navigator = document, view, navigator
        self._selected: Selected | None = None
        self._room: dict[str, int] = {}
        self._title = Words(view, "title", self, max_lines=3)
        self._apart = Words(view, "label", self, ink="ink_2")
        self._apart.say("No relation ties them directly, and they share no neighbour.")
        self._headings = {name: Heading(view, self) for name in ("ties", "shared", "entities", "relations")}
        self._relations = Pool(lambda: RelationRow(view, self))
        self._entities = Pool(lambda: EntityRow(view, self))
        self._more = {name: LinkRow(view, self) for name in self._headings}

    def show_selected(self, selected: Selected) -> None:
        """Show a selection."""
        if selected != self._selected:
            self._room = dict.fromkeys(self._headings, FIRST_ROWS)
        self._selected = selected
        project = self._document.project
        self._relations.release()
        self._entities.release()
        entities = list(filter(selected.entities.__contains__, project.entities))
        relations = list(filter(selected.relations.__contains__, project.relations)) if selected.relations else []
        self._title.say(summary(len(entities), len(relations)))
        stack: Stack = [(12, self._title)]
        if 1 < len(entities) <= MOST_TIED:
            stack += self._ties(entities, selected)
        stack += self._section("relations", "Relations", relations, self._relation)
        stack += self._section("entities", "Entities", entities, self._entity)
        self.set_parts(stack)

    def _ties(self, entities: list[str], selected: Selected) -> Stack:
        ties = what_ties(self._document.project, entities)
        if not ties.relations and not ties.shared:
            return [(8, self._apart)]
        among = [key for key in ties.relations if key not in selected.relations]
        shared = {item.entity: len(item.touches) for item in ties.shared}
        return [
            *self._section("ties", "What ties them", among, self._relation),
            *self._section(
                "shared",
                "What they share",
                list(shared),
                lambda key: self._entity(key, f"tied to {shared[key]} of {len(entities)}"),
            ),
        ]

    def _section(self, name: str, title: str, keys: list[str], make: Callable[[str], Part]) -> Stack:
        if not keys:
            return []
        self._headings[name].say(title, f"{len(keys):,}")
        stack: Stack = [(12, self._headings[name])]
        for index, key in enumerate(keys[: self._room[name]]):
            stack.append((0 if index else 8, make(key)))
        rest = len(keys) - self._room[name]
        if rest > 0:
            self._more[name].show_link(f"{rest:,} more", self._showing_more(name))
            stack.append((0, self._more[name]))
        return stack

    def _relation(self, key: str) -> RelationRow:
        project = self._document.project
        relation = project.relations[key]
        row = self._relations.take()
        row.show_relation(
            stroke_of(self._view.told, relation),
            relation_sentence(project, relation),
            lambda: self._navigator.select_relation(key),
        )
        return row

    def _entity(self, key: str, note: str = "") -> EntityRow:
        project = self._document.project
        entity = project.entities[key]
        row = self._entities.take()
        row.show_entity(
            look_of(project, self._view.theme, entity),
            flat(entity.name),
            lambda: self._navigator.select_entity(key),
            count=note or kind_line(project, entity),
        )
        return row

    def _showing_more(self, name: str) -> Callable[[], None]:
        def show() -> None:
            self._room[name] += MORE_ROWS
            if self._selected is not None:
                self.show_selected(self._selected)
                self.grown.emit()

        return show


def summary(entities: int, relations: int) -> str:
    """Return what is selected, counted: "3 entities and 1 relation"."""
    parts = [counted(entities, "entity", "entities")] if entities else []
    parts += [counted(relations, "relation")] if relations else []
    return " and ".join(parts)
