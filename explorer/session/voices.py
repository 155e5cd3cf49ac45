"""Acts of speech as legend and filters list them: which are in use, and which kinds of relation each stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.model.facets import columns

if TYPE_CHECKING:
    from explorer.model.project import Project

NAMES = {"vouches": "Vouches for", "comments": "Comments", "doubts": "Doubts", "dismisses": "Dismisses"}


def voices_in_use(project: Project) -> dict[str, tuple[str, ...]]:
    """Return the kinds of relation of each act of speech that the project has, in the order of ``NAMES``."""
    used = columns(project).relation_kinds
    voice_of = {kind: project.vocabulary.relation_kind(kind).voice for kind in used}
    found = {name: tuple(sorted(kind for kind in used if voice_of[kind] == name)) for name in NAMES}
    return {name: kinds for name, kinds in found.items() if kinds}
