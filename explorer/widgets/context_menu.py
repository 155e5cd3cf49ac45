"""The right-click menu: acts on what is under the pointer, not on what happens to be selected."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from explorer.model.editing import Sort, Target
from explorer.widgets.popup_menu import PopupMenu

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget

    from explorer.drawing.picking import Hit
    from explorer.session.arranging import Arranger
    from explorer.session.browsing import Browser
    from explorer.session.document import Document
    from explorer.session.navigation import Navigator
    from explorer.session.selection import Selection
    from explorer.session.view import View
    from explorer.stores.neighbourhoods import Direction
    from explorer.widgets.curating import Curating


class ContextMenu:
    """Builds and shows the menu for a place on the canvas."""

    def __init__(
        self,
        document: Document,
        selection: Selection,
        view: View,
        navigator: Navigator,
        arranger: Arranger,
        actions: Mapping[str, QAction],
        verbs: Verbs,
    ) -> None:
        self._document, self._selection, self._view = document, selection, view
        self._navigator, self._arranger, self._actions, self._verbs = navigator, arranger, actions, verbs

    def show(self, hit: Hit, point: QPoint, parent: QWidget) -> None:
        """Show the menu at a point of the screen."""
        self.build(hit, parent).pop_up(point)

    def build(self, hit: Hit, parent: QWidget) -> PopupMenu:
        """Return the menu for what was hit."""
        menu = PopupMenu(parent)
        menu.setObjectName("context_menu")
        if hit.entity is not None:
            self._fill_entity(menu, hit.entity)
        elif hit.relation is not None:
            self._fill_relation(menu, hit.relation)
        else:
            for key in ("fit", "select_all", "show_hidden", "clear_filters"):
                menu.addAction(self._actions[key])
        menu.addSeparator()
        menu.addAction(self._actions["export"])
        return menu

    def _fill_entity(self, menu: PopupMenu, entity: str) -> None:
        name = self._document.project.entities[entity].name
        navigator = self._navigator
        menu.add("Show evidence", lambda: navigator.select_entity(entity))
        menu.add("Focus neighbourhood", lambda: navigator.go_to(entity))
        menu.addSeparator()
        if navigator.browsing is not None:
            self._fill_bring(menu, entity, navigator.browsing)
        else:
            self._fill_expand(menu.adding("Expand"), entity)
        if entity in self._view.scope.collapsed:
            menu.add("Unfold", lambda: navigator.expand([entity]))
        else:
            menu.add("Collapse", lambda: navigator.collapse([entity]))
        menu.add("Hide", lambda: navigator.hide(entity))
        menu.add("Hide others", lambda: self._hide_others(entity))
        pinned = entity in self._document.project.pinned
        menu.add("Unpin" if pinned else "Pin", lambda: self._arranger.toggle_pin([entity]))
        menu.addSeparator()
        menu.add("Path from here", lambda: self._verbs.path_from(entity))
        menu.add("Path to here", lambda: self._verbs.path_to(entity))
        menu.addSeparator()
        self._fill_edits(menu, Target(Sort.ENTITY, entity))
        menu.addSeparator()
        menu.add("Copy name", lambda: QGuiApplication.clipboard().setText(name))

    def _fill_bring(self, menu: PopupMenu, entity: str, browser: Browser) -> None:
        """Offer what is not loaded; by kind and direction as soon as that is counted."""
        number = browser.hidden(entity)
        expand = menu.adding(f"Expand ({number:,} more)" if number else "Expand")
        expand.setEnabled(bool(number))
        expand.add("The best supported", lambda: self._navigator.bring(entity))
        menu.add("Remove from view", lambda: self._navigator.drop([entity]))

        def fill(found: Counter[tuple[str, Direction]]) -> None:
            if not isValid(expand):
                return
            expand.addSeparator()
            kinds = self._document.project.vocabulary
            for (kind, direction), more in found.most_common():
                arrow = "→" if direction.value == "out" else "←"
                text = f"{kinds.relation_kind(kind).label} {arrow} ({more:,} more)"
                expand.add(text, partial(self._navigator.bring, entity, kind, direction))

        if number:
            browser.offers(entity, fill)

    def _fill_expand(self, menu: PopupMenu, entity: str) -> None:
        project, missing = self._document.project, self._navigator.more_of(entity)
        menu.setEnabled(bool(missing))
        if missing:
            everything = f"Everything ({missing.total():,} more)"
            menu.add(everything, lambda: self._navigator.expand([entity]))
            menu.addSeparator()
        for kind, number in missing.most_common():
            label = project.vocabulary.relation_kind(kind).label
            menu.add(f"{label} ({number:,} more)", partial(self._navigator.expand, [entity], kind))

    def _fill_relation(self, menu: PopupMenu, relation: str) -> None:
        found = self._document.project.relations[relation]
        entities = self._document.project.entities
        navigator = self._navigator
        menu.add("Show evidence", lambda: navigator.select_relation(relation))
        for end in dict.fromkeys((found.source, found.target)):
            menu.add(f"Go to {entities[end].name}", partial(navigator.select_entity, end))
        menu.addSeparator()
        menu.add("Hide", lambda: navigator.hide_relation(relation))
        menu.addSeparator()
        menu.add("Attach a quotation", lambda: self._verbs.curating.attach(relation))
        self._fill_edits(menu, Target(Sort.RELATION, relation))
        menu.addSeparator()
        menu.add("Copy citation", lambda: self._verbs.copy_citation(relation))

    def _fill_edits(self, menu: PopupMenu, target: Target) -> None:
        menu.add("Edit…", lambda: self._verbs.curating.edits.edit(target))
        menu.add("Delete…", lambda: self._verbs.curating.edits.delete([target]))

    def _hide_others(self, entity: str) -> None:
        self._selection.set([entity])
        self._navigator.hide_others()


class Verbs:
    """What the menu needs from elsewhere.

    Parameters
    ----------
    path_from, path_to : callable
        Begin or complete a path at an entity.
    copy_citation : callable
        Copies the citation of a relation.
    curating : Curating
        What edits and deletes.
    """

    def __init__(
        self,
        path_from: Callable[[str], None],
        path_to: Callable[[str], None],
        copy_citation: Callable[[str], None],
        curating: Curating,
    ) -> None:
        self.path_from, self.path_to, self.copy_citation = path_from, path_to, copy_citation
        self.curating = curating
