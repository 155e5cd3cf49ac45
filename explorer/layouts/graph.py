"""What is to be arranged, as arrays: layouts never see what entities and relations say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.model.errors import TooManyEntities
from explorer.model.facets import columns

if TYPE_CHECKING:
    from explorer.layouts.base import Ints
    from explorer.model.filters import Visible
    from explorer.model.project import Project


MOST_ENTITIES = 3000
"""Layouts that give every name a place in a row, a ring or a layer are not for larger graphs."""


@dataclass(frozen=True, eq=False)
class Graph:
    """Entities and the relations between them; n entities, m relations.

    Attributes
    ----------
    ids : tuple of str
        In any order; no layout goes by it.
    source, target : Ints, shape (m,)
        The ends of each relation, as rows of ``ids``.
    kind : Ints, shape (n,)
        The kind of each entity, as a row of ``kinds``.
    kinds : tuple of str
    """

    ids: tuple[str, ...]
    source: Ints
    target: Ints
    kind: Ints
    kinds: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.ids)


def refuse_above(graph: Graph, most: int, title: str) -> None:
    """Raise a sentence for a graph that a layout would take hours for, and nobody could read.

    Raises
    ------
    TooManyEntities
    """
    if len(graph) > most:
        raise TooManyEntities(
            f"{title} is for up to {most:,} entities, and {len(graph):,} are shown. "
            "Filter some out, or use the force-directed layout or groups."
        )


def graph_of(project: Project, shown: Visible) -> Graph:
    """Return what is shown of a project."""
    table = columns(project)
    row = np.full(len(table.entities), -1, dtype=np.intp)
    row[shown.entity_rows] = np.arange(len(shown.entity_rows))
    return Graph(
        ids=shown.entities,
        source=row[table.source[shown.relation_rows]],
        target=row[table.target[shown.relation_rows]],
        kind=table.entity_kind[shown.entity_rows],
        kinds=tuple(table.entity_kinds),
    )
