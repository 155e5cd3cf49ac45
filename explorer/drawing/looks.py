"""How each entity and relation of a project looks, as codes: worked out once per state of its facts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.rows import Coded, inverse
from explorer.drawing.style import FAN_ORDER, PAINT_ORDER, look_of_kind, stroke_for
from explorer.drawing.theme import load_theme
from explorer.model.columns import STANDINGS
from explorer.model.facets import columns
from explorer.model.memo import per_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from numpy.typing import NDArray

    from explorer.drawing.frame import Bools, Ints
    from explorer.model.facets import Columns
    from explorer.model.project import Project

_FAN = np.array([FAN_ORDER.index(standing) for standing in STANDINGS])
_PAINT = np.array([PAINT_ORDER.index(standing) for standing in STANDINGS])


@dataclass(frozen=True, eq=False)
class Looks:
    """Columns over the rows of ``facets.columns``.

    Attributes
    ----------
    kind : Coded
        Key of ``Theme.kind`` of each entity.
    stroke : Coded
        Key of ``Theme.stroke`` of each relation.
    passages : ndarray of int
        How many each relation rests on.
    paint, fan : ndarray of int
        Places of the relations when they are painted, and beside each other.
    forward : ndarray of bool
        Whether the source of a relation is the end that tells left from right.
    """

    kind: Coded
    stroke: Coded
    passages: Ints
    paint: Ints
    fan: Ints
    forward: Bools


@per_facts
def looks(project: Project) -> Looks:
    """Return the looks of everything in a project."""
    table = columns(project)
    theme = load_theme("light")  # which kinds have a look of their own is the same in every mode
    name, entity_name = table.gathered.relations.rank[table.gathered_row], table.gathered.entities.rank
    kinds = tuple(look_of_kind(project, theme, kind) for kind in table.entity_kinds)
    return Looks(
        kind=Coded(table.entity_kind, kinds),
        stroke=_strokes(table),
        passages=table.passages,
        paint=inverse(np.lexsort((name, table.passages, _PAINT[table.standing])), len(name)),
        fan=inverse(np.lexsort((name, _FAN[table.standing])), len(name)),
        forward=entity_name[table.source] <= entity_name[table.target],
    )


def _strokes(table: Columns) -> Coded:
    """Return the stroke of every relation: one code for each pair of kind and standing."""
    keys = [
        stroke_for(standing, table.vocabulary.relation_kind(kind).voice)
        for kind in table.relation_kinds
        for standing in STANDINGS
    ]
    words = tuple(dict.fromkeys(keys))
    code = np.array([words.index(key) for key in keys], dtype=np.intp)
    return Coded(code[table.relation_kind * len(STANDINGS) + table.standing], words)


def shown_rows(
    ids: NDArray[np.object_], row: Callable[[], Mapping[str, int]], before: NDArray[np.object_], rows: Ints
) -> Ints:
    """Return the rows of what is shown: ``rows``, unless the ids are no longer those ``before``."""
    return rows if ids is before or np.array_equal(ids, before) else rows_of(row(), before[rows].tolist())


def rows_of(row: Mapping[str, int], ids: Iterable[str]) -> Ints:
    """Return the rows of ids, leaving out those that have none."""
    found = [row.get(key, -1) for key in ids]
    rows = np.array(found, dtype=np.intp)
    return rows[rows >= 0]
