"""What every layout promises for every graph."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.layouts import LAYOUTS, layout_named, separate
from explorer.layouts.base import Sizes
from explorer.model.errors import UnknownName
from explorer.model.positions import Positions
from tests.layouts.graphs import arranged, arrays, at_random, graph_of, graphs, seen, sizes, star
from tests.layouts.quality import box_overlaps, node_overlaps

ALL = pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
FEW = settings(max_examples=25, deadline=None)


@ALL
@FEW
@given(graph=graphs(), room=sizes(), seed=st.integers(0, 3))
def test_every_entity_gets_a_finite_place_of_its_own(layout, graph, room, seed):
    positions = arranged(layout, graph, room, seed=seed)
    assert sorted(positions.ids) == sorted(graph.nodes)
    xy, net = seen(graph, positions, room)
    assert np.isfinite(xy).all()
    assert node_overlaps(xy, net.radius) == 0


@pytest.mark.parametrize("name", ["force", "communities", "kinds", "columns", "layered"])
@FEW
@given(graph=graphs(), room=sizes())
def test_no_name_below_its_node_touches_another_node_or_name(name, graph, room):
    xy, net = seen(graph, arranged(layout_named(name), graph, room), room)
    assert box_overlaps(xy, net) == 0


@ALL
@FEW
@given(graph=graphs(), room=sizes(), data=st.data())
def test_pinned_entities_stay(layout, graph, room, data):
    ids = sorted(graph.nodes)
    pinned = frozenset(data.draw(st.sets(st.sampled_from(ids)) if ids else st.just(set())))
    places = {key: data.draw(st.tuples(st.integers(-400, 400), st.integers(-400, 400))) for key in ids}
    start = Positions.from_mapping(places)
    end = arranged(layout, graph, room, start=start, pinned=pinned)
    for key in pinned:
        assert end.get(key) == start.get(key)
    assert np.isfinite(end.xy).all()


@ALL
def test_pinned_entities_without_a_place_get_one(layout):
    positions = arranged(layout, star(3), pinned=frozenset({"hub"}))
    assert len(positions) == 4


@ALL
def test_the_same_seed_gives_the_same_picture_whatever_the_order_of_entities_and_relations(layout):
    graph = at_random(30, 60)
    other = graph_of(*reversed([(source, target) for source, target in graph.edges()]))
    other.add_nodes_from(reversed(list(graph.nodes)))
    assert arranged(layout, graph) == arranged(layout, other)


@ALL
def test_where_entities_are_does_not_matter_unless_they_are_pinned(layout):
    graph = at_random(15, 25)
    elsewhere = Positions.from_mapping({key: (7.0 * row, -3.0 * row) for row, key in enumerate(graph.nodes)})
    assert arranged(layout, graph) == arranged(layout, graph, start=elsewhere)


def test_hash_seeds_do_not_change_a_picture():
    script = (
        "from explorer.layouts import LAYOUTS\n"
        "from tests.layouts.graphs import arranged, arrays, at_random\n"
        "print([arranged(layout, at_random(20, 40)).xy.tobytes().hex() for layout in LAYOUTS])"
    )
    pictures = {
        subprocess.run(
            [sys.executable, "-c", script], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(pictures) == 1


@ALL
def test_progress_only_grows_and_ends_at_one(layout):
    graph = at_random(40, 80)
    shares = [step.progress for step in layout.steps(arrays(graph), Positions(), Sizes(), layout.Params(), 0)]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert 0.0 <= shares[0] <= 1.0


@ALL
def test_a_layout_checks_in_often_enough_to_be_stopped_and_not_too_often(layout):
    graph = at_random(150, 600)
    steps = sum(1 for _ in layout.steps(arrays(graph), Positions(), Sizes(), layout.Params(), 0))
    assert 5 <= steps <= 4000


@ALL
@pytest.mark.parametrize(
    "graph",
    [graph_of(), graph_of(alone=("a",)), graph_of(("a", "a")), graph_of(("a", "b"), ("b", "a"), ("a", "b"))],
    ids=["empty", "single", "loop", "parallel"],
)
def test_the_smallest_graphs_have_pictures(layout, graph):
    assert sorted(arranged(layout, graph).ids) == sorted(graph.nodes)


@ALL
def test_more_spacing_makes_a_larger_picture(layout):
    graph = at_random(20, 30)
    usual, wide = arranged(layout, graph), arranged(layout, graph, spacing=2.0)
    assert np.ptp(wide.xy, axis=0).max() > np.ptp(usual.xy, axis=0).max()


def test_a_layout_that_does_not_exist_is_named_with_those_that_do():
    with pytest.raises(UnknownName, match=r"No layout called 'forse'\. Available: force, "):
        layout_named("forse")


def test_names_of_layouts_are_unique():
    assert len({layout.name for layout in LAYOUTS}) == len({layout.title for layout in LAYOUTS}) == len(LAYOUTS)


@FEW
@given(graph=graphs(), room=sizes(), data=st.data())
def test_separating_leaves_no_overlap_and_moves_nothing_that_was_free(graph, room, data):
    ids = sorted(graph.nodes)
    near = st.tuples(st.integers(-60, 60), st.integers(-60, 60))
    crowded = Positions.from_mapping({key: data.draw(near) for key in ids})
    apart = separate(crowded, room)
    plain = graph_of(alone=tuple(ids))
    xy, net = seen(plain, apart, room)
    assert box_overlaps(xy, net) == 0
    again = separate(apart, room)
    assert np.allclose(again.rows(ids), apart.rows(ids), atol=0.5)


def test_separating_keeps_pinned_entities_where_they_are():
    crowded = Positions(["a", "b", "c"], [(0, 0), (5, 0), (0, 5)])
    apart = separate(crowded, Sizes(), frozenset({"b"}))
    assert apart.get("b") == (5.0, 0.0)
