"""The small change of sentences: pieces that may be links, numbered nouns, lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from explorer.model.values import one_line

if TYPE_CHECKING:
    from explorer.model.project import Project


class Part(NamedTuple):
    """A piece of a sentence; with an entity id where it is an entity's name and can be clicked."""

    text: str
    entity_id: str | None = None


def counted(number: int, word: str, plural: str | None = None) -> str:
    """Return "1 passage", "2 passages", "3,000 companies"."""
    return f"{number:,} {word if number == 1 else plural or word + 's'}"


def entity_part(project: Project, entity_id: str) -> Part:
    """Return an entity's name as a link; an id that is no entity stands for itself."""
    entity = project.entities.get(entity_id)
    return Part(one_line(entity.name), entity_id) if entity is not None else Part(one_line(entity_id))


def joined(groups: list[list[Part]], by: str) -> list[Part]:
    """Put a few words between groups of pieces."""
    result: list[Part] = []
    for group in groups:
        result += [Part(by), *group] if result else group
    return result
