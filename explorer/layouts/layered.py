"""In layers along the direction of relations: whoever acts stands before what is acted upon.

After Sugiyama, Tagawa and Toda (1981): cycles are broken, entities put into layers, long relations given a
place in every layer they pass, and layers ordered by their neighbours until few lines cross.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
from pydantic import Field

from explorer.layouts.base import LayoutParams, Step
from explorer.layouts.graph import MOST_ENTITIES, refuse_above
from explorer.layouts.layers import Layers
from explorer.layouts.network import network
from explorer.layouts.overlap import finished
from explorer.layouts.packing import Part, pack, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.layouts.base import Ints, Sizes
    from explorer.layouts.graph import Graph
    from explorer.layouts.network import Network
    from explorer.model.positions import Positions


class LayeredParams(LayoutParams):
    """What a person may set for layers."""

    direction: Literal["down", "right"] = Field(
        default="down",
        title="Direction",
        description="Where relations lead, as far as they do not go round in circles.",
    )
    aspect: float = Field(
        default=1.25,
        ge=0.3,
        le=4,
        title="Width to height",
        description="The shape of the picture: how many entities share a layer.",
    )


class Layered:
    """In layers along the direction of relations."""

    name = "layered"
    title = "Layers along relations"
    Params = LayeredParams

    def steps(
        self,
        graph: Graph,
        start: Positions,
        sizes: Sizes,
        params: LayeredParams,
        seed: int = 0,  # noqa: ARG002  # nothing is left to chance
        pinned: frozenset[str] = frozenset(),
    ) -> Iterator[Step]:
        """Yield ever better positions; see ``Layout``."""
        refuse_above(graph, MOST_ENTITIES, self.title)
        net = network(graph, sizes)
        ways = _ways(graph, net)
        xy = np.zeros((len(net), 2))
        groups = [members for members in net.components() if len(members) > 1]
        parts: list[Part] = []
        for index, members in enumerate(groups):
            inside = np.isin(ways[:, 0], members)
            own = np.searchsorted(members, ways[inside])
            layers = Layers(net.part(members), own, params.direction, params.aspect, params.spacing)
            for at, share in layers.improve():
                xy[members] = at
                yield Step(net.positions(xy), 0.9 * (index + share) / len(groups))
            parts.append(Part(net.part(members), xy[members]))
        lonely = np.setdiff1d(np.arange(len(net)), np.concatenate([np.zeros(0, dtype=np.intp), *groups]))
        if len(lonely):
            groups.append(lonely)
            alone = net.part(lonely)
            parts.append(Part(alone, rows(alone.half, 4 * params.aspect) - alone.offset))
        pack(parts, params.aspect)
        for members, part in zip(groups, parts, strict=True):
            xy[members] = part.xy
        yield Step(net.positions(finished(net, xy, start, pinned)), 1.0)


def _ways(graph: Graph, net: Network) -> Ints:
    """Return each edge in the direction of most of its relations, shape (m, 2)."""
    row = np.empty(len(net), dtype=np.intp)
    row[net.origin] = np.arange(len(net))
    source, target = row[graph.source], row[graph.target]
    between = source != target
    pair = np.minimum(source, target)[between] * len(net) + np.maximum(source, target)[between]
    edge = np.searchsorted(net.edges[:, 0] * len(net) + net.edges[:, 1], pair)
    forward = np.bincount(edge, np.where(source < target, 1, -1)[between], minlength=len(net.edges)) >= 0
    return np.where(forward[:, None], net.edges, net.edges[:, ::-1])
