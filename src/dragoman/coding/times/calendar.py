"""The calendar behind TIMEX3 values: intervals of days, steps, holidays.

Weeks are ISO 8601 weeks. Seasons are those of the northern half of the world by the month
(spring March to May; winter from December of its year into February).
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from hijridate import Hijri

from dragoman.lexicon.times import Holiday

Interval = tuple[date, date]

_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART = re.compile(r"(\d{4})-(Q[1-4]|H[12]|SP|SU|FA|WI)")
_YEARS = re.compile(r"(\d{4}|\d{3}X?|\d\dXX|\d\d)")


def interval(value: str) -> Interval | None:
    """The first and last day that a TIMEX3 value covers, None if it does not say.

    Takes also "begin/end" of two values.
    """
    if "/" in value:
        first, _, last = value.partition("/")
        a, b = interval(first), interval(last)
        return (a[0], b[1]) if a and b and a[0] <= b[1] else None
    try:
        return _interval(value)
    except (ValueError, OverflowError):  # a day or week that the calendar does not have
        return None


def _interval(value: str) -> Interval | None:
    if match := _DAY.fullmatch(value):
        day = date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := _MONTH.fullmatch(value):
        return _months(int(match[1]), int(match[2]), 1)
    if match := _WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday + timedelta(5 if match[3] else 0), monday + timedelta(6)
    if match := _PART.fullmatch(value):
        year, part = int(match[1]), match[2]
        if part in _SEASON_START:
            return _months(year, _SEASON_START[part], 3)
        number = int(part[1])
        return (
            _months(year, number * 3 - 2, 3) if part[0] == "Q" else _months(year, number * 6 - 5, 6)
        )
    if match := _YEARS.fullmatch(value):
        low = int(value.replace("X", "0").ljust(4, "0"))
        high = int(value.replace("X", "9").ljust(4, "9"))
        return (date(low, 1, 1), date(high, 12, 31)) if low else None
    return None


def _months(year: int, month: int, count: int) -> Interval:
    last_year, last = divmod(year * 12 + month - 1 + count - 1, 12)
    return date(year, month, 1), date(last_year, last + 1, monthrange(last_year, last + 1)[1])


def week_value(day: date) -> str:
    """The ISO week of a day: "2019-W22"."""
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def quarter_value(index: int) -> str:
    """The value of a quarter counted from year 0 (``year * 4 + quarter - 1``)."""
    return f"{index // 4:04}-Q{index % 4 + 1}"


def month_value(index: int) -> str:
    """The value of a month counted from year 0 (``year * 12 + month - 1``)."""
    return f"{index // 12:04}-{index % 12 + 1:02}"


def year_value(year: int) -> str:
    """The value of a year, "XXXX" where it is out of the calendar."""
    return f"{year:04}" if 0 < year < 10000 else "XXXX"


def step(day: date, unit: str, count: int) -> str:
    """The value of the day, week, month … that lies ``count`` units from the one of ``day``.

    ``unit`` is one of words.csv (D, W, WE, F, M, Q, H, Y, E, C); the value is as fine as it.
    Raises OverflowError where the calendar ends.
    """
    if unit == "D":
        return (day + timedelta(count)).isoformat()
    if unit in ("W", "WE", "F"):
        week = week_value(day + timedelta(7 * count * (2 if unit == "F" else 1)))
        return week + "-WE" if unit == "WE" else week
    if unit == "M":
        return month_value(day.year * 12 + day.month - 1 + count)
    if unit == "Q":
        return quarter_value(day.year * 4 + (day.month - 1) // 3 + count)
    if unit == "H":
        half = day.year * 2 + (day.month - 1) // 6 + count
        return f"{half // 2:04}-H{half % 2 + 1}"
    if unit == "Y":
        return year_value(day.year + count)
    if unit == "E":
        return year_value((day.year // 10 + count) * 10)[:3] + "X"
    if unit == "C":
        return year_value((day.year // 100 + count) * 100)[:2] + "XX"
    raise ValueError(f"no unit of the calendar: {unit}")


def weekday_near(day: date, weekday: int, direction: int) -> date:
    """The given weekday (1 = Monday) on or before (-1), or on or after (1), ``day``."""
    away = (weekday - day.isoweekday()) % 7
    if direction < 0 and away:
        away -= 7
    return day + timedelta(away)


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian algorithm (Nature, 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday in the Gregorian calendar (Meeus' Julian algorithm; 1900-2099)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(13)


def holiday_dates(holiday: Holiday, year: int) -> list[date]:
    """The days on which a holiday begins in a year: one, but none or two in the Islamic one, and
    none where the table of a feast does not reach."""
    kind, *numbers = holiday.rule.split()
    if kind == "table":
        return [date.fromisoformat(day) for day in holiday.dates if day.startswith(f"{year:04}-")]
    if kind == "hebrew":
        return [_hebrew_date(year, int(numbers[0]))]
    if kind == "fixed":
        month_text, _, day_text = numbers[0].partition("-")
        return [date(year, int(month_text), int(day_text))]
    if kind == "day":
        return [date.fromisoformat(numbers[0])]
    if kind == "easter":
        return [easter(year) + timedelta(int(numbers[0]))]
    if kind == "orthodox":
        return [orthodox_easter(year) + timedelta(int(numbers[0]))]
    if kind == "nth":
        month, nth, weekday, later = map(int, (*numbers, "0")[:4])
        if nth > 0:
            first = weekday_near(date(year, month, 1), weekday, 1)
            return [first + timedelta(7 * nth - 7 + later)]
        end = date(year, month, monthrange(year, month)[1])
        return [weekday_near(end, weekday, -1) + timedelta(7 * nth + 7)]
    found = _hijri_dates(int(numbers[0]), int(numbers[1]), year)
    if len(numbers) > 2:  # a name that two feasts share
        found += _hijri_dates(int(numbers[3]), int(numbers[4]), year)
    return sorted(found)


# Day 1 of the Hebrew year 1 as date.toordinal() counts, and the year that begins in autumn of 0 AD.
_HEBREW_EPOCH, _HEBREW_OFFSET = -1373427, 3761
# Days from the new year to the last of its second month, whose length varies.
_HESHVAN_END = 59


def _hebrew_date(year: int, days: int) -> date:
    """The day ``days`` after the Hebrew new year that falls into ``year``.

    The molad arithmetic of Dershowitz and Reingold, Calendrical Calculations. What lies behind
    the second month comes a day later in years in which that has 30 days.
    """
    hebrew = year + _HEBREW_OFFSET
    first = _hebrew_new_year(hebrew)
    long = (_hebrew_new_year(hebrew + 1) - first) % 10 == 5  # years of 355 or 385 days
    return date.fromordinal(first + days + (1 if days >= _HESHVAN_END and long else 0))


def _hebrew_new_year(hebrew: int) -> int:
    before, here, after = (_hebrew_elapsed(hebrew + step) for step in (-1, 0, 1))
    delay = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return _HEBREW_EPOCH + here + delay


def _hebrew_elapsed(hebrew: int) -> int:
    """Days from the epoch to the new moon of the year's first month, with its first delay."""
    months = (235 * hebrew - 234) // 19
    day = 29 * months + (12084 + 13753 * months) // 25920
    return day + 1 if 3 * (day + 1) % 7 < 3 else day


def _hijri_dates(month: int, day: int, year: int) -> list[date]:
    found = []
    guess = (year - 622) * 33 // 32
    for hijri_year in range(guess - 1, guess + 3):
        try:
            given = Hijri(hijri_year, month, day).to_gregorian()
        except (ValueError, OverflowError):  # outside the table's years 1343 to 1500
            continue
        if given.year == year:
            found.append(date(given.year, given.month, given.day))
    return found
