"""Dates that are written out, in full or without the year: June 3, 2019; 3 June; 1998-Q1; May."""

from datetime import date, timedelta

from dragoman.coding.times.calendar import holiday_dates, interval, step
from dragoman.coding.times.context import Context, Reading
from dragoman.coding.times.expression import Expression, Part
from dragoman.coding.times.scan import full_year

# A date whose tense says "past" but which then lies this many days back is taken as coming if
# the next one is near: "said talks on 2 June" on 30 May.
_FAR, _NEAR = 330, 30
# A holiday this near is the one meant, whatever the tense.
_HOLIDAY_NEAR = 75


def calendar(found: Expression, context: Context) -> Reading:
    """Dates with a month, a season, a year or a holiday."""
    written = found.value("DATENUM")
    if written:
        return Reading("DATE", written)
    if [part.kind for part in found.parts] == ["DEF", "DORD"]:
        return Reading("DATE", _day_alone(int(found.value("DORD") or 0), context))
    of_month = found.value("UNIT") == "M" and found.has("OF") and not found.has("MONTH")
    if of_month and found.has("DAY", "DORD", "ORD"):
        return Reading("DATE", _day_of_month(found, context))
    year = year_of(found, context)
    month, day = found.value("MONTH"), found.day_of_month()
    if month:
        value = month_day(found, context, year, int(month), int(day) if day else None)
        unit = found.value("UNIT")
        if unit in ("W", "WE") and found.has("OF"):  # "the week of March 6"
            days = interval(value)
            value = step(days[0], unit, 0) if days else "XXXX-WXX"
        return Reading("DATE", value)
    season = found.value("SEASON")
    if season:
        return Reading("DATE", season_of(found, context, season, year))
    holiday = found.value("HOLIDAY")
    if holiday:
        return holiday_of(found, context, holiday, year)
    return Reading("DATE", f"{year:04}" if year else "XXXX")


def _day_alone(day: int, context: Context) -> str:
    """ "on the 14th": of the month last spoken of, else the nearest that the tense allows."""
    spoken, today = context.recent_focus(), context.today
    if spoken is not None and len(spoken) >= len("2020-02") and spoken[5:7].isdecimal():
        return f"{spoken[:7]}-{day:02}"
    if today is None:
        return f"XXXX-XX-{day:02}"
    away = 1 if context.turn > 0 and day < today.day else 0
    if context.turn <= 0 and day > today.day:
        away = -1
    return f"{step(today, 'M', away)}-{day:02}"


def _day_of_month(found: Expression, context: Context) -> str:
    """ "the 20th of this month", "the 3rd of the following month"."""
    day = int(found.value("DAY", "DORD", "ORD") or 0)
    told = found.has("THAT", "SAME", "FOLLOW", "PREV")
    base = context.focus_day() if told else context.today
    offset = int(found.value("LAST", "PREV", "NEXT", "COMING", "FOLLOW") or 0)
    return f"{step(base, 'M', offset)}-{day:02}" if base else f"XXXX-XX-{day:02}"


def year_of(found: Expression, context: Context) -> int | None:
    """The year that an expression names: written, or by "last year"; None if it names none."""
    text = found.value("YEAR", "FISCALYEAR")
    if text:
        return int(text)
    unit = found.value("UNIT")
    if unit == "Y" and found.has("NUM"):
        return int(found.value("NUM") or 0)
    if unit != "Y":
        return None
    told = found.has("THAT", "SAME", "FOLLOW", "PREV")
    if told and not found.has("LAST", "NEXT"):  # but "the same period last year"
        base = context.focus_day()
        offset = 1 if found.has("FOLLOW") else -1 if found.has("PREV") else 0
    else:
        base = context.today
        offset = int(found.value("LAST", "NEXT", "COMING", "THIS", "CURRENT") or 0)
    return base.year + offset if base else None


def month_day(
    found: Expression, context: Context, year: int | None, month: int, day: int | None
) -> str:
    """The value of a month or a day of a month, its year from the tense if it is not written."""
    tail = f"{month:02}" + (f"-{day:02}" if day else "")
    if year is None:
        year = _nearest_year(found, context, month, day)
    return f"{year:04}-{tail}" if year else f"XXXX-{tail}"


