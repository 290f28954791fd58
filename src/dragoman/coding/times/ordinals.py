"""Counted parts of a longer time: the third quarter, the first week of June, the 20th century."""

from collections.abc import Iterator
from datetime import timedelta

from dragoman.coding.times.absolute import calendar, year_of
from dragoman.coding.times.calendar import interval, step, weekday_near
from dragoman.coding.times.context import Context, Reading
from dragoman.coding.times.expression import Expression


def ordinal(found: Expression, context: Context) -> Reading:
    """ "the third quarter of 1998", "the 20th century", "the first half"."""
    unit = found.value("HALF") or found.value("UNITS") or "Q"
    for part in found.parts:
        if part.kind == "UNIT" and part.value in ("Q", "H", "C"):
            unit = part.value
    coded = found.value("QUARTERNUM")
    if coded:
        unit = coded[0]
    number = int(coded[1]) if coded else int(found.value("ORD", "DORD") or 1)
    if unit == "C":
        return Reading("DATE", f"{number - 1:02}XX")
    if found.value("UNITS") and not found.has("YEAR"):
        return Reading("SET", f"XXXX-{unit}{number}")
    limit = 4 if unit == "Q" else 2
    if number > limit:
        return Reading("DATE", "XXXX")
    year = year_of(found, context)
    if found.has("AGO", "EARLIER") and context.today:
        base = context.recent_quarter()
        year = int(base[:4]) - 1 if base else context.today.year - 1
    if year is None:
        year = _year_of_part(context, unit, number)
    return Reading("DATE", f"{year:04}-{unit}{number}" if year else f"XXXX-{unit}{number}")


def nth(found: Expression, context: Context) -> Reading:
    """ "the first week of June", "the last quarter of 2018", "the first Monday of May"."""
    tail = found._replace(parts=found.parts[next(_after_of(found)) :])
    whole = interval(calendar(tail, context).value)
    unit = found.value("UNIT") or "D"
    if whole is None:
        return Reading("DATE", "XXXX")
    first, last = whole
    number = int(found.value("ORD", "DORD") or -1)
    weekday = found.value("WEEKDAY")
    if weekday:
        start = weekday_near(first, int(weekday), 1) + timedelta(7 * (number - 1))
        end = weekday_near(last, int(weekday), -1)
        return Reading("DATE", (start if number > 0 else end).isoformat())
    if number < 0:
        return Reading("DATE", step(last, unit, 0))
    if unit == "W":  # the week that most of its nth seven days lie in
        return Reading("DATE", step(first + timedelta(3), unit, number - 1))
    return Reading("DATE", step(first, unit, number - 1))


def _after_of(found: Expression) -> Iterator[int]:
    """The parts that follow an "of" or "in"."""
    return (i + 1 for i, part in enumerate(found.parts) if part.kind in ("OF", "IN"))


def _year_of_part(context: Context, unit: str, number: int) -> int | None:
    """The year of "the third quarter": the running one, else by tense, else the last one."""
    today = context.today
    if today is None:
        return None
    now = (today.month - 1) // (3 if unit == "Q" else 6) + 1
    if number == now:
        return today.year
    # What is over is spoken of in any tense ("will report third-quarter earnings").
    return today.year if number < now or context.turn > 0 else today.year - 1
