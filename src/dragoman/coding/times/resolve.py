"""From expressions to values: what day, week or year is meant, seen from the report's own day."""

from collections.abc import Sequence
from datetime import date

from dragoman.coding.parsing import Parse
from dragoman.coding.times import absolute, ordinals, relative, spans
from dragoman.coding.times.calendar import interval
from dragoman.coding.times.context import Context, Reading
from dragoman.coding.times.expression import DatedExpression, Expression
from dragoman.coding.times.tense import Tenses
from dragoman.lexicon.times import TimeWords
from dragoman.model import Time

_READERS = {
    "calendar": absolute.calendar,
    "holiday": absolute.calendar,
    "decade": absolute.decade,
    "range": absolute.day_range,
    "datetime": absolute.datetime,
    "ordinal": ordinals.ordinal,
    "nth": ordinals.nth,
    "weekday": relative.weekday,
    "today": relative.today,
    "daypart": relative.daypart,
    "relunit": relative.relunit,
    "ago": relative.ago,
    "duration": spans.duration,
    "stretch": spans.stretch,
    "set": spans.repeated,
    "ref": spans.reference,
}


def resolve(
    parse: Parse, expressions: Sequence[Expression], published: str | None, words: TimeWords
) -> list[DatedExpression]:
    """Give every expression its TIMEX3 type and value, and its days where it has any.

    ``published`` is the report's day (ISO) or None; without it only what is fully written out
    gets days. Raises ValueError where ``published`` is no ISO day.
    """
    today = date.fromisoformat(published[:10]) if published else None
    context = Context(parse, words, today)
    tenses = Tenses(parse, words)
    found = []
    for expression in expressions:
        context.here = expression
        context.turn = tenses.direction_of(expression)
        try:
            reading = _READERS[expression.kind](expression, context)
        except (OverflowError, ValueError):  # past the end of the calendar, or February 31
            reading = Reading("DATE", "XXXX")
        context.remember(reading)
        found.append(_dated(expression, reading))
    return found


def _dated(expression: Expression, reading: Reading) -> DatedExpression:
    days = None
    if reading.type in ("DATE", "TIME"):
        days = reading.days or interval(reading.value)
    first, last = (days[0].isoformat(), days[1].isoformat()) if days else (None, None)
    time = Time(span=expression.span, type=reading.type, value=reading.value, start=first, end=last)
    return DatedExpression(expression.start, expression.end, time, expression.kind)
