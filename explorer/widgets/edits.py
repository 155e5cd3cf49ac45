"""Opens the forms that edit, and deletes: what goes with it is said first, and every step can be taken back."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from explorer.model.changes import Batch
from explorer.model.decisions import decided
from explorer.model.editing import Sort, Target, fresh_id, name_of, put, remove
from explorer.model.editing import found as found_in
from explorer.model.errors import BadChange
from explorer.model.facts import Entity, EntityKind, Fact, RelationKind
from explorer.model.merging import merge, merges_of, not_same, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from PySide6.QtWidgets import QWidget

    from explorer.model.changes import Change
    from explorer.model.editing import Editable
    from explorer.model.facts import Decision
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.prompt import Prompt
    from explorer.session.selection import Selection
    from explorer.session.view import View
    from explorer.widgets.edit_dialog import EditDialog

UNNAMED = "Unnamed"


class Edits(QObject):
    """Carries out what forms say.

    Signals
    -------
    noticed : str
        Something was done that is not to be seen otherwise.
    """

    noticed = Signal(str)

    def __init__(
        self,
        document: Document,
        selection: Selection,
        view: View,
        navigator: Navigator,
        prompt: Prompt,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document, self._selection, self._view = document, selection, view
        self._navigator, self._prompt, self._window = navigator, prompt, window

    # -- one thing ------------------------------------------------------------------------------

    def edit(self, target: Target) -> None:
        """Open the form of something."""
        value = found_in(self._document.project, target)
        if value is None:
            self.noticed.emit("That is no longer in the graph.")
            return
        dialog = self._dialog(target, value, is_new=False)
        dialog.saved.connect(lambda now: self._save(dialog, target, value, now))
        dialog.delete_requested.connect(lambda: self._delete_from(dialog, target))
        dialog.open()

    def edit_selected(self) -> None:
        """Open the form of what is selected; the sheet for many when that is more than one thing."""
        now = self._selection.now
        if now.only_entity is not None:
            self.edit(Target(Sort.ENTITY, now.only_entity))
        elif now.only_relation is not None:
            self.edit(Target(Sort.RELATION, now.only_relation))
        elif now:
            from explorer.widgets.bulk_sheet import BulkSheet

            sheet = BulkSheet(self._view, self._document.project, self.chosen(), self._window)
            sheet.confirmed.connect(self._do)
            sheet.open()

    def edit_passage(self, evidence: str) -> None:
        """Open the form of a passage under the relation that is selected."""
        relation = self._selection.now.only_relation
        if relation is not None:
            self.edit(Target(Sort.EVIDENCE, evidence, relation=relation))

    def edit_article(self, article: str) -> None:
        """Open the form of an article."""
        if article in self._document.project.articles:
            self.edit(Target(Sort.ARTICLE, article))
        else:
            self.noticed.emit("There is no article yet. File ▸ Add articles… brings one in.")

    def add_entity(self) -> None:
        """Open the form of a new entity."""
        self.add(Sort.ENTITY)

    def add_fact(self) -> None:
        """Open the form of a new fact of the entity that is selected."""
        entity = self._selection.now.only_entity
        if entity is not None:
            self.add(Sort.FACT, entity)

    def split_selected(self) -> None:
        """Take the latest merge of the selected entity back."""
        entity = self._selection.now.only_entity
        if entity is not None:
            self.split(entity)

    def add(self, sort: Sort, owner: str = "") -> None:
        """Open the form of something new: an entity, a kind, or a fact of an entity."""
        project = self._document.project
        value: Editable
        if sort is Sort.FACT:
            value = Fact(id=uuid.uuid4().hex[:10], property="description", value="")
            target = Target(sort, value.id, entity=owner)
        else:
            value = _blank(sort, next(iter(project.vocabulary.entity)))
            target = Target(sort, value.id)
        dialog = self._dialog(target, value, is_new=True)
        dialog.saved.connect(lambda now: self._add(dialog, target, now))
        dialog.open()

    def _dialog(self, target: Target, value: Editable, *, is_new: bool) -> EditDialog:
        from explorer.widgets.edit_dialog import EditDialog

        return EditDialog(self._view, self._document.project, target, value, self._window, is_new=is_new)

    def _save(self, dialog: EditDialog, target: Target, before: Editable, now: Editable) -> None:
        if now == before:
            dialog.accept()
            return
        name = f"Edit {name_of(self._document.project, target)}"
        if self._try(dialog, lambda: put(self._document.project, target, now), name):
            dialog.accept()

    def _add(self, dialog: EditDialog, target: Target, value: Editable) -> None:
        project = self._document.project
        if isinstance(value, Entity):
            value = value.model_copy(update={"id": fresh_id(value.name, project.entities)})
            target = Target(Sort.ENTITY, value.id)
        elif isinstance(value, EntityKind):
            value = value.model_copy(update={"id": fresh_id(value.label, project.vocabulary.entity, "_")})
        elif isinstance(value, RelationKind):
            value = value.model_copy(update={"id": fresh_id(value.label, project.vocabulary.relation, "_")})
        words = value.name if isinstance(value, Entity) else getattr(value, "label", getattr(value, "property", ""))
        if self._try(dialog, lambda: put(self._document.project, target, value), f"Add {words}"):
            dialog.accept()
            if isinstance(value, Entity):
                self._navigator.select_entity(value.id)

    def _delete_from(self, dialog: EditDialog, target: Target) -> None:
        if self.delete([target]):
            dialog.accept()

    def _try(self, dialog: EditDialog, make: Callable[[], Change], name: str) -> bool:
        try:
            self._do(make(), name)
        except BadChange as error:
            dialog.say(str(error))
            return False
        return True

    def _do(self, change: Change, name: str, decision: Decision | None = None) -> None:
        self._document.do(change, name, decision or decided("edit"))

    # -- deleting -------------------------------------------------------------------------------

    def chosen(self) -> list[Target]:
        """Return what is selected, as targets."""
        now = self._selection.now
        entities = [Target(Sort.ENTITY, key) for key in sorted(now.entities)]
        return [*entities, *(Target(Sort.RELATION, key) for key in sorted(now.relations))]

    def delete_selected(self) -> None:
        """Delete what is selected."""
        if self._selection.now:
            self.delete(self.chosen())

    def delete(self, targets: Iterable[Target]) -> bool:
        """Delete things; where something goes with them that is said first. Returns whether they are gone."""
        try:
            removal = remove(self._document.project, targets)
        except BadChange as error:
            self._prompt.tell(str(error))
            return False
        if removal.goes_with_it:
            detail = f"{removal.goes_with_it[:1].upper()}{removal.goes_with_it[1:]} Undo brings everything back."
            if not self._prompt.confirm(f"Delete {removal.name}?", detail, "Delete"):
                return False
        self._do(removal.change, f"Delete {removal.name}")
        self.noticed.emit(f"Deleted {removal.name}. Undo brings it back.")
        return True

    # -- one of two, two of one -----------------------------------------------------------------

    def merge_selected(self) -> None:
        """Offer to merge what is selected; with fewer than two, whatever may be the same."""
        from explorer.widgets.merge_sheet import MergeSheet

        entities = sorted(self._selection.now.entities)
        sheet = MergeSheet(self._document, self._view, entities, self._window)
        sheet.merge_requested.connect(self.merge)
        sheet.apart_requested.connect(self.tell_apart)
        sheet.open()

    def merge(self, keep: str, gone: str) -> None:
        """Make one entity of two."""
        project = self._document.project
        found = merge(project, keep, gone)
        names = f"{name_of(project, Target(Sort.ENTITY, gone))} into {name_of(project, Target(Sort.ENTITY, keep))}"
        self._do(found.change, f"Merge {names}", found.decision)
        told = f"Merged {names}."
        if found.loops:
            told += f" {len(found.loops):,} between the two now lead from it to itself."
        self._navigator.select_entity(keep)
        self.noticed.emit(f"{told} It can be split again at any time.")

    def split(self, entity: str) -> None:
        """Take the latest merge of an entity back."""
        project = self._document.project
        merges = merges_of(project, entity)
        if not merges:
            self.noticed.emit("Nothing was merged into it, or that has been taken back already.")
            return
        name = merges[0].details["gone"]["name"]
        change, decision = split(project, merges[0])
        self._do(change, f"Split {name} from {name_of(project, Target(Sort.ENTITY, entity))}", decision)
        self._selection.set([entity, merges[0].details["gone"]["id"]])

    def tell_apart(self, one: str, other: str) -> None:
        """Note that two entities are not the same; they are not offered again."""
        names = " is not ".join(name_of(self._document.project, Target(Sort.ENTITY, key)) for key in (one, other))
        self._do(Batch(), names, not_same(one, other))

    # -- kinds ----------------------------------------------------------------------------------

    def show_kinds(self) -> None:
        """Show all kinds, to be edited, added and deleted."""
        from explorer.widgets.kinds_sheet import KindsSheet

        sheet = KindsSheet(self._document, self._view, self._window)
        sheet.edit_requested.connect(self.edit)
        sheet.add_requested.connect(self.add)
        sheet.delete_requested.connect(lambda target: self.delete([target]))
        sheet.open()


def _blank(sort: Sort, kind: str) -> Editable:
    """Return something new to be filled in."""
    if sort is Sort.ENTITY_KIND:
        return EntityKind(id="new", label=UNNAMED)
    if sort is Sort.RELATION_KIND:
        return RelationKind(id="new", label=UNNAMED.lower())
    return Entity(id="new", kind=kind, name=UNNAMED)
