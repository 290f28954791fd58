"""Reports over time beside the events they tell, so that a rise in reporting is not read as a rise
in events."""

from collections import Counter
from collections.abc import Iterable

from dragoman.analysis.periods import Step, period_of, periods
from dragoman.entries import ReportEntry
from dragoman.model import Record
from dragoman.record.happenings import Happening


class Coverage(Record, frozen=True, kw_only=True):
    """One period. ``reports`` were published in it, ``independent`` of them are no copy of an
    earlier one. ``told`` events were reported in it for the first time; ``per_report`` is that by
    independent report, None where there is none."""

    start: str
    end: str
    reports: int = 0
    independent: int = 0
    told: int = 0
    per_report: float | None = None


def coverage(
    reports: Iterable[ReportEntry],
    happenings: Iterable[Happening],
    step: Step,
    since: str,
    until: str,
) -> list[Coverage]:
    """Reports by day, week or month of publication, from a day to a day, with zeros, and the
    events first told in them. Raises InputError where a day is none."""
    published: Counter[str] = Counter()
    independent: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for report in reports:
        if report.published and since <= report.published[:10] <= until:
            start = period_of(report.published, step).start
            published[start] += 1
            independent[start] += report.key == report.family
    for item in happenings:
        if item.told and since <= item.told[:10] <= until:
            told[period_of(item.told, step).start] += 1
    return [
        Coverage(
            start=row.start,
            end=row.end,
            reports=published[row.start],
            independent=independent[row.start],
            told=told[row.start],
            per_report=round(told[row.start] / independent[row.start], 6)
            if independent[row.start]
            else None,
        )
        for row in periods(since, until, step)
    ]
