"""The only place that knows what is selected. Everyone reads it; a view writes to it only when a person acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.model.changes import Delta


class Selected(NamedTuple):
    """What is selected, as a value."""

    entities: frozenset[str] = frozenset()
    relations: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.entities or self.relations)

    @property
    def only_entity(self) -> str | None:
        """The one selected entity, if that is all that is selected."""
        if len(self.entities) == 1 and not self.relations:
            return next(iter(self.entities))
        return None

    @property
    def only_relation(self) -> str | None:
        """The one selected relation, if that is all that is selected."""
        if len(self.relations) == 1 and not self.entities:
            return next(iter(self.relations))
        return None


class Selection(QObject):
    """Owns the selected entities and relations.

    Signals
    -------
    changed
        The set is really different from before.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = Selected()

    @property
    def now(self) -> Selected:
        """What is selected."""
        return self._now

    @property
    def entities(self) -> frozenset[str]:
        """The selected entities."""
        return self._now.entities

    @property
    def relations(self) -> frozenset[str]:
        """The selected relations."""
        return self._now.relations

    def set(self, entities: Iterable[str] = (), relations: Iterable[str] = ()) -> None:
        """Select exactly these."""
        self.restore(Selected(frozenset(entities), frozenset(relations)))

    def add(self, entities: Iterable[str] = (), relations: Iterable[str] = ()) -> None:
        """Select these as well."""
        self.set(self.entities.union(entities), self.relations.union(relations))

    def toggle(self, entities: Iterable[str] = (), relations: Iterable[str] = ()) -> None:
        """Select those of these that are not selected, and the other way round."""
        self.set(self.entities.symmetric_difference(entities), self.relations.symmetric_difference(relations))

    def clear(self) -> None:
        """Select nothing."""
        self.set()

    def forget(self, delta: Delta) -> None:
        """Drop what a change removed."""
        if delta.removed:
            self.set(self.entities - delta.removed, self.relations - delta.removed)

    def restore(self, selected: Selected) -> None:
        """Select what an earlier value says."""
        if selected != self._now:
            self._now = selected
            self.changed.emit()
