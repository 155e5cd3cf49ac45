"""How a graph travels: a format reads, writes, or both, and says what it could not carry.

Unlike a store, a format may lose things. It may not lose them silently.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from explorer.model.facts import GraphFile


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
    """What was read from a foreign file."""

    file: GraphFile
    losses: tuple[Loss, ...] = ()


class Format(Protocol):
    """A foreign format of JSON that can be read.

    ``name`` is used on the command line and in files; ``title`` stands in the middle of a sentence.
    """

    name: str
    title: str

    def recognises(self, value: Any) -> bool:
        """Whether this JSON value is of this format."""

    def read(self, value: Any) -> Reading:
        """Return the graph in it. Call only what is recognised."""
