"""Lengths of time, repeated times, and words like "now" that point nowhere exact."""

from dragoman.coding.times.calendar import step
from dragoman.coding.times.context import Context, Reading
from dragoman.coding.times.expression import Expression
from dragoman.model import TimeType

_AHEAD = ("D", "W", "M", "Y")  # units that "in two …" counts forward in the future tense
_LONGER = {
    "F": ("W", 2),
    "E": ("Y", 10),
    "C": ("Y", 100),
    "L": ("Y", 1000),
    "WE": ("D", 2),
    "H": ("M", 6),
}


def amount_of(found: Expression) -> float | None:
    """The number of an expression, 1 for "a", None where it is vague ("several", "weeks")."""
    number: float | None = None
    for part in found.parts:
        if part.kind in ("DAY", "NUM", "COUPLE") and number is None:
            number = float(part.value)
    if found.has("VAGUE"):
        return None
    if found.has("HALF"):
        return 0.5 if number is None else number + 0.5
    if number is None and (found.has("A") or found.has("UNIT")):
        return 1.0
    return number


def duration(found: Expression, context: Context) -> Reading:
    """ "two years" is P2Y, "24 hrs" PT24H, "weeks" PXW; "$1 million a year" is the set P1Y."""
    if found.has("LONGW"):
        return Reading("DURATION", found.value("LONGW") or "")
    unit = found.value("UNIT", "UNITS") or ""
    kinds = [part.kind for part in found.parts]
    if kinds == ["A", "UNIT"] and _is_rate(found, context):
        return Reading("SET", period("1", unit))
    if kinds.count("UNITS") == 2:
        return Reading("DURATION", _two_units(found))
    amount = amount_of(found) if not found.has("WHILE", "TIME") else None
    if found.has("HALF") and kinds.count("A") == 2 and amount == 0.5:
        amount = 1.5
    if amount is None:
        return Reading("DURATION", _vague(found, unit))
    if context.today is not None and _is_ahead(found, unit, amount, context):
        return Reading("DATE", step(context.today, unit, int(amount)))
    return Reading("DURATION", _exact(amount, unit))


def _is_ahead(found: Expression, unit: str, amount: float, context: Context) -> bool:
    """ "will meet in two weeks" says when; "met in two days of talks" and "will rise 5 percent in
    ten years" how long."""
    parse, at = context.parse, found.start - 1
    return (
        context.turn in (1, 2)
        and unit in _AHEAD
        and amount == int(amount)
        and at >= 0
        and parse.lower[at] == "in"
        and parse.pos[parse.heads[at]] in ("VERB", "AUX")
        and parse.lower[found.end : found.end + 1] not in (["of"], ["-"], ["'s"])
        and not found.has("APPROX", "HY")
        and not any(parse.deps[c] in ("dobj", "npadvmod") for c in parse.children[parse.heads[at]])
    )


def _vague(found: Expression, unit: str) -> str:
    if found.has("WHILE", "TIME"):
        return "PXX"
    return f"PT{'X'}{unit[1:]}" if unit.startswith("T") else f"PX{unit}"


def _exact(amount: float, unit: str) -> str:
    if amount != int(amount):
        finer = {"Y": ("M", 12), "TH": ("TM", 60), "E": ("Y", 10), "C": ("Y", 100), "M": ("D", 30)}
        if unit == "TH":
            whole = int(amount)
            minutes = f"{round((amount - whole) * 60)}M"
            return f"PT{whole}H{minutes}" if whole else f"PT{minutes}"
        if unit in finer:
            smaller, factor = finer[unit]
            return period(f"{round(amount * factor)}", smaller)
    if unit in _LONGER:
        larger, factor = _LONGER[unit]
        return period(f"{amount * factor:g}", larger)
    return period(f"{amount:g}", unit)


def period(amount: str, unit: str) -> str:
    """The TIMEX3 value of an amount of one unit: "P3D", "PT24H"."""
    return f"PT{amount}{unit[1:]}" if unit.startswith("T") else f"P{amount}{unit}"


def _two_units(found: Expression) -> str:
    numbers = [part.value for part in found.parts if part.kind in ("DAY", "NUM")]
    units = [part.value for part in found.parts if part.kind == "UNITS"]
    text = "P"
    for number, unit in zip(numbers, units, strict=False):
        text += ("T" if unit.startswith("T") and "T" not in text else "") + number + unit[-1]
    return text


def _is_rate(found: Expression, context: Context) -> bool:
    """ "a year" right behind an amount, as in "$1 million a year"."""
    parse, at = context.parse, found.start - 1
    if at < 0:
        return False
    counted = parse.pos[at] in ("NOUN", "NUM", "SYM") or parse.lower[at] in ("times", "%")
    return counted and parse.deps[found.end - 1] in ("npadvmod", "nmod", "appos", "dobj", "dep")


def stretch(found: Expression, context: Context) -> Reading:
    """ "the past five years", "the next 12 months", "recent weeks": a length that is anchored."""
    unit = found.value("UNIT", "UNITS") or ""
    amount = amount_of(found)
    if found.has("ORD") and unit == "Q" and found.has("YEAR") and amount == 2:
        return Reading("DATE", f"{found.value('YEAR')}-H{found.value('ORD')}")
    if amount is None or (found.has("UNITS") and not found.has("DAY", "NUM", "COUPLE", "HALF")):
        return Reading("DURATION", _vague(found, unit))
    if amount == 1 and found.has("LAST", "NEXT") and context.today and len(unit) == 1:
        way = int(found.value("LAST", "NEXT") or 0)
        return Reading("DATE", step(context.today, unit, way))
    return Reading("DURATION", _exact(amount, unit))


def repeated(found: Expression, context: Context) -> Reading:
    """Sets: "every year" P1Y, "each July" XXXX-07, "Mondays" XXXX-WXX-1, "daily" P1D."""
    kind: TimeType = "SET"
    if found.has("SETW"):
        return Reading(kind, found.value("SETW") or "")
    tail = found.value("PART", "PARTS") or ""
    day = found.value("WEEKDAY", "WEEKDAYS")
    if day:
        return Reading(kind, f"XXXX-WXX-{day}{tail}")
    month = found.value("MONTH")
    if month:
        return Reading(kind, f"XXXX-{int(month):02}")
    season = found.value("SEASON", "SEASONS")
    if season:
        return Reading(kind, f"XXXX-{season}")
    if tail:
        return Reading(kind, f"XXXX-XX-XX{tail}")
    unit = found.value("UNIT", "UNITS") or "D"
    every = found.value("EACH") or found.value("DAY", "NUM", "ORD") or "1"
    return Reading(kind, _exact(float(every), unit))


def reference(found: Expression, context: Context) -> Reading:
    """ "now", "recently", "the future": PRESENT_REF, PAST_REF, FUTURE_REF."""
    if found.has("DATEN"):
        return Reading("DATE", "FUTURE_REF" if found.has("LATER") else "PAST_REF")
    if found.has("CURRENT"):
        return Reading("DATE", "PRESENT_REF")
    return Reading("DATE", found.value("REF") or "PAST_REF")