def _nearest_year(found: Expression, context: Context, month: int, day: int | None) -> int | None:
    today = context.today
    if today is None:
        return None
    if day and month == 2 and day == 29:
        day = 28
    this = date(today.year, month, day) if day else date(today.year, month, 1)
    same = this == today if day else month == today.month
    relation = _relation(found)
    if same and not relation:
        return today.year
    last = today.year if this < today and not same else today.year - 1
    coming = today.year if this > today and not same else today.year + 1
    if relation:
        return last if relation < 0 else coming
    weekday = found.value("WEEKDAY", "WDSHORT")
    if weekday and day:
        fits = [y for y in (last, coming) if this.replace(year=y).isoweekday() == int(weekday)]
        if len(fits) == 1:
            return fits[0]
    back = (today - this.replace(year=last)).days
    ahead = (this.replace(year=coming) - today).days
    if context.turn == 1:
        return coming if not (ahead > _FAR and back < _NEAR) else last
    if context.turn < 0:
        return last if not (back > _FAR and ahead < _NEAR) else coming
    return last if back <= ahead else coming


def _relation(found: Expression) -> int:
    """-1 for "last", 1 for "next" and "coming", 0 for "this" and without such a word."""
    if found.has("UNIT"):
        return 0
    return int(found.value("LAST", "PREV", "NEXT", "COMING", "FOLLOW") or 0)


def season_of(found: Expression, context: Context, season: str, year: int | None) -> str:
    """The value of a season: this, last or next one, or the nearest that the tense allows."""
    if year is None:
        today = context.today
        if today is None:
            return f"XXXX-{season}"
        first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
        year = today.year
        running = first <= today.month < first + 3 or (season == "WI" and today.month < 3)
        if season == "WI" and today.month < 3:
            year -= 1
        relation = _relation(found)
        over = today.month >= first + 3 and not running
        if relation < 0 and not over:
            year -= 1
        elif relation > 0 and (over or running):
            year += 1
        elif not relation and not running:
            if context.turn < 0 and not over and not found.has("THIS"):
                year -= 1
            elif context.turn == 1 and over and not found.has("THIS"):
                year += 1
    return f"{year:04}-{season}"


def holiday_of(found: Expression, context: Context, name: str, year: int | None) -> Reading:
    """A holiday: in the year named, else the nearest one that "last", "next" or tense allow."""
    holiday = context.words.holidays[name]
    today = context.today
    if year is None and today is None:
        rule = holiday.rule.split()
        return Reading("DATE", f"XXXX-{rule[1]}" if rule[0] == "fixed" else "XXXX-XX-XX")
    years = [year] if year else [today.year - 1, today.year, today.year + 1] if today else []
    days = [day for each in years for day in holiday_dates(holiday, each)]
    if not days:
        return Reading("DATE", f"{year:04}" if year else "XXXX-XX-XX")
    told = context.focus_here() if year is None else None
    during = [day for day in days if told and told[0] <= day <= told[1]]
    if year or today is None or during:  # "in June they observed a truce over Eid"
        best = (during or days)[0]
    else:
        relation = _relation(found) or context.turn
        near = [d for d in days if relation * (d - today).days >= 0] if relation else days
        best = min(near or days, key=lambda d: abs((d - today).days))
        if not _relation(found):  # a holiday just before or after the report is the one meant
            close = min(days, key=lambda d: abs((d - today).days))
            best = close if abs((close - today).days) <= _HOLIDAY_NEAR else best
    if found.has("EVE"):  # "the eve of Passover"
        return Reading("DATE", (best - timedelta(1)).isoformat())
    return Reading("DATE", best.isoformat(), (best, best + timedelta(holiday.days - 1)))


