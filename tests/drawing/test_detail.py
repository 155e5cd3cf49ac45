"""What is left out when one looks from afar, or at a lot, without a pixel."""

from __future__ import annotations

from itertools import pairwise

import pytest

from explorer.drawing.detail import LEVELS, MOST_SHAPES, SMALL_GRAPH, detail_at, level_for, told
from explorer.drawing.frame import Detail, Level
from explorer.drawing.theme import load_theme

LIMITS = load_theme("light").zoom


def drawn(detail: Detail) -> set[str]:
    return {name for name, yes in detail._asdict().items() if yes is True}


@pytest.mark.parametrize(
    ("zoom", "names"),
    [
        (0.71, {"relation_labels", "minor_labels", "marks", "icons", "heads", "dashes"}),
        (0.69, {"marks", "icons", "heads", "dashes"}),
        (0.59, {"icons", "heads", "dashes"}),
        (0.49, {"heads", "dashes"}),
        (0.39, {"dashes"}),
        (0.34, set()),
    ],
)
def test_things_go_one_after_the_other_as_one_zooms_out(zoom: float, names: set[str]) -> None:
    assert drawn(detail_at(zoom, LIMITS)) == names | {"shapes"}


def test_levels_come_one_after_the_other_as_lines_get_more() -> None:
    found = [level_for(ink, 500) for ink in (0, 149_000, 151_000, 599_000, 601_000, 899_000, 901_000, 1e12)]
    assert found == sorted(found)
    assert set(found) == set(Level)


def test_levels_come_one_after_the_other_as_relations_get_more() -> None:
    found = [level_for(0.0, count) for count in (0, 2_000, 2_001, 6_000, 6_001, 60_000, 60_001, 10**9)]
    assert found == sorted(found)
    assert set(found) == set(Level)


def test_small_graphs_are_drawn_in_full_however_long_their_lines_are() -> None:
    assert level_for(1e9, 2_000, SMALL_GRAPH) is Level.EVERYTHING
    assert level_for(1e9, 2_000, SMALL_GRAPH + 1) is Level.DENSITY


def test_a_higher_level_draws_nothing_that_a_lower_one_leaves_out() -> None:
    levels = [limits.draws for limits in LEVELS.values()]
    assert all(more >= less for more, less in pairwise(levels))
    assert set().union(*levels) == {*Detail._fields} - {"level"}


def test_shapes_stay_as_long_as_there_are_few_entities_in_sight() -> None:
    assert detail_at(1.0, LIMITS, Level.HAIRLINES, MOST_SHAPES).shapes
    assert not detail_at(1.0, LIMITS, Level.HAIRLINES, MOST_SHAPES + 1).shapes
    assert not detail_at(1.0, LIMITS, Level.EVERYTHING, MOST_SHAPES + 1).icons


def test_what_is_left_out_is_said() -> None:
    assert told(Level.EVERYTHING, 100) == ""
    assert told(Level.HAIRLINES, 1_234) == "1,234 relations drawn as hairlines; zoom in for labels"
    assert all(told(level, 5).endswith("zoom in for labels") for level in Level if level)
