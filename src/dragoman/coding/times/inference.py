"""Inferring the day of a report that does not say it, from the dates it speaks of.

Each date of the text is evidence: a function from a candidate day to a penalty (0 fits, -1 is
unlikely, -5 hardly possible). Weekdays told in the past lie on the candidate or a few days
before it; a weekday with a date fits one year in six; a feast of a moving calendar is spoken of
around its day; a day of a month without a year is near; what was announced last week for May 31
was announced before that day. The penalties add up over every day of the years considered, and a
day is inferred only if it beats every other day by a clear margin.

The weights are plain judgements of how reports speak, not trained; see the constants.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from dragoman.coding.parsing import Parse
from dragoman.coding.times.calendar import holiday_dates, interval
from dragoman.coding.times.expression import Expression
from dragoman.coding.times.tense import FUTURE, PAST, PRESENT, Tenses
from dragoman.lexicon.times import TimeWords
from dragoman.model import Evidence

FIRST_YEAR, LAST_YEAR = 1990, 2026
# How much better than any other day the best one has to be: than a day of the same weeks (where
# one step of a weekday decides), and than any day farther off (a wrong year is the worse mistake).
NEAR_MARGIN, FAR_MARGIN = 0.75, 1.0
_SAME_WEEKS = 14
# A best day that contradicts more than this is no answer.
_WORST = -6.0
# Penalty of a weekday told in the past that lies 0, 1, 2 … days before the report.
_WEEKDAY_GAP = (0.0, -0.5, -1.2, -2.0, -2.5, -3.0, -4.0)
_IMPOSSIBLE = -5.0
# Days over which a date without a year, a feast, lose one point.
_DATE_FADE, _FEAST_FADE = 20.0, 4.0
_DATE_FLOOR, _FEAST_FLOOR = -4.0, -4.0
# Penalty of a year between a year named and the report's own, and its floor.
_YEAR_FADE, _YEAR_FLOOR = 0.35, -3.0
# Candidates lie this many days before and after a date that anchors them.
_AROUND = (-21, 60)
# More dates than this do not make the answer better, only slower.
_ENOUGH = 24

Penalty = Callable[[int], float]  # over days counted as date.toordinal() does


class Clue(NamedTuple):
    """One piece of evidence: the words, why they count, the penalty of each day, and the days
    that could anchor the report (empty for clues that fit every week)."""

    expression: Expression
    because: str
    penalty: Penalty
    anchors: tuple[int, ...]


class Inference(NamedTuple):
    """The inferred day and the words that decided it."""

    day: date
    evidence: tuple[Evidence, ...]


def infer(
    parse: Parse,
    expressions: Sequence[Expression],
    words: TimeWords,
    *,
    dateline: tuple[Expression, int, int] | None = None,
    offices: Callable[[int], float] | None = None,
) -> Inference | None:
    """The one day that the evidence of the text settles on, None if it settles on none.

    ``dateline`` is a dateline without a year (expression, month, day). ``offices`` gives a year
    a penalty (0 or less) from who holds which office in the text.
    """
    clues = _different(_clues(parse, expressions, words))[:_ENOUGH]
    if dateline is not None:
        clues.insert(0, _of_dateline(*dateline))
    candidates = _candidates(clues)
    if not candidates:
        return None
    by_year = {y: offices(y) if offices else 0.0 for y in range(FIRST_YEAR, LAST_YEAR + 1)}
    scored = []
    for day in candidates:
        score = by_year[date.fromordinal(day).year]
        for clue in clues:
            score += clue.penalty(day)
        scored.append((score, -day))
    scored.sort(reverse=True)
    best, day = scored[0][0], -scored[0][1]
    for score, other in scored[1:]:
        margin = NEAR_MARGIN if abs(day + other) <= _SAME_WEEKS else FAR_MARGIN
        if best - score < margin:
            return None
        if best - score >= FAR_MARGIN:
            break
    return _explained(day, clues) if best >= _WORST else None


def _different(clues: Sequence[Clue | None]) -> list[Clue]:
    """The clues without repetitions: "Monday" said twice is no more evidence than once."""
    found: dict[tuple[object, ...], Clue] = {}
    for clue in clues:
        if clue is not None:
            said = tuple((part.kind, part.value) for part in clue.expression.parts if part.value)
            found.setdefault((clue.because, *said), clue)
    return list(found.values())


def _explained(day: int, clues: Sequence[Clue]) -> Inference | None:
    """The answer with its evidence, best first; no answer without two clues that agree."""
    fitting = [clue for clue in clues if clue.penalty(day) > -1.0]
    if len(fitting) < 2:
        return None
    evidence = tuple(Evidence(span=c.expression.span, because=c.because) for c in fitting)
    return Inference(date.fromordinal(day), evidence)


def _candidates(clues: Sequence[Clue]) -> list[int]:
    """The days around the anchor that has the fewest, within the years considered."""
    anchored = [clue for clue in clues if clue.anchors]
    if not anchored:
        return []
    fewest = min(anchored, key=lambda clue: len(clue.anchors))
    first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
    days = {
        day
        for anchor in fewest.anchors
        for day in range(anchor + _AROUND[0], anchor + _AROUND[1])
        if first <= day <= last
    }
    return sorted(days)


def _clues(parse: Parse, expressions: Sequence[Expression], words: TimeWords) -> list[Clue | None]:
    found: list[Clue | None] = []
    tenses = Tenses(parse, words)
    announced: Expression | None = None  # "last week", to be held against what it announced
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
        return Clue(one, "a weekday with its date", _near(days, turn, 0), days)
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


def _near(days: tuple[int, ...], turn: int, length: int) -> Penalty:
    """A date without a year lies near the report, on the side its tense says. Inside a range
    there is no distance."""

    def penalty(day: int) -> float:
        best = _IMPOSSIBLE
        for other in days:
            if abs(day - other) > 400:
                continue
            gap = day - other  # positive: the date is past
            outside = max(-gap, gap - length, 0)
            score = max(_DATE_FLOOR, -outside / _DATE_FADE)
            wrong = (turn == PAST and gap < 0) or (turn == FUTURE and gap > length)
            best = max(best, score - (3.0 if wrong else 0.0))
        return best

    return penalty


def _of_full(one: Expression, fixed: int, turn: int) -> Clue:
    def penalty(day: int) -> float:
        if turn == FUTURE:
            return -1.0 if day > fixed else max(_YEAR_FLOOR, -(fixed - day) / 365)
        if day < fixed:
            return _IMPOSSIBLE
        return max(_YEAR_FLOOR, -_YEAR_FADE * (day - fixed) / 365)

    return Clue(one, "a full date that the report speaks of", penalty, (fixed,))


def _of_year(one: Expression, year: int, turn: int) -> Clue:
    def penalty(day: int) -> float:
        years = date.fromordinal(day).year - year
        if years < 0:
            return 0.6 * max(_YEAR_FLOOR, years) if turn in (FUTURE, PRESENT) else _IMPOSSIBLE
        return max(_YEAR_FLOOR, -_YEAR_FADE * years)

    return Clue(one, "a year that the report speaks of", penalty, ())


def _of_holiday(one: Expression, words: TimeWords) -> Clue | None:
    holiday = words.holidays[one.value("HOLIDAY") or ""]
    days = tuple(
        day.toordinal()
        for year in range(FIRST_YEAR - 1, LAST_YEAR + 2)
        for day in holiday_dates(holiday, year)
    )

    def penalty(day: int) -> float:
        gap = min((max(d - day, day - d - holiday.days + 1, 0) for d in days), default=400)
        return max(_FEAST_FLOOR, -gap / _FEAST_FADE)

    return Clue(one, "a feast spoken of around its day", penalty, days) if days else None


def _of_announcement(last: Expression, planned: Expression) -> Clue | None:
    """What was announced last week for a date was announced no later than that date."""
    month, day = planned.value("MONTH"), planned.day_of_month()
    if not month or not day:
        return None
    days = _each_year(int(month), int(day))

    def penalty(at: int) -> float:
        week = at - _weekday(at) + 1 - 7  # the Monday of the week before
        ahead = min((d - week for d in days if d >= week), default=400)
        return 0.0 if ahead < 120 else -3.0

    return Clue(last, "announced for a date that was then to come", penalty, ())


def _of_dateline(one: Expression, month: int, day: int) -> Clue:
    days = _each_year(month, day)
    fixed = frozenset(days)

    def penalty(at: int) -> float:
        return 0.0 if at in fixed else 2 * _IMPOSSIBLE

    return Clue(one, "the dateline, without a year", penalty, days)
