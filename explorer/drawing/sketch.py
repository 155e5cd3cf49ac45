"""What is drawn before it has a place: looks, sizes and words of everything shown, the same at every zoom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.labels import Names, names
from explorer.drawing.measure import Lettering, lettering
from explorer.drawing.relation_labels import WORDS_LIMIT_PX
from explorer.drawing.style import (
    FAN_ORDER,
    PAINT_ORDER,
    degrees,
    has_quantity,
    icon_of,
    look_of,
    ranks,
    stroke_of,
    width_of,
)
from explorer.model.sentences import relation_label
from explorer.model.standing import accepted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Protocol

    from explorer.drawing.frame import Bools, Floats, Ints
    from explorer.drawing.measure import Measure
    from explorer.drawing.theme import Theme
    from explorer.model.facts import Relation
    from explorer.model.project import Project

    class Shown(Protocol):
        """What passes the filters; ``filters.Visible`` is one."""

        @property
        def entities(self) -> Sequence[str]:
            """Ids of entities."""

        @property
        def relations(self) -> Sequence[str]:
            """Ids of relations."""

        @property
        def folded(self) -> Mapping[str, int]:
            """How many entities are collapsed into each."""


_FAN = {standing.value: place for place, standing in enumerate(FAN_ORDER)}
_PAINT = {standing.value: place for place, standing in enumerate(PAINT_ORDER)}
_DISPUTED = frozenset({"contested", "denied"})


@dataclass(frozen=True, eq=False)
class Sketch:
    """Entities and relations in painting order, least important first."""

    entities: tuple[str, ...]
    kind: tuple[str, ...]
    icon: tuple[str, ...]
    folded: Ints
    steps: Ints
    names: Names
    relations: tuple[str, ...]
    source: Ints
    target: Ints
    stroke: tuple[str, ...]
    width: Floats
    fan: tuple[tuple[int, str], ...]
    forward: Bools
    words: tuple[str, ...]
    written: tuple[Lettering, ...]
    first: tuple[int, ...]


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
    entities = [project.entities[key] for key in shown.entities if key in project.entities]
    row = {entity.id: index for index, entity in enumerate(entities)}
    relations = [
        relation
        for relation in (project.relations[key] for key in shown.relations if key in project.relations)
        if relation.source in row and relation.target in row
    ]
    source, target = _rows(relations, row)
    degree = degrees(len(entities), source, target)
    steps = ranks(degree, theme.node.rank)
    ascending = np.lexsort((-np.arange(len(entities)), degree))
    place = np.empty(len(entities), dtype=np.intp)
    place[ascending] = np.arange(len(entities))
    entities = [entities[index] for index in ascending.tolist()]
    ordered = sorted(relations, key=lambda relation: _importance(project, relation))
    source, target = _rows(ordered, {entity.id: index for index, entity in enumerate(entities)})
    stroke = tuple(stroke_of(project, relation) for relation in ordered)
    words = tuple(relation_label(project, relation) for relation in ordered)
    size = theme.type("caption").size
    return Sketch(
        entities=tuple(entity.id for entity in entities),
        kind=tuple(look_of(project, theme, entity) for entity in entities),
        icon=tuple(icon_of(project, theme, entity) for entity in entities),
        folded=np.array([shown.folded.get(entity.id, 0) for entity in entities], dtype=np.intp),
        steps=steps[ascending],
        names=names([entity.name for entity in entities], steps[ascending], theme, measure),
        relations=tuple(relation.id for relation in ordered),
        source=source,
        target=target,
        stroke=stroke,
        width=np.array([width_of(theme, key, relation) for key, relation in zip(stroke, ordered, strict=True)]),
        fan=tuple((_FAN[project.standing(relation.id)], relation.id) for relation in ordered),
        forward=np.array([relation.source <= relation.target for relation in ordered], dtype=bool),
        words=words,
        written=tuple(
            lettering(measure, text, size, semibold=False, split_px=None, limit_px=WORDS_LIMIT_PX) for text in words
        ),
        first=tuple(_turn(project, relation) for relation in ordered),
    )


def _rows(relations: Sequence[Relation], row: Mapping[str, int]) -> tuple[Ints, Ints]:
    source = np.array([row[relation.source] for relation in relations], dtype=np.intp)
    target = np.array([row[relation.target] for relation in relations], dtype=np.intp)
    return source, target


def _importance(project: Project, relation: Relation) -> tuple[int, int, str]:
    return _PAINT[project.standing(relation.id)], len(accepted(relation.evidence)), relation.id


def _turn(project: Project, relation: Relation) -> int:
    """Return when a relation's words look for a place: those with a number first, then what is disputed."""
    if has_quantity(relation):
        return 0
    return 1 if project.standing(relation.id) in _DISPUTED else 2
