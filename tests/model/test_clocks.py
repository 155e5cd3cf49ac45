"""Days that dates may mean."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.model.clocks import happened, iso, published_by, span
from explorer.model.facts import Date


@given(st.dates(date(1000, 1, 1)))
def test_a_day_lies_in_its_month_and_its_month_in_its_year(day: date) -> None:
    spans = [span(text) for text in (day.isoformat(), f"{day:%Y-%m}".rjust(7, "0"), f"{day.year:04}")]
    bounds = [(one.first, one.last) for one in spans if one is not None and one.first and one.last]
    assert len(bounds) == 3
    assert bounds[0] == (day.toordinal(), day.toordinal())
    assert bounds[2][0] <= bounds[1][0] <= bounds[0][0] <= bounds[1][1] <= bounds[2][1]


@given(st.text())
def test_any_text_has_days_or_none(text: str) -> None:
    days = span(text)
    assert days is None or (days.first, days.last) != (None, None)


@pytest.mark.parametrize("text", ["", None, "late 2023", "2023-13", "2023-02-30", "..", "/", "0000", "next week"])
def test_what_is_no_date_has_no_days(text: str | None) -> None:
    assert span(text) is None


def test_what_was_published_some_time_in_a_month_is_known_when_the_month_is_over() -> None:
    assert iso(published_by("2025-01") or 0) == "2025-01-31"
    assert iso(published_by("2025-01-30T10:00:00Z") or 0) == "2025-01-30"


def test_an_open_interval_overlaps_what_comes_later_and_not_what_came_before() -> None:
    since, before, after = span("2019/.."), span("2018"), span("2024")
    assert since is not None
    assert before is not None
    assert after is not None
    assert (since.overlaps(before), since.overlaps(after), after.overlaps(since)) == (False, True, True)


def test_start_and_end_say_when_a_relation_holds_and_a_date_when_it_happened() -> None:
    assert happened({"start": Date(date="2020"), "end": Date(date="2021"), "date": Date(date="1999")}) == (
        date(2020, 1, 1).toordinal(),
        date(2021, 12, 31).toordinal(),
    )
    assert happened({"date": "2025-01-27"}) == (date(2025, 1, 27).toordinal(),) * 2
    assert happened({"date": "Monday"}) is None
