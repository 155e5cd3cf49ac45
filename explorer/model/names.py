"""From what a person types on a command line to the entity, relation, kind or standing that is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explorer.model.errors import UnknownName
from explorer.model.evidence_table import evidence_table
from explorer.model.facets import ARTICLE_VOICE, Facet
from explorer.model.gathering import NONE
from explorer.model.standing import Standing
from explorer.model.values import one_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from explorer.model.facts import Entity
    from explorer.model.project import Project

LONGEST = 60
ARTICLE = "article"


def entity_named(project: Project, name: str) -> str:
    """Return the id of the entity with this name, alias or id.

    Raises
    ------
    UnknownName
        There is none.
    """
    found = _called(name, project.entities)
    if found is None:
        raise UnknownName.among("entity", name, _names(project.entities))
    return found


def speaker_named(project: Project, name: str) -> str:
    """Return the id of the speaker with this name, alias or id; "" for ``ARTICLE``, what articles say in their own voice.

    Raises
    ------
    UnknownName
        Nobody who says anything is called so.
    """
    evidence, ids = evidence_table(project), list(project.gathered.codes)
    heard = [ids[code] for code in np.unique(evidence.speaker[evidence.is_accepted]).tolist() if code != NONE]
    speakers = {key: project.entities[key] for key in heard if key in project.entities}
    found = _called(name, speakers)
    if found is not None:
        return found
    if name.strip().casefold() == ARTICLE:
        return ARTICLE_VOICE
    raise UnknownName.among("speaker", name, [*_names(speakers), ARTICLE])


def _called(name: str, entities: Mapping[str, Entity]) -> str | None:
    wanted = name.strip().casefold()
    for key, entity in entities.items():
        if wanted in {key.casefold(), entity.name.casefold(), *(alias.casefold() for alias in entity.aliases)}:
            return key
    return None


def _names(entities: Mapping[str, Entity]) -> list[str]:
    return sorted(one_line(entity.name)[:LONGEST] for entity in entities.values())


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
