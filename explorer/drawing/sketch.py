"""What is drawn before it has a place: looks, sizes and words of everything shown, the same at every zoom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.curves import Lanes, fan
from explorer.drawing.labels import Names
from explorer.drawing.looks import Looks, looks, shown_rows
from explorer.drawing.measure import Lettering, lettering
from explorer.drawing.relation_labels import WORDS_LIMIT_PX
from explorer.drawing.rows import Asked, Coded, Ids, inverse, take
from explorer.drawing.style import has_quantity, icon_of, ranks, widths
from explorer.model.columns import STANDINGS, degrees
from explorer.model.facets import columns
from explorer.model.sentences import relation_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Protocol

    from numpy.typing import NDArray

    from explorer.drawing.frame import Floats, Ints
    from explorer.drawing.measure import Measure
    from explorer.drawing.theme import Theme
    from explorer.model.facets import Columns
    from explorer.model.project import Project

    class Shown(Protocol):
        """What passes the filters; ``filters.Visible`` is one."""

        @property
        def entity_ids(self) -> NDArray[np.object_]:
            """Ids of all entities, shown or not."""

        @property
        def relation_ids(self) -> NDArray[np.object_]:
            """Ids of all relations, shown or not."""

        @property
        def entities(self) -> Sequence[str]:
            """Ids of the entities that are shown."""

        @property
        def entity_rows(self) -> Ints:
            """Which of all entities are shown."""

        @property
        def relation_rows(self) -> Ints:
            """Which of all relations are shown."""

        @property
        def folded(self) -> Mapping[str, int]:
            """How many entities are collapsed into each."""


_DISPUTED = frozenset({"contested", "denied"})


@dataclass(frozen=True, eq=False)
class Sketch:
    """Entities and relations in painting order, least important first."""

    entities: Ids
    kind: Coded
    icon: Sequence[str]
    folded: Ints
    steps: Ints
    names: Names
    relations: Ids
    source: Ints
    target: Ints
    stroke: Coded
    width: Floats
    lanes: Lanes
    words: Sequence[str]
    written: Sequence[Lettering]
    first: Sequence[int]

    def take(self, nodes: Ints, edges: Ints) -> Sketch:
        """Return the sketch of some entities and of relations between them, in this order."""
        place = inverse(nodes, len(self.entities))
        return Sketch(
            entities=Ids(take(self.entities, nodes)),
            kind=self.kind.take(nodes),
            icon=take(self.icon, nodes),
            folded=self.folded[nodes],
            steps=self.steps[nodes],
            names=self.names.take(nodes),
            relations=Ids(take(self.relations, edges)),
            source=place[self.source[edges]],
            target=place[self.target[edges]],
            stroke=self.stroke.take(edges),
            width=self.width[edges],
            lanes=self.lanes.take(edges),
            words=take(self.words, edges),
            written=take(self.written, edges),
            first=take(self.first, edges),
        )


def sketch(project: Project, shown: Shown, theme: Theme, measure: Measure) -> Sketch:
    """Return the sketch of what is shown; the last one of each project is kept while its facts stay the same."""
    key = (shown, theme, measure)
    kept = project.worked_out
    last: tuple[tuple[object, ...], Sketch] | None = kept.get(sketch)
    if last is not None and all(one is other for one, other in zip(last[0], key, strict=True)):
        return last[1]
    made = _sketch(project, shown, theme, measure)
    kept[sketch] = (key, made)
    return made


def _sketch(project: Project, shown: Shown, theme: Theme, measure: Measure) -> Sketch:
    table, look = columns(project), looks(project)
    nodes = shown_rows(table.entities, lambda: table.entity_row, shown.entity_ids, shown.entity_rows)
    edges = shown_rows(table.relations, lambda: table.relation_row, shown.relation_ids, shown.relation_rows)
    place = inverse(nodes, len(table.entities))
    edges = edges[(place[table.source[edges]] >= 0) & (place[table.target[edges]] >= 0)]
    degree = degrees(len(nodes), place[table.source[edges]], place[table.target[edges]])
    ascending = np.lexsort((-np.arange(len(nodes)), degree))
    steps = ranks(degree, theme.node.rank)[ascending]
    nodes = nodes[ascending]
    place[nodes] = np.arange(len(nodes))
    edges = edges[np.argsort(look.paint[edges])]
    source, target = place[table.source[edges]], place[table.target[edges]]
    entities = Ids.among(table.entities, table.entity_row, nodes)
    written = _Written(project, table, look, theme, measure)
    return Sketch(
        entities=entities,
        kind=look.kind.take(nodes),
        icon=Asked(nodes, written.icon),
        folded=_folded(entities, shown.folded),
        steps=steps,
        names=Names(Asked(nodes, written.name), steps, theme, measure),
        relations=Ids.among(table.relations, table.relation_row, edges),
        source=source,
        target=target,
        stroke=look.stroke.take(edges),
        width=widths(theme, look.stroke, look.passages)[edges],
        lanes=fan(source, target, look.fan[edges], look.forward[edges]),
        words=Asked(edges, written.words),
        written=Asked(edges, written.lettering),
        first=Asked(edges, written.turn),
    )


class _Written:
    """What there is to read of each row of a project, worked out when a picture has room for it.

    It is kept among what was worked out of the project, so it must not know the project by which that is remembered:
    none of it would ever be freed.
    """

    def __init__(self, project: Project, table: Columns, look: Looks, theme: Theme, measure: Measure) -> None:
        self._project, self._table, self._look = project.telling(table.gathered, {}), table, look
        self._theme, self._measure, self._size_px = (theme, measure, theme.type("caption").size)

    def name(self, row: int) -> str:
        """Return the name of an entity."""
        return self._project.entities[self._table.entities[row]].name

    def icon(self, row: int) -> str:
        """Return the icon of an entity."""
        return icon_of(self._project, self._theme, self._project.entities[self._table.entities[row]])

    def words(self, row: int) -> str:
        """Return the words beside a relation."""
        return relation_label(self._project, self._project.relations[self._table.relations[row]])

    def lettering(self, row: int) -> Lettering:
        """Return the words beside a relation as they are drawn."""
        text = self.words(row)
        return lettering(self._measure, text, self._size_px, semibold=False, split_px=None, limit_px=WORDS_LIMIT_PX)

    def turn(self, row: int) -> int:
        """Return when a relation's words look for a place: those with a number first, then what is disputed."""
        key = self._table.relations[row]
        if self._table.qualified[row] and has_quantity(self._project.relations[key]):
            return 0
        return 1 if STANDINGS[self._table.standing[row]] in _DISPUTED else 2


def _folded(entities: Ids, folded: Mapping[str, int]) -> Ints:
    numbers = np.zeros(len(entities), dtype=np.intp)
    for key, number in folded.items():
        if key in entities.row:
            numbers[entities.row[key]] = number
    return numbers
