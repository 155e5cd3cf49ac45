"""Remembers what was worked out from a project's facts until those facts change.

Places, pins and layouts do not count as facts, so dragging an entity forgets nothing.
"""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.model.project import Project

_Answer = TypeVar("_Answer")


def per_facts(build: Callable[[Project], _Answer]) -> Callable[[Project], _Answer]:
    """Keep what ``build`` returns for a project, and for its snapshots, as long as the facts stay the same."""

    @wraps(build)
    def remembered(project: Project) -> _Answer:
        # Taken first: a change made meanwhile begins another memory, which must not learn an answer from before.
        kept = project.worked_out
        if build not in kept:
            kept[build] = build(project)
        answer: _Answer = kept[build]
        return answer

    return remembered


def is_known(project: Project, answer: Callable[[Project], object]) -> bool:
    """Whether an answer that is kept ``per_facts`` need not be worked out any more."""
    return getattr(answer, "__wrapped__", answer) in project.worked_out
