"""Entities in groups, each a cluster of its own: those that are closely tied, or those of one kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from pydantic import Field

from explorer.layouts.base import LayoutParams, Step
from explorer.layouts.coarsening import Likeness
from explorer.layouts.communities import by_size, communities
from explorer.layouts.composition import Wishes, compose
from explorer.layouts.network import network
from explorer.layouts.overlap import NAMED_UP_TO, apart, separated, settled
from explorer.layouts.packing import Part, pack, rows
from explorer.layouts.spreading import spread
from explorer.layouts.springs import Springs
from explorer.layouts.unfolding import Room, at_rest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.layouts.base import Floats, Ints, Sizes
    from explorer.layouts.graph import Graph
    from explorer.layouts.network import Network
    from explorer.model.positions import Positions

GROUP_GAP_PX = 70.0
TIGHT = 0.5
"""Groups are pushed apart from a page of this share of their room."""

STEPS = 200
LEAST_NEWS = 0.05
ALONE = 3
"""Groups of fewer entities than this have no shape to find."""


class GroupParams(LayoutParams):
    """What a person may set for groups."""

    aspect: float = Field(
        default=1.25,
        ge=0.3,
        le=4,
        title="Width to height",
        description="The shape of the picture.",
    )


class Grouped:
    """Groups as clusters, tied groups near each other."""

    Params = GroupParams

    def __init__(self, name: str, title: str, by: Literal["community", "kind"]) -> None:
        self.name, self.title, self._by = name, title, by

    def steps(
        self,
        graph: Graph,
        start: Positions,
        sizes: Sizes,
        params: GroupParams,
        seed: int = 0,
        pinned: frozenset[str] = frozenset(),
    ) -> Iterator[Step]:
        """Yield ever better positions; see ``Layout``."""
        net = network(graph, sizes)
        yield Step(net.positions(np.zeros((len(net), 2))), 0.0)
        member = communities(net, seed) if self._by == "community" else by_size(graph.kind[net.origin])
        xy = np.zeros((len(net), 2))
        inner = net.within(member)
        arrange = _small if len(net) <= NAMED_UP_TO else _large
        for at, share in arrange(inner, member, params, seed):
            xy = at()
            yield Step(net.positions(xy), 0.1 + 0.8 * share)
        xy = _beside(net, xy, member, params, seed)
        yield Step(net.positions(xy), 0.95)
        fixed = net.fixed(start, pinned)
        yield Step(net.positions(separated(net, settled(net, xy, start, pinned), ~fixed)), 1.0)


def _groups(member: Ints) -> list[Ints]:
    return [np.flatnonzero(member == group) for group in range(int(member.max(initial=-1)) + 1)]


def _small(net: Network, member: Ints, params: GroupParams, seed: int) -> Iterator[tuple[Callable[[], Floats], float]]:
    """Arrange each group by itself, its parts beside each other."""
    xy = np.zeros((len(net), 2))
    done = 0
    for members in _groups(member):
        group = net.part(members)
        tied = [part for part in group.components() if len(part) > 1]
        parts = []
        for one in map(group.part, tied):
            loose, told = np.zeros(len(one), dtype=bool), 0.0
            for at, share in compose(one, np.zeros((len(one), 2)), loose, Wishes(1.0, params.spacing, seed)):
                last = at
                if share >= told + LEAST_NEWS:
                    told = share
                    yield xy.copy, (done + share * len(one)) / len(net)
            done += len(one)
            parts.append(Part(one, last))
        alone = np.setdiff1d(np.arange(len(group)), np.concatenate([np.zeros(0, dtype=np.intp), *tied]))
        if len(alone):
            tied.append(alone)
            single = group.part(alone)
            parts.append(Part(single, rows(single.half, 1.5) - single.offset))
        pack(parts, 1.0)
        for part, placed in zip(tied, parts, strict=True):
            xy[members[part]] = placed.xy
        done += len(alone)
        yield xy.copy, done / len(net)


def _large(net: Network, member: Ints, params: GroupParams, seed: int) -> Iterator[tuple[Callable[[], Floats], float]]:
    """Arrange all groups at once by the ties within them, and spread each over a disc of its own."""
    at: Callable[[], Floats] = np.zeros((len(net), 2)).copy
    for at, share in at_rest(net, seed):
        yield at, 0.9 * share
    xy = at().copy()
    for members in _groups(member):
        if len(members) >= ALONE:
            xy[members] = Room(net.part(members), 1.0, params.spacing).spread(xy[members])
        else:
            xy[members] = rows(net.half[members], 1.0)
    yield xy.copy, 1.0


def _beside(net: Network, xy: Floats, member: Ints, params: GroupParams, seed: int) -> Floats:
    """Return the picture with its groups, each as it is, beside each other; tied groups are near each other."""
    count = int(member.max(initial=-1)) + 1
    low, high = np.full((count, 2), np.inf), np.full((count, 2), -np.inf)
    reach = net.half if len(net) <= NAMED_UP_TO else np.stack([net.radius, net.radius], axis=1)
    offset = net.offset if len(net) <= NAMED_UP_TO else np.zeros_like(xy)
    np.minimum.at(low, member, xy + offset - reach)
    np.maximum.at(high, member, xy + offset + reach)
    half = (high - low + GROUP_GAP_PX * params.spacing) / 2
    if count < 2:
        alone: Floats = xy - ((low + high) / 2)[member]
        return alone
    area = 4 * half.prod(axis=1)
    middles = spread(_tied_near(net, member, area, seed), area, params.aspect, TIGHT)
    shape = np.array([params.aspect**0.5, params.aspect**-0.5])
    middles = middles * (np.sqrt(TIGHT * area.sum()) / np.maximum(np.ptp(middles, axis=0), 1e-9))
    # On a square that is stretched afterwards, wide groups that meet do not all give way upwards and downwards.
    middles = shape * apart(middles, np.zeros_like(half), half / shape, np.ones(count, dtype=bool))
    placed: Floats = xy + (middles - (low + high) / 2)[member]
    return placed


def _tied_near(net: Network, member: Ints, area: Floats, seed: int) -> Floats:
    """Return places for the middles of groups, in units of the forces that make them."""
    count = len(area)
    ends = np.sort(member[net.edges], axis=1)
    ends = ends[ends[:, 0] != ends[:, 1]]
    pairs, ties = np.unique(ends[:, 0] * count + ends[:, 1], return_counts=True)
    room = 10 * area / area.mean()
    weight = ties / max(1.0, float(ties.sum()) / max(1, len(ties)))
    groups = Likeness(pairs // count, pairs % count, weight, room, np.ones(count))
    start = np.random.default_rng(seed).normal(size=(count, 2)) * 10 * np.sqrt(count)
    springs = Springs(groups, start)
    for _ in range(STEPS):
        springs.step()
    return springs.xy
