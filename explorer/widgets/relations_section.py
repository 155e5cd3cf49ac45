"""The relations of an entity, grouped by how they read from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from explorer.drawing.style import stroke_of
from explorer.model.facets import columns
from explorer.model.queries import relation_groups, said_about
from explorer.model.sentences import read_from
from explorer.widgets.column import Column, Inline, Pool, Stack
from explorer.widgets.sections import Group, Heading, Tie
from explorer.widgets.words import Run, Words, linked

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.model.facts import Entity
    from explorer.model.queries import Group as Grouped
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.view import View

FIRST_TIES = 8


class RelationsSection(QObject):
    """Makes the part of a page that shows relations.

    Signals
    -------
    changed
        More of it is to be shown.
    """

    changed = Signal()

    def __init__(self, document: Document, view: View, navigator: Navigator, page: Column) -> None:
        super().__init__(page)
        self._document, self._view, self._navigator = document, view, navigator
        self._heading = Heading(view, page)
        self._groups = Pool(lambda: Group(view, page))
        self._ties: dict[Group, Pool[Tie]] = {}
        self._more: dict[Group, Words] = {}
        self._unfolded: set[str] = set()

    def fold(self) -> None:
        """Show the beginning of each group only."""
        self._unfolded.clear()

    def parts(self, entity: Entity) -> Stack:
        """Return heading and groups. Who doubts the entity or stands by it is among the voices, not here."""
        project = self._document.project
        total = len(project.relations_of(entity.id))
        if not total:
            return []
        self._groups.release()
        self._heading.say("Relations", self._how_many(entity, total))
        heard = {voice.speaker for voice in said_about(project, entity.id)}
        stack: Stack = [(12, self._heading)]
        for grouped in relation_groups(project, entity.id):
            keys = grouped.relations
            if grouped.speech and not grouped.outgoing:
                keys = tuple(key for key in keys if project.relations[key].source not in heard)
            if keys:
                stack.append((0 if len(stack) > 1 else 8, self._group(entity, grouped, keys)))
        return stack

    def _how_many(self, entity: Entity, total: int) -> str:
        """Say how many there are, and of how many there is a word where not all evidence counts."""
        if not self._view.scope.filters.lens.chooses_evidence:
            return f"{total:,}"
        table = columns(self._view.told)
        rows = table.relations_at(table.entity_row[entity.id])
        return f"{np.count_nonzero(table.passages[rows]):,} of {total:,} as told"

    def _group(self, entity: Entity, grouped: Grouped, keys: tuple[str, ...]) -> Group:
        group = self._groups.take()
        group.label.say(grouped.heading)
        if group not in self._ties:
            self._ties[group] = Pool(lambda: Tie(self._view, group.flow))
            self._more[group] = Words(self._view, "label", group.flow, ink="accent", max_lines=1)
        ties = self._ties[group]
        ties.release()
        name = f"{grouped.outgoing}:{grouped.heading}"
        shown = keys if name in self._unfolded else keys[:FIRST_TIES]
        items: list[Inline] = [self._tie(ties.take(), entity, key) for key in shown]
        if len(shown) < len(keys):
            more = self._more[group]
            more.set_runs(Run(f"{len(keys) - len(shown):,} more", go=self._unfolding(name), underlined=False))
            items.append(more)
        group.flow.set_items(items)
        return group

    def _tie(self, tie: Tie, entity: Entity, key: str) -> Tie:
        project = self._document.project
        relation = project.relations[key]
        reading = read_from(project, relation, entity.id)
        name = next(at for at, part in enumerate(reading.parts) if part.entity_id == reading.other)
        other = "".join(part.text for part in reading.parts)
        told = self._view.told
        said = f"{reading.heading} {other}: {told.standing(key).value}"
        tie.show_tie(
            stroke_of(told, relation),
            said,
            lambda: self._navigator.select_relation(key),
            # What reads after the name (when, what for) is in the sentence, one click away.
            linked(reading.parts[: name + 1], self._navigator.select_entity),
        )
        return tie

    def _unfolding(self, name: str) -> Callable[[], None]:
        def unfold() -> None:
            self._unfolded.add(name)
            self.changed.emit()

        return unfold
