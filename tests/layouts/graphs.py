"""Graphs for layout tests, small enough to draw or made at random from a seed, and what is asked of a picture."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
from hypothesis import strategies as st

from explorer.layouts.base import Sizes, result
from explorer.layouts.graph import Graph as Arrays
from explorer.layouts.network import network
from explorer.model.positions import Positions

if TYPE_CHECKING:
    Graph = nx.MultiDiGraph[str]

    from explorer.layouts.base import Layout
    from explorer.layouts.network import Network


def graph_of(*pairs: tuple[str, str], alone: tuple[str, ...] = ()) -> Graph:
    """Return a graph of these relations, and entities without any."""
    graph: Graph = nx.MultiDiGraph()
    graph.add_nodes_from(alone)
    for index, (source, target) in enumerate(pairs):
        graph.add_edge(source, target, f"r{index}")
    return graph


def star(leaves: int) -> Graph:
    """Return a hub with so many leaves."""
    return graph_of(*(("hub", f"leaf{index:02d}") for index in range(leaves)))


def at_random(entities: int, relations: int, seed: int = 0) -> Graph:
    """Return a graph in which some entities have many relations and most have few."""
    choice = random.Random(seed)
    graph: Graph = nx.MultiDiGraph()
    graph.add_nodes_from(f"e{index:03d}" for index in range(entities))
    ends = list(range(entities))
    for index in range(relations):
        source, target = choice.randrange(entities), choice.choice(ends)
        ends += [source, target]
        graph.add_edge(f"e{source:03d}", f"e{target:03d}", f"r{index}")
    return graph


def arrays(graph: Graph) -> Arrays:
    """Return a graph as layouts take it."""
    row = {key: index for index, key in enumerate(graph)}
    ends = np.array([(row[a], row[b]) for a, b in graph.edges()], dtype=np.intp).reshape(-1, 2)
    kinds = [str(kind) for _, kind in graph.nodes(data="kind", default="company")]
    names = sorted(set(kinds))
    kind = np.array([names.index(one) for one in kinds], dtype=np.intp)
    return Arrays(tuple(graph), ends[:, 0], ends[:, 1], kind, tuple(names))


def net_of(graph: Graph, room: Sizes | None = None) -> Network:
    """Return a graph as layouts see it."""
    return network(arrays(graph), room or Sizes())


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Any small graph: loops, parallels, separate parts, entities alone, kinds."""
    count = draw(st.integers(0, 12))
    graph: Graph = nx.MultiDiGraph()
    for index in range(count):
        graph.add_node(f"e{index}", kind=draw(st.sampled_from(("company", "person", "chip"))))
    if count:
        row = st.integers(0, count - 1)
        for index, (source, target) in enumerate(draw(st.lists(st.tuples(row, row), max_size=30))):
            graph.add_edge(f"e{source}", f"e{target}", f"r{index}")
    return graph


@st.composite
def sizes(draw: st.DrawFn) -> Sizes:
    """Any room that nodes and names may need."""
    ids = [f"e{index}" for index in range(12)]
    return Sizes(
        {key: draw(st.sampled_from((10.0, 16.0, 28.0))) for key in ids},
        {key: draw(st.sampled_from(((0.0, 0.0), (40.0, 14.0), (104.0, 28.0), (180.0, 16.0)))) for key in ids},
    )


def arranged(
    layout: Layout,
    graph: Graph,
    room: Sizes | None = None,
    *,
    start: Positions | None = None,
    seed: int = 0,
    pinned: frozenset[str] = frozenset(),
    **params: object,
) -> Positions:
    """Run a layout to its end."""
    given = layout.Params.model_validate(params)
    return result(layout.steps(arrays(graph), start or Positions(), room or Sizes(), given, seed, pinned))


def seen(graph: Graph, positions: Positions, room: Sizes | None = None) -> tuple[np.ndarray, Network]:
    """Return places in the order of the network, and the network."""
    net = net_of(graph, room)
    return positions.rows(net.ids), net
