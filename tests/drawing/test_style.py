"""From facts to strokes, sizes and looks."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.drawing.rows import Coded
from explorer.drawing.style import (
    has_quantity,
    icon_of,
    look_of,
    mark_radius,
    node_scale,
    radii,
    ranks,
    stroke_of,
    widths,
)
from explorer.model.facts import Entity, EntityKind, GraphFile, Kinds, RelationKind
from explorer.model.project import Project
from tests.builders import amount, relation, tiny
from tests.drawing.pictures import THEME

RANK = THEME.node.rank


@pytest.mark.parametrize(
    ("line", "stroke"),
    [
        ("a -uses-> b | asserts", "asserted"),
        ("a -uses-> b | claims, denies", "contested"),
        ("a -uses-> b", "unsupported"),
        ("a -doubts-> b | asserts", "voice_doubts"),
        ("a -dismisses-> b | asserts", "voice_dismisses"),
        ("a -vouches_for-> b | asserts", "voice_vouches"),
        ("a -comments_on-> b | asserts", "voice_comments"),
        ("a -doubts-> b | reports", "reported"),
        ("a -doubts-> b", "unsupported"),
    ],
)
def test_a_line_shows_how_its_relation_stands_or_what_an_asserted_act_of_speech_does(line: str, stroke: str) -> None:
    project = tiny(line)
    assert stroke_of(project, project.relations["r1"]) == stroke


@pytest.mark.parametrize(("passages", "width"), [(1, 1.5), (2, 2.0), (3, 2.0), (4, 2.75), (9, 2.75)])
def test_lines_grow_with_the_passages_behind_them(passages: int, width: float) -> None:
    assert widths(THEME, Coded.of(["asserted"]), np.array([passages])).tolist() == [width]


def test_a_double_line_keeps_its_width() -> None:
    assert widths(THEME, Coded.of(["asserted", "contested"]), np.array([9, 9])).tolist() == [2.75, 5.0]


def test_only_a_count_makes_the_words_go_first() -> None:
    assert has_quantity(relation(count=amount(2000)))
    assert not has_quantity(relation(place="China"))


def test_the_first_alone_is_the_largest() -> None:
    assert ranks(np.array([9, 2, 2, 1]), RANK).tolist()[0] == len(RANK) - 1
    assert max(ranks(np.array([3, 3, 1, 1]), RANK).tolist()) < len(RANK) - 1


def test_equals_get_equal_sizes_and_more_connections_never_a_smaller_one() -> None:
    degree = np.array([0, 1, 1, 1, 2, 2, 3, 4, 4, 8, 20] * 10)
    step = ranks(degree, RANK)
    order = np.argsort(degree)
    assert (np.diff(step[order]) >= 0).all()
    assert len({*zip(degree.tolist(), step.tolist(), strict=True)}) == len(set(degree.tolist()))
    assert step.min() == 0


def test_in_a_small_graph_nobody_gets_the_smallest_size() -> None:
    assert ranks(np.array([0, 1, 1, 3]), RANK).min() == 1


def test_no_entities_have_no_ranks() -> None:
    assert ranks(np.zeros(0, dtype=np.intp), RANK).tolist() == []


def test_sizes_are_the_tokens_at_actual_size_and_shrink_only_below() -> None:
    steps = np.arange(len(THEME.node.size))
    assert (2 * radii(THEME, steps, 1.0)).tolist() == list(THEME.node.size)
    assert radii(THEME, steps, 3.0).tolist() == radii(THEME, steps, 1.0).tolist()
    assert 0 < node_scale(0.01) < node_scale(0.5) < 1


def test_marks_are_as_large_as_they_are_drawn() -> None:
    assert mark_radius(THEME, "asserted") == 0
    assert mark_radius(THEME, "claimed") == 7
    assert mark_radius(THEME, "contested") > 9
    assert mark_radius(THEME, "asserted", number=12) == 8.5


def test_a_kind_of_the_document_borrows_shape_colour_and_icon() -> None:
    own = EntityKind(id="lab", label="Lab", shape="hexagon", color="chip", icon="flask")
    file = GraphFile(kinds=Kinds(entity=(own,)), entities=(Entity(id="a", kind="lab", name="A"),))
    project = Project(file)
    look = THEME.kind(look_of(project, THEME, project.entities["a"]))
    assert (look.shape, look.color) == ("hexagon", THEME.kind("chip").color)
    assert icon_of(project, THEME, project.entities["a"]) == "flask"


@pytest.mark.parametrize(
    ("voice", "stroke"), [("dismisses", "voice_dismisses"), ("scoffs", "voice_comments"), ("", "asserted")]
)
def test_an_act_of_speech_that_is_not_known_is_drawn_as_a_comment(voice: str, stroke: str) -> None:
    facts = tiny("a -scoffs_at-> b | asserts").to_file()
    kinds = Kinds(relation=(RelationKind(id="scoffs_at", label="scoffs at", voice=voice),))
    project = Project(facts.model_copy(update={"kinds": kinds}))
    assert stroke_of(project, project.relations["r1"]) == stroke


def test_an_unknown_kind_is_drawn_as_a_topic() -> None:
    project = Project(GraphFile(entities=(Entity(id="a", kind="spaceship", name="A"),)))
    assert THEME.kind(look_of(project, THEME, project.entities["a"])).shape == "ring"
