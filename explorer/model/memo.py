"""Remembers what was worked out from a project's facts until those facts change.

Places, pins and layouts do not count as facts, so dragging an entity forgets nothing.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.model.project import Project

_Answer = TypeVar("_Answer")


def per_facts(build: Callable[[Project], _Answer]) -> Callable[[Project], _Answer]:
    """Keep what ``build`` returns for a project as long as its ``facts_revision`` stays the same."""
    kept: WeakKeyDictionary[Project, tuple[int, _Answer]] = WeakKeyDictionary()

    @wraps(build)
    def remembered(project: Project) -> _Answer:
        found = kept.get(project)
        if found is not None and found[0] == project.facts_revision:
            return found[1]
        # Read first: a change made meanwhile by another thread must make this answer stale.
        revision = project.facts_revision
        answer = build(project)
        kept[project] = (revision, answer)
        return answer

    return remembered
