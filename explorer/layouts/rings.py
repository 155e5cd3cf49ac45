"""Entities around a circle, or in rings by their distance from chosen ones. Names fit between neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from explorer.layouts.base import LayoutParams, Step
from explorer.layouts.circle_order import circle_orders
from explorer.layouts.ellipse import Ellipse
from explorer.layouts.graph import MOST_ENTITIES, refuse_above
from explorer.layouts.network import Network, network

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.layouts.base import Floats, Ints, Sizes
    from explorer.layouts.graph import Graph
    from explorer.model.positions import Positions

CENTRES_PX = 40.0
FIRST_RING_PX = 170.0
RING_GAP_PX = 80.0


class RingParams(LayoutParams):
    """What a person may set for a circle."""

    aspect: float = Field(
        default=1.25,
        ge=0.3,
        le=4,
        title="Width to height",
        description="The shape of the rings; 1 makes circles.",
    )


class ConcentricParams(RingParams):
    """What a person may set for rings around something."""

    centres: tuple[str, ...] = Field(
        default=(),
        title="In the middle",
        description="Ids of the entities in the middle; none means the most connected.",
    )


class Circular:
    """Everybody around one circle, tied entities near each other."""

    name = "circular"
    title = "Circle"
    Params = RingParams

    def steps(
        self,
        graph: Graph,
        start: Positions,
        sizes: Sizes,
        params: RingParams,
        seed: int = 0,  # noqa: ARG002  # nothing is left to chance
        pinned: frozenset[str] = frozenset(),
    ) -> Iterator[Step]:
        """Yield ever better positions; see ``Layout``."""
        refuse_above(graph, MOST_ENTITIES, self.title)
        net = network(graph, sizes)
        ellipse = Ellipse(net, params.aspect)
        nobody = np.zeros(0, dtype=np.intp)
        xy = np.zeros((len(net), 2))
        radius = 0.0
        for turn, order in enumerate(circle_orders(net), start=1):
            if not radius and len(order):
                _, radius = ellipse.around(order, ellipse.evenly(order), 0.0, nobody, xy)
            xy[order] = ellipse.at(ellipse.evenly(order), radius) if len(order) > 1 else 0.0
            yield Step(net.positions(xy * params.spacing), 0.9 * (1 - 1 / turn))
        yield Step(net.positions(ellipse.finished(xy * params.spacing, start, pinned)), 1.0)


class Concentric:
    """Rings around what is chosen: its neighbours, their neighbours, and so on."""

    name = "concentric"
    title = "Rings around the selection"
    Params = ConcentricParams

    def steps(
        self,
        graph: Graph,
        start: Positions,
        sizes: Sizes,
        params: ConcentricParams,
        seed: int = 0,  # noqa: ARG002  # nothing is left to chance
        pinned: frozenset[str] = frozenset(),
    ) -> Iterator[Step]:
        """Yield ever better positions; see ``Layout``."""
        refuse_above(graph, MOST_ENTITIES, self.title)
        net = network(graph, sizes)
        levels = _levels(net, params.centres)
        ellipse = Ellipse(net, params.aspect)
        outside = np.flatnonzero(levels > 0)
        order = np.zeros(len(net))
        xy = np.zeros((len(net), 2))
        for turn, better in enumerate(circle_orders(net.part(outside)), start=1):
            order[outside[better]] = np.arange(len(outside))
            yield Step(net.positions(xy), 0.5 * (1 - 1 / turn))
        turns, radius = np.zeros(len(net)), 0.0
        for level in range(int(levels.max(initial=-1)) + 1):
            rows = np.flatnonzero(levels == level)
            rows = rows[np.argsort(order[rows], kind="stable")]
            if level == 0 and len(rows) == 1:
                continue
            wanted = ellipse.evenly(rows) if level < 2 else _towards(net, rows, levels, turns, order)
            gap = (CENTRES_PX, FIRST_RING_PX)[level] if level < 2 else RING_GAP_PX
            inside = np.flatnonzero(levels < level)
            turns[rows], radius = ellipse.around(rows, wanted, radius + gap * params.spacing, inside, xy)
            xy[rows] = ellipse.at(turns[rows], radius)
            yield Step(net.positions(xy), 0.5 + 0.4 * level / int(levels.max()))
        yield Step(net.positions(ellipse.finished(xy, start, pinned)), 1.0)


def _levels(net: Network, centres: tuple[str, ...]) -> Ints:
    """Return how many steps each row is from the middle; what cannot be reached is one farther than the rest."""
    levels = np.full(len(net), -1, dtype=np.intp)
    if not len(net):
        return levels
    ring = np.flatnonzero(net.mask(centres))
    if not len(ring):
        ring = np.array([int(np.argmax(net.degree))])
    level = 0
    while len(ring):
        levels[ring] = level
        near = np.unique(np.concatenate([net.neighbours[row] for row in ring]))
        ring, level = near[levels[near] < 0], level + 1
    levels[levels < 0] = level
    return levels


def _towards(net: Network, rows: Ints, levels: Ints, turns: Floats, order: Floats) -> Floats:
    """Return the turns of what each row hangs on; rows that hang on nothing go by the order."""
    wanted = np.empty(len(rows))
    for index, row in enumerate(rows):
        near = net.neighbours[row]
        angle = turns[near[levels[near] < levels[row]]] * 2 * np.pi
        if len(angle):
            wanted[index] = np.arctan2(np.sin(angle).sum(), np.cos(angle).sum()) / (2 * np.pi) % 1.0
        else:
            wanted[index] = order[row] / len(net)
    return wanted
