"""Lines that are never too wide and lose nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explorer.drawing.measure import AdvanceMeasure
from explorer.drawing.plain_text import drawable
from explorer.formats.page import Type
from explorer.formats.typesetting import Run, place_lines, set_lines

PLAIN, BOLD = Type(12, "#000000"), Type(12, "#000000", semibold=True)
MEASURE = AdvanceMeasure()


@given(st.lists(st.tuples(st.text(max_size=60), st.sampled_from([PLAIN, BOLD]))), st.integers(20, 300))
def test_no_line_is_wider_than_asked(runs, width) -> None:
    lines = set_lines([Run(*run) for run in runs], width, MEASURE)

    for line in lines:
        letters = sum(len(text) for _, text, _, _ in line.pieces)
        assert line.width <= width + 0.01 or letters == 1


@given(st.lists(st.text(max_size=60)), st.integers(20, 300))
def test_every_letter_comes_through_in_order(texts, width) -> None:
    lines = set_lines([Run(text, PLAIN) for text in texts], width, MEASURE)

    seen = "".join(text for line in lines for _, text, _, _ in line.pieces)
    assert seen.replace(" ", "") == "".join(map(drawable, texts)).replace(" ", "")


def test_lines_break_at_spaces() -> None:
    lines = set_lines([Run("one two three", PLAIN)], 60, MEASURE)

    assert [line.pieces[0][1] for line in lines] == ["one two", "three"]


def test_a_kept_run_moves_to_the_next_line_as_a_whole() -> None:
    lines = set_lines([Run("some words, ", PLAIN), Run("Legal Wires", PLAIN, whole=True)], 100, MEASURE)

    assert [line.pieces[0][1] for line in lines] == ["some words,", "Legal Wires"]


def test_types_stand_beside_each_other_on_one_line() -> None:
    (line,) = set_lines([Run("said ", PLAIN), Run("loudly", BOLD)], 300, MEASURE)

    assert [(text, letters) for _, text, letters, _ in line.pieces] == [("said ", PLAIN), ("loudly", BOLD)]
    assert line.pieces[1][0] == line.pieces[0][3]


def test_text_without_spaces_breaks_between_characters_of_han() -> None:
    lines = set_lines([Run("漢字" * 20, PLAIN)], 60, MEASURE)

    assert len(lines) == 8


def test_too_many_lines_end_in_an_ellipsis() -> None:
    lines = set_lines([Run("word " * 50, PLAIN)], 80, MEASURE, most=2)

    assert len(lines) == 2
    assert lines[1].pieces[-1][1].endswith("…")


def test_lines_are_placed_below_each_other() -> None:
    lines = set_lines([Run("one two three", PLAIN)], 60, MEASURE)
    first, second = place_lines(lines, 10.0, 100.0, 15.0)

    assert (first.x, second.x) == (10.0, 10.0)
    assert second.y - first.y == 15.0
    assert 100 < first.y < 115
