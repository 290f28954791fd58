"""Reports over time beside the events they tell, so that a rise in reporting is not read as a rise
in events."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import sqrt

from dragoman.analysis.frames import table_of
from dragoman.analysis.periods import Step, period_of, periods
from dragoman.analysis.rolling import WINDOWS, rolling_mean
from dragoman.entries import ReportEntry
from dragoman.model import Record
from dragoman.record.happenings import Happening

FEW = (
    10  # independent reports: with fewer, one event more or less moves the rate by a tenth or more
)
ROSE = 1.5  # times as many reports as before
CHANCE = 2.0  # standard deviations: one period in forty is so far up by chance


class Coverage(Record, frozen=True, kw_only=True):
    """One period. ``reports`` were published in it, ``independent`` of them are no copy of an
    earlier one. ``told`` events were reported in it for the first time; ``per_report`` is that by
    independent report, None where there is none. ``warning`` says where the reports themselves
    forbid to read a rise or a fall of events as one; see ``reporting_warnings``."""

    start: str
    end: str
    reports: int = 0
    independent: int = 0
    told: int = 0
    per_report: float | None = None
    warning: str | None = None


COVERAGE = table_of("coverage", Coverage)


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
    rows = periods(since, until, step)
    warnings = reporting_warnings([independent[row.start] for row in rows], WINDOWS[step])
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
            warning=warning,
        )
        for row, warning in zip(rows, warnings, strict=True)
    ]


def reporting_warnings(independent: Sequence[int], window: int) -> list[str | None]:
    """What is to be said of the number of independent reports of each period, None where nothing.

    "no reports": no event could be reported. "reporting rose": there are ``ROSE`` times as many as
    in the mean of the ``window`` periods before, and more by ``CHANCE`` standard deviations of a
    Poisson count of that mean (which is taken to be one at least); "reporting fell" the other way
    round. The first periods, before the window is full, are compared with nothing. "few reports":
    fewer than ``FEW``, from which rates are mostly chance.
    """
    before = [None, *rolling_mean(independent, window)]
    return [
        "; ".join(_warnings(number, usual)) or None
        for number, usual in zip(independent, before, strict=False)
    ]


def _warnings(number: int, usual: float | None) -> Iterator[str]:
    if not number:
        yield "no reports"
    if usual is not None:
        beyond = CHANCE * sqrt(max(usual, 1.0))
        if number >= ROSE * usual and number - usual > beyond:
            yield "reporting rose"
        elif number * ROSE <= usual and usual - number > beyond:
            yield "reporting fell"
    if 0 < number < FEW:
        yield "few reports"
