"""The workhorse: forces until everything is at rest. Small graphs are then untangled until the picture is calm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from explorer.layouts.base import Bools, Floats, LayoutParams, Sizes, Step
from explorer.layouts.composition import Wishes, compose
from explorer.layouts.network import Network, network
from explorer.layouts.overlap import apart
from explorer.layouts.packing import Part, pack, rows
from explorer.layouts.springs import unfold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.layouts.graph import Graph
    from explorer.model.positions import Positions

COMPOSED_UP_TO = 300
"""Larger parts get forces only, and room for their nodes, not for every label."""


class ForceParams(LayoutParams):
    """What a person may set for the force-directed layout."""

    aspect: float = Field(
        default=1.25,
        ge=0.3,
        le=4,
        title="Width to height",
        description="The shape of the picture; 1 is a square.",
    )
    keep: bool = Field(
        default=False,
        title="Keep places",
        description="Entities that have a place keep it; only new ones look for one, near their neighbours.",
    )


class Force:
    """Force-directed: tied entities near each other, few crossings, the most connected in the middle."""

    name = "force"
    title = "Force-directed"
    Params = ForceParams

    def steps(
        self,
        graph: Graph,
        start: Positions,
        sizes: Sizes,
        params: ForceParams,
        seed: int = 0,
        pinned: frozenset[str] = frozenset(),
    ) -> Iterator[Step]:
        """Yield ever better positions; see ``Layout``."""
        net = network(graph, sizes)
        xy = net.places(start)
        fixed = net.placed(start) if params.keep else net.fixed(start, pinned)
        xy = np.where(fixed[:, None], xy, 0.0)
        parts: list[Part] = []
        groups = [rows_of for rows_of in net.components() if len(rows_of) > 1 or fixed[rows_of].any()]
        done = 0
        for members in groups:
            part = net.part(members)
            for at, share in _arranged(part, xy[members], fixed[members], params, seed):
                xy[members] = at
                yield Step(net.positions(xy), 0.95 * (done + share * len(members)) / len(net))
            done += len(members)
            parts.append(Part(part, xy[members], is_fixed=bool(fixed[members].any())))
        lonely = np.setdiff1d(np.arange(len(net)), np.concatenate([np.zeros(0, dtype=np.intp), *groups]))
        if len(lonely):
            groups.append(lonely)
            parts.append(_in_rows(net.part(lonely), params.aspect))
        pack(parts, params.aspect)
        for members, part_placed in zip(groups, parts, strict=True):
            xy[members] = part_placed.xy
        xy = np.where(fixed[:, None], net.places(start), xy)
        yield Step(net.positions(_finished(net, xy, fixed)), 1.0)


def _arranged(
    net: Network, start: Floats, fixed: Bools, params: ForceParams, seed: int
) -> Iterator[tuple[Floats, float]]:
    if len(net) > COMPOSED_UP_TO:
        yield from unfold(net, start, fixed, params.aspect, params.spacing, seed)
    else:
        yield from compose(net, start, fixed, Wishes(params.aspect, params.spacing, seed))


def _in_rows(net: Network, aspect: float) -> Part:
    """Return entities without relations, in rows that are wider than high."""
    return Part(net, rows(net.half, 4 * aspect) - net.offset)


def _finished(net: Network, xy: Floats, fixed: Bools) -> Floats:
    if len(net) <= COMPOSED_UP_TO:
        return apart(xy, net.offset, net.half, ~fixed)
    bare = np.stack([net.radius, net.radius], axis=1)
    return apart(xy, np.zeros_like(xy), bare, ~fixed)
