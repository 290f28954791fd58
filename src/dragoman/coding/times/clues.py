"""What each date of a report says about the day it was published, as a penalty for every day."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from dragoman.coding.parsing import Parse
from dragoman.coding.times.calendar import holiday_dates, interval
from dragoman.coding.times.expression import Expression
from dragoman.coding.times.spans import amount_of
from dragoman.coding.times.tense import FUTURE, PAST, PRESENT, Tenses
from dragoman.lexicon.times import TimeWords

FIRST_YEAR, LAST_YEAR = 1990, 2026
DATELINE = "the dateline, without a year"
FULL_DATE = "a full date that the report speaks of"
# Penalty of a weekday told in the past that lies 0, 1, 2 … days before the report.
_WEEKDAY_GAP = (0.0, -0.5, -1.2, -2.0, -2.5, -3.0, -4.0)
_IMPOSSIBLE = -5.0
# Days over which a date without a year, a feast, lose one point.
_DATE_FADE, _FEAST_FADE = 20.0, 4.0
_DATE_FLOOR, _FEAST_FLOOR = -4.0, -4.0
# A weekday is written beside a date mostly within a week; penalty of a pair farther away.
_WEEK, _BEYOND = 6, 0.3
# Penalty of a year between a year named and the report's own, and its floor.
_YEAR_FADE, _YEAR_FLOOR = 0.25, -3.0
# What may stand between "two years ago" and the year it leads to, and how many words of it.
_BETWEEN, _APART = frozenset({",", "(", "in", "-", "\u2014", "\u2013", "on", "back"}), 3
# Penalty of a year that such a pair misses by none or by one ("two years ago" is often rounded).
_ONE_OFF = (0.0, -1.5)

Penalty = Callable[[int], float]  # over days counted as date.toordinal() does


class Clue(NamedTuple):
    """One piece of evidence: the words, why they count, the penalty of each day, and the days
    that could anchor the report (empty for clues that fit every week)."""

    expression: Expression
    because: str
    penalty: Penalty
    anchors: tuple[int, ...]
    tells_year: bool = False  # fits some years and not others


def clues_of(
    parse: Parse, expressions: Sequence[Expression], words: TimeWords
) -> list[Clue | None]:
    """A clue for each expression that says anything (None for some that do not), in order."""
    found: list[Clue | None] = []
    tenses = Tenses(parse, words)
    announced: Expression | None = None  # "last week", to be held against what it announced
    for before, after in pairwise(expressions):
        found.append(_of_distance(parse, before, after))
    for one in expressions:
        turn = tenses.direction_of(one)
        if one.kind == "relunit" and one.has("LAST") and one.value("UNIT") == "W":
            announced = one
        if one.kind == "holiday" and not one.has("YEAR"):
            found.append(_of_holiday(one, words))
        elif one.kind == "weekday" and not one.has("LAST", "NEXT", "FOLLOW", "PREV"):
            found.append(_of_weekday(one, turn))
        elif one.kind in ("calendar", "range", "datetime"):
            found.append(_of_date(one, turn))
            same = announced and _same_sentence(parse, announced, one)
            if same and announced and turn == FUTURE and not one.has("YEAR"):
                found.append(_of_announcement(announced, one))
    return found


def _of_distance(parse: Parse, before: Expression, after: Expression) -> Clue | None:
    """ "two years ago, in February 2018", "in 2018, two years ago", "last year, in 2018": the two
    together tell the year of the report."""
    between = parse.lower[before.end : after.start]
    if len(between) > _APART or not all(word in _BETWEEN for word in between):
        return None
    for near, far in ((before, after), (after, before)):
        years, text = _years_away(near), far.value("YEAR")
        if years is None or text is None or far.kind not in ("calendar", "datetime"):
            continue
        year = int(text) - years

        def penalty(day: int, year: int = year) -> float:
            off = abs(date.fromordinal(day).year - year)
            return _ONE_OFF[off] if off < len(_ONE_OFF) else _IMPOSSIBLE

        return Clue(near, "a distance in years beside the year it leads to", penalty, (), True)
    return None


def _years_away(one: Expression) -> int | None:
    """-2 for "two years ago", -1 for "last year", 0 for "this year", 1 for "next year"."""
    units = [part.value for part in one.parts if part.kind in ("UNIT", "UNITS")]
    if units != ["Y"] or one.has("APPROX", "VAGUE", "HALF"):
        return None
    if one.kind == "ago" and one.has("AGO"):
        amount = amount_of(one)
        return -int(amount) if amount is not None else None
    if one.kind == "relunit" and len(one.parts) <= len(("DEF", "LAST", "UNIT")):
        told = one.value("LAST", "NEXT", "THIS")
        return int(told) if told else None
    return None


def _same_sentence(parse: Parse, left: Expression, right: Expression) -> bool:
    return parse.sentence_of[left.start] == parse.sentence_of[right.start]


def _of_weekday(one: Expression, turn: int) -> Clue | None:
    weekday = int(one.value("WEEKDAY") or 0)
    if not weekday:
        return None
    if turn in (FUTURE, PRESENT):

        def ahead(day: int) -> float:
            return -0.1 * ((weekday - _weekday(day)) % 7)

        return Clue(one, "a weekday to come", ahead, ())

    def behind(day: int) -> float:
        return _WEEKDAY_GAP[(_weekday(day) - weekday) % 7]

    return Clue(one, "a weekday just past", behind, ())


def _weekday(day: int) -> int:
    """1 for Monday, as date.isoweekday has it, of a day counted by date.toordinal."""
    return (day - 1) % 7 + 1


def _of_date(one: Expression, turn: int) -> Clue | None:
    month, day = one.value("MONTH"), one.day_of_month()
    year = one.value("YEAR")
    written = one.value("DATENUM")
    if written or (year and month and day):
        fixed = interval(written or f"{year}-{int(month or 0):02}-{int(day or 0):02}")
        return _of_full(one, fixed[0].toordinal(), turn) if fixed else None
    if year is not None:
        return _of_year(one, int(year), turn)
    if not month or not day:
        return None
    days = _each_year(int(month), int(day))
    length = _length(one, days)
    weekday = one.value("WEEKDAY", "WDSHORT")
    if weekday:
        days = tuple(d for d in days if _weekday(d) == int(weekday))
        return Clue(one, "a weekday with its date", _near(days, turn, 0, _BEYOND), days, True)
    because = "days of a month without a year" if length else "a day of a month without a year"
    return Clue(one, because, _near(days, turn, length), days)


def _each_year(month: int, day: int) -> tuple[int, ...]:
    found = []
    for year in range(FIRST_YEAR - 1, LAST_YEAR + 2):
        try:
            found.append(date(year, month, day).toordinal())
        except ValueError:  # February 29
            continue
    return tuple(found)


def _length(one: Expression, days: Sequence[int]) -> int:
    """How many days after its first day a range ends."""
    if one.kind != "range" or not days:
        return 0
    months = [int(part.value) for part in one.parts if part.kind == "MONTH"]
    numbers = [int(part.value) for part in one.parts if part.kind in ("DAY", "DORD")]
    first = date.fromordinal(days[1])
    try:
        last = date(first.year, months[-1], numbers[-1])
    except ValueError:
        return 0
    return max(0, (last - first).days)


def _near(days: tuple[int, ...], turn: int, length: int, beyond: float = 0.0) -> Penalty:
    """A date without a year lies near the report, on the side its tense says. Inside a range
    there is no distance; ``beyond`` a week it may lose more."""

    def penalty(day: int) -> float:
        best = _IMPOSSIBLE
        for other in _neighbours(days, day):
            gap = day - other  # positive: the date is past
            outside = max(-gap, gap - length, 0)
            score = max(_DATE_FLOOR, -outside / _DATE_FADE) - (beyond if outside > _WEEK else 0.0)
            wrong = (turn == PAST and gap < 0) or (turn == FUTURE and gap > length)
            best = max(best, score - (3.0 if wrong else 0.0))
        return best

    return penalty


def _neighbours(days: tuple[int, ...], day: int) -> tuple[int, ...]:
    """The last of the sorted ``days`` before a day and the first from it on."""
    at = bisect_left(days, day)
    return days[max(0, at - 1) : at + 1]


def _of_full(one: Expression, fixed: int, turn: int) -> Clue:
    def penalty(day: int) -> float:
        if turn == FUTURE:
            return -1.0 if day > fixed else max(_YEAR_FLOOR, -(fixed - day) / 365)
        if day < fixed:
            return _IMPOSSIBLE
        return max(_YEAR_FLOOR, -_YEAR_FADE * (day - fixed) / 365)

    return Clue(one, FULL_DATE, penalty, (fixed,), True)


def _of_year(one: Expression, year: int, turn: int) -> Clue:
    def penalty(day: int) -> float:
        years = date.fromordinal(day).year - year
        if years < 0:
            return 0.6 * max(_YEAR_FLOOR, years) if turn in (FUTURE, PRESENT) else _IMPOSSIBLE
        return max(_YEAR_FLOOR, -_YEAR_FADE * years)

    return Clue(one, "a year that the report speaks of", penalty, ())


def _of_holiday(one: Expression, words: TimeWords) -> Clue | None:
    holiday = words.holidays[one.value("HOLIDAY") or ""]
    if holiday.rule.startswith("day"):  # a day of history, always past
        return _of_full(one, holiday_dates(holiday, 0)[0].toordinal(), PAST)
    days = tuple(
        day.toordinal()
        for year in range(FIRST_YEAR - 1, LAST_YEAR + 2)
        for day in holiday_dates(holiday, year)
    )

    def penalty(day: int) -> float:
        near = _neighbours(days, day)
        gap = min(max(d - day, day - d - holiday.days + 1, 0) for d in near)
        return max(_FEAST_FLOOR, -gap / _FEAST_FADE)

    moves = not holiday.rule.startswith("fixed")
    return Clue(one, "a feast spoken of around its day", penalty, days, moves) if days else None


def _of_announcement(last: Expression, planned: Expression) -> Clue | None:
    """What was announced last week for a date was announced no later than that date."""
    month, day = planned.value("MONTH"), planned.day_of_month()
    if not month or not day:
        return None
    days = _each_year(int(month), int(day))

    def penalty(at: int) -> float:
        week = at - _weekday(at) + 1 - 7  # the Monday of the week before
        ahead = next((d - week for d in _neighbours(days, week) if d >= week), 400)
        return 0.0 if ahead < 120 else -3.0

    return Clue(last, "announced for a date that was then to come", penalty, ())


def of_dateline(one: Expression, month: int, day: int) -> Clue:
    """The clue of a dateline without a year: its day and no other."""
    days = _each_year(month, day)
    fixed = frozenset(days)

    def penalty(at: int) -> float:
        return 0.0 if at in fixed else 2 * _IMPOSSIBLE

    return Clue(one, DATELINE, penalty, days, True)
