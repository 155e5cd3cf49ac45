"""Columns by kind."""

from __future__ import annotations

import networkx as nx
import numpy as np

from explorer.layouts import layout_named
from explorer.layouts.lines import crossings
from tests.layouts.graphs import arranged, graph_of, seen

COLUMNS = layout_named("columns")


def of_kinds(kinds: dict[str, str], *pairs: tuple[str, str]) -> nx.MultiDiGraph[str]:
    graph = graph_of(*pairs, alone=tuple(kinds))
    nx.set_node_attributes(graph, kinds, "kind")
    return graph


def test_entities_of_one_kind_stand_below_each_other_apart_from_other_kinds():
    kinds = {f"p{index}": "person" for index in range(8)} | {f"c{index}": "company" for index in range(8)}
    graph = of_kinds(kinds, *((f"p{index}", f"c{index}") for index in range(8)))
    places = arranged(COLUMNS, graph)
    people = places.rows([f"p{index}" for index in range(8)])
    firms = places.rows([f"c{index}" for index in range(8)])
    assert np.ptp(people[:, 0]) < 60
    assert np.ptp(firms[:, 0]) < 60
    assert abs(people[:, 0].mean() - firms[:, 0].mean()) > 100


def test_tied_entities_are_level_so_that_a_matching_has_no_crossings():
    kinds = {f"p{index}": "person" for index in range(8)} | {f"c{index}": "company" for index in range(8)}
    graph = of_kinds(kinds, *((f"p{index}", f"c{7 - index}") for index in range(8)))
    xy, net = seen(graph, arranged(COLUMNS, graph))
    assert crossings(xy, net.edges) == 0


def test_a_kind_tied_to_both_others_stands_between_them():
    kinds = {f"{kind}{row}": kind for kind in ("a", "b", "c") for row in range(8)}
    graph = of_kinds(
        kinds, *((f"a{row}", f"c{row}") for row in range(8)), *((f"b{row}", f"c{row}") for row in range(8))
    )
    places = arranged(COLUMNS, graph)
    middle = [places.rows([f"{kind}{row}" for row in range(8)])[:, 0].mean() for kind in ("a", "c", "b")]
    assert middle == sorted(middle) or middle == sorted(middle, reverse=True)


def test_a_kind_with_many_entities_takes_several_columns():
    kinds = {f"p{index:02d}": "person" for index in range(60)}
    places = arranged(COLUMNS, of_kinds(kinds))
    assert np.ptp(places.xy[:, 1]) < 60 * 40
