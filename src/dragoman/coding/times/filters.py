"""What the grammar finds and the words around it refute: numbers, names, shares, newspapers."""

from dragoman.coding.parsing import Parse
from dragoman.coding.times.expression import Expression

_MONEY = frozenset({"$", "£", "€", "¥", "#", "us$", "c$", "a$"})
_QUANTITY = frozenset({"%", "percent", "per", "million", "billion", "trillion"})
_TOWARDS = frozenset({"on", "with", "at", "against", "mr.", "mrs.", "ms."})
_ON_DAY = frozenset({"on", "by", "until", "since", "from", "before", "after"})
# What a weekday stands before in other names than those of people.
_DAILY = frozenset({"night", "morning", "summit", "prayers", "mass", "market", "club", "group"})
_MODERN = range(1900, 2060)
# Units that make "the X" a stretch of the calendar, and those that make "Nth X" one.
_DEFINITE = frozenset({"Q", "Y", "W", "WE", "M"})
_NUMBERED = frozenset({"Q", "H", "C"})
_UNITS = ("UNIT", "HALF", "UNITS")
_BARE = frozenset({"D", "W", "M", "Y", "E", "C", "TH", "TM"})


def trimmed(parse: Parse, found: Expression) -> Expression:
    """The expression without the words at its ends that do not belong to it here.

    "over the last year" where "over" is a preposition; "a" and "the" before a compound that
    modifies a noun ("a five-day visit", "the third-quarter loss"); "before" with a clause.
    """
    parts = found.parts
    kinds = [part.kind for part in parts]
    if parts[0].value == "prep" and parse.deps[parts[0].token] == "prep" and len(parts) > 1:
        return trimmed(parse, _cut(parse, found, 1, 0))
    if kinds[-1] == "BEFORE" and parse.pos[found.end : found.end + 1] not in (["PUNCT"], []):
        return _cut(parse, found, 0, 1)._replace(kind="duration")
    compound = kinds[-3:-1] == ["ORD", "HY"] and kinds[0] in ("DEF", "ITS")
    attributive = kinds[:3] == ["DEF", "DAY", "MONTH"]  # "the 12 June summit"
    elliptic = kinds[-1] in ("AGO", "EARLIER") and kinds[0] == "DEF" and "HY" in kinds
    counted = kinds[:2] == ["A", "NUM"] and float(parts[1].value) < 100 and "PERIOD" not in kinds
    return _cut(parse, found, 1, 0) if compound or elliptic or counted or attributive else found


def _cut(parse: Parse, found: Expression, left: int, right: int) -> Expression:
    parts = found.parts[left : len(found.parts) - right]
    end = found.parts[len(parts) + left].token if right else found.end
    start = parts[0].token
    return found._replace(start=start, end=end, span=parse.span(start, end), parts=parts)


def is_wanted(parse: Parse, found: Expression, names: frozenset[int]) -> bool:
    """False where the words around an expression show that it is no time."""
    named = found.start in names and found.kind in ("calendar", "weekday", "set")
    if named and (len(found.parts) == 1 or found.end - 1 in names):
        return False
    if (
        found.kind in ("weekday", "calendar")
        and len(found.parts) == 1
        and _is_first_name(parse, found.start)
    ):
        return False
    check = _CHECKS.get(found.kind)
    return check is None or check(parse, found)


def _is_first_name(parse: Parse, at: int) -> bool:
    """ "Ambassador Friday Okoro": between a title and a surname that both hang on one name."""
    head = parse.heads[at]
    before = at - 1
    return (
        at > 0
        and parse.deps[at] == "compound"
        and head == at + 1
        and parse.tags[head] == "NNP"
        and parse.heads[before] == head
        and parse.deps[before] == "compound"
        and parse.tags[before] == "NNP"
        and parse.lower[head] not in _DAILY
    )


def _next(parse: Parse, found: Expression) -> str:
    return parse.lower[found.end] if found.end < len(parse) else ""


def _before(parse: Parse, found: Expression) -> str:
    return parse.lower[found.start - 1] if found.start else ""


def _calendar(parse: Parse, found: Expression) -> bool:
    kinds = [part.kind for part in found.parts]
    if kinds == ["YEAR"] or (kinds == ["APPROX", "YEAR"]):
        return _lone_year(parse, found)
    if "SEASON" in kinds and kinds[0] == "DEF" and len(kinds) == 2:
        return _next(parse, found) != "of"  # "the fall of the government"
    if "UNIT" in kinds and "NUM" in kinds:
        value = found.value("NUM") or ""
        return found.value("UNIT") == "Y" and value.isdecimal() and 1000 <= int(value) <= 2100
    if kinds == ["MONTH"]:
        return _lone_month(parse, found)
    if kinds == ["DEF", "DORD"]:  # "on the 14th", but not "on the 14th floor"
        return _before(parse, found) in _ON_DAY and not _counts(parse, found.end - 1)
    return True