def decade(found: Expression, context: Context) -> Reading:
    """ "the 1990s" is 199X; "the nineties" those of the report's century, or of the one before."""
    text = found.value("DECADE") or ""
    if len(text) == 2:
        full = full_year(int(text)) if int(text) >= 30 else 1900 + int(text)
        if context.today and int(text) in (0, 10, 20):
            full = 2000 + int(text)
        text = str(full)
    return Reading("DATE", text[:3] + "X")


def datetime(found: Expression, context: Context) -> Reading:
    """A clock time or part of a day, of a date beside it or of the day last spoken of."""
    day = calendar(found, context).value if found.has("MONTH", "DATENUM") else None
    if day is None:
        base = context.single_day()
        day = base.isoformat() if base else "XXXX-XX-XX"
        if context.turn < 0 and base is not None and base == context.today:
            # "the guns fell silent at midnight": the one that is over
            return Reading("TIME", day + clock(found).replace("T24:00", "T00:00"))
    return Reading("TIME", day + clock(found))


def clock(found: Expression) -> str:
    """The T part of a value: "T16:30", "TMO"."""
    part = found.value("PART", "TONIGHT", "OVERNIGHT")
    text = found.value("CLOCK", "NOON")
    half = found.value("AMPM")
    if text is None and part is None and found.has("UNITS"):  # "the early hours of Tuesday"
        return "TMO" if found.value("EDGE") == "START" else "TNI"
    if text is None:
        hour = _bare_hour(found)
        if hour is None:
            return part or ""
        text = hour
    if half is not None or part:
        hours = int(text[1:3])
        late = half == "12" or part in ("TAF", "TEV", "TNI")
        if late and hours < 12:
            hours += 12
        elif half == "0" and hours == 12:
            hours = 0
        text = f"T{hours:02}{text[3:]}"
    return text


def _bare_hour(found: Expression) -> str | None:
    """The hour of "6 p.m." or "1030 GMT"."""
    for here, after in zip(found.parts, found.parts[1:], strict=False):
        if here.kind == "DAY" and after.kind in ("AMPM", "OCLOCK", "ZONE", "IN"):
            return f"T{int(here.value):02}:00"
        if here.kind in ("NUM", "YEAR") and after.kind == "ZONE":
            number = int(here.value)
            return f"T{number // 100:02}:{number % 100:02}"
    return None


def day_range(found: Expression, context: Context) -> Reading:
    """ "May 31 - June 16", "2 to 5 October": the interval from the first to the last, as
    "begin/end"."""
    written = found.value("YEARSPAN")
    if written:
        return _years(*written.split("/"))
    hyphen = next(i for i, part in enumerate(found.parts) if part.kind in ("HY", "TO", "AND"))
    left, right = found.parts[:hyphen], found.parts[hyphen + 1 :]
    if found.has("WEEKDAY"):
        return _weekdays(found, context)
    if left[-1].kind == "YEAR" and not found.has("MONTH"):
        return _years(left[-1].value, right[0].value)
    first = found._replace(parts=_fill(left, right))
    last = found._replace(parts=_fill(right, left))
    begin = calendar(first, context).value
    end = calendar(last, context).value
    if begin > end and not begin.startswith("XXXX") and not found.has("YEAR"):
        end = f"{int(begin[:4]) + 1:04}{end[4:]}"
        if interval(f"{begin}/{end}") is None:
            return Reading("DATE", begin)
    return Reading("DATE", f"{begin}/{end}")


def _fill(own: tuple[Part, ...], other: tuple[Part, ...]) -> tuple[Part, ...]:
    """A half of a range with the month and year that only the other half has."""
    kinds = {part.kind for part in own}
    return own + tuple(p for p in other if p.kind in ("MONTH", "YEAR") and p.kind not in kinds)


def _years(first: str, last: str) -> Reading:
    end = first[: 4 - len(last)] + last if len(last) < 4 else last
    return Reading("DATE", f"{first}/{end}")


def _weekdays(found: Expression, context: Context) -> Reading:
    days = [int(part.value) for part in found.parts if part.kind == "WEEKDAY"]
    return Reading("DATE", f"XXXX-WXX-{days[0]}/XXXX-WXX-{days[-1]}")
