"""How two entities are connected."""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.errors import UnknownName
from explorer.model.filters import Scope, visible
from explorer.model.paths import by_standing, path_only, shortest_paths
from tests.builders import graph, relation, tiny, with_relations


def test_a_path_ignores_direction_and_lists_parallel_relations_best_standing_first() -> None:
    project = tiny("a -uses-> b", "b -owns-> a | claims ann", "a -leads-> b | asserts", "c -uses-> b | reports")
    (path,) = shortest_paths(project, "a", "c")
    assert path.entities == ("a", "b", "c")
    assert path.relations == (("r3", "r2", "r1"), ("r4",))
    assert path.weakest == 1


def test_of_steps_that_stand_alike_the_one_on_the_fewest_passages_is_the_weakest() -> None:
    project = tiny("a -uses-> b | asserts, asserts", "b -uses-> c | asserts", "c -uses-> d | asserts")
    assert shortest_paths(project, "a", "d")[0].weakest == 1


def test_what_is_hidden_for_a_path_leaves_nothing_but_the_path() -> None:
    project = tiny("a -uses-> b | asserts", "a -owns-> b", "b -uses-> c | claims a", "c -uses-> d", "a -uses-> a")
    path = shortest_paths(project, "a", "c")[0]
    left = visible(project, Scope(hidden=path_only(project, path)))
    assert (left.entities, left.relations) == (("a", "b", "c"), ("r1", "r3"))


def test_the_firmest_of_equally_short_paths_comes_first() -> None:
    #  a -- b -- d   asserted, unsupported
    #  a -- c -- d   claimed, claimed
    project = tiny("a -uses-> b | asserts", "b -uses-> d", "a -uses-> c | claims a", "c -uses-> d | claims a")
    paths = shortest_paths(project, "a", "d")
    assert [path.entities[1] for path in paths] == ["c", "b"]
    assert paths[1].weakest == 1
    assert shortest_paths(project, "a", "d", 1) == paths[:1]


def test_only_the_relations_given_may_be_used() -> None:
    project = tiny("a -uses-> c", "a -uses-> b", "b -uses-> c", "b -owns-> c")
    (path,) = shortest_paths(project, "a", "c", among=["r2", "r4"])
    assert path.relations == (("r2",), ("r4",))


def test_there_is_no_path_to_oneself_or_where_nothing_connects() -> None:
    project = tiny("a -uses-> a", "b")
    assert shortest_paths(project, "a", "a") == ()
    assert shortest_paths(project, "a", "b") == ()


def test_relations_without_an_end_connect_nothing() -> None:
    half, other = relation("a", "uses", "ghost", key="r1"), relation("ghost", "uses", "b", key="r2")
    project = with_relations(tiny("a", "b"), half, other)
    assert shortest_paths(project, "a", "b") == ()


def test_an_unknown_end_is_named() -> None:
    with pytest.raises(UnknownName, match="no entity 'zz'"):
        shortest_paths(tiny("a"), "a", "zz")


def test_standings_order_relations_and_equal_ones_keep_their_order() -> None:
    project = tiny("a -uses-> b", "a -uses-> b | denies", "a -uses-> b | asserts", "a -uses-> b | asserts")
    assert by_standing(project, ["r1", "r2", "r3", "r4"]) == ("r3", "r4", "r2", "r1")


edges = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=20)


@given(edges)
def test_all_and_only_shortest_paths_are_found(pairs: list[tuple[int, int]]) -> None:
    ends = {f"n{n}" for n in range(8)}
    ties = [relation(f"n{a}", "uses", f"n{b}", key=f"r{n}") for n, (a, b) in enumerate(pairs)]
    project = graph(*ties, *tiny(*ends).entities.values())
    plain = nx.Graph([(f"n{a}", f"n{b}") for a, b in pairs])
    plain.add_nodes_from(ends)
    expected = set()
    if nx.has_path(plain, "n0", "n7"):
        expected = {tuple(path) for path in nx.all_shortest_paths(plain, "n0", "n7")}
    found = shortest_paths(project, "n0", "n7", 1000)
    assert {path.entities for path in found} == expected
    for path in found:
        assert len(path.relations) == len(path.entities) - 1
        for step, keys in enumerate(path.relations):
            both = set(path.entities[step : step + 2])
            assert keys
            assert all({project.relations[key].source, project.relations[key].target} == both for key in keys)