def _counts(parse: Parse, at: int) -> bool:
    """True for a number before a noun that it counts or orders."""
    if at + 1 >= len(parse) or parse.deps[at] in ("pobj", "npadvmod", "ROOT", "dobj", "conj"):
        return False
    return parse.heads[at] > at and parse.pos[parse.heads[at]] in ("NOUN", "PROPN", "ADJ")


def _range(parse: Parse, found: Expression) -> bool:
    """ "2 to 5 October" and "February 27 and 28", but not "February 27 and 28 people"."""
    marks = [i for i, part in enumerate(found.parts) if part.kind in ("TO", "AND")]
    if not marks:
        return True
    days = [part for part in found.parts if part.kind in ("DAY", "DORD")]
    if len(days) != 2 or int(days[0].value) >= int(days[1].value):
        return False
    apart = int(days[0].value) + 1 != int(days[1].value) and found.kind == "range"
    if apart and found.has("AND") and _before(parse, found) != "between":
        return False
    if found.parts[-1].kind == "MONTH" or found.has("YEAR"):
        return True
    after = parse.pos[found.end : found.end + 1]
    return after not in (["NOUN"], ["ADJ"], ["PROPN"], ["NUM"], ["SYM"])


def _lone_month(parse: Parse, found: Expression) -> bool:
    at = found.start
    verbal = parse.pos[at] in ("AUX", "VERB") or _next(parse, found) == "of"
    if parse.lower[at] in ("may", "march") and verbal:
        return False
    if parse.lower[at] == "march" and _next(parse, found) == "on":
        return False  # "March on the capital"
    head = parse.heads[at]
    if parse.deps[at] == "nsubj" and parse.pos[head] == "VERB":
        return False  # "May said"
    before = _before(parse, found)
    # "called on May", "a letter to May", but "put off to May", "from March to May"
    if before in _TOWARDS:
        return False
    if parse.lower[at] == "may" and before == "to" and parse.pos[parse.heads[at - 1]] == "NOUN":
        return False
    # "June Carter", "Mr. August"
    is_name = parse.deps[at] == "compound" and parse.pos[parse.heads[at]] == "PROPN"
    return not (is_name and parse.heads[at] == at + 1) or parse.deps[at + 1] == "pobj"


def _lone_year(parse: Parse, found: Expression) -> bool:
    at = found.end - 1
    year = int(found.value("YEAR") or 0)
    before, after = _before(parse, found), _next(parse, found)
    if before in _MONEY or after in _QUANTITY or before in ("-", "/", "no.", "number", "than"):
        return False
    if len(parse.words[at]) != 4 and before not in ("in", "since", "of", "by", "from", "and"):
        return not parse.words[at].isdecimal()
    if year not in _MODERN:
        return before in ("in", "since", "of", "until", "from", "by") and parse.deps[at] == "pobj"
    head = parse.heads[at]
    if head == at - 1 and parse.words[head][0].isupper() and parse.pos[head] in ("PROPN", "NOUN"):
        return False  # "Resolution 1973", "Flight 2010"
    counted = parse.deps[at] == "nummod" and parse.tags[head] in ("NNS", "NNPS")
    if counted and head == at + 1 and year % 50 == 0:
        return before in ("the", "in", "of")  # "2000 troops", but "the 2000 elections"
    return not (before in ("about", "nearly", "over", "some", "only") and counted)


def _relunit(parse: Parse, found: Expression) -> bool:
    kinds = [part.kind for part in found.parts]
    unit = found.value("UNIT", "SEASON") or ""
    if kinds in (["DEF", "UNIT"], ["DEF", "FISCAL", "UNIT"]):
        if unit not in _DEFINITE or _next(parse, found) in ("of", "-"):
            return False
        return parse.deps[found.end - 1] != "compound"
    if kinds == ["DEF", "PERIOD"] or kinds == ["DEF", "FISCAL", "PERIOD"]:
        return False
    if unit in ("TS", "TM", "TH") or (unit == "H" and _next(parse, found) == "of"):
        return False
    if kinds[0] in ("LAST", "NEXT") and unit == "C":
        return True
    return not (kinds[0] == "COMING" and len(kinds) == 1)


