"""Names, words and marks for what is in sight: the most important that fit, and no more than a moment's work."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.detail import LEVELS
from explorer.drawing.extra_labels import squeeze_in
from explorer.drawing.frame import Level
from explorer.drawing.ink import Ink
from explorer.drawing.labels import place_names
from explorer.drawing.looks import rows_of
from explorer.drawing.places import taken_by_nodes
from explorer.drawing.relation_labels import RelationLabels, Words
from explorer.drawing.rows import take
from explorer.drawing.style import are_minor

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from explorer.drawing.frame import Box, Detail, Edges, Ints, Label, Marks, Nodes
    from explorer.drawing.places import Grounds
    from explorer.drawing.sight import Sight
    from explorer.drawing.sketch import Sketch
    from explorer.drawing.theme import Theme


def write(
    nodes: Nodes,
    edges: Edges,
    ground: Grounds,
    plan: Sketch,
    seen: Sight,
    detail: Detail,
    theme: Theme,
    *,
    avoid: Iterable[Box],
    selected: Collection[str],
    numbers: Mapping[str, int] | None,
) -> tuple[tuple[Label, ...], Marks]:
    """Find places for all that is to be read of a picture.

    Parameters
    ----------
    nodes, edges : Nodes, Edges
        The whole picture.
    ground : Grounds
        What its entities cover.
    plan : Sketch
        What there is to read.
    seen : Sight
        What of it is in sight.
    detail : Detail
        What is worth reading.
    theme : Theme
        Sizes.
    avoid, selected, numbers
        As for ``build_frame``.
    """
    chosen = rows_of(nodes.row, selected)
    rows = _most_important(seen, detail, chosen)
    lines = seen.edges if detail.level <= Level.PLAIN else seen.edges[:0]
    part, near, between = nodes.take(rows), ground.rows(rows), edges.take(lines)
    names = plan.names.take(rows)
    ink = Ink(between.curve, between.straight)
    taken = taken_by_nodes(part, near, avoid)
    numbered = [numbers.get(key, 0) for key in between.ids] if numbers else [0] * len(lines)
    size_px = theme.type("caption").size
    words = Words(take(plan.written, lines), take(plan.words, lines), take(plan.first, lines), numbered, size_px)
    relations = RelationLabels(between, words, theme, ink, taken)
    shown = detail.minor_labels | ~are_minor(plan.steps)[rows]
    sides = ground.sides()
    placed = place_names(
        part, names, shown.tolist(), near, ink, taken, gap=theme.node.label_gap, spare=relations.wishes(), sides=sides
    )
    on_lines, marks = relations.place(with_marks=detail.marks or bool(numbers), with_words=detail.relation_labels)
    labels: tuple[Label, ...] = (*placed.values(), *on_lines)
    if len(chosen):
        wanted = np.flatnonzero(np.isin(rows, chosen)).tolist()
        extra, gone = squeeze_in(wanted, part, names, near, labels, theme, avoid=avoid, marks=marks.xy.tolist())
        labels = (*(label for row, label in enumerate(labels) if row not in gone), *extra)
    return labels, replace(marks, edge=lines[marks.edge])


def _most_important(seen: Sight, detail: Detail, chosen: Ints) -> Ints:
    """Return the entities in sight that may get a name; those in the way of names are among them."""
    most = LEVELS[detail.level].most_names
    rows = seen.nodes[-most:]
    chosen = chosen[np.isin(chosen, seen.nodes)]
    return np.union1d(rows, chosen) if len(chosen) else rows
