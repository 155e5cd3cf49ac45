"""From what a person types on a command line to the entity or relation that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.model.errors import UnknownName

if TYPE_CHECKING:
    from explorer.model.project import Project

LISTED = 40


def entity_named(project: Project, name: str) -> str:
    """Return the id of the entity with this name, alias or id.

    Raises
    ------
    UnknownName
        There is none.
    """
    wanted = name.strip().casefold()
    for key, entity in project.entities.items():
        if wanted in {key.casefold(), entity.name.casefold(), *(alias.casefold() for alias in entity.aliases)}:
            return key
    names = sorted(entity.name for entity in project.entities.values())
    raise UnknownName.among("entity", name, names[:LISTED])


def relation_between(project: Project, ends: str) -> str:
    """Return the first relation from A to B for the text "A -> B", or the relation with that id.

    Raises
    ------
    UnknownName
        There is none.
    """
    if ends in project.relations:
        return ends
    source, arrow, target = (part.strip() for part in ends.partition("->"))
    if not arrow or not target:
        raise UnknownName(f"'{ends}' names no relation. Write it as \"A -> B\", or give its id.")
    one, other = entity_named(project, source), entity_named(project, target)
    for relation in project.relations.values():
        if (relation.source, relation.target) == (one, other):
            return relation.id
    raise UnknownName(f"There is no relation from {source} to {target}.")
