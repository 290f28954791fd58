"""When a report was published: as given, as its own text or address says, or inferred.

What was handed in stands. Else the head and foot of the text are read (a dateline, a line of
"Published: …", a line that is a date), then the address, and at last the evidence that the dates
of the text give together (see ``coding.times.inference``). Where all that does not settle on one
day, the day stays unknown.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from dragoman.coding.parsing import Parse
from dragoman.coding.times.expression import Expression
from dragoman.coding.times.inference import infer
from dragoman.lexicon.times import TimeWords
from dragoman.model import Evidence, PublishedFrom, Report

# How many lines at the head and the foot of a text may hold its date.
_HEAD_LINES, _FOOT_LINES = 8, 3
# A dateline's place stands before its date within this many characters.
_PLACE_LENGTH = 60
_LABEL = re.compile(
    r"\W*(?:first |last )?(?:published|posted|updated|modified|released|issued|dated?|"
    r"for (?:immediate )?release|press release)\b(?: (?:on|at|date|time))?[\s:,|.\u2014-]*"
    r"(?:\(?\d{1,4}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)? ?(?:[a-z]{2,4})?\)?[\s,|-]+){0,2}"
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|satu?r?|sun)(?:day)?[\s,]+)?",
    re.IGNORECASE,
)
_BESIDE_DATE = re.compile(
    r"(?:[\s,;|.()\u2014-]*(?:at|on|\d{1,2}[:.]\d\d|[ap]\.?m\.?|[A-Z]{2,4}|[A-Z][a-z]{2,5}day)\b){0,4}"
    r"[\s,;|.()\u2014-]*"
)
_AGENCY_BEFORE = re.compile(r"\([A-Z][\w. ]{1,30}\)\s*")  # "(Xinhua) 08:12, June 03, 2019"
_PLACE = re.compile(r"\W*[A-Z][A-Z'.\u2019-]+(?:[\s,/-]+[A-Z][\w.'\u2019-]*){0,6}[\s,(\u2014-]*")
_SIGNED = re.compile(r"\W*[A-Z][\w.'\u2019-]*(?:[ ,/]+[A-Z][\w.'\u2019-]*){0,4}[\s,/-]+")
_BAR_BEFORE, _BAR_AFTER = re.compile(r"[|\u00b7\u2022]\s*$"), re.compile(r"\s*[|\u00b7\u2022]")
_SLASH_AFTER = re.compile(r"\s*/\s*\d")  # "JUNE 3, 2019 / 9:45 AM"
_AFTER_DATELINE = re.compile(
    r"[\s,]*(?:\([^()\n]{2,40}\)|/[^/\n]{2,30}/)?\s*(?:--?|[\u2013\u2014:_])"
    r"|\.?\s*/[A-Z][^/\n]{1,30}/\s*\."  # MOSCOW, June 3. /TASS/.
    r"|[\s,]*\([A-Z][^()\n]{1,40}\)\s"  # Kabul, Jun 3 (PTI)
    r"|\s*,\s*[A-Z][\w.]{1,15}\s*(?:--?|[\u2013\u2014:])"  # Accra, June 3, GNA -
    r"|\)\s*(?:--?|[\u2013\u2014:])"  # GENEVA (3 June) -
)
# A place in any case, an agency in brackets behind it, up to the date.
_PLACE_LIKE = re.compile(
    r"\W*(?!(?:On|In|At|By|From|Since|Until|After|Before|The|Last|This)\b(?! Hague))"
    r"[A-Z][\w.'\u2019-]*(?:[\s,/-]+[A-Z][\w.'\u2019-]*){0,5}\)?"
    r"[\s,:]*(?:\([A-Z][^()\n]{1,30}\))?[\s,:(\u2013\u2014-]*"
)
# Day and month in digits, either of which may be either.
_OPEN_ORDER = re.compile(r"(0?[1-9]|1[0-2])[/-](0?[1-9]|1[0-2])[/-](?:\d{4}|\d\d)")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_NAMED_MONTH = "(?P<m>(?:" + "|".join(_MONTHS) + r")[a-z]*)"
_ADDRESS_NAMED = re.compile(
    r"[/_=-](?:(?P<d>0?[1-9]|[12]\d|3[01])[/_-]" + _NAMED_MONTH
    + "|" + _NAMED_MONTH.replace("P<m>", "P<n>") + r"[/_-](?P<e>0?[1-9]|[12]\d|3[01]))"
    r"[/_-](?P<y>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)  # fmt: skip
_ADDRESS = re.compile(
    r"[/_=-]((?:19|20)\d\d)[/_.-]?(0[1-9]|1[0-2]|[1-9](?=[/-])|(?:"
    + "|".join(_MONTHS)
    + r")[a-z]*)"
    r"[/_.-]?(0[1-9]|[12]\d|3[01]|[1-9](?!\d))(?:\d{4}(?:\d\d)?)?(?!\d)",
    re.IGNORECASE,
)


class _Stated(NamedTuple):
    """A date at the head or foot of a text; ``year`` is None where it names none."""

    year: int | None
    month: int
    day: int
    expression: Expression
    because: str
    other: date | None = None  # what "03/06/2019" means in the other order of day and month


def find_dateline(
    report: Report,
    parse: Parse,
    expressions: Sequence[Expression],
    words: TimeWords | None = None,
    offices: Callable[[int], float] | None = None,
) -> Report:
    """The report with ``published``, ``published_from`` and ``published_evidence`` filled.

    ``expressions`` are the report's, from ``recognize``. Nothing is inferred without ``words``.
    ``offices`` may score years by the offices that the text gives to people (see ``infer``).
    """
    if report.published is not None:
        source = "given" if report.published_from == "unknown" else report.published_from
        return _dated(report, report.published, source, report.published_evidence)
    address = date_of_address(report.url) if report.url else None
    stated = _stated(parse, expressions)
    if stated is not None:
        year = stated.year or (address.year if address else None)
        day = _day(year, stated.month, stated.day) if year else None
        if day and stated.other is not None:
            return _of_two(report, parse, expressions, words, stated, (day, stated.other), address)
        if day:
            evidence = (Evidence(span=stated.expression.span, because=stated.because),)
            return _dated(report, day.isoformat(), "text", evidence)
    if address is not None:
        return _dated(report, address.isoformat(), "metadata", ())
    if words is None:
        return report
    dateline = (stated.expression, stated.month, stated.day) if stated else None
    found = infer(parse, expressions, words, dateline=dateline, offices=offices)
    if found is None:
        return report
    if found.day is None:
        return _open(report, found.evidence, f"the day lies from {found.first} to {found.last}")
    said = f"all in all {found.day} has a confidence of {found.confidence:.2f}"
    return _dated(report, found.day.isoformat(), "inferred", _saying(found.evidence, said))


def _of_two(
    report: Report,
    parse: Parse,
    expressions: Sequence[Expression],
    words: TimeWords | None,
    stated: _Stated,
    days: tuple[date, date],
    address: date | None,
) -> Report:
    """The report with the one of two days that its address or its dates agree with, else with
    none: "03/06/2019" is 3 June in one country and 6 March in another."""
    evidence = (Evidence(span=stated.expression.span, because=stated.because),)
    found = infer(parse, expressions, words) if address is None and words is not None else None
    for day in days:
        if day == address or (found is not None and day == found.day):
            return _dated(report, day.isoformat(), "text", evidence)
    first, last = sorted(days)
    said = f"day and month may stand in either order: {first} or {last}"
    return _open(report, evidence, said)


def _open(report: Report, evidence: tuple[Evidence, ...], said: str) -> Report:
    """A report whose day stays unknown, with what its text says of it."""
    return msgspec.structs.replace(report, published_evidence=_saying(evidence, said))


def _saying(evidence: tuple[Evidence, ...], said: str) -> tuple[Evidence, ...]:
    """Evidence whose first piece tells what all of it together comes to."""
    first = msgspec.structs.replace(evidence[0], because=f"{evidence[0].because}; {said}")
    return (first, *evidence[1:])


def _dated(
    report: Report, day: str, source: PublishedFrom, evidence: tuple[Evidence, ...]
) -> Report:
    return msgspec.structs.replace(
        report, published=day, published_from=source, published_evidence=evidence
    )


def date_of_address(url: str) -> date | None:
    """The day that a URL carries ("/2019/06/03/", "/2019/jun/03/", "-20190603", "june-3-2019"),
    None if none."""
    match = _ADDRESS.search(url)
    if match is None:
        named = _ADDRESS_NAMED.search(url)
        if named is None:
            return None
        name = (named["m"] or named["n"])[:3].lower()
        return _day(int(named["y"]), _MONTHS.index(name) + 1, int(named["d"] or named["e"]))
    month = match[2].lower()
    number = _MONTHS.index(month[:3]) + 1 if month[0].isalpha() else int(month)
    return _day(int(match[1]), number, int(match[3]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _stated(parse: Parse, expressions: Sequence[Expression]) -> _Stated | None:
    """The first date at the text's head or foot that stands there as the text's own."""
    head = _nth_line(parse.text, _HEAD_LINES)
    foot = _last_lines(parse.text, _FOOT_LINES)
    for found in expressions:
        start, end = found.span
        if head <= start < foot:
            continue
        parts = _parts_of(found)
        if parts is None:
            continue
        year, month, day = parts
        because = _why(parse.text, start, end, at_head=start < head, full=year is not None)
        if because:
            other = _other_order(parse.text[start:end])
            return _Stated(year, month, day, found, because, other)
    return None


def _other_order(text: str) -> date | None:
    """The day that a date in digits also may mean, None if it is plain."""
    match = _OPEN_ORDER.match(text)
    if match is None or int(match[1]) == int(match[2]):
        return None
    year = int(text[match.end(2) + 1 : match.end()])
    return _day(year if year > 99 else 2000 + year, int(match[2]), int(match[1]))


def _parts_of(found: Expression) -> tuple[int | None, int, int] | None:
    """Year (if written), month and day of a date; None where it has no month and day."""
    written = found.value("DATENUM")
    if written:
        day = date.fromisoformat(written) if _is_day(written) else None
        return (day.year, day.month, day.day) if day else None
    month = found.value("MONTH")
    if month is None or found.kind == "range":
        return None
    day_text = found.day_of_month()
    if day_text is None:
        return None
    year = found.value("YEAR")
    return (int(year) if year else None, int(month), int(day_text))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _why(text: str, start: int, end: int, *, at_head: bool, full: bool) -> str | None:
    """Why a date at the head or foot is the report's own; None if it is not."""
    before = text[max(0, start - _PLACE_LENGTH - 1) : start]
    if "\n" not in before and start > _PLACE_LENGTH:
        return None
    before = before[before.rfind("\n") + 1 :]
    after, _, _ = text[end : end + _PLACE_LENGTH + 1].partition("\n")
    if full and _LABEL.fullmatch(before):
        return "the line says when it was published"
    alone = _BESIDE_DATE.fullmatch(before) and _BESIDE_DATE.fullmatch(after[:_PLACE_LENGTH])
    if full and not alone and (agency := _AGENCY_BEFORE.match(before)):
        alone = _BESIDE_DATE.fullmatch(before[agency.end() :]) and _BESIDE_DATE.fullmatch(after)
    if full and alone and len(after) <= _PLACE_LENGTH:
        return "a line of its own with a date"
    if at_head and _PLACE.fullmatch(before) and _AFTER_DATELINE.match(after[:_PLACE_LENGTH]):
        return "the dateline"
    opens = at_head and bool(_PLACE_LIKE.fullmatch(before))
    if opens and _AFTER_DATELINE.match(after[:_PLACE_LENGTH]) and _balanced(before, after):
        return "the dateline"
    if full and _SIGNED.fullmatch(before) and not after.strip(" .,"):
        return "place and date on a line of their own"
    if full and at_head and not before.strip() and _SLASH_AFTER.match(after):
        return "a date set off by bars"
    if full and at_head and (_BAR_BEFORE.search(before) or _BAR_AFTER.match(after)):
        return "a date set off by bars"
    return None


def _balanced(before: str, after: str) -> bool:
    """True where a bracket opened before the date closes behind it, and none closes else."""
    return (before.count("(") > before.count(")")) == after.lstrip().startswith(")")


def _nth_line(text: str, count: int) -> int:
    """Where line ``count`` (lines with words only) of the text ends."""
    at = 0
    for match in re.finditer(r"[^\n]*\S[^\n]*(?:\n|$)", text):
        at = match.end()
        count -= 1
        if not count:
            break
    return at


def _last_lines(text: str, count: int) -> int:
    """Where the last ``count`` lines with words begin."""
    at = len(text.rstrip())
    for _ in range(count):
        at = text.rstrip().rfind("\n", 0, at)
        if at < 0:
            return 0
    return at + 1


__all__ = ["date_of_address", "find_dateline", "infer"]
