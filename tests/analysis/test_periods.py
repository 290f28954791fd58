"""Periods are whole, in order and without a gap."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.analysis.periods import STEPS, period_of, periods, readable_step
from dragoman.errors import InputError

days = st.dates(date(1990, 1, 1), date(1995, 12, 31)).map(date.isoformat)


@given(days, days, st.sampled_from(STEPS))
def test_periods_follow_each_other_and_cover_what_was_asked_for(
    one: str, other: str, step: str
) -> None:
    since, until = min(one, other), max(one, other)
    found = periods(since, until, step)
    assert found[0].start <= since <= found[0].end
    assert found[-1].start <= until <= found[-1].end
    for before, after in pairwise(found):
        assert date.fromisoformat(after.start) - date.fromisoformat(before.end) == timedelta(1)


@given(days, st.sampled_from(STEPS))
def test_every_day_of_a_period_belongs_to_it(day: str, step: str) -> None:
    period = period_of(day, step)
    assert period.start <= day <= period.end
    assert period_of(period.start, step) == period == period_of(period.end, step)


def test_a_week_goes_from_monday_to_sunday_and_a_month_to_its_last_day() -> None:
    week, month = period_of("2024-02-29", "week"), period_of("2024-02-03", "month")
    assert (week.start, week.end) == ("2024-02-26", "2024-03-03")
    assert (month.start, month.end) == ("2024-02-01", "2024-02-29")


def test_a_time_that_ends_before_it_begins_has_no_periods() -> None:
    assert periods("2019-03-02", "2019-03-01", "day") == []


@pytest.mark.parametrize("day", ["soon", "2019-13-01", ""])
def test_what_is_no_day_is_said(day: str) -> None:
    with pytest.raises(InputError, match="no day"):
        period_of(day, "day")


def test_a_series_that_nobody_could_read_is_refused() -> None:
    with pytest.raises(InputError, match="more than"):
        periods("0001-01-01", "2019-01-01", "day")


def test_the_first_week_of_the_calendar_is_too_far_off() -> None:
    assert period_of("0001-01-01", "week").start == "0001-01-01"
    with pytest.raises(InputError, match="too far"):
        period_of("9999-12-31", "week")


@pytest.mark.parametrize(
    ("until", "step"), [("2019-02-01", "day"), ("2019-12-31", "week"), ("2023-01-01", "month")]
)
def test_a_longer_time_is_read_in_longer_steps(until: str, step: str) -> None:
    assert readable_step("2019-01-01", until) == step
