"""Dates that count from the report's day or from the date last spoken of: Friday, last week,
two years ago, a day later, this morning."""

from datetime import date, timedelta

from dragoman.coding.times import absolute
from dragoman.coding.times.calendar import interval, step, weekday_near, year_value
from dragoman.coding.times.context import Context, Reading
from dragoman.coding.times.expression import Expression
from dragoman.coding.times.spans import amount_of

_ANAPHORIC = ("SAME", "THAT", "FOLLOW", "PREV")


def weekday(found: Expression, context: Context) -> Reading:
    """ "Friday" is the one before the report's day or that day itself, in the future tense the
    one after; "last" and "next" never mean the day itself."""
    number = int(found.value("WEEKDAY", "WDSHORT") or 1)
    tail = absolute.clock(found)
    if context.today is None or _is_any(found, context):
        value = f"XXXX-WXX-{number}{tail}"
    else:
        value = _weekday(found, context, context.today, number).isoformat() + tail
    return Reading("TIME" if tail else "DATE", value)


def _is_any(found: Expression, context: Context) -> bool:
    """True for "on a Friday", which is none in particular ("a Friday meeting" may be)."""
    parse, at = context.parse, found.start
    bare = parse.lower[at - 1 : at] == ["a"] and len(found.parts) == 1
    return bare and parse.heads[at - 1] == at and parse.deps[at] in ("pobj", "attr", "npadvmod")


def _weekday(found: Expression, context: Context, today: date, number: int) -> date:
    if found.has("LAST"):
        return weekday_near(today - timedelta(1), number, -1)
    if found.has("NEXT", "COMING"):
        return weekday_near(today + timedelta(1), number, 1)
    if found.has("THIS"):
        return weekday_near(today, number, -1 if context.turn < 0 else 1)
    if found.has("FOLLOW", "PREV"):
        base = context.focus_day() or today
        way = 1 if found.has("FOLLOW") else -1
        return weekday_near(base + timedelta(way), number, way)
    return weekday_near(today, number, 1 if context.turn > 0 else -1)


def today(found: Expression, context: Context) -> Reading:
    """Yesterday, today, tomorrow, with a part of the day or a clock time."""
    tail = absolute.clock(found)
    if context.today is None:
        return Reading("TIME" if tail else "DATE", f"XXXX-XX-XX{tail}")
    day = context.today + timedelta(int(found.value("TODAY") or 0))
    return Reading("TIME" if tail else "DATE", day.isoformat() + tail)


def daypart(found: Expression, context: Context) -> Reading:
    """ "this morning", "tonight", "last night", "the next morning", "that day"."""
    tail = found.value("PART", "TONIGHT", "OVERNIGHT") or ""
    unit = found.value("UNIT")
    if found.has("BEFORE", "AFTER"):
        base = context.told_day() if unit in ("D", None) else context.focus_day()
        way = -1 if found.has("BEFORE") else 1
        value = step(base, unit or "D", way) if base else "XXXX-XX-XX"
        return Reading("TIME" if tail else "DATE", value + tail)
    if found.has(*_ANAPHORIC, "NEXT"):
        base = context.told_day()
        offset = 1 if found.has("FOLLOW", "NEXT") else -1 if found.has("PREV") else 0
    else:
        base = context.today
        offset = -1 if found.has("LAST") else 0
    day = (base + timedelta(offset)).isoformat() if base else "XXXX-XX-XX"
    return Reading("TIME" if tail else "DATE", day + tail)


def relunit(found: Expression, context: Context) -> Reading:
    """ "last week", "this year", "the current quarter", "that month", "the latest period"."""
    unit = found.value("UNIT", "SEASON") or ""
    if found.has("YEAREND"):
        return Reading("DATE", year_value(context.today.year) if context.today else "XXXX")
    if found.has("SEASON"):
        return Reading("DATE", absolute.season_of(found, context, unit, None))
    if found.has("POSS") and found.parts[-1].kind == "UNIT":
        unit = found.parts[-1].value
    if found.has("PERIOD") or unit == "Q":
        return _quarter(found, context, unit)
    if found.has("YEAR") and unit == "Y":
        return Reading("DATE", found.value("YEAR") or "XXXX")
    if unit in ("TH", "TM", "TS"):
        return Reading("DATE", "PRESENT_REF")
    if unit == "Y" and context.parse.lemmas[found.end : found.end + 1] == ["end"]:
        return Reading("DURATION", "P1Y")  # "the year ended March 31"
    if found.has("FULL") and context.today is None:
        return Reading("DURATION", "P1" + unit)
    if unit in ("E", "C") and context.parse.lower[found.end - 2] == "past":
        return Reading("DURATION", "P10Y" if unit == "E" else "P100Y")
    anaphoric = found.has(*_ANAPHORIC) or _is_told(found, unit, context)
    base = context.today
    if anaphoric:
        base = context.told_day() if unit == "D" else context.focus_day()
    if base is None:
        return Reading("DATE", f"XXXX-{unit}XX" if unit == "W" else "XXXX")
    return Reading("DATE", _stepped(found, base, unit, context))


def _is_told(found: Expression, unit: str, context: Context) -> bool:
    """ "the next day", and "the next week" in a story of the past, go on from what was told."""
    told = found.has("NEXT") and found.has("DEF")
    return told and (unit == "D" or (context.turn < 0 and not found.has("THIS")))


