"""What a store is asked to change, and what it answers: values, as they stand in the log of changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from explorer.stores.schema import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

Key = tuple[Table, str]
"""A fact: its table and its id."""


@dataclass(frozen=True)
class Step:
    """Make one fact be so.

    Attributes
    ----------
    table, id : Table, str
        Which fact.
    body : str or None
        Its JSON; None takes it away.
    place : float or None
        Where in the file's list it stands, as a number between those of its neighbours. None: where it is, or last.
    """

    table: Table
    id: str
    body: str | None
    place: float | None = None


@dataclass(frozen=True)
class Seat:
    """Put an entity somewhere in a saved view. ``xy`` is JSON, ``[1.5, 2.0]``; None takes the place away."""

    view: int
    entity: str
    xy: str | None
    place: float | None = None


@dataclass(frozen=True)
class Edit:
    """Some steps that are carried out together or not at all.

    Attributes
    ----------
    id : str
        Made once by who edits. Sending the same edit again after an error cannot carry it out twice.
    author, at : str
        Who, and when (ISO 8601); may be empty.
    steps : tuple of Step
        What changes. These are logged.
    base : mapping of (Table, str) to int
        The version of each fact as who edits knows it, 0 for one that should not be there. A fact that is not named is not compared.
    document : str or None
        What the document says of itself (title, kinds, …), as JSON without its lists, if that changes.
    views : mapping of int to (str or None)
        Saved views that change, by number; None takes one away. Their places are in ``seats``.
    seats : tuple of Seat
        Places that change. A picture, not a fact: saved with the rest, not logged.
    """

    id: str
    author: str = ""
    at: str = ""
    steps: tuple[Step, ...] = ()
    base: Mapping[Key, int] = field(default_factory=dict)
    document: str | None = None
    views: Mapping[int, str | None] = field(default_factory=dict)
    seats: tuple[Seat, ...] = ()


@dataclass(frozen=True)
class Applied:
    """The edit is in the store: it is change number ``seq``, and these are the versions of its facts now."""

    seq: int
    versions: Mapping[Key, int]


@dataclass(frozen=True)
class Already:
    """The very same edit had been carried out before, as change number ``seq``."""

    seq: int


@dataclass(frozen=True)
class Recorded:
    """One change of the log. ``steps`` is empty for one that brought a whole document: what is known of it is stale."""

    seq: int
    id: str
    author: str
    at: str
    steps: tuple[Step, ...]
    inverse: tuple[Step, ...]
