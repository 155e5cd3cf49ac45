"""Names of entities inside plain words, found so that they can be links too."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.sentences import Part
from explorer.model.values import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from explorer.model.project import Project

MOST_RELATIONS = 200
SHORTEST_NAME, LONGEST_NAME = 2, 100


class Mention(NamedTuple):
    """Where a text names an entity."""

    start: int
    end: int
    entity: str


class Names:
    """Some entities' names, to be found in texts.

    Parameters
    ----------
    names : mapping of str to str
        Ids by name.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        self._ids = {name: key for name, key in names.items() if SHORTEST_NAME <= len(name) <= LONGEST_NAME}
        longest_first = sorted(self._ids, key=len, reverse=True)
        words = "|".join(map(re.escape, longest_first))
        self._pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)") if words else None

    def mentions(self, text: str) -> Iterator[Mention]:
        """Go through the names in a text; of two that overlap the longer one counts."""
        if self._pattern is not None:
            for match in self._pattern.finditer(text):
                yield Mention(match.start(), match.end(), self._ids[match[0]])

    def linked(self, parts: Iterable[Part]) -> Iterator[Part]:
        """Split names off the plain pieces of a sentence; pieces that are links already stay as they are."""
        for part in parts:
            if part.entity_id is not None:
                yield part
                continue
            at = 0
            for mention in self.mentions(part.text):
                yield from (Part(text) for text in (part.text[at : mention.start],) if text)
                yield Part(part.text[mention.start : mention.end], mention.entity)
                at = mention.end
            yield from (Part(text) for text in (part.text[at:],) if text)


def names_near(project: Project, ends: Iterable[str]) -> Names:
    """Return the names of some entities and their neighbours: whom a sentence about them may well mention."""
    near: dict[str, None] = {}
    for end in ends:
        near[end] = None
        for key in project.relations_of(end)[:MOST_RELATIONS]:
            near |= dict.fromkeys((project.relations[key].source, project.relations[key].target))
    return _names(project, near)


def _names(project: Project, keys: Iterable[str]) -> Names:
    found: dict[str, str] = {}
    for key in keys:
        entity = project.entities.get(key)
        if entity is not None:
            found.setdefault(one_line(entity.name), key)
    return Names(found)