def _stepped(found: Expression, base: date, unit: str, context: Context) -> str:
    offset = int(found.value("LAST", "PREV", "NEXT", "COMING", "FOLLOW") or 0)
    if unit in ("W", "WE"):
        # A Sunday paper calls the week that ends with it the last one.
        if base.isoweekday() == 7 and offset < 0 and not found.has("PREV"):
            offset += 1
        elif unit == "WE" and not offset and context.turn <= 0 and base.isoweekday() < 6:
            offset = -1
    if unit == "Y" and found.has("LATEST"):
        offset = 0
    return step(base, unit, offset)


def _quarter(found: Expression, context: Context, unit: str) -> Reading:
    """Quarters, and "the latest period", which in company news is a quarter or year."""
    if found.has("YEAR"):
        return _same_part(context, int(found.value("YEAR") or 0))
    if found.has("POSS") and context.today is not None:  # "last year's quarter"
        return _same_part(context, absolute.year_of(found, context) or context.today.year)
    if context.today is None:
        return Reading("DATE", "XXXX-QX")
    if found.has("THIS", "CURRENT") and unit == "Q":
        return Reading("DATE", step(context.today, "Q", 0))
    if found.has("SAME", "AGO", "EARLIER", "PREV") or (found.has("UNIT") and found.has("PERIOD")):
        year = absolute.year_of(found, context)
        return _same_part(context, year if year else _focus_year(context) - 1)
    if found.has("LAST", "NEXT", "COMING", "FOLLOW"):
        offset = int(found.value("LAST", "NEXT", "COMING", "FOLLOW") or 0)
        return Reading("DATE", step(context.today, "Q", offset))
    last = step(context.today, "Q", -1)
    spoken = context.recent_quarter()
    if found.has("LATEST"):
        return Reading("DATE", spoken if spoken and spoken <= last else last)
    return Reading("DATE", spoken or last)


def _focus_year(context: Context) -> int:
    base = context.focus_day()
    return base.year if base else 0


def _same_part(context: Context, year: int) -> Reading:
    """The quarter last spoken of, in another year."""
    quarter = context.recent_quarter()
    if quarter is None and context.today:
        quarter = step(context.today, "Q", -1)
    return Reading("DATE", f"{year:04}{quarter[4:]}" if quarter else f"{year:04}-QX")


def ago(found: Expression, context: Context) -> Reading:
    """ "two weeks ago" counts from the report, "two weeks later" from the date spoken of.

    In a text about quarters "a year ago" is the same quarter of the year before.
    """
    unit = found.value("UNIT", "UNITS") or "D"
    way = -1 if found.has("AGO", "EARLIER", "BEFORE", "LAST", "PREV") else 1
    anaphoric = found.has("EARLIER", "LATER", "BEFORE")
    base = context.today
    if found.has("FROM"):
        base = _named_day(found, context)
    elif anaphoric:
        base = context.told_day() if unit in ("D", "W") else context.focus_day()
    amount = amount_of(found)
    if found.has("LAST", "SAME", "PREV") and found.has("PERIOD", "UNIT"):
        amount = amount or 1.0
    if amount is None and unit in ("TH", "TM", "TS") and anaphoric and base is not None:
        return Reading("TIME", base.isoformat())  # "hours later"
    if amount is None or base is None:
        to_come = way > 0 and context.turn > 0
        return Reading("DATE", "FUTURE_REF" if to_come else "PAST_REF")
    if unit == "Q" and found.has("AGO", "EARLIER") and found.parts[-1].kind == "UNIT":
        unit = "Y"
    if found.has("FROM") and unit == "W":
        unit, amount = "D", amount * 7
    if _means_year(found, unit) and amount == 1 and way < 0 and context.recent_quarter():
        return _same_part(context, int((context.recent_quarter() or "0000")[:4]) - 1)
    return _counted(base, unit, way * amount, context, anaphoric)


def _named_day(found: Expression, context: Context) -> date | None:
    """The day behind "from" in "a week from Friday", which is the next one."""
    at = next(i for i, part in enumerate(found.parts) if part.kind == "FROM")
    tail = found._replace(parts=found.parts[at + 1 :])
    if context.today is None:
        return None
    if tail.has("WEEKDAY"):
        return weekday_near(context.today, int(tail.value("WEEKDAY") or 1), 1)
    if tail.has("TODAY"):
        return context.today + timedelta(int(tail.value("TODAY") or 0))
    days = interval(absolute.calendar(tail, context).value)
    return days[0] if days else None


def _means_year(found: Expression, unit: str) -> bool:
    return unit == "Y" or any(part.kind == "UNIT" and part.value == "Y" for part in found.parts)


def _counted(base: date, unit: str, count: float, context: Context, anaphoric: bool) -> Reading:
    if unit in ("TH", "TM", "TS"):
        return Reading("TIME", base.isoformat())
    if unit == "F":
        unit, count = "W", count * 2
    if count != int(count):
        finer = {"Y": ("M", 12), "E": ("Y", 10), "C": ("Y", 100), "W": ("D", 7)}.get(unit)
        if finer is None:
            count = int(count)
        else:
            unit, count = finer[0], round(count * finer[1])
    if unit in ("E", "C"):
        return Reading("DATE", year_value(base.year + int(count) * (10 if unit == "E" else 100)))
    return Reading("DATE", step(base, unit, int(count)))
