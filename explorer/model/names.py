"""From what a person types on a command line to the entity, relation, kind or standing that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.model.errors import UnknownName
from explorer.model.facets import Facet
from explorer.model.standing import Standing
from explorer.model.values import one_line

if TYPE_CHECKING:
    from explorer.model.project import Project

LONGEST = 60


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
    names = sorted(one_line(entity.name)[:LONGEST] for entity in project.entities.values())
    raise UnknownName.among("entity", name, names)


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


def kind_named(project: Project, name: str) -> tuple[Facet, str]:
    """Return the facet and id of the kind of entity, else of relation, with this id or label.

    Raises
    ------
    UnknownName
        There is none. Only kinds in use are listed.
    """
    wanted = name.strip().casefold().replace(" ", "_")
    known = project.vocabulary
    for facet, kinds in ((Facet.ENTITY_KIND, known.entity), (Facet.RELATION_KIND, known.relation)):
        for key, kind in kinds.items():
            words = (key, kind.label, getattr(kind, "plural", None), getattr(kind, "short", None))
            if wanted in {word.casefold().replace(" ", "_") for word in words if word}:
                return facet, key
    used = dict.fromkeys(entity.kind for entity in project.entities.values())
    if name in used:
        return Facet.ENTITY_KIND, name
    ties = dict.fromkeys(relation.kind for relation in project.relations.values())
    if name in ties:
        return Facet.RELATION_KIND, name
    raise UnknownName.among("kind", name, [*used, *ties])


def standing_named(name: str) -> Standing:
    """Return the standing that is called so.

    Raises
    ------
    UnknownName
        There is none.
    """
    wanted = name.strip().casefold()
    if wanted not in set(Standing):
        raise UnknownName.among("stance", name, Standing)
    return Standing(wanted)