def _ordinal(parse: Parse, found: Expression) -> bool:
    units = [part.value for part in found.parts if part.kind in _UNITS]
    if not units:
        return True
    unit = next((one for one in reversed(units) if one in _NUMBERED), None)
    if unit is None:
        return False
    kinds = [part.kind for part in found.parts]
    if kinds[-1] in ("HALF", "UNIT") and _next(parse, found) == "of" and unit == "H":
        return False
    return not (unit == "H" and kinds == ["ORD", "HALF"])


def _is_age(parse: Parse, found: Expression) -> bool:
    """True for "25 years old" and "a 25-year-old": an age is no time."""
    behind = parse.lower[found.end : found.end + 2]
    return found.has("OLD") or behind[:1] == ["old"] or behind == ["-", "old"]


def _duration(parse: Parse, found: Expression) -> bool:
    kinds = [part.kind for part in found.parts]
    unit = found.value("UNIT", "UNITS") or ""
    after, before = _next(parse, found), _before(parse, found)
    if before in _MONEY or (unit == "Y" and _is_age(parse, found)):
        return False
    if unit == "Q" and after == "of":  # "three quarters of the votes"
        return False
    if kinds == ["UNITS"] or kinds == ["APPROX", "UNITS"]:
        return unit in _BARE and after != "-" and parse.deps[found.start] != "compound"
    if kinds == ["A", "UNIT"]:
        return unit in _BARE and after not in ("-",) and parse.lower[found.end - 1] != "second"
    if kinds[-1] == "TIME":
        return parse.lower[found.start] == "some" and parse.lower[found.end - 1] == "time"
    if kinds[-1] == "UNIT" and kinds[0] in ("APPROX",) and len(kinds) == 2:
        return False
    return unit != "WE" or "NUM" in kinds


def _stretch(parse: Parse, found: Expression) -> bool:
    kinds = [part.kind for part in found.parts]
    unit = found.value("UNIT", "UNITS") or ""
    if unit in ("TS",) or (unit == "Q" and _next(parse, found) == "of"):
        return False
    if kinds[0] == "THOSE" or kinds == ["LAST", "UNITS"]:
        return kinds[0] != "THOSE" or parse.lower[found.start] == "those"
    return True


def _daypart(parse: Parse, found: Expression) -> bool:
    """ "the day before" stands by itself; with a clause it is no expression."""
    if found.parts[-1].kind not in ("BEFORE", "AFTER"):
        return True
    if found.value("UNIT") not in ("D", "W", "M", "Y", None):
        return False
    return parse.pos[found.end : found.end + 1] in (["PUNCT"], [])


def _set(parse: Parse, found: Expression) -> bool:
    if found.has("SETW"):
        at = found.start
        # "the Daily Telegraph"
        return not (parse.words[at][0].isupper() and parse.pos[at] == "PROPN")
    return True


def _ref(parse: Parse, found: Expression) -> bool:
    kind = found.parts[-1].kind
    if kind == "REF" or kind == "DATEN":
        return True
    if kind == "CURRENT":
        return parse.deps[found.start] == "amod" and len(found.parts) == 1
    if kind == "LAST":
        return (
            parse.lower[found.end - 1] == "past"
            and parse.pos[found.end - 1] == "NOUN"
            and (len(found.parts) == 2)
        )
    return False


def _decade(parse: Parse, found: Expression) -> bool:
    """ "the 30s", "the 1970s and 80s" and "the '90s", but not "in his 30s"."""
    at = found.start
    if len(found.value("DECADE") or "") == 2 and at and parse.tags[at - 1] == "PRP$":
        return False
    if at > 1 and parse.lower[at - 1] in ("and", "or") and parse.lower[at - 2][:2].isdigit():
        return True
    return (
        len(found.value("DECADE") or "") > 2
        or len(found.parts) > 1
        or "'" in (parse.words[found.start])
    )


def _hours(parse: Parse, found: Expression) -> bool:
    return not (found.has("EDGE") and found.has("UNITS")) or found.value("UNITS") == "TH"


def _datetime(parse: Parse, found: Expression) -> bool:
    if not _hours(parse, found):
        return False
    if found.has("NUM") and found.has("ZONE"):
        value = found.value("NUM") or ""
        return value.isdecimal() and len(value) in (3, 4)
    return True


_CHECKS = {
    "range": _range,
    "pair": _range,
    "calendar": _calendar,
    "relunit": _relunit,
    "ordinal": _ordinal,
    "daypart": _daypart,
    "duration": _duration,
    "stretch": _stretch,
    "set": _set,
    "ref": _ref,
    "decade": _decade,
    "datetime": _datetime,
    "weekday": _hours,
    "today": _hours,
}
