"""Layers along relations."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.layouts import layout_named
from explorer.layouts.layers import layer_of, without_cycles
from explorer.layouts.lines import crossings
from tests.layouts.graphs import arranged, graph_of, seen

LAYERED = layout_named("layered")


@pytest.mark.parametrize(("direction", "axis"), [("down", 1), ("right", 0)])
def test_relations_lead_in_the_direction_that_was_asked_for(direction, axis):
    graph = graph_of(("a", "b"), ("b", "c"), ("a", "c"), ("c", "d"))
    places = arranged(LAYERED, graph, direction=direction)
    for source, target in graph.edges():
        before, after = places.rows([source, target])
        assert before[axis] < after[axis]


def test_a_cycle_breaks_at_one_relation_only():
    graph = graph_of(("a", "b"), ("b", "c"), ("c", "d"), ("d", "a"))
    places = arranged(LAYERED, graph)
    down = [places.rows([target])[0, 1] - places.rows([source])[0, 1] for source, target in graph.edges()]
    assert sum(step < 0 for step in down) == 1


def test_two_layers_are_ordered_so_that_a_matching_does_not_cross():
    pairs = [(f"s{index}", f"t{5 - index}") for index in range(6)] + [("s0", "t4"), ("s1", "t3")]
    graph = graph_of(*pairs)
    xy, net = seen(graph, arranged(LAYERED, graph))
    assert crossings(xy, net.edges) == 0


def test_a_source_stands_right_before_what_it_leads_to():
    graph = graph_of(("a", "b"), ("b", "c"), ("c", "d"), ("late", "d"))
    places = arranged(LAYERED, graph)
    assert places.rows(["late"])[0, 1] == pytest.approx(places.rows(["c"])[0, 1], abs=1)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda way: way[0] != way[1]), max_size=25))
def test_no_way_leads_back_and_every_layer_is_behind_the_one_before(pairs):
    simple = sorted({tuple(sorted(pair)): pair for pair in pairs}.values())
    ways = without_cycles(9, np.array(simple, dtype=np.intp).reshape(-1, 2))
    assert nx.is_directed_acyclic_graph(nx.DiGraph(ways.tolist()))
    layers = layer_of(9, ways, most=3)
    assert all(layers[source] < layers[target] for source, target in ways)
    assert np.bincount(layers[np.unique(ways)]).max(initial=0) <= 3
