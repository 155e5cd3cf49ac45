"""Acts of speech as legend and filters list them: which are in use, and which kinds of relation each stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.model.facets import Facet
    from explorer.model.filters import Filters
    from explorer.model.project import Project

NAMES = {"vouches": "Vouches for", "comments": "Comments", "doubts": "Doubts", "dismisses": "Dismisses"}


def voices_in_use(project: Project) -> dict[str, tuple[str, ...]]:
    """Return the kinds of relation of each act of speech that the project has, in the order of ``NAMES``."""
    used = dict.fromkeys(relation.kind for relation in project.relations.values())
    voice_of = {kind: project.vocabulary.relation_kind(kind).voice for kind in used}
    found = {name: tuple(sorted(kind for kind in used if voice_of[kind] == name)) for name in NAMES}
    return {name: kinds for name, kinds in found.items() if kinds}


def picked(filters: Filters, facet: Facet, values: tuple[str, ...]) -> Filters:
    """Show only these values, or everything again if they were the only ones: what a click does."""
    if set(filters.values(facet)) == set(values):
        return filters.without(facet)
    return filters.only(facet, *values)


def toggled(filters: Filters, facet: Facet, values: tuple[str, ...]) -> Filters:
    """Add these values, or take them off if all are there: what Ctrl+click does."""
    add = not set(values) <= set(filters.values(facet))
    for value in values:
        filters = filters.with_value(facet, value) if add else filters.without_value(facet, value)
    return filters
