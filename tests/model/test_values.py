"""Amounts and dates in words, and when two of them conflict."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.facts import Date, Quantity
from explorer.model.values import (
    conflict,
    count_text,
    date_text,
    interval,
    number_text,
    one_line,
    quantity_text,
    value_text,
)
from tests.builders import amount


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (amount(5_600_000, "USD"), "$5.6 million"),
        (amount(593e9, "USD", approx="nearly"), "nearly $593 billion"),
        (amount(671e9, "parameters"), "671 billion parameters"),
        (amount(-17, "%"), "−17%"),
        (amount(1.59, "percent"), "1.59%"),
        (amount(25_000), "25,000"),
        (amount(1_234_567, "EUR"), "€1,234,567"),
        (amount(0, "%"), "0%"),
        (amount(3, "square_metres"), "3 square metres"),
        (amount(2.5e18), "2.5e+18"),
    ],
)
def test_a_quantity_without_words_of_its_own_is_written_out(quantity: Quantity, words: str) -> None:
    assert value_text(quantity) == words


def test_the_articles_own_words_win() -> None:
    assert value_text(amount(593e9, "USD", text="nearly $593\u00a0billion")) == "nearly $593 billion"
    assert value_text(Date(date="2023~", text="late 2023")) == "late 2023"


def test_a_count_leaves_its_unit_and_its_words_out() -> None:
    assert count_text(amount(2000, "GPUs", text="2,000 Nvidia H800 GPUs")) == "2,000"
    assert count_text(amount(50_000, approx="over")) == "over 50,000"
    assert count_text("dozens") == "dozens"


@pytest.mark.parametrize(
    ("date", "words"),
    [
        ("2025-01-27", "27 January 2025"),
        ("2025-01", "January 2025"),
        ("2025", "2025"),
        ("2023~", "about 2023"),
        ("2023?", "perhaps 2023"),
        ("2019/..", "since 2019"),
        ("/2019", "until 2019"),
        ("2025-13", "2025-13"),
        ("2025-00", "2025-00"),
        ("whenever\n", "whenever"),
    ],
)
def test_a_date_reads_as_precisely_as_it_is_known(date: str, words: str) -> None:
    assert date_text(date) == words


@given(st.integers(-(10**14), 10**14))
def test_a_whole_number_loses_nothing_in_words(number: int) -> None:
    words = number_text(number).replace("−", "-").replace(",", "")
    digits, _, scale = words.partition(" ")
    factor = {"": 1, "million": 10**6, "billion": 10**9, "trillion": 10**12}[scale]
    assert round(float(digits) * factor) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_has_words(number: float) -> None:
    assert number_text(number).strip()
    assert quantity_text(Quantity(amount=number, unit="USD")).strip()


@given(st.text())
def test_one_line_has_no_line_ends_controls_or_overrides_and_is_stable(text: str) -> None:
    line = one_line(text)
    assert line == " ".join(line.split(" "))
    assert not set(line) & set("\n\r\t\x00\x1b\x7f\x85\u2028\u2029\u202e\u2066")
    assert one_line(line) == line
    line.encode()


def test_joiners_that_words_need_stay_in_a_line() -> None:
    assert one_line("می\u200cخواهم 👩\u200d🔬") == "می\u200cخواهم 👩\u200d🔬"


@pytest.mark.parametrize(
    ("one", "other", "conflicting"),
    [
        (amount(5.6e6, "USD"), amount(6e6, "USD"), False),
        (amount(589e9, "USD"), amount(593e9, "USD"), True),
        (amount(600e9, "USD", approx="nearly"), amount(593e9, "USD"), False),
        (amount(600e9, "USD", approx="nearly"), amount(589e9, "USD"), False),
        (amount(100e6, "USD", approx="over"), amount(5.6e6, "USD"), True),
        (amount(100e6, "USD", approx="up to"), amount(5.6e6, "USD"), False),
        (amount(2000), amount(50_000), True),
        (amount(2000, "H800"), amount(50_000, "H100"), False),
        (amount(-17, "%", approx="nearly"), amount(-16, "%"), False),
        (amount(0), amount(1), True),
        (Date(date="2023"), Date(date="2023-11"), False),
        (Date(date="2023"), Date(date="2024"), True),
        (Date(date="2023~"), Date(date="2024"), False),
        (Date(date="soon"), Date(date="2024"), False),
        ("red", "blue", False),
        ("2023", Date(date="2024"), False),
    ],
)
def test_values_conflict_only_when_they_cannot_both_be_right(one: object, other: object, conflicting: bool) -> None:
    assert conflict(one, other) is conflicting  # type: ignore[arg-type]
    assert conflict(other, one) is conflicting  # type: ignore[arg-type]


@given(st.floats(-1e15, 1e15), st.sampled_from(["", "about", "nearly", "over", "up to", "some odd word"]))
def test_an_amount_lies_within_what_it_may_mean(number: float, word: str) -> None:
    low, high = interval(Quantity(amount=number, approx=word))
    assert low <= number <= high or math.isclose(low, number) or math.isclose(high, number)


AMOUNTS = st.integers(-(10**12), 10**12).filter(bool)
WORDS = st.sampled_from([None, "about", "nearly", "just over", "over", "under", "some odd word"])


@given(AMOUNTS, WORDS, AMOUNTS, WORDS)
def test_conflict_has_no_direction_and_nothing_conflicts_with_itself(
    one: int, word: str | None, two: int, other: str | None
) -> None:
    here, there = Quantity(amount=one, approx=word), Quantity(amount=two, approx=other)
    assert conflict(here, there) == conflict(there, here)
    assert not conflict(here, here)


@given(AMOUNTS, WORDS, AMOUNTS, WORDS)
def test_a_loss_and_a_gain_of_the_same_size_are_as_exact(
    one: int, word: str | None, two: int, other: str | None
) -> None:
    here, there = Quantity(amount=one, approx=word), Quantity(amount=two, approx=other)
    lost, lost_too = Quantity(amount=-one, approx=word), Quantity(amount=-two, approx=other)
    assert interval(lost) == tuple(-end for end in reversed(interval(here)))
    assert conflict(here, there) == conflict(lost, lost_too)


@given(st.integers(1, 10**6), st.integers(1, 10**6), WORDS, WORDS, st.integers(1, 6))
def test_a_conflict_does_not_depend_on_the_unit_in_which_both_are_counted(
    one: int, two: int, word: str | None, other: str | None, zeros: int
) -> None:
    small = Quantity(amount=one, approx=word), Quantity(amount=two, approx=other)
    large = Quantity(amount=one * 10**zeros, approx=word), Quantity(amount=two * 10**zeros, approx=other)
    assert conflict(*small) == conflict(*large)


@given(AMOUNTS, st.sampled_from(["about", "roughly"]))
def test_about_leaves_at_least_as_much_open_as_the_bare_figure(number: int, word: str) -> None:
    bare, about = interval(Quantity(amount=number)), interval(Quantity(amount=number, approx=word))
    assert about[0] <= bare[0] <= bare[1] <= about[1]


@given(st.integers(1, 10**12), st.integers(1, 10**12))
def test_what_is_over_one_figure_and_under_a_smaller_one_conflicts(one: int, two: int) -> None:
    over, under = Quantity(amount=max(one, two), approx="over"), Quantity(amount=min(one, two), approx="under")
    assert conflict(over, under) is (one != two)


def test_the_article_s_own_words_say_how_exact_a_figure_is() -> None:
    assert interval(Quantity(amount=100, text="over $100")) == (100.0, math.inf)
    assert interval(Quantity(amount=100, text="overall 100")) == interval(Quantity(amount=100))


def test_a_loss_of_more_than_a_figure_is_below_it() -> None:
    assert interval(Quantity(amount=-17, approx="more than")) == (-math.inf, -17.0)
