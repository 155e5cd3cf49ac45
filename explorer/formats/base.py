"""How a graph travels: a format reads, writes, or both, and says what it could not carry.

Unlike a store, a format may lose things. It may not lose them silently.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from explorer.model.problem import plain
from explorer.model.project import Project
from explorer.model.words import counted

if TYPE_CHECKING:
    from explorer.model.bodies import Bodies
    from explorer.model.facts import Entity, GraphFile, Relation

SHOWN = 3


@dataclass(frozen=True)
class Loss:
    """One sort of thing that a format could not carry, how often, and as a sentence."""

    what: str
    number: int
    sentence: str

    def __str__(self) -> str:
        return self.sentence


@dataclass(frozen=True)
class Reading:
    """What was read from a foreign file; many entities or relations stand beside it as text, and not in it."""

    file: GraphFile
    losses: tuple[Loss, ...] = ()
    entities: Bodies[Entity] | None = None
    relations: Bodies[Relation] | None = None

    @property
    def project(self) -> Project:
        """All of it, to be looked at or saved."""
        return Project(self.file, entities=self.entities, relations=self.relations)


class Tally:
    """Counts what a format could not carry, or did to carry it, with the first examples of each sort."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._examples: dict[tuple[str, str, str], dict[str, None]] = {}

    def add(self, noun: str, told: str, example: str = "", *, plural: str = "", number: int = 1) -> None:
        """Count one more.

        Parameters
        ----------
        noun, plural : str
            What is counted; the plural where it is not the noun with an s.
        told : str
            What became of it, in words that fit one and many ("became text").
        example : str
            Which one; the first few are told.
        number : int
            How many at once.
        """
        key = (noun, plural or noun + "s", told)
        self._numbers[key] = self._numbers.get(key, 0) + number
        examples = self._examples.setdefault(key, {})
        if example and len(examples) <= SHOWN:
            examples[plain(example, 40)] = None

    def losses(self) -> tuple[Loss, ...]:
        """Return all that was counted, as sentences."""
        return tuple(
            Loss(told, number, f"{counted(number, noun, plural)} {told}{self._shown((noun, plural, told))}.")
            for (noun, plural, told), number in self._numbers.items()
        )

    def _shown(self, key: tuple[str, str, str]) -> str:
        examples = list(self._examples[key])
        if not examples:
            return ""
        more = ", …" if len(examples) > SHOWN else ""
        return f" ({', '.join(examples[:SHOWN])}{more})"


class Format(Protocol):
    """A foreign format of JSON that can be read.

    ``name`` is used on the command line and in files; ``title`` stands in the middle of a sentence.
    """

    name: str
    title: str

    def recognises(self, value: Any) -> bool:
        """Whether this JSON value is of this format."""

    def read(self, value: Any, *, packs: bool = False) -> Reading:
        """Return the graph in it. Call only what is recognised.

        With ``packs``, much is kept as text beside the document, and the value is used up to save memory.
        """
