"""The pieces that layouts are made of: overlaps, packing, spacing, order, measures."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.layouts.base import Sizes
from explorer.layouts.circle_order import circle_orders
from explorer.layouts.coarsening import itself
from explorer.layouts.lines import crossings
from explorer.layouts.nearness import Nearness
from explorer.layouts.overlap import apart, overlapping
from explorer.layouts.packing import Part, pack
from explorer.layouts.spacing import spaced, spaced_around
from explorer.layouts.springs import Springs
from explorer.layouts.stress import Majoriser, distances
from tests.layouts.graphs import at_random, graph_of, net_of
from tests.layouts.quality import box_gaps, box_overlaps, circle_crossings, lines_through_boxes, words_with_room

POINTS = st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=1, max_size=12)


@given(POINTS)
def test_the_sweep_finds_the_overlaps_that_comparing_all_pairs_finds(points):
    centre = np.array(points, dtype=float)
    half = np.tile([10.0, 5.0], (len(points), 1))
    first, second = overlapping(centre, half, np.ones(len(points), dtype=bool))
    found = {tuple(sorted(pair)) for pair in zip(first.tolist(), second.tolist(), strict=True)}
    gaps = box_gaps(centre, half)
    wanted = {(row, col) for row, col in zip(*np.nonzero(gaps < -1e-6), strict=True) if row < col}
    assert found == wanted


def test_crowded_boxes_move_apart_without_a_much_larger_picture():
    rng = np.random.default_rng(3)
    half = np.tile([45.0, 23.0], (100, 1))
    sheet = np.sqrt(4 * half.prod(axis=1).sum() / 0.4)
    crowded = rng.normal(size=(100, 2)) * sheet / 4
    free = apart(crowded, np.zeros((100, 2)), half, np.ones(100, dtype=bool))
    assert box_gaps(free, half).min() > 0
    assert np.ptp(free, axis=0).prod() < 2 * np.ptp(crowded, axis=0).prod()


def test_an_entity_is_best_among_those_it_is_tied_to():
    triangles = [(f"{side}{row}", f"{side}{(row + 1) % 3}") for side in "ab" for row in range(3)]
    net = net_of(graph_of(*triangles, ("a0", "b0")))
    xy = np.array([(0, 0), (0, 40), (30, 20), (300, 0), (300, 40), (270, 20)], dtype=float)
    nearness, row, rest = Nearness(net), np.array([1]), np.array([0, 2, 3, 4, 5])
    nearness.look(np.hypot(*np.moveaxis(xy[:, None] - xy, 2, 0)))
    places = np.array([(0.0, 40.0), (140.0, 20.0), (300.0, 20.0)])
    away = np.hypot(*np.moveaxis(places[:, None] - xy[rest], 2, 0))[:, None]
    missed = nearness.missed(nearness.wishes(row, rest), rest, away)
    assert list(np.argsort(missed)) == [0, 1, 2]


@given(st.lists(st.integers(-100, 100), min_size=1, max_size=15), st.data())
def test_places_on_a_line_keep_their_order_and_their_room(wanted, data):
    room = np.array([data.draw(st.integers(1, 40)) for _ in wanted], dtype=float)
    places = spaced(np.array(wanted, dtype=float), room)
    assert (np.diff(places) >= (room[:-1] + room[1:]) / 2 - 1e-6).all()


@given(st.lists(st.floats(0, 0.999), min_size=2, max_size=10))
def test_places_on_a_circle_keep_their_room(wanted):
    room = np.full(len(wanted), 0.8 / len(wanted))
    places = np.sort(spaced_around(np.array(wanted), room))
    gaps = np.diff(np.concatenate([places, [places[0] + 1]]))
    assert (gaps > 0.9 * room[0]).all()


def test_parts_are_packed_without_touching_boxes_or_lines():
    nets = [net_of(graph) for graph in (at_random(12, 20), graph_of(("x", "y")), graph_of(("p", "q")))]
    places = np.random.default_rng(1)
    parts = [Part(net, places.normal(size=(len(net), 2)) * 200) for net in nets]
    pack(parts, 1.25)
    boxes = [part.box for part in parts]
    assert (
        boxes[1][0] > boxes[2][2] or boxes[1][2] < boxes[2][0] or boxes[1][1] > boxes[2][3] or boxes[1][3] < boxes[2][1]
    )
    whole = graph_of(("x", "y"), ("p", "q"))
    whole.update(at_random(12, 20))
    net = net_of(whole)
    xy = np.zeros((len(net), 2))
    for part in parts:
        xy[[net.ids.index(key) for key in part.net.ids]] = part.xy
    alone = sum(lines_through_boxes(part.xy, part.net) for part in parts)
    assert lines_through_boxes(xy, net) == alone


def test_hundreds_of_parts_are_packed():
    nets = [net_of(graph_of((f"a{index}", f"b{index}"))) for index in range(120)]
    parts = [Part(net, np.array([(0.0, 0.0), (150.0, 0.0)])) for net in nets]
    pack(parts, 1.25)
    boxes = np.array([part.box for part in parts])
    centre, half = (boxes[:, :2] + boxes[:, 2:]) / 2, (boxes[:, 2:] - boxes[:, :2]) / 2
    assert box_gaps(centre, half).min() > 0


@settings(max_examples=30)
@given(st.integers(4, 14), st.integers(0, 5))
def test_the_sums_behind_sifting_agree_with_counting_crossings(count, seed):
    net = net_of(at_random(count, 2 * count, seed))
    crossed = [circle_crossings(net, order) for order in circle_orders(net)]
    if nx.is_connected(nx.Graph([*map(tuple, net.edges.tolist()), (0, 0)])) and len(net.components()) == 1:
        assert crossed == sorted(crossed, reverse=True)


def test_stress_draws_a_path_straight_and_to_scale():
    net = net_of(graph_of(("a", "b"), ("b", "c"), ("c", "d")))
    wanted = distances(net, np.full(3, 100.0))
    start = np.random.default_rng(0).normal(size=(4, 2)) * 100
    majoriser = Majoriser(wanted, np.ones(4, dtype=bool))
    xy = majoriser.improve(start, 200)
    assert majoriser.stress(xy) < 1e-3
    assert np.hypot(*(xy[0] - xy[3])) > 299


def test_fixed_entities_hold_the_others_in_stress():
    net = net_of(graph_of(("a", "b"), ("b", "c")))
    wanted = distances(net, np.full(2, 100.0))
    start = np.array([(0.0, 0.0), (30.0, 80.0), (200.0, 0.0)])
    xy = Majoriser(wanted, np.array([False, True, False])).improve(start, 100)
    assert np.allclose(xy[[0, 2]], start[[0, 2]])
    assert np.allclose(xy[1], (100, 0), atol=15)


def test_pushes_felt_through_the_grid_are_close_to_the_exact_ones():
    net = net_of(at_random(200, 300))
    xy = np.random.default_rng(3).normal(size=(200, 2)) * 100
    springs = Springs(itself(net), xy)
    away = xy[:, None] - xy[None]
    apart = (away**2).sum(axis=2)
    np.fill_diagonal(apart, np.inf)
    mass = 1.0 + net.degree
    exact = (away / apart[..., None] * mass[None, :, None]).sum(axis=1) * (2.0 * mass)[:, None]
    felt = springs.repulsion()
    far_from_all = np.sqrt(apart.min(axis=1)) > 8
    off = np.hypot(*(felt - exact)[far_from_all].T) / np.hypot(*exact[far_from_all].T)
    assert np.median(off) < 0.1


def test_measures_of_a_picture_count_what_one_sees():
    net = net_of(graph_of(("a", "b"), ("c", "d")), Sizes({}, dict.fromkeys("abcd", (0.0, 0.0))))
    cross = np.array([(0.0, 0.0), (400.0, 400.0), (0.0, 400.0), (400.0, 0.0)])
    assert crossings(cross, net.edges) == 1
    assert box_overlaps(cross, net) == 0
    through = np.array([(0.0, 0.0), (400.0, 0.0), (200.0, 0.0), (200.0, 300.0)])
    assert lines_through_boxes(through, net) == 1
    assert words_with_room(cross, net) == 1.0
    bundle = np.array([(0.0, 0.0), (400.0, 0.0), (0.0, 5.0), (400.0, 5.0)])
    assert words_with_room(bundle, net) == 0.0
