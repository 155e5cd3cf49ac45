"""How good and how quick layouts are: ours against Graphviz and networkx, on ten small graphs and three large ones.

``python -m tests.bench.layouts`` prints the table; ``--large`` takes 1,000, 10,000 and 100,000 entities as well.
Peers know nothing of names, so their pictures are scaled to the area of ours before overlaps are counted. Of small
graphs Graphviz's are shown a second time, told of the names and asked to leave room for them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np

from explorer.layouts import layout_named
from explorer.layouts.base import Sizes, result
from explorer.layouts.graph import Graph, graph_of
from explorer.layouts.lines import crossings
from explorer.layouts.network import Network, network
from explorer.layouts.overlap import GAP_PX
from explorer.model.filters import Scope, visible
from explorer.model.positions import Positions
from explorer.opening import open_graph
from explorer.resources import bundled_graph
from tests.bench.graphs import communities
from tests.layouts.quality import aspect, box_overlaps, neighbourhood, node_overlaps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.layouts.base import Floats

    Placing = Callable[[Network], Floats]

LARGE = ((1_000, 2_800), (10_000, 29_000), (100_000, 310_000))
SAMPLED = 2000
SAMPLED_PAIRS = 200_000
EXACT_UP_TO = 500
PEER_PATIENCE_S = 60.0
POINTS_IN_AN_INCH = 72.0


@dataclass(frozen=True)
class Row:
    """The figures of one picture; crossings of large graphs are per 100,000 pairs of lines."""

    graph: str
    by: str
    seconds: float
    crossings: float
    node_overlaps: int
    label_overlaps: int
    aspect: float
    neighbourhood: float
    megapixels: float


def small_graphs() -> Iterator[tuple[str, Graph]]:
    """Yield ten graphs of 40 to 150 entities by name; the same at every call."""
    project = open_graph(bundled_graph()).project
    yield "bundled", graph_of(project, visible(project, Scope()))
    yield "communities", _plain(nx.random_partition_graph([20] * 5, 0.25, 0.01, seed=1))
    yield "scale-free", _plain(nx.barabasi_albert_graph(80, 2, seed=1))
    yield "tree", _plain(nx.random_labeled_tree(100, seed=1))
    yield "grid", _plain(nx.convert_node_labels_to_integers(nx.grid_2d_graph(8, 8)))
    yield "bipartite", _plain(nx.bipartite.random_graph(15, 45, 0.1, seed=1))
    yield "star", _plain(nx.star_graph(50))
    yield "ring of cliques", _plain(nx.ring_of_cliques(8, 6))
    yield "sparse", _plain(nx.gnm_random_graph(150, 170, seed=1))
    yield "small world", _plain(nx.connected_watts_strogatz_graph(60, 4, 0.1, seed=1))


def _plain(graph: nx.Graph[int]) -> Graph:
    ends = np.array(list(graph.edges()), dtype=np.intp).reshape(-1, 2)
    return _of_rows(graph.number_of_nodes(), ends[:, 0], ends[:, 1])


def _of_rows(count: int, source: np.ndarray, target: np.ndarray) -> Graph:
    ids = tuple(f"e{row:06d}" for row in range(count))
    return Graph(ids, source.astype(np.intp), target.astype(np.intp), np.zeros(count, dtype=np.intp), ("company",))


def ours(graph: Graph) -> Placing:
    """Return what places a graph by the force layout."""
    force = layout_named("force")

    def place(net: Network) -> Floats:
        return result(force.steps(graph, Positions(), Sizes(), force.Params(), 0)).rows(net.ids)

    return place


def graphviz(program: str, *, leaves_room: bool = False) -> Placing:
    """Return what places a graph by a program of Graphviz, which leaves overlaps as they are unless asked for room."""

    def place(net: Network) -> Floats:
        sizes = 2 * (net.half + GAP_PX / 2) / POINTS_IN_AN_INCH
        lines = [f"{a}--{b};" for a, b in net.edges.tolist()]
        nodes = [f"{row}[width={wide},height={high}];" for row, (wide, high) in enumerate(sizes.tolist())]
        style = "overlap=prism;node[shape=box,fixedsize=true];" if leaves_room else "node[shape=point];"
        text = "graph{" + style + "".join(nodes if leaves_room else [f"{row};" for row in range(len(net))])
        done = subprocess.run(
            [program, "-Tplain"],
            input=text + "".join(lines) + "}",
            capture_output=True,
            text=True,
            check=True,
            timeout=PEER_PATIENCE_S,
        )
        xy = np.zeros((len(net), 2))
        for line in done.stdout.splitlines():
            if line.startswith("node "):
                _, row, x, y, *_ = line.split()
                xy[int(row)] = float(x), -float(y)
        return xy * POINTS_IN_AN_INCH - net.offset if leaves_room else xy

    return place


def by_networkx(net: Network) -> Floats:
    """Place a graph by networkx's spring layout."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(net)))
    graph.add_edges_from(net.edges.tolist())
    places = nx.spring_layout(graph, seed=1)
    return np.array([places[row] for row in range(len(net))])


def peers(count: int) -> Iterator[tuple[str, Placing | str]]:
    """Yield other programs that are fit for so many entities, or why one is missing."""
    for program in ("sfdp", "neato"):
        if shutil.which(program) is None:
            yield program, "Graphviz is not installed"
        elif program == "neato" and count > LARGE[0][0]:
            yield program, "takes minutes"
        else:
            yield program, graphviz(program)
            if count <= EXACT_UP_TO:
                yield f"{program}, room for names", graphviz(program, leaves_room=True)
    yield "networkx", by_networkx if count <= LARGE[0][0] else "takes minutes"


