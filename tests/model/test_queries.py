"""Questions that the window asks of a graph."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model import queries
from explorer.model.queries import (
    Shared,
    Sides,
    contested,
    in_dispute,
    most_connected,
    neighbours,
    only_mentioned,
    parallels,
    relation_groups,
    sides,
    tally,
    what_ties,
    within,
    worth_a_path,
)
from explorer.model.standing import Standing
from tests.builders import big, relation, tiny, with_relations

CHAIN = ("a -uses-> b", "c -uses-> b", "c -uses-> d", "e -uses-> e", "f")


def test_neighbours_are_reached_in_either_direction_and_exclude_the_start() -> None:
    project = tiny(*CHAIN)
    assert neighbours(project, ["a"], 1) == {"b"}
    assert neighbours(project, ["a"], 2) == {"b", "c"}
    assert neighbours(project, ["a", "d"], 1) == {"b", "c"}
    assert neighbours(project, ["e", "nobody"], 3) == frozenset()


def test_within_tells_how_far_away_each_is() -> None:
    assert within(tiny(*CHAIN), ["a"], 9) == {"a": 0, "b": 1, "c": 2, "d": 3}
    assert within(tiny(*CHAIN), ["a"], 0) == {"a": 0}


@given(st.integers(0, 50), st.integers(0, 4))
def test_each_step_reaches_the_neighbours_of_the_last(seed: int, depth: int) -> None:
    project = big(12, 14, seed=seed)
    near = set(within(project, ["e0"], depth))
    assert set(within(project, ["e0"], depth + 1)) == near | neighbours(project, near, 1)


def test_parallels_are_the_relations_between_the_same_two_in_file_order() -> None:
    project = tiny("a -uses-> b", "a -uses-> c", "b -owns-> a", "a -leads-> b", "a -uses-> a")
    assert parallels(project, project.relations["r3"]) == ("r1", "r3", "r4")
    assert parallels(project, project.relations["r5"]) == ("r5",)


def test_relations_are_grouped_as_they_read_outgoing_first_and_speech_last() -> None:
    project = tiny(
        "ann -doubts-> d",
        "ann -founded-> d",
        "d -uses-> x",
        "e -competes_with-> d",
        "d -competes_with-> f",
        "d -uses-> y",
    )
    groups = [(group.heading, group.relations, group.outgoing, group.speech) for group in relation_groups(project, "d")]
    assert groups == [
        ("uses", ("r3", "r6"), True, False),
        ("rival of", ("r4", "r5"), True, False),
        ("founded by", ("r2",), False, False),
        ("doubted by", ("r1",), False, True),
    ]


def test_what_ties_entities_are_relations_among_them_and_shared_neighbours() -> None:
    project = tiny(
        "a -uses-> x", "b -uses-> x", "c -owns-> x", "b -leads-> a", "a -uses-> y", "y -uses-> b", "a -uses-> z"
    )
    ties = what_ties(project, ["a", "b", "c", "nobody"])
    assert ties.relations == ("r4",)
    assert ties.shared == (Shared("x", ("a", "b", "c")), Shared("y", ("a", "b")))


def test_one_entity_or_none_is_tied_by_nothing() -> None:
    project = tiny("a -uses-> a", "a -uses-> x")
    assert what_ties(project, ["a"]) == what_ties(project, []) == queries.Ties((), ())


def test_sides_count_passages_for_and_against() -> None:
    project = tiny("a -uses-> b | claims a, asserts, doubts c, denies d, denies d")
    assert sides(project.relations["r1"].evidence) == Sides(2, 3)


def test_a_tally_has_every_standing() -> None:
    project = tiny("a -uses-> b | asserts", "a -owns-> b | asserts", "a -uses-> c")
    found = tally(project)
    assert list(found) == list(Standing)
    assert (found[Standing.ASSERTED], found[Standing.UNSUPPORTED], found[Standing.DENIED]) == (2, 1, 0)
    assert tally(project, np.array([2]))[Standing.ASSERTED] == 0


def test_dangling_relations_are_not_counted() -> None:
    project = with_relations(tiny("a -uses-> b | asserts"), relation("a", "uses", "ghost", key="r9"))
    assert sum(tally(project).values()) == 1


def test_the_most_connected_come_first_and_the_unlinked_not_at_all() -> None:
    project = tiny("a -uses-> b", "a -uses-> c", "lonely")
    assert most_connected(project, 2) == (("a", 2), ("b", 1))
    assert [entity for entity, _ in most_connected(project, 99)] == ["a", "b", "c"]
    assert only_mentioned(project) == ("lonely",)


def test_disputes_are_contested_relations_then_doubted_entities_then_denials_and_speculation() -> None:
    project = tiny(
        "a -uses-> b | speculates ann",
        "a -owns-> b | denies ann",
        "a -leads-> b | claims a, doubts ann",
        "a -sells_to-> b | claims a, doubts ann, denies bob",
        "ann -doubts-> a | asserts",
        "bob -dismisses-> a | asserts",
    )
    assert contested(project) == ("r4", "r3")
    disputes = in_dispute(project)
    assert [(dispute.relations, dispute.title, dispute.line) for dispute in disputes] == [
        (("r4",), "a sells to b", "1 passage for, 2 against"),
        (("r3",), "a leads b", "1 passage for, 1 against"),
        (("r5", "r6"), "2 voices doubt a", "ann, bob"),
        (("r2",), "a owns b", "denied by ann"),
        (("r1",), "a uses b", "speculated by ann"),
    ]
    assert in_dispute(project, 1) == disputes[:1]


def test_a_path_worth_trying_leads_from_the_hub_to_what_it_is_not_tied_to() -> None:
    project = tiny("hub -uses-> b", "hub -uses-> c", "hub -uses-> d", "b -uses-> us", "us -uses-> x", "us -uses-> y")
    assert worth_a_path(project) == ("hub", "us")


@pytest.mark.parametrize("lines", [(), ("a",), ("a -uses-> b", "a -uses-> c")])
def test_where_everything_is_tied_directly_there_is_no_path_to_try(lines: tuple[str, ...]) -> None:
    assert worth_a_path(tiny(*lines)) is None


def test_everything_promised_is_there() -> None:
    assert all(hasattr(queries, name) for name in queries.__all__)
