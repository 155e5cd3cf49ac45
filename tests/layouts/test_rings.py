"""Circle and rings."""

from __future__ import annotations

import numpy as np

from explorer.layouts import layout_named
from explorer.layouts.circle_order import circle_orders
from tests.layouts.graphs import arranged, at_random, graph_of, net_of, seen, star
from tests.layouts.quality import circle_crossings

CONCENTRIC, CIRCULAR = layout_named("concentric"), layout_named("circular")


def far(xy: np.ndarray, middle: np.ndarray) -> np.ndarray:
    return np.hypot(*(xy - middle).T)


def test_rings_follow_the_distance_from_the_middle():
    # far0 - near0 - mid - near1 - far1, and so on
    pairs = [("mid", f"near{index}") for index in range(6)] + [(f"near{index}", f"far{index}") for index in range(6)]
    graph = graph_of(*pairs)
    xy, net = seen(graph, arranged(CONCENTRIC, graph, centres=("mid",), aspect=1.0))
    away = far(xy, xy[net.ids.index("mid")])
    near = np.array([key.startswith("near") for key in net.ids])
    outer = np.array([key.startswith("far") for key in net.ids])
    assert np.ptp(away[near]) < 1
    assert away[outer].min() > away[near].max() + 50


def test_what_hangs_on_an_entity_stands_behind_it():
    pairs = [("mid", f"near{index}") for index in range(8)] + [(f"near{index}", f"far{index}") for index in range(8)]
    graph = graph_of(*pairs)
    xy, net = seen(graph, arranged(CONCENTRIC, graph, centres=("mid",)))
    places = dict(zip(net.ids, xy - xy[net.ids.index("mid")], strict=True))
    for index in range(8):
        near, outer = places[f"near{index}"], places[f"far{index}"]
        assert near @ outer > 0.9 * np.hypot(*near) * np.hypot(*outer)


def test_without_a_choice_the_most_connected_is_in_the_middle():
    graph = star(9)
    xy, net = seen(graph, arranged(CONCENTRIC, graph))
    away = far(xy, xy.mean(axis=0))
    assert net.ids[int(np.argmin(away))] == "hub"


def test_several_entities_share_the_middle():
    graph = graph_of(("a", "x"), ("b", "y"), ("a", "b"))
    xy, net = seen(graph, arranged(CONCENTRIC, graph, centres=("a", "b", "not there")))
    away = far(xy, xy.mean(axis=0))
    assert {net.ids[row] for row in np.argsort(away)[:2]} == {"a", "b"}


def test_what_cannot_be_reached_is_outermost():
    graph = graph_of(("a", "b"), ("x", "y"))
    xy, net = seen(graph, arranged(CONCENTRIC, graph, centres=("a",), aspect=1.0))
    away = dict(zip(net.ids, far(xy, xy[0]), strict=True))
    assert min(away["x"], away["y"]) > away["b"]


def test_a_cycle_comes_out_as_a_circle_without_crossings():
    graph = graph_of(*((f"e{(7 * index) % 12:02d}", f"e{(7 * index + 7) % 12:02d}") for index in range(12)))
    *_, order = circle_orders(net_of(graph))
    assert circle_crossings(net_of(graph), order) == 0


def test_sifting_leaves_fewer_crossings_than_there_were():
    net = net_of(at_random(40, 80))
    first, *_, last = circle_orders(net)
    assert circle_crossings(net, last) < circle_crossings(net, first)
    assert circle_crossings(net, last) < circle_crossings(net, np.arange(len(net)))
    assert sorted(last.tolist()) == list(range(len(net)))


def test_entities_on_the_circle_lie_on_one_ellipse():
    graph = at_random(25, 40)
    xy, _ = seen(graph, arranged(CIRCULAR, graph, aspect=1.0))
    assert np.ptp(far(xy, np.zeros(2))) < 1e-6
