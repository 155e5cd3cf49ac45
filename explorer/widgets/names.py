"""Names of entities inside plain words, found so that they can be links too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from explorer.model.sentences import Part
from explorer.model.values import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from explorer.model.project import Project

MOST_NAMES = 200
SHORTEST_NAME = 2


def with_names(project: Project, parts: Iterable[Part], ends: Iterable[str]) -> list[Part]:
    """Split off the names of entities that plain pieces of a sentence mention.

    Parameters
    ----------
    project : Project
        Where names are found.
    parts : iterable of Part
        A sentence; pieces that are links already stay as they are.
    ends : iterable of str
        Entities whose neighbours' names are looked for: others would be chance.
    """
    names = _names_near(project, ends)
    if not names:
        return list(parts)
    longest_first = sorted(names, key=len, reverse=True)
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest_first))})(?!\w)")
    result: list[Part] = []
    for part in parts:
        if part.entity_id is not None:
            result.append(part)
        else:
            pieces = (piece for piece in pattern.split(part.text) if piece)
            result += [Part(piece, names.get(piece)) for piece in pieces]
    return result


def _names_near(project: Project, ends: Iterable[str]) -> dict[str, str]:
    names: dict[str, str] = {}
    for end in ends:
        for key in project.relations_of(end)[:MOST_NAMES]:
            relation = project.relations[key]
            for entity in (relation.source, relation.target):
                name = one_line(project.entities[entity].name)
                if len(name) >= SHORTEST_NAME:
                    names.setdefault(name, entity)
    return names
