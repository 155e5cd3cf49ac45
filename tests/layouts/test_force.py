"""The force layout: what makes its pictures calm."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.layouts import layout_named
from explorer.layouts.base import Sizes
from explorer.layouts.lines import crossings
from explorer.model.positions import Positions
from tests.layouts.graphs import arranged, arrays, at_random, graph_of, seen, star
from tests.layouts.quality import (
    aspect,
    bounds,
    box_overlaps,
    edge_lengths,
    neighbourhood,
    node_overlaps,
    unevenness,
    words_with_room,
)

FORCE = layout_named("force")


def test_a_hub_ends_in_the_middle_of_its_leaves():
    graph = star(24)
    xy, net = seen(graph, arranged(FORCE, graph))
    left, top, right, bottom = bounds(xy, net)
    hub = xy[net.ids.index("hub")]
    assert abs(hub[0] - (left + right) / 2) < 0.15 * (right - left)
    assert abs(hub[1] - (top + bottom) / 2) < 0.15 * (bottom - top)
    assert crossings(xy, net.edges) == 0


def test_a_tree_is_drawn_without_crossings():
    branches = [(f"t{index // 2}", f"t{index}") for index in range(2, 24)]
    graph = graph_of(*branches)
    xy, net = seen(graph, arranged(FORCE, graph))
    assert crossings(xy, net.edges) == 0
    assert unevenness(xy, net.edges) < 0.4


def test_a_grid_is_drawn_as_a_grid():
    right = [(f"{x}{y}", f"{x + 1}{y}") for x in range(6) for y in range(7)]
    down = [(f"{x}{y}", f"{x}{y + 1}") for x in range(7) for y in range(6)]
    graph = graph_of(*right, *down)
    xy, net = seen(graph, arranged(FORCE, graph))
    assert crossings(xy, net.edges) == 0
    assert neighbourhood(xy, net) > 0.9


def test_two_groups_with_one_tie_stay_two_groups():
    ring = [(f"{side}{row}", f"{side}{(row + step) % 6}") for side in "ab" for row in range(6) for step in (1, 2)]
    graph = graph_of(*ring, ("a0", "b0"))
    xy, net = seen(graph, arranged(FORCE, graph))
    of_a = np.array([key.startswith("a") for key in net.ids])
    between = np.hypot(*(xy[of_a].mean(axis=0) - xy[~of_a].mean(axis=0)))
    within = max(xy[of_a].std(), xy[~of_a].std())
    assert between > within
    assert neighbourhood(xy, net) > 0.5


def test_most_lines_of_a_sparse_graph_have_room_for_words():
    graph = at_random(30, 32, seed=4)
    xy, net = seen(graph, arranged(FORCE, graph))
    assert words_with_room(xy, net) > 0.6
    assert edge_lengths(xy, net.edges).min() > 60


@pytest.mark.parametrize("wanted", [0.8, 1.25, 2.0])
def test_the_picture_has_about_the_shape_that_was_asked_for(wanted):
    graph = at_random(40, 70, seed=2)
    xy, net = seen(graph, arranged(FORCE, graph, aspect=wanted))
    assert 0.65 * wanted < aspect(xy, net) < 1.4 * wanted


def test_separate_parts_lie_beside_each_other_without_touching():
    graph = graph_of(*(("hub", f"leaf{index}") for index in range(12)), ("x", "y"), ("p", "q"), alone=("l", "m", "n"))
    xy, net = seen(graph, arranged(FORCE, graph))
    assert box_overlaps(xy, net) == 0
    rows = {key: row for row, key in enumerate(net.ids)}
    hub = xy[rows["hub"]]
    for key in ("x", "p", "l"):
        assert np.hypot(*(xy[rows[key]] - hub)) > 100
    alone = xy[[rows["l"], rows["m"], rows["n"]]]
    assert np.ptp(alone[:, 1]) < np.ptp(alone[:, 0])


def test_other_seeds_give_other_pictures():
    graph = at_random(20, 35)
    assert arranged(FORCE, graph, seed=1) != arranged(FORCE, graph, seed=2)


def test_new_entities_settle_near_their_neighbours_and_the_others_stay():
    graph = star(8)
    before = arranged(FORCE, graph)
    graph.add_edge("leaf03", "new", "r-new")
    after = arranged(FORCE, graph, start=before, keep=True)
    assert all(after.get(key) == before.get(key) for key in before.ids)
    new, neighbour = after.rows(["new"])[0], after.rows(["leaf03"])[0]
    assert np.hypot(*(new - neighbour)) < 350
    xy, net = seen(graph, after)
    assert node_overlaps(xy, net.radius) == 0


def test_a_dense_graph_of_150_entities_is_drawn_without_overlaps():
    graph = at_random(150, 600)
    steps = list(FORCE.steps(arrays(graph), Positions(), Sizes(), FORCE.Params(), 0))
    xy, net = seen(graph, steps[-1].positions)
    assert len(steps) < 1000
    assert box_overlaps(xy, net) == 0


def test_a_large_graph_is_unfolded_without_overlapping_nodes():
    graph = at_random(600, 900)
    xy, net = seen(graph, arranged(FORCE, graph))
    assert np.isfinite(xy).all()
    assert node_overlaps(xy, net.radius) == 0
    apart = np.random.default_rng(0).permutation(xy)
    assert edge_lengths(xy, net.edges).mean() < 0.6 * edge_lengths(apart, net.edges).mean()


def test_a_large_grid_keeps_its_neighbourhoods():
    side = 20
    right = [(f"{x:02d}-{y:02d}", f"{x + 1:02d}-{y:02d}") for x in range(side - 1) for y in range(side)]
    down = [(f"{x:02d}-{y:02d}", f"{x:02d}-{y + 1:02d}") for x in range(side) for y in range(side - 1)]
    graph = graph_of(*right, *down)
    xy, net = seen(graph, arranged(FORCE, graph))
    assert neighbourhood(xy, net) > 0.5
