"""The workhorse: forces until everything is at rest. Small graphs are then untangled until the picture is calm.

Large ones leave room for their nodes and not for every name, and their small separate parts are set in rows.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from pydantic import Field

from explorer.layouts.base import LayoutParams, Step
from explorer.layouts.composition import Wishes, compose
from explorer.layouts.crumbs import in_rows
from explorer.layouts.network import Network, network
from explorer.layouts.overlap import NAMED_UP_TO, separated
from explorer.layouts.packing import SEARCHED_PARTS, Part, pack, rows
from explorer.layouts.settling import near_neighbours
from explorer.layouts.unfolding import unfold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.layouts.base import Bools, Floats, Ints, Sizes
    from explorer.layouts.graph import Graph
    from explorer.model.positions import Positions

CRUMB = 8
"""In large graphs, separate parts of up to so many entities are set in rows."""


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
        given = net.places(start)
        fixed = net.placed(start) if params.keep else net.fixed(start, pinned)
        xy = np.where(fixed[:, None], given, 0.0)
        parts: list[Part] = []
        groups, crumbs = _groups(net, fixed)
        done = 0
        for members in groups:
            part = net.part(members)
            for at, share in _arranged(part, xy[members], fixed[members], params, seed, is_small=_is_small(net)):
                yield Step(partial(_with, net, xy, members, at), 0.95 * (done + share * len(members)) / len(net))
            xy[members] = at()
            done += len(members)
            parts.append(Part(part, xy[members], is_fixed=bool(fixed[members].any())))
        if len(crumbs):
            groups.append(crumbs)
            parts.append(_in_rows(net.part(crumbs), params, is_alone=not parts))
        pack(parts, params.aspect)
        for members, part_placed in zip(groups, parts, strict=True):
            xy[members] = part_placed.xy
        xy = np.where(fixed[:, None], given, xy)
        yield Step(net.positions(separated(net, xy, ~fixed)), 1.0)


def _is_small(net: Network) -> bool:
    return len(net) <= NAMED_UP_TO


def _groups(net: Network, fixed: Bools) -> tuple[list[Ints], Ints]:
    """Return the rows of what is arranged by itself, the largest first, and those of all the crumbs."""
    most = CRUMB if len(net) > NAMED_UP_TO else 1
    own: list[Ints] = []
    joined: list[Ints] = []
    held: list[Ints] = []
    crumbs: list[Ints] = []
    for rows_of in net.components():
        if not _is_small(net) and 2 * np.count_nonzero(fixed[rows_of]) >= len(rows_of):
            held.append(rows_of)
        elif len(rows_of) <= most and not fixed[rows_of].any():
            crumbs.append(rows_of)
        elif len(own) < SEARCHED_PARTS or _is_small(net):
            own.append(rows_of)
        else:
            joined.append(rows_of)
    together = [np.sort(np.concatenate(rows_of)) for rows_of in (held, joined) if rows_of]
    return [*together[:1], *own, *together[1:]] if held else [*own, *together], _joined(crumbs)


def _joined(groups: list[Ints]) -> Ints:
    return np.sort(np.concatenate([np.zeros(0, dtype=np.intp), *groups]))


def _with(net: Network, xy: Floats, members: Ints, at: Callable[[], Floats]) -> Positions:
    """Return the positions of all, those of a part that is being arranged included."""
    whole = xy.copy()
    whole[members] = at()
    return net.positions(whole)


def _arranged(
    net: Network, start: Floats, fixed: Bools, params: ForceParams, seed: int, *, is_small: bool
) -> Iterator[tuple[Callable[[], Floats], float]]:
    if is_small:
        for xy, share in compose(net, start, fixed, Wishes(params.aspect, params.spacing, seed)):
            yield partial(np.asarray, xy), share
    elif 2 * np.count_nonzero(fixed) >= len(net):
        yield partial(near_neighbours, net, start, fixed), 1.0
    else:
        yield from unfold(net, start, fixed, params.aspect, params.spacing, seed)


def _in_rows(net: Network, params: ForceParams, *, is_alone: bool) -> Part:
    """Return entities without relations and other small parts, in rows that are wider than high beside a larger one."""
    aspect = params.aspect if is_alone else 4 * params.aspect
    if not len(net.edges) and _is_small(net):
        return Part(net, rows(net.half, 4 * params.aspect) - net.offset)
    half = np.stack([net.radius, net.radius], axis=1)
    return Part(net, in_rows(net, half, aspect, params.spacing))
