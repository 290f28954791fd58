"""Change points of series, each held against the reporting: did more happen, or was more read?"""

from collections.abc import Sequence
from typing import NamedTuple

from dragoman.analysis.change_points import PENALTY, Changes, Kind, change_points
from dragoman.analysis.dyadic import Line
from dragoman.analysis.frames import Frame, frame, table_of
from dragoman.analysis.measures import Measure, kind_of, values_of
from dragoman.model import Record, Status


class ChangeRow(Record, frozen=True, kw_only=True):
    """One change of level. ``start`` is the first period of the new level; with 95% it lies between
    ``earliest`` and ``latest``. ``reporting_change`` is the period in which the number of
    independent reports changes too, if its interval meets this one; ``rate_change`` the period in
    which events by report do. A change of events with the first and without the second is one of
    reporting."""

    series: str
    status: Status
    measure: str
    start: str
    earliest: str
    latest: str
    before: float
    after: float
    strength: float
    reporting_change: str | None
    rate_change: str | None


class Trial(Record, frozen=True, kw_only=True):
    """What was tested: a ``measure`` of a series over ``periods`` with a value (the others have
    none and are passed over), with which ``noise`` and ``penalty``. ``note`` says why no change
    could be looked for, or why less is to be believed than found."""

    series: str
    status: Status
    measure: str
    periods: int
    changes: int
    noise: float | None
    penalty: float | None
    correlation: float | None
    note: str | None


class Found(NamedTuple):
    """The changes, and what was tested to find them."""

    changes: Frame[ChangeRow]
    trials: Frame[Trial]


CHANGES = table_of("changes", ChangeRow)
TRIALS = table_of("trials", Trial)
_RATE: Measure = "per_100_reports"


class _Tested(NamedTuple):
    """A test with the first days of the periods that have a value."""

    starts: Sequence[str]
    found: Changes

    def near(self, earliest: str, latest: str) -> str | None:
        """The change whose 95% interval meets another."""
        for change in self.found.changes:
            first, last = self.starts[change.earliest], self.starts[change.latest]
            if first <= latest and earliest <= last:
                return self.starts[change.place]
        return None


def find_changes(lines: Sequence[Line], measure: Measure, *, factor: float = PENALTY) -> Found:
    """The change points of a measure of each series; see ``change_points`` for the method.

    Beside each series its reports and its events by report are tested too. Raises InputError and
    MissingPartError as ``change_points``.
    """
    changes: list[ChangeRow] = []
    trials: list[Trial] = []
    for line in lines:
        own = _tested(line, values_of(line.counted, measure), kind_of(measure), factor)
        reports: list[float | None] = [float(row.independent) for row in line.counted.coverage]
        reporting = _tested(line, reports, "count", factor)
        rate = own
        if measure != _RATE:
            rate = _tested(line, values_of(line.counted, _RATE), "value", factor)
            trials.append(_trial(line, _RATE, rate.found))
        changes += _change_rows(line, measure, own, reporting, rate)
        trials += [_trial(line, measure, own.found), _trial(line, "reports", reporting.found)]
    return Found(frame(CHANGES, changes), frame(TRIALS, trials))


def _tested(line: Line, values: Sequence[float | None], kind: Kind, factor: float) -> _Tested:
    known = [
        (point.start, value)
        for point, value in zip(line.counted.points, values, strict=True)
        if value is not None
    ]
    found = change_points([value for _, value in known], kind, factor=factor)
    return _Tested([start for start, _ in known], found)


def _change_rows(
    line: Line, measure: Measure, own: _Tested, reporting: _Tested, rate: _Tested
) -> list[ChangeRow]:
    rows = []
    for change in own.found.changes:
        earliest, latest = own.starts[change.earliest], own.starts[change.latest]
        rows.append(
            ChangeRow(
                series=line.label,
                status=line.status,
                measure=measure,
                start=own.starts[change.place],
                earliest=earliest,
                latest=latest,
                before=change.before,
                after=change.after,
                strength=change.strength,
                reporting_change=reporting.near(earliest, latest),
                rate_change=rate.near(earliest, latest),
            )
        )
    return rows


def _trial(line: Line, measure: str, found: Changes) -> Trial:
    return Trial(
        series=line.label,
        status=line.status,
        measure=measure,
        periods=found.length,
        changes=len(found.changes),
        noise=found.noise,
        penalty=found.penalty,
        correlation=found.correlation,
        note=found.why or found.warning,
    )
