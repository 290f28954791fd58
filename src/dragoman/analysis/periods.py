"""Days, ISO weeks and months as one unbroken row of periods."""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from dragoman.entries import Interval
from dragoman.errors import InputError

Step = Literal["day", "week", "month"]
STEPS: tuple[Step, ...] = ("day", "week", "month")
MOST = 20_000  # periods of one series: 54 years of days

_READABLE_DAYS, _READABLE_WEEKS = 62, 430


def period_of(day: str, step: Step) -> Interval:
    """The period that a day (ISO 8601) belongs to. Weeks are ISO 8601 weeks, from Monday.

    Raises InputError where the day is none.
    """
    found = as_date(day)
    try:
        if step == "day":
            first = last = found
        elif step == "week":
            first = found - timedelta(days=found.weekday())
            last = first + timedelta(days=6)
        else:
            first = found.replace(day=1)
            last = found.replace(day=monthrange(found.year, found.month)[1])
    except OverflowError:  # the weeks at both ends of the calendar
        raise InputError(f"{day} is too far off to count in weeks") from None
    return Interval(start=first.isoformat(), end=last.isoformat())


def periods(since: str, until: str, step: Step) -> list[Interval]:
    """Every period from the one of a day to the one of another, without a gap; none where
    ``until`` is before ``since``. Raises InputError where there are more than ``MOST``."""
    last = as_date(until)
    if as_date(since) > last:
        return []
    found = [period_of(since, step)]
    while date.fromisoformat(found[-1].end) < last:
        if len(found) == MOST:
            raise InputError(f"{since} to {until} has more than {MOST:,} periods of a {step}")
        after = date.fromisoformat(found[-1].end) + timedelta(days=1)
        found.append(period_of(after.isoformat(), step))
    return found


def readable_step(since: str, until: str) -> Step:
    """The step in which a time from a day to a day is read best: by day for two months, by week
    for a year or so, by month beyond."""
    days = (as_date(until) - as_date(since)).days
    if days <= _READABLE_DAYS:
        return "day"
    return "week" if days <= _READABLE_WEEKS else "month"


def as_date(day: str) -> date:
    """A day of the calendar from its ISO 8601 form. Raises InputError where it is none."""
    try:
        return date.fromisoformat(day[:10])
    except ValueError:
        raise InputError(f"{day!r} is no day; write it as 2019-06-03") from None
