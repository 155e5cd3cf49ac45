"""Large graphs, and graphs that nobody would draw: each has a picture, and none takes for ever."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer.layouts import layout_named, separate
from explorer.layouts.base import Sizes, result
from explorer.layouts.discs import discs_apart
from explorer.layouts.graph import Graph
from explorer.layouts.spreading import spread
from explorer.model.errors import TooManyEntities
from explorer.model.positions import Positions

FORCE = layout_named("force")


def of_rows(count: int, source, target) -> Graph:
    ids = tuple(f"e{row:06d}" for row in range(count))
    ends = np.asarray(source, dtype=np.intp), np.asarray(target, dtype=np.intp)
    return Graph(ids, *ends, np.arange(count) % 4, ("chip", "company", "country", "person"))


def in_communities(count: int, size: int, seed: int = 0) -> Graph:
    """Return communities of one size; one tie in ten leads elsewhere."""
    rng = np.random.default_rng(seed)
    source = rng.integers(0, count, 3 * count)
    inside = source // size * size + rng.integers(0, size, 3 * count)
    target = np.where(rng.random(3 * count) < 0.9, inside, rng.integers(0, count, 3 * count))
    return of_rows(count, source, target)


def placed(graph: Graph, start: Positions | None = None, **params: object) -> Positions:
    return result(FORCE.steps(graph, start or Positions(), Sizes(), FORCE.Params.model_validate(params), 0))


def overlaps(xy: np.ndarray, radius: float = 13.0) -> int:
    from scipy.spatial import cKDTree

    return len(cKDTree(xy).query_pairs(2 * radius - 1e-6))


def test_communities_stand_apart_and_nothing_overlaps():
    graph = in_communities(2500, 50)
    xy = placed(graph).rows(graph.ids)
    assert overlaps(xy) == 0
    middles = xy.reshape(50, 50, 2).mean(axis=1)
    own = np.hypot(*np.moveaxis(xy.reshape(50, 50, 2) - middles[:, None], 2, 0))
    assert np.median(own) < 0.35 * np.ptp(xy, axis=0).max() / 2


def test_the_same_seed_gives_the_same_large_picture():
    graph = in_communities(2100, 30)
    assert np.array_equal(placed(graph).xy, placed(graph).xy)


@settings(max_examples=4, deadline=None)
@given(st.sampled_from([150, 1000]), st.integers(0, 99), st.data())
def test_one_percent_more_entities_leave_the_others_where_they_are(count, seed, data):
    graph, new = in_communities(count, 25, seed), -(-count // 100)
    before = placed(graph)
    known = st.lists(st.integers(0, count - 1), min_size=1, max_size=3, unique=True)
    ties = [(count + row, other) for row in range(new) for other in data.draw(known)]
    source, target = np.array(ties).T
    more = of_rows(count + new, np.append(graph.source, source), np.append(graph.target, target))
    after = placed(more, before, keep=True)
    moved = np.hypot(*(after.rows(graph.ids) - before.rows(graph.ids)).T)
    assert np.median(moved) < 26
    assert overlaps(after.xy) == 0
    lengths = np.hypot(*(after.rows(more.ids)[source] - after.rows(more.ids)[target]).T)
    assert lengths.min() < 0.5 * np.ptp(after.xy, axis=0).max()


HOSTILE = {
    "a star": lambda: of_rows(3001, np.zeros(3000), np.arange(1, 3001)),
    "a clique": lambda: of_rows(400, *np.triu_indices(400, 1)),
    "many pairs": lambda: of_rows(6000, np.arange(0, 6000, 2), np.arange(1, 6000, 2)),
    "parallel relations": lambda: of_rows(2, np.zeros(100_000), np.ones(100_000)),
    "nobody tied": lambda: of_rows(3000, [], []),
    "nobody": lambda: of_rows(0, [], []),
}


@pytest.mark.parametrize("name", list(HOSTILE))
def test_graphs_that_nobody_would_draw_have_pictures(name):
    graph = HOSTILE[name]()
    xy = placed(graph).rows(graph.ids)
    assert np.isfinite(xy).all()
    assert overlaps(xy) == 0


@pytest.mark.parametrize("name", ["concentric", "columns", "layered", "circular"])
def test_layouts_for_small_graphs_say_so(name):
    layout, graph = layout_named(name), of_rows(3001, [], [])
    with pytest.raises(TooManyEntities, match="up to 3,000 entities, and 3,001 are shown"):
        result(layout.steps(graph, Positions(), Sizes(), layout.Params(), 0))


def test_groups_of_a_large_graph_fill_a_page_of_the_shape_that_was_asked_for():
    layout, graph = layout_named("communities"), in_communities(2500, 50)
    xy = result(layout.steps(graph, Positions(), Sizes(), layout.Params.model_validate({"aspect": 1.6}), 0)).xy
    wide, high = np.ptp(xy, axis=0)
    assert 1.2 < wide / high < 2.2
    assert wide * high < 100 * 2500 * np.pi * 13.0**2
    assert overlaps(xy) == 0


def test_thousands_of_communities_are_drawn_as_hundreds():
    layout, graph = layout_named("communities"), of_rows(3000, np.arange(0, 3000, 2), np.arange(1, 3000, 2))
    xy = result(layout.steps(graph, Positions(), Sizes(), layout.Params(), 0)).xy
    assert overlaps(xy) == 0


@pytest.mark.parametrize("place", [(np.nan, np.nan), (1e30, -1e30), (0.0, 0.0)], ids=["nowhere", "far off", "one spot"])
@pytest.mark.parametrize("keep", [True, False])
def test_wherever_entities_start_they_get_places(place, keep):
    graph = in_communities(400, 20)
    start = Positions(graph.ids[:100], [place] * 100)
    assert np.abs(placed(graph, start, keep=keep).xy).max() < 1e6


def test_thousands_in_one_spot_are_moved_apart():
    ids = [f"e{row}" for row in range(4000)]
    apart = separate(Positions(ids, np.zeros((4000, 2))), Sizes())
    assert overlaps(apart.xy) == 0
    assert np.ptp(apart.xy, axis=0).max() < 10_000


def test_fixed_discs_stay_and_the_others_find_a_gap():
    rng = np.random.default_rng(0)
    columns, rows = np.meshgrid(np.arange(20), np.arange(20))
    lattice = np.stack([columns.ravel(), rows.ravel()], axis=1) * 60.0
    xy = np.concatenate([lattice, rng.uniform(0, 1000, (80, 2))])
    free = np.arange(len(xy)) >= len(lattice)
    apart = discs_apart(xy, np.full(len(xy), 13.0), free)
    assert np.array_equal(apart[~free], lattice)
    assert overlaps(apart) == 0


def test_spreading_fills_the_sheet_and_keeps_neighbours():
    rng = np.random.default_rng(0)
    piles = np.concatenate([rng.normal(size=(200, 2)) * 0.01 + middle for middle in ((0, 0), (5, 0), (0, 5), (5, 5))])
    flat = spread(piles, np.full(800, 100.0), 1.0, 0.5)
    of_pile = flat.reshape(4, 200, 2)
    widths = np.ptp(of_pile, axis=1)
    assert widths.min() > 0.15 * np.ptp(flat, axis=0).max()
    middles = of_pile.mean(axis=1)
    nearest = np.hypot(*np.moveaxis(flat[:, None] - middles, 2, 0)).argmin(axis=1)
    assert (nearest == np.repeat(np.arange(4), 200)).mean() > 0.97
