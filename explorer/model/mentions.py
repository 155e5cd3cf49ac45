"""Where a text names the entities of a graph: by name or alias, whole words only, the longest name first.

Names of up to three letters have to be written as they are, so that "IT" is not found in "it". Nothing is guessed here:
a name that several entities share stands for all of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.memo import per_facts
from explorer.model.quotes import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from explorer.model.project import Project
    from explorer.model.quotes import Folded

SHORT_LETTERS = 3
LONGEST_NAME = 120
_WORD = re.compile(r"\w+|[^\w\s]")
_NO_WORDS: tuple[str, ...] = ()


class Mention(NamedTuple):
    """Where a text names somebody or something, in code points; several entities may be called so."""

    start: int
    end: int
    entities: tuple[str, ...]

    @property
    def entity(self) -> str:
        """The first entity of that name."""
        return self.entities[0]


class Naming(NamedTuple):
    """One way of writing a name, and who is called so."""

    written: str
    entities: tuple[str, ...]


def lowered(text: str) -> str:
    """Return a text in small letters, each in its place."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def key_of(name: str) -> str:
    """Return a name as it is looked up: folded, and in small letters unless it is short."""
    plain = fold(name).text.strip()
    return plain if len(plain) <= SHORT_LETTERS else lowered(plain)


@per_facts
def namings(project: Project) -> Mapping[str, Naming]:
    """Return every name of the graph's entities by how it is looked up."""
    found: dict[str, list[str]] = defaultdict(list)
    for entity in project.entities.values():
        for name in dict.fromkeys((entity.name, *entity.aliases)):
            key = key_of(name)
            if 1 < len(key) <= LONGEST_NAME and entity.id not in found[key]:
                found[key].append(entity.id)
    return {key: Naming(key, tuple(ids)) for key, ids in found.items() if ids}


@per_facts
def _by_first_word(project: Project) -> dict[str, tuple[str, ...]]:
    """Return the names that begin with a word, longest first, by that word."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in namings(project):
        first = _WORD.search(key)
        if first is not None:
            found[first[0]].append(key)
    return {word: tuple(sorted(keys, key=len, reverse=True)) for word, keys in found.items()}


def mentions(project: Project, text: str | Folded) -> tuple[Mention, ...]:
    """Return where a text names entities, in its order; none overlaps another.

    Parameters
    ----------
    project : Project
    text : str or Folded
        Names are compared as quotations are: white space and quotation marks make no difference.
    """
    folded = fold(text) if isinstance(text, str) else text
    plain = folded.text
    small = lowered(plain)
    names, first = namings(project), _by_first_word(project)
    hits = []
    for word in _WORD.finditer(plain):
        at = word.start()
        for key in (*first.get(word[0].lower(), _NO_WORDS), *first.get(word[0], _NO_WORDS)):
            naming = names[key]
            if (plain if len(key) <= SHORT_LETTERS else small).startswith(key, at):
                hits.append((at, at + len(key), naming.entities))
    return settled(hits, folded)


def settled(hits: Iterable[tuple[int, int, tuple[str, ...]]], text: Folded) -> tuple[Mention, ...]:
    """Return those hits that are whole words and lie in no longer one, as places of the original text."""
    plain = text.text
    whole = {hit for hit in hits if not (_goes_on(plain, hit[0]) or _goes_on(plain, hit[1]))}
    kept: list[Mention] = []
    until = -1
    for start, end, entities in sorted(whole, key=lambda hit: (hit[0], -hit[1])):
        if start >= until:
            kept.append(Mention(*text.span(start, end), entities))
            until = end
    return tuple(kept)


def _goes_on(text: str, at: int) -> bool:
    """Whether a word stands on both sides of a place."""
    return 0 < at < len(text) and _is_word(text[at - 1]) and _is_word(text[at])


def _is_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
