"""Where a text names the entities of a graph: by name or alias, whole words only, the longest name first.

Names of up to three letters have to be written as they are, so that "IT" is not found in "it". Nothing is guessed here:
a name that several entities share stands for all of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from explorer.model.memo import per_facts
from explorer.model.quotes import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from explorer.model.facts import Entity
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
    plain = " ".join(name.split()) if name.isascii() else fold(name).text.strip()  # the same, and many times as fast
    return plain if len(plain) <= SHORT_LETTERS else lowered(plain)


class _Index(NamedTuple):
    """The names of some entities: by how they are looked up, and by their first word, longest first."""

    entities: tuple[Entity, ...]
    namings: Mapping[str, Naming]
    first: Mapping[str, tuple[str, ...]]


_before: WeakKeyDictionary[Project, _Index] = WeakKeyDictionary()


def namings(project: Project) -> Mapping[str, Naming]:
    """Return every name of the graph's entities by how it is looked up."""
    return _index(project).namings


@per_facts
def _index(project: Project) -> _Index:
    """Return the names of a graph; those of before, if only relations or articles have changed."""
    entities = tuple(project.entities.values())
    known = _before.get(project)
    if known is None or known.entities != entities:
        known = _before[project] = _indexed(entities)
    return known


def _indexed(entities: tuple[Entity, ...]) -> _Index:
    found: dict[str, list[str]] = defaultdict(list)
    for entity in entities:
        for name in dict.fromkeys((entity.name, *entity.aliases)):
            key = key_of(name)
            if 1 < len(key) <= LONGEST_NAME and entity.id not in found[key]:
                found[key].append(entity.id)
    first: dict[str, list[str]] = defaultdict(list)
    for key, ids in found.items():
        word = _WORD.search(key) if ids else None
        if word is not None:
            first[word[0]].append(key)
    return _Index(
        entities,
        {key: Naming(key, tuple(ids)) for key, ids in found.items() if ids},
        {word: tuple(sorted(keys, key=len, reverse=True)) for word, keys in first.items()},
    )


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
    _, names, first = _index(project)
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
