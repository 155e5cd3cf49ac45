"""Where the names of entities go: beside their entity, over as few lines as can be, never over another label or entity.

Places depend on what is in the picture and on nothing else, so no state moves a label.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.frame import Label
from explorer.drawing.measure import lettering
from explorer.drawing.occupied import Taker
from explorer.drawing.places import ALIGN, places, taken_by_nodes
from explorer.drawing.rows import Asked, take
from explorer.drawing.style import label_type

if TYPE_CHECKING:
    from collections.abc import Sequence

    from explorer.drawing.frame import Bools, Box, Floats, Ints, Nodes
    from explorer.drawing.ink import Ink
    from explorer.drawing.measure import Lettering, Measure
    from explorer.drawing.occupied import Occupied
    from explorer.drawing.places import Grounds
    from explorer.drawing.theme import Theme

SPLIT_PX = 104.0
CLEAR_PX = 2.0
STICKING_OUT = 0.5  # of a line crossed
SPARED = 1.5  # lines crossed
AIR_X_PX, AIR_Y_PX = 10.0, 3.0
PER_LINE = 2.2  # px of line under a name, in heights of it, that count as one line crossed
OTHERS_PX = 8.0


class Names:
    """The names of entities as they would be drawn; n rows, each broken into lines when somebody asks.

    Parameters
    ----------
    text : sequence of str
        Names in full.
    steps : ndarray of int
        Size steps, as ``style.ranks`` gives them.
    theme, measure
        Sizes and fonts.
    """

    def __init__(self, text: Sequence[str], steps: Ints, theme: Theme, measure: Measure) -> None:
        self.text, self.steps = text, steps
        self._theme, self._measure = theme, measure
        self._types = [label_type(theme, step) for step in range(len(theme.node.size))]
        types, limit = self._types, theme.node.label_max_px

        def letter(row: int) -> Lettering:  # knows not ``self``: what knows itself is only freed by the collector
            size, _, bold = types[steps[row]]
            return lettering(measure, text[row], size, semibold=bold, split_px=SPLIT_PX, limit_px=limit)

        self.lettering = Asked(np.arange(len(text)), letter)

    @property
    def hub(self) -> Bools:
        """Which are written on a plate."""
        return np.asarray(self.steps == len(self._types) - 1)

    def take(self, rows: Ints) -> Names:
        """Return the names of some entities."""
        return Names(take(self.text, rows), self.steps[rows], self._theme, self._measure)

    def sizes(self) -> Floats:
        """Return width and height of each, shape (n, 2)."""
        lines = [self._types[step][1] for step in self.steps.tolist()]
        heights = [len(name.lines) * line for name, line in zip(self.lettering, lines, strict=True)]
        widths = [name.width for name in self.lettering]
        return np.column_stack((widths, heights)) if widths else np.zeros((0, 2))

    def label(self, row: int, owner: str, place: int, box: Box) -> Label:
        """Return the label of a row at a place."""
        step = int(self.steps[row])
        size, line, semibold = self._types[step]
        return Label(
            owner=owner,
            of_relation=False,
            text=self.text[row],
            lines=self.lettering[row].lines,
            box=box,
            size_px=size,
            line_px=line,
            semibold=semibold,
            align=ALIGN[place],
            ink="ink",
            plate=step == len(self._types) - 1,
        )


def place_names(
    nodes: Nodes,
    written: Names,
    shown: Sequence[bool],
    ground: Grounds,
    ink: Ink,
    taken: Occupied,
    *,
    gap: float,
    spare: Floats,
    sides: tuple[float, float],
) -> dict[int, Label]:
    """Find places for names, the most important first.

    Parameters
    ----------
    nodes : Nodes
        Least important first.
    written : Names
        What would be drawn.
    shown : sequence of bool
        Which names are wanted at all.
    ground : Grounds
        What the entities cover.
    ink : Ink
        The lines of the picture.
    taken : Occupied
        What must stay free; the places found are added to it.
    gap : float
        Between outline and label.
    spare : ndarray, shape (k, 4)
        Boxes that names leave free where they can, for what comes later.
    sides : tuple of float
        Left and right of all entities of the graph.

    Returns
    -------
    dict of int to Label
        By row of ``nodes``; names without room are left out.
    """
    boxes = places(ground, written.sizes(), gap)
    costs = _lines_under(boxes, written, ink) + _sticking_out(boxes, *sides) + SPARED * _over(boxes, spare)
    choice = _Choice(boxes, costs, taken, taken_by_nodes(nodes, ground, grown=OTHERS_PX), written.hub)
    order = [row for row in range(len(nodes.ids) - 1, -1, -1) if shown[row]]
    left_out = [row for row in order if not choice.settle(row)]
    for row in left_out:
        choice.settle_by_moving_one(row)
    return {
        row: written.label(row, nodes.ids[row], place, choice.box(row, place))
        for row, place in sorted(choice.place.items())
    }


def _lines_under(boxes: Floats, written: Names, ink: Ink) -> Floats:
    """Return how many lines each place would lie on, shape (n, 8); one that runs along the name counts as several.

    A plate hides whatever it lies on, so a hub's name simply takes the first place that is free.
    """
    under = ink.under(boxes.reshape(-1, 4)).reshape(boxes.shape[:2])
    lines = np.floor(under / (boxes[..., 3] * PER_LINE) + 0.5)  # a line that cuts a corner does not count
    lines[written.hub] = 0.0
    return np.asarray(lines, dtype=float)


def _sticking_out(boxes: Floats, left: float, right: float) -> Floats:
    """Return a small cost for places to the side of all entities: names there make the whole picture wider."""
    x, width = boxes[..., 0], boxes[..., 2]
    out = np.maximum(left - x, 0.0) + np.maximum(x + width - right, 0.0)
    return np.where(out > 0.6 * width, STICKING_OUT, 0.0)


def _over(boxes: Floats, spare: Floats) -> Floats:
    """Return how many of some other boxes each place would cover."""
    over = np.zeros(boxes.shape[:2])
    for x, y, width, height in spare.tolist():
        beside = (boxes[..., 0] >= x + width) | (boxes[..., 0] + boxes[..., 2] <= x)
        over += ~(beside | (boxes[..., 1] >= y + height) | (boxes[..., 1] + boxes[..., 3] <= y))
    return over


def _grown(box: Sequence[float], x: float = CLEAR_PX, y: float = CLEAR_PX) -> Box:
    return box[0] - x, box[1] - y, box[2] + 2 * x, box[3] + 2 * y


class _Choice:
    """Which place each name has so far."""

    def __init__(self, boxes: Floats, costs: Floats, taken: Occupied, others: Occupied, hub: Bools) -> None:
        self._boxes: list[list[list[float]]] = boxes.tolist()
        self._costs: list[list[float]] = costs.tolist()
        self._order: list[list[int]] = np.argsort(costs, axis=1, kind="stable").tolist()
        self._taken = taken
        self._others = others
        self._hub: list[bool] = hub.tolist()
        self.place: dict[int, int] = {}

    def box(self, row: int, place: int) -> Box:
        """Return the box of a name at a place."""
        x, y, width, height = self._boxes[row][place]
        return x, y, width, height

    def settle(self, row: int) -> bool:
        """Give a row the best place that is free; false if none is. Being close to others is as bad as one line."""
        costs, own = self._costs[row], Taker("node", row)
        best, least = -1, math.inf
        for place in self._order[row]:
            if costs[place] >= least:
                break
            box = self._boxes[row][place]
            if self._is_free(box, own):
                cost = costs[place] + (not self._taken.is_free(_grown(box, AIR_X_PX, AIR_Y_PX), but=own))
                if cost < least:
                    best, least = place, cost
        return best >= 0 and self._take(row, best)

    def settle_by_moving_one(self, row: int) -> bool:
        """Give a row a place that one other name can be moved away from; false if there is none."""
        own = Taker("node", row)
        for place in self._order[row]:
            other = self._taken.only_one(_grown(self._boxes[row][place]), own)
            if other is not None and other.sort == "name" and self._swap(row, place, other.row):
                return True
        return False

    def _swap(self, row: int, place: int, other: int) -> bool:
        before = self.place.pop(other)
        self._taken.remove(_grown(self._boxes[other][before]), Taker("name", other))
        if self._take(row, place):
            if self.settle(other):
                return True
            del self.place[row]
            self._taken.remove(_grown(self._boxes[row][place]), Taker("name", row))
        self._take(other, before)
        return False

    def _is_free(self, box: Sequence[float], own: Taker) -> bool:
        """Whether a name covers nothing there and cannot seem another's: far enough from them, or a hub's by its look."""
        if not self._taken.is_free(_grown(box), but=own):
            return False
        return self._hub[own.row] or self._others.is_free(_grown(box, 0.0, 0.0), but=own)

    def _take(self, row: int, place: int) -> bool:
        box = self._boxes[row][place]
        if not self._is_free(box, Taker("node", row)):
            return False
        self._taken.add(_grown(box), Taker("name", row))
        self.place[row] = place
        return True