def figures(graph: str, by: str, net: Network, xy: Floats, seconds: float) -> Row:
    """Return the figures of a picture."""
    if len(net) <= EXACT_UP_TO:
        crossed = float(crossings(xy, net.edges))
        overlaps, covered, near = node_overlaps(xy, net.radius), box_overlaps(xy, net), neighbourhood(xy, net)
    else:
        crossed, near = _crossed_of_sample(xy, net), _neighbourhood_of_sample(xy, net)
        overlaps, covered = _overlaps_of_many(xy, net)
    return Row(
        graph, by, seconds, crossed, overlaps, covered, aspect(xy, net), near, float(np.ptp(xy, axis=0).prod()) / 1e6
    )


def _crossed_of_sample(xy: Floats, net: Network) -> float:
    rng = np.random.default_rng(0)
    one, other = net.edges[rng.integers(0, len(net.edges), (2, SAMPLED_PAIRS))]
    apart = (one[:, :, None] != other[:, None, :]).all(axis=(1, 2))
    a, b, c, d = (xy[ends[apart]] for ends in (*one.T, *other.T))
    crossed = (_side(a, b, c) * _side(a, b, d) < 0) & (_side(c, d, a) * _side(c, d, b) < 0)
    return 1e5 * float(crossed.mean())


def _side(a: Floats, b: Floats, c: Floats) -> Floats:
    along, away = b - a, c - a
    side: Floats = along[:, 0] * away[:, 1] - along[:, 1] * away[:, 0]
    return side


def _neighbourhood_of_sample(xy: Floats, net: Network) -> float:
    from scipy.spatial import cKDTree

    tree, found = cKDTree(xy), []
    for row in np.random.default_rng(0).permutation(len(net))[:SAMPLED].tolist():
        tied = net.neighbours[row]
        if len(tied):
            _, nearest = tree.query(xy[row], k=len(tied) + 1)
            common = len(np.intersect1d(np.setdiff1d(nearest, [row])[: len(tied)], tied))
            found.append(common / (2 * len(tied) - common))
    return float(np.mean(found))


def _overlaps_of_many(xy: Floats, net: Network) -> tuple[int, int]:
    """Return overlaps of nodes, and of boxes with names."""
    from scipy.spatial import cKDTree

    pairs = cKDTree(xy).query_pairs(2 * float(net.radius.max()), output_type="ndarray")
    far = np.hypot(*(xy[pairs[:, 0]] - xy[pairs[:, 1]]).T)
    nodes = int((far < net.radius[pairs].sum(axis=1) - 1e-6).sum())
    widest = net.half.max(axis=0)
    near = cKDTree((xy + net.offset) / widest).query_pairs(2.0, p=np.inf, output_type="ndarray")
    centre = xy + net.offset
    gaps = np.abs(centre[near[:, 0]] - centre[near[:, 1]]) - net.half[near[:, 0]] - net.half[near[:, 1]]
    return nodes, int((gaps.max(axis=1) < -1e-6).sum())


def compare(name: str, graph: Graph) -> Iterator[Row | str]:
    """Yield the figures of our picture and of all peers', or why a peer has none."""
    net = network(graph, Sizes())
    ours(graph)(net) if len(net) <= EXACT_UP_TO else None  # what is imported and cached is not what is measured
    began = time.perf_counter()
    xy = ours(graph)(net)
    yield figures(name, "Edgewise", net, xy, time.perf_counter() - began)
    area = float(np.ptp(xy, axis=0).prod())
    for peer, place in peers(len(net)):
        if isinstance(place, str):
            yield f"{name}: {peer} skipped, {place}."
            continue
        began = time.perf_counter()
        try:
            other = place(net)
        except subprocess.TimeoutExpired:
            yield f"{name}: {peer} skipped after {PEER_PATIENCE_S:.0f} s."
            continue
        seconds = time.perf_counter() - began
        yield figures(name, peer, net, _to_scale(other, net, area), seconds)


def _to_scale(xy: Floats, net: Network, area: float) -> Floats:
    """Return a picture of this area, or as it is if that leaves room for all names."""
    if len(net) <= EXACT_UP_TO and box_overlaps(xy, net) == 0:
        return xy
    return xy * (area / max(float(np.ptp(xy, axis=0).prod()), 1e-9)) ** 0.5


def rows(*, large: bool = False) -> Iterator[Row | str]:
    """Yield all figures, a sentence where one is missing."""
    for name, graph in small_graphs():
        yield from compare(name, graph)
    for entities, relations in LARGE if large else ():
        source, target, _ = communities(entities, relations)
        yield from compare(f"{entities:,} / {len(source):,}", _of_rows(entities, source, target))


def main() -> None:
    """Print a table for docs/performance.md."""
    print("| graph | by | s | crossings | nodes overlap | names overlap | aspect | neighbourhood | megapixels |")
    print("| --- | --- | --: | --: | --: | --: | --: | --: | --: |")
    left_out = []
    for row in rows(large="--large" in sys.argv[1:]):
        if isinstance(row, str):
            left_out.append(row)
            continue
        graph, by, seconds, crossed, nodes, names, shape, near, size = astuple(row)
        print(
            f"| {graph} | {by} | {seconds:.2f} | {crossed:.0f} | {nodes} | {names} | {shape:.2f} | {near:.3f} | {size:.2f} |",
            flush=True,
        )
    print("\n" + "\n".join(left_out))


if __name__ == "__main__":
    main()
