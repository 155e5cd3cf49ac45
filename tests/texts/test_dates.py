"""Dates keep their precision, and only what looks like a date is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.texts.dates import as_published, date_in


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("2025-01-27T10:00:00+08:00", "2025-01-27"),
        ("2025-01-27 10:00", "2025-01-27"),
        ("2025-01", "2025-01"),
        ("2025", "2025"),
        ("January 27, 2025", "2025-01-27"),
        ("Jan. 27th 2025", "2025-01-27"),
        ("27 January 2025", "2025-01-27"),
        ("January 2025", "2025-01"),
        ("2025年1月27日", "2025-01-27"),
        ("27. März 2025", "2025-03-27"),
        ("27 de enero de 2025", "2025-01-27"),
        ("late 2023", "late 2023"),
        ("2025-02-30", "2025-02-30"),
        ("31 February 2025", "31 February 2025"),
        ("", ""),
    ],
)
def test_a_date_is_kept_as_precisely_as_it_was_given(words, kept):
    assert as_published(words) == kept


@pytest.mark.parametrize(
    "line", ["Shares fell 17%", "It may be so", "12 million in 2024", "5 billion 2023", "Vol. 2, No. 5", "01/02/2025"]
)
def test_what_is_no_date_is_not_taken_for_one(line):
    assert date_in([line]) == ""


def test_a_date_in_prose_is_not_the_day_of_publication():
    assert date_in(["Title", "In its report of 3 March 2023 the company " + "said many things " * 8]) == ""
    assert date_in(["Title", "Published: Jan 27, 2025, 10:00 GMT"]) == "2025-01-27"
    assert date_in(["word"] * 40 + ["27 January 2025"]) == ""


@given(st.dates())
def test_every_day_comes_back(day):
    assert as_published(day.isoformat()) == day.isoformat()


@given(st.text(max_size=130))
def test_no_words_make_it_fail(words):
    as_published(words)
    date_in([words])
