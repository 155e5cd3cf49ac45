"""How a graph is looked at, kept in its file: what is filtered, which evidence counts, what is hidden, from where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from explorer.model.changes import Delta
from explorer.model.filters import Filters, Scope

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.model.changes import Change
    from explorer.model.facts import CameraState, SavedView
    from explorer.model.project import Project


def saved_scope(saved: SavedView) -> Scope:
    """Return what a saved view shows."""
    return Scope(filters=Filters.from_saved(saved.filters), hidden=frozenset(saved.hidden))


def looked_at(saved: SavedView, scope: Scope, camera: CameraState | None) -> SavedView:
    """Return a saved view that shows the same from the same place; ``camera`` is None for all of it.

    What a newer version has put there stays. Focus and what is collapsed are not kept.
    """
    look = {
        "camera": camera,
        "filters": _to_saved(scope.filters, saved.filters or {}),
        "hidden": tuple(sorted(scope.hidden)),
    }
    view = saved.model_copy(update=look)
    view.model_fields_set.difference_update(name for name, value in look.items() if not value)
    return view


def _to_saved(filters: Filters, before: Mapping[str, Any]) -> dict[str, Any] | None:
    known = filters.model_dump(mode="json", exclude_defaults=True)
    lens = before.get("lens")
    if isinstance(lens, dict):
        unknown = {name: value for name, value in lens.items() if name not in type(filters.lens).model_fields}
        known |= {"lens": {**unknown, **known.get("lens", {})}} if unknown else {}
    unknown = {name: value for name, value in before.items() if name not in type(filters).model_fields}
    return {**unknown, **known} or None


@dataclass(frozen=True)
class UseView:
    """Let the graph open looked at in this way; places, pins and layout of the view do not matter."""

    view: SavedView

    def apply(self, project: Project) -> tuple[Change, Delta]:
        """See ``Change``."""
        before = project.saved_view
        project._look(self.view)
        return UseView(before), Delta()
